//! Dify's wrapper (reference dify 2.2 to 2.5).

use runner::Stage;
use serde_json::json;

use crate::request::{dify, execute, failure, value};

#[test]
fn main_gets_one_object_and_is_not_awaited() {
    let code =
        "function main({ a, b }) {\n  return { sum: a + b, gone: undefined, when: new Date(0) }\n}";
    let returned =
        json!({ "sum": 3, "gone": "<Undefined>", "when": "<Date 1970-01-01T00:00:00.000Z>" });
    assert_eq!(value(dify(code, json!({ "a": 1, "b": 2 }))), returned);
    assert_eq!(
        value(dify("const main = (x, y) => [x, y]", json!({ "a": 1 }))),
        json!([{ "a": 1 }, "<Undefined>"])
    );
    assert_eq!(
        value(dify("async function main() { return { a: 1 } }", json!({}))),
        json!({ "<promise>": { "a": 1 } })
    );
    assert_eq!(
        value(dify(
            "function main() { return '{{inputs}}' }",
            json!({ "a": 1 })
        )),
        json!("eyJhIjoxfQ==")
    );
}

#[test]
fn what_clashes_with_the_wrapper_does_not_parse() {
    for (code, name) in [
        ("const result = 1; function main() {}", "result"),
        ("let output_obj; function main() {}", "output_obj"),
        ("var fs = 1; function main() {}", "fs"),
        ("function lib() {} function main() {}", "lib"),
    ] {
        let failure = failure(dify(code, json!({})));
        assert_eq!(failure.stage, Stage::Syntax, "{code}");
        assert_eq!(
            failure.message,
            format!("Identifier '{name}' has already been declared")
        );
    }
    for code in [
        "var result; function main() { return 1 }",
        "const fs = 2; function main() { return 1 }",
    ] {
        assert_eq!(value(dify(code, json!({}))), json!(1), "{code}");
    }
    for code in [
        "import a from 'b'",
        "return 1",
        "function main( {",
        "await 1",
    ] {
        assert_eq!(
            failure(dify(code, json!({}))).stage,
            Stage::Syntax,
            "{code}"
        );
    }
}

#[test]
fn failures_tell_class_line_and_column() {
    let found = failure(dify("function main(x) {\n  return x.a.b\n}", json!({})));
    assert_eq!(
        (found.stage, found.class.as_deref()),
        (Stage::UserCode, Some("TypeError"))
    );
    assert_eq!(
        found.message,
        "Cannot read properties of undefined (reading 'b')"
    );
    assert_eq!((found.line, found.column), (Some(2), Some(10)));
    let missing = failure(dify("module.exports = function main() {}", json!({})));
    assert_eq!(
        (missing.message.as_str(), missing.line),
        ("main is not defined", None)
    );
    let json = failure(dify(
        "const main = (x) => JSON.parse(x.a)",
        json!({ "a": "{bad" }),
    ));
    assert_eq!(json.stage, Stage::UserCode);
    assert_eq!(
        json.message,
        "Expected property name or '}' in JSON at position 1"
    );
    let package = failure(dify("const main = () => require('lodash')", json!({})));
    assert!(
        package.message.starts_with("Cannot find module 'lodash'"),
        "{package:?}"
    );
}

#[test]
fn what_is_printed_goes_to_the_stream_it_is_for() {
    let answer = execute(dify(
        "function main() { console.log('a %d', 1, { b: [1, 'x'] }); console.warn('w'); return {} }",
        json!({}),
    ));
    let logs: Vec<(bool, &str)> = answer
        .logs
        .iter()
        .map(|log| (log.error, log.text.as_str()))
        .collect();
    assert_eq!(logs, [(false, "a 1 { b: [ 1, 'x' ] }"), (true, "w")]);
}

#[test]
fn midnight_is_that_of_node_20() {
    let code =
        "function main() { return new Date(0).toLocaleTimeString('en-US', { hour12: false }) }";
    assert_eq!(value(dify(code, json!({}))), json!("24:00:00"));
}
