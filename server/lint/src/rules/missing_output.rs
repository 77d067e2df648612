use contract::{Kind, Vanished, Violation};
use smol_str::SmolStr;
use workflow::Output;

use super::Rule;
use super::verdicts::Hit;
use crate::Severity;
use crate::context::Context;
use crate::finding::Applicability;
use crate::report::Report;

/// A return lacks a declared output (reference dify 2.6).
pub(super) const RULE: Rule = Rule {
    id: "missing-output",
    summary: "A return lacks a declared output",
    severity: Severity::Error,
    page: include_str!("missing_output.md"),
    check,
};

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    if super::invalid_result::is_not_awaited(context) {
        return;
    }
    let hits = Hit::all(context, |kind| matches!(kind, Kind::MissingKey { .. }));
    let mut absent: Vec<Vec<Hit<'_>>> = Vec::new();
    for hit in hits {
        match &hit.violation.kind {
            Kind::MissingKey {
                key,
                vanished: Some(vanished),
                ..
            } => gone(context, &hit, key, *vanished, report),
            Kind::MissingKey {
                key,
                near: Some(near),
                ..
            } => misspelt(context, &hit, key, near, report),
            _ => match absent.iter_mut().find(|others| is_one(&others[0], &hit)) {
                Some(others) => others.push(hit),
                None => absent.push(vec![hit]),
            },
        }
    }
    for hits in &absent {
        not_returned(context, hits, report);
    }
}

/// Both are told in one sentence: outputs that the same return lacks on the same paths.
fn is_one(one: &Hit<'_>, other: &Hit<'_>) -> bool {
    let (a, b) = (one.violation, other.violation);
    let parent =
        |violation: &Violation| violation.path.0.split_last().map(|(_, rest)| rest.to_vec());
    one.site.range == other.site.range
        && a.range == b.range
        && a.certainty == b.certainty
        && parent(a) == parent(b)
}

/// Nothing writes the outputs of `hits` at this return.
fn not_returned(context: &Context<'_>, hits: &[Hit<'_>], report: &mut Report<'_>) {
    let first = &hits[0];
    let names: Vec<String> = hits
        .iter()
        .map(name)
        .map(|name| format!("`{name}`"))
        .collect();
    let null = if context.is_python() { "None" } else { "null" };
    let paths = first.on_some_paths();
    let (message, help) = match names.as_slice() {
        [only] => (
            format!("The declared output {only} is not returned{paths}"),
            format!(
                "Every return must hold every declared output: add {only} here, with `{null}` if there is nothing to tell."
            ),
        ),
        several => (
            format!(
                "The declared outputs {} are not returned{paths}",
                several.join(", ")
            ),
            format!(
                "Every return must hold every declared output: add them here, with `{null}` if there is nothing to tell."
            ),
        ),
    };
    let mut finding = report
        .in_code(first.range(context), message)
        .severity(first.severity())
        .platform(hits.iter().find_map(Hit::platform))
        .help(help);
    let outputs: Vec<&Output> = hits
        .iter()
        .filter_map(|hit| declared(context, hit))
        .collect();
    for output in &outputs {
        finding = finding.related(output.range, "the output is declared here");
    }
    if outputs.len() == hits.len()
        && let Some((range, text)) = super::undeclared_output::insertion(context, first, &outputs)
    {
        let title = format!("Add {} to the result", names.join(", "));
        finding.fix_code(title, Applicability::Unsafe, range, &text);
    }
}

/// The return holds `near`, which was probably meant to be the output.
fn misspelt(
    context: &Context<'_>,
    hit: &Hit<'_>,
    key: &SmolStr,
    near: &SmolStr,
    report: &mut Report<'_>,
) {
    let range = super::undeclared_output::written(context, hit, near);
    let finding = report
        .in_code(
            range.unwrap_or_else(|| hit.range(context)),
            format!(
                "`{near}` is returned{}; did you mean `{key}`?",
                hit.on_some_paths()
            ),
        )
        .severity(hit.severity())
        .platform(hit.platform())
        .help(format!(
            "The declared output is called `{}`: rename the key, or the output.",
            name(hit)
        ));
    let finding = match declared(context, hit) {
        Some(output) => finding.related(output.range, "the output is declared here"),
        None => finding,
    };
    if let Some(range) = range
        && let Some(text) = super::undeclared_output::quoted(context, range, near, key)
    {
        let title = format!("Rename the key to `{key}`");
        finding.fix_code(title, Applicability::Unsafe, range, &text);
    }
}

/// The return writes the key, but its value does not arrive.
fn gone(
    context: &Context<'_>,
    hit: &Hit<'_>,
    key: &SmolStr,
    vanished: Vanished,
    report: &mut Report<'_>,
) {
    let what = match vanished {
        Vanished::Undefined => "`undefined`",
        Vanished::Function => "a function",
        Vanished::Symbol => "a symbol",
    };
    let finding = report
        .in_code(
            hit.range(context),
            format!(
                "The declared output `{}` is {what}{} and does not arrive",
                name(hit),
                hit.on_some_paths()
            ),
        )
        .severity(hit.severity())
        .platform(hit.platform())
        .help(format!(
            "Give `{key}` a value, `null` if there is nothing to tell."
        ));
    if let Some(output) = declared(context, hit) {
        finding.related(output.range, "the output is declared here");
    }
}

/// `result.score`, or the output's own name.
fn name(hit: &Hit<'_>) -> String {
    match &hit.violation.kind {
        Kind::MissingKey { key, .. } if hit.violation.path.0.is_empty() => key.to_string(),
        _ => hit.violation.path.to_string(),
    }
}

fn declared<'c>(context: &'c Context<'_>, hit: &Hit<'_>) -> Option<&'c Output> {
    let Kind::MissingKey { key, .. } = &hit.violation.kind else {
        return None;
    };
    let mut outputs = context.code_node().outputs.iter();
    outputs.find(|output| output.name == *key)
}
