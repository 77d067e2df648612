//! Dify's tables (reference dify 2.5 to 2.7), row by row.
#![allow(missing_docs)]

mod common;

use code::shape::ArrayKind;
use common::*;
use contract::dify::judge;
use contract::{Integer, Key, Value};
use serde_json::json;
use workflow::{DifyFacts, Target};

/// What Dify says of `value` as the output `x` of type `declared`.
fn says(declared: &str, value: Value) -> String {
    says_on(newest(), declared, value)
}

fn says_on(facts: &DifyFacts, declared: &str, value: Value) -> String {
    let (verdict, made) = judge(
        &outputs(&format!("x: {declared}")),
        &object([("x", value)]),
        PYTHON,
        facts,
    );
    let words = words(&verdict);
    assert_eq!(words == "ok", made.is_some(), "{declared}: {words}");
    words
}

fn py(json: serde_json::Value) -> Value {
    value(&json, PYTHON)
}

#[test]
#[rustfmt::skip]
fn types() {
    let rows = [
        ("string", json!("a"), "ok"),
        ("string", json!(""), "ok"),
        ("string", json!(null), "ok"),
        ("string", json!(1), "Output x must be a string, got int instead."),
        ("string", json!(1.5), "Output x must be a string, got float instead."),
        ("string", json!(true), "Output x must be a string, got bool instead."),
        ("string", json!([]), "Output x must be a string, got list instead."),
        ("string", json!({}), "Output x must be a string, got dict instead."),
        ("string", json!("1e+5"), "Output x must be a string, got float instead."),
        ("string", json!("1e5"), "ok"),
        ("number", json!(1), "ok"),
        ("number", json!(-1.5), "ok"),
        ("number", json!(true), "ok"),
        ("number", json!(null), "ok"),
        ("number", json!("1e+5"), "ok"),
        ("number", json!("5"), "Output x is not a number, got <class 'str'> instead."),
        ("number", json!([1]), "Output x is not a number, got <class 'list'> instead."),
        ("object", json!({}), "ok"),
        ("object", json!(null), "ok"),
        ("object", json!([]), "Output x is not an object, got <class 'list'> instead."),
        ("object", json!("{}"), "Output x is not an object, got <class 'str'> instead."),
        ("boolean", json!(true), "ok"),
        ("boolean", json!("yes"), "ok"),
        ("boolean", json!([[1]]), "ok"),
        ("boolean", json!(null), "ok"),
        ("array[string]", json!([]), "ok"),
        ("array[string]", json!(["a", null]), "ok"),
        ("array[string]", json!(null), "ok"),
        ("array[string]", json!("a"), "Output x is not an array, got <class 'str'> instead."),
        ("array[string]", json!(["a", 1]), "Output x[1] must be a string, got int instead."),
        ("array[string]", json!([["a"]]), "Output x[0] must be a string, got list instead."),
        ("array[number]", json!([1, 2.5, true]), "ok"),
        ("array[number]", json!([1, null]), "The element at index 1 of output variable `x` must be a number."),
        ("array[number]", json!(["1"]), "The element at index 0 of output variable `x` must be a number."),
        ("array[number]", json!({}), "Output x is not an array, got <class 'dict'> instead."),
        ("array[object]", json!([{}, null, {"a": 1}]), "ok"),
        ("array[object]", json!([{}, 5]), "Output x[1] is not an object, got <class 'int'> instead at index 1."),
        ("array[object]", json!([[]]), "Output x[0] is not an object, got <class 'list'> instead at index 0."),
        ("array[boolean]", json!([true, null]), "ok"),
        ("array[boolean]", json!([1]), "Output x[0] is not a boolean, got <class 'int'> instead."),
        ("array[boolean]", json!(true), "Output x is not an array, got <class 'bool'> instead."),
        ("integer", json!("a"), "ok"),
    ];
    for (declared, json, expected) in rows {
        if declared == "integer" {
            // Refused with the whole graph, not with the value.
            let verdict = contract::dify::check(
                &outputs("x: integer"),
                &object([("x", py(json))]).shape(),
                PYTHON,
                newest(),
            );
            assert!(verdict.violations.is_empty());
            continue;
        }
        assert_eq!(
            says(declared, py(json.clone())),
            expected,
            "{declared} {json}"
        );
    }
}

