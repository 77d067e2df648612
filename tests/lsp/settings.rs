//! What the user set in the editor, however it comes.

use std::time::Duration;

use serde_json::{Value, json};

use super::client::Client;
use super::{rules, uri, workflow};

const URI: &str = "file:///flows/orders.json";

/// Only where n8n is known to forbid it, this is an error.
const CRYPTO: &str = "const c = require('crypto'); return [{ json: { id: c.randomUUID() } }];";

fn severities(found: &[Value]) -> Vec<i64> {
    found
        .iter()
        .map(|found| found["severity"].as_i64().unwrap())
        .collect()
}

/// What an editor shows of a workflow: where it is taken to run, and who says so.
#[test]
fn the_target_is_told_with_the_nodes() {
    let folder = tempfile::tempdir().unwrap();
    let file = uri(&folder.path().join("a.json"));
    let settled = |client: &mut Client| {
        let about = json!({"textDocument": {"uri": file}});
        client.request("codenode/nodes", about)["result"]["target"].clone()
    };
    let open = |options: Value| {
        let options = json!({"capabilities": {}, "initializationOptions": options});
        let mut client = Client::introduced(options).0;
        client.open(&file, "json", 1, &workflow("return [];"));
        client
    };
    assert_eq!(settled(&mut open(json!({})))["from"], "file");
    std::fs::write(folder.path().join("codenode.toml"), "target = \"n8n@1\"").unwrap();
    let configured = json!({"name": "n8n@1", "from": "configuration"});
    assert_eq!(settled(&mut open(json!({}))), configured);
    // What is set for another platform says nothing here.
    assert_eq!(
        settled(&mut open(json!({"target": "dify-cloud"}))),
        configured
    );
    let named = json!({"name": "n8n-cloud", "from": "named"});
    assert_eq!(settled(&mut open(json!({"target": "n8n-cloud"}))), named);
}

#[test]
fn settings_come_with_initialize() {
    for options in [
        json!({"target": "n8n@2"}),
        json!({"codenode": {"target": "n8n@2"}}),
    ] {
        let (mut client, _) =
            Client::introduced(json!({"capabilities": {}, "initializationOptions": options}));
        client.open(URI, "json", 1, &workflow(CRYPTO));
        let found = client.published(URI, 1);
        assert_eq!(
            (rules(&found), severities(&found)),
            (vec!["disallowed-import"], vec![1])
        );
    }
}

#[test]
fn settings_are_told_to_a_server_that_cannot_ask() {
    let (mut client, _) = Client::initialized(json!({}));
    client.open(URI, "json", 1, &workflow(CRYPTO));
    assert_eq!(severities(&client.published(URI, 1)), [2]);
    let told = |target: &str| json!({"settings": {"codenode": {"target": target}}});
    client.notify("workspace/didChangeConfiguration", told("n8n-cloud"));
    assert_eq!(client.published(URI, 1), Vec::<Value>::new());
    client.notify("workspace/didChangeConfiguration", told("n8n@2"));
    assert_eq!(severities(&client.published(URI, 1)), [1]);
    // The same again is no news.
    client.notify("workspace/didChangeConfiguration", told("n8n@2"));
    assert_eq!(
        client.drain(Duration::from_millis(300)),
        Vec::<Value>::new()
    );
}

#[test]
fn settings_are_asked_for_where_the_client_answers() {
    let capabilities = json!({
        "workspace": {
            "configuration": true,
            "didChangeConfiguration": {"dynamicRegistration": true},
            "diagnostics": {"refreshSupport": true},
        },
        "textDocument": {"diagnostic": {}},
    });
    let (mut client, _) = Client::initialized(capabilities);
    let registered = client.asked("client/registerCapability");
    assert_eq!(
        registered["params"]["registrations"][0]["method"],
        "workspace/didChangeConfiguration"
    );
    client.reply(&registered, json!(null));
    let asked = client.asked("workspace/configuration");
    assert_eq!(asked["params"]["items"], json!([{"section": "codenode"}]));
    client.open(URI, "json", 1, &workflow(CRYPTO));
    // Nobody is kept waiting meanwhile.
    assert_eq!(severities(&client.pulled(URI)), [2]);
    client.reply(&asked, json!([{"target": "n8n@2"}]));
    let refresh = client.asked("workspace/diagnostic/refresh");
    client.reply(&refresh, json!(null));
    assert_eq!(severities(&client.pulled(URI)), [1]);
    client.notify(
        "workspace/didChangeConfiguration",
        json!({"settings": null}),
    );
    let asked = client.asked("workspace/configuration");
    client.reply(&asked, json!([null]));
    client.asked("workspace/diagnostic/refresh");
    assert_eq!(severities(&client.pulled(URI)), [2]);
}

