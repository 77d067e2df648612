//! What a code node did return, before the platform serialised it.

use std::fmt;

use code::Shape;
use code::shape::{Array, ArrayKind, Field, Number, Object, Text};
use smol_str::SmolStr;

/// A value of either language, rich enough to say what a serialiser would do with it.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// JavaScript's `undefined`.
    Undefined,
    /// `None` or `null`.
    Null,
    /// A truth value.
    Boolean(bool),
    /// Python's `int`.
    Int(Integer),
    /// Python's `float`; any JavaScript number.
    Float(f64),
    /// JavaScript's `BigInt`.
    BigInt(Integer),
    /// Text.
    String(String),
    /// Python's `bytes`, and what `str()` makes of it.
    Bytes(String),
    /// JavaScript's symbol.
    Symbol,
    /// A list, array, tuple or set, or Python's lazy sequences (these come without elements).
    Array(ArrayKind, Vec<Value>),
    /// A dict or plain object, in the order of insertion.
    Object(Vec<(Key, Value)>),
    /// Anything callable.
    Function,
    /// A module.
    Module(SmolStr),
    /// An instance of a named class.
    Instance {
        /// As the library tables name it: `datetime.datetime`, `Date`, `Map`, …
        class: SmolStr,
        /// What Python's `str()` or JavaScript's `toJSON` makes of it, if the worker asked.
        text: Option<String>,
    },
    /// A JavaScript `Date` or `DateTime` that is no date.
    InvalidDate,
    /// A promise or coroutine, and what awaiting it gives.
    Promise(Box<Value>),
    /// A reference back to one of the values around it.
    Circular,
}

/// The key of an [`Value::Object`].
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Key {
    /// Text, or what `json.dumps` turns into text (`1`, `true`, `null`), turned.
    Text(SmolStr),
    /// A key that `json.dumps` refuses: the name of its type.
    Bad(SmolStr),
}

impl From<&str> for Key {
    fn from(text: &str) -> Key {
        Key::Text(text.into())
    }
}

/// An integer of any size, in canonical decimal digits.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Integer(SmolStr);

impl Integer {
    /// Reads decimal digits with an optional sign; `None` for anything else.
    pub fn from_decimal(text: &str) -> Option<Integer> {
        let (sign, digits) = match text.strip_prefix('-') {
            Some(digits) => ("-", digits),
            None => ("", text.strip_prefix('+').unwrap_or(text)),
        };
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        match digits.trim_start_matches('0') {
            "" => Some(Integer::from(0)),
            digits => Some(Integer(format!("{sign}{digits}").into())),
        }
    }

    /// How many digits it has.
    pub fn digits(&self) -> usize {
        self.0.trim_start_matches('-').len()
    }

    /// The nearest double.
    pub fn to_f64(&self) -> f64 {
        self.0.parse().unwrap_or(f64::NAN)
    }

    /// Its value, unless it is larger than that.
    pub fn to_i128(&self) -> Option<i128> {
        self.0.parse().ok()
    }

    /// The double that is exactly this integer, if there is one.
    pub fn exact_f64(&self) -> Option<f64> {
        let value = self.to_i128()?;
        let double = value as f64;
        (double as i128 == value && value != i128::MAX).then_some(double)
    }
}

impl From<i128> for Integer {
    fn from(value: i128) -> Integer {
        Integer(value.to_string().into())
    }
}

impl fmt::Display for Integer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Value {
    /// The shape that only this value has. It is less than the value where shapes cannot say more:
    /// integers that no double holds, invalid dates, circular references, texts of instances.
    pub fn shape(&self) -> Shape {
        match self {
            Value::Undefined => Shape::Undefined,
            Value::Null => Shape::Null,
            Value::Boolean(value) => Shape::Boolean(Some(*value)),
            Value::Int(value) => Shape::Number(Number {
                int: true,
                float: false,
                value: value.exact_f64(),
            }),
            Value::Float(value) => Shape::Number(Number {
                int: false,
                float: true,
                value: Some(*value),
            }),
            Value::BigInt(_) => Shape::BigInt,
            Value::String(text) => Shape::String(Text {
                value: Some(text.as_str().into()),
                min_length: text.chars().count() as u64,
            }),
            Value::Bytes(_) => Shape::Bytes,
            Value::Symbol => Shape::Symbol,
            Value::Array(kind, items) => array(*kind, items),
            Value::Object(entries) => object(entries),
            Value::Function => Shape::Function,
            Value::Module(name) => Shape::Module(name.clone()),
            Value::Instance { class, .. } => Shape::Instance(class.clone()),
            Value::Promise(inner) => Shape::Promise(Box::new(inner.shape())),
            Value::InvalidDate => Shape::Unknown,
            Value::Circular => Shape::Circular,
        }
    }
}

fn array(kind: ArrayKind, items: &[Value]) -> Shape {
    let items: Vec<Shape> = items.iter().map(Value::shape).collect();
    let length = items.len() as u64;
    let element = match items.first() {
        None => Shape::Never,
        Some(first) if items.iter().all(|item| item == first) => first.clone(),
        Some(_) => Shape::Unknown,
    };
    let array = Array {
        kind,
        items: Some(items),
        element,
        min: length,
        max: Some(length),
    };
    Shape::Array(Box::new(array))
}

fn object(entries: &[(Key, Value)]) -> Shape {
    let mut object = Object {
        fields: Vec::new(),
        rest: None,
        bad_key: None,
    };
    for (key, value) in entries {
        let shape = value.shape();
        match key {
            Key::Text(key) => match object.fields.iter_mut().find(|field| field.key == *key) {
                Some(field) => field.shape = shape,
                None => {
                    let key = key.clone();
                    object.fields.push(Field {
                        key,
                        shape,
                        always: true,
                        range: None,
                    });
                }
            },
            Key::Bad(type_name) => object.bad_key = Some(type_name.clone()),
        }
    }
    Shape::Object(Box::new(object))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_are_canonical() {
        for (text, canonical) in [("007", "7"), ("-0", "0"), ("+5", "5"), ("-12", "-12")] {
            assert_eq!(Integer::from_decimal(text).unwrap().to_string(), canonical);
        }
        for text in ["", "-", "1.5", "1e3", "٣"] {
            assert_eq!(Integer::from_decimal(text), None, "{text}");
        }
        let huge = Integer::from_decimal(&"9".repeat(400)).unwrap();
        assert_eq!(
            (huge.to_i128(), huge.to_f64(), huge.digits()),
            (None, f64::INFINITY, 400)
        );
        assert_eq!(Integer::from((1 << 53) + 1).exact_f64(), None);
        assert_eq!(
            Integer::from(1 << 60).exact_f64(),
            Some((1u64 << 60) as f64)
        );
    }

    #[test]
    fn equal_keys_are_one_field() {
        let value = Value::Object(vec![
            ("1".into(), Value::Null),
            ("1".into(), Value::Undefined),
        ]);
        let Shape::Object(object) = value.shape() else {
            panic!()
        };
        assert_eq!(object.fields.len(), 1);
        assert_eq!(object.fields[0].shape, Shape::Undefined);
    }
}
