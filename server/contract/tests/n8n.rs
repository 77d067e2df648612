//! n8n's tables (reference n8n 6.3, 10, 12, 13), row by row.
#![allow(missing_docs)]

mod common;

use code::Language;
use code::shape::ArrayKind;
use common::*;
use contract::n8n::Turn;
use contract::{Key, Value, n8n};
use serde_json::{Value as Json, json};
use workflow::Contract;

const E1: &str = "Code doesn't return items properly";
const JSON: &str = "A 'json' property isn't an object [item 0]";
const BINARY: &str = "A 'binary' property isn't an object [item 0]";
const RESERVED: &str = "Invalid output format [item 0]";
const MIXED: &str = "Inconsistent item format";
const NULL: &str = "Cannot read properties of null (reading 'json')";

/// The error, or the items as JSON text.
fn says(contract: Contract, language: Language, value: &Value) -> String {
    let (verdict, made) = n8n::judge(contract, value, language, newest_n8n(), Turn::default());
    match made {
        Some(items) => Json::Array(items).to_string(),
        None => words(&verdict),
    }
}

fn js(json: Json) -> Value {
    value(&json, JAVASCRIPT)
}

fn all(value: &Value) -> String {
    says(Contract::N8nAllItems, JAVASCRIPT, value)
}

fn each(value: &Value) -> String {
    says(Contract::N8nEachItem, JAVASCRIPT, value)
}

fn date() -> Value {
    Value::Instance {
        class: "Date".into(),
        text: Some("1970-01-01T00:00:00.000Z".into()),
    }
}

/// An item of *each item* mode.
fn paired(json: Json) -> String {
    json!([{"json": json, "pairedItem": {"item": 0}}]).to_string()
}

#[test]
#[rustfmt::skip]
fn values_that_are_no_json() {
    let bogus = json!([{"json": {"pairedItem": {"item": 0}}}]).to_string();
    let empty = json!([{"json": {}}]).to_string();
    let drop = "[]".to_owned();
    let one = |json: Json| json!([json]).to_string();
    let rows: Vec<(Value, String, String)> = vec![
        (Value::Undefined, E1.into(), drop.clone()),
        (Value::Null, "[]".into(), drop.clone()),
        (Value::Float(5.0), E1.into(), JSON.into()),
        (text("abc"), E1.into(), JSON.into()),
        (Value::Boolean(true), E1.into(), JSON.into()),
        (Value::BigInt(5.into()), E1.into(), JSON.into()),
        (Value::Float(0.0), E1.into(), drop.clone()),
        (Value::BigInt(0.into()), E1.into(), drop.clone()),
        (text(""), E1.into(), drop.clone()),
        (Value::Boolean(false), E1.into(), drop.clone()),
        (Value::Float(f64::NAN), NULL.into(), drop.clone()),
        (Value::Float(f64::INFINITY), NULL.into(), JSON.into()),
        (Value::Symbol, E1.into(), bogus.clone()),
        (Value::Function, E1.into(), bogus.clone()),
        (date(), E1.into(), JSON.into()),
        (Value::InvalidDate, NULL.into(), JSON.into()),
        (instance("Map"), empty.clone(), paired(json!({}))),
        (instance("Set"), empty.clone(), paired(json!({}))),
        (instance("RegExp"), empty.clone(), paired(json!({}))),
        (instance("Error"), empty.clone(), paired(json!({}))),
        (list([Value::Promise(Box::new(object([("json", object([]))])))]), empty.clone(), JSON.into()),
        (Value::Promise(Box::new(js(json!([{"json": {"a": 1}}])))), one(json!({"json": {"a": 1}})), JSON.into()),
        (Value::Promise(Box::new(js(json!({"a": 1})))), one(json!({"json": {"a": 1}})), paired(json!({"a": 1}))),
        (Value::Circular, "Unknown error".into(), "Unknown error".into()),
        (object([("a", Value::Circular)]), "Unknown error".into(), "Unknown error".into()),
        (list([date()]), E1.into(), JSON.into()),
        (list([Value::Undefined]), E1.into(), JSON.into()),
        (list([object([("json", instance("Map"))])]), empty.clone(), JSON.into()),
        (list([object([("json", date())])]), JSON.into(), JSON.into()),
        (object([("json", date())]), JSON.into(), JSON.into()),
        (object([("json", Value::Undefined)]), empty.clone(), bogus.clone()),
        (object([("json", Value::Function)]), empty.clone(), bogus.clone()),
        (list([object([("json", Value::Undefined)])]), empty.clone(), JSON.into()),
        (list([object([("json", Value::Undefined)]), js(json!({"json": {}}))]), MIXED.into(), JSON.into()),
        (object([("a", Value::Undefined), ("b", Value::Function), ("c", Value::Float(f64::NAN)), ("d", list([Value::Undefined])), ("e", Value::BigInt(12.into()))]), one(json!({"json": {"c": null, "d": [null], "e": "12"}})), paired(json!({"c": null, "d": [null], "e": "12"}))),
        (object([("json", object([])), ("binary", Value::Undefined)]), one(json!({"json": {}})), paired(json!({}))),
    ];
    for (value, expected_all, expected_each) in rows {
        assert_eq!(all(&value), expected_all, "all: {value:?}");
        assert_eq!(each(&value), expected_each, "each: {value:?}");
    }
}

