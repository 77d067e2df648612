//! `codenode lsp`
