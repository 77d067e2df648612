use code::facts::{Floating, PromiseSource};

use super::Rule;
use crate::Severity;
use crate::context::Context;
use crate::report::Report;

/// A promise that nobody waits for: its rejection ends the task runner (reference n8n 4.5).
pub(super) const RULE: Rule = Rule {
    id: "floating-promise",
    summary: "A promise that nobody waits for",
    severity: Severity::Error,
    page: include_str!("floating_promise.md"),
    check,
};

/// Helpers that ask somebody else, and so may fail (reference n8n 4.6).
const HELPERS: &[&str] = &[
    "httpRequest",
    "request",
    "getBinaryDataBuffer",
    "prepareBinaryData",
    "setBinaryDataBuffer",
];

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    let Some(facts) = context.running() else {
        return;
    };
    if !context.is_in_runner() {
        return;
    }
    for floating in &facts.floating {
        let Some((severity, message, help)) = said(floating) else {
            continue;
        };
        report
            .in_code(context.first_line(floating.range), message)
            .severity(severity)
            .help(help);
    }
}

const HELP: &str = "Write `await` before it.";

fn said(floating: &Floating) -> Option<(Severity, String, &'static str)> {
    const KILLS: &str = "when it fails, n8n's task runner ends, and other executions with it";
    let severity = |throws: bool| match throws {
        true => Severity::Error,
        false => Severity::Warning,
    };
    Some(match &floating.source {
        PromiseSource::Outside(path) => {
            let helper = path.strip_prefix("this.").unwrap_or(path);
            let helper = helper.strip_prefix("helpers.")?;
            if !HELPERS.contains(&helper) {
                return None;
            }
            (Severity::Error, message_of_helper(path), HELP)
        }
        PromiseSource::Own(throws) => (
            severity(*throws),
            format!("Nobody waits for this asynchronous function: {KILLS}"),
            HELP,
        ),
        PromiseSource::ForEach(throws) => (
            severity(*throws),
            format!(
                "`forEach` waits for no asynchronous callback: the code goes on before they are done, and {KILLS}"
            ),
            "Use `for (const item of items) { … }` with `await`, or `await Promise.all(items.map(async item => { … }))`.",
        ),
    })
}

fn message_of_helper(path: &str) -> String {
    format!(
        "Nobody waits for `{path}`: when it fails, n8n's task runner ends, and other executions with it"
    )
}
