//! What is found while somebody types.

use std::time::Duration;

use serde_json::{Value, json};

use super::client::Client;
use super::{example, rules, workflow};

const URI: &str = "file:///flows/orders.json";

/// An editor that asks for diagnostics.
fn asking() -> Client {
    Client::initialized(json!({"textDocument": {"diagnostic": {}}})).0
}

#[test]
fn findings_come_go_and_come_back() {
    let (mut client, capabilities) = Client::initialized(json!({}));
    assert!(capabilities["diagnosticProvider"].is_null());
    client.open(URI, "json", 1, &workflow("return [};"));
    assert_eq!(rules(&client.published(URI, 1)), ["syntax-error"]);
    client.change(URI, 2, json!([{"text": workflow("return [];")}]));
    assert_eq!(client.published(URI, 2), Vec::<Value>::new());
    client.change(URI, 3, json!([{"text": workflow("return [};")}]));
    assert_eq!(client.published(URI, 3).len(), 1);
    client.notify(
        "textDocument/didClose",
        json!({"textDocument": {"uri": URI}}),
    );
    let message = client.wait(|message| message["method"] == "textDocument/publishDiagnostics");
    assert_eq!(message["params"]["diagnostics"], json!([]));
}

#[test]
fn a_client_that_asks_is_answered_and_not_told() {
    let (mut client, capabilities) =
        Client::initialized(json!({"textDocument": {"diagnostic": {}}}));
    assert_eq!(
        capabilities["diagnosticProvider"]["interFileDependencies"],
        false
    );
    client.open(URI, "json", 1, &workflow("return [};"));
    let ask = |client: &mut Client, known: &Value| {
        let params = json!({"textDocument": {"uri": URI}, "previousResultId": known});
        client.request("textDocument/diagnostic", params)["result"].clone()
    };
    let first = ask(&mut client, &json!(null));
    assert_eq!(
        (
            first["kind"].as_str(),
            first["items"].as_array().unwrap().len()
        ),
        (Some("full"), 1)
    );
    let second = ask(&mut client, &first["resultId"]);
    assert_eq!(second["kind"], "unchanged");
    client.change(URI, 2, json!([{"text": workflow("return [];")}]));
    let third = ask(&mut client, &second["resultId"]);
    assert_eq!(
        (&third["kind"], &third["items"]),
        (&json!("full"), &json!([]))
    );
    assert_eq!(
        client.drain(Duration::from_millis(300)),
        Vec::<Value>::new()
    );
}

#[test]
fn columns_count_what_was_agreed() {
    let text = workflow("return [};");
    let byte = text.find("};\"").unwrap();
    for (encoding, expected) in [
        ("utf-8", byte),
        ("utf-16", text[..byte].encode_utf16().count()),
        ("utf-32", text[..byte].chars().count()),
    ] {
        let capabilities = json!({"general": {"positionEncodings": [encoding]}, "textDocument": {"diagnostic": {}}});
        let (mut client, _) = Client::initialized(capabilities);
        client.open(URI, "json", 1, &text);
        let found = client.pulled(URI);
        assert_eq!(
            found[0]["range"]["start"],
            json!({"line": 0, "character": expected}),
            "{encoding}: {found:?}"
        );
        // An edit behind the emoji, in the same terms.
        let range = json!({"start": {"line": 0, "character": expected}, "end": {"line": 0, "character": expected + 1}});
        client.change(URI, 2, json!([{"range": range, "text": "]"}]));
        assert_eq!(client.pulled(URI), Vec::<Value>::new(), "{encoding}");
    }
}

#[test]
fn a_finding_carries_what_an_editor_can_show() {
    let shown = json!({"relatedInformation": true, "codeDescriptionSupport": true});
    let related = json!({"textDocument": {"publishDiagnostics": shown}});
    let (mut client, _) = Client::initialized(related);
    let uri = "file:///flows/ticket-triage.yml";
    client.open(uri, "yaml", 5, &example("dify/ticket-triage.yml"));
    let found = client.published(uri, 5);
    let missing = found
        .iter()
        .find(|diagnostic| diagnostic["code"] == "missing-output")
        .unwrap();
    assert_eq!(
        (&missing["source"], &missing["severity"]),
        (&json!("codenode"), &json!(1))
    );
    assert!(
        missing["message"]
            .as_str()
            .unwrap()
            .contains("\nDify will fail the node with: "),
        "{missing}"
    );
    assert_eq!(missing["data"]["node"]["name"], "Find order numbers");
    assert!(missing["relatedInformation"].is_array(), "{missing}");
    let page = missing["codeDescription"]["href"].as_str().unwrap();
    let page = std::fs::read_to_string(page.strip_prefix("file://").unwrap()).unwrap();
    assert!(page.starts_with("# missing-output"), "{page}");
}

