//! Writing: assignments, patterns, deletions.

use smol_str::SmolStr;
use text_size::TextRange;

use super::heap::{Object, Record, Sequence};
use super::machine::Machine;
use super::raised::Raised;
use super::value::{Callable, Flags, HeapId, Value};
use crate::ir::*;
use crate::shape::ArrayKind;

impl<'p> Machine<'p> {
    /// Write `value` to `target`; with `declares` variables are bound anew.
    pub(super) fn assign(&mut self, target: &'p Pattern, value: &Value, declares: bool) {
        if self.state.dead {
            return;
        }
        match target {
            Pattern::Var(variable, range) => {
                self.see_target(*range, value);
                self.keep(value);
                let known = self.program.variable(*variable);
                // A `var` is bound where its function begins, not where it is declared.
                let bound = known.kind == VariableKind::Local && !self.is_python();
                if declares && known.captured && !bound {
                    self.state.bind(*variable, Some(value.clone()), true);
                } else {
                    self.state.assign(*variable, value.clone());
                }
            }
            Pattern::Member(..) | Pattern::Index(..) => {
                let mut value = value.clone();
                let place = self.holding([&mut value], |machine| machine.place_of(target));
                self.write_place(&place, &value);
            }
            Pattern::Slice(object) => {
                let mut value = value.clone();
                let object = self.holding([&mut value], |machine| machine.eval(*object));
                let (element, ..) = self.elements(&value);
                for id in object.refs.clone() {
                    self.change_sequence(&object, id, |sequence| {
                        sequence.element.join(&element);
                        sequence.loosen();
                    });
                }
                self.may_throw();
            }
            Pattern::Array(targets, rest) => self.unpack(targets, *rest, value, declares),
            Pattern::Object(targets, rest) => {
                self.destructure(targets, rest.as_deref(), value, declares)
            }
            Pattern::Default(target, default) => {
                let mut given = value.clone();
                given.remove(Flags::ABSENT);
                let may_miss =
                    value.flags.has(Flags::ABSENT) || value.is_data() || value.is_unknown();
                let value = match (may_miss, given.is_never()) {
                    (false, _) => given,
                    (true, true) => self.eval(*default),
                    (true, false) => self.either(|_| given, |machine| machine.eval(*default)),
                };
                self.assign(target, &value, declares);
            }
            Pattern::Unknown(parts) => {
                self.forget(value);
                self.unmodelled(parts.iter().copied());
            }
        }
    }

    fn unpack(
        &mut self,
        targets: &'p [Option<Pattern>],
        rest: Option<usize>,
        value: &Value,
        declares: bool,
    ) {
        let mut sequence = self.as_sequence(value);
        let fits = !self.is_python() || self.surely_unpacks(&sequence, targets.len(), rest);
        if !(fits && self.is_surely_list(value)) {
            self.may_raise(match self.is_python() {
                true => Raised::VALUE.or(Raised::TYPE),
                false => Raised::ANYTHING,
            });
        }
        let mut exact = sequence.items.clone().filter(|items| {
            rest.is_some()
                || self.is_python() == (items.len() == targets.len())
                || !self.is_python()
        });
        for (at, target) in targets.iter().enumerate() {
            let Some(target) = target else { continue };
            let after = targets.len() - at - 1;
            let value = match (&exact, rest) {
                (Some(items), Some(star)) if at == star => {
                    let end = items.len().saturating_sub(after);
                    let part = items.get(at..end.max(at)).unwrap_or_default().to_vec();
                    self.rest_list(target, Sequence::exact(ArrayKind::List, part))
                }
                (None, Some(star)) if at == star => {
                    let mut part = Sequence::of(ArrayKind::List, sequence.element.clone());
                    part.max = sequence
                        .max
                        .map(|max| max.saturating_sub(targets.len() as u64 - 1));
                    self.rest_list(target, part)
                }
                (Some(items), Some(star)) if at > star => items
                    .len()
                    .checked_sub(after + 1)
                    .and_then(|at| items.get(at))
                    .cloned()
                    .unwrap_or_else(Value::unknown),
                (Some(items), _) => items
                    .get(at)
                    .cloned()
                    .unwrap_or_else(|| self.missing_element()),
                (None, _) => {
                    let element = sequence.element.clone();
                    let missing = !self.is_python() && (at as u64) >= sequence.min;
                    let element = if element.is_never() {
                        self.missing_element()
                    } else {
                        element
                    };
                    // How long the list is only the data decides.
                    let perhaps = sequence.max.is_none_or(|max| (at as u64) < max);
                    if missing && perhaps {
                        element.joined(&Value::of(Flags::PERHAPS))
                    } else if missing {
                        Value::undefined()
                    } else {
                        element
                    }
                }
            };
            let on_their_way = exact.iter_mut().flatten().chain([&mut sequence.element]);
            self.holding(on_their_way, |machine| {
                machine.assign(target, &value, declares)
            });
        }
    }

