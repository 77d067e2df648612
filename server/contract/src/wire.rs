//! What arrives at the platform's main process: JSON, as far as it is known.

use code::shape::Text;
use smol_str::SmolStr;
use text_size::TextRange;

use crate::value::Integer;
use crate::view::Elements;
use crate::violation::{Found, Vanished};

/// JSON of which something is known. Everything is exact when it comes from a value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Wire {
    Unknown,
    Null,
    Boolean(Option<bool>),
    Number(Number),
    String(Text),
    Array(Box<Elements<Wire>>),
    Object(Object),
    OneOf(Vec<Wire>),
}

/// A number, as the text of the JSON makes Python tell `int` from `float`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Number {
    Int(Option<Integer>),
    Float(Option<f64>),
    Either,
}

/// An object.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Object {
    pub(crate) fields: Vec<Field>,
    /// What other keys may hold; `None` when there are surely no others.
    pub(crate) rest: Option<Box<Wire>>,
    /// The keys that the code wrote and the serialiser dropped.
    pub(crate) gone: Vec<Gone>,
}

/// A key that arrives.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Field {
    pub(crate) key: SmolStr,
    pub(crate) wire: Wire,
    pub(crate) always: bool,
    pub(crate) range: Option<TextRange>,
}

/// A key that does not.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Gone {
    pub(crate) key: SmolStr,
    pub(crate) why: Vanished,
    pub(crate) range: Option<TextRange>,
}

impl Object {
    pub(crate) fn field(&self, key: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.key == key)
    }
}

impl Wire {
    /// Text of which nothing is known.
    pub(crate) const TEXT: Wire = Wire::String(Text {
        value: None,
        min_length: 0,
    });

    /// Exactly this text.
    pub(crate) fn text(text: &str) -> Wire {
        Wire::String(Text {
            value: Some(text.into()),
            min_length: text.chars().count() as u64,
        })
    }

    /// One of `alternatives`, flattened; what is unknown swallows the rest.
    pub(crate) fn one_of(alternatives: impl IntoIterator<Item = Wire>) -> Wire {
        let mut flat = Vec::new();
        for alternative in alternatives {
            match alternative {
                Wire::OneOf(inner) => flat.extend(inner),
                Wire::Unknown => return Wire::Unknown,
                one => flat.push(one),
            }
        }
        flat.dedup();
        match flat.len() {
            1 => flat.swap_remove(0),
            _ => Wire::OneOf(flat),
        }
    }

    /// The alternatives: several, or this one.
    pub(crate) fn alternatives(&self) -> &[Wire] {
        match self {
            Wire::OneOf(alternatives) => alternatives,
            one => std::slice::from_ref(one),
        }
    }

    /// What it is, if that is known and one thing.
    pub(crate) fn found(&self) -> Option<Found> {
        Some(match self {
            Wire::Unknown | Wire::OneOf(_) => return None,
            Wire::Null => Found::Null,
            Wire::Boolean(_) => Found::Boolean,
            Wire::Number(Number::Int(_)) => Found::Integer,
            Wire::Number(Number::Float(_)) => Found::Float,
            Wire::Number(Number::Either) => Found::Number,
            Wire::String(_) => Found::String,
            Wire::Array(_) => Found::Array,
            Wire::Object(_) => Found::Object,
        })
    }

    /// The JSON itself, if this is exact. Python's NaN and infinities, which JSON cannot hold, are
    /// spelled as text; integers beyond 64 bits become doubles.
    pub(crate) fn json(&self) -> Option<serde_json::Value> {
        use serde_json::Value as Json;
        Some(match self {
            Wire::Null => Json::Null,
            Wire::Boolean(Some(value)) => Json::Bool(*value),
            Wire::Number(Number::Int(Some(value))) => integer(value),
            Wire::Number(Number::Float(Some(value))) => float(*value),
            Wire::String(Text {
                value: Some(text), ..
            }) => Json::String(text.to_string()),
            Wire::Array(elements) => match &**elements {
                Elements::Exact(items) => {
                    Json::Array(items.iter().map(Wire::json).collect::<Option<_>>()?)
                }
                Elements::Like { .. } => return None,
            },
            Wire::Object(object) if object.rest.is_none() => {
                let entry = |field: &Field| Some((field.key.to_string(), field.wire.json()?));
                Json::Object(object.fields.iter().map(entry).collect::<Option<_>>()?)
            }
            _ => return None,
        })
    }
}

fn integer(value: &Integer) -> serde_json::Value {
    match value
        .to_i128()
        .map(|value| (i64::try_from(value), u64::try_from(value)))
    {
        Some((Ok(value), _)) => value.into(),
        Some((_, Ok(value))) => value.into(),
        _ => float(value.to_f64()),
    }
}

fn float(value: f64) -> serde_json::Value {
    match serde_json::Number::from_f64(value) {
        Some(number) => number.into(),
        None if value.is_nan() => "NaN".into(),
        None if value > 0.0 => "Infinity".into(),
        None => "-Infinity".into(),
    }
}
