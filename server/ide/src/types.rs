//! Shapes in the notation of their language: Python's annotations, TypeScript's types.

use code::Shape;
use code::shape::{Array, ArrayKind, Object};
use text::Language;

/// Deeper parts are written as `…`.
const MOST_DEPTH: usize = 4;
/// More keys, and more alternatives, are written as `…`.
const MOST_KEYS: usize = 12;

/// `shape` as people of `language` write types: `list[dict[str, int]]`, `string | null`. One line.
pub fn notation(shape: &Shape, language: Language) -> String {
    let writer = Writer {
        python: language == Language::Python,
    };
    let mut out = String::new();
    writer.shape(shape, 0, &mut out);
    out
}

/// The same of a literal: its value, where exactly one is possible and it is short.
pub(crate) fn literal(shape: &Shape, language: Language) -> Option<String> {
    const LONGEST: usize = 40;
    let python = language == Language::Python;
    match shape {
        Shape::Boolean(Some(value)) => Some(match (python, value) {
            (true, true) => "True".into(),
            (true, false) => "False".into(),
            (false, value) => value.to_string(),
        }),
        Shape::Number(number) => number.value.map(|value| value.to_string()),
        Shape::String(text) => {
            let text = text.value.as_ref()?;
            (text.len() <= LONGEST).then(|| format!("{text:?}"))
        }
        _ => None,
    }
}

struct Writer {
    python: bool,
}

impl Writer {
    fn shape(&self, shape: &Shape, depth: usize, out: &mut String) {
        if depth > MOST_DEPTH {
            return out.push('…');
        }
        let python = self.python;
        let either = |one: &'static str, other| if python { one } else { other };
        match shape {
            Shape::Unknown => out.push_str(either("Any", "any")),
            Shape::Never => out.push_str(either("Never", "never")),
            Shape::Null => out.push_str(either("None", "null")),
            Shape::Undefined => out.push_str(either("None", "undefined")),
            Shape::Boolean(_) => out.push_str(either("bool", "boolean")),
            Shape::Number(number) if python => out.push_str(match (number.int, number.float) {
                (true, true) => "int | float",
                (false, true) => "float",
                _ => "int",
            }),
            Shape::Number(_) => out.push_str("number"),
            Shape::BigInt => out.push_str("bigint"),
            Shape::String(_) => out.push_str(either("str", "string")),
            Shape::Bytes => out.push_str("bytes"),
            Shape::Symbol => out.push_str("symbol"),
            Shape::Array(array) => self.array(array, depth, out),
            Shape::Object(object) => self.object(object, depth, out),
            Shape::Function => out.push_str(either("Callable", "Function")),
            Shape::Module(name) => {
                out.push_str("module ");
                out.push_str(name);
            }
            Shape::Instance(class) => out.push_str(class_name(class)),
            Shape::Promise(inner) => {
                out.push_str(either("Awaitable[", "Promise<"));
                self.shape(inner, depth + 1, out);
                out.push(if python { ']' } else { '>' });
            }
            Shape::Circular => out.push('…'),
            Shape::Union(members) => self.union(members, depth, out),
        }
    }

    fn union(&self, members: &[Shape], depth: usize, out: &mut String) {
        // What may be missing stands last, as people write it.
        let is_nothing = |shape: &&Shape| matches!(shape, Shape::Null | Shape::Undefined);
        let some = members.iter().filter(|shape| !is_nothing(shape));
        let nothing = members.iter().filter(is_nothing);
        let mut written: Vec<String> = Vec::new();
        for member in some.chain(nothing) {
            let mut one = String::new();
            self.shape(member, depth, &mut one);
            if !written.contains(&one) {
                written.push(one);
            }
        }
        let more = written.len() > MOST_KEYS;
        written.truncate(MOST_KEYS);
        out.push_str(&written.join(" | "));
        if more {
            out.push_str(" | …");
        }
    }

