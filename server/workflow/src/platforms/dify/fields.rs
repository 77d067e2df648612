//! What Dify's model of a code node demands of its fields (reference dify 1.4). A node that breaks it
//! keeps the whole workflow from starting. The platform's messages are pydantic's.

use text::{InFile, Kind, Node as Value, TextRange};

use super::super::value::{array, is_null, object};
use crate::{Reason, Unresolved};

/// What a field must be.
#[derive(Clone, Copy)]
enum Demand {
    Text,
    /// Text; which one is for the target to say.
    OutputType,
    List,
    Mapping,
    Language,
    /// A list of texts.
    Selector,
}

/// Everything wrong with the fields of a code node, in the order of Dify's model. Whether Dify knows
/// the type of an output depends on its release and is no matter of the file.
pub(super) fn check(data: Value) -> Vec<Unresolved> {
    let place = data.get("type").unwrap_or(data).range();
    let mut found = Vec::new();
    found.extend(data.get("error_strategy").and_then(error_strategy));
    found.extend(field(data, "variables", Demand::List, place));
    for entry in data.get("variables").into_iter().flat_map(Value::items) {
        variable(entry, &mut found);
    }
    found.extend(field(data, "code_language", Demand::Language, place));
    found.extend(field(data, "code", Demand::Text, place));
    found.extend(field(data, "outputs", Demand::Mapping, place));
    if let Some(outputs) = data.get("outputs") {
        declarations(outputs, &mut found);
    }
    found
}

fn variable(entry: Value, found: &mut Vec<Unresolved>) {
    if object(entry).is_none() {
        found.push(not_a_mapping(entry.range(), "An input", "VariableSelector"));
        return;
    }
    found.extend(field(entry, "variable", Demand::Text, entry.range()));
    found.extend(field(
        entry,
        "value_selector",
        Demand::Selector,
        entry.range(),
    ));
}

/// The entries of `outputs` and of their `children`.
fn declarations(outputs: Value, found: &mut Vec<Unresolved>) {
    for entry in outputs.entries() {
        if entry.key_node.kind() != Kind::String {
            found.push(no_name(entry.key_range, &entry.key));
        }
        if object(entry.value).is_none() {
            let range = if is_null(entry.value) {
                entry.key_range
            } else {
                entry.value.range()
            };
            found.push(not_a_mapping(
                range,
                &format!("Output `{}`", entry.key),
                "Output",
            ));
            continue;
        }
        found.extend(field(
            entry.value,
            "type",
            Demand::OutputType,
            entry.key_range,
        ));
        if let Some(children) = entry.value.get("children").filter(|value| !is_null(*value)) {
            found.extend(field(
                entry.value,
                "children",
                Demand::Mapping,
                entry.key_range,
            ));
            declarations(children, found);
        }
    }
}

/// A required field that is missing, or is not what it must be. Where it is missing, `place` is
/// pointed to.
fn field(owner: Value, key: &str, demand: Demand, place: InFile<TextRange>) -> Option<Unresolved> {
    let value = owner.get(key);
    let (message, says) = match value {
        None => (
            format!("`{key}` is missing, and Dify requires it"),
            "Field required",
        ),
        Some(value) => (
            format!("`{key}` must be {}", demand.expected()),
            demand.refuses(value)?,
        ),
    };
    Some(Unresolved {
        reason: match key {
            "code_language" if value.is_some() => Reason::UnknownLanguage,
            "code" => Reason::NoCode,
            _ => Reason::InvalidField,
        },
        range: value
            .filter(|value| !is_null(*value))
            .map_or(place, Value::range),
        message,
        help: help(key, demand),
        platform_message: Some(says.into()),
        error: true,
    })
}

fn help(key: &str, demand: Demand) -> String {
    match key {
        "variables" => "Write `variables: []` for a node without inputs.".into(),
        "outputs" => "Declare each output as `name: {type: string, children: null}`.".into(),
        "value_selector" => "Write node id and key as texts: `['1711', result]`.".into(),
        _ => format!("Set `{key}` to {}.", demand.expected()),
    }
}

impl Demand {
    fn expected(self) -> &'static str {
        match self {
            Demand::Text => "text",
            Demand::OutputType => "the name of a type",
            Demand::List => "a list",
            Demand::Mapping => "a mapping of names",
            Demand::Language => "`python3` or `javascript`",
            Demand::Selector => "a list of texts",
        }
    }

    /// What pydantic says of `value`; `None` when it takes it.
    fn refuses(self, value: Value) -> Option<&'static str> {
        match self {
            Demand::Text | Demand::OutputType if value.kind() == Kind::String => None,
            Demand::Text => Some("Input should be a valid string"),
            Demand::OutputType => Some(
                "Input should be 'number', 'integer', 'float', 'string', 'object', 'secret', \
                 'file', 'boolean', 'array[any]', 'array[string]', 'array[number]', \
                 'array[object]', 'array[file]', 'array[boolean]', 'none' or 'group'",
            ),
            Demand::List if array(value).is_some() => None,
            Demand::List => Some("Input should be a valid list"),
            Demand::Mapping if object(value).is_some() => None,
            Demand::Mapping => Some("Input should be a valid dictionary"),
            Demand::Language => match value.string().as_deref() {
                Some("python3" | "javascript") => None,
                _ => Some(
                    "Input should be <CodeLanguage.PYTHON3: 'python3'> or \
                     <CodeLanguage.JAVASCRIPT: 'javascript'>",
                ),
            },
            Demand::Selector => match value.kind() {
                Kind::Array => {
                    let other = value.items().any(|part| part.kind() != Kind::String);
                    other.then_some("Input should be a valid string")
                }
                Kind::String => Some("'str' instances are not allowed as a Sequence value"),
                _ => Some("Input should be an instance of Sequence"),
            },
        }
    }
}

/// A name that YAML takes for something else: `on` and `yes` are truth values (reference dify 1.1).
fn no_name(range: InFile<TextRange>, written: &str) -> Unresolved {
    Unresolved {
        reason: Reason::InvalidField,
        range,
        message: format!("The name of the output `{written}` is not text for YAML"),
        help: format!("Put it in quotes: `'{written}'`."),
        platform_message: Some("Input should be a valid string".into()),
        error: true,
    }
}

fn not_a_mapping(range: InFile<TextRange>, what: &str, class: &str) -> Unresolved {
    let help = match class {
        "Output" => "Declare it as `{type: string, children: null}`.",
        _ => "Write it as `{variable: name, value_selector: [node, key]}`.",
    };
    Unresolved {
        reason: Reason::InvalidField,
        range,
        message: format!("{what} of a code node must be a mapping"),
        help: help.into(),
        platform_message: Some(format!(
            "Input should be a valid dictionary or instance of {class}"
        )),
        error: true,
    }
}

/// The editor's `none` is no value of the backend.
fn error_strategy(value: Value) -> Option<Unresolved> {
    if is_null(value)
        || matches!(
            value.string().as_deref(),
            Some("fail-branch" | "default-value")
        )
    {
        return None;
    }
    Some(Unresolved {
        reason: Reason::InvalidField,
        range: value.range(),
        message: "`error_strategy` must be `fail-branch` or `default-value`".into(),
        help: "Remove `error_strategy` to let the workflow stop.".into(),
        platform_message: Some("Input should be 'fail-branch' or 'default-value'".into()),
        error: true,
    })
}
