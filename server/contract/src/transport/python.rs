//! `json.dumps`: with defaults (Dify), and with `default=str` (n8n).

use code::shape::{ArrayKind, Text};
use smol_str::SmolStr;

use super::{Leaf, Serializer};
use crate::view::{View, ViewNumber};
use crate::violation::{Arrives, Kind};
use crate::wire::{Number, Object, Wire};

/// The most digits of an `int` that Python turns into text.
const MOST_DIGITS: usize = 4300;

/// The largest integer up to which JavaScript holds every one.
const MAX_SAFE_INTEGER: i128 = (1 << 53) - 1;

pub(super) fn leaf<T>(serializer: Serializer, view: &View<'_, T>) -> Leaf {
    match view {
        View::Null => Leaf::Arrives(Wire::Null),
        View::Boolean(value) => Leaf::Arrives(Wire::Boolean(*value)),
        View::Number(number) => self::number(serializer, number),
        View::String(text) => Leaf::Arrives(Wire::String(text.clone())),
        View::Bytes(text) => foreign(
            serializer,
            Some("bytes"),
            text.map_or(SOME_TEXT, Wire::text),
        ),
        View::Array(ArrayKind::Set, _) => foreign(serializer, Some("set"), SOME_TEXT),
        View::Array(_, _) => foreign(serializer, None, SOME_TEXT),
        View::Function => foreign(serializer, Some("function"), SOME_TEXT),
        View::Module => foreign(serializer, Some("module"), SOME_TEXT),
        View::Promise(_) => foreign(serializer, Some("coroutine"), SOME_TEXT),
        View::Instance { class, text } => instance(serializer, class, *text),
        View::Circular => Leaf::Refused(Kind::Circular),
        _ => Leaf::Arrives(Wire::Unknown),
    }
}

fn number(serializer: Serializer, number: &ViewNumber) -> Leaf {
    let n8n = serializer == Serializer::N8nPython;
    match number {
        ViewNumber::Int(Some(value)) if value.digits() > MOST_DIGITS => {
            Leaf::Refused(Kind::TooManyDigits)
        }
        ViewNumber::Int(Some(value)) if n8n => {
            let safe = value
                .to_i128()
                .is_some_and(|value| value.abs() <= MAX_SAFE_INTEGER);
            let exact = safe || value.exact_f64().is_some();
            let wire = Wire::Number(Number::Int(Some(value.clone())));
            if exact {
                Leaf::Arrives(wire)
            } else {
                Leaf::Lossy(wire, Kind::Imprecise)
            }
        }
        ViewNumber::Int(value) => Leaf::Arrives(Wire::Number(Number::Int(value.clone()))),
        ViewNumber::Float(Some(value)) if n8n && !value.is_finite() => {
            Leaf::Refused(Kind::NotFinite)
        }
        ViewNumber::Float(value) => Leaf::Arrives(Wire::Number(Number::Float(*value))),
        ViewNumber::Either => Leaf::Arrives(Wire::Number(Number::Either)),
    }
}

/// Text that is not empty.
const SOME_TEXT: Wire = Wire::String(Text {
    value: None,
    min_length: 1,
});

/// Something JSON does not know: Dify refuses it, n8n sends `str(x)`, which is `text`.
fn foreign(serializer: Serializer, type_name: Option<&str>, text: Wire) -> Leaf {
    let type_name = type_name.map(SmolStr::from);
    match serializer {
        Serializer::DifyPython => Leaf::Refused(Kind::NotSerialisable { type_name }),
        _ => {
            let from = type_name.unwrap_or_else(|| "iterator".into());
            Leaf::Lossy(
                text,
                Kind::Becomes {
                    from,
                    into: Arrives::Text,
                },
            )
        }
    }
}

fn instance(serializer: Serializer, class: &str, text: Option<&str>) -> Leaf {
    let name = class.rsplit('.').next().unwrap_or(class);
    match nature(class, name) {
        Nature::Foreign => {
            // An exception's text may be empty, as may that of an own class.
            let listed = FOREIGN.binary_search(&name).is_ok();
            let unknown = if listed { SOME_TEXT } else { Wire::TEXT };
            let text = text.map_or(unknown, Wire::text);
            // A caught exception is at least an `Exception`; its own class is not known.
            let exact = !matches!(name, "Exception" | "BaseException");
            let name = exact.then(|| name.trim_start_matches("user:"));
            foreign(serializer, name, text)
        }
        Nature::Dict => {
            let rest = Some(Box::new(Wire::Unknown));
            Leaf::Arrives(Wire::Object(Object {
                rest,
                ..Object::default()
            }))
        }
        Nature::Unknown => Leaf::Arrives(Wire::Unknown),
    }
}

/// What an instance is to `json.dumps`.
enum Nature {
    /// A dict.
    Dict,
    /// None of the types that JSON knows, nor a subclass of one.
    Foreign,
    /// It could be either.
    Unknown,
}

/// The classes that people return by mistake; others are not judged.
const FOREIGN: &[&str] = &[
    "BytesIO",
    "ChainMap",
    "Client",
    "Connection",
    "Cursor",
    "Decimal",
    "Element",
    "ElementTree",
    "Fraction",
    "IPv4Address",
    "IPv6Address",
    "Lock",
    "Logger",
    "Match",
    "Path",
    "Pattern",
    "PosixPath",
    "PurePath",
    "Random",
    "Response",
    "Session",
    "SimpleNamespace",
    "StringIO",
    "Template",
    "Thread",
    "UUID",
    "UserDict",
    "UserList",
    "UserString",
    "ZoneInfo",
    "builtin_function_or_method",
    "bytearray",
    "bytes",
    "chain",
    "complex",
    "date",
    "datetime",
    "deque",
    "dict_items",
    "dict_keys",
    "dict_values",
    "ellipsis",
    "enumerate",
    "filter",
    "frozenset",
    "generator",
    "map",
    "memoryview",
    "method",
    "object",
    "range",
    "time",
    "timedelta",
    "timezone",
    "type",
    "zip",
];

fn nature(class: &str, name: &str) -> Nature {
    match name {
        "Counter" | "OrderedDict" | "defaultdict" | "dict" => Nature::Dict,
        // A class of the user's own stands under this name only when it extends nothing that is
        // built in.
        _ if class.starts_with("user:") => Nature::Foreign,
        _ if FOREIGN.binary_search(&name).is_ok() => Nature::Foreign,
        _ if name.ends_with("Error")
            || name.ends_with("Exception")
            || name.ends_with("Warning") =>
        {
            Nature::Foreign
        }
        _ => Nature::Unknown,
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_table_is_in_order() {
        assert!(super::FOREIGN.is_sorted());
    }
}
