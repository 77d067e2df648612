use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use serde::Deserialize;
use serde_json::Value;
use text::LineIndex;
use tokio::sync::OnceCell;
use tower_lsp::ls_types::{
    DidChangeTextDocumentParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams,
    TextDocumentContentChangeEvent, Uri,
};

use super::checks::Checked;
use super::encoding::Encoding;
use crate::files::Unreadable;
use crate::test::on_disk;

/// The open documents: changed in one place, [`Documents::apply`], and read as snapshots.
#[derive(Debug, Default)]
pub(super) struct Documents {
    open: Mutex<HashMap<Uri, Snapshot>>,
    encoding: OnceLock<Encoding>,
    revisions: AtomicU64,
}

/// A document as it was at one moment; cheap to clone.
#[derive(Debug, Clone)]
pub(super) struct Snapshot {
    pub(super) uri: Uri,
    /// The client's number for it.
    pub(super) version: i32,
    /// Our own number: no two states of any document share one.
    pub(super) revision: u64,
    pub(super) text: Arc<String>,
    /// Where its lines are.
    pub(super) lines: Arc<LineIndex>,
    language: Arc<str>,
    /// What was found in it, once somebody has asked.
    pub(super) checked: Arc<OnceCell<Arc<Checked>>>,
}

impl Documents {
    /// What columns count from now on.
    pub(super) fn agree(&self, encoding: Encoding) {
        // A second `initialize` is refused by tower-lsp, so nobody comes too late.
        let _ = self.encoding.set(encoding);
    }

    pub(super) fn encoding(&self) -> Encoding {
        self.encoding.get().copied().unwrap_or_default()
    }

    /// The document as it is now, if it is open.
    pub(super) fn snapshot(&self, uri: &Uri) -> Option<Snapshot> {
        self.lock().get(uri).cloned()
    }

    /// The open documents as they are now.
    pub(super) fn all(&self) -> Vec<Snapshot> {
        self.lock().values().cloned().collect()
    }

    /// What a file says: as it is open, else as it is on the disk.
    pub(super) fn read(&self, path: &Path) -> Result<String, Unreadable> {
        match self.at(path) {
            Some(open) => Ok(open.text.to_string()),
            None => on_disk(path),
        }
    }

    /// The open document of the file at `path`.
    pub(super) fn at(&self, path: &Path) -> Option<Snapshot> {
        let open = self.lock();
        open.values().find(|open| open.path() == path).cloned()
    }

    /// What was found in the open documents no longer counts. Their addresses.
    pub(super) fn recheck(&self) -> Vec<Uri> {
        let mut open = self.lock();
        for document in open.values_mut() {
            document.revision = self.next_revision();
            document.checked = Arc::default();
        }
        open.keys().cloned().collect()
    }

    /// There is something else to say of a document, whose text is what it was.
    pub(super) fn renumber(&self, uri: &Uri) {
        if let Some(document) = self.lock().get_mut(uri) {
            document.revision = self.next_revision();
        }
    }

    /// Nothing has happened to the document since.
    pub(super) fn is_current(&self, snapshot: &Snapshot) -> bool {
        self.lock()
            .get(&snapshot.uri)
            .is_some_and(|now| now.revision == snapshot.revision)
    }

    /// The document that the parameters of a message name, as it is now.
    pub(super) fn named_by(&self, params: Option<&Value>) -> Option<Snapshot> {
        let params = params?;
        let document = params.get("textDocument").map(|named| &named["uri"]);
        // Commands that are about a document name it first.
        let uri = document.or_else(|| params.get("arguments")?.get(0));
        // So do questions about an item of a hierarchy.
        let uri = uri.or_else(|| params.get("item")?.get("uri"))?;
        self.snapshot(&uri.as_str()?.parse().ok()?)
    }

    /// Let a notification of the client have its effect; other messages have none.
    pub(super) fn apply(&self, method: &str, params: Option<&Value>) {
        match method {
            "textDocument/didOpen" => read(params).map(|params| self.open(params)),
            "textDocument/didChange" => read(params).map(|params| self.change(params)),
            "textDocument/didClose" => read(params).map(|params| self.close(&params)),
            _ => None,
        };
    }

    fn open(&self, params: DidOpenTextDocumentParams) {
        let document = params.text_document;
        let snapshot = Snapshot {
            uri: document.uri.clone(),
            version: document.version,
            revision: self.next_revision(),
            lines: Arc::new(LineIndex::new(&document.text)),
            text: Arc::new(document.text),
            language: document.language_id.into(),
            checked: Arc::default(),
        };
        self.lock().insert(document.uri, snapshot);
    }

    fn change(&self, params: DidChangeTextDocumentParams) {
        let (encoding, revision) = (self.encoding(), self.next_revision());
        let mut open = self.lock();
        let Some(document) = open.get_mut(&params.text_document.uri) else {
            return;
        };
        // First, so that nobody else holds the text: then it need not be copied.
        document.checked = Arc::default();
        for change in params.content_changes {
            document.edit(change, encoding);
        }
        document.version = params.text_document.version;
        document.revision = revision;
    }

