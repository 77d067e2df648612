//! Within quotes: keys of data, names of nodes, modules, keys of what is returned.

use code::infer::{Spot, observe};
use code::ir::{Arg, ExprId, ExprKind, Program};
use text::{Language, TextRange};

use super::items::Items;
use super::members::keys;
use super::used::{self, Form};
use super::{CompletionKind, keys as outputs, modules};
use crate::given;
use crate::probe::{PROBE, Typing};

pub(super) fn complete(typing: &Typing<'_>, items: &mut Items) {
    let probe = typing.probe(PROBE, "");
    let program = &probe.reading.program;
    let Some(role) = role(program, probe.at) else {
        return outputs::complete(typing, items);
    };
    match role {
        Role::KeyOf(object) => {
            let given = given::given(typing.snippet);
            let seen = observe(
                &probe.source(typing),
                program,
                &given,
                &[Spot::Expr(object)],
            );
            let named = given::of_named_node(program, object, &given);
            let seen = seen.into_iter().next().flatten().map(|seen| seen.shape);
            let shape = named.or(seen);
            let known = shape.iter();
            for (key, detail) in known.flat_map(|shape| keys(shape, typing.source.language)) {
                if let Some(added) = items.add(&key, CompletionKind::Field) {
                    added.detail = Some(detail);
                    added.rank = 0;
                }
            }
            used::complete(typing, items, &probe, object, shape.as_ref(), Form::Key);
        }
        Role::Node => offer_nodes(typing, items),
        Role::Module => modules::offer_required(typing, items),
    }
}

/// What a text stands for.
enum Role {
    /// A key of this object.
    KeyOf(ExprId),
    /// The name of a node.
    Node,
    /// A module.
    Module,
}

fn role(program: &Program, at: TextRange) -> Option<Role> {
    let is_it = |id: ExprId| {
        let expr = program.expr(id);
        let is_text = matches!(expr.kind, ExprKind::Literal(_));
        is_text && expr.range.contains_range(at)
    };
    let mut exprs = program
        .exprs
        .iter()
        .filter(|expr| expr.range.contains_range(at));
    exprs.find_map(|expr| match &expr.kind {
        ExprKind::Index { object, index, .. } if is_it(*index) => match &program.expr(*object).kind
        {
            ExprKind::Global(name) if name == "$node" => Some(Role::Node),
            _ => Some(Role::KeyOf(*object)),
        },
        ExprKind::Call { callee, args, .. } => {
            let first = match args.first() {
                Some(Arg::Item(first)) if is_it(*first) => *first,
                _ => return None,
            };
            match &program.expr(*callee).kind {
                ExprKind::Global(name) if name == "$" || name == "$items" => Some(Role::Node),
                ExprKind::Global(name) if name == "require" => Some(Role::Module),
                ExprKind::Member { object, name, .. } if is_lookup(name) && *object != first => {
                    Some(Role::KeyOf(*object))
                }
                _ => None,
            }
        }
        _ => None,
    })
}

/// Methods whose first argument is a key of the receiver.
pub(super) fn is_lookup(name: &str) -> bool {
    matches!(name, "get" | "pop" | "setdefault" | "hasOwnProperty")
}

/// The nodes that may have run before.
fn offer_nodes(typing: &Typing<'_>, items: &mut Items) {
    let workflow = typing.snippet.workflow();
    let own = typing.snippet.code_node().node;
    let upstream = workflow.upstream(own);
    for (index, node) in workflow.nodes.iter().enumerate() {
        if index == own || node.name.is_empty() {
            continue;
        }
        let text = quoted(typing, &node.name);
        if let Some(added) = items.add_text(&node.name, CompletionKind::Node, &text) {
            added.detail = Some(node.kind.clone());
            added.rank = if upstream[index] { 0 } else { 6 };
        }
    }
}

/// `text` within the quotes that stand there.
fn quoted(typing: &Typing<'_>, text: &str) -> String {
    let quote = typing.scan.text().map_or('"', |(quote, _)| quote);
    let text = text
        .replace('\\', "\\\\")
        .replace(quote, &format!("\\{quote}"));
    match typing.source.language {
        Language::JavaScript if quote == '`' => text.replace("${", "\\${"),
        _ => text,
    }
}
