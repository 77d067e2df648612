use contract::Kind;

use super::Rule;
use super::verdicts::Hit;
use crate::Severity;
use crate::context::Context;
use crate::report::Report;

/// The result cannot be written as JSON (reference dify 2.5, n8n 6.3 and 10).
pub(super) const RULE: Rule = Rule {
    id: "not-serialisable",
    summary: "The result holds something that cannot be written as JSON",
    severity: Severity::Error,
    page: include_str!("not_serialisable.md"),
    check,
};

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    let wanted = |kind: &Kind| {
        matches!(
            kind,
            Kind::NotSerialisable { .. }
                | Kind::BadKey { .. }
                | Kind::Circular
                | Kind::NotFinite
                | Kind::TooManyDigits
        )
    };
    for hit in Hit::all(context, wanted) {
        let subject = hit.subject("The result");
        let paths = hit.on_some_paths();
        let (message, help) = match &hit.violation.kind {
            Kind::NotSerialisable {
                type_name: Some(name),
            } => {
                let name = name.trim_start_matches("user:");
                (
                    format!("{subject} is a `{name}`{paths}, which cannot be written as JSON"),
                    advice(name),
                )
            }
            Kind::NotSerialisable { type_name: None } => (
                format!("{subject} cannot be written as JSON{paths}"),
                "Return plain data instead.",
            ),
            Kind::BadKey { type_name } => (
                format!("{subject} has a key that is a `{type_name}`{paths}; JSON keys are text"),
                "Use text for the keys.",
            ),
            Kind::Circular => (
                format!("{subject} contains itself{paths}"),
                "Return a copy without the cycle.",
            ),
            Kind::NotFinite => (
                format!(
                    "{subject} is NaN or an infinity{paths}: n8n cannot read the runner's answer, and the node hangs until it times out"
                ),
                "Replace it by `None` or a number.",
            ),
            _ => (
                format!("{subject} has too many digits to be written{paths}"),
                "Return it as text.",
            ),
        };
        report
            .in_code(hit.range(context), message)
            .severity(hit.severity())
            .platform(hit.platform())
            .help(help);
    }
}

fn advice(name: &str) -> &'static str {
    match name {
        "set" | "frozenset" => "Return `list(…)` of it.",
        "bytes" | "bytearray" => "Return text: `.decode()` it, or base64-encode it.",
        "datetime" | "date" | "time" | "datetime.datetime" | "datetime.date" => {
            "Return `.isoformat()` of it."
        }
        "Decimal" | "decimal.Decimal" => "Return `float(…)` or `str(…)` of it.",
        "generator" | "map" | "filter" | "zip" | "dict_keys" | "dict_values" | "dict_items"
        | "range" => "Return `list(…)` of it.",
        "BigInt" | "bigint" => "Return `Number(…)` or `String(…)` of it.",
        "coroutine" => "Await it, or call a plain function.",
        _ => "Return plain data: text, numbers, lists and dicts.",
    }
}
