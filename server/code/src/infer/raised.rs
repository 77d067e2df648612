//! What kinds of exceptions may be raised, as far as handlers tell them apart: a handler that catches none of
//! what its `try` may raise is never entered.

use smol_str::SmolStr;

use super::call::Args;
use super::heap::Object;
use super::machine::Machine;
use super::value::{Callable, Flags, HeapId, Value};
use crate::ir::{BinaryOp, Element, ExprId, ExprKind, Handler};
use crate::library::{Entry, Raises};
use crate::shape::ArrayKind;

/// A set of kinds of exceptions. JavaScript knows only nothing and [`Raised::ANYTHING`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Raised(u16);

impl Raised {
    pub(super) const NOTHING: Raised = Raised(0);
    /// `KeyError`.
    pub(super) const KEY: Raised = Raised(1);
    /// `IndexError`.
    pub(super) const INDEX: Raised = Raised(1 << 1);
    /// `ValueError` and what is derived from it, but for [`Raised::JSON`].
    pub(super) const VALUE: Raised = Raised(1 << 2);
    /// `TypeError`.
    pub(super) const TYPE: Raised = Raised(1 << 3);
    /// `AttributeError`.
    pub(super) const ATTRIBUTE: Raised = Raised(1 << 4);
    /// `ZeroDivisionError`, `OverflowError`.
    pub(super) const ARITHMETIC: Raised = Raised(1 << 5);
    /// Any other `Exception`.
    pub(super) const OTHER: Raised = Raised(1 << 6);
    /// What is no `Exception`: `SystemExit` and the like.
    pub(super) const EXIT: Raised = Raised(1 << 7);
    /// `json.JSONDecodeError`.
    pub(super) const JSON: Raised = Raised(1 << 8);
    /// Any `Exception`, or whatever JavaScript throws.
    pub(super) const ANYTHING: Raised = Raised(!Self::EXIT.0);
    pub(super) const ALL: Raised = Raised(u16::MAX);

    pub(super) fn is_nothing(self) -> bool {
        self.0 == 0
    }

    /// They have a kind in common.
    pub(super) fn meets(self, other: Raised) -> bool {
        self.0 & other.0 != 0
    }

    pub(super) fn or(self, other: Raised) -> Raised {
        Raised(self.0 | other.0)
    }

    pub(super) fn without(self, other: Raised) -> Raised {
        Raised(self.0 & !other.0)
    }

    /// What raising the built-in class `name` itself raises.
    pub(super) fn by(name: &str) -> Raised {
        match name {
            "LookupError" | "ArithmeticError" | "Exception" => Raised::OTHER,
            "SystemExit" | "KeyboardInterrupt" | "BaseException" | "GeneratorExit" => Raised::EXIT,
            "ValueError" => Raised::VALUE,
            _ => Catches::of(name).may,
        }
    }

    /// What a table lists. `far` is out of the question: no date and no number that people use comes near.
    fn listed(raises: Raises) -> Raised {
        raises.kinds().fold(Raised::NOTHING, |all, kind| {
            all.or(match kind {
                "key" => Raised::KEY,
                "index" => Raised::INDEX,
                "value" => Raised::VALUE,
                "type" => Raised::TYPE,
                "attribute" => Raised::ATTRIBUTE,
                "arithmetic" => Raised::ARITHMETIC,
                "far" => Raised::NOTHING,
                _ => Raised::OTHER,
            })
        })
    }
}

/// A value that reaches more objects than this is not looked through.
const MOST_OBJECTS: usize = 60;

/// What a handler catches.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Catches {
    /// Some exceptions of these kinds.
    pub(super) may: Raised,
    /// All exceptions of these kinds.
    pub(super) surely: Raised,
}

impl Catches {
    const ALL: Catches = Catches {
        may: Raised::ALL,
        surely: Raised::ALL,
    };
    const UNKNOWN: Catches = Catches {
        may: Raised::ALL,
        surely: Raised::NOTHING,
    };

