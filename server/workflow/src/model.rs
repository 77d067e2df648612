use text::{EmbeddedText, InFile, Problem, TextRange};

use crate::CodeNode;

/// A whole workflow.
#[derive(Debug)]
pub struct Workflow {
    /// Whose file it is.
    pub platform: Platform,
    /// Its name, if the file says.
    pub name: Option<String>,
    /// Dify: the kind of DSL (`app`, `rag_pipeline`, …), if the file says.
    pub kind: Option<String>,
    /// The version the file claims: Dify's DSL version (`0.6.0`); n8n writes none.
    pub version: Option<String>,
    /// The object of the workflow in the file; a file may hold several (n8n `export --all`).
    pub range: InFile<TextRange>,
    /// Every node, code-bearing or not (sticky notes are left out).
    pub nodes: Vec<Node>,
    /// Who feeds whom.
    pub edges: Vec<Edge>,
    /// The code nodes, in the order of the file. One node may carry two (LangChain code).
    pub code_nodes: Vec<CodeNode>,
    /// Dify: the declared environment, conversation and pipeline variables.
    pub variables: Vec<Variable>,
    /// n8n: the settings that change what code sees.
    pub settings: Settings,
    /// What the platform's reader would stumble on, outside the code.
    pub problems: Vec<Problem>,
}

/// Whose workflow it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Platform {
    /// A Dify DSL export (YAML).
    Dify,
    /// An n8n workflow export (JSON).
    N8n,
}

/// Any node of the workflow.
#[derive(Debug)]
pub struct Node {
    /// Dify: the graph id. n8n: the uuid, empty where an old export has none.
    pub id: String,
    /// Dify: the title. n8n: the name, which connections refer to.
    pub name: String,
    /// `llm`, `code` … or `n8n-nodes-base.httpRequest` …
    pub kind: String,
    /// n8n: `typeVersion`.
    pub type_version: Option<f64>,
    /// The whole node in the file.
    pub range: InFile<TextRange>,
    /// The value of its name or title.
    pub name_range: InFile<TextRange>,
    /// Dify: the iteration or loop it stands in (graph id).
    pub parent: Option<String>,
    /// What it hands on, where the file says (reference dify 1.7). Where the platform and not the
    /// file names an output, its range is [`Node::name_range`].
    pub outputs: Vec<Output>,
    /// Dify: it may hand on more than [`Node::outputs`] lists (tools, agents, kinds of nodes that
    /// are not known here).
    pub open_outputs: bool,
    /// n8n: switched off; items pass through it unchanged.
    pub disabled: bool,
    /// What happens when it fails, retries exhausted.
    pub on_error: OnError,
    /// How often it is tried again after a failure.
    pub retries: u32,
    /// Dify: what it hands on when it fails under [`OnError::DefaultValue`].
    pub default_values: Vec<DefaultValue>,
    /// n8n: an empty result becomes one empty item (reference n8n 14).
    pub always_output_data: bool,
    /// n8n: only the first item comes in (reference n8n 14).
    pub execute_once: bool,
    /// What people wrote about it (n8n `notes`, Dify `desc`), where that speaks to codenode (`codenode:`).
    pub notes: Option<EmbeddedText>,
    /// n8n: its pinned items, which stand for its output in manual runs (reference n8n 1.5).
    pub pinned: Option<Pinned>,
}

/// What happens when a node fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum OnError {
    /// The workflow stops.
    #[default]
    Stop,
    /// n8n: the error goes on as an item (`continueRegularOutput`, old `continueOnFail`).
    Continue,
    /// The error leaves by a branch of its own (n8n `continueErrorOutput`, Dify `fail-branch`).
    ErrorBranch,
    /// Dify: [`Node::default_values`] go on.
    DefaultValue,
}

/// One entry of Dify's `default_value` (reference dify 1.4).
#[derive(Debug, Clone)]
pub struct DefaultValue {
    /// The output it stands for.
    pub key: String,
    /// The entry in the file.
    pub range: InFile<TextRange>,
    /// Its type as written.
    pub type_name: Option<String>,
    /// The type's value in the file.
    pub type_range: Option<InFile<TextRange>>,
    /// What the value is in the file.
    pub kind: text::Kind,
    /// The value when it is text: Dify parses it as JSON or as a number where the type is another.
    pub text: Option<String>,
    /// What the elements are when the value is a list.
    pub elements: Vec<text::Kind>,
    /// The value in the file.
    pub value_range: InFile<TextRange>,
}

