//! n8n exports (reference n8n 1).

mod code;
mod connections;
mod parameters;

use rustc_hash::FxHashMap;
use text::{InFile, Node as Value, TextRange};

use super::value::{array, flag, items, name, notes, object, text};
use crate::{Node, OnError, Pinned, Platform, Settings, Workflow};

/// Canvas notes: no part of the flow.
const STICKY_NOTE: &str = "n8n-nodes-base.stickyNote";

/// Keys under which a workflow may be wrapped (reference n8n 1.1). `activeVersion`, a second copy of
/// the same nodes, is none of them.
const WRAPPERS: [&str; 2] = ["workflow", "data"];

/// The workflows of a file; empty when it is no n8n export.
pub(super) fn read(root: Value) -> Vec<Workflow> {
    let mut found = Vec::new();
    collect(root, 0, &mut found);
    found
}

fn collect(value: Value, depth: u8, found: &mut Vec<Workflow>) {
    if is_workflow(value) {
        found.push(workflow(value));
    } else if depth < 2 {
        for element in value.items() {
            collect(element, depth + 1, found);
        }
        for wrapped in WRAPPERS.iter().filter_map(|key| value.get(key)) {
            collect(wrapped, depth + 1, found);
        }
    }
}

/// n8n's importer asks for `nodes` and `connections`; where a damaged file has lost the latter,
/// a node that looks like n8n's will do.
fn is_workflow(value: Value) -> bool {
    let Some(nodes) = value.get("nodes").and_then(array) else {
        return false;
    };
    let mut nodes = nodes.items().take(4);
    match value.get("connections") {
        Some(connections) => {
            object(connections).is_some() && nodes.all(|node| object(node).is_some())
        }
        None => nodes.any(is_node),
    }
}

fn is_node(value: Value) -> bool {
    value.get("parameters").and_then(object).is_some()
        && value
            .get("type")
            .and_then(Value::string)
            .is_some_and(|kind| kind.contains('.'))
}

fn workflow(value: Value) -> Workflow {
    let mut workflow = Workflow {
        platform: Platform::N8n,
        name: text(value, "name"),
        kind: None,
        version: None,
        range: value.range(),
        nodes: Vec::new(),
        edges: Vec::new(),
        code_nodes: Vec::new(),
        variables: Vec::new(),
        settings: value.get("settings").map(settings).unwrap_or_default(),
        problems: Vec::new(),
    };
    let pinned = pinned(value);
    for value in items(value, "nodes") {
        let Some(kind) = text(value, "type").filter(|kind| kind != STICKY_NOTE) else {
            continue;
        };
        let node = node(value, kind, &pinned);
        let index = workflow.nodes.len();
        code::read(value, &node, index, &mut workflow.code_nodes);
        workflow.nodes.push(node);
    }
    workflow.edges = connections::read(value, &workflow.nodes);
    workflow
}

fn node(value: Value, kind: String, pinned: &FxHashMap<String, Pinned>) -> Node {
    let mut node = Node::new(kind, value.range());
    node.id = value.get("id").and_then(name).unwrap_or_default();
    if let Some(written) = value.get("name") {
        node.name = name(written).unwrap_or_default();
        node.name_range = written.range();
    }
    node.type_version = value.get("typeVersion").and_then(Value::number);
    node.disabled = flag(value, "disabled");
    node.on_error = on_error(value);
    node.retries = retries(value);
    node.always_output_data = flag(value, "alwaysOutputData");
    node.execute_once = flag(value, "executeOnce");
    node.notes = notes(value, "notes");
    node.pinned = pinned.get(&node.name).copied();
    node
}

fn on_error(node: Value) -> OnError {
    match text(node, "onError").as_deref() {
        Some("continueRegularOutput") => OnError::Continue,
        Some("continueErrorOutput") => OnError::ErrorBranch,
        Some(_) => OnError::Stop,
        None if flag(node, "continueOnFail") => OnError::Continue,
        None => OnError::Stop,
    }
}

/// `maxTries` counts the first attempt too; n8n keeps it between 2 and 5 and takes 3 where it is
/// not given.
fn retries(node: Value) -> u32 {
    if !flag(node, "retryOnFail") {
        return 0;
    }
    let tries = node.get("maxTries").and_then(Value::number).unwrap_or(3.0);
    tries.clamp(2.0, 5.0) as u32 - 1
}

fn pinned(workflow: Value) -> FxHashMap<String, Pinned> {
    let Some(pinned) = workflow.get("pinData") else {
        return FxHashMap::default();
    };
    let entries = pinned.entries().filter_map(|entry| {
        let items = array(entry.value)?;
        let range: InFile<TextRange> = items.range();
        Some((
            entry.key.into_owned(),
            Pinned {
                range,
                len: items.items().count(),
            },
        ))
    });
    entries.filter(|(_, pinned)| pinned.len > 0).collect()
}

fn settings(value: Value) -> Settings {
    Settings {
        combined_binary: text(value, "binaryMode").as_deref() == Some("combined"),
        timezone: text(value, "timezone").filter(|zone| zone != "DEFAULT"),
        execution_order: text(value, "executionOrder"),
    }
}
