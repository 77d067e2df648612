//! A small workflow file around the code of a case.

use serde_json::{Value, json};

use crate::case::Case;

/// The text of the file and its name.
pub(crate) fn of(case: &Case) -> (String, &'static str) {
    match case.node {
        // JSON is YAML once the characters that YAML takes for line breaks are escaped.
        None => (escaped(&dify(case)), "case.yml"),
        Some(_) => (escaped(&n8n(case)), "case.json"),
    }
}

fn escaped(file: &Value) -> String {
    let text = serde_json::to_string_pretty(file).expect("JSON can be written");
    let escape = |c: char| match c as u32 {
        code @ 0x7f..0x10000 => format!("\\u{code:04x}"),
        _ => c.to_string(),
    };
    text.chars().map(escape).collect()
}

/// The inputs come from a node of which nobody knows what it hands on.
fn dify(case: &Case) -> Value {
    let language = match case.language.as_str() {
        "python" => "python3",
        other => other,
    };
    let variable = |name: &String| json!({"variable": name, "value_selector": ["source", name]});
    let mut data = json!({
        "type": "code",
        "title": "Code",
        "variables": case.inputs.iter().map(variable).collect::<Vec<_>>(),
        "code_language": language,
        "code": case.code,
        "outputs": case.outputs,
    });
    for (key, value) in case.node_data.iter().flatten() {
        data[key] = value.clone();
    }
    let source = json!({"type": "tool", "title": "Source"});
    json!({
        "kind": "app",
        "version": "0.7.0",
        "app": {"name": "Case", "mode": "workflow"},
        "workflow": {"graph": {
            "nodes": [{"id": "source", "data": source}, {"id": "code", "data": data}],
            "edges": [{"id": "edge", "source": "source", "target": "code"}],
        }},
    })
}

/// What the recorder calls the node before the code.
const INPUT: &str = "Input";

fn n8n(case: &Case) -> Value {
    let mut names = case.other_nodes();
    names.retain(|name| name != INPUT);
    names.push(INPUT.into());
    let mut nodes: Vec<Value> = names.iter().map(|name| n8n_source(name)).collect();
    nodes.push(n8n_code(case));
    names.push("Code".into());
    let mut connections = json!({});
    for pair in names.windows(2) {
        connections[&pair[0]] = json!({"main": [[{"node": pair[1], "type": "main", "index": 0}]]});
    }
    json!({"name": "Case", "nodes": nodes, "connections": connections})
}

fn n8n_source(name: &str) -> Value {
    json!({
        "id": name, "name": name, "type": "n8n-nodes-base.httpRequest", "typeVersion": 4.2,
        "position": [0, 0], "parameters": {"url": "https://example.org"},
    })
}

fn n8n_code(case: &Case) -> Value {
    let code = &case.code;
    let python = case.language == "python";
    let (kind, version, parameters) = match (case.node.as_deref(), python) {
        (Some("code"), _) => {
            let mode = match case.mode.as_deref() {
                Some("each") => "runOnceForEachItem",
                _ => "runOnceForAllItems",
            };
            let parameters = match python {
                true => json!({"language": "pythonNative", "mode": mode, "pythonCode": code}),
                false => json!({"mode": mode, "jsCode": code}),
            };
            ("n8n-nodes-base.code", 2.0, parameters)
        }
        (Some("tool"), true) => (
            "@n8n/n8n-nodes-langchain.toolCode",
            1.1,
            json!({"language": "python", "pythonCode": code}),
        ),
        (Some("tool"), false) => (
            "@n8n/n8n-nodes-langchain.toolCode",
            1.1,
            json!({"jsCode": code}),
        ),
        (Some("function"), _) => (
            "n8n-nodes-base.function",
            1.0,
            json!({"functionCode": code}),
        ),
        (Some("functionItem"), _) => (
            "n8n-nodes-base.functionItem",
            1.0,
            json!({"functionCode": code}),
        ),
        (Some("sort"), _) => (
            "n8n-nodes-base.sort",
            1.0,
            json!({"type": "code", "code": code}),
        ),
        (other, _) => panic!("{}: no such node: {other:?}", case.key()),
    };
    json!({
        "id": "code", "name": "Code", "type": kind, "typeVersion": version,
        "position": [200, 0], "parameters": parameters,
    })
}
