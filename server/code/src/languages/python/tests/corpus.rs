//! Every Python node of a corpus, when `CODENODE_CORPUS` names its folder: no panic, agreement with
//! ruff, and what is left `Unknown`. `-- --nocapture` shows the figures.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use text::{Format, Kind, Node, Tree};

use super::agreement::differences;
use crate::Host;
use crate::dump::{dump, dump_variables};
use crate::ir::*;
use crate::languages::python::lower;

#[test]
fn every_node_is_lowered_as_ruff_parses_it() {
    let snippets = snippets();
    let (mut rejected, mut unknown, mut damaged) = (0, BTreeMap::<String, u32>::new(), 0);
    let mut differing = Vec::new();
    for (host, source) in &snippets {
        let program = lower(source, *host);
        dump(&program);
        dump_variables(&program);
        damaged += u32::from(program.damaged);
        let flat = lower(source, Host::Module);
        match differences(source, &flat) {
            None => rejected += 1,
            Some(differences) => {
                count_unknown(source, &flat, &mut unknown);
                if !differences.is_empty() || flat.damaged {
                    differing.push(differences);
                }
            }
        }
    }
    println!(
        "{} snippets, {damaged} damaged, {rejected} rejected by ruff",
        snippets.len()
    );
    for (what, count) in &unknown {
        println!("{count:5} {what}");
    }
    for differences in &differing {
        println!("{}", differences.join("\n"));
    }
    assert!(differing.is_empty(), "{} snippets differ", differing.len());
}

/// The kinds of what the lowering did not model.
fn count_unknown(source: &str, program: &Program, counts: &mut BTreeMap<String, u32>) {
    for expr in &program.exprs {
        if let ExprKind::Unknown(_) = expr.kind {
            let text: String = source[expr.range].chars().take(40).collect();
            *counts.entry(format!("expression {text:?}")).or_default() += 1;
        }
    }
}

/// Where the runner puts the code, and the code.
fn snippets() -> Vec<(Host, String)> {
    let mut snippets = Vec::new();
    if let Some(corpus) = std::env::var_os("CODENODE_CORPUS") {
        let mut files = Vec::new();
        walk(Path::new(&corpus), &mut files);
        for file in files {
            let source = std::fs::read(&file).expect("a readable file");
            let source = String::from_utf8_lossy(&source);
            let is_json = file
                .extension()
                .is_some_and(|extension| extension == "json");
            let tree = Tree::parse(&source, if is_json { Format::Json } else { Format::Yaml });
            tree.root()
                .into_iter()
                .for_each(|root| collect(root, &mut snippets));
        }
    }
    snippets
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder)
        .expect("a readable folder")
        .flatten()
    {
        let path = entry.path();
        match path.extension().and_then(|extension| extension.to_str()) {
            _ if path.is_dir() => walk(&path, files),
            Some("json" | "yml" | "yaml") => files.push(path),
            _ => {}
        }
    }
    files.sort();
}

fn collect(node: Node<'_>, snippets: &mut Vec<(Host, String)>) {
    let text = |key: &str| {
        node.get(key)
            .and_then(|value| value.string())
            .map(String::from)
    };
    match node.kind() {
        Kind::Object => {
            snippets.extend(text("pythonCode").map(|code| (Host::FunctionBody, code)));
            if text("code_language").as_deref() == Some("python3") {
                snippets.extend(text("code").map(|code| (Host::Module, code)));
            }
            node.entries()
                .for_each(|entry| collect(entry.value, snippets));
        }
        Kind::Array => node.items().for_each(|item| collect(item, snippets)),
        _ => {}
    }
}
