//! CPython's tokenizer, where it is stricter than ruff's lexer: NUL characters, tabs among spaces, and
//! its fixed limits.

use ruff_python_ast::token::{Token, TokenKind};
use ruff_text_size::{Ranged, TextRange, TextSize};

use crate::{Host, Source};

/// What it says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Complaint {
    /// A NUL character.
    Null,
    /// A byte order mark, which only files may have.
    ByteOrderMark,
    /// Tabs and spaces that mean different depths with different widths of a tab.
    Tabs,
    /// Depth that agrees with no open block, counted with tabs of eight.
    Unindent,
    /// More than 100 blocks in one another.
    TooManyIndents,
    /// More than 200 brackets in one another.
    TooManyBrackets,
}

/// The first complaint and the characters it is about.
pub(super) fn complaint(source: &Source<'_>, tokens: &[Token]) -> Option<(Complaint, TextRange)> {
    let at =
        |at: usize, length: u32| TextRange::at(TextSize::new(at as u32), TextSize::new(length));
    let null = source
        .text
        .find('\0')
        .map(|null| (Complaint::Null, at(null, 1)));
    let mark = source
        .text
        .starts_with('\u{feff}')
        .then(|| (Complaint::ByteOrderMark, at(0, 3)));
    let brackets = brackets(tokens);
    let found = [null, mark, brackets, indents(source, tokens)];
    found
        .into_iter()
        .flatten()
        .min_by_key(|(_, range)| range.start())
}

fn brackets(tokens: &[Token]) -> Option<(Complaint, TextRange)> {
    let mut depth = 0;
    tokens.iter().find_map(|token| {
        match token.kind() {
            TokenKind::Lpar | TokenKind::Lsqb | TokenKind::Lbrace => depth += 1,
            TokenKind::Rpar | TokenKind::Rsqb | TokenKind::Rbrace => depth -= 1,
            _ => {}
        }
        (depth > 200).then(|| (Complaint::TooManyBrackets, token.range()))
    })
}

/// The depth of an indentation, twice: with tabs of eight and with tabs of one.
type Depth = (u32, u32);

/// n8n reads the code twice: as it is, and indented by four spaces in a function.
fn indents(source: &Source<'_>, tokens: &[Token]) -> Option<(Complaint, TextRange)> {
    let plain = indents_within(source, tokens, 0, 100);
    match source.host {
        Host::FunctionBody => plain.or_else(|| indents_within(source, tokens, 4, 99)),
        _ => plain,
    }
}

fn indents_within(
    source: &Source<'_>,
    tokens: &[Token],
    outside: u32,
    most: usize,
) -> Option<(Complaint, TextRange)> {
    let mut stack: Vec<Depth> = vec![(outside, outside)];
    logical_lines(tokens).find_map(|first| {
        let indent = indentation(source.text, first.start());
        let depth = source.text[indent].chars().fold((outside, outside), deepen);
        let complaint = settle(&mut stack, depth)
            .or_else(|| (stack.len() > most).then_some(Complaint::TooManyIndents))?;
        let visible = complaint == Complaint::Unindent || indent.is_empty();
        Some((complaint, if visible { first.range() } else { indent }))
    })
}

/// The first token of every logical line.
fn logical_lines(tokens: &[Token]) -> impl Iterator<Item = &Token> {
    let mut fresh = true;
    tokens.iter().filter(move |token| match token.kind() {
        TokenKind::Newline => {
            fresh = true;
            false
        }
        TokenKind::NonLogicalNewline
        | TokenKind::Comment
        | TokenKind::Indent
        | TokenKind::Dedent
        | TokenKind::Unknown
        | TokenKind::EndOfFile => false,
        _ => std::mem::replace(&mut fresh, false),
    })
}

fn indentation(text: &str, at: TextSize) -> TextRange {
    let before = &text[..at.to_usize()];
    let line = before.rfind(['\n', '\r']).map_or(0, |newline| newline + 1);
    let rest = &text[line..];
    let length = rest.len() - rest.trim_start_matches([' ', '\t', '\x0c']).len();
    TextRange::at(TextSize::new(line as u32), TextSize::new(length as u32))
}

fn deepen((wide, narrow): Depth, character: char) -> Depth {
    match character {
        '\t' => ((wide / 8 + 1) * 8, narrow + 1),
        '\x0c' => (0, 0),
        _ => (wide + 1, narrow + 1),
    }
}

/// Opens or closes blocks until the depth fits, as CPython does.
fn settle(stack: &mut Vec<Depth>, depth: Depth) -> Option<Complaint> {
    let (wide, narrow) = *stack.last()?;
    if depth.0 > wide {
        stack.push(depth);
        return (depth.1 <= narrow).then_some(Complaint::Tabs);
    }
    while stack.len() > 1 && stack.last().is_some_and(|top| top.0 > depth.0) {
        stack.pop();
    }
    let top = *stack.last()?;
    match depth {
        _ if depth.0 != top.0 => Some(Complaint::Unindent),
        _ if depth.1 != top.1 => Some(Complaint::Tabs),
        _ => None,
    }
}
