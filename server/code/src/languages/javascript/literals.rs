//! What literals mean: escapes, numbers, the text of property keys.

use std::borrow::Cow;

use smol_str::{SmolStr, SmolStrBuilder};

use crate::ir::Literal;

/// Where an escape stands: the rules differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quote {
    String,
    Template,
}

/// The value of the string literal `raw`, quotes included; `None` where it holds half a surrogate
/// pair, so that it is no Unicode text, or is broken.
pub(super) fn string(raw: &str) -> Option<SmolStr> {
    let quote = raw
        .chars()
        .next()
        .filter(|first| matches!(first, '"' | '\''))?;
    unescape(raw[1..].strip_suffix(quote)?, Quote::String)
}

/// The text that `raw`, the inside of a string or template, stands for.
pub(super) fn unescape(raw: &str, quote: Quote) -> Option<SmolStr> {
    let plain = match quote {
        Quote::String => !raw.contains('\\'),
        Quote::Template => !raw.contains(['\\', '\r']),
    };
    if plain {
        Some(SmolStr::new(raw))
    } else {
        Unescape::new(raw).run(quote)
    }
}

struct Unescape<'r> {
    rest: &'r str,
    out: SmolStrBuilder,
    /// The first half of a surrogate pair that waits for the second.
    high: Option<u32>,
}

impl<'r> Unescape<'r> {
    fn new(raw: &'r str) -> Self {
        Unescape {
            rest: raw,
            out: SmolStrBuilder::new(),
            high: None,
        }
    }

    fn run(mut self, quote: Quote) -> Option<SmolStr> {
        while let Some(next) = self.next() {
            match next {
                '\\' => self.escape(quote)?,
                '\r' if quote == Quote::Template => {
                    self.skip('\n');
                    self.put('\n' as u32)?;
                }
                plain => self.put(plain as u32)?,
            }
        }
        self.high.is_none().then(|| self.out.finish())
    }

    fn escape(&mut self, quote: Quote) -> Option<()> {
        let code = match self.next()? {
            '\r' => {
                self.skip('\n');
                return Some(());
            }
            '\n' | '\u{2028}' | '\u{2029}' => return Some(()),
            'n' => 0x0A,
            't' => 0x09,
            'r' => 0x0D,
            'b' => 0x08,
            'f' => 0x0C,
            'v' => 0x0B,
            'x' => self.hex(2)?,
            'u' => self.unicode()?,
            '0' if !self.rest.starts_with(|next: char| next.is_ascii_digit()) => 0,
            '0'..='9' if quote == Quote::Template => return None,
            digit @ '0'..='7' => self.octal(digit),
            other => other as u32,
        };
        self.put(code)
    }

    /// Behind `\u`: four digits, or any number of them in braces.
    fn unicode(&mut self) -> Option<u32> {
        let Some(rest) = self.rest.strip_prefix('{') else {
            return self.hex(4);
        };
        let (digits, rest) = rest.split_once('}')?;
        self.rest = rest;
        let significant = digits.trim_start_matches('0');
        let code = match significant {
            "" if digits.is_empty() => return None,
            "" => 0,
            _ => u32::from_str_radix(significant, 16).ok()?,
        };
        (code <= 0x10FFFF).then_some(code)
    }

    fn hex(&mut self, length: usize) -> Option<u32> {
        let digits = self.rest.get(..length)?;
        let all_hex = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
        self.rest = &self.rest[length..];
        all_hex.then(|| u32::from_str_radix(digits, 16).ok())?
    }

    /// Legacy octal: at most three digits, at most `\377`.
    fn octal(&mut self, first: char) -> u32 {
        let mut code = first as u32 - '0' as u32;
        for _ in 0..2 {
            let digit = self.rest.chars().next().and_then(|next| next.to_digit(8));
            let Some(longer) = digit
                .map(|digit| code * 8 + digit)
                .filter(|&code| code <= 0o377)
            else {
                break;
            };
            code = longer;
            self.next();
        }
        code
    }

