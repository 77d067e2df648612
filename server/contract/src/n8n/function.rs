//! The Function and Function Item nodes (reference n8n 12.1, 12.2). They run in n8n's own process:
//! nothing is serialised before it is checked.

use serde_json::{Value as Json, json};

use super::item::{Presence, differ};
use super::{alternatives, found, is_object, message, normalize};
use crate::transport::{self, Serializer, Vanishing};
use crate::value::Value;
use crate::verdict::{Place, Sink};
use crate::view::{Elements, Returned, View, ViewObject};
use crate::violation::{Certainty, Found, Kind, PlatformMessage, Vanished};

/// The Function node (reference n8n 12.1 and 0b, 5).
pub(super) fn function<T: Returned>(value: &T, place: &Place, sink: &mut Sink) -> bool {
    let not_items = |sink: &mut Sink, found: Found| {
        let message = match &found {
            Found::Undefined => "Cannot read properties of undefined (reading 'every')",
            _ => "executionData.every is not a function",
        };
        sink.fail(
            place,
            Kind::NotItems { found },
            message::type_error(message),
        )
    };
    match value.view() {
        View::OneOf(alternatives) => {
            sink.alternatives(alternatives, place, |sink, value, place| {
                function(value, place, sink)
            })
        }
        View::Promise(inner) => function(inner, place, sink),
        View::Null => sink.fail(place, Kind::NullResult, message::null_result()),
        View::Array(_, elements) => function_items(&elements, place, sink),
        View::Object(object) => single_item(&object, place, sink),
        view => match found(&view) {
            Some(found) if !is_object(&found) => not_items(sink, found),
            _ => false,
        },
    }
}

/// One object: an item if its `json` holds something, else its data, which always passes.
fn single_item<T: Returned>(object: &ViewObject<'_, T>, place: &Place, sink: &mut Sink) -> bool {
    let Some(json) = object.field("json") else {
        return false;
    };
    let here = place.key("json", json.always, json.range);
    let fails = sink.alternatives(alternatives(json.value), &here, |sink, value, place| {
        let silent = transport::send(
            Serializer::N8nJavaScript,
            value,
            place,
            &mut Sink::default(),
        );
        match (silent.vanishing, super::all_items::truthy(&silent.wire)) {
            (Vanishing::Goes(Vanished::Undefined), _) | (_, Some(false)) => false,
            (_, Some(true)) | (Vanishing::Goes(_), _) => function_json(value, place, sink),
            (_, None) => {
                function_json(value, &place.at_most(Certainty::Sometimes), sink);
                false
            }
        }
    });
    fails && json.always
}

fn function_items<T: Returned>(elements: &Elements<&T>, place: &Place, sink: &mut Sink) -> bool {
    let rows: &[&T] = match elements {
        Elements::Exact(items) => items,
        Elements::Like { element, .. } => std::slice::from_ref(element),
    };
    let presences: Vec<Presence> = rows.iter().map(|row| has_json(*row)).collect();
    let (certain, possible) = differ(elements, &presences);
    if possible {
        let place = if certain {
            place.clone()
        } else {
            place.at_most(Certainty::Sometimes)
        };
        let kind = Kind::MixedItems { key: "json" };
        if sink.fail(&place, kind, message::mixed_items()) && certain {
            return true;
        }
    }
    match elements {
        Elements::Exact(items) => items
            .iter()
            .enumerate()
            .fold(false, |fails, (index, item)| {
                fails | function_row(*item, &place.index(index), sink)
            }),
        Elements::Like { max: Some(0), .. } => false,
        Elements::Like { element, min, .. } => {
            function_row(*element, &place.element(*min), sink) && *min > 0
        }
    }
}

fn has_json<T: Returned>(row: &T) -> Presence {
    Presence::among(alternatives(row).iter().map(|row| match row.view() {
        View::Object(object) => match object.field("json") {
            Some(field) if field.always => Presence::Yes,
            Some(_) => Presence::Maybe,
            None if object.rest.is_some() => Presence::Unknown,
            None => Presence::No,
        },
        view => found(&view).map_or(Presence::Unknown, |_| Presence::No),
    }))
}

