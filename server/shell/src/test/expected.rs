//! What is to come of a run, held against what came.

use run::{Error, Outcome, Stage};
use serde_json::{Map, Value, json};

use super::compare::{Difference, differences};
use super::file::Expected;

/// Why a test fails.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Failure {
    /// One sentence without a full stop.
    pub(super) message: String,
    pub(super) differences: Vec<Difference>,
}

/// Holds what came against what was expected.
pub(super) fn judge(expected: &Expected, outcome: &Outcome) -> Result<(), Failure> {
    let came = expected.come_true(outcome);
    let differences = match (expected, &came) {
        (Expected::Outputs(expected), Expected::Outputs(came)) => {
            differences(expected, came, "outputs")
        }
        (Expected::Items(expected), Expected::Items(came)) => {
            let (expected, came) = (expected.clone().into(), came.clone().into());
            differences(&expected, &came, "items")
        }
        (Expected::Error(expected), Expected::Error(came)) => {
            let (expected, came) = (expected.clone().into(), came.clone().into());
            differences(&expected, &came, "error")
        }
        (one, other) if one == other => Vec::new(),
        _ => {
            return Err(Failure {
                message: surprise(outcome),
                differences: Vec::new(),
            });
        }
    };
    match differences.is_empty() {
        true => Ok(()),
        false => Err(Failure {
            message: "another result than expected".into(),
            differences,
        }),
    }
}

fn surprise(outcome: &Outcome) -> String {
    match &outcome.error {
        None => "the node succeeds".into(),
        Some(error) => format!("the node fails: {}", said(error)),
    }
}

/// An error in one sentence.
pub(super) fn said(error: &Error) -> String {
    let mut said = match &error.class {
        Some(class) if !error.message.starts_with(class.as_str()) => {
            format!("{class}: {}", error.message)
        }
        _ => error.message.clone(),
    };
    if let Some(line) = error.line {
        said += &format!(" (line {line} of its code)");
    }
    said
}

impl Expected {
    /// What came, as a test that has no expectation yet would expect it.
    pub(super) fn of(outcome: &Outcome) -> Expected {
        match (&outcome.error, &outcome.outputs, &outcome.items) {
            (Some(error), ..) => {
                let mut map = Map::new();
                map.insert("stage".into(), stage(error.stage));
                if let Some(class) = &error.class {
                    map.insert("type".into(), class.as_str().into());
                }
                map.insert("message".into(), error.message.as_str().into());
                Expected::Error(map)
            }
            (None, Some(outputs), _) => Expected::Outputs(outputs.clone().into()),
            (None, None, Some(items)) => Expected::Items(items.clone()),
            (None, None, None) => Expected::Ok(outcome.ok),
        }
    }

    /// What it would have to be to hold: of the same kind and as detailed, where that is possible.
    pub(super) fn come_true(&self, outcome: &Outcome) -> Expected {
        match (self, Expected::of(outcome)) {
            (Expected::Ok(_), _) => Expected::Ok(outcome.ok),
            (Expected::Items(expected), Expected::Items(found)) => {
                let found = found.into_iter().enumerate().map(|(index, item)| {
                    let like = expected.get(index).or(expected.last());
                    match like.is_some_and(is_bare) {
                        true => bare(item),
                        false => item,
                    }
                });
                Expected::Items(found.collect())
            }
            (Expected::Error(expected), Expected::Error(found)) => {
                let value = |key: &String| {
                    let value = found.get(key).cloned().unwrap_or_default();
                    (key.clone(), value)
                };
                Expected::Error(expected.keys().map(value).collect())
            }
            (_, natural) => natural,
        }
    }

    /// As a test file has it under `expect`.
    pub(super) fn to_json(&self) -> Value {
        match self {
            Expected::Outputs(outputs) => json!({"outputs": outputs}),
            Expected::Items(items) => json!({"items": items}),
            Expected::Error(error) => json!({"error": error}),
            Expected::Ok(ok) => json!({"ok": ok}),
        }
    }
}

fn stage(stage: Stage) -> Value {
    serde_json::to_value(stage).unwrap_or_default()
}

/// An item that is written without `json`, as inputs may be.
fn is_bare(item: &Value) -> bool {
    !item.get("json").is_some_and(Value::is_object)
}

fn bare(item: Value) -> Value {
    match item {
        Value::Object(mut item) => item.shift_remove("json").unwrap_or_default(),
        other => other,
    }
}
