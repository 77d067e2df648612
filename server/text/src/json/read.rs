use std::ops::Range;

use crate::Problem;
use crate::json::string::hex4;
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
    };
    reader.document();
    let problems = reader.problem.into_iter().collect();
    Reading {
        slots: reader.slots,
        problems,
        ..Reading::default()
    }
}

struct Reader<'s> {
    source: &'s str,
    bytes: &'s [u8],
    at: usize,
    slots: Vec<Slot>,
    /// The collections that are not closed yet.
    open: Vec<u32>,
    /// The first one: what follows it may be a consequence.
    problem: Option<Problem>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Expect {
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

    fn after_value(&self) -> Expect {
        if self.open.is_empty() {
            Expect::Nothing
        } else {
            Expect::CommaOrEnd
        }
    }

    fn in_object(&self) -> bool {
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

    fn close(&mut self, byte: u8, expect: Expect) -> Expect {
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

    fn close_innermost(&mut self) {
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

    fn push(&mut self, range: Range<usize>, shape: Shape, style: Style) {
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

    fn push_word(&mut self, len: usize, shape: Shape) {
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
                Some(b'\n' | b'\r') if self.ends_unclosed(start) => break,
                Some(_) => self.control_character(),
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

/// What is not JSON.
impl Reader<'_> {
    fn trouble(&mut self, range: Range<usize>, message: impl Into<String>) {
        if self.problem.is_none() {
            self.problem = Some(Problem::fatal(range, message));
        }
    }

    /// At the character or word that stands here.
    fn trouble_here(&mut self, message: impl Into<String>) {
        self.trouble(self.at..self.at + self.word_len(), message);
    }

    /// The length of the run of letters and digits here, or of the one character.
    fn word_len(&self) -> usize {
        let rest = &self.source[self.at..];
        match rest.bytes().position(|byte| !is_word(byte)) {
            Some(0) => rest.chars().next().map_or(0, char::len_utf8),
            Some(len) => len,
            None => rest.len(),
        }
    }

    /// Something other than `expect`: note it, and go on with the likeliest meaning.
    fn stray(&mut self, byte: u8, expect: Expect) -> Expect {
        let wanted = match expect {
            Expect::Value | Expect::ValueOrEnd => "a value",
            Expect::Key | Expect::KeyOrEnd => "a key in double quotes",
            Expect::Colon => "`:` after the key",
            Expect::CommaOrEnd if self.in_object() => "`,` or `}`",
            _ => "`,` or `]`",
        };
        match (byte, expect) {
            (b'/' | b'\'', Expect::CommaOrEnd) if self.take_inner_quotes() => expect,
            (b'/', _) if self.comment() => expect,
            (b'\'', _) => self.single_quoted(expect),
            (b'}' | b']', _) => self.stray_closer(byte, expect, wanted),
            (b',', Expect::Value | Expect::Colon) => {
                self.trouble_here(format!("Expected {wanted}, found `,`."));
                self.push(self.at..self.at, Shape::Null, Style::Json);
                self.after_value()
            }
            (b':', Expect::CommaOrEnd) if self.take_value_as_key() => Expect::Value,
            (_, Expect::CommaOrEnd) if self.take_inner_quotes() => expect,
            (b',' | b':', _) => {
                self.trouble_here(format!("Expected {wanted}, found `{}`.", byte as char));
                self.at += 1;
                expect
            }
            // A colon or a comma left out.
            (b'"' | b'{' | b'[' | b'-' | b'0'..=b'9', Expect::Colon | Expect::CommaOrEnd) => {
                self.trouble_here(format!("Expected {wanted}."));
                match expect {
                    Expect::CommaOrEnd if self.in_object() => Expect::Key,
                    _ => Expect::Value,
                }
            }
            (_, Expect::Colon | Expect::CommaOrEnd) => {
                self.trouble_here(format!("Expected {wanted}."));
                self.at += self.word_len();
                expect
            }
            (b'{' | b'[', _) => {
                self.trouble_here(format!("Expected {wanted}."));
                self.push(self.at..self.at, Shape::String, Style::Plain);
                Expect::Value
            }
            (_, Expect::Key | Expect::KeyOrEnd) => {
                self.trouble_here(format!("Expected {wanted}."));
                self.push(
                    self.at..self.at + self.word_len(),
                    Shape::String,
                    Style::Plain,
                );
                self.at += self.word_len();
                Expect::Colon
            }
            _ => {
                self.unknown_word();
                self.after_value()
            }
        }
    }

    fn stray_closer(&mut self, byte: u8, expect: Expect, wanted: &str) -> Expect {
        let shown = byte as char;
        let before = self.source[..self.at].trim_end().len();
        if self.in_object() == (byte == b'}') && self.source[..before].ends_with(',') {
            self.trouble(
                before - 1..before,
                format!("A comma must not stand before `{shown}`."),
            );
        }
        self.trouble_here(format!("Expected {wanted}, found `{shown}`."));
        let wanted_shape = if byte == b'}' {
            Shape::Object
        } else {
            Shape::Array
        };
        let opener = |slot: &u32| self.slots[*slot as usize].shape == wanted_shape;
        if !self.open.iter().any(opener) {
            self.at += 1;
            return expect;
        }
        self.complete_entry(expect);
        while self.in_object() != (byte == b'}') {
            self.close_innermost();
            // The closed collection was the value of an entry, or an element: complete.
        }
        self.close(byte, Expect::CommaOrEnd)
    }

    /// Text right after a string: if the string seems to go on to a quote at the end of the line,
    /// the quotes within were to be escaped.
    fn take_inner_quotes(&mut self) -> bool {
        let Some(last) = self.slots.last().filter(|slot| slot.shape == Shape::String) else {
            return false;
        };
        let start = last.end as usize;
        let rest = &self.source[start..];
        let rest = &rest[..rest.find('\n').unwrap_or(rest.len())];
        let closed = rest.trim_end_matches(|c: char| ",}]".contains(c) || c.is_ascii_whitespace());
        let is_entry = rest.trim_start().starts_with('"') && begins_entry(rest.trim_start());
        let end = start + closed.len();
        if !closed.ends_with('"') || closed.ends_with("\\\"") || end <= self.at || is_entry {
            return false;
        }
        self.trouble(start - 1..start, "This quote ends the string; within it, a quote is written `\\\"`.");
        if let Some(last) = self.slots.last_mut() {
            last.end = end as u32;
            last.style = Style::JsonEscaped;
        }
        self.at = end;
        true
    }

    /// A colon after a value: that string is the next key, and the key before it has no value.
    fn take_value_as_key(&mut self) -> bool {
        let [.., key, value] = self.slots[..] else {
            return false;
        };
        if !self.in_object() || value.shape != Shape::String || value.end as usize > self.at {
            return false;
        }
        let range = key.start as usize..key.end as usize;
        self.trouble(range, "The value of this key is missing.");
        let at = value.start;
        let nothing = Slot {
            start: at,
            end: at,
            link: 0,
            indent: 0,
            shape: Shape::Null,
            style: Style::Json,
        };
        self.slots.insert(self.slots.len() - 1, nothing);
        self.at += 1;
        true
    }

    /// Give a key whose value is missing the value null.
    fn complete_entry(&mut self, expect: Expect) {
        if matches!(expect, Expect::Colon | Expect::Value) && self.in_object() {
            self.push(self.at..self.at, Shape::Null, Style::Json);
        }
    }

    /// The file has ended.
    fn end(&mut self, expect: Expect) {
        let end = self.source.trim_end().len();
        if self.slots.is_empty() {
            self.trouble(end..end, "The file is empty.");
        }
        if let Some(&slot) = self.open.last() {
            let start = self.slots[slot as usize].start as usize;
            let line = 1 + self.bytes[..start]
                .iter()
                .filter(|&&byte| byte == b'\n')
                .count();
            let bracket = self.bytes[start] as char;
            self.trouble(
                end..end,
                format!("The file ends before the `{bracket}` of line {line} is closed."),
            );
        }
        self.complete_entry(expect);
        while !self.open.is_empty() {
            self.close_innermost();
        }
    }

    fn unknown_word(&mut self) {
        let len = self.word_len();
        let word = &self.source[self.at..self.at + len];
        let message = match word {
            "True" | "TRUE" => "JSON writes this `true`.".into(),
            "False" | "FALSE" => "JSON writes this `false`.".into(),
            "None" | "undefined" | "NULL" | "Null" => "JSON writes this `null`.".into(),
            "NaN" | "Infinity" | "-Infinity" => "JSON cannot write this number.".into(),
            _ if number_len(word.as_bytes()).is_some() || word.starts_with(['+', '.', '-']) => {
                "This is not a JSON number.".into()
            }
            _ => format!("Expected a value, found `{word}`."),
        };
        self.trouble_here(message);
        self.push_word(len, Shape::Null);
    }

    /// Pass over a comment; false if there is none.
    fn comment(&mut self) -> bool {
        let rest = &self.source[self.at..];
        let len = match rest.as_bytes().get(1) {
            Some(b'/') => rest.find('\n').unwrap_or(rest.len()),
            Some(b'*') => rest.find("*/").map_or(rest.len(), |end| end + 2),
            _ => return false,
        };
        self.trouble(self.at..self.at + 2, "JSON has no comments.");
        self.at += len;
        true
    }

    fn single_quoted(&mut self, expect: Expect) -> Expect {
        self.trouble_here("JSON strings stand in double quotes.");
        let rest = &self.source[self.at + 1..];
        let len = rest.find(['\'', '\n']).unwrap_or(rest.len());
        let closed = usize::from(rest[len..].starts_with('\''));
        let range = self.at..self.at + 1 + len + closed;
        self.at = range.end;
        if matches!(expect, Expect::Nothing | Expect::CommaOrEnd | Expect::Colon) {
            return expect;
        }
        self.push(range, Shape::String, Style::JsonEscaped);
        match expect {
            Expect::Key | Expect::KeyOrEnd => Expect::Colon,
            _ => self.after_value(),
        }
    }

    fn bad_escape(&mut self) {
        let letter = self.source[self.at + 1..].chars().next();
        let len = 1 + letter.map_or(0, char::len_utf8);
        let message = match letter {
            Some('u') => "`\\u` needs four hexadecimal digits.".into(),
            Some(letter) if !letter.is_control() => {
                format!("JSON has no escape `\\{letter}`; a backslash is written `\\\\`.")
            }
            _ => "A backslash is written `\\\\`.".into(),
        };
        self.trouble(self.at..self.at + len, message);
        // A line break after the backslash is looked at for itself.
        self.at += if letter.is_some_and(|letter| letter < ' ') {
            1
        } else {
            len
        };
    }

    fn control_character(&mut self) {
        let message = match self.bytes[self.at] {
            b'\n' | b'\r' => {
                "A string cannot go on in the next line; a line break is written `\\n`."
            }
            b'\t' => "A tab in a string is written `\\t`.",
            _ => "A control character in a string is written `\\u00XX`.",
        };
        self.trouble(self.at..self.at + 1, message);
        self.at += 1;
    }

    /// Whether the string that began at `start` was meant to end in this line: the next quote
    /// begins a string of its own. If so, stop before a comma at the end of the line.
    fn ends_unclosed(&mut self, start: usize) -> bool {
        let rest = &self.source[self.at..];
        let next = rest.find('"').unwrap_or(rest.len());
        let between = |c: char| c.is_ascii_whitespace() || "{}[],".contains(c);
        if next < rest.len() && !rest[..next].chars().all(between) {
            return false;
        }
        let line = self.source[start..self.at].trim_end();
        let line = line.strip_suffix(',').unwrap_or(line);
        self.trouble(start..start + line.len(), "This string is not closed.");
        self.at = start + line.len().max(1);
        true
    }
}

/// Whether `text` begins with `"key":`.
fn begins_entry(text: &str) -> bool {
    let end = text[1..].find(['"', '\\']).map(|end| &text[1 + end..]);
    end.and_then(|end| end.strip_prefix('"')).is_some_and(|rest| rest.trim_start().starts_with(':'))
}

fn is_word(byte: u8) -> bool {
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
