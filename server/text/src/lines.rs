use std::sync::OnceLock;

use crate::TextSize;

/// A position for people and for editors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    /// 0-based line.
    pub line: u32,
    /// 0-based column, in the unit the call asked for.
    pub column: u32,
}

/// Within longer lines characters are not counted from the first one on: the code of a node may stand on one line.
const BLOCK: usize = 1 << 10;

/// What a column counts.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Unit {
    Byte,
    Utf16,
    Character,
}

/// How many units there are up to a place.
#[derive(Debug, Clone, Copy, Default)]
struct Count {
    characters: u32,
    /// Of them, those that are two units of UTF-16.
    pairs: u32,
}

/// Where the lines of a text begin. `\n`, `\r\n` and a lone `\r` end a line, as in LSP.
///
/// All conversions are total: a place beyond the text or a line is taken for its end, one within
/// a character for the start of that. The text is always to be the one that was indexed.
#[derive(Debug, Clone)]
pub struct LineIndex {
    starts: Vec<TextSize>,
    /// Up to every [`BLOCK`]th byte, once somebody has asked for a place in a long line.
    counts: OnceLock<Vec<Count>>,
}

impl LineIndex {
    /// Index `text`.
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![TextSize::new(0)];
        for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
            if bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n') {
                starts.push(TextSize::new(at as u32 + 1));
            }
        }
        Self {
            starts,
            counts: OnceLock::new(),
        }
    }

    /// The line (0-based) that holds `offset` and the line's first byte.
    pub fn line(&self, offset: TextSize) -> (u32, TextSize) {
        let line = self.starts.partition_point(|start| *start <= offset) - 1;
        (line as u32, self.starts[line])
    }

    /// The byte where 0-based `line` begins, if there is such a line.
    pub fn start(&self, line: u32) -> Option<TextSize> {
        self.starts.get(line as usize).copied()
    }

    /// How many lines there are (at least 1).
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// Never: an empty text has one line.
    pub fn is_empty(&self) -> bool {
        false
    }

    /// Line and column of a byte offset; the column counts Unicode scalar values.
    pub fn characters(&self, text: &str, offset: TextSize) -> LineColumn {
        self.column(text, offset, Unit::Character)
    }

    /// Line and column of a byte offset; the column counts UTF-16 code units.
    pub fn utf16(&self, text: &str, offset: TextSize) -> LineColumn {
        self.column(text, offset, Unit::Utf16)
    }

    /// Line and column of a byte offset; the column counts UTF-8 bytes.
    pub fn utf8(&self, text: &str, offset: TextSize) -> LineColumn {
        self.column(text, offset, Unit::Byte)
    }

    /// The byte offset of a line and a column that counts Unicode scalar values.
    pub fn from_characters(&self, text: &str, place: LineColumn) -> TextSize {
        self.offset(text, place, Unit::Character)
    }

    /// The byte offset of a line and a column that counts UTF-16 code units.
    pub fn from_utf16(&self, text: &str, place: LineColumn) -> TextSize {
        self.offset(text, place, Unit::Utf16)
    }

    /// The byte offset of a line and a column that counts UTF-8 bytes.
    pub fn from_utf8(&self, text: &str, place: LineColumn) -> TextSize {
        self.offset(text, place, Unit::Byte)
    }

    fn column(&self, text: &str, offset: TextSize, unit: Unit) -> LineColumn {
        let end = text.floor_char_boundary(usize::from(offset).min(text.len()));
        let (line, start) = self.line(TextSize::new(end as u32));
        let start = usize::from(start);
        let column = match unit {
            Unit::Byte => end - start,
            _ if end - start <= BLOCK => Count::of(&text.as_bytes()[start..end]).units(unit),
            _ => {
                let before = self.count(text, start).units(unit);
                self.count(text, end).units(unit).saturating_sub(before)
            }
        };
        LineColumn {
            line,
            column: column as u32,
        }
    }

    fn offset(&self, text: &str, place: LineColumn, unit: Unit) -> TextSize {
        let Some(start) = self.start(place.line) else {
            return TextSize::of(text);
        };
        let end = self
            .start(place.line.saturating_add(1))
            .map_or(text.len(), usize::from);
        let start = usize::from(start);
        let end = start + text[start..end].trim_end_matches(['\n', '\r']).len();
        let (mut at, mut left) = (start, place.column as usize);
        if unit != Unit::Byte && end - start > BLOCK {
            (at, left) = self.near(text, start, left, unit);
        }
        for character in text[at.min(end)..end].chars() {
            let units = match unit {
                Unit::Byte => character.len_utf8(),
                Unit::Utf16 => character.len_utf16(),
                Unit::Character => 1,
            };
            let Some(after) = left.checked_sub(units) else {
                break;
            };
            left = after;
            at += character.len_utf8();
        }
        TextSize::new(at.min(end) as u32)
    }

    /// A place not far before the one that is so many units behind `start`, and what is left of them.
    fn near(&self, text: &str, start: usize, units: usize, unit: Unit) -> (usize, usize) {
        let wanted = self.count(text, start).units(unit) + units;
        let counts = self.counts(text);
        let block = counts.partition_point(|count| count.units(unit) <= wanted);
        let block = block.saturating_sub(1);
        match text.ceil_char_boundary((block * BLOCK).min(text.len())) {
            at if at > start => (at, wanted.saturating_sub(self.count(text, at).units(unit))),
            _ => (start, units),
        }
    }

    /// What there is before byte `at`.
    fn count(&self, text: &str, at: usize) -> Count {
        let known = self.counts(text).get(at / BLOCK).copied();
        let rest = &text.as_bytes()[at / BLOCK * BLOCK..at];
        known.unwrap_or_default() + Count::of(rest)
    }

    fn counts(&self, text: &str) -> &[Count] {
        self.counts.get_or_init(|| {
            let mut count = Count::default();
            let blocks = text.as_bytes().chunks(BLOCK);
            let behind = blocks.map(|block| {
                count = count + Count::of(block);
                count
            });
            std::iter::once(Count::default()).chain(behind).collect()
        })
    }
}

