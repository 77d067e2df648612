//! What a piece of a string literal stands for.

use std::iter::Peekable;
use std::ops::Range;
use std::str::CharIndices;

use smol_str::SmolStr;

/// What the prefix of a literal says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Flavour {
    /// `r`: backslashes are just that.
    pub(super) is_raw: bool,
    /// `b`
    pub(super) is_bytes: bool,
    /// `f`, and `t`: braces are doubled.
    pub(super) is_format: bool,
    /// `t`: not text at all (Python 3.14).
    pub(super) is_template: bool,
}

impl Flavour {
    /// As written.
    pub(super) const RAW: Flavour = Flavour {
        is_raw: true,
        is_bytes: false,
        is_format: false,
        is_template: false,
    };

    /// The flavour of a literal that begins with `start`: prefix and quotes.
    pub(super) fn of(start: &str) -> Flavour {
        let has =
            |letter: char| start.contains(letter) || start.contains(letter.to_ascii_uppercase());
        Flavour {
            is_raw: has('r'),
            is_bytes: has('b'),
            is_format: has('f') || has('t'),
            is_template: has('t'),
        }
    }
}

/// The text that `range` of `source` stands for, a piece between quotes or holes; `None` if it is
/// an error in Python, cannot be held by a Rust string (surrogates), or needs the table of Unicode
/// names.
///
/// `indented`: the host moves every line by four spaces to the right before it runs the code, those
/// inside of strings too (reference n8n 10).
pub(super) fn decode(
    source: &str,
    range: Range<usize>,
    flavour: Flavour,
    indented: bool,
) -> Option<SmolStr> {
    let text = source.get(range.clone())?;
    let is_plain =
        |byte: u8| byte.is_ascii() && !byte.is_ascii_control() && !b"\\{}".contains(&byte);
    if text.bytes().all(is_plain) {
        return Some(SmolStr::new(text));
    }
    let rest = source.get(range.start..)?;
    let mut decoder = Decoder {
        rest,
        chars: text.char_indices().peekable(),
        out: String::new(),
        indented,
    };
    decoder.run(flavour)?;
    Some(SmolStr::from(decoder.out))
}

struct Decoder<'s> {
    /// The source from the start of the piece on.
    rest: &'s str,
    chars: Peekable<CharIndices<'s>>,
    out: String,
    indented: bool,
}

impl Decoder<'_> {
    fn run(&mut self, flavour: Flavour) -> Option<()> {
        while let Some((at, next)) = self.chars.next() {
            match next {
                '\\' if !flavour.is_raw => self.escape(flavour)?,
                '{' | '}' if flavour.is_format => self.doubled(next)?,
                _ => self.copy(at, next),
            }
        }
        Some(())
    }

    /// `{{` is `{`.
    fn doubled(&mut self, brace: char) -> Option<()> {
        self.chars.next_if(|(_, second)| *second == brace)?;
        self.out.push(brace);
        Some(())
    }

    /// A character as it stands; `\r\n` and `\r` are `\n` to Python.
    fn copy(&mut self, at: usize, next: char) {
        let end = self.end_of_line(at, next);
        self.out.push(if next == '\r' { '\n' } else { next });
        self.indent(end);
    }

    /// Where the next line begins if `next` ends one, as `str.splitlines` sees lines.
    fn end_of_line(&mut self, at: usize, next: char) -> Option<usize> {
        let mut end = at + next.len_utf8();
        if next == '\r'
            && self
                .chars
                .next_if(|(_, line_feed)| *line_feed == '\n')
                .is_some()
        {
            end += 1;
        }
        ends_line(next).then_some(end)
    }

    fn indent(&mut self, start_of_line: Option<usize>) {
        let Some(line) = start_of_line.and_then(|start| self.rest.get(start..)) else {
            return;
        };
        let line = line.split(ends_line).next().unwrap_or_default();
        if self.indented && !line.chars().all(is_blank) {
            self.out.push_str("    ");
        }
    }

    fn escape(&mut self, flavour: Flavour) -> Option<()> {
        let Some((at, next)) = self.chars.next() else {
            // Before a hole: `f"\{x}"`.
            self.out.push('\\');
            return Some(());
        };
        match next {
            '\n' | '\r' => {
                let end = self.end_of_line(at, next);
                self.indent(end);
            }
            '\\' | '\'' | '"' => self.out.push(next),
            'a' => self.out.push('\x07'),
            'b' => self.out.push('\x08'),
            'f' => self.out.push('\x0c'),
            'n' => self.out.push('\n'),
            'r' => self.out.push('\r'),
            't' => self.out.push('\t'),
            'v' => self.out.push('\x0b'),
            'x' => self.hex(2)?,
            'u' => self.hex(4)?,
            'U' => self.hex(8)?,
            'N' => return None,
            '0'..='7' => self.octal(next)?,
            '{' | '}' if flavour.is_format => {
                self.out.push('\\');
                self.doubled(next)?;
            }
            // Unknown escapes stay as they are.
            _ => {
                self.out.push('\\');
                self.copy(at, next);
            }
        }
        Some(())
    }

    fn hex(&mut self, digits: u32) -> Option<()> {
        let mut code = 0;
        for _ in 0..digits {
            code = code * 16 + self.chars.next()?.1.to_digit(16)?;
        }
        self.out.push(char::from_u32(code)?);
        Some(())
    }

    fn octal(&mut self, first: char) -> Option<()> {
        let mut code = first.to_digit(8)?;
        for _ in 0..2 {
            match self.chars.next_if(|(_, digit)| digit.is_digit(8)) {
                Some((_, digit)) => code = code * 8 + digit.to_digit(8)?,
                None => break,
            }
        }
        self.out.push(char::from_u32(code)?);
        Some(())
    }
}

/// Where `str.splitlines` splits.
fn ends_line(c: char) -> bool {
    matches!(
        c,
        '\n' | '\r' | '\x0b' | '\x0c' | '\x1c'..='\x1e' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

/// What `str.strip` takes away.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\x1c'..='\x1f')
}