    /// What the built-in class `name` catches.
    fn of(name: &str) -> Catches {
        let kind = |kind| Catches {
            may: kind,
            surely: kind,
        };
        let part = |may| Catches {
            may,
            surely: Raised::NOTHING,
        };
        match name {
            "BaseException" => Catches::ALL,
            "Exception" => kind(Raised::ANYTHING),
            "KeyError" => kind(Raised::KEY),
            "IndexError" => kind(Raised::INDEX),
            "LookupError" => Catches {
                may: Raised::KEY.or(Raised::INDEX).or(Raised::OTHER),
                surely: Raised::KEY.or(Raised::INDEX),
            },
            "ValueError" => kind(Raised::VALUE.or(Raised::JSON)),
            "json.JSONDecodeError" | "json.decoder.JSONDecodeError" => kind(Raised::JSON),
            "UnicodeError" | "UnicodeDecodeError" | "UnicodeEncodeError" | "binascii.Error" => {
                part(Raised::VALUE)
            }
            "TypeError" => kind(Raised::TYPE),
            "AttributeError" => kind(Raised::ATTRIBUTE),
            "ArithmeticError" => Catches {
                may: Raised::ARITHMETIC.or(Raised::OTHER),
                surely: Raised::ARITHMETIC,
            },
            "ZeroDivisionError" | "OverflowError" | "FloatingPointError" => {
                part(Raised::ARITHMETIC)
            }
            "re.error" | "re.PatternError" => part(Raised::OTHER),
            "AssertionError"
            | "ImportError"
            | "ModuleNotFoundError"
            | "NameError"
            | "NotImplementedError"
            | "RecursionError"
            | "RuntimeError"
            | "StopIteration"
            | "UnboundLocalError" => part(Raised::OTHER),
            _ => Catches::UNKNOWN,
        }
    }

    fn or(self, other: Catches) -> Catches {
        Catches {
            may: self.may.or(other.may),
            surely: self.surely.or(other.surely),
        }
    }
}

