use std::sync::Arc;

use serde_json::Value;
use tower_lsp::LanguageServer;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::*;

use super::actions::actions;
use super::answers::{self, Question};
use super::capabilities::capabilities;
use super::checks::Checked;
use super::code::{self, NodeText, NodeTextParams, NodesParams, UpdateNodeTextParams};
use super::diagnostics::{diagnostics, report};
use super::documents::Snapshot;
use super::encoding::Encoding;
use super::features::Features;
use super::ordered::{Farewell, asked};
use super::parent;
use super::session::Session;
use super::{commands, structure, tokens, watching, workspace};
use crate::nodes::NodeList;

/// The handlers: each finds the state that is asked about and passes the question on.
///
/// Edits of documents have been applied by [`super::ordered::Ordered`] before a handler is called.
#[derive(Debug)]
pub(super) struct Server {
    session: Arc<Session>,
    farewell: Arc<Farewell>,
}

impl Server {
    pub(super) fn new(session: Arc<Session>, farewell: Arc<Farewell>) -> Self {
        Self { session, farewell }
    }

    /// What there is to say of the document that is asked about; `None` where it is not open.
    async fn asked(&self) -> Option<(Snapshot, Arc<Checked>)> {
        let snapshot = asked()?;
        let checked = self.session.check(&snapshot).await;
        Some((snapshot, checked))
    }

    /// The same for questions that have no answer otherwise.
    async fn opened(&self) -> Result<(Snapshot, Arc<Checked>)> {
        let closed = || Error::invalid_params("the document is not open");
        self.asked().await.ok_or_else(closed)
    }

    /// `codenode/nodes`.
    pub(super) async fn nodes(&self, _: NodesParams) -> Result<NodeList> {
        let (_, checked) = self.opened().await?;
        Ok(code::nodes(&self.session, &checked))
    }

    /// `codenode/nodeText`.
    pub(super) async fn node_text(&self, params: NodeTextParams) -> Result<NodeText> {
        let (snapshot, checked) = self.opened().await?;
        code::node_text(&params, &snapshot, &checked)
    }

    /// `codenode/updateNodeText`.
    pub(super) async fn update_node_text(
        &self,
        params: UpdateNodeTextParams,
    ) -> Result<WorkspaceEdit> {
        let (snapshot, checked) = self.opened().await?;
        let (encoding, features) = (self.session.encoding(), self.session.features());
        code::update_node_text(&params, &snapshot, &checked, encoding, features)
    }

    /// `$/setTrace`.
    pub(super) async fn set_trace(&self, params: SetTraceParams) {
        self.session.trace(params.value);
    }

    /// `window/workDoneProgress/cancel`.
    pub(super) async fn cancel_work(&self, params: WorkDoneProgressCancelParams) {
        self.session.works.cancel(&params.token);
    }
}

