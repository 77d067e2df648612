use text::{TextRange, TextSize};
use workflow::PythonHost;

use super::Rule;
use crate::Severity;
use crate::context::Context;
use crate::report::Report;

/// A text of several lines, whose lines n8n indents with the code (reference n8n 10).
pub(super) const RULE: Rule = Rule {
    id: "reindented-string",
    summary: "A text of several lines, whose lines n8n indents",
    severity: Severity::Warning,
    page: include_str!("reindented_string.md"),
    check,
};

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    let (Some(facts), Some(code)) = (context.running(), context.code()) else {
        return;
    };
    let native = context
        .target
        .n8n()
        .is_some_and(|facts| matches!(facts.python_host, PythonHost::Native(_)));
    if !context.is_python() || !native {
        return;
    }
    for text in &facts.texts {
        let start = usize::from(text.start());
        if let Some(quotes) = changed(code.text(), start) {
            let range = TextRange::at(text.start(), TextSize::new(quotes as u32));
            report
                .in_code(range, "n8n indents the code by four spaces, and the further lines of this text with it")
                .help("Write the lines as texts of their own (`\"a\\n\" \"b\"`), or take the spaces off again: `text.replace(\"\\n    \", \"\\n\")`.");
        }
    }
}

/// The length of the prefix and quotes of the text at `start`, if it has further lines that are not blank and are
/// used as they are.
fn changed(code: &str, start: usize) -> Option<usize> {
    let (before, text) = code.split_at_checked(start)?;
    let prefix = text.len()
        - text
            .trim_start_matches(|letter: char| letter.is_ascii_alphabetic())
            .len();
    let quotes = ["\"\"\"", "'''"]
        .into_iter()
        .find(|quotes| text[prefix..].starts_with(quotes))?;
    let inner = &text[prefix + 3..];
    let end = inner.find(quotes)?;
    let has_lines = inner[..end]
        .split('\n')
        .skip(1)
        .any(|line| !line.trim().is_empty());
    let behind = inner[end + 3..].trim_start_matches([' ', ')']);
    let is_made_flat = ["dedent(", "cleandoc(", "loads("]
        .iter()
        .any(|call| before.trim_end().ends_with(call))
        || [".split()", ".replace(\"\\n    \"", ".replace('\\n    '"]
            .iter()
            .any(|call| behind.starts_with(call));
    (has_lines && !is_made_flat && !is_statement(before)).then_some(prefix + 3)
}

/// The text begins a statement: a docstring, or what people use for comments.
fn is_statement(before: &str) -> bool {
    let line = before.rsplit('\n').next().unwrap_or(before);
    let last = before.trim_end().chars().next_back();
    line.trim().is_empty() && !last.is_some_and(|last| "(,=[{+\\".contains(last))
}
