//! Promises that nobody waits for, and timers whose callbacks throw: in JavaScript both fail outside of the
//! code that caused them.

use rustc_hash::FxHashMap;
use smol_str::SmolStr;
use text_size::TextRange;

use super::calls::Names;
use super::statements;
use crate::ir::{Arg, Expr, ExprId, ExprKind, FunctionId, Pattern, Program, Stmt, StmtKind, VarId};

/// A promise that nobody waits for.
#[derive(Debug, Clone, PartialEq)]
pub struct Floating {
    /// What is called, as written.
    pub range: TextRange,
    /// The whole call.
    pub whole: TextRange,
    /// What makes the promise.
    pub source: Source,
}

/// What makes a promise.
#[derive(Debug, Clone, PartialEq)]
pub enum Source {
    /// A call of something from outside, by its full name; whether that is a promise the name tells.
    Outside(SmolStr),
    /// An asynchronous function of the code. True where it throws by itself.
    Own(bool),
    /// The asynchronous callback of `forEach`, which drops what it returns. True where it throws by itself.
    ForEach(bool),
}

/// An exception that a timer's callback throws and nothing catches.
#[derive(Debug, Clone, PartialEq)]
pub struct ThrowingTimer {
    /// `setTimeout` as written.
    pub timer: TextRange,
    /// The `throw` statement.
    pub throw: TextRange,
}

/// Every statement that only makes a promise, in the order of the code.
pub(super) fn floating(program: &Program) -> Vec<Floating> {
    let code = Code::of(program);
    let mut found: Vec<Floating> = statements::all(program)
        .into_iter()
        .filter_map(|statement| match &statement.kind {
            StmtKind::Expr(expr) => code.floating(*expr),
            _ => None,
        })
        .collect();
    found.sort_by_key(|floating| floating.range.start());
    found
}

/// Every `throw` in a callback of a timer, in the order of the code.
pub(super) fn throwing_timers(program: &Program) -> Vec<ThrowingTimer> {
    let code = Code::of(program);
    let mut found = Vec::new();
    for expr in &program.exprs {
        let ExprKind::Call { callee, args, .. } = &expr.kind else {
            continue;
        };
        let (ExprKind::Global(name), [Arg::Item(callback), ..]) =
            (&program.expr(*callee).kind, args.as_slice())
        else {
            continue;
        };
        if !["setTimeout", "setInterval", "setImmediate"].contains(&name.as_str()) {
            continue;
        }
        let function = code.function(*callback);
        let throws = function.and_then(|function| code.throw_of(function));
        found.extend(throws.map(|throw| ThrowingTimer {
            timer: program.expr(*callee).range,
            throw,
        }));
    }
    found.sort_by_key(|timer| timer.timer.start());
    found
}

struct Code<'p> {
    program: &'p Program,
    names: Names<'p>,
    statements: Vec<&'p Stmt>,
    /// What the handlers of `try` statements catch.
    guarded: Vec<TextRange>,
    /// Functions by the variables that hold nothing else.
    functions: FxHashMap<VarId, Option<FunctionId>>,
}

impl<'p> Code<'p> {
    fn of(program: &'p Program) -> Code<'p> {
        let statements = statements::all(program);
        let guarded = statements
            .iter()
            .filter_map(|statement| match &statement.kind {
                StmtKind::Try { body, handlers, .. } if !handlers.is_empty() => {
                    statements::extent(body)
                }
                _ => None,
            });
        let mut code = Code {
            program,
            names: Names::of(program),
            guarded: guarded.collect(),
            functions: FxHashMap::default(),
            statements,
        };
        code.functions = code.functions();
        code
    }

    fn functions(&self) -> FxHashMap<VarId, Option<FunctionId>> {
        let mut functions = FxHashMap::default();
        let mut hold = |variable: VarId, function: Option<FunctionId>| {
            let entry = functions.entry(variable);
            entry.and_modify(|known| *known = None).or_insert(function);
        };
        for statement in &self.statements {
            match &statement.kind {
                StmtKind::Function {
                    variable, function, ..
                } => hold(*variable, Some(*function)),
                StmtKind::Declare {
                    pattern: Pattern::Var(variable, _),
                    value,
                } => {
                    let value = value.map(|value| &self.program.expr(value).kind);
                    hold(
                        *variable,
                        match value {
                            Some(ExprKind::Function(function)) => Some(*function),
                            _ => None,
                        },
                    );
                }
                _ => {}
            }
        }
        for expr in &self.program.exprs {
            if let ExprKind::Assign(pattern, _) = &expr.kind
                && let Pattern::Var(variable, _) = **pattern
            {
                hold(variable, None);
            }
        }
        functions
    }

    /// The function of the code that `expr` surely is.
    fn function(&self, expr: ExprId) -> Option<FunctionId> {
        match &self.program.expr(expr).kind {
            ExprKind::Function(function) => Some(*function),
            ExprKind::Var(variable) => self.functions.get(variable).copied().flatten(),
            _ => None,
        }
    }

    fn floating(&self, id: ExprId) -> Option<Floating> {
        let expr = self.program.expr(id);
        let ExprKind::Call { callee, args, .. } = &expr.kind else {
            return None;
        };
        let called = self.program.expr(*callee);
        if let ExprKind::Member { object, name, .. } = &called.kind {
            match (name.as_str(), args.as_slice()) {
                // Without a second argument it handles no rejection.
                ("then", [_]) | ("finally", _) => return self.floating(*object),
                ("forEach", [Arg::Item(callback), ..]) => {
                    let function = self.function(*callback)?;
                    let throws = self.rejects(function)?;
                    return Some(dropped(called, expr, Source::ForEach(throws)));
                }
                _ => {}
            }
        }
        if let Some(function) = self.function(*callee) {
            let throws = self.rejects(function)?;
            return Some(dropped(called, expr, Source::Own(throws)));
        }
        let path = self.names.path(*callee, 0)?;
        Some(dropped(called, expr, Source::Outside(path)))
    }

    /// Whether the promise of `function` may be rejected: `None` where nothing shows that, true where it throws
    /// by itself or asks for something over the network.
    fn rejects(&self, function: FunctionId) -> Option<bool> {
        if !self.program.function(function).is_async {
            return None;
        }
        if self.throw_of(function).is_some() {
            return Some(true);
        }
        let exprs = self.program.exprs.iter();
        let mut awaits = exprs.filter_map(|expr| match expr.kind {
            ExprKind::Await(inner) if self.is_bare_in(function, expr.range) => Some(inner),
            _ => None,
        });
        awaits.next().map(|_| false)
    }

    /// The first `throw` that leaves `function`.
    fn throw_of(&self, function: FunctionId) -> Option<TextRange> {
        let mut throws = self.statements.iter().filter(|statement| {
            matches!(statement.kind, StmtKind::Throw(_))
                && self.is_bare_in(function, statement.range)
        });
        throws.next().map(|statement| statement.range)
    }

    /// `range` stands in `function` itself, and no handler of it catches what happens there.
    fn is_bare_in(&self, function: FunctionId, range: TextRange) -> bool {
        let around = self.program.function(function).range;
        let guards = |guarded: &&TextRange| {
            around.contains_range(**guarded) && guarded.contains_range(range)
        };
        around.contains_range(range)
            && statements::function_around(self.program, range) == function
            && !self.guarded.iter().any(|guarded| guards(&guarded))
    }
}

fn dropped(called: &Expr, whole: &Expr, source: Source) -> Floating {
    Floating {
        range: called.range,
        whole: whole.range,
        source,
    }
}