impl LanguageServer for Server {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        let session = &self.session;
        let general = params.capabilities.general.as_ref();
        let offered = general.and_then(|general| general.position_encodings.as_deref());
        session.documents.agree(Encoding::negotiate(offered));
        session.meet(Features::of(&params.capabilities));
        session.workspace.open(&params);
        session.trace(params.trace.unwrap_or_default());
        if let Some(editor) = params.process_id {
            parent::watch(editor, self.farewell.clone());
        }
        session.prefer(
            params
                .initialization_options
                .as_ref()
                .unwrap_or(&Value::Null),
        );
        Ok(InitializeResult {
            capabilities: capabilities(session),
            server_info: Some(ServerInfo {
                name: "codenode".to_owned(),
                version: Some(env!("CARGO_PKG_VERSION").to_owned()),
            }),
            ..InitializeResult::default()
        })
    }

    async fn initialized(&self, _: InitializedParams) {
        watching::register(&self.session);
        if self.session.features().configuration {
            self.session.pull_preferences();
        }
    }

    async fn shutdown(&self) -> Result<()> {
        self.session.runs.close();
        Ok(())
    }

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        self.session.publish(&params.text_document.uri);
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        self.session.publish(&params.text_document.uri);
    }

    async fn did_save(&self, params: DidSaveTextDocumentParams) {
        watching::saved(&self.session, &params.text_document.uri);
    }

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        self.session.tokens.forget(&params.text_document.uri);
        self.session.failures.forget(&params.text_document.uri);
        if !self.session.features().pulls {
            let uri = params.text_document.uri;
            self.session.publisher.withdraw(&self.session, uri);
        }
    }

    async fn did_change_configuration(&self, params: DidChangeConfigurationParams) {
        match self.session.features().configuration {
            true => self.session.pull_preferences(),
            false => self.session.prefer(&params.settings),
        }
    }

    async fn did_change_workspace_folders(&self, params: DidChangeWorkspaceFoldersParams) {
        self.session.workspace.change(&params.event);
    }

    async fn did_change_watched_files(&self, params: DidChangeWatchedFilesParams) {
        watching::changed(&self.session, params.changes);
    }

    async fn did_rename_files(&self, params: RenameFilesParams) {
        let old = params.files.into_iter().map(|file| file.old_uri);
        watching::gone(&self.session, old);
    }

    async fn did_delete_files(&self, params: DeleteFilesParams) {
        let uris = params.files.into_iter().map(|file| file.uri);
        watching::gone(&self.session, uris);
    }

    async fn diagnostic(
        &self,
        params: DocumentDiagnosticParams,
    ) -> Result<DocumentDiagnosticReportResult> {
        let Some((snapshot, checked)) = self.asked().await else {
            let nothing =
                DocumentDiagnosticReport::Full(RelatedFullDocumentDiagnosticReport::default());
            return Ok(nothing.into());
        };
        let items = || diagnostics(&self.session, &snapshot, &checked);
        Ok(report(&snapshot, items, params.previous_result_id.as_deref()).into())
    }

    async fn workspace_diagnostic(
        &self,
        params: WorkspaceDiagnosticParams,
    ) -> Result<WorkspaceDiagnosticReportResult> {
        Ok(workspace::report(&self.session, params).await.into())
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        let position = params.text_document_position_params.position;
        Ok(match Question::at(&self.session, position).await {
            Some(question) => question.hover().await,
            None => None,
        })
    }

    async fn completion(&self, params: CompletionParams) -> Result<Option<CompletionResponse>> {
        let position = params.text_document_position.position;
        let typed = params.context.and_then(|context| context.trigger_character);
        let typed = typed.and_then(|typed| typed.chars().next());
        Ok(match Question::at(&self.session, position).await {
            Some(question) => question.completions(typed, self.session.features()).await,
            None => None,
        })
    }

    async fn completion_resolve(&self, item: CompletionItem) -> Result<CompletionItem> {
        Ok(answers::resolved(item))
    }

    async fn signature_help(&self, params: SignatureHelpParams) -> Result<Option<SignatureHelp>> {
        let position = params.text_document_position_params.position;
        Ok(match Question::at(&self.session, position).await {
            Some(question) => question.signatures().await,
            None => None,
        })
    }

    async fn goto_definition(
        &self,
        params: GotoDefinitionParams,
    ) -> Result<Option<GotoDefinitionResponse>> {
        let TextDocumentPositionParams {
            text_document,
            position,
        } = params.text_document_position_params;
        Ok(match Question::at(&self.session, position).await {
            Some(question) => question.definition(text_document.uri).await,
            None => None,
        })
    }

    async fn references(&self, params: ReferenceParams) -> Result<Option<Vec<Location>>> {
        let TextDocumentPositionParams {
            text_document,
            position,
        } = params.text_document_position;
        let declared = params.context.include_declaration;
        Ok(match Question::at(&self.session, position).await {
            Some(question) => question.references(text_document.uri, declared).await,
            None => None,
        })
    }

    async fn document_highlight(
        &self,
        params: DocumentHighlightParams,
    ) -> Result<Option<Vec<DocumentHighlight>>> {
        let position = params.text_document_position_params.position;
        Ok(match Question::at(&self.session, position).await {
            Some(question) => question.highlights().await,
            None => None,
        })
    }

    async fn prepare_rename(
        &self,
        params: TextDocumentPositionParams,
    ) -> Result<Option<PrepareRenameResponse>> {
        match Question::at(&self.session, params.position).await {
            Some(question) => question.renamable().await,
            None => Ok(None),
        }
    }

    async fn rename(&self, params: RenameParams) -> Result<Option<WorkspaceEdit>> {
        let position = params.text_document_position.position;
        match Question::at(&self.session, position).await {
            Some(question) => question.rename(&self.session, params.new_name).await,
            None => Ok(None),
        }
    }

    async fn prepare_call_hierarchy(
        &self,
        params: CallHierarchyPrepareParams,
    ) -> Result<Option<Vec<CallHierarchyItem>>> {
        let TextDocumentPositionParams {
            text_document,
            position,
        } = params.text_document_position_params;
        Ok(match Question::at(&self.session, position).await {
            Some(question) => question.callable(text_document.uri).await,
            None => None,
        })
    }

    async fn incoming_calls(
        &self,
        params: CallHierarchyIncomingCallsParams,
    ) -> Result<Option<Vec<CallHierarchyIncomingCall>>> {
        let position = params.item.selection_range.start;
        Ok(match Question::at(&self.session, position).await {
            Some(question) => question.callers(params.item).await,
            None => None,
        })
    }

    async fn outgoing_calls(
        &self,
        params: CallHierarchyOutgoingCallsParams,
    ) -> Result<Option<Vec<CallHierarchyOutgoingCall>>> {
        let position = params.item.selection_range.start;
        Ok(match Question::at(&self.session, position).await {
            Some(question) => question.callees(params.item).await,
            None => None,
        })
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        let Some((snapshot, checked)) = self.asked().await else {
            return Ok(None);
        };
        Ok(Some(actions(&params, &snapshot, &checked, &self.session)))
    }

    async fn semantic_tokens_full(
        &self,
        _: SemanticTokensParams,
    ) -> Result<Option<SemanticTokensResult>> {
        let Some((snapshot, checked)) = self.asked().await else {
            return Ok(None);
        };
        let data = tokens::tokens(&checked, None, self.session.encoding());
        Ok(Some(self.session.tokens.full(&snapshot, data).into()))
    }

    async fn semantic_tokens_full_delta(
        &self,
        params: SemanticTokensDeltaParams,
    ) -> Result<Option<SemanticTokensFullDeltaResult>> {
        let Some((snapshot, checked)) = self.asked().await else {
            return Ok(None);
        };
        let data = tokens::tokens(&checked, None, self.session.encoding());
        let given = &self.session.tokens;
        Ok(Some(given.delta(
            &snapshot,
            data,
            &params.previous_result_id,
        )))
    }

    async fn semantic_tokens_range(
        &self,
        params: SemanticTokensRangeParams,
    ) -> Result<Option<SemanticTokensRangeResult>> {
        let Some((_, checked)) = self.asked().await else {
            return Ok(None);
        };
        let data = tokens::tokens(&checked, Some(params.range), self.session.encoding());
        let tokens = SemanticTokens {
            result_id: None,
            data,
        };
        Ok(Some(tokens.into()))
    }

    async fn inlay_hint(&self, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        let checked = self.asked().await.map(|(_, checked)| checked);
        let encoding = self.session.encoding();
        Ok(checked.map(|checked| code::hints(&checked, params.range, encoding)))
    }

    async fn document_symbol(
        &self,
        _: DocumentSymbolParams,
    ) -> Result<Option<DocumentSymbolResponse>> {
        let checked = self.asked().await.map(|(_, checked)| checked);
        let symbols = checked.map(|checked| structure::symbols(&checked, self.session.encoding()));
        Ok(symbols.map(DocumentSymbolResponse::Nested))
    }

    async fn symbol(
        &self,
        params: WorkspaceSymbolParams,
    ) -> Result<Option<WorkspaceSymbolResponse>> {
        let found = structure::workspace_symbols(&self.session, &params.query).await;
        Ok(Some(WorkspaceSymbolResponse::Nested(found)))
    }

    async fn folding_range(&self, _: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
        let checked = self.asked().await.map(|(_, checked)| checked);
        Ok(checked.map(|checked| structure::folds(&checked)))
    }

    async fn selection_range(
        &self,
        params: SelectionRangeParams,
    ) -> Result<Option<Vec<SelectionRange>>> {
        let (encoding, places) = (self.session.encoding(), params.positions);
        let checked = self.asked().await.map(|(_, checked)| checked);
        Ok(checked.map(|checked| structure::selections(&checked, encoding, &places)))
    }

    async fn code_lens(&self, _: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
        let Some((snapshot, checked)) = self.asked().await else {
            return Ok(None);
        };
        self.session.runs.expect(&self.session, &snapshot, &checked);
        Ok(Some(code::lenses(&self.session, &snapshot, &checked)))
    }

    async fn document_link(&self, _: DocumentLinkParams) -> Result<Option<Vec<DocumentLink>>> {
        let checked = self.asked().await.map(|(_, checked)| checked);
        Ok(checked.map(|checked| code::links(&checked, self.session.encoding())))
    }

    async fn execute_command(&self, params: ExecuteCommandParams) -> Result<Option<LSPAny>> {
        commands::execute(&self.session, params).await.map(Some)
    }
}
