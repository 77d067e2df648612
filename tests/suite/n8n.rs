//! The code of a case in n8n exports: JSON strings and layouts.

use serde_json::{Value, json};

use crate::page::Case;
use crate::written::{WorkflowFile, Written};

/// How a JSON string writes its characters.
#[derive(Clone, Copy)]
enum Escapes {
    /// Only what has to be escaped.
    Fewest,
    /// Everything beyond ASCII as `\u…`, characters beyond the first plane as pairs.
    Ascii,
    /// Whatever JSON allows to be escaped is, in capital and small digits.
    Most,
}

/// How the file around it looks.
#[derive(Clone, Copy)]
enum Layout {
    Pretty,
    Minified,
    /// Several workflows in one array.
    Array,
    CrLf,
}

/// The name of an envelope, how it writes strings, how it looks, and what the workflow is called.
const ENVELOPES: &[(&str, Escapes, Layout, &str)] = &[
    ("JSON", Escapes::Fewest, Layout::Pretty, "Case"),
    ("JSON, minified", Escapes::Fewest, Layout::Minified, "Case"),
    ("JSON, ASCII only", Escapes::Ascii, Layout::Pretty, "Case"),
    (
        "JSON, everything escaped",
        Escapes::Most,
        Layout::Minified,
        "Case",
    ),
    ("JSON, CRLF", Escapes::Fewest, Layout::CrLf, "Case"),
    (
        "JSON, array of workflows",
        Escapes::Fewest,
        Layout::Array,
        "Case",
    ),
    (
        "JSON, multi-byte before",
        Escapes::Fewest,
        Layout::Pretty,
        "注文 🧾 Bestellübersicht",
    ),
    (
        "JSON, minified, multi-byte before",
        Escapes::Ascii,
        Layout::Minified,
        "注文 🧾 Bestellübersicht",
    ),
];

/// Their names.
pub(crate) fn envelopes() -> impl Iterator<Item = &'static str> {
    ENVELOPES.iter().map(|(envelope, ..)| *envelope)
}

/// The case in every envelope.
pub(crate) fn files(case: &Case) -> Vec<WorkflowFile> {
    let file = |(envelope, escapes, layout, name): &(&'static str, Escapes, Layout, &str)| {
        let text = string(&case.code, *escapes);
        let around = around(case, name, *layout);
        let (before, after) = around
            .split_once("\"CODE\"")
            .expect("the place of the code");
        text.within(
            envelope,
            "case.json",
            (before, after),
            matches!(layout, Layout::CrLf),
        )
    };
    ENVELOPES.iter().map(file).collect()
}

fn string(code: &str, escapes: Escapes) -> Written {
    let mut written = Written::default();
    written.syntax("\"");
    for c in code.chars() {
        let unicode = || {
            let mut units = [0; 2];
            let units = c.encode_utf16(&mut units).iter();
            units
                .enumerate()
                .map(|(index, unit)| match index {
                    0 => format!("\\u{unit:04x}"),
                    _ => format!("\\u{unit:04X}"),
                })
                .collect::<String>()
        };
        let text = match (c, escapes) {
            ('\n', Escapes::Most) | ('"', Escapes::Most) | (' ', Escapes::Most) => unicode(),
            ('/', Escapes::Most) => "\\/".into(),
            ('\n', _) => "\\n".into(),
            ('\t', _) => "\\t".into(),
            ('"', _) => "\\\"".into(),
            ('\\', _) => "\\\\".into(),
            (c, Escapes::Ascii | Escapes::Most) if !c.is_ascii() => unicode(),
            (c, _) => c.to_string(),
        };
        written.char(c, &text);
    }
    written.syntax("\"");
    written
}

/// The file with `"CODE"` where the code goes.
fn around(case: &Case, name: &str, layout: Layout) -> String {
    let workflow = workflow(case, name);
    let file = match layout {
        Layout::Array => json!([{"name": "Other", "nodes": [], "connections": {}}, workflow]),
        _ => workflow,
    };
    match layout {
        Layout::Minified => serde_json::to_string(&file),
        _ => serde_json::to_string_pretty(&file),
    }
    .expect("JSON can be written")
}

fn workflow(case: &Case, name: &str) -> Value {
    let (kind, version, parameters) = node(case);
    let source = format!("{name} 1");
    json!({
        "name": name,
        "nodes": [
            {
                "parameters": {"url": "https://example.org"},
                "id": "source", "name": source, "type": "n8n-nodes-base.httpRequest", "typeVersion": 4.2,
                "position": [0, 0],
            },
            {
                "name": name, "parameters": parameters, "id": "code", "type": kind, "typeVersion": version,
                "position": [200, 0],
            },
        ],
        "connections": {source: {"main": [[{"node": name, "type": "main", "index": 0}]]}},
    })
}

fn node(case: &Case) -> (&'static str, f64, Value) {
    let all_or_each = || {
        let mode = if case.node == "n8n-each" {
            "runOnceForEachItem"
        } else {
            "runOnceForAllItems"
        };
        match case.is_python() {
            true => json!({"mode": mode, "language": "pythonNative", "pythonCode": "CODE"}),
            false => json!({"mode": mode, "jsCode": "CODE"}),
        }
    };
    match (case.node.as_str(), case.is_python()) {
        ("n8n" | "n8n-each", _) => ("n8n-nodes-base.code", 2.0, all_or_each()),
        ("n8n-tool", true) => (
            "@n8n/n8n-nodes-langchain.toolCode",
            1.1,
            json!({"language": "python", "pythonCode": "CODE"}),
        ),
        ("n8n-tool", false) => (
            "@n8n/n8n-nodes-langchain.toolCode",
            1.1,
            json!({"jsCode": "CODE"}),
        ),
        ("n8n-function", _) => (
            "n8n-nodes-base.function",
            1.0,
            json!({"functionCode": "CODE"}),
        ),
        ("n8n-function-item", _) => (
            "n8n-nodes-base.functionItem",
            1.0,
            json!({"functionCode": "CODE"}),
        ),
        (_, _) => (
            "n8n-nodes-base.sort",
            1.0,
            json!({"type": "code", "code": "CODE"}),
        ),
    }
}
