//! Floor 4: answers to editor questions in plain data, no LSP types.
//!
//! Every question is asked of a [`Snapshot`]: one state of one file and the analysis that its diagnostics came
//! from. [`Snapshot::at`] tells what stands at a place; a [`Snippet`] is the code of one node with its ways there
//! and back.

mod attributes;
mod bindings;
mod calls;
mod completion;
mod declare;
mod docs;
mod given;
mod hints;
mod hover;
mod lens;
mod links;
mod mentions;
mod navigation;
mod node_text;
mod outline;
mod place;
mod probe;
mod rename;
mod scan;
mod signature;
mod snapshot;
mod snippet;
mod structure;
mod token;
mod tokens;
mod types;

pub use bindings::Access;
pub use calls::{Call, Callable};
pub use completion::{Completion, CompletionKind, TRIGGERS, documentation};
pub use declare::Declaration;
pub use hints::{Hint, hints};
pub use hover::Hover;
pub use lens::{Given, Lens, lenses};
pub use links::{RuleLink, rule_links};
pub use navigation::Reference;
pub use node_text::replacing;
pub use outline::{Outline, OutlineKind, outline};
pub use place::{Part, Place};
pub use rename::{Refusal, Renamable};
pub use signature::{SIGNATURE_TRIGGERS, Signature};
pub use snapshot::Snapshot;
pub use snippet::Snippet;
pub use tokens::{Modifiers, Token, TokenKind, tokens};
pub use types::notation;
