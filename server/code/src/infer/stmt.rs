//! Running statements.

use text_size::TextRange;

use super::heap::{Object, Sequence};
use super::machine::{Jump, JumpTarget, Machine, SiteKind};
use super::state::Delta;
use super::value::{Callable, Value};
use crate::ir::*;
use crate::shape::ArrayKind;

impl<'p> Machine<'p> {
    /// Run statements until one ends the path.
    pub(super) fn block(&mut self, block: &'p Block) {
        for stmt in block {
            if self.state.dead {
                return;
            }
            if self.deeper(|machine| machine.stmt(stmt, &[])).is_none() {
                return;
            }
        }
    }

    fn stmt(&mut self, stmt: &'p Stmt, labels: &[smol_str::SmolStr]) {
        match &stmt.kind {
            StmtKind::Expr(expr) => {
                self.eval(*expr);
            }
            StmtKind::Declare { pattern, value } => {
                let value = value.map_or_else(Value::undefined, |value| self.eval(value));
                self.assign(pattern, &value, true);
            }
            StmtKind::Assign { targets, value } => {
                let value = self.eval(*value);
                for target in targets {
                    self.assign(target, &value, false);
                }
            }
            StmtKind::Function {
                variable,
                function,
                decorators,
            } => {
                let closure = self.closure(*function);
                let value = if decorators.is_empty() {
                    closure
                } else {
                    self.unmodelled(decorators.iter().copied())
                };
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
                self.eval(*test);
                self.branch(&mut [
                    &mut |machine| {
                        machine.assume(*test, true);
                        machine.block(then);
                    },
                    &mut |machine| {
                        machine.assume(*test, false);
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
                self.try_statement(body, handlers, otherwise, finally);
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
                if let Some(value) = value {
                    let value = self.eval(*value);
                    self.escape(&value);
                }
                self.may_throw();
                self.state.dead = true;
            }
            StmtKind::Assert { test, message } => {
                self.eval(*test);
                if let Some(message) = message {
                    self.eval(*message);
                }
                self.may_throw();
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
                self.eval(*test);
                self.branch(&mut [
                    &mut |machine| {
                        machine.assume(*test, true);
                        machine.return_value(*then);
                    },
                    &mut |machine| {
                        machine.assume(*test, false);
                        machine.return_value(*otherwise);
                    },
                ]);
            }
            _ => {
                if self.state.dead {
                    return;
                }
                let returned = self.eval(value);
                self.finish(program.expr(value).range, SiteKind::Value, returned);
            }
        }
    }

    /// Leave the function with `value`, through every `finally` on the way.
    pub(super) fn finish(&mut self, range: TextRange, kind: SiteKind, value: Value) {
        if self.state.dead {
            return;
        }
        self.run_finallies(0);
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

    /// Run the `finally` blocks between here and the jump at `depth`.
    fn run_finallies(&mut self, depth: usize) {
        let Some(frame) = self.frames.last_mut() else {
            return;
        };
        let mut passed = frame.jumps.split_off(depth);
        let mut blocks = Vec::new();
        for jump in passed.iter().rev() {
            if let Jump::Finally(block) = jump {
                blocks.push(*block);
            }
        }
        for block in blocks {
            self.block(block);
        }
        if let Some(frame) = self.frames.last_mut() {
            frame.jumps.append(&mut passed);
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

    fn push_target(&mut self, labels: Vec<smol_str::SmolStr>, is_loop: bool, takes_break: bool) {
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

    fn pop_target(&mut self) -> (Vec<Delta>, Vec<Delta>) {
        match self.frames.last_mut().and_then(|frame| frame.jumps.pop()) {
            Some(Jump::Target(target)) => (target.breaks, target.continues),
            _ => (Vec::new(), Vec::new()),
        }
    }

    /// Run `body`; `break` out of it arrives right after it.
    fn jump_target(
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

    // ---- loops

    fn while_loop(
        &mut self,
        test: Option<ExprId>,
        test_after: bool,
        update: Option<ExprId>,
        body: &'p Block,
        otherwise: &'p Block,
        labels: &[smol_str::SmolStr],
    ) {
        let ask = |machine: &mut Self, holds: bool| match test {
            Some(test) => {
                machine.eval(test);
                machine.assume(test, holds);
            }
            None if !holds => machine.state.dead = true,
            None => {}
        };
        self.rounds(
            labels,
            |machine, first| {
                if !(first && test_after) {
                    ask(machine, true);
                }
                machine.block(body);
            },
            |machine| {
                if let Some(update) = update {
                    machine.eval(update);
                }
            },
            |machine, first| {
                if first && test_after {
                    machine.state.dead = true;
                } else {
                    ask(machine, false);
                }
            },
            otherwise,
        );
    }

    #[expect(clippy::too_many_arguments, reason = "the parts of one statement")]
    fn for_loop(
        &mut self,
        pattern: &'p Pattern,
        declares: bool,
        iterable: ExprId,
        kind: ForKind,
        body: &'p Block,
        otherwise: &'p Block,
        labels: &[smol_str::SmolStr],
    ) {
        let walked = self.eval(iterable);
        let mut sequence = match kind {
            ForKind::Elements => self.as_sequence(&walked),
            ForKind::AsyncElements => {
                let mut sequence = self.as_sequence(&walked);
                sequence.element = self.settle(&sequence.element.clone());
                sequence
            }
            ForKind::Keys => self.key_texts(&walked),
        };
        // The list may be changed while it is walked.
        let changing = walked.refs.clone();
        let length = (sequence.min, sequence.max);
        self.rounds(
            labels,
            |machine, _| {
                if length.1 == Some(0) && changing.is_empty() {
                    machine.state.dead = true;
                    return;
                }
                for id in &changing {
                    if let (Some(Object::Array(now)), ForKind::Elements) =
                        (machine.object(*id), kind)
                    {
                        sequence.element.join(&now.element.clone());
                    }
                }
                if sequence.element.is_never() {
                    machine.state.dead = true;
                    return;
                }
                machine.assign(pattern, &sequence.element, declares);
                machine.block(body);
            },
            |_| {},
            |machine, first| {
                if first && length.0 > 0 {
                    machine.state.dead = true;
                }
            },
            otherwise,
        );
    }

    /// The keys that `for … in` walks.
    fn key_texts(&mut self, walked: &Value) -> Sequence {
        if let Some(id) = walked.strong_ref()
            && let Some(Object::Record(record)) = self.object(id)
            && record.rest.is_none()
            && record.class.is_none()
        {
            return super::access::keys(record, self.is_python());
        }
        Sequence::of(ArrayKind::List, Value::string())
    }

    /// A loop: rounds until another adds nothing. `leave` asks whether the loop may end before a round, and
    /// both it and `body` are told whether this is surely the first.
    fn rounds(
        &mut self,
        labels: &[smol_str::SmolStr],
        mut body: impl FnMut(&mut Self, bool),
        mut update: impl FnMut(&mut Self),
        mut leave: impl FnMut(&mut Self, bool),
        otherwise: &'p Block,
    ) {
        let mark = self.state.mark();
        let mut exits: Vec<Delta> = Vec::new();
        // The first round stands alone, so that what it surely does is certain afterwards.
        let mut head: Option<Delta> = None;
        let mut breaks: Vec<Delta> = Vec::new();
        for round in 0..40 {
            let first = head.is_none();
            let start = head.clone().unwrap_or_default();
            let tainted = self.tainted.clone();
            self.state.apply(start.clone());
            leave(self, first);
            let exit = self.state.take(mark);
            self.state.apply(start.clone());
            self.push_jump_at(mark, labels);
            body(self, first);
            let (new_breaks, continues) = self.pop_target();
            let end = self.state.take(mark);
            let ends: Vec<Delta> = end.into_iter().chain(continues).collect();
            let next = self.after_round(ends, &mut update);
            if first {
                exits.extend(exit);
                breaks.extend(new_breaks);
                let Some(next) = next else { break };
                head = Some(next);
                continue;
            }
            let joined = match next {
                Some(next) => {
                    let mut joined = self.state.join(&[start.clone(), next]);
                    if round >= 3 {
                        self.state.widen(&start, &mut joined);
                    }
                    joined
                }
                None => start.clone(),
            };
            let settled = joined == start && tainted == self.tainted;
            if settled || self.exhausted() {
                exits.extend(exit);
                breaks.extend(new_breaks);
                break;
            }
            head = Some(joined);
            if round == 39 {
                self.give_up();
                exits.extend(exit);
                breaks.extend(new_breaks);
            }
        }
        self.state.merge(exits);
        if !otherwise.is_empty() && !self.state.dead {
            self.block(otherwise);
        }
        let end = self.state.take(mark);
        self.state.merge(end.into_iter().chain(breaks).collect());
    }

    /// The state after `continue`s have joined the round's end and the update has run, from `mark` on.
    fn after_round(
        &mut self,
        ends: Vec<Delta>,
        update: &mut impl FnMut(&mut Self),
    ) -> Option<Delta> {
        if ends.is_empty() {
            return None;
        }
        let mark = self.state.mark();
        self.state.merge(ends);
        update(self);
        self.state.take(mark)
    }

    fn push_jump_at(&mut self, mark: super::state::Mark, labels: &[smol_str::SmolStr]) {
        self.push_target(labels.to_vec(), true, true);
        if let Some(Jump::Target(target)) = self
            .frames
            .last_mut()
            .and_then(|frame| frame.jumps.last_mut())
        {
            target.mark = mark;
        }
    }

    // ---- try

    fn try_statement(
        &mut self,
        body: &'p Block,
        handlers: &'p [Handler],
        otherwise: &'p Block,
        finally: &'p Block,
    ) {
        let mark = self.state.mark();
        let guarded = !handlers.is_empty();
        if !finally.is_empty() {
            self.state.begin_guard();
            if let Some(frame) = self.frames.last_mut() {
                frame.jumps.push(Jump::Finally(finally));
            }
        }
        if guarded {
            self.state.begin_guard();
        }
        let catching = u32::from(self.catch_names(handlers));
        self.catching += catching;
        self.block(body);
        self.catching -= catching;
        let normal = self.state.take(mark);
        let thrown = if guarded {
            self.state.end_guard()
        } else {
            None
        };
        let mut ends = Vec::new();
        if let Some(normal) = normal {
            self.state.apply(normal);
            self.block(otherwise);
            ends.extend(self.state.take(mark));
        }
        if let Some(thrown) = &thrown {
            for handler in handlers {
                self.state.enter_handlers(thrown);
                self.handle(handler);
                ends.extend(self.state.take(mark));
            }
            let catches_all = handlers.iter().any(|handler| self.catches_all(handler));
            if !catches_all {
                self.state.enter_handlers(thrown);
                self.may_throw();
                self.state.rollback(mark);
            }
        }
        if finally.is_empty() {
            self.state.merge(ends);
            return;
        }
        if let Some(frame) = self.frames.last_mut() {
            frame.jumps.pop();
        }
        let escaping = self.state.end_guard();
        if let Some(escaping) = &escaping {
            // Something not caught passes through, unless the block itself returns or jumps.
            self.state.enter_handlers(escaping);
            self.block(finally);
            if !self.state.dead {
                self.may_throw();
            }
            self.state.rollback(mark);
        }
        self.state.merge(ends);
        self.block(finally);
    }

    fn handle(&mut self, handler: &'p Handler) {
        if let Some(types) = handler.types {
            self.eval(types);
        }
        if let Some(pattern) = &handler.pattern {
            let caught = self.caught();
            self.assign(pattern, &caught, true);
        }
        self.block(&handler.body);
    }

    /// What a handler catches: in Python surely an exception, in JavaScript anything.
    fn caught(&mut self) -> Value {
        if self.is_python() {
            return self.instance(super::assign::NO_SITE, "Exception", Value::unknown());
        }
        Value::unknown()
    }

    fn catches_all(&self, handler: &Handler) -> bool {
        match handler.types {
            None => true,
            Some(types) => matches!(&self.program.expr(types).kind,
                ExprKind::Global(name) if name == "Exception" || name == "BaseException"),
        }
    }

    fn with_statement(&mut self, items: &'p [(ExprId, Option<Pattern>)], body: &'p Block) {
        for (manager, target) in items {
            let value = self.eval(*manager);
            self.may_throw();
            if let Some(target) = target {
                self.escape(&value);
                self.assign(target, &Value::unknown(), false);
            }
        }
        let suppresses = items.iter().any(|(manager, _)| self.may_suppress(*manager));
        if !suppresses {
            self.block(body);
            return;
        }
        let mark = self.state.mark();
        self.state.begin_guard();
        self.catching += 1;
        self.block(body);
        self.catching -= 1;
        let normal = self.state.take(mark);
        let mut ends: Vec<Delta> = normal.into_iter().collect();
        if let Some(thrown) = self.state.end_guard() {
            self.state.enter_handlers(&thrown);
            ends.extend(self.state.take(mark));
        }
        self.state.merge(ends);
    }

    /// A context manager of the code's own, or `contextlib.suppress`.
    fn may_suppress(&self, manager: ExprId) -> bool {
        match &self.program.expr(manager).kind {
            ExprKind::Call { callee, .. } => match &self.program.expr(*callee).kind {
                ExprKind::Global(name) => name != "open",
                ExprKind::Member { name, .. } => name == "suppress",
                _ => true,
            },
            _ => true,
        }
    }

    // ---- switch and match

    fn switch(
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
                machine.eval(*test);
                let here = machine.state.mark();
                machine.assume_case(subject, *test, true);
                let dead = machine.state.dead;
                entries[at] = if dead {
                    None
                } else {
                    Some(machine.state.changes(mark))
                };
                machine.state.rollback(here);
                machine.assume_case(subject, *test, false);
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

    fn assume_case(&mut self, subject: ExprId, test: ExprId, holds: bool) {
        let program = self.program;
        if let ExprKind::Literal(Literal::Bool(true)) = &program.expr(subject).kind {
            self.assume(test, holds);
        } else {
            self.assume_equal(subject, test, holds, false);
        }
    }

    fn match_statement(&mut self, subject: ExprId, cases: &'p [MatchCase]) {
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
        self.state
            .merge(ends.into_iter().chain(unmatched).collect());
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

    /// Stop: the answer is "unknown".
    pub(super) fn give_up(&mut self) {
        while self.fuelled() {
            self.state.work = u64::MAX / 2;
        }
    }
}