    fn missing_element(&self) -> Value {
        if self.is_python() {
            Value::unknown()
        } else {
            Value::undefined()
        }
    }

    /// The list that a starred target receives. Its site is the target's own place in the code.
    fn rest_list(&mut self, target: &Pattern, sequence: Sequence) -> Value {
        match rest_site(target) {
            Some(site) => self.allocate(site, u16::MAX, Object::Array(sequence)),
            None => Value::unknown(),
        }
    }

    fn destructure(
        &mut self,
        targets: &'p [(Key, Pattern)],
        rest: Option<&'p Pattern>,
        value: &Value,
        declares: bool,
    ) {
        let Some(mut value) = self.link(value.clone(), false) else {
            return;
        };
        for (key, target) in targets {
            let found = match key {
                Key::Name(name, _) => self.member(NO_SITE, &value, name),
                Key::Computed(key) => {
                    let key = self.holding([&mut value], |machine| machine.eval(*key));
                    self.index(NO_SITE, &value, &key)
                }
            };
            self.holding([&mut value], |machine| {
                machine.assign(target, &found, declares)
            });
        }
        if let Some(rest) = rest {
            let rest_value = match rest_site(rest) {
                Some(site) => {
                    let mut record = Record::default();
                    self.copy_into(&mut record, &value);
                    for (key, _) in targets {
                        match key {
                            Key::Name(name, _) => record.remove(name),
                            Key::Computed(_) => record
                                .fields
                                .iter_mut()
                                .for_each(|field| field.always = false),
                        }
                    }
                    self.allocate(site, u16::MAX, Object::Record(record))
                }
                None => Value::unknown(),
            };
            self.assign(rest, &rest_value, declares);
        }
    }

    /// As many elements as there are targets.
    fn surely_unpacks(&self, sequence: &Sequence, targets: usize, rest: Option<usize>) -> bool {
        let least = (targets - usize::from(rest.is_some())) as u64;
        sequence.min >= least && (rest.is_some() || sequence.max == Some(least))
    }

    /// Python: what `object[index] = value` may raise.
    fn raised_in_write(&self, object: &Value, index: &Value) -> Raised {
        let plain = Flags::STRING.or(Flags::NUMBER).or(Flags::BOOL);
        if self.is_surely_dict(object) && index.is_only(plain.or(Flags::NULL)) {
            return Raised::NOTHING;
        }
        match self.is_json(object) && self.is_json(index) {
            true => Raised::INDEX.or(Raised::TYPE).or(Raised::VALUE),
            false => Raised::ANYTHING,
        }
    }

    /// `object[index] = value`.
    pub(super) fn write_index(
        &mut self,
        object: &Value,
        index: &Value,
        value: &Value,
        range: TextRange,
    ) {
        let keys = self.keys_of(index);
        if self.is_python() {
            let kinds = self.raised_in_write(object, index);
            self.may_raise(kinds);
        }
        for id in object.refs.clone() {
            let Some(Object::Array(_)) = self.object(id) else {
                continue;
            };
            let at = index.known_number();
            let grows = !self.is_python();
            self.has_named_lists |= !index.is_only(Flags::NUMBER);
            self.change_sequence(object, id, |sequence| {
                write_item(sequence, at, value, grows)
            });
        }
        self.write_key(object, keys.as_deref(), value, range, false);
        if keys.is_none()
            && let Some(name) = self.unwritable_key(index)
        {
            for id in object.refs.clone() {
                if let Some(Object::Record(record)) = self.object(id) {
                    let record = Record {
                        bad_key: Some(name.clone()),
                        ..record.clone()
                    };
                    self.write_object(object, id, Object::Record(record));
                }
            }
        }
    }

    fn unwritable_key(&self, index: &Value) -> Option<SmolStr> {
        let id = index.strong_ref()?;
        match self.object(id)? {
            Object::Array(sequence) if self.is_python() && sequence.kind == ArrayKind::Tuple => {
                Some("tuple".into())
            }
            _ => None,
        }
    }

