//! Beginning, end, and messages that make no sense.

use serde_json::json;

use super::client::Client;

#[test]
fn shutdown_and_exit_end_it_cleanly() {
    let (mut client, _) = Client::initialized(json!({}));
    assert!(client.request("shutdown", json!(null))["error"].is_null());
    client.notify("exit", json!(null));
    assert_eq!(client.ended().code(), Some(0));
}

#[test]
fn an_exit_that_nobody_announced_is_1() {
    let (mut client, _) = Client::initialized(json!({}));
    client.notify("exit", json!(null));
    assert_eq!(client.ended().code(), Some(1));
}

#[test]
fn the_end_of_input_ends_it() {
    let (mut client, _) = Client::initialized(json!({}));
    client.hang_up();
    client.ended();
    let mut client = Client::start();
    client.hang_up();
    client.ended();
}

#[cfg(unix)]
#[test]
fn the_death_of_the_editor_ends_it() {
    let mut editor = std::process::Command::new("sleep")
        .arg("60")
        .spawn()
        .unwrap();
    let mut client = Client::start();
    client.request(
        "initialize",
        json!({"processId": editor.id(), "capabilities": {}}),
    );
    editor.kill().unwrap();
    editor.wait().unwrap();
    client.ended();
}

#[test]
fn encodings_are_negotiated() {
    let encoding = |offered: &[&str]| {
        let (_client, capabilities) =
            Client::initialized(json!({"general": {"positionEncodings": offered}}));
        capabilities["positionEncoding"].clone()
    };
    assert_eq!(encoding(&["utf-16"]), "utf-16");
    assert_eq!(encoding(&["utf-8", "utf-16"]), "utf-8");
    assert_eq!(encoding(&["utf-32", "utf-16"]), "utf-32");
    let (_client, capabilities) = Client::initialized(json!({}));
    assert_eq!(capabilities["positionEncoding"], "utf-16");
    assert_eq!(capabilities["textDocumentSync"]["change"], 2);
}

#[test]
fn nonsense_is_answered_and_survived() {
    let (mut client, _) = Client::initialized(json!({}));
    let code = |client: &mut Client| {
        client.wait(|message| message["id"].is_null() && !message["error"].is_null())["error"]["code"].clone()
    };
    client.send_body("{\"jsonrpc\": \"2.0\", ");
    assert_eq!(code(&mut client), -32700);
    client.send_body("[]");
    assert_eq!(code(&mut client), -32600);
    client.send_body(r#"{"jsonrpc": "2.0", "method": 5}"#);
    assert_eq!(code(&mut client), -32600);
    client.send_raw(b"Nonsense\r\n\r\n");
    assert_eq!(code(&mut client), -32700);
    client.send_raw(b"Content-Length: 2\r\n\r\n\xFF\xFF");
    assert_eq!(code(&mut client), -32700);
    assert_eq!(
        client.request("no/such/method", json!({}))["error"]["code"],
        -32601
    );
    assert_eq!(
        client.request("textDocument/codeAction", json!({"textDocument": 1}))["error"]["code"],
        -32602
    );
    client.notify("$/noSuchNotification", json!({}));
    client.notify("textDocument/didChange", json!({"nonsense": true}));
    assert!(client.request("shutdown", json!(null))["error"].is_null());
}

#[test]
fn nothing_is_served_before_initialize_or_after_shutdown() {
    let mut client = Client::start();
    assert_eq!(
        client.request(
            "textDocument/diagnostic",
            json!({"textDocument": {"uri": "file:///a"}})
        )["error"]["code"],
        -32002
    );
    client.request("initialize", json!({"capabilities": {}}));
    client.request("shutdown", json!(null));
    assert_eq!(
        client.request(
            "textDocument/diagnostic",
            json!({"textDocument": {"uri": "file:///a"}})
        )["error"]["code"],
        -32600
    );
}
