use std::collections::HashSet;
use std::sync::Arc;
use std::time::Instant;

use tokio::sync::Mutex;
use tower_lsp::ls_types::{Diagnostic, Uri};

use super::checks::Checked;
use super::diagnostics::diagnostics;
use super::documents::Snapshot;
use super::session::Session;

/// Sends diagnostics to a client that does not ask for them.
#[derive(Debug, Default)]
pub(super) struct Publisher {
    /// Of which documents something was said. Held from the last look at a document's state to the sending, so that
    /// nothing older is sent after something newer.
    said: Mutex<HashSet<Uri>>,
}

impl Publisher {
    /// Send the diagnostics of the document as it is now, unless it changes before its turn comes. Never awaited by a
    /// handler: the client may be slow to read.
    pub(super) fn schedule(&self, session: &Arc<Session>, uri: &Uri) {
        let Some(snapshot) = session.documents.snapshot(uri) else {
            return;
        };
        let session = session.clone();
        tokio::spawn(async move {
            let begun = Instant::now();
            let is_current = || session.documents.is_current(&snapshot);
            let Some(checked) = session.checks.check_if(&snapshot, is_current).await else {
                return;
            };
            session.complain();
            session.publisher.send(&session, &snapshot, &checked).await;
            session.log(|| {
                let uri = snapshot.uri.as_str();
                format!(
                    "{uri} version {}: {:.1?}",
                    snapshot.version,
                    begun.elapsed()
                )
            });
        });
    }

    async fn send(&self, session: &Session, snapshot: &Snapshot, checked: &Checked) {
        let found = diagnostics(session, snapshot, checked);
        let mut said = self.said.lock().await;
        if session.documents.is_current(snapshot) {
            let (uri, version) = (snapshot.uri.clone(), Some(snapshot.version));
            note(&mut said, &uri, &found);
            session
                .client
                .publish_diagnostics(uri, found, version)
                .await;
        }
    }

    /// Send what was found in a file that is not open.
    pub(super) async fn send_closed(&self, session: &Session, uri: Uri, found: Vec<Diagnostic>) {
        let mut said = self.said.lock().await;
        let is_news = !found.is_empty() || said.contains(&uri);
        if is_news && session.documents.snapshot(&uri).is_none() {
            note(&mut said, &uri, &found);
            session.client.publish_diagnostics(uri, found, None).await;
        }
    }

    /// Take back what was said of a document that is not there any more.
    pub(super) fn withdraw(&self, session: &Arc<Session>, uri: Uri) {
        let session = session.clone();
        tokio::spawn(async move {
            let publisher = &session.publisher;
            publisher.send_closed(&session, uri, Vec::new()).await;
        });
    }
}

fn note(said: &mut HashSet<Uri>, uri: &Uri, found: &[Diagnostic]) {
    match found.is_empty() {
        true => said.remove(uri),
        false => said.insert(uri.clone()),
    };
}
