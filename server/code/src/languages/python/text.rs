//! String literals: plain, bytes, f-strings, and several in a row.

use smol_str::SmolStr;
use text_size::{TextRange, TextSize};
use tree_sitter::Node;

use super::escape::{self, Flavour};
use super::{Field, Kind, Lowering, Syntax};
use crate::Host;
use crate::ir::*;

impl<'t> Lowering<'t> {
    /// A string or several in a row.
    pub(super) fn string(&mut self, node: Node<'t>) -> ExprKind {
        let strings = strings_of(node);
        if strings
            .iter()
            .any(|string| self.text_of(*string).starts_with('`'))
        {
            // Python 2 for `repr`.
            self.program.damaged = true;
            return ExprKind::Unknown(Vec::new());
        }
        let flavours: Vec<Flavour> = strings.iter().map(|string| self.flavour(*string)).collect();
        if flavours.iter().all(|flavour| flavour.is_bytes) {
            return ExprKind::Literal(Literal::Bytes);
        }
        // Beside text they are an error.
        self.program.damaged |= flavours.iter().any(|flavour| flavour.is_bytes);
        let mut parts = Vec::new();
        for (string, flavour) in strings.into_iter().zip(&flavours) {
            self.string_parts(string, *flavour, &mut parts);
        }
        if flavours.iter().any(|flavour| flavour.is_template) {
            return ExprKind::Unknown(holes(parts));
        }
        match parts.as_slice() {
            [] => ExprKind::Literal(Literal::Str(SmolStr::default())),
            [TemplatePart::Text(text)] => ExprKind::Literal(Literal::Str(text.clone())),
            _ => ExprKind::Template(parts),
        }
    }

    /// The text of a string that is no f-string and entirely known.
    pub(super) fn plain_string(&self, node: Node<'t>) -> Option<SmolStr> {
        if !matches!(node.syntax(), Kind::String | Kind::ConcatenatedString) || node.has_error() {
            return None;
        }
        let mut texts = strings_of(node).into_iter().map(|string| {
            let flavour = self.flavour(string);
            let plain = !flavour.is_bytes && !flavour.is_format && !flavour.is_template;
            self.decoded(contents(string, self.source).filter(|_| plain)?, flavour)
        });
        let first = texts.next()??;
        texts.try_fold(first, |all, next| {
            Some(SmolStr::from(format!("{all}{}", next?)))
        })
    }

    fn flavour(&self, string: Node<'t>) -> Flavour {
        Flavour::of(
            string
                .named_child(0)
                .map_or("", |start| self.text_of(start)),
        )
    }

    fn decoded(&self, range: TextRange, flavour: Flavour) -> Option<SmolStr> {
        escape::decode(
            self.source,
            range.into(),
            flavour,
            self.host == Host::FunctionBody,
        )
    }

    /// Text and holes of one string, in order.
    fn string_parts(&mut self, string: Node<'t>, flavour: Flavour, parts: &mut Vec<TemplatePart>) {
        let Some(contents) = contents(string, self.source) else {
            parts.push(TemplatePart::Hole {
                expr: self.unknown(string),
                formatted: true,
            });
            return;
        };
        let mut at = contents.start();
        for hole in string
            .parts()
            .into_iter()
            .filter(|part| part.syntax() == Kind::Interpolation)
        {
            let range = hole.text_range();
            self.push_text(TextRange::new(at, range.start().max(at)), flavour, parts);
            self.push_hole(hole, parts);
            at = range.end();
        }
        self.push_text(TextRange::new(at, contents.end().max(at)), flavour, parts);
    }

    fn push_text(&mut self, range: TextRange, flavour: Flavour, parts: &mut Vec<TemplatePart>) {
        if range.is_empty() {
            return;
        }
        match (self.decoded(range, flavour), parts.last_mut()) {
            (Some(text), Some(TemplatePart::Text(last))) => *last = format!("{last}{text}").into(),
            (Some(text), _) => parts.push(TemplatePart::Text(text)),
            // Some text, but which one is not known.
            (None, _) => {
                let expr = self.add(ExprKind::Unknown(Vec::new()), range);
                parts.push(TemplatePart::Hole {
                    expr,
                    formatted: true,
                });
            }
        }
    }

    fn push_hole(&mut self, hole: Node<'t>, parts: &mut Vec<TemplatePart>) {
        if hole.broken() {
            let expr = self.unknown(hole);
            return parts.push(TemplatePart::Hole {
                expr,
                formatted: true,
            });
        }
        let echo = self.echo(hole);
        let is_echo = echo.is_some();
        if let Some(echo) = echo {
            self.push_text(echo, Flavour::RAW, parts);
        }
        let mut expr = self.part(hole, Field::Expression);
        let spec = hole.part(Field::FormatSpecifier);
        if let Some(spec) = spec.filter(|spec| spec.named_child_count() > 0) {
            // `{x:{width}}`: all of it is evaluated.
            let mut evaluated = vec![expr];
            for inner in spec.parts() {
                let mut inner_parts = Vec::new();
                self.push_hole(inner, &mut inner_parts);
                evaluated.extend(holes(inner_parts));
            }
            expr = self.add(ExprKind::Unknown(evaluated), hole.text_range());
        }
        let formatted = is_echo || spec.is_some() || hole.part(Field::TypeConversion).is_some();
        parts.push(TemplatePart::Hole { expr, formatted });
    }

    /// In `{x = }` the source `x = `, which is part of the text.
    fn echo(&self, hole: Node<'t>) -> Option<TextRange> {
        let equals = hole
            .tokens()
            .into_iter()
            .find(|token| token.kind() == "=")?;
        let start = hole.text_range().start() + TextSize::new(1);
        let mut end = equals.end_byte();
        let rest = self.source.get(end..).unwrap_or_default();
        end += rest.len()
            - rest
                .trim_start_matches([' ', '\t', '\n', '\r', '\x0c'])
                .len();
        Some(TextRange::new(start, TextSize::try_from(end).ok()?))
    }
}

fn strings_of(node: Node<'_>) -> Vec<Node<'_>> {
    if node.syntax() == Kind::ConcatenatedString {
        node.parts()
    } else {
        vec![node]
    }
}

/// Between the quotes. The closing token cannot be asked where it starts: after `r'\\` it swallows
/// the backslashes.
fn contents(string: Node<'_>, source: &str) -> Option<TextRange> {
    let parts = string.parts();
    let (start, end) = (parts.first()?, parts.last()?);
    if start.syntax() != Kind::StringStart || end.syntax() != Kind::StringEnd {
        return None;
    }
    let quotes = source
        .get(start.byte_range())?
        .trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let end = end.text_range().end().checked_sub(TextSize::of(quotes))?;
    let start = start.text_range().end();
    (start <= end).then(|| TextRange::new(start, end))
}

fn holes(parts: Vec<TemplatePart>) -> Vec<ExprId> {
    let hole = |part| {
        if let TemplatePart::Hole { expr, .. } = part {
            Some(expr)
        } else {
            None
        }
    };
    parts.into_iter().filter_map(hole).collect()
}
