use contract::n8n::{Forbidden, forbidden_method};
use text::{TextRange, TextSize};
use workflow::Contract;

use super::Rule;
use crate::Severity;
use crate::context::Context;
use crate::report::Report;

/// Something of the other mode of n8n's Code node (reference n8n 5, 0b.2).
pub(super) const RULE: Rule = Rule {
    id: "mode-mismatch",
    summary: "Something that belongs to the other mode of the Code node",
    severity: Severity::Error,
    page: include_str!("mode_mismatch.md"),
    check,
};

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    if context.is_python() || context.running().is_none() {
        return;
    }
    match context.code_node().contract {
        Contract::N8nEachItem => each_item(context, report),
        Contract::N8nAllItems => all_items(context, report),
        _ => {}
    }
}

/// n8n looks for the first such text, wherever it stands, before it runs anything.
fn each_item(context: &Context<'_>, report: &mut Report<'_>) {
    let text = context.code().map(|code| code.text()).unwrap_or_default();
    let Some(Forbidden {
        offset: at,
        method,
        line: Some(line),
    }) = forbidden_method(text)
    else {
        return;
    };
    let length = "$input.".len() + method.len();
    let range = TextRange::at(TextSize::new(at as u32), TextSize::new(length as u32));
    let says = format!(
        "Can't use .{method}() here [line {line}, for item 0]: This is only available in 'Run Once for All Items' mode"
    );
    let in_comment = context.facts.as_ref().is_some_and(|facts| {
        facts
            .comments
            .iter()
            .any(|comment| comment.contains_range(range))
    });
    let (message, help) = match in_comment {
        true => (
            format!(
                "n8n takes `$input.{method}` in this comment for a use of it, which *Run Once for Each Item* forbids"
            ),
            "Word the comment otherwise.".to_string(),
        ),
        false => (
            format!(
                "`$input.{method}` exists in *Run Once for All Items* only; n8n searches the text for it, strings and comments included"
            ),
            match method {
                "itemMatching" => "Use `$('Node name').itemMatching(index)`.".to_string(),
                _ => format!(
                    "Use `$input.item` or `$json` for the current item, `$('Node name').{method}()` for another node's, or change the mode."
                ),
            },
        ),
    };
    report
        .in_code(range, message)
        .platform(Some(says))
        .help(help);
}

fn all_items(context: &Context<'_>, report: &mut Report<'_>) {
    let Some(facts) = context.running() else {
        return;
    };
    let used = facts.paths.iter().find(|used| used.path == "$input.item");
    let Some(used) = used.filter(|used| used.call.is_none()) else {
        return;
    };
    report
        .in_code(used.range, "`$input.item` is only the first item in *Run Once for All Items*")
        .severity(Severity::Warning)
        .help("Walk `$input.all()`, say `$input.first()` if the first is meant, or run the node once for each item.");
}
