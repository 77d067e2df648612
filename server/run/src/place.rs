//! Where an error of the code stands in the code and in the file.

use serde::Serialize;
use text::{EmbeddedText, InCode, LineColumn, LineIndex, TextRange, TextSize};

/// A position in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Position {
    /// 1-based.
    pub line: u32,
    /// 1-based, in Unicode scalar values.
    pub column: u32,
    /// 0-based, in bytes.
    pub offset: u32,
}

/// From a position up to, not including, another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Span {
    /// Where it begins.
    pub start: Position,
    /// Where it ends.
    pub end: Position,
}

/// The word at a line and a column of the code, both from 1; the line without its margins where no column is known.
/// `None` where the code has no such line.
pub(crate) fn word(code: &str, line: u32, column: Option<u32>) -> Option<InCode<TextRange>> {
    let index = LineIndex::new(code);
    let start = index.start(line.checked_sub(1)?)?;
    let end = index.start(line).unwrap_or(TextSize::of(code));
    let whole = &code[usize::from(start)..usize::from(end)];
    let text = whole.trim();
    let margin = whole.len() - whole.trim_start().len();
    let of_line = || TextRange::at(start + size(margin), TextSize::of(text));
    let Some(column) = column else {
        return Some(InCode(of_line()));
    };
    let place = LineColumn {
        line: line - 1,
        column: column.saturating_sub(1),
    };
    let from = index.from_characters(code, place).max(start);
    let rest = code[usize::from(from)..usize::from(end)].trim_end();
    let length = match rest.char_indices().find(|(_, c)| !is_word(*c)) {
        Some((0, first)) => first.len_utf8(),
        Some((end, _)) => end,
        None => rest.len(),
    };
    match length {
        0 => Some(InCode(of_line())),
        length => Some(InCode(TextRange::at(from, size(length)))),
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '$')
}

/// The line and the column, both from 1, at which `range` begins.
pub(crate) fn begins(code: &str, range: InCode<TextRange>) -> (u32, u32) {
    let place = LineIndex::new(code).characters(code, range.0.start());
    (place.line + 1, place.column + 1)
}

/// Where `range` of the code stands in the file, whose text is `file`.
pub(crate) fn in_file(file: &str, code: &EmbeddedText, range: InCode<TextRange>) -> Span {
    span(file, code.to_file(range).0)
}

/// A range of the file as lines and columns.
pub(crate) fn span(file: &str, range: TextRange) -> Span {
    let index = LineIndex::new(file);
    let position = |offset: TextSize| {
        let offset = size(file.floor_char_boundary(offset.into()));
        let place = index.characters(file, offset);
        Position {
            line: place.line + 1,
            column: place.column + 1,
            offset: offset.into(),
        }
    };
    Span {
        start: position(range.start()),
        end: position(range.end()),
    }
}

fn size(offset: usize) -> TextSize {
    TextSize::new(offset as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(code: &str, line: u32, column: Option<u32>) -> Option<&str> {
        let range = word(code, line, column)?.0;
        Some(&code[std::ops::Range::<usize>::from(range)])
    }

    #[test]
    fn a_word_or_a_line() {
        let code = "x = 1\n  é = foo.bar(2)\r\n\n}";
        assert_eq!(found(code, 2, None), Some("é = foo.bar(2)"));
        assert_eq!(found(code, 2, Some(7)), Some("foo"));
        assert_eq!(found(code, 2, Some(10)), Some("."));
        assert_eq!(found(code, 2, Some(99)), Some("é = foo.bar(2)"));
        assert_eq!(found(code, 3, Some(1)), Some(""));
        assert_eq!(found(code, 4, Some(1)), Some("}"));
        assert_eq!(found(code, 5, None), None);
        assert_eq!(found(code, 0, None), None);
    }
}
