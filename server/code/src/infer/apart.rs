//! Paths that are kept apart up to a return: the arms of the last condition before it. What each of them returns is
//! then known of a path that is there, and not only of some alternative of a joined value.

use super::machine::{Machine, SiteKind};
use crate::ir::*;

/// More statements than this between a condition and the return are not run twice.
const MOST_STATEMENTS: usize = 6;
/// How deep a condition may stand in what is returned.
const MOST_DEPTH: usize = 3;

impl<'p> Machine<'p> {
    /// `rest`, which follows an `if`, leads straight to a return that the platform sees.
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

    /// Not in a loop, where a round is no path, and not within a path that is kept apart.
    fn may_keep_apart(&self) -> bool {
        !self.apart
            && self
                .frames
                .last()
                .is_some_and(|frame| frame.is_entry && frame.jumps.is_empty())
    }

    /// Each arm of an `if`, and `rest` after it.
    pub(super) fn keep_apart(
        &mut self,
        test: ExprId,
        then: &'p [Stmt],
        otherwise: &'p [Stmt],
        rest: &'p [Stmt],
    ) {
        let value = self.eval(test);
        self.apart = true;
        self.branch(&mut [
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
        self.apart = true;
        let arm = |machine: &mut Self, holds: bool| {
            machine.chosen = Some((condition, holds));
            let returned = machine.eval(value);
            machine.chosen = None;
            machine.finish(range, SiteKind::Value, returned);
        };
        self.branch(&mut [&mut |machine| arm(machine, true), &mut |machine| {
            arm(machine, false)
        }]);
        self.apart = false;
        true
    }

    /// The first `a if test else b` among the values that `id` writes out.
    fn condition_in(&self, id: ExprId, depth: usize) -> Option<ExprId> {
        if depth > MOST_DEPTH {
            return None;
        }
        match &self.program.expr(id).kind {
            ExprKind::Conditional { .. } if depth > 0 => Some(id),
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
