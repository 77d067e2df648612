//! Hover, completion and signature help over the protocol.

use serde_json::{Value, json};

use super::client::Client;

const URI: &str = "file:///flows/orders.json";

/// A small n8n workflow; what stands for `CODE` has to be escaped already. Emoji stand before the code on its line.
fn workflow(code: &str) -> String {
    format!(
        concat!(
            r#"{{"nodes": [{{"name": "👩‍💻 compute 😀", "id": "7f1d", "type": "n8n-nodes-base.code", "#,
            r#""typeVersion": 2, "position": [0, 0], "parameters": {{"jsCode": "{}"}}}}], "connections": {{}}}}"#
        ),
        code
    )
}

/// The text with its cursor `¦` taken out, and where that stood, in UTF-16 code units.
fn cursor(marked: &str) -> (String, Value) {
    let at = marked.find('¦').unwrap();
    let before = &marked[..at];
    let line = before.matches('\n').count();
    let column = before.rsplit('\n').next().unwrap().encode_utf16().count();
    (
        marked.replacen('¦', "", 1),
        json!({"line": line, "character": column}),
    )
}

fn ask(client: &mut Client, method: &str, marked: &str) -> Value {
    let (text, position) = cursor(marked);
    client.open(URI, "json", 1, &text);
    let params = json!({"textDocument": {"uri": URI}, "position": position});
    client.request(method, params)["result"].clone()
}

#[test]
fn hover_answers_in_markdown_with_a_range() {
    let (mut client, capabilities) = Client::initialized(json!({}));
    assert_eq!(capabilities["hoverProvider"], true);
    let file = workflow(r#"const rows = [1];\nreturn [{json: {n: ro¦ws}}];"#);
    let hover = ask(&mut client, "textDocument/hover", &file);
    assert_eq!(hover["contents"]["kind"], "markdown");
    let said = hover["contents"]["value"].as_str().unwrap();
    assert!(said.contains("(constant) rows: number[]"), "{said}");
    let (text, position) = cursor(&file);
    let start = text.split("n: ro").next().unwrap().encode_utf16().count() + 3;
    assert_eq!(hover["range"]["start"]["character"], start);
    assert_eq!(hover["range"]["end"]["character"], start + 4);
    assert_eq!(position["character"], start + 2);
}

#[test]
fn what_is_no_workflow_has_no_answers() {
    let (mut client, _) = Client::initialized(json!({}));
    assert_eq!(
        ask(&mut client, "textDocument/hover", r#"{"a": "¦b"}"#),
        Value::Null
    );
}

#[test]
fn completion_writes_in_the_style_of_the_file_and_resolves() {
    let (mut client, capabilities) = Client::initialized(json!({
        "textDocument": {"completion": {"completionItem": {"snippetSupport": true}}}
    }));
    assert_eq!(capabilities["completionProvider"]["resolveProvider"], true);
    let file = workflow(r#"const rows = [1];\nrows.m¦\nreturn [];"#);
    let items = ask(&mut client, "textDocument/completion", &file);
    let items = items.as_array().unwrap();
    let map = items.iter().find(|item| item["label"] == "map").unwrap();
    assert_eq!(map["kind"], 2);
    let (text, position) = cursor(&file);
    let edit = &map["textEdit"];
    assert_eq!(edit["newText"], "map");
    let column = position["character"].as_u64().unwrap();
    assert_eq!(edit["range"]["start"]["character"], column - 1);
    assert_eq!(edit["range"]["end"]["character"], column);
    assert!(text.contains("rows.m"));
    assert!(map["documentation"].is_null());
    let resolved = client.request("completionItem/resolve", map.clone());
    let said = resolved["result"]["documentation"]["value"]
        .as_str()
        .unwrap();
    assert!(said.contains("Array.map(callback"), "{said}");

    let file = workflow(r#"return [{j¦}];"#);
    let items = ask(&mut client, "textDocument/completion", &file);
    let first = &items[0];
    assert_eq!(first["label"], "json");
    assert_eq!(first["textEdit"]["newText"], r"json: ${1:{\}}");
    assert_eq!(first["insertTextFormat"], 2);
}

#[test]
fn signature_help_points_at_the_argument() {
    let (mut client, _) = Client::initialized(json!({}));
    let file = workflow(r#"const a = 'é😀'.padStart(3, ¦)"#);
    let help = ask(&mut client, "textDocument/signatureHelp", &file);
    let signature = &help["signatures"][0];
    let label = signature["label"].as_str().unwrap();
    let active = signature["activeParameter"].as_u64().unwrap() as usize;
    let offsets = &signature["parameters"][active]["label"];
    let [start, end] = [0, 1].map(|at| offsets[at].as_u64().unwrap() as usize);
    assert_eq!(active, 1, "{label}");
    assert!(
        label[start..end].starts_with("fill") || label[start..end].starts_with("pad"),
        "{label}"
    );
}
