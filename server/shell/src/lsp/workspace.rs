use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use serde_json::json;
use text::LineIndex;
use tokio::sync::watch;
use tokio::task::spawn_blocking;
use tower_lsp::ls_types::*;

use super::diagnostics::of_text;
use super::progress::{self, Progress};
use super::session::Session;
use crate::files;

/// What long work is called.
const TITLE: &str = "Checking workflows";

/// The folders that the editor has open, and the files in them that nobody has.
#[derive(Debug)]
pub(super) struct Workspace {
    folders: Mutex<Vec<PathBuf>>,
    /// How often something has happened by which files may be judged otherwise.
    stirred: watch::Sender<u64>,
}

impl Default for Workspace {
    fn default() -> Self {
        Self {
            folders: Mutex::default(),
            stirred: watch::Sender::new(0),
        }
    }
}

impl Workspace {
    /// The folders of `initialize`: several, or the one that old clients name.
    pub(super) fn open(&self, params: &InitializeParams) {
        #[expect(deprecated, reason = "clients without folders send it")]
        let root = params.root_uri.iter();
        let uris: Vec<&Uri> = match &params.workspace_folders {
            Some(folders) => folders.iter().map(|folder| &folder.uri).collect(),
            None => root.collect(),
        };
        *self.lock() = uris.into_iter().filter_map(path).collect();
    }

    pub(super) fn change(&self, event: &WorkspaceFoldersChangeEvent) {
        let mut folders = self.lock();
        for removed in event.removed.iter().filter_map(|folder| path(&folder.uri)) {
            folders.retain(|folder| *folder != removed);
        }
        let added = event.added.iter().filter_map(|folder| path(&folder.uri));
        folders.extend(added);
        drop(folders);
        self.stir();
    }

    /// Files may be judged otherwise from now on.
    pub(super) fn stir(&self) {
        self.stirred.send_modify(|count| *count += 1);
    }

