//! `JSON.stringify`: as it is (Dify), and with `BigInt` made into text (n8n).

use code::shape::Text;

use super::{Leaf, Serializer};
use crate::value::Integer;
use crate::view::{View, ViewNumber};
use crate::violation::{Arrives, Kind, Vanished};
use crate::wire::{Field, Number, Object, Wire};

/// Text that is not empty.
const SOME_TEXT: Wire = Wire::String(Text {
    value: None,
    min_length: 1,
});

pub(super) fn leaf<T>(serializer: Serializer, view: &View<'_, T>) -> Leaf {
    let in_process = serializer == Serializer::InProcess;
    match view {
        View::Function if in_process => Leaf::Arrives(SOME_TEXT),
        View::Number(ViewNumber::Float(Some(value))) if in_process && !value.is_finite() => {
            Leaf::Arrives(Wire::Number(Number::Float(Some(*value))))
        }
        View::Circular if in_process => Leaf::Arrives(Wire::Unknown),
        View::Undefined => Leaf::Vanishes(Vanished::Undefined),
        View::Function => Leaf::Vanishes(Vanished::Function),
        View::Symbol => Leaf::Vanishes(Vanished::Symbol),
        View::Null => Leaf::Arrives(Wire::Null),
        View::Boolean(value) => Leaf::Arrives(Wire::Boolean(*value)),
        View::Number(number) => self::number(number),
        View::BigInt(value) => big_int(serializer, *value),
        View::String(text) => Leaf::Arrives(Wire::String(text.clone())),
        View::Instance { class, text } => instance(class, *text),
        View::InvalidDate => lossy("Invalid Date", Arrives::Null),
        View::Promise(_) => Leaf::Lossy(Wire::Object(Object::default()), Kind::Unawaited),
        View::Circular => Leaf::Refused(Kind::Circular),
        _ => Leaf::Arrives(Wire::Unknown),
    }
}

fn lossy(from: &str, into: Arrives) -> Leaf {
    let wire = match into {
        Arrives::Null => Wire::Null,
        Arrives::EmptyObject => Wire::Object(Object::default()),
        Arrives::Text => Wire::TEXT,
    };
    Leaf::Lossy(
        wire,
        Kind::Becomes {
            from: from.into(),
            into,
        },
    )
}

fn number(number: &ViewNumber) -> Leaf {
    let value = match number {
        ViewNumber::Int(Some(value)) => value.to_f64(),
        ViewNumber::Float(Some(value)) => *value,
        // A number with a fraction may also be NaN or infinite; that is not known.
        ViewNumber::Int(None) => return Leaf::Arrives(Wire::Number(Number::Int(None))),
        ViewNumber::Float(None) => return Leaf::Arrives(Wire::Number(Number::Float(None))),
        ViewNumber::Either => return Leaf::Arrives(Wire::Number(Number::Either)),
    };
    match stringified(value) {
        Some(number) => Leaf::Arrives(Wire::Number(number)),
        None if value.is_nan() => lossy("NaN", Arrives::Null),
        None => lossy("Infinity", Arrives::Null),
    }
}

/// How the number that JavaScript writes is read again: whole numbers below 1e21 are written in
/// digits, the shortest that tell the double apart, filled up with zeros. `None` is `null`.
fn stringified(value: f64) -> Option<Number> {
    if !value.is_finite() {
        None
    } else if value.fract() == 0.0 && value.abs() < 1e21 {
        Some(Number::Int(Integer::from_decimal(&format!("{value}"))))
    } else {
        Some(Number::Float(Some(value)))
    }
}

fn big_int(serializer: Serializer, value: Option<&Integer>) -> Leaf {
    match serializer {
        Serializer::DifyJavaScript => Leaf::Refused(Kind::NotSerialisable {
            type_name: Some("BigInt".into()),
        }),
        _ => {
            let wire = value.map_or(SOME_TEXT, |value| Wire::text(&value.to_string()));
            Leaf::Lossy(
                wire,
                Kind::Becomes {
                    from: "BigInt".into(),
                    into: Arrives::Text,
                },
            )
        }
    }
}

/// The classes whose instances have no enumerable properties of their own.
const EMPTY: &[&str] = &[
    "ArrayBuffer",
    "DataView",
    "Error",
    "EvalError",
    "Generator",
    "Iterator",
    "Map",
    "RangeError",
    "ReferenceError",
    "RegExp",
    "Set",
    "SyntaxError",
    "TypeError",
    "URIError",
    "URLSearchParams",
    "WeakMap",
    "WeakRef",
    "WeakSet",
];

fn instance(class: &str, text: Option<&str>) -> Leaf {
    match class {
        "Date" | "DateTime" | "Duration" | "URL" => {
            Leaf::Arrives(text.map_or(SOME_TEXT, Wire::text))
        }
        "Promise" => Leaf::Lossy(Wire::Object(Object::default()), Kind::Unawaited),
        _ if EMPTY.binary_search(&class).is_ok() => lossy(class, Arrives::EmptyObject),
        "Buffer" | "Uint8Array" | "Int8Array" | "Uint16Array" | "Int16Array" | "Uint32Array"
        | "Int32Array" | "Float32Array" | "Float64Array" | "Uint8ClampedArray" => {
            let rest = Some(Box::new(Wire::Unknown));
            Leaf::Arrives(Wire::Object(Object {
                rest,
                ..Object::default()
            }))
        }
        // An own class may extend any of these, or have a `toJSON`.
        _ => Leaf::Arrives(Wire::Unknown),
    }
}

/// JavaScript lists keys that are array indices first, in ascending order.
pub(super) fn order_keys(fields: &mut [Field]) {
    if fields.iter().any(|field| array_index(&field.key).is_some()) {
        fields.sort_by_key(|field| array_index(&field.key).map_or(u64::MAX, u64::from));
    }
}

/// The index that a key is to JavaScript, if it is one.
fn array_index(key: &str) -> Option<u32> {
    let index: u32 = key.parse().ok()?;
    (index != u32::MAX && index.to_string() == key).then_some(index)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_order() {
        assert!(EMPTY.is_sorted());
    }

    #[test]
    fn numbers_are_written_as_javascript_writes_them() {
        let digits = |value: f64| match stringified(value) {
            Some(Number::Int(Some(value))) => value.to_string(),
            other => panic!("{other:?}"),
        };
        assert_eq!(digits(5.0), "5");
        assert_eq!(digits(-0.0), "0");
        assert_eq!(digits(1e20), "100000000000000000000");
        assert_eq!(digits((1u64 << 60) as f64), "1152921504606847000");
        assert_eq!(stringified(1e21), Some(Number::Float(Some(1e21))));
        assert_eq!(stringified(0.5), Some(Number::Float(Some(0.5))));
        assert_eq!(stringified(f64::NEG_INFINITY), None);
    }

    #[test]
    fn array_indices() {
        for (key, index) in [
            ("0", Some(0)),
            ("12", Some(12)),
            ("01", None),
            ("4294967295", None),
        ] {
            assert_eq!(array_index(key), index, "{key}");
        }
    }
}
