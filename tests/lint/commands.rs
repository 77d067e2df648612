//! The other commands.

use super::*;

#[test]
fn nodes_lists_inputs_outputs_and_code() {
    let run = codenode(&["nodes", "dify/ticket-triage.yml", "--format", "json"]);
    assert_eq!(run.code, 0, "{run:?}");
    let list = run.json();
    assert_eq!(list["platform"], "dify");
    let names: Vec<&str> = list["nodes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|node| node["name"].as_str().unwrap())
        .collect();
    assert_eq!(
        names,
        [
            "Find order numbers",
            "Score the ticket",
            "Write the summary"
        ]
    );
    let score = &list["nodes"][1];
    assert_eq!(score["language"], "python");
    assert_eq!(
        score["inputs"][2],
        serde_json::json!({"name": "orders", "type": "array[string]"})
    );
    assert_eq!(
        score["outputs"][0],
        serde_json::json!({"name": "reason", "type": "string"})
    );
    assert!(
        score["code"]
            .as_str()
            .unwrap()
            .starts_with("WORDS = {\"urgent\": 3, \"broken\": 2, \"refund\": 2, \"🔥\": 1}\n")
    );
    let text = codenode(&["nodes", "n8n/incoming-orders-fixed.json"]).stdout;
    assert!(text.contains("Work out the discount [c47d90e2-18fb-4b6a-8c3e-f5a2d7b0916e] n8n-nodes-base.code, python, line "), "{text}");
    let folder = folder(&[("a.json", "{}")]);
    let run = codenode_in(folder.path(), &["nodes", "a.json"], "");
    assert_eq!(
        (run.code, run.stderr.as_str()),
        (2, "codenode: a.json is not a Dify or n8n workflow\n")
    );
}

#[test]
fn rules_and_their_pages() {
    let list = codenode(&["rules", "--format", "json"]).json();
    let rules = list["rules"].as_array().unwrap();
    assert!(rules.len() >= 7, "{list}");
    let text = codenode(&["rules"]).stdout;
    for rule in rules {
        let id = rule["id"].as_str().unwrap();
        assert!(text.contains(&format!("{id} ")), "{text}");
        let page = codenode(&["explain", id]);
        assert_eq!(
            (page.code, page.stdout.trim_end()),
            (0, rule["page"].as_str().unwrap().trim_end())
        );
    }
    let run = codenode(&["explain", "mising_output"]);
    assert_eq!(
        (run.code, run.stderr.as_str()),
        (
            2,
            "codenode: there is no rule `mising_output`; did you mean `missing-output`?\n"
        )
    );
}

#[test]
fn wrong_arguments_are_said_and_fail_with_2() {
    for arguments in [
        &["lint", "--format", "xml"][..],
        &["lint", "--target", "dify@0.1"],
        &["frobnicate"],
        &[],
    ] {
        let run = codenode(arguments);
        assert_eq!(run.code, 2, "{run:?}");
        assert!(!run.stderr.is_empty() && run.stdout.is_empty(), "{run:?}");
    }
    assert_eq!(
        codenode(&["--version"]).stdout,
        format!("codenode {}\n", env!("CARGO_PKG_VERSION"))
    );
}

#[test]
fn completions_for_every_shell() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let run = codenode(&["completions", shell]);
        assert!(
            run.code == 0 && run.stdout.contains("files-from"),
            "{shell}"
        );
    }
}
