//! `switch` and `match`.

use super::machine::Machine;
use super::state::Delta;
use super::value::{Flags, Value};
use crate::ir::*;

impl<'p> Machine<'p> {
    pub(super) fn switch(
        &mut self,
        subject: ExprId,
        cases: &'p [(Option<ExprId>, Block)],
        labels: &[smol_str::SmolStr],
    ) {
        self.eval(subject);
        self.jump_target(labels.to_vec(), false, true, |machine| {
            let mark = machine.state.mark();
            let mut entries: Vec<Option<Delta>> = vec![None; cases.len()];
            for (at, (test, _)) in cases.iter().enumerate() {
                let Some(test) = test else { continue };
                let value = machine.eval(*test);
                let is_truth = value.is_only(Flags::BOOL);
                let here = machine.state.mark();
                machine.assume_case(subject, *test, is_truth, true);
                let dead = machine.state.dead;
                entries[at] = if dead {
                    None
                } else {
                    Some(machine.state.changes(mark))
                };
                machine.state.rollback(here);
                machine.assume_case(subject, *test, is_truth, false);
                if machine.state.dead {
                    break;
                }
            }
            let unmatched = machine.state.take(mark);
            let default = cases.iter().position(|(test, _)| test.is_none());
            if let Some(default) = default {
                entries[default] = unmatched.clone();
            }
            // Fall through: each case starts where it is entered or where the one before it ended.
            let mut fallen: Option<Delta> = None;
            for ((_, block), entry) in cases.iter().zip(entries) {
                let starts: Vec<Delta> = entry.into_iter().chain(fallen.take()).collect();
                if starts.is_empty() {
                    continue;
                }
                machine.state.merge(starts);
                machine.block(block);
                fallen = machine.state.take(mark);
            }
            let skipped = if default.is_none() { unmatched } else { None };
            machine
                .state
                .merge(fallen.into_iter().chain(skipped).collect());
        });
    }

    /// The case is met, or not. `is_truth` tells that its value is surely `true` or `false`.
    fn assume_case(&mut self, subject: ExprId, test: ExprId, is_truth: bool, holds: bool) {
        let program = self.program;
        if let ExprKind::Literal(Literal::Bool(true)) = &program.expr(subject).kind {
            // Something truthy that is not `true` is not met.
            if holds || is_truth {
                self.assume(test, holds);
            }
        } else {
            self.assume_equal(subject, test, holds, false);
        }
    }

    pub(super) fn match_statement(&mut self, subject: ExprId, cases: &'p [MatchCase]) {
        let value = self.eval(subject);
        let mark = self.state.mark();
        let mut ends = Vec::new();
        for case in cases {
            let here = self.state.mark();
            self.bind_match(&case.pattern, &value);
            if let MatchPattern::Value(literal) = &case.pattern {
                self.assume_equal(subject, *literal, true, false);
            }
            if let Some(guard) = case.guard {
                self.eval(guard);
                self.assume(guard, true);
            }
            self.block(&case.body);
            let end = if self.state.dead {
                None
            } else {
                Some(self.state.changes(mark))
            };
            self.state.rollback(here);
            ends.extend(end);
            match &case.pattern {
                MatchPattern::Wildcard | MatchPattern::Capture(..) if case.guard.is_none() => {
                    self.state.dead = true;
                    break;
                }
                MatchPattern::Value(literal) if case.guard.is_none() => {
                    self.assume_equal(subject, *literal, false, false)
                }
                _ => {}
            }
        }
        let unmatched = self.state.take(mark);
        self.meet(ends.into_iter().chain(unmatched).collect(), false);
    }

    fn bind_match(&mut self, pattern: &'p MatchPattern, value: &Value) {
        match pattern {
            MatchPattern::Wildcard | MatchPattern::Value(_) => {}
            MatchPattern::Capture(variable, _) => self.state.assign(*variable, value.clone()),
            MatchPattern::As(inner, variable, _) => {
                self.bind_match(inner, value);
                self.state.assign(*variable, value.clone());
            }
            MatchPattern::Or(patterns) => patterns
                .iter()
                .for_each(|pattern| self.bind_match(pattern, value)),
            MatchPattern::Sequence(patterns, rest) => {
                let (element, ..) = self.elements(value);
                for (at, pattern) in patterns.iter().enumerate() {
                    let value = if Some(at) == *rest {
                        Value::unknown()
                    } else {
                        element.clone()
                    };
                    self.bind_match(pattern, &value);
                }
            }
            MatchPattern::Mapping(pairs, rest) => {
                for (_, pattern) in pairs {
                    self.bind_match(pattern, &Value::unknown());
                }
                if let Some(rest) = rest {
                    self.state.assign(*rest, Value::unknown());
                }
            }
            MatchPattern::Class(_, positional, named) => {
                // `str(x)`, `int(x)` and the like capture the subject itself; that is not told apart.
                let patterns = positional
                    .iter()
                    .chain(named.iter().map(|(_, pattern)| pattern));
                patterns.for_each(|pattern| self.bind_match(pattern, &Value::unknown()));
            }
            MatchPattern::Unknown(variables) => {
                for variable in variables {
                    self.state.assign(*variable, Value::unknown());
                }
            }
        }
    }
}
