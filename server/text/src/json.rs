//! Reading and writing JSON.

mod read;
mod recover;
pub(crate) mod string;
mod write;

pub(crate) use read::read;
pub use write::json_string;
pub(crate) use write::write_char;
