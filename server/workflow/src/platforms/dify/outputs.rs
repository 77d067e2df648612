//! What a node hands on, by its kind (reference dify 1.5, 1.6, 1.7).

use text::Node as Value;

use super::super::value::{flag, is_null, items, name, object, text};
use crate::{Node, Output};

/// The outputs that every node of a kind has: name and type.
type Fixed = &'static [(&'static str, &'static str)];

/// The outputs of `node`, and whether it may hand on more than these.
pub(super) fn read(node: &Node, data: Value) -> (Vec<Output>, bool) {
    let (fixed, open) = fixed(&node.kind);
    let mut outputs = declared(&node.kind, data);
    let mut add = |name: &str, type_name: &str| outputs.push(given(node, name, Some(type_name)));
    for (name, type_name) in fixed {
        add(name, type_name);
    }
    match node.kind.as_str() {
        "document-extractor" if flag(data, "is_array_file") => add("text", "array[string]"),
        "document-extractor" => add("text", "string"),
        "iteration" => {
            add(
                "output",
                text(data, "output_type")
                    .as_deref()
                    .unwrap_or("array[string]"),
            );
        }
        "list-operator" => outputs.extend(list_operator(node, data)),
        "llm" => outputs.extend(structured_output(node, data)),
        "variable-aggregator" | "variable-assigner" => outputs.extend(aggregator(node, data)),
        _ => {}
    }
    if data
        .get("error_strategy")
        .is_some_and(|strategy| !is_null(strategy))
    {
        outputs.push(given(node, "error_message", Some("string")));
        outputs.push(given(node, "error_type", Some("string")));
    }
    (outputs, open)
}

/// What an agent hands on; a tool the same without the last.
const AGENT: Fixed = &[
    ("text", "string"),
    ("files", "array[file]"),
    ("json", "array[object]"),
    ("usage", "object"),
];

/// What the platform itself names, and whether there may be more.
fn fixed(kind: &str) -> (Fixed, bool) {
    let closed: Fixed = match kind {
        "start" | "code" | "assigner" | "document-extractor" | "iteration" | "list-operator" => &[],
        "variable-aggregator" | "variable-assigner" | "trigger-schedule" => &[],
        "iteration-start" | "loop-start" | "loop-end" => &[],
        "template-transform" => &[("output", "string")],
        "llm" => &[
            ("text", "string"),
            ("reasoning_content", "string"),
            ("usage", "object"),
            ("finish_reason", "string"),
            ("files", "array[file]"),
        ],
        "http-request" => &[
            ("body", "string"),
            ("status_code", "number"),
            ("headers", "object"),
            ("files", "array[file]"),
        ],
        "knowledge-retrieval" => &[("result", "array[object]")],
        "question-classifier" => &[
            ("class_name", "string"),
            ("class_label", "string"),
            ("class_id", "string"),
            ("usage", "object"),
        ],
        // Written to the pool like the outputs of any node, though the editor does not offer them.
        "if-else" => &[("result", "boolean"), ("selected_case_id", "string")],
        "loop" => &[("loop_round", "number")],
        "parameter-extractor" => &[
            ("__is_success", "number"),
            ("__reason", "string"),
            ("__usage", "object"),
        ],
        "human-input" => &[
            ("__action_id", "string"),
            ("__action_value", "string"),
            ("__rendered_content", "string"),
        ],
        "answer" => &[("answer", "string"), ("files", "array[file]")],
        "trigger-webhook" => &[("_webhook_raw", "object")],
        "tool" => return (&AGENT[..3], true),
        "agent" => return (AGENT, true),
        "datasource" => return (&[("datasource_type", "string"), ("file", "file")], true),
        _ => return (&[], true),
    };
    (closed, false)
}

/// What the file itself names.
fn declared(kind: &str, data: Value) -> Vec<Output> {
    match kind {
        "start" => list(data, "variables", "variable", |entry| {
            form_type(&text(entry, "type")?).map(Into::into)
        }),
        "code" => data.get("outputs").map(mapping).unwrap_or_default(),
        "loop" => list(data, "loop_variables", "label", |entry| {
            text(entry, "var_type")
        }),
        "parameter-extractor" => list(data, "parameters", "name", |entry| {
            Some(match text(entry, "type")? {
                legacy if legacy == "bool" => "boolean".into(),
                legacy if legacy == "select" => "string".into(),
                name => name,
            })
        }),
        "human-input" => list(data, "inputs", "output_variable_name", |entry| {
            Some(match text(entry, "type").as_deref() {
                Some("file") => "file".into(),
                Some("file-list") => "array[file]".into(),
                _ => "string".into(),
            })
        }),
        "trigger-webhook" => webhook(data),
        _ => Vec::new(),
    }
}

