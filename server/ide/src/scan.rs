//! What stands open at a place of the code: brackets and texts, found by reading it from the beginning. The tolerant tree
//! is of no help exactly where somebody types.

use text::Language;

/// Something that is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Open {
    /// `(`, `[` or `{`.
    Bracket {
        /// Which.
        sign: char,
        /// Its byte.
        at: usize,
    },
    /// A text.
    Text {
        /// How it is quoted.
        quote: char,
        /// Three of them.
        triple: bool,
        /// It may hold code: an f-string, a template.
        has_holes: bool,
        /// The byte after its opening quotes.
        at: usize,
    },
    /// `/…/` of JavaScript.
    Regex { in_class: bool },
    /// A comment to the end of the line.
    LineComment,
    /// `/* … */`.
    BlockComment,
}

/// What stands open at a place, and what of it the rest of the code never closes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Scan {
    /// Outermost first.
    pub(crate) open: Vec<Open>,
    /// The signs that would have to stand at the place, innermost first.
    pub(crate) missing: String,
    /// Every comma before the place, outside of texts: its byte, and how many things stand open around it.
    commas: Vec<(usize, usize)>,
}

impl Scan {
    /// Read `code` up to byte `place`, and on to see what closes.
    pub(crate) fn of(code: &str, language: Language, place: usize) -> Scan {
        let mut scanner = Scanner {
            code: code.as_bytes(),
            python: language == Language::Python,
            at: 0,
            open: Vec::new(),
            last: 0,
            place: usize::MAX,
            missing: String::new(),
            commas: Vec::new(),
        };
        while scanner.at < place {
            scanner.step(place);
        }
        let open = scanner.open.clone();
        let commas = std::mem::take(&mut scanner.commas);
        scanner.place = place;
        scanner.last = b'a';
        while scanner.at < code.len() {
            scanner.step(code.len());
        }
        while let Some(last) = scanner.open.pop() {
            scanner.lacks(last);
        }
        Scan {
            open,
            commas,
            missing: scanner.missing,
        }
    }

    /// The text that is open, innermost.
    pub(crate) fn text(&self) -> Option<(char, usize)> {
        match self.open.last()? {
            Open::Text { quote, at, .. } => Some((*quote, *at)),
            _ => None,
        }
    }

    /// The commas of the bracket at byte `at`, the `depth`-th thing that is open.
    pub(crate) fn commas(&self, at: usize, depth: usize) -> Vec<usize> {
        let own = self
            .commas
            .iter()
            .filter(|(comma, around)| *comma > at && *around == depth + 1);
        own.map(|(comma, _)| *comma).collect()
    }

    /// A comment or a regular expression: nothing to complete.
    pub(crate) fn is_silent(&self) -> bool {
        matches!(
            self.open.last(),
            Some(Open::LineComment | Open::BlockComment | Open::Regex { .. })
        )
    }

    /// The innermost bracket and its byte.
    pub(crate) fn bracket(&self) -> Option<(char, usize)> {
        self.open.iter().rev().find_map(|open| match open {
            Open::Bracket { sign, at } => Some((*sign, *at)),
            _ => None,
        })
    }
}

struct Scanner<'c> {
    code: &'c [u8],
    python: bool,
    at: usize,
    open: Vec<Open>,
    /// The last byte that was neither blank nor comment: tells a regular expression from a division.
    last: u8,
    /// Where something may be missing: what was opened before, and is not closed after.
    place: usize,
    missing: String,
    commas: Vec<(usize, usize)>,
}

