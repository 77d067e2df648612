//! Number literals.

use crate::ir::Literal;

/// The number that `text` writes; `None` for what only Python 2 takes (`0777`, `10L`) and for
/// underscores in wrong places.
pub(super) fn parse(text: &str) -> Option<Literal> {
    let lower = text.to_ascii_lowercase();
    if !underscores_are_well_placed(&lower) {
        return None;
    }
    let digits = lower.replace('_', "");
    match digits.as_bytes() {
        [b'0', b'x', ..] => integer(&digits[2..], 16),
        [b'0', b'o', ..] => integer(&digits[2..], 8),
        [b'0', b'b', ..] => integer(&digits[2..], 2),
        [.., b'j'] => digits[..digits.len() - 1]
            .parse::<f64>()
            .ok()
            .map(|_| Literal::Complex),
        [b'0', _, ..] if digits.bytes().all(|byte| byte.is_ascii_digit()) => digits
            .bytes()
            .all(|byte| byte == b'0')
            .then_some(Literal::Int(0)),
        _ if digits.bytes().all(|byte| byte.is_ascii_digit()) => integer(&digits, 10),
        _ => digits.parse().ok().map(Literal::Float),
    }
}

/// One at a time, before a digit and after a digit or the base.
fn underscores_are_well_placed(text: &str) -> bool {
    let is_digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    let bytes = text.as_bytes();
    bytes.iter().enumerate().all(|(index, byte)| {
        *byte != b'_'
            || (is_digit(bytes.get(index + 1)) && index > 0 && is_digit(bytes.get(index - 1)))
    })
}

fn integer(digits: &str, radix: u32) -> Option<Literal> {
    if digits.is_empty() || !digits.chars().all(|digit| digit.is_digit(radix)) {
        return None;
    }
    let value = i64::from_str_radix(digits, radix).ok();
    let exact = value.filter(|value| *value as f64 as i128 == i128::from(*value));
    Some(exact.map_or_else(|| Literal::BigNumber(double(digits, radix)), Literal::Int))
}

/// The double that holds a decimal integer exactly, if there is one.
fn double(digits: &str, radix: u32) -> Option<f64> {
    let value: f64 = digits.parse().ok().filter(|_| radix == 10)?;
    (format!("{value:.0}") == digits).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers() {
        let cases = [
            ("0", Some(Literal::Int(0))),
            ("00_0", Some(Literal::Int(0))),
            ("1_000", Some(Literal::Int(1000))),
            ("0xFF", Some(Literal::Int(255))),
            ("0x_f", Some(Literal::Int(15))),
            ("0o17", Some(Literal::Int(15))),
            ("0B1_0", Some(Literal::Int(2))),
            ("9007199254740992", Some(Literal::Int(1 << 53))),
            ("9007199254740993", Some(Literal::BigNumber(None))),
            ("9223372036854775807", Some(Literal::BigNumber(None))),
            (
                "9223372036854775808",
                Some(Literal::BigNumber(Some(9_223_372_036_854_775_808.0))),
            ),
            (
                "1000000000000000000",
                Some(Literal::Int(1_000_000_000_000_000_000)),
            ),
            (
                "123456789012345678901234567890",
                Some(Literal::BigNumber(None)),
            ),
            ("1.5", Some(Literal::Float(1.5))),
            ("1.", Some(Literal::Float(1.0))),
            (".5", Some(Literal::Float(0.5))),
            ("1e3", Some(Literal::Float(1000.0))),
            ("1_0.2_5E-1_0", Some(Literal::Float(10.25e-10))),
            ("09.5", Some(Literal::Float(9.5))),
            ("1e400", Some(Literal::Float(f64::INFINITY))),
            ("1j", Some(Literal::Complex)),
            ("09J", Some(Literal::Complex)),
            ("1.e-3j", Some(Literal::Complex)),
            ("0777", None),
            ("10L", None),
            ("0xFFL", None),
            ("1_", None),
            ("1__0", None),
            ("1_.5", None),
            ("0x", None),
        ];
        for (text, expected) in cases {
            assert_eq!(parse(text), expected, "{text}");
        }
    }
}