#[test]
fn what_cannot_be_followed_is_said_and_survived() {
    let (mut client, _) = Client::initialized(json!({}));
    for (settings, said) in [
        (json!({"target": "n9n"}), "codenode.target: "),
        (json!({"target": 5}), "cannot be read"),
    ] {
        let settings = json!({"settings": {"codenode": settings}});
        client.notify("workspace/didChangeConfiguration", settings);
        let message = client.told("window/showMessage");
        assert!(
            message["message"].as_str().unwrap().contains(said),
            "{message}"
        );
    }
    client.open(URI, "json", 1, &workflow("return [};"));
    assert_eq!(rules(&client.published(URI, 1)), ["syntax-error"]);
}

#[test]
fn what_is_done_is_traced_on_demand() {
    let (mut client, _) = Client::initialized(json!({}));
    client.notify("$/setTrace", json!({"value": "messages"}));
    client.open(URI, "json", 1, &workflow("return [];"));
    let traced = client.told("$/logTrace");
    assert!(
        traced["message"]
            .as_str()
            .unwrap()
            .contains("orders.json version 1"),
        "{traced}"
    );
}

#[test]
fn a_configuration_counts_from_the_moment_it_is_saved() {
    let folder = tempfile::Builder::new().prefix("flows").tempdir().unwrap();
    let toml = folder.path().join("codenode.toml");
    let (flow, config) = (uri(&folder.path().join("flow.json")), uri(&toml));
    let (mut client, _) = Client::initialized(json!({}));
    client.open(&flow, "json", 1, &workflow("return [};"));
    assert_eq!(severities(&client.published(&flow, 1)), [1]);
    let saved = json!({"textDocument": {"uri": config}});
    std::fs::write(&toml, "[rules]\nsyntax-error = \"info\"\n").unwrap();
    client.notify("textDocument/didSave", saved);
    assert_eq!(severities(&client.published(&flow, 1)), [3]);
    std::fs::write(&toml, "rulez = 1").unwrap();
    let changed = json!({"changes": [{"uri": config, "type": 2}]});
    client.notify("workspace/didChangeWatchedFiles", changed);
    assert_eq!(severities(&client.published(&flow, 1)), [1]);
    let said = client.told("window/showMessage");
    assert!(
        said["message"].as_str().unwrap().contains("rulez"),
        "{said}"
    );
}

#[test]
fn the_editor_names_a_configuration_and_has_the_last_word() {
    let folder = tempfile::tempdir().unwrap();
    let toml = folder.path().join("other.toml");
    std::fs::write(&toml, "[rules]\nsyntax-error = \"off\"\n").unwrap();
    let (mut client, _) = Client::initialized(json!({}));
    let mut prefer = |version: i32, severity: Value| {
        let settings = json!({"config": toml, "severity": severity});
        let settings = json!({"settings": {"codenode": settings}});
        client.notify("workspace/didChangeConfiguration", settings);
        client.open(URI, "json", version, &workflow("return [};"));
        let found = severities(&client.published(URI, version));
        client.notify(
            "textDocument/didClose",
            json!({"textDocument": {"uri": URI}}),
        );
        found
    };
    assert_eq!(prefer(1, json!({})), Vec::<i64>::new());
    assert_eq!(prefer(2, json!({"syntax-error": "warning"})), [2]);
}
