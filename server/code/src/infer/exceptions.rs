//! `try` and `with`: every statement in them may jump to the handlers.

use super::machine::{Jump, Machine};
use super::raised::Raised;
use super::state::Delta;
use super::value::Value;
use crate::ir::*;
use smol_str::SmolStr;

/// Exceptions from which no other of Python's own is derived.
const LEAVES: &[&str] = &[
    "AssertionError",
    "IndexError",
    "JSONDecodeError",
    "KeyError",
    "OverflowError",
    "RecursionError",
    "TypeError",
    "UnicodeDecodeError",
    "UnicodeEncodeError",
    "ZeroDivisionError",
];

/// Called with one argument these raise a plain `ValueError`, if any.
const CONVERSIONS: &[&str] = &[
    "bool", "float", "int", "len", "max", "min", "range", "round", "str", "sum",
];

impl<'p> Machine<'p> {
    /// `rest` follows each way through, if it is given; then there is no `finally`.
    pub(super) fn try_statement(
        &mut self,
        body: &'p Block,
        handlers: &'p [Handler],
        otherwise: &'p Block,
        finally: &'p Block,
        rest: &'p [Stmt],
    ) {
        let mark = self.state.mark();
        let guarded = !handlers.is_empty();
        if !finally.is_empty() {
            self.state.begin_guard(Raised::NOTHING);
            if let Some(frame) = self.frames.last_mut() {
                frame.jumps.push(Jump::Finally(finally));
            }
        }
        if guarded {
            let surely = handlers.iter().map(|handler| self.catches(handler).surely);
            self.state
                .begin_guard(surely.fold(Raised::NOTHING, Raised::or));
        }
        let catching = u32::from(self.catch_names(handlers));
        self.catching += catching;
        let strange = self.strange_throws;
        self.block(body);
        self.catching -= catching;
        let only_errors = self.strange_throws == strange;
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
            self.go_on_with(rest);
            ends.extend(self.state.take(mark));
        }
        if let Some(thrown) = &thrown {
            let mut left = thrown.kinds;
            for handler in handlers {
                let catches = self.catches(handler);
                if !catches.may.meets(left) {
                    continue;
                }
                self.state.enter_handlers(thrown);
                self.handle(handler, body, only_errors);
                self.go_on_with(rest);
                ends.extend(self.state.take(mark));
                left = left.without(catches.surely);
            }
            if !left.is_nothing() {
                self.state.enter_handlers(thrown);
                self.may_raise(left);
                self.state.rollback(mark);
            }
        }
        if finally.is_empty() {
            self.meet(ends, true);
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
                self.may_raise(escaping.kinds);
            }
            self.state.rollback(mark);
        }
        self.meet(ends, true);
        self.block(finally);
    }

    fn handle(&mut self, handler: &'p Handler, body: &'p Block, only_errors: bool) {
        if let Some(types) = handler.types {
            self.eval(types);
        }
        if let Some(pattern) = &handler.pattern {
            let caught = self.caught(handler, body, only_errors);
            self.assign(pattern, &caught, true);
        }
        self.block(&handler.body);
    }

    /// What a handler catches: in Python surely an exception, in JavaScript an Error unless something else was
    /// thrown, or something not followed was called.
    fn caught(&mut self, handler: &'p Handler, body: &'p Block, only_errors: bool) -> Value {
        if self.is_python() {
            let name = handler
                .types
                .and_then(|types| self.exact_class(types, body));
            let name = name.map_or_else(Value::unknown, Value::text);
            return self.instance(super::assign::NO_SITE, "Exception", name);
        }
        match only_errors {
            true => self.instance(super::assign::NO_SITE, "Error", Value::never()),
            false => Value::unknown(),
        }
    }

    /// The class of what `except types` catches, where it can be none derived from it.
    fn exact_class(&mut self, types: ExprId, body: &'p Block) -> Option<SmolStr> {
        let name = match &self.program.expr(types).kind {
            ExprKind::Global(name) | ExprKind::Member { name, .. } => name,
            _ => return None,
        };
        let derives = self
            .program
            .classes
            .iter()
            .any(|class| !class.bases.is_empty());
        let is_exact = match name.as_str() {
            "ValueError" => self.only_converts(body),
            name => LEAVES.contains(&name),
        };
        (is_exact && !derives).then(|| name.clone())
    }

    /// Nothing is called but `int`, `float` and other functions that raise a plain `ValueError`.
    fn only_converts(&mut self, body: &'p Block) -> bool {
        let (Some(first), Some(last)) = (body.first(), body.last()) else {
            return false;
        };
        let range = first.range.cover(last.range);
        self.state.work += self.program.exprs.len() as u64 / 8;
        let mut inside = self
            .program
            .exprs
            .iter()
            .filter(|expr| range.contains_range(expr.range));
        inside.all(|expr| match &expr.kind {
            ExprKind::Call { callee, args, .. } => matches!(&self.program.expr(*callee).kind,
                ExprKind::Global(name) if CONVERSIONS.contains(&name.as_str()) && args.len() == 1),
            ExprKind::Await(_) | ExprKind::Unknown(_) => false,
            _ => true,
        })
    }

    pub(super) fn with_statement(
        &mut self,
        items: &'p [(ExprId, Option<Pattern>)],
        body: &'p Block,
    ) {
        for (manager, target) in items {
            let value = self.eval(*manager);
            self.may_throw();
            self.run_managers();
            if let Some(target) = target {
                self.escape(&value);
                self.assign(target, &Value::unknown(), false);
            }
        }
        let suppresses = items.iter().any(|(manager, _)| self.may_suppress(*manager));
        if !suppresses {
            self.block(body);
            self.run_managers();
            return;
        }
        let mark = self.state.mark();
        self.state.begin_guard(Raised::NOTHING);
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
        self.run_managers();
    }

    /// The managers may be the code's own: what they do is not followed.
    fn run_managers(&mut self) {
        let has_own = !self.program.classes.is_empty()
            || self.program.functions.iter().any(|one| one.is_generator);
        if has_own && self.is_python() {
            self.forget_captured();
        }
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
}
