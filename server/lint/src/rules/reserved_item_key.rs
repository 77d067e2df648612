use code::Shape;
use code::shape::Object;
use contract::Kind;
use smol_str::SmolStr;
use text::{Edit, InCode, TextRange};

use super::Rule;
use super::verdicts::Hit;
use crate::Severity;
use crate::context::Context;
use crate::finding::Applicability;
use crate::report::Report;

/// An item mixes n8n's own keys with ordinary ones (reference n8n 6.1).
pub(super) const RULE: Rule = Rule {
    id: "reserved-item-key",
    summary: "An item mixes keys that n8n reserves with ordinary ones",
    severity: Severity::Error,
    page: include_str!("reserved_item_key.md"),
    check,
};

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    for hit in Hit::all(context, |kind| {
        matches!(kind, Kind::ReservedKey { .. } | Kind::UnknownItemKey { .. })
    }) {
        let paths = hit.on_some_paths();
        let (message, help) = match &hit.violation.kind {
            Kind::ReservedKey { key, beside } if key == "json" || key == "binary" => (
                format!(
                    "`{beside}` stands beside `{key}` in an item{paths}, where n8n allows only its own keys"
                ),
                format!("Move `{beside}` into `json`."),
            ),
            Kind::ReservedKey { key, beside } => (
                format!(
                    "`{key}` is a key that n8n reserves, and stands beside `{beside}` in an item without `json`{paths}"
                ),
                "Put the item's data under `json`: `{ json: { … } }`.".to_string(),
            ),
            Kind::UnknownItemKey { key } => (
                format!(
                    "`{key}` stands at the top of this item, while another has keys that n8n reserves{paths}"
                ),
                "Put every item's data under `json`.".to_string(),
            ),
            _ => continue,
        };
        let finding = report
            .in_code(hit.range(context), message)
            .severity(hit.severity())
            .platform(hit.platform())
            .help(help);
        let wraps = matches!(&hit.violation.kind, Kind::ReservedKey { key, .. } if key != "json" && key != "binary")
            || matches!(&hit.violation.kind, Kind::UnknownItemKey { .. });
        if wraps && let Some(edits) = wrapped(context, &hit) {
            finding.fix("Put the data under `json`", Applicability::Unsafe, edits);
        } else if !wraps && let Some((keys, edits)) = moved(context, &hit) {
            let title = format!("Move {} into `json`", super::lost_key::list(&keys));
            finding.fix(title, Applicability::Unsafe, edits);
        }
    }
}

/// The keys of the item that are not n8n's own, and the edits that move them into its `json`.
fn moved(context: &Context<'_>, hit: &Hit<'_>) -> Option<(Vec<SmolStr>, Vec<Edit>)> {
    let range = hit.violation.range?;
    let mut literals = context.facts.as_ref()?.object_literals.iter();
    let item = literals.find(|literal| literal.range == range || literal.writes(range))?;
    let keys = item.keys.iter().map(|(key, _)| key.clone());
    let keys: Vec<SmolStr> = keys
        .filter(|key| !contract::n8n::RESERVED.contains(&key.as_str()))
        .collect();
    let edits = super::lost_key::moved(context, hit, &keys)?;
    (!keys.is_empty()).then_some((keys, edits))
}

/// Every item that this return may hold, under `json`: where all of them are written out and none has it yet.
fn wrapped(context: &Context<'_>, hit: &Hit<'_>) -> Option<Vec<Edit>> {
    let literals = &context.facts.as_ref()?.object_literals;
    let mut ranges: Vec<TextRange> = Vec::new();
    for item in items(&hit.site.shape)? {
        if item.field("json").is_some() {
            return None;
        }
        // What was added to it later would stay outside.
        let mut writes = item.fields.iter().map(|field| field.range);
        let first = writes.next()??;
        let literal = literals.iter().find(|literal| literal.writes(first))?;
        if item.rest.is_some() || !writes.all(|range| range.is_some_and(|at| literal.writes(at))) {
            return None;
        }
        if !ranges.contains(&literal.range) {
            ranges.push(literal.range);
        }
    }
    let json = match context.is_python() {
        true => "\"json\"",
        false => "json",
    };
    let code = context.code()?;
    let mut edits = Vec::new();
    for range in ranges {
        let (start, end) = (
            TextRange::empty(range.start()),
            TextRange::empty(range.end()),
        );
        edits.extend(code.seal(context.file, InCode(start), &format!("{{ {json}: ")));
        edits.extend(code.seal(context.file, InCode(end), " }"));
    }
    Some(edits)
}

/// What a returned list may hold, or the returned object itself; `None` where something else may be among it.
fn items(shape: &Shape) -> Option<Vec<&Object>> {
    let mut found = Vec::new();
    for one in shape.alternatives() {
        match one {
            Shape::Object(object) => found.push(&**object),
            Shape::Array(array) => {
                for element in array.element.alternatives() {
                    match element {
                        Shape::Object(object) => found.push(object),
                        _ => return None,
                    }
                }
            }
            _ => return None,
        }
    }
    Some(found)
}
