//! Dify's check of the result against the declared outputs (reference dify 2.6).

use code::shape::Text;
use workflow::{Booleans, DifyFacts, Output, Wording};

use super::message;
use crate::near::nearest;
use crate::verdict::{Place, Sink};
use crate::view::Elements;
use crate::violation::{Certainty, Found, Kind};
use crate::wire::{Object, Wire};

/// One walk over a result. Every step tells whether the value there surely fails.
pub(super) struct Check<'c> {
    pub(super) facts: &'c DifyFacts,
    pub(super) sink: &'c mut Sink,
}

/// The types an output may be declared as (reference dify 1.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Declared {
    String,
    Number,
    Object,
    Boolean,
    Array(Element),
}

/// The element types of declared arrays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Element {
    String,
    Number,
    Object,
    Boolean,
}

impl Declared {
    /// The type as it is written; `None` for what Dify does not know: it then refuses the whole
    /// node, whatever it returns.
    pub(super) fn of(output: &Output) -> Option<Declared> {
        Some(match output.type_name.as_deref()? {
            "string" => Declared::String,
            "number" => Declared::Number,
            "object" => Declared::Object,
            "boolean" => Declared::Boolean,
            "array[string]" => Declared::Array(Element::String),
            "array[number]" => Declared::Array(Element::Number),
            "array[object]" => Declared::Array(Element::Object),
            "array[boolean]" => Declared::Array(Element::Boolean),
            _ => return None,
        })
    }

    fn name(self) -> &'static str {
        match self {
            Declared::String => "string",
            Declared::Number => "number",
            Declared::Object => "object",
            Declared::Boolean => "boolean",
            Declared::Array(Element::String) => "array[string]",
            Declared::Array(Element::Number) => "array[number]",
            Declared::Array(Element::Object) => "array[object]",
            Declared::Array(Element::Boolean) => "array[boolean]",
        }
    }
}

impl Element {
    fn name(self) -> &'static str {
        match self {
            Element::String => "string",
            Element::Number => "number",
            Element::Object => "object",
            Element::Boolean => "boolean",
        }
    }
}

