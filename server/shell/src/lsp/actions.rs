use std::collections::HashMap;

use lint::{Applicability, Fix};
use text::TextRange;
use tower_lsp::ls_types::{
    CodeAction, CodeActionKind, CodeActionOrCommand, CodeActionParams, DocumentChanges, OneOf,
    OptionalVersionedTextDocumentIdentifier, TextDocumentEdit, TextEdit, WorkspaceEdit,
};

use super::checks::Checked;
use super::diagnostics::of_rule;
use super::documents::Snapshot;
use super::encoding::Encoding;
use super::features::Features;

/// The fixes of what is found where the client asks.
pub(super) fn quick_fixes(
    params: &CodeActionParams,
    snapshot: &Snapshot,
    checked: &Checked,
    encoding: Encoding,
    features: Features,
) -> Vec<CodeActionOrCommand> {
    if !wanted(params.context.only.as_deref()) {
        return Vec::new();
    }
    let asked = encoding.bytes(&checked.text, &checked.lines, params.range);
    let here = checked
        .analysis
        .diagnostics
        .iter()
        .filter(|diagnostic| touch(diagnostic.range.0, asked));
    let fixes = here.filter_map(|diagnostic| Some((diagnostic, diagnostic.fix.as_ref()?)));
    let action = |(diagnostic, fix): (&lint::Diagnostic, &Fix)| CodeAction {
        title: fix.title.clone(),
        kind: Some(CodeActionKind::QUICKFIX),
        diagnostics: Some(vec![of_rule(
            checked,
            diagnostic,
            &snapshot.uri,
            encoding,
            features,
        )]),
        edit: Some(workspace_edit(fix, snapshot, checked, encoding, features)),
        is_preferred: Some(fix.applicability == Applicability::Safe),
        ..CodeAction::default()
    };
    fixes
        .map(action)
        .map(CodeActionOrCommand::CodeAction)
        .collect()
}

/// Kinds are a hierarchy: who asks for all, or names no kind, gets quick fixes too.
fn wanted(only: Option<&[CodeActionKind]>) -> bool {
    only.is_none_or(|kinds| {
        kinds
            .iter()
            .any(|kind| *kind == CodeActionKind::QUICKFIX || *kind == CodeActionKind::EMPTY)
    })
}

fn touch(one: TextRange, other: TextRange) -> bool {
    one.start() <= other.end() && other.start() <= one.end()
}

fn workspace_edit(
    fix: &Fix,
    snapshot: &Snapshot,
    checked: &Checked,
    encoding: Encoding,
    features: Features,
) -> WorkspaceEdit {
    let edit = |edit: &text::Edit| TextEdit {
        range: encoding.range(&checked.text, &checked.lines, edit.range),
        new_text: edit.text.clone(),
    };
    let edits = fix.edits.iter().map(edit);
    if !features.versioned_edits {
        let changes = HashMap::from([(snapshot.uri.clone(), edits.collect())]);
        return WorkspaceEdit {
            changes: Some(changes),
            ..WorkspaceEdit::default()
        };
    }
    let document = OptionalVersionedTextDocumentIdentifier {
        uri: snapshot.uri.clone(),
        version: Some(snapshot.version),
    };
    let edit = TextDocumentEdit {
        text_document: document,
        edits: edits.map(OneOf::Left).collect(),
    };
    WorkspaceEdit {
        document_changes: Some(DocumentChanges::Edits(vec![edit])),
        ..WorkspaceEdit::default()
    }
}
