//! Nodes run from an editor.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::client::Client;
use super::workflow;

const URI: &str = "file:///flows/orders.json";
const DIFY: &str = "file:///flows/total.yml";

/// A Dify node in JavaScript that adds a number up.
const TOTAL: &str = r"app: {mode: workflow, name: total}
kind: app
version: 0.4.0
workflow:
  graph:
    edges: []
    nodes:
      - id: '1700'
        data:
          type: code
          title: Total
          code_language: javascript
          variables: [{variable: count, value_selector: [start, count], value_type: number}]
          outputs: {total: {type: number}}
          code: |-
            function main({count}) {
              return {total: count + 1};
            }
";

fn telling() -> Client {
    Client::initialized(json!({})).0
}

fn asking() -> Client {
    let capabilities = json!({
        "textDocument": {"diagnostic": {}},
        "workspace": {"diagnostics": {"refreshSupport": true}},
    });
    Client::initialized(capabilities).0
}

fn command(uri: &str, node: &str, options: Value) -> Value {
    json!({"command": "codenode.runNode", "arguments": [uri, node, options]})
}

fn ask(client: &mut Client, uri: &str, node: &str, options: Value) -> i64 {
    client.ask("workspace/executeCommand", command(uri, node, options))
}

fn run(client: &mut Client, uri: &str, node: &str, options: Value) -> Value {
    let asked = ask(client, uri, node, options);
    client.answer_to(asked)
}

/// What failed in a run.
fn failed(diagnostics: &[Value]) -> Vec<&Value> {
    let found = diagnostics.iter();
    found
        .filter(|found| found["source"] == "codenode run")
        .collect()
}

#[test]
fn a_node_of_dify_is_run_with_samples_and_with_input() {
    let mut client = telling();
    client.open(DIFY, "yaml", 1, TOTAL);
    let answer = run(&mut client, DIFY, "1700", json!({}));
    let outcome = &answer["result"];
    assert_eq!(outcome["ok"], true, "{answer}");
    assert_eq!(outcome["version"], 1);
    assert_eq!(
        (&outcome["platform"], &outcome["engine"]),
        (&json!("dify"), &json!("quickjs"))
    );
    assert_eq!(outcome["input"]["source"], "samples");
    let outcome = run(&mut client, DIFY, "1700", json!({"input": {"count": 41}}))["result"].clone();
    assert_eq!(outcome["outputs"], json!({"total": 42}));
    assert_eq!(outcome["input"]["source"], "given");
    // By its name too.
    let outcome = run(&mut client, DIFY, "Total", json!({"input": {"count": 1}}))["result"].clone();
    assert_eq!(outcome["node"], json!({"id": "1700", "name": "Total"}));
}

#[test]
fn it_is_the_open_document_that_is_run() {
    let mut client = telling();
    client.open(URI, "json", 1, &workflow("return [{json: {n: 1}}];"));
    client.change(
        URI,
        2,
        json!([{"text": workflow("/* 😀 */ console.log(7); return $input.all().map((item) => ({json: {n: item.json.a + 1}}));")}]),
    );
    let asked = ask(
        &mut client,
        URI,
        "7f1d",
        json!({"input": [{"json": {"a": 2}}]}),
    );
    // What comes after the request is not run.
    client.change(URI, 3, json!([{"text": workflow("throw 1")}]));
    let outcome = client.answer_to(asked)["result"].clone();
    assert_eq!(outcome["items"][0]["json"], json!({"n": 3}), "{outcome}");
    assert_eq!(outcome["logs"], json!(["7"]));
}

/// A client that knows no more than the protocol shows no answers of commands.
#[test]
fn what_came_of_a_run_is_said_where_nobody_shows_it() {
    let mut client = telling();
    client.open(DIFY, "yaml", 1, TOTAL);
    let mut said = |count: Value| {
        run(
            &mut client,
            DIFY,
            "1700",
            json!({"input": {"count": count}}),
        );
        client.told("window/showMessage")["message"].clone()
    };
    assert_eq!(
        said(json!(41)),
        "Total succeeds: {\"total\":42} (run with the inputs as given)"
    );
    let long = said(json!("x".repeat(5000)));
    let long = long.as_str().unwrap();
    assert!(
        long.starts_with("Total fails: ") && long.len() < 500,
        "{long}"
    );
    let shows = json!({"experimental": {"codenode": {"showsRuns": true}}});
    let mut client = Client::initialized(shows).0;
    client.open(DIFY, "yaml", 1, TOTAL);
    run(&mut client, DIFY, "1700", json!({}));
    let messages = client.drain(Duration::from_millis(200));
    let said = |message: &&Value| message["method"] == "window/showMessage";
    assert_eq!(messages.iter().find(said), None);
}

