//! *Run Once for All Items* (reference n8n 6.1, 6.3, 10).

use code::Language;

use super::item::{Presence, any, differ, has, keys, names, wire_has};
use super::message;
use crate::transport::{self, Serializer};
use crate::verdict::{Place, Sink};
use crate::view::{Elements, Returned, View};
use crate::violation::{Certainty, Found, Kind};
use crate::wire::{Field, Number, Object, Wire};

/// One walk over what the code returned. Every step tells whether the value there surely fails.
pub(super) struct Check<'c> {
    pub(super) language: Language,
    pub(super) sink: &'c mut Sink,
}

/// What the code returned, and what of it arrives.
pub(super) fn returned<T: Returned>(
    language: Language,
    value: &T,
    place: &Place,
    sink: &mut Sink,
) -> (bool, Option<Wire>) {
    match (language, value.view()) {
        (_, View::OneOf(alternatives)) => {
            let fails = sink.alternatives(alternatives, place, |sink, value, place| {
                returned(language, value, place, sink).0
            });
            (fails, None)
        }
        (Language::JavaScript, View::Promise(inner)) => returned(language, inner, place, sink),
        (Language::JavaScript, View::Null) => (false, Some(Wire::Array(Box::new(NO_ITEMS)))),
        (Language::JavaScript, View::Undefined) => nothing(Found::Undefined, place, sink),
        (Language::JavaScript, View::Function) => nothing(Found::Function, place, sink),
        (Language::JavaScript, View::Symbol) => nothing(Found::Symbol, place, sink),
        _ => {
            let sent = transport::send(serializer(language), value, place, sink);
            if sent.fails {
                return (true, None);
            }
            let fails = Check { language, sink }.result(&sent.wire, place);
            (fails, Some(sent.wire))
        }
    }
}

const NO_ITEMS: Elements<Wire> = Elements::Exact(Vec::new());

pub(super) fn serializer(language: Language) -> Serializer {
    match language {
        Language::Python => Serializer::N8nPython,
        Language::JavaScript => Serializer::N8nJavaScript,
    }
}

fn nothing(found: Found, place: &Place, sink: &mut Sink) -> (bool, Option<Wire>) {
    let message = message::not_items(Language::JavaScript);
    (sink.fail(place, Kind::NotItems { found }, message), None)
}