impl Machine<'_> {
    /// Something of `kinds` might be raised here.
    pub(super) fn may_raise(&mut self, kinds: Raised) {
        self.state.may_raise(kinds);
    }

    /// Python: the kinds, where the operands are outside data or other values that run no code; else anything.
    pub(super) fn may_raise_if_plain<'v>(
        &mut self,
        operands: impl IntoIterator<Item = &'v Value>,
        kinds: Raised,
    ) {
        if !self.state.is_guarded() {
            return;
        }
        let plain = self.is_python() && operands.into_iter().all(|value| self.is_inert(value));
        self.may_raise(match plain {
            true => kinds,
            false => Raised::ANYTHING,
        });
    }

    /// Python: a list or dict is no key of a dict and no member of a set.
    pub(super) fn may_not_be_a_key(&mut self, key: &Value) {
        let scalar = Flags::STRING
            .or(Flags::NUMBER)
            .or(Flags::BOOL)
            .or(Flags::NULL);
        if self.is_python() && !key.is_never() && !key.is_only(scalar) {
            self.may_raise_if_plain([key], Raised::TYPE);
        }
    }

    /// What `handler` catches.
    pub(super) fn catches(&self, handler: &Handler) -> Catches {
        handler
            .types
            .map_or(Catches::ALL, |types| self.catches_of(types))
    }

    fn catches_of(&self, types: ExprId) -> Catches {
        match &self.program.expr(types).kind {
            ExprKind::Global(name) => Catches::of(name),
            ExprKind::Var(_) | ExprKind::Member { .. } => match self.imported_name(types) {
                Some(name) => Catches::of(&name),
                None => Catches::UNKNOWN,
            },
            ExprKind::Array(_, elements) => elements
                .iter()
                .map(|element| match element {
                    Element::Item(item) => self.catches_of(*item),
                    _ => Catches::UNKNOWN,
                })
                .fold(Catches::default(), Catches::or),
            _ => Catches::UNKNOWN,
        }
    }

    /// What `raise value` raises.
    pub(super) fn raised_by(&self, value: &Value) -> Raised {
        if !self.is_python() {
            return Raised::ANYTHING;
        }
        let class = |path: &str| match path.contains('.') {
            true => Raised::ALL,
            false => Raised::by(path),
        };
        let mut kinds = match value.flags.is_empty() {
            true => Raised::NOTHING,
            false => Raised::ALL,
        };
        for callable in value.callables() {
            kinds = kinds.or(match callable {
                Callable::Library(path) => class(path),
                _ => Raised::ALL,
            });
        }
        for id in &value.refs {
            kinds = kinds.or(match self.object(*id) {
                Some(Object::Instance {
                    class: own,
                    content,
                }) if own == "Exception" => {
                    content.known_text().map_or(Raised::ALL, |name| class(name))
                }
                _ => Raised::ALL,
            });
        }
        kinds
    }

    /// What a call of a listed function of Python may raise.
    pub(super) fn raised_in_call(&self, entry: &Entry, receiver: &Value, args: &Args) -> Raised {
        let path = entry.path;
        if args.more.is_some() || args.more_named.is_some() {
            return Raised::ANYTHING;
        }
        let count = args.positional.len() + args.named.len();
        let finite = |arg: &Value| {
            let number = arg.known_number();
            arg.is_only(Flags::INT) || number.is_some_and(f64::is_finite)
        };
        if path == "datetime.timedelta" && args.each().all(finite) {
            return Raised::NOTHING;
        }
        if let Some(raises) = entry.raises.filter(|_| count >= entry.least()) {
            return self.raised_as_listed(entry, raises, args);
        }
        if let Some(kinds) = self.raised_by_pattern(path, args) {
            return kinds;
        }
        if !args.each().all(|arg| self.is_json(arg)) {
            return match path {
                "isinstance" => Raised::NOTHING,
                "base64.b64encode" if args.each().all(|arg| arg.is_only(Flags::BYTES)) => {
                    Raised::NOTHING
                }
                _ => Raised::ANYTHING,
            };
        }
        let plain = args.each().all(Value::is_plain);
        match path {
            "print" | "str" | "repr" | "bool" | "type" | "id" | "callable" => Raised::NOTHING,
            // A built-in exception, made.
            _ if path.ends_with("Error") || path == "Exception" => Raised::NOTHING,
            "len" => Raised::TYPE,
            "int" | "float" if plain => converted(args),
            "json.loads" if plain => match args.each().all(|arg| arg.is_only(Flags::STRING)) {
                true => Raised::JSON,
                false => Raised::JSON.or(Raised::TYPE),
            },
            // Keys of several types cannot be sorted.
            "json.dumps" if args.named("sort_keys").is_some() => Raised::TYPE,
            "json.dumps" if args.positional.len() == 1 && args.named.iter().all(is_of_layout) => {
                Raised::NOTHING
            }
            "base64.b64decode" if count == 1 => Raised::VALUE.or(Raised::TYPE),
            _ => match path.strip_prefix("str#") {
                Some("join") if receiver.is_only(Flags::STRING) => match self.holds_texts(args) {
                    true => Raised::NOTHING,
                    false => Raised::TYPE,
                },
                Some(name) if receiver.is_only(Flags::STRING) && plain => of_text(name, args),
                _ => Raised::ANYTHING,
            },
        }
    }

    /// The only argument is a list of texts.
    fn holds_texts(&self, args: &Args) -> bool {
        let only_texts = |id: &HeapId| match self.object(*id) {
            Some(Object::Array(sequence)) => {
                sequence.max == Some(0) || sequence.element.is_only(Flags::STRING)
            }
            _ => false,
        };
        match args.positional.as_slice() {
            [list] => self.is_surely_list(list) && list.refs.iter().all(only_texts),
            _ => false,
        }
    }

    /// What the table of `entry` says of these arguments.
    fn raised_as_listed(&self, entry: &Entry, raises: Raises, args: &Args) -> Raised {
        let given = match raises.given {
            "int" => Flags::INT,
            "number" => Flags::NUMBER,
            "str" => Flags::STRING,
            "bytes" => Flags::BYTES,
            "text" => Flags::STRING.or(Flags::BYTES),
            _ => Flags::default(),
        };
        if args.each().next().is_none() && raises.given != "none" {
            return Raised::NOTHING;
        }
        let places = args.positional.iter().enumerate();
        let places = places.map(|(place, arg)| (entry.parameter(place), arg));
        let named = args.named.iter().map(|(name, arg)| (name.as_str(), arg));
        let mut kinds = Raised::listed(raises);
        for (name, arg) in places.chain(named) {
            let fits = match self.is_time_for(name, arg) {
                Some(fits) => fits,
                None => arg.is_only(given),
            };
            if fits {
                continue;
            }
            if !self.is_json(arg) {
                return Raised::ANYTHING;
            }
            if raises.given != "data" {
                kinds = kinds.or(Raised::TYPE).or(Raised::ATTRIBUTE);
            }
        }
        kinds
    }

    /// Whether `value` is the zone, the day or the time of day that the parameter `name` of a function of `datetime`
    /// wants; `None` for any other parameter.
    fn is_time_for(&self, name: &str, value: &Value) -> Option<bool> {
        let classes: &[&str] = match name {
            "tz" | "tzinfo" => &["datetime.timezone", "zoneinfo.ZoneInfo"],
            "offset" => &["datetime.timedelta"],
            "date" => &["datetime.date", "datetime.datetime"],
            "time" => &["datetime.time"],
            "tuple" => &["time.struct_time"],
            _ => return None,
        };
        let fits = |id: &HeapId| matches!(self.object(*id), Some(Object::Instance { class, .. }) if classes.contains(&class.as_str()));
        let alone = value.flags.is_empty() && value.callables.is_none();
        Some(alone && value.refs.iter().all(fits))
    }

    /// What a function of `re`, or a method of a pattern, may raise.
    fn raised_by_pattern(&self, path: &str, args: &Args) -> Option<Raised> {
        let (name, own) = match path.strip_prefix("re.Pattern#") {
            Some(name) => (name, 0),
            None => (path.strip_prefix("re.")?, 1),
        };
        let pattern = match own {
            0 => None,
            _ => Some(args.get(0, "pattern")?),
        };
        let replaces = matches!(name, "sub" | "subn");
        let listed = matches!(
            name,
            "compile" | "search" | "match" | "fullmatch" | "finditer"
        );
        if !listed && !replaces {
            return None;
        }
        let subject = match name {
            "compile" => None,
            _ => Some(args.get(own + usize::from(replaces), "string")?),
        };
        let mut kinds = self.raised_in_match(pattern.as_ref(), subject.as_ref(), args);
        if replaces {
            let by = args.get(own, "repl")?;
            let is_plain = |texts: &[SmolStr]| !texts.iter().any(|text| text.contains('\\'));
            if !by.is_only(Flags::STRING) {
                kinds = kinds.or(Raised::TYPE);
            }
            // It may name a group that is not there.
            if !by.known_texts().is_some_and(is_plain) {
                kinds = kinds.or(Raised::INDEX).or(Raised::OTHER);
            }
        }
        Some(kinds)
    }

    /// What a match of a pattern may raise. One that is written out is held to be sound: it would never have worked.
    pub(super) fn raised_in_match(
        &self,
        pattern: Option<&Value>,
        subject: Option<&Value>,
        args: &Args,
    ) -> Raised {
        if args.more.is_some() || args.more_named.is_some() {
            return Raised::ANYTHING;
        }
        if !args.each().all(Value::is_plain) {
            return Raised::ANYTHING;
        }
        let written = |value: &Value| value.known_texts().is_some();
        let text = |value: &Value| value.is_only(Flags::STRING);
        let fits = |arg: &Value| arg.is_only(Flags::STRING.or(Flags::INT));
        let texts = pattern.is_none_or(text) && subject.is_none_or(text);
        let mut kinds = match texts && args.each().all(fits) {
            true => Raised::NOTHING,
            false => Raised::TYPE,
        };
        if !pattern.is_none_or(written) {
            kinds = kinds.or(Raised::OTHER).or(Raised::ARITHMETIC);
        }
        kinds
    }

    /// No operator and no walk over it runs code: JSON values, views of dicts, times.
    fn is_inert(&self, value: &Value) -> bool {
        let scalars = Value {
            refs: Default::default(),
            ..value.clone()
        };
        let is_inert = |id: &HeapId| match self.object(*id) {
            Some(Object::Array(sequence)) if sequence.kind == ArrayKind::Lazy => {
                let views = ["range", "dict_keys", "dict_values", "dict_items"];
                sequence.name.is_some_and(|name| views.contains(&name))
                    && self.is_json(&sequence.element)
            }
            Some(Object::Instance { class, .. }) => class.starts_with("datetime."),
            _ => self.is_json(&Value::reference(*id)),
        };
        scalars.is_plain() && value.refs.iter().all(is_inert)
    }

    /// Python: what an operator of library classes may raise, where the table tells.
    pub(super) fn raised_by_operator(
        &self,
        op: BinaryOp,
        left: &Value,
        right: &Value,
    ) -> Option<Raised> {
        let symbol = super::operators::symbol(op)?;
        let (lefts, rights) = (self.classes(left)?, self.classes(right)?);
        let mut kinds = Raised::NOTHING;
        for left in &lefts {
            for right in &rights {
                let entry = self.entry(&format!("operator {left} {symbol} {right}"))?;
                kinds = kinds.or(Raised::listed(entry.raises?));
            }
        }
        Some(kinds)
    }

    /// It is made of JSON values only, tuples included, and holds no object within itself; it has a prototype.
    pub(super) fn is_json(&self, value: &Value) -> bool {
        let may_be_bare = self.has_bare_objects && !value.refs.is_empty();
        !may_be_bare && self.is_json_inside(value, &mut Vec::new(), &mut Vec::new())
    }

    fn is_json_inside(
        &self,
        value: &Value,
        inside: &mut Vec<HeapId>,
        known: &mut Vec<HeapId>,
    ) -> bool {
        let scalars = Value {
            refs: Default::default(),
            ..value.clone()
        };
        scalars.is_plain()
            && value.refs.iter().all(|id| {
                if known.contains(id) {
                    return true;
                }
                if inside.contains(id) || known.len() > MOST_OBJECTS {
                    return false;
                }
                inside.push(*id);
                let mut ask = |value: &Value| self.is_json_inside(value, inside, known);
                let is_json = match self.object(*id) {
                    Some(Object::Array(sequence)) => {
                        matches!(sequence.kind, ArrayKind::List | ArrayKind::Tuple)
                            && ask(&sequence.element)
                    }
                    Some(Object::Record(record)) => {
                        let fields = record.fields.iter().map(|field| &field.value);
                        let mut values = fields.chain(&record.rest);
                        record.class.is_none() && record.bad_key.is_none() && values.all(ask)
                    }
                    _ => false,
                };
                inside.pop();
                known.push(*id);
                is_json
            })
    }
}

