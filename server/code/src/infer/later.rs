//! Code that runs later: generators, what follows the first `await` of an `async` function, and what waits for a promise
//! or timer.
//!
//! It is interpreted where it is called, as if it ran through. That is right where its promise is awaited or returned.
//! Where nobody waits it may have run or not, and may still run after whatever comes next: what it wrote is forgotten.

use super::heap::Object;
use super::machine::Machine;
use super::raised::Raised;
use super::state::{Delta, Place};
use super::value::Value;

impl Machine<'_> {
    /// What is called here belongs to what the code awaits, or to what it returns to those who may await it.
    pub(super) fn is_awaited(&self) -> bool {
        self.frames.last().is_some_and(|frame| frame.awaiting > 0)
    }

    /// Evaluate what is awaited or returned.
    pub(super) fn awaiting<T>(&mut self, act: impl FnOnce(&mut Self) -> T) -> T {
        let now = self.frames.last().map_or(0, |frame| frame.awaiting);
        self.with_awaiting(now + 1, act)
    }

    /// Evaluate what runs beside other code, even if all of it is awaited.
    pub(super) fn together<T>(&mut self, act: impl FnOnce(&mut Self) -> T) -> T {
        self.with_awaiting(0, act)
    }

    fn with_awaiting<T>(&mut self, awaiting: i32, act: impl FnOnce(&mut Self) -> T) -> T {
        let depth = self.frames.len();
        let Some(frame) = self.frames.last_mut() else {
            return act(self);
        };
        let outer = std::mem::replace(&mut frame.awaiting, awaiting);
        let answer = act(self);
        if let Some(frame) = self.frames.get_mut(depth - 1) {
            frame.awaiting = outer;
        }
        answer
    }

    /// Run `act`, for the end of which nobody waits: what it writes once it is interrupted, or from its beginning on
    /// if it has `begun` by then, is not known from here on.
    pub(super) fn later<T>(&mut self, begun: bool, act: impl FnOnce(&mut Self) -> T) -> T {
        match self.is_awaited() {
            true => act(self),
            // A coroutine of Python has not even begun.
            false => self.forgetting(begun || self.is_python(), act),
        }
    }

    /// Run the body of an `async` function: what it throws rejects its promise, and whoever has that may go on.
    pub(super) fn rejecting(
        &mut self,
        enter: impl FnOnce(&mut Self) -> Option<(Value, Value)>,
    ) -> Option<(Value, Value)> {
        let mark = self.state.mark();
        self.state.begin_guard(Raised::NOTHING);
        let entered = enter(self);
        let end = self.state.take(mark);
        let thrown = self.state.end_guard();
        let may_go_on = end.is_none() || !self.is_awaited() || self.handles_rejections;
        let mut ends: Vec<Delta> = end.into_iter().collect();
        if let Some(thrown) = thrown.filter(|_| may_go_on) {
            self.state.enter_handlers(&thrown);
            ends.extend(self.state.take(mark));
        }
        self.state.merge(ends);
        entered
    }

    /// The generators among `value` may run on here, and write to what variables of the code around them hold by now.
    pub(super) fn run_writers(&mut self, value: &Value) {
        if value.refs.iter().any(|id| self.writers.contains(id)) {
            self.forget_captured();
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
}
