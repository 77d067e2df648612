//! Loops over short lists that are known: a round for each element, so that it is certain what all of them do.

use super::call::Args;
use super::heap::{Object, Sequence};
use super::machine::Machine;
use super::value::Value;
use crate::ir::ExprId;
use crate::shape::ArrayKind;

/// More rounds than these are not run one by one, loops within loops multiplied.
const MOST_ROUNDS: usize = 12;

impl Machine<'_> {
    /// The elements of the one list that `value` surely is, where they are few enough for rounds of their own.
    pub(super) fn few_items(&self, value: &Value) -> Option<Vec<Value>> {
        let only = value.flags.is_empty() && value.callables.is_none() && value.refs.len() == 1;
        // A set has no order, and an iterator can be walked once only.
        let is_walked_so = |sequence: &Sequence| match sequence.kind {
            ArrayKind::List | ArrayKind::Tuple => true,
            ArrayKind::Lazy => sequence.name == Some("range"),
            ArrayKind::Set => false,
        };
        let items = match self.object(*value.refs.first()?)? {
            Object::Array(sequence) if only && is_walked_so(sequence) => &sequence.items,
            _ => &None,
        };
        let few =
            |items: &&Vec<Value>| !items.is_empty() && items.len() * self.unrolled <= MOST_ROUNDS;
        items.as_ref().filter(few).cloned()
    }

    /// Run `act` for each of `items`, the elements of `list`, until it says that it is enough. Where a round has
    /// changed the list it is the last, and the elements that were to come are given back as they are now.
    pub(super) fn one_by_one(
        &mut self,
        list: &mut Value,
        mut items: Vec<Value>,
        mut act: impl FnMut(&mut Self, usize, &Value, &Value) -> bool,
    ) -> Option<Vec<Value>> {
        let outer = self.unrolled;
        self.unrolled = outer * items.len();
        let mut left = None;
        for at in 0..items.len() {
            let (item, whole) = (items[at].clone(), list.clone());
            let held = items.iter_mut().chain([&mut *list]);
            let enough = self.holding(held, |machine| act(machine, at, &item, &whole));
            if enough {
                break;
            }
            let same = match list.refs.as_slice() {
                [id] => {
                    matches!(self.object(*id), Some(Object::Array(now)) if now.items.as_ref() == Some(&items))
                }
                _ => false,
            };
            if !same {
                left = Some(items.split_off(at + 1));
                break;
            }
        }
        self.unrolled = outer;
        left
    }

    /// `list.map(callback)` or `forEach`, whose length is settled beforehand: what the calls gave, and whether these
    /// are all.
    pub(super) fn map_one_by_one(
        &mut self,
        site: ExprId,
        list: &mut Value,
        items: Vec<Value>,
        callback: &mut Value,
    ) -> (Sequence, bool) {
        let mut made: Vec<Value> = Vec::new();
        let left = self.one_by_one(list, items, |machine, at, item, whole| {
            let args = vec![item.clone(), Value::int(at as f64), whole.clone()];
            let called = callback.clone();
            let on_their_way = made.iter_mut().chain([&mut *callback]);
            let value = machine.holding(on_their_way, |machine| {
                machine.call_value(site, &called, &Args::of(args))
            });
            made.push(value);
            machine.state.dead
        });
        let all = left.is_none_or(|left| left.is_empty());
        (Sequence::exact(ArrayKind::List, made), all)
    }
}