#[test]
fn what_cannot_be_run_is_refused() {
    let mut client = telling();
    client.open(URI, "json", 1, &workflow("return [];"));
    client.open("file:///package.json", "json", 1, r#"{"name": "x"}"#);
    let refused = |client: &mut Client, params: Value, expected: &str| {
        let answer = client.request("workspace/executeCommand", params);
        let error = &answer["error"];
        assert_eq!(error["code"], -32602, "{answer}");
        let message = error["message"].as_str().unwrap();
        assert!(message.contains(expected), "{message}");
    };
    refused(
        &mut client,
        command(URI, "7f1e", json!({})),
        "did you mean `7f1d`?",
    );
    refused(
        &mut client,
        command("file:///package.json", "7f1d", json!({})),
        "not a Dify or n8n workflow",
    );
    refused(
        &mut client,
        command("file:///closed.json", "7f1d", json!({})),
        "not open",
    );
    refused(
        &mut client,
        command(URI, "7f1d", json!({"timeout": 0})),
        "timeout",
    );
    refused(
        &mut client,
        command(URI, "7f1d", json!({"input": 7})),
        "input",
    );
    refused(&mut client, command(URI, "7f1d", json!("fast")), "options");
    refused(
        &mut client,
        json!({"command": "codenode.runNode", "arguments": [URI]}),
        "the id of a node",
    );
}

#[test]
fn a_failed_run_shows_until_the_next_edit() {
    let mut client = telling();
    let text = workflow("/* 😀 */ const a = 1;\\nreturn $json.order.id;");
    client.open(URI, "json", 1, &text);
    assert!(failed(&client.published(URI, 1)).is_empty());
    let input = json!({"input": [{"json": {}}]});
    let outcome = run(&mut client, URI, "7f1d", input.clone())["result"].clone();
    assert_eq!(outcome["error"]["stage"], "user_code", "{outcome}");
    let published = client.published(URI, 1);
    let found = failed(&published);
    assert_eq!(found.len(), 1, "{published:?}");
    assert_eq!(
        (&found[0]["code"], &found[0]["severity"]),
        (&json!("run-failed"), &json!(1))
    );
    assert_eq!(found[0]["data"]["node"]["id"], "7f1d");
    assert_eq!(found[0]["data"]["code_range"]["start"]["line"], 2);
    // In the file, the code is on one line, behind characters of two units.
    let column = found[0]["range"]["start"]["character"].as_u64().unwrap() as usize;
    let second = text[..text.find("return").unwrap()].encode_utf16().count();
    assert!(column >= second, "{column} is before {second}");
    client.change(URI, 2, json!([{"text": workflow("return [];")}]));
    assert!(failed(&client.published(URI, 2)).is_empty());
    // The same text again is another state.
    client.change(URI, 3, json!([{"text": text}]));
    assert!(failed(&client.published(URI, 3)).is_empty());
    run(&mut client, URI, "7f1d", input);
    assert_eq!(failed(&client.published(URI, 3)).len(), 1);
}

#[test]
fn a_client_that_asks_is_told_to_ask_again() {
    let mut client = asking();
    client.open(DIFY, "yaml", 1, TOTAL);
    let ask = |client: &mut Client, known: &Value| {
        let params = json!({"textDocument": {"uri": DIFY}, "previousResultId": known});
        client.request("textDocument/diagnostic", params)["result"].clone()
    };
    let first = ask(&mut client, &json!(null));
    assert!(failed(first["items"].as_array().unwrap()).is_empty());
    // The platform refuses a text where a number was declared.
    run(&mut client, DIFY, "1700", json!({"input": {"count": "x"}}));
    let asked = client.asked("workspace/diagnostic/refresh");
    client.reply(&asked, json!(null));
    let second = ask(&mut client, &first["resultId"]);
    let items = second["items"].as_array().unwrap();
    let found = failed(items);
    assert_eq!(found.len(), 1, "{second}");
    assert_eq!(found[0]["range"]["start"]["line"], 16, "{second}");
    assert_eq!(ask(&mut client, &second["resultId"])["kind"], "unchanged");
    // A run that succeeds takes it back.
    run(&mut client, DIFY, "1700", json!({"input": {"count": 1}}));
    let asked = client.asked("workspace/diagnostic/refresh");
    client.reply(&asked, json!(null));
    let third = ask(&mut client, &second["resultId"]);
    assert!(failed(third["items"].as_array().unwrap()).is_empty());
}

#[test]
fn an_endless_run_is_cancelled() {
    let mut client = telling();
    client.open(URI, "json", 1, &workflow("while (true) {}"));
    let begun = Instant::now();
    let mut params = command(URI, "7f1d", json!({"timeout": 600}));
    params["workDoneToken"] = json!("mine");
    let asked = client.ask("workspace/executeCommand", params);
    let begin = client.told("$/progress");
    assert_eq!(
        (&begin["token"], &begin["value"]["kind"]),
        (&json!("mine"), &json!("begin"))
    );
    assert!(begin["value"]["title"].as_str().unwrap().contains("7f1d"));
    // Others are answered meanwhile.
    let hints = json!({"textDocument": {"uri": URI}});
    assert!(client.request("textDocument/codeLens", hints)["error"].is_null());
    client.notify("$/cancelRequest", json!({"id": asked}));
    assert_eq!(client.answer_to(asked)["error"]["code"], -32800);
    let ended = |message: &Value| message["params"]["value"]["kind"] == "end";
    assert_eq!(client.wait(ended)["params"]["token"], "mine");
    // The child is gone: so many could not run otherwise.
    for _ in 0..6 {
        let asked = ask(&mut client, URI, "7f1d", json!({"timeout": 600}));
        client.notify("$/cancelRequest", json!({"id": asked}));
        client.answer_to(asked);
    }
    client.change(URI, 2, json!([{"text": workflow("return [];")}]));
    let outcome = run(&mut client, URI, "7f1d", json!({}));
    assert_eq!(outcome["result"]["ok"], true, "{outcome}");
    assert!(begun.elapsed() < Duration::from_secs(60));
}

#[test]
fn a_run_is_cancelled_where_its_progress_is_shown() {
    let capabilities = json!({"window": {"workDoneProgress": true}});
    let mut client = Client::initialized(capabilities).0;
    client.open(URI, "json", 1, &workflow("while (true) {}"));
    let asked = ask(&mut client, URI, "7f1d", json!({"timeout": 600}));
    let create = client.asked("window/workDoneProgress/create");
    client.reply(&create, json!(null));
    let token = create["params"]["token"].clone();
    assert_eq!(client.told("$/progress")["token"], token);
    client.notify("window/workDoneProgress/cancel", json!({"token": token}));
    assert_eq!(client.answer_to(asked)["error"]["code"], -32800);
}

#[test]
fn a_run_that_takes_too_long_ends_by_itself() {
    let mut client = telling();
    client.open(URI, "json", 1, &workflow("while (true) {}"));
    client.published(URI, 1);
    let outcome = run(&mut client, URI, "7f1d", json!({"timeout": 0.2}))["result"].clone();
    assert_eq!(outcome["error"]["stage"], "limit", "{outcome}");
    assert_eq!(failed(&client.published(URI, 1)).len(), 1);
}

#[test]
fn twenty_runs_at_once_while_somebody_types() {
    let mut client = asking();
    client.open(URI, "json", 1, &workflow("return [{json: {n: 1}}];"));
    let mut asked = Vec::new();
    for version in 2..22 {
        asked.push(ask(&mut client, URI, "7f1d", json!({})));
        let code = format!("return [{{json: {{n: {version}}}}}];");
        client.change(URI, version, json!([{"text": workflow(&code)}]));
        assert_eq!(client.pulled(URI), Vec::<Value>::new());
    }
    for (index, asked) in asked.into_iter().enumerate() {
        let answer = client.answer_to(asked);
        let expected = json!(index + 1);
        assert_eq!(
            answer["result"]["items"][0]["json"]["n"], expected,
            "{answer}"
        );
    }
    client.request("shutdown", json!(null));
    client.notify("exit", json!(null));
    assert!(client.ended().success());
}

#[test]
fn above_the_code_stands_a_command_that_runs_it() {
    let mut client = telling();
    client.open(URI, "json", 1, &workflow("return [{json: {n: 1}}];"));
    let about = json!({"textDocument": {"uri": URI}});
    let lenses = client.request("textDocument/codeLens", about)["result"].clone();
    let command = &lenses[0]["command"];
    assert_eq!(command["title"], "Run node · inputs from samples");
    let params = json!({"command": command["command"], "arguments": command["arguments"]});
    let answer = client.request("workspace/executeCommand", params);
    assert_eq!(answer["result"]["ok"], true, "{answer}");
}

#[test]
fn running_is_offered_to_those_who_ask() {
    let mut client = telling();
    let text = workflow("return [];");
    client.open(URI, "json", 1, &text);
    let offered = |client: &mut Client, column: usize, context: Value| -> Vec<Value> {
        let place = json!({"line": 0, "character": column});
        let params = json!({
            "textDocument": {"uri": URI}, "context": context,
            "range": {"start": place, "end": place},
        });
        let actions = client.request("textDocument/codeAction", params)["result"].clone();
        let actions = actions.as_array().unwrap().iter();
        let runs = actions.filter(|action| action["kind"] == "codenode.run");
        runs.map(|action| action["command"].clone()).collect()
    };
    let code = text[..text.find("[];").unwrap()].encode_utf16().count();
    let context = json!({"diagnostics": []});
    let found = offered(&mut client, code, context.clone());
    assert_eq!(found[0]["arguments"], json!([URI, "7f1d", {}]));
    assert!(offered(&mut client, text.len(), context).is_empty());
    let automatic = json!({"diagnostics": [], "triggerKind": 2});
    assert!(offered(&mut client, code, automatic).is_empty());
    let only = |kind: &str| json!({"diagnostics": [], "only": [kind]});
    assert_eq!(offered(&mut client, code, only("codenode.run")).len(), 2);
    assert!(offered(&mut client, code, only("quickfix")).is_empty());
}

#[test]
fn a_node_in_python_is_run_where_its_worker_is() {
    if python().is_none() {
        return println!("skipped: no codenode-python, so nothing is run in Python");
    }
    let mut client = telling();
    let text = python_workflow();
    client.open(URI, "json", 1, &text);
    let answer = run(&mut client, URI, "7f1d", json!({}));
    let outcome = &answer["result"];
    assert_eq!(outcome["engine"], "rustpython", "{answer}");
    assert_eq!(outcome["items"][0]["json"]["n"], 1, "{answer}");
}

fn python_workflow() -> String {
    workflow("return [];").replace(
        r#""jsCode": "return [];""#,
        r#""language": "pythonNative", "pythonCode": "return [{'json': {'n': len(_items)}}]""#,
    )
}

/// Where the server finds the worker for Python.
fn python() -> Option<PathBuf> {
    let named = std::env::var_os("CODENODE_PYTHON").map(PathBuf::from);
    let beside = Path::new(env!("CARGO_BIN_EXE_codenode"))
        .with_file_name(format!("codenode-python{}", std::env::consts::EXE_SUFFIX));
    let found = named.or(Some(beside));
    found.filter(|path| path.is_file())
}

/// `cargo test --test lsp -- --ignored --nocapture latency`
#[test]
#[ignore = "measures"]
fn latency_of_runs() {
    latency("JavaScript", &workflow("return [{json: {n: 1}}];"));
    match python() {
        Some(_) => latency("Python", &python_workflow()),
        None => println!("skipped: no codenode-python, so nothing is run in Python"),
    }
}

fn latency(language: &str, text: &str) {
    let mut client = asking();
    client.open(URI, "json", 1, text);
    let mut took = |pause: u64| {
        std::thread::sleep(Duration::from_millis(pause));
        let begun = Instant::now();
        let answer = run(&mut client, URI, "7f1d", json!({}));
        assert_eq!(answer["result"]["ok"], true, "{answer}");
        begun.elapsed().as_secs_f64() * 1000.0
    };
    println!("{language}, first: {:.1} ms", took(100));
    for (name, pause) in [("spare ready", 500), ("at once after another", 0)] {
        let mut all: Vec<f64> = (0..30).map(|_| took(pause)).collect();
        all.sort_by(f64::total_cmp);
        println!(
            "{language}, {name}: p50 {:.1} ms, p90 {:.1} ms",
            all[15], all[27]
        );
    }
}
