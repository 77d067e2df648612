//! Findings that rest on more of an n8n file than its code, which the pages of the rules cannot show.

use std::path::Path;

use lint::{Analysis, Cache, Settings, analyze};

/// A workflow of a node called `Get settings` and a Code node.
fn workflow(name: &str, code: &str) -> String {
    let code = serde_json::Value::from(code);
    format!(
        r#"{{{name}"connections": {{}}, "nodes": [
  {{"id": "1", "name": "Get settings", "type": "n8n-nodes-base.noOp", "typeVersion": 1, "position": [0, 0], "parameters": {{}}}},
  {{"id": "2", "name": "Code", "type": "n8n-nodes-base.code", "typeVersion": 2, "position": [0, 0], "parameters": {{"jsCode": {code}}}}}
]}}"#
    )
}

fn check(text: &str) -> Analysis {
    analyze(
        text,
        Path::new("t.json"),
        &Settings::default(),
        &Cache::default(),
    )
}

fn found(text: &str) -> Vec<String> {
    let found = check(text).diagnostics.into_iter();
    found
        .map(|it| {
            let written = &text[std::ops::Range::<usize>::from(it.range.0)];
            format!("{:?} {} {written}", it.severity, it.rule.id)
        })
        .collect()
}

const NAMED: &str = r#""name": "t", "#;

#[test]
fn code_that_is_not_there_is_one_finding() {
    assert_eq!(
        found(&workflow(NAMED, "")),
        [r#"Error unresolved-parameters """#]
    );
}

#[test]
fn nodes_are_known_by_their_names() {
    for reference in [
        "$('Get settings').all()",
        "$( \"Get settings\" ).all()",
        "$(`Get settings`).all()",
        "$items('Get settings', 0)",
        "[$node['Get settings']]",
        "$(`${$json.node} settings`).all()",
        "$('Get ' + $json.node).all()",
    ] {
        let text = workflow(NAMED, &format!("return {reference};"));
        assert_eq!(found(&text), [""; 0], "{reference}");
    }
    let text = workflow(NAMED, "return $(`Fetch`).all().concat($(`Fetch`).all());");
    assert_eq!(found(&text), ["Error unknown-node `Fetch`"]);
}

#[test]
fn the_rest_of_a_workflow_may_be_elsewhere() {
    let code = "return $('Fetch').all();";
    assert_eq!(found(&workflow("", code)), ["Warning unknown-node 'Fetch'"]);
    let text = workflow(NAMED, code);
    let cut = text.trim_end_matches(['}', ']', '\n']);
    assert_eq!(found(cut), [""; 0]);
}

#[test]
fn a_misspelt_node_is_mended() {
    let text = workflow(NAMED, "return $('Get setings').all();");
    let analysis = check(&text);
    let fix = analysis.diagnostics[0]
        .fix
        .as_ref()
        .expect("there is a fix");
    let edit = &fix.edits[0];
    assert_eq!(
        (fix.title.as_str(), edit.text.as_str()),
        ("Write `Get settings`", "Get settings")
    );
    assert_eq!(
        &text[std::ops::Range::<usize>::from(edit.range.0)],
        "Get setings"
    );
}
