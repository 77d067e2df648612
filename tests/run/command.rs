//! `codenode run` as a user sees it.

use std::io::Write;
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

const FLOW: &str = r#"{"name": "Flow", "nodes": [
  {"id": "s", "name": "Source", "type": "n8n-nodes-base.httpRequest", "typeVersion": 4, "position": [0, 0], "parameters": {}},
  {"id": "c", "name": "Shorten", "type": "n8n-nodes-base.code", "typeVersion": 2, "position": [0, 0], "parameters":
    {"jsCode": "console.log('in', $input.all().length);\nreturn $input.all().map(item => ({json: {length: item.json.text.length}}));"}},
  {"id": "b", "name": "Broken", "type": "n8n-nodes-base.code", "typeVersion": 2, "position": [0, 0], "parameters":
    {"jsCode": "return 5;"}},
  {"id": "p", "name": "Python", "type": "n8n-nodes-base.code", "typeVersion": 2, "position": [0, 0], "parameters":
    {"language": "pythonNative", "pythonCode": "return _items"}}
], "connections": {"Source": {"main": [[{"node": "Shorten", "type": "main", "index": 0}]]}},
"pinData": {"Source": [{"json": {"text": "abc"}}, {"json": {"text": "d"}}]}}"#;

fn codenode(arguments: &[&str], file: &str) -> (i32, String, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_codenode"))
        .args(["run", "-"])
        .args(arguments)
        .env("NO_COLOR", "1")
        .env("CODENODE_PYTHON", "/nowhere/codenode-python")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    let _ = child
        .stdin
        .take()
        .expect("a pipe")
        .write_all(file.as_bytes());
    let Output {
        status,
        stdout,
        stderr,
    } = child.wait_with_output().expect("it ends");
    (
        status.code().expect("it was not killed"),
        String::from_utf8(stdout).expect("text"),
        String::from_utf8(stderr).expect("text"),
    )
}

fn json_of(arguments: &[&str]) -> (i32, Value) {
    let all = [arguments, &["--format", "json"]].concat();
    let (code, stdout, stderr) = codenode(&all, FLOW);
    let outcome = serde_json::from_str(&stdout);
    (
        code,
        outcome.unwrap_or_else(|error| panic!("{error}: {stdout}{stderr}")),
    )
}

#[test]
fn runs_with_what_is_pinned_to_the_node_before() {
    let (code, outcome) = json_of(&["--node", "Shorten"]);
    assert_eq!(code, 0, "{outcome}");
    assert_eq!(
        outcome["items"],
        json!([{"json": {"length": 3}}, {"json": {"length": 1}}])
    );
    assert_eq!(
        outcome["input"],
        json!({"source": "pinned", "node": "Source", "items": 2})
    );
    assert_eq!(outcome["logs"], json!(["'in' 2"]));
    assert_eq!(outcome["node"], json!({"id": "c", "name": "Shorten"}));
    let keys = [
        "version",
        "ok",
        "platform",
        "engine",
        "outputs",
        "value",
        "duration_ms",
        "error",
    ];
    assert!(
        keys.iter().all(|key| outcome.get(key).is_some()),
        "{outcome}"
    );
}

