//! The two front-ends: tree-sitter trees lowered to [`crate::ir`].

pub mod javascript;
