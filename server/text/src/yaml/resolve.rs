//! What a plain scalar means in YAML 1.1 (reference dify 1.1): PyYAML's implicit resolvers and
//! the values its safe constructor gives.

use crate::slots::Shape;

/// What the plain scalar `text` is taken for. `=` (which nothing can construct) is a string here.
pub(crate) fn plain(text: &str) -> Shape {
    match text.bytes().next() {
        None => Shape::Null,
        Some(b'~' | b'n' | b'N' | b'y' | b'Y' | b't' | b'T' | b'f' | b'F' | b'o' | b'O') => {
            word(text)
        }
        Some(b'0'..=b'9' | b'+' | b'-' | b'.') => number_or_date(text),
        Some(b'<') if text == "<<" => Shape::MergeKey,
        _ => Shape::String,
    }
}

fn word(text: &str) -> Shape {
    match text {
        "~" | "null" | "Null" | "NULL" => Shape::Null,
        "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "on" | "On" | "ON" => Shape::True,
        "no" | "No" | "NO" | "false" | "False" | "FALSE" | "off" | "Off" | "OFF" => Shape::False,
        _ => Shape::String,
    }
}

fn number_or_date(text: &str) -> Shape {
    let bytes = text.as_bytes();
    if looks_integer(bytes) {
        Shape::Integer
    } else if looks_float(bytes) {
        Shape::Float
    } else if timestamp_parts(bytes, true).is_some() {
        Shape::Timestamp
    } else {
        Shape::String
    }
}

/// The truth value of `text` under `!!bool`.
pub(crate) fn bool(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "yes" | "true" | "on" => Some(true),
        "no" | "false" | "off" => Some(false),
        _ => None,
    }
}

