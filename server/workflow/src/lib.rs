//! Floor 2: the model of a workflow file and the platforms' facts as data.
//!
//! Knows nothing of the inside of Python or JavaScript, of LSP or of files on disk.

mod model;
mod target;

pub use model::*;
pub use target::*;
