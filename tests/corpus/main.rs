//! Every real workflow in the folder that the environment variable `CODENODE_CORPUS` names; without
//! it only the last test does anything.

mod counter;

use std::path::{Path, PathBuf};

use lint::{Analysis, Cache, Settings, analyze};
use text::{InCode, TextRange, TextSize};

#[test]
fn every_code_node_is_found_and_no_finding_lies_outside_its_file() {
    let (mut nodes, mut findings) = (0, 0);
    for path in corpus() {
        let name = path.display();
        let source =
            String::from_utf8_lossy(&std::fs::read(&path).expect("a readable file")).into_owned();
        let analysis = analyze(&source, &path, &Settings::default(), &Cache::default());
        assert!(!analysis.workflows.is_empty(), "{name} is no workflow");
        let found: usize = analysis
            .workflows
            .iter()
            .map(|workflow| workflow.code_nodes.len())
            .sum();
        assert_eq!(found, counter::code_nodes(&source, &path), "{name}");
        nodes += found;
        findings += analysis.diagnostics.len();
        check_places(&analysis, &source, &path);
        check_unchanged(&analysis, &source, &path);
    }
    println!("{nodes} code nodes, {findings} findings");
}

/// All ranges end on characters of the file, and those in code on characters of the code.
fn check_places(analysis: &Analysis, source: &str, path: &Path) {
    for finding in &analysis.diagnostics {
        let name = format!(
            "{}: {} {}",
            path.display(),
            finding.rule.id,
            finding.message
        );
        let related = finding.related.iter().map(|related| related.range.0);
        let edits = finding
            .fix
            .iter()
            .flat_map(|fix| fix.edits.iter().map(|edit| edit.range.0));
        for range in related.chain(edits).chain([finding.range.0]) {
            assert!(
                source.get(std::ops::Range::<usize>::from(range)).is_some(),
                "{name}"
            );
        }
        let (Some(place), Some(node)) = (finding.code_range, &finding.node) else {
            continue;
        };
        let codes = analysis
            .workflows
            .iter()
            .filter_map(|workflow| workflow.code_nodes.get(node.index)?.code.as_ref());
        let place = std::ops::Range::<usize>::from(place.0);
        assert!(
            codes
                .into_iter()
                .any(|code| code.text().get(place.clone()).is_some()),
            "{name}"
        );
    }
}

/// To write a code over itself changes no byte.
fn check_unchanged(analysis: &Analysis, source: &str, path: &Path) {
    for node in analysis
        .workflows
        .iter()
        .flat_map(|workflow| &workflow.code_nodes)
    {
        let Some(code) = &node.code else { continue };
        let whole = InCode(TextRange::up_to(TextSize::of(code.text())));
        assert_eq!(
            code.seal(source, whole, code.text()),
            [],
            "{}",
            path.display()
        );
    }
}

/// What is found in a code does not depend on how its file is laid out.
#[test]
fn findings_stay_where_they_are_when_the_file_is_laid_out_anew() {
    let mut files: Vec<(PathBuf, String)> = corpus()
        .into_iter()
        .filter_map(|path| Some((path.clone(), std::fs::read_to_string(path).ok()?)))
        .collect();
    files.push(("own.json".into(), OWN.into()));
    for (path, source) in files {
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        let value: serde_json::Value = serde_json::from_str(&source).expect("JSON");
        let close = serde_json::to_string(&value).expect("JSON");
        let wide = serde_json::to_string_pretty(&value)
            .expect("JSON")
            .replace('\n', "\r\n\t");
        let wanted = in_code(&source, &path);
        for laid_out in [close.clone(), wide, broken(&close)] {
            assert_eq!(in_code(&laid_out, &path), wanted, "{}", path.display());
        }
        assert!(
            path != Path::new("own.json") || wanted.len() == 1,
            "{wanted:?}"
        );
    }
}

/// A workflow of one Code node with a finding.
const OWN: &str = r#"{"name": "Own", "connections": {}, "nodes": [{
    "id": "1", "name": "Büro 📎", "type": "n8n-nodes-base.code", "typeVersion": 2, "position": [0, 0],
    "parameters": {"jsCode": "const name = 'é📎';\nreturn 5;\n"}}]}"#;

/// The findings of a file: rule, message and place in the code.
fn in_code(source: &str, path: &Path) -> Vec<String> {
    let analysis = analyze(source, path, &Settings::default(), &Cache::default());
    let mut found: Vec<String> = analysis
        .diagnostics
        .iter()
        .map(|found| {
            format!(
                "{} {:?} {:?} {}",
                found.rule.id, found.node, found.code_range, found.message
            )
        })
        .collect();
    found.sort();
    found
}

/// JSON with its lines broken after every structural comma and opening bracket.
fn broken(close: &str) -> String {
    let (mut text, mut quoted, mut escaped) = (String::new(), false, false);
    for character in close.chars() {
        text.push(character);
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => quoted = !quoted,
            ',' | '{' | '[' if !quoted => text.push_str("\n  "),
            _ => {}
        }
    }
    text
}

/// Every workflow file of the corpus, if there is one.
fn corpus() -> Vec<PathBuf> {
    let Some(folder) = std::env::var_os("CODENODE_CORPUS") else {
        eprintln!("CODENODE_CORPUS is not set: only what is written here is tested");
        return Vec::new();
    };
    let files: Vec<PathBuf> = ignore::WalkBuilder::new(folder)
        .require_git(false)
        .sort_by_file_name(Ord::cmp)
        .build()
        .map(|entry| entry.expect("an entry").into_path())
        .filter(|path| {
            path.extension().is_some_and(|extension| {
                ["json", "yml", "yaml"]
                    .iter()
                    .any(|known| extension == *known)
            })
        })
        .collect();
    assert!(
        !files.is_empty(),
        "no workflow in the folder that CODENODE_CORPUS names"
    );
    files
}
