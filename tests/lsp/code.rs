//! Seeing the code of nodes, and writing it.

use serde_json::{Value, json};

use super::client::Client;
use super::{example, workflow};

const URI: &str = "file:///flows/orders.json";

fn asking(encoding: &str) -> (Client, Value) {
    let capabilities = json!({
        "general": {"positionEncodings": [encoding]},
        "textDocument": {"diagnostic": {}},
    });
    Client::initialized(capabilities)
}

fn about(uri: &str, more: Value) -> Value {
    let mut params = more;
    params["textDocument"] = json!({"uri": uri});
    params
}

/// The words of the file that are coloured, with the names of their kinds.
fn coloured(text: &str, encoding: &str, legend: &Value, data: &Value) -> Vec<(String, String)> {
    let numbers: Vec<usize> = data
        .as_array()
        .unwrap()
        .iter()
        .map(|number| number.as_u64().unwrap() as usize)
        .collect();
    let lines: Vec<&str> = text.split('\n').collect();
    let units = |part: &str| match encoding {
        "utf-8" => part.len(),
        "utf-16" => part.encode_utf16().count(),
        _ => part.chars().count(),
    };
    let byte = |line: &str, column: usize| {
        let ends = line.char_indices().map(|(at, _)| at).chain([line.len()]);
        ends.into_iter()
            .find(|&at| units(&line[..at]) == column)
            .unwrap()
    };
    let (mut line, mut start) = (0, 0);
    let word = |token: &[usize]| {
        start = if token[0] > 0 {
            token[1]
        } else {
            start + token[1]
        };
        line += token[0];
        let text = lines[line];
        let word = &text[byte(text, start)..byte(text, start + token[2])];
        (
            word.to_owned(),
            legend["tokenTypes"][token[3]].as_str().unwrap().to_owned(),
        )
    };
    numbers.chunks(5).map(word).collect()
}

#[test]
fn the_code_is_coloured_in_every_encoding() {
    let text = workflow("// 注释 😀\\nconst total = \\\"é😀\\\"; return $input.all();");
    for encoding in ["utf-8", "utf-16", "utf-32"] {
        let (mut client, capabilities) = asking(encoding);
        client.open(URI, "json", 1, &text);
        let answer = client.request("textDocument/semanticTokens/full", about(URI, json!({})));
        let legend = &capabilities["semanticTokensProvider"]["legend"];
        let found = coloured(&text, encoding, legend, &answer["result"]["data"]);
        let expected = [
            ("// 注释 😀", "comment"),
            ("const", "keyword"),
            ("total", "variable"),
            ("=", "operator"),
            ("\\\"é😀\\\"", "string"),
            ("return", "keyword"),
            ("$input", "variable"),
            ("all", "method"),
        ];
        let expected = expected.map(|(word, kind)| (word.to_owned(), kind.to_owned()));
        assert_eq!(found, expected, "{encoding}");
    }
}

#[test]
fn a_second_look_gets_what_is_different() {
    let (mut client, _) = asking("utf-16");
    client.open(URI, "json", 1, &workflow("const a = 1; return [a];"));
    let first =
        client.request("textDocument/semanticTokens/full", about(URI, json!({})))["result"].clone();
    client.change(
        URI,
        2,
        json!([{"text": workflow("const a = 1; let b; return [a];")}]),
    );
    let delta = |client: &mut Client, id: &Value| {
        let params = about(URI, json!({"previousResultId": id}));
        client.request("textDocument/semanticTokens/full/delta", params)["result"].clone()
    };
    let second = delta(&mut client, &first["resultId"]);
    let mut data = first["data"].as_array().unwrap().clone();
    for edit in second["edits"].as_array().unwrap() {
        let start = edit["start"].as_u64().unwrap() as usize;
        let end = start + edit["deleteCount"].as_u64().unwrap() as usize;
        data.splice(start..end, edit["data"].as_array().unwrap().iter().cloned());
    }
    let full = client.request("textDocument/semanticTokens/full", about(URI, json!({})));
    assert_eq!(&data, full["result"]["data"].as_array().unwrap());
    assert!(second["edits"][0]["data"].as_array().unwrap().len() < data.len());
    // What is not known any more is sent whole.
    assert!(delta(&mut client, &json!("long ago"))["data"].is_array());
}

#[test]
fn a_range_gets_the_words_in_it() {
    let uri = "file:///flows/ticket-triage.yml";
    let (mut client, _) = asking("utf-16");
    let text = example("dify/ticket-triage.yml");
    client.open(uri, "yaml", 1, &text);
    let all = client.request("textDocument/semanticTokens/full", about(uri, json!({})));
    let line = text
        .lines()
        .position(|line| line.contains("def main"))
        .unwrap();
    let range =
        json!({"start": {"line": line, "character": 0}, "end": {"line": line + 1, "character": 0}});
    let part = client.request(
        "textDocument/semanticTokens/range",
        about(uri, json!({"range": range})),
    );
    let count = |answer: &Value| answer["result"]["data"].as_array().unwrap().len() / 5;
    assert!(count(&part) > 3 && count(&part) < count(&all) / 4, "{part}");
}

