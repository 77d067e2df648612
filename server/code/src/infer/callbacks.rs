//! Calling back: what any callback is handed, and the methods of JavaScript's arrays that do so: `map`, `filter`,
//! `reduce` and their like.

use super::call::Args;
use super::heap::{Object, Sequence};
use super::machine::Machine;
use super::value::{Callable, Flags, Value};
use crate::ir::{Body, ExprId, Pattern};
use crate::shape::ArrayKind;

impl Machine<'_> {
    /// `map`, `filter` and their like.
    pub(super) fn walk(
        &mut self,
        site: ExprId,
        receiver: &Value,
        sequence: &Sequence,
        name: &str,
        callback: &Value,
    ) -> Value {
        let total = matches!(name, "map" | "flatMap" | "forEach" | "filter");
        let mut walked = Sequence {
            min: if total {
                sequence.min
            } else {
                sequence.min.min(1)
            },
            ..sequence.clone()
        };
        let mut callback = callback.clone();
        let element = sequence.element.clone();
        let mut given = [element, Value::of(Flags::INT), receiver.clone()];
        let mut result = Value::never();
        // A hole reads as undefined, and is not handed to callbacks: `map` leaves it as it is.
        if sequence.element.flags.has(Flags::ABSENT) {
            let is_there = |item: &&Value| !item.flags.has(Flags::ABSENT);
            let there = sequence.items.iter().flatten().filter(is_there).count();
            walked.min = walked.min.min(there as u64);
            if name == "map" {
                result.join(&Value::of(Flags::PERHAPS));
            }
        }
        let all = |left: &Option<Vec<Value>>| left.as_ref().is_none_or(Vec::is_empty);
        if matches!(name, "map" | "forEach" | "filter")
            && let Some(items) = self.few_elements(receiver)
        {
            let (made, left) = self.map_one_by_one(site, &mut given[2], items, &mut callback);
            match name {
                _ if self.state.dead => return Value::never(),
                "map" if all(&left) => return self.new_array(site, made),
                "filter" if left.is_none() => return self.kept(site, &given[2], &callback, &made),
                "forEach" if all(&left) => return Value::undefined(),
                _ => result.join(&made.element),
            };
            given[0] = self.element_now(&given[2]);
            walked.min = 0;
        }
        // The callback may change the elements that are still to come.
        for _ in 0..3 {
            let value = self.holding([&mut result], |machine| {
                machine.for_each(site, &walked, &mut callback, &mut given)
            });
            result.join(&value);
            let now = self.element_now(&given[2]);
            if self.state.dead || !given[0].join(&now) {
                break;
            }
            walked.min = 0;
        }
        if self.state.dead {
            return Value::never();
        }
        let [element, ..] = given;
        match name {
            "map" => {
                let made =
                    Sequence::of(ArrayKind::List, result).with_bounds(sequence.min, sequence.max);
                self.new_array(site, made)
            }
            "flatMap" => {
                let inner = self.flattened(&result);
                self.new_array(site, Sequence::of(ArrayKind::List, inner))
            }
            "filter" => {
                let kept = self.kept_by(&callback, &element);
                let max = if kept.is_never() {
                    Some(0)
                } else {
                    sequence.max
                };
                self.new_array(
                    site,
                    Sequence::of(ArrayKind::List, kept).with_bounds(0, max),
                )
            }
            "find" | "findLast" => self
                .kept_by(&callback, &element)
                .joined(&Value::undefined()),
            "some" | "every" => Value::any_bool(),
            "findIndex" | "findLastIndex" => Value::of(Flags::INT),
            _ => Value::undefined(),
        }
    }

    /// The elements of `list` for which a filter has given these answers.
    fn kept(&mut self, site: ExprId, list: &Value, callback: &Value, answers: &Sequence) -> Value {
        let items = self.known_items(list).unwrap_or_default();
        let answers = answers.items.clone().unwrap_or_default();
        let mut kept = Sequence::exact(ArrayKind::List, Vec::new());
        for (item, answer) in items.iter().zip(&answers) {
            if self.truthy(answer, true).is_never() {
                continue;
            }
            let surely = self.truthy(answer, false).is_never();
            let item = match surely {
                true => item.clone(),
                false => self.kept_by(callback, item),
            };
            if item.is_never() {
                continue;
            }
            kept.push(&item);
            if !surely {
                kept.items = None;
                kept.min -= 1;
            }
        }
        self.new_array(site, kept)
    }

    /// The few elements of a list that is known. A hole reads as undefined, and is not handed to callbacks.
    pub(super) fn few_elements(&self, list: &Value) -> Option<Vec<Value>> {
        let items = self.few_items(list)?;
        let no_hole = !items.iter().any(|item| item.is_only(Flags::UNDEFINED));
        no_hole.then_some(items)
    }

    fn element_now(&self, list: &Value) -> Value {
        let mut all = Value::never();
        for id in &list.refs {
            if let Some(Object::Array(sequence)) = self.object(*id) {
                all.join(&sequence.element);
            }
        }
        all
    }

    /// `list.reduce(callback, start)` of a short list that is known.
    pub(super) fn reduce_one_by_one(
        &mut self,
        site: ExprId,
        mut list: Value,
        items: Vec<Value>,
        callback: &Value,
        args: &Args,
    ) -> Value {
        let mut so_far = args.get(1, "").unwrap_or_else(Value::undefined);
        let mut callback = callback.clone();
        let left = self.one_by_one(
            &mut list,
            items,
            Self::known_items,
            |machine, at, item, whole| {
                let given = [
                    so_far.clone(),
                    item.clone(),
                    Value::int(at as f64),
                    whole.clone(),
                ];
                let called = callback.clone();
                so_far = machine.holding([&mut callback], |machine| {
                    machine.call_value(site, &called, &Args::of(given.to_vec()))
                });
                machine.state.dead
            },
        );
        match left {
            Some(left) if !left.is_empty() => {
                let mut element = self.element_now(&list);
                for item in &left {
                    element.join(item);
                }
                self.fold(site, &callback, so_far, &element)
            }
            _ => so_far,
        }
    }

    pub(super) fn reduce(
        &mut self,
        site: ExprId,
        sequence: &Sequence,
        callback: &Value,
        args: &Args,
    ) -> Value {
        let start = match args.get(1, "") {
            Some(start) => start,
            None => {
                self.may_throw();
                sequence.element.clone()
            }
        };
        if sequence.max == Some(0) {
            return start;
        }
        self.fold(site, callback, start, &sequence.element)
    }

    // ---- any callback

    /// Call `callback` with `given`, the element first, for every element of `sequence`; the union of what it returns.
    pub(super) fn for_each(
        &mut self,
        site: ExprId,
        sequence: &Sequence,
        callback: &mut Value,
        given: &mut [Value],
    ) -> Value {
        if sequence.max == Some(0) {
            return Value::never();
        }
        self.call_back(site, sequence.min > 0, callback, given)
    }

    /// Call `callback` with `given` any number of times; the union of what it returns. Both follow what becomes of
    /// the objects they refer to.
    pub(super) fn call_back(
        &mut self,
        site: ExprId,
        at_least_once: bool,
        callback: &mut Value,
        given: &mut [Value],
    ) -> Value {
        self.repeat(at_least_once, |machine| {
            let args = Args::of(given.to_vec());
            machine.call_for_a_round(site, callback, &args, given)
        })
    }

    /// One round of calling `callback`: afterwards it and `held` are what they were before or after it.
    pub(super) fn call_for_a_round(
        &mut self,
        site: ExprId,
        callback: &mut Value,
        args: &Args,
        held: &mut [Value],
    ) -> Value {
        let mut now = held.to_vec();
        let mut callback_now = callback.clone();
        let on_their_way = now.iter_mut().chain([&mut callback_now]);
        let answer = self.holding(on_their_way, |machine| {
            machine.call_value(site, callback, args)
        });
        for (value, now) in held.iter_mut().zip(&now) {
            value.join(now);
        }
        callback.join(&callback_now);
        answer
    }

    /// What is left of `element` where `predicate`, which has already been run for its effects, holds for it.
    pub(super) fn kept_by(&mut self, predicate: &Value, element: &Value) -> Value {
        let program = self.program;
        match predicate.callables() {
            [Callable::Library(path)] if path == "Boolean" || path == "bool" => {
                self.truthy(element, true)
            }
            [Callable::Closure { function, .. }] if !element.is_never() => {
                let callee = program.function(*function);
                let (Body::Expr(test), [param, ..]) = (&callee.body, callee.params.as_slice())
                else {
                    return element.clone();
                };
                let Pattern::Var(variable, _) = &param.pattern else {
                    return element.clone();
                };
                let mark = self.state.mark();
                self.state.assign(*variable, element.clone());
                self.assume(*test, true);
                let kept = match self.state.dead {
                    true => Value::never(),
                    false => self.state.variable(*variable).cloned().unwrap_or_default(),
                };
                self.state.rollback(mark);
                kept
            }
            _ => element.clone(),
        }
    }
}
