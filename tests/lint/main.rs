//! `codenode lint` and its neighbours as a user sees them: the executable, its output and exit codes.

mod bad_input;
mod baseline;
mod commands;
mod configuration;
mod corpus;
mod deployment;
mod fixes;
mod formats;
mod readme;
mod selection;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

/// What a run of the executable gave.
#[derive(Debug)]
struct Run {
    code: i32,
    stdout: String,
    stderr: String,
}

impl Run {
    fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}

/// Run the executable in `folder`.
fn codenode_in(folder: &Path, arguments: &[&str], stdin: &str) -> Run {
    let mut child = Command::new(env!("CARGO_BIN_EXE_codenode"))
        .args(arguments)
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A run that does not read its input may be over by now.
    let _ = child.stdin.take().unwrap().write_all(stdin.as_bytes());
    let output = child.wait_with_output().unwrap();
    Run {
        code: output.status.code().expect("it was not killed"),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Run the executable where the examples are.
fn codenode(arguments: &[&str]) -> Run {
    codenode_in(&examples(), arguments, "")
}

fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples")
}

/// A folder with files of these names and contents.
fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    // A visible name: a walk leaves hidden folders out.
    let folder = tempfile::Builder::new()
        .prefix("codenode")
        .tempdir()
        .unwrap();
    for (name, content) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    folder
}

/// An n8n workflow with one Code node.
fn n8n(code: &str) -> String {
    let parameters = serde_json::json!({"jsCode": code});
    serde_json::json!({
        "name": "Small",
        "nodes": [{
            "parameters": parameters, "id": "7f1d", "name": "Compute",
            "type": "n8n-nodes-base.code", "typeVersion": 2, "position": [0, 0],
        }],
        "connections": {},
    })
    .to_string()
}
