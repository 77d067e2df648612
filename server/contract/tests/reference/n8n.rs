//! n8n's Code node: the runner's part and the main process's part (reference n8n 6.1, 6.2, 10).

use code::Language;
use contract::Value;

use super::{J, dumps, is_python, property, stringify};

const RESERVED: [&str; 5] = ["json", "binary", "pairedItem", "error", "index"];

fn arrives(value: &Value, language: Language) -> Result<Option<J>, String> {
    let mut arrived = match is_python(language) {
        true => Some(dumps(value, true)?),
        false => stringify(value, true)?,
    };
    if let Some(arrived) = &mut arrived {
        order(arrived);
    }
    Ok(arrived)
}

/// `JSON.parse` puts array indices first.
fn order(json: &mut J) {
    match json {
        J::List(items) => items.iter_mut().for_each(order),
        J::Dict(entries) => {
            entries.iter_mut().for_each(|(_, value)| order(value));
            entries.sort_by_key(|(key, _)| key.parse::<u32>().unwrap_or(u32::MAX));
        }
        _ => {}
    }
}

fn awaited(value: &Value, language: Language) -> &Value {
    match value {
        Value::Promise(inner) if !is_python(language) => awaited(inner, language),
        other => other,
    }
}

struct Words {
    an_object: &'static str,
}

fn words(language: Language) -> Words {
    Words {
        an_object: if is_python(language) {
            "a dictionary"
        } else {
            "an object"
        },
    }
}

pub fn all_items(value: &Value, language: Language) -> Result<Vec<J>, String> {
    let value = awaited(value, language);
    let e1 = || Err("Code doesn't return items properly".to_owned());
    let result = match value {
        Value::Null if !is_python(language) => J::List(Vec::new()),
        value => match arrives(value, language)? {
            Some(result) => result,
            None => return e1(),
        },
    };
    if matches!(result, J::Bool(_) | J::Int(_) | J::Float(_) | J::Str(_)) {
        return e1();
    }
    if let J::List(items) = &result {
        if !items.iter().all(|item| matches!(item, J::Dict(_))) {
            return e1();
        }
        if items
            .iter()
            .any(|item| RESERVED.iter().any(|key| item.get(key).is_some()))
        {
            for (index, item) in items.iter().enumerate() {
                top_level_keys(item, index)?;
            }
        }
    }
    let items = normalize(result)?;
    for (index, item) in items.iter().enumerate() {
        validate(item, index, language)?;
    }
    Ok(items)
}

fn top_level_keys(item: &J, index: usize) -> Result<(), String> {
    let J::Dict(entries) = item else {
        unreachable!()
    };
    let reserved = |key: &str| RESERVED.contains(&key);
    let found = entries.iter().any(|(key, _)| reserved(key));
    match entries.iter().find(|(key, _)| !reserved(key)) {
        Some(_) if found => Err(format!("Invalid output format [item {index}]")),
        Some((key, _)) => Err(format!("Unknown top-level item key: {key} [item {index}]")),
        None => Ok(()),
    }
}

fn truthy(json: &J) -> bool {
    match json {
        J::Null | J::Bool(false) | J::Int(0) => false,
        J::Float(value) => *value != 0.0,
        J::Str(text) => !text.is_empty(),
        _ => true,
    }
}

fn normalize(result: J) -> Result<Vec<J>, String> {
    let wrap = |item: J| J::Dict(vec![("json".into(), item)]);
    let items = match result {
        J::List(items) => items,
        J::Null => return Err("Cannot read properties of null (reading 'json')".into()),
        object if object.get("json").is_some_and(truthy) => vec![object],
        object => vec![wrap(object)],
    };
    let has = |key: &'static str| move |item: &J| item.get(key).is_some();
    if items.iter().all(has("json")) {
        return Ok(items);
    }
    if items.iter().any(has("json")) {
        return Err("Inconsistent item format".into());
    }
    if items.iter().all(has("binary")) {
        return Ok(items.into_iter().map(beside_binary).collect());
    }
    if items.iter().any(has("binary")) {
        return Err("Inconsistent item format".into());
    }
    Ok(items.into_iter().map(wrap).collect())
}

fn beside_binary(item: J) -> J {
    let binary = item.get("binary").unwrap().clone();
    let J::Dict(mut entries) = item else {
        unreachable!()
    };
    entries.retain(|(key, _)| key != "binary");
    J::Dict(vec![
        ("json".into(), J::Dict(entries)),
        ("binary".into(), binary),
    ])
}

fn validate(item: &J, index: usize, language: Language) -> Result<(), String> {
    let an_object = words(language).an_object;
    if !matches!(item.get("json"), Some(J::Dict(_))) {
        return Err(format!(
            "A 'json' property isn't {an_object} [item {index}]"
        ));
    }
    match item.get("binary") {
        None | Some(J::Dict(_)) => Ok(()),
        _ => Err(format!(
            "A 'binary' property isn't {an_object} [item {index}]"
        )),
    }
}

pub fn each_item(value: &Value, language: Language) -> Result<Vec<J>, String> {
    let value = awaited(value, language);
    let Some(item) = runner(value, language)? else {
        return Ok(Vec::new());
    };
    let items = normalize(J::List(vec![item]))?;
    validate(&items[0], 0, language)?;
    top_level_keys(&items[0], 0)?;
    Ok(items)
}

/// What the runner pushes for the first item.
fn runner(value: &Value, language: Language) -> Result<Option<J>, String> {
    let python = is_python(language);
    if *value == Value::Null || (!python && falsy(value)) {
        return Ok(None);
    }
    let mut item = Vec::new();
    let mut push = |key: &str, value: Option<J>| {
        if let Some(value) = value {
            item.push((key.to_owned(), value));
        }
    };
    match (property(value, "json"), property(value, "binary")) {
        (Some(json), _) => push("json", arrives(json, language)?),
        (None, Some(_)) if !python => push("json", Some(J::Dict(Vec::new()))),
        (None, Some(_)) => {
            let whole = arrives(value, language)?.unwrap();
            push("json", beside_binary(whole).get("json").cloned());
        }
        (None, None) => push("json", arrives(value, language)?),
    }
    push(
        "pairedItem",
        Some(J::Dict(vec![("item".into(), J::Int(0))])),
    );
    match property(value, "binary") {
        Some(binary) if python || !(falsy(binary) || *binary == Value::Null) => {
            push("binary", arrives(binary, language)?);
        }
        _ => {}
    }
    Ok(Some(J::Dict(item)))
}

fn falsy(value: &Value) -> bool {
    match value {
        Value::Undefined | Value::Null | Value::Boolean(false) => true,
        Value::Float(value) => value.is_nan() || *value == 0.0,
        Value::BigInt(value) => value.to_string() == "0",
        Value::String(text) => text.is_empty(),
        _ => false,
    }
}
