//! What the shell asks of an [`Analysis`].

use lint::{Analysis, Diagnostic};
use text::EmbeddedText;
use workflow::{CodeNode, Platform, Workflow};

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

/// The code that a finding is about.
pub(crate) fn code<'a>(
    analysis: &'a Analysis,
    diagnostic: &Diagnostic,
) -> Option<&'a EmbeddedText> {
    let node = diagnostic.node.as_ref()?;
    // The index counts the nodes of one workflow, of which a file may hold several.
    let around = |workflow: &&Workflow| workflow.range.0.contains_range(diagnostic.range.0);
    let workflow = analysis.workflows.iter().find(around)?;
    workflow.code_nodes.get(node.index)?.code.as_ref()
}