    /// Write under any of `keys` (`None`: any key at all). `attribute` tells `a.b = c` of Python.
    pub(super) fn write_key(
        &mut self,
        object: &Value,
        keys: Option<&[SmolStr]>,
        value: &Value,
        range: TextRange,
        attribute: bool,
    ) {
        if object.is_data() {
            self.taint(value);
            if attribute || !self.is_python() {
                self.may_throw();
            }
        }
        if object.is_unknown() {
            self.escape(value);
            self.may_throw();
            self.forget_escaped();
        }
        if !object.callables().is_empty() {
            self.forget_parameters(object);
            self.escape(value);
            let is_shared =
                |one: &Callable| matches!(one, Callable::Class(_) | Callable::Library(_));
            if object.callables().iter().any(is_shared) {
                self.patched
                    .extend(keys.unwrap_or_default().iter().cloned());
            }
        }
        for id in object.refs.clone() {
            match self.object(id) {
                Some(Object::Record(record)) => {
                    if attribute && self.is_python() && record.class.is_none() {
                        self.may_throw();
                        continue;
                    }
                    let mut record = record.clone();
                    match keys {
                        Some([key]) => record.set(key.clone(), value.clone(), Some(range)),
                        Some(keys) => {
                            for key in keys {
                                let mut other = record.clone();
                                other.set(key.clone(), value.clone(), Some(range));
                                record.join(&other);
                            }
                        }
                        None => record.set_any(value),
                    }
                    self.write_object(object, id, Object::Record(record));
                    let all = self
                        .from_data
                        .contains(&id)
                        .then(|| record_value(self.object(id)));
                    if let Some(all) = all {
                        self.taint(value);
                        self.forget_seen_as(&all);
                    }
                }
                Some(Object::Instance { class, .. })
                    if class == "Error" && !self.is_python() && !value.is_only(Flags::STRING) =>
                {
                    // Its message need be no text any more.
                    self.escape(value);
                    self.forget(&Value::reference(id));
                }
                Some(Object::Instance { .. } | Object::Promise(_)) => self.escape(value),
                Some(Object::Forgotten) | None => self.escape(value),
                Some(Object::Array(_)) => {
                    self.has_named_lists |= attribute;
                    let is_length = keys.is_some_and(|keys| keys.iter().any(|key| key == "length"));
                    if is_length && !self.is_python() {
                        let sure = keys.is_some_and(|keys| keys.len() == 1);
                        let length = value.known_number().filter(|_| sure);
                        self.change_sequence(object, id, |sequence| cut(sequence, length));
                    } else if !self.is_python()
                        && keys.is_some_and(|keys| !keys.iter().all(is_place))
                    {
                        self.give_keys(object, id, value);
                    }
                }
            }
        }
    }

    /// JavaScript: a list gets keys that are no places. Where its elements are not known one by one, they are handed out
    /// with them.
    pub(super) fn give_keys(&mut self, holder: &Value, id: HeapId, value: &Value) {
        self.more_keys.insert(id);
        self.escape(value);
        self.change_sequence(holder, id, |sequence| {
            sequence.element.join(&Value::unknown());
        });
    }

    /// Store a changed object: surely if it is the only one meant, else it may be either.
    pub(super) fn write_object(&mut self, holder: &Value, id: HeapId, object: Object) {
        let sure = holder.strong_ref() == Some(id) && !self.frozen.contains(&id);
        let object = match self.object(id) {
            Some(old) if !sure => {
                let mut joined = old.clone();
                joined.join(&object);
                joined
            }
            _ => object,
        };
        self.state.update(id, object);
        self.refresh_views(id);
    }

    /// Something that holds `inner` was written to. If that is not known it may be any object that code which is
    /// not followed got hold of.
    fn forget_seen_as(&mut self, inner: &Value) {
        if inner.is_unknown() {
            self.forget_escaped();
        }
    }

    /// Change a sequence in place.
    pub(super) fn change_sequence(
        &mut self,
        holder: &Value,
        id: HeapId,
        change: impl FnOnce(&mut Sequence),
    ) {
        let Some(Object::Array(sequence)) = self.object(id) else {
            return;
        };
        let mut sequence = sequence.clone();
        change(&mut sequence);
        let element = self
            .from_data
            .contains(&id)
            .then(|| sequence.element.clone());
        self.write_object(holder, id, Object::Array(sequence));
        if let Some(element) = element {
            self.taint(&element);
            self.forget_seen_as(&element);
        }
    }

    // ---- compound assignments

    // ---- deletion