impl Check<'_> {
    /// The result as a whole.
    pub(super) fn top(&mut self, wire: &Wire, outputs: &[Output], place: &Place) -> bool {
        self.each(wire, place, |check, wire, place| match wire {
            Wire::Unknown => false,
            Wire::Object(object) => check.result(object, Some(outputs), place, "", 1),
            other => {
                let found = other.found().unwrap_or(Found::Null);
                let message = message::not_an_object(&found);
                check.sink.fail(place, Kind::NotAnObject { found }, message)
            }
        })
    }

    /// An object: `schema` is `None` where its keys are not declared.
    pub(super) fn result(
        &mut self,
        object: &Object,
        schema: Option<&[Output]>,
        place: &Place,
        prefix: &str,
        depth: u64,
    ) -> bool {
        let limit = self.depth_limit();
        if depth > limit {
            return self.sink.fail(
                place,
                Kind::TooDeep { limit },
                message::too_deep(self.facts),
            );
        }
        match schema {
            None => self.undeclared(object, place, prefix, depth),
            Some(outputs) => {
                let mut fails = false;
                for output in outputs {
                    fails |= self.output(output, object, outputs, place, prefix, depth);
                }
                fails | self.extra_keys(object, outputs, place)
            }
        }
    }

    fn output(
        &mut self,
        output: &Output,
        object: &Object,
        outputs: &[Output],
        place: &Place,
        prefix: &str,
        depth: u64,
    ) -> bool {
        let Some(field) = object.field(&output.name) else {
            return object.rest.is_none() && self.missing(output, object, outputs, place, prefix);
        };
        if !field.always {
            let place = place.at_most(Certainty::Sometimes);
            self.missing(output, object, outputs, &place, prefix);
        }
        let here = place.key(&field.key, field.always, field.range);
        let fails = self.each(&field.wire, &here, |check, wire, place| {
            check.declared(output, wire, place, prefix, depth)
        });
        fails && field.always
    }

    fn missing(
        &mut self,
        output: &Output,
        object: &Object,
        outputs: &[Output],
        place: &Place,
        prefix: &str,
    ) -> bool {
        let gone = object.gone.iter().find(|gone| gone.key == output.name);
        let undeclared = object.fields.iter().map(|field| field.key.as_str());
        let undeclared = undeclared.filter(|key| outputs.iter().all(|output| output.name != *key));
        let kind = Kind::MissingKey {
            key: output.name.as_str().into(),
            vanished: gone.map(|gone| gone.why),
            near: nearest(&output.name, undeclared).map(Into::into),
        };
        let range = gone.and_then(|gone| gone.range);
        let place = place.key(&output.name, true, range);
        self.sink
            .fail(&place, kind, message::missing(&join(prefix, &output.name)))
    }

    /// Dify compares the number of keys after it has checked the declared ones.
    fn extra_keys(&mut self, object: &Object, outputs: &[Output], place: &Place) -> bool {
        let mut fails = false;
        for field in &object.fields {
            if outputs
                .iter()
                .any(|output| output.name == field.key.as_str())
            {
                continue;
            }
            let absent = outputs.iter().map(|output| output.name.as_str());
            let absent = absent.filter(|name| object.field(name).is_none_or(|field| !field.always));
            let near = nearest(&field.key, absent).map(Into::into);
            let place = place.key(&field.key, field.always, field.range);
            let kind = Kind::ExtraKey {
                key: field.key.clone(),
                near,
            };
            fails |= self.sink.fail(&place, kind, message::extra()) && field.always;
        }
        fails
    }

    /// The value of a declared output.
    fn declared(
        &mut self,
        output: &Output,
        wire: &Wire,
        place: &Place,
        prefix: &str,
        depth: u64,
    ) -> bool {
        let Some(declared) = Declared::of(output) else {
            return false;
        };
        let path = join(prefix, &output.name);
        match (declared, wire) {
            (_, Wire::Null | Wire::Unknown) => false,
            (Declared::Boolean, Wire::Boolean(_)) => false,
            (Declared::Boolean, _) if self.facts.booleans != Booleans::Strict => false,
            (Declared::String, Wire::String(text)) => self.text(text, place, &path),
            (Declared::Number, Wire::Number(number)) => self.number(number, place, &path),
            (Declared::Number, Wire::Boolean(_)) => false,
            (Declared::Object, Wire::Object(object)) => {
                let inner = self.inner(prefix, &output.name);
                self.result(object, output.children.as_deref(), place, &inner, depth + 1)
            }
            (Declared::Array(element), Wire::Array(elements)) => {
                self.array(element, elements, output, place, &path, depth)
            }
            (declared, wire) => self.wrong_type(declared, wire, place, &path),
        }
    }

    fn wrong_type(&mut self, declared: Declared, wire: &Wire, place: &Place, path: &str) -> bool {
        let Some(found) = wire.found() else {
            return false;
        };
        let message = match declared {
            Declared::String => message::not_a_string(self.facts, path, &found),
            Declared::Number => message::not_a_number(self.facts, path, &found),
            Declared::Boolean => Some(message::not_a_boolean(path)),
            Declared::Object => message::not_a("an object", path, &found),
            Declared::Array(_) => message::not_a("an array", path, &found),
        };
        self.sink.fail(
            place,
            Kind::WrongType {
                declared: declared.name(),
                found,
            },
            message,
        )
    }

    fn array(
        &mut self,
        element: Element,
        elements: &Elements<Wire>,
        output: &Output,
        place: &Place,
        path: &str,
        depth: u64,
    ) -> bool {
        let limits = self.facts.limits;
        let limit = match element {
            Element::String => Some(limits.string_array_length),
            Element::Number => Some(limits.number_array_length),
            Element::Object => Some(limits.object_array_length),
            Element::Boolean => None,
        };
        if let Some(limit) = limit.filter(|limit| elements.min() > *limit) {
            let kind = Kind::TooManyElements {
                limit,
                count: elements.min(),
            };
            return self.sink.fail(place, kind, message::too_many(path, limit));
        }
        let fails = self.elements(elements, place, |check, wire, place, index| {
            check.element(element, wire, place, path, index)
        });
        if element != Element::Object {
            return fails;
        }
        // Dify looks at the type of every element before it looks into the first.
        fails
            | self.elements(elements, place, |check, wire, place, index| match wire {
                Wire::Object(object) => {
                    let children = output.children.as_deref();
                    check.result(
                        object,
                        children,
                        place,
                        &format!("{path}[{index}]"),
                        depth + 1,
                    )
                }
                _ => false,
            })
    }

    fn element(
        &mut self,
        element: Element,
        wire: &Wire,
        place: &Place,
        path: &str,
        index: usize,
    ) -> bool {
        let at = || format!("{path}[{index}]");
        let Some(found) = wire.found() else {
            return false;
        };
        let ranged = self.facts.checks_number_elements;
        let message = match (element, wire) {
            (Element::String, Wire::String(text)) => return self.text(text, place, &at()),
            (Element::Number, Wire::Number(number)) if ranged => {
                return self.number(number, place, &at());
            }
            (Element::Number, Wire::Number(_) | Wire::Boolean(_)) => return false,
            (Element::Number, Wire::Null) if self.facts.wording == Wording::OutputVariable => {
                return false;
            }
            (Element::Number, _) => Some(message::element_not_a_number(self.facts, path, index)),
            (_, Wire::Null) => return false,
            (Element::Object, Wire::Object(_)) | (Element::Boolean, Wire::Boolean(_)) => {
                return false;
            }
            (Element::String, _) => message::element_not_a_string(self.facts, &at(), &found),
            (Element::Object, _) => message::element_not_an_object(path, index, &found),
            (Element::Boolean, _) => message::element_not_a_boolean(path, index, &found),
        };
        self.sink.fail(
            place,
            Kind::WrongType {
                declared: element.name(),
                found,
            },
            message,
        )
    }

    /// The length of a text.
    pub(super) fn text(&mut self, text: &Text, place: &Place, path: &str) -> bool {
        let limit = self.facts.limits.string_length;
        text.min_length > limit
            && self.sink.fail(
                place,
                Kind::TooLong { limit },
                message::too_long(path, limit),
            )
    }

    /// Asks `check` about every alternative of `wire`.
    pub(super) fn each(
        &mut self,
        wire: &Wire,
        place: &Place,
        mut check: impl FnMut(&mut Check<'_>, &Wire, &Place) -> bool,
    ) -> bool {
        let facts = self.facts;
        self.sink
            .alternatives(wire.alternatives(), place, |sink, wire, place| {
                check(&mut Check { facts, sink }, wire, place)
            })
    }

    /// Asks `check` about every element (with its 0-based index; 0 where it is not known).
    pub(super) fn elements(
        &mut self,
        elements: &Elements<Wire>,
        place: &Place,
        mut check: impl FnMut(&mut Check<'_>, &Wire, &Place, usize) -> bool,
    ) -> bool {
        let facts = self.facts;
        self.sink
            .elements(elements, place, |sink, wire, place, index| {
                check(&mut Check { facts, sink }, wire, place, index)
            })
    }

    pub(super) fn depth_limit(&self) -> u64 {
        self.facts.limits.depth.into()
    }

    /// How the path of what stands inside an object begins. Before graphon Dify wrote a dot even
    /// where nothing came before it.
    fn inner(&self, prefix: &str, name: &str) -> String {
        match self.facts.wording == Wording::Graphon {
            true => join(prefix, name),
            false => format!("{prefix}.{name}"),
        }
    }
}

pub(super) fn join(prefix: &str, name: &str) -> String {
    if prefix.is_empty() {
        name.to_owned()
    } else {
        format!("{prefix}.{name}")
    }
}
