//! The child process that runs one node: what it is told, what it answers. The interpreters themselves are the rooms
//! `javascript` and `python`; who asks is the room `run`.

mod protocol;

pub use protocol::{
    Answer, DifyRun, Failure, Item, Limits, Log, Mode, Modules, N8nRun, Program, Request, Sent,
    SentKey, Stage, Turn, WorkflowFacts,
};
