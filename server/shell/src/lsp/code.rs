use std::path::Path;

use ide::{Given, Lens};
use serde::{Deserialize, Serialize};
use text::{InFile, TextRange};
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::ls_types::*;
use workflow::Address;

use super::actions::workspace_edit;
use super::checks::Checked;
use super::documents::Snapshot;
use super::encoding::Encoding;
use super::features::Features;
use super::offers::can_run;
use super::pages;
use super::runs::{self, RUN};
use super::session::Session;
use crate::nodes::{NodeList, list};
use crate::test::SavedInputs;

/// Parameters of `codenode/nodes`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct NodesParams {
    #[expect(dead_code, reason = "the document is found before")]
    text_document: TextDocumentIdentifier,
}

/// Parameters of `codenode/nodeText`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct NodeTextParams {
    #[expect(dead_code, reason = "the document is found before")]
    text_document: TextDocumentIdentifier,
    /// The id of a node, or its name.
    node: String,
    /// Which of the codes that go by it, from 0; the first, where nobody says.
    ordinal: Option<usize>,
}

/// Parameters of `codenode/updateNodeText`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct UpdateNodeTextParams {
    #[expect(dead_code, reason = "the document is found before")]
    text_document: TextDocumentIdentifier,
    node: String,
    ordinal: Option<usize>,
    /// What the code is to be.
    text: String,
    /// The version of the document that the code was taken from.
    version: i32,
}

/// The code of a node.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct NodeText {
    text: String,
    /// As editors name languages.
    language_id: Option<&'static str>,
    version: i32,
}

/// The code nodes, as `codenode nodes` lists them.
pub(super) fn nodes(session: &Session, checked: &Checked) -> NodeList {
    let named = session.checks.choices().named();
    list(&checked.analysis, &checked.text, &checked.settings, &named)
}

/// The code of a node.
pub(super) fn node_text(
    params: &NodeTextParams,
    snapshot: &Snapshot,
    checked: &Checked,
) -> Result<NodeText> {
    let snippet = find(checked, &params.node, params.ordinal)?;
    Ok(NodeText {
        text: snippet.text().to_owned(),
        language_id: snippet.language().map(crate::lint::language_name),
        version: snapshot.version,
    })
}

/// The edit that gives a node other code. Refused where the document is not the one that the code was taken from.
pub(super) fn update_node_text(
    params: &UpdateNodeTextParams,
    snapshot: &Snapshot,
    checked: &Checked,
    encoding: Encoding,
    features: Features,
) -> Result<WorkspaceEdit> {
    if params.version != snapshot.version {
        let (theirs, ours) = (params.version, snapshot.version);
        return Err(Error {
            code: ErrorCode::ContentModified,
            message: format!("the document has changed: it is at version {ours}, and the code was taken from version {theirs}").into(),
            data: None,
        });
    }
    let snippet = find(checked, &params.node, params.ordinal)?;
    let edits = ide::replacing(snippet, &params.text);
    let edits = edits.ok_or_else(|| {
        Error::invalid_params("the code cannot be written back: its string in the file is damaged")
    })?;
    Ok(workspace_edit(
        &edits, snapshot, checked, encoding, features,
    ))
}

fn find<'c>(checked: &'c Checked, node: &str, ordinal: Option<usize>) -> Result<ide::Snippet<'c>> {
    let found = match ordinal {
        Some(ordinal) => checked.ide.snippet_at(Address { node, ordinal }),
        None => checked.ide.snippet(node),
    };
    found.ok_or_else(|| Error::invalid_params(format!("there is no node `{node}` with code")))
}

/// What stands above the code of every node that can be run.
pub(super) fn lenses(session: &Session, snapshot: &Snapshot, checked: &Checked) -> Vec<CodeLens> {
    let encoding = session.encoding();
    let read = |path: &Path| session.documents.read(path);
    let saved = SavedInputs::beside(&checked.path, &read);
    let shown = |lens: Lens| {
        let range = encoding.range(&checked.text, &checked.lines, lens.range);
        let snippet = checked
            .ide
            .snippet_at(lens.address)
            .filter(|snippet| can_run(*snippet))?;
        let given = match saved.of(snippet.node()).next() {
            Some((name, _)) => Some(format!("inputs from the test `{name}`")),
            None => given(&lens),
        };
        let parts = [Some(RUN.to_owned()), problems(&lens), given];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        Some(CodeLens {
            range: Range::new(range.start, range.start),
            command: Some(runs::command(
                parts.join(" · "),
                &snapshot.uri,
                lens.address,
            )),
            data: None,
        })
    };
    let lenses = ide::lenses(&checked.ide).into_iter();
    lenses.filter_map(shown).collect()
}

fn problems(lens: &Lens) -> Option<String> {
    match lens.errors + lens.warnings {
        0 => None,
        1 => Some("1 problem".to_owned()),
        several => Some(format!("{several} problems")),
    }
}

fn given(lens: &Lens) -> Option<String> {
    match &lens.given {
        Given::Nothing => None,
        Given::Pinned(node) => Some(format!("inputs from pinned data of {node}")),
        Given::Samples => Some("inputs from samples".to_owned()),
    }
}

/// Types behind words that do not say theirs.
pub(super) fn hints(checked: &Checked, range: Range, encoding: Encoding) -> Vec<InlayHint> {
    let asked = encoding.bytes(&checked.text, &checked.lines, range);
    let hints = ide::hints(&checked.ide, InFile(asked));
    let shown = |hint: &ide::Hint| {
        let place = InFile(TextRange::empty(hint.at.0));
        InlayHint {
            position: encoding.range(&checked.text, &checked.lines, place).start,
            label: InlayHintLabel::String(hint.label.clone()),
            kind: Some(InlayHintKind::TYPE),
            text_edits: None,
            tooltip: None,
            padding_left: None,
            padding_right: None,
            data: None,
        }
    };
    hints.iter().map(shown).collect()
}

/// Names of rules in comments lead to their pages.
pub(super) fn links(checked: &Checked, encoding: Encoding) -> Vec<DocumentLink> {
    let links = ide::rule_links(&checked.ide);
    let shown = |link: &ide::RuleLink| {
        Some(DocumentLink {
            range: encoding.range(&checked.text, &checked.lines, link.range),
            target: Some(pages::href(link.rule)?),
            tooltip: Some(link.rule.summary.to_owned()),
            data: None,
        })
    };
    links.iter().filter_map(shown).collect()
}
