use std::sync::Arc;
use std::time::Duration;

use lint::{Severity, Tag};
use serde_json::json;
use text::{InFile, TextRange};
use tokio::sync::Mutex;
use tower_lsp::Client;
use tower_lsp::ls_types::{
    Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag,
    DocumentDiagnosticReport, FullDocumentDiagnosticReport, Location, NumberOrString, Range,
    RelatedFullDocumentDiagnosticReport, RelatedUnchangedDocumentDiagnosticReport,
    UnchangedDocumentDiagnosticReport, Uri,
};

use super::checks::{Checked, Checks};
use super::documents::{Documents, Snapshot};
use super::encoding::Encoding;
use super::features::Features;
use crate::analysis::platform;
use crate::lint::platform_sentence;

/// Sends diagnostics to a client that does not ask for them.
#[derive(Debug)]
pub(super) struct Publisher {
    pub(super) client: Client,
    pub(super) documents: Arc<Documents>,
    pub(super) checks: Arc<Checks>,
    /// Held from the last look at a document's state to the sending, so that nothing older is sent after something newer.
    pub(super) turn: Mutex<()>,
}

impl Publisher {
    /// Send the diagnostics of the document as it is now, unless it changes within `delay`.
    pub(super) fn schedule(self: &Arc<Self>, uri: &Uri, delay: Duration, features: Features) {
        let Some(snapshot) = self.documents.snapshot(uri) else {
            return;
        };
        let publisher = self.clone();
        // Never awaited by a handler: the client may be slow to read.
        tokio::spawn(async move {
            tokio::time::sleep(delay).await;
            if publisher.documents.is_current(&snapshot) {
                let checked = publisher.checks.check(&snapshot).await;
                publisher.send(&snapshot, &checked, features).await;
            }
        });
    }

    async fn send(&self, snapshot: &Snapshot, checked: &Checked, features: Features) {
        let found = diagnostics(checked, &snapshot.uri, self.documents.encoding(), features);
        let _turn = self.turn.lock().await;
        if self.documents.is_current(snapshot) {
            self.client
                .publish_diagnostics(snapshot.uri.clone(), found, Some(snapshot.version))
                .await;
        }
    }

    /// Take back what was said of a document that is closed now.
    pub(super) fn withdraw(self: &Arc<Self>, uri: Uri) {
        let publisher = self.clone();
        tokio::spawn(async move {
            let _turn = publisher.turn.lock().await;
            if publisher.documents.snapshot(&uri).is_none() {
                publisher
                    .client
                    .publish_diagnostics(uri, Vec::new(), None)
                    .await;
            }
        });
    }
}

/// The answer to a client that asks; `known` is the mark of the answer it has.
pub(super) fn report(
    snapshot: &Snapshot,
    items: impl FnOnce() -> Vec<Diagnostic>,
    known: Option<&str>,
) -> DocumentDiagnosticReport {
    let result_id = snapshot.revision.to_string();
    if known == Some(&result_id) {
        let unchanged = UnchangedDocumentDiagnosticReport { result_id };
        return RelatedUnchangedDocumentDiagnosticReport {
            related_documents: None,
            unchanged_document_diagnostic_report: unchanged,
        }
        .into();
    }
    let full = FullDocumentDiagnosticReport {
        result_id: Some(result_id),
        items: items(),
    };
    RelatedFullDocumentDiagnosticReport {
        related_documents: None,
        full_document_diagnostic_report: full,
    }
    .into()
}

/// Everything there is to say of a document; nothing where it is no workflow.
pub(super) fn diagnostics(
    checked: &Checked,
    uri: &Uri,
    encoding: Encoding,
    features: Features,
) -> Vec<Diagnostic> {
    if platform(&checked.analysis).is_none() {
        return Vec::new();
    }
    let problems = checked
        .analysis
        .problems
        .iter()
        .map(|problem| of_file(checked, problem, encoding));
    let found = checked.analysis.diagnostics.iter();
    problems
        .chain(found.map(|diagnostic| of_rule(checked, diagnostic, uri, encoding, features)))
        .collect()
}

fn of_file(checked: &Checked, problem: &text::Problem, encoding: Encoding) -> Diagnostic {
    let severity = if problem.fatal {
        DiagnosticSeverity::ERROR
    } else {
        DiagnosticSeverity::WARNING
    };
    Diagnostic {
        range: range(checked, problem.range, encoding),
        severity: Some(severity),
        source: Some("codenode".to_owned()),
        message: problem.message.clone(),
        ..Diagnostic::default()
    }
}

/// A finding in the protocol's terms.
pub(super) fn of_rule(
    checked: &Checked,
    diagnostic: &lint::Diagnostic,
    uri: &Uri,
    encoding: Encoding,
    features: Features,
) -> Diagnostic {
    let related = |related: &lint::Related| DiagnosticRelatedInformation {
        location: Location {
            uri: uri.clone(),
            range: range(checked, related.range, encoding),
        },
        message: related.message.clone(),
    };
    let node = diagnostic
        .node
        .as_ref()
        .map(|node| json!({"id": node.id, "name": node.name}));
    Diagnostic {
        range: range(checked, diagnostic.range, encoding),
        severity: Some(severity(diagnostic.severity)),
        code: Some(NumberOrString::String(diagnostic.rule.id.to_owned())),
        source: Some("codenode".to_owned()),
        message: message(checked, diagnostic),
        related_information: features
            .related
            .then(|| diagnostic.related.iter().map(related).collect()),
        tags: diagnostic
            .tag
            .filter(|_| features.tags)
            .map(|tag| vec![self::tag(tag)]),
        data: Some(json!({"node": node, "fix": diagnostic.fix.as_ref().map(|fix| &fix.title)})),
        code_description: None,
    }
}

/// What is wrong, what the platform will say, what to do: editors show the lines as they are.
fn message(checked: &Checked, diagnostic: &lint::Diagnostic) -> String {
    let said = platform_sentence(diagnostic, platform(&checked.analysis));
    let help = diagnostic.help.clone();
    [Some(diagnostic.message.clone()), said, help]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join("\n")
}

fn range(checked: &Checked, range: InFile<TextRange>, encoding: Encoding) -> Range {
    encoding.range(&checked.text, &checked.lines, range)
}

fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Error => DiagnosticSeverity::ERROR,
        Severity::Warning => DiagnosticSeverity::WARNING,
        Severity::Info => DiagnosticSeverity::INFORMATION,
    }
}

fn tag(tag: Tag) -> DiagnosticTag {
    match tag {
        Tag::Unnecessary => DiagnosticTag::UNNECESSARY,
        Tag::Deprecated => DiagnosticTag::DEPRECATED,
    }
}
