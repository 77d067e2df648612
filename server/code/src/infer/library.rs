//! What library functions give: the tables' types made into values, and the functions whose result
//! depends on their arguments in ways no table tells.

use std::borrow::Cow;

use smol_str::SmolStr;

use super::call::Args;
use super::heap::{Field, Object, Record, Sequence};
use super::machine::Machine;
use super::raised::Raised;
use super::value::{Callable, Flags, HeapId, Value};
use crate::ir::ExprId;
use crate::library::{Entry, Of, Type};
use crate::shape::{ArrayKind, Shape};

/// The place of the first of several pairs that one expression makes.
const FIRST_PAIR: u16 = 20;

/// What a table's `self` and `arg0` refer to in one call.
#[derive(Debug, Default)]
pub(super) struct Actual<'a> {
    pub(super) receiver: Value,
    pub(super) args: Option<&'a Args>,
    /// Whose parameters the arguments are for.
    pub(super) entry: Option<&'static Entry>,
}

impl Actual<'_> {
    pub(super) fn none() -> Actual<'static> {
        Actual::default()
    }

    fn get(&self, of: Of) -> Value {
        match of {
            Of::Receiver => self.receiver.clone(),
            // What is surely not given is no alternative.
            Of::Argument(place) => self.argument(place).unwrap_or_default(),
        }
    }

    pub(super) fn argument(&self, place: usize) -> Option<Value> {
        let name = self.entry.map_or("", |entry| entry.parameter(place));
        self.args?.get(place, name)
    }

    /// The argument, `None` of Python where it is not given.
    fn if_given(&self, of: Of) -> Value {
        let Of::Argument(place) = of else {
            return self.get(of);
        };
        let name = self.entry.map_or("", |entry| entry.parameter(place));
        let surely = self
            .args
            .is_some_and(|args| args.positional.len() > place || args.named(name).is_some());
        match self.argument(place) {
            Some(value) if surely => value,
            Some(value) => value.joined(&Value::null()),
            None => Value::null(),
        }
    }
}

/// Where the objects of a type that is made into a value are allocated.
pub(super) struct Making<'g> {
    site: ExprId,
    /// How many of them there are so far.
    pub(super) ordinal: u16,
    /// Each stands for any number of objects.
    pub(super) many: bool,
    /// What the `json` of n8n's items is known to be.
    json: Option<&'g Shape>,
}

impl<'g> Making<'g> {
    pub(super) fn at(site: ExprId) -> Making<'g> {
        Making {
            site,
            ordinal: 0,
            many: false,
            json: None,
        }
    }

    /// Each of what is made there stands for any number of objects.
    pub(super) fn many(site: ExprId) -> Making<'static> {
        Making {
            many: true,
            ..Making::at(site)
        }
    }

    /// The place of the object that is about to be made.
    pub(super) fn here(&self) -> Making<'g> {
        Making { ..*self }
    }
}

/// What has the variables of the code by their names.
const BY_NAME: &[&str] = &["eval", "exec", "globals", "locals", "vars"];

