//! Random values and declarations, rich in what platforms stumble over.
#![allow(dead_code, missing_docs, unreachable_pub)]

pub mod encoding;

use code::Language;
use code::shape::ArrayKind;
use contract::{Key, Value};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::{Value as Json, json};
use workflow::Output;

use crate::common::{self, JAVASCRIPT, PYTHON, output};

pub const DIFY_KEYS: &[&str] = &["a", "b", "c", "x", "reslt", "0"];
pub const N8N_KEYS: &[&str] = &[
    "json",
    "json",
    "binary",
    "pairedItem",
    "error",
    "index",
    "a",
    "b",
    "0",
];

fn leaf(language: Language) -> BoxedStrategy<Value> {
    let text = select(vec!["", "a", "1e+5", "-2.0E-30\n", "1e5", "x\0y", "é"]);
    let number = select(vec![
        0.0,
        -0.0,
        1.0,
        0.5,
        -7.0,
        1e-21,
        1e21,
        9.3e18,
        1.0 / 70000.0,
        f64::NAN,
        f64::INFINITY,
    ]);
    let both = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Boolean),
        text.prop_map(common::text),
        number.prop_map(Value::Float),
    ];
    if language == PYTHON {
        let integer = select(vec![
            0,
            1,
            -3,
            i128::from(i64::MAX),
            1 << 63,
            (1 << 60) + 1,
            -(1 << 70),
        ]);
        prop_oneof![
            4 => both,
            2 => integer.prop_map(common::int),
            1 => select(vec![
                Value::Bytes("b''".into()),
                Value::Function,
                Value::Circular,
                Value::Array(ArrayKind::Set, vec![]),
                common::instance("datetime.datetime"),
                common::instance("Decimal"),
            ]),
        ]
        .boxed()
    } else {
        prop_oneof![
            5 => both,
            2 => select(vec![
                Value::Undefined,
                Value::Function,
                Value::Symbol,
                Value::BigInt(0.into()),
                Value::BigInt(5.into()),
                Value::InvalidDate,
                Value::Circular,
                Value::Instance { class: "Date".into(), text: Some("1970-01-01T00:00:00.000Z".into()) },
                common::instance("Map"),
                common::instance("Error"),
            ]),
        ]
        .boxed()
    }
}

pub fn value(language: Language, keys: &'static [&'static str]) -> impl Strategy<Value = Value> {
    leaf(language).prop_recursive(6, 40, 5, move |inner| {
        let kind = match language {
            Language::Python => select(vec![ArrayKind::List, ArrayKind::List, ArrayKind::Tuple]),
            Language::JavaScript => select(vec![ArrayKind::List]),
        };
        let key = select(keys.to_vec()).prop_map(Key::from);
        let bad = if language == PYTHON { 1 } else { 0 };
        let key = prop_oneof![40 => key, bad => Just(Key::Bad("tuple".into()))];
        prop_oneof![
            3 => (kind, vec(inner.clone(), 0..4)).prop_map(|(kind, items)| Value::Array(kind, items)),
            5 => vec((key, inner.clone()), 0..4).prop_map(unique),
            1 => inner.clone().prop_map(|inner| Value::Promise(Box::new(inner))),
            1 => (inner, 28..34usize).prop_map(|(inner, count)| common::list(vec![inner; count])),
        ]
    })
}

/// An object in which no key stands twice.
pub fn unique(mut entries: Vec<(Key, Value)>) -> Value {
    let mut seen = Vec::new();
    entries.retain(|(key, _)| {
        !seen.contains(key) && {
            seen.push(key.clone());
            true
        }
    });
    Value::Object(entries)
}

pub fn declared() -> impl Strategy<Value = Vec<Output>> {
    let types = vec![
        "string",
        "number",
        "object",
        "boolean",
        "array[string]",
        "array[number]",
        "array[object]",
        "array[boolean]",
    ];
    let leaf = select(types).prop_map(|name| (name, None::<Vec<Output>>));
    let declaration = leaf.prop_recursive(3, 8, 3, |inner| {
        (select(vec!["object", "array[object]"]), named(inner))
            .prop_map(|(name, children)| (name, Some(children)))
    });
    named(declaration)
}