/// What `int` and `float` may raise for plain arguments.
fn converted(args: &Args) -> Raised {
    let [only] = args.positional.as_slice() else {
        return Raised::VALUE.or(Raised::TYPE).or(Raised::ARITHMETIC);
    };
    let mut kinds = Raised::NOTHING;
    let may_be = |flags: Flags| only.flags.has(flags.or(Flags::DATA));
    if may_be(Flags::STRING) {
        kinds = kinds.or(Raised::VALUE);
    }
    if may_be(Flags::FLOAT) {
        // Neither is there an integer that is no number or infinite.
        kinds = kinds.or(Raised::VALUE).or(Raised::ARITHMETIC);
    }
    if may_be(Flags::NULL) {
        kinds = kinds.or(Raised::TYPE);
    }
    kinds
}

/// An argument of `json.dumps` that changes nothing but how it is laid out.
fn is_of_layout((name, value): &(SmolStr, Value)) -> bool {
    let plain = Flags::INT.or(Flags::BOOL).or(Flags::NULL).or(Flags::STRING);
    matches!(name.as_str(), "ensure_ascii" | "indent") && value.is_only(plain)
}

/// What a method of a text may raise.
fn of_text(name: &str, args: &Args) -> Raised {
    let texts = args.each().all(|arg| arg.is_only(Flags::STRING));
    match name {
        "lower" | "upper" | "title" | "capitalize" | "casefold" | "swapcase" | "strip"
        | "lstrip" | "rstrip" | "splitlines" | "replace" | "startswith" | "endswith" | "find"
        | "rfind" | "count" | "removeprefix" | "removesuffix" | "isdigit" | "isalpha"
        | "isalnum" | "isspace" | "isupper" | "islower" | "isnumeric" | "isdecimal"
            if texts =>
        {
            Raised::NOTHING
        }
        "split" | "rsplit" if texts && args.each().all(|arg| arg.sure_length() > 0) => {
            Raised::NOTHING
        }
        "isascii" | "isidentifier" | "isprintable" | "istitle" if texts => Raised::NOTHING,
        "encode" if args.positional.is_empty() && args.named.is_empty() => Raised::VALUE,
        "format" | "format_map" | "translate" => Raised::ANYTHING,
        _ => Raised::TYPE.or(Raised::VALUE).or(Raised::ARITHMETIC),
    }
}
