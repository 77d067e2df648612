//! Values as a test file has them: YAML in blocks, YAML's flow style, JSON.

use serde::Serialize;
use serde_json::ser::{PrettyFormatter, Serializer};
use serde_json::{Number, Value};
use text::yaml_scalar;

/// `value` in YAML's block style, line by line, from column 0.
pub(super) fn block(value: &Value) -> Vec<String> {
    let mut lines = Vec::new();
    match value {
        Value::Object(map) if !map.is_empty() => {
            for (key, value) in map {
                let key = yaml_scalar(key);
                if is_inline(value) {
                    lines.push(format!("{key}: {}", scalar(value)));
                } else {
                    lines.push(format!("{key}:"));
                    lines.extend(block(value).iter().map(|line| format!("  {line}")));
                }
            }
        }
        Value::Array(items) if !items.is_empty() => {
            for item in items {
                let inner = block(item).into_iter().enumerate();
                lines.extend(inner.map(|(index, line)| match index {
                    0 => format!("- {line}"),
                    _ => format!("  {line}"),
                }));
            }
        }
        _ => lines.push(scalar(value)),
    }
    lines
}

/// Whether `value` stands on the line of its key.
pub(super) fn is_inline(value: &Value) -> bool {
    match value {
        Value::Array(items) => items.is_empty(),
        Value::Object(map) => map.is_empty(),
        _ => true,
    }
}

/// A scalar, or a collection without anything in it.
fn scalar(value: &Value) -> String {
    match value {
        Value::Number(number) => yaml_number(number),
        Value::String(text) => yaml_scalar(text),
        other => other.to_string(),
    }
}

/// YAML 1.1 takes `1e9` for text: a float has a point, and its exponent a sign.
fn yaml_number(number: &Number) -> String {
    let text = number.to_string();
    let Some((digits, exponent)) = text.split_once('e') else {
        return text;
    };
    let point = if digits.contains('.') { "" } else { ".0" };
    let sign = if exponent.starts_with(['-', '+']) {
        ""
    } else {
        "+"
    };
    format!("{digits}{point}e{sign}{exponent}")
}

/// `value` in YAML's flow style, on one line.
pub(super) fn flow(value: &Value) -> String {
    match value {
        Value::Object(map) => {
            let entries = map
                .iter()
                .map(|(key, value)| format!("{}: {}", yaml_scalar(key), flow(value)));
            format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
        }
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(flow).collect();
            format!("[{}]", items.join(", "))
        }
        value => scalar(value),
    }
}

/// JSON over several lines, those after the first behind `indent`.
pub(super) fn pretty(value: &Value, indent: &str) -> String {
    let mut out = Vec::new();
    let mut writer = Serializer::with_formatter(&mut out, PrettyFormatter::with_indent(b"  "));
    // Neither a vector nor a JSON value gives an error.
    let _ = value.serialize(&mut writer);
    let text = String::from_utf8_lossy(&out);
    text.replace('\n', &format!("\n{indent}"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use text::{Format, Tree};

    use super::super::value;
    use super::*;

    fn read(text: &str, format: Format) -> Option<Value> {
        let tree = Tree::parse(text, format);
        assert!(tree.problems().is_empty(), "{text}: {:?}", tree.problems());
        value::json(tree.root()?)
    }

    #[test]
    fn what_is_written_is_what_is_read() {
        let value = json!({
            "a": [1, -2.5, 1e300, 1.5e-9, u64::MAX, true, null, "", "yes", "1", "- x", "a: b", "#", "zwei\nZeilen", "\u{1f525}\u{7f}\""],
            "b c": {"d": {}, "e": [], "f": [[1, [2]], [{"g": 1, "h": [{"i": "~"}]}]]},
            "2024-01-01": "on",
        });
        assert_eq!(
            read(&block(&value).join("\n"), Format::Yaml),
            Some(value.clone())
        );
        assert_eq!(read(&flow(&value), Format::Yaml), Some(value.clone()));
        assert_eq!(read(&pretty(&value, " "), Format::Json), Some(value));
    }

    #[test]
    fn blocks_look_as_people_write_them() {
        let value = json!({"outputs": {"orders": ["NL-1", "NL-2"], "lines": [{"a": 1, "of": []}], "t": "x y"}});
        let expected = "\
outputs:
  orders:
    - NL-1
    - NL-2
  lines:
    - a: 1
      of: []
  t: x y";
        assert_eq!(block(&value).join("\n"), expected);
    }
}