#[test]
#[rustfmt::skip]
fn limits() {
    let strings = |count: usize| list(vec![text("a"); count]);
    let objects = |count: usize| list(vec![object([]); count]);
    let range = "Output variable `x` is out of range, it must be between -9223372036854775808 and 9223372036854775807.";
    let precise = "Output variable `x` has too high precision, it must be less than 20 digits.";
    let rows: Vec<(&str, Value, &str)> = vec![
        ("string", text(&"é".repeat(400_000)), "ok"),
        ("string", text(&"a".repeat(400_001)), "The length of output variable `x` must be less than 400000 characters"),
        ("array[string]", list([text("b"), text(&"a".repeat(400_001))]), "The length of output variable `x[1]` must be less than 400000 characters"),
        ("array[string]", strings(30), "ok"),
        ("array[string]", strings(31), "The length of output variable `x` must be less than 30 elements."),
        ("array[object]", objects(30), "ok"),
        ("array[object]", objects(31), "The length of output variable `x` must be less than 30 elements."),
        ("array[number]", list(vec![int(1); 1000]), "ok"),
        ("array[number]", list(vec![int(1); 1001]), "The length of output variable `x` must be less than 1000 elements."),
        ("array[boolean]", list(vec![Value::Boolean(true); 5000]), "ok"),
        ("object", object([("many", strings(5000))]), "ok"),
        ("number", int(9_223_372_036_854_775_807), "ok"),
        ("number", int(9_223_372_036_854_775_808), range),
        ("number", int(-9_223_372_036_854_775_808), "ok"),
        ("number", int(-9_223_372_036_854_775_809), range),
        ("number", Value::Int(Integer::from_decimal(&"9".repeat(100)).unwrap()), range),
        ("number", Value::Float(9.3e18), range),
        ("number", Value::Float(f64::INFINITY), range),
        ("number", Value::Float(f64::NEG_INFINITY), range),
        ("number", Value::Float(1.0 / 70000.0), precise),
        ("number", Value::Float(1e-20), "ok"),
        ("number", Value::Float(1e-21), precise),
        ("number", text("1e+400"), range),
        ("number", text("1e-21"), precise),
        ("array[number]", list([Value::Float(1e-30), int(1 << 100)]), "ok"),
        ("object", object([("a", Value::Float(1e-30))]), "Output variable `x.a` has too high precision, it must be less than 20 digits."),
        ("object", object([("a", list([int(1), int(1 << 100)]))]), "Output variable `x.a[1]` is out of range, it must be between -9223372036854775808 and 9223372036854775807."),
    ];
    for (declared, value, expected) in rows {
        assert_eq!(says(declared, value.clone()), expected, "{declared}");
    }
}