/// The outputs of a code node, or the `children` of one (reference dify 1.4): a mapping of names.
pub(super) fn mapping(value: Value) -> Vec<Output> {
    let output = |entry: text::Entry| {
        let written = entry.value.get("type");
        Output {
            name: entry.key.into_owned(),
            range: entry.key_range,
            type_name: written.and_then(name),
            type_range: written.map(Value::range),
            children: entry.value.get("children").and_then(object).map(mapping),
        }
    };
    value.entries().map(output).collect()
}

fn list(
    data: Value,
    key: &str,
    name_key: &str,
    type_name: impl Fn(Value) -> Option<String>,
) -> Vec<Output> {
    let output = |entry: Value| {
        let written = entry.get(name_key)?;
        Some(Output {
            name: name(written)?,
            range: written.range(),
            type_name: type_name(entry),
            type_range: ["type", "var_type"]
                .iter()
                .find_map(|key| entry.get(key))
                .map(Value::range),
            children: None,
        })
    };
    items(data, key).filter_map(output).collect()
}

/// The type that a field of a start form gives (reference dify 1.6).
pub(super) fn form_type(field: &str) -> Option<&'static str> {
    Some(match field {
        "text-input" | "paragraph" | "select" | "external_data_tool" => "string",
        "number" => "number",
        "checkbox" => "boolean",
        "file" => "file",
        "file-list" => "array[file]",
        "json_object" => "object",
        _ => return None,
    })
}

fn webhook(data: Value) -> Vec<Output> {
    let mut outputs = list(data, "headers", "name", |_| Some("string".into()));
    for header in &mut outputs {
        header.name = header.name.replace('-', "_");
    }
    outputs.extend(list(data, "params", "name", |entry| text(entry, "type")));
    outputs.extend(list(data, "body", "name", |entry| text(entry, "type")));
    outputs
}

fn list_operator(node: &Node, data: Value) -> Vec<Output> {
    let record = text(data, "item_var_type");
    vec![
        given(node, "result", text(data, "var_type").as_deref()),
        given(node, "first_record", record.as_deref()),
        given(node, "last_record", record.as_deref()),
    ]
}

/// An aggregator hands on one `output`, or one object per group that holds one.
fn aggregator(node: &Node, data: Value) -> Vec<Output> {
    let groups = data
        .get("advanced_settings")
        .filter(|settings| flag(*settings, "group_enabled"));
    let Some(groups) = groups else {
        return vec![given(node, "output", text(data, "output_type").as_deref())];
    };
    let mut outputs = list(groups, "groups", "group_name", |_| Some("object".into()));
    let types =
        items(groups, "groups").filter(|group| group.get("group_name").and_then(name).is_some());
    for (output, group) in outputs.iter_mut().zip(types) {
        let inner = given(node, "output", text(group, "output_type").as_deref());
        output.children = Some(vec![inner]);
    }
    outputs
}

/// `structured_output` of an LLM, with the properties of its JSON schema as children.
fn structured_output(node: &Node, data: Value) -> Option<Output> {
    let schema = data
        .get("structured_output")
        .and_then(|output| output.get("schema"));
    if !flag(data, "structured_output_enabled") {
        return None;
    }
    let mut output = given(node, "structured_output", Some("object"));
    output.children = schema.and_then(|schema| properties(schema, 0));
    Some(output)
}

fn properties(schema: Value, depth: u8) -> Option<Vec<Output>> {
    let fields = schema
        .get("properties")
        .and_then(object)
        .filter(|_| depth < 16)?;
    let output = |entry: text::Entry| Output {
        name: entry.key.into_owned(),
        range: entry.key_range,
        type_name: schema_type(entry.value),
        type_range: entry.value.get("type").map(Value::range),
        children: properties(entry.value, depth + 1),
    };
    Some(fields.entries().map(output).collect())
}

fn schema_type(schema: Value) -> Option<String> {
    Some(match text(schema, "type")?.as_str() {
        "integer" | "number" => "number".into(),
        "array" => format!("array[{}]", schema_type(schema.get("items")?)?),
        scalar @ ("string" | "boolean" | "object") => scalar.into(),
        _ => return None,
    })
}

/// An output that the platform names.
fn given(node: &Node, name: &str, type_name: Option<&str>) -> Output {
    Output {
        name: name.into(),
        range: node.name_range,
        type_name: type_name.map(Into::into),
        type_range: None,
        children: None,
    }
}
