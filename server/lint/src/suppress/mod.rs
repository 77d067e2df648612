//! Suppressions: what people write beside code to say that a finding is known.

mod directive;
mod offer;

use std::cell::{Cell, RefCell};

use code::Facts;
use rustc_hash::FxHashSet;
use text::{EmbeddedText, InCode, TextRange, TextSize};
use workflow::CodeNode;

use crate::Diagnostic;
use crate::context::Context;
use crate::report::{Finding, Report};
use crate::rules::SUPPRESSION_RULES;
pub(crate) use directive::{Directive, Fault, Named};
pub use offer::suppress;

/// The suppressions of one code node.
#[derive(Debug, Default)]
pub(crate) struct Suppressions {
    pub(crate) all: Vec<Suppression>,
}

/// A directive, what it is for, and whether it was of use.
#[derive(Debug)]
pub(crate) struct Suppression {
    pub(crate) directive: Directive,
    /// Where it stands.
    pub(crate) home: Home,
    /// The line of the code whose findings it is for; `None`: all of the node.
    line: Option<TextRange>,
    /// It has suppressed something.
    used: Cell<bool>,
    /// The rules of which it has suppressed something.
    used_rules: RefCell<FxHashSet<&'static str>>,
}

/// Where a directive stands: its ranges count there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Home {
    /// In a comment of the code.
    Code,
    /// In the notes of the node.
    Notes,
}

impl Suppressions {
    pub(crate) fn of(
        node: &CodeNode,
        facts: Option<&Facts>,
        notes: Option<&EmbeddedText>,
    ) -> Suppressions {
        let mut all = Vec::new();
        if let (Some(code), Some(facts)) = (&node.code, facts) {
            let text = code.text();
            // Broken code is not read for nothing.
            let comments: &[TextRange] = match text.contains(directive::ADDRESS) {
                true => &facts.comments,
                false => &[],
            };
            for comment in comments {
                if let Some(directive) = directive::in_comment(text, *comment) {
                    let line = (!directive.for_node).then(|| line_for(text, &directive, facts));
                    all.push(Suppression::new(directive, Home::Code, line));
                }
            }
        }
        if let Some(notes) = notes {
            let found = directive::in_notes(notes.text()).into_iter();
            all.extend(found.map(|directive| Suppression::new(directive, Home::Notes, None)));
        }
        Suppressions { all }
    }

    /// Take out of `found` what is suppressed.
    pub(crate) fn apply(&self, found: &mut Vec<Diagnostic>) {
        if !self.all.is_empty() {
            // All are asked, so that each that fits counts as used.
            found.retain(|found| self.all.iter().filter(|one| one.covers(found)).count() == 0);
        }
    }
}

impl Suppression {
    fn new(directive: Directive, home: Home, line: Option<TextRange>) -> Suppression {
        Suppression {
            directive,
            home,
            line,
            used: Cell::default(),
            used_rules: RefCell::default(),
        }
    }

    /// The text it stands in.
    pub(crate) fn text<'a>(&self, context: &Context<'a>) -> Option<&'a EmbeddedText> {
        match self.home {
            Home::Code => context.code(),
            Home::Notes => context.notes(),
        }
    }

    /// A finding at `range` of that text.
    pub(crate) fn report<'r, 'c>(
        &self,
        context: &Context<'_>,
        range: TextRange,
        message: String,
        report: &'r mut Report<'c>,
    ) -> Finding<'r, 'c> {
        match (self.home, context.notes()) {
            (Home::Notes, Some(notes)) => report.in_file(notes.to_file(InCode(range)), message),
            _ => report.in_code(range, message),
        }
    }

    /// It is for the whole node.
    pub(crate) fn is_for_node(&self) -> bool {
        self.line.is_none()
    }

    /// It suppresses nothing.
    pub(crate) fn is_unused(&self) -> bool {
        !self.used.get()
    }

    /// It suppresses nothing of this rule.
    pub(crate) fn is_unused_for(&self, rule: &str) -> bool {
        !self.used_rules.borrow().contains(rule)
    }

    fn covers(&self, found: &Diagnostic) -> bool {
        let covers = self.names(found.rule.id) && self.is_for(found);
        if covers {
            self.used.set(true);
            self.used_rules.borrow_mut().insert(found.rule.id);
        }
        covers
    }

    fn names(&self, rule: &str) -> bool {
        let directive = &self.directive;
        if directive.fault.is_some() || SUPPRESSION_RULES.contains(&rule) {
            return false;
        }
        let mut names = directive.names.iter().flatten();
        directive.names.is_none() || names.any(|named| named.rule == rule)
    }

    fn is_for(&self, found: &Diagnostic) -> bool {
        let Some(line) = self.line else {
            return true;
        };
        let Some(range) = found.code_range else {
            return false;
        };
        let (start, end) = (range.0.start(), range.0.end());
        // The end is that of the last character, not the beginning of the next line.
        let last = start.max(end.checked_sub(TextSize::new(1)).unwrap_or(end));
        line.contains_inclusive(start) || line.contains_inclusive(last)
    }
}

/// The line that a directive is for: its own where there is code too, else the next with code.
fn line_for(text: &str, directive: &Directive, facts: &Facts) -> TextRange {
    let comment = directive.comment;
    let own = line_at(text, comment.start());
    let before = &text[usize::from(own.start())..usize::from(comment.start())];
    let behind_end = own.end().max(comment.end());
    let behind = &text[usize::from(comment.end())..usize::from(behind_end)];
    if !before.trim().is_empty() || !behind.trim().is_empty() {
        return own;
    }
    match next_code(text, comment.end(), facts) {
        Some(at) => line_at(text, at),
        None => TextRange::empty(TextSize::of(text)),
    }
}

/// The first character behind `from` that is neither blank nor in a comment.
fn next_code(text: &str, from: TextSize, facts: &Facts) -> Option<TextSize> {
    let mut from = usize::from(from);
    loop {
        let rest = &text[from..];
        let at = from + rest.find(|c: char| !c.is_whitespace())?;
        let mut comments = facts.comments.iter();
        match comments.find(|comment| usize::from(comment.start()) == at) {
            Some(comment) if usize::from(comment.end()) > from => from = comment.end().into(),
            _ => return Some(TextSize::new(at as u32)),
        }
    }
}

/// The line around `at`, its end left out.
pub(crate) fn line_at(text: &str, at: TextSize) -> TextRange {
    let at = usize::from(at);
    let start = text[..at].rfind('\n').map_or(0, |before| before + 1);
    let end = text[at..].find('\n').map_or(text.len(), |next| at + next);
    TextRange::new(TextSize::new(start as u32), TextSize::new(end as u32))
}
