//! The range and the precision of numbers (reference dify 2.6).

use workflow::{Limits, NotANumber, Precision};

use super::check::Check;
use super::message;
use crate::value::Integer;
use crate::verdict::Place;
use crate::violation::Kind;
use crate::wire::Number;

impl Check<'_> {
    /// The range and precision of a number.
    pub(super) fn number(&mut self, number: &Number, place: &Place, path: &str) -> bool {
        let facts = self.facts;
        let within = match number {
            Number::Int(Some(value)) => within(value, &facts.limits),
            Number::Float(Some(value)) if value.is_nan() => {
                return facts.not_a_number != NotANumber::Passes && self.crash(true, place);
            }
            Number::Float(Some(value)) => float_within(*value, &facts.limits),
            _ => return false,
        };
        match number {
            _ if !within => {
                self.sink
                    .fail(place, Kind::OutOfRange, message::out_of_range(facts, path))
            }
            Number::Float(Some(value)) => self.precision(*value, place, path),
            _ => false,
        }
    }

    fn precision(&mut self, value: f64, place: &Place, path: &str) -> bool {
        let decimals = match self.facts.precision {
            Precision::Unchecked => return false,
            Precision::Normalized => decimals(value),
            Precision::AsWritten => match characters_after_point(value) {
                Some(characters) => characters,
                None => return self.crash(false, place),
            },
        };
        let limit = self.facts.limits.precision.into();
        decimals > limit && {
            let message = message::too_precise(self.facts, path);
            self.sink
                .fail(place, Kind::TooPrecise { decimals, limit }, message)
        }
    }

    fn crash(&mut self, nan: bool, place: &Place) -> bool {
        self.sink.fail(
            place,
            Kind::NumberCrash,
            message::number_crash(self.facts, nan),
        )
    }
}

fn within(value: &Integer, limits: &Limits) -> bool {
    let range = limits.min_number.into()..=limits.max_number.into();
    value.to_i128().is_some_and(|value| range.contains(&value))
}

/// Whether a float, which is no NaN, is within the limits: compared exactly, as Python does.
fn float_within(value: f64, limits: &Limits) -> bool {
    // Beyond i128 the cast saturates, which is outside any limit that can be set.
    let whole = value.trunc() as i128;
    let (min, max) = (limits.min_number.into(), limits.max_number.into());
    let above = whole > max || (whole == max && value.fract() > 0.0);
    let below = whole < min || (whole == min && value.fract() < 0.0);
    !above && !below
}

/// The digits and the exponent of the shortest text that tells the double apart.
fn shortest(value: f64) -> (String, i64) {
    let text = format!("{value:e}");
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    (mantissa.to_owned(), exponent.parse().unwrap_or(0))
}

/// The decimals that `Decimal(str(x)).normalize()` has.
fn decimals(value: f64) -> u64 {
    let (mantissa, exponent) = shortest(value);
    let fraction = mantissa
        .split_once('.')
        .map_or(0, |(_, fraction)| fraction.len() as i64);
    (fraction - exponent).max(0) as u64
}

/// How many characters `str(x)` has after the point; `None` if it has no point.
fn characters_after_point(value: f64) -> Option<u64> {
    let (mantissa, exponent) = shortest(value);
    let text = if (-4..16).contains(&exponent) {
        let plain = format!("{value}");
        if plain.contains('.') {
            plain
        } else {
            format!("{plain}.0")
        }
    } else {
        format!(
            "{mantissa}e{}{:02}",
            if exponent < 0 { '-' } else { '+' },
            exponent.abs()
        )
    };
    text.split_once('.').map(|(_, after)| after.len() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_those_of_python() {
        let cases = [
            (0.0, 0, Some(1)),
            (1.0, 0, Some(1)),
            (0.5, 1, Some(1)),
            (1e16, 0, None),
            (1.5e16, 0, Some(5)),
            (123.456, 3, Some(3)),
            (1.0 / 70000.0, 21, Some(20)),
            (1e-20, 20, None),
            (1e-21, 21, None),
            (0.1 + 0.2, 17, Some(17)),
            (-2.5e-7, 8, Some(5)),
            (0.00015, 5, Some(5)),
        ];
        for (value, normalized, as_written) in cases {
            assert_eq!(decimals(value), normalized, "{value}");
            assert_eq!(characters_after_point(value), as_written, "{value}");
        }
    }

    #[test]
    fn floats_are_compared_exactly() {
        let limits = &workflow::Target::NEWEST_DIFY.dify().unwrap().limits;
        assert!(!float_within(9_223_372_036_854_775_808.0, limits));
        assert!(float_within(9_223_372_036_854_774_784.0, limits));
        assert!(float_within(-9_223_372_036_854_775_808.0, limits));
        assert!(!float_within(-9_223_372_036_854_777_856.0, limits));
        assert!(!float_within(f64::INFINITY, limits));
        assert!(float_within(-0.5, limits));
    }
}
