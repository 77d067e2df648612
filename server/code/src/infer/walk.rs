//! Walking over lists, iterators, dicts and texts.

use smol_str::SmolStr;

use super::heap::{Field, Object, Record, Sequence};
use super::library::Making;
use super::machine::Machine;
use super::raised::Raised;
use super::value::{Flags, HeapId, Value};
use crate::ir::ExprId;
use crate::shape::ArrayKind;

/// Where the pairs are made that walking a `Map` gives: no expression of the code has such a number.
const MAP_ENTRIES: u32 = 1 << 30;

impl Machine<'_> {
    /// What walking `value` gives: the element, and how many at least and at most.
    pub(super) fn elements(&mut self, value: &Value) -> (Value, u64, Option<u64>) {
        let sequence = self.as_sequence(value);
        (sequence.element, sequence.min, sequence.max)
    }

    /// The object that is walked in the place of `id`: what an iterator of JavaScript walks over.
    fn walked(&self, id: HeapId) -> HeapId {
        let Some(Object::Instance { class, content }) = self.object(id) else {
            return id;
        };
        let inner = content.strong_ref().filter(|_| class == "Iterator");
        let is_lazy = |id: &HeapId| matches!(self.object(*id), Some(Object::Array(sequence)) if sequence.kind == ArrayKind::Lazy);
        inner.filter(is_lazy).unwrap_or(id)
    }

    /// JavaScript: walking a `Map` gives pairs. What its keys are is not followed.
    fn entry_of_map(&mut self, map: HeapId, content: Value) -> Value {
        let place = Making::many(ExprId(MAP_ENTRIES | map.0));
        let entry = Sequence::exact(ArrayKind::List, vec![Value::unknown(), content]);
        self.place(&place, Object::Array(entry))
    }

    /// An iterator that has been walked has nothing more to give.
    fn exhaust(&mut self, id: HeapId) {
        let Some(Object::Array(sequence)) = self.object(id) else {
            return;
        };
        let again = matches!(
            sequence.name,
            Some("range" | "dict_keys" | "dict_values" | "dict_items")
        );
        if sequence.kind == ArrayKind::Lazy && sequence.min > 0 && !again {
            let mut sequence = sequence.clone();
            sequence.min = 0;
            sequence.items = None;
            self.state.update(id, Object::Array(sequence));
        }
    }

    /// It is a list, tuple, set or iterator.
    pub(super) fn is_surely_list(&self, value: &Value) -> bool {
        let is_list = |id: &HeapId| matches!(self.object(*id), Some(Object::Array(_)));
        value.flags.is_empty()
            && value.callables.is_none()
            && !value.refs.is_empty()
            && value.refs.iter().all(is_list)
    }

    /// What walking `value` gives, as a sequence.
    pub(super) fn as_sequence(&mut self, value: &Value) -> Sequence {
        self.run_writers(value);
        let walked: Vec<HeapId> = value.refs.iter().map(|id| self.walked(*id)).collect();
        let mut all: Option<Sequence> = None;
        let mut add = |one: Sequence| match &mut all {
            Some(all) => {
                all.element.join(&one.element);
                all.min = all.min.min(one.min);
                all.max = all.max.zip(one.max).map(|(a, b)| a.max(b));
                all.items = None;
            }
            none => *none = Some(one),
        };
        if value.is_unknown() || !value.callables().is_empty() {
            add(Sequence::of(ArrayKind::List, Value::unknown()));
        }
        if value.is_data() {
            add(Sequence::of(ArrayKind::List, self.data()));
        }
        if value.flags.has(Flags::STRING) {
            add(Sequence::of(ArrayKind::List, Value::string()));
        }
        if value.flags.has(Flags::BYTES) {
            add(Sequence::of(ArrayKind::List, Value::of(Flags::INT)));
        }
        for id in &walked {
            match self.object(*id) {
                Some(Object::Array(sequence))
                    if sequence.items.is_some() && self.is_changed_view(*id) =>
                {
                    let mut sequence = sequence.clone();
                    sequence.loosen();
                    sequence.element.join(&Value::unknown());
                    add(sequence)
                }
                Some(Object::Array(sequence)) => add(sequence.clone()),
                Some(Object::Record(record)) if self.is_python() && record.class.is_none() => {
                    add(keys(record, true))
                }
                Some(Object::Instance { class, content })
                    if class == "Map" && !content.is_never() =>
                {
                    let content = content.clone();
                    add(Sequence::of(
                        ArrayKind::List,
                        self.entry_of_map(*id, content),
                    ));
                }
                Some(Object::Instance { content, .. }) if !content.is_never() => {
                    add(Sequence::of(ArrayKind::List, content.clone()));
                }
                _ => add(Sequence::of(ArrayKind::List, Value::unknown())),
            }
        }
        if !self.is_surely_list(value) {
            self.may_raise_if_plain([value], Raised::TYPE);
        }
        for id in walked {
            self.exhaust(id);
        }
        all.unwrap_or_else(|| Sequence::of(ArrayKind::List, Value::never()))
    }
}

/// Walking a dict gives its keys.
pub(super) fn keys(record: &Record, python: bool) -> Sequence {
    let sure = record.fields.iter().filter(|field| field.always).count() as u64;
    let mut element = Value::never();
    for field in &record.fields {
        element.join(&key_of(&field.key, python));
    }
    if record.rest.is_some() {
        // Keys may be numbers or anything else; reading them back as text would be a guess.
        element.join(&Value::of(Flags::DATA));
    }
    let max = record.rest.is_none().then_some(record.fields.len() as u64);
    Sequence::of(ArrayKind::Lazy, element).with_bounds(sure, max)
}

/// The keys and values of a dict or object, where they are known, and in which order they come.
pub(super) fn known_entries(record: &Record, python: bool) -> Option<Vec<(Value, Value)>> {
    let plain = record.rest.is_none()
        && record.class.is_none()
        && record.default.is_none()
        && record.bad_key.is_none()
        && !record.unordered;
    // Numbers come first in JavaScript.
    let fits = |field: &Field| {
        field.always && (python || !field.key.starts_with(|c: char| c.is_ascii_digit()))
    };
    if !plain || !record.fields.iter().all(fits) {
        return None;
    }
    let entry = |field: &Field| (key_of(&field.key, python), field.value.clone());
    Some(record.fields.iter().map(entry).collect())
}

/// The key that a field stands for: in Python `1`, `True` and `None` stand under the text that JSON gives them.
fn key_of(key: &SmolStr, python: bool) -> Value {
    let perhaps_no_text =
        key.parse::<i64>().is_ok() || matches!(key.as_str(), "true" | "false" | "null");
    if python && perhaps_no_text {
        Value::of(Flags::DATA)
    } else {
        Value::text(key.clone())
    }
}

/// `array.length`, `len(list)`.
pub(super) fn length(sequence: &Sequence) -> Value {
    match sequence.max {
        Some(max) if max == sequence.min && max < 1 << 50 => Value::int(max as f64),
        _ => Value::of(Flags::INT),
    }
}