#[test]
#[rustfmt::skip]
fn nesting() {
    let crash = "'list' object has no attribute 'items'";
    let deep = "Depth limit 5 reached, object too deep.";
    let invalid = |path: &str| {
        format!("Output {path} is not a valid array. make sure all elements are of the same type.")
    };
    let rows = [
        ("object", json!({"a": {"b": {"c": {"d": 1}}}}), "ok".to_owned()),
        ("object", json!({"a": {"b": {"c": {"d": {}}}}}), deep.into()),
        ("object", json!({"a": {"b": {"c": {"d": {"e": 1}}}}}), deep.into()),
        ("object", json!({"a": [[]]}), crash.into()),
        ("object", json!({"a": [[1], [2]]}), crash.into()),
        ("object", json!({"a": {"b": {"c": {"d": [[]]}}}}), deep.into()),
        ("object", json!({"a": {"b": {"c": [[]]}}}), crash.into()),
        ("object", json!({"a": [null, [1], "x"]}), "ok".into()),
        ("object", json!({"a": []}), "ok".into()),
        ("object", json!({"a": [1, "a"]}), invalid("x.a")),
        ("object", json!({"a": [{}, []]}), invalid("x.a")),
        ("object", json!({"a": [true, "x"]}), invalid("x.a")),
        ("object", json!({"a": [[], {}]}), invalid("x.a")),
        ("object", json!({"a": [true, 2, 2.5, null]}), "ok".into()),
        ("object", json!({"a": ["x", null]}), "ok".into()),
        ("object", json!({"a": [{"b": [[1]]}]}), crash.into()),
        ("object", json!({"a": [{"b": {"c": {"d": {}}}}]}), deep.into()),
        ("object", json!({"a": ["x", "1e+5"]}), invalid("x.a")),
        ("array[object]", json!([{"a": {"b": {"c": {}}}}]), "ok".into()),
        ("array[object]", json!([{"a": {"b": {"c": {"d": {}}}}}]), deep.into()),
        ("array[object]", json!([{"a": [[1]]}]), crash.into()),
        ("array[object]", json!([{"a": [1, "b"]}]), invalid("x[0].a")),
        ("array[object]", json!([{"a": [[1]]}, 5]), "Output x[1] is not an object, got <class 'int'> instead at index 1.".into()),
        ("object { a: string }", json!({"a": "b"}), "ok".into()),
        ("object {a: string}", json!({}), "Output x.a is missing.".into()),
        ("object {a: string}", json!({"a": 1}), "Output x.a must be a string, got int instead.".into()),
        ("object {a: string}", json!({"a": "b", "c": 1}), "Not all output parameters are validated.".into()),
        ("object {}", json!({"a": 1}), "Not all output parameters are validated.".into()),
        ("object { }", json!({}), "ok".into()),
        ("object {a: object {b: number}}", json!({"a": {"b": "c"}}), "Output x.a.b is not a number, got <class 'str'> instead.".into()),
        ("array[object] {a: string}", json!([{"a": "b"}, {}]), "Output x[1].a is missing.".into()),
        ("array[object] {a: array[object]}", json!([{"a": [{"b": [[]]}]}]), crash.into()),
    ];
    for (declared, json, expected) in rows {
        assert_eq!(
            says(declared, py(json.clone())),
            expected,
            "{declared} {json}"
        );
    }
}

#[test]
#[rustfmt::skip]
fn keys() {
    let rows = [
        ("a: string, b: number", json!({"a": "x", "b": 1}), "ok"),
        ("a: string, b: number", json!({"b": 1}), "Output a is missing."),
        ("a: string, b: number", json!({"a": 1}), "Output a must be a string, got int instead."),
        ("a: string, b: number", json!({}), "Output a is missing."),
        ("a: string", json!({"a": "x", "c": 1}), "Not all output parameters are validated."),
        ("a: string, b: number", json!({"a": "x", "c": 1}), "Output b is missing."),
        ("", json!({}), "ok"),
        ("", json!({"a": 1}), "Not all output parameters are validated."),
    ];
    for (declared, json, expected) in rows {
        let (verdict, _) = judge(
            &outputs(declared),
            &py(json.clone()),
            PYTHON,
            newest(),
        );
        assert_eq!(words(&verdict), expected, "{declared} {json}");
    }
}

#[test]
#[rustfmt::skip]
fn python_results() {
    let tuple = Value::Array(ArrayKind::Tuple, vec![object([])]);
    let rows: Vec<(Value, &str)> = vec![
        (Value::Null, "Result must be a dict, got NoneType"),
        (list([]), "Result must be a dict, got list"),
        (tuple, "Result must be a dict, got list"),
        (text("{}"), "Result must be a dict, got str"),
        (Value::Boolean(true), "Result must be a dict, got bool"),
        (int(5), "Result must be a dict, got int"),
        (Value::Float(0.5), "Result must be a dict, got float"),
        (text("1e+5"), "Result must be a dict, got str"),
        (Value::Promise(Box::new(object([]))), "TypeError: Object of type coroutine is not JSON serializable"),
        (object([("x", Value::Array(ArrayKind::Set, vec![]))]), "TypeError: Object of type set is not JSON serializable"),
        (object([("x", Value::Bytes("b''".into()))]), "TypeError: Object of type bytes is not JSON serializable"),
        (object([("x", instance("datetime.datetime"))]), "TypeError: Object of type datetime is not JSON serializable"),
        (object([("x", instance("decimal.Decimal"))]), "TypeError: Object of type Decimal is not JSON serializable"),
        (object([("x", instance("ValueError"))]), "TypeError: Object of type ValueError is not JSON serializable"),
        (object([("x", Value::Function)]), "TypeError: Object of type function is not JSON serializable"),
        (object([("x", list([instance("uuid.UUID")]))]), "TypeError: Object of type UUID is not JSON serializable"),
        (Value::Object(vec![(Key::Bad("tuple".into()), Value::Null)]), "TypeError: keys must be str, int, float, bool or None, not tuple"),
        (object([("x", Value::Circular)]), "ValueError: Circular reference detected"),
        (object([("x", instance("collections.Counter"))]), "ok"),
        (object([("x", Value::Array(ArrayKind::Tuple, vec![text("a")]))]), "Output x is not an object, got <class 'list'> instead."),
        (object([("x", Value::Int(Integer::from_decimal(&"9".repeat(4301)).unwrap()))]), "ValueError: Exceeds the limit (4300 digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit"),
    ];
    for (value, expected) in rows {
        let (verdict, _) = judge(&outputs("x: object"), &value, PYTHON, newest());
        let words = words(&verdict);
        assert_eq!(words, expected, "{value:?}");
    }
}

