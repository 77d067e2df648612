//! What [`crate::analyze()`] is told beyond the text.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use workflow::{Allow, Deployment, ModuleList, Origin, Platform, Policy, Target, Workflow};

use crate::{Rule, Severity};

/// What one call of [`crate::analyze()`] is told beyond the text.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// Where workflows will run, at most one of each platform; of a platform that is not there: what the file says,
    /// else the newest known.
    pub targets: Vec<Target>,
    /// How severe the findings of rules are.
    pub levels: Levels,
    /// Modules that may be used beyond what the target allows.
    pub modules: Extra,
    /// Names that exist beyond those of the platform.
    pub globals: Vec<String>,
    /// What people call the configuration that this comes from.
    pub source: Option<String>,
    /// What the user's own deployment files come to.
    pub deployment: Arc<Deployment>,
}

/// How severe the findings of rules are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Levels {
    all: Level,
    rules: BTreeMap<String, Level>,
}

/// How severe the findings of a rule are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Level {
    /// As the rule itself says of each.
    #[default]
    Own,
    /// There are none.
    Off,
    /// As severe as this.
    At(Severity),
}

/// Modules that may be used beyond what a target allows; `*` is all of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Extra {
    /// Node's own, in n8n.
    pub node_builtin: Vec<String>,
    /// npm packages, in n8n.
    pub node_external: Vec<String>,
    /// Of Python's standard library, in n8n.
    pub python_stdlib: Vec<String>,
    /// Python packages.
    pub python_external: Vec<String>,
}

impl Settings {
    /// Everything as it is by default, but for the target.
    pub fn at(target: Option<Target>) -> Settings {
        Settings {
            targets: target.into_iter().collect(),
            ..Settings::default()
        }
    }

    /// Workflows of that platform will run there.
    pub fn aim(&mut self, target: Target) {
        self.targets
            .retain(|other| other.platform != target.platform);
        self.targets.push(target);
    }

    /// The target that was named for a platform.
    pub fn target(&self, platform: Platform) -> Option<Target> {
        let mut targets = self.targets.iter();
        targets.find(|target| target.platform == platform).copied()
    }

    /// Where `workflow` will run.
    pub fn target_of(&self, workflow: &Workflow) -> Target {
        self.known_target(workflow.platform)
            .unwrap_or_else(|| Target::default_for(workflow))
    }

    /// The target that was named for a platform, or that the deployment's images name: no guess.
    pub fn known_target(&self, platform: Platform) -> Option<Target> {
        self.target(platform)
            .or_else(|| self.deployment.target(platform))
    }

    /// What code may use at `target`.
    pub fn policy(&self, target: Target) -> Policy {
        let mut policy = Policy::deployed(target, &self.deployment);
        let source = self.source.as_deref().unwrap_or("the configuration");
        // JavaScript has no packages in Dify, whatever anybody configures (reference dify 3).
        if target.platform == Platform::N8n {
            extend(&mut policy.js_builtin, &self.modules.node_builtin, source);
            extend(&mut policy.js_external, &self.modules.node_external, source);
        }
        extend(
            &mut policy.python_stdlib,
            &self.modules.python_stdlib,
            source,
        );
        extend(
            &mut policy.python_external,
            &self.modules.python_external,
            source,
        );
        policy
    }
}

impl Levels {
    /// How severe the findings of `rule` are.
    pub fn of(&self, rule: &Rule) -> Level {
        self.rules.get(rule.id).copied().unwrap_or(self.all)
    }

    /// How severe the findings of the rules are that are not named.
    pub fn all(&self) -> Level {
        self.all
    }

    /// Of the rule of that name.
    pub fn set(&mut self, rule: &str, level: Level) {
        self.rules.insert(rule.to_string(), level);
    }

    /// Of every rule, whatever was said before.
    pub fn set_all(&mut self, level: Level) {
        self.rules.clear();
        self.all = level;
    }
}

impl Level {
    /// The severity of a finding that its rule gives this one.
    pub(crate) fn apply(self, own: Severity) -> Severity {
        match self {
            Level::At(severity) => severity,
            Level::Own | Level::Off => own,
        }
    }
}

impl Extra {
    pub(crate) fn add(&mut self, other: &Extra) {
        self.node_builtin.extend(other.node_builtin.iter().cloned());
        self.node_external
            .extend(other.node_external.iter().cloned());
        self.python_stdlib
            .extend(other.python_stdlib.iter().cloned());
        self.python_external
            .extend(other.python_external.iter().cloned());
    }
}

fn extend(list: &mut ModuleList, names: &[String], source: &str) {
    if names.is_empty() {
        return;
    }
    match &mut list.allow {
        Allow::All => return,
        allow if names.iter().any(|name| name == "*") => *allow = Allow::All,
        Allow::Only(allowed) => allowed.extend(names.iter().cloned().map(Cow::Owned)),
    }
    list.origin = match &list.origin {
        Origin::Default => Origin::Given(source.to_string()),
        Origin::Given(other) => Origin::Given(format!("{other} and {source}")),
    };
}