#[test]
#[rustfmt::skip]
fn all_items() {
    let unknown =
        |key: &str, index: usize| format!("Unknown top-level item key: {key} [item {index}]");
    let items = |json: Json| json.to_string();
    let rows: Vec<(Json, String)> = vec![
        (json!([]), "[]".into()),
        (json!({}), items(json!([{"json": {}}]))),
        (json!({"a": 1.5}), items(json!([{"json": {"a": 1.5}}]))),
        (json!([{"a": 1.5}, {"b": 2}]), items(json!([{"json": {"a": 1.5}}, {"json": {"b": 2}}]))),
        (json!({"json": {"a": 1}}), items(json!([{"json": {"a": 1}}]))),
        (json!([{"json": {"a": 1}}]), items(json!([{"json": {"a": 1}}]))),
        (json!({"json": {"a": 1}, "foo": 2}), items(json!([{"json": {"a": 1}, "foo": 2}]))),
        (json!([{"json": {"a": 1}, "foo": 2}]), RESERVED.into()),
        (json!([{"json": {}}, {"b": 2}]), unknown("b", 1)),
        (json!([{"b": 2}, {"json": {}}]), unknown("b", 0)),
        (json!([{"b": 2, "error": 1}, {"json": {}}]), RESERVED.into()),
        (json!([{"b": 2}, {"error": 1, "c": 1}]), unknown("b", 0)),
        (json!([{"b": 1, "0": 2}, {"json": {}}]), unknown("0", 0)),
        (json!([{"json": {}}, {}]), MIXED.into()),
        (json!([{}, {"json": {}}]), MIXED.into()),
        (json!([{"json": null}]), JSON.into()),
        (json!([{"json": "a"}]), JSON.into()),
        (json!([{"json": 5}]), JSON.into()),
        (json!([{"json": [1]}]), JSON.into()),
        (json!([{"json": {}}, {"json": 5}]), "A 'json' property isn't an object [item 1]".into()),
        (json!({"json": null}), items(json!([{"json": {"json": null}}]))),
        (json!({"json": ""}), items(json!([{"json": {"json": ""}}]))),
        (json!({"json": 0}), items(json!([{"json": {"json": 0}}]))),
        (json!({"json": false}), items(json!([{"json": {"json": false}}]))),
        (json!({"json": [1]}), JSON.into()),
        (json!({"json": []}), JSON.into()),
        (json!({"json": "x"}), JSON.into()),
        (json!({"json": true}), JSON.into()),
        (json!([{"index": 3, "name": "x"}]), RESERVED.into()),
        (json!([{"error": "m", "code": 1}]), RESERVED.into()),
        (json!([{"pairedItem": 0, "a": 1}]), RESERVED.into()),
        (json!([{"index": 3}]), items(json!([{"json": {"index": 3}}]))),
        (json!([{"error": "m"}]), items(json!([{"json": {"error": "m"}}]))),
        (json!({"index": 3, "name": "x"}), items(json!([{"json": {"index": 3, "name": "x"}}]))),
        (json!({"error": "m", "x": 1}), items(json!([{"json": {"error": "m", "x": 1}}]))),
        (json!([{"json": {}, "metadata": {}}]), RESERVED.into()),
        (json!([{"binary": {"f": {}}}]), items(json!([{"json": {}, "binary": {"f": {}}}]))),
        (json!([{"binary": {"f": {}}, "pairedItem": 0}]), items(json!([{"json": {"pairedItem": 0}, "binary": {"f": {}}}]))),
        (json!({"binary": {"f": {}}}), items(json!([{"json": {"binary": {"f": {}}}}]))),
        (json!([{"binary": {}}, {"json": {}}]), MIXED.into()),
        (json!([{"binary": {}}, {"pairedItem": 0}]), MIXED.into()),
        (json!([{"json": {}, "binary": null}]), BINARY.into()),
        (json!([{"json": {}, "binary": []}]), BINARY.into()),
        (json!([{"json": {}, "binary": "x"}]), BINARY.into()),
        (json!({"json": {}, "binary": 5}), BINARY.into()),
        (json!([{"binary": 5}]), BINARY.into()),
        (json!([{"json": {}, "pairedItem": "x"}]), items(json!([{"json": {}, "pairedItem": "x"}]))),
        (json!([null]), E1.into()),
        (json!([1]), E1.into()),
        (json!(["a"]), E1.into()),
        (json!([[{"json": {}}]]), E1.into()),
        (json!([{"json": {}}, null]), E1.into()),
        (json!([{"b": 1, "json": {}}, 5]), E1.into()),
    ];
    for (json, expected) in rows {
        assert_eq!(all(&js(json.clone())), expected, "{json}");
    }
}

