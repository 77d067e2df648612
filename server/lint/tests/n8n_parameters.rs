//! Findings about the parameters of an n8n node that the pages of the rules cannot show.

use std::path::Path;

use lint::{Cache, Settings, analyze};

#[test]
fn code_that_is_not_there_is_one_finding() {
    let text = r#"{"connections": {}, "nodes": [{"id": "1", "name": "Code", "type": "n8n-nodes-base.code",
        "typeVersion": 2, "position": [0, 0], "parameters": {"jsCode": ""}}]}"#;
    let analysis = analyze(
        text,
        Path::new("t.json"),
        &Settings::default(),
        &Cache::default(),
    );
    let rules: Vec<_> = analysis.diagnostics.iter().map(|it| it.rule.id).collect();
    assert_eq!(rules, ["unresolved-parameters"]);
}