    fn close(&self, params: &DidCloseTextDocumentParams) {
        self.lock().remove(&params.text_document.uri);
    }

    fn next_revision(&self) -> u64 {
        self.revisions.fetch_add(1, Ordering::Relaxed)
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Uri, Snapshot>> {
        // Every state in between is a valid one, so a panic elsewhere has spoilt nothing.
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Snapshot {
    /// Replace what a change says; without a range it is the whole text.
    fn edit(&mut self, change: TextDocumentContentChangeEvent, encoding: Encoding) {
        match change.range {
            Some(range) => {
                let bytes = encoding.bytes(&self.text, &self.lines, range);
                Arc::make_mut(&mut self.text)
                    .replace_range(std::ops::Range::<usize>::from(bytes), &change.text);
            }
            None => self.text = Arc::new(change.text),
        }
        self.lines = Arc::new(LineIndex::new(&self.text));
    }

    /// What the core takes the document for: its path, else a name with the extension of its language.
    pub(super) fn path(&self) -> PathBuf {
        let path = self.uri.to_file_path().unwrap_or_default();
        match (path.extension(), &*self.language) {
            (Some(_), _) => path.into_owned(),
            (None, "json" | "jsonc") => path.with_extension("json"),
            (None, "yaml") => path.with_extension("yml"),
            (None, _) => path.into_owned(),
        }
    }
}

fn read<'p, P: Deserialize<'p>>(params: Option<&'p Value>) -> Option<P> {
    // tower-lsp reads the same message and answers what cannot be read.
    P::deserialize(params?).ok()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use serde_json::json;

    use super::*;

    const URI: &str = "file:///flow.yml";

    fn opened(text: &str) -> Documents {
        let documents = Documents::default();
        let document = json!({"uri": URI, "languageId": "yaml", "version": 1, "text": text});
        documents.apply(
            "textDocument/didOpen",
            Some(&json!({"textDocument": document})),
        );
        documents
    }

    fn change(documents: &Documents, version: i32, changes: Value) {
        let params =
            json!({"textDocument": {"uri": URI, "version": version}, "contentChanges": changes});
        documents.apply("textDocument/didChange", Some(&params));
    }

    fn now(documents: &Documents) -> Option<Snapshot> {
        documents.snapshot(&URI.parse().unwrap())
    }

    fn range(start: (u32, u32), end: (u32, u32)) -> Value {
        json!({"start": {"line": start.0, "character": start.1}, "end": {"line": end.0, "character": end.1}})
    }

    #[test]
    fn changes_of_one_message_build_on_each_other() {
        let documents = opened("😀 one\ntwo\n");
        change(
            &documents,
            7,
            json!([
                {"range": range((0, 3), (0, 6)), "text": "1\nnew"},
                {"range": range((1, 0), (2, 3)), "text": "2"},
            ]),
        );
        let snapshot = now(&documents).unwrap();
        assert_eq!((snapshot.text.as_str(), snapshot.version), ("😀 1\n2\n", 7));
        change(&documents, 8, json!([{"text": "all"}]));
        assert_eq!(now(&documents).unwrap().text.as_str(), "all");
    }

    #[test]
    fn a_snapshot_keeps_its_text_and_knows_that_it_is_old() {
        let documents = opened("a");
        let old = now(&documents).unwrap();
        assert!(documents.is_current(&old));
        change(&documents, 2, json!([{"text": "b"}]));
        assert_eq!(old.text.as_str(), "a");
        assert!(!documents.is_current(&old));
        documents.apply(
            "textDocument/didClose",
            Some(&json!({"textDocument": {"uri": URI}})),
        );
        assert!(now(&documents).is_none());
    }

    #[test]
    fn nonsense_changes_nothing() {
        let documents = opened("a");
        change(&documents, 2, json!("nonsense"));
        documents.apply("textDocument/didChange", None);
        documents.apply("textDocument/didClose", Some(&json!([1])));
        change(
            &documents,
            3,
            json!([{"range": range((9, 9), (0, 0)), "text": "!"}]),
        );
        assert_eq!(now(&documents).unwrap().text.as_str(), "a!");
    }

    #[test]
    fn an_untitled_document_is_what_its_language_says() {
        let documents = Documents::default();
        let document =
            json!({"uri": "untitled:Untitled-1", "languageId": "json", "version": 1, "text": ""});
        documents.apply(
            "textDocument/didOpen",
            Some(&json!({"textDocument": document})),
        );
        let snapshot = documents
            .snapshot(&"untitled:Untitled-1".parse().unwrap())
            .unwrap();
        assert_eq!(snapshot.path(), Path::new("Untitled-1.json"));
    }
}
