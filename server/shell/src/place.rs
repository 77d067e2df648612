//! Places as people and machines read them.

use serde::Serialize;
use text::{LineIndex, TextRange, TextSize};

/// A position in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(crate) struct Position {
    /// 1-based.
    pub(crate) line: u32,
    /// 1-based, in Unicode scalar values.
    pub(crate) column: u32,
    /// 0-based, in bytes.
    pub(crate) offset: u32,
}

/// From a position up to, not including, another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(crate) struct Span {
    pub(crate) start: Position,
    pub(crate) end: Position,
}

/// A text and where its lines begin.
#[derive(Debug)]
pub(crate) struct Lines<'t> {
    pub(crate) text: &'t str,
    pub(crate) index: LineIndex,
}

impl<'t> Lines<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        Self {
            text,
            index: LineIndex::new(text),
        }
    }

    /// Where `range` is; what lies outside the text or within a character is moved to the nearest place before.
    pub(crate) fn span(&self, range: TextRange) -> Span {
        Span {
            start: self.position(range.start()),
            end: self.position(range.end()),
        }
    }

    fn position(&self, offset: TextSize) -> Position {
        let offset = TextSize::new(self.text.floor_char_boundary(offset.into()) as u32);
        let place = self.index.characters(self.text, offset);
        Position {
            line: place.line + 1,
            column: place.column + 1,
            offset: offset.into(),
        }
    }

    /// The 0-based line that holds `offset`.
    pub(crate) fn line_of(&self, offset: TextSize) -> u32 {
        self.index.line(offset).0
    }

    /// The bytes of 0-based `line`, its end (`\n`, `\r\n`, `\r`) left out; empty beyond the last.
    pub(crate) fn line(&self, line: u32) -> TextRange {
        let end = TextSize::of(self.text);
        let start = self.index.start(line).unwrap_or(end);
        let next = self.index.start(line + 1).unwrap_or(end);
        let trimmed = self.text[TextRange::new(start, next)].trim_end_matches(['\n', '\r']);
        TextRange::at(start, TextSize::of(trimmed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn position(text: &str, offset: u32) -> (u32, u32, u32) {
        let found = Lines::new(text).position(TextSize::new(offset));
        (found.line, found.column, found.offset)
    }

    #[test]
    fn columns_count_characters_and_offsets_bytes() {
        assert_eq!(position("a\n😀é x", 8), (2, 3, 8));
        assert_eq!(position("", 0), (1, 1, 0));
    }

    #[test]
    fn an_impossible_offset_is_moved_into_the_text() {
        assert_eq!(position("a😀", 3), (1, 2, 1));
        assert_eq!(position("ab\n", 99), (2, 1, 3));
    }

    #[test]
    fn lines_end_before_their_break() {
        let lines = Lines::new("ab\r\nc\rd");
        let line = |number| &lines.text[lines.line(number)];
        assert_eq!([line(0), line(1), line(2), line(3)], ["ab", "c", "d", ""]);
    }
}