impl Machine<'_> {
    /// A value of type `kind`, its objects allocated at `site`.
    pub(super) fn instantiate(&mut self, site: ExprId, kind: &Type, actual: &Actual<'_>) -> Value {
        self.make(&mut Making::at(site), kind, actual)
    }

    /// A value of the entry's type; of data that is known beforehand what is known.
    pub(super) fn instantiate_entry(
        &mut self,
        site: ExprId,
        entry: &Entry,
        actual: &Actual<'_>,
    ) -> Value {
        let json = self.given_json(entry.path, actual);
        let mut made = Making {
            json,
            ..Making::at(site)
        };
        self.make(&mut made, &entry.result, actual)
    }

    fn make(&mut self, made: &mut Making<'_>, kind: &Type, actual: &Actual<'_>) -> Value {
        if let (Some(json), Type::Record(fields, true)) = (made.json, kind)
            && fields.is_empty()
        {
            return self.thaw(made, json, 0);
        }
        made.ordinal += 1;
        let own = made.here();
        match kind {
            Type::Any | Type::Unknown => Value::unknown(),
            Type::Data => self.data(),
            Type::Never => {
                self.may_raise(Raised::ALL);
                self.state.dead = true;
                Value::never()
            }
            Type::Null => Value::null(),
            Type::Undefined => Value::undefined(),
            Type::Perhaps => Value::of(Flags::PERHAPS),
            Type::Bool => Value::any_bool(),
            Type::Int => Value::of(Flags::INT),
            Type::Float => Value::of(Flags::FLOAT),
            Type::Number => self.number(),
            Type::Str => Value::string(),
            Type::Text(text) => Value::text((*text).into()),
            Type::Bytes => Value::of(Flags::BYTES),
            Type::BigInt => Value::of(Flags::BIGINT),
            Type::Symbol => Value::of(Flags::SYMBOL),
            Type::Function => Value::of(Flags::FUNCTION),
            Type::Path(path) => Value::library(*path),
            Type::Sequence(kind, element, some) => {
                let element = self.make_many(made, element, actual);
                let sequence = Sequence::of(*kind, element).with_bounds(u64::from(*some), None);
                self.place(&own, Object::Array(sequence))
            }
            Type::Tuple(items) => {
                let items = items
                    .iter()
                    .map(|item| self.make(made, item, actual))
                    .collect();
                self.place(
                    &own,
                    Object::Array(Sequence::exact(ArrayKind::Tuple, items)),
                )
            }
            Type::Dict(element) => {
                let element = self.make_many(made, element, actual);
                self.place(&own, Object::Record(Record::open(element)))
            }
            Type::Record(fields, open) => {
                let mut record = Record {
                    rest: open.then(|| self.data()),
                    ..Record::default()
                };
                for (key, always, kind) in fields {
                    let json = made.json;
                    made.json = json.filter(|_| *key == "json");
                    let value = self.make(made, kind, actual);
                    made.json = json;
                    record.fields.push(Field {
                        key: (*key).into(),
                        value,
                        always: *always,
                        range: None,
                    });
                }
                self.place(&own, Object::Record(record))
            }
            Type::Instance(class, content) => {
                let content = match **content {
                    Type::Any => Value::never(),
                    ref content => self.make(made, content, actual),
                };
                self.place(
                    &own,
                    Object::Instance {
                        class: (*class).into(),
                        content,
                    },
                )
            }
            Type::Promise(inner) => {
                let inner = self.make(made, inner, actual);
                self.place(&own, Object::Promise(inner))
            }
            Type::Union(members) => {
                let mut all = Value::never();
                for member in members {
                    let one = self.make(made, member, actual);
                    all.join(&one);
                }
                all
            }
            Type::The(of) => actual.get(*of),
            Type::IfGiven(of) => actual.if_given(*of),
            Type::ElementOf(of) => {
                let of = actual.get(*of);
                self.elements(&of).0
            }
            Type::Like(sources) => {
                for source in sources {
                    let source = self.make(made, source, actual);
                    if let Some(sort) = self.text_or_bytes(&source) {
                        return sort;
                    }
                }
                Value::unknown()
            }
        }
    }

    /// Python: any text, or any bytes, if `value` is surely of that sort wherever it is accepted as either.
    pub(super) fn text_or_bytes(&self, value: &Value) -> Option<Value> {
        let mut flags = value.flags;
        for id in &value.refs {
            match self.object(*id) {
                // A compiled pattern holds what it was compiled from.
                Some(Object::Instance { class, content }) if class == "re.Pattern" => {
                    flags = flags.or(content.flags);
                }
                Some(Object::Array(_)) => {}
                Some(Object::Record(record)) if record.class.is_none() => {}
                _ => return None,
            }
        }
        let text = flags.has(Flags::STRING.or(Flags::DATA));
        match (text, flags.has(Flags::BYTES), flags.has(Flags::UNKNOWN)) {
            (true, false, false) => Some(Value::string()),
            (false, true, false) => Some(Value::of(Flags::BYTES)),
            _ => None,
        }
    }

    /// What each of any number of elements is: the objects among them stand for many.
    fn make_many(&mut self, made: &mut Making<'_>, kind: &Type, actual: &Actual<'_>) -> Value {
        let outer = std::mem::replace(&mut made.many, true);
        let value = self.make(made, kind, actual);
        made.many = outer;
        value
    }

    pub(super) fn place(&mut self, made: &Making<'_>, object: Object) -> Value {
        if !made.many {
            return self.allocate(made.site, made.ordinal, object);
        }
        self.allocate(made.site, made.ordinal, object.clone());
        let recent = self.allocate(made.site, made.ordinal, object);
        Value::reference(recent.refs[0].older())
    }

    /// Call a library function by its path.
    pub(super) fn call_library(
        &mut self,
        site: ExprId,
        path: &SmolStr,
        args: &Args,
        is_new: bool,
    ) -> Value {
        if BY_NAME.contains(&path.as_str()) {
            self.forget_named();
            return self.call_unknown(args);
        }
        if !self.is_python() {
            self.converted(args.each());
        }
        if let Some(value) = self.call_special(site, path, args, is_new) {
            return value;
        }
        let entry = match is_new {
            true => self
                .entry(&format!("new {path}"))
                .or_else(|| self.entry(path)),
            false => self.entry(path),
        };
        let Some(entry) = entry.filter(|entry| entry.params.is_some()) else {
            return self.call_unlisted(site, path, args);
        };
        let value = self.call_entry(site, entry, Value::never(), args);
        match (&entry.result, path.rsplit('.').next()) {
            (Type::Instance("Exception", _), Some(name)) if is_exception(name) => {
                self.instance(site, "Exception", Value::text(name.into()))
            }
            _ => value,
        }
    }

    /// What calling a listed function gives.
    pub(super) fn call_entry(
        &mut self,
        site: ExprId,
        entry: &'static Entry,
        mut receiver: Value,
        args: &Args,
    ) -> Value {
        let mut now = Cow::Borrowed(args);
        if self.is_python() {
            let unlisted = args.named.iter().any(|(name, _)| !entry.takes(name))
                || entry
                    .most()
                    .is_some_and(|most| args.positional.len() > most);
            let perhaps = args.more_named.is_some() && entry.is_partial();
            if unlisted || perhaps || entry.result == Type::Any {
                return self.call_unknown(args);
            }
        }
        if !self.is_python() && entry.result.has_any() {
            self.call_unknown(args);
        } else {
            if self.is_python() {
                let kinds = self.raised_in_call(entry, &receiver, args);
                self.may_raise(kinds);
            } else if entry.throws && !is_plain_input(entry, args) {
                self.may_throw();
            }
            if args.each().any(|arg| !arg.callables().is_empty()) {
                let on_their_way = now.to_mut().each_mut().chain([&mut receiver]);
                self.hand_over(args, on_their_way);
            }
        }
        let args = &*now;
        let actual = Actual {
            receiver,
            args: Some(args),
            entry: Some(entry),
        };
        let value = self.instantiate_entry(site, entry, &actual);
        let value = encoded(value, entry, args);
        if value.is_never() && entry.result != Type::Never {
            return Value::unknown();
        }
        value
    }

    /// A function no table knows. Without arguments of its own making it can change nothing here.
    fn call_unlisted(&mut self, site: ExprId, path: &str, args: &Args) -> Value {
        if let Some(value) = self.call_unbound(site, path, args) {
            return value;
        }
        let value = self.call_unknown(args);
        // An exception class of Python, called.
        if self.is_python() && is_exception(path) {
            return self.instance(super::assign::NO_SITE, "Exception", Value::unknown());
        }
        value
    }

    /// `str.strip(text)`, as in `map(str.strip, texts)`.
    fn call_unbound(&mut self, site: ExprId, path: &str, args: &Args) -> Option<Value> {
        let (class, name) = path.split_once('.')?;
        let flags = match class {
            "str" => Flags::STRING,
            "bytes" => Flags::BYTES,
            "int" => Flags::INT,
            "float" => Flags::FLOAT,
            _ => return None,
        };
        let entry = self.entry(&format!("{class}#{name}"))?;
        let (receiver, rest) = args.positional.split_first()?;
        if !self.is_python() || entry.params.is_none() {
            return None;
        }
        let mut args = args.clone();
        args.positional = rest.to_vec();
        let receiver = match receiver.is_only(flags) {
            true => receiver.clone(),
            false => Value::of(flags),
        };
        Some(self.call_entry(site, entry, receiver, &args))
    }

    /// A listed function does not change its arguments, but it may call the closures among them, beside `held`.
    pub(super) fn hand_over<'v>(
        &mut self,
        args: &Args,
        held: impl IntoIterator<Item = &'v mut Value>,
    ) {
        let is_own = |one: &Callable| matches!(one, Callable::Closure { .. });
        if args.each().any(|arg| arg.callables().iter().any(is_own)) {
            self.holding(held, |machine| machine.call_with_anything(args));
        }
    }

    /// Functions whose result no table can tell.
    fn call_special(
        &mut self,
        site: ExprId,
        path: &str,
        args: &Args,
        is_new: bool,
    ) -> Option<Value> {
        if self.is_python() {
            self.python_function(site, path, args)
        } else {
            self.javascript_function(site, path, args, is_new)
        }
    }

    // ---- copies

    /// A copy of everything that `value` reaches.
    pub(super) fn deep_copy(&mut self, site: ExprId, value: &Value) -> Value {
        let originals = self.reachable(value);
        if originals.len() > 200 {
            return Value::unknown();
        }
        let objects: Vec<Object> = originals
            .iter()
            .map(|id| self.object(*id).cloned().unwrap_or(Object::Forgotten))
            .collect();
        // What stands for many objects is copied to what does.
        let copies: Vec<HeapId> = originals
            .iter()
            .enumerate()
            .map(|(at, original)| {
                let place = Making {
                    ordinal: 1000 + at as u16,
                    many: original.is_summary(),
                    ..Making::at(site)
                };
                self.place(&place, Object::Forgotten).refs[0]
            })
            .collect();
        let translate = |value: &mut Value| {
            for id in &mut value.refs {
                if let Some(at) = originals.iter().position(|original| original == id)
                    && let Some(copy) = copies.get(at)
                {
                    *id = *copy;
                }
            }
            value.refs.sort_unstable();
            value.refs.dedup();
        };
        for (mut object, copy) in objects.into_iter().zip(&copies) {
            object.each_value_mut(&mut |value| translate(value));
            self.state.update(*copy, object);
        }
        let mut copy = value.clone();
        translate(&mut copy);
        copy
    }

    /// A new list of what walking `value` gives.
    pub(super) fn listed(&mut self, site: ExprId, kind: ArrayKind, value: &Value) -> Value {
        let mut sequence = self.as_sequence(value);
        sequence.kind = kind;
        sequence.name = None;
        if kind == ArrayKind::Set {
            sequence.items = None;
            sequence.min = sequence.min.min(1);
        }
        self.new_array(site, sequence)
    }

    /// A new pair `[a, b]` (a tuple in Python).
    /// Pairs of `keys` and `values`, each an object of its own.
    pub(super) fn pairs(
        &mut self,
        site: ExprId,
        keys: Vec<Value>,
        mut values: Vec<Value>,
    ) -> Vec<Value> {
        let mut pairs = Vec::with_capacity(keys.len());
        for (at, key) in keys.into_iter().enumerate() {
            let value = std::mem::take(&mut values[at]);
            let held = values.iter_mut().chain(&mut pairs);
            let ordinal = FIRST_PAIR + at as u16;
            let pair = self.holding(held, |machine| machine.pair(site, ordinal, key, value));
            pairs.push(pair);
        }
        pairs
    }

    pub(super) fn pair(&mut self, site: ExprId, ordinal: u16, a: Value, b: Value) -> Value {
        let kind = if self.is_python() {
            ArrayKind::Tuple
        } else {
            ArrayKind::List
        };
        self.allocate(
            site,
            ordinal,
            Object::Array(Sequence::exact(kind, vec![a, b])),
        )
    }

    /// The keys of a record or of outside data, as walking them gives.
    pub(super) fn keys_sequence(&mut self, value: &Value) -> Sequence {
        let mut all = Sequence::of(ArrayKind::List, Value::never()).with_bounds(u64::MAX, Some(0));
        let mut add = |one: Sequence| {
            all.element.join(&one.element);
            all.min = all.min.min(one.min);
            all.max = all.max.zip(one.max).map(|(a, b)| a.max(b));
        };
        for id in &value.refs {
            match self.object(*id) {
                Some(Object::Record(record)) if record.class.is_none() => {
                    let mut keys = super::walk::keys(record, self.is_python());
                    if !self.is_python() && record.rest.is_some() {
                        keys.element = Value::string();
                    }
                    add(keys);
                }
                _ => add(Sequence::of(ArrayKind::List, Value::string())),
            }
        }
        if value.refs.is_empty() || !value.flags.is_empty() || value.callables.is_some() {
            let key = if value.is_unknown() && self.is_python() {
                Value::unknown()
            } else {
                Value::string()
            };
            add(Sequence::of(ArrayKind::List, key));
        }
        all.kind = ArrayKind::List;
        all
    }

    /// What the keys of `value` hold, and how many there are.
    pub(super) fn values_sequence(&mut self, value: &Value) -> Sequence {
        let mut all = self.keys_sequence(value);
        let mut element = Value::never();
        for id in &value.refs {
            match self.object(*id) {
                Some(Object::Record(record)) if record.class.is_none() => {
                    element.join(&record.any_value())
                }
                Some(Object::Array(sequence)) => {
                    let element_of = sequence.element.clone();
                    // What `match` gives has more properties than its elements.
                    let more = !self.is_python() && sequence.items.is_none();
                    element.join(&element_of.joined_if(&Value::unknown(), |_| more))
                }
                _ => element.join(&Value::unknown()),
            };
        }
        if value.is_data() {
            element.join(&self.data());
        }
        if value.flags.has(Flags::STRING) {
            // Its characters.
            element.join(&Value::string());
        }
        if value.is_unknown()
            || value.callables.is_some()
            || (element.is_never() && all.max != Some(0))
        {
            element.join(&Value::unknown());
        }
        all.element = element;
        all
    }
}

