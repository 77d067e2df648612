//! From the abstract value, which refers to a heap, to the [`Shape`] that stands alone.

use super::heap::{Object, Record, Sequence};
use super::machine::Machine;
use super::value::{Callable, Flags, HeapId, Value};
use crate::shape::{Array, Field, Number, Object as ObjectShape, Shape, Text};

/// Deeper parts are unknown.
const MOST_DEPTH: usize = 14;
/// Larger shapes are cut.
const MOST_PARTS: usize = 4_000;

impl Machine<'_> {
    /// The shape of `value` in the present state.
    pub(super) fn freeze(&self, value: &Value) -> Shape {
        let mut freezer = Freezer {
            machine: self,
            inside: Vec::new(),
            parts: 0,
        };
        freezer.value(value)
    }
}

struct Freezer<'a, 'p> {
    machine: &'a Machine<'p>,
    inside: Vec<HeapId>,
    parts: usize,
}

impl Freezer<'_, '_> {
    fn value(&mut self, value: &Value) -> Shape {
        self.parts += 1;
        let unknown = value.is_unknown() || value.is_data();
        if unknown || self.parts > MOST_PARTS || self.inside.len() > MOST_DEPTH {
            return Shape::Unknown;
        }
        let mut members = scalars(value);
        if !value.callables().is_empty() || value.flags.has(Flags::FUNCTION) {
            members.push(self.callables(value));
        }
        for id in &value.refs {
            let member = self.object(*id);
            if !members.contains(&member) {
                members.push(member);
            }
        }
        if members.is_empty() && value.flags.has(Flags::PERHAPS) {
            return Shape::Undefined;
        }
        Shape::union_of(members)
    }

    fn callables(&self, value: &Value) -> Shape {
        let mut all = Shape::Never;
        for callable in value.callables() {
            let one = match callable {
                Callable::Closure { receiver: None, .. } => Shape::Function,
                // A name no table knows may be a constant of any type.
                Callable::Library(path) => match self.machine.entry(path) {
                    Some(entry) if entry.params.is_none() => Shape::Unknown,
                    Some(_) if self.machine.is_python() => python_library_type(path),
                    Some(_) => Shape::Function,
                    None => Shape::Unknown,
                },
                own if self.machine.is_python() => Shape::Instance(python_type(own).into()),
                _ => Shape::Function,
            };
            all = all.union(one);
        }
        if value.flags.has(Flags::FUNCTION) {
            all.union(Shape::Function)
        } else {
            all
        }
    }

    fn object(&mut self, id: HeapId) -> Shape {
        if let Some(at) = self.inside.iter().position(|outer| *outer == id) {
            // A summary may well refer to another of the objects it stands for.
            let one_object_each = self.inside[at..].iter().all(|outer| !outer.is_summary());
            return if one_object_each {
                Shape::Circular
            } else {
                Shape::Unknown
            };
        }
        let Some(object) = self.machine.object(id) else {
            return Shape::Unknown;
        };
        self.inside.push(id);
        let shape = match object {
            Object::Array(sequence) => self.sequence(sequence),
            Object::Record(record) => self.record(record),
            Object::Instance { class, .. } if self.is_tuple(class) => Shape::Unknown,
            Object::Instance { class, content } => match content.known_text() {
                // An exception by its own name.
                Some(name) if class == "Exception" => Shape::Instance(name.clone()),
                _ => Shape::Instance(class.clone()),
            },
            Object::Promise(inner) => Shape::Promise(Box::new(self.value(inner))),
            Object::Forgotten => Shape::Unknown,
        };
        self.inside.pop();
        shape
    }

    /// A named tuple is a tuple to whoever asks.
    fn is_tuple(&self, class: &str) -> bool {
        use crate::library::Type;
        let made = self.machine.entry(class).map(|entry| &entry.result);
        matches!(made, Some(Type::Tuple(_) | Type::Sequence(..)))
    }

