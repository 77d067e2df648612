//! Policies: which modules code may use where it runs. Owned data, so that a deployment's own files
//! can override what a [`Target`] starts with.

mod deployment;
mod names;
mod node;
mod python;

use std::borrow::Cow;
use std::fmt;

use crate::{Contract, DifyFacts, Facts, Hosting, NodeHost, PythonHost, Target};
use deployment::{Packages, Presence};

pub use deployment::{Deployment, DeploymentFile, DeploymentProblem, FileKind, Place};
pub use names::Existence;
pub use node::is_node_builtin;
pub use python::{added_in, is_stdlib, removed_in};

/// Which modules may be used, and where each of the lists comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// Node's own modules (n8n: `NODE_FUNCTION_ALLOW_BUILTIN`).
    pub js_builtin: ModuleList,
    /// npm packages (n8n: `NODE_FUNCTION_ALLOW_EXTERNAL`).
    pub js_external: ModuleList,
    /// Python's standard library (n8n: `N8N_RUNNERS_STDLIB_ALLOW`).
    pub python_stdlib: ModuleList,
    /// Other Python packages (n8n: `N8N_RUNNERS_EXTERNAL_ALLOW`; Dify: what the sandbox installs).
    pub python_external: ModuleList,
    /// Built-ins of Python that do not exist (n8n: `N8N_RUNNERS_BUILTINS_DENY`), as written in code.
    pub python_builtins_denied: Vec<Cow<'static, str>>,
    /// Reading `$env` throws (n8n: `N8N_BLOCK_ENV_ACCESS_IN_NODE`).
    pub blocks_env: bool,
    /// n8n: JavaScript runs in the runner's own global scope (`N8N_RUNNERS_INSECURE_MODE`), where all of Node's
    /// names exist.
    pub is_insecure: bool,
    /// Dify: the sandbox lets more system calls through than by default (`allowed_syscalls`).
    pub more_system_calls: bool,
    /// Dify: what the sandbox installs beside its own.
    packages: Option<Packages>,
    /// Dify: the facts of the target, with the deployment's limits.
    dify: Option<DifyFacts>,
    /// The target that the policy began as.
    target: Target,
}

/// A list of modules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModuleList {
    /// What it allows.
    pub allow: Allow,
    /// Who says so.
    pub origin: Origin,
    /// One sentence for each place where somebody says so in vain.
    pub ignored: Vec<String>,
}

/// What a list of modules allows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Allow {
    /// Everything (`*`).
    All,
    /// These, matched exactly.
    Only(Vec<Cow<'static, str>>),
}

/// Who says what is allowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// The platform's default.
    Default,
    /// A file or setting of the user's, named for people.
    Given(String),
}

/// Whether a module may be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Yes.
    Allowed,
    /// No.
    Denied {
        /// Why.
        reason: Denial,
        /// What the platform says, without any line it may add; `None` where that is not known.
        platform_message: Option<String>,
        /// Who says so.
        origin: Origin,
        /// One sentence for each place where somebody says otherwise in vain.
        ignored: Vec<String>,
    },
    /// That cannot be told.
    Unknown,
}

/// Why a module may not be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Denial {
    /// The platform's list does not name it.
    NotListed,
    /// It is not installed there.
    NotInstalled,
    /// The list of what is installed does not name it.
    NotRequired,
    /// It left Python's standard library in 3.`n`.
    RemovedFromPython(u8),
    /// It came to Python's standard library in 3.`n`.
    NotYetInPython(u8),
    /// It belongs to another operating system.
    ForeignSystem,
}

/// Names that n8n's native Python runner takes away (reference n8n 10).
const DENIED_BUILTINS: &[&str] = &[
    "eval",
    "exec",
    "compile",
    "open",
    "input",
    "breakpoint",
    "getattr",
    "object",
    "type",
    "vars",
    "setattr",
    "delattr",
    "hasattr",
    "dir",
    "memoryview",
    "__build_class__",
    "globals",
    "locals",
    "license",
    "help",
    "credits",
    "copyright",
];

/// Packages of Dify's sandbox, with what they bring along, by the name to import (reference dify
/// 3.1).
const DIFY_PACKAGES: &[&str] = &[
    "requests",
    "httpx",
    "jinja2",
    "socks",
    "sockshandler",
    "certifi",
    "charset_normalizer",
    "idna",
    "urllib3",
    "anyio",
    "sniffio",
    "httpcore",
    "h11",
    "socksio",
    "markupsafe",
];

