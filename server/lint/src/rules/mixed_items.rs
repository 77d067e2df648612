use contract::Kind;

use super::Rule;
use super::verdicts::Hit;
use crate::Severity;
use crate::context::Context;
use crate::report::Report;

/// Some items have `json`, others not (reference n8n 6.1).
pub(super) const RULE: Rule = Rule {
    id: "mixed-items",
    summary: "Some of the returned items have `json`, others not",
    severity: Severity::Error,
    page: include_str!("mixed_items.md"),
    check,
};

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    let mut told = Vec::new();
    for hit in Hit::all(context, |kind| matches!(kind, Kind::MixedItems { .. })) {
        // `json` and `binary` of the same items are one fault.
        if told.contains(&hit.range(context)) {
            continue;
        }
        told.push(hit.range(context));
        let Kind::MixedItems { key } = &hit.violation.kind else {
            continue;
        };
        report
            .in_code(
                hit.range(context),
                format!(
                    "Some of the returned items have `{key}`, others not{}",
                    hit.on_some_paths()
                ),
            )
            .severity(hit.severity())
            .platform(hit.platform())
            .help("Give every item the same form: `{ json: { … } }`.");
    }
}
