//! Variables that are read where they surely have no value yet.

use smol_str::SmolStr;
use text_size::TextRange;

use super::statements;
use crate::ir::{ExprKind, FunctionId, Pattern, Program, StmtKind, VarId, VariableKind};
use crate::{Host, Language};

/// A read of a variable before anything is bound to it.
#[derive(Debug, Clone, PartialEq)]
pub struct EarlyRead {
    /// Its name.
    pub name: SmolStr,
    /// The read.
    pub range: TextRange,
    /// Where it is bound first.
    pub declared: TextRange,
    /// It is a variable of a function (Python words that otherwise).
    pub is_local: bool,
}

/// The first such read of each variable, in the order of the code.
pub(super) fn early_reads(program: &Program, language: Language, host: Host) -> Vec<EarlyRead> {
    let loops = loops(program);
    let mut found: Vec<EarlyRead> = Vec::new();
    let mut seen: Vec<VarId> = Vec::new();
    for (variable, range) in reads(program, language) {
        let known = program.variable(variable);
        let binds_late = match language {
            Language::JavaScript => matches!(
                known.kind,
                VariableKind::Let | VariableKind::Const | VariableKind::Class
            ),
            Language::Python => known.kind == VariableKind::Local,
        };
        // In a loop a Python variable may keep its value from the round before.
        let again =
            language == Language::Python && loops.iter().any(|known| known.contains_range(range));
        let early = match language {
            Language::JavaScript => range.start() < known.declared.start(),
            Language::Python => range.start() <= known.declared.start(),
        };
        if binds_late
            && early
            && !again
            && !seen.contains(&variable)
            && statements::function_around(program, range) == known.function
            && statements::function_around(program, known.declared) == known.function
        {
            seen.push(variable);
            found.push(EarlyRead {
                name: known.name.clone(),
                range,
                declared: known.declared,
                is_local: known.function != FunctionId::TOP || host == Host::FunctionBody,
            });
        }
    }
    found.sort_by_key(|read| read.range.start());
    found
}

/// Plain reads, and the targets of `+=`.
fn reads(program: &Program, language: Language) -> Vec<(VarId, TextRange)> {
    let in_annotation = |range: TextRange| {
        let mut annotations = program.annotations.iter();
        annotations.any(|annotation| program.expr(annotation.expr).range.contains_range(range))
    };
    let mut reads: Vec<_> = program
        .exprs
        .iter()
        .filter_map(|expr| match &expr.kind {
            ExprKind::Var(variable) => Some((*variable, expr.range)),
            ExprKind::AssignOp(_, target, _) if language == Language::Python => match **target {
                Pattern::Var(variable, range) => Some((variable, range)),
                _ => None,
            },
            _ => None,
        })
        .filter(|(_, range)| !in_annotation(*range))
        .collect();
    reads.sort_by_key(|(_, range)| range.start());
    reads
}

fn loops(program: &Program) -> Vec<TextRange> {
    let comprehensions = program.exprs.iter().filter_map(|expr| {
        matches!(expr.kind, ExprKind::Comprehension { .. }).then_some(expr.range)
    });
    let statements = statements::all(program)
        .into_iter()
        .filter_map(|statement| {
            matches!(
                statement.kind,
                StmtKind::While { .. } | StmtKind::For { .. }
            )
            .then_some(statement.range)
        });
    comprehensions.chain(statements).collect()
}
