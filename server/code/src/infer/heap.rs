//! The objects of the abstract heap.

use smol_str::SmolStr;
use text_size::TextRange;

use super::value::{HeapId, Value};
use crate::ir::ClassId;
use crate::shape::ArrayKind;

/// An object of the abstract heap.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Object {
    /// A list, array, tuple, set or iterator.
    Array(Sequence),
    /// A dict, plain object, or instance of a class of the code.
    Record(Record),
    /// An instance of a library class; what it holds (a `Map`'s values, an iterator's elements) if
    /// the library is interested.
    Instance { class: SmolStr, content: Value },
    /// A promise or coroutine and what awaiting it gives.
    Promise(Value),
    /// Has been handed to code that is not followed: anything may have become of it.
    Forgotten,
}

/// A list, array, tuple, set or iterator.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Sequence {
    pub(super) kind: ArrayKind,
    /// The type's name, for the many lazy ones of Python.
    pub(super) name: Option<&'static str>,
    /// Every element, when their number is known exactly and small.
    pub(super) items: Option<Vec<Value>>,
    /// The union of what any element may be.
    pub(super) element: Value,
    pub(super) min: u64,
    pub(super) max: Option<u64>,
}

/// A dict, plain object, or instance of a class of the code.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Record {
    pub(super) fields: Vec<Field>,
    /// What keys other than `fields` may hold; never where there are none.
    pub(super) rest: Option<Value>,
    /// A key that cannot be written as JSON: the name of its type.
    pub(super) bad_key: Option<SmolStr>,
    /// The class of the code it is an instance of.
    pub(super) class: Option<ClassId>,
    /// The keys are not in the same order on every path.
    pub(super) unordered: bool,
    /// What a missing key reads as (a `defaultdict`, a `Counter`), which then is also stored.
    pub(super) default: Option<Box<Value>>,
}

/// A key of a [`Record`].
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Field {
    pub(super) key: SmolStr,
    pub(super) value: Value,
    /// There on every path.
    pub(super) always: bool,
    pub(super) range: Option<TextRange>,
}

/// More elements than this are kept as one union.
const MOST_ITEMS: usize = 40;
/// More keys than this are kept as one union, unless they stand in one literal.
const MOST_FIELDS: usize = 400;

impl Sequence {
    pub(super) fn exact(kind: ArrayKind, items: Vec<Value>) -> Sequence {
        let count = items.len() as u64;
        let mut element = Value::never();
        for item in &items {
            element.join(item);
        }
        let items = (items.len() <= MOST_ITEMS).then_some(items);
        Sequence {
            kind,
            name: None,
            items,
            element,
            min: count,
            max: Some(count),
        }
    }

    pub(super) fn of(kind: ArrayKind, element: Value) -> Sequence {
        Sequence {
            kind,
            name: None,
            items: None,
            element,
            min: 0,
            max: None,
        }
    }

    /// An iterator, view or generator of Python, by the name of its type.
    pub(super) fn lazy(name: &'static str, element: Value) -> Sequence {
        Sequence {
            name: Some(name),
            ..Sequence::of(ArrayKind::Lazy, element)
        }
    }

    pub(super) fn with_bounds(mut self, min: u64, max: Option<u64>) -> Sequence {
        self.min = min;
        self.max = max;
        self
    }

    /// Add an element at the end (the place matters only while the elements are known).
    pub(super) fn push(&mut self, value: &Value) {
        self.element.join(value);
        self.min = self.min.saturating_add(1);
        self.max = self.max.map(|max| max.saturating_add(1));
        match &mut self.items {
            Some(items) if items.len() < MOST_ITEMS => items.push(value.clone()),
            items => *items = None,
        }
    }

    /// Add all elements of `other` at the end.
    pub(super) fn extend(&mut self, other: &Sequence) {
        self.element.join(&other.element);
        self.min = self.min.saturating_add(other.min);
        self.max = self.max.zip(other.max).map(|(a, b)| a.saturating_add(b));
        self.items = match (self.items.take(), &other.items) {
            (Some(mut mine), Some(theirs)) if mine.len() + theirs.len() <= MOST_ITEMS => {
                mine.extend(theirs.iter().cloned());
                Some(mine)
            }
            _ => None,
        };
    }

