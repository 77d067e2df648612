use contract::Kind;

use super::Rule;
use super::verdicts::{Hit, describe};
use crate::Severity;
use crate::context::Context;
use crate::report::Report;

/// `main` returns something that is no dict or object (reference dify 2.5).
pub(super) const RULE: Rule = Rule {
    id: "invalid-result",
    summary: "`main` returns something that is not an object",
    severity: Severity::Error,
    page: include_str!("invalid_result.md"),
    check,
};

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    if is_not_awaited(context) {
        return;
    }
    let python = context.is_python();
    for hit in Hit::all(context, |kind| matches!(kind, Kind::NotAnObject { .. })) {
        let Kind::NotAnObject { found } = &hit.violation.kind else {
            continue;
        };
        let wanted = if python { "a dict" } else { "an object" };
        let found = describe(found, python);
        let message = match hit.site.kind {
            code::infer::SiteKind::Value => format!(
                "`main` returns {found}{}, and Dify takes only {wanted}",
                hit.on_some_paths()
            ),
            code::infer::SiteKind::Bare => {
                format!("`main` returns nothing here, and Dify takes only {wanted}")
            }
            code::infer::SiteKind::FallThrough => {
                format!("`main` can reach its end without returning, and Dify takes only {wanted}")
            }
        };
        report
            .in_code(hit.range(context), message)
            .severity(hit.severity())
            .platform(hit.platform())
            .help(format!(
                "Return {wanted} with the declared outputs on every path."
            ));
    }
}

/// `main` is asynchronous or a generator: what its returns hold is never seen, and another rule says so.
pub(super) fn is_not_awaited(context: &Context<'_>) -> bool {
    let facts = context.running();
    let signature = facts.and_then(|facts| facts.signature.as_ref());
    signature.is_some_and(|signature| signature.is_async || signature.is_generator)
}
