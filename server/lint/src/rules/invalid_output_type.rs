use contract::nearest;
use text::{Edit, yaml_scalar};
use workflow::{DifyFacts, Output};

use super::Rule;
use crate::Severity;
use crate::context::Context;
use crate::finding::Applicability;
use crate::report::Report;

/// An output is declared with a type that Dify does not know (reference dify 0.2(2), 1.4).
pub(super) const RULE: Rule = Rule {
    id: "invalid-output-type",
    summary: "An output is declared with a type that Dify does not know",
    severity: Severity::Error,
    page: include_str!("invalid_output_type.md"),
    check,
};

/// What other languages and other fields of Dify call the types.
const MEANT: &[(&str, &str)] = &[
    ("str", "string"),
    ("text", "string"),
    ("secret", "string"),
    ("int", "number"),
    ("integer", "number"),
    ("float", "number"),
    ("double", "number"),
    ("bool", "boolean"),
    ("dict", "object"),
    ("json", "object"),
    ("map", "object"),
    ("array[text]", "array[string]"),
    ("array[str]", "array[string]"),
    ("list[str]", "array[string]"),
    ("list[string]", "array[string]"),
    ("array[int]", "array[number]"),
    ("array[integer]", "array[number]"),
    ("array[float]", "array[number]"),
    ("list[int]", "array[number]"),
    ("list[float]", "array[number]"),
    ("array[dict]", "array[object]"),
    ("array[json]", "array[object]"),
    ("list[dict]", "array[object]"),
    ("array[bool]", "array[boolean]"),
    ("list[bool]", "array[boolean]"),
];

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    if let Some(facts) = context.target.dify() {
        outputs(&context.code_node().outputs, facts, context, report);
    }
}

fn outputs(declared: &[Output], facts: &DifyFacts, context: &Context<'_>, report: &mut Report<'_>) {
    for output in declared {
        output_type(output, facts, context, report);
        outputs(
            output.children.as_deref().unwrap_or_default(),
            facts,
            context,
            report,
        );
    }
}

fn output_type(
    output: &Output,
    facts: &DifyFacts,
    context: &Context<'_>,
    report: &mut Report<'_>,
) -> Option<()> {
    let (name, range) = (output.type_name.as_deref()?, output.type_range?);
    // What is no text at all is refused as a field.
    let refused_already = |unresolved: &workflow::Unresolved| unresolved.range == range;
    if context.code_node().unresolved.iter().any(refused_already) {
        return None;
    }
    let says = facts.refuses_output_type(name)?;
    let later = later_release(name, context);
    let meant = meant(name, facts);
    let help = match (later, meant) {
        (Some(target), _) => {
            format!("`{target}` knows it; name your release with --target.")
        }
        (None, Some(meant)) => format!("Dify calls this `{meant}`."),
        (None, None) => format!("The types are `{}`.", facts.output_types().join("`, `")),
    };
    let severity = match later {
        Some(_) => Severity::Warning,
        None => Severity::Error,
    };
    let finding = report
        .in_file(
            range,
            format!("`{name}` is no type of an output: the whole workflow cannot start"),
        )
        .severity(severity)
        .platform(Some(says))
        .help(help);
    if let (None, Some(meant)) = (later, meant) {
        let text = yaml_scalar(meant);
        finding.fix(
            format!("Declare it as `{meant}`"),
            Applicability::Safe,
            vec![Edit { range, text }],
        );
    }
    Some(())
}

/// A newer release that takes the type, when the target is only a guess.
fn later_release(name: &str, context: &Context<'_>) -> Option<&'static str> {
    let newest = workflow::Target::NEWEST_DIFY;
    let takes = newest.dify()?.refuses_output_type(name).is_none();
    (takes && !context.target_is_given).then_some(newest.name)
}

/// The type that was probably meant.
fn meant(name: &str, facts: &DifyFacts) -> Option<&'static str> {
    let known = facts.output_types();
    let plain: String = name
        .chars()
        .filter(|c| !c.is_whitespace())
        .flat_map(char::to_lowercase)
        .collect();
    let synonym = MEANT.iter().find(|(other, _)| *other == plain);
    let meant = synonym
        .map(|(_, meant)| *meant)
        .or_else(|| known.iter().copied().find(|known| *known == plain))
        .or_else(|| nearest(&plain, known.iter().copied()))?;
    known.iter().copied().find(|known| *known == meant)
}