#[test]
#[rustfmt::skip]
fn javascript_results() {
    let no_json = "Failed to parse JSON response: Expecting value: line 1 column 1 (char 0).";
    let date = Value::Instance {
        class: "Date".into(),
        text: Some("1970-01-01T00:00:00.000Z".into()),
    };
    let rows: Vec<(&str, Value, &str)> = vec![
        ("string", Value::Undefined, no_json),
        ("string", Value::Function, no_json),
        ("string", Value::Symbol, no_json),
        ("string", Value::Null, "Result must be a dict, got NoneType"),
        ("string", Value::Float(f64::NAN), "Result must be a dict, got NoneType"),
        ("string", Value::Float(5.0), "Result must be a dict, got int"),
        ("string", Value::Float(1e21), "Result must be a dict, got float"),
        ("string", list([]), "Result must be a dict, got list"),
        ("string", date.clone(), "Result must be a dict, got str"),
        ("string", Value::Promise(Box::new(object([("x", text("a"))]))), "Output x is missing."),
        ("string", instance("Map"), "Output x is missing."),
        ("string", object([("x", Value::Undefined)]), "Output x is missing."),
        ("string", object([("x", Value::Function)]), "Output x is missing."),
        ("string", object([("x", text("a")), ("y", Value::Undefined)]), "ok"),
        ("string", object([("x", date)]), "ok"),
        ("string", object([("x", Value::InvalidDate)]), "ok"),
        ("string", object([("x", Value::Float(f64::NAN))]), "ok"),
        ("object", object([("x", instance("Map"))]), "ok"),
        ("object", object([("x", instance("Set"))]), "ok"),
        ("array[string]", object([("x", instance("Set"))]), "Output x is not an array, got <class 'dict'> instead."),
        ("array[string]", object([("x", list([Value::Undefined, Value::Function]))]), "ok"),
        ("array[number]", object([("x", list([Value::Float(f64::NAN)]))]), "The element at index 0 of output variable `x` must be a number."),
        ("number", object([("x", Value::BigInt(5.into()))]), "TypeError: Do not know how to serialize a BigInt"),
        ("number", object([("x", Value::Circular)]), "TypeError: Converting circular structure to JSON"),
        ("number", object([("x", Value::Float(1e19))]), "Output variable `x` is out of range, it must be between -9223372036854775808 and 9223372036854775807."),
        ("number", object([("x", Value::Float(1.0 / 70000.0))]), "Output variable `x` has too high precision, it must be less than 20 digits."),
    ];
    for (declared, value, expected) in rows {
        let declared = outputs(&format!("x: {declared}"));
        let (verdict, _) = judge(&declared, &value, JAVASCRIPT, newest());
        assert_eq!(words(&verdict), expected, "{value:?}");
    }
}

