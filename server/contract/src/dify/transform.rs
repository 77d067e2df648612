//! The outputs that Dify makes of an accepted result (reference dify 2.6).

use serde_json::{Map, Value as Json};
use workflow::{DifyFacts, Output};

use super::check::{Declared, Element};
use crate::wire::{Object, Wire};

/// The declared outputs, in declared order; `None` if something in them is not known.
pub(super) fn outputs(
    object: &Object,
    outputs: &[Output],
    facts: &DifyFacts,
) -> Option<Map<String, Json>> {
    let output = |output: &Output| {
        let wire = &object.field(&output.name)?.wire;
        Some((output.name.clone(), value(output, wire, facts)?))
    };
    outputs.iter().map(output).collect()
}

fn value(output: &Output, wire: &Wire, facts: &DifyFacts) -> Option<Json> {
    let json = wire.json()?;
    Some(match Declared::of(output)? {
        Declared::String => without_nul(json),
        Declared::Number => number(json, facts),
        Declared::Array(Element::String) => map(json, without_nul),
        Declared::Array(Element::Number) => map(json, |json| number(json, facts)),
        Declared::Object => declared(output, wire, facts)?,
        Declared::Array(Element::Object) => match wire {
            Wire::Array(elements) => {
                let elements = elements.exact()?.iter();
                elements
                    .map(|wire| declared(output, wire, facts))
                    .collect::<Option<_>>()?
            }
            _ => json,
        },
        Declared::Boolean | Declared::Array(Element::Boolean) => json,
    })
}

/// An object, checked against the declared children if there are any.
fn declared(output: &Output, wire: &Wire, facts: &DifyFacts) -> Option<Json> {
    match (&output.children, wire) {
        (Some(children), Wire::Object(object)) => {
            outputs(object, children, facts).map(Json::Object)
        }
        _ => wire.json(),
    }
}

fn map(json: Json, change: impl Fn(Json) -> Json) -> Json {
    match json {
        Json::Array(items) => Json::Array(items.into_iter().map(change).collect()),
        other => other,
    }
}

fn without_nul(json: Json) -> Json {
    match json {
        Json::String(text) if text.contains('\0') => Json::String(text.replace('\0', "")),
        other => other,
    }
}

/// A truth value declared as a number becomes 1 or 0.
fn number(json: Json, facts: &DifyFacts) -> Json {
    match json {
        Json::Bool(value) if facts.booleans_become_numbers => u8::from(value).into(),
        other => other,
    }
}
