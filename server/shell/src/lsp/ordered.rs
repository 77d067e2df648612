use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

use futures::future::{BoxFuture, FutureExt};
use tokio::sync::Notify;
use tower::Service;
use tower_lsp::jsonrpc::{Error, Request, Response};

use super::documents::{Documents, Snapshot};
use super::frames;

tokio::task_local! {
    /// The document that the request under way names, as it was when the request came.
    static ASKED: Option<Snapshot>;
}

/// The document that the request under way is about, in the state it is about. Only for handlers.
pub(super) fn asked() -> Option<Snapshot> {
    ASKED.try_with(Clone::clone).unwrap_or_default()
}

/// Applies edits of documents in the order in which they arrive, and keeps for every request the state it asks about.
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
        let asked = self.documents.named_by(request.params());
        let id = request.id().cloned();
        let answer = AssertUnwindSafe(ASKED.scope(asked, self.inner.call(request))).catch_unwind();
        // A panic costs one answer, not the server.
        answer
            .map(|answered| match (answered, id) {
                (Ok(answer), _) => answer,
                (Err(_), Some(id)) => Ok(Some(Response::from_error(id, Error::internal_error()))),
                (Err(_), None) => Ok(None),
            })
            .boxed()
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

#[cfg(test)]
mod tests {
    use serde_json::json;
    use tower::service_fn;

    use super::*;

    const URI: &str = "file:///flow.json";

    fn opened(text: &str) -> Arc<Documents> {
        let documents = Arc::<Documents>::default();
        let document = json!({"uri": URI, "languageId": "json", "version": 1, "text": text});
        documents.apply(
            "textDocument/didOpen",
            Some(&json!({"textDocument": document})),
        );
        documents
    }

    fn about(method: &'static str, params: serde_json::Value) -> Request {
        let mut params = params;
        params["textDocument"] = json!({"uri": URI, "version": 2});
        Request::build(method).params(params).id(7).finish()
    }

    #[tokio::test]
    async fn a_panic_costs_one_answer() {
        let panics = service_fn(|_: Request| async {
            match std::hint::black_box(true) {
                true => panic!("for the test"),
                false => Ok::<_, ()>(None),
            }
        });
        let mut service = Ordered::new(panics, Arc::default(), Arc::default());
        let answer = service.call(about("textDocument/hover", json!({}))).await;
        let error = answer.unwrap().unwrap();
        assert_eq!(error.id(), &tower_lsp::jsonrpc::Id::Number(7));
        assert!(error.error().is_some());
    }

    #[tokio::test]
    async fn a_request_is_about_the_state_it_was_sent_in() {
        let looks = service_fn(|request: Request| async move {
            let text = asked().map(|snapshot| snapshot.text.to_string());
            let id = request.id().cloned().unwrap_or_default();
            Ok::<_, ()>(Some(Response::from_ok(id, json!(text))))
        });
        let mut service = Ordered::new(looks, opened("old"), Arc::default());
        let answer = service.call(about("textDocument/hover", json!({})));
        let change = json!({"contentChanges": [{"text": "new"}]});
        drop(service.call(about("textDocument/didChange", change)));
        let later = service.call(about("textDocument/hover", json!({})));
        let text =
            |answer: Result<Option<Response>, ()>| answer.unwrap().unwrap().result().cloned();
        assert_eq!(text(later.await), Some(json!("new")));
        assert_eq!(text(answer.await), Some(json!("old")));
    }
}
