//! Every file of a corpus, when `CODENODE_CORPUS` names its folder: it is read as a workflow and its
//! code nodes are counted. Prints what is odd; `-- --nocapture` shows it.

use std::path::{Path, PathBuf};

use text::{Format, InCode, Tree};
use workflow::{Platform, Resolution, Workflow, read};

#[test]
fn every_file_is_a_workflow_whose_code_maps_to_the_file() {
    let Some(corpus) = std::env::var_os("CODENODE_CORPUS") else {
        return;
    };
    let mut files = Vec::new();
    walk(Path::new(&corpus), &mut files);
    let (mut workflows, mut code_nodes, mut without_code) = (0, 0, 0);
    for file in &files {
        let bytes = std::fs::read(file).expect("a readable file");
        let source = String::from_utf8_lossy(&bytes);
        let json = file
            .extension()
            .is_some_and(|extension| extension == "json");
        let tree = Tree::parse(&source, if json { Format::Json } else { Format::Yaml });
        let found = read(&tree);
        assert!(!found.is_empty(), "{} is no workflow", file.display());
        workflows += found.len();
        for workflow in &found {
            assert_eq!(
                json,
                workflow.platform == Platform::N8n,
                "{}",
                file.display()
            );
            code_nodes += workflow.code_nodes.len();
            without_code += workflow
                .code_nodes
                .iter()
                .filter(|code| code.code.is_none())
                .count();
            check_ranges(workflow, &source, file);
            report(workflow, &source, file);
        }
    }
    println!(
        "{} files, {workflows} workflows, {code_nodes} code nodes, {without_code} of them without code",
        files.len()
    );
}

fn check_ranges(workflow: &Workflow, source: &str, file: &Path) {
    for code in &workflow.code_nodes {
        let node = &workflow.nodes[code.node];
        assert!(
            node.range.0.contains_range(node.name_range.0),
            "{}",
            file.display()
        );
        for input in &code.inputs {
            assert!(
                source[input.range.0].contains(&input.name),
                "{}: {}",
                file.display(),
                input.name
            );
        }
        for output in &code.outputs {
            assert!(
                source[output.range.0].contains(&output.name),
                "{}",
                file.display()
            );
        }
        if let Some(code) = &code.code {
            assert!(
                node.range.0.contains_range(code.range().0),
                "{}",
                file.display()
            );
            let first = code.text().chars().next().map_or(0, char::len_utf8) as u32;
            code.to_file(InCode(text::TextRange::new(0.into(), first.into())));
        }
    }
}

fn report(workflow: &Workflow, source: &str, file: &Path) {
    let lines = text::LineIndex::new(source);
    for code in &workflow.code_nodes {
        let node = &workflow.nodes[code.node];
        for unresolved in &code.unresolved {
            let line = lines.line(unresolved.range.0.start()).0 + 1;
            println!(
                "{}:{line}: {}: {}",
                file.display(),
                node.name,
                unresolved.message
            );
        }
        for input in &code.inputs {
            let odd = input.source.always_null()
                || input.source == Resolution::Undeclared
                || input
                    .source
                    .node()
                    .is_some_and(|from| !workflow.is_upstream(from, code.node));
            let untyped = input.type_name.is_none();
            if odd || untyped {
                let line = lines.line(input.range.0.start()).0 + 1;
                let of = input
                    .source
                    .node()
                    .map(|node| workflow.nodes[node].kind.as_str());
                let odd = if odd { "odd" } else { "untyped" };
                println!(
                    "{}:{line}: {odd} {:?} {:?} {of:?}",
                    file.display(),
                    input.selector,
                    input.source
                );
            }
        }
    }
    for problem in &workflow.problems {
        println!("{}: {}", file.display(), problem.message);
    }
    for &node in &workflow.duplicates() {
        println!(
            "{}: name borne twice: {}",
            file.display(),
            workflow.nodes[node].name
        );
    }
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let known = ["json", "yml", "yaml"];
        match path.extension().and_then(|extension| extension.to_str()) {
            _ if path.is_dir() => walk(&path, files),
            Some(extension) if known.contains(&extension) => files.push(path),
            _ => {}
        }
    }
    files.sort();
}