/// Each declaration under a key of its own.
fn named(
    declaration: impl Strategy<Value = (&'static str, Option<Vec<Output>>)> + 'static,
) -> BoxedStrategy<Vec<Output>> {
    let keys = proptest::sample::subsequence(vec!["a", "b", "c", "x"], 0..3);
    (keys, vec(declaration, 3))
        .prop_map(|(keys, declarations)| {
            let pairs = keys.into_iter().zip(declarations);
            pairs
                .map(|(key, (name, children))| output(key, name, children))
                .collect()
        })
        .boxed()
}

/// A value that goes some way towards fitting the declarations: otherwise most fail at once.
pub fn fitting(outputs: Vec<Output>, language: Language) -> BoxedStrategy<Value> {
    let mut fields: BoxedStrategy<Vec<(Key, Value)>> = Just(Vec::new()).boxed();
    for output in outputs {
        let key = Key::from(output.name.as_str());
        let field = prop_oneof![8 => fit(output, language), 1 => value(language, DIFY_KEYS)];
        let present = prop::bool::weighted(0.95);
        fields = (fields, field, present)
            .prop_map(move |(mut fields, field, present)| {
                if present {
                    fields.push((key.clone(), field));
                }
                fields
            })
            .boxed();
    }
    fields.prop_map(Value::Object).boxed()
}

fn fit(output: Output, language: Language) -> BoxedStrategy<Value> {
    let element = |json: serde_json::Value| Just(common::value(&json, language));
    let name = output.type_name.as_deref().unwrap();
    let list_of = |inner: BoxedStrategy<Value>| vec(inner, 0..3).prop_map(common::list).boxed();
    let object = match output.children.clone() {
        Some(children) => fitting(children, language),
        None => value(language, DIFY_KEYS)
            .prop_map(|inner| common::object([("b", inner)]))
            .boxed(),
    };
    match name {
        "string" => element("a".into()).boxed(),
        "number" => element(1.into()).boxed(),
        "object" => object,
        "boolean" => value(language, DIFY_KEYS).boxed(),
        "array[string]" => list_of(element("a".into()).boxed()),
        "array[number]" => list_of(element(2.into()).boxed()),
        "array[object]" => list_of(object),
        _ => list_of(element(true.into()).boxed()),
    }
}

/// What n8n code mostly returns, of types that both languages have.
pub fn returned() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        4 => Just(common::object([])),
        1 => select(vec![Value::Null, common::text(""), common::text("a"), Value::Float(0.0)]),
        1 => select(vec![Value::Boolean(true), Value::Float(2.0)]),
    ];
    let row = vec((select(N8N_KEYS.to_vec()), leaf.clone()), 0..3)
        .prop_map(|row| {
            unique(
                row.into_iter()
                    .map(|(key, value)| (key.into(), value))
                    .collect(),
            )
        })
        .boxed();
    let rows = vec(
        prop_oneof![6 => row.clone(), 1 => leaf.clone().boxed()],
        0..4,
    );
    prop_oneof![3 => rows.prop_map(common::list).boxed(), 2 => row, 1 => leaf.boxed()]
}

/// What mostly stands in an item.
pub fn item_part() -> impl Strategy<Value = Value> {
    prop_oneof![
        6 => Just(common::object([])),
        2 => Just(common::object([("a", common::text("b"))])),
        1 => value(JAVASCRIPT, N8N_KEYS),
    ]
}

/// `count` values drawn from `strategy`, always the same ones.
fn draw<T: std::fmt::Debug>(strategy: impl Strategy<Value = T>, count: usize) -> Vec<T> {
    let mut runner = TestRunner::deterministic();
    (0..count)
        .map(|_| strategy.new_tree(&mut runner).unwrap().current())
        .collect()
}

/// Whether the value can be written as an expression.
fn writable(value: &Value) -> bool {
    match value {
        Value::Circular => false,
        Value::Array(_, items) => items.iter().all(writable),
        Value::Object(entries) => entries.iter().all(|(_, value)| writable(value)),
        Value::Promise(inner) => writable(inner),
        _ => true,
    }
}

/// Declarations as [`common::outputs`] reads them.
fn written(outputs: &[Output]) -> String {
    let one = |output: &Output| {
        let type_name = output.type_name.as_deref().unwrap();
        match &output.children {
            None => format!("{}: {type_name}", output.name),
            Some(children) => format!("{}: {type_name} {{ {} }}", output.name, written(children)),
        }
    };
    outputs.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// Cases for Dify's engine.
pub fn dify(count: usize) -> Vec<Json> {
    let mut cases = Vec::new();
    for (language, name) in [(PYTHON, "python3"), (JAVASCRIPT, "javascript")] {
        let fits = declared().prop_flat_map(move |outputs| {
            let any = value(language, DIFY_KEYS).boxed();
            let value = prop_oneof![9 => fitting(outputs.clone(), language), 1 => any];
            (Just(outputs), value)
        });
        let drawn = draw(fits, count / 2).into_iter();
        cases.extend(drawn.filter(|(_, value)| writable(value)).enumerate().map(
            |(index, (outputs, value))| {
                let source = encoding::source(&value, language);
                let code = match language {
                    Language::Python => format!(
                        "import datetime, decimal\nasync def later(x):\n    return x\ndef main():\n    \
                         return {source}"
                    ),
                    Language::JavaScript => format!("function main() {{\n  return {source}\n}}"),
                };
                json!({
                    "id": format!("{name}-{index}"), "language": name, "code": code, "inputs": {},
                    "declared": written(&outputs), "value": encoding::encode(&value),
                })
            },
        ));
    }
    cases
}

/// Cases for n8n's engine.
pub fn n8n(count: usize) -> Vec<Json> {
    let row = vec((select(N8N_KEYS.to_vec()), item_part()), 0..3)
        .prop_map(|row| {
            unique(
                row.into_iter()
                    .map(|(key, value)| (key.into(), value))
                    .collect(),
            )
        })
        .boxed();
    let rows = vec(row.clone(), 0..4).prop_map(common::list);
    let any = value(JAVASCRIPT, N8N_KEYS).boxed();
    let returned = prop_oneof![4 => rows.boxed(), 2 => row, 3 => any];
    let mode = select(vec![
        "runOnceForAllItems",
        "runOnceForAllItems",
        "runOnceForEachItem",
    ]);
    let drawn = draw((mode, returned), count).into_iter();
    drawn
        .filter(|(_, value)| writable(value))
        .enumerate()
        .map(|(index, (mode, value))| {
            let source = encoding::source(&value, JAVASCRIPT);
            json!({
                "id": format!("n8n-{index}"), "language": "javaScript", "mode": mode,
                "code": format!("return {source};"), "items": [{"json": {}}],
                "value": encoding::encode(&value),
            })
        })
        .collect()
}