#[test]
#[rustfmt::skip]
fn each_item() {
    let rows: Vec<(Json, String)> = vec![
        (json!({}), paired(json!({}))),
        (json!({"a": 1}), paired(json!({"a": 1}))),
        (json!([]), JSON.into()),
        (json!([{"json": {}}]), JSON.into()),
        (json!({"json": {"a": 1}, "foo": 2, "pairedItem": 7}), paired(json!({"a": 1}))),
        (json!({"json": null}), JSON.into()),
        (json!({"json": ""}), JSON.into()),
        (json!({"json": 0}), JSON.into()),
        (json!({"json": [1]}), JSON.into()),
        (json!({"index": 3, "error": "x"}), paired(json!({"index": 3, "error": "x"}))),
        (json!({"binary": {"f": {}}, "b": 1}), json!([{"json": {}, "pairedItem": {"item": 0}, "binary": {"f": {}}}]).to_string()),
        (json!({"json": {}, "binary": null}), paired(json!({}))),
        (json!({"json": {}, "binary": ""}), paired(json!({}))),
        (json!({"json": {}, "binary": []}), BINARY.into()),
        (json!({"json": {}, "binary": "x"}), BINARY.into()),
        (json!({"json": {}, "binary": 5}), BINARY.into()),
    ];
    for (json, expected) in rows {
        assert_eq!(each(&js(json.clone())), expected, "{json}");
    }
}

#[test]
#[rustfmt::skip]
fn python() {
    let dictionary = "A 'json' property isn't a dictionary [item 0]";
    let object_of = |entries: Vec<(Key, Value)>| Value::Object(entries);
    let tuple = |items: Vec<Value>| Value::Array(ArrayKind::Tuple, items);
    let set = || Value::Array(ArrayKind::Set, vec![int(1)]);
    let rows: Vec<(Value, String, String)> = vec![
        (Value::Null, NULL.into(), "[]".into()),
        (int(5), E1.into(), dictionary.into()),
        (int(0), E1.into(), dictionary.into()),
        (text(""), E1.into(), dictionary.into()),
        (Value::Boolean(false), E1.into(), dictionary.into()),
        (Value::Bytes("b'x'".into()), E1.into(), dictionary.into()),
        (set(), E1.into(), dictionary.into()),
        (Value::Array(ArrayKind::Lazy, vec![]), E1.into(), dictionary.into()),
        (Value::Function, E1.into(), dictionary.into()),
        (instance("datetime.datetime"), E1.into(), dictionary.into()),
        (Value::Promise(Box::new(list([]))), E1.into(), dictionary.into()),
        (list([]), "[]".into(), dictionary.into()),
        (object([]), json!([{"json": {}}]).to_string(), paired(json!({}))),
        (object([("a", int(1))]), json!([{"json": {"a": 1}}]).to_string(), paired(json!({"a": 1}))),
        (tuple(vec![object([("a", int(1))])]), json!([{"json": {"a": 1}}]).to_string(), dictionary.into()),
        (object([("a", tuple(vec![int(1)]))]), json!([{"json": {"a": [1]}}]).to_string(), paired(json!({"a": [1]}))),
        (object_of(vec![(Key::Bad("tuple".into()), int(1))]), "keys must be str, int, float, bool or None, not tuple".into(), "keys must be str, int, float, bool or None, not tuple".into()),
        (object([("a", Value::Circular)]), "Circular reference detected".into(), "Circular reference detected".into()),
        (object([("a", Value::Float(f64::NAN))]), "NotFinite".into(), "NotFinite".into()),
        (list([object([("json", Value::Null)])]), dictionary.into(), dictionary.into()),
        (object([("json", set())]), dictionary.into(), dictionary.into()),
        (object([("binary", object([])), ("b", int(1))]), json!([{"json": {"binary": {}, "b": 1}}]).to_string(), json!([{"json": {"b": 1}, "pairedItem": {"item": 0}, "binary": {}}]).to_string()),
        (object([("json", object([])), ("binary", Value::Null)]), "A 'binary' property isn't a dictionary [item 0]".into(), "A 'binary' property isn't a dictionary [item 0]".into()),
    ];
    for (value, expected_all, expected_each) in rows {
        assert_eq!(
            says(Contract::N8nAllItems, PYTHON, &value),
            expected_all,
            "all: {value:?}"
        );
        assert_eq!(
            says(Contract::N8nEachItem, PYTHON, &value),
            expected_each,
            "each: {value:?}"
        );
    }
}

