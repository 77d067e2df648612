use contract::{Arrives, Certainty, Class, Kind, Vanished, Violation};

use super::Rule;
use super::verdicts::Hit;
use crate::Severity;
use crate::context::Context;
use crate::report::Report;

/// A value arrives as something else (reference dify 2.5, n8n 6.3 and 10).
pub(super) const RULE: Rule = Rule {
    id: "changed-value",
    summary: "A value arrives as something else",
    severity: Severity::Warning,
    page: include_str!("changed_value.md"),
    check,
};

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    if super::invalid_result::is_not_awaited(context) {
        return;
    }
    for hit in Hit::all(context, |_| true) {
        // What it becomes is not taken either, and that is what people will see.
        let refused = |other: &Violation| {
            other.class == Class::Fails
                && other.certainty == Certainty::Always
                && other.path == hit.violation.path
        };
        if hit.violation.class != Class::Fails && hit.is_beside(refused) {
            continue;
        }
        let subject = hit.subject("The result");
        let paths = hit.on_some_paths();
        let (message, help): (String, &str) = match &hit.violation.kind {
            Kind::Becomes { from, into } => {
                let into = match into {
                    Arrives::Null => "as null",
                    Arrives::EmptyObject => "as `{}`, empty",
                    Arrives::Text => "as text",
                };
                let from = from.trim_start_matches("user:");
                (
                    format!("{subject} is a `{from}`{paths} and arrives {into}"),
                    becomes(from),
                )
            }
            // To leave a key out like this is what people do on purpose.
            Kind::Vanishes {
                vanished: Vanished::Undefined,
                ..
            } if !paths.is_empty() => continue,
            Kind::Vanishes { key, vanished } => {
                let what = match vanished {
                    Vanished::Undefined => "`undefined`",
                    Vanished::Function => "a function",
                    Vanished::Symbol => "a symbol",
                };
                (
                    format!("`{key}` is {what}{paths} and does not arrive"),
                    "Give it a value that JSON can hold.",
                )
            }
            Kind::Unawaited => (
                format!("{subject} is a promise that nobody awaited{paths}: it arrives as `{{}}`"),
                "Await it: `await Promise.all(…)` for several.",
            ),
            Kind::Scientific { text } => (
                format!("{subject} is the text `{text}`{paths}, which Dify turns into a number"),
                "Write the number without an exponent.",
            ),
            Kind::Imprecise => (
                format!("{subject} is an integer that JavaScript cannot hold exactly{paths}"),
                "Return it as text.",
            ),
            _ => continue,
        };
        report
            .in_code(hit.range(context), message)
            .severity(hit.severity())
            .platform(hit.platform())
            .help(help);
    }
}

fn becomes(from: &str) -> &'static str {
    match from {
        "Map" => "Return `Object.fromEntries(map)`.",
        "Set" => "Return `[...set]`.",
        "set" | "frozenset" => "Return `list(…)` of it.",
        "datetime" | "date" => "Return `.isoformat()` of it.",
        "Decimal" => "Return `float(…)` of it.",
        "NaN" => "Check the number before you return it.",
        "BigInt" => "Return `Number(…)` or `String(…)` of it.",
        _ => "Return plain data instead.",
    }
}
