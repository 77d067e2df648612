use contract::Kind;

use super::Rule;
use super::verdicts::{Hit, describe};
use crate::Severity;
use crate::context::Context;
use crate::report::Report;

/// The comparator of a Sort node does not compare (reference n8n 2.2).
pub(super) const RULE: Rule = Rule {
    id: "sort-comparator",
    summary: "The comparator of a Sort node does not return a number",
    severity: Severity::Warning,
    page: include_str!("sort_comparator.md"),
    check,
};

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    for hit in Hit::all(context, |_| true) {
        let message = match &hit.violation.kind {
            Kind::ComparatorBoolean => {
                "The comparator returns a boolean: `false` counts as \"equal\", so the order is not what it seems".into()
            }
            Kind::ComparatorNotNumber { found } => {
                format!("The comparator returns {}, which counts as \"equal\"", describe(found, false))
            }
            _ => continue,
        };
        report
            .in_code(hit.range(context), message)
            .severity(hit.severity())
            .help("Return a number: negative, zero or positive.");
    }
}
