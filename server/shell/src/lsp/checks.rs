use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use lint::{Analysis, Cache, Settings};
use text::LineIndex;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;
use tower_lsp::Client;
use tower_lsp::ls_types::MessageType;

use super::documents::Snapshot;
use crate::config::Configs;

/// Analyses documents, each state once and off the threads that serve the protocol.
#[derive(Debug)]
pub(super) struct Checks {
    configs: Configs,
    /// To be told of a broken configuration.
    client: Client,
    /// The broken configurations that it has been told of.
    told: Mutex<HashSet<PathBuf>>,
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
    pub(super) fn new(configs: Configs, client: Client) -> Arc<Self> {
        const AT_ONCE: usize = 2;
        Arc::new(Self {
            configs,
            client,
            told: Mutex::default(),
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
        self.tell_of_broken_config(&path);
        let settings = Arc::new(self.configs.of_or_default(&path).settings.lint);
        // Should the core panic, which it promises not to, the document has no findings and the
        // server lives on.
        let told = settings.clone();
        let analysis = spawn_blocking(move || checks.analyze(&snapshot, &told)).await;
        Arc::new(Checked {
            lines: LineIndex::new(&text),
            ide: ide::Snapshot {
                text,
                path,
                settings,
                analysis: Arc::new(analysis.unwrap_or_default()),
                cache: self.cache.clone(),
            },
        })
    }

    /// Settings are read anew, and what is wrong with them is said again.
    pub(super) fn reload_settings(&self) {
        self.configs.reload();
        self.told().clear();
    }

    /// Say what is wrong with the configuration of a file; once.
    fn tell_of_broken_config(&self, path: &Path) {
        let Err(broken) = self.configs.of(path) else {
            return;
        };
        if self.told().insert(broken.path.clone()) {
            let (client, message) = (self.client.clone(), broken.to_string());
            // Never awaited by a handler: the client may be slow to read.
            tokio::spawn(async move { client.show_message(MessageType::ERROR, message).await });
        }
    }

    fn told(&self) -> MutexGuard<'_, HashSet<PathBuf>> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn analyze(&self, snapshot: &Snapshot, settings: &Settings) -> Analysis {
        /// Every state of a snippet is remembered, and almost none comes back.
        const FORGET_AFTER: usize = 256;
        if self.done.fetch_add(1, Ordering::Relaxed) % FORGET_AFTER == FORGET_AFTER - 1 {
            self.cache.clear();
        }
        let path = snapshot.path();
        let mut analysis = lint::analyze(&snapshot.text, &path, settings, &self.cache);
        if self.configs.excludes(&path) {
            analysis.diagnostics.clear();
            analysis.problems.clear();
        }
        analysis
    }
}
