//! Promises of JavaScript.

use smol_str::SmolStr;

use super::call::Args;
use super::heap::{Object, Record, Sequence};
use super::machine::Machine;
use super::value::{Callable, Flags, Value};
use crate::ir::ExprId;
use crate::shape::ArrayKind;

/// What the `resolve` of a promise is called here; no method of a promise has such a name.
pub(super) const RESOLVE: &str = "resolve(…)";

impl Machine<'_> {
    /// `then`, `catch` and `finally`.
    pub(super) fn promise_method(
        &mut self,
        site: ExprId,
        inner: &Value,
        name: &SmolStr,
        args: &Args,
    ) -> Value {
        let mut inner = inner.clone();
        let mut callback = args.get(0, "").unwrap_or_default();
        let result = match name.as_str() {
            "then" => {
                let mut rejected = args.positional.get(1).cloned().unwrap_or_default();
                let mut result = self.holding([&mut rejected], |machine| {
                    machine.later(true, |machine| {
                        machine.call_back(site, false, &mut callback, &mut [inner])
                    })
                });
                let other = self.holding([&mut result], |machine| {
                    machine.later(true, |machine| {
                        machine.call_back(site, false, &mut rejected, &mut [Value::unknown()])
                    })
                });
                result.joined(&other)
            }
            "catch" | "finally" => {
                let given: &mut [Value] = match name.as_str() {
                    "catch" => &mut [Value::unknown()],
                    _ => &mut [],
                };
                let value = self.holding([&mut inner], |machine| {
                    machine.later(true, |machine| {
                        machine.call_back(site, false, &mut callback, given)
                    })
                });
                inner.joined_if(&value, |_| name == "catch")
            }
            _ => return self.call_unknown(args),
        };
        self.allocate(site, 7, Object::Promise(result))
    }

    /// `Promise.all` and its like.
    pub(super) fn promises(&mut self, site: ExprId, path: &str, all: &Value) -> Value {
        let sequence = self.as_sequence(all);
        let inner = match path {
            "Promise.all" => {
                let element = self.settle(&sequence.element);
                let items = sequence
                    .items
                    .map(|items| items.iter().map(|item| self.settle(item)).collect());
                let settled = Sequence {
                    kind: ArrayKind::List,
                    name: None,
                    items,
                    element,
                    min: sequence.min,
                    max: sequence.max,
                };
                self.allocate(site, 1, Object::Array(settled))
            }
            "Promise.allSettled" => {
                let value = self.settle(&sequence.element);
                let mut record = Record::default();
                record.set("status".into(), Value::string(), None);
                for (key, value) in [("value", value), ("reason", Value::unknown())] {
                    record.fields.push(super::heap::Field {
                        key: key.into(),
                        value,
                        always: false,
                        range: None,
                    });
                }
                let one = self.allocate(site, 2, Object::Record(record));
                let list =
                    Sequence::of(ArrayKind::List, one).with_bounds(sequence.min, sequence.max);
                self.allocate(site, 1, Object::Array(list))
            }
            _ => self.settle(&sequence.element),
        };
        self.allocate(site, 0, Object::Promise(inner))
    }

    /// `new Promise(executor)`: it holds what the executor hands to `resolve`, now or later. What the executor
    /// throws rejects the promise and goes no further.
    pub(super) fn run_executor(&mut self, site: ExprId, executor: &Value) -> Value {
        let promise = self.allocate(site, 0, Object::Promise(Value::never()));
        let resolve = Value::callable(Callable::Method {
            receiver: Box::new(promise.clone()),
            name: RESOLVE.into(),
        });
        let given = Args::of(vec![resolve, Value::of(Flags::FUNCTION)]);
        let mark = self.state.mark();
        self.call_value(site, executor, &given);
        if let Some(changes) = self.state.take(mark) {
            self.state.apply(changes);
        }
        if let Some(id) = promise.strong_ref()
            && matches!(self.object(id), Some(Object::Promise(inner)) if inner.is_never())
        {
            // It may be resolved by what is not followed.
            self.state.update(id, Object::Promise(Value::unknown()));
        }
        promise
    }
}
