//! The abstract value: what a variable may hold, as a small set of alternatives.

use std::rc::Rc;

use smallvec::SmallVec;
use smol_str::SmolStr;

use crate::ir::{ClassId, FunctionId};

/// A place of the abstract heap. An even number is the object most recently allocated at its site
/// and may be updated strongly; the odd number after it stands for all older ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct HeapId(pub(super) u32);

impl HeapId {
    /// Stands for several concrete objects, so that a write may hit only one of them.
    pub(super) fn is_summary(self) -> bool {
        self.0 & 1 == 1
    }

    /// The place of the older objects of the same site.
    pub(super) fn older(self) -> HeapId {
        HeapId(self.0 | 1)
    }
}

/// Alternatives without structure, one bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Flags(u16);

impl Flags {
    pub(super) const UNKNOWN: Flags = Flags(1);
    pub(super) const NULL: Flags = Flags(1 << 1);
    pub(super) const UNDEFINED: Flags = Flags(1 << 2);
    pub(super) const TRUE: Flags = Flags(1 << 3);
    pub(super) const FALSE: Flags = Flags(1 << 4);
    pub(super) const INT: Flags = Flags(1 << 5);
    pub(super) const FLOAT: Flags = Flags(1 << 6);
    pub(super) const STRING: Flags = Flags(1 << 7);
    pub(super) const BIGINT: Flags = Flags(1 << 8);
    pub(super) const BYTES: Flags = Flags(1 << 9);
    pub(super) const SYMBOL: Flags = Flags(1 << 10);
    /// Something callable of which nothing more is known.
    pub(super) const FUNCTION: Flags = Flags(1 << 11);
    /// Any JSON value that came in from outside: nothing, a truth value, a number, a text, or a list
    /// or object of such. What it holds is looked up in no heap.
    pub(super) const DATA: Flags = Flags(1 << 12);
    /// `undefined` where only the data decides whether it is met: an index past the end of a list, a key
    /// that a `Map` lacks. It is narrowed away like any `undefined`, but never reported.
    pub(super) const PERHAPS: Flags = Flags(1 << 13);
    pub(super) const ABSENT: Flags = Flags(Self::UNDEFINED.0 | Self::PERHAPS.0);
    pub(super) const BOOL: Flags = Flags(Self::TRUE.0 | Self::FALSE.0);
    pub(super) const NUMBER: Flags = Flags(Self::INT.0 | Self::FLOAT.0);
    pub(super) const NOTHING: Flags = Flags(Self::NULL.0 | Self::UNDEFINED.0 | Self::PERHAPS.0);

    pub(super) fn has(self, other: Flags) -> bool {
        self.0 & other.0 != 0
    }

    pub(super) fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub(super) fn and(self, other: Flags) -> Flags {
        Flags(self.0 & other.0)
    }

    pub(super) fn from_all() -> Flags {
        Flags(u16::MAX)
    }

    pub(super) fn without(self, other: Flags) -> Flags {
        Flags(self.0 & !other.0)
    }

    pub(super) fn or(self, other: Flags) -> Flags {
        Flags(self.0 | other.0)
    }
}

/// Something that can be called, or looked into by name without being on the heap.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Callable {
    /// A function of the code; a method carries its receiver.
    Closure {
        function: FunctionId,
        receiver: Option<Box<Value>>,
    },
    /// A class of the code.
    Class(ClassId),
    /// A module, class, function or constant of a library, by its dotted name: `json.loads`.
    Library(SmolStr),
    /// A library method bound to its receiver: `list.append`.
    Method { receiver: Box<Value>, name: SmolStr },
}

/// How many alternatives of one sort are kept apart before they are merged or given up.
const MOST_STRINGS: usize = 12;
const MOST_REFS: usize = 24;
const MOST_CALLABLES: usize = 8;

/// What a variable may hold. The empty set is [`Value::never`].
#[derive(Debug, Default)]
pub(super) struct Value {
    pub(super) flags: Flags,
    /// The only number possible, if `flags` has a number at all.
    pub(super) number: Option<f64>,
    /// The only texts possible, if `flags` has a string at all; empty when any text is.
    pub(super) texts: Option<Rc<[SmolStr]>>,
    /// A lower bound of the length of the text, in Unicode scalar values.
    pub(super) min_length: u32,
    pub(super) refs: SmallVec<[HeapId; 2]>,
    pub(super) callables: Option<Rc<Vec<Callable>>>,
}

impl Clone for Value {
    fn clone(&self) -> Value {
        Value {
            // One copy of the slice: to clone it goes through an iterator.
            refs: SmallVec::from_slice(&self.refs),
            texts: self.texts.clone(),
            callables: self.callables.clone(),
            ..*self
        }
    }
}

/// NaN is the same value as NaN: otherwise a loop that holds it would never settle.
impl PartialEq for Value {
    fn eq(&self, other: &Value) -> bool {
        self.flags == other.flags
            && self.number.map(f64::to_bits) == other.number.map(f64::to_bits)
            && self.min_length == other.min_length
            && self.texts == other.texts
            && self.refs == other.refs
            && self.callables == other.callables
    }
}

