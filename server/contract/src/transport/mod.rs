//! From what the code returns to the JSON that arrives: what `json.dumps` and `JSON.stringify` do
//! to values that are not JSON (reference dify 2.5, n8n 6.3 and 10).

mod javascript;
mod python;

use javascript::order_keys;

use code::Language;
use code::shape::ArrayKind;
use smol_str::SmolStr;

use crate::verdict::{Place, Sink};
use crate::view::{Elements, Returned, View, ViewObject};
use crate::violation::{Kind, PlatformMessage, Vanished};
use crate::wire::{Field, Gone, Object, Wire};

/// Who serialises.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Serializer {
    /// `json.dumps` with defaults (reference dify 2.5).
    DifyPython,
    /// `JSON.stringify` (reference dify 2.5).
    DifyJavaScript,
    /// `json.dumps(default=str)` (reference n8n 10).
    N8nPython,
    /// `JSON.stringify` with `BigInt` as text (reference n8n 6.3).
    N8nJavaScript,
    /// Nobody: the checks see what vm2 hands over (reference n8n 6.3, 12). Whatever is no object
    /// stands as something that is none in JSON either.
    InProcess,
}

/// What became of a value.
pub(crate) struct Sent {
    pub(crate) wire: Wire,
    pub(crate) vanishing: Vanishing,
    /// It surely cannot be serialised.
    pub(crate) fails: bool,
}

/// Whether a value is left out (a key) or replaced by `null` (an element).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Vanishing {
    Stays,
    Maybe,
    Goes(Vanished),
}

/// What a serialiser does with a value that is no list and no object.
pub(crate) enum Leaf {
    Arrives(Wire),
    /// Arrives changed.
    Lossy(Wire, Kind),
    Vanishes(Vanished),
    Refused(Kind),
}

impl Sent {
    fn arrives(wire: Wire) -> Sent {
        Sent {
            wire,
            vanishing: Vanishing::Stays,
            fails: false,
        }
    }
}

impl Sent {
    /// One of several. What cannot be serialised never arrives: the others stand for all.
    pub(crate) fn one_of(alternatives: Vec<Sent>) -> Sent {
        let fails = !alternatives.is_empty() && alternatives.iter().all(|sent| sent.fails);
        let gone = alternatives.iter().find_map(|sent| match sent.vanishing {
            Vanishing::Goes(why) => Some(why),
            _ => None,
        });
        let maybe = alternatives
            .iter()
            .any(|sent| sent.vanishing == Vanishing::Maybe);
        let arrive = alternatives
            .into_iter()
            .filter(|sent| !sent.fails && !matches!(sent.vanishing, Vanishing::Goes(_)));
        let wires: Vec<Wire> = arrive.map(|sent| sent.wire).collect();
        let vanishing = match gone {
            Some(why) if wires.is_empty() => Vanishing::Goes(why),
            Some(_) => Vanishing::Maybe,
            None if maybe => Vanishing::Maybe,
            None => Vanishing::Stays,
        };
        Sent {
            wire: Wire::one_of(wires),
            vanishing,
            fails,
        }
    }
}

/// Serialises `value`, which stands at `place`.
pub(crate) fn send<T: Returned>(
    serializer: Serializer,
    value: &T,
    place: &Place,
    sink: &mut Sink,
) -> Sent {
    Walk { serializer, sink }.send(value, place, 0)
}

struct Walk<'s> {
    serializer: Serializer,
    sink: &'s mut Sink,
}