impl Count {
    /// A character counts where it begins.
    fn of(bytes: &[u8]) -> Self {
        let (mut characters, mut pairs) = (0, 0);
        for &byte in bytes {
            characters += u32::from(byte & 0xC0 != 0x80);
            pairs += u32::from(byte >= 0xF0);
        }
        Self { characters, pairs }
    }

    fn units(self, unit: Unit) -> usize {
        match unit {
            Unit::Utf16 => (self.characters + self.pairs) as usize,
            _ => self.characters as usize,
        }
    }
}

impl std::ops::Add for Count {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            characters: self.characters + other.characters,
            pairs: self.pairs + other.pairs,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "ab\r\né😀x\n\rend";

    fn place(line: u32, column: u32) -> LineColumn {
        LineColumn { line, column }
    }

    #[test]
    fn columns_in_every_unit() {
        let index = LineIndex::new(TEXT);
        assert_eq!(index.len(), 4);
        // Byte offset, then the column in characters, UTF-16 and UTF-8.
        let table = [
            (0, 0, [0, 0, 0]),
            (2, 0, [2, 2, 2]),
            (4, 1, [0, 0, 0]),
            (6, 1, [1, 1, 2]),
            (10, 1, [2, 3, 6]),
            (11, 1, [3, 4, 7]),
            (12, 2, [0, 0, 0]),
            (13, 3, [0, 0, 0]),
            (16, 3, [3, 3, 3]),
        ];
        for (offset, line, [characters, utf16, utf8]) in table {
            let offset = TextSize::new(offset);
            assert_eq!(index.characters(TEXT, offset), place(line, characters));
            assert_eq!(index.utf16(TEXT, offset), place(line, utf16));
            assert_eq!(index.utf8(TEXT, offset), place(line, utf8));
            assert_eq!(index.from_characters(TEXT, place(line, characters)), offset);
            assert_eq!(index.from_utf16(TEXT, place(line, utf16)), offset);
            assert_eq!(index.from_utf8(TEXT, place(line, utf8)), offset);
        }
    }

    #[test]
    fn long_lines() {
        for line in [
            "a".repeat(200),
            "aé😀".repeat(70),
            "a".repeat(63) + &"é".repeat(9) + &"b".repeat(130),
            "\n".to_owned() + &"a".repeat(1022) + &"😀".repeat(700) + "\n" + &"é".repeat(2000),
        ] {
            let index = LineIndex::new(&line);
            for (at, _) in line.char_indices() {
                let before = line[..at].rsplit('\n').next().unwrap_or_default();
                let at = TextSize::new(at as u32);
                let columns = [
                    index.utf16(&line, at).column,
                    index.characters(&line, at).column,
                ];
                let counted = [before.encode_utf16().count(), before.chars().count()];
                assert_eq!(columns.map(|column| column as usize), counted);
                assert_eq!(index.from_utf16(&line, index.utf16(&line, at)), at);
                assert_eq!(index.from_utf8(&line, index.utf8(&line, at)), at);
                let place = index.characters(&line, at);
                assert_eq!(index.from_characters(&line, place), at);
            }
        }
    }

    #[test]
    fn places_that_do_not_exist() {
        let index = LineIndex::new(TEXT);
        assert_eq!(index.from_utf16(TEXT, place(0, 99)), TextSize::new(2));
        assert_eq!(
            index.from_utf16(TEXT, place(1, 2)),
            TextSize::new(6),
            "within a pair"
        );
        assert_eq!(
            index.from_utf8(TEXT, place(1, 1)),
            TextSize::new(4),
            "within a character"
        );
        assert_eq!(index.from_utf8(TEXT, place(9, 0)), TextSize::of(TEXT));
        assert_eq!(
            index.from_utf8(TEXT, place(u32::MAX, u32::MAX)),
            TextSize::of(TEXT)
        );
        assert_eq!(
            index.utf16(TEXT, TextSize::new(8)),
            place(1, 1),
            "within a character"
        );
        assert_eq!(index.utf8(TEXT, TextSize::new(99)), place(3, 3));
        assert_eq!(
            LineIndex::new("").from_utf16("", place(0, 0)),
            TextSize::new(0)
        );
    }
}
