//! Floor 2: what a piece of Python or JavaScript is and does, without running it.
//!
//! source → tolerant tree (tree-sitter) → [`ir`] → [`infer`] → [`Facts`]; beside it the strict
//! parsers judge [`syntax`]. Knows nothing of workflows or platforms beyond the [`Host`] that wraps
//! the code.

pub mod analyzer;
pub mod dump;
pub mod facts;
pub mod infer;
pub mod ir;
pub mod languages;
pub mod library;
pub mod shape;
pub mod syntax;

mod source;

pub use facts::{Called, Facts, NameUse, PathUse, Usage};
pub use languages::Reading;
pub use shape::Shape;
pub use source::{Api, Holds, Host, Input, PythonVersion, Source};
pub use text::Language;
pub use tree_sitter;
