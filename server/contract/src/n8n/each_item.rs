//! *Run Once for Each Item* (reference n8n 6.2, 6.3, 10).

use code::Language;
use code::shape::Text;

use super::all_items::{Check, serializer};
use crate::transport::{self, Vanishing};
use crate::verdict::{Place, Sink};
use crate::view::{Returned, View, ViewField, ViewNumber, ViewObject};
use crate::violation::{Certainty, Found, Kind, Vanished};

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
                let (language, index) = (self.language, self.index);
                return self
                    .sink
                    .alternatives(alternatives, place, |sink, value, place| {
                        EachItem {
                            language,
                            index,
                            sink,
                        }
                        .returned(value, place)
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
                self.data(value, &here);
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
            (Some(json), binary) => {
                let here = place.key("json", json.always, json.range);
                let fails = self.data(json.value, &here) && json.always;
                if json.always {
                    self.dropped_keys(object, place);
                }
                fails | binary.is_some_and(|binary| self.binary(binary, place))
            }
            (None, Some(binary)) => {
                if self.javascript() && binary.always {
                    self.dropped_keys(object, place);
                }
                self.binary(binary, place)
            }
            (None, None) => self.data(value, place),
        }
    }

    /// What becomes the item's `json`.
    fn data<T: Returned>(&mut self, value: &T, place: &Place) -> bool {
        let sent = transport::send(serializer(self.language), value, place, self.sink);
        if let Vanishing::Goes(why) = sent.vanishing {
            let found = match why {
                Vanished::Undefined => Found::Undefined,
                Vanished::Function => Found::Function,
                Vanished::Symbol => Found::Symbol,
            };
            self.sink.lose(place, Kind::BogusItem { found });
            return sent.fails;
        }
        let index = self.index;
        let certain = sent.vanishing == Vanishing::Stays;
        let place = if certain {
            place.clone()
        } else {
            place.at_most(Certainty::Sometimes)
        };
        let mut check = Check {
            language: self.language,
            sink: self.sink,
        };
        let not_an_object = check.each(&sent.wire, &place, |check, wire, place| {
            check.must_be_object("json", wire, place, index)
        });
        sent.fails | (not_an_object && certain)
    }

    /// The JavaScript runner leaves out a `binary` that is not truthy, the Python runner none.
    fn binary<T: Returned>(&mut self, field: &ViewField<'_, T>, place: &Place) -> bool {
        let here = place.key("binary", field.always, field.range);
        let here = match (self.javascript(), self.fate(&field.value.view())) {
            (true, Fate::Dropped(_)) => return false,
            (true, Fate::MaybeDropped(_)) => here.at_most(Certainty::Sometimes),
            _ => here,
        };
        let sent = transport::send(serializer(self.language), field.value, &here, self.sink);
        if matches!(sent.vanishing, Vanishing::Goes(_)) {
            return false;
        }
        let (index, javascript) = (self.index, self.javascript());
        let mut check = Check {
            language: self.language,
            sink: self.sink,
        };
        let fails = check.each(&sent.wire, &here, |check, wire, place| {
            let left_out = javascript && super::all_items::truthy(wire) == Some(false);
            !left_out && check.must_be_object("binary", wire, place, index)
        });
        let certain = field.always && here.certainty == place.certainty;
        sent.fails | (fails && certain && sent.vanishing == Vanishing::Stays)
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
