use std::ops::Range;

use crate::json::string::hex4;
use crate::problem::Problem;
use crate::slots::{DEEPEST, Reading, Shape, Slot, Style};

/// Read JSON as `JSON.parse` does, straight into the arena. On the first thing that is not JSON a
/// problem is noted, and reading goes on with the likeliest meaning.
pub(crate) fn read(source: &str) -> Reading {
    let start = if source.starts_with('\u{feff}') { 3 } else { 0 };
    let mut reader = Reader {
        source,
        bytes: source.as_bytes(),
        at: start,
        slots: Vec::with_capacity(source.len() / 24),
        open: Vec::new(),
        problem: None,
        guesses: 100,
    };
    reader.document();
    let problems = reader.problem.into_iter().collect();
    Reading {
        slots: reader.slots,
        problems,
        ..Reading::default()
    }
}

pub(super) struct Reader<'s> {
    pub(super) source: &'s str,
    pub(super) bytes: &'s [u8],
    pub(super) at: usize,
    pub(super) slots: Vec<Slot>,
    /// The collections that are not closed yet.
    pub(super) open: Vec<u32>,
    /// The first one: what follows it may be a consequence.
    pub(super) problem: Option<Problem>,
    /// How many more times a long look ahead may be taken.
    pub(super) guesses: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Expect {
    Value,
    /// After `[`.
    ValueOrEnd,
    /// After `{`.
    KeyOrEnd,
    /// After a comma in an object.
    Key,
    Colon,
    CommaOrEnd,
    /// After the top value.
    Nothing,
}

impl Reader<'_> {
    fn document(&mut self) {
        let mut expect = Expect::Value;
        loop {
            self.skip_blanks();
            let Some(&byte) = self.bytes.get(self.at) else {
                break;
            };
            if self.open.len() > DEEPEST {
                self.trouble(
                    self.at..self.at + 1,
                    "This is nested too deeply to be read.",
                );
                break;
            }
            expect = match (expect, byte) {
                (Expect::Nothing, _) => {
                    self.trouble_here("The JSON value has ended, but more text follows.");
                    break;
                }
                (Expect::Value | Expect::ValueOrEnd, _) => self.value(byte, expect),
                (Expect::Key | Expect::KeyOrEnd, b'"') => {
                    self.string();
                    Expect::Colon
                }
                (Expect::Colon, b':') => {
                    self.at += 1;
                    Expect::Value
                }
                (Expect::CommaOrEnd, b',') => {
                    self.at += 1;
                    if self.in_object() {
                        Expect::Key
                    } else {
                        Expect::Value
                    }
                }
                (Expect::CommaOrEnd | Expect::KeyOrEnd, b'}' | b']') => self.close(byte, expect),
                _ => self.stray(byte, expect),
            };
        }
        self.end(expect);
    }

    fn value(&mut self, byte: u8, expect: Expect) -> Expect {
        match byte {
            b'"' => self.string(),
            b'{' => return self.open(Shape::Object, Expect::KeyOrEnd),
            b'[' => return self.open(Shape::Array, Expect::ValueOrEnd),
            b']' if expect == Expect::ValueOrEnd => return self.close(byte, expect),
            b'-' | b'0'..=b'9' => self.number(),
            b't' if self.word("true") => self.push_word(4, Shape::True),
            b'f' if self.word("false") => self.push_word(5, Shape::False),
            b'n' if self.word("null") => self.push_word(4, Shape::Null),
            _ => return self.stray(byte, expect),
        }
        self.after_value()
    }

    pub(super) fn after_value(&self) -> Expect {
        if self.open.is_empty() {
            Expect::Nothing
        } else {
            Expect::CommaOrEnd
        }
    }

    pub(super) fn in_object(&self) -> bool {
        self.open
            .last()
            .is_some_and(|&slot| self.slots[slot as usize].shape == Shape::Object)
    }

    fn open(&mut self, shape: Shape, then: Expect) -> Expect {
        self.open.push(self.slots.len() as u32);
        self.push(self.at..self.at + 1, shape, Style::Json);
        self.at += 1;
        then
    }

    pub(super) fn close(&mut self, byte: u8, expect: Expect) -> Expect {
        if self.in_object() != (byte == b'}') {
            return self.stray(byte, expect);
        }
        if self.open.len() == 1 && self.goes_on(self.at + 1) {
            self.trouble(
                self.at..self.at + 1,
                format!(
                    "This `{}` ends the whole JSON value, but more follows.",
                    byte as char
                ),
            );
            self.at += 1;
            return Expect::CommaOrEnd;
        }
        self.at += 1;
        self.close_innermost();
        self.after_value()
    }

    pub(super) fn close_innermost(&mut self) {
        let after = self.slots.len() as u32;
        if let Some(slot) = self.open.pop() {
            let slot = &mut self.slots[slot as usize];
            slot.end = self.at as u32;
            slot.link = after;
        }
    }

    /// Whether an object or array seems to go on at `at`: `, "` or `"`.
    fn goes_on(&self, at: usize) -> bool {
        let rest = self.source[at..].trim_start_matches([' ', '\t', '\n', '\r']);
        let rest = rest.strip_prefix(',').unwrap_or(rest);
        rest.trim_start_matches([' ', '\t', '\n', '\r'])
            .starts_with('"')
    }

    pub(super) fn push(&mut self, range: Range<usize>, shape: Shape, style: Style) {
        let (start, end) = (range.start as u32, range.end as u32);
        self.slots.push(Slot {
            start,
            end,
            link: 0,
            indent: 0,
            shape,
            style,
        });
    }

    pub(super) fn push_word(&mut self, len: usize, shape: Shape) {
        self.push(self.at..self.at + len, shape, Style::Json);
        self.at += len;
    }

    /// Whether `word` stands here and ends here.
    fn word(&self, word: &str) -> bool {
        self.bytes[self.at..].starts_with(word.as_bytes())
            && !self
                .bytes
                .get(self.at + word.len())
                .is_some_and(|&byte| is_word(byte))
    }

    fn number(&mut self) {
        let rest = &self.bytes[self.at..];
        match number_len(rest) {
            Some((len, shape)) if !rest.get(len).is_some_and(|&byte| is_word(byte)) => {
                self.push_word(len, shape);
            }
            _ => self.unknown_word(),
        }
    }

    fn skip_blanks(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.bytes.get(self.at) {
            self.at += 1;
        }
    }

    /// Read the string that begins here, closed or not.
    fn string(&mut self) {
        let start = self.at;
        let mut style = Style::Json;
        let mut goes_on = false;
        self.at += 1;
        loop {
            self.at = next_special(self.bytes, self.at);
            match self.bytes.get(self.at) {
                Some(b'"') => {
                    self.at += 1;
                    break;
                }
                Some(b'\\') => {
                    style = Style::JsonEscaped;
                    self.skip_escape();
                }
                Some(b'\n' | b'\r') if !goes_on && self.ends_unclosed(start) => break,
                Some(byte) => {
                    goes_on |= matches!(byte, b'\n' | b'\r');
                    self.control_character();
                }
                None => {
                    self.trouble(
                        start..start + 1,
                        "The string that begins here is never closed.",
                    );
                    break;
                }
            }
        }
        self.push(start..self.at, Shape::String, style);
    }

    fn skip_escape(&mut self) {
        let rest = &self.bytes[self.at..];
        let len = match rest.get(1) {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => 2,
            Some(b'u') if hex4(rest).is_some() => 6,
            _ => return self.bad_escape(),
        };
        self.at += len;
    }
}

