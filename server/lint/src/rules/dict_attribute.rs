use code::facts::DictAttribute;
use text::{Edit, InCode};

use super::Rule;
use crate::Severity;
use crate::context::Context;
use crate::finding::Applicability;
use crate::report::Report;

/// A dict that Python code reads with a dot (reference n8n 10, 12.4).
pub(super) const RULE: Rule = Rule {
    id: "dict-attribute",
    summary: "A dict of Python's, read with a dot",
    severity: Severity::Error,
    page: include_str!("dict_attribute.md"),
    check,
};

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    let Some(facts) = context.running() else {
        return;
    };
    for attribute in &facts.dict_attributes {
        let name = &attribute.name;
        let says = format!("'dict' object has no attribute '{name}'");
        let says = match context.is_dify() {
            true => format!("AttributeError: {says}"),
            false => says,
        };
        report
            .in_code(
                attribute.name_range,
                format!("A dict has no attribute `{name}`: its keys stand in brackets"),
            )
            .severity(
                match attribute.is_bare || facts.certain.holds(attribute.name_range) {
                    true => Severity::Error,
                    false => Severity::Warning,
                },
            )
            .platform(Some(says))
            .help(format!("Write `[\"{name}\"]`."))
            .fix(
                "Take the keys in brackets",
                Applicability::Unsafe,
                edits(context, attribute),
            );
    }
}

/// `item.json.name` becomes `item["json"]["name"]`.
fn edits(context: &Context<'_>, attribute: &DictAttribute) -> Vec<Edit> {
    let (Some(code), Some(facts)) = (context.code(), context.facts.as_ref()) else {
        return Vec::new();
    };
    // Within a text only the other quotes are safe.
    let around = facts
        .texts
        .iter()
        .find(|text| text.contains_range(attribute.name_range));
    let written = around.map(|text| &code.text()[std::ops::Range::<usize>::from(*text)]);
    let quote = match written.is_some_and(|text| text.ends_with('"')) {
        true => '\'',
        false => '"',
    };
    let keys = attribute.keys.iter();
    keys.flat_map(|(name, range)| {
        code.seal(
            context.file,
            InCode(*range),
            &format!("[{quote}{name}{quote}]"),
        )
    })
    .collect()
}
