//! What a platform accepts as the result of a code node.
//!
//! A platform does two things with what the code returns: the sandbox serialises it to JSON, then
//! the main process checks and rearranges that JSON. Both steps are written once here, over a view
//! that a [`code::Shape`] (everything the code may return) and a [`Value`] (what it did return)
//! share, so that the static rules and the run lane can never disagree:
//!
//! ```text
//! Shape ─┐ view          transport            check
//!        ├──────▶ View ───────────▶ Wire ───────────▶ Verdict
//! Value ─┘        (one level)       (abstract JSON)   └─▶ outputs or items (values only)
//! ```
//!
//! [`Shape::Unknown`](code::Shape::Unknown) is silence at every step: nothing is said of it.

pub mod dify;
pub mod n8n;

mod near;
mod source;
mod transport;
mod value;
mod verdict;
mod view;
mod violation;
mod wire;

pub use near::nearest;
pub use source::source_of;
pub use value::{Integer, Key, Value};
pub use verdict::{Outcome, Verdict};
pub use violation::{
    Arrives, Certainty, Class, Found, Kind, Path, PlatformMessage, Step, Vanished, Violation,
};