impl Check<'_> {
    /// What arrived at the main process.
    pub(super) fn result(&mut self, wire: &Wire, place: &Place) -> bool {
        self.each(wire, place, |check, wire, place| match wire {
            Wire::Unknown => false,
            Wire::Null => check
                .sink
                .fail(place, Kind::NullResult, message::null_result()),
            Wire::Array(elements) => check.items(elements, place),
            Wire::Object(object) => check.single(object, place),
            other => check.not_items(other, place),
        })
    }

    fn not_items(&mut self, wire: &Wire, place: &Place) -> bool {
        let Some(found) = wire.found() else {
            return false;
        };
        self.sink.fail(
            place,
            Kind::NotItems { found },
            message::not_items(self.language),
        )
    }

    /// A list of items.
    fn items(&mut self, elements: &Elements<Wire>, place: &Place) -> bool {
        let not_objects = self.elements(elements, place, |check, wire, place, _| match wire {
            Wire::Object(_) | Wire::Unknown => false,
            other => check.not_items(other, place),
        });
        if not_objects {
            return true;
        }
        if self.top_level_keys(elements, place) {
            return true;
        }
        if self.mixed("json", elements, place) {
            return true;
        }
        let mut fails = self.elements(elements, place, |check, wire, place, index| match wire {
            Wire::Object(object) if has(object, "json").possible() => {
                check.item(object, place, index)
            }
            _ => false,
        });
        let json: Vec<Presence> = rows(elements)
            .iter()
            .map(|wire| wire_has(wire, |object| has(object, "json")))
            .collect();
        if json.iter().all(|json| *json == Presence::No) {
            fails |= self.without_json(elements, place);
        } else if json.iter().all(|json| json.avoidable()) {
            self.without_json(elements, &place.at_most(Certainty::Sometimes));
        }
        fails
    }

    /// Once any item has a reserved key, none may have another.
    fn top_level_keys(&mut self, elements: &Elements<Wire>, place: &Place) -> bool {
        let rows = rows(elements);
        let reserved = Presence::among_rows(rows, |object| any(object, true), elements);
        self.elements(elements, place, |check, wire, place, index| {
            let Wire::Object(object) = wire else {
                return false;
            };
            let (own, others) = (keys(object, true), keys(object, false));
            let Some(other) = others.first() else {
                return false;
            };
            match own.first() {
                Some(own) => check.reserved_key(own, other, reserved, place, index),
                None if object.rest.is_some() || !reserved.possible() => false,
                None => {
                    let certain = reserved == Presence::Yes;
                    let place = if certain {
                        place.clone()
                    } else {
                        place.at_most(Certainty::Sometimes)
                    };
                    let here = place.key(&other.key, other.always, other.range);
                    let kind = Kind::UnknownItemKey {
                        key: other.key.clone(),
                    };
                    check
                        .sink
                        .fail(&here, kind, message::unknown_key(&other.key, index))
                        && certain
                        && other.always
                }
            }
        })
    }

    fn reserved_key(
        &mut self,
        own: &Field,
        other: &Field,
        reserved: Presence,
        place: &Place,
        index: usize,
    ) -> bool {
        // `json` is right; what stands beside it is not.
        let wrong = match own.key.as_str() {
            "json" | "binary" => other.range,
            _ => own.range,
        };
        let here = place.key(&own.key, own.always && other.always, wrong);
        let kind = Kind::ReservedKey {
            key: own.key.clone(),
            beside: other.key.clone(),
        };
        self.sink
            .fail(&here, kind, message::reserved_key(&own.key, index));
        other.always && (own.always || reserved == Presence::Yes)
    }

    /// Either all items have `key`, or none.
    fn mixed(&mut self, key: &'static str, elements: &Elements<Wire>, place: &Place) -> bool {
        let rows = rows(elements);
        let presences: Vec<Presence> = rows
            .iter()
            .map(|wire| wire_has(wire, |object| has(object, key)))
            .collect();
        let (certain, possible) = differ(elements, &presences);
        if !possible || self.explained(rows) {
            return false;
        }
        let place = if certain {
            place.clone()
        } else {
            place.at_most(Certainty::Sometimes)
        };
        self.sink
            .fail(&place, Kind::MixedItems { key }, message::mixed_items())
            && certain
    }

    /// Items without `json` that have other keys beside reserved ones are already complained about.
    fn explained(&self, rows: &[Wire]) -> bool {
        let with_others = |wire: &Wire| match wire {
            Wire::Object(object) => !keys(object, false).is_empty(),
            _ => false,
        };
        rows.iter().flat_map(Wire::alternatives).any(with_others)
    }

    /// The one item of n8n 1's *Run Once for Each Item*: its data where it has no `json`.
    pub(super) fn own_item(&mut self, object: &Object, place: &Place, index: usize) -> bool {
        let mut fails = false;
        if has(object, "json").possible() {
            fails |= self.item(object, place, index);
        } else if has(object, "binary").possible() {
            return self.binary(object, place, index);
        } else {
            return false;
        }
        let (own, others) = (keys(object, true), keys(object, false));
        if let (Some(own), Some(other)) = (own.first(), others.first()) {
            fails |= self.reserved_key(own, other, Presence::No, place, index);
        }
        fails
    }

    /// An item with `json`.
    fn item(&mut self, object: &Object, place: &Place, index: usize) -> bool {
        let mut fails = false;
        if let Some(field) = object.field("json") {
            let here = place.key("json", field.always, field.range);
            fails |= self.each(&field.wire, &here, |check, wire, place| {
                check.must_be_object("json", wire, place, index)
            }) && field.always;
        }
        fails | self.binary(object, place, index)
    }

    pub(super) fn binary(&mut self, object: &Object, place: &Place, index: usize) -> bool {
        let Some(field) = object.field("binary") else {
            return false;
        };
        let here = place.key("binary", field.always, field.range);
        let fails = self.each(&field.wire, &here, |check, wire, place| {
            check.must_be_object("binary", wire, place, index)
        });
        fails && field.always
    }

    pub(super) fn must_be_object(
        &mut self,
        key: &'static str,
        wire: &Wire,
        place: &Place,
        index: usize,
    ) -> bool {
        if matches!(wire, Wire::Object(_)) {
            return false;
        }
        let Some(found) = wire.found() else {
            return false;
        };
        let message = message::not_an_object(self.language, key, index);
        let kind = match key {
            "json" => Kind::JsonNotObject { found },
            _ => Kind::BinaryNotObject { found },
        };
        self.sink.fail(place, kind, message)
    }

    /// Items none of which has `json`: with `binary`, the other keys become the data.
    fn without_json(&mut self, elements: &Elements<Wire>, place: &Place) -> bool {
        if self.mixed("binary", elements, place) {
            return true;
        }
        self.elements(elements, place, |check, wire, place, index| {
            let Wire::Object(object) = wire else {
                return false;
            };
            let binary = has(object, "binary");
            if !binary.possible() {
                return false;
            }
            let certain = binary == Presence::Yes;
            let kept = if certain {
                place.clone()
            } else {
                place.at_most(Certainty::Sometimes)
            };
            let others = keys(object, true).into_iter();
            for field in others.filter(|field| !matches!(field.key.as_str(), "binary" | "json")) {
                check.key_into_json(field, &kept);
            }
            check.binary(object, place, index)
        })
    }

    fn key_into_json(&mut self, field: &Field, place: &Place) {
        let here = place.key(&field.key, field.always, field.range);
        self.sink.lose(
            &here,
            Kind::KeyIntoJson {
                key: field.key.clone(),
            },
        );
    }

    /// One object instead of a list: an item if its `json` holds something, else its data.
    fn single(&mut self, object: &Object, place: &Place) -> bool {
        let Some(json) = object.field("json") else {
            let meant = |field: &&Field| matches!(field.key.as_str(), "binary" | "pairedItem");
            for field in object.fields.iter().filter(meant) {
                self.key_into_json(field, place);
            }
            return false;
        };
        let here = place.key("json", json.always, json.range);
        let item = place.at_most(here.certainty);
        let fails = self.each(&json.wire, &here, |check, wire, here| match truthy(wire) {
            Some(false) => {
                let found = wire.found().unwrap_or(Found::Null);
                check.sink.lose(here, Kind::JsonWrapped { found });
                false
            }
            Some(true) => {
                check.must_be_object("json", wire, here, 0) | check.binary(object, &item, 0)
            }
            None => {
                // Either is wrong, and most values are truthy.
                check.must_be_object("json", wire, &here.at_most(Certainty::OnePath), 0);
                false
            }
        });
        let beside: Vec<&Field> = keys(object, false);
        if !beside.is_empty()
            && json
                .wire
                .alternatives()
                .iter()
                .any(|w| truthy(w) == Some(true))
        {
            let keys = names(&beside);
            let range = beside[0].range;
            let always = json.always && beside[0].always;
            let here = Place {
                range: range.or(place.range),
                ..place.clone()
            };
            let here = if always {
                here
            } else {
                here.at_most(Certainty::Sometimes)
            };
            self.sink.lose(&here, Kind::KeptBesideJson { keys });
        }
        fails && json.always
    }

    /// Asks `check` about every alternative of `wire`.
    pub(super) fn each(
        &mut self,
        wire: &Wire,
        place: &Place,
        mut check: impl FnMut(&mut Check<'_>, &Wire, &Place) -> bool,
    ) -> bool {
        let language = self.language;
        self.sink
            .alternatives(wire.alternatives(), place, |sink, wire, place| {
                check(&mut Check { language, sink }, wire, place)
            })
    }

    /// Asks `check` about every element (with its 0-based index; 0 where it is not known).
    fn elements(
        &mut self,
        elements: &Elements<Wire>,
        place: &Place,
        mut check: impl FnMut(&mut Check<'_>, &Wire, &Place, usize) -> bool,
    ) -> bool {
        let language = self.language;
        self.sink
            .elements(elements, place, |sink, wire, place, index| {
                check(&mut Check { language, sink }, wire, place, index)
            })
    }
}

/// The items that are told apart: all of them, or the one that stands for them.
fn rows(elements: &Elements<Wire>) -> &[Wire] {
    match elements {
        Elements::Exact(items) => items,
        Elements::Like { element, .. } => std::slice::from_ref(element),
    }
}

impl Presence {
    /// Whether any of the items has what `of` looks for.
    fn among_rows(
        rows: &[Wire],
        of: impl Fn(&Object) -> Presence,
        elements: &Elements<Wire>,
    ) -> Presence {
        let presences: Vec<Presence> = rows.iter().map(|row| wire_has(row, &of)).collect();
        let sure = matches!(elements, Elements::Exact(_)) || elements.min() > 0;
        if presences.contains(&Presence::Yes) && sure {
            Presence::Yes
        } else if presences.iter().any(|presence| presence.possible()) {
            Presence::Maybe
        } else {
            Presence::No
        }
    }
}

/// What JavaScript's `if` would say of it, if that is known.
pub(super) fn truthy(wire: &Wire) -> Option<bool> {
    match wire {
        Wire::Null => Some(false),
        Wire::Boolean(value) => *value,
        Wire::Number(Number::Int(Some(value))) => Some(value.to_f64() != 0.0),
        Wire::Number(Number::Float(Some(value))) => Some(*value != 0.0 && !value.is_nan()),
        Wire::String(text) if text.min_length > 0 => Some(true),
        Wire::String(text) => text.value.as_ref().map(|text| !text.is_empty()),
        Wire::Array(_) | Wire::Object(_) => Some(true),
        _ => None,
    }
}
