use contract::Kind;

use super::Rule;
use super::verdicts::Hit;
use crate::Severity;
use crate::context::Context;
use crate::report::Report;

/// An output exceeds a limit of Dify's validator (reference dify 2.6, 2.7, 2.9).
pub(super) const RULE: Rule = Rule {
    id: "output-limit",
    summary: "An output exceeds a limit of Dify",
    severity: Severity::Error,
    page: include_str!("output_limit.md"),
    check,
};

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    let mut told = Vec::new();
    for hit in Hit::all(context, |kind| said(kind, "").is_some()) {
        // The elements of a list fail one like the other, and Dify names the first.
        let one = (hit.range(context), &hit.violation.kind);
        if told.contains(&one) {
            continue;
        }
        told.push(one);
        let subject = match hit.violation.kind {
            Kind::ListOfLists => hit.list_subject(),
            _ => hit.subject("The result"),
        };
        let Some((message, help)) = said(&hit.violation.kind, &subject) else {
            continue;
        };
        report
            .in_code(
                hit.range(context),
                format!("{message}{}", hit.on_some_paths()),
            )
            .severity(hit.severity())
            .platform(hit.platform())
            .help(help);
    }
}

fn said(kind: &Kind, subject: &str) -> Option<(String, &'static str)> {
    Some(match kind {
        Kind::TooLong { limit } => (
            format!("{subject} is longer than the {limit} characters that Dify allows"),
            "Shorten it, or raise `CODE_MAX_STRING_LENGTH` on your own server.",
        ),
        Kind::TooManyElements { limit, count } => (
            format!("{subject} has at least {count} elements, and Dify allows {limit}"),
            "Return fewer, put the list inside an `object` output, or raise the `CODE_MAX_…_ARRAY_LENGTH` of your own server.",
        ),
        Kind::OutOfRange => (
            format!("{subject} is outside the range of numbers that Dify allows"),
            "Return it as text.",
        ),
        Kind::TooPrecise { decimals, limit } => (
            format!("{subject} has {decimals} decimals, and Dify allows fewer than {limit}"),
            "Round it: `round(value, 10)`.",
        ),
        Kind::NumberCrash => (
            format!("{subject} is NaN, and this Dify fails on it"),
            "Return `None` instead.",
        ),
        Kind::TooDeep { limit } => (
            format!("{subject} is nested deeper than the {limit} levels that Dify allows"),
            "Flatten it, or return it as a JSON text.",
        ),
        Kind::ListOfLists => (
            format!("{subject} is a list of lists inside an object, on which Dify's check fails"),
            "Return it as a JSON text, or make the inner lists objects.",
        ),
        Kind::MixedList => (
            format!(
                "{subject} is a list whose elements are not all of one type, which Dify refuses inside an object"
            ),
            "Make all elements the same type.",
        ),
        _ => return None,
    })
}
