//! One level of what a code node returns: the ground that [`Shape`] and [`Value`] share.

use code::Shape;
use code::shape::{ArrayKind, Text};
use smol_str::SmolStr;
use text_size::TextRange;

use crate::value::{Integer, Key, Value};

/// Something a code node may return, one level at a time.
pub(crate) trait Returned: Sized {
    /// What is nested deeper than this is not looked into.
    const DEEPEST: usize;

    /// What stands at this level.
    fn view(&self) -> View<'_, Self>;
}

/// One level.
pub(crate) enum View<'v, T> {
    Unknown,
    Undefined,
    Null,
    Boolean(Option<bool>),
    Number(ViewNumber),
    BigInt(Option<&'v Integer>),
    String(Text),
    Bytes(Option<&'v str>),
    Symbol,
    Array(ArrayKind, Elements<&'v T>),
    Object(ViewObject<'v, T>),
    Function,
    Module,
    Instance {
        class: &'v str,
        text: Option<&'v str>,
    },
    InvalidDate,
    Promise(&'v T),
    Circular,
    OneOf(&'v [T]),
}

/// What is known of a number.
pub(crate) enum ViewNumber {
    Int(Option<Integer>),
    Float(Option<f64>),
    Either,
}

/// The elements of a list.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Elements<T> {
    /// All of them, in order.
    Exact(Vec<T>),
    /// At least `min` and at most `max`, each of which is like `element`.
    Like {
        element: T,
        min: u64,
        max: Option<u64>,
    },
}

impl<T> Elements<T> {
    /// It has at least so many.
    pub(crate) fn min(&self) -> u64 {
        match self {
            Elements::Exact(items) => items.len() as u64,
            Elements::Like { min, .. } => *min,
        }
    }

    /// All of them, if they are known.
    pub(crate) fn exact(&self) -> Option<&[T]> {
        match self {
            Elements::Exact(items) => Some(items),
            Elements::Like { .. } => None,
        }
    }
}

/// The fields of an object.
pub(crate) struct ViewObject<'v, T> {
    pub(crate) fields: Vec<ViewField<'v, T>>,
    pub(crate) rest: Option<&'v T>,
    pub(crate) bad_key: Option<&'v SmolStr>,
}

/// One of them.
pub(crate) struct ViewField<'v, T> {
    pub(crate) key: &'v SmolStr,
    pub(crate) value: &'v T,
    pub(crate) always: bool,
    pub(crate) range: Option<TextRange>,
}

impl<'v, T> ViewObject<'v, T> {
    pub(crate) fn field(&self, key: &str) -> Option<&ViewField<'v, T>> {
        self.fields.iter().find(|field| field.key == key)
    }
}

impl Returned for Shape {
    const DEEPEST: usize = 200;

    fn view(&self) -> View<'_, Shape> {
        match self {
            Shape::Unknown => View::Unknown,
            Shape::Never => View::OneOf(&[]),
            Shape::Null => View::Null,
            Shape::Undefined => View::Undefined,
            Shape::Boolean(value) => View::Boolean(*value),
            Shape::Number(number) => View::Number(shape_number(*number)),
            Shape::BigInt => View::BigInt(None),
            Shape::String(text) => View::String(text.clone()),
            Shape::Bytes => View::Bytes(None),
            Shape::Symbol => View::Symbol,
            Shape::Array(array) => View::Array(array.kind, shape_elements(array)),
            Shape::Object(object) => View::Object(ViewObject {
                fields: object.fields.iter().map(shape_field).collect(),
                rest: object.rest.as_ref(),
                bad_key: object.bad_key.as_ref(),
            }),
            Shape::Function => View::Function,
            Shape::Module(_) => View::Module,
            Shape::Instance(class) => View::Instance { class, text: None },
            Shape::Promise(inner) => View::Promise(inner),
            Shape::Circular => View::Circular,
            Shape::Union(members) => View::OneOf(members),
        }
    }
}

fn shape_number(number: code::shape::Number) -> ViewNumber {
    match (number.int, number.float, number.value) {
        (false, _, value) => ViewNumber::Float(value),
        (true, false, value) => ViewNumber::Int(value.and_then(exact_integer)),
        (true, true, Some(value)) => ViewNumber::Float(Some(value)),
        (true, true, None) => ViewNumber::Either,
    }
}

/// The integer that a double holds, if it holds one.
pub(crate) fn exact_integer(value: f64) -> Option<Integer> {
    if value.fract() != 0.0 || !value.is_finite() {
        return None;
    }
    Integer::from_decimal(&format!("{value:.0}"))
}

fn shape_elements(array: &code::shape::Array) -> Elements<&Shape> {
    match &array.items {
        Some(items) => Elements::Exact(items.iter().collect()),
        None => Elements::Like {
            element: &array.element,
            min: array.min,
            max: array.max,
        },
    }
}

fn shape_field(field: &code::shape::Field) -> ViewField<'_, Shape> {
    ViewField {
        key: &field.key,
        value: &field.shape,
        always: field.always,
        range: field.range,
    }
}

impl Returned for Value {
    /// As deep as a run sends it, which sees to the stack.
    const DEEPEST: usize = 1_300;

    fn view(&self) -> View<'_, Value> {
        match self {
            Value::Undefined => View::Undefined,
            Value::Null => View::Null,
            Value::Boolean(value) => View::Boolean(Some(*value)),
            Value::Int(value) => View::Number(ViewNumber::Int(Some(value.clone()))),
            Value::Float(value) => View::Number(ViewNumber::Float(Some(*value))),
            Value::BigInt(value) => View::BigInt(Some(value)),
            Value::String(text) => View::String(Text {
                value: Some(text.as_str().into()),
                min_length: text.chars().count() as u64,
            }),
            Value::Bytes(text) => View::Bytes(Some(text)),
            Value::Symbol => View::Symbol,
            Value::Array(kind, items) => {
                View::Array(*kind, Elements::Exact(items.iter().collect()))
            }
            Value::Object(entries) => View::Object(value_object(entries)),
            Value::Function => View::Function,
            Value::Module(_) => View::Module,
            Value::Instance { class, text } => View::Instance {
                class,
                text: text.as_deref(),
            },
            Value::InvalidDate => View::InvalidDate,
            Value::Promise(inner) => View::Promise(inner),
            Value::Circular => View::Circular,
        }
    }
}

/// Of equal keys the first gives the place and the last the value, as in both languages.
fn value_object(entries: &[(Key, Value)]) -> ViewObject<'_, Value> {
    let mut places = rustc_hash::FxHashMap::default();
    let mut fields: Vec<ViewField<'_, Value>> = Vec::with_capacity(entries.len());
    let mut bad_key = None;
    for (key, value) in entries {
        match key {
            Key::Bad(type_name) => bad_key = Some(type_name),
            Key::Text(key) => {
                let place = *places.entry(key.as_str()).or_insert(fields.len());
                match fields.get_mut(place) {
                    Some(field) => field.value = value,
                    None => fields.push(ViewField {
                        key,
                        value,
                        always: true,
                        range: None,
                    }),
                }
            }
        }
    }
    ViewObject {
        fields,
        rest: None,
        bad_key,
    }
}
