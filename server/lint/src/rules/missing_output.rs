use contract::{Kind, Vanished};

use super::Rule;
use super::verdicts::Hit;
use crate::Severity;
use crate::context::Context;
use crate::finding::Applicability;
use crate::report::Report;

/// A return lacks a declared output (reference dify 2.6).
pub(super) const RULE: Rule = Rule {
    id: "missing-output",
    summary: "A return lacks a declared output",
    severity: Severity::Error,
    page: include_str!("missing_output.md"),
    check,
};

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    if super::invalid_result::is_not_awaited(context) {
        return;
    }
    for hit in Hit::all(context, |kind| matches!(kind, Kind::MissingKey { .. })) {
        let Kind::MissingKey {
            key,
            vanished,
            near,
        } = &hit.violation.kind
        else {
            continue;
        };
        let path = hit.violation.path.to_string();
        let name = if path.is_empty() {
            key.to_string()
        } else {
            path
        };
        let message = match vanished {
            Some(Vanished::Undefined) => format!(
                "The declared output `{name}` is `undefined`{} and does not arrive",
                hit.on_some_paths()
            ),
            Some(Vanished::Function) => {
                format!("The declared output `{name}` is a function and does not arrive")
            }
            Some(Vanished::Symbol) => {
                format!("The declared output `{name}` is a symbol and does not arrive")
            }
            None => format!(
                "The declared output `{name}` is not returned{}",
                hit.on_some_paths()
            ),
        };
        let help = match near {
            Some(near) => format!("Returned is `{near}`; did you mean `{key}`?"),
            None => format!("Every return must hold every declared output: add `{key}` here, with `None`/`null` if there is nothing to tell.").replace(
                "`None`/`null`",
                if context.is_python() { "`None`" } else { "`null`" },
            ),
        };
        let mut finding = report
            .in_code(hit.range(context), message)
            .severity(hit.severity())
            .platform(hit.platform())
            .help(help);
        if let Some(output) = context
            .code_node()
            .outputs
            .iter()
            .find(|output| output.name == *key)
        {
            finding = finding.related(output.range, "the output is declared here");
            if let (None, Some((range, text))) = (
                near,
                super::undeclared_output::insertion(context, &hit, output),
            ) {
                finding.fix_code(
                    format!("Add `{key}` to the result"),
                    Applicability::Unsafe,
                    range,
                    &text,
                );
            }
        }
    }
}
