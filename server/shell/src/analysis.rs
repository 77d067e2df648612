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
    analysis.code_node(diagnostic)?.1.code.as_ref()
}