#[test]
fn above_the_code_stands_how_it_is() {
    let (mut client, _) = asking("utf-16");
    client.open(URI, "json", 1, &workflow("return [};"));
    let lenses = client.request("textDocument/codeLens", about(URI, json!({})))["result"].clone();
    let titles: Vec<_> = lenses
        .as_array()
        .unwrap()
        .iter()
        .map(|lens| lens["command"]["title"].as_str().unwrap())
        .collect();
    assert_eq!(titles, ["Run node · 1 problem · inputs from samples"]);
}

#[test]
fn what_cannot_be_run_is_not_offered_to_be() {
    let (mut client, _) = asking("utf-16");
    let text = r#"{"nodes": [{"name": "Chain", "id": "c", "type": "@n8n/n8n-nodes-langchain.code", "typeVersion": 1,
        "position": [0, 0], "parameters": {"code": {"execute": {"code": "return [];"}}}}], "connections": {}}"#;
    client.open(URI, "json", 1, text);
    let lenses = client.request("textDocument/codeLens", about(URI, json!({})))["result"].clone();
    assert_eq!(lenses, json!([]));
    let column = text.lines().nth(1).unwrap().find("return").unwrap();
    let place = json!({"line": 1, "character": column});
    let asked = json!({"range": {"start": place, "end": place}, "context": {"diagnostics": []}});
    let actions = client.request("textDocument/codeAction", about(URI, asked))["result"].clone();
    assert!(
        !actions.to_string().contains("codenode.runNode"),
        "{actions}"
    );
    let params = json!({"command": "codenode.runNode", "arguments": [URI, "c"]});
    let answer = client.request("workspace/executeCommand", params)["result"].clone();
    assert_eq!(answer["error"]["stage"], "engine", "{answer}");
}

#[test]
fn names_of_rules_in_comments_lead_to_their_pages() {
    let (mut client, _) = asking("utf-8");
    let text = workflow("// codenode: ignore[lost-key, no-such-rule]\\nreturn [];");
    client.open(URI, "json", 1, &text);
    let links =
        client.request("textDocument/documentLink", about(URI, json!({})))["result"].clone();
    assert_eq!(links.as_array().unwrap().len(), 1);
    assert!(
        links[0]["target"]
            .as_str()
            .unwrap()
            .ends_with("/lost-key.md"),
        "{links}"
    );
    assert_eq!(
        links[0]["range"]["start"]["character"],
        text.find("lost-key").unwrap()
    );
}

#[test]
fn the_nodes_are_listed() {
    let (mut client, _) = asking("utf-16");
    client.open(URI, "json", 1, &workflow("return [];"));
    let nodes = client.request("codenode/nodes", about(URI, json!({})))["result"].clone();
    assert_eq!(
        (&nodes["version"], &nodes["platform"]),
        (&json!(1), &json!("n8n"))
    );
    assert_eq!(
        (&nodes["nodes"][0]["id"], &nodes["nodes"][0]["code"]),
        (&json!("7f1d"), &json!("return [];"))
    );
    let closed = client.request("codenode/nodes", about("file:///x.json", json!({})));
    assert_eq!(closed["error"]["code"], -32602);
}

#[test]
fn the_text_of_a_node_is_taken_and_put_back() {
    let (mut client, _) = asking("utf-16");
    let text = workflow("const a = \\\"é\\\";\\nreturn [];");
    client.open(URI, "json", 4, &text);
    let node = json!({"node": "7f1d"});
    let taken = client.request("codenode/nodeText", about(URI, node))["result"].clone();
    assert_eq!(
        taken,
        json!({"text": "const a = \"é\";\nreturn [];", "languageId": "javascript", "version": 4})
    );
    let put = |client: &mut Client, new: &str, version: i32| {
        let params = json!({"node": "👩‍💻 compute 😀", "text": new, "version": version});
        client.request("codenode/updateNodeText", about(URI, params))
    };
    let new = "const a = \"é\";\nconst b = '\t\\\\';\nreturn [];";
    let edit = put(&mut client, new, 4)["result"]["changes"][URI].clone();
    let written: String = edit
        .as_array()
        .unwrap()
        .iter()
        .map(|edit| edit["newText"].as_str().unwrap())
        .collect();
    assert_eq!(written, "const b = '\\t\\\\\\\\';\\n");
    let changes: Vec<Value> = edit
        .as_array()
        .unwrap()
        .iter()
        .rev()
        .map(|edit| json!({"range": edit["range"], "text": edit["newText"]}))
        .collect();
    client.change(URI, 5, json!(changes));
    let taken =
        client.request("codenode/nodeText", about(URI, json!({"node": "7f1d"})))["result"].clone();
    assert_eq!(taken["text"], new);
    // The same again changes nothing; what was taken from another state is refused.
    assert_eq!(
        put(&mut client, new, 5)["result"]["changes"][URI],
        json!([])
    );
    let refused = put(&mut client, "overwritten", 4);
    assert_eq!(refused["error"]["code"], -32801);
    assert!(
        refused["error"]["message"]
            .as_str()
            .unwrap()
            .contains("version 5"),
        "{refused}"
    );
    let nobody = client.request("codenode/nodeText", about(URI, json!({"node": "nobody"})));
    assert_eq!(nobody["error"]["code"], -32602);
}

