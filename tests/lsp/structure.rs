//! Symbols, folds and ranges around a place, over the protocol.

use std::fs;

use serde_json::{Value, json};

use super::client::Client;
use super::{example, uri, workflow};

const URI: &str = "file:///flows/flow.yml";

fn ask(client: &mut Client, method: &str, more: Value) -> Value {
    let mut params = json!({"textDocument": {"uri": URI}});
    for (key, value) in more.as_object().into_iter().flatten() {
        params[key] = value.clone();
    }
    let answer = client.request(&format!("textDocument/{method}"), params);
    assert!(answer["error"].is_null(), "{answer}");
    answer["result"].clone()
}

/// The names of a tree of symbols.
fn names(symbols: &Value) -> Vec<Value> {
    let symbols = symbols.as_array().into_iter().flatten();
    symbols
        .map(|symbol| match symbol.get("children") {
            Some(children) => json!([symbol["name"], names(children)]),
            None => symbol["name"].clone(),
        })
        .collect()
}

#[test]
fn nodes_hold_what_their_code_defines() {
    let (mut client, capabilities) = Client::initialized(json!({}));
    assert_eq!(capabilities["documentSymbolProvider"], true);
    client.open(URI, "yaml", 1, &example("dify/ticket-triage.yml"));
    let symbols = ask(&mut client, "documentSymbol", json!({}));
    let found = Value::from(names(&symbols));
    assert_eq!(found[0][0], "Ticket triage");
    let nodes = &found[0][1];
    assert_eq!([&nodes[0], &nodes[4]], ["Start", "End"]);
    assert_eq!(nodes[1], json!(["Find order numbers", ["ORDER", "main"]]));
    assert_eq!(nodes[2], json!(["Score the ticket", ["WORDS", "main"]]));
    let node = &symbols[0]["children"][2];
    assert_eq!(node["detail"], "code");
    let main = &node["children"][1];
    assert_eq!(main["kind"], 12);
    let (range, selection) = (&main["range"], &main["selectionRange"]);
    assert!(range["start"]["line"].as_u64() <= selection["start"]["line"].as_u64());
}

#[test]
fn code_of_an_n8n_file_has_symbols_too() {
    let (mut client, _) = Client::initialized(json!({}));
    let code = r"class A { run() { return 1; } }\nconst é = 1, f = () => 2;\nfunction g() { function h() {} }\nreturn [];";
    client.open(URI, "json", 1, &workflow(code));
    let symbols = ask(&mut client, "documentSymbol", json!({}));
    let expected = json!([[
        "workflow",
        [["👩‍💻 compute 😀", [["A", ["run"]], "é", "f", ["g", ["h"]]]]]
    ]]);
    assert_eq!(Value::from(names(&symbols)), expected);
}

#[test]
fn nodes_and_blocks_are_folded() {
    let (mut client, _) = Client::initialized(json!({}));
    let text = "kind: app\nversion: 0.6.0\nworkflow:\n  graph:\n    edges: []\n    nodes:\n    - id: '1'\n      data:\n        type: code\n        title: T\n        code_language: python3\n        variables: []\n        outputs: {}\n        code: |\n          def main():\n              if 1:\n                  x = 2\n\n              return {}\n\n";
    client.open(URI, "yaml", 1, text);
    let folds = ask(&mut client, "foldingRange", json!({}));
    let folds = folds.as_array().unwrap().iter();
    let mut lines: Vec<_> = folds
        .map(|fold| [&fold["startLine"], &fold["endLine"]].map(|line| line.as_u64().unwrap()))
        .collect();
    lines.sort_unstable();
    assert_eq!(lines, [[6, 18], [13, 18], [14, 18], [15, 16]]);
}

#[test]
fn a_selection_grows_from_the_token_to_the_file() {
    let (mut client, _) = Client::initialized(json!({}));
    let text = workflow(r"const é = '😀';\nreturn [{json: {n: 1 + é.length}}];");
    client.open(URI, "json", 1, &text);
    let column = text
        .split("1 + é.len")
        .next()
        .unwrap()
        .encode_utf16()
        .count()
        + 8;
    let place = json!({"line": 0, "character": column});
    let found = ask(
        &mut client,
        "selectionRange",
        json!({"positions": [place, place]}),
    );
    assert_eq!(found.as_array().unwrap().len(), 2);
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut shown = Vec::new();
    let mut next = &found[0];
    while !next.is_null() {
        let [start, end] =
            ["start", "end"].map(|end| next["range"][end]["character"].as_u64().unwrap() as usize);
        shown.push(String::from_utf16(&units[start..end]).unwrap());
        next = &next["parent"];
    }
    let beginning = [
        "length",
        "é.length",
        "1 + é.length",
        "n: 1 + é.length",
        "{n: 1 + é.length}",
    ];
    assert_eq!(shown[..5], beginning);
    assert!(
        shown
            .iter()
            .any(|one| one.starts_with("return") && one.ends_with("];")),
        "{shown:?}"
    );
    assert!(
        shown.iter().any(|one| one.starts_with("\"const")),
        "{shown:?}"
    );
    assert_eq!(shown.last(), Some(&text));
}

#[test]
fn a_selection_behind_the_end_is_in_the_text() {
    let (mut client, _) = Client::initialized(json!({}));
    client.open(URI, "yaml", 1, "é: {");
    let places = json!({"positions": [{"line": 0, "character": 40}, {"line": 7, "character": 1}]});
    let found = ask(&mut client, "selectionRange", places);
    for one in found.as_array().unwrap() {
        let end = &one["range"]["end"];
        assert!(
            end["line"] == 0 && end["character"].as_u64() <= Some(4),
            "{found}"
        );
    }
}

#[test]
fn symbols_of_the_workspace_are_found_by_their_letters() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(
        folder.path().join("a.json"),
        example("n8n/incoming-orders.json"),
    )
    .unwrap();
    fs::write(folder.path().join("b.json"), "{\"nodes\": 1}").unwrap();
    let root = uri(folder.path());
    let (mut client, _) = Client::introduced(json!({
        "capabilities": {}, "workspaceFolders": [{"uri": root, "name": "flows"}]
    }));
    client.open(URI, "yaml", 1, &example("dify/ticket-triage.yml"));
    let mut find = |query: &str| -> Vec<(String, String)> {
        let answer = client.request("workspace/symbol", json!({"query": query}));
        let found = answer["result"]
            .as_array()
            .unwrap_or_else(|| panic!("{answer}"))
            .iter();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        found
            .map(|one| (text(&one["name"]), text(&one["location"]["uri"])))
            .collect()
    };
    assert!(find("scoretick").contains(&("Score the ticket".to_owned(), URI.to_owned())));
    let lines = find("add up");
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert!(lines[0].1.ends_with("/a.json"));
    assert_eq!(find("add up"), lines);
    assert_eq!(find("zzz"), []);
}
