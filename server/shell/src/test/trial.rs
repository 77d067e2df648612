//! One test run.

use std::path::Path;

use lint::config::FileSettings;
use lint::format_of;
use run::{Given, Job, Outcome, Runner};
use text::Tree;
use workflow::{Target, Workflow};

use super::expected::{Failure, judge};
use super::file::Case;
use crate::config::Configs;
use crate::{nodes, run as running};

/// A workflow that is tested.
#[derive(Debug)]
pub(super) struct Opened {
    text: String,
    workflows: Vec<Workflow>,
    settings: FileSettings,
}

/// What became of a test.
#[derive(Debug)]
pub(super) struct Trial {
    pub(super) verdict: Verdict,
    /// The run; `None` where there was none.
    pub(super) outcome: Option<Outcome>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Verdict {
    Passed,
    Failed(Failure),
    /// It says nothing about the node: the reason, without a full stop.
    Skipped(String),
}

impl Opened {
    /// The workflow at `path`; otherwise why not, one sentence without a full stop.
    pub(super) fn open(path: &Path, configs: &Configs) -> anyhow::Result<Opened> {
        let text = nodes::read(path, path)?;
        let settings = configs.of(path)?.settings;
        let workflows = workflow::read(&Tree::parse(&text, format_of(&text, path)));
        if workflows.is_empty() {
            anyhow::bail!("{} is not a Dify or n8n workflow", path.display());
        }
        Ok(Opened {
            text,
            workflows,
            settings,
        })
    }

    /// Run a test. `aimed`: the target that the command names, which goes before that of the test.
    pub(super) fn run(&self, case: &Case, runner: &Runner, aimed: Option<Target>) -> Trial {
        match self.outcome(case, runner, aimed) {
            Err(error) => Trial::failed(format!("{error:#}")),
            Ok(outcome) => Trial {
                verdict: verdict(case, &outcome),
                outcome: Some(outcome),
            },
        }
    }

    fn outcome(
        &self,
        case: &Case,
        runner: &Runner,
        aimed: Option<Target>,
    ) -> anyhow::Result<Outcome> {
        let (workflow, node) = running::find(&self.workflows, &case.node, None)?;
        let mut lint = self.settings.lint.clone();
        if let Some(target) = case.target {
            if target.platform != workflow.platform {
                anyhow::bail!("the workflow cannot run on {target}");
            }
            if aimed.is_none_or(|aimed| aimed.platform != target.platform) {
                lint.aim(target);
            }
        }
        let target = lint.target_of(workflow);
        let settings = &self.settings.run;
        let job = Job {
            file: &self.text,
            workflow,
            node,
            target,
            policy: &lint.policy(target),
            given: case.input.as_ref().map_or(Given::Nothing, Given::Saved),
            limits: running::limits(case.timeout.or(settings.timeout)),
            library: &running::library(node, target, settings.node_modules.as_deref())?,
        };
        Ok(runner.run(&job)?)
    }
}

impl Trial {
    /// There was no run.
    pub(super) fn failed(message: String) -> Trial {
        Trial {
            verdict: Verdict::Failed(Failure {
                message,
                differences: Vec::new(),
            }),
            outcome: None,
        }
    }
}

fn verdict(case: &Case, outcome: &Outcome) -> Verdict {
    if let Some(error) = outcome.error.as_ref().filter(|_| outcome.is_no_verdict()) {
        return Verdict::Skipped(error.message.clone());
    }
    let Some(expected) = &case.expected else {
        return Verdict::Failed(Failure {
            message: "nothing is expected; `--update` takes down what comes out".into(),
            differences: Vec::new(),
        });
    };
    match judge(expected, outcome) {
        Ok(()) => Verdict::Passed,
        Err(failure) => Verdict::Failed(failure),
    }
}
