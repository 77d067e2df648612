//! The expression at which a call failed, printed as V8 prints it.

use oxc_allocator::Allocator;
use oxc_ast::ast::{
    ArrayExpressionElement, BindingPattern, CallExpression, Expression, ForOfStatement,
    NewExpression, SpreadElement, StaticMemberExpression, VariableDeclarator,
};
use oxc_ast_visit::{Visit, walk};
use oxc_parser::{ParseOptions, Parser};
use oxc_span::{GetSpan, SourceType, Span};

use super::Thrown;
use crate::state::Source;

/// `o.f is not a function`.
pub(super) fn not_a_function(source: &Source, thrown: &Thrown) -> Option<String> {
    let callee = look(source, thrown, Wanted::Call)?;
    Some(format!("{callee} is not a function"))
}

/// The line, from 1, on which the name `key` stands that was read at a place.
pub(super) fn line_of_read(source: &Source, key: &str, line: u32, column: u32) -> Option<u32> {
    let thrown = Thrown {
        class: "",
        message: "",
        builtin: "",
        line,
        column,
    };
    let at: usize = look(source, &thrown, Wanted::Read(key))?.parse().ok()?;
    Some(source.script[..at].matches('\n').count() as u32 + 1)
}

/// `o.X is not a constructor`.
pub(super) fn not_a_constructor(source: &Source, thrown: &Thrown) -> Option<String> {
    let callee = look(source, thrown, Wanted::New)?;
    Some(format!("{callee} is not a constructor"))
}

/// `o.list is not iterable`; `of` where the value is known to be `undefined` or `null`.
pub(super) fn not_iterable(source: &Source, thrown: &Thrown, of: Option<&str>) -> Option<String> {
    let symbol = "(cannot read property Symbol(Symbol.iterator))";
    if !thrown.builtin.is_empty() {
        return of.map(|of| format!("{of} is not iterable {symbol}"));
    }
    match look(source, thrown, Wanted::Iterated) {
        Some(text) if text.ends_with("(...)") => {
            let callee = &text[..text.len() - 5];
            Some(format!(
                "{callee} is not a function or its return value is not iterable"
            ))
        }
        Some(text) => Some(format!("{} is not iterable", text.replace("(...)", ""))),
        None => of.map(|of| format!("{of} is not iterable {symbol}")),
    }
}

/// `Cannot destructure property 'a' of 'x' as it is undefined.` The engine does not tell which of the two it is.
pub(super) fn destructured(_source: &Source, _thrown: &Thrown) -> Option<String> {
    None
}

/// A built-in that calls back was given something else: sure where the argument is missing.
pub(super) fn bad_argument(source: &Source, thrown: &Thrown) -> Option<String> {
    look(source, thrown, Wanted::NoArgument(thrown.builtin))?;
    Some("undefined is not a function".to_owned())
}

/// What is looked for at the place of the error.
#[derive(Clone, Copy, PartialEq)]
enum Wanted<'w> {
    Call,
    New,
    Iterated,
    NoArgument(&'w str),
    /// A property of that name; what is found is the offset of the name.
    Read(&'w str),
}

fn look(source: &Source, thrown: &Thrown, wanted: Wanted) -> Option<String> {
    let place = offset(&source.script, thrown.line, thrown.column)?;
    let allocator = Allocator::default();
    let options = ParseOptions {
        allow_return_outside_function: true,
        ..ParseOptions::default()
    };
    let parsed = Parser::new(&allocator, &source.script, SourceType::script())
        .with_options(options)
        .parse();
    if parsed.panicked {
        return None;
    }
    let mut finder = Finder {
        script: &source.script,
        place,
        wanted,
        found: None,
    };
    finder.visit_program(&parsed.program);
    finder.found?.1
}

/// The byte offset of a line and column in UTF-16 units, both from 1.
fn offset(script: &str, line: u32, column: u32) -> Option<u32> {
    let start = match line.checked_sub(2) {
        None => 0,
        Some(before) => script.match_indices('\n').nth(before as usize)?.0 + 1,
    };
    let mut units = column.checked_sub(1)? as usize;
    for (at, letter) in script[start..].char_indices() {
        if units == 0 {
            return u32::try_from(start + at).ok();
        }
        units = units.saturating_sub(letter.len_utf16());
    }
    u32::try_from(script.len()).ok()
}

struct Finder<'w> {
    script: &'w str,
    place: u32,
    wanted: Wanted<'w>,
    /// The smallest distance so far, and what stands there.
    found: Option<(u32, Option<String>)>,
}

impl Finder<'_> {
    /// The engine points at the `.` before the name that is called, at the start of what is called, or at the end of
    /// the token before it.
    fn is_at(&self, callee: &Expression) -> bool {
        let start = callee.span().start;
        let gap = self.script.get(self.place as usize..start as usize);
        let before = gap.is_some_and(|gap| {
            gap.chars()
                .skip(1)
                .all(|letter| letter.is_whitespace() || "([{!".contains(letter))
        });
        if self.place == start || before {
            return !matches!(
                callee,
                Expression::StaticMemberExpression(_) | Expression::ComputedMemberExpression(_)
            ) || self.place < start
                || !self.dotted(callee);
        }
        // With arguments, anywhere from the `.` to the first of them.
        let end = callee.span().end + 1;
        self.point(callee)
            .is_some_and(|point| (point..=end).contains(&self.place))
    }

    fn dotted(&self, callee: &Expression) -> bool {
        matches!(callee, Expression::StaticMemberExpression(_))
    }

    /// Where the `.` of a member stands.
    fn point(&self, callee: &Expression) -> Option<u32> {
        let (object, end) = match callee {
            Expression::StaticMemberExpression(member) => {
                (member.object.span(), member.property.span.start)
            }
            Expression::ComputedMemberExpression(member) => {
                (member.object.span(), member.expression.span().start)
            }
            Expression::ParenthesizedExpression(inner) => return self.point(&inner.expression),
            _ => return None,
        };
        let between = self.script.get(object.end as usize..end as usize)?;
        let mark = between.find(['.', '['])?;
        Some(object.end + mark as u32)
    }

    fn take(&mut self, span: Span, text: Option<String>) {
        let size = span.end - span.start;
        if self
            .found
            .as_ref()
            .is_none_or(|(smallest, _)| size < *smallest)
        {
            self.found = Some((size, text));
        }
    }

    /// Something is iterated at `value`; the engine points anywhere from `from` to its end.
    fn iterate(&mut self, from: u32, value: &Expression) {
        let span = value.span();
        if self.wanted == Wanted::Iterated && (from..=span.end).contains(&self.place) {
            self.take(Span::new(from, span.end), printed(value));
        }
    }
}