/// `$input.all()` and the like throw only where they are given something (reference n8n 5).
fn is_plain_input(entry: &Entry, args: &Args) -> bool {
    entry.path.starts_with("Input#") && args.each().next().is_none()
}

/// JavaScript: with an `outputEncoding` a function gives text, without one it gives bytes.
fn encoded(mut value: Value, entry: &Entry, args: &Args) -> Value {
    let Some(place) = entry
        .parameters()
        .position(|one| one == "outputEncoding?")
        .filter(|_| args.more.is_none())
    else {
        return value;
    };
    match args.positional.get(place) {
        None => value.remove(Flags::STRING),
        Some(encoding) if encoding.known_text().is_some_and(|name| name != "buffer") => {
            value.refs.clear();
        }
        Some(_) => {}
    }
    value
}

/// The constants that are no finite numbers.
pub(super) fn not_finite(path: &str) -> Option<f64> {
    Some(match path {
        "NaN" | "Number.NaN" | "math.nan" => f64::NAN,
        "Infinity" | "Number.POSITIVE_INFINITY" | "math.inf" => f64::INFINITY,
        "Number.NEGATIVE_INFINITY" => f64::NEG_INFINITY,
        _ => return None,
    })
}

fn is_exception(path: &str) -> bool {
    let name = path.rsplit('.').next().unwrap_or(path);
    name.ends_with("Error") || name.ends_with("Exception") || name.ends_with("Warning")
}
