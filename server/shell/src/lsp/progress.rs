use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde_json::{Value, json};
use tokio::runtime::Handle;
use tokio::sync::Notify;
use tower_lsp::ls_types::ProgressToken;
use tower_lsp::ls_types::notification::Notification;

use super::session::Session;

/// How far a long work has come, shown where the client wants to see it.
#[derive(Debug)]
pub(super) struct Progress {
    session: Arc<Session>,
    title: String,
    token: Option<ProgressToken>,
    /// The client takes the token.
    agreed: Arc<AtomicBool>,
    begun: AtomicBool,
    ended: AtomicBool,
    cancelled: Arc<Notify>,
}

/// Works under way that a user can cancel.
#[derive(Debug, Default)]
pub(super) struct Works {
    by_token: Mutex<HashMap<ProgressToken, Arc<Notify>>>,
    tokens: AtomicU64,
}

impl Works {
    /// The user does not want to wait for it.
    pub(super) fn cancel(&self, token: &ProgressToken) {
        if let Some(work) = self.lock().get(token) {
            work.notify_one();
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<ProgressToken, Arc<Notify>>> {
        self.by_token.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Progress {
    /// Show progress under the token that came with the request, else under one of our own if the client can. Nothing is
    /// shown of work that ends before the client has agreed.
    pub(super) fn new(session: &Arc<Session>, title: &str, given: Option<ProgressToken>) -> Self {
        let agreed = Arc::new(AtomicBool::new(given.is_some()));
        let token = given.or_else(|| ask(session, &agreed));
        let cancelled = Arc::<Notify>::default();
        if let Some(token) = &token {
            let work = (token.clone(), cancelled.clone());
            session.works.lock().extend([work]);
        }
        Self {
            session: session.clone(),
            title: title.to_owned(),
            token,
            agreed,
            begun: AtomicBool::new(false),
            ended: AtomicBool::new(false),
            cancelled,
        }
    }

    /// So many of so many are done.
    pub(super) async fn report(&self, done: usize, all: usize, unit: &str) {
        const STEP: usize = 16;
        if done.is_multiple_of(STEP) {
            let percentage = 100 * done / all.max(1);
            let message = format!("{done} of {all} {unit}");
            self.tell(json!({"kind": "report", "message": message, "percentage": percentage}))
                .await;
        }
    }

    /// It is done.
    pub(super) async fn end(&self) {
        if self.begun.load(Ordering::Relaxed) && !self.ended.swap(true, Ordering::Relaxed) {
            self.tell(json!({"kind": "end"})).await;
        }
    }

    /// Comes to an end when the user cancels.
    pub(super) async fn cancelled(&self) {
        self.cancelled.notified().await;
    }

    /// Send a report, and the beginning before the first.
    pub(super) async fn tell(&self, value: Value) {
        let Some(token) = self
            .token
            .as_ref()
            .filter(|_| self.agreed.load(Ordering::Relaxed))
        else {
            return;
        };
        if !self.begun.swap(true, Ordering::Relaxed) {
            let mut begin = json!({"kind": "begin", "title": self.title, "cancellable": true});
            if value.get("percentage").is_some() {
                begin["percentage"] = json!(0);
            }
            send(&self.session, token, begin).await;
        }
        send(&self.session, token, value).await;
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        let Some(token) = self.token.take() else {
            return;
        };
        self.session.works.lock().remove(&token);
        let begun = *self.begun.get_mut() && !*self.ended.get_mut();
        // Nobody waits for the work any more, yet the client shows it.
        if let Ok(runtime) = Handle::try_current()
            && begun
        {
            let session = self.session.clone();
            runtime.spawn(async move { send(&session, &token, json!({"kind": "end"})).await });
        }
    }
}

/// A token of our own. The client's answer is not waited for: a handler that waits for the client may wait for ever.
fn ask(session: &Arc<Session>, agreed: &Arc<AtomicBool>) -> Option<ProgressToken> {
    if !session.features().progress {
        return None;
    }
    let number = session.works.tokens.fetch_add(1, Ordering::Relaxed);
    let token = ProgressToken::String(format!("codenode/{number}"));
    let (client, agreed, asked) = (session.client.clone(), agreed.clone(), token.clone());
    tokio::spawn(async move {
        let answer = client.create_work_done_progress(asked).await;
        agreed.store(answer.is_ok(), Ordering::Relaxed);
    });
    Some(token)
}

/// Send `value` under `token`: progress, or a part of an answer.
pub(super) async fn send(session: &Session, token: &ProgressToken, value: Value) {
    let params = json!({"token": token, "value": value});
    session
        .client
        .send_notification::<AnyProgress>(params)
        .await;
}

/// `$/progress`, of whose partial results the library knows nothing.
enum AnyProgress {}

impl Notification for AnyProgress {
    type Params = Value;
    const METHOD: &'static str = "$/progress";
}
