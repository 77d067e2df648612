//! Reading and writing YAML 1.1.

mod build;
pub(crate) mod decode;
mod mend;
mod read;
pub(crate) mod resolve;
mod tags;
mod words;
mod write;

pub(crate) use decode::line_break;
pub(crate) use mend::read;
pub(crate) use read::{BREAKS, ends_with_break, unprintable};
pub use write::yaml_scalar;
pub(crate) use write::{
    double_quoted, plain_is_safe, single_quoted, single_quoted_is_safe, write_double_quoted,
};