/// Packages whose presence depends on the Python that brings them or on how the image was built.
const DIFY_PERHAPS: &[&str] = &[
    "pip",
    "setuptools",
    "wheel",
    "pkg_resources",
    "typing_extensions",
];

impl Policy {
    /// The policy of `target` with nothing configured.
    pub fn of(target: Target) -> Self {
        match target.facts {
            Facts::Dify(_) => Self::dify(target),
            Facts::N8n(_) => Self::n8n(target),
        }
    }

    /// JavaScript has no packages at all, whatever is configured.
    fn dify(target: Target) -> Self {
        Policy {
            js_builtin: ModuleList::all(),
            js_external: ModuleList::only(&[]),
            python_stdlib: ModuleList::all(),
            python_external: ModuleList::only(DIFY_PACKAGES),
            python_builtins_denied: Vec::new(),
            blocks_env: false,
            is_insecure: false,
            more_system_calls: false,
            packages: None,
            dify: target.dify().copied(),
            target,
        }
    }

    fn n8n(target: Target) -> Self {
        let (builtin, external): (&[_], &[_]) = match target.hosting {
            Hosting::SelfHosted => (&[], &[]),
            Hosting::OfficialImage | Hosting::Cloud => (&["crypto"], &["moment"]),
        };
        let native = is_native(&target);
        let python = || {
            if native {
                ModuleList::only(&[])
            } else {
                ModuleList::all()
            }
        };
        let denied = if native { DENIED_BUILTINS } else { &[] };
        Policy {
            js_builtin: ModuleList::only(builtin),
            js_external: ModuleList::only(external),
            python_stdlib: python(),
            python_external: python(),
            python_builtins_denied: denied.iter().copied().map(Cow::Borrowed).collect(),
            blocks_env: target.n8n().is_some_and(|facts| facts.blocks_env),
            is_insecure: false,
            more_system_calls: false,
            packages: None,
            dify: None,
            target,
        }
    }

    /// The policy of `target` as the user's own files change it. The makers' Cloud takes no files.
    pub fn deployed(target: Target, deployment: &Deployment) -> Self {
        let mut policy = Self::of(target);
        match (target.hosting, target.facts) {
            (Hosting::Cloud, _) => {}
            (_, Facts::N8n(_)) => policy.deploy_n8n(deployment),
            (_, Facts::Dify(_)) => policy.deploy_dify(deployment),
        }
        policy
    }

    fn deploy_n8n(&mut self, deployment: &Deployment) {
        if let Some(place) = deployment.official_runners() {
            let image = Origin::Given(format!(
                "n8n's official image of the task runners ({place})"
            ));
            for (list, allowed) in [
                (&mut self.js_builtin, "crypto"),
                (&mut self.js_external, "moment"),
            ] {
                list.allow = Allow::parse(allowed);
                list.origin = image.clone();
            }
        }
        let native = is_native(&self.target);
        self.js_builtin
            .deploy(deployment, "NODE_FUNCTION_ALLOW_BUILTIN");
        self.js_external
            .deploy(deployment, "NODE_FUNCTION_ALLOW_EXTERNAL");
        if native {
            self.python_stdlib
                .deploy(deployment, "N8N_RUNNERS_STDLIB_ALLOW");
            self.python_external
                .deploy(deployment, "N8N_RUNNERS_EXTERNAL_ALLOW");
        }
        if let Some(setting) = deployment
            .setting("N8N_RUNNERS_BUILTINS_DENY")
            .filter(|_| native)
        {
            let names = setting.value.iter().flat_map(|value| value.split(','));
            let names = names.map(str::trim).filter(|name| !name.is_empty());
            self.python_builtins_denied = names.map(|name| Cow::Owned(name.to_owned())).collect();
        }
        if let Some(setting) = deployment.setting("N8N_BLOCK_ENV_ACCESS_IN_NODE") {
            self.blocks_env &= setting.value.as_deref() == Some("true");
        }
        self.is_insecure = deployment
            .setting("N8N_RUNNERS_INSECURE_MODE")
            .is_some_and(|setting| setting.value.as_deref().is_none_or(|value| value == "true"));
    }

