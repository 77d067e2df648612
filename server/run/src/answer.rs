//! Reading what a child answers, which is not to be trusted.

use code::shape::ArrayKind;
use contract::{Integer, Key, Value};
use runner::{Answer, Sent, SentKey};
use serde_json::{Map, Number, Value as Json};

use crate::child::Silence;

/// Levels of JSON in an answer: a list takes two, an object three, of the 1,200 levels that children send.
const DEEPEST: usize = 3_700;
/// Stack for reading them.
const STACK: usize = 64 << 20;

/// The answer in `line`.
pub(crate) fn read(line: Vec<u8>) -> Result<Answer, Silence> {
    if depth(&line) > DEEPEST {
        return Err(Silence::Output);
    }
    let reader = std::thread::Builder::new()
        .stack_size(STACK)
        .spawn(move || {
            let mut reader = serde_json::Deserializer::from_slice(&line);
            reader.disable_recursion_limit();
            serde::Deserialize::deserialize(&mut reader)
        });
    let answer = reader.map(std::thread::JoinHandle::join);
    match answer {
        Ok(Ok(Ok(answer))) => Ok(answer),
        Ok(Ok(Err(error))) => Err(Silence::Crash(format!(
            "its answer cannot be read: {error}"
        ))),
        _ => Err(Silence::Crash("its answer cannot be read".into())),
    }
}

/// How deep the brackets of some JSON are nested.
fn depth(json: &[u8]) -> usize {
    let (mut depth, mut deepest) = (0usize, 0);
    let mut in_text = false;
    let mut escaped = false;
    for byte in json {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_text => escaped = true,
            b'"' => in_text = !in_text,
            _ if in_text => {}
            b'[' | b'{' => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

/// What the contracts judge.
pub(crate) fn value(sent: Sent) -> Value {
    let all = |items: Vec<Sent>| items.into_iter().map(value).collect();
    match sent {
        Sent::Undefined => Value::Undefined,
        Sent::Null => Value::Null,
        Sent::Boolean(truth) => Value::Boolean(truth),
        Sent::Int(digits) => match Integer::from_decimal(&digits) {
            Some(integer) => Value::Int(integer),
            None => Value::Float(f64::NAN),
        },
        Sent::Float(text) => Value::Float(float(&text)),
        Sent::BigInt(digits) => match Integer::from_decimal(&digits) {
            Some(integer) => Value::BigInt(integer),
            None => Value::Float(f64::NAN),
        },
        Sent::String(text) => Value::String(text),
        Sent::Bytes(text) => Value::Bytes(text),
        Sent::Symbol => Value::Symbol,
        Sent::List(items) => Value::Array(ArrayKind::List, all(items)),
        Sent::Tuple(items) => Value::Array(ArrayKind::Tuple, all(items)),
        Sent::Set(items) => Value::Array(ArrayKind::Set, all(items)),
        Sent::Object(entries) => {
            let entry = |(name, sent)| (key(name), value(sent));
            Value::Object(entries.into_iter().map(entry).collect())
        }
        Sent::Function => Value::Function,
        Sent::Module(name) => Value::Module(name.into()),
        Sent::Instance { class, text } => Value::Instance {
            class: class.into(),
            text,
        },
        Sent::InvalidDate => Value::InvalidDate,
        Sent::Promise(inner) => Value::Promise(Box::new(value(*inner))),
        Sent::Circular => Value::Circular,
    }
}

fn key(key: SentKey) -> Key {
    match key {
        SentKey::Text(text) => Key::Text(text.into()),
        SentKey::Bad(name) => Key::Bad(name.into()),
    }
}

fn float(text: &str) -> f64 {
    text.parse().unwrap_or(f64::NAN)
}

/// What the code returned, shown as JSON: what JSON has no word for becomes text.
pub(crate) fn shown(sent: &Sent) -> Json {
    let all = |items: &[Sent]| Json::Array(items.iter().map(shown).collect());
    match sent {
        Sent::Undefined | Sent::Null | Sent::InvalidDate => Json::Null,
        Sent::Boolean(truth) => Json::Bool(*truth),
        Sent::Int(digits) => integer(digits),
        Sent::Float(text) => match Number::from_f64(float(text)) {
            Some(number) => Json::Number(whole(number)),
            None => Json::String(text.clone()),
        },
        Sent::BigInt(digits) => Json::String(digits.clone()),
        Sent::String(text) | Sent::Bytes(text) => Json::String(text.clone()),
        Sent::Symbol => Json::String("[symbol]".into()),
        Sent::List(items) | Sent::Tuple(items) | Sent::Set(items) => all(items),
        Sent::Object(entries) => {
            let entry = |(key, sent): &(SentKey, Sent)| match key {
                SentKey::Text(key) | SentKey::Bad(key) => (key.clone(), shown(sent)),
            };
            Json::Object(entries.iter().map(entry).collect::<Map<_, _>>())
        }
        Sent::Function => Json::String("[function]".into()),
        Sent::Module(name) => Json::String(format!("[module {name}]")),
        Sent::Instance { class, text } => match text {
            Some(text) => Json::String(text.clone()),
            None => Json::String(format!("[{class}]")),
        },
        Sent::Promise(inner) => shown(inner),
        Sent::Circular => Json::String("[circular]".into()),
    }
}

fn integer(digits: &str) -> Json {
    match (digits.parse::<i64>(), digits.parse::<u64>()) {
        (Ok(small), _) => small.into(),
        (_, Ok(large)) => large.into(),
        _ => Json::String(digits.to_owned()),
    }
}

/// A number without decimals is shown without any.
fn whole(number: Number) -> Number {
    match number.as_f64() {
        Some(double) if double.fract() == 0.0 && double.abs() < 9e15 => (double as i64).into(),
        _ => number,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn depth_counts_brackets_outside_of_texts() {
        assert_eq!(depth(br#"[{"a":"[[[\"{{","b":[1]}]"#), 3);
        assert_eq!(depth(b"]]]["), 1);
    }

    #[test]
    fn an_answer_that_is_nested_without_end_is_refused_without_a_crash() {
        let deep = format!("{}{}", "[".repeat(1 << 20), "]".repeat(1 << 20));
        assert_eq!(read(deep.into_bytes()), Err(Silence::Output));
        let as_deep_as_may_be = "[".repeat(DEEPEST);
        assert!(matches!(
            read(as_deep_as_may_be.into_bytes()),
            Err(Silence::Crash(_))
        ));
    }

    #[test]
    fn numbers_arrive_as_they_were() {
        for (text, bits) in [
            ("-0", (-0.0f64).to_bits()),
            ("inf", f64::INFINITY.to_bits()),
            ("1e-7", 1e-7f64.to_bits()),
        ] {
            let Value::Float(read) = value(Sent::Float(text.into())) else {
                panic!()
            };
            assert_eq!(read.to_bits(), bits);
        }
        assert_eq!(shown(&Sent::Float("2".into())), serde_json::json!(2));
        assert_eq!(shown(&Sent::Float("NaN".into())), serde_json::json!("NaN"));
        let huge = "9".repeat(40);
        assert_eq!(shown(&Sent::Int(huge.clone())), serde_json::json!(huge));
    }
}
