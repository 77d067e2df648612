//! Where two values differ.

use serde::Serialize;
use serde_json::{Number, Value};

/// A place where what was found is not what was expected.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Difference {
    /// `outputs.lines[2].price`.
    pub(super) path: String,
    /// `None`: nothing is expected there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) expected: Option<Value>,
    /// `None`: nothing is there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) found: Option<Value>,
}

/// All places where `found` is not `expected`, the order of keys left aside. `path` is what both are called.
pub(super) fn differences(expected: &Value, found: &Value, path: &str) -> Vec<Difference> {
    let mut all = Vec::new();
    compare(Some(expected), Some(found), path, &mut all);
    all
}

/// Whether the values are the same to JSON: `1` and `1.0` are.
pub(super) fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => same_number(one, other),
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            let in_other = |(key, value)| other.get(key).is_some_and(|other| same(value, other));
            one.len() == other.len() && one.iter().all(in_other)
        }
        _ => one == other,
    }
}

fn same_number(one: &Number, other: &Number) -> bool {
    one == other || (one.is_f64() || other.is_f64()) && one.as_f64() == other.as_f64()
}

fn compare(expected: Option<&Value>, found: Option<&Value>, path: &str, all: &mut Vec<Difference>) {
    match (expected, found) {
        (Some(Value::Array(expected)), Some(Value::Array(found))) => {
            for index in 0..expected.len().max(found.len()) {
                let path = format!("{path}[{index}]");
                compare(expected.get(index), found.get(index), &path, all);
            }
        }
        (Some(Value::Object(expected)), Some(Value::Object(found))) => {
            let new = found.keys().filter(|key| !expected.contains_key(*key));
            for key in expected.keys().chain(new) {
                let path = format!("{path}{}", step(key));
                compare(expected.get(key), found.get(key), &path, all);
            }
        }
        (Some(expected), Some(found)) if same(expected, found) => {}
        (None, None) => {}
        _ => all.push(Difference {
            path: path.to_owned(),
            expected: expected.cloned(),
            found: found.cloned(),
        }),
    }
}

/// `.name`, or `["another name"]`.
pub(super) fn step(key: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
    match !key.is_empty() && key.chars().all(plain) {
        true => format!(".{key}"),
        false => format!("[{}]", text::json_string(key)),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn each_place_is_named() {
        let expected = json!({"a": [1, 2.0, {"b c": "x"}], "gone": null, "same": {"x": 1, "y": 2}});
        let found = json!({"same": {"y": 2, "x": 1}, "a": [1, 2, {"b c": "y"}, 4], "new": 1});
        let shown: Vec<String> = differences(&expected, &found, "outputs")
            .iter()
            .map(|it| format!("{} {:?} {:?}", it.path, it.expected, it.found))
            .collect();
        assert_eq!(
            shown,
            [
                r#"outputs.a[2]["b c"] Some(String("x")) Some(String("y"))"#,
                "outputs.a[3] None Some(Number(4))",
                "outputs.gone Some(Null) None",
                "outputs.new None Some(Number(1))",
            ]
        );
    }

    #[test]
    fn numbers_are_told_apart_exactly() {
        assert!(same(&json!(1), &json!(1.0)));
        assert!(!same(
            &json!(9007199254740993_i64),
            &json!(9007199254740992_i64)
        ));
        assert!(!same(&json!(1), &json!(true)));
    }
}
