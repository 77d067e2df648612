//! What a Dify file names (reference dify 1.6 to 1.8).

use std::rc::Rc;

use rustc_hash::FxHashMap;
use text::{Kind, Node as Value, TextRange, TextSize};
use workflow::Scope;

use super::{Found, Spelling, Symbol, unambiguous};
use crate::bindings::Access;

/// Keys whose values are ids of nodes.
const IDS: &[&str] = &[
    "source",
    "target",
    "parentId",
    "iteration_id",
    "loop_id",
    "start_node_id",
];

/// Everything is walked once, and aliases of aliases not for ever.
const MOST: usize = 1 << 20;

/// What the file of a workflow names, from its `root`.
pub(super) fn collect(root: Value<'_>, found: &mut Found<'_>) {
    let workflow = found.workflow;
    let names = Names {
        nodes: unambiguous(workflow.nodes.iter().map(|node| node.id.as_str())),
        declared: declared(found),
        code: workflow
            .code_nodes
            .iter()
            .filter_map(|node| Some(node.code.as_ref()?.range().0))
            .collect(),
    };
    let mut pending = vec![(root, None)];
    for _ in 0..MOST {
        let Some((value, around)) = pending.pop() else {
            return;
        };
        let inside =
            |range: TextRange| workflow.nodes.iter().position(|node| node.range.0 == range);
        match value.kind() {
            Kind::Object => {
                let node = inside(value.range().0);
                if let Some(node) = node
                    && let Some(id) = value.get("id")
                {
                    found.whole(found.node(node), Access::Declaration, id);
                }
                let around = node.or(around);
                for entry in value.entries() {
                    if let Some(symbol) = names.declared.get(&entry.key_range.0) {
                        found.whole(symbol.clone(), Access::Declaration, entry.key_node);
                    }
                    if IDS.contains(&entry.key.as_ref())
                        && let Some(id) = entry.value.string()
                        && let Some(&node) = names.nodes.get(&*id)
                    {
                        found.whole(found.node(node), Access::Read, entry.value);
                    }
                    if entry.key == "default_value"
                        && let Some(node) = around
                    {
                        default_values(entry.value, node, found);
                    }
                    pending.push((entry.value, around));
                }
            }
            Kind::Array => {
                selector(value, &names, found);
                pending.extend(value.items().map(|item| (item, around)));
            }
            Kind::String => {
                let range = value.range().0;
                if let Some(symbol) = names.declared.get(&range) {
                    found.whole(symbol.clone(), Access::Declaration, value);
                } else if !names.code.contains(&range) {
                    templates(value, &names, found);
                }
            }
            _ => {}
        }
    }
}

struct Names<'w> {
    nodes: FxHashMap<&'w str, usize>,
    /// What is declared, by the place of its name.
    declared: FxHashMap<TextRange, Symbol>,
    /// Where code stands, in which nothing is replaced (reference dify 1.8).
    code: Vec<TextRange>,
}

fn declared(found: &Found<'_>) -> FxHashMap<TextRange, Symbol> {
    let workflow = found.workflow;
    let mut declared = FxHashMap::default();
    for (index, node) in workflow.nodes.iter().enumerate() {
        let own = node
            .outputs
            .iter()
            .filter(|output| output.range != node.name_range);
        declared.extend(own.map(|output| (output.range.0, found.output(index, &output.name))));
    }
    for (index, code) in workflow.code_nodes.iter().enumerate() {
        let outputs = code.outputs.iter();
        declared
            .extend(outputs.map(|output| (output.range.0, found.output(code.node, &output.name))));
        let inputs = code.inputs.iter();
        declared.extend(inputs.map(|input| {
            let symbol = Symbol::Input {
                workflow: found.index,
                index,
                name: input.name.clone(),
            };
            (input.range.0, symbol)
        }));
    }
    for (variable, known) in workflow.variables.iter().enumerate() {
        let symbol = Symbol::Declared {
            workflow: found.index,
            variable,
        };
        declared.insert(known.range.0, symbol);
    }
    declared
}

/// What a node hands on when it fails (reference dify 1.4).
fn default_values(entries: Value<'_>, node: usize, found: &mut Found<'_>) {
    for entry in entries.items() {
        if let Some(key) = entry.get("key")
            && let Some(name) = key.string()
        {
            found.whole(found.output(node, &name), Access::Write, key);
        }
    }
}

/// `[node, key, …]`, wherever it stands.
fn selector(list: Value<'_>, names: &Names<'_>, found: &mut Found<'_>) {
    let mut items = list.items();
    let (Some(head), Some(key)) = (items.next(), items.next()) else {
        return;
    };
    let (Some(id), Some(name)) = (head.string(), key.string()) else {
        return;
    };
    if let Some(&node) = names.nodes.get(&*id) {
        found.whole(found.node(node), Access::Read, head);
        found.whole(found.output(node, &name), Access::Read, key);
    } else if let Some(symbol) = variable(&id, &name, found) {
        found.whole(symbol, Access::Read, key);
    }
}

/// `{{#node.key#}}` in a text.
fn templates(value: Value<'_>, names: &Names<'_>, found: &mut Found<'_>) {
    let Some(text) = value.string().filter(|text| text.contains("{{#")) else {
        return;
    };
    let Some(embedded) = value.embedded() else {
        return;
    };
    let embedded = Rc::new(embedded);
    let mut from = 0;
    while let Some(start) = text[from..].find("{{#").map(|at| from + at + 3) {
        let Some(end) = text[start..].find("#}}").map(|at| start + at) else {
            return;
        };
        from = end;
        let mut parts = text[start..end].split('.');
        let (Some(id), Some(key)) = (parts.next(), parts.next()) else {
            continue;
        };
        let range = |at: usize, part: &str| TextRange::at((at as u32).into(), TextSize::of(part));
        let key_range = range(start + id.len() + 1, key);
        if let Some(&node) = names.nodes.get(id) {
            found.part(
                found.node(node),
                &embedded,
                range(start, id),
                Spelling::Name,
            );
            found.part(
                found.output(node, key),
                &embedded,
                key_range,
                Spelling::Name,
            );
        } else if let Some(symbol) = variable(id, key, found) {
            found.part(symbol, &embedded, key_range, Spelling::Name);
        }
    }
}

fn variable(scope: &str, name: &str, found: &Found<'_>) -> Option<Symbol> {
    let scope = match scope {
        "env" => Scope::Environment,
        "conversation" => Scope::Conversation,
        _ => return None,
    };
    let mut variables = found.workflow.variables.iter();
    let variable = variables.position(|known| known.scope == scope && known.name == name)?;
    Some(Symbol::Declared {
        workflow: found.index,
        variable,
    })
}
