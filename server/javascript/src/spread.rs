//! Spreads of objects, which QuickJS fills from objects alone: of `{...'text'}` it drops the letters. Before the code is
//! evaluated, what is spread is made an object, and places in the changed script are led back to the code as it is.

use oxc_allocator::Allocator;
use oxc_ast::ast::{Expression, LogicalOperator, ObjectExpression, ObjectPropertyKind};
use oxc_ast_visit::{Visit, walk};
use oxc_parser::{ParseOptions, Parser};
use oxc_span::{GetSpan, SourceType};

/// A rest pattern makes an object of what it is given, whatever the node has done to `Object`.
const BEFORE: &str = "(({...o})=>o)((";
const AFTER: &str = ")??{})";

/// Something that stands in the changed script only.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Insertion {
    /// Line and column of the code at which it was put in, from 1, in UTF-16 units.
    line: u32,
    column: u32,
    length: u32,
}

/// `script` with its spreads made objects, and what was put in, from front to back. A script that does not parse stays.
pub(crate) fn boxed(script: &str) -> (String, Vec<Insertion>) {
    let mut finder = Finder::default();
    if script.contains("...") {
        let allocator = Allocator::default();
        let options = ParseOptions {
            allow_return_outside_function: true,
            ..ParseOptions::default()
        };
        let parser = Parser::new(&allocator, script, SourceType::script()).with_options(options);
        let parsed = parser.parse();
        if !parsed.panicked && parsed.diagnostics.is_empty() {
            finder.visit_program(&parsed.program);
        }
    }
    // From front to back: no two stand at the same place.
    finder.found.sort_by_key(|(at, _)| *at);
    insert(script, &finder.found)
}

/// A column of the changed script as one of the script itself, both from 1.
pub(crate) fn column(insertions: &[Insertion], line: u32, column: u32) -> u32 {
    let mut left = column;
    for insertion in insertions.iter().filter(|insertion| insertion.line == line) {
        if left <= insertion.column {
            break;
        }
        left = left.saturating_sub(insertion.length).max(insertion.column);
    }
    left
}

fn insert(script: &str, found: &[(usize, &'static str)]) -> (String, Vec<Insertion>) {
    let mut changed = String::with_capacity(script.len() + found.len() * BEFORE.len());
    let mut insertions = Vec::with_capacity(found.len());
    let (mut line, mut column, mut from) = (1, 1, 0);
    for (at, text) in found {
        let before = &script[from..*at];
        for letter in before.chars() {
            match letter {
                '\n' => (line, column) = (line + 1, 1),
                letter => column += letter.len_utf16() as u32,
            }
        }
        changed.push_str(before);
        changed.push_str(text);
        insertions.push(Insertion {
            line,
            column,
            length: text.len() as u32,
        });
        from = *at;
    }
    changed.push_str(&script[from..]);
    (changed, insertions)
}

#[derive(Default)]
struct Finder {
    found: Vec<(usize, &'static str)>,
}

impl<'a> Visit<'a> for Finder {
    fn visit_object_expression(&mut self, object: &ObjectExpression<'a>) {
        for property in &object.properties {
            if let ObjectPropertyKind::SpreadProperty(spread) = property
                && may_be_text(&spread.argument)
            {
                let span = spread.argument.span();
                self.found.push((span.start as usize, BEFORE));
                self.found.push((span.end as usize, AFTER));
            }
        }
        walk::walk_object_expression(self, object);
    }
}

/// Whether the value may be text that is not empty: nothing else is spread wrongly.
fn may_be_text(value: &Expression) -> bool {
    match value {
        Expression::ParenthesizedExpression(inner) => may_be_text(&inner.expression),
        Expression::ConditionalExpression(choice) => {
            may_be_text(&choice.consequent) || may_be_text(&choice.alternate)
        }
        // The left side is given on only where it is falsy.
        Expression::LogicalExpression(logical) if logical.operator == LogicalOperator::And => {
            may_be_text(&logical.right)
        }
        Expression::LogicalExpression(logical) => {
            may_be_text(&logical.left) || may_be_text(&logical.right)
        }
        Expression::ObjectExpression(_)
        | Expression::ArrayExpression(_)
        | Expression::ArrowFunctionExpression(_)
        | Expression::FunctionExpression(_)
        | Expression::ClassExpression(_)
        | Expression::NullLiteral(_)
        | Expression::BooleanLiteral(_)
        | Expression::NumericLiteral(_) => false,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_be_text_is_boxed() {
        let changed = |script| boxed(script).0;
        assert_eq!(changed("({...x})"), "({...(({...o})=>o)((x)??{})})");
        assert_eq!(
            changed("({...(a && 'b')})"),
            "({...(({...o})=>o)(((a && 'b'))??{})})"
        );
        for same in [
            "({...(a && {b: 1}), ...(c ? {d} : [])})",
            "[...x]",
            "f(...x)",
            "({...x",
        ] {
            assert_eq!(changed(same), same);
        }
    }

    #[test]
    fn places_lead_back_to_the_code() {
        let script = "a;\n  y = {é: 1, ...f({...g}), ...h};\nb";
        let (changed, insertions) = boxed(script);
        assert_eq!(insertions.len(), 6);
        let (before, after): (Vec<&str>, Vec<&str>) =
            (script.lines().collect(), changed.lines().collect());
        for (index, (before, after)) in before.into_iter().zip(after).enumerate() {
            for name in ["a", "y", "f(", "g", "h", "b", ";"] {
                let (Some(was), Some(is)) = (before.find(name), after.find(name)) else {
                    continue;
                };
                let units = |text: &str, at: usize| text[..at].encode_utf16().count() as u32 + 1;
                let back = column(&insertions, index as u32 + 1, units(after, is));
                assert_eq!(back, units(before, was), "{name} of {after}");
            }
        }
    }
}
