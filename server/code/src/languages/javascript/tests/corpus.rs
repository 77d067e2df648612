//! The code of real workflow files, where the environment variable `CODENODE_CORPUS` names a folder
//! of such files; scripts (`.js`) are taken as they are.

use std::path::{Path, PathBuf};

use text::{Format, Kind, Node, Tree};

use crate::Host;

/// The JavaScript of every code node, each once.
pub(super) fn snippets() -> Vec<(Host, String)> {
    let mut found = Vec::new();
    let Some(folder) = std::env::var_os("CODENODE_CORPUS") else {
        println!("CODENODE_CORPUS is not set: no corpus");
        return found;
    };
    for path in files(Path::new(&folder)) {
        let Ok(source) = std::fs::read_to_string(&path) else {
            continue;
        };
        let format = match path.extension().and_then(|extension| extension.to_str()) {
            Some("json") => Format::Json,
            Some("yml" | "yaml") => Format::Yaml,
            Some("js") => {
                found.push((Host::Eval, source));
                continue;
            }
            _ => continue,
        };
        if let Some(root) = Tree::parse(&source, format).root() {
            collect(root, &mut found);
        }
    }
    found.sort_by(|left, right| left.1.cmp(&right.1));
    found.dedup();
    assert!(!found.is_empty());
    found
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().flatten();
    let paths = entries.map(|entry| entry.path());
    paths
        .flat_map(|path| {
            if path.is_dir() {
                files(&path)
            } else {
                vec![path]
            }
        })
        .collect()
}

fn collect(node: Node<'_>, found: &mut Vec<(Host, String)>) {
    node.items().for_each(|item| collect(item, found));
    if node.kind() != Kind::Object {
        return;
    }
    let is_dify = node.get("code_language").and_then(Node::string).as_deref() == Some("javascript");
    for entry in node.entries() {
        let host = match &*entry.key {
            "jsCode" | "functionCode" => Host::AsyncBody,
            "code" if is_dify => Host::Eval,
            _ => {
                collect(entry.value, found);
                continue;
            }
        };
        found.extend(entry.value.string().map(|code| (host, code.into_owned())));
    }
}
