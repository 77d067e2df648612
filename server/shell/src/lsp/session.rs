use std::fmt::Display;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use serde_json::Value;
use tower_lsp::Client;
use tower_lsp::ls_types::{LogTraceParams, MessageType, TraceValue, Uri};

use super::checks::{Checked, Checks};
use super::configuration::{Choices, Preferences, item};
use super::documents::{Documents, Snapshot};
use super::encoding::Encoding;
use super::failures::Failures;
use super::features::Features;
use super::progress::Works;
use super::publish::Publisher;
use super::runs::Runs;
use super::structure::Index;
use super::tokens::Given;
use super::workspace::Workspace;
use crate::config::Configs;

/// All that lives as long as the connection.
#[derive(Debug)]
pub(super) struct Session {
    pub(super) client: Client,
    pub(super) documents: Arc<Documents>,
    pub(super) checks: Arc<Checks>,
    pub(super) publisher: Publisher,
    pub(super) workspace: Workspace,
    pub(super) works: Works,
    pub(super) runs: Runs,
    pub(super) failures: Failures,
    pub(super) tokens: Given,
    pub(super) symbols: Index,
    features: OnceLock<Features>,
    /// What the command line said.
    configs: Arc<Configs>,
    preferences: Mutex<Preferences>,
    trace: Mutex<TraceValue>,
}

impl Session {
    pub(super) fn new(client: Client, configs: Configs) -> Arc<Self> {
        let configs = Arc::new(configs);
        Arc::new(Self {
            client,
            documents: Arc::default(),
            checks: Checks::new(Choices::new(&configs, Preferences::default())),
            publisher: Publisher::default(),
            workspace: Workspace::default(),
            works: Works::default(),
            runs: Runs::default(),
            failures: Failures::default(),
            tokens: Given::default(),
            symbols: Index::default(),
            features: OnceLock::new(),
            configs,
            preferences: Mutex::default(),
            trace: Mutex::default(),
        })
    }

    /// What the client can do, known from `initialize` on.
    pub(super) fn features(&self) -> Features {
        self.features.get().copied().unwrap_or_default()
    }

    pub(super) fn meet(&self, features: Features) {
        // A second `initialize` is refused by tower-lsp, so nobody comes too late.
        let _ = self.features.set(features);
    }

    pub(super) fn encoding(&self) -> Encoding {
        self.documents.encoding()
    }

    /// What there is to say of a document in this state.
    pub(super) async fn check(&self, snapshot: &Snapshot) -> Arc<Checked> {
        let checked = self.checks.check(snapshot).await;
        self.complain();
        checked
    }

    /// Tell the user what is wrong with configurations that were read.
    pub(super) fn complain(&self) {
        for complaint in self.checks.complaints() {
            self.say(MessageType::ERROR, complaint);
        }
    }

    /// Work by what the editor sent as its settings.
    pub(super) fn prefer(self: &Arc<Self>, sent: &Value) {
        match Preferences::read(sent) {
            Ok(preferences) => self.follow(preferences),
            Err(complaint) => self.say(MessageType::WARNING, complaint),
        }
    }

    fn follow(self: &Arc<Self>, preferences: Preferences) {
        let mut held = self
            .preferences
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if *held == preferences {
            return;
        }
        for complaint in preferences.complaints() {
            self.say(MessageType::WARNING, complaint);
        }
        if let Some(trace) = preferences.trace() {
            self.trace(trace);
        }
        self.checks
            .choose(Choices::new(&self.configs, preferences.clone()));
        *held = preferences;
        drop(held);
        self.renew();
    }

    /// Files by which workflows are judged have changed.
    pub(super) fn reload(self: &Arc<Self>) {
        self.checks.reload();
        self.renew();
    }

    /// What was found may be wrong now: find it again, and let the client ask again.
    pub(super) fn renew(self: &Arc<Self>) {
        let open = self.documents.recheck();
        self.workspace.stir();
        for uri in &open {
            self.publish(uri);
        }
        let (session, refresh) = (self.clone(), self.features().refresh);
        // Answers of the client are never waited for by a handler: the reader would stand still.
        tokio::spawn(async move {
            let client = &session.client;
            // A client that refuses has been told nevertheless.
            if refresh.diagnostics {
                let _ = client.workspace_diagnostic_refresh().await;
            }
            if refresh.lenses {
                let _ = client.code_lens_refresh().await;
            }
            if refresh.hints {
                let _ = client.inlay_hint_refresh().await;
            }
            if refresh.tokens {
                let _ = client.semantic_tokens_refresh().await;
            }
        });
    }

    /// There is something else to say of what nodes are run with.
    pub(super) fn renew_lenses(&self) {
        if self.features().refresh.lenses {
            let client = self.client.clone();
            tokio::spawn(async move { client.code_lens_refresh().await });
        }
    }

    /// Ask the client for its settings, without waiting.
    pub(super) fn pull_preferences(self: &Arc<Self>) {
        let session = self.clone();
        tokio::spawn(async move {
            if let Ok(answers) = session.client.configuration(vec![item()]).await {
                session.prefer(answers.first().unwrap_or(&Value::Null));
            }
        });
    }

    /// Send the diagnostics of a document as it is now, to a client that does not ask for them.
    pub(super) fn publish(self: &Arc<Self>, uri: &Uri) {
        if !self.features().pulls {
            self.publisher.schedule(self, uri);
        }
    }

    /// There is something else to say of a document, whose text is what it was.
    pub(super) fn tell_anew(self: &Arc<Self>, uri: &Uri) {
        self.documents.renumber(uri);
        self.publish(uri);
        let features = self.features();
        if features.pulls && features.refresh.diagnostics {
            let client = self.client.clone();
            tokio::spawn(async move { client.workspace_diagnostic_refresh().await });
        }
    }

    /// Show a message to the user.
    pub(super) fn say(&self, kind: MessageType, message: impl Display) {
        let (client, message) = (self.client.clone(), message.to_string());
        tokio::spawn(async move { client.show_message(kind, message).await });
    }

    /// From now on tell so much.
    pub(super) fn trace(&self, value: TraceValue) {
        *self.trace.lock().unwrap_or_else(PoisonError::into_inner) = value;
    }

    /// Tell what was done, if that is wanted.
    pub(super) fn log(&self, message: impl FnOnce() -> String) {
        let trace = *self.trace.lock().unwrap_or_else(PoisonError::into_inner);
        if trace == TraceValue::Off {
            return;
        }
        let (client, message) = (self.client.clone(), message());
        let params = LogTraceParams {
            message,
            verbose: None,
        };
        tokio::spawn(async move {
            client
                .send_notification::<tower_lsp::ls_types::notification::LogTrace>(params)
                .await;
        });
    }
}
