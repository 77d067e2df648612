use contract::nearest;
use text::Kind;
use workflow::{DefaultValue, OnError};

use super::Rule;
use crate::Severity;
use crate::context::Context;
use crate::report::Report;

/// A `default_value` that Dify refuses, or that stands for no output (reference dify 1.4, 2.8).
pub(super) const RULE: Rule = Rule {
    id: "invalid-default-value",
    summary: "A default for failures that Dify refuses or that nobody reads",
    severity: Severity::Error,
    page: include_str!("invalid_default_value.md"),
    check,
};

/// The types a default may have: not those of outputs.
const TYPES: &[&str] = &[
    "string",
    "number",
    "object",
    "array[number]",
    "array[string]",
    "array[object]",
    "array[file]",
];

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    if !context.is_dify() {
        return;
    }
    let node = context.node();
    for default in &node.default_values {
        match refused(default, context.file) {
            Some(refusal) => refuse(default, refusal, report),
            None if node.on_error == OnError::DefaultValue => unread(default, context, report),
            None => {}
        }
    }
}

/// Why Dify takes a default for none.
enum Refusal {
    Type,
    /// What the value must be, and Dify's words, where they are its own.
    Value(&'static str, Option<String>),
}

fn refuse(default: &DefaultValue, refusal: Refusal, report: &mut Report<'_>) {
    let key = &default.key;
    let (range, message, says, help) = match refusal {
        Refusal::Type => (
            default.type_range.unwrap_or(default.range),
            format!(
                "Dify takes no default of type `{}`: the whole workflow cannot start",
                default.type_name.as_deref().unwrap_or_default()
            ),
            Some(format!(
                "Input should be '{}' or 'array[file]'",
                TYPES[..TYPES.len() - 1].join("', '")
            )),
            match default.type_name.as_deref() {
                Some("boolean" | "array[boolean]") => {
                    "Dify's editor writes this for truth values, and Dify refuses it: use the fail branch instead, or an output of another type.".into()
                }
                _ => format!("The types are `{}`.", TYPES.join("`, `")),
            },
        ),
        Refusal::Value(expected, says) => (
            default.value_range,
            format!("The default of `{key}` is not {expected}: the whole workflow cannot start"),
            says.map(|says| format!("Value error, {says}")),
            format!("Write {expected}, or its JSON text."),
        ),
    };
    report
        .in_file(range, message)
        .platform(says)
        .help(if expected_text(default) {
            "Put the value in quotes.".to_string()
        } else {
            help
        });
}

fn expected_text(default: &DefaultValue) -> bool {
    default.type_name.as_deref() == Some("string")
}

/// Why Dify refuses the default, if it does: a text is parsed where the type is another.
fn refused(default: &DefaultValue, file: &str) -> Option<Refusal> {
    let type_name = default.type_name.as_deref()?;
    if !TYPES.contains(&type_name) {
        return Some(Refusal::Type);
    }
    let written = file.get(std::ops::Range::<usize>::from(default.value_range.0));
    let json = default.text.as_deref().or(written).unwrap_or_default();
    let (kind, elements) = match (type_name, &default.text) {
        ("array[file]", _) | ("string", Some(_)) => return None,
        ("number", Some(text)) => {
            let says = format!("Cannot convert to number: {text}");
            return (!is_number(text)).then_some(Refusal::Value("a number", Some(says)));
        }
        (_, Some(text)) => match parsed(text)? {
            Ok(parsed) => parsed,
            Err(()) => {
                let says = format!("Invalid JSON format for value: {text}");
                return Some(Refusal::Value(expected(type_name), Some(says)));
            }
        },
        (_, None) => (default.kind, default.elements.clone()),
    };
    let says = words(type_name, kind, &elements)?;
    let value = serde_json::from_str(json).ok();
    let says = says
        .zip(value)
        .map(|(says, value)| format!("{says} for {}", python(&value)));
    Some(Refusal::Value(expected(type_name), says))
}

fn expected(type_name: &str) -> &'static str {
    match type_name {
        "string" => "text",
        "number" => "a number",
        "object" => "an object",
        "array[number]" => "a list of numbers",
        "array[string]" => "a list of texts",
        _ => "a list of objects",
    }
}