impl Scanner<'_> {
    fn peek(&self, ahead: usize) -> u8 {
        self.code.get(self.at + ahead).copied().unwrap_or(0)
    }

    /// Read one token, or one byte of what is open; never past `limit` by more than a quote.
    fn step(&mut self, limit: usize) {
        let byte = self.peek(0);
        match self.open.last().copied() {
            Some(Open::LineComment) => self.line_comment(byte),
            Some(Open::BlockComment) => self.block_comment(byte),
            Some(Open::Regex { in_class }) => self.regex(byte, in_class),
            Some(Open::Text {
                quote,
                triple,
                has_holes,
                ..
            }) => self.text(byte, quote, triple, has_holes),
            _ => self.code(byte, limit),
        }
    }

    fn line_comment(&mut self, byte: u8) {
        if byte == b'\n' {
            self.open.pop();
        }
        self.at += 1;
    }

    fn block_comment(&mut self, byte: u8) {
        if byte == b'*' && self.peek(1) == b'/' {
            self.open.pop();
            self.at += 1;
        }
        self.at += 1;
    }

    fn regex(&mut self, byte: u8, in_class: bool) {
        match byte {
            b'\\' => self.at += 1,
            b'\n' => drop(self.open.pop()),
            b'[' | b']' => {
                if let Some(Open::Regex { in_class }) = self.open.last_mut() {
                    *in_class = byte == b'[';
                }
            }
            b'/' if !in_class => drop(self.open.pop()),
            _ => {}
        }
        self.at += 1;
    }

    fn text(&mut self, byte: u8, quote: char, triple: bool, has_holes: bool) {
        let is_quote = byte == quote as u8;
        if byte == b'\\' {
            self.at += 2;
        } else if is_quote && (!triple || self.peek(1) == byte && self.peek(2) == byte) {
            self.at += if triple { 3 } else { 1 };
            self.open.pop();
            self.last = b'a';
        } else if byte == b'\n' && !triple && quote != '`' {
            // It was never closed.
            if let Some(text) = self.open.pop() {
                self.lacks(text);
            }
            self.at += 1;
        } else if has_holes && self.opens_hole(byte) {
            let sign_at = if self.python { self.at } else { self.at + 1 };
            self.open.push(Open::Bracket {
                sign: '{',
                at: sign_at,
            });
            self.at = sign_at + 1;
            self.last = b'{';
        } else {
            // Two braces are one that is meant.
            self.at += if has_holes && self.python && byte == b'{' {
                2
            } else {
                1
            };
        }
    }

    fn opens_hole(&self, byte: u8) -> bool {
        match self.python {
            true => byte == b'{' && self.peek(1) != b'{',
            false => byte == b'$' && self.peek(1) == b'{',
        }
    }

    fn code(&mut self, byte: u8, limit: usize) {
        match byte {
            b'#' if self.python => self.begin(Open::LineComment, 1),
            b'/' if !self.python && self.peek(1) == b'/' => self.begin(Open::LineComment, 2),
            b'/' if !self.python && self.peek(1) == b'*' => self.begin(Open::BlockComment, 2),
            b'/' if !self.python && !ends_value(self.last) => {
                self.begin(Open::Regex { in_class: false }, 1)
            }
            b'"' | b'\'' => self.open_text(byte, 0),
            b'`' if !self.python => self.open_text(byte, 0),
            b',' => {
                self.commas.push((self.at, self.open.len()));
                self.at += 1;
            }
            b'(' | b'[' | b'{' => self.begin(
                Open::Bracket {
                    sign: byte as char,
                    at: self.at,
                },
                1,
            ),
            b')' | b']' | b'}' => self.close(byte as char),
            _ if byte.is_ascii_alphabetic() || byte == b'_' => self.word(limit),
            _ => self.at += 1,
        }
        if !byte.is_ascii_whitespace()
            && !matches!(
                self.open.last(),
                Some(Open::LineComment | Open::BlockComment)
            )
        {
            self.last = match byte {
                // `return /x/` and the like are rare; a word before a slash is a value.
                _ if byte.is_ascii_alphanumeric() => b'a',
                byte => byte,
            };
        }
    }

    fn begin(&mut self, what: Open, length: usize) {
        self.open.push(what);
        self.at += length;
    }

    /// A word; in Python it may be what a text begins with.
    fn word(&mut self, limit: usize) {
        let start = self.at;
        while self.at < limit
            && (self.peek(0).is_ascii_alphanumeric() || matches!(self.peek(0), b'_' | b'$'))
        {
            self.at += 1;
        }
        let quote = self.peek(0);
        let word = &self.code[start..self.at];
        let is_prefix = word.len() <= 2 && word.iter().all(|byte| b"rRbBuUfFtT".contains(byte));
        if self.python && is_prefix && matches!(quote, b'"' | b'\'') && self.at < limit {
            let has_holes = word.iter().any(|byte| b"fFtT".contains(byte));
            self.open_text(quote, usize::from(has_holes));
        }
    }

    fn open_text(&mut self, quote: u8, holes: usize) {
        let triple = self.python && self.peek(1) == quote && self.peek(2) == quote;
        self.at += if triple { 3 } else { 1 };
        self.open.push(Open::Text {
            quote: quote as char,
            triple,
            has_holes: holes > 0 || quote == b'`',
            at: self.at,
        });
    }

    /// A closing bracket: what stands open within the one it closes was forgotten.
    fn close(&mut self, sign: char) {
        self.at += 1;
        let fits = |open: &Open| matches!(open, Open::Bracket { sign: opened, .. } if closing(*opened) == sign);
        let Some(index) = self.open.iter().rposition(fits) else {
            return;
        };
        // A text around a hole is not closed by a bracket.
        if self.open[index..]
            .iter()
            .any(|open| matches!(open, Open::Text { .. }))
        {
            return;
        }
        while self.open.len() > index + 1 {
            if let Some(inner) = self.open.pop() {
                self.lacks(inner);
            }
        }
        self.open.pop();
    }

    /// `open` is never closed.
    fn lacks(&mut self, open: Open) {
        match open {
            Open::Bracket { sign, at } if at < self.place && self.place != usize::MAX => {
                self.missing.push(closing(sign))
            }
            Open::Text {
                quote, triple, at, ..
            } if at <= self.place && self.place != usize::MAX => {
                let count = if triple { 3 } else { 1 };
                self.missing.extend(std::iter::repeat_n(quote, count));
            }
            _ => {}
        }
    }
}