#[test]
fn an_error_of_the_code_stands_at_its_line_of_the_file() {
    let (code, outcome) = json_of(&["--node", "c", "--input", r#"[{"text": "a"}, {}]"#]);
    assert_eq!(code, 1);
    let error = &outcome["error"];
    assert_eq!(error["stage"], "user_code");
    assert_eq!(error["type"], "TypeError");
    assert_eq!(
        error["message"],
        "Cannot read properties of undefined (reading 'length') [line 2]"
    );
    assert_eq!(error["line"], 2);
    let start = error["range"]["start"]["offset"]
        .as_u64()
        .expect("an offset") as usize;
    let line = FLOW
        .lines()
        .position(|line| line.contains("in', $input"))
        .expect("the code")
        + 1;
    assert_eq!(error["range"]["start"]["line"], line);
    assert!(
        FLOW[start..].starts_with("item.json.text.length")
            || FLOW[start..].starts_with("length}})"),
        "{}",
        &FLOW[start..start + 20]
    );
    assert_eq!(outcome["items"], Value::Null);
}

#[test]
fn a_result_that_is_refused_is_shown_with_the_words_of_the_platform() {
    let (code, stdout, _) = codenode(&["--node", "Broken"], FLOW);
    assert_eq!(code, 1);
    assert!(
        stdout.contains("Code doesn't return items properly"),
        "{stdout}"
    );
    assert!(stdout.contains("1 | return 5;"), "{stdout}");
    assert!(
        stdout.contains("Please return an array of objects"),
        "{stdout}"
    );
}

#[test]
fn success_is_shown_with_what_came_out() {
    let (code, stdout, _) = codenode(&["--node", "Shorten"], FLOW);
    assert_eq!(code, 0);
    assert!(stdout.starts_with("| 'in' 2\n"), "{stdout}");
    assert!(stdout.contains("\"length\": 3"), "{stdout}");
    assert!(stdout.contains("2 items pinned to Source"), "{stdout}");
}

#[test]
fn a_worker_that_is_missing_is_no_verdict() {
    let (code, outcome) = json_of(&["--node", "Python"]);
    assert_eq!(code, 2);
    assert_eq!(outcome["error"]["stage"], "engine");
    assert!(
        outcome["error"]["message"]
            .as_str()
            .expect("a text")
            .contains("codenode-python")
    );
}

#[test]
fn what_cannot_be_done_is_said_in_one_line() {
    for (arguments, said) in [
        (&["--node", "Shortn"][..], "did you mean `Shorten`?"),
        (
            &["--node", "Nothing like it"],
            "the code nodes are: Shorten, Broken, Python",
        ),
        (&["--node", "c", "--input", "{"], "--input is not JSON"),
        (&["--node", "c", "--input", "5"], "a list of items"),
        (
            &["--node", "c", "--input", "[5]"],
            "an item of the input is a number",
        ),
        (
            &["--node", "c", "--input", "@/nowhere.json"],
            "/nowhere.json",
        ),
    ] {
        let (code, stdout, stderr) = codenode(arguments, FLOW);
        assert_eq!((code, stdout.as_str()), (2, ""), "{arguments:?}: {stderr}");
        assert!(stderr.contains(said), "{arguments:?}: {stderr}");
    }
    let (code, _, stderr) = codenode(&["--node", "c"], "{}");
    assert_eq!(code, 2);
    assert!(stderr.contains("not a Dify or n8n workflow"), "{stderr}");
    let (code, _, stderr) = codenode(&["--node", "c", "--timeout", "0"], FLOW);
    assert_eq!(code, 2);
    assert!(stderr.contains("seconds"), "{stderr}");
}

#[test]
fn code_that_does_not_end_is_stopped() {
    let endless = FLOW.replace("return 5;", "for (;;) {}");
    let arguments = ["--node", "b", "--timeout", "0.5", "--format", "json"];
    let (code, stdout, _) = codenode(&arguments, &endless);
    assert_eq!(code, 1);
    let outcome: Value = serde_json::from_str(&stdout).expect("JSON");
    assert_eq!(outcome["error"]["stage"], "limit");
}

#[test]
fn packages_come_from_the_folder_that_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    };
    write(
        "node_modules/double/index.js",
        "module.exports = require('./lib/by')(2);",
    );
    write(
        "node_modules/double/lib/by.js",
        "module.exports = factor => number => factor * number;",
    );
    write("codenode.toml", "[modules]\nnode-external = [\"double\"]\n");
    let code = r#"return [{json: {a: require('double')(21)}}];"#;
    write(
        "flow.json",
        &FLOW.replace("return 5;", &code.replace('"', "\\\"")),
    );
    let output = Command::new(env!("CARGO_BIN_EXE_codenode"))
        .args([
            "run",
            "flow.json",
            "--node",
            "b",
            "--node-modules",
            "node_modules",
        ])
        .args(["--format", "json"])
        .current_dir(folder.path())
        .output()
        .expect("it runs");
    let outcome: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(outcome["items"], json!([{"json": {"a": 42}}]), "{outcome}");
}
