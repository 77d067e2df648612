//! Running statements.

use text_size::TextRange;

use super::call::Args;
use super::heap::Object;
use super::machine::{Jump, JumpTarget, Machine, SiteKind};
use super::raised::Raised;
use super::state::Delta;
use super::value::{Callable, HeapId, Value};
use crate::ir::*;

impl<'p> Machine<'p> {
    /// Run statements until one ends the path.
    pub(super) fn block(&mut self, block: &'p [Stmt]) {
        for (at, stmt) in block.iter().enumerate() {
            if self.state.dead {
                return;
            }
            let rest = &block[at + 1..];
            if self.leads_to_a_return(rest)
                && self.deeper(|machine| machine.ran_apart(stmt, rest)) != Some(false)
            {
                return;
            }
            if self.deeper(|machine| machine.stmt(stmt, &[])).is_none() {
                return;
            }
        }
    }

    pub(super) fn stmt(&mut self, stmt: &'p Stmt, labels: &[smol_str::SmolStr]) {
        if self.has_unasked {
            self.forget_captured();
        }
        match &stmt.kind {
            StmtKind::Expr(expr) => {
                self.eval(*expr);
            }
            StmtKind::Declare { pattern, value } => {
                let value = value.map_or_else(Value::undefined, |value| self.eval(value));
                self.assign(pattern, &value, true);
            }
            StmtKind::Assign { targets, value } => {
                let mut value = self.eval(*value);
                for target in targets {
                    let given = value.clone();
                    self.holding([&mut value], |machine| {
                        machine.assign(target, &given, false)
                    });
                }
            }
            StmtKind::Function {
                variable,
                function,
                decorators,
            } => {
                let value = self.decorated(*function, decorators);
                self.state.assign(*variable, value);
            }
            StmtKind::Class { variable, class } => {
                self.class_body(*class);
                self.state
                    .assign(*variable, Value::callable(Callable::Class(*class)));
            }
            StmtKind::Return(Some(value)) => self.return_value(*value),
            StmtKind::Return(None) => {
                let nothing = self.nothing();
                self.finish(stmt.range, SiteKind::Bare, nothing);
            }
            StmtKind::If {
                test,
                then,
                otherwise,
            } => {
                let value = self.eval(*test);
                self.fork(&mut [
                    &mut |machine| {
                        machine.assume_value(*test, &value, true);
                        machine.block(then);
                    },
                    &mut |machine| {
                        machine.assume_value(*test, &value, false);
                        machine.block(otherwise);
                    },
                ]);
            }
            StmtKind::While {
                test,
                test_after,
                update,
                body,
                otherwise,
            } => {
                self.while_loop(*test, *test_after, *update, body, otherwise, labels);
            }
            StmtKind::For {
                pattern,
                declares,
                iterable,
                kind,
                body,
                otherwise,
            } => {
                self.for_loop(
                    pattern, *declares, *iterable, *kind, body, otherwise, labels,
                );
            }
            StmtKind::Try {
                body,
                handlers,
                otherwise,
                finally,
            } => {
                self.try_statement(body, handlers, otherwise, finally, &[]);
            }
            StmtKind::With { items, body } => self.with_statement(items, body),
            StmtKind::Switch { subject, cases } => self.switch(*subject, cases, labels),
            StmtKind::Match { subject, cases } => self.match_statement(*subject, cases),
            StmtKind::Labeled(label, inner) => {
                let mut labels = labels.to_vec();
                labels.push(label.clone());
                match inner.kind {
                    StmtKind::While { .. } | StmtKind::For { .. } | StmtKind::Labeled(..) => {
                        self.stmt(inner, &labels)
                    }
                    _ => self.jump_target(labels, false, false, |machine| machine.stmt(inner, &[])),
                }
            }
            StmtKind::Break(label) => self.jump(label.as_ref(), true),
            StmtKind::Continue(label) => self.jump(label.as_ref(), false),
            StmtKind::Throw(value) => {
                let mut kinds = Raised::ALL;
                if let Some(value) = value {
                    let value = self.eval(*value);
                    self.escape(&value);
                    if !self.is_error(&value) {
                        self.strange_throws += 1;
                    }
                    kinds = self.raised_by(&value);
                }
                self.may_raise(kinds);
                self.state.dead = true;
            }
            StmtKind::Assert { test, message } => {
                self.eval(*test);
                if let Some(message) = message {
                    self.eval(*message);
                }
                self.may_raise(match self.is_python() {
                    true => Raised::OTHER,
                    false => Raised::ANYTHING,
                });
                self.assume(*test, true);
            }
            StmtKind::Delete(targets) => targets.iter().for_each(|target| self.delete(target)),
            StmtKind::Import(imports) => imports.iter().for_each(|import| self.import(*import)),
            StmtKind::Block(block) => self.block(block),
            StmtKind::Unknown { exprs, binds } => {
                self.unmodelled(exprs.iter().copied());
                for variable in binds {
                    self.state.assign(*variable, Value::unknown());
                }
            }
        }
    }

