//! The colours of the code: what every word of every node is, at its place in the file.

mod names;
mod walk;

use text::{InCode, InFile, TextRange, TextSize};

use crate::{Snapshot, Snippet};

/// A word of the code, or the part of one that stands on one line of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Where; never over the end of a line of the file.
    pub range: InFile<TextRange>,
    /// What it is.
    pub kind: TokenKind,
    /// What else is to be said of it.
    pub modifiers: Modifiers,
}

/// What a word is. In the order of [`TokenKind::ALL`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// A comment.
    Comment,
    /// A keyword, `None` and `this` included.
    Keyword,
    /// Text, or the text between the holes of a template.
    String,
    /// A number.
    Number,
    /// A regular expression of JavaScript.
    Regexp,
    /// An operator.
    Operator,
    /// A module.
    Namespace,
    /// A class.
    Class,
    /// What is called, or defined to be.
    Function,
    /// The same, of an object.
    Method,
    /// A parameter, or the name of an argument.
    Parameter,
    /// Any other name.
    Variable,
    /// What is taken from an object.
    Property,
}

impl TokenKind {
    /// All of them.
    pub const ALL: [TokenKind; 13] = [
        TokenKind::Comment,
        TokenKind::Keyword,
        TokenKind::String,
        TokenKind::Number,
        TokenKind::Regexp,
        TokenKind::Operator,
        TokenKind::Namespace,
        TokenKind::Class,
        TokenKind::Function,
        TokenKind::Method,
        TokenKind::Parameter,
        TokenKind::Variable,
        TokenKind::Property,
    ];
}

/// What else is to be said of a word.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Modifiers {
    /// It is declared here.
    pub declaration: bool,
    /// It cannot be assigned.
    pub readonly: bool,
    /// The language or the platform gives it.
    pub library: bool,
}

/// The words of all code that stands in `range` at least in part, in the order of the file and apart from each other.
pub fn tokens(snapshot: &Snapshot, range: InFile<TextRange>) -> Vec<Token> {
    let mut tokens = Vec::new();
    for snippet in snapshot.snippets() {
        let touched = snippet.embedded().range().0.intersect(range.0).is_some();
        if touched && snippet.embedded().is_mapped() {
            place(snippet, range.0, &mut tokens);
        }
    }
    tokens.sort_by_key(|token| token.range.0.start());
    // Two nodes may share their code, by an alias of YAML.
    let mut end = TextSize::new(0);
    tokens.retain(|token| {
        let apart = token.range.0.start() >= end;
        end = end.max(token.range.0.end());
        apart
    });
    tokens
}

fn place(snippet: Snippet<'_>, wanted: TextRange, out: &mut Vec<Token>) {
    let Some(reading) = snippet.reading() else {
        return;
    };
    let file = snippet.snapshot().text.as_str();
    for word in walk::words(&reading, snippet.text()) {
        for line in lines(snippet.text(), word.range) {
            let placed = snippet.to_file(InCode(line)).0;
            if placed.intersect(wanted).is_none() {
                continue;
            }
            out.extend(lines(file, placed).map(|part| Token {
                range: InFile(part),
                kind: word.kind,
                modifiers: word.modifiers,
            }));
        }
    }
}

/// The parts of `range` on each line of `text`, without their ends and the blanks before: in the file those may be no part
/// of the code.
fn lines(text: &str, range: TextRange) -> impl Iterator<Item = TextRange> {
    let part = text.get(std::ops::Range::<usize>::from(range));
    let mut at = range.start();
    let lines = part.unwrap_or_default().split_inclusive('\n');
    lines.filter_map(move |line| {
        let start = at;
        at += TextSize::of(line);
        let body = line.trim_end_matches(['\n', '\r']);
        let blanks = body.len() - body.trim_start_matches([' ', '\t']).len();
        let length = TextSize::new((body.len() - blanks) as u32);
        (body.len() > blanks).then(|| TextRange::at(start + TextSize::new(blanks as u32), length))
    })
}

#[cfg(test)]
mod tests;
