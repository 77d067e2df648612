//! What the shell asks of an [`Analysis`].

use lint::{Analysis, Diagnostic};
use text::EmbeddedText;
use workflow::{CodeNode, Platform, Workflow};

/// The workflows of a file.
pub(crate) fn workflows(analysis: &Analysis) -> impl Iterator<Item = &Workflow> {
    analysis.workflows.iter()
}

/// The code nodes of a file, in its order.
pub(crate) fn code_nodes(analysis: &Analysis) -> impl Iterator<Item = (&Workflow, &CodeNode)> {
    workflows(analysis)
        .flat_map(|workflow| workflow.code_nodes.iter().map(move |node| (workflow, node)))
}

/// Whose file it is; `None` where it is not a workflow.
pub(crate) fn platform(analysis: &Analysis) -> Option<Platform> {
    workflows(analysis).next().map(|workflow| workflow.platform)
}

/// The code that a finding is about.
pub(crate) fn code<'a>(
    analysis: &'a Analysis,
    diagnostic: &Diagnostic,
) -> Option<&'a EmbeddedText> {
    let node = diagnostic.node.as_ref()?;
    code_nodes(analysis).nth(node.index)?.1.code.as_ref()
}
