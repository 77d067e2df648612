//! `codenode test`: what passes, fails and is skipped, and how that is said.

use serde_json::{Value, json};

use super::{FLOW, Folder, python};

const TESTS: &str = "\
tests:
  - name: counts letters
    node: Shorten
    input: [{text: abc}, {text: ''}]
    expect:
      items:
        - json: {length: 3}
        - {length: 0}
  - name: needs a text
    node: c
    input: [{}]
    expect:
      error: {stage: user_code, type: TypeError}
  - name: returns a number
    node: Broken
    input: []
    expect: {ok: false}
  - name: with what is pinned
    node: Shorten
    expect: {items: [{length: 3}, {length: 1}]}
";

const WRONG: &str = "\
workflow: flow.json
tests:
  - {name: one too few, node: c, input: [{text: abc}, {text: d}], expect: {items: [{length: 4}]}}
  - {name: fails, node: b, input: [{}], expect: {items: [{length: 1}]}}
  - {name: another message, node: b, input: [{}], expect: {error: {stage: contract, message: another}}}
  - {name: should fail, node: c, input: [{text: ''}], expect: {error: {stage: contract}}}
  - {name: no such node, node: Shortn, expect: {ok: true}}
  - {name: bad input, node: c, input: 5, expect: {ok: true}}
  - {name: wrong platform, node: c, target: dify, expect: {ok: true}}
  - {name: not yet, node: c, input: [{text: ''}]}
  - {name: too long, node: c, timeout: 0.3, input: [{text: ''}], target: n8n@2.1, expect: {ok: true}}
";

#[test]
fn tests_that_hold_pass() {
    let folder = Folder::new(&[("flow.json", FLOW), ("flow.codenode-test.yml", TESTS)]);
    let (code, stdout, stderr) = folder.codenode(&["test"]);
    assert_eq!((code, stderr.as_str()), (0, ""), "{stdout}");
    let said = "flow.codenode-test.yml\n  ok      counts letters\n  ok      needs a text\n  \
                ok      returns a number\n  ok      with what is pinned\n\n4 passed, 0 failed in ";
    assert!(stdout.starts_with(said), "{stdout}");
    // By the workflow, by the test file, by a word of the name.
    for (arguments, passed) in [
        (&["test", "flow.json"][..], 4),
        (&["test", "flow.codenode-test.yml", "."], 4),
        (&["test", "--filter", "counts"], 1),
        (&["test", "--filter", "Shorten"], 2),
    ] {
        let (code, answer) = folder.json(arguments);
        assert_eq!(
            (code, &answer["passed"]),
            (0, &json!(passed)),
            "{arguments:?}"
        );
    }
}

#[test]
fn what_does_not_hold_is_shown_place_by_place() {
    let folder = Folder::new(&[("flow.json", FLOW), ("other.codenode-test.yml", WRONG)]);
    let (code, answer) = folder.json(&["test"]);
    assert_eq!(code, 1);
    let counts = ["passed", "failed", "skipped", "updated"].map(|key| answer[key].as_u64());
    assert_eq!(counts, [Some(1), Some(8), Some(0), Some(0)], "{answer}");
    let tests = answer["tests"].as_array().expect("a list");
    let said = |index: usize| tests[index]["message"].as_str().expect("a message");
    assert_eq!(
        tests[0]["differences"],
        json!([
            {"path": "items[0].length", "expected": 4, "found": 3},
            {"path": "items[1]", "found": {"length": 1}},
        ])
    );
    assert!(said(1).starts_with("the node fails: "), "{}", said(1));
    assert_eq!(tests[2]["differences"][0]["path"], "error.message");
    assert_eq!(said(3), "the node succeeds");
    assert!(said(4).ends_with("did you mean `Shorten`?"), "{}", said(4));
    assert!(said(5).contains("a list of items"), "{}", said(5));
    assert!(
        said(6).starts_with("the workflow cannot run on dify"),
        "{}",
        said(6)
    );
    assert!(said(7).starts_with("nothing is expected"), "{}", said(7));
    assert_eq!(tests[0]["line"], 3);
    assert_eq!(tests[1]["outcome"]["error"]["stage"], "contract");

    let (_, stdout, _) = folder.codenode(&["test"]);
    let shown = "one too few\n  --> other.codenode-test.yml:3, node c\n  another result than expected\n  \
                 items[0].length\n    expected  4\n    found     3\n  \
                 items[1]\n    expected  nothing\n    found     {\"length\":1}\n";
    assert!(stdout.contains(shown), "{stdout}");
}

