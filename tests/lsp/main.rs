//! The language server as an editor sees it: a process, JSON-RPC over its standard input and output.

mod answers;
mod client;
mod code;
mod diagnostics;
mod lifecycle;
mod mending;
mod navigation;
mod random;
mod recording;
mod round_trip;
mod runs;
mod settings;
mod structure;
mod suppressions;
mod workspace;

use std::path::Path;

use serde_json::Value;

fn example(name: &str) -> String {
    std::fs::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("examples")
            .join(name),
    )
    .unwrap()
}

/// A small n8n workflow; what stands for `CODE` has to be escaped already. Emoji stand before the code on its line.
fn workflow(code: &str) -> String {
    format!(
        concat!(
            r#"{{"nodes": [{{"name": "👩‍💻 compute 😀", "id": "7f1d", "type": "n8n-nodes-base.code", "#,
            r#""typeVersion": 2, "position": [0, 0], "parameters": {{"jsCode": "{}"}}}}], "connections": {{}}}}"#
        ),
        code
    )
}

/// The rules that speak.
fn rules(diagnostics: &[Value]) -> Vec<&str> {
    diagnostics
        .iter()
        .map(|diagnostic| diagnostic["code"].as_str().unwrap())
        .collect()
}

/// A file as an address.
fn uri(path: &Path) -> String {
    let path = path.to_str().unwrap().replace('\\', "/");
    format!(
        "file://{}{path}",
        if path.starts_with('/') { "" } else { "/" }
    )
}
