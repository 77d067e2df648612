use code::Shape;
use contract::{Kind, Step};

use super::Rule;
use super::verdicts::{Hit, describe};
use crate::Severity;
use crate::context::Context;
use crate::declare;
use crate::finding::Applicability;
use crate::report::Report;

/// An output has another type than declared (reference dify 2.6).
pub(super) const RULE: Rule = Rule {
    id: "wrong-output-type",
    summary: "An output has another type than declared",
    severity: Severity::Error,
    page: include_str!("wrong_output_type.md"),
    check,
};

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    for hit in Hit::all(context, |kind| matches!(kind, Kind::WrongType { .. })) {
        let Kind::WrongType { declared, found } = &hit.violation.kind else {
            continue;
        };
        let wanted = type_returned(&hit);
        let found = describe(found, context.is_python());
        let subject = hit.subject("The result");
        let mut finding = report
            .in_code(
                hit.range(context),
                format!(
                    "{subject} is {found}{}, but {declared} is declared",
                    hit.on_some_paths()
                ),
            )
            .severity(hit.severity())
            .platform(hit.platform())
            .help(format!(
                "Return {} here, or declare another type for the output.",
                article(declared)
            ));
        let key = match hit.violation.path.0.first() {
            Some(contract::Step::Key(key)) => Some(key),
            _ => None,
        };
        if let Some(output) = context
            .code_node()
            .outputs
            .iter()
            .find(|output| Some(output.name.as_str()) == key.map(|key| key.as_str()))
        {
            finding = finding.related(
                output.type_range.unwrap_or(output.range),
                "the type is declared here",
            );
            if let Some(wanted) = wanted
                && everywhere(context, &output.name, wanted)
                && let Some(edit) = declare::change_type(context, output, wanted)
            {
                let title = format!("Declare `{}` as {wanted}", output.name);
                finding.fix(title, Applicability::Unsafe, vec![edit]);
            }
        }
    }
}

/// The type that would take the whole output, where the declared one takes none of it.
fn type_returned(hit: &Hit<'_>) -> Option<&'static str> {
    let [Step::Key(key)] = hit.violation.path.0.as_slice() else {
        return None;
    };
    match &hit.site.shape {
        Shape::Object(object) => declare::type_of(&object.field(key)?.shape),
        _ => None,
    }
}

/// No return holds anything else under `key`, as far as is known.
fn everywhere(context: &Context<'_>, key: &str, type_name: &str) -> bool {
    let mut sites = context.returns.iter();
    sites.all(|(site, _)| match &site.shape {
        Shape::Object(object) => object
            .field(key)
            .is_none_or(|field| declare::takes(type_name, &field.shape)),
        _ => true,
    })
}

fn article(declared: &str) -> String {
    match declared {
        "object" | "array" => format!("an {declared}"),
        _ if declared.starts_with("array") => format!("an `{declared}`"),
        _ => format!("a {declared}"),
    }
}
