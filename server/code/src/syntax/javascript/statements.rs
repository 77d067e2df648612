//! The outermost statements of code that nothing is wrong with.

use oxc_allocator::Vec;
use oxc_ast::ast::{Directive, Expression, Program, Statement};
use oxc_semantic::{ScopeId, Scoping};
use oxc_span::{GetSpan, Span};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;
use text::{TextRange, TextSize};

/// What another parse may take for granted of code without a fault.
#[derive(Debug, Default)]
pub(super) struct Statements {
    /// Every statement but directives, in the order of the code.
    pub(super) all: std::vec::Vec<Outermost>,
    /// The names that the outermost scope binds, each with its first declaration.
    pub(super) names: FxHashMap<SmolStr, TextSize>,
    /// The code begins with a directive, such as `"use strict"`.
    pub(super) is_directed: bool,
}

/// A statement that stands in no other.
#[derive(Debug, Clone, Copy)]
pub(super) struct Outermost {
    pub(super) range: TextRange,
    /// Whatever follows, it ends where it ends.
    pub(super) is_closed: bool,
    /// At the beginning of the code it would be a directive.
    pub(super) is_text: bool,
}

impl Statements {
    /// Those of the code in `program`, around which there may be a wrapper; `in_code` leads to the places of the code.
    pub(super) fn of(
        program: &Program<'_>,
        is_wrapped: bool,
        scoping: &Scoping,
        in_code: impl Fn(Span) -> TextRange,
    ) -> Self {
        let code = match is_wrapped {
            true => program.body.first().and_then(wrapped),
            false => Some((&program.directives, &program.body, scoping.root_scope_id())),
        };
        let Some((directives, statements, scope)) = code else {
            return Self::default();
        };
        let outermost = |statement: &Statement<'_>| Outermost {
            range: in_code(statement.span()),
            is_closed: is_closed(statement, program.source_text),
            is_text: is_text(statement),
        };
        let bindings = scoping.get_bindings(scope).iter();
        let names = bindings.map(|(name, symbol)| {
            let declared = in_code(scoping.symbol_span(*symbol));
            (SmolStr::new(name.as_str()), declared.start())
        });
        Self {
            all: statements.iter().map(outermost).collect(),
            names: names.collect(),
            is_directed: !directives.is_empty(),
        }
    }
}

/// What stands in a function or file: its directives and its statements, and its scope.
type Block<'p, 'a> = (
    &'p Vec<'a, Directive<'a>>,
    &'p Vec<'a, Statement<'a>>,
    ScopeId,
);

/// The body of the function that n8n puts around the code, `module.exports = async function VmCodeWrapper() { … }()`;
/// `None` where the code itself has closed it.
fn wrapped<'p, 'a>(first: &'p Statement<'a>) -> Option<Block<'p, 'a>> {
    let Statement::ExpressionStatement(statement) = first else {
        return None;
    };
    let Expression::AssignmentExpression(assignment) = &statement.expression else {
        return None;
    };
    let Expression::CallExpression(call) = &assignment.right else {
        return None;
    };
    let Expression::FunctionExpression(function) = &call.callee else {
        return None;
    };
    let body = function.body.as_ref()?;
    Some((&body.directives, &body.statements, function.scope_id()))
}

fn is_text(statement: &Statement<'_>) -> bool {
    matches!(statement, Statement::ExpressionStatement(known) if known.expression.is_string_literal())
}

/// Nothing that may follow the statement can become a part of it.
fn is_closed(statement: &Statement<'_>, source: &str) -> bool {
    match statement {
        Statement::FunctionDeclaration(_) | Statement::ClassDeclaration(_) => true,
        Statement::ExpressionStatement(_)
        | Statement::VariableDeclaration(_)
        | Statement::ReturnStatement(_)
        | Statement::ThrowStatement(_) => source[..statement.span().end as usize].ends_with(';'),
        Statement::BlockStatement(_) | Statement::SwitchStatement(_) => true,
        Statement::ForStatement(known) => is_block(&known.body),
        Statement::ForOfStatement(known) => is_block(&known.body),
        Statement::ForInStatement(known) => is_block(&known.body),
        Statement::WhileStatement(known) => is_block(&known.body),
        Statement::TryStatement(known) => known.finalizer.is_some(),
        Statement::IfStatement(known) => known.alternate.as_ref().is_some_and(is_block),
        _ => false,
    }
}

fn is_block(statement: &Statement<'_>) -> bool {
    matches!(statement, Statement::BlockStatement(_))
}
