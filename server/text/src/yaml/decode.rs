//! Decoding scalars as libyaml does, with the place of every character.

use std::ops::Range;

use crate::segments::Decoded;
use crate::slots::{IN_FLOW, Style};
use crate::yaml::read::BREAKS;

/// Decode the scalar `raw` (quotes or block header included, and of a block scalar all blank
/// lines that follow). `indent` as in the slot. `None` if `raw` is not one whole such scalar.
pub(crate) fn decode(raw: &str, style: Style, indent: u16) -> Option<Decoded> {
    match style {
        Style::Plain => Flow::new(raw, 0..raw.len(), style).decode(),
        Style::SingleQuoted => Flow::new(raw, quoted(raw, '\'')?, style).decode(),
        Style::DoubleQuoted => Flow::new(raw, quoted(raw, '"')?, style).decode(),
        Style::Literal | Style::Folded => {
            let parent = if indent == IN_FLOW {
                return None;
            } else {
                i32::from(indent) - 1
            };
            Block::new(raw, parent)?.decode()
        }
        Style::Json | Style::JsonEscaped => None,
    }
}

fn quoted(raw: &str, quote: char) -> Option<Range<usize>> {
    (raw.len() >= 2 && raw.starts_with(quote) && raw.ends_with(quote)).then(|| 1..raw.len() - 1)
}

/// The line break that begins `text`: its length in bytes, and the character it stands for.
pub(crate) fn line_break(text: &str) -> Option<(usize, char)> {
    match text.as_bytes().first()? {
        b'\n' => Some((1, '\n')),
        b'\r' => Some((1 + usize::from(text[1..].starts_with('\n')), '\n')),
        b'\xC2' if text.starts_with('\u{85}') => Some((2, '\n')),
        b'\xE2' => match text.chars().next() {
            Some(kept @ ('\u{2028}' | '\u{2029}')) => Some((3, kept)),
            _ => None,
        },
        _ => None,
    }
}

/// A line break in the raw text, and the character it stands for.
type Break = (Range<usize>, char);

fn break_at(raw: &str, at: usize) -> Option<Break> {
    line_break(&raw[at..]).map(|(len, character)| (at..at + len, character))
}

fn blanks(text: &str) -> usize {
    text.bytes()
        .take_while(|byte| matches!(byte, b' ' | b'\t'))
        .count()
}

/// A plain or quoted scalar: line breaks are folded.
struct Flow<'r> {
    raw: &'r str,
    at: usize,
    end: usize,
    style: Style,
    out: Decoded,
}

impl<'r> Flow<'r> {
    fn new(raw: &'r str, inner: Range<usize>, style: Style) -> Self {
        Self {
            raw,
            at: inner.start,
            end: inner.end,
            style,
            out: Decoded::default(),
        }
    }

    fn decode(mut self) -> Option<Decoded> {
        while self.at < self.end {
            match self.raw.as_bytes()[self.at] {
                b' ' | b'\t' => self.blank()?,
                b'\\' if self.style == Style::DoubleQuoted => self.escape()?,
                b'\'' if self.style == Style::SingleQuoted => self.doubled_quote()?,
                b'"' if self.style == Style::DoubleQuoted => return None,
                _ => match break_at(self.raw, self.at) {
                    Some(first) => self.fold(first)?,
                    None => self.copy(),
                },
            }
        }
        (self.at == self.end).then_some(self.out)
    }

    /// Blanks: part of the text, unless they end a line.
    fn blank(&mut self) -> Option<()> {
        let len = blanks(&self.raw[self.at..self.end]);
        let after = self.at + len;
        if after < self.end && break_at(self.raw, after).is_some() {
            self.at = after;
            return Some(());
        }
        self.out.copy(&self.raw[self.at..after], self.at);
        self.at = after;
        Some(())
    }

    /// Characters that stand for themselves.
    fn copy(&mut self) {
        let special = |c: char| " \t\\'\"".contains(c) || BREAKS.contains(&c);
        let rest = &self.raw[self.at..self.end];
        let first = rest.chars().next().map_or(0, char::len_utf8);
        let len = rest[first..]
            .find(special)
            .map_or(rest.len(), |len| first + len);
        self.out.copy(&rest[..len], self.at);
        self.at += len;
    }

    /// Line breaks: one is a space, of more the first is dropped. Each character is placed at one
    /// of the breaks, from the first on.
    fn fold(&mut self, first: Break) -> Option<()> {
        self.at = first.0.end;
        let more = self.breaks();
        if first.1 != '\n' {
            self.put_all(std::iter::once(first).chain(more));
        } else if more.is_empty() {
            self.out.put(' ', first.0);
        } else {
            let places: Vec<_> = std::iter::once(first.0)
                .chain(more.iter().map(|b| b.0.clone()))
                .collect();
            self.put_all(places.into_iter().zip(more.iter().map(|b| b.1)));
        }
        self.starts_no_document()
    }

