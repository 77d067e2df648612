use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use lint::{Analysis, Cache, Settings};
use text::LineIndex;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

use super::documents::Snapshot;

/// Analyses documents, each state once and off the threads that serve the protocol.
#[derive(Debug)]
pub(super) struct Checks {
    settings: Arc<Settings>,
    cache: Arc<Cache>,
    /// How many analyses there were.
    done: AtomicUsize,
    /// A user who types fast shall not have one analysis a keystroke under way.
    room: Semaphore,
}

/// What was found in one state of a document.
#[derive(Debug)]
pub(super) struct Checked {
    pub(super) lines: LineIndex,
    /// What further questions are asked of.
    pub(super) ide: ide::Snapshot,
}

impl std::ops::Deref for Checked {
    type Target = ide::Snapshot;

    fn deref(&self) -> &ide::Snapshot {
        &self.ide
    }
}

impl Checks {
    pub(super) fn new(settings: Settings) -> Arc<Self> {
        const AT_ONCE: usize = 2;
        Arc::new(Self {
            settings: Arc::new(settings),
            cache: Arc::default(),
            done: AtomicUsize::new(0),
            room: Semaphore::new(AT_ONCE),
        })
    }

    /// What there is to say of a document; analysed now unless it has been.
    pub(super) async fn check(self: &Arc<Self>, snapshot: &Snapshot) -> Arc<Checked> {
        let analyze = || self.check_aside(snapshot.clone());
        snapshot.checked.get_or_init(analyze).await.clone()
    }

    async fn check_aside(self: &Arc<Self>, snapshot: Snapshot) -> Arc<Checked> {
        let _place = self.room.acquire().await;
        let (checks, text) = (self.clone(), snapshot.text.clone());
        let path = Arc::new(snapshot.path());
        // Should the core panic, which it promises not to, the document has no findings and the
        // server lives on.
        let analysis = spawn_blocking(move || checks.analyze(&snapshot)).await;
        Arc::new(Checked {
            lines: LineIndex::new(&text),
            ide: ide::Snapshot {
                text,
                path,
                settings: self.settings.clone(),
                analysis: Arc::new(analysis.unwrap_or_default()),
                cache: self.cache.clone(),
            },
        })
    }

    fn analyze(&self, snapshot: &Snapshot) -> Analysis {
        /// Every state of a snippet is remembered, and almost none comes back.
        const FORGET_AFTER: usize = 256;
        if self.done.fetch_add(1, Ordering::Relaxed) % FORGET_AFTER == FORGET_AFTER - 1 {
            self.cache.clear();
        }
        lint::analyze(
            &snapshot.text,
            &snapshot.path(),
            &self.settings,
            &self.cache,
        )
    }
}