    /// The folders, as paths.
    pub(super) fn folders(&self) -> Vec<PathBuf> {
        self.lock().clone()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<PathBuf>> {
        self.folders.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Answer a client that asks for the diagnostics of all files. Where nothing has changed since it last asked, and changes
/// would be noticed, the answer comes when something does: the client asks again at once.
pub(super) async fn report(
    session: &Arc<Session>,
    params: WorkspaceDiagnosticParams,
) -> WorkspaceDiagnosticReport {
    let known: HashMap<Uri, String> = params
        .previous_result_ids
        .into_iter()
        .map(|known| (known.uri, known.value))
        .collect();
    let mut token = params.work_done_progress_params.work_done_token;
    let partial = params.partial_result_params.partial_result_token;
    loop {
        let mut stirred = session.workspace.stirred.subscribe();
        let mut survey = Survey::begin(session, &known, token.take(), partial.clone()).await;
        survey.finish().await;
        if survey.news || !session.features().watches || stirred.changed().await.is_err() {
            return WorkspaceDiagnosticReport {
                items: survey.items,
            };
        }
    }
}

/// Check every file of the workspace for a client that does not ask: publish what is found in those that are not open.
/// Returns how many workflows there are and how many findings.
pub(super) async fn publish(
    session: &Arc<Session>,
    token: Option<ProgressToken>,
) -> (usize, usize) {
    let files = collect(session).await;
    let progress = Progress::new(session, TITLE, token);
    let (mut workflows, mut findings) = (0, 0);
    for (index, path) in files.iter().enumerate() {
        progress.report(index, files.len(), "files").await;
        let found = tokio::select! {
            found = publish_path(session, path) => found,
            () = progress.cancelled() => break,
        };
        workflows += usize::from(found.is_some());
        findings += found.unwrap_or_default();
    }
    progress.end().await;
    (workflows, findings)
}

/// How many findings a file has, published unless it is open; `None` where it is no workflow.
async fn publish_path(session: &Arc<Session>, path: &Path) -> Option<usize> {
    let uri = Uri::from_file_path(path)?;
    if let Some(open) = session.documents.snapshot(&uri) {
        let checked = session.check(&open).await;
        return checked
            .is_workflow()
            .then(|| checked.analysis.diagnostics.len());
    }
    let found = file(session, path, &uri).await?;
    let count = found.len();
    session.publisher.send_closed(session, uri, found).await;
    Some(count)
}

/// Publish anew what is found in a file that is not open and of which something was said.
pub(super) async fn publish_file(session: &Arc<Session>, uri: Uri) {
    let found = match path(&uri) {
        Some(path) => file(session, &path, &uri).await,
        None => None,
    };
    let found = found.unwrap_or_default();
    session.publisher.send_closed(session, uri, found).await;
}

/// One walk through the workspace for a client that asks.
struct Survey<'s> {
    session: &'s Arc<Session>,
    /// What the client has.
    known: &'s HashMap<Uri, String>,
    files: Vec<PathBuf>,
    progress: Progress,
    partial: Option<ProgressToken>,
    items: Vec<WorkspaceDocumentDiagnosticReport>,
    /// Something is not as the client knows it.
    news: bool,
}

impl<'s> Survey<'s> {
    async fn begin(
        session: &'s Arc<Session>,
        known: &'s HashMap<Uri, String>,
        token: Option<ProgressToken>,
        partial: Option<ProgressToken>,
    ) -> Self {
        Self {
            session,
            known,
            files: collect(session).await,
            progress: Progress::new(session, TITLE, token),
            partial,
            items: Vec::new(),
            news: false,
        }
    }

    async fn finish(&mut self) {
        let mut gone: HashMap<&Uri, &String> = self.known.iter().collect();
        let files = std::mem::take(&mut self.files);
        for (index, path) in files.iter().enumerate() {
            self.progress.report(index, files.len(), "files").await;
            if let Some(uri) = Uri::from_file_path(path) {
                gone.remove(&uri);
                self.look_at(path, uri).await;
            }
            self.hand_over(64).await;
        }
        for (uri, _) in gone {
            // Open documents outside of the folders are asked for one by one.
            if self.session.documents.snapshot(uri).is_none() {
                self.full(uri.clone(), String::new(), Vec::new());
            }
        }
        self.hand_over(1).await;
        self.progress.end().await;
    }

    async fn look_at(&mut self, path: &Path, uri: Uri) {
        if self.session.documents.snapshot(&uri).is_some() {
            // The client asks for those one by one.
            return;
        }
        let stirred = *self.session.workspace.stirred.borrow();
        let Some(id) = stamp(path).map(|stamp| format!("{stirred}:{stamp}")) else {
            return;
        };
        let known = self.known.get(&uri);
        if known == Some(&id) {
            let unchanged = UnchangedDocumentDiagnosticReport { result_id: id };
            let report = WorkspaceUnchangedDocumentDiagnosticReport {
                uri,
                version: None,
                unchanged_document_diagnostic_report: unchanged,
            };
            return self.items.push(report.into());
        }
        let found = file(self.session, path, &uri).await;
        if found.is_some() || known.is_some() {
            self.full(uri, id, found.unwrap_or_default());
        }
    }

    fn full(&mut self, uri: Uri, id: String, items: Vec<Diagnostic>) {
        self.news = true;
        let full = FullDocumentDiagnosticReport {
            result_id: Some(id).filter(|id| !id.is_empty()),
            items,
        };
        let report = WorkspaceFullDocumentDiagnosticReport {
            uri,
            version: None,
            full_document_diagnostic_report: full,
        };
        self.items.push(report.into());
    }

    /// Send what has been found so far, to a client that wants it so, once there is `enough`.
    async fn hand_over(&mut self, enough: usize) {
        let Some(token) = self.partial.clone().filter(|_| self.items.len() >= enough) else {
            return;
        };
        let items = std::mem::take(&mut self.items);
        progress::send(self.session, &token, json!({ "items": items })).await;
    }
}

pub(super) async fn collect(session: &Session) -> Vec<PathBuf> {
    let folders = session.workspace.folders();
    let configs = session.checks.choices().configs().clone();
    let collect = move || {
        let request = files::Request {
            paths: &folders,
            list: None,
            configs: Some(configs),
        };
        let found = files::collect(&request).candidates.into_iter();
        found.map(|candidate| candidate.path).collect()
    };
    spawn_blocking(collect).await.unwrap_or_default()
}

/// What is found in a file; `None` where it is no workflow.
async fn file(session: &Arc<Session>, path: &Path, uri: &Uri) -> Option<Vec<Diagnostic>> {
    let owned = path.to_owned();
    let read = spawn_blocking(move || {
        let bytes = files::read(&owned).ok()?;
        // Most files of a project are none.
        files::may_be_workflow(&bytes).then_some(())?;
        files::decode(bytes, &owned).ok()
    });
    let text = Arc::new(read.await.ok()??);
    let lines = Arc::new(LineIndex::new(&text));
    let checks = &session.checks;
    let checked = checks.check_text(text, lines, path.to_owned()).await;
    let found = || of_text(&checked, uri, session.encoding(), session.features());
    checked.is_workflow().then(found)
}

/// What changes whenever the file does.
pub(super) fn stamp(path: &Path) -> Option<String> {
    let metadata = path.metadata().ok()?;
    let time = metadata.modified().ok()?;
    let since = time.duration_since(SystemTime::UNIX_EPOCH).ok()?;
    Some(format!("{}-{}", since.as_nanos(), metadata.len()))
}

fn path(uri: &Uri) -> Option<PathBuf> {
    uri.to_file_path().map(|path| path.into_owned())
}