/// A LangChain Code node holds two codes, and another node has its id.
#[test]
fn codes_that_share_an_id_are_told_apart() {
    let (mut client, _) = asking("utf-16");
    let text = workflow("return [};").replace(
        r#"], "connections""#,
        concat!(
            r#", {"name": "Chain", "id": "7f1d", "type": "@n8n/n8n-nodes-langchain.code", "typeVersion": 1, "position": [0, 0], "#,
            r#""parameters": {"code": {"execute": {"code": "return [1];"}, "supplyData": {"code": "return {;"}}}}], "connections""#
        ),
    );
    client.open(URI, "json", 1, &text);
    let nodes = client.request("codenode/nodes", about(URI, json!({})))["result"].clone();
    let nodes = nodes["nodes"].as_array().unwrap().iter();
    let shown: Vec<_> = nodes
        .map(|node| [&node["name"], &node["ordinal"], &node["part"]])
        .collect();
    let none = json!(null);
    let [chain, execute, supply] = ["Chain", "execute", "supplyData"].map(|text| json!(text));
    assert_eq!(shown[0][1..], [&none, &none]);
    assert_eq!(
        shown[1..],
        [[&chain, &json!(1), &execute], [&chain, &json!(2), &supply]]
    );
    let taken = |client: &mut Client, node: Value| {
        let answer = client.request("codenode/nodeText", about(URI, node));
        answer["result"]["text"].as_str().map(str::to_owned)
    };
    let own = |ordinal: usize| json!({"node": "7f1d", "ordinal": ordinal});
    let texts: Vec<_> = (0..4)
        .map(|ordinal| taken(&mut client, own(ordinal)))
        .collect();
    assert_eq!(
        texts[1..],
        [Some("return [1];".into()), Some("return {;".into()), None]
    );
    // By its name, it is the second of two.
    let named = json!({"node": "Chain", "ordinal": 1});
    assert_eq!(taken(&mut client, named.clone()), texts[2]);
    assert_eq!(taken(&mut client, json!({"node": "Chain"})), texts[1]);
    let put = |mut node: Value, text: &str| {
        node["text"] = json!(text);
        node["version"] = json!(1);
        about(URI, node)
    };
    let answer = client.request("codenode/updateNodeText", put(named, "return {};"));
    let edit = &answer["result"]["changes"][URI][0];
    let column = text[..text.find("{;").unwrap()].encode_utf16().count() + 1;
    assert_eq!(edit["newText"], "}", "{answer}");
    assert_eq!(edit["range"]["start"]["character"], column);
    // Findings say of which code they are, and so do the commands that run it.
    let found = client.pulled(URI);
    let about_code = |found: &Value| found["data"]["node"]["ordinal"].as_u64();
    let broken = found.iter().filter(|found| found["code"] == "syntax-error");
    assert_eq!(
        broken.map(about_code).collect::<Vec<_>>(),
        [None, Some(2)],
        "{found:?}"
    );
    let twin = r#"{"name": "Twin", "id": "7f1d", "type": "n8n-nodes-base.code", "typeVersion": 2, "position": [0, 0],
        "parameters": {"jsCode": "return [];"}}"#;
    let twins = workflow("return [];").replace(
        r#"], "connections""#,
        &format!(r#", {twin}], "connections""#),
    );
    client.change(URI, 2, json!([{"text": twins}]));
    let lenses = client.request("textDocument/codeLens", about(URI, json!({})))["result"].clone();
    let run = |lens: usize| lenses[lens]["command"]["arguments"][2].clone();
    assert_eq!([run(0), run(1)], [json!({}), json!({"ordinal": 1})]);
}

#[test]
fn what_is_no_workflow_has_no_code_to_see() {
    let (mut client, _) = asking("utf-16");
    let uri = "file:///package.json";
    client.open(uri, "json", 1, r#"{"name": "x", "nodes": 3}"#);
    for method in ["codeLens", "documentLink"] {
        let answer = client.request(&format!("textDocument/{method}"), about(uri, json!({})));
        assert_eq!(answer["result"], json!([]), "{method}");
    }
    let tokens = client.request("textDocument/semanticTokens/full", about(uri, json!({})));
    assert_eq!(tokens["result"]["data"], json!([]));
}

#[test]
fn types_are_shown_behind_what_does_not_say_them() {
    let (mut client, _) = asking("utf-8");
    let text = workflow("/* 😀 */ return [{ json: { n: 1 } }];");
    client.open(URI, "json", 1, &text);
    let all = json!({"start": {"line": 0, "character": 0}, "end": {"line": 9, "character": 0}});
    let params = about(URI, json!({"range": all}));
    let hints = client.request("textDocument/inlayHint", params)["result"].clone();
    assert_eq!(
        hints[0]["position"]["character"],
        text.find("];\"").unwrap() + 1
    );
    assert_eq!(hints[0]["label"], " → { json: { n: number } }[]");
}
