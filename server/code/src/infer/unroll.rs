//! Loops over short lists that are known: a round for each element, so that it is certain what all of them do.

use super::call::Args;
use super::heap::{Object, Sequence};
use super::machine::Machine;
use super::value::{Flags, Value};
use super::walk;
use crate::ir::ExprId;
use crate::shape::ArrayKind;

/// More rounds than these are not run one by one, loops within loops multiplied.
pub(super) const MOST_ROUNDS: usize = 12;

impl Machine<'_> {
    /// What walking `value` gives, where that is known and little enough for rounds of their own.
    pub(super) fn few_items(&self, value: &Value) -> Option<Vec<Value>> {
        let few =
            |items: &Vec<Value>| !items.is_empty() && items.len() * self.unrolled <= MOST_ROUNDS;
        self.known_items(value).filter(few)
    }

    /// What walking the one list, dict or view gives that `value` surely is.
    pub(super) fn known_items(&self, value: &Value) -> Option<Vec<Value>> {
        let only = value.flags.is_empty() && value.callables.is_none() && value.refs.len() == 1;
        // A set has no order, and an iterator can be walked once only.
        let is_walked_so = |sequence: &Sequence| match sequence.kind {
            ArrayKind::List | ArrayKind::Tuple => true,
            ArrayKind::Lazy => sequence.name == Some("range"),
            ArrayKind::Set => false,
        };
        let id = *value.refs.first().filter(|_| only)?;
        match self.object(id)? {
            Object::Array(sequence) if is_walked_so(sequence) => sequence.items.clone(),
            Object::Array(sequence) if self.shown.contains_key(&id) => {
                let items = sequence.items.clone();
                items.filter(|_| !self.is_changed_view(id))
            }
            Object::Record(record) if self.is_python() => {
                let entries = walk::known_entries(record, true)?;
                Some(entries.into_iter().map(|(key, _)| key).collect())
            }
            _ => None,
        }
    }

    /// JavaScript: what `for … in` walks, where that is known and little enough for rounds of their own.
    pub(super) fn few_keys(&self, value: &Value) -> Option<Vec<Value>> {
        let few =
            |items: &Vec<Value>| !items.is_empty() && items.len() * self.unrolled <= MOST_ROUNDS;
        self.known_keys(value).filter(few)
    }

    pub(super) fn known_keys(&self, value: &Value) -> Option<Vec<Value>> {
        let only = value.flags.is_empty() && value.callables.is_none() && value.refs.len() == 1;
        let id = value.refs.first().filter(|_| only)?;
        match self.object(*id).filter(|_| !self.more_keys.contains(id))? {
            Object::Array(Sequence {
                kind: ArrayKind::List,
                items: Some(items),
                ..
            }) => {
                // A hole has no key.
                let mut present = items.iter().map(|item| !item.flags.has(Flags::ABSENT));
                if !present.all(|present| present) {
                    return None;
                }
                let places = 0..items.len();
                Some(
                    places
                        .map(|at| Value::text(at.to_string().into()))
                        .collect(),
                )
            }
            Object::Record(record) => {
                let entries = walk::known_entries(record, false)?;
                Some(entries.into_iter().map(|(key, _)| key).collect())
            }
            _ => None,
        }
    }

    /// Run `act` for each of `items`, which `known` finds in `list`, until it says that it is enough. Where a round has
    /// changed the list it is the last, and the elements that were to come are given back as they are now.
    pub(super) fn one_by_one(
        &mut self,
        list: &mut Value,
        mut items: Vec<Value>,
        known: impl Fn(&Self, &Value) -> Option<Vec<Value>>,
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
            if known(self, list).as_ref() != Some(&items) {
                left = Some(items.split_off(at + 1));
                break;
            }
        }
        self.unrolled = outer;
        left
    }

    /// `list.map(callback)` or `forEach`, whose length is settled beforehand: what the calls gave, and as
    /// [`Self::one_by_one`] says which elements were to come where the list was changed.
    pub(super) fn map_one_by_one(
        &mut self,
        site: ExprId,
        list: &mut Value,
        items: Vec<Value>,
        callback: &mut Value,
    ) -> (Sequence, Option<Vec<Value>>) {
        let mut made: Vec<Value> = Vec::new();
        let left = self.one_by_one(
            list,
            items,
            Self::known_items,
            |machine, at, item, whole| {
                let args = vec![item.clone(), Value::int(at as f64), whole.clone()];
                let called = callback.clone();
                let on_their_way = made.iter_mut().chain([&mut *callback]);
                let value = machine.holding(on_their_way, |machine| {
                    machine.call_value(site, &called, &Args::of(args))
                });
                made.push(value);
                machine.state.dead
            },
        );
        (Sequence::exact(ArrayKind::List, made), left)
    }
}
