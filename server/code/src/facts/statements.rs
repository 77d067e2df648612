//! Every statement of the code, and which function something stands in.

use text_size::TextRange;

use crate::ir::{Block, Body, FunctionId, Program, Stmt};

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

fn add<'p>(block: &'p [Stmt], found: &mut Vec<&'p Stmt>) {
    for statement in block {
        found.push(statement);
        statement.each_within(&mut |block| add(block, found));
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
