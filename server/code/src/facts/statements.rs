//! Every statement of the code, and which function something stands in.

use text_size::TextRange;

use crate::ir::{Block, Body, FunctionId, Program, Stmt, StmtKind};

/// Every statement, those within others too.
pub(super) fn all(program: &Program) -> Vec<&Stmt> {
    let mut found = Vec::new();
    for function in &program.functions {
        if let Body::Block(block) = &function.body {
            add(block, &mut found);
        }
    }
    for class in &program.classes {
        add(&class.body, &mut found);
    }
    found
}

fn add<'p>(block: &'p Block, found: &mut Vec<&'p Stmt>) {
    for statement in block {
        found.push(statement);
        blocks(statement, &mut |block| add(block, found));
    }
}

/// The blocks directly within a statement.
fn blocks<'p>(statement: &'p Stmt, each: &mut dyn FnMut(&'p Block)) {
    match &statement.kind {
        StmtKind::If {
            then, otherwise, ..
        } => {
            each(then);
            each(otherwise);
        }
        StmtKind::While {
            body, otherwise, ..
        }
        | StmtKind::For {
            body, otherwise, ..
        } => {
            each(body);
            each(otherwise);
        }
        StmtKind::Try {
            body,
            handlers,
            otherwise,
            finally,
        } => {
            each(body);
            handlers.iter().for_each(|handler| each(&handler.body));
            each(otherwise);
            each(finally);
        }
        StmtKind::With { body, .. } | StmtKind::Block(body) => each(body),
        StmtKind::Switch { cases, .. } => cases.iter().for_each(|(_, body)| each(body)),
        StmtKind::Match { cases, .. } => cases.iter().for_each(|case| each(&case.body)),
        StmtKind::Labeled(_, inner) => blocks(inner, each),
        _ => {}
    }
}

/// The innermost function around `range`.
pub(super) fn function_around(program: &Program, range: TextRange) -> FunctionId {
    let functions = program.functions.iter().enumerate().skip(1);
    let around = functions.filter(|(_, function)| function.range.contains_range(range));
    let innermost = around.min_by_key(|(_, function)| function.range.len());
    innermost.map_or(FunctionId::TOP, |(index, _)| FunctionId(index as u32))
}

/// What the statements of a block cover.
pub(super) fn extent(block: &Block) -> Option<TextRange> {
    let (first, last) = (block.first()?, block.last()?);
    let end = last.range.end().max(first.range.end());
    Some(TextRange::new(
        first.range.start().min(last.range.start()),
        end,
    ))
}
