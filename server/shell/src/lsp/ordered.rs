use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

use futures::future::{BoxFuture, FutureExt};
use tokio::sync::Notify;
use tower::Service;
use tower_lsp::jsonrpc::{Request, Response};

use super::documents::Documents;
use super::frames;

/// Applies edits of documents in the order in which they arrive.
///
/// tower-lsp polls handlers concurrently, so a handler that awaits before it stores may store after a later one. `call`,
/// however, runs on the reader, in the order of the wire.
pub(super) struct Ordered<S> {
    inner: S,
    documents: Arc<Documents>,
    farewell: Arc<Farewell>,
}

impl<S> Ordered<S> {
    pub(super) fn new(inner: S, documents: Arc<Documents>, farewell: Arc<Farewell>) -> Self {
        Self {
            inner,
            documents,
            farewell,
        }
    }
}

impl<S> Service<Request> for Ordered<S>
where
    S: Service<Request, Response = Option<Response>>,
    S::Future: Send + 'static,
    S::Error: Send + 'static,
{
    type Response = Option<Response>;
    type Error = S::Error;
    type Future = BoxFuture<'static, Result<Self::Response, Self::Error>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request) -> Self::Future {
        if let Some(answer) = frames::answer_unreadable(&request) {
            return futures::future::ready(Ok(Some(answer))).boxed();
        }
        match request.method() {
            "shutdown" => self.farewell.announce(),
            "exit" => self.farewell.say(),
            method => self.documents.apply(method, request.params()),
        }
        self.inner.call(request).boxed()
    }
}

/// How the session ends.
#[derive(Debug, Default)]
pub(super) struct Farewell {
    announced: AtomicBool,
    said: Notify,
}

impl Farewell {
    /// `shutdown` came.
    fn announce(&self) {
        self.announced.store(true, Ordering::SeqCst);
    }

    pub(super) fn announced(&self) -> bool {
        self.announced.load(Ordering::SeqCst)
    }

    /// It is time to go.
    pub(super) fn say(&self) {
        self.said.notify_one();
    }

    pub(super) async fn said(&self) {
        self.said.notified().await;
    }
}
