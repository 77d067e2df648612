//! The code nodes of a Dify workflow (reference dify 1.4).

use text::{Language, Node as Value};

use super::super::value::{is_null, items, name, text};
use super::selectors::{Selectors, parts};
use super::{fields, outputs};
use crate::{CodeNode, Contract, Input, Workflow};

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
        unresolved: fields::check(data),
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
    let surely = selectors.surely(&selector_parts, &target, asker);
    Input {
        name: written.and_then(name).unwrap_or_default(),
        range: written.unwrap_or(entry).range(),
        selector: selector_parts,
        selector_range: selector.map(Value::range),
        type_name: target.type_name,
        source: target.source,
        nullable: target.nullable,
        surely: surely.map(|(held, _)| held),
        may_be_unset: surely.is_none_or(|(_, unset)| unset),
        declared_type: text(entry, "value_type"),
    }
}
