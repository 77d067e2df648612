//! `--confirm`: finds an input with which the platform's own words come true, by running the node.

mod inputs;
mod shrink;

use std::path::Path;
use std::time::Duration;

use lint::config::FileSettings;
use lint::{Analysis, Diagnostic, Severity};
use run::{Error, Given, Job, Outcome, Runner};
use serde::{Serialize, Serializer};
use serde_json::Value;
use workflow::{CodeNode, Platform, Workflow};

use super::report::Finding;
use crate::run as running;
use crate::test::fed;

/// Rules whose findings say what happens when the node is run. What keeps code from running at all needs no input.
const RULES: &[&str] = &[
    "async-entry",
    "dict-attribute",
    "invalid-result",
    "invalid-return",
    "missing-entry",
    "missing-output",
    "mixed-items",
    "not-serialisable",
    "output-limit",
    "reserved-item-key",
    "signature-mismatch",
    "undeclared-output",
    "undefined-name",
    "unsupported-call",
    "use-before-declaration",
    "wrong-output-type",
];

/// Runs for the search of a node, then for making what was found small.
const SEARCHES: usize = 32;
const SHRINKS: usize = 24;
/// Code that waits for something would make the search long.
const MOST_LIMITS: usize = 3;
const TIME: Duration = Duration::from_secs(1);

/// What running the node made of a finding.
#[derive(Debug, Clone)]
pub(crate) enum Confirmation {
    /// With this input the platform says this.
    Confirmed { input: Value, message: String },
    /// No run failed like that. This proves nothing.
    Not {
        runs: usize,
        /// Why there was no run.
        reason: Option<String>,
        /// What every run failed with instead, or the last of them.
        instead: Option<String>,
    },
}

impl Serialize for Confirmation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Confirmed<'a> {
            input: &'a Value,
            message: &'a str,
        }
        match self {
            Confirmation::Confirmed { input, message } => {
                Confirmed { input, message }.serialize(serializer)
            }
            Confirmation::Not { .. } => serializer.serialize_none(),
        }
    }
}

/// Runs the nodes of `analysis` and says of each error finding about a result whether a run came to it. `findings` are
/// those of the analysis, in its order.
pub(super) fn confirm(
    analysis: &Analysis,
    text: &str,
    settings: &FileSettings,
    runner: &Runner,
    findings: &mut [Finding],
) {
    let mut pending: Vec<usize> = (0..findings.len().min(analysis.diagnostics.len()))
        .filter(|index| can_be_confirmed(&analysis.diagnostics[*index]))
        .collect();
    while let Some(&first) = pending.first() {
        let node = |index: usize| analysis.code_node(&analysis.diagnostics[index]);
        let Some((workflow, code_node)) = node(first) else {
            pending.remove(0);
            continue;
        };
        let is_same =
            |index: &usize| node(*index).is_some_and(|(_, other)| std::ptr::eq(other, code_node));
        let (of_node, others): (Vec<usize>, Vec<usize>) = pending.into_iter().partition(is_same);
        pending = others;
        let claims: Vec<Claim> = of_node
            .iter()
            .map(|index| Claim::of(&findings[*index]))
            .collect();
        let found = Search {
            text,
            workflow,
            node: code_node,
            settings,
            runner,
        }
        .run(&claims);
        for (index, confirmation) in of_node.into_iter().zip(found) {
            findings[index].confirmed = Some(confirmation);
        }
    }
}

/// Where the platform says nothing of it, it stumbles on something else first.
fn can_be_confirmed(diagnostic: &Diagnostic) -> bool {
    let says = diagnostic.platform_message.is_some();
    says && diagnostic.severity == Severity::Error && RULES.contains(&diagnostic.rule.id)
}

/// What a run has to come to.
struct Claim {
    says: Option<String>,
    /// Lines of the code, from 1.
    lines: Option<(u32, u32)>,
}

impl Claim {
    fn of(finding: &Finding) -> Claim {
        let range = finding.code_range;
        Claim {
            says: finding.platform_message.clone(),
            lines: range.map(|range| (range.start.line, range.end.line)),
        }
    }

