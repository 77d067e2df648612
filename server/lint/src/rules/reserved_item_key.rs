use contract::Kind;

use super::Rule;
use super::verdicts::Hit;
use crate::Severity;
use crate::context::Context;
use crate::report::Report;

/// An item mixes n8n's own keys with ordinary ones (reference n8n 6.1).
pub(super) const RULE: Rule = Rule {
    id: "reserved-item-key",
    summary: "An item mixes keys that n8n reserves with ordinary ones",
    severity: Severity::Error,
    page: include_str!("reserved_item_key.md"),
    check,
};

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    for hit in Hit::all(context, |kind| {
        matches!(kind, Kind::ReservedKey { .. } | Kind::UnknownItemKey { .. })
    }) {
        let paths = hit.on_some_paths();
        let (message, help) = match &hit.violation.kind {
            Kind::ReservedKey { key, beside } if key == "json" || key == "binary" => (
                format!(
                    "`{beside}` stands beside `{key}` in an item{paths}, where n8n allows only its own keys"
                ),
                format!("Move `{beside}` into `json`."),
            ),
            Kind::ReservedKey { key, beside } => (
                format!(
                    "`{key}` is a key that n8n reserves, and stands beside `{beside}` in an item without `json`{paths}"
                ),
                "Put the item's data under `json`: `{ json: { … } }`.".to_string(),
            ),
            Kind::UnknownItemKey { key } => (
                format!("This item has `{key}` at its top, while others have `json`{paths}"),
                "Put every item's data under `json`.".to_string(),
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
