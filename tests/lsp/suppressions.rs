//! Findings that are taken back: by a comment that a quick fix writes, by a baseline.

use serde_json::{Value, json};

use super::client::Client;
use super::{rules, uri, workflow};

#[test]
fn a_quick_fix_writes_the_comment() {
    let capabilities = json!({"textDocument": {"diagnostic": {}}});
    let (mut client, _) = Client::initialized(capabilities);
    let uri = "file:///flows/orders.json";
    client.open(uri, "json", 1, &workflow("console.error(1);\\nreturn [];"));
    let found = client.pulled(uri);
    assert_eq!(rules(&found), ["silent-console"]);
    let params = json!({
        "textDocument": {"uri": uri}, "range": found[0]["range"], "context": {"diagnostics": []},
    });
    let offered = client.request("textDocument/codeAction", params)["result"].clone();
    let offered = offered.as_array().unwrap().iter();
    let title = "Ignore `silent-console` on this line";
    let [action] = offered
        .filter(|action| action["title"] == title)
        .collect::<Vec<_>>()[..]
    else {
        panic!("not offered once");
    };
    assert_eq!(action["isPreferred"], false);
    let changes: Vec<Value> = action["edit"]["changes"][uri]
        .as_array()
        .unwrap()
        .iter()
        .map(|edit| json!({"range": edit["range"], "text": edit["newText"]}))
        .collect();
    assert_eq!(changes[0]["text"], " // codenode: ignore[silent-console]");
    client.change(uri, 2, json!(changes));
    assert_eq!(client.pulled(uri), Vec::<Value>::new());
}

#[test]
fn a_baseline_holds_in_the_editor_too() {
    let folder = tempfile::Builder::new().prefix("flows").tempdir().unwrap();
    let file = |name: &str| folder.path().join(name);
    let known = workflow("return missing;");
    std::fs::write(file("a.json"), &known).unwrap();
    std::fs::write(file("codenode.toml"), "baseline = \"known.json\"").unwrap();
    let run = std::process::Command::new(env!("CARGO_BIN_EXE_codenode"))
        .args(["lint", "a.json", "--write-baseline", "known.json", "-q"])
        .current_dir(folder.path())
        .status();
    assert!(run.unwrap().success());
    let (mut client, _) = Client::initialized(json!({"textDocument": {"diagnostic": {}}}));
    let uri = uri(&file("a.json"));
    client.open(&uri, "json", 1, &known);
    assert_eq!(client.pulled(&uri), Vec::<Value>::new());
    let whole = json!([{"text": workflow("return [missing, other];")}]);
    client.change(&uri, 2, whole);
    assert_eq!(
        rules(&client.pulled(&uri)),
        ["undefined-name", "undefined-name"]
    );
}
