//! What goes over the pipe, as one line of JSON each way. These types are plain data: the runner never learns about
//! workflows or contracts, and the asker never learns about interpreters.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// One node to run, once.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Request {
    /// The decoded code of the node, exactly as the file has it.
    pub code: String,
    /// What the platform does with it.
    pub program: Program,
    /// What it may use up.
    pub limits: Limits,
}

/// How a platform runs code.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "platform", rename_all = "snake_case")]
pub enum Program {
    /// Dify's wrapper around `main` (reference dify 2.2 to 2.5).
    Dify(DifyRun),
    /// One of n8n's ways (reference n8n 4 to 13).
    N8n(Box<N8nRun>),
}

/// A run of Dify's wrapper.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DifyRun {
    /// The declared inputs in their order: keyword arguments in Python, one object in JavaScript.
    pub inputs: Map<String, Value>,
    /// The minor version of the Python 3 that the sandbox has.
    pub python: u8,
    /// What may be imported or required.
    pub modules: Modules,
    /// The name that tracebacks give the code (reference dify 2.3).
    pub traceback_file: String,
}

/// A run on n8n.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct N8nRun {
    /// How often and inside what the code runs.
    pub mode: Mode,
    /// The items of the first input.
    pub items: Vec<Item>,
    /// What other nodes have put out, by name: the items of their output 0 (reference n8n 5).
    pub nodes: BTreeMap<String, Vec<Item>>,
    /// Every node of the workflow by name, executed or not: `$('…')` tells them apart.
    pub node_names: Vec<String>,
    /// The node whose output feeds this one: `$prevNode`, `$()`.
    pub previous: Option<String>,
    /// How the nodes are connected: where an item comes from.
    #[serde(default)]
    pub links: Links,
    /// The parameters of the node itself: `$parameter`.
    pub parameters: Map<String, Value>,
    /// `$vars`.
    pub vars: Map<String, Value>,
    /// What a Code Tool was asked: `query`.
    pub query: Option<Value>,
    /// `$workflow`, `$execution` and the node's own name.
    pub workflow: WorkflowFacts,
    /// Static data at the start: `global` and `node`.
    pub static_data: Map<String, Value>,
    /// Milliseconds since the epoch that `$now` says; the clock's where absent.
    pub now: Option<i64>,
    /// The IANA name of the workflow's time zone.
    pub timezone: String,
    /// What may be imported or required.
    pub modules: Modules,
    /// Names of Python built-ins that are taken away (reference n8n 10).
    pub builtins_denied: Vec<String>,
    /// Reading `$env` throws.
    pub blocks_env: bool,
    /// `onError` goes on: a throwing item becomes an item with `error` (reference n8n 6.2).
    pub continue_on_fail: bool,
    /// The task runners of n8n 2 (frozen globals, no `process`), not the vm2 of n8n 1.
    pub task_runner: bool,
}

/// An item as n8n passes it: `json` with `binary`, `pairedItem` beside it.
pub type Item = Map<String, Value>;

/// What `.item` and `.pairedItem` of an earlier node follow (reference n8n 5).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Links {
    /// The nodes from which a path leads to this one; `None` where that is not asked (a sub-node).
    pub ancestors: Option<Vec<String>>,
    /// For each node the nodes that feed its main inputs, input by input.
    pub feeders: BTreeMap<String, Vec<Vec<String>>>,
    /// The nodes whose data is pinned.
    pub pinned: Vec<String>,
}

/// How often and inside what n8n runs code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// Once for all items.
    AllItems,
    /// Once for each item.
    EachItem,
    /// Function (reference n8n 12.1).
    Function,
    /// Function Item (reference n8n 12.2).
    FunctionItem,
    /// Code Tool (reference n8n 13).
    Tool,
    /// The comparator of Sort (reference n8n 2.2).
    Sort,
}

/// What `$workflow`, `$execution` and `$nodeId` say.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct WorkflowFacts {
    /// `$workflow.id`.
    pub id: String,
    /// `$workflow.name`.
    pub name: String,
    /// `$workflow.active`.
    pub active: bool,
    /// The name of the node that runs.
    pub node: String,
    /// Its id.
    pub node_id: String,
    /// Its `typeVersion`.
    pub node_version: f64,
}