    fn put_all(&mut self, breaks: impl IntoIterator<Item = Break>) {
        for (place, character) in breaks {
            self.out.put(character, place);
        }
    }

    /// The line breaks here, blanks before and between them passed over.
    fn breaks(&mut self) -> Vec<Break> {
        let mut found = Vec::new();
        loop {
            self.at += blanks(&self.raw[self.at..self.end]);
            match break_at(self.raw, self.at) {
                Some(one) if self.at < self.end => {
                    self.at = one.0.end;
                    found.push(one);
                }
                _ => return found,
            }
        }
    }

    /// `---` or `...` at the start of a line would end the document.
    fn starts_no_document(&self) -> Option<()> {
        let at_line_start = self.raw[..self.at].ends_with(BREAKS);
        (!at_line_start || !is_document_marker(&self.raw[self.at..])).then_some(())
    }

    fn doubled_quote(&mut self) -> Option<()> {
        let inner = &self.raw[self.at..self.end];
        inner.starts_with("''").then_some(())?;
        self.out.put('\'', self.at..self.at + 2);
        self.at += 2;
        Some(())
    }

    fn escape(&mut self) -> Option<()> {
        let rest = &self.raw[self.at + 1..self.end];
        if let Some((len, _)) = line_break(rest) {
            self.at += 1 + len;
            let breaks = self.breaks();
            self.put_all(breaks);
            return self.starts_no_document();
        }
        let letter = rest.chars().next()?;
        let (character, len) = match letter {
            'x' => (hexadecimal(rest, 2)?, 4),
            'u' => (hexadecimal(rest, 4)?, 6),
            'U' => (hexadecimal(rest, 8)?, 10),
            _ => (simple_escape(letter)?, 2),
        };
        self.out.put(character, self.at..self.at + len);
        self.at += len;
        Some(())
    }
}

/// Whether `text`, at the start of a line, begins or ends a document.
pub(crate) fn is_document_marker(text: &str) -> bool {
    let rest = text
        .strip_prefix("---")
        .or_else(|| text.strip_prefix("..."));
    rest.is_some_and(|rest| {
        rest.is_empty() || rest.starts_with([' ', '\t']) || line_break(rest).is_some()
    })
}

/// The length of the escape that begins `text`, if there is such an escape in double quotes.
pub(crate) fn escape_len(text: &str) -> Option<usize> {
    let rest = text.strip_prefix('\\')?;
    if let Some((len, _)) = line_break(rest) {
        return Some(1 + len);
    }
    match rest.chars().next()? {
        'x' => hexadecimal(rest, 2).map(|_| 4),
        'u' => hexadecimal(rest, 4).map(|_| 6),
        'U' => hexadecimal(rest, 8).map(|_| 10),
        letter => simple_escape(letter).map(|_| 2),
    }
}

fn simple_escape(letter: char) -> Option<char> {
    Some(match letter {
        '0' => '\0',
        'a' => '\u{7}',
        'b' => '\u{8}',
        't' | '\t' => '\t',
        'n' => '\n',
        'v' => '\u{b}',
        'f' => '\u{c}',
        'r' => '\r',
        'e' => '\u{1b}',
        ' ' | '"' | '/' | '\\' => letter,
        'N' => '\u{85}',
        '_' => '\u{a0}',
        'L' => '\u{2028}',
        'P' => '\u{2029}',
        _ => return None,
    })
}

fn hexadecimal(text: &str, digits: usize) -> Option<char> {
    let digits = text.get(1..1 + digits)?;
    let all = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    all.then(|| char::from_u32(u32::from_str_radix(digits, 16).ok()?))?
}

/// How a block scalar treats the line breaks at its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Chomping {
    /// `-`: none is text.
    Strip,
    /// One is.
    Clip,
    /// `+`: all are.
    Keep,
}

/// The first line of a block scalar: `|2-`, `>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Header {
    pub(crate) folded: bool,
    pub(crate) chomping: Chomping,
    /// The indentation indicator: columns beyond the parent.
    pub(crate) indicator: Option<i32>,
    /// The bytes of the indicators after `|` or `>`.
    pub(crate) indicators: usize,
    /// The bytes of the whole line, its line break included.
    pub(crate) len: usize,
}