impl Walk<'_> {
    fn send<T: Returned>(&mut self, value: &T, place: &Place, depth: usize) -> Sent {
        if depth > T::DEEPEST {
            return Sent::arrives(Wire::Unknown);
        }
        match value.view() {
            View::OneOf(alternatives) => self.one_of(alternatives, place, depth),
            View::Array(kind, elements) if self.is_list(kind) => self.array(elements, place, depth),
            View::Object(object) => self.object(object, place, depth),
            view => self.leaf(&view, place),
        }
    }

    fn is_list(&self, kind: ArrayKind) -> bool {
        self.serializer.language() == Language::JavaScript
            || matches!(kind, ArrayKind::List | ArrayKind::Tuple)
    }

    fn leaf<T>(&mut self, view: &View<'_, T>, place: &Place) -> Sent {
        let leaf = match self.serializer.language() {
            Language::Python => python::leaf(self.serializer, view),
            Language::JavaScript => javascript::leaf(self.serializer, view),
        };
        match leaf {
            Leaf::Arrives(wire) => Sent::arrives(wire),
            Leaf::Lossy(wire, kind) => {
                self.sink.lose(place, kind);
                Sent::arrives(wire)
            }
            Leaf::Vanishes(why) => Sent {
                wire: Wire::Null,
                vanishing: Vanishing::Goes(why),
                fails: false,
            },
            Leaf::Refused(kind) => Sent {
                fails: self.refuse(place, kind),
                ..Sent::arrives(Wire::Unknown)
            },
        }
    }

    fn refuse(&mut self, place: &Place, kind: Kind) -> bool {
        let message = self.serializer.message(&kind);
        self.sink.fail(place, kind, message)
    }

    fn one_of<T: Returned>(&mut self, alternatives: &[T], place: &Place, depth: usize) -> Sent {
        let serializer = self.serializer;
        let mut all = Vec::with_capacity(alternatives.len());
        self.sink
            .alternatives(alternatives, place, |sink, alternative, place| {
                let sent = Walk { serializer, sink }.send(alternative, place, depth + 1);
                let fails = sent.fails;
                all.push(sent);
                fails
            });
        Sent::one_of(all)
    }

    fn array<T: Returned>(&mut self, elements: Elements<&T>, place: &Place, depth: usize) -> Sent {
        let mut fails = false;
        let elements = match elements {
            Elements::Exact(items) => {
                let mut wires = Vec::with_capacity(items.len());
                for (index, item) in items.into_iter().enumerate() {
                    let sent = self.send(item, &place.index(index), depth + 1);
                    fails |= sent.fails;
                    wires.push(element(sent));
                }
                Elements::Exact(wires)
            }
            Elements::Like {
                element: item,
                min,
                max,
            } => {
                let sent = self.send(item, &place.element(min), depth + 1);
                fails = sent.fails && min > 0;
                Elements::Like {
                    element: element(sent),
                    min,
                    max,
                }
            }
        };
        Sent {
            fails,
            ..Sent::arrives(Wire::Array(Box::new(elements)))
        }
    }

    fn object<T: Returned>(
        &mut self,
        object: ViewObject<'_, T>,
        place: &Place,
        depth: usize,
    ) -> Sent {
        if object.field("toJSON").is_some() && self.serializer.language() == Language::JavaScript {
            return Sent::arrives(Wire::Unknown);
        }
        let mut fails = false;
        if let Some(type_name) = object.bad_key {
            fails |= self.refuse(
                place,
                Kind::BadKey {
                    type_name: type_name.clone(),
                },
            );
        }
        let mut wire = Object::default();
        for field in object.fields {
            let here = place.key(field.key, field.always, field.range);
            let sent = self.send(field.value, &here, depth + 1);
            fails |= sent.fails && field.always;
            let (key, range) = (field.key.clone(), field.range);
            match sent.vanishing {
                Vanishing::Goes(_) if self.serializer == Serializer::InProcess && key == "json" => {
                    let always = field.always;
                    wire.fields.push(Field {
                        key,
                        wire: Wire::Null,
                        always,
                        range,
                    });
                }
                Vanishing::Goes(why) => {
                    self.sink.lose(
                        &here,
                        Kind::Vanishes {
                            key: key.clone(),
                            vanished: why,
                        },
                    );
                    wire.gone.push(Gone { key, why, range });
                }
                stays => wire.fields.push(Field {
                    key,
                    wire: sent.wire,
                    always: field.always && stays == Vanishing::Stays,
                    range,
                }),
            }
        }
        wire.rest = object.rest.map(|rest| Box::new(self.rest(rest, depth)));
        if self.serializer != Serializer::DifyPython {
            order_keys(&mut wire.fields);
        }
        Sent {
            fails,
            ..Sent::arrives(Wire::Object(wire))
        }
    }

    /// What unknown keys hold: there may be none, so nothing is said of it.
    fn rest<T: Returned>(&mut self, rest: &T, depth: usize) -> Wire {
        let mut silent = Sink::default();
        let place = Place::top();
        Walk {
            serializer: self.serializer,
            sink: &mut silent,
        }
        .send(rest, &place, depth + 1)
        .wire
    }
}

/// An element that would vanish arrives as `null`.
fn element(sent: Sent) -> Wire {
    match sent.vanishing {
        Vanishing::Stays => sent.wire,
        Vanishing::Goes(_) => Wire::Null,
        Vanishing::Maybe => Wire::one_of([sent.wire, Wire::Null]),
    }
}

impl Serializer {
    pub(crate) fn language(self) -> Language {
        match self {
            Serializer::DifyPython | Serializer::N8nPython => Language::Python,
            Serializer::DifyJavaScript | Serializer::N8nJavaScript | Serializer::InProcess => {
                Language::JavaScript
            }
        }
    }

    /// What the platform says of a value that it cannot serialise. Dify shows the whole traceback;
    /// this is its last line.
    fn message(self, kind: &Kind) -> Option<PlatformMessage> {
        let dify = |text: String| Some(PlatformMessage::new("CodeExecutionError", text));
        let n8n = |text: String| Some(PlatformMessage::new("WrappedExecutionError", text));
        match (self, kind) {
            (
                Serializer::DifyPython,
                Kind::NotSerialisable {
                    type_name: Some(name),
                },
            ) => dify(format!(
                "TypeError: Object of type {name} is not JSON serializable"
            )),
            (
                Serializer::DifyJavaScript,
                Kind::NotSerialisable {
                    type_name: Some(name),
                },
            ) => dify(format!("TypeError: Do not know how to serialize a {name}")),
            (Serializer::DifyPython, Kind::BadKey { type_name }) => {
                dify(format!("TypeError: {}", bad_key(type_name)))
            }
            (_, Kind::BadKey { type_name }) => n8n(bad_key(type_name)),
            (Serializer::DifyPython, Kind::Circular) => {
                dify("ValueError: Circular reference detected".into())
            }
            (Serializer::DifyJavaScript, Kind::Circular) => {
                dify("TypeError: Converting circular structure to JSON".into())
            }
            (Serializer::N8nPython, Kind::Circular) => n8n("Circular reference detected".into()),
            (Serializer::N8nJavaScript, Kind::Circular) => n8n("Unknown error".into()),
            (Serializer::DifyPython, Kind::TooManyDigits) => {
                dify(format!("ValueError: {TOO_MANY_DIGITS}"))
            }
            (_, Kind::TooManyDigits) => n8n(TOO_MANY_DIGITS.into()),
            _ => None,
        }
    }
}

const TOO_MANY_DIGITS: &str = "Exceeds the limit (4300 digits) for integer string conversion; \
    use sys.set_int_max_str_digits() to increase the limit";

fn bad_key(type_name: &SmolStr) -> String {
    format!("keys must be str, int, float, bool or None, not {type_name}")
}