    pub(super) fn delete(&mut self, target: &'p Pattern) {
        match target {
            Pattern::Var(variable, _) => self.state.bind(*variable, None, false),
            Pattern::Member(object, name, _) => {
                let object = self.eval(*object);
                self.delete_key(&object, Some(std::slice::from_ref(name)));
            }
            Pattern::Index(object, index, _) => {
                let mut object = self.eval(*object);
                let index = self.holding([&mut object], |machine| machine.eval(*index));
                let keys = self.keys_of(&index);
                let kinds = match self.is_python() {
                    true => self.raised_in_write(&object, &index).or(Raised::KEY),
                    false => Raised::ANYTHING,
                };
                self.may_raise(kinds);
                self.delete_key(&object, keys.as_deref());
            }
            Pattern::Slice(object) => {
                let object = self.eval(*object);
                for id in object.refs.clone() {
                    self.change_sequence(&object, id, Sequence::loosen);
                }
            }
            Pattern::Array(targets, _) => targets
                .iter()
                .flatten()
                .for_each(|target| self.delete(target)),
            _ => {}
        }
    }

    pub(super) fn delete_key(&mut self, object: &Value, keys: Option<&[SmolStr]>) {
        if object.is_unknown() {
            self.forget_escaped();
        }
        for id in object.refs.clone() {
            match self.object(id).cloned() {
                Some(Object::Record(mut record)) => {
                    match keys {
                        Some([key]) => record.remove(key),
                        _ => record
                            .fields
                            .iter_mut()
                            .for_each(|field| field.always = false),
                    }
                    self.write_object(object, id, Object::Record(record));
                }
                // In JavaScript a hole is left.
                Some(Object::Array(_)) if !self.is_python() => {
                    self.change_sequence(object, id, |sequence| {
                        sequence.items = None;
                        sequence.element.join(&Value::of(Flags::PERHAPS));
                    })
                }
                Some(Object::Array(_)) => self.change_sequence(object, id, |sequence| {
                    sequence.items = None;
                    sequence.min = sequence.min.saturating_sub(1);
                }),
                _ => {}
            }
        }
    }
}

fn is_place(key: &SmolStr) -> bool {
    key.parse::<u32>().is_ok()
}

/// What a record holds under keys that are not known.
fn record_value(object: Option<&Object>) -> Value {
    match object {
        Some(Object::Record(record)) => record.rest.clone().unwrap_or_default(),
        _ => Value::never(),
    }
}

/// For values that need no place on the heap.
pub(super) const NO_SITE: ExprId = ExprId(u32::MAX);

fn write_item(sequence: &mut Sequence, at: Option<f64>, value: &Value, grows: bool) {
    let count = sequence.items.as_ref().map(Vec::len);
    let at = match (at, count) {
        // In JavaScript that is a property, no element.
        (Some(at), _) if grows && (at < 0.0 || at.fract() != 0.0) => {
            sequence.element.join(value);
            return;
        }
        (Some(at), Some(count)) if at < 0.0 => Some(at + count as f64),
        (at, _) => at,
    };
    let next = at.is_some_and(|at| at == sequence.min as f64) && sequence.max == Some(sequence.min);
    if grows && next {
        sequence.push(value);
        return;
    }
    sequence.element.join(value);
    let place = sequence.items.as_mut().zip(at);
    let place = place.and_then(|(items, at)| items.get_mut(at as usize).filter(|_| at >= 0.0));
    if let Some(place) = place {
        *place = value.clone();
        return;
    }
    sequence.items = None;
    if grows {
        let inside = at.is_some_and(|at| at >= 0.0 && at < sequence.min as f64);
        let beyond = at.is_some_and(|at| sequence.max.is_some_and(|max| at > max as f64));
        if beyond {
            sequence.element.join(&Value::undefined());
        } else if !inside {
            // Only the data decides whether a hole comes of it.
            sequence.element.join(&Value::of(Flags::PERHAPS));
        }
        sequence.max = sequence.max.filter(|_| inside);
    }
}

/// What `sequence.length = length` leaves of an array.
fn cut(sequence: &mut Sequence, length: Option<f64>) {
    let count = sequence.items.as_ref().map(Vec::len);
    match (length, count) {
        (Some(0.0), _) => *sequence = Sequence::exact(sequence.kind, Vec::new()),
        (Some(length), Some(count)) if length.fract() == 0.0 && length <= count as f64 => {
            let items = sequence.items.take().unwrap_or_default();
            let kept = items.into_iter().take(length as usize).collect();
            *sequence = Sequence::exact(sequence.kind, kept);
        }
        _ => {
            let grows = length
                .zip(sequence.max)
                .is_some_and(|(length, max)| length > max as f64);
            sequence.element.join(&match grows {
                true => Value::undefined(),
                false => Value::of(Flags::PERHAPS),
            });
            sequence.loosen();
        }
    }
}

/// A variable target has a place of its own that no expression shares.
fn rest_site(target: &Pattern) -> Option<ExprId> {
    match target {
        Pattern::Var(variable, _) => Some(ExprId(u32::MAX - 1 - variable.0)),
        _ => None,
    }
}
