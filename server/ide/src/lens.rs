//! What stands above the code of a node: how it is, and with what it can be run.

use lint::Severity;
use text::{InFile, TextRange};
use workflow::{Address, EdgeKind};

use crate::{Snapshot, Snippet};

/// What stands above the code of a node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lens<'s> {
    /// The code in the file, quotes or block header included.
    pub range: InFile<TextRange>,
    /// What [`Snapshot::snippet_at`] finds it by.
    pub address: Address<'s>,
    /// How many errors are found in the node.
    pub errors: usize,
    /// How many warnings.
    pub warnings: usize,
    /// What a run is given.
    pub given: Given,
}

/// What a run is given where nobody says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Given {
    /// It needs nothing.
    Nothing,
    /// The pinned items of that node (reference n8n 1.5).
    Pinned(String),
    /// Samples of the declared types, or an empty item.
    Samples,
}

/// One for each node that has code, in the order of the file.
pub fn lenses(snapshot: &Snapshot) -> Vec<Lens<'_>> {
    snapshot.snippets().map(lens).collect()
}

fn lens(snippet: Snippet<'_>) -> Lens<'_> {
    let count = |severity| {
        findings(snippet)
            .filter(|found| found.severity == severity)
            .count()
    };
    Lens {
        range: snippet.embedded().range(),
        address: snippet.address(),
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
        given: given(snippet),
    }
}

/// The findings in a node.
fn findings(snippet: Snippet<'_>) -> impl Iterator<Item = &lint::Diagnostic> {
    let all = snippet.snapshot().analysis.diagnostics.iter();
    let within = snippet.workflow().range.0;
    all.filter(move |found| {
        let node = found.node.as_ref();
        // The index counts the nodes of one workflow, of which a file may hold several.
        node.is_some_and(|node| node.index == snippet.index())
            && within.contains_range(found.range.0)
    })
}

fn given(snippet: Snippet<'_>) -> Given {
    if snippet.is_dify() {
        return match snippet.code_node().inputs.is_empty() {
            true => Given::Nothing,
            false => Given::Samples,
        };
    }
    let workflow = snippet.workflow();
    let node = snippet.code_node().node;
    let mut feeding = workflow
        .edges
        .iter()
        .filter(|edge| edge.target == node && edge.kind == EdgeKind::Main);
    let pinned = feeding.find_map(|edge| {
        let source = workflow.nodes.get(edge.source)?;
        source.pinned.map(|_| source.name.clone())
    });
    pinned.map_or(Given::Samples, Given::Pinned)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn problems_are_counted_and_pinned_data_is_found() {
        let file = r#"{"nodes": [
            {"name": "Web", "id": "w", "type": "n8n-nodes-base.webhook", "typeVersion": 2, "position": [0, 0], "parameters": {}},
            {"name": "One", "id": "1", "type": "n8n-nodes-base.code", "typeVersion": 2, "position": [0, 0], "parameters": {"jsCode": "return [};"}},
            {"name": "Two", "id": "2", "type": "n8n-nodes-base.code", "typeVersion": 2, "position": [0, 0], "parameters": {"jsCode": "return [];"}}],
            "connections": {"Web": {"main": [[{"node": "One", "type": "main", "index": 0}]]}},
            "pinData": {"Web": [{"json": {"a": 1}}]}}"#;
        let snapshot = Snapshot::new(
            file,
            Path::new("a.json"),
            Default::default(),
            Default::default(),
        );
        let found = lenses(&snapshot);
        let shown: Vec<_> = found
            .iter()
            .map(|lens| (lens.address.node, lens.errors, &lens.given))
            .collect();
        assert_eq!(
            shown,
            [
                ("1", 1, &Given::Pinned("Web".into())),
                ("2", 0, &Given::Samples)
            ]
        );
    }
}
