//! What the shell asks of an [`Analysis`].

use lint::{Analysis, Diagnostic};
use serde_json::{Value, json};
use text::EmbeddedText;
use workflow::{Address, CodeNode, Platform, Workflow};

/// The code nodes of a file, in its order.
pub(crate) fn code_nodes(analysis: &Analysis) -> impl Iterator<Item = (&Workflow, &CodeNode)> {
    let workflows = analysis.workflows.iter();
    workflows.flat_map(|workflow| workflow.code_nodes.iter().map(move |node| (workflow, node)))
}

/// Whose file it is; `None` where it is not a workflow.
pub(crate) fn platform(analysis: &Analysis) -> Option<Platform> {
    let first = analysis.workflows.first();
    first.map(|workflow| workflow.platform)
}

/// What a client is told of a code node that something is about: as `id` what the node is addressed by, and `ordinal` only
/// where that is not enough.
pub(crate) fn label(analysis: &Analysis, id: &str, name: &str, node: Option<&CodeNode>) -> Value {
    let mut label = json!({"id": id, "name": name});
    let workflows = &analysis.workflows;
    let place = node.and_then(|node| {
        let mut each = workflows.iter().enumerate();
        each.find_map(|(at, workflow)| {
            let mut nodes = workflow.code_nodes.iter();
            Some((at, nodes.position(|one| std::ptr::eq(one, node))?))
        })
    });
    let address = place.map(|(workflow, index)| Address::of(workflows, workflow, index));
    if let Some(Address { node, ordinal }) = address {
        label["id"] = json!(node);
        if ordinal > 0 {
            label["ordinal"] = json!(ordinal);
        }
    }
    label
}

/// The code that a finding is about.
pub(crate) fn code<'a>(
    analysis: &'a Analysis,
    diagnostic: &Diagnostic,
) -> Option<&'a EmbeddedText> {
    analysis.code_node(diagnostic)?.1.code.as_ref()
}