#[test]
#[rustfmt::skip]
fn releases() {
    let at = |version: &str| Target::parse(&format!("dify@{version}")).unwrap().dify().unwrap();
    let rows: Vec<(&DifyFacts, &str, Value, &str)> = vec![
        (at("1.14"), "string", int(1), "Output x must be a string, got int instead."),
        (at("1.13"), "string", int(1), "Output x must be a string, got int instead"),
        (at("1.9"), "string", int(1), "Output x must be a string, got int instead"),
        (at("1.8"), "string", int(1), "Output variable `x` must be a string"),
        (at("1.7"), "number", text("a"), "Output variable `x` must be a number"),
        (at("1.9"), "object {a: string}", object([]), "Output .x.a is missing."),
        (at("1.14"), "object {a: string}", object([]), "Output x.a is missing."),
        (at("1.9"), "object {a: object {b: string}}", object([("a", object([]))]), "Output .x.a.b is missing."),
        (at("1.9"), "array[object] {a: string}", list([object([])]), "Output x[0].a is missing."),
        (at("1.9"), "object", object([("a", list([int(1), text("b")]))]), "Output .x.a is not a valid array. make sure all elements are of the same type."),
        (at("1.9"), "array[string]", list([int(1)]), "object of type 'int' has no len()"),
        (at("1.9"), "array[string]", list([object([])]), "'dict' object has no attribute 'replace'"),
        (at("1.8"), "array[string]", list([int(1)]), "Output variable `x[0]` must be a string"),
        (at("1.8"), "boolean", text("yes"), "Output variable `x` must be a boolean"),
        (at("1.9"), "boolean", text("yes"), "ok"),
        (at("1.13"), "array[number]", list([int(1 << 100)]), "Output variable `x[0]` is out of range, it must be between -9223372036854775808 and 9223372036854775807."),
        (at("1.14"), "array[number]", list([int(1 << 100)]), "ok"),
        (at("1.14"), "number", Value::Float(f64::NAN), "ok"),
        (at("1.13"), "number", Value::Float(f64::NAN), "'<' not supported between instances of 'str' and 'int'"),
        (at("1.5"), "string", text("1e+5"), "ok"),
        (at("1.6"), "string", text("1e+5"), "Output variable `x` must be a string"),
        (at("1.6"), "number", Value::Float(f64::NAN), "list index out of range"),
        (at("1.6"), "number", Value::Float(1e-7), "list index out of range"),
        (at("1.6"), "number", Value::Float(1.0 / 70000.0), "ok"),
        (at("1.6"), "number", Value::Float(0.123_456_789_012_345_68), "ok"),
        (at("1.3"), "object", object([("a", list([list([])]))]), "Output .x.a is not a valid array. make sure all elements are of the same type."),
        (at("1.4"), "object", object([("a", list([list([])]))]), "'list' object has no attribute 'items'"),
        (at("1.7"), "array[number]", list([Value::Null]), "ok"),
        (at("1.9.1"), "string", text(&"a".repeat(80_001)), "The length of output variable `x` must be less than 80000 characters"),
        (at("1.10"), "string", text(&"a".repeat(80_001)), "ok"),
    ];
    for (facts, declared, value, expected) in rows {
        let release = facts.release;
        assert_eq!(says_on(facts, declared, value), expected, "{release:?} {declared}");
    }
}

#[test]
#[rustfmt::skip]
fn outputs_made() {
    let declared = "s: string, n: number, l: array[number], o: object, d: object { b: number }, \
                    t: array[string], r: array[object] { k: number }, z: boolean";
    let value = py(json!({
        "z": "anything", "s": "a\u{0}b", "n": true, "l": [true, 2, 2.5],
        "o": {"keep": "a\u{0}b", "flag": true, "sci": "1E-7"}, "d": {"b": false},
        "t": ["\u{0}", null], "r": [{"k": true}, null],
    }));
    let (verdict, made) = judge(&outputs(declared), &value, PYTHON, newest());
    assert_eq!(words(&verdict), "ok");
    let made = serde_json::Value::Object(made.unwrap());
    let expected = json!({
        "s": "ab", "n": 1, "l": [1, 2, 2.5],
        "o": {"keep": "a\u{0}b", "flag": true, "sci": 1e-7}, "d": {"b": 0},
        "t": ["", null], "r": [{"k": 1}, null], "z": "anything",
    });
    assert_eq!(
        made.to_string(),
        expected.to_string(),
        "the declared order, too"
    );
}
