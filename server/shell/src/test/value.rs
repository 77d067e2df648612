//! What stands in a test file, as JSON.

use serde_json::{Map, Number, Value};
use text::{Kind, Node};

/// More values than this are none of a test: aliases of aliases could go on for ever.
const MOST: usize = 1 << 20;
/// Beyond it a float does not tell one integer from the next.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// The value of `node`; of duplicate keys the last. `None` where there are too many.
pub(super) fn json(node: Node<'_>) -> Option<Value> {
    let mut left = MOST;
    value(node, &mut left)
}

fn value(node: Node<'_>, left: &mut usize) -> Option<Value> {
    *left = left.checked_sub(1)?;
    Some(match node.kind() {
        Kind::Null => Value::Null,
        Kind::Bool(truth) => Value::Bool(truth),
        Kind::Number => number(node),
        Kind::String | Kind::Timestamp => text(node),
        Kind::Array => {
            let items = node.items().map(|item| value(item, left));
            Value::Array(items.collect::<Option<_>>()?)
        }
        Kind::Object => {
            let mut map = Map::new();
            for entry in node.entries() {
                map.insert(entry.key.into_owned(), value(entry.value, left)?);
            }
            Value::Object(map)
        }
    })
}

fn text(node: Node<'_>) -> Value {
    Value::String(node.plain_text().unwrap_or_default().into_owned())
}

/// Integers are exact. What JSON has no number for stays text: `.nan`.
fn number(node: Node<'_>) -> Value {
    let Some(number) = node.number() else {
        return text(node);
    };
    let written = node.plain_text().unwrap_or_default();
    let exact = match node.is_integer() {
        true if number.abs() <= EXACT => Some(Number::from(number as i64)),
        true => {
            let signed = written.parse::<i64>().ok().map(Number::from);
            signed.or_else(|| written.parse::<u64>().ok().map(Number::from))
        }
        false => None,
    };
    let number = exact.or_else(|| Number::from_f64(number));
    number.map_or_else(|| text(node), Value::Number)
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use text::{Format, Tree};

    use super::*;

    fn read(text: &str) -> Value {
        let tree = Tree::parse(text, Format::Yaml);
        json(tree.root().expect("a value")).expect("few values")
    }

    #[test]
    fn values_are_those_of_yaml() {
        assert_eq!(
            read("{a: 1, b: 017, c: 1.50, d: yes, e: ~, f: '1', g: 2024-01-01, h: [x]}"),
            json!({"a": 1, "b": 15, "c": 1.5, "d": true, "e": null, "f": "1", "g": "2024-01-01", "h": ["x"]})
        );
        assert_eq!(read("18446744073709551615"), json!(u64::MAX));
        assert_eq!(read(".nan"), json!(".nan"));
    }

    #[test]
    fn aliases_of_aliases_are_too_much() {
        let mut text = String::from("a0: &a0 [x, x]\n");
        for level in 1..40 {
            let before = level - 1;
            text += &format!("a{level}: &a{level} [*a{before}, *a{before}]\n");
        }
        let tree = Tree::parse(&text, Format::Yaml);
        assert_eq!(json(tree.root().expect("a value")), None);
    }
}
