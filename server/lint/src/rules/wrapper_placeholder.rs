use code::Facts;
use text::{TextRange, TextSize};

use super::Rule;
use crate::Severity;
use crate::context::Context;
use crate::report::Report;

/// Text that Dify's wrapper replaces or looks for, and references that it does not replace (reference dify
/// 1.8, 2.2, 2.5).
pub(super) const RULE: Rule = Rule {
    id: "wrapper-placeholder",
    summary: "Text that Dify's wrapper takes for its own",
    severity: Severity::Warning,
    page: include_str!("wrapper_placeholder.md"),
    check,
};

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    let Some(facts) = context.running().filter(|_| context.is_dify()) else {
        return;
    };
    inputs(context, facts, report);
    result_tag(context, facts, report);
    references(context, facts, report);
}

/// `{{inputs}}` becomes the inputs in base64, wherever it stands.
fn inputs(context: &Context<'_>, facts: &Facts, report: &mut Report<'_>) {
    let text = context.code().map_or("", |code| code.text());
    for range in occurrences(text, "{{inputs}}") {
        if contains(&facts.comments, range) {
            continue;
        }
        let severity = match contains(&facts.texts, range) || !facts.certain.holds(range) {
            true => Severity::Warning,
            false => Severity::Error,
        };
        report
            .in_code(
                range,
                "Dify replaces `{{inputs}}` with all inputs in base64 before the code runs",
            )
            .severity(severity)
            .help("Inputs are the parameters of `main`; write the braces apart where the text is meant.");
    }
}

/// A tag that is printed stands before the true one, and what follows is no JSON.
fn result_tag(context: &Context<'_>, facts: &Facts, report: &mut Report<'_>) {
    let text = context.code().map_or("", |code| code.text());
    let leaves = |path: &str| {
        matches!(
            path,
            "sys.exit" | "exit" | "quit" | "os._exit" | "process.exit"
        )
    };
    if facts.calls.iter().any(|call| leaves(&call.path)) {
        return;
    }
    for call in &facts.calls {
        if !matches!(call.path.as_str(), "print" | "console.log") {
            continue;
        }
        for range in occurrences(text, "<<RESULT>>") {
            let argument = call.arguments.iter().any(|argument| {
                argument.range.contains_range(range) && facts.texts.contains(&argument.range)
            });
            if !argument {
                continue;
            }
            let severity = match facts.certain.holds(call.whole) {
                true => Severity::Error,
                false => Severity::Warning,
            };
            report
                .in_code(
                    range,
                    "Dify looks for its result between `<<RESULT>>` tags, and finds this one first",
                )
                .severity(severity)
                .help("Do not print the tag: Dify prints what `main` returns.");
        }
    }
}

/// `{{#node.key#}}` is not expanded in code.
fn references(context: &Context<'_>, facts: &Facts, report: &mut Report<'_>) {
    let text = context.code().map_or("", |code| code.text());
    for start in occurrences(text, "{{#") {
        let from = usize::from(start.start());
        let rest = &text[from..];
        let Some(length) = rest.find("#}}").map(|at| at + 3) else {
            continue;
        };
        let inner = &rest[3..length - 3];
        let range = TextRange::at(start.start(), TextSize::new(length as u32));
        let Some((head, _)) = inner.split_once('.') else {
            continue;
        };
        let is_node = context.workflow.nodes.iter().any(|node| node.id == head);
        let is_variable = matches!(head, "sys" | "env" | "conversation");
        if !(is_node || is_variable) || !contains(&facts.texts, range) {
            continue;
        }
        report
            .in_code(
                range,
                format!("Dify does not expand `{{{{#{inner}#}}}}` in code: it stays as it is"),
            )
            .help("Declare an input that selects it, and use the parameter of `main`.");
    }
}

fn occurrences<'t>(text: &'t str, word: &'static str) -> impl Iterator<Item = TextRange> + 't {
    text.match_indices(word)
        .map(|(at, word)| TextRange::at(TextSize::new(at as u32), TextSize::of(word)))
}

fn contains(ranges: &[TextRange], inner: TextRange) -> bool {
    ranges.iter().any(|range| range.contains_range(inner))
}
