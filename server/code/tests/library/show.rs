//! How the tests of the library write a shape: as the tables write a type.

use code::shape::{ArrayKind, Shape};

/// `shape` as the tables would write it; `?` is unknown.
pub(crate) fn show(shape: &Shape) -> String {
    match shape {
        Shape::Unknown => "?".into(),
        Shape::Never => "never".into(),
        Shape::Null => "null".into(),
        Shape::Boolean(None) => "bool".into(),
        Shape::Boolean(Some(value)) => value.to_string(),
        Shape::Number(number) => {
            let sort = match (number.int, number.float) {
                (true, false) => "int",
                (false, true) => "float",
                _ => "number",
            };
            match number.value {
                Some(value) => format!("{sort} {value}"),
                None => sort.into(),
            }
        }
        Shape::String(text) => match &text.value {
            Some(value) => format!("{value:?}"),
            None => "str".into(),
        },
        Shape::Undefined => "undefined".into(),
        Shape::BigInt => "bigint".into(),
        Shape::Symbol => "symbol".into(),
        Shape::Bytes => "bytes".into(),
        Shape::Circular => "circular".into(),
        Shape::Promise(inner) => format!("promise[{}]", show(inner)),
        Shape::Function => "function".into(),
        Shape::Instance(class) => format!("={class}"),
        Shape::Array(array) => {
            let kind = match array.kind {
                ArrayKind::List => "list",
                ArrayKind::Tuple => "tuple",
                ArrayKind::Set => "set",
                ArrayKind::Lazy => "lazy",
            };
            match (&array.items, array.kind) {
                (Some(items), ArrayKind::Tuple) => {
                    let items: Vec<String> = items.iter().map(show).collect();
                    format!("{kind}({})", items.join(", "))
                }
                _ => {
                    let some = if array.min > 0 && array.max.is_none() {
                        "+"
                    } else {
                        ""
                    };
                    format!("{kind}{some}[{}]", show(&array.element))
                }
            }
        }
        Shape::Object(object) => match (&object.fields[..], &object.rest) {
            ([], Some(rest)) => format!("dict[{}]", show(rest)),
            (fields, rest) => {
                let mut parts: Vec<String> = fields
                    .iter()
                    .map(|field| {
                        let mark = if field.always { "" } else { "?" };
                        format!("{}{mark}: {}", field.key, show(&field.shape))
                    })
                    .collect();
                parts.extend(rest.as_ref().map(|rest| format!("...: {}", show(rest))));
                format!("{{{}}}", parts.join(", "))
            }
        },
        Shape::Union(members) => {
            let members: Vec<String> = members.iter().map(show).collect();
            members.join(" | ")
        }
        other => format!("{other:?}"),
    }
}
