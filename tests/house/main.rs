//! What `CONTRIBUTING.md` promises of the house, held to it: which room knows which, that the pages, the lists and the
//! README are in step with the rules, and that files stay readable.

mod files;
mod rooms;
mod rules;
mod schema;

use std::path::Path;

/// The root of the repository.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Fails with every complaint on a line of its own.
fn expect_none(complaints: &[String]) {
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}