impl Value {
    pub(super) fn never() -> Value {
        Value::default()
    }

    pub(super) fn unknown() -> Value {
        Value::of(Flags::UNKNOWN)
    }

    /// Any JSON value from outside.
    pub(super) fn data() -> Value {
        Value::of(Flags::DATA)
    }

    pub(super) fn of(flags: Flags) -> Value {
        Value {
            flags,
            ..Value::default()
        }
    }

    pub(super) fn null() -> Value {
        Value::of(Flags::NULL)
    }

    pub(super) fn undefined() -> Value {
        Value::of(Flags::UNDEFINED)
    }

    pub(super) fn bool(value: bool) -> Value {
        Value::of(if value { Flags::TRUE } else { Flags::FALSE })
    }

    pub(super) fn any_bool() -> Value {
        Value::of(Flags::BOOL)
    }

    pub(super) fn int(value: f64) -> Value {
        Value {
            flags: Flags::INT,
            number: Some(value),
            ..Value::default()
        }
    }

    pub(super) fn float(value: f64) -> Value {
        Value {
            flags: Flags::FLOAT,
            number: Some(value),
            ..Value::default()
        }
    }

    pub(super) fn string() -> Value {
        Value::of(Flags::STRING)
    }

    pub(super) fn text(text: SmolStr) -> Value {
        let min_length = text.chars().count() as u32;
        Value {
            flags: Flags::STRING,
            texts: Some(Rc::from([text])),
            min_length,
            ..Value::default()
        }
    }

    pub(super) fn reference(id: HeapId) -> Value {
        Value {
            refs: SmallVec::from_slice(&[id]),
            ..Value::default()
        }
    }

    pub(super) fn callable(callable: Callable) -> Value {
        Value {
            callables: Some(Rc::new(vec![callable])),
            ..Value::default()
        }
    }

    pub(super) fn library(path: impl Into<SmolStr>) -> Value {
        Value::callable(Callable::Library(path.into()))
    }

    pub(super) fn is_never(&self) -> bool {
        self.flags.is_empty() && self.refs.is_empty() && self.callables.is_none()
    }

    pub(super) fn is_unknown(&self) -> bool {
        self.flags.has(Flags::UNKNOWN)
    }

    pub(super) fn is_data(&self) -> bool {
        self.flags.has(Flags::DATA)
    }

    /// Holds nothing that JSON could not hold by itself, as far as its own alternatives tell.
    pub(super) fn is_plain(&self) -> bool {
        let plain = Flags::DATA
            .or(Flags::NOTHING)
            .or(Flags::BOOL)
            .or(Flags::NUMBER)
            .or(Flags::STRING);
        self.flags.without(plain).is_empty() && self.refs.is_empty() && self.callables.is_none()
    }

    pub(super) fn callables(&self) -> &[Callable] {
        self.callables.as_deref().map_or(&[], Vec::as_slice)
    }

    /// The one text it surely is.
    pub(super) fn known_text(&self) -> Option<&SmolStr> {
        match (&self.texts, self.is_only(Flags::STRING)) {
            (Some(texts), true) if texts.len() == 1 => texts.first(),
            _ => None,
        }
    }

    /// The texts it may be, when it is surely a text and they are few.
    pub(super) fn known_texts(&self) -> Option<&[SmolStr]> {
        self.texts
            .as_deref()
            .filter(|_| self.is_only(Flags::STRING))
    }

    /// The one number it surely is.
    pub(super) fn known_number(&self) -> Option<f64> {
        self.number.filter(|_| self.is_only(Flags::NUMBER))
    }

    /// Nothing but alternatives of `flags`, and at least one of them.
    pub(super) fn is_only(&self, flags: Flags) -> bool {
        !self.flags.is_empty()
            && self.flags.without(flags).is_empty()
            && self.refs.is_empty()
            && self.callables.is_none()
    }

    /// The single object it surely is, if that object may be updated strongly.
    pub(super) fn strong_ref(&self) -> Option<HeapId> {
        match self.refs.as_slice() {
            [id] if self.flags.is_empty() && self.callables.is_none() && !id.is_summary() => {
                Some(*id)
            }
            _ => None,
        }
    }

    /// A lower bound of its length as text: nothing is known of what may be no text at all.
    pub(super) fn sure_length(&self) -> u32 {
        if self.is_only(Flags::STRING) {
            self.min_length
        } else {
            0
        }
    }

    /// How many sorts of value it may be, as far as arithmetic tells them apart.
    pub(super) fn kinds(&self) -> usize {
        let sorts = [Flags::NUMBER, Flags::STRING, Flags::BYTES, Flags::UNKNOWN];
        let scalar = sorts.iter().filter(|sort| self.flags.has(**sort)).count();
        scalar + usize::from(!self.refs.is_empty())
    }

