//! `connections` as edges (reference n8n 1.4).

use rustc_hash::FxHashMap;
use text::Node as Value;

use super::super::value::text;
use crate::{Edge, EdgeKind, Node};

/// The edges between `nodes`, in the order of the file. Connections that name no node are left out.
pub(super) fn read(workflow: Value, nodes: &[Node]) -> Vec<Edge> {
    // Of two nodes of one name n8n connects the later.
    let by_name: FxHashMap<&str, usize> = nodes
        .iter()
        .enumerate()
        .map(|(index, node)| (node.name.as_str(), index))
        .collect();
    let mut edges = Vec::new();
    for from in workflow
        .get("connections")
        .into_iter()
        .flat_map(Value::entries)
    {
        let Some(&source) = by_name.get(from.key.as_ref()) else {
            continue;
        };
        for connection in from.value.entries() {
            let kind = kind(&connection.key);
            for (output, slot) in connection.value.items().enumerate() {
                for to in slot.items() {
                    if let Some(&target) = text(to, "node").and_then(|name| by_name.get(&*name)) {
                        let input = input(to);
                        edges.push(Edge {
                            source,
                            target,
                            kind,
                            output: output as u32,
                            input,
                        });
                    }
                }
            }
        }
    }
    edges
}

fn kind(connection_type: &str) -> EdgeKind {
    match connection_type.starts_with("ai_") {
        true => EdgeKind::SubNode,
        false => EdgeKind::Main,
    }
}

fn input(to: Value) -> u32 {
    to.get("index").and_then(Value::number).unwrap_or(0.0) as u32
}