    pub(super) fn each_mut(&mut self) -> impl Iterator<Item = &mut Value> {
        std::iter::once(&mut self.element).chain(self.items.iter_mut().flatten())
    }

    /// Forget the places of the elements and how many there are.
    pub(super) fn loosen(&mut self) {
        self.items = None;
        self.min = 0;
        self.max = None;
    }

    /// As often one after the other.
    pub(super) fn repeat(&mut self, times: u64) {
        self.items = None;
        self.min = self.min.saturating_mul(times);
        self.max = self.max.map(|max| max.saturating_mul(times));
    }

    fn join(&mut self, other: &Sequence) {
        if self.name != other.name {
            self.name = None;
        }
        self.element.join(&other.element);
        self.min = self.min.min(other.min);
        self.max = self.max.zip(other.max).map(|(a, b)| a.max(b));
        self.items = match (self.items.take(), &other.items) {
            (Some(mut mine), Some(theirs)) if mine.len() == theirs.len() => {
                for (a, b) in mine.iter_mut().zip(theirs) {
                    a.join(b);
                }
                Some(mine)
            }
            _ => None,
        };
    }
}

impl Record {
    pub(super) fn open(rest: Value) -> Record {
        Record {
            rest: Some(rest),
            ..Record::default()
        }
    }

    pub(super) fn field(&self, key: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.key == key)
    }

    pub(super) fn field_mut(&mut self, key: &str) -> Option<&mut Field> {
        self.fields.iter_mut().find(|field| field.key == key)
    }

    /// `record[key] = value`, surely.
    pub(super) fn set(&mut self, key: SmolStr, value: Value, range: Option<TextRange>) {
        let count = self.fields.len();
        match self.fields.iter().position(|field| field.key == key) {
            Some(at) => {
                let field = &mut self.fields[at];
                // Where it was missing it is the last one now.
                self.unordered |= !field.always && at + 1 < count;
                field.value = value;
                field.always = true;
                field.range = range.or(field.range);
            }
            None if count >= MOST_FIELDS => self.set_any(&value),
            None => self.fields.push(Field {
                key,
                value,
                always: true,
                range,
            }),
        }
    }

    /// `record[?] = value`: any key may have been written.
    pub(super) fn set_any(&mut self, value: &Value) {
        for field in &mut self.fields {
            field.value.join(value);
        }
        match &mut self.rest {
            Some(rest) => {
                rest.join(value);
            }
            rest => *rest = Some(value.clone()),
        }
    }

    /// Remove `key`, surely. In an open record it stays known to be absent only by its absence.
    pub(super) fn remove(&mut self, key: &str) {
        self.fields.retain(|field| field.key != key);
    }

    pub(super) fn each_mut(&mut self) -> impl Iterator<Item = &mut Value> {
        let fields = self.fields.iter_mut().map(|field| &mut field.value);
        fields.chain(&mut self.rest)
    }

    /// Everything any key may hold.
    pub(super) fn any_value(&self) -> Value {
        let mut all = self.rest.clone().unwrap_or_default();
        for field in &self.fields {
            all.join(&field.value);
        }
        all
    }

    /// The keys that both have come in the same order.
    fn is_ordered_as(&self, other: &Record) -> bool {
        let pairs = self.fields.iter().zip(&other.fields);
        if pairs.clone().all(|(mine, theirs)| mine.key == theirs.key) {
            return true;
        }
        let few = self.fields.len().max(other.fields.len()) <= MOST_ITEMS;
        let shared = |one: &Record, two: &Record| -> Vec<SmolStr> {
            let keys = one.fields.iter().map(|field| field.key.clone());
            keys.filter(|key| two.field(key).is_some()).collect()
        };
        few && shared(self, other) == shared(other, self)
    }

    /// Become what either may be.
    pub(super) fn join(&mut self, other: &Record) {
        self.unordered |= other.unordered || !self.is_ordered_as(other);
        // A key that only one side names may still be among the other side's unnamed ones.
        for field in &mut self.fields {
            if other.field(&field.key).is_none() {
                field.always = false;
                if let Some(rest) = &other.rest {
                    field.value.join(rest);
                }
            }
        }
        for theirs in &other.fields {
            match self.fields.iter_mut().find(|field| field.key == theirs.key) {
                Some(mine) => {
                    mine.value.join(&theirs.value);
                    mine.always &= theirs.always;
                    mine.range = mine.range.or(theirs.range);
                }
                None => {
                    let mut field = Field {
                        always: false,
                        ..theirs.clone()
                    };
                    if let Some(rest) = &self.rest {
                        field.value.join(rest);
                    }
                    self.fields.push(field);
                }
            }
        }
        if let Some(theirs) = &other.rest {
            match &mut self.rest {
                Some(mine) => {
                    mine.join(theirs);
                }
                mine => *mine = Some(theirs.clone()),
            }
        }
        self.bad_key = self.bad_key.take().or_else(|| other.bad_key.clone());
        self.default = match (self.default.take(), &other.default) {
            (Some(mine), Some(theirs)) => Some(Box::new(mine.joined(theirs))),
            (one, two) => one.or_else(|| two.clone()),
        };
        if self.class != other.class {
            self.class = None;
        }
    }
}

