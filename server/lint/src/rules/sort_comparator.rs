use contract::Kind;
use workflow::Contract;

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
    if never_returns(context, report) {
        return;
    }
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

/// n8n looks for the word before it runs anything.
fn never_returns(context: &Context<'_>, report: &mut Report<'_>) -> bool {
    let (Contract::N8nSort, Some(code), Some(facts)) = (
        context.code_node().contract,
        context.code(),
        context.running(),
    ) else {
        return false;
    };
    if code.text().contains("return") {
        return false;
    }
    let says = "Sort code doesn't return. Please add a 'return' statement to your code";
    report
        .in_code(
            context.first_line(facts.extent),
            "The comparator does not return anything",
        )
        .severity(Severity::Error)
        .platform(Some(says.into()))
        .help("Return a number: negative, zero or positive.");
    true
}
