//! *Run Once for Each Item* (reference n8n 6.2, 6.3, 10).

use code::Language;
use code::shape::Text;

use super::all_items::{Check, serializer};
use crate::transport::{self, Sent, Vanishing};
use crate::verdict::{Place, Sink};
use crate::view::{Returned, View, ViewField, ViewNumber, ViewObject};
use crate::violation::{Certainty, Found, Kind, Vanished};
use crate::wire::Wire;

/// What the code returned for one item; `index` is the 0-based place among the items kept.
pub(super) struct EachItem<'c> {
    pub(super) language: Language,
    pub(super) index: usize,
    pub(super) sink: &'c mut Sink,
}

/// What is done with it.
enum Fate {
    /// The item is dropped.
    Dropped(Found),
    /// It may be dropped, depending on the value.
    MaybeDropped(Found),
    Kept,
}

impl EachItem<'_> {
    pub(super) fn returned<T: Returned>(&mut self, value: &T, place: &Place) -> bool {
        let view = value.view();
        match view {
            View::OneOf(alternatives) => {
                return self.alternatives(alternatives, place, |each, value, place| {
                    each.returned(value, place)
                });
            }
            View::Promise(inner) if self.javascript() => return self.returned(inner, place),
            _ => {}
        }
        match self.fate(&view) {
            Fate::Dropped(found) => {
                self.sink.lose(place, Kind::ItemDropped { found });
                false
            }
            Fate::MaybeDropped(found) => {
                let here = place.at_most(Certainty::Sometimes);
                self.sink.lose(&here, Kind::ItemDropped { found });
                // Either is wrong, and most values are not falsy.
                self.data(value, &place.at_most(Certainty::OnePath));
                false
            }
            Fate::Kept => match view {
                View::Object(object) => self.object(&object, value, place),
                _ => self.data(value, place),
            },
        }
    }

    fn javascript(&self) -> bool {
        self.language == Language::JavaScript
    }

    /// n8n skips `null`; the JavaScript runner skips everything that is not truthy.
    fn fate<T>(&self, view: &View<'_, T>) -> Fate {
        let falsy = |known: Option<bool>, found: Found| match known {
            Some(true) => Fate::Dropped(found),
            Some(false) => Fate::Kept,
            None => Fate::MaybeDropped(found),
        };
        match view {
            View::Null => Fate::Dropped(Found::Null),
            _ if !self.javascript() => Fate::Kept,
            View::Undefined => Fate::Dropped(Found::Undefined),
            View::Boolean(value) => falsy(value.map(|value| !value), Found::Boolean),
            View::Number(ViewNumber::Int(value)) => falsy(
                value.as_ref().map(|value| value.to_f64() == 0.0),
                Found::Integer,
            ),
            View::Number(ViewNumber::Float(Some(value))) if value.is_nan() => {
                Fate::Dropped(Found::NotFinite)
            }
            View::Number(ViewNumber::Float(value)) => {
                falsy(value.map(|value| value == 0.0), Found::Number)
            }
            View::Number(ViewNumber::Either) => falsy(None, Found::Number),
            View::BigInt(value) => falsy(value.map(|value| value.to_f64() == 0.0), Found::BigInt),
            View::String(Text { min_length, .. }) if *min_length > 0 => Fate::Kept,
            View::String(text) => falsy(
                text.value.as_ref().map(|text| text.is_empty()),
                Found::String,
            ),
            _ => Fate::Kept,
        }
    }

    /// An object: its `json`, else nothing or the rest beside its `binary`, else all of it.
    fn object<T: Returned>(
        &mut self,
        object: &ViewObject<'_, T>,
        value: &T,
        place: &Place,
    ) -> bool {
        if object.rest.is_some() && object.field("json").is_none() {
            return false;
        }
        match (object.field("json"), object.field("binary")) {
            (Some(json), binary) => self.parts(object, json, binary, place),
            (None, Some(binary)) if self.javascript() => {
                if binary.always {
                    self.dropped_keys(object, place);
                }
                let here = place.key("binary", binary.always, binary.range);
                let sent = self.send_binary(binary.value, &here);
                self.arrived("binary", &sent, &here) && binary.always
            }
            (None, Some(_)) => self.beside_binary(value, place),
            (None, None) => self.data(value, place),
        }
    }

    /// Both parts are serialised before either is looked at.
    fn parts<T: Returned>(
        &mut self,
        object: &ViewObject<'_, T>,
        json: &ViewField<'_, T>,
        binary: Option<&ViewField<'_, T>>,
        place: &Place,
    ) -> bool {
        let json_place = place.key("json", json.always, json.range);
        let json_sent = self.send(json.value, &json_place);
        let binary = binary.map(|field| {
            let here = place.key("binary", field.always, field.range);
            (field.always, self.send_binary(field.value, &here), here)
        });
        if json.always {
            self.dropped_keys(object, place);
        }
        let mut fails = self.arrived("json", &json_sent, &json_place) && json.always;
        if let Some((always, sent, here)) = binary {
            fails |= self.arrived("binary", &sent, &here) && always;
        }
        fails
    }

    /// What becomes the item's `json`.
    fn data<T: Returned>(&mut self, value: &T, place: &Place) -> bool {
        let sent = self.send(value, place);
        self.arrived("json", &sent, place)
    }

    fn send<T: Returned>(&mut self, value: &T, place: &Place) -> Sent {
        transport::send(serializer(self.language), value, place, self.sink)
    }

    /// The JavaScript runner leaves out a `binary` that is not truthy, the Python runner none.
    fn send_binary<T: Returned>(&mut self, value: &T, place: &Place) -> Sent {
        let view = value.view();
        let left_out = Vanishing::Goes(Vanished::Undefined);
        match (&view, self.fate(&view)) {
            (View::OneOf(alternatives), _) => {
                let mut all = Vec::new();
                self.alternatives(alternatives, place, |each, value, place| {
                    all.push(each.send_binary(value, place));
                    all.last().is_some_and(|sent| sent.fails)
                });
                Sent::one_of(all)
            }
            (_, Fate::Dropped(_)) if self.javascript() => Sent {
                wire: Wire::Null,
                vanishing: left_out,
                fails: false,
            },
            (_, Fate::MaybeDropped(_)) => {
                let sent = self.send(value, &place.at_most(Certainty::Sometimes));
                Sent {
                    vanishing: Vanishing::Maybe,
                    fails: false,
                    ..sent
                }
            }
            _ => self.send(value, place),
        }
    }

    /// The check of a part that has been serialised.
    fn arrived(&mut self, key: &'static str, sent: &Sent, place: &Place) -> bool {
        if let (Vanishing::Goes(why), "json") = (sent.vanishing, key) {
            self.sink.lose(place, Kind::BogusItem { found: why.into() });
        }
        if matches!(sent.vanishing, Vanishing::Goes(_)) {
            return sent.fails;
        }
        let certain = sent.vanishing == Vanishing::Stays;
        let place = if certain {
            place.clone()
        } else {
            place.at_most(Certainty::Sometimes)
        };
        let index = self.index;
        let mut check = Check {
            language: self.language,
            sink: self.sink,
        };
        let bad = check.each(&sent.wire, &place, |check, wire, place| {
            check.must_be_object(key, wire, place, index)
        });
        sent.fails | (bad && certain)
    }

    /// Native Python: the keys beside `binary` become the data.
    fn beside_binary<T: Returned>(&mut self, value: &T, place: &Place) -> bool {
        let sent = self.send(value, place);
        let index = self.index;
        let mut check = Check {
            language: self.language,
            sink: self.sink,
        };
        sent.fails
            | check.each(&sent.wire, place, |check, wire, place| match wire {
                Wire::Object(object) => check.binary(object, place, index),
                _ => false,
            })
    }

    fn alternatives<T: Returned>(
        &mut self,
        alternatives: &[T],
        place: &Place,
        mut check: impl FnMut(&mut EachItem<'_>, &T, &Place) -> bool,
    ) -> bool {
        let (language, index) = (self.language, self.index);
        self.sink
            .alternatives(alternatives, place, |sink, value, place| {
                check(
                    &mut EachItem {
                        language,
                        index,
                        sink,
                    },
                    value,
                    place,
                )
            })
    }

    /// Only `json` and `binary` survive; a `pairedItem` of the code's own is written over.
    fn dropped_keys<T>(&mut self, object: &ViewObject<'_, T>, place: &Place) {
        let others = object.fields.iter().filter(|field| {
            !matches!(
                field.key.as_str(),
                "json" | "binary" | "pairedItem" | "index" | "error"
            )
        });
        let others: Vec<&ViewField<'_, T>> = others.collect();
        if let Some(first) = others.first() {
            let always = others.iter().any(|field| field.always);
            let here = Place {
                range: first.range.or(place.range),
                ..place.clone()
            };
            let here = if always {
                here
            } else {
                here.at_most(Certainty::Sometimes)
            };
            let keys = others.iter().map(|field| field.key.clone()).collect();
            self.sink.lose(&here, Kind::KeysDropped { keys });
        }
        // Items that come from the input carry one; only one that the code writes is meant.
        if let Some(field) = object
            .field("pairedItem")
            .filter(|field| field.range.is_some())
        {
            let here = place.key(&field.key.clone(), field.always, field.range);
            self.sink.lose(&here, Kind::PairedItemOverwritten);
        }
    }
}