    /// Appends a code point; surrogates must come in pairs.
    fn put(&mut self, code: u32) -> Option<()> {
        let code = match (self.high.take(), code) {
            (None, 0xD800..=0xDBFF) => {
                self.high = Some(code);
                return Some(());
            }
            (Some(high), 0xDC00..=0xDFFF) => 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00),
            (Some(_), _) => return None,
            (None, code) => code,
        };
        self.out.push(char::from_u32(code)?);
        Some(())
    }

    fn next(&mut self) -> Option<char> {
        let mut chars = self.rest.chars();
        let next = chars.next()?;
        self.rest = chars.as_str();
        Some(next)
    }

    fn skip(&mut self, expected: char) {
        self.rest = self.rest.strip_prefix(expected).unwrap_or(self.rest);
    }
}

/// An identifier with its `\u` escapes resolved.
pub(super) fn identifier(raw: &str) -> Cow<'_, str> {
    match raw.contains('\\') {
        true => unescape(raw, Quote::String).map_or(raw.into(), |name| name.to_string().into()),
        false => raw.into(),
    }
}

const TWO_TO_63: f64 = 9_223_372_036_854_775_808.0;

/// The numeric literal `raw`.
pub(super) fn number(raw: &str) -> Literal {
    let digits = raw.replace('_', "").to_ascii_lowercase();
    let value = match digits.as_bytes() {
        [.., b'n'] => return Literal::BigInt,
        [b'0', b'x', ..] => radix(&digits[2..], 16),
        [b'0', b'o', ..] => radix(&digits[2..], 8),
        [b'0', b'b', ..] => radix(&digits[2..], 2),
        [b'0', octal @ ..]
            if !octal.is_empty() && octal.iter().all(|digit| matches!(digit, b'0'..=b'7')) =>
        {
            radix(&digits[1..], 8)
        }
        _ => digits.parse().ok(),
    };
    match value {
        Some(value) if value.fract() == 0.0 && value < TWO_TO_63 => Literal::Int(value as i64),
        Some(value) => Literal::Float(value),
        None => Literal::BigNumber(None),
    }
}

/// `None` where no exact answer is at hand.
fn radix(digits: &str, radix: u32) -> Option<f64> {
    u128::from_str_radix(digits, radix)
        .ok()
        .map(|value| value as f64)
}

/// The property key that the numeric literal `raw` stands for: `1e3` is `"1000"`.
pub(super) fn number_key(raw: &str) -> Option<SmolStr> {
    match number(raw) {
        Literal::Int(value) if value.unsigned_abs() < 1 << 53 => Some(value.to_string().into()),
        Literal::Int(value) => Some(number_text(value as f64)),
        Literal::Float(value) => Some(number_text(value)),
        Literal::BigInt => bigint_key(raw),
        _ => None,
    }
}

fn bigint_key(raw: &str) -> Option<SmolStr> {
    let digits = raw.replace('_', "").to_ascii_lowercase();
    let digits = digits.strip_suffix('n')?;
    let value = match digits.get(..2) {
        Some("0x") => u128::from_str_radix(&digits[2..], 16),
        Some("0o") => u128::from_str_radix(&digits[2..], 8),
        Some("0b") => u128::from_str_radix(&digits[2..], 2),
        _ => digits.parse(),
    };
    value.ok().map(|value| value.to_string().into())
}

/// `String(value)` of JavaScript, for a value that is not negative.
fn number_text(value: f64) -> SmolStr {
    if value.is_infinite() {
        return "Infinity".into();
    }
    let scientific = format!("{value:e}");
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    match exponent {
        -6..21 => format!("{value}").into(),
        21.. => format!("{mantissa}e+{exponent}").into(),
        _ => format!("{mantissa}e{exponent}").into(),
    }
}