pub(super) fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$' | b'+' | b'-' | b'.') || byte >= 0x80
}

/// The length of the JSON number that begins `bytes`, and what it is.
fn number_len(bytes: &[u8]) -> Option<(usize, Shape)> {
    let digits = |from: usize| {
        bytes[from..]
            .iter()
            .take_while(|b| b.is_ascii_digit())
            .count()
    };
    let mut shape = Shape::Integer;
    let mut at = usize::from(bytes.first() == Some(&b'-'));
    let whole = digits(at);
    if whole == 0 || whole > 1 && bytes[at] == b'0' {
        return None;
    }
    at += whole;
    if bytes.get(at) == Some(&b'.') {
        let fraction = digits(at + 1);
        if fraction == 0 {
            return None;
        }
        at += 1 + fraction;
        shape = Shape::Float;
    }
    if let Some(b'e' | b'E') = bytes.get(at) {
        let sign = usize::from(matches!(bytes.get(at + 1), Some(b'+' | b'-')));
        let exponent = digits(at + 1 + sign);
        if exponent == 0 {
            return None;
        }
        at += 1 + sign + exponent;
        shape = Shape::Float;
    }
    Some((at, shape))
}

/// The first quote, backslash or control character from `at` on, eight bytes at a time.
fn next_special(bytes: &[u8], mut at: usize) -> usize {
    const ONES: u64 = u64::from_le_bytes([0x01; 8]);
    const HIGH: u64 = u64::from_le_bytes([0x80; 8]);
    let zero = |word: u64| word.wrapping_sub(ONES) & !word & HIGH;
    while let Some(chunk) = bytes.get(at..at + 8) {
        let word = u64::from_le_bytes(chunk.try_into().unwrap_or_default());
        let control = word.wrapping_sub(ONES * 0x20) & !word & HIGH;
        let found = zero(word ^ (ONES * 0x22)) | zero(word ^ (ONES * 0x5C)) | control;
        // Only the lowest mark is sure, and that is the one wanted.
        if found != 0 {
            return at + found.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    let special = |byte: &u8| matches!(byte, b'"' | b'\\' | 0..0x20);
    at + bytes[at..]
        .iter()
        .position(special)
        .unwrap_or(bytes.len() - at)
}
