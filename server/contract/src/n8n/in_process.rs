//! Code that runs in n8n's own process, in vm2: the Code node of n8n 1 and LangChain Code. The
//! checks are those of the main process, but nothing is serialised before (reference n8n 6.3, 12.3).

use code::Language;

use super::all_items::Check;
use super::{alternatives, found, is_object, message};
use crate::transport::{self, Serializer};
use crate::verdict::{Place, Sink};
use crate::view::{Elements, Returned, View};
use crate::violation::{Found, Kind};
use crate::wire::Wire;

const LANGUAGE: Language = Language::JavaScript;

/// *Run Once for All Items*.
pub(super) fn all_items<T: Returned>(
    value: &T,
    place: &Place,
    sink: &mut Sink,
) -> (bool, Option<Wire>) {
    match value.view() {
        View::OneOf(alternatives) => {
            let fails = sink.alternatives(alternatives, place, |sink, value, place| {
                all_items(value, place, sink).0
            });
            (fails, None)
        }
        View::Promise(inner) => all_items(inner, place, sink),
        View::Null => (
            false,
            Some(Wire::Array(Box::new(Elements::Exact(Vec::new())))),
        ),
        View::Array(..) | View::Object(_) => {
            let wire = unserialised(value, place);
            let fails = Check {
                language: LANGUAGE,
                sink,
            }
            .result(&wire, place);
            (fails, Some(wire))
        }
        view => match found(&view) {
            Some(found) if !is_object(&found) => {
                let message = message::not_items(LANGUAGE);
                (sink.fail(place, Kind::NotItems { found }, message), None)
            }
            _ => (false, None),
        },
    }
}

/// The value as the checks see it.
fn unserialised<T: Returned>(value: &T, place: &Place) -> Wire {
    transport::send(Serializer::InProcess, value, place, &mut Sink::default()).wire
}

/// *Run Once for Each Item*; `index` is the 0-based item.
pub(super) fn each_item<T: Returned>(
    value: &T,
    index: usize,
    place: &Place,
    sink: &mut Sink,
) -> bool {
    match value.view() {
        View::OneOf(alternatives) => {
            sink.alternatives(alternatives, place, |sink, value, place| {
                each_item(value, index, place, sink)
            })
        }
        View::Promise(inner) => each_item(inner, index, place, sink),
        View::Null => {
            sink.lose(place, Kind::ItemDropped { found: Found::Null });
            false
        }
        View::Array(_, elements) => {
            let kind = Kind::NotItems {
                found: Found::Array,
            };
            let message = message::not_a_single_object(first_type(&elements), index);
            sink.fail(place, kind, message)
        }
        View::Object(_) => match unserialised(value, place) {
            Wire::Object(object) => Check {
                language: LANGUAGE,
                sink,
            }
            .own_item(&object, place, index),
            _ => false,
        },
        view => match found(&view) {
            Some(found) if !is_object(&found) => {
                let message = message::not_an_item(&found, index);
                sink.fail(place, Kind::NotItems { found }, message)
            }
            _ => false,
        },
    }
}

/// `typeof` of the first element: `Some(None)` where there is none, `None` where it is not known.
fn first_type<T: Returned>(elements: &Elements<&T>) -> Option<Option<&'static str>> {
    let first = match elements {
        Elements::Exact(items) => match items.first() {
            Some(first) => *first,
            None => return Some(None),
        },
        Elements::Like { element, min, .. } if *min > 0 => element,
        Elements::Like { .. } => return None,
    };
    Some(Some(match found(&first.view())? {
        Found::Function => "function",
        Found::Symbol => "symbol",
        Found::BigInt => "bigint",
        Found::Undefined => "undefined",
        other => other.type_of(),
    }))
}

/// LangChain Code, `execute`: items, or a list of lists of items where the node has several
/// outputs; how many it has is not known here (reference n8n 12.3).
pub(super) fn langchain<T: Returned>(value: &T, place: &Place, sink: &mut Sink) -> bool {
    match value.view() {
        View::OneOf(alternatives) => {
            sink.alternatives(alternatives, place, |sink, value, place| {
                langchain(value, place, sink)
            })
        }
        View::Promise(inner) => langchain(inner, place, sink),
        View::Array(_, elements) if may_hold_lists(&elements) => false,
        _ => all_items(value, place, sink).0,
    }
}

fn may_hold_lists<T: Returned>(elements: &Elements<&T>) -> bool {
    let list = |row: &&T| {
        let is_list = |row: &T| matches!(row.view(), View::Array(..) | View::Unknown);
        alternatives(*row).iter().any(is_list)
    };
    match elements {
        Elements::Exact(items) => items.iter().any(list),
        Elements::Like { element, .. } => list(element),
    }
}