impl Object {
    /// Become what either may be.
    pub(super) fn join(&mut self, other: &Object) {
        if self == other {
            return;
        }
        match (&mut *self, other) {
            (Object::Array(a), Object::Array(b)) if a.kind == b.kind => a.join(b),
            (Object::Record(a), Object::Record(b)) => a.join(b),
            (Object::Promise(a), Object::Promise(b)) => {
                a.join(b);
            }
            (
                Object::Instance { class, content },
                Object::Instance {
                    class: other,
                    content: theirs,
                },
            ) if class == other => {
                content.join(theirs);
            }
            _ => *self = Object::Forgotten,
        }
    }

    /// Lose what a loop would keep changing: literals and exact counts.
    pub(super) fn widen(&mut self) {
        match self {
            Object::Array(sequence) => {
                sequence.element.widen();
                sequence.items = None;
                sequence.max = None;
            }
            Object::Record(record) => {
                for field in &mut record.fields {
                    field.value.widen();
                }
                if let Some(rest) = &mut record.rest {
                    rest.widen();
                }
            }
            Object::Instance { content, .. } | Object::Promise(content) => content.widen(),
            Object::Forgotten => {}
        }
    }

    /// Every value it holds.
    pub(super) fn each_value_mut(&mut self, act: &mut impl FnMut(&mut Value)) {
        match self {
            Object::Array(sequence) => {
                act(&mut sequence.element);
                sequence.items.iter_mut().flatten().for_each(act);
            }
            Object::Record(record) => {
                record
                    .fields
                    .iter_mut()
                    .for_each(|field| act(&mut field.value));
                record.rest.iter_mut().for_each(&mut *act);
                record.default.iter_mut().for_each(|value| act(value));
            }
            Object::Instance { content, .. } | Object::Promise(content) => act(content),
            Object::Forgotten => {}
        }
    }

    /// Every value it holds.
    pub(super) fn each_value(&self, act: &mut impl FnMut(&Value)) {
        match self {
            Object::Array(sequence) => {
                act(&sequence.element);
                sequence.items.iter().flatten().for_each(act);
            }
            Object::Record(record) => {
                record.fields.iter().for_each(|field| act(&field.value));
                record.rest.iter().for_each(&mut *act);
                record.default.iter().for_each(|value| act(value));
            }
            Object::Instance { content, .. } | Object::Promise(content) => act(content),
            Object::Forgotten => {}
        }
    }

    /// The objects it refers to.
    pub(super) fn each_ref(&self, act: &mut impl FnMut(HeapId)) {
        self.each_value(&mut |value| value.each_ref(act));
    }
}
