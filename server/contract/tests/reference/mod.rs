//! The platforms' procedures once more, for values only, as plainly as they can be written: what
//! the crate's own rules are held against.
#![allow(dead_code, missing_docs, unreachable_pub)]

pub mod dify;
pub mod n8n;

use code::Language;
use code::shape::ArrayKind;
use contract::{Key, Value};

/// JSON as it arrives, with Python's numbers.
#[derive(Debug, Clone, PartialEq)]
pub enum J {
    Null,
    Bool(bool),
    Int(i128),
    Float(f64),
    Str(String),
    List(Vec<J>),
    Dict(Vec<(String, J)>),
}

impl J {
    pub fn get(&self, key: &str) -> Option<&J> {
        match self {
            J::Dict(entries) => entries
                .iter()
                .find(|(name, _)| name == key)
                .map(|(_, value)| value),
            _ => None,
        }
    }

    pub fn to_json(&self) -> serde_json::Value {
        use serde_json::Value as Json;
        match self {
            J::Null => Json::Null,
            J::Bool(value) => (*value).into(),
            J::Int(value) => match (i64::try_from(*value), u64::try_from(*value)) {
                (Ok(value), _) => value.into(),
                (_, Ok(value)) => value.into(),
                _ => (*value as f64).into(),
            },
            J::Float(value) if value.is_nan() => "NaN".into(),
            J::Float(value) if value.is_infinite() && *value > 0.0 => "Infinity".into(),
            J::Float(value) if value.is_infinite() => "-Infinity".into(),
            J::Float(value) => (*value).into(),
            J::Str(text) => text.as_str().into(),
            J::List(items) => items.iter().map(J::to_json).collect(),
            J::Dict(entries) => Json::Object(
                entries
                    .iter()
                    .map(|(k, v)| (k.clone(), v.to_json()))
                    .collect(),
            ),
        }
    }
}

/// `json.dumps`; `fallback` is `default=str`.
pub fn dumps(value: &Value, fallback: bool) -> Result<J, String> {
    let foreign = |name: &str, text: &str| {
        if fallback {
            Ok(J::Str(text.to_owned()))
        } else {
            Err(format!(
                "TypeError: Object of type {name} is not JSON serializable"
            ))
        }
    };
    match value {
        Value::Null => Ok(J::Null),
        Value::Boolean(value) => Ok(J::Bool(*value)),
        Value::Int(value) => Ok(J::Int(value.to_i128().unwrap())),
        Value::Float(value) if fallback && !value.is_finite() => Err("NotFinite".into()),
        Value::Float(value) => Ok(J::Float(*value)),
        Value::String(text) => Ok(J::Str(text.clone())),
        Value::Bytes(text) => foreign("bytes", text),
        Value::Array(ArrayKind::List | ArrayKind::Tuple, items) => Ok(J::List(
            items
                .iter()
                .map(|item| dumps(item, fallback))
                .collect::<Result<_, _>>()?,
        )),
        Value::Array(ArrayKind::Set, _) => foreign("set", "{...}"),
        Value::Function => foreign("function", "<function>"),
        Value::Promise(_) => foreign("coroutine", "<coroutine>"),
        Value::Instance { class, text } => foreign(
            class.rsplit('.').next().unwrap(),
            text.as_deref().unwrap_or("..."),
        ),
        Value::Circular if fallback => Err("Circular reference detected".into()),
        Value::Circular => Err("ValueError: Circular reference detected".into()),
        Value::Object(entries) => {
            for (key, _) in entries {
                if let Key::Bad(name) = key {
                    let text = format!("keys must be str, int, float, bool or None, not {name}");
                    return Err(if fallback {
                        text
                    } else {
                        format!("TypeError: {text}")
                    });
                }
            }
            let mut dict: Vec<(String, J)> = Vec::new();
            for (key, value) in entries {
                let Key::Text(key) = key else { unreachable!() };
                let value = dumps(value, fallback)?;
                match dict.iter_mut().find(|(name, _)| name == key.as_str()) {
                    Some(entry) => entry.1 = value,
                    None => dict.push((key.to_string(), value)),
                }
            }
            Ok(J::Dict(dict))
        }
        other => panic!("not Python: {other:?}"),
    }
}

/// `JSON.stringify`; `None` is `undefined`. `n8n` writes `BigInt` as text.
pub fn stringify(value: &Value, n8n: bool) -> Result<Option<J>, String> {
    Ok(Some(match value {
        Value::Undefined | Value::Function | Value::Symbol => return Ok(None),
        Value::Null | Value::InvalidDate => J::Null,
        Value::Boolean(value) => J::Bool(*value),
        Value::Float(value) if !value.is_finite() => J::Null,
        Value::Float(value) if value.fract() == 0.0 && value.abs() < 1e21 => {
            J::Int(format!("{value}").parse().unwrap())
        }
        Value::Float(value) => J::Float(*value),
        Value::BigInt(value) if n8n => J::Str(value.to_string()),
        Value::BigInt(_) => return Err("TypeError: Do not know how to serialize a BigInt".into()),
        Value::String(text) => J::Str(text.clone()),
        Value::Array(_, items) => {
            let mut list = Vec::new();
            for item in items {
                list.push(stringify(item, n8n)?.unwrap_or(J::Null));
            }
            J::List(list)
        }
        Value::Object(entries) => {
            let mut dict: Vec<(String, J)> = Vec::new();
            for (key, value) in last_of_each(entries) {
                if let Some(value) = stringify(value, n8n)? {
                    dict.push((key, value));
                }
            }
            dict.sort_by_key(|(key, _)| key.parse::<u32>().unwrap_or(u32::MAX));
            J::Dict(dict)
        }
        Value::Instance { class, text } => match class.as_str() {
            "Date" => J::Str(text.clone().unwrap_or("...".into())),
            _ => J::Dict(Vec::new()),
        },
        Value::Promise(_) => J::Dict(Vec::new()),
        Value::Circular if n8n => return Err("Unknown error".into()),
        Value::Circular => return Err("TypeError: Converting circular structure to JSON".into()),
        other => panic!("not JavaScript: {other:?}"),
    }))
}

fn last_of_each(entries: &[(Key, Value)]) -> Vec<(String, &Value)> {
    let mut unique: Vec<(String, &Value)> = Vec::new();
    for (key, value) in entries {
        let Key::Text(key) = key else { continue };
        match unique.iter_mut().find(|(name, _)| name == key.as_str()) {
            Some(entry) => entry.1 = value,
            None => unique.push((key.to_string(), value)),
        }
    }
    unique
}

/// The property of a JavaScript object, a Python dict's item.
pub fn property<'v>(value: &'v Value, key: &str) -> Option<&'v Value> {
    let Value::Object(entries) = value else {
        return None;
    };
    last_of_each(entries)
        .into_iter()
        .find(|(name, _)| name == key)
        .map(|(_, value)| value)
}

pub fn is_python(language: Language) -> bool {
    language == Language::Python
}
