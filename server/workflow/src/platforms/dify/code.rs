//! The code nodes of a Dify workflow (reference dify 1.4).

use text::{InFile, Kind, Language, Node as Value, TextRange};

use super::super::value::{array, is_null, items, name, object, text};
use super::outputs;
use super::selectors::{Selectors, parts};
use crate::{CodeNode, Contract, Input, Reason, Unresolved, Workflow};

/// The code nodes of `workflow`, in the order of the file. `data` holds the `data` of each node.
pub(super) fn read(workflow: &Workflow, data: &[Value]) -> Vec<CodeNode> {
    let selectors = Selectors::new(workflow, data);
    let is_code = |(_, data): &(usize, &Value)| text(**data, "type").as_deref() == Some("code");
    let nodes = data.iter().enumerate().filter(is_code);
    nodes
        .map(|(index, data)| code_node(index, *data, &selectors))
        .collect()
}

fn code_node(index: usize, data: Value, selectors: &Selectors) -> CodeNode {
    let written = data.get("outputs").filter(|outputs| !is_null(*outputs));
    CodeNode {
        node: index,
        language: language(data),
        code: data.get("code").and_then(Value::embedded),
        contract: Contract::DifyMain,
        inputs: items(data, "variables")
            .map(|entry| input(entry, index, selectors))
            .collect(),
        outputs: written.map(outputs::mapping).unwrap_or_default(),
        outputs_range: written.map(Value::range),
        unresolved: unresolved(data),
    }
}

fn language(data: Value) -> Option<Language> {
    match text(data, "code_language")?.as_str() {
        "python3" => Some(Language::Python),
        "javascript" => Some(Language::JavaScript),
        _ => None,
    }
}

fn input(entry: Value, asker: usize, selectors: &Selectors) -> Input {
    let written = entry.get("variable").filter(|variable| !is_null(*variable));
    let selector = entry
        .get("value_selector")
        .filter(|selector| !is_null(*selector));
    let selector_parts = selector.map(parts).unwrap_or_default();
    let target = selectors.resolve(&selector_parts, asker);
    Input {
        name: written.and_then(name).unwrap_or_default(),
        range: written.unwrap_or(entry).range(),
        selector: selector_parts,
        selector_range: selector.map(Value::range),
        type_name: target.type_name,
        source: target.source,
        nullable: target.nullable,
        declared_type: text(entry, "value_type"),
    }
}

/// What Dify's model of a code node demands of its fields. A node that breaks it keeps the whole
/// workflow from starting.
fn unresolved(data: Value) -> Vec<Unresolved> {
    let place = data.get("type").unwrap_or(data).range();
    let required = [
        field(data, "variables", place, "a list", |value| {
            array(value).is_some()
        }),
        field(
            data,
            "code_language",
            place,
            "`python3` or `javascript`",
            |value| matches!(value.string().as_deref(), Some("python3" | "javascript")),
        ),
        field(data, "code", place, "text", |value| {
            value.kind() == Kind::String
        }),
        field(data, "outputs", place, "a mapping of names", |value| {
            object(value).is_some()
        }),
        data.get("error_strategy").and_then(error_strategy),
    ];
    required.into_iter().flatten().collect()
}

/// A required field that is missing or is not what it must be. `platform_message` is pydantic's.
fn field(
    data: Value,
    key: &str,
    place: InFile<TextRange>,
    expected: &str,
    fits: impl Fn(Value) -> bool,
) -> Option<Unresolved> {
    let value = data.get(key);
    if value.is_some_and(&fits) {
        return None;
    }
    let (message, says) = match value {
        None => (
            format!("The code node has no `{key}`, which Dify requires"),
            "Field required",
        ),
        Some(_) => (
            format!("`{key}` of a code node must be {expected}"),
            type_message(key),
        ),
    };
    Some(Unresolved {
        reason: match key {
            "code_language" if value.is_some() => Reason::UnknownLanguage,
            "code" => Reason::NoCode,
            _ => Reason::InvalidField,
        },
        range: value.map_or(place, Value::range),
        message,
        help: match key {
            "variables" => "Write `variables: []` for a node without inputs.".into(),
            "outputs" => "Declare each output as `name: {type: string, children: null}`.".into(),
            _ => format!("Set `{key}` to {expected}."),
        },
        platform_message: Some(says.into()),
        error: true,
    })
}

fn type_message(key: &str) -> &'static str {
    match key {
        "variables" => "Input should be a valid list",
        "code_language" => {
            "Input should be <CodeLanguage.PYTHON3: 'python3'> or \
             <CodeLanguage.JAVASCRIPT: 'javascript'>"
        }
        "code" => "Input should be a valid string",
        _ => "Input should be a valid dictionary",
    }
}

/// The editor's `none` is no value of the backend (reference dify 1.4).
fn error_strategy(value: Value) -> Option<Unresolved> {
    if is_null(value)
        || matches!(
            value.string().as_deref(),
            Some("fail-branch" | "default-value")
        )
    {
        return None;
    }
    Some(Unresolved {
        reason: Reason::InvalidField,
        range: value.range(),
        message: "`error_strategy` must be `fail-branch` or `default-value`".into(),
        help: "Remove `error_strategy` to let the workflow stop.".into(),
        platform_message: Some("Input should be 'fail-branch' or 'default-value'".into()),
        error: true,
    })
}
