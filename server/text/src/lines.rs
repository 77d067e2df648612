use crate::TextSize;

/// A position for people and for editors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    /// 0-based line.
    pub line: u32,
    /// 0-based column, in the unit the call asked for.
    pub column: u32,
}

/// So many ASCII characters are passed at once.
const BLOCK: usize = 64;

/// Where the lines of a text begin. `\n`, `\r\n` and a lone `\r` end a line, as in LSP.
///
/// All conversions are total: a place beyond the text or a line is taken for its end, one within
/// a character for the start of that.
#[derive(Debug, Clone)]
pub struct LineIndex {
    starts: Vec<TextSize>,
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
        Self { starts }
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
        self.column(text, offset, |part| part.chars().count())
    }

    /// Line and column of a byte offset; the column counts UTF-16 code units.
    pub fn utf16(&self, text: &str, offset: TextSize) -> LineColumn {
        let pairs = |part: &str| part.bytes().filter(|&byte| byte >= 0xF0).count();
        self.column(text, offset, |part| part.chars().count() + pairs(part))
    }

    /// Line and column of a byte offset; the column counts UTF-8 bytes.
    pub fn utf8(&self, text: &str, offset: TextSize) -> LineColumn {
        self.column(text, offset, str::len)
    }

    /// The byte offset of a line and a column that counts Unicode scalar values.
    pub fn from_characters(&self, text: &str, place: LineColumn) -> TextSize {
        self.offset(text, place, |_| 1)
    }

    /// The byte offset of a line and a column that counts UTF-16 code units.
    pub fn from_utf16(&self, text: &str, place: LineColumn) -> TextSize {
        self.offset(text, place, char::len_utf16)
    }

    /// The byte offset of a line and a column that counts UTF-8 bytes.
    pub fn from_utf8(&self, text: &str, place: LineColumn) -> TextSize {
        self.offset(text, place, char::len_utf8)
    }

    fn column(&self, text: &str, offset: TextSize, count: impl Fn(&str) -> usize) -> LineColumn {
        let end = text.floor_char_boundary(usize::from(offset).min(text.len()));
        let (line, start) = self.line(TextSize::new(end as u32));
        LineColumn {
            line,
            column: count(&text[usize::from(start)..end]) as u32,
        }
    }

    fn offset(&self, text: &str, place: LineColumn, width: impl Fn(char) -> usize) -> TextSize {
        let Some(start) = self.start(place.line) else {
            return TextSize::of(text);
        };
        let end = self
            .start(place.line.saturating_add(1))
            .map_or(text.len(), usize::from);
        let line = text[usize::from(start)..end].trim_end_matches(['\n', '\r']);
        let mut left = place.column as usize;
        let mut at = 0;
        while let Some(character) = line[at..].chars().next() {
            // Where the code of a node stands on one line, that line is long, and most of it is ASCII.
            let block = line.as_bytes().get(at..at + BLOCK);
            let (bytes, units) = match block.filter(|_| left >= BLOCK) {
                Some(block) if block.is_ascii() => (BLOCK, BLOCK),
                _ => (character.len_utf8(), width(character)),
            };
            let Some(after) = left.checked_sub(units) else {
                break;
            };
            left = after;
            at += bytes;
        }
        start + TextSize::new(at as u32)
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
        ] {
            let index = LineIndex::new(&line);
            for (at, _) in line.char_indices() {
                let at = TextSize::new(at as u32);
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
