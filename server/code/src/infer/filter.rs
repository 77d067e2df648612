//! Which alternatives of a value pass a test.

use smol_str::SmolStr;

use super::heap::{Object, Record, Sequence};
use super::machine::Machine;
use super::value::{Callable, Flags, HeapId, Value};
use crate::ir::{ClassId, ExprId};
use crate::shape::ArrayKind;

impl Machine<'_> {
    /// The alternatives of `value` that count as true (or as false).
    pub(super) fn truthy(&self, value: &Value, wanted: bool) -> Value {
        let mut rest = value.clone();
        if wanted {
            rest.remove(Flags::NOTHING.or(Flags::FALSE));
            let falsy = |number: f64| number == 0.0 || (number.is_nan() && !self.is_python());
            if rest.number.is_some_and(falsy) {
                rest.remove(Flags::NUMBER);
            }
            if let Some(texts) = &rest.texts {
                let kept: Vec<_> = texts
                    .iter()
                    .filter(|text| !text.is_empty())
                    .cloned()
                    .collect();
                if kept.is_empty() {
                    rest.remove(Flags::STRING);
                } else {
                    rest.min_length = rest.min_length.max(1);
                    rest.texts = Some(kept.into());
                }
            } else if rest.flags.has(Flags::STRING) {
                rest.min_length = rest.min_length.max(1);
            }
            if self.is_python() {
                rest.refs.retain(|id| !self.is_surely_empty(*id));
            }
            return rest;
        }
        let falsy = Flags::UNKNOWN
            .or(Flags::DATA)
            .or(Flags::NOTHING)
            .or(Flags::FALSE)
            .or(Flags::NUMBER)
            .or(Flags::STRING)
            .or(Flags::BIGINT)
            .or(Flags::BYTES);
        rest = Value {
            refs: rest.refs.clone(),
            ..rest.scalars(falsy)
        };
        if rest
            .number
            .is_some_and(|number| number != 0.0 && (self.is_python() || !number.is_nan()))
        {
            rest.remove(Flags::NUMBER);
        }
        if rest.min_length > 0
            || rest
                .texts
                .as_ref()
                .is_some_and(|texts| !texts.iter().any(|text| text.is_empty()))
        {
            rest.remove(Flags::STRING);
        }
        if rest.flags.has(Flags::STRING) {
            rest.texts = Some(std::rc::Rc::from([SmolStr::default()]));
        }
        if value
            .callables()
            .iter()
            .any(|one| self.may_be_constant(one))
        {
            rest.join(&Value::unknown());
        }
        if self.is_python() {
            rest.refs.retain(|id| self.may_be_empty(*id));
        } else {
            rest.refs.clear();
        }
        rest
    }

    pub(super) fn is_surely_empty(&self, id: HeapId) -> bool {
        match self.object(id) {
            Some(Object::Array(sequence)) => {
                sequence.max == Some(0) && sequence.kind != ArrayKind::Lazy
            }
            Some(Object::Record(record)) => {
                record.fields.is_empty() && record.rest.is_none() && record.class.is_none()
            }
            _ => false,
        }
    }

    pub(super) fn may_be_empty(&self, id: HeapId) -> bool {
        match self.object(id) {
            Some(Object::Array(sequence)) if sequence.kind == ArrayKind::Lazy => {
                match sequence.name {
                    Some("range") => sequence.min == 0,
                    // A view is as empty as its dict is by now; what has no name may be one.
                    Some("dict_keys" | "dict_values" | "dict_items") | None => true,
                    Some(_) => false,
                }
            }
            Some(Object::Array(sequence)) => sequence.min == 0,
            Some(Object::Record(record)) => match record.class {
                Some(class) => self.may_be_false(class),
                None => !record.fields.iter().any(|field| field.always),
            },
            Some(Object::Promise(_)) => false,
            _ => true,
        }
    }

    /// The class says itself whether its instances count as true, or one it is based on may.
    pub(super) fn may_be_false(&self, class: ClassId) -> bool {
        let class = self.program.class(class);
        let asked = |name: &str| name == "__bool__" || name == "__len__";
        !class.bases.is_empty() || class.methods.iter().any(|(name, _)| asked(name))
    }

    /// A name of a module that no table knows may hold anything.
    pub(super) fn may_be_constant(&self, callable: &Callable) -> bool {
        match callable {
            Callable::Library(path) => self.entry(path).is_none_or(|entry| entry.params.is_none()),
            _ => false,
        }
    }

    pub(super) fn of_typeof(&mut self, place: ExprId, value: Value, kind: &str, is: bool) -> Value {
        let flags = match kind {
            "string" => Flags::STRING,
            "number" => Flags::NUMBER,
            "boolean" => Flags::BOOL,
            "undefined" => Flags::ABSENT,
            "bigint" => Flags::BIGINT,
            "symbol" => Flags::SYMBOL,
            "function" => return self.of_function(value, is),
            "object" if !is => {
                let mut rest = value;
                rest.remove(Flags::NULL);
                rest.refs.clear();
                return rest;
            }
            "object" => {
                let mut rest = value.scalars(Flags::NULL.or(Flags::DATA).or(Flags::UNKNOWN));
                rest.refs = value.refs;
                return rest;
            }
            _ => return value,
        };
        let _ = place;
        only(value, flags, is)
    }

    pub(super) fn of_function(&self, value: Value, is: bool) -> Value {
        let mut rest = value;
        if is {
            let callables = rest.callables.clone();
            rest = rest.scalars(Flags::FUNCTION.or(Flags::UNKNOWN));
            rest.callables = callables;
        } else {
            rest.callables = None;
            rest.remove(Flags::FUNCTION);
        }
        rest
    }

    pub(super) fn of_array(&mut self, place: ExprId, value: Value, is: bool) -> Value {
        let mut rest = if is { Value::never() } else { value.clone() };
        rest.refs = value
            .refs
            .iter()
            .copied()
            .filter(|id| self.is_list(*id).is_none_or(|list| list == is))
            .collect();
        if is && value.is_data() {
            let data = self.data();
            let list =
                self.allocate_view(place, 1, Object::Array(Sequence::of(ArrayKind::List, data)));
            rest.join(&list);
        }
        if is && value.is_unknown() {
            let unknown = Value::unknown();
            let list = self.allocate_view(
                place,
                2,
                Object::Array(Sequence::of(ArrayKind::List, unknown)),
            );
            rest.join(&list);
        }
        rest
    }

    /// An object that stands for outside data seen as what a test has found it to be.
    pub(super) fn allocate_view(&mut self, place: ExprId, ordinal: u16, object: Object) -> Value {
        let view = self.allocate(place, ordinal, object);
        self.from_data.extend(view.refs.iter().copied());
        view
    }

    /// `None` where it cannot be told.
    pub(super) fn is_list(&self, id: HeapId) -> Option<bool> {
        match self.object(id)? {
            Object::Array(sequence) => Some(sequence.kind == ArrayKind::List),
            Object::Forgotten => None,
            _ => Some(false),
        }
    }

    pub(super) fn of_types(
        &mut self,
        place: ExprId,
        value: Value,
        names: &[SmolStr],
        is: bool,
    ) -> Value {
        let mut flags = Flags::default();
        let mut kinds = Vec::new();
        let mut dict = false;
        for name in names {
            match name.as_str() {
                "str" => flags = flags.or(Flags::STRING),
                "int" => flags = flags.or(Flags::INT).or(Flags::BOOL),
                "float" => flags = flags.or(Flags::FLOAT),
                "bool" => flags = flags.or(Flags::BOOL),
                "NoneType" => flags = flags.or(Flags::NULL),
                "bytes" | "bytearray" => flags = flags.or(Flags::BYTES),
                "list" => kinds.push(ArrayKind::List),
                "tuple" => kinds.push(ArrayKind::Tuple),
                "set" | "frozenset" => kinds.push(ArrayKind::Set),
                "dict" | "collections.OrderedDict" => dict = true,
                _ => return value,
            }
        }
        if !is {
            let mut rest = value;
            rest.remove(flags);
            rest.refs.retain(|id| match self.object(*id) {
                Some(Object::Array(sequence)) => !kinds.contains(&sequence.kind),
                Some(Object::Record(record)) => !dict || record.class.is_some(),
                _ => true,
            });
            return rest;
        }
        let mut rest = value.scalars(flags);
        rest.refs = value
            .refs
            .iter()
            .copied()
            .filter(|id| match self.object(*id) {
                Some(Object::Array(sequence)) => kinds.contains(&sequence.kind),
                Some(Object::Record(record)) => dict && record.class.is_none(),
                Some(Object::Promise(_)) => false,
                _ => true,
            })
            .collect();
        for (outside, inner, ordinal) in [
            (value.is_data(), self.data(), 1),
            (value.is_unknown(), Value::unknown(), 4),
        ] {
            if !outside {
                continue;
            }
            rest.join(&Value::of(if ordinal == 1 {
                flags.without(Flags::BYTES)
            } else {
                flags
            }));
            if dict {
                let view =
                    self.allocate_view(place, ordinal, Object::Record(Record::open(inner.clone())));
                rest.join(&view);
            }
            for kind in kinds
                .iter()
                .filter(|kind| ordinal != 1 || **kind == ArrayKind::List)
            {
                let of = Object::Array(Sequence::of(*kind, inner.clone()));
                let view = self.allocate_view(place, ordinal + 1, of);
                rest.join(&view);
            }
        }
        rest
    }

    /// `key in value` is known to hold.
    pub(super) fn with_key(&mut self, place: ExprId, value: Value, key: &str) -> Value {
        let mut rest = value.clone();
        rest.remove(Flags::NOTHING.or(Flags::BOOL).or(Flags::NUMBER));
        rest.refs.retain(|id| match self.object(*id) {
            Some(Object::Record(record)) => record.field(key).is_some() || record.rest.is_some(),
            _ => true,
        });
        let _ = place;
        if let Some(id) = value.strong_ref()
            && let Some(Object::Record(record)) = self.object(id)
        {
            let mut record = record.clone();
            match (record.field(key).is_some(), record.rest.clone()) {
                (true, _) => {
                    if let Some(field) = record.field_mut(key) {
                        field.always = true;
                    }
                }
                (false, Some(found)) => record.set(key.into(), found, None),
                _ => return Value::never(),
            }
            self.state.update(id, Object::Record(record));
        }
        rest
    }

    /// `key in value` is known not to hold.
    pub(super) fn without_key(&mut self, value: Value, key: &str) -> Value {
        let Some(id) = value.strong_ref() else {
            return value;
        };
        let Some(Object::Record(record)) = self.object(id) else {
            return value;
        };
        match record.field(key) {
            Some(field) if field.always => Value::never(),
            Some(_) => {
                let mut record = record.clone();
                record.remove(key);
                self.state.update(id, Object::Record(record));
                value
            }
            None => value,
        }
    }
}

