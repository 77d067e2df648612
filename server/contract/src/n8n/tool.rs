//! The Code Tool (reference n8n 13) and the comparator of Sort (reference n8n 2.2).

use code::Language;

use super::all_items::{Check, serializer};
use super::{found, message};
use crate::transport::{self, Vanishing};
use crate::verdict::{Place, Sink};
use crate::view::{Returned, View};
use crate::violation::{Found, Kind};
use crate::wire::Wire;

/// A Code Tool answers with a string; a number is turned into one.
pub(super) fn answer<T: Returned>(
    language: Language,
    value: &T,
    place: &Place,
    sink: &mut Sink,
) -> (bool, Option<Wire>) {
    let view = value.view();
    match (language, &view) {
        (Language::JavaScript, View::Promise(inner)) => {
            return answer(language, *inner, place, sink);
        }
        (_, View::OneOf(alternatives)) => {
            let fails = sink.alternatives(alternatives, place, |sink, value, place| {
                answer(language, value, place, sink).0
            });
            return (fails, None);
        }
        _ => {}
    }
    let sent = transport::send(serializer(language), value, place, sink);
    if sent.fails {
        return (true, None);
    }
    if let Vanishing::Goes(why) = sent.vanishing {
        let found = Found::from(why);
        let message = message::not_text(&found);
        return (sink.fail(place, Kind::NotText { found }, message), None);
    }
    let mut check = Check { language, sink };
    let fails = check.each(&sent.wire, place, |check, wire, place| match wire {
        Wire::String(_) | Wire::Number(_) => false,
        other => other.found().is_some_and(|found| {
            let message = message::not_text(&found);
            check.sink.fail(place, Kind::NotText { found }, message)
        }),
    });
    (fails, Some(sent.wire))
}

/// The comparator of Sort: any number; the rest sorts wrongly without a word
/// (reference n8n 2.2).
pub(super) fn comparator<T: Returned>(value: &T, place: &Place, sink: &mut Sink) -> bool {
    match value.view() {
        View::OneOf(alternatives) => {
            sink.alternatives(alternatives, place, |sink, value, place| {
                comparator(value, place, sink)
            })
        }
        View::Number(_) => false,
        View::Boolean(_) => {
            sink.lose(place, Kind::ComparatorBoolean);
            false
        }
        View::BigInt(_) => {
            let message = message::type_error("Cannot convert a BigInt value to a number");
            let kind = Kind::ComparatorNotNumber {
                found: Found::BigInt,
            };
            sink.fail(place, kind, message)
        }
        view => {
            if let Some(found) = found(&view) {
                sink.lose(place, Kind::ComparatorNotNumber { found });
            }
            false
        }
    }
}
