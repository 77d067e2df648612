use text::InCode;

use super::Rule;
use crate::Severity;
use crate::context::Context;
use crate::finding::Applicability;
use crate::report::Report;

/// A method of `console` that does nothing (reference n8n 4.4).
pub(super) const RULE: Rule = Rule {
    id: "silent-console",
    summary: "A method of `console` that shows nothing",
    severity: Severity::Info,
    page: include_str!("silent_console.md"),
    check,
};

const SILENT: &[&str] = &["warn", "error", "info", "debug", "trace", "dir", "table"];

/// The first of the code stands for all.
fn check(context: &Context<'_>, report: &mut Report<'_>) {
    let Some(facts) = context.running() else {
        return;
    };
    if !context.is_in_runner() {
        return;
    }
    let silent = facts.paths.iter().filter(|used| {
        let method = used.path.strip_prefix("console.");
        used.call.is_some() && method.is_some_and(|method| SILENT.contains(&method))
    });
    let mut edits = Vec::new();
    for used in silent.clone() {
        if let Some(code) = context.code() {
            edits.extend(code.seal(context.file, InCode(used.name_range), "log"));
        }
    }
    if let Some(used) = silent.clone().next() {
        report
            .in_code(used.range, format!("`{}` shows nothing in n8n", used.path))
            .help("Only `console.log` reaches the browser's console.")
            .fix("Write `log`", Applicability::Unsafe, edits);
    }
}
