use std::collections::HashSet;
use std::path::Path;

use lint::{Analysis, Applicability, Diagnostic, Rule, Severity};
use serde::{Serialize, Serializer};
use text::{Language, TextRange};
use workflow::{DeploymentProblem, Platform};

use super::confirm::Confirmation;
use super::excerpt::{self, Excerpt};
use crate::analysis;
use crate::files::Unreadable;
use crate::place::{Lines, Span};

/// A finding that stands by itself: the text and the tree it came from may be dropped. Serialises as the interface says.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Finding {
    #[serde(serialize_with = "rule_id")]
    pub(crate) rule: &'static Rule,
    #[serde(serialize_with = "severity")]
    pub(crate) severity: Severity,
    /// The path as given.
    pub(crate) file: String,
    pub(crate) node: Option<NodeName>,
    #[serde(serialize_with = "language")]
    pub(crate) language: Option<Language>,
    pub(crate) message: String,
    pub(crate) platform_message: Option<String>,
    pub(crate) help: Option<String>,
    pub(crate) range: Span,
    pub(crate) code_range: Option<Span>,
    pub(crate) related: Vec<Related>,
    pub(crate) fix: Option<Fix>,
    /// What running the node made of it, where that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) confirmed: Option<Confirmation>,
    /// The platform's message with who says it.
    #[serde(skip)]
    pub(crate) platform_sentence: Option<String>,
    /// The same for the same defect after unrelated edits.
    #[serde(skip)]
    pub(crate) fingerprint: u64,
    /// What to show of the code; empty unless it was asked for.
    #[serde(skip)]
    pub(crate) excerpts: Vec<Excerpt>,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct NodeName {
    pub(crate) id: String,
    pub(crate) name: String,
    #[serde(rename = "type")]
    pub(crate) kind: String,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct Related {
    pub(crate) message: String,
    pub(crate) range: Span,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct Fix {
    pub(crate) title: String,
    #[serde(serialize_with = "applicability")]
    pub(crate) applicability: Applicability,
    pub(crate) edits: Vec<FixEdit>,
}

/// Replace the bytes from `start` up to `end`.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct FixEdit {
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) text: String,
}

/// What is wrong with a file itself.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct FileProblem {
    pub(crate) file: String,
    pub(crate) message: String,
    pub(crate) range: Option<Span>,
    /// `error`: the file was not checked, or its platform would refuse it.
    #[serde(serialize_with = "severity")]
    pub(crate) severity: Severity,
}

impl Finding {
    /// What is wrong, what the platform will say, what to do.
    pub(crate) fn sentences(&self) -> Vec<&str> {
        let said = self.platform_sentence.as_deref();
        [Some(self.message.as_str()), said, self.help.as_deref()]
            .into_iter()
            .flatten()
            .collect()
    }
}

/// What the platform will say, with who says it. An error will come, a warning may.
pub(crate) fn platform_sentence(
    diagnostic: &Diagnostic,
    platform: Option<Platform>,
) -> Option<String> {
    let message = diagnostic.platform_message.as_deref()?;
    let verb = if diagnostic.severity == Severity::Error {
        "will"
    } else {
        "may"
    };
    Some(match platform {
        Some(Platform::Dify) => format!("Dify {verb} fail the node with: {message}"),
        Some(Platform::N8n) => format!("n8n {verb} stop with: {message}"),
        None => format!("the platform {verb} say: {message}"),
    })
}

impl FileProblem {
    pub(crate) fn of_deployment(problem: &DeploymentProblem) -> Self {
        Self {
            file: problem.place.file.clone(),
            message: format!("line {}: {}", problem.place.line, problem.message),
            range: None,
            severity: Severity::Warning,
        }
    }

    pub(crate) fn unreadable(unreadable: &Unreadable) -> Self {
        Self {
            file: unreadable.path.display().to_string(),
            message: unreadable.reason.clone(),
            range: None,
            severity: Severity::Error,
        }
    }
}

/// The findings of `analysis` in the order of the file. `excerpts`: with what to show of the code.
pub(crate) fn findings(
    analysis: &Analysis,
    text: &str,
    file: &Path,
    excerpts: bool,
) -> Vec<Finding> {
    if analysis.diagnostics.is_empty() {
        return Vec::new();
    }
    let lines = Lines::new(text);
    let mut seen = HashSet::new();
    let distinct = |diagnostic: &Diagnostic| {
        let mut finding = finding(analysis, diagnostic, &lines, file, excerpts);
        while !seen.insert(finding.fingerprint) {
            finding.fingerprint = fnv1a(finding.fingerprint, b"again");
        }
        finding
    };
    analysis.diagnostics.iter().map(distinct).collect()
}