    fn is_error(&self, value: &Value) -> bool {
        let is_error = |id: &HeapId| matches!(self.object(*id), Some(Object::Instance { class, .. }) if class == "Error");
        value.flags.is_empty() && value.callables.is_none() && value.refs.iter().all(is_error)
    }

    /// A function of Python after its decorators, which are evaluated from the top and applied from below.
    fn decorated(&mut self, function: FunctionId, decorators: &[ExprId]) -> Value {
        let applied: Vec<(ExprId, Value)> = decorators
            .iter()
            .map(|decorator| (*decorator, self.eval(*decorator)))
            .collect();
        let closure = self.closure(function);
        applied
            .into_iter()
            .rev()
            .fold(closure, |inner, (site, decorator)| {
                self.call_value(site, &decorator, &Args::of(vec![inner]))
            })
    }

    fn import(&mut self, index: u32) {
        let program = self.program;
        let Some(import) = program.imports.get(index as usize) else {
            return;
        };
        self.may_throw();
        let Some(variable) = import.variable else {
            return;
        };
        let path = match &import.name {
            Some(name) => format!("{}.{name}", import.module),
            None if import.renamed => import.module.to_string(),
            None => import
                .module
                .split('.')
                .next()
                .unwrap_or_default()
                .to_string(),
        };
        let value = if import.level > 0 {
            Value::unknown()
        } else {
            match self.entry(&path) {
                Some(entry) if entry.params.is_none() => {
                    self.instantiate(super::assign::NO_SITE, &entry.result, &Default::default())
                }
                _ => Value::library(path),
            }
        };
        self.state.assign(variable, value);
    }

    // ---- leaving a function

    /// `return value`; a conditional is two returns.
    pub(super) fn return_value(&mut self, value: ExprId) {
        let program = self.program;
        match &program.expr(value).kind {
            ExprKind::Conditional {
                test,
                then,
                otherwise,
            } => {
                let value = self.eval(*test);
                self.branch(&mut [
                    &mut |machine| {
                        machine.assume_value(*test, &value, true);
                        machine.return_value(*then);
                    },
                    &mut |machine| {
                        machine.assume_value(*test, &value, false);
                        machine.return_value(*otherwise);
                    },
                ]);
            }
            _ => {
                if self.state.dead || self.return_apart(value) {
                    return;
                }
                let returned = self.awaiting(|machine| machine.eval(value));
                self.finish(program.expr(value).range, SiteKind::Value, returned);
            }
        }
    }

