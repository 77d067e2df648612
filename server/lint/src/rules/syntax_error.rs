use super::Rule;
use crate::Severity;
use crate::context::Context;
use crate::report::Report;

/// The code does not parse where it will run (reference dify 2.3, n8n 4 and 10).
pub(super) const RULE: Rule = Rule {
    id: "syntax-error",
    summary: "The code does not parse",
    severity: Severity::Error,
    page: include_str!("syntax_error.md"),
    check,
};

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    let Some(error) = context
        .facts
        .as_ref()
        .and_then(|facts| facts.syntax.as_ref())
    else {
        return;
    };
    let mut finding = report
        .in_code(error.range.0, &error.message)
        .platform(error.platform.clone());
    if let Some(help) = &error.help {
        finding = finding.help(help);
    }
    if let Some((range, message)) = &error.related {
        finding.related_in_code(range.0, message);
    }
}