/// What Dify says of a value of that kind; `Some(None)` where it crashes instead.
fn words(type_name: &str, kind: Kind, elements: &[Kind]) -> Option<Option<String>> {
    let number = |kind: &Kind| matches!(kind, Kind::Number | Kind::Bool(_));
    let whole = |class: &str| Some(Some(format!("Value must be {class} type")));
    let each = |class: &str| Some(Some(format!("All elements must be {class}")));
    match type_name {
        "string" if kind != Kind::String => whole("str"),
        "number" if !number(&kind) => Some(None),
        "object" if kind != Kind::Object => whole("dict"),
        "string" | "number" | "object" => None,
        _ if kind != Kind::Array => whole("list"),
        "array[number]" if !elements.iter().all(number) => Some(None),
        "array[string]" if elements.iter().any(|kind| *kind != Kind::String) => each("str"),
        "array[object]" if elements.iter().any(|kind| *kind != Kind::Object) => each("dict"),
        _ => None,
    }
}

/// Whether Python's `float` takes the text.
fn is_number(text: &str) -> bool {
    !text.is_ascii() || text.trim().replace('_', "").parse::<f64>().is_ok()
}

/// The kinds of the value and of its elements; `Some(Err(()))` if it is no JSON, `None` where Python's
/// reader may take what this one does not.
fn parsed(text: &str) -> Option<Result<(Kind, Vec<Kind>), ()>> {
    match serde_json::from_str::<serde_json::Value>(text) {
        Ok(value) => {
            let elements = value.as_array().into_iter().flatten();
            Some(Ok((kind_of(&value), elements.map(kind_of).collect())))
        }
        Err(_)
            if ["NaN", "Infinity", "\\u", "[[[[", "{{{{"]
                .iter()
                .any(|odd| text.contains(odd)) =>
        {
            None
        }
        Err(_) => Some(Err(())),
    }
}

/// The value as Python prints it.
fn python(value: &serde_json::Value) -> String {
    let list = |parts: Vec<String>| parts.join(", ");
    match value {
        serde_json::Value::Null => "None".into(),
        serde_json::Value::Bool(true) => "True".into(),
        serde_json::Value::Bool(false) => "False".into(),
        serde_json::Value::Number(number) => number.to_string(),
        serde_json::Value::String(text) => quoted(text),
        serde_json::Value::Array(items) => {
            format!("[{}]", list(items.iter().map(python).collect()))
        }
        serde_json::Value::Object(entries) => {
            let entry = |(key, value): (&String, &serde_json::Value)| {
                format!("{}: {}", quoted(key), python(value))
            };
            format!("{{{}}}", list(entries.iter().map(entry).collect()))
        }
    }
}

fn quoted(text: &str) -> String {
    let escaped = text
        .replace('\\', "\\\\")
        .replace('\n', "\\n")
        .replace('\t', "\\t")
        .replace('\r', "\\r");
    match text.contains('\'') && !text.contains('"') {
        true => format!("\"{escaped}\""),
        false => format!("'{}'", escaped.replace('\'', "\\'")),
    }
}

fn kind_of(value: &serde_json::Value) -> Kind {
    match value {
        serde_json::Value::Null => Kind::Null,
        serde_json::Value::Bool(value) => Kind::Bool(*value),
        serde_json::Value::Number(_) => Kind::Number,
        serde_json::Value::String(_) => Kind::String,
        serde_json::Value::Array(_) => Kind::Array,
        serde_json::Value::Object(_) => Kind::Object,
    }
}

/// A default for a key that is no output.
fn unread(default: &DefaultValue, context: &Context<'_>, report: &mut Report<'_>) {
    let outputs = &context.code_node().outputs;
    if outputs.iter().any(|output| output.name == default.key) {
        return;
    }
    let free = outputs.iter().map(|output| output.name.as_str());
    let help = match nearest(&default.key, free) {
        Some(near) => format!("Did you mean `{near}`?"),
        None => "Name one of the declared outputs, or remove the entry.".into(),
    };
    report
        .in_file(
            default.range,
            format!("`{}` has a default but is no declared output", default.key),
        )
        .severity(Severity::Warning)
        .help(help);
}
