use lint::{Severity, Tag};
use serde_json::json;
use text::{InFile, TextRange};
use tower_lsp::ls_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag,
    DocumentDiagnosticReport, FullDocumentDiagnosticReport, Location, NumberOrString, Range,
    RelatedFullDocumentDiagnosticReport, RelatedUnchangedDocumentDiagnosticReport,
    UnchangedDocumentDiagnosticReport, Uri,
};

use super::checks::Checked;
use super::documents::Snapshot;
use super::encoding::Encoding;
use super::features::Features;
use super::pages;
use super::session::Session;
use crate::analysis::{self, platform};
use crate::lint::platform_sentence;
use crate::place::Lines;

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

/// Everything there is to say of an open document, what failed when it was run included.
pub(super) fn diagnostics(
    session: &Session,
    snapshot: &Snapshot,
    checked: &Checked,
) -> Vec<Diagnostic> {
    let (encoding, features) = (session.encoding(), session.features());
    let mut found = of_text(checked, &snapshot.uri, encoding, features);
    found.extend(session.failures.of(snapshot));
    found
}

/// Everything there is to say of a text; nothing where it is no workflow.
pub(super) fn of_text(
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
    let node = diagnostic.node.as_ref().map(|node| {
        let code = checked.analysis.code_node(diagnostic);
        let code = code.map(|(_, code)| code);
        analysis::label(&checked.analysis, &node.id, &node.name, code)
    });
    // Editors that show the code of a node by itself place the finding there.
    let code_range = analysis::code(&checked.analysis, diagnostic)
        .zip(diagnostic.code_range)
        .map(|(code, range)| Lines::new(code.text()).span(range.0));
    let fix = diagnostic.fix.as_ref().map(|fix| &fix.title);
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
        data: Some(json!({"node": node, "code_range": code_range, "fix": fix})),
        code_description: features
            .descriptions
            .then(|| pages::href(diagnostic.rule))
            .flatten()
            .map(|href| CodeDescription { href }),
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
