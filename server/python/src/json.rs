//! JSON into Python objects, as `json.loads` makes them, and Python's `json.dumps` of a value that was sent.

use rustpython_vm::{AsObject, PyObjectRef, PyResult, VirtualMachine};
use serde_json::{Map, Value};

use runner::{Sent, SentKey};

/// The object that `json.loads` makes of `value`.
pub(crate) fn to_python(vm: &VirtualMachine, value: &Value) -> PyResult {
    Ok(match value {
        Value::Null => vm.ctx.none(),
        Value::Bool(value) => vm.ctx.new_bool(*value).into(),
        Value::Number(number) => match (number.as_i64(), number.as_u64()) {
            (Some(value), _) => vm.ctx.new_int(value).into(),
            (_, Some(value)) => vm.ctx.new_int(value).into(),
            _ => vm.ctx.new_float(number.as_f64().unwrap_or(f64::NAN)).into(),
        },
        Value::String(text) => vm.ctx.new_str(text.as_str()).into(),
        Value::Array(elements) => {
            let elements: PyResult<Vec<PyObjectRef>> = elements
                .iter()
                .map(|element| to_python(vm, element))
                .collect();
            vm.ctx.new_list(elements?).into()
        }
        Value::Object(fields) => object_to_python(vm, fields)?,
    })
}

/// The dict that `json.loads` makes of an object with `fields`.
pub(crate) fn object_to_python(vm: &VirtualMachine, fields: &Map<String, Value>) -> PyResult {
    let dict = vm.ctx.new_dict();
    for (key, value) in fields {
        let value = to_python(vm, value)?;
        dict.as_object().set_item(key.as_str(), value, vm)?;
    }
    Ok(dict.into())
}

/// `json.dumps(value, default=str, ensure_ascii=False)`; `None` where it would raise.
pub(crate) fn dumps(value: &Sent) -> Option<String> {
    let mut text = String::new();
    write(value, &mut text).then_some(text)
}

fn write(value: &Sent, text: &mut String) -> bool {
    match value {
        Sent::Null | Sent::Undefined => text.push_str("null"),
        Sent::Boolean(value) => text.push_str(if *value { "true" } else { "false" }),
        Sent::Int(digits) | Sent::BigInt(digits) => text.push_str(digits),
        Sent::Float(number) => text.push_str(match number.as_str() {
            "inf" => "Infinity",
            "-inf" => "-Infinity",
            number => number,
        }),
        Sent::String(value) | Sent::Bytes(value) | Sent::Module(value) => quote(value, text),
        Sent::Instance { text: said, .. } => quote(said.as_deref().unwrap_or_default(), text),
        Sent::List(elements) | Sent::Tuple(elements) | Sent::Set(elements) => {
            return list(elements, text);
        }
        Sent::Object(fields) => return object(fields, text),
        Sent::Circular => return false,
        Sent::Symbol | Sent::Function | Sent::InvalidDate | Sent::Promise(_) => quote("", text),
    }
    true
}

fn list(elements: &[Sent], text: &mut String) -> bool {
    text.push('[');
    for (index, element) in elements.iter().enumerate() {
        if index > 0 {
            text.push_str(", ");
        }
        if !write(element, text) {
            return false;
        }
    }
    text.push(']');
    true
}

fn object(fields: &[(SentKey, Sent)], text: &mut String) -> bool {
    text.push('{');
    for (index, (key, value)) in fields.iter().enumerate() {
        let SentKey::Text(key) = key else {
            return false;
        };
        if index > 0 {
            text.push_str(", ");
        }
        quote(key, text);
        text.push_str(": ");
        if !write(value, text) {
            return false;
        }
    }
    text.push('}');
    true
}

/// A JSON string as Python writes it: everything beyond ASCII stays, DEL too.
fn quote(value: &str, text: &mut String) {
    text.push_str(&Value::from(value).to_string());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dumps_writes_as_python_does() {
        let value = Sent::Object(vec![
            (
                SentKey::Text("a".into()),
                Sent::Tuple(vec![Sent::Int("1".into()), Sent::Null]),
            ),
            (SentKey::Text("é".into()), Sent::Float("inf".into())),
            (SentKey::Text("q".into()), Sent::String("\"\n\u{7f}".into())),
        ]);
        assert_eq!(
            dumps(&value).as_deref(),
            Some("{\"a\": [1, null], \"é\": Infinity, \"q\": \"\\\"\\n\u{7f}\"}")
        );
        assert_eq!(dumps(&Sent::List(vec![Sent::Circular])), None);
        let bad = Sent::Object(vec![(SentKey::Bad("tuple".into()), Sent::Null)]);
        assert_eq!(dumps(&bad), None);
    }
}