/// The scalar alternatives of `flags` (or all others). Outside data may be any plain one of them.
pub(super) fn only(value: Value, flags: Flags, is: bool) -> Value {
    if !is {
        let mut rest = value;
        rest.remove(flags);
        return rest;
    }
    let mut kept = value.scalars(flags);
    let plain = Flags::NUMBER
        .or(Flags::STRING)
        .or(Flags::BOOL)
        .or(Flags::NOTHING);
    if value.is_unknown() {
        kept.join(&Value::of(flags));
    } else if value.is_data() && !flags.and(plain).is_empty() {
        kept.join(&Value::of(flags.and(plain)));
    }
    kept
}

/// What is left of `value` when it is (or is not) equal to a literal.
pub(super) fn equal_to(value: Value, literal: &Value, equal: bool, loose: bool) -> Value {
    if literal.is_only(Flags::NOTHING) {
        let flags = match literal.flags.has(Flags::UNDEFINED) {
            _ if loose => Flags::NOTHING,
            true => Flags::ABSENT,
            false => Flags::NULL,
        };
        return only(value, flags, equal);
    }
    if literal.is_only(Flags::BOOL) && !loose {
        // Python's `1 == True`: only drop the truth value itself.
        if equal {
            let mut kept = value.scalars(
                literal
                    .flags
                    .or(Flags::NUMBER)
                    .or(Flags::DATA)
                    .or(Flags::UNKNOWN),
            );
            kept.refs = value.refs;
            return kept;
        }
        let mut rest = value;
        rest.remove(literal.flags);
        return rest;
    }
    if let (Some(text), false) = (literal.known_text(), loose) {
        let mut rest = value;
        match (equal, rest.texts.clone()) {
            (true, Some(texts)) if !texts.contains(text) => rest.remove(Flags::STRING),
            (true, _) if rest.flags.has(Flags::STRING) || rest.is_data() || rest.is_unknown() => {
                return literal.clone();
            }
            (true, _) => rest.remove(Flags::NOTHING.or(Flags::BOOL).or(Flags::NUMBER)),
            (false, Some(texts)) => {
                let kept: Vec<_> = texts.iter().filter(|one| *one != text).cloned().collect();
                if kept.is_empty() {
                    rest.remove(Flags::STRING);
                } else {
                    rest.texts = Some(kept.into());
                }
            }
            _ => {}
        }
        return rest;
    }
    value
}
