//! Floor 1: text. Trees of JSON and YAML that keep byte ranges and never fail to parse, the line
//! index, and [`EmbeddedText`]: code that lives inside a scalar, with a two-way map to the file.
//!
//! Knows nothing of workflows or programming languages.

mod again;
mod change;
mod conflict;
mod coordinates;
mod edit;
mod embedded;
mod json;
mod lines;
mod mended;
mod problem;
mod seal;
mod segments;
mod slots;
mod tree;
mod yaml;

pub use again::LastTree;
pub use change::Change;
pub use coordinates::{InCode, InFile};
pub use edit::Edit;
pub use embedded::{EmbeddedText, Envelope, Language};
pub use json::json_string;
pub use lines::{LineColumn, LineIndex};
pub use problem::Problem;
pub use text_size::{TextRange, TextSize};
pub use tree::{Entry, Format, Kind, Node, Tree};
pub use yaml::yaml_scalar;
