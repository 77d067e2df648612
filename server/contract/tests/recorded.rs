//! Verdicts of the platforms' own engines on random values, recorded by `tests/record.py`.
#![allow(missing_docs)]

mod common;
mod generated;

use code::Language;
use common::{JAVASCRIPT, PYTHON, newest, newest_n8n, outputs, words};
use contract::dify;
use contract::n8n::{self, Turn};
use generated::encoding::decode;
use serde_json::Value as Json;
use workflow::Contract;

fn language(case: &Json) -> Language {
    if case["language"] == "python3" {
        PYTHON
    } else {
        JAVASCRIPT
    }
}

/// What differs between our answer and the engine's, if anything.
fn differs(case: &Json) -> Option<String> {
    let value = decode(&case["value"]);
    let (verdict, made) = match case["mode"].as_str() {
        None => {
            let declared = outputs(case["declared"].as_str().unwrap());
            let (verdict, made) = dify::judge(&declared, &value, language(case), newest());
            (verdict, made.map(Json::Object))
        }
        Some(mode) => {
            let contract = match mode {
                "runOnceForAllItems" => Contract::N8nAllItems,
                _ => Contract::N8nEachItem,
            };
            let (verdict, made) = n8n::judge(
                contract,
                &value,
                language(case),
                newest_n8n(),
                Turn::default(),
            );
            (verdict, made.map(Json::Array))
        }
    };
    let ours = words(&verdict);
    let theirs = case["error"].as_str().unwrap_or("ok");
    if ours != theirs {
        return Some(format!(
            "{}\n  ours:   {ours}\n  theirs: {theirs}",
            case["code"]
        ));
    }
    let made = made.unwrap_or(Json::Null);
    let alike = theirs != "ok" || same(&made, &case["output"]);
    (!alike).then(|| {
        format!(
            "{}\n  ours:   {made}\n  theirs: {}",
            case["code"], case["output"]
        )
    })
}

/// Equal but for the two ways of writing a whole number.
fn same(one: &Json, other: &Json) -> bool {
    match (one, other) {
        (Json::Number(one), Json::Number(other)) => one.as_f64() == other.as_f64(),
        (Json::Array(one), Json::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        (Json::Object(one), Json::Object(other)) => {
            one.len() == other.len()
                && one
                    .iter()
                    .all(|(key, one)| other.get(key).is_some_and(|other| same(one, other)))
        }
        (one, other) => one == other,
    }
}

fn compare(recorded: &str) {
    let cases: Vec<Json> = recorded
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert!(cases.len() >= 300);
    let accepted = cases.iter().filter(|case| case["error"].is_null()).count();
    assert!(accepted * 5 > cases.len(), "{accepted} of {}", cases.len());
    let differences: Vec<String> = cases.iter().filter_map(differs).collect();
    assert!(
        differences.is_empty(),
        "{} differ:\n{}",
        differences.len(),
        differences.join("\n")
    );
}

#[test]
fn dify_agrees() {
    compare(include_str!("recorded/dify.jsonl"));
}

#[test]
fn n8n_agrees() {
    compare(include_str!("recorded/n8n.jsonl"));
}

/// Writes new cases for `record.py`: `CODENODE_RECORD=FOLDER cargo test -p codenode-contract --test
/// recorded -- --ignored`.
#[test]
#[ignore = "writes files"]
fn write_cases() {
    let folder = std::env::var("CODENODE_RECORD").expect("CODENODE_RECORD names a folder");
    let count = std::env::var("CODENODE_CASES")
        .ok()
        .and_then(|count| count.parse().ok());
    let count = count.unwrap_or(400);
    for (name, cases) in [
        ("dify", generated::dify(count)),
        ("n8n", generated::n8n(count)),
    ] {
        let lines: String = cases.iter().map(|case| format!("{case}\n")).collect();
        std::fs::write(format!("{folder}/{name}.cases.jsonl"), lines).unwrap();
    }
}