/// The value of an integer: `12`, `1_000`, `0b11`, `017`, `0x1f`, `1:30`. `None` where PyYAML
/// fails although the text looks like one (`0b_`).
pub(crate) fn integer(text: &str) -> Option<f64> {
    let (sign, digits) = signed(&text.replace('_', ""))?;
    let radix = |digits: &str, radix| u128::from_str_radix(digits, radix).ok().map(|n| n as f64);
    let value = if digits == "0" {
        0.0
    } else if let Some(binary) = digits.strip_prefix("0b") {
        radix(binary, 2)?
    } else if let Some(hexadecimal) = digits.strip_prefix("0x") {
        radix(hexadecimal, 16)?
    } else if digits.starts_with('0') {
        radix(&digits, 8)?
    } else {
        sexagesimal(&digits, |part| {
            (!part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
                .then(|| part.parse().ok())?
        })?
    };
    Some(sign * value)
}

/// The value of a float: `1.5`, `1_0.0`, `.5e+3`, `1:30.5`, `-.inf`, `.NaN`.
pub(crate) fn float(text: &str) -> Option<f64> {
    let (sign, digits) = signed(&text.replace('_', "").to_lowercase())?;
    let value = match digits.as_str() {
        ".inf" => f64::INFINITY,
        ".nan" => return Some(f64::NAN),
        _ => sexagesimal(&digits, |part| part.parse().ok())?,
    };
    Some(sign * value)
}

/// The sign of a number, and the rest; `None` if there is nothing to read.
fn signed(text: &str) -> Option<(f64, String)> {
    let sign = if text.starts_with('-') { -1.0 } else { 1.0 };
    let rest = text.strip_prefix(['+', '-']).unwrap_or(text);
    (!rest.is_empty()).then(|| (sign, rest.to_owned()))
}

fn sexagesimal(text: &str, part: impl Fn(&str) -> Option<f64>) -> Option<f64> {
    text.split(':')
        .try_fold(0.0, |value, digits| Some(value * 60.0 + part(digits)?))
}

/// The number of bytes from `at` on that `accept` takes.
fn run(bytes: &[u8], at: usize, accept: impl Fn(u8) -> bool) -> usize {
    bytes
        .get(at..)
        .unwrap_or_default()
        .iter()
        .take_while(|&&byte| accept(byte))
        .count()
}

fn after_sign(bytes: &[u8]) -> &[u8] {
    bytes
        .strip_prefix(b"+")
        .or_else(|| bytes.strip_prefix(b"-"))
        .unwrap_or(bytes)
}

fn looks_integer(bytes: &[u8]) -> bool {
    let digits = after_sign(bytes);
    let all = |from: usize, accept: &dyn Fn(u8) -> bool| {
        digits.len() > from && run(digits, from, accept) == digits.len() - from
    };
    match digits {
        [b'0'] => true,
        [b'0', b'b', ..] => all(2, &|b| matches!(b, b'0' | b'1' | b'_')),
        [b'0', b'x', ..] => all(2, &|b| b.is_ascii_hexdigit() || b == b'_'),
        [b'0', ..] => all(1, &|b| matches!(b, b'0'..=b'7' | b'_')),
        [b'1'..=b'9', ..] => {
            let whole = run(digits, 0, |b| b.is_ascii_digit() || b == b'_');
            whole == digits.len() || sixties(digits, whole) == Some(digits.len())
        }
        _ => false,
    }
}

/// Where the `:59` parts that begin at `at` end; `None` if there are none.
fn sixties(bytes: &[u8], mut at: usize) -> Option<usize> {
    let start = at;
    while bytes.get(at) == Some(&b':') {
        let len = match (bytes.get(at + 1), bytes.get(at + 2)) {
            (Some(b'0'..=b'5'), Some(b'0'..=b'9')) => 3,
            (Some(b'0'..=b'9'), _) => 2,
            _ => break,
        };
        at += len;
    }
    (at > start).then_some(at)
}

fn looks_float(bytes: &[u8]) -> bool {
    let digits = after_sign(bytes);
    match digits {
        b".inf" | b".Inf" | b".INF" => return true,
        b".nan" | b".NaN" | b".NAN" => return digits.len() == bytes.len(),
        [b'.', b'0'..=b'9', ..] => {
            let fraction = 1 + run(digits, 1, |b| b.is_ascii_digit() || b == b'_');
            return digits.len() == bytes.len() && ends_with_exponent(digits, fraction);
        }
        [b'0'..=b'9', ..] => {}
        _ => return false,
    }
    let whole = run(digits, 0, |b| b.is_ascii_digit() || b == b'_');
    let sixties = sixties(digits, whole);
    let point = sixties.unwrap_or(whole);
    if digits.get(point) != Some(&b'.') {
        return false;
    }
    let fraction = point + 1 + run(digits, point + 1, |b| b.is_ascii_digit() || b == b'_');
    match sixties {
        Some(_) => fraction == digits.len(),
        None => ends_with_exponent(digits, fraction),
    }
}

/// Whether nothing, or an exponent with its (required) sign, follows at `at`.
fn ends_with_exponent(bytes: &[u8], at: usize) -> bool {
    match &bytes[at..] {
        [] => true,
        [b'e' | b'E', b'+' | b'-', exponent @ ..] => {
            !exponent.is_empty() && exponent.iter().all(u8::is_ascii_digit)
        }
        _ => false,
    }
}

/// Whether PyYAML can make a date of `text` under `!!timestamp` (also a resolved one).
pub(crate) fn is_date(text: &str) -> bool {
    timestamp_parts(text.as_bytes(), false).is_some_and(|parts| parts.exists())
}

#[derive(Debug, Default, PartialEq)]
struct Timestamp {
    date: [u32; 3],
    time: [u32; 3],
    zone: [u32; 2],
}

impl Timestamp {
    fn exists(&self) -> bool {
        let [year, month, day] = self.date;
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let days = match month {
            2 if leap => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => 0,
        };
        let [hour, minute, second] = self.time;
        year >= 1
            && (1..=days).contains(&day)
            && hour < 24
            && minute < 60
            && second < 60
            && self.zone[0] * 60 + self.zone[1] < 24 * 60
    }
}

/// Take a timestamp apart. A date alone is resolved only with two digits each; the constructor
/// (`strict` unset) also takes one.
fn timestamp_parts(bytes: &[u8], strict: bool) -> Option<Timestamp> {
    let mut reader = Digits { bytes, at: 0 };
    let mut parts = Timestamp {
        date: [reader.number(4, 4)?, 0, 0],
        ..Timestamp::default()
    };
    for part in 1..3 {
        reader.expect(b'-')?;
        parts.date[part] = reader.number(1, 2)?;
    }
    if reader.at == bytes.len() {
        return (!strict || bytes.len() == 10).then_some(parts);
    }
    if !reader.skip(|b| matches!(b, b'T' | b't'), 1) && !reader.skip(is_blank, usize::MAX) {
        return None;
    }
    parts.time[0] = reader.number(1, 2)?;
    for part in 1..3 {
        reader.expect(b':')?;
        parts.time[part] = reader.number(2, 2)?;
    }
    if reader.skip(|b| b == b'.', 1) {
        reader.skip(|b| b.is_ascii_digit(), usize::MAX);
    }
    if reader.at < bytes.len() {
        reader.skip(is_blank, usize::MAX);
        if !reader.skip(|b| b == b'Z', 1) {
            reader.skip(|b| matches!(b, b'+' | b'-'), 1).then_some(())?;
            parts.zone[0] = reader.number(1, 2)?;
            if reader.skip(|b| b == b':', 1) {
                parts.zone[1] = reader.number(2, 2)?;
            }
        }
    }
    (reader.at == bytes.len()).then_some(parts)
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

struct Digits<'s> {
    bytes: &'s [u8],
    at: usize,
}

impl Digits<'_> {
    fn number(&mut self, least: usize, most: usize) -> Option<u32> {
        let len = run(self.bytes, self.at, |b| b.is_ascii_digit()).min(most);
        let digits = &self.bytes[self.at..self.at + len];
        self.at += len;
        let value = digits
            .iter()
            .fold(0, |value, digit| value * 10 + u32::from(digit - b'0'));
        (len >= least).then_some(value)
    }

    fn expect(&mut self, byte: u8) -> Option<()> {
        self.skip(|b| b == byte, 1).then_some(())
    }

    /// Whether at least one byte was taken.
    fn skip(&mut self, accept: impl Fn(u8) -> bool, most: usize) -> bool {
        let len = run(self.bytes, self.at, accept).min(most);
        self.at += len;
        len > 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_scalars() {
        use Shape::*;
        let table: &[(Shape, &[&str])] = &[
            (Null, &["", "~", "null", "Null", "NULL"]),
            (True, &["yes", "Yes", "YES", "true", "on", "ON"]),
            (False, &["no", "No", "false", "OFF"]),
            (
                Integer,
                &[
                    "0", "-0", "12", "+1_000", "012", "0b11", "0x1F", "1:30", "-1:30:59", "0_",
                ],
            ),
            (
                Float,
                &[
                    "1.5", "1.", "-1_0.5_", ".5", "1.5e+3", "1.e-3", "1:30.5", "-.inf", ".NaN",
                    "0.0",
                ],
            ),
            (
                Timestamp,
                &[
                    "2024-01-02",
                    "2024-1-2 3:04:05",
                    "2024-01-02T03:04:05.6Z",
                    "2024-01-02 03:04:05 +2:00",
                ],
            ),
            (MergeKey, &["<<"]),
            (
                String,
                &[
                    "y",
                    "n",
                    "nUll",
                    "yEs",
                    "08",
                    "0o7",
                    "1e5",
                    "1.5e3",
                    "-.5",
                    "+.nan",
                    "1:60",
                    "0:30",
                    "2024-1-2",
                    "2024-01",
                    "1.2.3",
                    "0.6.0",
                    "-",
                    "+",
                    ".",
                    "0xg",
                    "1:",
                    "12a",
                    "=",
                    "2024-01-02 03:04",
                    "<",
                    "..5",
                ],
            ),
        ];
        for (shape, texts) in table {
            for text in *texts {
                assert_eq!(plain(text), *shape, "{text}");
            }
        }
    }

    #[test]
    fn values() {
        let integers = [
            ("012", 10.0),
            ("0x1F", 31.0),
            ("-0b11", -3.0),
            ("1:30", 90.0),
            ("1_000", 1000.0),
        ];
        for (text, value) in integers {
            assert_eq!(integer(text), Some(value), "{text}");
        }
        assert_eq!(integer("0b_"), None);
        let floats = [
            ("1_0.5", 10.5),
            (".5e+1", 5.0),
            ("-1:30.5", -90.5),
            ("-.inf", f64::NEG_INFINITY),
        ];
        for (text, value) in floats {
            assert_eq!(float(text), Some(value), "{text}");
        }
        assert!(float(".nan").is_some_and(f64::is_nan));
    }

    #[test]
    fn dates() {
        assert!(is_date("2024-02-29"));
        assert!(is_date("2024-2-9"));
        for text in [
            "2023-02-29",
            "0000-01-01",
            "2024-13-01",
            "2024-01-01 24:00:00",
            "2024-01-01 00:00:00 +24:00",
            "x",
        ] {
            assert!(!is_date(text), "{text}");
        }
    }
}