fn closing(sign: char) -> char {
    match sign {
        '(' => ')',
        '[' => ']',
        _ => '}',
    }
}

/// A slash after it divides.
fn ends_value(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(byte, b')' | b']' | b'}' | b'_' | b'$' | b'"' | b'\'' | b'`')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scan(marked: &str, language: Language) -> (String, String) {
        let place = marked.find('|').unwrap();
        let scan = Scan::of(&marked.replacen('|', "", 1), language, place);
        let signs = scan.open.iter().map(|open| match open {
            Open::Bracket { sign, .. } => *sign,
            Open::Text { quote, .. } => *quote,
            Open::Regex { .. } => '/',
            Open::LineComment | Open::BlockComment => '#',
        });
        (signs.collect(), scan.missing)
    }

    #[test]
    fn what_is_open_and_what_is_never_closed() {
        use Language::{JavaScript, Python};
        let cases = [
            (Python, "f(x, |)", "(", ""),
            (
                Python,
                "def main():\n    f(x[|\n    return {'a': 1}\n",
                "([",
                "])",
            ),
            (Python, "a = {'x': '|\nb = 1", "{'", "'}"),
            (Python, "a = \"\"\"x\n|\"\"\"", "\"", ""),
            (Python, "a = f'{x|}' # ]", "'{", ""),
            (Python, "a = 'it''s' # it's |\n", "#", ""),
            (Python, "x = b'(' + r\"[\" + |y", "", ""),
            (
                JavaScript,
                "return items.map(i => ({json: i.|}));",
                "(({",
                "",
            ),
            (JavaScript, "if (a) {\n  f(a.|\n}\n", "{(", ")"),
            (JavaScript, "a = `x ${b|} y`", "`{", ""),
            (JavaScript, "a.replace(/[(/]/g, '|')", "('", ""),
            (JavaScript, "a = b / c; d('|", "('", "')"),
            (JavaScript, "// (\nx(|", "(", ")"),
        ];
        for (language, code, open, missing) in cases {
            assert_eq!(
                scan(code, language),
                (open.into(), missing.into()),
                "{code}"
            );
        }
    }

    #[test]
    fn any_place_of_any_text_is_read() {
        for language in [Language::Python, Language::JavaScript] {
            for code in [
                "a = '\\",
                "`${",
                "f'''{",
                "/[",
                "}])",
                "x = \"é\\é",
                "\u{0}(\"",
            ] {
                for place in 0..=code.len() {
                    Scan::of(code, language, place);
                }
            }
        }
    }
}
