//! What is not JSON: what to say of it, and what it was likely to mean.

use std::ops::Range;

use crate::json::read::{Expect, Reader, is_word};
use crate::problem::{Problem, short};
use crate::slots::{Shape, Slot, Style};

impl Reader<'_> {
    pub(super) fn trouble(&mut self, range: Range<usize>, message: impl Into<String>) {
        if self.problem.is_none() {
            self.problem = Some(Problem::fatal(range, message));
        }
    }

    /// At the character or word that stands here.
    pub(super) fn trouble_here(&mut self, message: impl Into<String>) {
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
    pub(super) fn stray(&mut self, byte: u8, expect: Expect) -> Expect {
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
        // Each guess looks at the whole line, which may be the whole file.
        let Some(left) = self.guesses.checked_sub(1) else {
            return false;
        };
        self.guesses = left;
        let start = last.end as usize;
        let rest = &self.source[start..];
        let rest = &rest[..rest.find('\n').unwrap_or(rest.len())];
        let closed = rest.trim_end_matches(|c: char| ",}]".contains(c) || c.is_ascii_whitespace());
        let is_entry = rest.trim_start().starts_with('"') && begins_entry(rest.trim_start());
        let end = start + closed.len();
        if !closed.ends_with('"') || closed.ends_with("\\\"") || end <= self.at || is_entry {
            return false;
        }
        self.trouble(
            start - 1..start,
            "This quote ends the string; within it, a quote is written `\\\"`.",
        );
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
    pub(super) fn end(&mut self, expect: Expect) {
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

    pub(super) fn unknown_word(&mut self) {
        let len = self.word_len();
        let word = &self.source[self.at..self.at + len];
        let message = match word {
            "True" | "TRUE" => "JSON writes this `true`.".into(),
            "False" | "FALSE" => "JSON writes this `false`.".into(),
            "None" | "undefined" | "NULL" | "Null" => "JSON writes this `null`.".into(),
            "NaN" | "Infinity" | "-Infinity" => "JSON cannot write this number.".into(),
            _ if word.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c)) => {
                "This is not a JSON number.".into()
            }
            _ => format!("Expected a value, found `{}`.", short(word)),
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

    pub(super) fn bad_escape(&mut self) {
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

    pub(super) fn control_character(&mut self) {
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
    pub(super) fn ends_unclosed(&mut self, start: usize) -> bool {
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
    end.and_then(|end| end.strip_prefix('"'))
        .is_some_and(|rest| rest.trim_start().starts_with(':'))
}
