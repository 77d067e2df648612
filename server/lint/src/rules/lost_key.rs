use contract::Kind;

use super::Rule;
use super::verdicts::{Hit, describe};
use crate::Severity;
use crate::context::Context;
use crate::report::Report;

/// Keys of an item do not arrive where they were meant to (reference n8n 6.2, 6.3).
pub(super) const RULE: Rule = Rule {
    id: "lost-key",
    summary: "Keys of an item are dropped or end up in the wrong place",
    severity: Severity::Warning,
    page: include_str!("lost_key.md"),
    check,
};

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    let python = context.is_python();
    for hit in Hit::all(context, |_| true) {
        let paths = hit.on_some_paths();
        let (message, help) = match &hit.violation.kind {
            Kind::KeysDropped { keys } => (
                format!(
                    "n8n keeps only `json` and `binary` of an item: {} is dropped{paths}",
                    list(keys)
                ),
                "Move it into `json`.",
            ),
            Kind::KeptBesideJson { keys } => (
                format!(
                    "{} stands beside `json`{paths}, where `$json` does not see it",
                    list(keys)
                ),
                "Move it into `json`.",
            ),
            Kind::PairedItemOverwritten => (
                "n8n writes its own `pairedItem` over this one".to_string(),
                "Remove `pairedItem`.",
            ),
            // Items of several forms are refused as a whole.
            Kind::KeyIntoJson { .. }
                if hit.is_beside(|other| matches!(other.kind, Kind::MixedItems { .. })) =>
            {
                continue;
            }
            Kind::KeyIntoJson { key } => (
                format!(
                    "`{key}` ends up inside the item's data{paths}, because there is no `json` beside it"
                ),
                "Add `json` to the item.",
            ),
            Kind::JsonWrapped { found } => (
                format!(
                    "`json` is {}{paths}, so the whole object becomes the item's data",
                    describe(found, python)
                ),
                "Give `json` an object.",
            ),
            _ => continue,
        };
        report
            .in_code(hit.range(context), message)
            .severity(hit.severity())
            .help(help);
    }
}

fn list(keys: &[smol_str::SmolStr]) -> String {
    keys.iter()
        .map(|key| format!("`{key}`"))
        .collect::<Vec<_>>()
        .join(", ")
}
