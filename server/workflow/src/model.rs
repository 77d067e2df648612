use text::{EmbeddedText, InFile, Language, Problem, TextRange};

/// A whole workflow.
#[derive(Debug)]
pub struct Workflow {
    /// Whose file it is.
    pub platform: Platform,
    /// Its name, if the file says.
    pub name: Option<String>,
    /// The version the file claims: Dify's DSL version (`0.6.0`); n8n writes none.
    pub version: Option<String>,
    /// Every node, code-bearing or not (sticky notes are left out).
    pub nodes: Vec<Node>,
    /// Who feeds whom.
    pub edges: Vec<Edge>,
    /// The code nodes, in the order of the file. One node may carry two (LangChain code).
    pub code_nodes: Vec<CodeNode>,
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
    /// The whole node in the file.
    pub range: InFile<TextRange>,
    /// The value of its name or title.
    pub name_range: InFile<TextRange>,
    /// Dify: the iteration or loop it stands in (graph id).
    pub parent: Option<String>,
    /// What it hands on, where the file says (reference dify 1.7).
    pub outputs: Vec<Output>,
}

/// `source` feeds `target`: indices into [`Workflow::nodes`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edge {
    /// The feeding node.
    pub source: usize,
    /// The fed node.
    pub target: usize,
}

/// A node whose code codenode reads.
#[derive(Debug)]
pub struct CodeNode {
    /// Index into [`Workflow::nodes`].
    pub node: usize,
    /// The language the platform will run it as; `None` where the parameters name none it knows.
    pub language: Option<Language>,
    /// The code; `None` where the platform would find none (n8n drops it, or there is none).
    pub code: Option<EmbeddedText>,
    /// What the platform does with the code.
    pub contract: Contract,
    /// Declared inputs (Dify `variables`), in the order of the file.
    pub inputs: Vec<Input>,
    /// Declared outputs (Dify `outputs`), in the order of the file.
    pub outputs: Vec<Output>,
    /// Where the declarations stand (Dify: the value of `outputs`), for findings without a line.
    pub outputs_range: Option<InFile<TextRange>>,
    /// Why the parameters do not resolve to running code (reference n8n 2.1).
    pub unresolved: Vec<Unresolved>,
}

/// What the platform does with the code of a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Contract {
    /// Dify: a module with `main`, called with the inputs (reference dify 2).
    DifyMain,
    /// n8n Code, *Run Once for All Items* (reference n8n 4, 6.1, 10).
    N8nAllItems,
    /// n8n Code, *Run Once for Each Item* (reference n8n 6.2, 10).
    N8nEachItem,
    /// n8n Function (reference n8n 12.1).
    N8nFunction,
    /// n8n Function Item (reference n8n 12.2).
    N8nFunctionItem,
    /// n8n Code Tool: returns a string (reference n8n 13).
    N8nTool,
    /// LangChain Code, `execute` (reference n8n 12.3).
    N8nLangChainExecute,
    /// LangChain Code, `supplyData` (reference n8n 12.3).
    N8nLangChainSupply,
    /// The comparator of Sort or Item Lists (reference n8n 2.2).
    N8nSort,
}

/// A declared input of a Dify code node.
#[derive(Debug)]
pub struct Input {
    /// The name `main` receives it under.
    pub name: String,
    /// The value of `variable` in the file.
    pub range: InFile<TextRange>,
    /// `value_selector`: node id (or `sys`, `env`, `conversation`, …) and keys.
    pub selector: Vec<String>,
    /// The type of what the selector points to, as Dify names it (`string`, `array[object]` …),
    /// where the workflow tells; `None` is unknown.
    pub type_name: Option<String>,
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

/// A parameter by which n8n loses the code or misreads the node (reference n8n 2.1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unresolved {
    /// The parameter (or the node's `type`) in the file.
    pub range: InFile<TextRange>,
    /// What is wrong, one sentence.
    pub message: String,
    /// What to do.
    pub help: String,
    /// The platform's own words, where it has them.
    pub platform_message: Option<String>,
    /// True when the node fails or runs other code than the author wrote.
    pub error: bool,
}