    fn array(&self, array: &Array, depth: usize, out: &mut String) {
        match array.kind {
            ArrayKind::Tuple => match &array.items {
                Some(items) => self.listed("tuple[", items, "]", depth, out),
                None => self.around("tuple[", &array.element, ", ...]", depth, out),
            },
            ArrayKind::Set => self.around("set[", &array.element, "]", depth, out),
            ArrayKind::Lazy => self.around("Iterable[", &array.element, "]", depth, out),
            ArrayKind::List if self.python => match array.element {
                Shape::Never => out.push_str("list"),
                ref element => self.around("list[", element, "]", depth, out),
            },
            ArrayKind::List => match &array.element {
                Shape::Never => out.push_str("[]"),
                element @ (Shape::Union(_) | Shape::Function) => {
                    self.around("(", element, ")[]", depth, out);
                }
                element => self.around("", element, "[]", depth, out),
            },
        }
    }

    fn around(&self, before: &str, inner: &Shape, after: &str, depth: usize, out: &mut String) {
        out.push_str(before);
        self.shape(inner, depth + 1, out);
        out.push_str(after);
    }

    fn listed(&self, before: &str, items: &[Shape], after: &str, depth: usize, out: &mut String) {
        out.push_str(before);
        for (index, item) in items.iter().take(MOST_KEYS).enumerate() {
            if index > 0 {
                out.push_str(", ");
            }
            self.shape(item, depth + 1, out);
        }
        if items.len() > MOST_KEYS {
            out.push_str(", …");
        }
        out.push_str(after);
    }

    fn object(&self, object: &Object, depth: usize, out: &mut String) {
        if object.fields.is_empty() {
            let rest = object.rest.as_ref();
            return match (rest, self.python) {
                (None, true) => out.push_str("dict"),
                (None, false) => out.push_str("{}"),
                (Some(rest), true) => self.around("dict[str, ", rest, "]", depth, out),
                (Some(rest), false) => self.around("Record<string, ", rest, ">", depth, out),
            };
        }
        let separator = if self.python { ", " } else { "; " };
        out.push_str(if self.python { "{" } else { "{ " });
        for (index, field) in object.fields.iter().take(MOST_KEYS).enumerate() {
            if index > 0 {
                out.push_str(separator);
            }
            if self.python {
                out.push_str(&format!("{:?}", field.key));
            } else {
                out.push_str(&field.key);
            }
            out.push_str(if field.always { ": " } else { "?: " });
            self.shape(&field.shape, depth + 1, out);
        }
        if object.fields.len() > MOST_KEYS || object.rest.is_some() {
            out.push_str(separator);
            out.push('…');
        }
        out.push_str(if self.python { "}" } else { " }" });
    }
}

/// The name of a class as the code would write it.
pub(crate) fn class_name(class: &str) -> &str {
    class.strip_prefix("user:").unwrap_or(class)
}

#[cfg(test)]
mod tests {
    use super::*;
    use code::shape::Field;

    fn list(element: Shape) -> Shape {
        Shape::Array(Box::new(Array {
            kind: ArrayKind::List,
            items: None,
            element,
            min: 0,
            max: None,
        }))
    }

    fn object(key: &str, shape: Shape, always: bool, rest: Option<Shape>) -> Shape {
        let field = Field {
            key: key.into(),
            shape,
            always,
            range: None,
        };
        Shape::Object(Box::new(Object {
            fields: vec![field],
            rest,
            bad_key: None,
        }))
    }

    #[test]
    fn each_language_has_its_own_notation() {
        let maybe = Shape::Null.union(Shape::STRING);
        let shapes = [
            (list(maybe.clone()), "list[str | None]", "(string | null)[]"),
            (maybe, "str | None", "string | null"),
            (list(Shape::Never), "list", "[]"),
            (Shape::NUMBER, "int | float", "number"),
            (
                object("id", Shape::INT, true, None),
                "{\"id\": int}",
                "{ id: number }",
            ),
            (
                object("id", Shape::BOOLEAN, false, Some(Shape::Unknown)),
                "{\"id\"?: bool, …}",
                "{ id?: boolean; … }",
            ),
            (Shape::Instance("user:Row".into()), "Row", "Row"),
        ];
        for (shape, python, javascript) in shapes {
            assert_eq!(notation(&shape, Language::Python), python);
            assert_eq!(notation(&shape, Language::JavaScript), javascript);
        }
    }
}
