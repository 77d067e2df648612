//! Values as JSON (for the record) and as source text (for the engines).

use code::Language;
use code::shape::ArrayKind;
use contract::{Integer, Key, Value};
use serde_json::{Value as Json, json};

pub fn encode(value: &Value) -> Json {
    let all = |items: &[Value]| items.iter().map(encode).collect::<Vec<_>>();
    match value {
        Value::Null => Json::Null,
        Value::Boolean(value) => (*value).into(),
        Value::String(text) => text.as_str().into(),
        Value::Int(value) => json!({"int": value.to_string()}),
        Value::BigInt(value) => json!({"bigint": value.to_string()}),
        Value::Float(value) => json!({"float": format!("{value:?}")}),
        Value::Array(ArrayKind::List, items) => Json::Array(all(items)),
        Value::Array(ArrayKind::Tuple, items) => json!({"tuple": all(items)}),
        Value::Array(_, _) => json!({"is": "set"}),
        Value::Object(entries) => {
            let entry = |(key, value): &(Key, Value)| match key {
                Key::Text(key) => json!([key.as_str(), encode(value)]),
                Key::Bad(_) => json!([null, encode(value)]),
            };
            json!({"object": entries.iter().map(entry).collect::<Vec<_>>()})
        }
        Value::Promise(inner) => json!({"promise": encode(inner)}),
        Value::Instance { class, .. } => json!({"new": class.as_str()}),
        Value::Bytes(_) => json!({"is": "bytes"}),
        Value::Undefined => json!({"is": "undefined"}),
        Value::Function => json!({"is": "function"}),
        Value::Symbol => json!({"is": "symbol"}),
        Value::InvalidDate => json!({"is": "invalid date"}),
        Value::Module(_) | Value::Circular => unreachable!("not recorded"),
    }
}

pub fn decode(json: &Json) -> Value {
    let all = |items: &Json| {
        items
            .as_array()
            .unwrap()
            .iter()
            .map(decode)
            .collect::<Vec<_>>()
    };
    let object = match json {
        Json::Null => return Value::Null,
        Json::Bool(value) => return Value::Boolean(*value),
        Json::String(text) => return Value::String(text.clone()),
        Json::Array(_) => return Value::Array(ArrayKind::List, all(json)),
        Json::Number(_) => unreachable!(),
        Json::Object(object) => object,
    };
    let (tag, inner) = object.iter().next().unwrap();
    let text = inner.as_str().unwrap_or("");
    match (tag.as_str(), text) {
        ("int", _) => Value::Int(Integer::from_decimal(text).unwrap()),
        ("bigint", _) => Value::BigInt(Integer::from_decimal(text).unwrap()),
        ("float", _) => Value::Float(text.parse().unwrap()),
        ("tuple", _) => Value::Array(ArrayKind::Tuple, all(inner)),
        ("promise", _) => Value::Promise(Box::new(decode(inner))),
        ("new", _) => {
            let text = (text == "Date").then(|| "1970-01-01T00:00:00.000Z".to_owned());
            Value::Instance {
                class: inner.as_str().unwrap().into(),
                text,
            }
        }
        ("object", _) => {
            let entry = |entry: &Json| match entry[0].as_str() {
                Some(key) => (Key::from(key), decode(&entry[1])),
                None => (Key::Bad("tuple".into()), decode(&entry[1])),
            };
            Value::Object(inner.as_array().unwrap().iter().map(entry).collect())
        }
        (_, "set") => Value::Array(ArrayKind::Set, Vec::new()),
        (_, "bytes") => Value::Bytes("b''".into()),
        (_, "undefined") => Value::Undefined,
        (_, "function") => Value::Function,
        (_, "symbol") => Value::Symbol,
        (_, "invalid date") => Value::InvalidDate,
        other => unreachable!("{other:?}"),
    }
}

/// An expression that makes the value.
pub fn source(value: &Value, language: Language) -> String {
    let python = language == Language::Python;
    let all = |items: &[Value]| {
        items
            .iter()
            .map(|item| source(item, language))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let text = |text: &str| json!(text).to_string();
    match value {
        Value::Null => if python { "None" } else { "null" }.into(),
        Value::Boolean(true) if python => "True".into(),
        Value::Boolean(false) if python => "False".into(),
        Value::Boolean(value) => value.to_string(),
        Value::String(string) => text(string),
        Value::Int(value) => value.to_string(),
        Value::BigInt(value) => format!("{value}n"),
        Value::Float(value) if python => format!("float(\"{value:?}\")"),
        Value::Float(value) if value.is_infinite() => "Infinity".into(),
        Value::Float(value) => format!("{value:?}"),
        Value::Array(ArrayKind::List, items) => format!("[{}]", all(items)),
        Value::Array(ArrayKind::Tuple, items) if items.is_empty() => "()".into(),
        Value::Array(ArrayKind::Tuple, items) => format!("({},)", all(items)),
        Value::Array(_, _) => "set()".into(),
        Value::Object(entries) => {
            let entry = |(key, value): &(Key, Value)| match key {
                Key::Text(key) => format!("{}: {}", text(key), source(value, language)),
                Key::Bad(_) => format!("(1, 2): {}", source(value, language)),
            };
            let entries = entries.iter().map(entry).collect::<Vec<_>>().join(", ");
            if python {
                format!("{{{entries}}}")
            } else {
                format!("({{{entries}}})")
            }
        }
        Value::Promise(inner) if python => format!("later({})", source(inner, language)),
        Value::Promise(inner) => format!("Promise.resolve({})", source(inner, language)),
        Value::Instance { class, .. } => match class.as_str() {
            "datetime.datetime" => "datetime.datetime(1970, 1, 1)".into(),
            "Decimal" => "decimal.Decimal(1)".into(),
            "Date" => "new Date(0)".into(),
            class => format!("new {class}()"),
        },
        Value::Bytes(_) => "b''".into(),
        Value::Undefined => "undefined".into(),
        Value::Function => if python { "(lambda: 1)" } else { "(() => 1)" }.into(),
        Value::Symbol => "Symbol()".into(),
        Value::InvalidDate => "new Date('x')".into(),
        Value::Module(_) | Value::Circular => unreachable!("not recorded"),
    }
}