/// Which modules may be used. Names are matched as the platform matches them: exactly.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Modules {
    /// Built-in modules: Node's or Python's standard library. `None` allows all.
    pub builtin: Option<Vec<String>>,
    /// Installed packages. `None` allows all.
    pub external: Option<Vec<String>>,
    /// Sources of CommonJS packages that the asker read for the child, by request (`luxon`, `lodash/get`).
    pub sources: BTreeMap<String, String>,
}

/// What a run may use up. The child enforces what it can; the asker kills it at the deadline whatever it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Wall clock in milliseconds.
    pub milliseconds: u64,
    /// Memory in bytes.
    pub memory: u64,
    /// Bytes of logs that are kept.
    pub logs: usize,
    /// Bytes of the answer.
    pub answer: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            milliseconds: 10_000,
            memory: 256 << 20,
            logs: 256 << 10,
            answer: 64 << 20,
        }
    }
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// One turn for code that runs once; one per input item for code that runs for each, in their order, up to the
    /// first that failed where the platform stops there.
    pub turns: Vec<Turn>,
    /// What was printed, in order.
    pub logs: Vec<Log>,
    /// More was printed than is kept.
    pub logs_cut: bool,
    /// Static data afterwards, where the code asked for it.
    pub static_data: Option<Map<String, Value>>,
    /// How long the code itself took, in microseconds.
    pub microseconds: u64,
}

/// One call of the code.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Turn {
    /// What it gave.
    pub result: Result<Sent, Failure>,
}

/// A line that was printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Log {
    /// It went to standard error (which Dify may hold against the node, reference dify 2.5).
    pub error: bool,
    /// The text, without the line's end.
    pub text: String,
}

/// Why a call gave nothing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Failure {
    /// Who refuses.
    pub stage: Stage,
    /// The class of the exception: `TypeError`.
    pub class: Option<String>,
    /// Its text, in the words of the genuine interpreter where they are known.
    pub message: String,
    /// The line in the code of the node, from 1.
    pub line: Option<u32>,
    /// The column on that line in Unicode scalar values, from 1.
    pub column: Option<u32>,
    /// The traceback or stack, lines of the wrapper and the emulation left out.
    pub trace: Option<String>,
}

/// Where a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// The node could not be read or is no code node.
    Load,
    /// The code does not parse.
    Syntax,
    /// A module or name that the policy refuses.
    Policy,
    /// The code threw.
    UserCode,
    /// The platform refuses the result.
    Contract,
    /// Time, memory, output.
    Limit,
    /// The embedded interpreter cannot do what the genuine one can: no verdict on the node.
    Engine,
}

/// A value as the code returned it, before the platform serialises it: the asker's `contract::Value` on the wire.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sent {
    /// JavaScript's `undefined`.
    Undefined,
    /// `None`, `null`.
    Null,
    /// A truth value.
    Boolean(bool),
    /// Python's `int`, in decimal digits.
    Int(String),
    /// A double, as the shortest text that reads back the same; `NaN`, `inf`, `-inf`, `-0`.
    Float(String),
    /// JavaScript's `BigInt`, in decimal digits.
    BigInt(String),
    /// Text; lone surrogates became U+FFFD.
    String(String),
    /// Python's `bytes`, as `str()` writes them.
    Bytes(String),
    /// JavaScript's symbol.
    Symbol,
    /// A list or array.
    List(Vec<Sent>),
    /// A Python tuple.
    Tuple(Vec<Sent>),
    /// A Python set or frozenset.
    Set(Vec<Sent>),
    /// A dict or plain object, in the order of insertion.
    Object(Vec<(SentKey, Sent)>),
    /// Anything callable.
    Function,
    /// A module, by name.
    Module(String),
    /// An instance of a class that is serialised in its own way, or not at all.
    Instance {
        /// The class as people write it: `datetime.datetime`, `Date`, `Map`.
        class: String,
        /// What `str()` or `toJSON` makes of it.
        text: Option<String>,
    },
    /// A JavaScript `Date` or `DateTime` that is no date.
    InvalidDate,
    /// A promise or coroutine that nobody awaited, and what it holds.
    Promise(Box<Sent>),
    /// A reference back to one of the values around it.
    Circular,
}

/// The key of an [`Sent::Object`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SentKey {
    /// Text, or what `json.dumps` turns into text, turned.
    Text(String),
    /// A key that `json.dumps` refuses: the name of its type.
    Bad(String),
}