#[test]
fn a_target_that_is_named_goes_before_that_of_the_test() {
    let tests =
        "tests:\n- {name: here, node: c, input: [{text: ''}], target: n8n@1, expect: {ok: true}}\n";
    let folder = Folder::new(&[("flow.json", FLOW), ("flow.codenode-test.yml", tests)]);
    let target = |answer: &Value| answer["tests"][0]["outcome"]["target"].clone();
    let (_, answer) = folder.json(&["test"]);
    assert!(
        target(&answer)
            .as_str()
            .expect("a name")
            .starts_with("n8n@1"),
        "{answer}"
    );
    let (_, answer) = folder.json(&["test", "--target", "n8n@2"]);
    assert!(
        target(&answer)
            .as_str()
            .expect("a name")
            .starts_with("n8n@2"),
        "{answer}"
    );
}

#[test]
fn junit_is_well_formed() {
    let tests = "tests:\n- {name: '<a> & \"b\"', node: b, input: [{}], expect: {ok: true}}\n- {name: p, node: Python, expect: {ok: true}}\n- {name: fine, node: b, expect: {ok: false}}\n";
    let folder = Folder::new(&[("flow.json", FLOW), ("flow.codenode-test.yml", tests)]);
    let (code, stdout, _) = folder.codenode(&["test", "--format", "junit"]);
    assert_eq!(code, 1);
    let said = [
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"codenode\" tests=\"3\" failures=\"1\" errors=\"0\" skipped=\"1\"",
        "<testcase name=\"&lt;a&gt; &amp; &quot;b&quot;\" classname=\"b\" file=\"flow.codenode-test.yml\" line=\"2\"",
        "<failure message=\"the node fails: ",
        "<skipped message=\"codenode-python",
        "</testsuites>\n",
    ];
    for said in said {
        assert!(stdout.contains(said), "{said}: {stdout}");
    }
}

#[test]
fn without_the_worker_a_test_is_skipped_and_nothing_but_that_is_a_failure() {
    let tests =
        "tests:\n- {name: counts, node: Python, input: [{}, {}], expect: {items: [{n: 2}]}}\n";
    let folder = Folder::new(&[("flow.json", FLOW), ("flow.codenode-test.yml", tests)]);
    let (code, stdout, stderr) = folder.codenode(&["test"]);
    assert_eq!(code, 2, "{stdout}");
    assert!(
        stdout.contains("  skipped counts: codenode-python"),
        "{stdout}"
    );
    assert!(stderr.contains("every test was skipped"), "{stderr}");
    let Some(python) = python() else { return };
    let (code, stdout, _) = folder.codenode_with(&["test"], &python);
    assert_eq!(code, 0, "{stdout}");
}

#[test]
fn a_test_file_that_is_wrong_is_not_run_and_the_others_are() {
    let wrong = "tests:\n- {name: a, node: c, expct: {ok: true}}\n";
    let folder = Folder::new(&[
        ("flow.json", FLOW),
        ("flow.codenode-test.yml", TESTS),
        ("flow.codenode-test.json", wrong),
        ("lost.codenode-test.yml", "tests: []\n"),
    ]);
    let (code, stdout, stderr) = folder.codenode(&["test"]);
    assert_eq!(code, 2, "{stdout}");
    assert!(stdout.contains("4 passed, 0 failed"), "{stdout}");
    let said =
        "codenode: lost.codenode-test.yml:1:1: there is no workflow of the same name beside it";
    assert!(stderr.contains(said), "{stderr}");
    assert!(
        stderr.contains("codenode: flow.codenode-test.json:1:1: "),
        "{stderr}"
    );
}

#[test]
fn what_cannot_be_done_is_said_in_one_line() {
    let folder = Folder::new(&[("flow.json", FLOW)]);
    for (arguments, said) in [
        (&["test"][..], "there are no tests here"),
        (
            &["test", "flow.json"],
            "flow.json: there are no tests beside it",
        ),
        (&["test", "gone.yml"], "gone.yml: there is no such file"),
        (&["test", "-"], "standard input has none"),
    ] {
        let (code, stdout, stderr) = folder.codenode(arguments);
        assert_eq!((code, stdout.as_str()), (2, ""), "{arguments:?}");
        assert!(stderr.contains(said), "{arguments:?}: {stderr}");
    }
    let folder = Folder::new(&[("flow.json", FLOW), ("flow.codenode-test.yml", TESTS)]);
    let (code, _, stderr) = folder.codenode(&["test", "--filter", "nothing like it"]);
    assert_eq!(code, 2);
    assert!(
        stderr.contains("no test and no node has `nothing like it`"),
        "{stderr}"
    );
}

#[test]
fn tests_are_not_workflows_to_lint() {
    let folder = Folder::new(&[("flow.json", FLOW), ("flow.codenode-test.yml", TESTS)]);
    let (_, answer) = folder.json(&["lint", "."]);
    assert_eq!(
        (&answer["files"], &answer["problems"]),
        (&json!(1), &json!([]))
    );
}
