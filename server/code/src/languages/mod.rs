//! The two front-ends: tree-sitter trees lowered to [`crate::ir`].

pub mod javascript;
pub mod python;

mod trees;

pub use trees::Trees;

use text::Language;

use crate::ir::Program;
use crate::{Host, Source};

/// A snippet read once for every question about its parts.
#[derive(Debug)]
pub struct Reading {
    /// The tolerant tree; `None` where the parser gave up. In JavaScript a few characters were read as others,
    /// byte by byte as long: names are to be taken from the source.
    pub tree: Option<tree_sitter::Tree>,
    /// What it was lowered to.
    pub program: Program,
}

impl Reading {
    /// Read `source`. Total, like [`lower`].
    pub fn of(source: &Source<'_>) -> Reading {
        Reading::again(source, None)
    }

    /// The same, with the help of what was parsed before: more quickly, and of broken code not always the same (see
    /// [`Trees`]).
    pub fn again(source: &Source<'_>, trees: Option<&Trees>) -> Reading {
        match source.language {
            Language::Python => python::read(source.text, source.host, trees),
            Language::JavaScript => javascript::read(source.text, source.host, trees),
        }
    }

    /// tree-sitter found nothing wrong.
    pub fn is_sound(&self) -> bool {
        let sound = |tree: &tree_sitter::Tree| !tree.root_node().has_error();
        self.tree.as_ref().is_some_and(sound)
    }
}

/// Lower `source`. Total, see the languages' own `lower`.
pub fn lower(source: &str, language: Language, host: Host) -> Program {
    match language {
        Language::Python => python::lower(source, host),
        Language::JavaScript => javascript::lower(source, host),
    }
}
