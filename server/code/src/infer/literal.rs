//! Literals of lists and objects, and copying one object into another.

use smol_str::SmolStr;

use super::heap::{Object, Record, Sequence};
use super::machine::Machine;
use super::raised::Raised;
use super::value::{Callable, Flags, Value};
use crate::ir::*;
use crate::shape::ArrayKind;

impl<'p> Machine<'p> {
    pub(super) fn array_literal(
        &mut self,
        site: ExprId,
        brackets: ArrayLiteral,
        elements: &'p [Element],
    ) -> Value {
        let kind = match brackets {
            ArrayLiteral::List => ArrayKind::List,
            ArrayLiteral::Tuple => ArrayKind::Tuple,
            ArrayLiteral::Set => ArrayKind::Set,
        };
        let mut sequence = Sequence::exact(kind, Vec::new());
        for element in elements {
            match element {
                Element::Item(item) => {
                    let item = self.holding(sequence.each_mut(), |machine| machine.eval(*item));
                    sequence.push(&item);
                }
                Element::Hole => sequence.push(&Value::undefined()),
                Element::Spread(inner) => {
                    let iterable =
                        self.holding(sequence.each_mut(), |machine| machine.eval(*inner));
                    let spread = self.as_sequence(&iterable);
                    sequence.extend(&spread);
                }
            }
        }
        if kind == ArrayKind::Set {
            self.may_not_be_a_key(&sequence.element.clone());
            sequence.items = None;
            sequence.min = sequence.min.min(1);
        }
        self.new_array(site, sequence)
    }

    pub(super) fn object_literal(&mut self, site: ExprId, properties: &'p [Property]) -> Value {
        let mut record = Record::default();
        for property in properties {
            match property {
                Property::Pair(Key::Name(key, range), value) => {
                    let value = self.holding(record.each_mut(), |machine| machine.eval(*value));
                    record.set(key.clone(), value, Some(*range));
                }
                Property::Pair(Key::Computed(key), value) => {
                    let range = self.program.expr(*key).range;
                    let mut key = self.holding(record.each_mut(), |machine| machine.eval(*key));
                    let value = self.holding(record.each_mut().chain([&mut key]), |machine| {
                        machine.eval(*value)
                    });
                    self.may_not_be_a_key(&key);
                    self.set_key(&mut record, &key, &value, range);
                }
                Property::Accessor(Key::Name(key, range), _) => {
                    record.set(key.clone(), Value::unknown(), Some(*range));
                }
                Property::Accessor(Key::Computed(key), _) => {
                    self.holding(record.each_mut(), |machine| machine.eval(*key));
                    record.set_any(&Value::unknown());
                }
                Property::Spread(inner) => {
                    let source = self.holding(record.each_mut(), |machine| machine.eval(*inner));
                    if self.is_python() && !self.is_surely_dict(&source) {
                        self.may_raise_if_plain([&source], Raised::TYPE);
                    }
                    self.copy_into(&mut record, &source);
                }
            }
        }
        let value = self.new_record(site, record);
        self.tie_methods(&value, properties);
        let is_accessor = |property: &Property| matches!(property, Property::Accessor(..));
        if properties.iter().any(is_accessor) {
            self.forget(&value);
            self.forget_captured();
        }
        value
    }

    /// Methods of an object literal see the object as `this`.
    fn tie_methods(&mut self, object: &Value, properties: &'p [Property]) {
        let is_method = |property: &Property| {
            let Property::Pair(_, value) = property else {
                return false;
            };
            matches!(self.program.expr(*value).kind, ExprKind::Function(_))
        };
        if self.is_python() || !properties.iter().any(is_method) {
            return;
        }
        let Some(id) = object.strong_ref() else {
            return;
        };
        let Some(Object::Record(record)) = self.object(id) else {
            return;
        };
        let mut record = record.clone();
        for field in &mut record.fields {
            let callables = field.value.callables.iter_mut();
            for callable in callables.flat_map(|all| std::rc::Rc::make_mut(all).iter_mut()) {
                if let Callable::Closure {
                    function,
                    receiver: receiver @ None,
                } = callable
                    && self.program.function(*function).kind != FunctionKind::Arrow
                {
                    *receiver = Some(Box::new(object.clone()));
                }
            }
        }
        self.state.update(id, Object::Record(record));
    }

    /// `record[key] = value` for a key that is itself a value.
    pub(super) fn set_key(
        &mut self,
        record: &mut Record,
        key: &Value,
        value: &Value,
        range: text_size::TextRange,
    ) {
        match self.keys_of(key).as_deref() {
            Some([one]) => {
                let same = self.same_key(one).and_then(|same| record.field_mut(same));
                let is_new = same.is_none();
                if let Some(field) = same {
                    field.value.join(value);
                }
                record.set(one.clone(), value.clone(), Some(range));
                if let (false, Some(field)) = (is_new, record.field_mut(one)) {
                    field.always = false;
                }
            }
            Some(several) => {
                for key in several {
                    match record.field_mut(key) {
                        Some(field) => {
                            field.value.join(value);
                        }
                        None => record.fields.push(super::heap::Field {
                            key: key.clone(),
                            value: value.clone(),
                            always: false,
                            range: Some(range),
                        }),
                    }
                }
            }
            None => {
                if let Some(name) = self.refused_key(key) {
                    record.bad_key = Some(name);
                }
                record.set_any(value);
            }
        }
    }

