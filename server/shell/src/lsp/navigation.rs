//! From a name to its places, and renaming.

use ide::{Access, Reference, Refusal};
use text::{InFile, TextRange};
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::ls_types::*;

use super::actions::workspace_edit;
use super::answers::Question;
use super::session::Session;

/// What is offered, for renaming.
pub(super) fn rename_options() -> RenameOptions {
    RenameOptions {
        prepare_provider: Some(true),
        work_done_progress_options: WorkDoneProgressOptions::default(),
    }
}

impl Question {
    /// Where what is named at the place comes from.
    pub(super) async fn definition(self, uri: Uri) -> Option<GotoDefinitionResponse> {
        let (checked, encoding) = (self.checked.clone(), self.encoding);
        let found = self
            .ask(|snapshot, offset| Some(snapshot.definition(offset)))
            .await?;
        let location = |range: InFile<TextRange>| Location {
            uri: uri.clone(),
            range: encoding.range(&checked.text, &checked.lines, range),
        };
        let locations: Vec<_> = found.into_iter().map(location).collect();
        (!locations.is_empty()).then_some(GotoDefinitionResponse::Array(locations))
    }

    /// Every place that names what is named at this one.
    pub(super) async fn references(self, uri: Uri, declared: bool) -> Option<Vec<Location>> {
        let (checked, encoding) = (self.checked.clone(), self.encoding);
        let found = self
            .ask(|snapshot, offset| Some(snapshot.references(offset)))
            .await?;
        let wanted = |one: &Reference| declared || one.access != Access::Declaration;
        let locations = found.into_iter().filter(wanted).map(|one| Location {
            uri: uri.clone(),
            range: encoding.range(&checked.text, &checked.lines, one.range),
        });
        Some(locations.collect())
    }

    /// The same, as they are shown.
    pub(super) async fn highlights(self) -> Option<Vec<DocumentHighlight>> {
        let (checked, encoding) = (self.checked.clone(), self.encoding);
        let found = self
            .ask(|snapshot, offset| Some(snapshot.references(offset)))
            .await?;
        let highlights = found.into_iter().map(|one| DocumentHighlight {
            range: encoding.range(&checked.text, &checked.lines, one.range),
            kind: Some(match one.access {
                Access::Read => DocumentHighlightKind::READ,
                Access::Declaration | Access::Write => DocumentHighlightKind::WRITE,
            }),
        });
        Some(highlights.collect())
    }

    /// The name at the place, if it can be changed.
    pub(super) async fn renamable(self) -> Result<Option<PrepareRenameResponse>> {
        let (checked, encoding) = (self.checked.clone(), self.encoding);
        let asked = self.ask(|snapshot, offset| Some(snapshot.renamable(offset)));
        let Some(found) = asked.await else {
            return Ok(None);
        };
        let found = found.map_err(refused)?;
        Ok(Some(PrepareRenameResponse::RangeWithPlaceholder {
            range: encoding.range(&checked.text, &checked.lines, found.range),
            placeholder: found.name,
        }))
    }

    /// The edits that rename what is named at the place.
    pub(super) async fn rename(
        self,
        session: &Session,
        new: String,
    ) -> Result<Option<WorkspaceEdit>> {
        let Some(document) = super::ordered::asked() else {
            return Ok(None);
        };
        let (checked, encoding) = (self.checked.clone(), self.encoding);
        let asked = self.ask(move |snapshot, offset| Some(snapshot.rename(offset, &new)));
        let Some(edits) = asked.await else {
            return Ok(None);
        };
        let edits = edits.map_err(refused)?;
        let features = session.features();
        Ok(Some(workspace_edit(
            &edits, &document, &checked, encoding, features,
        )))
    }
}

/// What the user is shown.
fn refused(refusal: Refusal) -> Error {
    let mut message = refusal.0;
    // Editors show it as a sentence of its own.
    if let Some(first) = message.get(..1).map(str::to_uppercase) {
        message.replace_range(..1, &first);
    }
    Error {
        code: ErrorCode::ServerError(-32803),
        message: message.into(),
        data: None,
    }
}
