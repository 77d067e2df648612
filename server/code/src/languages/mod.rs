//! The two front-ends: tree-sitter trees lowered to [`crate::ir`].

pub mod javascript;
pub mod python;

use text::Language;

use crate::Host;
use crate::ir::Program;

/// Lower `source`. Total, see the languages' own `lower`.
pub fn lower(source: &str, language: Language, host: Host) -> Program {
    match language {
        Language::Python => python::lower(source, host),
        Language::JavaScript => javascript::lower(source, host),
    }
}
