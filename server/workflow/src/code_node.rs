use text::{EmbeddedText, InFile, Language, TextRange};

use crate::Output;

/// A node whose code codenode reads.
#[derive(Debug)]
pub struct CodeNode {
    /// Index into [`crate::Workflow::nodes`].
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
    /// Why the platform will not run what the author wrote (reference n8n 2.1, dify 1.4).
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

impl Contract {
    /// The mode as n8n's `mode` parameter names it; `None` for nodes that have no such choice.
    pub fn mode(self) -> Option<&'static str> {
        match self {
            Contract::N8nAllItems => Some("runOnceForAllItems"),
            Contract::N8nEachItem => Some("runOnceForEachItem"),
            _ => None,
        }
    }

    /// Which part of its node the code is, as the parameters name it; `None` where there is but one.
    pub fn part(self) -> Option<&'static str> {
        match self {
            Contract::N8nLangChainExecute => Some("execute"),
            Contract::N8nLangChainSupply => Some("supplyData"),
            _ => None,
        }
    }
}

/// A declared input of a Dify code node.
#[derive(Debug)]
pub struct Input {
    /// The name `main` receives it under.
    pub name: String,
    /// The value of `variable` in the file (the whole entry where there is none).
    pub range: InFile<TextRange>,
    /// `value_selector`: node id (or `sys`, `env`, `conversation`, …) and keys.
    pub selector: Vec<String>,
    /// The value of `value_selector` in the file.
    pub selector_range: Option<InFile<TextRange>>,
    /// The type of what the selector points to, as Dify names it (`string`, `array[object]` …),
    /// where the workflow tells; `None` is unknown.
    pub type_name: Option<String>,
    /// What the selector points to.
    pub source: Resolution,
    /// It may be `None` / `null` although the node it comes from has run: an optional start
    /// variable without a default, the first record of an empty list, … (reference dify 1.6, 1.7).
    pub nullable: bool,
    /// What it holds at run time without fail, unless it is unset (reference dify 1.6, 1.7, 2.6). Unlike
    /// [`Input::type_name`] it rests on nothing that the platform does not check.
    pub surely: Option<Surely>,
    /// It may be `None` / `null`: as [`Input::nullable`] says, or because the node it comes from need not have run.
    pub may_be_unset: bool,
    /// `value_type`, which the editor writes and the platform ignores.
    pub declared_type: Option<String>,
}

/// What an input surely holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Surely {
    /// A text.
    Text,
    /// A number.
    Number,
}

/// What a selector points to. Nothing raises at run time: where it points to nothing the input is
/// `None` / `null` (reference dify 1.7).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Resolution {
    /// Node `node` hands on that key.
    Known {
        /// Index into [`crate::Workflow::nodes`].
        node: usize,
    },
    /// The key of node `node` is decided outside the file (a tool's schema, say).
    Dynamic {
        /// Index into [`crate::Workflow::nodes`].
        node: usize,
    },
    /// Node `node` is there and hands on no such key: the input is always null.
    UnknownKey {
        /// Index into [`crate::Workflow::nodes`].
        node: usize,
    },
    /// There is no such node: the input is always null.
    UnknownNode,
    /// A variable the file declares (`env`, `conversation`, `rag`).
    Declared,
    /// `env` or `conversation` with a name the file does not declare.
    Undeclared,
    /// `sys`, or what else the platform fills in itself.
    Platform,
    /// Fewer than two parts: the input is always null.
    Incomplete,
}

impl Resolution {
    /// The node it points to, whether or not it hands on the key.
    pub fn node(self) -> Option<usize> {
        match self {
            Resolution::Known { node }
            | Resolution::Dynamic { node }
            | Resolution::UnknownKey { node } => Some(node),
            _ => None,
        }
    }

    /// The input is null on every run.
    pub fn always_null(self) -> bool {
        matches!(
            self,
            Resolution::UnknownKey { .. } | Resolution::UnknownNode | Resolution::Incomplete
        )
    }
}

/// A parameter by which the platform loses the code, refuses the node or runs it otherwise than it
/// reads (reference n8n 2.1, dify 1.4).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unresolved {
    /// Which of the ways it is.
    pub reason: Reason,
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

/// The ways in which parameters do not resolve to the code that was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reason {
    /// There is no code.
    NoCode,
    /// The code stands under a parameter that another language or node type reads.
    IgnoredCode,
    /// The parameter that names the language is ignored.
    IgnoredLanguage,
    /// The platform knows no such language.
    UnknownLanguage,
    /// The platform knows no such mode.
    UnknownMode,
    /// The platform knows no such version of the node.
    UnknownVersion,
    /// The code begins with `=`.
    LeadingEquals,
    /// A field of a Dify node is missing or is not what Dify's model demands.
    InvalidField,
}
