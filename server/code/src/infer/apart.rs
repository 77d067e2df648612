//! Paths that are kept apart up to a return: the arms of the last condition before it, the body and the handlers of the
//! last `try`. What each of them returns is then known of a path that is there, and not only of some alternative of a
//! joined value.

use super::machine::{Machine, SiteKind};
use crate::ir::*;

/// More statements than this between a condition and the return are not run twice.
const MOST_STATEMENTS: usize = 6;
/// How deep a condition may stand in what is returned.
const MOST_DEPTH: usize = 3;

impl<'p> Machine<'p> {
    /// Run `stmt` and `rest`, which [leads to a return](Self::leads_to_a_return), once for each way through `stmt`; says
    /// whether there are several.
    pub(super) fn ran_apart(&mut self, stmt: &'p Stmt, rest: &'p [Stmt]) -> bool {
        match &stmt.kind {
            StmtKind::If {
                test,
                then,
                otherwise,
            } => {
                self.keep_apart(*test, then, otherwise, rest);
            }
            StmtKind::Try {
                body,
                handlers,
                otherwise,
                finally,
            } if finally.is_empty() => {
                self.try_statement(body, handlers, otherwise, finally, rest);
            }
            StmtKind::Declare {
                value: Some(value), ..
            }
            | StmtKind::Assign { value, .. } => {
                let Some(condition) = self.condition_in(*value, 1) else {
                    return false;
                };
                self.each_choice(condition, |machine| {
                    machine.stmt(stmt, &[]);
                    machine.chosen = None;
                    machine.block(rest);
                });
            }
            _ => return false,
        }
        true
    }

    /// `rest` leads straight to a return that the platform sees.
    pub(super) fn leads_to_a_return(&self, rest: &[Stmt]) -> bool {
        let Some((last, before)) = rest.split_last() else {
            return false;
        };
        let is_straight = |stmt: &Stmt| {
            matches!(
                stmt.kind,
                StmtKind::Expr(_)
                    | StmtKind::Declare { .. }
                    | StmtKind::Assign { .. }
                    | StmtKind::Delete(_)
            )
        };
        self.may_keep_apart()
            && before.len() < MOST_STATEMENTS
            && before.iter().all(is_straight)
            && matches!(last.kind, StmtKind::Return(Some(_)))
    }

    /// What follows one of the ways through a `try`.
    pub(super) fn go_on_with(&mut self, rest: &'p [Stmt]) {
        if !rest.is_empty() {
            self.apart = true;
            self.block(rest);
            self.apart = false;
        }
    }

    /// Not in a loop, where a round is no path, and not within a path that is kept apart.
    fn may_keep_apart(&self) -> bool {
        !self.apart
            && self
                .frames
                .last()
                .is_some_and(|frame| frame.is_entry && frame.jumps.is_empty())
    }

    /// Each arm of an `if`, and `rest` after it.
    fn keep_apart(
        &mut self,
        test: ExprId,
        then: &'p [Stmt],
        otherwise: &'p [Stmt],
        rest: &'p [Stmt],
    ) {
        let value = self.eval(test);
        self.apart = true;
        self.fork(&mut [
            &mut |machine| {
                machine.assume_value(test, &value, true);
                machine.arm(then, rest);
            },
            &mut |machine| {
                machine.assume_value(test, &value, false);
                machine.arm(otherwise, rest);
            },
        ]);
        self.apart = false;
    }

    fn arm(&mut self, arm: &'p [Stmt], rest: &'p [Stmt]) {
        match arm {
            [
                Stmt {
                    kind:
                        StmtKind::If {
                            test,
                            then,
                            otherwise,
                        },
                    ..
                },
            ] if !self.state.dead => {
                self.keep_apart(*test, then, otherwise, rest);
                self.apart = true;
            }
            _ => {
                self.block(arm);
                self.block(rest);
            }
        }
    }

    /// Return `value` once for each arm of the first condition that stands in it; says whether there is one.
    pub(super) fn return_apart(&mut self, value: ExprId) -> bool {
        let Some(condition) = self
            .may_keep_apart()
            .then(|| self.condition_in(value, 0))
            .flatten()
        else {
            return false;
        };
        let range = self.program.expr(value).range;
        self.each_choice(condition, |machine| {
            let returned = machine.eval(value);
            machine.chosen = None;
            machine.finish(range, SiteKind::Value, returned);
        });
        true
    }

    /// Do `run` as if `condition` held, and as if not.
    fn each_choice(&mut self, condition: ExprId, run: impl Fn(&mut Self)) {
        let arm = |machine: &mut Self, holds: bool| {
            machine.chosen = Some((condition, holds));
            run(machine);
            machine.chosen = None;
        };
        self.apart = true;
        self.branch(&mut [&mut |machine| arm(machine, true), &mut |machine| {
            arm(machine, false)
        }]);
        self.apart = false;
    }

    /// How the condition `id` is to be decided, if that is one whose arms are kept apart.
    pub(super) fn chosen(&self, id: ExprId) -> Option<bool> {
        let is_entry = self.frames.last().is_some_and(|frame| frame.is_entry);
        let chosen = self.chosen.filter(|(chosen, _)| is_entry && *chosen == id);
        chosen.map(|(_, holds)| holds)
    }

    /// The first `a if test else b`, `a or b` or `a ?? b` among the values that `id` writes out.
    fn condition_in(&self, id: ExprId, depth: usize) -> Option<ExprId> {
        if depth > MOST_DEPTH {
            return None;
        }
        match &self.program.expr(id).kind {
            // A returned condition is two returns already.
            ExprKind::Conditional { .. } if depth > 0 => Some(id),
            ExprKind::Logical(LogicalOp::Or | LogicalOp::Nullish, ..) => Some(id),
            ExprKind::Object(properties) => properties.iter().find_map(|property| match property {
                Property::Pair(_, value) => self.condition_in(*value, depth + 1),
                _ => None,
            }),
            ExprKind::Array(_, elements) => elements.iter().find_map(|element| match element {
                Element::Item(value) => self.condition_in(*value, depth + 1),
                _ => None,
            }),
            _ => None,
        }
    }
}
