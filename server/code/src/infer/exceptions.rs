//! `try` and `with`: every statement in them may jump to the handlers.

use super::machine::{Jump, Machine};
use super::state::Delta;
use super::value::Value;
use crate::ir::*;

impl<'p> Machine<'p> {
    pub(super) fn try_statement(
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

    pub(super) fn with_statement(
        &mut self,
        items: &'p [(ExprId, Option<Pattern>)],
        body: &'p Block,
    ) {
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
}
