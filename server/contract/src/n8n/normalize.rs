//! The items n8n makes of an accepted result (reference n8n 6.1, 6.2).

use code::Language;
use serde_json::{Map, Value as Json, json};

use super::all_items::serializer;
use crate::transport::{self, Vanishing};
use crate::value::Value;
use crate::verdict::{Place, Sink};
use crate::view::{Returned, View};

/// The items of an accepted *Run Once for All Items* result; `None` if it is not one.
pub(super) fn items(result: Json) -> Option<Vec<Json>> {
    let rows = match result {
        Json::Object(object) => {
            let object = Json::Object(object);
            return Some(vec![if holds(&object["json"]) {
                object
            } else {
                json!({"json": object})
            }]);
        }
        Json::Array(rows) => rows,
        _ => return None,
    };
    let all = |key: &str| rows.iter().all(|row| row.get(key).is_some());
    Some(if all("json") {
        rows
    } else if all("binary") {
        rows.into_iter().map(beside_binary).collect()
    } else {
        rows.into_iter().map(|row| json!({"json": row})).collect()
    })
}

/// JavaScript's idea of truth.
fn holds(json: &Json) -> bool {
    match json {
        Json::Null => false,
        Json::Bool(value) => *value,
        Json::Number(number) => number.as_f64() != Some(0.0),
        Json::String(text) => !text.is_empty(),
        Json::Array(_) | Json::Object(_) => true,
    }
}

/// Everything but `binary` becomes the data.
fn beside_binary(row: Json) -> Json {
    let Json::Object(mut row) = row else {
        return row;
    };
    let binary = row.shift_remove("binary");
    json!({"json": row, "binary": binary})
}

/// The item of an accepted *Run Once for Each Item* result: one, or none if n8n drops it.
pub(super) fn item(value: &Value, language: Language, input: usize) -> Option<Vec<Json>> {
    let value = awaited(value, language);
    if dropped(value, language) {
        return Some(Vec::new());
    }
    let fields = match value.view() {
        View::Object(object) => Some(object),
        _ => None,
    };
    let field = |key: &str| {
        fields
            .as_ref()
            .and_then(|object| Some(object.field(key)?.value))
    };
    let mut item = Map::new();
    match (field("json"), field("binary"), language) {
        (Some(json), ..) => insert(&mut item, "json", arrives(json, language)?),
        (None, Some(_), Language::JavaScript) => insert(&mut item, "json", Some(json!({}))),
        (None, Some(_), Language::Python) => {
            let rest = beside_binary(arrives(value, language)??);
            insert(&mut item, "json", rest.get("json").cloned());
        }
        (None, None, _) => insert(&mut item, "json", arrives(value, language)?),
    }
    item.insert("pairedItem".into(), json!({"item": input}));
    if let Some(binary) = field("binary")
        && (language == Language::Python || !dropped(binary, language))
    {
        insert(&mut item, "binary", arrives(binary, language)?);
    }
    // What has lost its data is taken for data itself.
    Some(vec![
        match (item.contains_key("json"), item.contains_key("binary")) {
            (true, _) => Json::Object(item),
            (false, true) => beside_binary(Json::Object(item)),
            (false, false) => json!({"json": item}),
        },
    ])
}

fn insert(item: &mut Map<String, Json>, key: &str, value: Option<Json>) {
    if let Some(value) = value {
        item.insert(key.to_owned(), value);
    }
}

/// What JSON makes of a value: `Some(None)` when it vanishes, `None` when it is not known.
fn arrives(value: &Value, language: Language) -> Option<Option<Json>> {
    let mut silent = Sink::default();
    let sent = transport::send(serializer(language), value, &Place::top(), &mut silent);
    match sent.vanishing {
        Vanishing::Goes(_) => Some(None),
        _ => sent.wire.json().map(Some),
    }
}

fn awaited(value: &Value, language: Language) -> &Value {
    let mut value = value;
    while let (Language::JavaScript, Value::Promise(inner)) = (language, value) {
        value = inner;
    }
    value
}

/// The JavaScript runner skips what is not truthy, the Python runner only `None`.
fn dropped(value: &Value, language: Language) -> bool {
    match (language, value) {
        (_, Value::Null) => true,
        (Language::Python, _) => false,
        (_, Value::Undefined) => true,
        (_, Value::Boolean(value)) => !value,
        (_, Value::Float(value)) => *value == 0.0 || value.is_nan(),
        (_, Value::Int(value) | Value::BigInt(value)) => value.to_f64() == 0.0,
        (_, Value::String(text)) => text.is_empty(),
        _ => false,
    }
}

/// What the agent is told by a Code Tool: numbers become text.
pub(super) fn answer(result: Json) -> Json {
    match result {
        Json::Number(number) => Json::String(number.to_string()),
        other => other,
    }
}

/// What n8n's in-process nodes hand on, as JSON.
pub(super) fn plain(value: &Value) -> Option<Json> {
    arrives(awaited(value, Language::JavaScript), Language::JavaScript)?
}
