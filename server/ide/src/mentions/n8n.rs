//! What an n8n file names: nodes, by their names (reference n8n 1.4, 1.5).

use std::rc::Rc;

use code::ir::{Arg, ExprKind, Literal, Program};
use code::{Api, Host, PythonVersion, Reading, Source};
use rustc_hash::FxHashMap;
use text::{EmbeddedText, Kind, Language, Node as Value, TextRange, TextSize};

use super::{Found, Spelling, unambiguous};
use crate::bindings::Access;

/// As for Dify.
const MOST: usize = 1 << 20;

/// What the file of a workflow names, from its `root`.
pub(super) fn collect(root: Value<'_>, found: &mut Found<'_>) {
    let names = unambiguous(found.workflow.nodes.iter().map(|node| node.name.as_str()));
    for value in root.get("nodes").into_iter().flat_map(Value::items) {
        let node = found
            .workflow
            .nodes
            .iter()
            .position(|node| node.range == value.range());
        if let (Some(node), Some(name)) = (node, value.get("name")) {
            found.whole(found.node(node), Access::Declaration, name);
        }
        if let Some(parameters) = value.get("parameters") {
            expressions(parameters, &names, found);
        }
    }
    keys(root, "connections", "", &names, found);
    keys(root, "pinData", "", &names, found);
    keys(root, "staticData", "node:", &names, found);
    targets(root, &names, found);
}

/// The keys of the mapping under `key`, which are names behind `prefix`.
fn keys(
    root: Value<'_>,
    key: &str,
    prefix: &str,
    names: &FxHashMap<&str, usize>,
    found: &mut Found<'_>,
) {
    for entry in root.get(key).into_iter().flat_map(Value::entries) {
        let Some(name) = entry.key.strip_prefix(prefix) else {
            continue;
        };
        if let Some(&node) = names.get(name)
            && let Some(text) = entry.key_node.embedded()
        {
            let range = TextRange::new(TextSize::of(prefix), TextSize::of(text.text()));
            found.part(found.node(node), &Rc::new(text), range, Spelling::Name);
        }
    }
}

/// `connections.*.*[][].node`.
fn targets(root: Value<'_>, names: &FxHashMap<&str, usize>, found: &mut Found<'_>) {
    let connections = root.get("connections").into_iter().flat_map(Value::entries);
    let kinds = connections.flat_map(|from| from.value.entries());
    let slots = kinds
        .flat_map(|kind| kind.value.items())
        .flat_map(Value::items);
    for target in slots.filter_map(|to| to.get("node")) {
        if let Some(name) = target.string()
            && let Some(&node) = names.get(&*name)
        {
            found.whole(found.node(node), Access::Read, target);
        }
    }
}

/// The names in every expression of a node's parameters: `={{ $('Name').item.json.id }}`.
fn expressions(parameters: Value<'_>, names: &FxHashMap<&str, usize>, found: &mut Found<'_>) {
    let mut pending = vec![parameters];
    for _ in 0..MOST {
        let Some(value) = pending.pop() else {
            return;
        };
        match value.kind() {
            Kind::Object => pending.extend(value.entries().map(|entry| entry.value)),
            Kind::Array => pending.extend(value.items()),
            Kind::String => {
                let text = value.string().unwrap_or_default();
                if text.starts_with('=') && names_nodes(&text) {
                    expression(value, names, found);
                }
            }
            _ => {}
        }
    }
}

fn names_nodes(text: &str) -> bool {
    ["$(", "$node", "$items"]
        .iter()
        .any(|sign| text.contains(sign))
}

fn expression(value: Value<'_>, names: &FxHashMap<&str, usize>, found: &mut Found<'_>) {
    let Some(embedded) = value.embedded().map(Rc::<EmbeddedText>::new) else {
        return;
    };
    let text = embedded.text();
    let mut from = 0;
    while let Some(start) = text[from..].find("{{").map(|at| from + at + 2) {
        let end = text[start..].find("}}").map_or(text.len(), |at| start + at);
        from = end;
        let source = Source {
            text: &text[start..end],
            language: Language::JavaScript,
            host: Host::AsyncBody,
            api: Api::N8nEachItem,
            python: PythonVersion(13),
            inputs: None,
        };
        let reading = Reading::of(&source);
        for named in node_names(&reading.program, source.text) {
            if let Some(&node) = names.get(&*named.name) {
                let range = named.range + TextSize::new(start as u32);
                found.part(found.node(node), &embedded, range, named.spelling);
            }
        }
    }
}

/// A node that code names.
pub(super) struct NodeName {
    pub(super) name: String,
    pub(super) range: TextRange,
    pub(super) spelling: Spelling,
}

/// The nodes that a program names: `$('Name')`, `$items("Name")`, `$node["Name"]`, `$node.Name`, and the same with `_` in
/// the older Python (reference n8n 5).
pub(super) fn node_names(program: &Program, text: &str) -> Vec<NodeName> {
    let is_global = |id, names: &[&str]| matches!(&program.expr(id).kind, ExprKind::Global(name) if names.contains(&name.as_str()));
    let mut found = Vec::new();
    for expr in &program.exprs {
        let literal = match &expr.kind {
            ExprKind::Call { callee, args, .. }
                if is_global(*callee, &["$", "$items", "_", "_items"]) =>
            {
                match args.first() {
                    Some(Arg::Item(first)) => *first,
                    _ => continue,
                }
            }
            ExprKind::Index { object, index, .. } if is_global(*object, &["$node", "_node"]) => {
                *index
            }
            ExprKind::Member {
                object,
                name,
                name_range,
                ..
            } if is_global(*object, &["$node", "_node"]) => {
                found.push(NodeName {
                    name: name.to_string(),
                    range: *name_range,
                    spelling: Spelling::Member,
                });
                continue;
            }
            _ => continue,
        };
        let literal = program.expr(literal);
        if let ExprKind::Literal(Literal::Str(name)) = &literal.kind
            && let Some((range, quote)) = contents(text, literal.range)
        {
            found.push(NodeName {
                name: name.to_string(),
                range,
                spelling: Spelling::Text(quote),
            });
        }
    }
    found
}

/// The inside of a literal in one pair of quotes, and which.
pub(super) fn contents(text: &str, range: TextRange) -> Option<(TextRange, char)> {
    let written = text.get(std::ops::Range::<usize>::from(range))?;
    let quote = written
        .chars()
        .next()
        .filter(|quote| "'\"`".contains(*quote))?;
    let inner = written.strip_prefix(quote)?.strip_suffix(quote)?;
    let one = TextSize::new(1);
    // `"""x"""` and `'a' 'b'` are something else.
    let is_plain = !inner
        .replace("\\\\", "")
        .replace(&format!("\\{quote}"), "")
        .contains(quote);
    is_plain.then(|| {
        (
            TextRange::new(range.start() + one, range.end() - one),
            quote,
        )
    })
}
