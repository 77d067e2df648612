//! Hover: what the thing at a place is.

mod code;
mod declarations;
mod finding;

use text::{InFile, TextRange, TextSize};

use crate::{Place, Snapshot};

/// What there is to say of the thing at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hover {
    /// It, in Markdown.
    pub markdown: String,
    /// What it is about.
    pub range: InFile<TextRange>,
}

impl Snapshot {
    /// What the thing at byte `offset` of the file is: its type, where it comes from, what the platform makes of it,
    /// what is wrong with it.
    pub fn hover(&self, offset: InFile<TextSize>) -> Option<Hover> {
        let said = match self.at(offset)? {
            Place::Code { snippet, offset } => code::hover(snippet, offset),
            Place::Node {
                workflow,
                node,
                part,
                ..
            } => declarations::hover(self, workflow, node, part),
            Place::Workflow(_) => None,
        };
        let findings = finding::sections(self, offset);
        let range = match (&said, findings.first()) {
            (Some(said), _) => said.range,
            (None, Some((range, _))) => *range,
            (None, None) => return None,
        };
        let sections = said.into_iter().map(|said| said.markdown);
        let sections: Vec<String> = sections
            .chain(findings.into_iter().map(|(_, said)| said))
            .collect();
        Some(Hover {
            markdown: sections.join("\n\n---\n\n"),
            range,
        })
    }
}

/// A line of code in Markdown.
fn fenced(language: ::code::Language, code: &str) -> String {
    let name = match language {
        ::code::Language::Python => "python",
        ::code::Language::JavaScript => "typescript",
    };
    format!("```{name}\n{code}\n```")
}

/// Names of the user's, in Markdown.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        if matches!(
            character,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|'
        ) {
            out.push('\\');
        }
        out.push(if character.is_control() {
            ' '
        } else {
            character
        });
    }
    out
}
