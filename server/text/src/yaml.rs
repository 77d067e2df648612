//! Reading and writing YAML 1.1.

mod build;
pub(crate) mod decode;
mod mend;
mod read;
pub(crate) mod resolve;
mod tags;
mod words;
mod write;

pub(crate) use mend::read;
pub use write::yaml_scalar;
pub(crate) use write::{double_quoted, write_double_quoted};
