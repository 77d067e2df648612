//! Floor 4: answers to editor questions in plain data, no LSP types.
//!
//! Every question is asked of a [`Snapshot`]: one state of one file and the analysis that its diagnostics came
//! from. [`Snapshot::at`] tells what stands at a place; a [`Snippet`] is the code of one node with its ways there
//! and back.

mod lens;
mod links;
mod node_text;
mod place;
mod snapshot;
mod snippet;
mod tokens;

pub use lens::{Given, Lens, lenses};
pub use links::{RuleLink, rule_links};
pub use node_text::replacing;
pub use place::{Part, Place};
pub use snapshot::Snapshot;
pub use snippet::Snippet;
pub use tokens::{Modifiers, Token, TokenKind, tokens};
