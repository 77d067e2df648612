//! The table of rooms against `cargo metadata`.

use std::process::Command;

use serde_json::Value;

use crate::{expect_none, root};

/// A room, and the rooms it may build on.
const ROOMS: &[(&str, &[&str])] = &[
    ("codenode-text", &[]),
    ("codenode-workflow", &["codenode-text"]),
    ("codenode-code", &["codenode-text"]),
    (
        "codenode-contract",
        &["codenode-code", "codenode-text", "codenode-workflow"],
    ),
    ("codenode-runner", &[]),
    ("codenode-javascript", &["codenode-runner"]),
    ("codenode-python", &["codenode-runner"]),
    ("xtask", &[]),
    (
        "codenode-run",
        &[
            "codenode-code",
            "codenode-contract",
            "codenode-runner",
            "codenode-text",
            "codenode-workflow",
        ],
    ),
    (
        "codenode-lint",
        &[
            "codenode-code",
            "codenode-contract",
            "codenode-text",
            "codenode-workflow",
        ],
    ),
    (
        "codenode-ide",
        &[
            "codenode-code",
            "codenode-contract",
            "codenode-lint",
            "codenode-text",
            "codenode-workflow",
        ],
    ),
];

/// Arguments, printing, LSP, files and untyped errors belong to the shell, the package at the root.
const ONLY_IN_THE_SHELL: &[&str] = &[
    "annotate-snippets",
    "anstream",
    "anstyle",
    "anyhow",
    "clap",
    "clap_complete",
    "ignore",
    "ls-types",
    "lsp-types",
    "rustix",
    "tempfile",
    "tokio",
    "tower",
    "tower-lsp",
    "tower-lsp-server",
];

#[test]
fn rooms_know_only_what_the_table_says() {
    let mut complaints = Vec::new();
    let packages = packages();
    for (name, _) in &packages {
        if name != "codenode" && !ROOMS.iter().any(|(room, _)| room == name) {
            complaints.push(format!(
                "{name} is not in the table of rooms (tests/house/rooms.rs)"
            ));
        }
    }
    for (room, known) in ROOMS {
        let found = packages.iter().find(|(name, _)| name == room);
        let Some((_, dependencies)) = found else {
            complaints.push(format!("the room {room} is gone"));
            continue;
        };
        for dependency in dependencies {
            let ours = dependency.starts_with("codenode");
            if ours && !known.contains(&dependency.as_str()) {
                complaints.push(format!("{room} must not know {dependency}"));
            }
            // The child locks itself in.
            let locks = room == &"codenode-runner" && dependency == "rustix";
            if ONLY_IN_THE_SHELL.contains(&dependency.as_str()) && !locks {
                complaints.push(format!(
                    "{room} must not use {dependency}: it belongs to the shell"
                ));
            }
        }
    }
    expect_none(&complaints);
}

/// Every package of the workspace and what it depends on, tests included.
fn packages() -> Vec<(String, Vec<String>)> {
    let output = Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--format-version",
            "1",
            "--no-deps",
            "--offline",
            "--locked",
        ])
        .current_dir(root())
        .output()
        .expect("cargo runs");
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("the metadata is JSON");
    let text = |value: &Value| value.as_str().expect("a name").to_string();
    let list = |value: &Value| value.as_array().expect("a list").clone();
    list(&metadata["packages"])
        .iter()
        .map(|package| {
            let dependencies = list(&package["dependencies"]);
            let names = dependencies
                .iter()
                .map(|dependency| text(&dependency["name"]));
            (text(&package["name"]), names.collect())
        })
        .collect()
}
