//! `codenode test`, `codenode run --record` and `codenode lint --confirm` as a user sees them: real children.
//!
//! Python needs the worker `codenode-python`, as in `tests/run`; where it is missing its cases are skipped, and the
//! output says so.

mod command;
mod confirm;
mod record;
mod update;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

/// An n8n workflow whose node counts letters.
const FLOW: &str = r#"{"name": "Flow", "nodes": [
  {"id": "s", "name": "Source", "type": "n8n-nodes-base.httpRequest", "typeVersion": 4, "position": [0, 0], "parameters": {}},
  {"id": "c", "name": "Shorten", "type": "n8n-nodes-base.code", "typeVersion": 2, "position": [0, 0], "parameters":
    {"jsCode": "return $input.all().map(item => ({json: {length: item.json.text.length}}));"}},
  {"id": "b", "name": "Broken", "type": "n8n-nodes-base.code", "typeVersion": 2, "position": [0, 0], "parameters":
    {"jsCode": "return 5;"}},
  {"id": "p", "name": "Python", "type": "n8n-nodes-base.code", "typeVersion": 2, "position": [0, 0], "parameters":
    {"language": "pythonNative", "pythonCode": "return [{'json': {'n': len(_items)}}]"}}
], "connections": {"Source": {"main": [[{"node": "Shorten", "type": "main", "index": 0}]]}},
"pinData": {"Source": [{"json": {"text": "abc"}}, {"json": {"text": "d"}}]}}"#;

/// A folder with files.
struct Folder(TempDir);

impl Folder {
    fn new(files: &[(&str, &str)]) -> Folder {
        let folder = tempfile::Builder::new()
            .prefix("tests")
            .tempdir()
            .expect("a folder");
        for (name, text) in files {
            fs::write(folder.path().join(name), text).expect("a file");
        }
        Folder(folder)
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path().join(name)).expect("a file")
    }

    /// Runs codenode there: exit code, standard output, standard error.
    fn codenode(&self, arguments: &[&str]) -> (i32, String, String) {
        self.codenode_with(arguments, &PathBuf::from("nowhere/codenode-python"))
    }

    fn codenode_with(&self, arguments: &[&str], python: &Path) -> (i32, String, String) {
        let Output {
            status,
            stdout,
            stderr,
        } = Command::new(env!("CARGO_BIN_EXE_codenode"))
            .args(arguments)
            .env("NO_COLOR", "1")
            .env("CODENODE_PYTHON", python)
            .current_dir(self.path())
            .output()
            .expect("it starts");
        (
            status.code().expect("it was not killed"),
            String::from_utf8(stdout).expect("text"),
            String::from_utf8(stderr).expect("text"),
        )
    }

    fn json(&self, arguments: &[&str]) -> (i32, Value) {
        let all = [arguments, &["--format", "json"]].concat();
        let (code, stdout, stderr) = self.codenode(&all);
        let answer = serde_json::from_str(&stdout);
        (
            code,
            answer.unwrap_or_else(|error| panic!("{error}: {stdout}{stderr}")),
        )
    }
}

/// The worker for Python, if there is one.
fn python() -> Option<PathBuf> {
    let named = std::env::var_os("CODENODE_PYTHON").map(PathBuf::from);
    let target = Path::new(env!("CARGO_BIN_EXE_codenode"))
        .parent()?
        .parent()?;
    let built = target.join("release").join("codenode-python");
    let found = named.or(Some(built)).filter(|path| path.is_file());
    if found.is_none() {
        println!("skipped: no codenode-python, so nothing is run in Python");
    }
    found
}
