//! Python's `if __name__ == "__main__":`, which holds in Dify's sandbox (reference dify 2.3).

use smol_str::SmolStr;
use text_size::TextRange;

use crate::ir::{
    Arg, Block, Body, CompareOp, ExprId, ExprKind, FunctionId, Literal, Program, StmtKind,
};

/// The block and what it does first.
#[derive(Debug, Clone, PartialEq)]
pub struct MainGuard {
    /// The condition.
    pub test: TextRange,
    /// Its plain statements up to the first that branches, loops or handles exceptions.
    pub statements: Vec<TextRange>,
    /// The calls of `main` in these, in order.
    pub calls: Vec<MainCall>,
}

/// A call of `main` by the code itself.
#[derive(Debug, Clone, PartialEq)]
pub struct MainCall {
    /// All of it.
    pub range: TextRange,
    /// How many arguments come by position.
    pub positional: usize,
    /// The arguments that come by name.
    pub named: Vec<SmolStr>,
}

/// The first such block at the top.
pub(super) fn main_guard(program: &Program) -> Option<MainGuard> {
    let Body::Block(top) = &program.function(FunctionId::TOP).body else {
        return None;
    };
    top.iter().find_map(|statement| match &statement.kind {
        StmtKind::If { test, then, .. } if is_guard(program, *test) => Some(MainGuard {
            test: program.expr(*test).range,
            calls: main_calls(program, &plain(then)),
            statements: plain(then),
        }),
        _ => None,
    })
}

/// `__name__ == "__main__"`, either way round.
pub(super) fn is_guard(program: &Program, test: ExprId) -> bool {
    let ExprKind::Compare(left, rest) = &program.expr(test).kind else {
        return false;
    };
    let [(CompareOp::Eq, right)] = rest.as_slice() else {
        return false;
    };
    let kinds = [&program.expr(*left).kind, &program.expr(*right).kind];
    let name = |kind: &ExprKind| matches!(kind, ExprKind::Global(name) if name == "__name__");
    let main = |kind: &ExprKind| matches!(kind, ExprKind::Literal(Literal::Str(text)) if text == "__main__");
    kinds.iter().any(|kind| name(kind)) && kinds.iter().any(|kind| main(kind))
}

fn plain(block: &Block) -> Vec<TextRange> {
    let is_plain = |kind: &StmtKind| {
        matches!(
            kind,
            StmtKind::Expr(_) | StmtKind::Assign { .. } | StmtKind::Import(_)
        )
    };
    let plain = block
        .iter()
        .take_while(|statement| is_plain(&statement.kind));
    plain.map(|statement| statement.range).collect()
}

fn main_calls(program: &Program, statements: &[TextRange]) -> Vec<MainCall> {
    let mut calls: Vec<MainCall> = program
        .exprs
        .iter()
        .filter(|expr| {
            statements
                .iter()
                .any(|outer| outer.contains_range(expr.range))
        })
        .filter_map(|expr| {
            let ExprKind::Call { callee, args, .. } = &expr.kind else {
                return None;
            };
            let ExprKind::Var(variable) = program.expr(*callee).kind else {
                return None;
            };
            let mut call = MainCall {
                range: expr.range,
                positional: 0,
                named: Vec::new(),
            };
            for arg in args {
                match arg {
                    Arg::Item(_) => call.positional += 1,
                    Arg::Named(name, ..) => call.named.push(name.clone()),
                    Arg::Spread(_) | Arg::KeywordSpread(_) => return None,
                }
            }
            (program.variable(variable).name == "main").then_some(call)
        })
        .collect();
    calls.sort_by_key(|call| call.range.end());
    calls
}
