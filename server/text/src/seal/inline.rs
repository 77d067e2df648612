use std::ops::Range;

use crate::json;
use crate::seal::{Scalar, Splice};
use crate::slots::Style;
use crate::yaml::write_double_quoted;

/// The ways to make one change within a line, best first.
pub(crate) fn places<'s>(
    scalar: &'s Scalar,
    range: &Range<usize>,
    text: &'s str,
) -> impl Iterator<Item = Splice> + 's {
    let grown = [(false, false), (true, false), (false, true), (true, true)];
    let range = range.clone();
    grown.into_iter().flat_map(move |(left, right)| {
        let (range, text) = grow(&scalar.decoded.text, range.clone(), text, left, right);
        let writings = writings(scalar, &text);
        let places = files(scalar, range);
        places.into_iter().flat_map(move |place| {
            let with_place = move |writing: String| (place.clone(), writing);
            writings.clone().into_iter().map(with_place)
        })
    })
}

/// The change together with the character before it or after it.
fn grow(
    whole: &str,
    range: Range<usize>,
    text: &str,
    left: bool,
    right: bool,
) -> (Range<usize>, String) {
    let before = whole[..range.start].chars().next_back().filter(|_| left);
    let after = whole[range.end..].chars().next().filter(|_| right);
    let width = |neighbour: Option<char>| neighbour.map_or(0, char::len_utf8);
    let grown = range.start - width(before)..range.end + width(after);
    (
        grown,
        before
            .into_iter()
            .chain(text.chars())
            .chain(after)
            .collect(),
    )
}

/// The places in the raw text that may stand for the decoded `range`: with or without the gaps
/// (joined lines, indentation) at its ends.
fn files(scalar: &Scalar, range: Range<usize>) -> Vec<Range<usize>> {
    let quote = usize::from(!matches!(scalar.style, Style::Plain | Style::Folded));
    let decoded = &scalar.decoded;
    let before = decoded
        .end_of(range.start)
        .unwrap_or(quote.min(scalar.raw.len()));
    let after = decoded
        .start_of(range.end)
        .unwrap_or(scalar.raw.len().saturating_sub(quote).max(before));
    if range.is_empty() {
        let at_line_start = decoded.text[..range.start].ends_with('\n');
        let (near, far) = if at_line_start {
            (after, before)
        } else {
            (before, after)
        };
        return vec![near..near, far..far, before..after];
    }
    let first = decoded.start_of(range.start).unwrap_or(before);
    let last = decoded.end_of(range.end).unwrap_or(after);
    vec![first..last, first..after, before..last, before..after]
}

/// The ways to write `text` in the scalar's style.
fn writings(scalar: &Scalar, text: &str) -> Vec<String> {
    match scalar.style {
        Style::Json | Style::JsonEscaped => vec![json_escaped(scalar, text)],
        Style::DoubleQuoted => vec![double_quoted(scalar, text), guarded(scalar, text)],
        Style::SingleQuoted => vec![folded_lines(scalar, &text.replace('\'', "''"))],
        Style::Plain => vec![folded_lines(scalar, text)],
        Style::Literal | Style::Folded => vec![text.to_owned()],
    }
}

fn json_escaped(scalar: &Scalar, text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '/' if scalar.habits.escaped_slash => out.push_str("\\/"),
            _ => json::write_char(&mut out, character, scalar.habits.ascii),
        }
    }
    out
}

fn double_quoted(scalar: &Scalar, text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    text.chars()
        .for_each(|character| write_double_quoted(&mut out, character, scalar.habits.ascii));
    out
}

/// With spaces at the ends escaped, so that they may stand beside a line break.
fn guarded(scalar: &Scalar, text: &str) -> String {
    let inner = text.strip_prefix(' ');
    let (head, inner) = (
        if inner.is_some() { "\\ " } else { "" },
        inner.unwrap_or(text),
    );
    let shorter = inner.strip_suffix(' ');
    let (tail, inner) = (
        if shorter.is_some() { "\\ " } else { "" },
        shorter.unwrap_or(inner),
    );
    format!("{head}{}{tail}", double_quoted(scalar, inner))
}

/// With line breaks as they are written where one alone is folded: one more of each run.
fn folded_lines(scalar: &Scalar, text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let margin = " ".repeat((scalar.parent() + 2).max(2) as usize);
    let mut rest = text;
    while let Some(at) = rest.find('\n') {
        let run = rest[at..].bytes().take_while(|&byte| byte == b'\n').count();
        out.push_str(&rest[..at]);
        out.push_str(&scalar.habits.line_break.repeat(run + 1));
        out.push_str(&margin);
        rest = &rest[at + run..];
    }
    out.push_str(rest);
    out
}