    /// Whether the platform failed with the words, and where it can be told, at the lines.
    fn met_by(&self, error: &Error, alone: bool) -> bool {
        let Some(says) = &self.says else { return false };
        let message = &error.message;
        let mut forms = vec![message.clone()];
        forms.extend(
            error
                .class
                .as_ref()
                .map(|class| format!("{class}: {message}")),
        );
        let described = error.description.as_ref();
        forms.extend(described.map(|description| format!("{message}: {description}")));
        let here = match (self.lines, error.line) {
            (Some((first, last)), Some(line)) if !alone => (first..=last).contains(&line),
            _ => true,
        };
        here && forms.iter().any(|form| form == says || begins(form, says))
    }
}

/// n8n adds the line to an error of JavaScript.
fn begins(said: &str, expected: &str) -> bool {
    said.strip_prefix(expected)
        .is_some_and(|rest| rest.starts_with(" [line "))
}

struct Search<'a> {
    text: &'a str,
    workflow: &'a Workflow,
    node: &'a CodeNode,
    settings: &'a FileSettings,
    runner: &'a Runner,
}

impl Search<'_> {
    fn run(&self, claims: &[Claim]) -> Vec<Confirmation> {
        let mut found: Vec<Option<Confirmation>> = claims.iter().map(|_| None).collect();
        // A Dify node without one of its inputs would be another node.
        let keep_keys = self.workflow.platform == Platform::Dify;
        let (mut runs, mut limits, mut reason) = (0, 0, None);
        let (mut successes, mut instead) = (0, None);
        // What `codenode run` would take comes first, then what is made up.
        let made_up = inputs::of(self.workflow, self.node);
        let all = std::iter::once(None).chain(made_up.into_iter().map(Some));
        for input in all.take(SEARCHES) {
            if found.iter().all(Option::is_some) || limits >= MOST_LIMITS {
                break;
            }
            let Some((outcome, fed)) = self.outcome(input.as_ref()) else {
                continue;
            };
            if outcome.is_no_verdict() {
                reason = outcome.error.map(|error| error.message);
                // A worker that is missing stays so; a module that is missing may not be asked for with other input.
                if runs == 0 {
                    break;
                }
                continue;
            }
            runs += 1;
            limits += usize::from(stopped(&outcome));
            successes += usize::from(outcome.ok);
            instead = outcome.error.as_ref().map(|error| error.message.clone());
            for (claim, slot) in claims.iter().zip(&mut found) {
                if slot.is_none()
                    && let Some(message) = self.met(claim, &outcome, claims)
                {
                    let input = shrink::shrink(fed.clone(), keep_keys, SHRINKS, |input| {
                        let outcome = self.outcome(Some(input));
                        outcome.is_some_and(|(it, _)| self.met(claim, &it, claims).is_some())
                    });
                    *slot = Some(Confirmation::Confirmed { input, message });
                }
            }
        }
        let not = || Confirmation::Not {
            runs,
            reason: reason.clone().filter(|_| runs == 0),
            instead: instead.clone().filter(|_| successes == 0),
        };
        found.into_iter().map(|it| it.unwrap_or_else(not)).collect()
    }

    /// The platform's words, where they are those of the claim.
    fn met(&self, claim: &Claim, outcome: &Outcome, claims: &[Claim]) -> Option<String> {
        let alone = claims.iter().filter(|it| it.says == claim.says).count() == 1;
        let mut errors = outcome.error.iter().chain(&outcome.caught);
        let met = errors.find(|error| claim.met_by(error, alone))?;
        Some(match &met.description {
            Some(description) if claim.says.as_ref() != Some(&met.message) => {
                format!("{}: {description}", met.message)
            }
            _ => met.message.clone(),
        })
    }

    /// What came of a run, and what it was fed; `None` where the input does not fit the node.
    fn outcome(&self, input: Option<&Value>) -> Option<(Outcome, Value)> {
        let lint = &self.settings.lint;
        let target = lint.target_of(self.workflow);
        let folder: Option<&Path> = self.settings.run.node_modules.as_deref();
        let job = Job {
            file: self.text,
            workflow: self.workflow,
            node: self.node,
            target,
            policy: &lint.policy(target),
            given: input.map_or(Given::Nothing, Given::Input),
            limits: running::limits(Some(TIME)),
            library: &running::library(self.node, target, folder).ok()?,
        };
        let outcome = self.runner.run(&job).ok()?;
        let fed = fed(&job, &outcome);
        Some((outcome, fed))
    }
}

fn stopped(outcome: &Outcome) -> bool {
    let error = outcome.error.as_ref();
    error.is_some_and(|error| error.stage == run::Stage::Limit)
}