#[test]
#[rustfmt::skip]
fn tools() {
    let wrong = "Wrong output type returned";
    let rows = [
        (JAVASCRIPT, text("a"), r#"["a"]"#),
        (JAVASCRIPT, text(""), r#"[""]"#),
        (JAVASCRIPT, Value::Float(5.0), r#"["5"]"#),
        (JAVASCRIPT, Value::Float(f64::NAN), wrong),
        (JAVASCRIPT, Value::BigInt(5.into()), r#"["5"]"#),
        (JAVASCRIPT, date(), r#"["1970-01-01T00:00:00.000Z"]"#),
        (JAVASCRIPT, Value::Undefined, wrong),
        (JAVASCRIPT, Value::Null, wrong),
        (JAVASCRIPT, Value::Boolean(true), wrong),
        (JAVASCRIPT, object([]), wrong),
        (JAVASCRIPT, list([]), wrong),
        (JAVASCRIPT, Value::Promise(Box::new(text("a"))), r#"["a"]"#),
        (PYTHON, text("a"), r#"["a"]"#),
        (PYTHON, int(5), r#"["5"]"#),
        (PYTHON, Value::Null, wrong),
        (PYTHON, object([]), wrong),
    ];
    for (language, value, expected) in rows {
        assert_eq!(
            says(Contract::N8nTool, language, &value),
            expected,
            "{value:?}"
        );
    }
}

#[test]
#[rustfmt::skip]
fn function_nodes() {
    let missing = "All returned items have to contain a property named \"json\"!";
    let not_object = "The json-property has to be an object!";
    let no_every = "executionData.every is not a function";
    let rows = [
        (Value::Undefined, "Cannot read properties of undefined (reading 'every')"),
        (Value::Null, NULL),
        (text("a"), no_every),
        (Value::Float(1.0), no_every),
        (Value::Function, no_every),
        (js(json!([])), "[]"),
        (js(json!({"a": 1})), r#"[{"json":{"a":1}}]"#),
        (js(json!([{"a": 1}])), r#"[{"json":{"a":1}}]"#),
        (js(json!([{"json": {"a": 1}, "other": 2}])), r#"[{"json":{"a":1},"other":2}]"#),
        (js(json!([{"json": {}}, {"a": 1}])), MIXED),
        (js(json!([{"json": null}])), "Cannot convert undefined or null to object"),
        (js(json!([{"json": "a"}])), not_object),
        (js(json!([{"json": [1]}])), r#"[{"json":[1]}]"#),
        (list([object([("json", Value::Undefined)])]), missing),
        (list([Value::Undefined]), missing),
        (js(json!([5])), not_object),
        (js(json!([{"json": {}, "binary": []}])), "The binary-property has to be an object!"),
        (js(json!([{"json": {}, "binary": "x"}])), "The binary-property has to be an object!"),
        (js(json!([{"json": {}, "binary": {}}])), r#"[{"json":{},"binary":{}}]"#),
        (js(json!({"json": "x"})), not_object),
        (js(json!({"json": ""})), r#"[{"json":{"json":""}}]"#),
    ];
    for (value, expected) in rows {
        assert_eq!(
            says(Contract::N8nFunction, JAVASCRIPT, &value),
            expected,
            "{value:?}"
        );
    }
    let rows = [
        (Value::Undefined, "No data got returned. Always an object has to be returned!"),
        (Value::Null, "Cannot convert undefined or null to object"),
        (js(json!({"a": 1})), r#"[{"json":{"a":1},"pairedItem":{"item":0}}]"#),
        (js(json!([1])), r#"[{"json":[1],"pairedItem":{"item":0}}]"#),
    ];
    for (value, expected) in rows {
        assert_eq!(
            says(Contract::N8nFunctionItem, JAVASCRIPT, &value),
            expected,
            "{value:?}"
        );
    }
}

#[test]
#[rustfmt::skip]
fn langchain_and_sort() {
    let rows = [
        (Contract::N8nLangChainExecute, Value::Undefined, E1),
        (Contract::N8nLangChainExecute, Value::Null, "ok"),
        (Contract::N8nLangChainExecute, js(json!([[{"json": {}}], []])), "ok"),
        (Contract::N8nLangChainExecute, js(json!([{"json": 5}])), JSON),
        (Contract::N8nLangChainExecute, text("a"), E1),
        (Contract::N8nLangChainSupply, Value::Undefined, "ok"),
        (Contract::N8nSort, Value::Float(-1.0), "ok"),
        (Contract::N8nSort, Value::Boolean(true), "ok"),
        (Contract::N8nSort, Value::BigInt(1.into()), "Cannot convert a BigInt value to a number"),
    ];
    for (contract, value, expected) in rows {
        let (verdict, _) = n8n::judge(contract, &value, JAVASCRIPT, newest_n8n(), Turn::default());
        assert_eq!(words(&verdict), expected, "{contract:?} {value:?}");
    }
    let (verdict, _) = n8n::judge(Contract::N8nSort, &Value::Boolean(true), JAVASCRIPT, newest_n8n(), Turn::default());
    assert_eq!(verdict.violations.len(), 1);
}

#[test]
#[rustfmt::skip]
fn n8n_1() {
    let facts = workflow::Target::parse("n8n@1").unwrap().n8n().unwrap();
    let not_an_object = "Code doesn't return an object [item 0]";
    let not_single = "Code doesn't return a single object [item 0]";
    let says = |contract: Contract, value: &Value| {
        words(&n8n::judge(contract, value, JAVASCRIPT, facts, Turn::default()).0)
    };
    let rows: Vec<(Value, &str, &str)> = vec![
        (Value::Undefined, E1, not_an_object),
        (Value::Null, "ok", "ok"),
        (Value::Float(f64::NAN), E1, not_an_object),
        (text(""), E1, not_an_object),
        (Value::Function, E1, not_an_object),
        (js(json!([])), "ok", not_single),
        (js(json!([{"a": 1}])), "ok", not_single),
        (js(json!({"a": 1})), "ok", "ok"),
        (js(json!([5])), E1, not_single),
        (js(json!({"json": 5})), JSON, JSON),
        (js(json!({"json": {}})), "ok", "ok"),
        (js(json!({"json": {}, "foo": 1})), "ok", RESERVED),
        (js(json!({"binary": {}, "foo": 1})), "ok", "ok"),
        (list([object([("json", Value::Undefined)])]), JSON, not_single),
        (object([("json", Value::Undefined)]), "ok", JSON),
        (object([("json", Value::Function)]), JSON, JSON),
        (Value::Promise(Box::new(js(json!([{"json": 1}])))), JSON, not_single),
        (instance("Map"), "ok", "ok"),
    ];
    for (value, all, each) in rows {
        assert_eq!(says(Contract::N8nAllItems, &value), all, "all: {value:?}");
        assert_eq!(says(Contract::N8nEachItem, &value), each, "each: {value:?}");
    }
    let (verdict, _) = n8n::judge(Contract::N8nEachItem, &js(json!([1])), JAVASCRIPT, facts, Turn::default());
    let message = verdict.violations[0].message.clone().unwrap();
    assert_eq!(
        message.description.unwrap(),
        "An array of numbers was returned. If you need to output multiple items, please use the 'Run Once for All Items' mode instead."
    );
    let (verdict, _) = n8n::judge(Contract::N8nAllItems, &Value::Null, PYTHON, facts, Turn::default());
    assert!(verdict.violations.is_empty(), "Pyodide is not judged");
}

#[test]
fn many_items_take_no_time() {
    let items = list(vec![object([("json", object([("a", int(1))]))]); 100_000]);
    let started = std::time::Instant::now();
    let (verdict, made) = n8n::judge(
        Contract::N8nAllItems,
        &items,
        PYTHON,
        newest_n8n(),
        Turn::default(),
    );
    assert_eq!(words(&verdict), "ok");
    assert_eq!(made.unwrap().len(), 100_000);
    // A tenth of this on a slow machine; quadratic steps would take minutes.
    assert!(started.elapsed().as_secs() < 20);
}
