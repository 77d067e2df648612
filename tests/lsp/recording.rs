//! What a node can be run with, and runs that are kept as tests.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::client::Client;
use super::{uri, workflow};

/// A small workflow whose code node is fed by one that has data pinned to it.
fn pinned(code: &str) -> String {
    workflow(code).replace(
        r#"], "connections": {}"#,
        concat!(
            r#", {"name": "Web", "id": "w", "type": "n8n-nodes-base.webhook", "typeVersion": 2, "position": [0, 0], "parameters": {}}], "#,
            r#""pinData": {"Web": [{"json": {"n": 41}}]}, "#,
            r#""connections": {"Web": {"main": [[{"node": "👩‍💻 compute 😀", "type": "main", "index": 0}]]}}"#
        ),
    )
}

/// An editor that shows what came of runs.
fn showing(workspace: Value) -> Value {
    json!({"workspace": workspace, "experimental": {"codenode": {"showsRuns": true}}})
}

const CODE: &str = "return $input.all().map((item) => ({json: {n: (item.json.n ?? 0) + 1}}));";

/// The commands that are offered for the node.
fn offered(client: &mut Client, uri: &str, text: &str) -> Vec<Value> {
    let column = text[..text.find("return").unwrap()].encode_utf16().count();
    let place = json!({"line": 0, "character": column});
    let params = json!({
        "textDocument": {"uri": uri}, "range": {"start": place, "end": place},
        "context": {"diagnostics": [], "only": ["codenode.run"]},
    });
    let actions = client.request("textDocument/codeAction", params)["result"].clone();
    let actions = actions.as_array().unwrap().iter();
    actions.map(|action| action["command"].clone()).collect()
}

fn titles(commands: &[Value]) -> Vec<&str> {
    let titles = commands.iter().map(|command| command["title"].as_str());
    titles.map(Option::unwrap).collect()
}

fn execute(client: &mut Client, command: &Value) -> Value {
    let params = json!({"command": command["command"], "arguments": command["arguments"]});
    client.request("workspace/executeCommand", params)
}

fn written(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_default()
}

#[test]
fn a_node_is_run_with_whatever_there_is_for_it() {
    let folder = tempfile::tempdir().unwrap();
    let (file, tests) = ["a.json", "a.codenode-test.yml"]
        .map(|name| folder.path().join(name))
        .into();
    let (text, address) = (pinned(CODE), uri(&file));
    fs::write(&file, &text).unwrap();
    let mut client = Client::initialized(showing(json!({"codeLens": {"refreshSupport": true}}))).0;
    client.open(&address, "json", 1, &text);
    let commands = offered(&mut client, &address, &text);
    assert_eq!(
        titles(&commands),
        [
            "Run node",
            "Run node with the data pinned to `Web`",
            "Run node with one empty item",
            "Record run as test",
        ]
    );
    let sums = |client: &mut Client, commands: &[Value]| -> Vec<(Value, Value)> {
        let runs = commands
            .iter()
            .filter(|command| command["command"] == "codenode.runNode");
        runs.map(|command| {
            let outcome = execute(client, command)["result"].clone();
            (
                outcome["input"]["source"].clone(),
                outcome["items"][0]["json"]["n"].clone(),
            )
        })
        .collect()
    };
    let pinned = (json!("pinned"), json!(42));
    let empty = (json!("empty_item"), json!(1));
    assert_eq!(
        sums(&mut client, &commands),
        [pinned.clone(), pinned.clone(), empty.clone()]
    );
    // Tests come first, and a run takes the first.
    let of = |name: &str, n: i32| {
        format!("  - name: {name}\n    node: 7f1d\n    input:\n      - n: {n}\n")
    };
    fs::write(
        &tests,
        format!("tests:\n{}{}", of("few", 1), of("many", 99)),
    )
    .unwrap();
    let commands = offered(&mut client, &address, &text);
    assert_eq!(
        titles(&commands)[1],
        "Run node with the input of the test `few`"
    );
    let saved = |n: i32| (json!("saved"), json!(n));
    assert_eq!(
        sums(&mut client, &commands),
        [saved(2), saved(2), saved(100), pinned, empty]
    );
    // So it stands above the code, and is told when it changes.
    client.notify(
        "textDocument/didSave",
        json!({"textDocument": {"uri": uri(&tests)}}),
    );
    let asked = client.asked("workspace/codeLens/refresh");
    client.reply(&asked, json!(null));
    let about = json!({"textDocument": {"uri": address}});
    let lenses = client.request("textDocument/codeLens", about)["result"].clone();
    let title = &lenses[0]["command"]["title"];
    assert_eq!(title, "Run node · inputs from the test `few`");
    // A test that somebody renames meanwhile is gone.
    fs::write(&tests, format!("tests:\n{}", of("none", 0))).unwrap();
    let answer = execute(&mut client, &commands[2]);
    assert_eq!(answer["error"]["code"], -32602, "{answer}");
}