impl Header {
    pub(crate) fn read(raw: &str) -> Option<Self> {
        let folded = match raw.bytes().next()? {
            b'|' => false,
            b'>' => true,
            _ => return None,
        };
        let (mut chomping, mut indicator) = (None, None);
        let mut at = 1;
        while let Some(byte) = raw.as_bytes().get(at) {
            match byte {
                b'-' if chomping.is_none() => chomping = Some(Chomping::Strip),
                b'+' if chomping.is_none() => chomping = Some(Chomping::Keep),
                b'1'..=b'9' if indicator.is_none() => indicator = Some(i32::from(byte - b'0')),
                _ => break,
            }
            at += 1;
        }
        let indicators = at - 1;
        at += blanks(&raw[at..]);
        if raw[at..].starts_with('#') {
            let ends = |c| line_break(c).is_some();
            at += raw[at..]
                .char_indices()
                .find(|(n, _)| ends(&raw[at + n..]))
                .map_or(raw.len() - at, |(n, _)| n);
        }
        let chomping = chomping.unwrap_or(Chomping::Clip);
        let header = |len| {
            Some(Self {
                folded,
                chomping,
                indicator,
                indicators,
                len,
            })
        };
        match line_break(&raw[at..]) {
            Some((len, _)) => header(at + len),
            None if at == raw.len() => header(at),
            None => None,
        }
    }
}

/// A literal or folded scalar.
pub(crate) struct Block<'r> {
    raw: &'r str,
    at: usize,
    pub(crate) header: Header,
    /// The column of the text; 0 while it is not known.
    pub(crate) indent: usize,
    parent: i32,
    out: Decoded,
}

impl<'r> Block<'r> {
    pub(crate) fn new(raw: &'r str, parent: i32) -> Option<Self> {
        let header = Header::read(raw)?;
        let indent = header
            .indicator
            .map_or(0, |columns| parent.max(0) + columns) as usize;
        Some(Self {
            raw,
            at: header.len,
            header,
            indent,
            parent,
            out: Decoded::default(),
        })
    }

    pub(crate) fn decode(mut self) -> Option<Decoded> {
        self.lines()?;
        Some(self.out)
    }

    /// Decode, and say at which column the text stands.
    pub(crate) fn decode_with_indent(mut self) -> Option<(Decoded, usize)> {
        self.lines()?;
        Some((self.out, self.indent))
    }

    fn lines(&mut self) -> Option<()> {
        let (mut column, mut blank_lines) = self.breaks()?;
        let mut leading: Option<Break> = None;
        let mut leading_blank = false;
        while column == self.indent && self.at < self.raw.len() {
            let blank = self.raw[self.at..].starts_with([' ', '\t']);
            let folds = self.header.folded && !leading_blank && !blank;
            match leading.take() {
                Some(first) if folds && first.1 == '\n' => self.fold(first, &blank_lines),
                first => first
                    .into_iter()
                    .chain(blank_lines)
                    .for_each(|b| self.out.put(b.1, b.0)),
            }
            leading_blank = blank;
            leading = self.line();
            (column, blank_lines) = self.breaks()?;
        }
        if self.header.chomping != Chomping::Strip {
            leading.into_iter().for_each(|b| self.out.put(b.1, b.0));
        }
        if self.header.chomping == Chomping::Keep {
            blank_lines.into_iter().for_each(|b| self.out.put(b.1, b.0));
        }
        (self.at == self.raw.len()).then_some(())
    }

    fn fold(&mut self, first: Break, more: &[Break]) {
        if more.is_empty() {
            return self.out.put(' ', first.0);
        }
        let places = std::iter::once(&first.0).chain(more.iter().map(|b| &b.0));
        for (place, one) in places.zip(more) {
            self.out.put(one.1, place.clone());
        }
    }

    /// The rest of the line, and the break that ends it.
    fn line(&mut self) -> Option<Break> {
        let rest = &self.raw[self.at..];
        let len = rest.find(BREAKS).unwrap_or(rest.len());
        self.out.copy(&rest[..len], self.at);
        self.at += len;
        let end = break_at(self.raw, self.at)?;
        self.at = end.0.end;
        Some(end)
    }

    /// Pass over blank lines and the indentation of the next: its column, and the breaks.
    fn breaks(&mut self) -> Option<(usize, Vec<Break>)> {
        let mut found = Vec::new();
        let mut widest = 0;
        loop {
            let spaces = self.raw[self.at..]
                .bytes()
                .take_while(|&byte| byte == b' ')
                .count();
            let column = if self.indent == 0 {
                spaces
            } else {
                spaces.min(self.indent)
            };
            self.at += column;
            widest = widest.max(column);
            let rest = &self.raw[self.at..];
            if (self.indent == 0 || column < self.indent) && rest.starts_with('\t') {
                return None;
            }
            match break_at(self.raw, self.at) {
                Some(one) => {
                    self.at = one.0.end;
                    found.push(one);
                }
                None => {
                    if self.indent == 0 {
                        self.indent = widest.max((self.parent + 1).max(1) as usize);
                    }
                    return Some((column, found));
                }
            }
        }
    }
}
