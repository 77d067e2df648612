use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use lint::{Analysis, Cache, Settings};
use text::LineIndex;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

use super::configuration::Choices;
use super::documents::Snapshot;
use crate::files;

/// Analyses documents, each state once and off the threads that serve the protocol.
#[derive(Debug)]
pub(super) struct Checks {
    choices: RwLock<Arc<Choices>>,
    cache: Arc<Cache>,
    /// A user who types fast shall not have one analysis a keystroke under way.
    room: Semaphore,
    /// Broken configurations of which nobody has been told, and those of which somebody has.
    broken: Mutex<Broken>,
}

#[derive(Debug, Default)]
struct Broken {
    news: Vec<String>,
    told: HashSet<String>,
}

/// What was found in one state of a document.
#[derive(Debug)]
pub(super) struct Checked {
    pub(super) lines: Arc<LineIndex>,
    /// What further questions are asked of.
    pub(super) ide: ide::Snapshot,
}

impl std::ops::Deref for Checked {
    type Target = ide::Snapshot;

    fn deref(&self) -> &ide::Snapshot {
        &self.ide
    }
}

impl Checked {
    /// Anything else gets nothing.
    pub(super) fn is_workflow(&self) -> bool {
        !self.analysis.workflows.is_empty()
    }
}

impl Checks {
    pub(super) fn new(choices: Choices) -> Arc<Self> {
        const AT_ONCE: usize = 2;
        Arc::new(Self {
            choices: RwLock::new(Arc::new(choices)),
            cache: Arc::new(Cache::for_editing()),
            room: Semaphore::new(AT_ONCE),
            broken: Mutex::default(),
        })
    }

    /// What there is to say of a document; analysed now unless it has been.
    pub(super) async fn check(self: &Arc<Self>, snapshot: &Snapshot) -> Arc<Checked> {
        let analyze = || {
            self.check_text(
                snapshot.text.clone(),
                snapshot.lines.clone(),
                snapshot.path(),
            )
        };
        snapshot.checked.get_or_init(analyze).await.clone()
    }

    /// The same, unless it is no longer `wanted` when its turn comes.
    pub(super) async fn check_if(
        self: &Arc<Self>,
        snapshot: &Snapshot,
        wanted: impl Fn() -> bool,
    ) -> Option<Arc<Checked>> {
        drop(self.room.acquire().await);
        match wanted() {
            true => Some(self.check(snapshot).await),
            false => None,
        }
    }

    /// What there is to say of a text with these lines, analysed now.
    pub(super) async fn check_text(
        self: &Arc<Self>,
        text: Arc<String>,
        lines: Arc<LineIndex>,
        path: PathBuf,
    ) -> Arc<Checked> {
        let _place = self.room.acquire().await;
        let checks = self.clone();
        let (input, at) = (text.clone(), path.clone());
        // Should the core panic, which it promises not to, the document has no findings and the
        // server lives on.
        let found = spawn_blocking(move || checks.analyze(&input, &at)).await;
        let (settings, analysis) = found.unwrap_or_default();
        Arc::new(Checked {
            lines,
            ide: ide::Snapshot {
                text,
                path: Arc::new(path),
                settings: Arc::new(settings),
                analysis: Arc::new(analysis),
                cache: self.cache.clone(),
            },
        })
    }

    /// From now on analyse by these; what has been found is the caller's to forget.
    pub(super) fn choose(&self, choices: Choices) {
        let mut held = self.choices.write().unwrap_or_else(PoisonError::into_inner);
        *held = Arc::new(choices);
    }

    /// Read the configurations anew when they are next needed, and complain anew of what is wrong with them.
    pub(super) fn reload(&self) {
        self.choices().configs().reload();
        self.broken().told.clear();
    }

    /// What is wrong with configurations, each once.
    pub(super) fn complaints(&self) -> Vec<String> {
        std::mem::take(&mut self.broken().news)
    }

    /// What holds now.
    pub(super) fn choices(&self) -> Arc<Choices> {
        let held = self.choices.read();
        held.unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Once.
    fn complain(&self, message: String) {
        let mut broken = self.broken();
        if broken.told.insert(message.clone()) {
            broken.news.push(message);
        }
    }

    fn broken(&self) -> std::sync::MutexGuard<'_, Broken> {
        self.broken.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn analyze(&self, text: &str, path: &Path) -> (Settings, Analysis) {
        if !files::may_be_workflow(text.as_bytes()) {
            return Default::default();
        }
        let choices = self.choices();
        let settings = choices.settings(path);
        let mut analysis = lint::analyze(text, path, &settings, &self.cache);
        if choices.configs().excludes(path) {
            analysis.diagnostics.clear();
            analysis.problems.clear();
        }
        if analysis.workflows.is_empty() {
            return (settings, analysis);
        }
        if let Some(broken) = choices.broken(path) {
            self.complain(broken.to_string());
        }
        match choices.configs().of_or_default(path).known() {
            Ok(Some(known)) => drop(known.apply(path, &mut analysis)),
            Ok(None) => {}
            Err(wrong) => self.complain(wrong.to_owned()),
        }
        (settings, analysis)
    }
}
