//! What came of a run, as the `run` object of the command line and the language server has it.

use runner::Stage;
use serde::Serialize;
use serde_json::{Map, Value as Json};

use crate::input::InputUsed;
use crate::place::Span;

/// What came of a run. Serialises as the interface says.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Outcome {
    /// Of this object: 1.
    pub version: u32,
    /// The node succeeds on the platform.
    pub ok: bool,
    /// `dify` or `n8n`.
    pub platform: &'static str,
    /// The target whose rules were applied.
    pub target: &'static str,
    /// The node.
    pub node: NodeName,
    /// The interpreter: `rustpython` or `quickjs`; `None` where the language is not known.
    pub engine: Option<&'static str>,
    /// Dify: the outputs, in declared order. `None` where the run failed.
    pub outputs: Option<Map<String, Json>>,
    /// n8n: the items as the platform rearranges them. `None` where the run failed.
    pub items: Option<Vec<Json>>,
    /// What the code returned, before the platform looked at it; a list where it ran for each item.
    pub value: Option<Json>,
    /// What it printed, line by line.
    pub logs: Vec<String>,
    /// It printed more than is kept.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub logs_cut: bool,
    /// How long the code took, in milliseconds.
    pub duration_ms: f64,
    /// Why it failed.
    pub error: Option<Error>,
    /// n8n, *continue on fail*: the errors that became items.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub caught: Vec<Error>,
    /// What it was run with.
    pub input: InputUsed,
}

/// A node by its names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NodeName {
    /// Dify: the graph id. n8n: the uuid.
    pub id: String,
    /// Dify: the title. n8n: the name.
    pub name: String,
}

/// Why a run failed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Error {
    /// Who refuses.
    pub stage: Stage,
    /// The class of the exception or of the platform's error.
    #[serde(rename = "type")]
    pub class: Option<String>,
    /// In the platform's words where they are known.
    pub message: String,
    /// n8n's second line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The line in the code, from 1.
    pub line: Option<u32>,
    /// The column on that line in Unicode scalar values, from 1.
    pub column: Option<u32>,
    /// Where that is in the file.
    pub range: Option<Span>,
    /// The traceback or stack.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trace: Option<String>,
    /// What to do, where more can be said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
}

impl Error {
    /// An error without a place.
    pub(crate) fn new(stage: Stage, class: Option<&str>, message: impl Into<String>) -> Error {
        Error {
            stage,
            class: class.map(str::to_owned),
            message: message.into(),
            description: None,
            line: None,
            column: None,
            range: None,
            trace: None,
            help: None,
        }
    }

    pub(crate) fn described(mut self, description: Option<String>) -> Error {
        self.description = description;
        self
    }

    pub(crate) fn help(mut self, help: impl Into<String>) -> Error {
        self.help = Some(help.into());
        self
    }
}

impl Outcome {
    /// Nothing can be said of the node: the embedded interpreter cannot do what the genuine one can, or is missing.
    pub fn is_no_verdict(&self) -> bool {
        let stage = self.error.as_ref().map(|error| error.stage);
        stage == Some(Stage::Engine)
    }
}