    /// Leave the function with `value`, through every `finally` on the way.
    pub(super) fn finish(&mut self, range: TextRange, kind: SiteKind, mut value: Value) {
        if self.state.dead {
            return;
        }
        self.holding([&mut value], |machine| machine.run_finallies(0));
        if self.state.dead {
            return;
        }
        let is_entry = self.frames.last().is_some_and(|frame| frame.is_entry);
        if is_entry && !self.exhausted() {
            self.add_site(range, kind, &value);
        }
        if let Some(mark) = self.frames.last().map(|frame| frame.mark) {
            let end = self.state.changes(mark);
            if let Some(frame) = self.frames.last_mut() {
                frame.returns.push((end, value));
            }
        }
        self.state.dead = true;
    }

    /// Run the `finally` blocks between here and the jump at `depth`; each may leave for a target further out.
    fn run_finallies(&mut self, depth: usize) {
        let mut passed = Vec::new();
        while !self.state.dead {
            let Some(frame) = self.frames.last_mut() else {
                return;
            };
            if frame.jumps.len() <= depth {
                break;
            }
            let Some(jump) = frame.jumps.pop() else {
                break;
            };
            let finally = match jump {
                Jump::Finally(block) => Some(block),
                Jump::Target(_) => None,
            };
            passed.push(jump);
            if let Some(block) = finally {
                self.block(block);
            }
        }
        if let Some(frame) = self.frames.last_mut() {
            frame.jumps.extend(passed.into_iter().rev());
        }
    }

    fn jump(&mut self, label: Option<&smol_str::SmolStr>, is_break: bool) {
        let Some(frame) = self.frames.last() else {
            return;
        };
        let arrives = |jump: &Jump<'_>| match jump {
            Jump::Finally(_) => false,
            Jump::Target(target) => match label {
                Some(label) => target.labels.contains(label) && (is_break || target.is_loop),
                None => {
                    if is_break {
                        target.takes_break
                    } else {
                        target.is_loop
                    }
                }
            },
        };
        let Some(depth) = frame.jumps.iter().rposition(arrives) else {
            self.state.dead = true;
            return;
        };
        self.run_finallies(depth + 1);
        if self.state.dead {
            return;
        }
        let mark = match self.frames.last().and_then(|frame| frame.jumps.get(depth)) {
            Some(Jump::Target(target)) => target.mark,
            _ => return,
        };
        let end = self.state.changes(mark);
        if let Some(Jump::Target(target)) = self
            .frames
            .last_mut()
            .and_then(|frame| frame.jumps.get_mut(depth))
        {
            if is_break {
                target.breaks.push(end)
            } else {
                target.continues.push(end)
            }
        }
        self.state.dead = true;
    }

    pub(super) fn push_target(
        &mut self,
        labels: Vec<smol_str::SmolStr>,
        is_loop: bool,
        takes_break: bool,
    ) {
        let mark = self.state.mark();
        if let Some(frame) = self.frames.last_mut() {
            frame.jumps.push(Jump::Target(JumpTarget {
                labels,
                is_loop,
                takes_break,
                mark,
                breaks: Vec::new(),
                continues: Vec::new(),
            }));
        }
    }

    pub(super) fn pop_target(&mut self) -> (Vec<Delta>, Vec<Delta>) {
        match self.frames.last_mut().and_then(|frame| frame.jumps.pop()) {
            Some(Jump::Target(target)) => (target.breaks, target.continues),
            _ => (Vec::new(), Vec::new()),
        }
    }

    /// Run `body`; `break` out of it arrives right after it.
    pub(super) fn jump_target(
        &mut self,
        labels: Vec<smol_str::SmolStr>,
        is_loop: bool,
        takes_break: bool,
        body: impl FnOnce(&mut Self),
    ) {
        let mark = self.state.mark();
        self.push_target(labels, is_loop, takes_break);
        body(self);
        let (breaks, _) = self.pop_target();
        let end = self.state.take(mark);
        self.state.merge(end.into_iter().chain(breaks).collect());
    }

    /// Stop: the answer is "unknown".
    pub(super) fn give_up(&mut self) {
        while self.fuelled() {
            self.state.work = u64::MAX / 2;
        }
    }
}
