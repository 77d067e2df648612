use crate::TextSize;

/// A position for people and for editors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    /// 0-based line.
    pub line: u32,
    /// 0-based column, in the unit the call asked for.
    pub column: u32,
}

/// Where the lines of a text begin. `\n`, `\r\n` and a lone `\r` end a line, as in LSP.
#[derive(Debug, Clone)]
pub struct LineIndex {
    starts: Vec<TextSize>,
}

impl LineIndex {
    /// Index `text`.
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![TextSize::new(0)];
        for (at, byte) in bytes.iter().enumerate() {
            let ends = match byte {
                b'\n' => true,
                b'\r' => bytes.get(at + 1) != Some(&b'\n'),
                _ => false,
            };
            if ends {
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
        self.column(text, offset, |part| part.encode_utf16().count())
    }

    /// Line and column of a byte offset; the column counts UTF-8 bytes.
    pub fn utf8(&self, text: &str, offset: TextSize) -> LineColumn {
        self.column(text, offset, str::len)
    }

    fn column(&self, text: &str, offset: TextSize, count: impl Fn(&str) -> usize) -> LineColumn {
        let (line, start) = self.line(offset);
        let part = &text[usize::from(start)..usize::from(offset)];
        LineColumn {
            line,
            column: count(part) as u32,
        }
    }
}
