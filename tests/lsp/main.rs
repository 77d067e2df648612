//! The language server as an editor sees it: a process, JSON-RPC over its standard input and output.

mod client;
mod diagnostics;
mod lifecycle;

use std::path::Path;

fn example(name: &str) -> String {
    std::fs::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("examples")
            .join(name),
    )
    .unwrap()
}
