//! The way home: what a rule says of the code becomes a diagnostic of the file.

use text::{Edit, InCode, InFile, TextRange};

use crate::Rule;
use crate::context::Context;
use crate::finding::{Applicability, Diagnostic, Fix, Related, Severity, Tag};

/// Collects what one rule has to say of one node.
pub(crate) struct Report<'c> {
    context: &'c Context<'c>,
    rule: &'static Rule,
    diagnostics: Vec<Diagnostic>,
}

impl<'c> Report<'c> {
    pub(crate) fn new(context: &'c Context<'c>, rule: &'static Rule) -> Report<'c> {
        Report {
            context,
            rule,
            diagnostics: Vec::new(),
        }
    }

    /// A finding at `range` of the code.
    pub(crate) fn in_code(
        &mut self,
        range: TextRange,
        message: impl Into<String>,
    ) -> Finding<'_, 'c> {
        let diagnostic = Diagnostic {
            code_range: Some(InCode(range)),
            ..self.blank(self.context.to_file(range), message.into())
        };
        self.push(diagnostic)
    }

    /// A finding at `range` of the file.
    pub(crate) fn in_file(
        &mut self,
        range: InFile<TextRange>,
        message: impl Into<String>,
    ) -> Finding<'_, 'c> {
        let diagnostic = self.blank(range, message.into());
        self.push(diagnostic)
    }

    fn blank(&self, range: InFile<TextRange>, message: String) -> Diagnostic {
        Diagnostic {
            rule: self.rule,
            severity: self.rule.severity,
            node: Some(self.context.label()),
            language: self.context.code_node().language,
            message,
            platform_message: None,
            help: None,
            range,
            code_range: None,
            related: Vec::new(),
            fix: None,
            tag: None,
        }
    }

    fn push(&mut self, diagnostic: Diagnostic) -> Finding<'_, 'c> {
        self.diagnostics.push(diagnostic);
        let at = self.diagnostics.len() - 1;
        Finding {
            context: self.context,
            diagnostic: &mut self.diagnostics[at],
        }
    }

    pub(crate) fn into_diagnostics(self) -> Vec<Diagnostic> {
        self.diagnostics
    }
}

/// One finding, to be completed.
pub(crate) struct Finding<'r, 'c> {
    context: &'c Context<'c>,
    diagnostic: &'r mut Diagnostic,
}

impl Finding<'_, '_> {
    pub(crate) fn severity(self, severity: Severity) -> Self {
        self.diagnostic.severity = severity;
        self
    }

    pub(crate) fn help(self, help: impl Into<String>) -> Self {
        self.diagnostic.help = Some(help.into());
        self
    }

    /// What the platform will say, if that is known. Of the code of a node that it refuses as a whole it says
    /// nothing.
    pub(crate) fn platform(self, message: Option<String>) -> Self {
        let refused = self.diagnostic.code_range.is_some() && self.context.is_refused();
        self.diagnostic.platform_message = message.filter(|_| !refused);
        self
    }

    pub(crate) fn related_in_code(self, range: TextRange, message: impl Into<String>) -> Self {
        let range = self.context.to_file(range);
        self.related(range, message)
    }

    pub(crate) fn related(self, range: InFile<TextRange>, message: impl Into<String>) -> Self {
        self.diagnostic.related.push(Related {
            message: message.into(),
            range,
        });
        self
    }

    /// How editors may show it.
    pub(crate) fn tag(self, tag: Tag) -> Self {
        self.diagnostic.tag = Some(tag);
        self
    }

    /// Replacing `range` of the code mends it.
    pub(crate) fn fix_code(
        self,
        title: impl Into<String>,
        applicability: Applicability,
        range: TextRange,
        replacement: &str,
    ) -> Self {
        let Some(code) = self.context.code() else {
            return self;
        };
        let edits = code.seal(self.context.file, InCode(range), replacement);
        self.fix(title, applicability, edits)
    }

    /// These edits of the file mend it.
    pub(crate) fn fix(
        self,
        title: impl Into<String>,
        applicability: Applicability,
        mut edits: Vec<Edit>,
    ) -> Self {
        if !edits.is_empty() {
            edits.sort_by_key(|edit| edit.range.0.start());
            self.diagnostic.fix = Some(Fix {
                title: title.into(),
                applicability,
                edits,
            });
        }
        self
    }
}
