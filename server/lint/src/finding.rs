use text::{Edit, InCode, InFile, Language, TextRange};

use crate::Rule;

/// What a rule has to say of one place.
#[derive(Debug, Clone)]
pub struct Diagnostic {
    /// The rule that speaks.
    pub rule: &'static Rule,
    /// How bad it is, after configuration.
    pub severity: Severity,
    /// The node it is about, if any.
    pub node: Option<NodeLabel>,
    /// The language of that node's code.
    pub language: Option<Language>,
    /// What is wrong, one sentence.
    pub message: String,
    /// What the platform will say, in its own words for the target.
    pub platform_message: Option<String>,
    /// What to do.
    pub help: Option<String>,
    /// Where in the file.
    pub range: InFile<TextRange>,
    /// The same place in the node's decoded code, when it is in the code.
    pub code_range: Option<InCode<TextRange>>,
    /// Other places that matter.
    pub related: Vec<Related>,
    /// What would mend it.
    pub fix: Option<Fix>,
    /// How editors may show it.
    pub tag: Option<Tag>,
}

/// Which node a finding is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NodeLabel {
    /// Index into `Workflow::code_nodes`.
    pub index: usize,
    /// The node's id.
    pub id: String,
    /// Its name or title.
    pub name: String,
    /// Its kind: `code`, `n8n-nodes-base.code`, …
    pub kind: String,
}

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Data is silently lost or changed, or it fails for some data.
    Warning,
    /// On some feasible path the platform fails.
    Error,
}

/// Another place that matters to a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// What it is.
    pub message: String,
    /// Where in the file.
    pub range: InFile<TextRange>,
}

/// Edits that mend a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What applying it does, as a command.
    pub title: String,
    /// Whether it may be applied unseen.
    pub applicability: Applicability,
    /// The edits, in the order of the file, not overlapping.
    pub edits: Vec<Edit>,
}

/// Whether a fix may be applied unseen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Applicability {
    /// The result is what the author meant.
    Safe,
    /// Look at it first.
    Unsafe,
}

/// How editors may show a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tag {
    /// Faded.
    Unnecessary,
    /// Struck through.
    Deprecated,
}