    fn deploy_dify(&mut self, deployment: &Deployment) {
        self.packages = deployment.packages.clone();
        self.more_system_calls = deployment.more_system_calls;
        if let Some(facts) = &mut self.dify {
            deployment.limit(&mut facts.limits);
        }
    }

    /// Dify's facts, with the limits that the deployment sets.
    pub fn dify_facts(&self) -> Option<&DifyFacts> {
        self.dify.as_ref()
    }

    /// The target that the policy began as.
    pub fn target(&self) -> Target {
        self.target
    }

    /// Whether `require(request)` is allowed in code under `contract`. n8n compares the request as
    /// it is written: `node:crypto` is not `crypto`, nor `fs/promises` `fs` (reference n8n 8).
    pub fn allows_require(&self, request: &str, contract: Contract) -> Verdict {
        match self.target.facts {
            Facts::Dify(_) => self.dify_require(request),
            Facts::N8n(facts) => match runs_in_vm2(contract) || facts.node_host == NodeHost::Vm2 {
                true => self.vm2_require(request, contract),
                false => self.runner_require(request),
            },
        }
    }

    fn runner_require(&self, request: &str) -> Verdict {
        let list = self.js_list(request);
        match list.allow.has(request) {
            true => Verdict::Allowed,
            false => list.deny(
                Denial::NotListed,
                Some(format!("Module '{request}' is disallowed")),
            ),
        }
    }

    /// The same lists through vm2's resolver, which is lenient about `node:` and about the inside of
    /// packages.
    fn vm2_require(&self, request: &str, contract: Contract) -> Verdict {
        let own = matches!(
            contract,
            Contract::N8nLangChainExecute | Contract::N8nLangChainSupply
        ) && (package(request) == "langchain" || request.starts_with("@langchain/"));
        let bare = request.strip_prefix("node:").unwrap_or(request);
        let list = self.js_list(request);
        if own || list.allow.has(request) {
            Verdict::Allowed
        } else if list.allow.mentions(package(bare)) || request.starts_with(['.', '/']) {
            Verdict::Unknown
        } else {
            let says = format!("Cannot find module '{request}'");
            list.deny(Denial::NotListed, Some(says))
        }
    }

    fn dify_require(&self, request: &str) -> Verdict {
        let list = self.js_list(request);
        match list.allow.has(request) {
            true => Verdict::Allowed,
            false => list.deny(
                Denial::NotInstalled,
                Some(format!("Cannot find module '{request}'")),
            ),
        }
    }

    fn js_list(&self, request: &str) -> &ModuleList {
        match is_node_builtin(request) {
            true => &self.js_builtin,
            false => &self.js_external,
        }
    }

    /// Whether `import module` is allowed. `module` is the dotted path as written; only its
    /// top-level name counts (reference n8n 11.3, dify 3.1).
    pub fn allows_import(&self, module: &str) -> Verdict {
        match self.target.facts {
            Facts::Dify(_) => self.dify_import(module),
            Facts::N8n(_) if is_native(&self.target) => self.native_import(module),
            // Pyodide loads packages by itself, and people load more with micropip.
            Facts::N8n(_) => Verdict::Allowed,
        }
    }

    fn native_import(&self, module: &str) -> Verdict {
        let (list, kind, name) = match is_stdlib(top_level(module), self.target.python) {
            true => (
                &self.python_stdlib,
                "standard library module",
                "stdlib modules",
            ),
            false => (
                &self.python_external,
                "external package",
                "external packages",
            ),
        };
        if list.allow.has(top_level(module)) {
            return Verdict::Allowed;
        }
        let allowed = list.allow.to_string();
        let says = format!("Import of {kind} '{module}' is disallowed. Allowed {name}: {allowed}");
        list.deny(Denial::NotListed, Some(says))
    }

