use super::Rule;
use crate::Severity;
use crate::context::Context;
use crate::report::Report;

/// The node's parameters do not lead to the code that was written (reference n8n 2.1, dify 1.4).
pub(super) const RULE: Rule = Rule {
    id: "unresolved-parameters",
    summary: "The node's parameters do not lead to the code that was written",
    severity: Severity::Error,
    page: include_str!("unresolved_parameters.md"),
    check,
};

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    for unresolved in &context.code_node().unresolved {
        let severity = if unresolved.error {
            Severity::Error
        } else {
            Severity::Warning
        };
        report
            .in_file(unresolved.range, &unresolved.message)
            .severity(severity)
            .platform(unresolved.platform_message.clone())
            .help(&unresolved.help);
    }
}