    fn sequence(&mut self, sequence: &Sequence) -> Shape {
        if let Some(name) = sequence.name {
            return Shape::Instance(name.into());
        }
        let items = sequence
            .items
            .as_ref()
            .map(|items| items.iter().map(|item| self.value(item)).collect());
        let element = if sequence.max == Some(0) {
            Shape::Never
        } else {
            self.value(&sequence.element)
        };
        Shape::Array(Box::new(Array {
            kind: sequence.kind,
            items,
            element,
            min: sequence.min,
            max: sequence.max,
        }))
    }

    fn record(&mut self, record: &Record) -> Shape {
        if let Some(class) = record.class
            && self.machine.is_python()
        {
            let class = self.machine.program.class(class);
            // A subclass may be anything, a `dict` or `str` included.
            return match &class.name {
                Some(name) if self.machine.is_plain(class) => {
                    Shape::Instance(format!("user:{name}").into())
                }
                _ => Shape::Unknown,
            };
        }
        let fields = record
            .fields
            .iter()
            .map(|field| Field {
                key: field.key.clone(),
                shape: self.value(&field.value),
                always: field.always,
                range: field.range,
            })
            .collect();
        let rest = record.rest.as_ref().map(|rest| self.value(rest));
        Shape::Object(Box::new(ObjectShape {
            fields,
            rest,
            bad_key: record.bad_key.clone(),
        }))
    }
}

/// What Python calls the type of something callable that is no plain function.
fn python_type(callable: &Callable) -> &'static str {
    match callable {
        Callable::Class(_) => "type",
        Callable::Closure { .. } => "method",
        Callable::Method { .. } | Callable::Library(_) => "builtin_function_or_method",
    }
}

/// The same of a built-in, or of what a module holds. The callables of a module are of many types; those of the modules
/// of which it is sure are told.
fn python_library_type(path: &str) -> Shape {
    let (module, name) = path.split_once('.').unwrap_or(("", path));
    let is_capital = name.starts_with(|first: char| first.is_ascii_uppercase());
    let kind = match module {
        _ if path.contains('#') => return Shape::Unknown,
        "" if is_capital || PYTHON_CLASSES.contains(&name) => "type",
        "" => "builtin_function_or_method",
        "datetime" if !name.contains('.') => "type",
        "datetime" | "math" | "time" => "builtin_function_or_method",
        "base64" | "copy" | "html" | "json" | "re" | "statistics" | "textwrap" | "uuid" => {
            match (name.contains('.'), is_capital) {
                (true, _) => return Shape::Unknown,
                (false, true) => "type",
                (false, false) => return Shape::Function,
            }
        }
        _ => return Shape::Unknown,
    };
    Shape::Instance(kind.into())
}

/// The built-in classes whose names do not say so.
const PYTHON_CLASSES: &[&str] = &[
    "bool",
    "bytearray",
    "bytes",
    "classmethod",
    "complex",
    "dict",
    "enumerate",
    "filter",
    "float",
    "frozenset",
    "int",
    "list",
    "map",
    "memoryview",
    "object",
    "property",
    "range",
    "reversed",
    "set",
    "slice",
    "staticmethod",
    "str",
    "super",
    "tuple",
    "type",
    "zip",
];

fn scalars(value: &Value) -> Vec<Shape> {
    let flags = value.flags;
    let mut members = Vec::new();
    let mut add = |flag: Flags, shape: Shape| {
        if flags.has(flag) {
            members.push(shape);
        }
    };
    add(Flags::NULL, Shape::Null);
    add(Flags::UNDEFINED, Shape::Undefined);
    let truth = match (flags.has(Flags::TRUE), flags.has(Flags::FALSE)) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    };
    add(Flags::BOOL, Shape::Boolean(truth));
    let number = Number {
        int: flags.has(Flags::INT),
        float: flags.has(Flags::FLOAT),
        value: value.number,
    };
    add(Flags::NUMBER, Shape::Number(number));
    add(Flags::BIGINT, Shape::BigInt);
    add(Flags::BYTES, Shape::Bytes);
    add(Flags::SYMBOL, Shape::Symbol);
    let one = value
        .texts
        .as_ref()
        .filter(|texts| texts.len() == 1)
        .and_then(|texts| texts.first().cloned());
    add(
        Flags::STRING,
        Shape::String(Text {
            value: one,
            min_length: value.min_length.into(),
        }),
    );
    members
}
