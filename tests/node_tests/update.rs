//! `codenode test --update` touches what has changed and nothing else.

use serde_json::json;

use super::{FLOW, Folder};

/// Runs `--update` over a test file beside [`FLOW`], and tests again; the file afterwards.
fn updated(name: &str, tests: &str) -> String {
    let folder = Folder::new(&[("flow.json", FLOW), (name, tests)]);
    let (code, stdout, stderr) = folder.codenode(&["test", "--update"]);
    assert_eq!((code, stderr.as_str()), (0, ""), "{stdout}");
    let text = folder.read(name);
    let (code, stdout, stderr) = folder.codenode(&["test"]);
    assert_eq!(code, 0, "{stdout}{stderr}\n{text}");
    // Once is enough.
    folder.codenode(&["test", "--update"]);
    assert_eq!(folder.read(name), text);
    text
}

#[test]
fn only_what_differs_changes() {
    let before = "\
# Letters.
tests:
  - name: first   # of two
    node: 'Shorten'
    input: [{text: abc}, {\"text\": d}]
    expect:
      items:
        # three
        - json:
            length: 4   # letters
        - {\"json\": {length:   1}}

  - name: \"second\"
    node: b
    expect:
      error:
        stage: contract
        message: >-
          Something
          else
    input: [ {} ]
  # the end
";
    let after = updated("flow.codenode-test.yml", before);
    let message = after
        .lines()
        .find(|line| line.contains("message:"))
        .expect("a message");
    assert!(
        message.contains("Code doesn't return items properly"),
        "{after}"
    );
    let expected = before.replace("length: 4   #", "length: 3   #").replace(
        "        message: >-\n          Something\n          else",
        message,
    );
    assert_eq!(after, expected);
}

#[test]
fn another_kind_of_result_takes_the_place_of_the_old_one() {
    let before = "\
tests:
- name: was an error
  node: c
  input: [{text: ab}]
  expect:
    error: {stage: contract}
- name: was fine
  node: b
  expect:   # once
    items:
    - a: 1
    - b: 2
- {name: in a line, node: c, input: [{text: a}], expect: {items: []}}
- name: more items
  node: c
  input: [{text: a}, {text: b}]
  expect:
    items:
      - length: 1
- name: brackets over lines
  node: c
  input: [{text: a}]
  expect: {
    items:
      [{length: {a: 1}}]
  }
- name: by word
  node: b
  expect: {ok: yes}
";
    let after = updated("flow.codenode-test.yml", before);
    assert!(
        after.starts_with(
            "\
tests:
- name: was an error
  node: c
  input: [{text: ab}]
  expect:
    items:
      - json:
          length: 2
- name: was fine
  node: b
  expect:   # once
    error:
      stage: contract
"
        ),
        "{after}"
    );
    let line = "- {name: in a line, node: c, input: [{text: a}], expect: {items: [{json: {length: 1}}]}}\n";
    assert!(after.contains(line), "{after}");
    let more = "    items:\n      - length: 1\n      - length: 1\n";
    assert!(after.contains(more), "{after}");
    let brackets = "  expect: {\n    items:\n      [{length: 1}]\n  }\n";
    assert!(after.contains(brackets), "{after}");
    assert!(after.ends_with("  expect: {ok: false}\n"), "{after}");
}

#[test]
fn a_test_without_expectation_gets_one() {
    let before = "\
tests:
  - name: new
    node: c
    input:
      - text: abc   # short

  - {name: newer, node: c, input: [{text: ''}]}
";
    let after = updated("flow.codenode-test.yml", before);
    let expected = "\
tests:
  - name: new
    node: c
    input:
      - text: abc   # short
    expect:
      items:
        - json:
            length: 3

  - {name: newer, node: c, input: [{text: ''}], expect: {items: [{json: {length: 0}}]}}
";
    assert_eq!(after, expected);
}

#[test]
fn json_stays_json_and_lines_keep_their_ends() {
    let before = "\
{
  \"tests\": [
    {
      \"name\": \"new\",
      \"node\": \"c\",
      \"input\": [{\"text\": \"abc\"}]
    },
    {\"name\": \"old\", \"node\": \"c\", \"input\": [{\"text\": \"é\"}], \"expect\": {\"items\": [{\"length\": 7}]}}
  ]
}
";
    let after = updated("flow.codenode-test.json", before);
    let expected = before
        .replace(
            "[{\"text\": \"abc\"}]\n",
            "[{\"text\": \"abc\"}],\n      \"expect\": {\n        \"items\": [\n          {\n            \"json\": {\n              \"length\": 3\n            }\n          }\n        ]\n      }\n",
        )
        .replace("\"length\": 7", "\"length\": 1");
    assert_eq!(after, expected);

    let before = "tests:\r\n- name: new\r\n  node: c\r\n  input: [{text: a}]\r\n";
    let after = updated("flow.codenode-test.yml", before);
    let expected =
        format!("{before}  expect:\r\n    items:\r\n      - json:\r\n          length: 1\r\n");
    assert_eq!(after, expected);
}

#[test]
fn what_is_shared_by_aliases_is_left_alone() {
    let before = "\
tests:
- {name: one, node: c, input: [{text: a}], expect: &same {items: [{length: 1}]}}
- {name: two, node: c, input: [{text: ab}], expect: *same}
";
    let folder = Folder::new(&[("flow.json", FLOW), ("flow.codenode-test.yml", before)]);
    let (code, _, stderr) = folder.codenode(&["test", "--update"]);
    assert_eq!(code, 2);
    assert!(stderr.contains("change it by hand"), "{stderr}");
    assert_eq!(folder.read("flow.codenode-test.yml"), before);
}

#[test]
fn what_was_not_run_is_not_updated() {
    let before =
        "tests:\n- {name: a, node: Python, expect: {ok: false}}\n- {name: b, node: gone}\n";
    let folder = Folder::new(&[("flow.json", FLOW), ("flow.codenode-test.yml", before)]);
    let (code, answer) = folder.json(&["test", "--update"]);
    assert_eq!(code, 1, "{answer}");
    assert_eq!(answer["updated"], json!(0));
    assert_eq!(folder.read("flow.codenode-test.yml"), before);
}
