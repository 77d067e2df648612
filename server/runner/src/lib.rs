//! The child process that runs one node: what it is told, what it answers, what it is locked into. The interpreters
//! themselves are the rooms `javascript` and `python`; who asks is the room `run`.

mod confine;
mod protocol;
mod serve;

pub use confine::{Confinement, confine};
pub use protocol::{
    Answer, DifyRun, Failure, Item, Limits, Links, Log, Mode, Modules, N8nRun, Program, Request,
    Sent, SentKey, Stage, Turn, WorkflowFacts,
};
pub use serve::{READY, arguments, serve};