#[test]
fn a_run_is_recorded_where_the_user_sees_it() {
    let folder = tempfile::tempdir().unwrap();
    let (file, tests) = ["a.json", "a.codenode-test.yml"]
        .map(|name| folder.path().join(name))
        .into();
    let (text, address) = (pinned(CODE), uri(&file));
    fs::write(&file, &text).unwrap();
    let edits = json!({"documentChanges": true, "resourceOperations": ["create"]});
    let workspace = json!({"applyEdit": true, "workspaceEdit": edits});
    let mut client = Client::initialized(showing(workspace)).0;
    client.open(&address, "json", 1, &text);
    let record = offered(&mut client, &address, &text).pop().unwrap();
    let answer = execute(&mut client, &record)["result"].clone();
    assert_eq!(answer["outcome"]["items"][0]["json"]["n"], 42, "{answer}");
    let named = "👩‍💻 compute 😀 succeeds";
    let expected = json!({"uri": uri(&tests), "name": named, "written": false});
    assert_eq!(answer["test"], expected);
    let asked = client.asked("workspace/applyEdit");
    assert_eq!(asked["params"]["label"], "Record run as test");
    let changes = asked["params"]["edit"]["documentChanges"].clone();
    assert_eq!(changes[0], json!({"kind": "create", "uri": uri(&tests)}));
    let first = changes[1]["edits"][0]["newText"]
        .as_str()
        .unwrap()
        .to_owned();
    client.reply(&asked, json!({"applied": true}));
    // Nothing is written behind the editor's back.
    assert!(!tests.exists());
    fs::write(&tests, &first).unwrap();
    // In the file as it is open, whatever is on the disk.
    let open = first.replace("tests:", "# mine 😀\ntests:");
    client.open(&uri(&tests), "yaml", 7, &open);
    let answer = execute(&mut client, &record)["result"].clone();
    assert_eq!(answer["test"]["name"], format!("{named} 2"), "{answer}");
    let asked = client.asked("workspace/applyEdit");
    let changes = asked["params"]["edit"]["documentChanges"].clone();
    assert_eq!(
        changes[0]["textDocument"],
        json!({"uri": uri(&tests), "version": 7})
    );
    let edit = &changes[0]["edits"][0];
    let line = open.lines().count();
    let end = json!({"line": line, "character": 0});
    assert_eq!(edit["range"], json!({"start": end, "end": end}), "{edit}");
    let both = open + edit["newText"].as_str().unwrap();
    client.reply(
        &asked,
        json!({"applied": false, "failureReason": "Read only."}),
    );
    let said = client.told("window/showMessage")["message"].clone();
    assert!(said.as_str().unwrap().ends_with("Read only."), "{said}");
    fs::write(&tests, both).unwrap();
    let ran = std::process::Command::new(env!("CARGO_BIN_EXE_codenode"))
        .arg("test")
        .arg(&file)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&ran.stdout).into_owned();
    assert!(
        ran.status.success() && said.contains(&format!("{named} 2")),
        "{said}"
    );
}

#[test]
fn a_client_that_edits_nothing_finds_the_test_written() {
    let folder = tempfile::tempdir().unwrap();
    let (file, tests) = ["a.json", "a.codenode-test.yml"]
        .map(|name| folder.path().join(name))
        .into();
    let (text, address) = (pinned(CODE), uri(&file));
    fs::write(&file, &text).unwrap();
    let mut client = Client::initialized(showing(json!({}))).0;
    client.open(&address, "json", 1, &text);
    let mut record = offered(&mut client, &address, &text).pop().unwrap();
    record["arguments"][2] = json!({"from": "samples", "name": "nothing"});
    let answer = execute(&mut client, &record)["result"].clone();
    let expected = json!({"uri": uri(&tests), "name": "nothing", "written": true});
    assert_eq!(answer["test"], expected);
    assert!(
        written(&tests).contains("name: nothing"),
        "{}",
        written(&tests)
    );
    let said = client.told("window/showMessage")["message"].clone();
    assert!(said.as_str().unwrap().contains("`nothing`"), "{said}");
    // Not again by that name, and no secret ever.
    let refused = execute(&mut client, &record);
    assert_eq!(refused["error"]["code"], -32803, "{refused}");
    let secret = json!([{"password": "Xk29!vLq0pR7sTz"}]);
    record["arguments"][2] = json!({"input": secret, "name": "another"});
    let refused = execute(&mut client, &record);
    let why = refused["error"]["message"].as_str().unwrap();
    assert!(why.contains("looks like a secret"), "{refused}");
    assert!(!written(&tests).contains("another"));
}
