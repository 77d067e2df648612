//! Building values, outputs and expectations.
#![allow(dead_code, missing_docs, unreachable_pub)]

use code::Language;
use code::shape::ArrayKind;
use contract::{Integer, Key, Value, Verdict};
use serde_json::Value as Json;
use text::{InFile, TextRange};
use workflow::{DifyFacts, N8nFacts, Output, Target};

pub const PYTHON: Language = Language::Python;
pub const JAVASCRIPT: Language = Language::JavaScript;

/// What the newest Dify does.
pub fn newest() -> &'static DifyFacts {
    Target::NEWEST_DIFY.dify().unwrap()
}

/// What the newest n8n does.
pub fn newest_n8n() -> &'static N8nFacts {
    Target::NEWEST_N8N.n8n().unwrap()
}

/// Outputs as `name: type, name: type { child: type }`.
pub fn outputs(text: &str) -> Vec<Output> {
    let mut rest = text;
    let outputs = declarations(&mut rest);
    assert!(rest.is_empty(), "{rest:?} in {text:?}");
    outputs
}

fn declarations(rest: &mut &str) -> Vec<Output> {
    let mut outputs = Vec::new();
    loop {
        *rest = rest.trim_start();
        let Some((name, after)) = rest.split_once(':') else {
            return outputs;
        };
        if rest.starts_with('}') {
            return outputs;
        }
        let end = after.find([',', '{', '}']).unwrap_or(after.len());
        let type_name = after[..end].trim();
        *rest = &after[end..];
        let mut children = None;
        if let Some(inside) = rest.strip_prefix('{') {
            *rest = inside;
            children = Some(declarations(rest));
            *rest = rest
                .trim_start()
                .strip_prefix('}')
                .expect("a closing brace")
                .trim_start();
        }
        outputs.push(output(name.trim(), type_name, children));
        *rest = rest.strip_prefix(',').unwrap_or(rest);
    }
}

pub fn output(name: &str, type_name: &str, children: Option<Vec<Output>>) -> Output {
    Output {
        name: name.into(),
        range: InFile(TextRange::default()),
        type_name: Some(type_name.into()),
        type_range: None,
        children,
    }
}

/// The value that this JSON is in `language`.
pub fn value(json: &Json, language: Language) -> Value {
    match json {
        Json::Null => Value::Null,
        Json::Bool(value) => Value::Boolean(*value),
        Json::Number(number) if number.is_f64() || language == JAVASCRIPT => {
            Value::Float(number.as_f64().unwrap())
        }
        Json::Number(number) => Value::Int(Integer::from_decimal(&number.to_string()).unwrap()),
        Json::String(text) => Value::String(text.clone()),
        Json::Array(items) => list(
            items
                .iter()
                .map(|item| value(item, language))
                .collect::<Vec<_>>(),
        ),
        Json::Object(object) => Value::Object(
            object
                .iter()
                .map(|(key, item)| (Key::from(&**key), value(item, language)))
                .collect(),
        ),
    }
}

pub fn list(items: impl Into<Vec<Value>>) -> Value {
    Value::Array(ArrayKind::List, items.into())
}

pub fn object<const N: usize>(entries: [(&str, Value); N]) -> Value {
    Value::Object(
        entries
            .into_iter()
            .map(|(key, value)| (Key::from(key), value))
            .collect(),
    )
}

pub fn text(text: &str) -> Value {
    Value::String(text.into())
}

pub fn int(value: i128) -> Value {
    Value::Int(value.into())
}

pub fn instance(class: &str) -> Value {
    Value::Instance {
        class: class.into(),
        text: None,
    }
}

/// The platform's first words, or `ok`.
pub fn words(verdict: &Verdict) -> String {
    match verdict.first_failure() {
        None => "ok".into(),
        Some(failure) => match &failure.message {
            Some(message) => message.text.clone(),
            None => format!("{:?}", failure.kind),
        },
    }
}
