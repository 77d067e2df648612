//! Reading from objects: members, indices, slices, elements.

use smol_str::SmolStr;

use super::call::Args;
use super::heap::{Object, Record, Sequence};
use super::machine::Machine;
use super::promises::RESOLVE;
use super::raised::Raised;
use super::value::{Callable, Flags, HeapId, Value};
use crate::ir::ExprId;
use crate::library::{Entry, Type};

/// The keys of n8n's items.
const OF_ITEMS: &[&str] = &["json", "binary", "pairedItem"];

impl Machine<'_> {
    /// `receiver.name`.
    pub(super) fn member(&mut self, site: ExprId, receiver: &Value, name: &SmolStr) -> Value {
        if receiver.is_never() {
            return Value::never();
        }
        if self.patched.contains(name) {
            self.may_throw();
            self.code_escaped = true;
            return Value::unknown();
        }
        if self.is_python() {
            self.attribute(site, receiver, name)
        } else {
            self.property(site, receiver, name)
        }
    }

    /// Python's `receiver.name`: attributes, never keys.
    fn attribute(&mut self, site: ExprId, receiver: &Value, name: &SmolStr) -> Value {
        if self.is_surely_dict(receiver) && !Self::has_attribute(name) {
            self.dict_attributes.insert(site);
        }
        let mut answer = Value::never();
        let scalars = receiver.flags.without(Flags::UNKNOWN);
        if !scalars.is_empty() {
            self.may_raise(Raised::ATTRIBUTE);
            let found = self.attribute_of_scalar(site, receiver.scalars(scalars), name);
            answer.join(&found);
        }
        if receiver.is_unknown() {
            self.may_throw();
            answer.join(&Value::unknown());
        }
        for callable in receiver.callables() {
            let found = self.member_of_callable(site, callable, name);
            answer.join(&found);
        }
        for id in &receiver.refs {
            let found = match self.object(*id) {
                Some(Object::Record(record)) if record.class.is_some() => {
                    let record = record.clone();
                    self.instance_member(*id, &record, name)
                }
                Some(Object::Instance { class, .. }) => {
                    self.library_member(site, &class.clone(), *id, name)
                }
                Some(Object::Forgotten) | None => {
                    self.may_throw();
                    Value::unknown()
                }
                // No dict has it; what comes after that is looked at all the same.
                Some(Object::Record(_)) if !Self::has_attribute(name) => {
                    self.may_raise(Raised::ATTRIBUTE);
                    Value::unknown()
                }
                _ if is_attribute(name) => {
                    self.may_raise(Raised::ATTRIBUTE);
                    Value::unknown()
                }
                _ => Value::callable(Callable::Method {
                    receiver: Box::new(Value::reference(*id)),
                    name: name.clone(),
                }),
            };
            answer.join(&found);
        }
        answer
    }

    /// A text, number, list or dict has a method of that name.
    fn is_method_of_data(&self, name: &str) -> bool {
        const OF_LISTS: &[&str] = &[
            "append", "extend", "insert", "remove", "reverse", "sort", "index", "count",
        ];
        let classes = ["str", "int", "float", "bytes", "bool"];
        Self::has_attribute(name)
            || OF_LISTS.contains(&name)
            || classes
                .iter()
                .any(|class| self.entry(&format!("{class}#{name}")).is_some())
    }

    pub(super) fn is_surely_dict(&self, value: &Value) -> bool {
        let is_dict = |id: &HeapId| matches!(self.object(*id), Some(Object::Record(record)) if record.class.is_none());
        value.flags.is_empty()
            && value.callables().is_empty()
            && !value.refs.is_empty()
            && value.refs.iter().all(is_dict)
    }

    /// A dict, or one of the classes like it, has an attribute of that name.
    fn has_attribute(name: &str) -> bool {
        const METHODS: &[&str] = &[
            "clear",
            "copy",
            "fromkeys",
            "get",
            "items",
            "keys",
            "pop",
            "popitem",
            "setdefault",
            "update",
            "values",
            "move_to_end",
            "most_common",
            "elements",
            "subtract",
            "total",
        ];
        is_attribute(name) || METHODS.contains(&name)
    }

    /// A method of a text or number, or what its attribute holds.
    fn attribute_of_scalar(&mut self, site: ExprId, receiver: Value, name: &SmolStr) -> Value {
        if name.starts_with("__") {
            return Value::unknown();
        }
        let holds = [(Flags::INT.or(Flags::BOOL), "int"), (Flags::FLOAT, "float")]
            .into_iter()
            .filter(|(flags, _)| receiver.flags.has(flags.or(Flags::DATA)))
            .filter_map(|(_, class)| self.entry(&format!("{class}#{name}")))
            .filter(|entry| entry.params.is_none());
        let types: Vec<_> = holds.map(|entry| &entry.result).collect();
        let mut answer = Value::never();
        for kind in types {
            answer.join(&self.instantiate(site, kind, &Default::default()));
        }
        if !answer.is_never() {
            return answer;
        }
        if !self.is_method_of_data(name) {
            return Value::unknown();
        }
        Value::callable(Callable::Method {
            receiver: Box::new(receiver),
            name: name.clone(),
        })
    }

    fn member_of_callable(&mut self, site: ExprId, callable: &Callable, name: &SmolStr) -> Value {
        match callable {
            Callable::Library(path) => {
                let path = SmolStr::from(format!("{path}.{name}"));
                if let Some(number) = super::library::not_finite(&path) {
                    return Value::float(number);
                }
                match self.entry(&path) {
                    Some(entry) if entry.params.is_none() => {
                        self.instantiate(site, &entry.result, &super::library::Actual::none())
                    }
                    _ => Value::library(path),
                }
            }
            Callable::Class(class) if self.is_python() => {
                self.may_throw();
                let known = self.program.class(*class);
                match self.is_enum(known) && self.is_assigned_in(known, name) {
                    true => {
                        let record = Record {
                            class: Some(*class),
                            rest: Some(Value::unknown()),
                            ..Record::default()
                        };
                        self.new_record(site, record)
                    }
                    false => self.member_of_class(*class, name),
                }
            }
            _ => {
                self.may_throw();
                Value::unknown()
            }
        }
    }

    /// The table's entry of a path, the host's before the language's.
    pub(super) fn entry(&self, path: &str) -> Option<&'static Entry> {
        self.globals.get(path).or_else(|| self.library.get(path))
    }

    /// The table's entry of a method or property of a class, or of one it is based on.
    pub(super) fn member_entry(&self, class: &str, name: &str) -> Option<&'static Entry> {
        let mut class = class;
        for _ in 0..4 {
            if let Some(entry) = self.entry(&format!("{class}#{name}")) {
                return Some(entry);
            }
            class = match self.entry(&format!("{class}#"))?.result {
                Type::Instance(base, _) => base,
                _ => return None,
            };
        }
        None
    }

    fn library_member(&mut self, site: ExprId, class: &str, id: HeapId, name: &SmolStr) -> Value {
        match self.member_entry(class, name) {
            Some(entry) if entry.params.is_none() => {
                let actual = super::library::Actual {
                    receiver: Value::reference(id),
                    ..Default::default()
                };
                self.instantiate_entry(site, entry, &actual)
            }
            Some(_) => Value::callable(Callable::Method {
                receiver: Box::new(Value::reference(id)),
                name: name.clone(),
            }),
            None => {
                self.may_throw();
                Value::unknown()
            }
        }
    }

    /// JavaScript's `receiver.name` for a name that is known.
    fn property(&mut self, site: ExprId, receiver: &Value, name: &SmolStr) -> Value {
        let mut answer = Value::never();
        if receiver.is_unknown() {
            self.may_throw();
            answer.join(&Value::unknown());
        }
        if receiver.is_data() {
            // A property of nothing throws; of a text or number it is undefined or a method.
            self.may_throw();
            let found = match name.as_str() {
                "length" => self.number().joined(&self.data()),
                _ => self.data().joined(&Value::undefined()),
            };
            answer.join(&found);
        }
        let scalars = receiver
            .flags
            .without(Flags::UNKNOWN.or(Flags::DATA).or(Flags::NOTHING));
        if !scalars.is_empty() {
            let found = self.property_of_scalar(site, &receiver.scalars(scalars), name);
            answer.join(&found);
        }
        if receiver.flags.has(Flags::NOTHING) {
            self.may_throw();
        }
        for callable in receiver.callables() {
            let found = self.member_of_callable(site, callable, name);
            answer.join(&found);
        }
        for id in &receiver.refs {
            let found = self.property_of_object(site, *id, name);
            answer.join(&found);
        }
        answer
    }

    /// JavaScript: a method of a text or number, not called, or what its property holds.
    fn property_of_scalar(&mut self, site: ExprId, receiver: &Value, name: &SmolStr) -> Value {
        let mut answer = Value::never();
        for (flags, class) in super::method::SCALARS {
            if !receiver.flags.has(*flags) {
                continue;
            }
            let own = receiver.scalars(*flags);
            let found = match self.entry(&format!("{class}#{name}")) {
                Some(entry) if entry.params.is_none() => {
                    self.instantiate(site, &entry.result, &Default::default())
                }
                Some(_) => Value::callable(Callable::Method {
                    receiver: Box::new(own),
                    name: name.clone(),
                }),
                // The code may have added to the prototype.
                None => Value::undefined().joined(&Value::unknown()),
            };
            answer.join(&found);
        }
        answer.joined_if(&Value::unknown(), Value::is_never)
    }

    fn property_of_object(&mut self, site: ExprId, id: HeapId, name: &SmolStr) -> Value {
        match self.object(id).cloned() {
            Some(Object::Record(record)) => {
                if record.field(name).is_none()
                    && let Some(class) = record.class
                    && self
                        .program
                        .class(class)
                        .methods
                        .iter()
                        .any(|(known, _)| known == name)
                {
                    return self.instance_member(id, &record, name);
                }
                self.key(&record, name)
            }
            Some(Object::Array(sequence)) if name == "length" => super::walk::length(&sequence),
            // The list of items is no item.
            Some(Object::Array(_))
                if OF_ITEMS.contains(&name.as_str()) && !self.has_named_lists =>
            {
                Value::undefined()
            }
            // What `match` gives has more properties, and code may add some.
            Some(Object::Array(_)) if self.entry(&format!("Array#{name}")).is_none() => {
                Value::unknown()
            }
            Some(Object::Array(_)) => Value::callable(Callable::Method {
                receiver: Box::new(Value::reference(id)),
                name: name.clone(),
            }),
            Some(Object::Instance { class, .. }) => self.library_member(site, &class, id, name),
            Some(Object::Promise(_))
                if ["then", "catch", "finally", RESOLVE].contains(&name.as_str()) =>
            {
                Value::callable(Callable::Method {
                    receiver: Box::new(Value::reference(id)),
                    name: name.clone(),
                })
            }
            Some(Object::Promise(_)) => Value::unknown(),
            Some(Object::Forgotten) | None => Value::unknown(),
        }
    }

    /// What a key of a record reads as (JavaScript: `undefined` where it is missing).
    pub(super) fn key(&self, record: &Record, key: &str) -> Value {
        let mut answer = Value::never();
        let mut missing = true;
        if let Some(field) = record.field(key) {
            answer.join(&field.value);
            missing = !field.always;
        }
        if missing {
            if let Some(rest) = &record.rest {
                answer.join(rest);
            }
            if record.class.is_some() || self.is_object_method(key) {
                answer.join(&Value::unknown());
            }
            if !self.is_python() {
                answer.join(&Value::undefined());
            }
        }
        answer
    }

    fn is_object_method(&self, key: &str) -> bool {
        let inherited = [
            "hasOwnProperty",
            "toString",
            "constructor",
            "valueOf",
            "isPrototypeOf",
            "toLocaleString",
        ];
        !self.is_python() && inherited.contains(&key)
    }

    /// `receiver[index]`.
    pub(super) fn index(&mut self, site: ExprId, receiver: &Value, index: &Value) -> Value {
        if receiver.is_never() || index.is_never() {
            return Value::never();
        }
        if !self.is_python()
            && let Some([name]) = index.known_texts()
        {
            return self.property(site, receiver, &name.clone());
        }
        let mut answer = Value::never();
        if receiver.is_unknown() || !receiver.callables().is_empty() {
            self.may_throw();
        } else if self.is_python() && !receiver.flags.is_empty() {
            self.may_raise(Raised::KEY.or(Raised::INDEX).or(Raised::TYPE));
        }
        if receiver.is_unknown() {
            answer.join(&Value::unknown());
        }
        if receiver.is_data() {
            let data = self.data();
            answer.join(&data);
        }
        if receiver.flags.has(Flags::STRING) {
            answer.join(&Value::string());
        }
        if receiver.flags.has(Flags::BYTES) {
            answer.join(&Value::of(Flags::INT));
        }
        for id in &receiver.refs {
            let found = self.index_of_object(site, receiver, *id, index);
            answer.join(&found);
        }
        if !receiver.callables().is_empty() {
            // `list[int]` and the like; a function's own properties.
            answer.join(&Value::unknown());
        }
        if self.is_python() && answer.is_never() {
            self.may_raise(Raised::KEY.or(Raised::INDEX).or(Raised::TYPE));
            self.state.dead = true;
        }
        if !self.is_python() {
            if !self.is_inside(receiver, index) {
                answer.join(&Value::of(Flags::PERHAPS));
            }
            if receiver.flags.has(Flags::NOTHING.or(Flags::DATA)) {
                self.may_throw();
            }
        }
        answer
    }

    /// The index surely meets an element.
    fn is_inside(&self, receiver: &Value, index: &Value) -> bool {
        let Some(at) = index.known_number().filter(|at| *at >= 0.0) else {
            return false;
        };
        receiver.flags.is_empty()
            && receiver.refs.iter().all(|id| match self.object(*id) {
                Some(Object::Array(sequence)) => at < sequence.min as f64,
                _ => false,
            })
    }

    fn index_of_object(
        &mut self,
        site: ExprId,
        receiver: &Value,
        id: HeapId,
        index: &Value,
    ) -> Value {
        match self.object(id).cloned() {
            Some(Object::Array(sequence)) => {
                let item = index.known_number().and_then(|at| item(&sequence, at));
                if item.is_none() && self.is_python() {
                    self.may_raise(Raised::INDEX.or(Raised::TYPE));
                }
                item.unwrap_or(sequence.element)
            }
            Some(Object::Record(mut record)) => match self.keys_of(index) {
                Some(keys) => {
                    let mut value = Value::never();
                    let sure = receiver.strong_ref() == Some(id) && keys.len() == 1;
                    for key in &keys {
                        value.join(&self.key(&record, key));
                        if !record.field(key).is_some_and(|field| field.always) {
                            self.missing_key(id, &mut record, key, &mut value, sure);
                        }
                    }
                    value
                }
                None => {
                    self.missing_any_key(id, &record);
                    let mut value = record.any_value();
                    if let Some(default) = &record.default {
                        value.join(default);
                    }
                    value
                }
            },
            Some(Object::Instance { class, content }) => {
                self.may_throw();
                if let Some(entry) = self.member_entry(&class, "[]") {
                    let receiver = Value::reference(id);
                    let key = Args::of(vec![index.clone()]);
                    self.call_entry(site, entry, receiver, &key)
                } else if content.is_never() {
                    Value::unknown()
                } else {
                    content.joined(&Value::unknown())
                }
            }
            _ => {
                self.may_throw();
                Value::unknown()
            }
        }
    }

    /// Python: reading a key that may be missing throws, or stores the default of a `defaultdict`.
    fn missing_key(
        &mut self,
        id: HeapId,
        record: &mut Record,
        key: &SmolStr,
        value: &mut Value,
        sure: bool,
    ) {
        if !self.is_python() {
            return;
        }
        let before = record.clone();
        match record.default.clone() {
            Some(default) => {
                value.join(&default);
                record.set(key.clone(), value.clone(), None);
                if default.is_only(Flags::NUMBER)
                    && let Some(field) = record.field_mut(key)
                {
                    // A counter stores nothing by being read.
                    field.always = false;
                }
            }
            None => {
                self.may_raise(Raised::KEY);
                // From here on the key is there.
                if let Some(field) = record.field_mut(key) {
                    field.always = true;
                }
            }
        }
        if !sure {
            // It may be another key, or another object, that was read.
            record.join(&before);
        }
        self.state.update(id, Object::Record(record.clone()));
    }

    fn missing_any_key(&mut self, id: HeapId, record: &Record) {
        if !self.is_python() {
            return;
        }
        self.may_raise(Raised::KEY.or(Raised::TYPE));
        if let Some(default) = record.default.clone() {
            let mut with = record.clone();
            with.set_any(&default);
            self.state.update(id, Object::Record(with));
        }
    }

    /// `receiver[a:b]`.
    pub(super) fn slice(
        &mut self,
        site: ExprId,
        receiver: &Value,
        bounds: &[Option<Value>; 3],
    ) -> Value {
        if receiver.is_never() {
            return Value::never();
        }
        let mut answer = receiver.scalars(Flags::BYTES);
        if receiver.is_unknown() {
            answer.join(&Value::unknown());
        }
        if receiver.is_data() {
            let data = self.data();
            answer.join(&data);
            // Since Python 3.12 a slice is a key, which no dict has.
            self.may_raise(match self.is_python() {
                true => Raised::KEY.or(Raised::TYPE),
                false => Raised::ANYTHING,
            });
        }
        if receiver.flags.has(Flags::STRING) {
            answer.join(&Value::string());
        }
        let place = Flags::INT.or(Flags::NULL).or(Flags::BOOL);
        let mut bounds_given = bounds.iter().flatten();
        if self.is_python() && !bounds_given.all(|bound| bound.is_only(place)) {
            self.may_raise_if_plain(bounds.iter().flatten(), Raised::TYPE);
        }
        for (at, id) in receiver.refs.iter().enumerate() {
            let part = match self.object(*id) {
                Some(Object::Array(sequence)) => {
                    // A place for each: at the same one the second would make the first an older object.
                    let part = Object::Array(part(sequence, bounds));
                    self.allocate(site, 100 + at as u16, part)
                }
                _ => Value::unknown(),
            };
            answer.join(&part);
        }
        answer
    }
}

