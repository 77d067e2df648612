//! Files that are not open: folders, watching, deletion.

use std::fs;

use serde_json::{Value, json};
use tempfile::TempDir;

use super::client::Client;
use super::{rules, uri, workflow};

/// A folder with one good workflow, one with an error, and what is none. Its name is visible: hidden folders are left out.
fn folder() -> TempDir {
    let folder = tempfile::Builder::new().prefix("flows").tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("good.json", &workflow("return [];"));
    write("bad.json", &workflow("return [};"));
    write("package.json", r#"{"name": "x"}"#);
    folder
}

fn introduced(folders: &[&TempDir], capabilities: Value) -> Client {
    let folder = |folder: &&TempDir| json!({"uri": uri(folder.path()), "name": "flows"});
    let folders: Vec<_> = folders.iter().map(folder).collect();
    Client::introduced(json!({"capabilities": capabilities, "workspaceFolders": folders})).0
}

fn pull(client: &mut Client, known: &Value) -> Vec<Value> {
    let id = ask(client, known);
    items(client.answer_to(id))
}

fn ask(client: &mut Client, known: &Value) -> i64 {
    client.ask("workspace/diagnostic", json!({"previousResultIds": known}))
}

fn items(answer: Value) -> Vec<Value> {
    let mut items = answer["result"]["items"]
        .as_array()
        .unwrap_or_else(|| panic!("{answer}"))
        .clone();
    items.sort_by_key(|item| item["uri"].as_str().unwrap().to_owned());
    items
}

fn known(items: &[Value]) -> Value {
    let known = |item: &Value| json!({"uri": item["uri"], "value": item["resultId"]});
    items
        .iter()
        .filter(|item| item["resultId"].is_string())
        .map(known)
        .collect()
}

#[test]
fn all_files_are_pulled_and_what_is_known_is_not_sent_again() {
    let folder = folder();
    let (bad, good) = (
        folder.path().join("bad.json"),
        folder.path().join("good.json"),
    );
    let mut client = introduced(&[&folder], json!({"textDocument": {"diagnostic": {}}}));
    let first = pull(&mut client, &json!([]));
    let seen = |item: &Value| {
        (
            item["uri"].as_str().unwrap().to_owned(),
            item["items"].as_array().unwrap().len(),
        )
    };
    assert_eq!(
        first.iter().map(seen).collect::<Vec<_>>(),
        [(uri(&bad), 1), (uri(&good), 0)]
    );
    assert_eq!(
        rules(first[0]["items"].as_array().unwrap()),
        ["syntax-error"]
    );
    let second = pull(&mut client, &known(&first));
    assert!(
        second.iter().all(|item| item["kind"] == "unchanged"),
        "{second:?}"
    );
    fs::write(&good, workflow("return [}; // now")).unwrap();
    fs::remove_file(&bad).unwrap();
    let third = pull(&mut client, &known(&second));
    assert_eq!(
        third.iter().map(seen).collect::<Vec<_>>(),
        [(uri(&bad), 0), (uri(&good), 1)]
    );
}

#[test]
fn where_changes_are_noticed_the_answer_waits_for_one() {
    let folder = folder();
    let bad = folder.path().join("bad.json");
    let capabilities = json!({
        "textDocument": {"diagnostic": {}},
        "workspace": {"didChangeWatchedFiles": {"dynamicRegistration": true}},
    });
    let mut client = introduced(&[&folder], capabilities);
    let registered = client.asked("client/registerCapability");
    let watchers = &registered["params"]["registrations"][0]["registerOptions"]["watchers"];
    let globs: Vec<_> = watchers
        .as_array()
        .unwrap()
        .iter()
        .map(|watcher| &watcher["globPattern"])
        .collect();
    assert!(
        globs.contains(&&json!("**/codenode.toml")) && globs.contains(&&json!("**/.env")),
        "{globs:?}"
    );
    client.reply(&registered, json!(null));
    let first = pull(&mut client, &json!([]));
    let waiting = ask(&mut client, &known(&first));
    let cancelled = ask(&mut client, &known(&first));
    client.notify("$/cancelRequest", json!({"id": cancelled}));
    assert_eq!(client.answer_to(cancelled)["error"]["code"], -32800);
    fs::write(&bad, workflow("return [];")).unwrap();
    let changes = json!({"changes": [{"uri": uri(&bad), "type": 2}]});
    client.notify("workspace/didChangeWatchedFiles", changes);
    let found = items(client.answer_to(waiting));
    assert_eq!(found[0]["items"], json!([]), "{found:?}");
}

#[test]
fn parts_and_progress_are_sent_under_their_tokens() {
    let folder = folder();
    let mut client = introduced(&[&folder], json!({"textDocument": {"diagnostic": {}}}));
    let params =
        json!({"previousResultIds": [], "partialResultToken": "part", "workDoneToken": "work"});
    let answer = client.request("workspace/diagnostic", params);
    assert_eq!(answer["result"]["items"], json!([]));
    let mut found = Vec::new();
    let mut kinds = Vec::new();
    for message in client.drain(std::time::Duration::from_millis(200)) {
        let params = &message["params"];
        match params["token"].as_str() {
            Some("part") => found.extend(params["value"]["items"].as_array().unwrap().clone()),
            _ => kinds.push(params["value"]["kind"].as_str().unwrap().to_owned()),
        }
    }
    assert_eq!(found.len(), 2);
    assert_eq!(kinds, ["begin", "report", "end"]);
}

#[test]
fn a_client_that_does_not_ask_has_the_workspace_checked_by_a_command() {
    let (folder, other) = (folder(), folder());
    let bad = uri(&folder.path().join("bad.json"));
    let mut client = introduced(
        &[&folder, &other],
        json!({"window": {"workDoneProgress": true}}),
    );
    let command = json!({"command": "codenode.checkWorkspace"});
    let answer = client.request("workspace/executeCommand", command.clone());
    assert_eq!(answer["result"], json!({"workflows": 4, "findings": 2}));
    let published = |client: &mut Client| {
        let message = client.wait(|message| message["params"]["uri"] == bad.as_str());
        message["params"]["diagnostics"].as_array().unwrap().len()
    };
    assert_eq!(published(&mut client), 1);
    // Gone from the disk, gone from the list.
    fs::remove_file(folder.path().join("bad.json")).unwrap();
    client.notify("workspace/didDeleteFiles", json!({"files": [{"uri": bad}]}));
    assert_eq!(published(&mut client), 0);
    let event =
        json!({"event": {"added": [], "removed": [{"uri": uri(other.path()), "name": "flows"}]}});
    client.notify("workspace/didChangeWorkspaceFolders", event);
    let answer = client.request("workspace/executeCommand", command);
    assert_eq!(answer["result"], json!({"workflows": 1, "findings": 0}));
}

#[test]
fn a_renamed_file_leaves_nothing_behind() {
    let folder = folder();
    let (old, new) = (
        uri(&folder.path().join("bad.json")),
        uri(&folder.path().join("new.json")),
    );
    let mut client = introduced(&[&folder], json!({}));
    client.open(&old, "json", 1, &workflow("return [};"));
    assert_eq!(client.published(&old, 1).len(), 1);
    client.notify(
        "textDocument/didClose",
        json!({"textDocument": {"uri": old}}),
    );
    client.notify(
        "workspace/didRenameFiles",
        json!({"files": [{"oldUri": old, "newUri": new}]}),
    );
    client.open(&new, "json", 1, &workflow("return [};"));
    assert_eq!(client.published(&new, 1).len(), 1);
    let last = client.wait(|message| message["params"]["uri"] == old.as_str());
    assert_eq!(last["params"]["diagnostics"], json!([]));
}

#[test]
fn the_page_of_a_rule_is_to_be_had() {
    let mut client = introduced(&[], json!({}));
    let ask = |client: &mut Client, rule: &str| {
        let params = json!({"command": "codenode.explainRule", "arguments": [rule]});
        client.request("workspace/executeCommand", params)
    };
    let page = ask(&mut client, "missing-output");
    assert!(
        page["result"]["page"].as_str().unwrap().starts_with("# "),
        "{page}"
    );
    assert_eq!(ask(&mut client, "no-such-rule")["error"]["code"], -32602);
    let nothing = client.request("workspace/executeCommand", json!({"command": "rm"}));
    assert_eq!(nothing["error"]["code"], -32602);
}

/// Whoever tells of changed files is asked to, and a configuration counts when it changes on the disk.
#[test]
fn a_configuration_that_changes_elsewhere_is_noticed() {
    let folder = folder();
    let watching = json!({"didChangeWatchedFiles": {"dynamicRegistration": true}});
    let mut client = introduced(&[&folder], json!({"workspace": watching}));
    let asked = client.asked("client/registerCapability");
    let registration = &asked["params"]["registrations"][0];
    assert_eq!(registration["method"], "workspace/didChangeWatchedFiles");
    let watchers = registration["registerOptions"]["watchers"]
        .as_array()
        .unwrap()
        .iter();
    let globs: Vec<_> = watchers
        .map(|one| one["globPattern"].as_str().unwrap())
        .collect();
    assert!(
        globs.contains(&"**/codenode.toml") && globs.contains(&"**/.env"),
        "{globs:?}"
    );
    client.reply(&asked, json!(null));
    let bad = uri(&folder.path().join("bad.json"));
    client.open(&bad, "json", 1, &workflow("return [};"));
    assert_eq!(rules(&client.published(&bad, 1)), ["syntax-error"]);
    let config = folder.path().join("codenode.toml");
    fs::write(&config, "[rules]\nsyntax-error = \"off\"\n").unwrap();
    let changes = json!([{"uri": uri(&config), "type": 1}]);
    client.notify(
        "workspace/didChangeWatchedFiles",
        json!({"changes": changes}),
    );
    assert_eq!(client.published(&bad, 1), Vec::<Value>::new());
}

#[test]
fn folders_come_and_go() {
    let (one, other) = (folder(), folder());
    let mut client = introduced(&[&one, &other], json!({"textDocument": {"diagnostic": {}}}));
    let files = |client: &mut Client| pull(client, &json!([])).len();
    assert_eq!(files(&mut client), 4);
    let gone = json!({"uri": uri(other.path()), "name": "flows"});
    let event = json!({"added": [], "removed": [gone]});
    client.notify(
        "workspace/didChangeWorkspaceFolders",
        json!({"event": event}),
    );
    assert_eq!(files(&mut client), 2);
    let event = json!({"added": [gone], "removed": []});
    client.notify(
        "workspace/didChangeWorkspaceFolders",
        json!({"event": event}),
    );
    assert_eq!(files(&mut client), 4);
}
