//! Floor 2: the model of a workflow file and the platforms' facts as data.
//!
//! [`read`] opens a file into [`Workflow`]s; a [`Target`] says where they will run.
//! Knows nothing of the inside of Python or JavaScript, of LSP or of files on disk.

mod address;
mod code_node;
mod graph;
mod model;
mod platforms;
mod policy;
mod target;

pub use address::{Address, code_nodes_called};
pub use code_node::{CodeNode, Contract, Input, Reason, Resolution, Surely, Unresolved};
pub use model::*;
pub use platforms::read;
pub use policy::*;
pub use target::*;
