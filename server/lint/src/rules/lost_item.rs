use code::infer::SiteKind;
use contract::Kind;

use super::Rule;
use super::verdicts::{Hit, describe};
use crate::Severity;
use crate::context::Context;
use crate::report::Report;

/// n8n drops an item, or its data, without a word (reference n8n 6.2, 6.3).
pub(super) const RULE: Rule = Rule {
    id: "lost-item",
    summary: "n8n drops an item or all of its data without a word",
    severity: Severity::Warning,
    page: include_str!("lost_item.md"),
    check,
};

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    let python = context.is_python();
    for hit in Hit::all(context, |kind| {
        matches!(kind, Kind::ItemDropped { .. } | Kind::BogusItem { .. })
    }) {
        let paths = hit.on_some_paths();
        let (message, help) = match &hit.violation.kind {
            // `return null` is how people filter on purpose.
            Kind::ItemDropped {
                found: contract::Found::Null,
            } if hit.site.kind == SiteKind::Value => continue,
            Kind::ItemDropped { found } => {
                let message = match hit.site.kind {
                    SiteKind::Value => format!("{} is returned{paths}: n8n drops the item without a word", describe(found, python)),
                    SiteKind::Bare => "`return` without a value: n8n drops the item without a word".to_string(),
                    SiteKind::FallThrough => "The code can reach its end without returning: n8n then drops the item without a word".to_string(),
                };
                let null = if python {
                    "`return None`"
                } else {
                    "`return null`"
                };
                (
                    message,
                    format!(
                        "Return the item on every path. To drop it on purpose, say so with {null}."
                    ),
                )
            }
            Kind::BogusItem { found } => (
                format!(
                    "{} is returned{paths}: the item arrives without data",
                    describe(found, python)
                ),
                "Return an object with the item's data under `json`.".to_string(),
            ),
            _ => continue,
        };
        report
            .in_code(hit.range(context), capital(message))
            .severity(hit.severity())
            .help(help);
    }
}

fn capital(text: String) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => text,
    }
}