/// What a Python list, tuple, dict, range or collection has besides methods.
fn is_attribute(name: &str) -> bool {
    name.starts_with("__")
        || matches!(
            name,
            "start" | "stop" | "step" | "maxlen" | "default_factory" | "mapping"
        )
        || name.starts_with("gi_")
}

fn item(sequence: &Sequence, at: f64) -> Option<Value> {
    let items = sequence.items.as_ref()?;
    let at = if at < 0.0 {
        at + items.len() as f64
    } else {
        at
    };
    items
        .get(at as usize)
        .filter(|_| at >= 0.0 && at.fract() == 0.0)
        .cloned()
}

fn part(sequence: &Sequence, bounds: &[Option<Value>; 3]) -> Sequence {
    let number = |bound: &Option<Value>| bound.as_ref().map(|value| value.known_number());
    let mut part = sequence.clone();
    part.items = None;
    match (number(&bounds[0]), number(&bounds[1]), number(&bounds[2])) {
        // `[:]`, `[::-1]`
        (None, None, None | Some(Some(-1.0))) => {}
        // `[:n]`
        (None | Some(Some(0.0)), Some(Some(n)), None) if n >= 0.0 => {
            let n = n as u64;
            part.min = part.min.min(n);
            part.max = Some(part.max.map_or(n, |max| max.min(n)));
        }
        // `[n:]`
        (Some(Some(n)), None, None) if n >= 0.0 => {
            let n = n as u64;
            part.min = part.min.saturating_sub(n);
            part.max = part.max.map(|max| max.saturating_sub(n));
        }
        // `[-n:]`
        (Some(Some(n)), None, None) => {
            let n = (-n) as u64;
            part.min = part.min.min(n);
            part.max = Some(part.max.map_or(n, |max| max.min(n)));
        }
        // `[a:b]`
        (Some(Some(a)), Some(Some(b)), None) if a >= 0.0 && b >= a => {
            let n = (b - a) as u64;
            part.min = 0;
            part.max = Some(part.max.map_or(n, |max| max.min(n)));
        }
        _ => part.min = 0,
    }
    part
}