fn function_row<T: Returned>(row: &T, place: &Place, sink: &mut Sink) -> bool {
    sink.alternatives(alternatives(row), place, |sink, row, place| {
        match row.view() {
            View::Object(object) => function_item_row(&object, place, sink),
            View::Null => {
                let text = "Cannot use 'in' operator to search for 'json' in null";
                let kind = Kind::NotItems { found: Found::Null };
                sink.fail(place, kind, message::type_error(text))
            }
            // An item that is no object becomes the `json` of one.
            _ => function_json(row, place, sink),
        }
    })
}

fn function_item_row<T: Returned>(
    object: &ViewObject<'_, T>,
    place: &Place,
    sink: &mut Sink,
) -> bool {
    let mut fails = false;
    if let Some(json) = object.field("json") {
        let here = place.key("json", json.always, json.range);
        let bad = sink.alternatives(alternatives(json.value), &here, |sink, value, place| {
            function_json(value, place, sink)
        });
        fails |= bad && json.always;
    }
    if let Some(binary) = object
        .field("binary")
        .filter(|_| object.field("json").is_some())
    {
        let here = place.key("binary", binary.always, binary.range);
        let bad = sink.alternatives(alternatives(binary.value), &here, |sink, value, place| {
            let Some(found) = found(&value.view()) else {
                return false;
            };
            let passes = found == Found::Undefined || (is_object(&found) && found != Found::Array);
            !passes && {
                let message = message::legacy("The binary-property has to be an object!");
                sink.fail(place, Kind::BinaryNotObject { found }, message)
            }
        });
        fails |= bad && binary.always;
    }
    fails
}

/// The `json` of an item: any object, arrays included.
fn function_json<T: Returned>(value: &T, place: &Place, sink: &mut Sink) -> bool {
    let Some(found) = found(&value.view()) else {
        return false;
    };
    let (kind, message) = match &found {
        Found::Undefined => (
            Kind::JsonMissing,
            message::legacy("All returned items have to contain a property named \"json\"!"),
        ),
        Found::Null => (Kind::JsonNotObject { found }, null_to_object()),
        found if is_object(found) => return false,
        _ => (
            Kind::JsonNotObject { found },
            message::legacy("The json-property has to be an object!"),
        ),
    };
    sink.fail(place, kind, message)
}

fn null_to_object() -> PlatformMessage {
    message::type_error("Cannot convert undefined or null to object")
}

/// The Function Item node: whatever is returned becomes the item's `json` (reference n8n 12.2).
pub(super) fn function_item<T: Returned>(value: &T, place: &Place, sink: &mut Sink) -> bool {
    match value.view() {
        View::OneOf(alternatives) => {
            sink.alternatives(alternatives, place, |sink, value, place| {
                function_item(value, place, sink)
            })
        }
        View::Promise(inner) => function_item(inner, place, sink),
        View::Undefined => {
            let text = "No data got returned. Always an object has to be returned!";
            let kind = Kind::NotItems {
                found: Found::Undefined,
            };
            sink.fail(place, kind, message::legacy(text))
        }
        View::Null => sink.fail(
            place,
            Kind::JsonNotObject { found: Found::Null },
            null_to_object(),
        ),
        view => {
            if let Some(found) = found(&view)
                && (!is_object(&found) || found == Found::Array)
            {
                sink.lose(place, Kind::JsonNotObject { found });
            }
            false
        }
    }
}

/// The items of an accepted Function result.
pub(super) fn items(value: &Value) -> Option<Vec<Json>> {
    normalize::items(normalize::plain(value)?)
}

/// The item of an accepted Function Item result.
pub(super) fn item(value: &Value, input: usize) -> Option<Vec<Json>> {
    let json = normalize::plain(value)?;
    Some(vec![json!({"json": json, "pairedItem": {"item": input}})])
}
