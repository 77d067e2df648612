//! The recorded cases, as `README.md` describes their fields.

use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::Value;

/// One case with its verdicts.
#[derive(Deserialize)]
pub(crate) struct Case {
    id: String,
    pub(crate) topic: String,
    /// A phrase; `null` and `true` stand for the code they name.
    pub(crate) about: Value,
    pub(crate) language: String,
    pub(crate) code: String,
    #[serde(default)]
    pub(crate) inputs: Vec<String>,
    #[serde(default)]
    pub(crate) outputs: Value,
    #[serde(default)]
    pub(crate) node_data: Option<serde_json::Map<String, Value>>,
    /// n8n's kind of node; `None` is a Dify case.
    pub(crate) node: Option<String>,
    pub(crate) mode: Option<String>,
    runs: Vec<Run>,
    pub(crate) expect: Expect,
}

#[derive(Deserialize)]
struct Run {
    #[serde(default)]
    input: Value,
    ok: bool,
    stage: Option<String>,
    class: Option<String>,
    message: Option<String>,
    description: Option<String>,
}

/// What a static checker should do.
#[derive(Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Expect {
    Error,
    Silent,
    Either,
}

/// What kind of failure a case shows.
#[derive(PartialEq, Eq)]
pub(crate) enum Kind {
    /// The platform refuses the result, or cannot call the code.
    Contract,
    /// The code does not start or uses what is not there: syntax, names, modules.
    Environment,
    /// The user's code throws.
    Exception,
}

impl Case {
    /// Every recorded case of both platforms.
    pub(crate) fn all() -> Vec<Case> {
        let read = |platform| {
            let path = folder().join(platform).join("recorded.jsonl");
            let text = std::fs::read_to_string(path).expect("the recorded cases are there");
            let case = |line| serde_json::from_str(line).expect("a recorded case");
            text.lines().map(case).collect::<Vec<Case>>()
        };
        let mut cases = read("dify");
        cases.extend(read("n8n"));
        cases
    }

    pub(crate) fn platform(&self) -> &'static str {
        match self.node {
            None => "dify",
            Some(_) => "n8n",
        }
    }

    /// `dify/py-entry-async`.
    pub(crate) fn key(&self) -> String {
        format!("{}/{}", self.platform(), self.id)
    }

    pub(crate) fn kind(&self) -> Kind {
        let kinds: Vec<Kind> = self.failed().map(Run::kind).collect();
        match kinds {
            _ if kinds.contains(&Kind::Contract) => Kind::Contract,
            _ if kinds.contains(&Kind::Environment) => Kind::Environment,
            _ => Kind::Exception,
        }
    }

    /// Class and message of every failure, each once.
    pub(crate) fn failures(&self) -> Vec<(String, String)> {
        let mut failures = Vec::new();
        for run in self.failed() {
            let stage = run.stage.as_ref().map(|stage| format!("{stage}/"));
            let class = run.class.clone().unwrap_or_default();
            let failure = (stage.unwrap_or_default() + &class, run.whole_message());
            if !failures.contains(&failure) {
                failures.push(failure);
            }
        }
        failures
    }

    /// Every text that codenode may give as the platform's words: with and without the description; of a field that
    /// Dify's model refuses, without its place, which pydantic writes on another line.
    pub(crate) fn messages(&self) -> Vec<String> {
        let mut messages = Vec::new();
        for run in self.failed() {
            let message = run.message.clone().unwrap_or_default();
            if run.class.as_deref() == Some("schema")
                && let Some((_, said)) = message.split_once(": ")
            {
                messages.push(plain(said));
            }
            messages.extend([plain(&run.whole_message()), plain(&message)]);
        }
        messages
    }

    /// The names of other nodes that the code may ask for.
    pub(crate) fn other_nodes(&self) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for run in &self.runs {
            let nodes = run.input.get("nodes").and_then(Value::as_object);
            names.extend(nodes.into_iter().flat_map(|nodes| nodes.keys().cloned()));
        }
        names.sort();
        names.dedup();
        names
    }

    fn failed(&self) -> impl Iterator<Item = &Run> {
        self.runs.iter().filter(|run| !run.ok)
    }
}

impl Run {
    fn kind(&self) -> Kind {
        match (self.stage.as_deref(), self.class.as_deref()) {
            (_, Some("exception" | "timeout")) => Kind::Exception,
            (_, Some("syntax" | "name" | "module" | "import" | "analyzer" | "precheck")) => {
                Kind::Environment
            }
            (Some("wrapper"), Some("redeclare")) => Kind::Environment,
            _ => Kind::Contract,
        }
    }

    fn whole_message(&self) -> String {
        let message = self.message.clone().unwrap_or_default();
        match &self.description {
            Some(description) => format!("{message}: {description}"),
            None => message,
        }
    }
}

/// A message without what differs from run to run.
pub(crate) fn plain(message: &str) -> String {
    let mut plain = String::new();
    let mut rest = message;
    while let Some(at) = rest.find("0x") {
        plain.push_str(&rest[..at]);
        plain.push_str("0x…");
        rest = rest[at + 2..].trim_start_matches(|c: char| c.is_ascii_hexdigit() || c == '…');
    }
    plain + rest
}

/// The folder of the cases.
pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformance")
}
