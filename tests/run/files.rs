//! Small workflow files around some code.

use serde_json::{Value, json};

/// What the code is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    DifyPython,
    DifyJavaScript,
    N8nPython,
    N8nJavaScript,
}

impl Place {
    pub(crate) fn language(self) -> code::Language {
        match self {
            Place::DifyPython | Place::N8nPython => code::Language::Python,
            Place::DifyJavaScript | Place::N8nJavaScript => code::Language::JavaScript,
        }
    }
}

/// A file with one node. In Dify it has no inputs and one output, `result`, an object.
pub(crate) fn file(place: Place, code: &str) -> String {
    let file = match place {
        Place::DifyPython => dify("python3", code),
        Place::DifyJavaScript => dify("javascript", code),
        Place::N8nPython => n8n(json!({"language": "pythonNative", "pythonCode": code})),
        Place::N8nJavaScript => n8n(json!({"jsCode": code})),
    };
    serde_json::to_string_pretty(&file).expect("JSON can be written")
}

fn dify(language: &str, code: &str) -> Value {
    let data = json!({
        "type": "code", "title": "Code", "variables": [], "code_language": language, "code": code,
        "outputs": {"result": {"type": "object", "children": null}},
    });
    json!({
        "kind": "app", "version": "0.6.0", "app": {"name": "Flow", "mode": "workflow"},
        "workflow": {"graph": {"nodes": [{"id": "code", "data": data}], "edges": []}},
    })
}

fn n8n(parameters: Value) -> Value {
    json!({
        "name": "Flow",
        "nodes": [{
            "id": "code", "name": "Code", "type": "n8n-nodes-base.code", "typeVersion": 2,
            "position": [0, 0], "parameters": parameters,
        }],
        "connections": {},
    })
}