/// Pinned items of an n8n node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pinned {
    /// The array in the file.
    pub range: InFile<TextRange>,
    /// How many items there are.
    pub len: usize,
}

impl Pinned {
    /// The items as `$('Node').all()` would give them: bare objects of old files are wrapped in
    /// `json`. `file` is the text the workflow was read from; `None` if it is not.
    pub fn items(&self, file: &str) -> Option<Vec<serde_json::Value>> {
        let text = file.get(std::ops::Range::<usize>::from(self.range.0))?;
        let items: Vec<serde_json::Value> = serde_json::from_str(text).ok()?;
        Some(items.into_iter().map(as_item).collect())
    }

    /// The same of the first items, at most so many; what comes after them is not read.
    pub fn first_items(&self, file: &str, most: usize) -> Option<Vec<serde_json::Value>> {
        let text = file.get(std::ops::Range::<usize>::from(self.range.0))?;
        let mut rest = text.strip_prefix('[')?;
        let mut items = Vec::new();
        while items.len() < most.min(self.len) {
            let mut values = serde_json::Deserializer::from_str(rest).into_iter();
            items.push(as_item(values.next()?.ok()?));
            let after = rest[values.byte_offset()..].trim_start();
            rest = after.strip_prefix(',').unwrap_or(after);
        }
        Some(items)
    }
}

fn as_item(value: serde_json::Value) -> serde_json::Value {
    match value.get("json") {
        Some(json) if json.is_object() => value,
        _ => serde_json::json!({ "json": value }),
    }
}

/// `source` feeds `target`: indices into [`Workflow::nodes`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edge {
    /// The feeding node.
    pub source: usize,
    /// The fed node.
    pub target: usize,
    /// What runs along it.
    pub kind: EdgeKind,
    /// n8n: index of the output it leaves by; 0 in Dify.
    pub output: u32,
    /// n8n: index of the input it enters by; 0 in Dify.
    pub input: u32,
}

/// What runs along an edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EdgeKind {
    /// Data.
    Main,
    /// Dify: the branch taken when the source fails (`fail-branch`).
    Failure,
    /// n8n: the source is a sub-node of the target (`ai_*`, reference n8n 1.4).
    SubNode,
}

/// A variable declared beside the graph of a Dify workflow (reference dify 1.6).
#[derive(Debug, Clone)]
pub struct Variable {
    /// Where it is declared.
    pub scope: Scope,
    /// Its name.
    pub name: String,
    /// The value of `name` (pipelines: `variable`) in the file.
    pub range: InFile<TextRange>,
    /// Its type as a selector resolves it; `None` is unknown.
    pub type_name: Option<String>,
    /// Its value is a secret.
    pub secret: bool,
}

/// Where a variable is declared: the first part of its selector.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Scope {
    /// `env`.
    Environment,
    /// `conversation`.
    Conversation,
    /// `rag`, with the second part of the selector: `shared` or the id of a data source.
    Pipeline(String),
}

/// Settings of an n8n workflow that change what code sees (reference n8n 1.5).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    /// `binaryMode: combined`: items are bare JSON objects.
    pub combined_binary: bool,
    /// `timezone`, `DEFAULT` left out.
    pub timezone: Option<String>,
    /// `executionOrder`: `v0` or `v1`.
    pub execution_order: Option<String>,
}

/// A declared output.
#[derive(Debug, Clone)]
pub struct Output {
    /// The key.
    pub name: String,
    /// The key as written in the file.
    pub range: InFile<TextRange>,
    /// The declared type as written (`string`, `array[object]`, …), `None` where there is none.
    pub type_name: Option<String>,
    /// The type's value in the file.
    pub type_range: Option<InFile<TextRange>>,
    /// Nested declarations (Dify `children`), `None` for `null` or absent.
    pub children: Option<Vec<Output>>,
}

impl Node {
    /// A node of which only kind and place are known.
    pub(crate) fn new(kind: String, range: InFile<TextRange>) -> Self {
        Node {
            id: String::new(),
            name: String::new(),
            kind,
            type_version: None,
            range,
            name_range: range,
            parent: None,
            outputs: Vec::new(),
            open_outputs: false,
            disabled: false,
            on_error: OnError::Stop,
            retries: 0,
            default_values: Vec::new(),
            always_output_data: false,
            execute_once: false,
            notes: None,
            pinned: None,
        }
    }

    /// The output of that name.
    pub fn output(&self, name: &str) -> Option<&Output> {
        self.outputs.iter().find(|output| output.name == name)
    }
}
