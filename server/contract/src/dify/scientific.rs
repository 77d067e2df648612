//! Text that Dify turns into numbers: every string of the result that reads like `1e+5`
//! (reference dify 2.5 and 0.2, 6).

use code::shape::Text;

use crate::verdict::{Place, Sink};
use crate::view::Elements;
use crate::violation::{Certainty, Kind};
use crate::wire::{Field, Number, Object, Wire};

/// The number that Dify makes of `text`; `None` if it stays text.
///
/// The pattern is `-?\d+\.?\d*e[+-]\d+` with an optional line feed after it, upper or lower case;
/// `\d` is any decimal digit of Unicode.
pub(crate) fn number(text: &str) -> Option<f64> {
    let text = text.strip_suffix('\n').unwrap_or(text);
    let mut plain = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    if let Some(sign) = rest.next_if_eq(&'-') {
        plain.push(sign);
    }
    digits(&mut rest, &mut plain, 1)?;
    if let Some(point) = rest.next_if_eq(&'.') {
        plain.push(point);
    }
    digits(&mut rest, &mut plain, 0)?;
    rest.next_if(|c| matches!(c, 'e' | 'E'))?;
    plain.push('e');
    plain.push(rest.next_if(|c| matches!(c, '+' | '-'))?);
    digits(&mut rest, &mut plain, 1)?;
    if rest.next().is_some() {
        return None;
    }
    plain.parse().ok()
}

/// Moves the digits that follow, at least `min` of them, to `plain`.
fn digits(
    rest: &mut std::iter::Peekable<std::str::Chars<'_>>,
    plain: &mut String,
    min: usize,
) -> Option<()> {
    let mut count = 0;
    while let Some(digit) = rest.peek().copied().and_then(digit) {
        plain.push(char::from(b'0' + digit));
        rest.next();
        count += 1;
    }
    (count >= min).then_some(())
}

/// The first of each run of ten decimal digits in Unicode 14, beyond ASCII.
const ZEROS: &[u32] = &[
    0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6,
    0xe50, 0xed0, 0xf20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50,
    0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0xff10,
    0x104a0, 0x10d30, 0x11066, 0x110f0, 0x11136, 0x111d0, 0x112f0, 0x11450, 0x114d0, 0x11650,
    0x116c0, 0x11730, 0x118e0, 0x11950, 0x11c50, 0x11d50, 0x11da0, 0x16a60, 0x16ac0, 0x16b50,
    0x1d7ce, 0x1d7d8, 0x1d7e2, 0x1d7ec, 0x1d7f6, 0x1e140, 0x1e2f0, 0x1e950, 0x1fbf0,
];

fn digit(c: char) -> Option<u8> {
    if let Some(digit) = c.to_digit(10) {
        return Some(digit as u8);
    }
    let code = u32::from(c);
    let run = ZEROS.partition_point(|zero| *zero <= code).checked_sub(1)?;
    let digit = code - ZEROS[run];
    (digit < 10).then_some(digit as u8)
}

/// Rewrites such text anywhere inside a result; a result that is itself a text is refused before.
pub(crate) fn rewrite(wire: Wire, place: &Place, sink: &mut Sink) -> Wire {
    match wire {
        Wire::Object(object) => Wire::Object(fields(object, place, sink)),
        Wire::OneOf(alternatives) => {
            let place = place.at_most(Certainty::Sometimes);
            Wire::one_of(
                alternatives
                    .into_iter()
                    .map(|wire| rewrite(wire, &place, sink)),
            )
        }
        other => other,
    }
}

fn rewrite_inside(wire: Wire, place: &Place, sink: &mut Sink) -> Wire {
    match wire {
        Wire::String(Text {
            value: Some(text),
            min_length,
        }) => match number(&text) {
            Some(value) => {
                sink.lose(place, Kind::Scientific { text });
                Wire::Number(Number::Float(Some(value)))
            }
            None => Wire::String(Text {
                value: Some(text),
                min_length,
            }),
        },
        Wire::Array(elements) => Wire::Array(Box::new(self::elements(*elements, place, sink))),
        Wire::Object(object) => Wire::Object(fields(object, place, sink)),
        Wire::OneOf(alternatives) => {
            let place = place.at_most(Certainty::Sometimes);
            Wire::one_of(
                alternatives
                    .into_iter()
                    .map(|wire| rewrite_inside(wire, &place, sink)),
            )
        }
        other => other,
    }
}

fn elements(elements: Elements<Wire>, place: &Place, sink: &mut Sink) -> Elements<Wire> {
    match elements {
        Elements::Exact(items) => {
            let items = items.into_iter().enumerate();
            let rewritten =
                items.map(|(index, item)| rewrite_inside(item, &place.index(index), sink));
            Elements::Exact(rewritten.collect())
        }
        Elements::Like { element, min, max } => Elements::Like {
            element: rewrite_inside(element, &place.element(min), sink),
            min,
            max,
        },
    }
}

fn fields(object: Object, place: &Place, sink: &mut Sink) -> Object {
    let field = |field: Field| {
        let place = place.key(&field.key, field.always, field.range);
        Field {
            wire: rewrite_inside(field.wire, &place, sink),
            ..field
        }
    };
    Object {
        fields: object.fields.into_iter().map(field).collect(),
        ..object
    }
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn reads_what_dify_reads() {
        let cases: &[(&str, Option<f64>)] = &[
            ("1e+5", Some(1e5)),
            ("1E-7", Some(1e-7)),
            ("-2.50e+10", Some(-2.5e10)),
            ("3.0E-7\n", Some(3.0e-7)),
            ("1.e+2", Some(100.0)),
            ("1e+400", Some(f64::INFINITY)),
            ("१e+२", Some(100.0)),
            ("1２.5e+0", Some(12.5)),
            ("1e5", None),
            ("+1e+5", None),
            (".5e+5", None),
            ("1e+5 ", None),
            (" 1e+5", None),
            ("1e+5\n\n", None),
            ("1e+", None),
            ("e+5", None),
            ("1.2.3e+5", None),
            ("", None),
            ("½e+5", None),
        ];
        for (text, expected) in cases {
            assert_eq!(number(text), *expected, "{text:?}");
        }
    }
}
