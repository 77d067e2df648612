//! The rules: one `.rs` and one `.md` each, listed in [`RULES`].

use crate::Severity;

/// A rule: a page and the severity it speaks with.
#[derive(Debug)]
pub struct Rule {
    /// Its name: `missing-output`.
    pub id: &'static str,
    /// What it finds, in a few words.
    pub summary: &'static str,
    /// The severity of most of its findings.
    pub severity: Severity,
    /// Its page, in Markdown.
    pub page: &'static str,
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

/// Every rule, in alphabetical order.
pub const RULES: &[&Rule] = &[];

/// The rule of that name.
pub fn find_rule(id: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.id == id)
}
