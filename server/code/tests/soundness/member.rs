//! Whether a value that an engine returned is one that a shape stands for.

use code::Shape;
use code::shape::{Array, ArrayKind, Object};
use serde_json::Value;

/// The types of Python whose instances can be called.
const CALLABLE: &[&str] = &["builtin_function_or_method", "method", "type"];

/// `value` is tagged: `["int", 1]`, `["list", […]]`, `["dict", [[key, value], …]]`, …
pub fn is_member(shape: &Shape, value: &Value) -> bool {
    let tag = value[0].as_str().unwrap_or_default();
    let inner = &value[1];
    match shape {
        Shape::Unknown => true,
        // Where only the data decides whether an index is met, `undefined` is left out of the shape.
        _ if tag == "undefined" => true,
        Shape::Never => false,
        Shape::Union(members) => members.iter().any(|member| is_member(member, value)),
        Shape::Null => tag == "null",
        Shape::Undefined => false,
        Shape::Boolean(known) => {
            tag == "bool" && known.is_none_or(|known| inner.as_bool() == Some(known))
        }
        Shape::Number(number) => {
            let sort = (tag == "int" && number.int) || (tag == "float" && number.float);
            sort && number
                .value
                .is_none_or(|known| inner.as_f64() == known.is_finite().then_some(known))
        }
        Shape::String(text) => {
            let Some(inner) = inner.as_str().filter(|_| tag == "str") else {
                return false;
            };
            text.value.as_ref().is_none_or(|known| known == inner)
                && inner.chars().count() as u64 >= text.min_length
        }
        Shape::Bytes => tag == "bytes",
        Shape::BigInt => tag == "bigint",
        Shape::Symbol => tag == "symbol",
        Shape::Function | Shape::Module(_) => tag == "function",
        Shape::Instance(class) if CALLABLE.contains(&class.as_str()) => tag == "function",
        Shape::Instance(_) => tag == "instance",
        Shape::Promise(_) => tag == "promise",
        Shape::Circular => tag == "cycle",
        Shape::Array(array) => in_array(array, tag, inner),
        Shape::Object(object) => tag == "dict" && in_object(object, inner),
    }
}

fn in_array(array: &Array, tag: &str, inner: &Value) -> bool {
    let kind = match array.kind {
        ArrayKind::List => "list",
        ArrayKind::Tuple => "tuple",
        ArrayKind::Set => "set",
        // What it gives is not walked.
        ArrayKind::Lazy => "instance",
    };
    let Some(items) = inner.as_array().filter(|_| tag == kind) else {
        return tag == kind;
    };
    let count = items.len() as u64;
    let fits = count >= array.min && array.max.is_none_or(|max| count <= max);
    let exact = match &array.items {
        Some(known) => {
            known.len() == items.len()
                && known
                    .iter()
                    .zip(items)
                    .all(|(shape, item)| is_member(shape, item))
        }
        None => true,
    };
    fits && exact && items.iter().all(|item| is_member(&array.element, item))
}

fn in_object(object: &Object, inner: &Value) -> bool {
    let Some(pairs) = inner.as_array() else {
        return false;
    };
    let get = |key: &str| {
        pairs
            .iter()
            .find(|pair| pair[0] == key)
            .map(|pair| &pair[1])
    };
    let known = object.fields.iter().all(|field| match get(&field.key) {
        Some(value) => is_member(&field.shape, value),
        None => !field.always,
    });
    known
        && pairs.iter().all(|pair| {
            let key = pair[0].as_str().unwrap_or_default();
            object.field(key).is_some()
                || object
                    .rest
                    .as_ref()
                    .is_some_and(|rest| is_member(rest, &pair[1]))
        })
}