    /// Python: `1` and `True` are one key, `0` and `False` another, though JSON writes them as two.
    fn same_key(&self, key: &str) -> Option<&'static str> {
        let same = match key {
            "1" => "true",
            "true" => "1",
            "0" => "false",
            "false" => "0",
            _ => return None,
        };
        self.is_python().then_some(same)
    }

    /// The texts a key may be written as, where they are few and known.
    pub(super) fn keys_of(&self, key: &Value) -> Option<Vec<SmolStr>> {
        if let Some(texts) = key.known_texts() {
            return Some(texts.to_vec());
        }
        if let Some(number) = key.known_number() {
            let whole = number.fract() == 0.0 && number.abs() < 9e15;
            let as_int = whole && (!self.is_python() || key.is_only(Flags::INT));
            return as_int.then(|| vec![SmolStr::from(format!("{}", number as i64))]);
        }
        let python = self.is_python();
        for (flag, text) in [
            (Flags::TRUE, "true"),
            (Flags::FALSE, "false"),
            (Flags::NULL, "null"),
            (Flags::UNDEFINED, "undefined"),
        ] {
            if key.is_only(flag) && !(python && flag == Flags::UNDEFINED) {
                return Some(vec![text.into()]);
            }
        }
        None
    }

    /// The type's name, when a Python key is surely one that `json.dumps` refuses.
    fn refused_key(&self, key: &Value) -> Option<SmolStr> {
        if !self.is_python() {
            return None;
        }
        if key.is_only(Flags::BYTES) {
            return Some("bytes".into());
        }
        match self.object(key.strong_ref()?)? {
            Object::Array(sequence) if sequence.kind == ArrayKind::Tuple => Some("tuple".into()),
            _ => None,
        }
    }

    /// `{**source}`, `{...source}`, `Object.assign(record, source)`, `record.update(source)`.
    pub(super) fn copy_into(&mut self, record: &mut Record, source: &Value) {
        let mut ways: Vec<Record> = Vec::new();
        if source.is_unknown() {
            ways.push(Record::open(Value::unknown()));
        }
        if source.is_data() {
            ways.push(Record::open(self.data()));
        }
        for id in &source.refs {
            match self.object(*id) {
                Some(Object::Record(other)) => ways.push(other.clone()),
                Some(Object::Array(sequence)) if self.is_python() => {
                    ways.push(Record::open(self.pair_values(&sequence.element.clone())))
                }
                Some(Object::Array(sequence)) => {
                    let element = sequence.element.clone();
                    // What `match` gives has more properties than its elements.
                    let more = |_: &Value| sequence.items.is_none();
                    ways.push(Record::open(element.joined_if(&Value::unknown(), more)))
                }
                _ => ways.push(Record::open(Value::unknown())),
            }
        }
        let without_keys = source.flags.has(
            Flags::NOTHING
                .or(Flags::BOOL)
                .or(Flags::NUMBER)
                .or(Flags::BIGINT)
                .or(Flags::SYMBOL)
                .or(Flags::FUNCTION),
        );
        if (without_keys || source.callables.is_some()) && !self.is_python() {
            ways.push(Record::default());
        }
        if source.flags.has(Flags::STRING) && !self.is_python() {
            // Its characters, under their places.
            ways.push(Record::open(Value::string()));
        }
        let one_way = ways.len() == 1;
        let before = record.clone();
        for (at, way) in ways.into_iter().enumerate() {
            let mut copy = before.clone();
            if let Some(rest) = &way.rest {
                copy.set_any(rest);
            }
            for field in way.fields {
                if field.always {
                    copy.set(field.key, field.value, field.range);
                } else {
                    match copy.field_mut(&field.key) {
                        Some(mine) => {
                            mine.value.join(&field.value);
                        }
                        // Where it is not there, what stood under its name before stays.
                        None => copy.fields.push(super::heap::Field {
                            value: match &before.rest {
                                Some(rest) => field.value.joined(rest),
                                None => field.value,
                            },
                            ..field
                        }),
                    }
                }
            }
            copy.bad_key = copy.bad_key.or(way.bad_key);
            if one_way || at == 0 {
                *record = copy;
            } else {
                record.join(&copy);
            }
        }
    }

    /// What `dict(pairs)` holds.
    pub(super) fn pair_values(&mut self, pair: &Value) -> Value {
        let mut values = Value::never();
        for id in &pair.refs {
            if let Some(Object::Array(sequence)) = self.object(*id) {
                match sequence.items.as_deref() {
                    Some([_, value]) => values.join(&value.clone()),
                    _ => values.join(&sequence.element.clone()),
                };
            } else {
                values.join(&Value::unknown());
            }
        }
        if pair.is_data() {
            values.join(&self.data());
        }
        if pair.is_unknown() || values.is_never() {
            values.join(&Value::unknown());
        }
        values
    }
}
