//! `codenode run --record`.

use serde_json::json;

use super::{FLOW, Folder};

const DIFY: &str = r#"app: {mode: workflow, name: Flow}
kind: app
version: 0.6.0
workflow:
  environment_variables:
    - {name: KEY, value_type: secret, value: ''}
  graph:
    nodes:
      - id: n1
        data:
          type: code
          title: Measure
          code_language: javascript
          code: "function main({text, key}) { return {length: text.length} }"
          variables:
            - {variable: text, value_selector: [start, text]}
            - {variable: key, value_selector: [env, KEY]}
          outputs: {length: {type: number, children: null}}
"#;

#[test]
fn runs_become_tests_that_pass() {
    let folder = Folder::new(&[("flow.json", FLOW)]);
    let record = |name: &str, arguments: &[&str]| {
        let all = [&["run", "flow.json", "--record", name], arguments].concat();
        let (code, _, stderr) = folder.codenode(&all);
        assert_eq!(
            (code, stderr.as_str()),
            (0, "recorded in flow.codenode-test.yml\n")
        );
    };
    record("pinned", &["--node", "Shorten"]);
    let first = "\
tests:
  - name: pinned
    node: Shorten
    input:
      - json:
          text: abc
      - json:
          text: d
    expect:
      items:
        - json:
            length: 3
        - json:
            length: 1
";
    assert_eq!(folder.read("flow.codenode-test.yml"), first);
    record(
        "no: text",
        &["--node", "c", "--input", "[{}]", "--target", "n8n@2"],
    );
    record("a number", &["--node", "b"]);
    let text = folder.read("flow.codenode-test.yml");
    assert!(text.starts_with(first), "{text}");
    assert!(text.contains("    target: n8n@2"), "{text}");
    let (code, answer) = folder.json(&["test"]);
    assert_eq!((code, &answer["passed"]), (0, &json!(3)), "{text}");

    let (code, _, stderr) =
        folder.codenode(&["run", "flow.json", "--node", "c", "--record", "pinned"]);
    assert_eq!(code, 2);
    assert!(
        stderr.contains("has a test called `pinned` already"),
        "{stderr}"
    );
    // From now on it runs with what was recorded.
    let (_, outcome) = folder.json(&["run", "flow.json", "--node", "Broken"]);
    assert_eq!(outcome["input"]["source"], "saved");
}

#[test]
fn a_file_that_is_there_keeps_its_style() {
    for (tests, expected) in [
        (
            "# Mine.\ntests:\n- {name: a, node: b}\n\n- name: b\n  node: b # last\n# end\n",
            "# Mine.\ntests:\n- {name: a, node: b}\n\n- name: b\n  node: b # last\n\n- name: new\n  node: b\n  input:\n    - {}\n",
        ),
        ("tests: []\n", "tests:\n  - name: new\n    node: b\n"),
        (
            "workflow: flow.json\n",
            "workflow: flow.json\ntests:\n  - name: new\n",
        ),
        (
            "tests: [{name: a, node: b}]\n",
            "tests: [{name: a, node: b}, {name: new, node: b, ",
        ),
    ] {
        let folder = Folder::new(&[("flow.json", FLOW), ("flow.codenode-test.yml", tests)]);
        let (code, _, stderr) =
            folder.codenode(&["run", "flow.json", "--node", "b", "--record", "new"]);
        if tests == "workflow: flow.json\n" {
            // A file without tests is none.
            assert_eq!(code, 2, "{stderr}");
            continue;
        }
        assert_eq!(code, 0, "{tests}: {stderr}");
        let text = folder.read("flow.codenode-test.yml");
        assert!(text.starts_with(expected), "{text}");
    }
}

#[test]
fn secrets_are_not_recorded() {
    let folder = Folder::new(&[("flow.yml", DIFY)]);
    let arguments = |input| {
        [
            "run", "flow.yml", "--node", "n1", "--record", "r", "--input", input,
        ]
    };
    for (input, place) in [
        (r#"{"text": "a", "key": "x"}"#, "`input.key`"),
        (r#"{"text": "-----BEGIN PRIVATE KEY-----"}"#, "`input.text`"),
    ] {
        let (code, _, stderr) = folder.codenode(&arguments(input));
        assert_eq!(code, 2);
        assert!(stderr.contains(place), "{stderr}");
        assert!(!folder.path().join("flow.codenode-test.yml").exists());
    }
    let (code, _, stderr) = folder.codenode(&arguments(r#"{"text": "a"}"#));
    assert_eq!(code, 0, "{stderr}");
    // Samples are made up.
    let (code, _, stderr) = folder.codenode(&[
        "run",
        "flow.yml",
        "--node",
        "n1",
        "--record",
        "s",
        "--input",
        r#"{"text": "é"}"#,
    ]);
    assert_eq!(code, 0, "{stderr}");
    let (code, stdout, _) = folder.codenode(&["test"]);
    assert_eq!(code, 0, "{stdout}");
}

#[test]
fn what_says_nothing_is_not_recorded() {
    let folder = Folder::new(&[("flow.json", FLOW)]);
    let (code, _, stderr) =
        folder.codenode(&["run", "flow.json", "--node", "Python", "--record", "p"]);
    assert_eq!(code, 2);
    assert!(stderr.contains("there is no verdict"), "{stderr}");
    let (code, _, stderr) = folder.codenode(&["run", "-", "--node", "Python", "--record", "p"]);
    assert_eq!(code, 2);
    assert!(stderr.contains("standard input is nowhere"), "{stderr}");
}
