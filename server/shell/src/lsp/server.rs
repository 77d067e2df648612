use std::sync::{Arc, OnceLock};
use std::time::Duration;

use lint::config::FILE_NAME;
use tokio::sync::Mutex;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::*;
use tower_lsp::{Client, LanguageServer};

use super::actions::quick_fixes;
use super::checks::Checks;
use super::diagnostics::{Publisher, diagnostics, report};
use super::documents::Documents;
use super::encoding::Encoding;
use super::features::Features;
use super::ordered::Farewell;
use super::parent;
use crate::config::Configs;

/// A pause in typing that is worth an analysis.
const PAUSE: Duration = Duration::from_millis(60);

/// The handlers.
#[derive(Debug)]
pub(super) struct Server {
    documents: Arc<Documents>,
    checks: Arc<Checks>,
    publisher: Arc<Publisher>,
    features: OnceLock<Features>,
    farewell: Arc<Farewell>,
}

impl Server {
    pub(super) fn new(client: Client, configs: Configs, farewell: Arc<Farewell>) -> Self {
        let documents = Arc::<Documents>::default();
        let checks = Checks::new(configs, client.clone());
        let publisher = Publisher {
            client,
            documents: documents.clone(),
            checks: checks.clone(),
            turn: Mutex::new(()),
        };
        Self {
            documents,
            checks,
            publisher: Arc::new(publisher),
            features: OnceLock::new(),
            farewell,
        }
    }

    /// The documents, for whoever applies the edits.
    pub(super) fn documents(&self) -> Arc<Documents> {
        self.documents.clone()
    }

    fn features(&self) -> Features {
        self.features.get().copied().unwrap_or_default()
    }

    fn capabilities(&self) -> ServerCapabilities {
        let sync = TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(TextDocumentSyncKind::INCREMENTAL),
            ..TextDocumentSyncOptions::default()
        };
        let diagnostics = DiagnosticOptions {
            identifier: Some("codenode".to_owned()),
            ..DiagnosticOptions::default()
        };
        let actions = CodeActionOptions {
            code_action_kinds: Some(vec![CodeActionKind::QUICKFIX]),
            ..CodeActionOptions::default()
        };
        ServerCapabilities {
            position_encoding: Some(self.documents.encoding().kind()),
            text_document_sync: Some(TextDocumentSyncCapability::Options(sync)),
            diagnostic_provider: self
                .features()
                .pulls
                .then_some(DiagnosticServerCapabilities::Options(diagnostics)),
            code_action_provider: Some(CodeActionProviderCapability::Options(actions)),
            ..ServerCapabilities::default()
        }
    }

    /// A `codenode.toml` has changed, or a file that it names: read the settings anew, and look at every open document
    /// again.
    pub(super) fn settings_changed(&self) {
        self.checks.reload_settings();
        let open = self.documents.recheck();
        if self.features().pulls {
            let client = self.publisher.client.clone();
            // Never awaited by a handler: the client may be slow to answer. One that cannot ask again says so.
            tokio::spawn(async move { client.workspace_diagnostic_refresh().await });
        }
        for uri in &open {
            self.publish(uri, Duration::ZERO);
        }
    }

    fn publish(&self, uri: &Uri, delay: Duration) {
        if !self.features().pulls {
            self.publisher.schedule(uri, delay, self.features());
        }
    }
}

/// Edits of documents have been applied by [`super::ordered::Ordered`] before a handler is called.
impl LanguageServer for Server {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        let general = params.capabilities.general.as_ref();
        let offered = general.and_then(|general| general.position_encodings.as_deref());
        self.documents.agree(Encoding::negotiate(offered));
        let _ = self.features.set(Features::of(&params.capabilities));
        if let Some(editor) = params.process_id {
            parent::watch(editor, self.farewell.clone());
        }
        let server_info = ServerInfo {
            name: "codenode".to_owned(),
            version: Some(env!("CARGO_PKG_VERSION").to_owned()),
        };
        Ok(InitializeResult {
            capabilities: self.capabilities(),
            server_info: Some(server_info),
            ..InitializeResult::default()
        })
    }

    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        self.publish(&params.text_document.uri, Duration::ZERO);
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        self.publish(&params.text_document.uri, PAUSE);
    }

    async fn did_save(&self, params: DidSaveTextDocumentParams) {
        if params
            .text_document
            .uri
            .path()
            .as_str()
            .ends_with(FILE_NAME)
        {
            self.settings_changed();
        }
    }

    async fn did_change_watched_files(&self, _: DidChangeWatchedFilesParams) {
        self.settings_changed();
    }

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        if !self.features().pulls {
            self.publisher.withdraw(params.text_document.uri);
        }
    }

    async fn diagnostic(
        &self,
        params: DocumentDiagnosticParams,
    ) -> Result<DocumentDiagnosticReportResult> {
        let uri = params.text_document.uri;
        let Some(snapshot) = self.documents.snapshot(&uri) else {
            let nothing =
                DocumentDiagnosticReport::Full(RelatedFullDocumentDiagnosticReport::default());
            return Ok(nothing.into());
        };
        let checked = self.checks.check(&snapshot).await;
        let items = || diagnostics(&checked, &uri, self.documents.encoding(), self.features());
        Ok(report(&snapshot, items, params.previous_result_id.as_deref()).into())
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        let Some(snapshot) = self.documents.snapshot(&params.text_document.uri) else {
            return Ok(None);
        };
        let checked = self.checks.check(&snapshot).await;
        Ok(Some(quick_fixes(
            &params,
            &snapshot,
            &checked,
            self.documents.encoding(),
            self.features(),
        )))
    }
}
