//! The quick fix that suppresses a finding.

use code::{Facts, Language};
use contract::source_of;
use text::{EmbeddedText, InCode, TextRange, TextSize};
use workflow::{CodeNode, Contract};

use super::directive::{self, Directive};
use super::{Suppressions, line_at};
use crate::finding::{Applicability, Fix};
use crate::rules::SUPPRESSION_RULES;
use crate::{Analysis, Cache, Diagnostic, Settings};

/// What suppresses `found`, which stands in `analysis` of `file` under `settings`: a comment at the end of its line,
/// above it where a comment cannot stand there, at the top of the code where that cannot be either or the finding has
/// no place in the code. `None` where there is no code to write it into, or it cannot be read; and for what is wrong
/// with a suppression.
pub fn suppress(
    file: &str,
    analysis: &Analysis,
    settings: &Settings,
    cache: &Cache,
    found: &Diagnostic,
) -> Option<Fix> {
    if SUPPRESSION_RULES.contains(&found.rule.id) {
        return None;
    }
    let (workflow, node) = analysis.code_node(found)?;
    let code = node.code.as_ref()?;
    let facts = cache.facts(&source_of(node, settings.target_of(workflow))?);
    if facts.syntax.is_some() {
        return None;
    }
    let place = Place {
        node,
        code,
        facts: &facts,
    };
    let rule = found.rule.id;
    let at_line = found.code_range.and_then(|range| {
        let line = line_at(code.text(), range.0.start());
        place.at_line(line, rule)
    });
    let (what, at, text) = match at_line {
        Some((at, text)) => ("on this line", at, text),
        None => {
            let (at, text) = place.at_top(rule);
            ("in this node", at, text)
        }
    };
    let edits = code.seal(file, InCode(TextRange::empty(at)), &text);
    (!edits.is_empty()).then(|| Fix {
        title: format!("Ignore `{rule}` {what}"),
        applicability: Applicability::Unsafe,
        edits,
    })
}

struct Place<'a> {
    node: &'a CodeNode,
    code: &'a EmbeddedText,
    facts: &'a Facts,
}

impl Place<'_> {
    /// What to insert where, so that `rule` is ignored in `line`.
    fn at_line(&self, line: TextRange, rule: &str) -> Option<(TextSize, String)> {
        let text = &self.code.text()[usize::from(line.start())..usize::from(line.end())];
        let end = line.start() + TextSize::of(text.trim_end());
        if let Some(at) = self.list_for(line) {
            return Some((at, format!(", {rule}")));
        }
        let comment = self.comment(&format!("ignore[{rule}]"));
        let continued = text.trim_end().ends_with('\\');
        let gap = if self.is_python() { "  " } else { " " };
        if self.is_free(end) && !continued && !self.is_prechecked() {
            return Some((end, format!("{gap}{comment}")));
        }
        let indent = &text[..text.len() - text.trim_start().len()];
        let before = self.code.text()[..usize::from(line.start())].trim_end_matches(['\n', '\r']);
        let above = self.is_free(line.start()) && !before.ends_with('\\');
        above.then(|| (line.start(), format!("{indent}{comment}\n")))
    }

    /// What to insert where, so that `rule` is ignored in the node.
    fn at_top(&self, rule: &str) -> (TextSize, String) {
        let suppressions = Suppressions::of(self.node, Some(self.facts), None);
        let mut directives = suppressions.all.iter().map(|one| &one.directive);
        if let Some(at) = directives.find(|one| one.for_node).and_then(end_of_list) {
            return (at, format!(", {rule}"));
        }
        let comment = self.comment(&format!("ignore-node[{rule}]"));
        (TextSize::new(0), format!("{comment}\n"))
    }

    /// The end of the list of a directive that is for this line already.
    fn list_for(&self, line: TextRange) -> Option<TextSize> {
        let suppressions = Suppressions::of(self.node, Some(self.facts), None);
        let mut for_line = suppressions.all.iter().filter(|one| one.line == Some(line));
        for_line.find_map(|one| end_of_list(&one.directive))
    }

    /// Nothing that runs over the end of a line is open at `at`.
    fn is_free(&self, at: TextSize) -> bool {
        let texts = self.facts.texts.iter().chain(&self.facts.comments);
        let mut around = texts.filter(|range| range.start() < at && at < range.end());
        around.next().is_none()
    }

    /// n8n searches the lines of such code for words that may be part of a rule's name; lines that begin as comments
    /// it leaves out (reference n8n 6.2).
    fn is_prechecked(&self) -> bool {
        self.node.contract == Contract::N8nEachItem
            && !self.is_python()
            && self.code.text().contains("$input.")
    }

    fn is_python(&self) -> bool {
        self.node.language == Some(Language::Python)
    }

    fn comment(&self, what: &str) -> String {
        let opening = if self.is_python() { "#" } else { "//" };
        format!("{opening} {} {what}", directive::ADDRESS)
    }
}

/// Behind the last name in the brackets.
fn end_of_list(directive: &Directive) -> Option<TextSize> {
    let sound = directive.fault.is_none();
    let last = directive.names.as_ref()?.last().filter(|_| sound)?;
    Some(last.range.end())
}