    fn dify_import(&self, module: &str) -> Verdict {
        let name = top_level(module);
        let says = Some(format!("ModuleNotFoundError: No module named '{name}'"));
        let foreign = python::is_foreign(name);
        if is_stdlib(name, self.target.python) && !foreign {
            return Verdict::Allowed;
        }
        if self.python_external.allow.has(name) {
            return Verdict::Allowed;
        }
        if DIFY_PERHAPS.contains(&name) || name.starts_with('_') {
            return Verdict::Unknown;
        }
        if let Some(packages) = &self.packages {
            match packages.brings(name) {
                Presence::Installed => return Verdict::Allowed,
                Presence::Perhaps => return Verdict::Unknown,
                Presence::Missing if removed_in(name).or(added_in(name)).is_none() && !foreign => {
                    return Verdict::Denied {
                        reason: Denial::NotRequired,
                        platform_message: says,
                        origin: Origin::Given(packages.place.file.clone()),
                        ignored: Vec::new(),
                    };
                }
                Presence::Missing => {}
            }
        }
        let reason = match (removed_in(name), added_in(name)) {
            _ if foreign => Denial::ForeignSystem,
            (Some(minor), _) => Denial::RemovedFromPython(minor),
            (_, Some(minor)) => Denial::NotYetInPython(minor),
            _ => Denial::NotInstalled,
        };
        self.python_external.deny(reason, says)
    }
}

impl ModuleList {
    fn all() -> Self {
        ModuleList {
            allow: Allow::All,
            origin: Origin::Default,
            ignored: Vec::new(),
        }
    }

    /// The list as `variable` of the deployment has it; everything where that cannot be told.
    fn deploy(&mut self, deployment: &Deployment, variable: &str) {
        self.ignored = deployment.ignored(variable);
        if let Some(setting) = deployment.setting(variable) {
            self.allow = setting.value.as_deref().map_or(Allow::All, Allow::parse);
            self.origin = Origin::Given(format!("`{variable}` ({})", setting.place));
        }
    }

    fn only(names: &[&'static str]) -> Self {
        let names = names.iter().copied().map(Cow::Borrowed).collect();
        ModuleList {
            allow: Allow::Only(names),
            origin: Origin::Default,
            ignored: Vec::new(),
        }
    }

    fn deny(&self, reason: Denial, platform_message: Option<String>) -> Verdict {
        Verdict::Denied {
            reason,
            platform_message,
            origin: self.origin.clone(),
            ignored: self.ignored.clone(),
        }
    }
}

impl Allow {
    /// What a comma-separated list of n8n's allows (reference n8n 8, 11.3): trimmed, empty names
    /// left out, `*` for everything.
    pub fn parse(list: &str) -> Self {
        let names = list
            .split(',')
            .map(str::trim)
            .filter(|name| !name.is_empty());
        match list.trim() {
            "*" => Allow::All,
            _ => Allow::Only(names.map(|name| Cow::Owned(name.to_owned())).collect()),
        }
    }

    /// Whether it allows exactly `name`.
    pub fn has(&self, name: &str) -> bool {
        match self {
            Allow::All => true,
            Allow::Only(names) => names.iter().any(|allowed| allowed == name),
        }
    }

    /// Whether one of its names is of the package `name`, or could be by a pattern.
    fn mentions(&self, name: &str) -> bool {
        match self {
            Allow::All => true,
            Allow::Only(names) => names
                .iter()
                .any(|allowed| package(allowed) == name || allowed.contains('*')),
        }
    }
}

/// As n8n lists what is allowed: in order, `none` when there is nothing.
impl fmt::Display for Allow {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Allow::All => f.write_str("*"),
            Allow::Only(names) if names.is_empty() => f.write_str("none"),
            Allow::Only(names) => {
                let mut names: Vec<&str> = names.iter().map(|name| &**name).collect();
                names.sort_unstable();
                f.write_str(&names.join(", "))
            }
        }
    }
}

fn is_native(target: &Target) -> bool {
    target
        .n8n()
        .is_some_and(|facts| matches!(facts.python_host, PythonHost::Native(_)))
}

/// The legacy nodes never left vm2 (reference n8n 0, 12).
fn runs_in_vm2(contract: Contract) -> bool {
    matches!(
        contract,
        Contract::N8nFunction
            | Contract::N8nFunctionItem
            | Contract::N8nLangChainExecute
            | Contract::N8nLangChainSupply
    )
}

/// The package of a request: `lodash` of `lodash/fp`, `@a/b` of `@a/b/c`.
fn package(request: &str) -> &str {
    let parts = if request.starts_with('@') { 2 } else { 1 };
    match request.match_indices('/').nth(parts - 1) {
        Some((end, _)) => &request[..end],
        None => request,
    }
}

fn top_level(module: &str) -> &str {
    module.split('.').next().unwrap_or(module)
}

#[cfg(test)]
mod tests;
