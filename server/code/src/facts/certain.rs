//! What surely runs when the code is run.

use text_size::TextRange;

use super::guard::is_guard;
use crate::infer::EntryFunction;
use crate::ir::{Block, Body, ExprKind, FunctionId, Program, Stmt, StmtKind};

/// Where the code comes along on every run that goes as planned: nothing is raised, nothing left early.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Certain {
    /// Statements without blocks, at the top and in the entry, up to the first that may leave.
    statements: Vec<TextRange>,
    /// What stands in them and runs later, or only sometimes.
    doubtful: Vec<TextRange>,
}

impl Certain {
    pub(super) fn of(program: &Program, entry: EntryFunction) -> Certain {
        let mut statements = Vec::new();
        let entry = match entry {
            EntryFunction::Own(function) if function != FunctionId::TOP => Some(function),
            _ => None,
        };
        for function in [Some(FunctionId::TOP), entry].into_iter().flatten() {
            match &program.function(function).body {
                Body::Block(block) => straight(program, block, &mut statements),
                Body::Expr(expr) => statements.push(program.expr(*expr).range),
            }
        }
        let inside = |range: TextRange| statements.iter().any(|outer| outer.contains_range(range));
        let own = entry.map(|entry| program.function(entry).range);
        let functions = program.functions.iter().skip(1).map(|known| known.range);
        let functions = functions.filter(|range| Some(*range) != own);
        let conditional = program.exprs.iter().filter(|expr| {
            matches!(
                expr.kind,
                ExprKind::Logical(..)
                    | ExprKind::Conditional { .. }
                    | ExprKind::Comprehension { .. }
                    | ExprKind::OptionalChain(_)
                    | ExprKind::AssignLogical(..)
            )
        });
        let doubtful = functions
            .chain(conditional.map(|expr| expr.range))
            .filter(|range| inside(*range))
            .collect();
        Certain {
            statements,
            doubtful,
        }
    }

    /// Whether what stands at `range` runs on every run that goes as planned.
    pub fn holds(&self, range: TextRange) -> bool {
        let inside = |ranges: &[TextRange]| ranges.iter().any(|outer| outer.contains_range(range));
        inside(&self.statements) && !inside(&self.doubtful)
    }
}

fn straight(program: &Program, block: &Block, statements: &mut Vec<TextRange>) {
    for statement in block {
        match &statement.kind {
            StmtKind::Expr(_) | StmtKind::Declare { .. } | StmtKind::Assign { .. } => {
                statements.push(statement.range);
            }
            StmtKind::Return(_) => return statements.push(statement.range),
            StmtKind::With { body, .. } | StmtKind::Block(body) => {
                straight(program, body, statements)
            }
            StmtKind::If { test, then, .. } if is_guard(program, *test) => {
                straight(program, then, statements);
            }
            // As long as nothing is raised.
            StmtKind::Try { body, .. } => straight(program, body, statements),
            _ => {}
        }
        if may_leave(statement) {
            return;
        }
    }
}

/// Whether the statement may return.
fn may_leave(statement: &Stmt) -> bool {
    if let StmtKind::Return(_) | StmtKind::Throw(_) | StmtKind::Unknown { .. } = &statement.kind {
        return true;
    }
    let mut may = false;
    statement.each_within(&mut |block| may |= block.iter().any(may_leave));
    may
}