#[test]
fn what_is_no_workflow_gets_nothing() {
    let mut client = asking();
    client.open(
        "file:///package.json",
        "json",
        1,
        r#"{"name": "x", "nodes": "#,
    );
    assert_eq!(client.pulled("file:///package.json"), Vec::<Value>::new());
    assert_eq!(
        client.pulled("file:///never-opened.json"),
        Vec::<Value>::new()
    );
}

#[test]
fn an_untitled_document_is_read_as_its_language() {
    let mut client = asking();
    client.open("untitled:Untitled-1", "json", 1, &workflow("return [};"));
    assert_eq!(
        rules(&client.pulled("untitled:Untitled-1")),
        ["syntax-error"]
    );
}

/// Edits in the order of the wire, however many are under way: in the end the server has the text that the editor has.
#[test]
fn many_edits_end_in_the_text_that_they_end_in() {
    let mut client = asking();
    let mut text = workflow("return [];\\n// 😀 ");
    client.open(URI, "json", 0, &text);
    let at = text.find("// 😀 ").unwrap() + "// 😀 ".len();
    let column = text[..at].encode_utf16().count();
    let mut asked = Vec::new();
    for version in 1..=10_000 {
        // Type a character at the end of the comment, now and then take three back, and ask in between.
        let typed = char::from(b'a' + (version % 26) as u8);
        let (mut range, mut new) = ((column, column), typed.to_string());
        if version % 7 == 0 {
            (range.1, new) = (column + 3, String::new());
        }
        let bytes = at..at + (range.1 - range.0);
        text.replace_range(bytes, &new);
        let range = json!({"start": {"line": 0, "character": range.0}, "end": {"line": 0, "character": range.1}});
        client.change(URI, version, json!([{"range": range, "text": new}]));
        if version % 400 == 0 {
            // Asked in between and answered some time later, by the state at the time.
            let method = ["diagnostic", "codeLens", "semanticTokens/full"][version as usize % 3];
            let params = json!({"textDocument": {"uri": URI}});
            asked.push(client.ask(&format!("textDocument/{method}"), params));
        }
        if version % 2_500 == 0 {
            let params = json!({"textDocument": {"uri": URI}, "node": "7f1d"});
            let taken = client.request("codenode/nodeText", params)["result"].clone();
            assert_eq!(taken["version"], version);
            assert_eq!(
                workflow(&taken["text"].as_str().unwrap().replace('\n', "\\n")),
                text
            );
        }
    }
    let ending = text.rfind("\"}}]").unwrap();
    text.insert_str(ending, "\\n}");
    let place = text[..ending].encode_utf16().count();
    let range =
        json!({"start": {"line": 0, "character": place}, "end": {"line": 0, "character": place}});
    client.change(URI, 10_001, json!([{"range": range, "text": "\\n}"}]));
    for id in asked {
        assert!(client.answer_to(id)["error"].is_null());
    }
    let grown = client.pulled(URI);
    let mut fresh = asking();
    fresh.open(URI, "json", 1, &text);
    assert_eq!(grown, fresh.pulled(URI));
    assert_eq!(rules(&grown), ["syntax-error"]);
}

/// VS Code sends half of a deleted emoji as a lone surrogate, which no JSON reader takes.
#[test]
fn half_an_emoji_is_survived() {
    let mut client = asking();
    let text = workflow("return []; // x");
    client.open(URI, "json", 1, &text);
    let column = text[..text.find("x\"}").unwrap()].encode_utf16().count();
    let position = json!({"line": 0, "character": column});
    let change = json!([{"range": {"start": position, "end": position}, "text": "HALF"}]);
    let params = json!({"textDocument": {"uri": URI, "version": 2}, "contentChanges": change});
    let body =
        json!({"jsonrpc": "2.0", "method": "textDocument/didChange", "params": params}).to_string();
    client.send_body(&body.replace("HALF", "\\ud83d"));
    assert_eq!(client.pulled(URI), Vec::<Value>::new());
    // The columns behind it are still right.
    let end = json!({"line": 0, "character": column + 1});
    client.change(
        URI,
        3,
        json!([{"range": {"start": position, "end": end}, "text": "\\n}"}]),
    );
    assert_eq!(rules(&client.pulled(URI)), ["syntax-error"]);
}

