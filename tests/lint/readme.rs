//! What the README shows is what the program prints.

use std::fs;
use std::path::Path;

use super::{codenode, examples};

fn readme() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    fs::read_to_string(path).unwrap().replace("\r\n", "\n")
}

#[test]
fn one_node_under_four_targets() {
    let readme = readme();
    let mut answers = Vec::new();
    for target in ["n8n@1", "n8n@2.1", "n8n@2", "n8n-cloud"] {
        let command = format!("lint --format concise --target {target} n8n/signed-link.json");
        let run = codenode(&command.split(' ').collect::<Vec<_>>());
        assert_eq!(run.code, 1, "{run:?}");
        let shown = format!("$ codenode {command}\n{}", run.stdout);
        assert!(readme.contains(&shown), "README.md lacks:\n{shown}");
        answers.push(run.stdout);
    }
    answers.sort();
    answers.dedup();
    assert_eq!(answers.len(), 4, "the four answers differ");
}

#[test]
fn the_node_is_the_one_of_the_example() {
    let file = fs::read_to_string(examples().join("n8n/signed-link.json")).unwrap();
    let workflow: serde_json::Value = serde_json::from_str(&file).unwrap();
    let code = workflow["nodes"][1]["parameters"]["jsCode"]
        .as_str()
        .unwrap();
    assert!(readme().contains(&format!("```javascript\n{code}\n```")));
}
