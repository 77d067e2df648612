//! The quick fix that suppresses a finding: afterwards it is gone, and nothing else has come.

use std::path::{Path, PathBuf};

use lint::{Analysis, Cache, Diagnostic, Settings, analyze, suppress};
use serde_json::json;
use workflow::Target;

fn settings() -> Settings {
    Settings::at(Target::find("n8n@2"))
}

fn applied(file: &str, edits: &[text::Edit]) -> String {
    let mut file = file.to_owned();
    for edit in edits.iter().rev() {
        let range = std::ops::Range::<usize>::from(edit.range.0);
        file.replace_range(range, &edit.text);
    }
    file
}

fn read(file: &str, path: &Path, cache: &Cache) -> Analysis {
    analyze(file, path, &settings(), cache)
}

fn n8n(code: &str, mode: &str) -> String {
    let parameters = json!({"jsCode": code, "mode": mode});
    let node = json!({
        "parameters": parameters, "id": "1", "name": "Code", "type": "n8n-nodes-base.code",
        "typeVersion": 2, "position": [0, 0],
    });
    json!({"nodes": [node], "connections": {}}).to_string()
}

fn dify(code: &str) -> String {
    let indented = code.replace('\n', "\n          ");
    format!(
        "app:
  mode: workflow
kind: app
version: 0.3.0
workflow:
  graph:
    nodes:
    - id: '1'
      data:
        type: code
        title: Code
        code_language: python3
        code: |
          {indented}
        outputs:
          result:
            type: string
        variables: []
    edges: []
"
    )
}

/// The code after the first finding of `rule` is suppressed, with the title of the fix.
fn suppressed(file: &str, name: &str, rule: &str) -> (String, String) {
    let (path, cache) = (Path::new(name), Cache::default());
    let before = read(file, path, &cache);
    let found = before
        .diagnostics
        .iter()
        .find(|found| found.rule.id == rule);
    let found = found.unwrap_or_else(|| panic!("no {rule}: {:#?}", before.diagnostics));
    let fix = suppress(file, &before, &settings(), &cache, found).expect("a fix");
    let after = read(&applied(file, &fix.edits), path, &cache);
    let left: Vec<&str> = after
        .diagnostics
        .iter()
        .map(|found| found.rule.id)
        .collect();
    let fewer = before.diagnostics.len() - left.len();
    assert!(
        fewer >= 1 && !left.iter().any(|rule| rule.ends_with("-suppression")),
        "{left:?}"
    );
    let code = after.workflows[0].code_nodes[0]
        .code
        .as_ref()
        .expect("the code");
    (code.text().to_owned(), fix.title)
}

#[test]
fn a_comment_stands_where_it_can() {
    let all = "runOnceForAllItems";
    let cases = [
        (
            "console.error(1);\nreturn [];",
            "silent-console",
            "console.error(1); // codenode: ignore[silent-console]\nreturn [];",
        ),
        (
            "console.error(1); // why\nreturn [];",
            "silent-console",
            "console.error(1); // why // codenode: ignore[silent-console]\nreturn [];",
        ),
        (
            "console.error(require('fs')); // codenode: ignore[disallowed-import] so\nreturn [];",
            "silent-console",
            "console.error(require('fs')); // codenode: ignore[disallowed-import, silent-console] so\nreturn [];",
        ),
        (
            "if (1) {\n  console.error(`a\n b`);\n}\nreturn [];",
            "silent-console",
            "if (1) {\n  // codenode: ignore[silent-console]\n  console.error(`a\n b`);\n}\nreturn [];",
        ),
        (
            "const a = `x\n${console.error(1)} y\n`;\nreturn [];",
            "silent-console",
            "// codenode: ignore-node[silent-console]\nconst a = `x\n${console.error(1)} y\n`;\nreturn [];",
        ),
    ];
    for (code, rule, expected) in cases {
        assert_eq!(suppressed(&n8n(code, all), "a.json", rule).0, expected);
    }
}

#[test]
fn a_line_of_its_own_where_n8n_searches_the_text() {
    let code = "// not $input.all() here\nconst fs = require('fs');\nreturn {json: {a: fs}};";
    let (after, title) = suppressed(
        &n8n(code, "runOnceForEachItem"),
        "a.json",
        "disallowed-import",
    );
    let expected = "// not $input.all() here\n// codenode: ignore[disallowed-import]\nconst fs";
    assert!(after.starts_with(expected), "{after}");
    assert_eq!(title, "Ignore `disallowed-import` on this line");
}

#[test]
fn python_and_what_has_no_line() {
    let code = "def main():\n    return {\n        'x': 1}";
    let (after, _) = suppressed(&dify(code), "a.yml", "missing-output");
    let expected =
        "def main():\n    return {  # codenode: ignore[missing-output]\n        'x': 1}\n";
    assert_eq!(after, expected);
    let typed =
        dify("def main():\n    return {'result': ''}").replace("type: string", "type: text");
    let (after, title) = suppressed(&typed, "a.yml", "invalid-output-type");
    assert!(
        after.starts_with("# codenode: ignore-node[invalid-output-type]\ndef main"),
        "{after}"
    );
    assert_eq!(title, "Ignore `invalid-output-type` in this node");
}

#[test]
fn every_finding_of_a_corpus_can_be_suppressed() {
    let Some(corpus) = std::env::var_os("CODENODE_CORPUS") else {
        eprintln!("skipped: CODENODE_CORPUS is not set");
        return;
    };
    let (mut tried, mut without) = (0, 0);
    let mut wrong = Vec::new();
    let cache = Cache::default();
    for path in files(Path::new(&corpus)) {
        let Ok(file) = std::fs::read_to_string(&path) else {
            continue;
        };
        let before = read(&file, &path, &cache);
        for found in &before.diagnostics {
            tried += 1;
            match suppress(&file, &before, &settings(), &cache, found) {
                Some(fix) => {
                    let after = read(&applied(&file, &fix.edits), &path, &cache);
                    if let Some(complaint) = complaint(found, &before, &after) {
                        wrong.push(format!("{}: {complaint}", path.display()));
                    }
                }
                None => without += 1,
            }
        }
    }
    println!("{tried} findings, {without} without a fix");
    assert!(
        tried > 0 && wrong.is_empty(),
        "{}\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// Findings of other rules are still there; of the rule there are fewer.
fn complaint(found: &Diagnostic, before: &Analysis, after: &Analysis) -> Option<String> {
    let count = |analysis: &Analysis, same: bool| {
        let all = analysis.diagnostics.iter();
        all.filter(|other| (other.rule == found.rule) == same)
            .count()
    };
    let fewer = count(after, true) < count(before, true);
    let others = count(after, false) == count(before, false);
    let problems = before.problems.len() == after.problems.len();
    let id = found.rule.id;
    (!fewer || !others || !problems)
        .then(|| format!("{id}: {fewer} {others} {problems}: {}", found.message))
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        match path.is_dir() {
            true => files.extend(self::files(&path)),
            false => files.push(path),
        }
    }
    files.sort();
    files
}
