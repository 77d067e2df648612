//! A small lexer for broken code: oxc keeps no tokens once it has given up, and only explanations hang on
//! these. A regular expression is told from a division by the token before it.

use text::{TextRange, TextSize};

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TokenKind {
    Word,
    Number,
    String,
    /// A template up to its end or the next `${`.
    Template,
    Regex,
    Punctuation,
    /// What no JavaScript token begins with.
    Other,
}

/// One token; its range is in bytes of the code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) range: TextRange,
}

/// The tokens of the code behind byte `from`, where a statement may begin; comments left out.
pub(super) fn tokens(code: &str, from: usize) -> Vec<Token> {
    let mut lexer = Lexer {
        code,
        at: from,
        tokens: Vec::new(),
        braces: Vec::new(),
    };
    while lexer.at < code.len() {
        lexer.step();
    }
    lexer.tokens
}

/// What ends a line, and with it a comment.
const NEWLINES: [char; 4] = ['\n', '\r', '\u{2028}', '\u{2029}'];

const PUNCTUATION: [&str; 38] = [
    ">>>=", "...", "===", "!==", "**=", "<<=", ">>=", ">>>", "&&=", "||=", "??=", "=>", "==", "!=",
    "<=", ">=", "&&", "||", "??", "?.", "++", "--", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=",
    "<<", ">>", "**", "<", ">", "=", "?", "!",
];

struct Lexer<'c> {
    code: &'c str,
    at: usize,
    tokens: Vec<Token>,
    /// The open braces; true where one opened in a template.
    braces: Vec<bool>,
}

impl Lexer<'_> {
    fn step(&mut self) {
        let rest = &self.code[self.at..];
        let Some(first) = rest.chars().next() else {
            return;
        };
        match first {
            _ if is_blank(first) => self.at += rest.find(|c| !is_blank(c)).unwrap_or(rest.len()),
            '/' | '<' if rest.starts_with("//") || rest.starts_with("<!--") => {
                self.at += rest.find(NEWLINES).unwrap_or(rest.len());
            }
            '/' if rest.starts_with("/*") => {
                self.at += rest.find("*/").map_or(rest.len(), |end| end + 2);
            }
            '/' if self.regex_may_start() => self.push(TokenKind::Regex, regex(rest)),
            '"' | '\'' => self.push(TokenKind::String, string(rest, first)),
            '`' => self.template(1),
            '}' if self.braces.pop() == Some(true) => self.template(1),
            '{' => {
                self.braces.push(false);
                self.push(TokenKind::Punctuation, 1);
            }
            _ if first.is_ascii_digit() => self.push(TokenKind::Number, number(rest)),
            '.' if rest[1..].starts_with(|c: char| c.is_ascii_digit()) => {
                self.push(TokenKind::Number, number(rest));
            }
            _ if is_word(first) || first == '#' => {
                let length = rest[first.len_utf8()..].find(|c| !is_word(c));
                self.push(
                    TokenKind::Word,
                    length.map_or(rest.len(), |end| end + first.len_utf8()),
                );
            }
            _ if first.is_ascii_punctuation() => {
                self.push(TokenKind::Punctuation, punctuation(rest))
            }
            _ => self.push(TokenKind::Other, first.len_utf8()),
        }
    }

    fn push(&mut self, kind: TokenKind, length: usize) {
        let offset = |at: usize| TextSize::new(at as u32);
        self.tokens.push(Token {
            kind,
            range: TextRange::new(offset(self.at), offset(self.at + length)),
        });
        self.at += length;
    }

    /// Goes on in a template after the first `skip` bytes.
    fn template(&mut self, skip: usize) {
        let bytes = self.code.as_bytes();
        let mut end = self.at + skip;
        while end < bytes.len() {
            match bytes[end] {
                b'\\' => end += 1,
                b'`' => break,
                b'$' if bytes.get(end + 1) == Some(&b'{') => {
                    self.braces.push(true);
                    end += 1;
                    break;
                }
                _ => {}
            }
            end += 1;
        }
        let mut end = (end + 1).min(bytes.len());
        while !self.code.is_char_boundary(end) {
            end += 1;
        }
        self.push(TokenKind::Template, end - self.at);
    }

    fn regex_may_start(&self) -> bool {
        let Some(last) = self.tokens.last() else {
            return true;
        };
        let text = &self.code[last.range];
        match last.kind {
            TokenKind::Word => KEYWORDS_BEFORE_VALUES.contains(&text),
            TokenKind::Punctuation => !matches!(text, ")" | "]" | "}" | "++" | "--"),
            TokenKind::Template => text.ends_with("${"),
            TokenKind::Number | TokenKind::String | TokenKind::Regex => false,
            TokenKind::Other => true,
        }
    }
}

/// After these a value follows.
pub(super) const KEYWORDS_BEFORE_VALUES: [&str; 14] = [
    "return",
    "typeof",
    "case",
    "do",
    "else",
    "in",
    "of",
    "instanceof",
    "new",
    "void",
    "delete",
    "throw",
    "await",
    "yield",
];

fn is_blank(c: char) -> bool {
    c.is_whitespace() || c == '\u{feff}'
}

pub(super) fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '$' || c == '\u{200c}' || c == '\u{200d}'
}

fn string(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, byte) in rest.bytes().enumerate().skip(1) {
        match byte {
            b'\n' | b'\r' if !escaped => return at,
            _ if char::from(byte) == quote && !escaped => return at + 1,
            _ => escaped = byte == b'\\' && !escaped,
        }
    }
    rest.len()
}

fn regex(rest: &str) -> usize {
    let (mut escaped, mut class) = (false, false);
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if NEWLINES.contains(&c) => return at,
            '/' if !escaped && !class => {
                let flags = rest[at + 1..]
                    .find(|c| !is_word(c))
                    .unwrap_or(rest.len() - at - 1);
                return at + 1 + flags;
            }
            '[' if !escaped => class = true,
            ']' if !escaped => class = false,
            _ => {}
        }
        escaped = c == '\\' && !escaped;
    }
    rest.len()
}

fn number(rest: &str) -> usize {
    rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '.' || c == '_'))
        .unwrap_or(rest.len())
}

fn punctuation(rest: &str) -> usize {
    let second = rest.as_bytes().get(1);
    if !second.is_some_and(|second| b"=><&|?.+-*".contains(second)) {
        return 1;
    }
    PUNCTUATION
        .iter()
        .find(|sign| rest.starts_with(**sign))
        .map_or(1, |sign| sign.len())
}
