use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use run::{Job, Outcome};
use serde_json::json;
use text::{EmbeddedText, InFile, TextRange, TextSize};
use tower_lsp::ls_types::{Diagnostic, DiagnosticSeverity, NumberOrString, Uri};

use super::checks::Checked;
use super::documents::{Documents, Snapshot};
use super::encoding::Encoding;
use crate::analysis::label;
use crate::place::Lines;
use crate::run::{headline, input_used};

/// What failed when it was run last, shown until its document changes.
#[derive(Debug, Default)]
pub(super) struct Failures {
    by_document: Mutex<HashMap<Uri, OfText>>,
}

/// What failed in one state of a document, by the place of the node in the file.
#[derive(Debug)]
struct OfText {
    text: Weak<String>,
    nodes: BTreeMap<u32, Diagnostic>,
}

impl Failures {
    /// What failed in this state of a document.
    pub(super) fn of(&self, snapshot: &Snapshot) -> Vec<Diagnostic> {
        let held = self.lock();
        let found = held.get(&snapshot.uri);
        let found = found.filter(|found| found.is_of(&snapshot.text));
        found.map_or_else(Vec::new, |found| found.nodes.values().cloned().collect())
    }

    /// The node at this place has been run. Whether that is news.
    pub(super) fn note(
        &self,
        documents: &Documents,
        snapshot: &Snapshot,
        node: TextSize,
        failed: Option<Diagnostic>,
    ) -> bool {
        let mut held = self.lock();
        let now = documents.snapshot(&snapshot.uri);
        if now.is_none_or(|now| !Arc::ptr_eq(&now.text, &snapshot.text)) {
            return false;
        }
        let known = held.entry(snapshot.uri.clone()).or_insert_with(OfText::new);
        if !known.is_of(&snapshot.text) {
            *known = OfText::new();
            known.text = Arc::downgrade(&snapshot.text);
        }
        let before = match &failed {
            Some(failed) => known.nodes.insert(node.into(), failed.clone()),
            None => known.nodes.remove(&node.into()),
        };
        before != failed
    }

    /// The document was closed.
    pub(super) fn forget(&self, uri: &Uri) {
        self.lock().remove(uri);
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Uri, OfText>> {
        let held = self.by_document.lock();
        held.unwrap_or_else(PoisonError::into_inner)
    }
}

impl OfText {
    fn new() -> Self {
        Self {
            text: Weak::new(),
            nodes: BTreeMap::new(),
        }
    }

    /// A document that changes gets another text, in another place as long as this one is remembered.
    fn is_of(&self, text: &Arc<String>) -> bool {
        std::ptr::eq(self.text.as_ptr(), Arc::as_ptr(text))
    }
}

/// Why a run failed, at its place; `None` where it did not, or where nothing is said against the node.
pub(super) fn failure(
    checked: &Checked,
    job: &Job<'_>,
    outcome: &Outcome,
    encoding: Encoding,
) -> Option<Diagnostic> {
    let error = outcome
        .error
        .as_ref()
        .filter(|_| !outcome.is_no_verdict())?;
    let code = job.node.code.as_ref();
    let placed = error.range.map(|span| {
        let (start, end) = (span.start.offset, span.end.offset);
        InFile(TextRange::new(start.into(), end.max(start).into()))
    });
    let range = placed.unwrap_or_else(|| match code {
        Some(code) => code.to_file(text::InCode(first_line(code.text()))),
        None => job.workflow.nodes[job.node.node].name_range,
    });
    let told = [
        Some(headline(error)),
        error.description.clone(),
        error.help.clone(),
    ];
    let with = format!("Run with {}.", input_used(&outcome.input));
    let lines: Vec<String> = told.into_iter().flatten().chain([with]).collect();
    let in_code = code.and_then(|code| in_code(code, range));
    let (id, name) = (&outcome.node.id, &outcome.node.name);
    let node = label(&checked.analysis, id, name, Some(job.node));
    Some(Diagnostic {
        range: encoding.range(&checked.text, &checked.lines, range),
        severity: Some(DiagnosticSeverity::ERROR),
        code: Some(NumberOrString::String("run-failed".to_owned())),
        source: Some("codenode run".to_owned()),
        message: lines.join("\n"),
        data: Some(json!({"node": node, "code_range": in_code, "fix": null})),
        ..Diagnostic::default()
    })
}

/// The first line that says something, without its margins: an error without a place is shown there.
fn first_line(code: &str) -> TextRange {
    let start = code.len() - code.trim_start().len();
    let line = code[start..].lines().next().unwrap_or_default();
    TextRange::at(TextSize::new(start as u32), TextSize::of(line.trim_end()))
}

/// The range as editors need it that show the code of a node by itself.
fn in_code(code: &EmbeddedText, range: InFile<TextRange>) -> Option<crate::place::Span> {
    let start = code.to_code(InFile(range.0.start()))?.0;
    let end = code.to_code(InFile(range.0.end()))?.0;
    let range = TextRange::new(start, end.max(start));
    Some(Lines::new(code.text()).span(range))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_without_a_place_stands_at_the_first_words() {
        let shown = |code: &'static str| &code[std::ops::Range::<usize>::from(first_line(code))];
        assert_eq!(shown("\n\n  return 1; \r\n}"), "return 1;");
        assert_eq!(shown(" \n"), "");
        assert_eq!(shown("é"), "é");
    }
}
