use code::PathUse;

use super::Rule;
use crate::Severity;
use crate::context::Context;
use crate::report::Report;

/// `$` under another name, or without a node's name: n8n does not see whose data to send (reference n8n 5, 7).
pub(super) const RULE: Rule = Rule {
    id: "aliased-dollar",
    summary: "A use of `$` by which n8n cannot tell whose data is wanted",
    severity: Severity::Warning,
    page: include_str!("aliased_dollar.md"),
    check,
};

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    let (Some(facts), Some(code)) = (context.running(), context.code()) else {
        return;
    };
    if !context.is_in_runner() || sends_all(context, code.text()) {
        return;
    }
    for used in facts.paths.iter().filter(|used| used.path == "$") {
        let (message, help) = match &used.call {
            Some(call) if call.args == 0 => (
                "`$()` names no node: its data is not sent along, and reading it fails",
                "Use `$input`, or name the node.",
            ),
            None if !is_looked_into(used, code.text()) => (
                "`$` under another name: n8n sends a node's data only where it reads `$('Node name')` in the code",
                "Call `$('Node name')` itself, and hand on what it gives.",
            ),
            _ => continue,
        };
        report.in_code(used.range, message).help(help);
    }
}

/// Something else in the code makes n8n send the data of all nodes.
fn sends_all(context: &Context<'_>, code: &str) -> bool {
    let facts = context.running();
    let whole = |name: &str| {
        let paths = facts.iter().flat_map(|facts| &facts.paths);
        paths.into_iter().any(|used| used.path == name)
    };
    // `$(variable)`, `` $(`Name`) `` and what follows a reference.
    let by_value = code.match_indices("$(").any(|(at, found)| {
        let argument = code[at + found.len()..].trim_start();
        !argument.starts_with(['\'', '"', ')'])
    });
    whole("$node")
        || whole("$item")
        || by_value
        || [".item", ".pairedItem"]
            .iter()
            .any(|name| code.contains(name))
}

/// `typeof $`, `$.name`: no call comes of it.
fn is_looked_into(used: &PathUse, code: &str) -> bool {
    let before = code
        .get(..usize::from(used.range.start()))
        .unwrap_or_default();
    let behind = code
        .get(usize::from(used.range.end())..)
        .unwrap_or_default();
    before.trim_end().ends_with("typeof") || behind.trim_start().starts_with(['.', '[', '?', '('])
}