impl<'a> Visit<'a> for Finder<'_> {
    fn visit_call_expression(&mut self, call: &CallExpression<'a>) {
        match self.wanted {
            Wanted::Call if self.is_at(&call.callee) => {
                self.take(call.callee.span(), printed(&call.callee))
            }
            Wanted::NoArgument(name)
                if call.arguments.is_empty() && self.point(&call.callee) == Some(self.place) =>
            {
                if let Expression::StaticMemberExpression(member) = &call.callee
                    && member.property.name == name
                {
                    self.take(call.span, Some(String::new()));
                }
            }
            _ => {}
        }
        walk::walk_call_expression(self, call);
    }

    fn visit_static_member_expression(&mut self, member: &StaticMemberExpression<'a>) {
        let name = member.property.span;
        let reach = member.span.start.saturating_sub(1)..=name.end;
        if self.wanted == Wanted::Read(&member.property.name) && reach.contains(&self.place) {
            self.take(member.span, Some(name.start.to_string()));
        }
        walk::walk_static_member_expression(self, member);
    }

    fn visit_new_expression(&mut self, new: &NewExpression<'a>) {
        let span = Span::new(new.span.start.saturating_sub(1), new.callee.span().end);
        if self.wanted == Wanted::New && (span.start..=span.end).contains(&self.place) {
            self.take(span, printed(&new.callee));
        }
        walk::walk_new_expression(self, new);
    }

    fn visit_for_of_statement(&mut self, statement: &ForOfStatement<'a>) {
        self.iterate(statement.left.span().end, &statement.right);
        walk::walk_for_of_statement(self, statement);
    }

    fn visit_variable_declarator(&mut self, declarator: &VariableDeclarator<'a>) {
        if let (BindingPattern::ArrayPattern(_), Some(value)) = (&declarator.id, &declarator.init) {
            self.iterate(declarator.span.start, value);
        }
        walk::walk_variable_declarator(self, declarator);
    }

    fn visit_spread_element(&mut self, spread: &SpreadElement<'a>) {
        self.iterate(spread.span.start.saturating_sub(1), &spread.argument);
        walk::walk_spread_element(self, spread);
    }
}

/// `expression` as V8 names it; `None` where its way of writing is not known for sure.
fn printed(expression: &Expression) -> Option<String> {
    Some(match expression {
        Expression::Identifier(name) => name.name.to_string(),
        Expression::ThisExpression(_) => "this".to_owned(),
        Expression::StringLiteral(text) => format!("\"{}\"", text.value),
        Expression::NumericLiteral(number) if number.value.fract() == 0.0 => {
            format!("{}", number.value)
        }
        Expression::BooleanLiteral(value) => value.value.to_string(),
        Expression::NullLiteral(_) => "null".to_owned(),
        Expression::StaticMemberExpression(member) => {
            let dot = if member.optional { "?." } else { "." };
            format!("{}{dot}{}", printed(&member.object)?, member.property.name)
        }
        Expression::ComputedMemberExpression(member) => {
            let object = printed(&member.object)?;
            match &member.expression {
                Expression::StringLiteral(key) => format!("{object}.{}", key.value),
                key => format!("{object}[{}]", printed(key)?),
            }
        }
        Expression::CallExpression(call) => format!("{}(...)", printed(&call.callee)?),
        Expression::ParenthesizedExpression(inner) => printed(&inner.expression)?,
        Expression::ChainExpression(chain) => match &chain.expression {
            oxc_ast::ast::ChainElement::CallExpression(call) => {
                format!("{}(...)", printed(&call.callee)?)
            }
            oxc_ast::ast::ChainElement::StaticMemberExpression(member) => {
                let dot = if member.optional { "?." } else { "." };
                format!("{}{dot}{}", printed(&member.object)?, member.property.name)
            }
            _ => return None,
        },
        Expression::FunctionExpression(_)
        | Expression::ArrowFunctionExpression(_)
        | Expression::ClassExpression(_)
        | Expression::NewExpression(_)
        | Expression::AwaitExpression(_) => "(intermediate value)".to_owned(),
        Expression::LogicalExpression(logical) => {
            format!(
                "({} {} {})",
                printed(&logical.left)?,
                logical.operator.as_str(),
                printed(&logical.right)?
            )
        }
        Expression::ArrayExpression(array) => array_printed(&array.elements)?,
        _ => return None,
    })
}

fn array_printed(elements: &[ArrayExpressionElement]) -> Option<String> {
    let element = |element: &ArrayExpressionElement| element.as_expression().and_then(printed);
    let elements: Vec<String> = elements.iter().map(element).collect::<Option<_>>()?;
    Some(format!("[{}]", elements.join(",")))
}