#[test]
fn a_quick_fix_mends_the_finding_that_it_is_for() {
    let capabilities = json!({
        "general": {"positionEncodings": ["utf-8"]},
        "textDocument": {"diagnostic": {}},
        "workspace": {"workspaceEdit": {"documentChanges": true}},
    });
    let (mut client, _) = Client::initialized(capabilities);
    let uri = "file:///flows/ticket-triage.yml";
    client.open(uri, "yaml", 5, &example("dify/ticket-triage.yml"));
    let plan = |diagnostic: &Value| {
        diagnostic["message"]
            .as_str()
            .unwrap()
            .contains("declared input `plan`")
    };
    let found = client.pulled(uri).into_iter().find(plan).unwrap();
    let actions = |client: &mut Client, only: Value| {
        let context = json!({"diagnostics": [], "only": only});
        let params =
            json!({"textDocument": {"uri": uri}, "range": found["range"], "context": context});
        let answer = client.request("textDocument/codeAction", params);
        answer["result"].as_array().unwrap().clone()
    };
    assert_eq!(
        actions(&mut client, json!(["refactor"])),
        Vec::<Value>::new()
    );
    let offered = actions(&mut client, json!(["quickfix"]));
    let fix = offered
        .iter()
        .find(|action| plan(&action["diagnostics"][0]))
        .unwrap();
    assert_eq!(
        (&fix["kind"], &fix["isPreferred"]),
        (&json!("quickfix"), &json!(true))
    );
    let edit = &fix["edit"]["documentChanges"][0];
    assert_eq!(edit["textDocument"], json!({"uri": uri, "version": 5}));
    let changes = edit["edits"].as_array().unwrap().iter();
    let changes: Vec<Value> = changes
        .rev()
        .map(|edit| json!({"range": edit["range"], "text": edit["newText"]}))
        .collect();
    client.change(uri, 6, json!(changes));
    assert!(!client.pulled(uri).iter().any(plan));
}

#[test]
fn a_finding_is_suppressed_shown_on_its_page_or_fixed_with_all_others() {
    let capabilities = json!({
        "textDocument": {
            "diagnostic": {},
            "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["source"]}}},
        },
        "window": {"showDocument": {"support": true}},
    });
    let (mut client, _) = Client::initialized(capabilities);
    let uri = "file:///flows/ticket-triage.yml";
    client.open(uri, "yaml", 1, &example("dify/ticket-triage.yml"));
    let missing = |found: &Vec<Value>| {
        found
            .iter()
            .find(|found| found["code"] == "missing-output")
            .cloned()
    };
    let before = client.pulled(uri);
    let found = missing(&before).unwrap();
    let actions = |client: &mut Client, only: Value| {
        let context = json!({"diagnostics": [], "only": only});
        let params =
            json!({"textDocument": {"uri": uri}, "range": found["range"], "context": context});
        client.request("textDocument/codeAction", params)["result"]
            .as_array()
            .unwrap()
            .clone()
    };
    let apply = |client: &mut Client, version: i32, action: &Value| {
        let edits = action["edit"]["changes"][uri]
            .as_array()
            .unwrap()
            .iter()
            .rev();
        let changes: Vec<_> = edits
            .map(|edit| json!({"range": edit["range"], "text": edit["newText"]}))
            .collect();
        client.change(uri, version, json!(changes));
    };
    let titled = |actions: &[Value], title: &str| {
        let is = |action: &&Value| action["title"].as_str().unwrap().starts_with(title);
        actions
            .iter()
            .find(is)
            .cloned()
            .unwrap_or_else(|| panic!("{title}: {actions:?}"))
    };
    let all = actions(&mut client, json!(null));
    let page = titled(&all, "Show the page of missing-output");
    let arguments = json!(["missing-output", {"show": true}]);
    assert_eq!(page["command"]["arguments"], arguments);
    let params = json!({"command": page["command"]["command"], "arguments": arguments});
    let answer = client.request("workspace/executeCommand", params);
    assert_eq!(answer["result"]["rule"], "missing-output", "{answer}");
    let asked = client.asked("window/showDocument");
    let shown = asked["params"]["uri"].as_str().unwrap();
    assert!(shown.ends_with("/missing-output.md"), "{shown}");
    client.reply(&asked, json!({"success": true}));
    assert!(
        all.iter()
            .any(|action| action["kind"] == "source.fixAll.codenode")
    );
    apply(&mut client, 2, &titled(&all, "Ignore `missing-output`"));
    let ignored = client.pulled(uri);
    let place = |found: &Value| found["range"]["start"]["line"].clone();
    assert!(
        !ignored
            .iter()
            .any(|one| one["code"] == "missing-output" && place(one) == place(&found))
    );
    let fixes = actions(&mut client, json!(["source.fixAll"]));
    assert_eq!(fixes.len(), 1, "{fixes:?}");
    apply(&mut client, 3, &fixes[0]);
    let plan = |found: &Value| {
        found["message"]
            .as_str()
            .unwrap()
            .contains("declared input `plan`")
    };
    assert!(ignored.iter().any(plan) && !client.pulled(uri).iter().any(plan));
}
