//! Does it parse, under the wrapper the platform really uses? The judges are `ruff_python_parser`
//! and `oxc` with our own checks on top; what they say is reworded for people.

mod brackets;
mod foreign;
mod javascript;
mod python;
pub(crate) mod stack;

use text::{InCode, Language, TextRange};

use crate::Source;

/// One syntax error; there is at most one per source, never a cascade.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxError {
    /// The token to look at.
    pub range: InCode<TextRange>,
    /// What is wrong, one sentence.
    pub message: String,
    /// What to do, where more can be said.
    pub help: Option<String>,
    /// Another place that matters: the bracket left open, the first declaration.
    pub related: Option<(InCode<TextRange>, String)>,
    /// The platform's own words for it, where they are surely known.
    pub platform: Option<String>,
}

pub use python::Warning;

/// What Python's compiler prints about code it compiles all the same, in the order of the code.
pub fn warnings(source: &Source<'_>) -> Vec<Warning> {
    match source.language {
        Language::Python => {
            stack::with_room(source.text, || python::warnings(source)).unwrap_or_default()
        }
        Language::JavaScript => Vec::new(),
    }
}

/// Whether only the compiler refuses `source`, which [`check`] found fault with: the grammar takes it, and n8n's
/// analyzer of Python has read it before.
pub fn is_refused_by_compiler(source: &Source<'_>) -> bool {
    source.language == Language::Python
        && stack::with_room(source.text, || python::parses(source)).unwrap_or(false)
}

/// Advice where a word follows a string without a gap, as in `'it's'`.
const QUOTE_IN_STRING: &str =
    "a quote in the text ends the string: put the string between quotes of the other kind";

/// Code that was judged lately: what is like it is judged more quickly.
#[derive(Debug, Default)]
pub struct Judged {
    javascript: javascript::Settled,
}

impl Judged {
    /// As [`check`], with the same result.
    pub fn check(&self, source: &Source<'_>) -> Option<SyntaxError> {
        match source.language {
            Language::Python => check(source),
            Language::JavaScript => self.javascript.check(source),
        }
    }

    /// Forget everything.
    pub fn clear(&self) {
        self.javascript.clear();
    }
}

/// The syntax error that keeps `source` from running at all, if there is one.
pub fn check(source: &Source<'_>) -> Option<SyntaxError> {
    let check = match source.language {
        Language::Python => python::check,
        Language::JavaScript => javascript::check,
    };
    stack::with_room(source.text, || check(source)).flatten()
}

/// So much of `text` as a sentence can hold.
fn short(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default().trim();
    let cut = line
        .char_indices()
        .nth(40)
        .map_or(line, |(at, _)| &line[..at]);
    if cut.len() < text.trim().len() {
        format!("{cut}…")
    } else {
        cut.to_owned()
    }
}
