//! Which names that the code does not define it reads on some path.

use super::machine::Machine;
use crate::ir::{Element, ExprId, ExprKind, FunctionId, Handler, Program};

/// How the interpreter came upon the read of a name that the code does not define.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reached {
    /// On some path no handler stands around it that would catch what the read throws.
    pub unguarded: bool,
    /// The same before the platform calls `main`.
    pub before_main: bool,
}

impl Machine<'_> {
    /// The name of `id` is read here.
    pub(super) fn reach(&mut self, id: ExprId) {
        let unguarded = self.catching == 0 && !self.rejects();
        let before_main = unguarded && !self.frames.iter().any(|frame| frame.is_entry);
        let reached = self.reached.entry(id).or_default();
        reached.unguarded |= unguarded;
        reached.before_main |= before_main;
    }

    /// What is thrown here becomes a rejected promise, which the code may well handle elsewhere.
    fn rejects(&self) -> bool {
        let mut frames = self.frames.iter().filter(|frame| !frame.is_entry);
        !self.is_python()
            && self.handles_rejections
            && frames.any(|frame| {
                frame.function != FunctionId::TOP && self.program.function(frame.function).is_async
            })
    }

    /// One of `handlers` catches a `NameError` or `ReferenceError`.
    pub(super) fn catch_names(&self, handlers: &[Handler]) -> bool {
        handlers.iter().any(|handler| match handler.types {
            None => true,
            Some(types) => self.may_be_name_error(types),
        })
    }

    fn may_be_name_error(&self, types: ExprId) -> bool {
        match &self.program.expr(types).kind {
            ExprKind::Global(name) => {
                ["Exception", "BaseException", "NameError"].contains(&name.as_str())
                    || !name.ends_with("Error")
            }
            ExprKind::Array(_, elements) => elements.iter().any(|element| match element {
                Element::Item(item) => self.may_be_name_error(*item),
                _ => true,
            }),
            // `requests.Timeout` and the like.
            ExprKind::Member { .. } => false,
            _ => true,
        }
    }
}

/// The code has a place where a rejected promise may be handled.
pub(super) fn handles_rejections(program: &Program) -> bool {
    program.exprs.iter().any(|expr| {
        matches!(&expr.kind, ExprKind::Member { name, .. }
            if ["catch", "then", "allSettled", "any"].contains(&name.as_str()))
    })
}
