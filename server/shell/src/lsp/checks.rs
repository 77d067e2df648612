use std::sync::Arc;

use lint::{Analysis, Cache, Settings};
use text::LineIndex;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

use super::documents::Snapshot;

/// Analyses documents, each state once and off the threads that serve the protocol.
#[derive(Debug)]
pub(super) struct Checks {
    settings: Settings,
    cache: Cache,
    /// A user who types fast shall not have one analysis a keystroke under way.
    room: Semaphore,
}

/// What was found in one state of a document.
#[derive(Debug)]
pub(super) struct Checked {
    pub(super) text: Arc<String>,
    pub(super) lines: LineIndex,
    pub(super) analysis: Analysis,
}

impl Checks {
    pub(super) fn new(settings: Settings) -> Arc<Self> {
        const AT_ONCE: usize = 2;
        Arc::new(Self {
            settings,
            cache: Cache::default(),
            room: Semaphore::new(AT_ONCE),
        })
    }

    /// What there is to say of a document; analysed now unless it has been.
    pub(super) async fn check(self: &Arc<Self>, snapshot: &Snapshot) -> Arc<Checked> {
        snapshot
            .checked
            .get_or_init(|| self.analyze(snapshot.clone()))
            .await
            .clone()
    }

    async fn analyze(self: &Arc<Self>, snapshot: Snapshot) -> Arc<Checked> {
        let _place = self.room.acquire().await;
        let text = snapshot.text.clone();
        let lines = LineIndex::new(&text);
        let checks = self.clone();
        let work = move || {
            lint::analyze(
                &snapshot.text,
                &snapshot.path(),
                &checks.settings,
                &checks.cache,
            )
        };
        // Should the core panic, which it promises not to, the document has no findings and the server lives on.
        let analysis = spawn_blocking(work).await.unwrap_or_default();
        Arc::new(Checked {
            text,
            lines,
            analysis,
        })
    }
}