    /// Every object it refers to, those that its methods are bound to among them.
    pub(super) fn each_ref(&self, act: &mut impl FnMut(HeapId)) {
        self.refs.iter().copied().for_each(&mut *act);
        for callable in self.callables() {
            match callable {
                Callable::Closure {
                    receiver: Some(receiver),
                    ..
                }
                | Callable::Method { receiver, .. } => {
                    // Receivers do not nest further than one method of another's.
                    receiver.refs.iter().copied().for_each(&mut *act);
                }
                _ => {}
            }
        }
    }

    /// It refers to some object.
    pub(super) fn refers(&self) -> bool {
        let mut refers = false;
        self.each_ref(&mut |_| refers = true);
        refers
    }

    /// The objects alone.
    pub(super) fn references(&self) -> Value {
        Value {
            refs: self.refs.clone(),
            ..Value::default()
        }
    }

    /// The alternatives of `flags` only; objects and callables are dropped.
    pub(super) fn scalars(&self, flags: Flags) -> Value {
        let mut kept = Value {
            refs: SmallVec::new(),
            callables: None,
            ..self.clone()
        };
        kept.restrict(flags);
        kept
    }

    /// Drop the scalar alternatives of `flags`.
    pub(super) fn remove(&mut self, flags: Flags) {
        self.restrict(Flags(!flags.0));
    }

    fn restrict(&mut self, flags: Flags) {
        self.flags = self.flags.and(flags);
        if !self.flags.has(Flags::NUMBER) {
            self.number = None;
        }
        if !self.flags.has(Flags::STRING) {
            self.texts = None;
            self.min_length = 0;
        }
    }

    /// Forget which texts and numbers, keep the types. Used where a loop does not settle.
    pub(super) fn widen(&mut self) {
        self.number = None;
        self.texts = None;
        self.min_length = 0;
    }

    /// Become the union of both; says whether anything was added.
    pub(super) fn join(&mut self, other: &Value) -> bool {
        if other.is_never() {
            return false;
        }
        if self.is_never() {
            *self = other.clone();
            return true;
        }
        let mut changed = self.join_numbers(other);
        changed |= self.join_texts(other);
        let flags = self.flags.or(other.flags);
        changed |= flags != self.flags;
        self.flags = flags;
        if self.refs != other.refs {
            for id in &other.refs {
                if let Err(at) = self.refs.binary_search(id) {
                    self.refs.insert(at, *id);
                    changed = true;
                }
            }
        }
        if self.refs.len() > MOST_REFS {
            self.refs.clear();
            self.flags = self.flags.or(Flags::UNKNOWN);
        }
        changed | self.join_callables(other)
    }

    fn join_numbers(&mut self, other: &Value) -> bool {
        if !other.flags.has(Flags::NUMBER) {
            return false;
        }
        let before = self.number;
        let same = self.number.map(f64::to_bits) == other.number.map(f64::to_bits)
            && self.flags.and(Flags::NUMBER) == other.flags.and(Flags::NUMBER);
        if !self.flags.has(Flags::NUMBER) {
            self.number = other.number;
        } else if !same {
            self.number = None;
        }
        self.number.map(f64::to_bits) != before.map(f64::to_bits)
    }

    fn join_texts(&mut self, other: &Value) -> bool {
        if !other.flags.has(Flags::STRING) {
            return false;
        }
        if !self.flags.has(Flags::STRING) {
            self.texts = other.texts.clone();
            self.min_length = other.min_length;
            return true;
        }
        let mut changed = other.min_length < self.min_length;
        self.min_length = self.min_length.min(other.min_length);
        let Some(mine) = &self.texts else {
            return changed;
        };
        let Some(theirs) = &other.texts else {
            self.texts = None;
            return true;
        };
        if Rc::ptr_eq(mine, theirs) {
            return changed;
        }
        let mut new = theirs.iter().filter(|text| !mine.contains(text)).peekable();
        if new.peek().is_some() {
            let all: Vec<SmolStr> = mine.iter().chain(new).cloned().collect();
            self.texts = (all.len() <= MOST_STRINGS).then(|| Rc::from(all));
            changed = true;
        }
        changed
    }

    fn join_callables(&mut self, other: &Value) -> bool {
        let Some(theirs) = &other.callables else {
            return false;
        };
        let Some(mine) = &mut self.callables else {
            self.callables = Some(theirs.clone());
            return true;
        };
        if Rc::ptr_eq(mine, theirs) {
            return false;
        }
        let new: Vec<_> = theirs
            .iter()
            .filter(|one| !mine.contains(one))
            .cloned()
            .collect();
        if new.is_empty() {
            return false;
        }
        Rc::make_mut(mine).extend(new);
        if mine.len() > MOST_CALLABLES {
            self.callables = None;
            self.flags = self.flags.or(Flags::UNKNOWN);
        }
        true
    }

    pub(super) fn joined(mut self, other: &Value) -> Value {
        self.join(other);
        self
    }

    /// Joined where `condition` of the value itself says so.
    pub(super) fn joined_if(self, other: &Value, condition: impl FnOnce(&Value) -> bool) -> Value {
        if condition(&self) {
            self.joined(other)
        } else {
            self
        }
    }
}
