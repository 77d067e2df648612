//! Code that runs later: generators, what follows the first `await` of an `async` function, and what waits for a promise
//! or timer.
//!
//! It is interpreted where it is called, as if it ran through. That is right where its promise is awaited or returned.
//! Where nobody waits it may have run or not, and may still run after whatever comes next: what it wrote is forgotten.

use super::heap::Object;
use super::machine::Machine;
use super::state::Place;
use super::value::Value;
use crate::ir::{ExprKind, Program, Property};

impl Machine<'_> {
    /// What is called here belongs to what the code awaits, or to what it returns to those who may await it.
    pub(super) fn is_awaited(&self) -> bool {
        self.frames.last().is_some_and(|frame| frame.awaiting > 0)
    }

    /// Evaluate what is awaited or returned.
    pub(super) fn awaiting<T>(&mut self, act: impl FnOnce(&mut Self) -> T) -> T {
        let depth = self.frames.len();
        let wait = |machine: &mut Self, by: i32| {
            if let Some(frame) = depth
                .checked_sub(1)
                .and_then(|at| machine.frames.get_mut(at))
            {
                frame.awaiting += by;
            }
        };
        wait(self, 1);
        let answer = act(self);
        wait(self, -1);
        answer
    }

    /// Run `act`, for the end of which nobody waits: what it writes once it is interrupted, or from its beginning on
    /// if it has `begun` by then, is not known from here on.
    pub(super) fn later<T>(&mut self, begun: bool, act: impl FnOnce(&mut Self) -> T) -> T {
        match self.is_python() || self.is_awaited() {
            true => act(self),
            false => self.forgetting(begun, act),
        }
    }

    /// The same whether somebody waits or not: a generator runs whenever it is asked to.
    pub(super) fn forgetting<T>(&mut self, begun: bool, act: impl FnOnce(&mut Self) -> T) -> T {
        self.state.begin_recording(begun);
        let answer = act(self);
        for place in self.state.end_recording() {
            if self.state.dead {
                break;
            }
            match place {
                Place::Variable(id) => {
                    let own = self.program.variable(id).function;
                    if self.frames.iter().any(|frame| frame.function == own) {
                        self.state.loosen(id);
                    }
                }
                Place::Object(id) => {
                    // A promise that is resolved later holds that from the start.
                    if !matches!(self.object(id), None | Some(Object::Promise(_))) {
                        self.escape(&Value::reference(id));
                        self.state.update(id, Object::Forgotten);
                    }
                }
            }
        }
        answer
    }

    /// Reading or writing `object` may run a getter or setter of the code, if it has any.
    pub(super) fn touch(&mut self, object: &Value) {
        if !self.has_accessors {
            return;
        }
        let is_forgotten =
            |id: &super::value::HeapId| matches!(self.object(*id), None | Some(Object::Forgotten));
        if object.is_unknown() || object.refs.iter().any(is_forgotten) {
            self.forget_captured();
        }
    }
}

/// Some object literal has a getter or setter.
pub(super) fn has_accessors(program: &Program) -> bool {
    let is_accessor = |property: &Property| matches!(property, Property::Accessor(..));
    program.exprs.iter().any(|expr| {
        matches!(&expr.kind, ExprKind::Object(properties) if properties.iter().any(is_accessor))
    })
}
