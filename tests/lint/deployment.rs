//! The user's own deployment files, found near the workflows.

use super::{Run, codenode_in, folder, n8n};

const CODE: &str = "const fs = require('fs');\nreturn [{ json: { fs: typeof fs } }];";

const COMPOSE: &str = "services:
  n8n:
    image: n8nio/n8n:2.14.0
    environment: [N8N_RUNNERS_MODE=external, NODE_FUNCTION_ALLOW_BUILTIN=fs]
  runners:
    image: n8nio/runners:2.14.0
";

fn linted(files: &[(&str, &str)]) -> Run {
    let workflow = n8n(CODE);
    let mut all = vec![("flows/a.json", workflow.as_str()), (".git/HEAD", "")];
    all.extend(files);
    let folder = folder(&all);
    codenode_in(folder.path(), &["lint", "--format", "json", "flows"], "")
}

fn helps(run: &Run) -> Vec<String> {
    let json = run.json();
    let findings = json["findings"].as_array().unwrap();
    let helps = findings.iter().map(|finding| finding["help"].as_str());
    helps
        .map(|help| help.unwrap_or_default().to_owned())
        .collect()
}

#[test]
fn a_module_is_allowed_where_the_deployment_allows_it() {
    let allows = [(".env", "NODE_FUNCTION_ALLOW_BUILTIN=fs\n")];
    assert_eq!(linted(&allows).code, 0);
    assert!(helps(&linted(&allows)).is_empty());
    let other = [(".env", "A=b\nNODE_FUNCTION_ALLOW_BUILTIN=crypto\n")];
    let run = linted(&other);
    assert_eq!(run.code, 1);
    assert!(helps(&run)[0].contains("(.env:2)"), "{run:?}");
}

#[test]
fn a_variable_that_does_not_reach_the_runners_is_said_to_be_ignored() {
    let run = linted(&[("compose.yml", COMPOSE)]);
    assert_eq!(run.code, 1);
    let help = &helps(&run)[0];
    assert!(
        help.contains("official image of the task runners (compose.yml:6)"),
        "{help}"
    );
    assert!(
        help.contains("`NODE_FUNCTION_ALLOW_BUILTIN` in compose.yml:4 is ignored"),
        "{help}"
    );
}

#[test]
fn the_nearest_folder_that_has_a_deployment_counts_up_to_the_repository() {
    let inner = ("flows/.env", "NODE_FUNCTION_ALLOW_BUILTIN=fs\n");
    let outer = ("compose.yml", COMPOSE);
    assert_eq!(linted(&[inner, outer]).code, 0);
    let unrelated = ("flows/.env", "API_KEY=1\n");
    assert_eq!(linted(&[unrelated, outer]).code, 1);
    let above = [
        ("flows/.git/HEAD", ""),
        (".env", "NODE_FUNCTION_ALLOW_BUILTIN=*\n"),
    ];
    assert!(!helps(&linted(&above)).is_empty());
}

#[test]
fn a_file_that_the_configuration_names_counts() {
    let files = [
        (".env", "NODE_FUNCTION_ALLOW_BUILTIN=fs\n"),
        (
            "codenode.toml",
            "[deployment]\ntask-runners = \"deploy/n8n-task-runners.json\"\n",
        ),
        (
            "deploy/n8n-task-runners.json",
            r#"{"task-runners": [{"runner-type": "javascript"}]}"#,
        ),
    ];
    let run = linted(&files);
    assert!(
        helps(&run)[0].contains("(deploy/n8n-task-runners.json:1)"),
        "{run:?}"
    );
}

#[test]
fn what_is_wrong_with_a_deployment_is_said_once() {
    let files = [
        ("flows/b.json", &*n8n("return [];")),
        (".env", "N8N_RUNNERS_STDLIB_ALLOW=*,re\n"),
    ];
    let run = linted(&files);
    let json = run.json();
    let problems = json["problems"].as_array().unwrap();
    assert_eq!(problems.len(), 1, "{run:?}");
    assert_eq!(problems[0]["file"], ".env");
    assert_eq!(problems[0]["severity"], "warning");
}