/// What is wrong with the file of `analysis`, in the order of the file.
pub(crate) fn problems(analysis: &Analysis, text: &str, file: &Path) -> Vec<FileProblem> {
    if analysis.problems.is_empty() {
        return Vec::new();
    }
    let lines = Lines::new(text);
    let problem = |problem: &text::Problem| FileProblem {
        file: file.display().to_string(),
        message: problem.message.clone(),
        range: Some(lines.span(problem.range.0)),
        severity: if problem.fatal {
            Severity::Error
        } else {
            Severity::Warning
        },
    };
    analysis.problems.iter().map(problem).collect()
}

fn finding(
    analysis: &Analysis,
    diagnostic: &Diagnostic,
    lines: &Lines,
    file: &Path,
    excerpts: bool,
) -> Finding {
    let code = analysis::code(analysis, diagnostic);
    let code_lines = code.map(|code| Lines::new(code.text()));
    let in_code = code_lines
        .as_ref()
        .zip(diagnostic.code_range.map(|range| range.0));
    let related = |related: &lint::Related| Related {
        message: related.message.clone(),
        range: lines.span(related.range.0),
    };
    Finding {
        rule: diagnostic.rule,
        severity: diagnostic.severity,
        file: file.display().to_string(),
        node: diagnostic.node.as_ref().map(|node| NodeName {
            id: node.id.clone(),
            name: node.name.clone(),
            kind: node.kind.clone(),
        }),
        language: diagnostic.language,
        message: diagnostic.message.clone(),
        platform_message: diagnostic.platform_message.clone(),
        help: diagnostic.help.clone(),
        range: lines.span(diagnostic.range.0),
        code_range: in_code.as_ref().map(|(lines, range)| lines.span(*range)),
        related: diagnostic.related.iter().map(related).collect(),
        fix: diagnostic.fix.as_ref().map(fix),
        confirmed: None,
        platform_sentence: platform_sentence(diagnostic, analysis::platform(analysis)),
        fingerprint: fingerprint(
            diagnostic,
            lines,
            in_code.as_ref().map(|(lines, range)| (*lines, *range)),
        ),
        excerpts: if excerpts {
            excerpt::excerpts(diagnostic, lines, code.zip(code_lines.as_ref()))
        } else {
            Vec::new()
        },
    }
}

fn fix(fix: &lint::Fix) -> Fix {
    let edit = |edit: &text::Edit| FixEdit {
        start: edit.range.0.start().into(),
        end: edit.range.0.end().into(),
        text: edit.text.clone(),
    };
    Fix {
        title: fix.title.clone(),
        applicability: fix.applicability,
        edits: fix.edits.iter().map(edit).collect(),
    }
}

/// Rule, node, and the line of the code (else what the finding points at): not where they stand.
fn fingerprint(
    diagnostic: &Diagnostic,
    lines: &Lines,
    in_code: Option<(&Lines, TextRange)>,
) -> u64 {
    const LONGEST: usize = 200;
    let shown = match in_code {
        Some((code, range)) => code.text[code.line(code.line_of(range.start()))].trim(),
        None => lines
            .text
            .get(std::ops::Range::<usize>::from(diagnostic.range.0))
            .unwrap_or_default(),
    };
    let shown = &shown[..shown.floor_char_boundary(LONGEST)];
    let node = diagnostic.node.as_ref();
    let node = node.map_or("", |node| {
        if node.id.is_empty() {
            &node.name
        } else {
            &node.id
        }
    });
    let parts = [diagnostic.rule.id, node, shown];
    parts.iter().fold(0xcbf2_9ce4_8422_2325, |hash, part| {
        fnv1a(fnv1a(hash, part.as_bytes()), &[0])
    })
}

/// FNV-1a goes the same way on every machine and in every version, which the standard library's hashers do not promise.
fn fnv1a(hash: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(hash, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

pub(crate) fn severity_name(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}

pub(crate) fn language_label(language: Language) -> &'static str {
    match language {
        Language::Python => "Python",
        Language::JavaScript => "JavaScript",
    }
}

pub(crate) fn language_name(language: Language) -> &'static str {
    match language {
        Language::Python => "python",
        Language::JavaScript => "javascript",
    }
}

fn rule_id<S: Serializer>(rule: &Rule, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(rule.id)
}

fn severity<S: Serializer>(severity: &Severity, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(severity_name(*severity))
}

fn language<S: Serializer>(language: &Option<Language>, serializer: S) -> Result<S::Ok, S::Error> {
    language.map(language_name).serialize(serializer)
}

fn applicability<S: Serializer>(
    applicability: &Applicability,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(match applicability {
        Applicability::Safe => "safe",
        Applicability::Unsafe => "unsafe",
    })
}
