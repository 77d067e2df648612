//! Questions at a place of embedded code: the code is written with `$0` where the cursor stands, put into workflow
//! files in several envelopes, and asked about in each.

// Every test binary uses a part of it.
#![allow(dead_code, unreachable_pub)]

use std::path::Path;
use std::sync::Arc;

use ide::Snapshot;
use text::{Edit, InCode, InFile, TextRange, TextSize};

/// A file with one snippet in question.
pub struct Flow {
    pub snapshot: Snapshot,
    /// Where the cursor stands in the file.
    pub cursor: InFile<TextSize>,
    /// The same in the code.
    pub code_offset: usize,
    /// How the code is written.
    pub envelope: &'static str,
}

/// The ways in which a Dify file holds code.
const YAML: &[&str] = &["|", "|-", "\"", "'", ">"];

/// A Dify workflow whose node `Parse` has `code`: `language`, inputs `name` or `name=node.key`, outputs `name:type`.
/// Before it stand a start node `s` with texts `text` and `other`, a code node `up` in Python that returns
/// `{"rows": [{"id": 1, "tag": "x"}], "note": "n"}`, and an HTTP node `h`.
pub fn dify(language: &str, inputs: &[&str], outputs: &[&str], marked: &str) -> Vec<Flow> {
    let (code, at) = split(marked);
    // Folding takes away what a line begins with.
    let indented = code.lines().any(|line| line.starts_with(' '));
    let able = YAML
        .iter()
        .filter(|envelope| !(indented && **envelope == "'"));
    able.map(|envelope| {
        let file = dify_file(language, inputs, outputs, &code, envelope);
        flow(file, "flow.yml", "Parse", at, envelope)
    })
    .collect()
}

fn dify_file(
    language: &str,
    inputs: &[&str],
    outputs: &[&str],
    code: &str,
    envelope: &str,
) -> String {
    let mut variables = String::new();
    for input in inputs {
        let (name, source) = input.split_once('=').unwrap_or((input, "s.text"));
        let (node, key) = source.split_once('.').unwrap();
        variables.push_str(&format!(
            "\n        - variable: {name}\n          value_selector: ['{node}', {key}]"
        ));
    }
    let mut declared = String::new();
    for output in outputs {
        let (name, kind) = output.split_once(':').unwrap();
        declared.push_str(&format!(
            "\n          {name}:\n            type: {kind}\n            children: null"
        ));
    }
    let variables = if variables.is_empty() {
        " []".into()
    } else {
        variables
    };
    let declared = if declared.is_empty() {
        " {}".into()
    } else {
        declared
    };
    let code = scalar(code, envelope);
    format!(
        "app: {{mode: workflow, name: 流れ}}
kind: app
version: 0.6.0
workflow:
  graph:
    edges: [{{source: s, target: up}}, {{source: up, target: h}}, {{source: h, target: '1'}}]
    nodes:
    - id: s
      data:
        type: start
        title: Start 😀
        variables: [{{variable: text, type: paragraph, required: true}}, {{variable: other, type: text-input, required: false}}]
    - id: up
      data:
        type: code
        title: Rows
        code_language: python3
        variables: []
        outputs:
          rows: {{type: 'array[object]', children: null}}
          note: {{type: string, children: null}}
        code: |
          def main():
              return {{\"rows\": [{{\"id\": 1, \"tag\": \"x\"}}], \"note\": \"n\"}}
    - id: h
      data: {{type: http-request, title: Fetch}}
    - id: '1'
      data:
        type: code
        title: Parse
        code_language: {language}
        variables:{variables}
        outputs:{declared}
        code: {code}
"
    )
}

/// `code` in one of [`YAML`]'s styles, at an indentation of eight.
fn scalar(code: &str, envelope: &str) -> String {
    match envelope {
        "\"" => serde_json::to_string(code).unwrap(),
        // Line breaks of these would be folded; codenode's own writer knows how to keep them.
        "'" | ">" => sealed(code, envelope),
        header => {
            let lines = code.lines().map(|line| format!("          {line}"));
            format!("{header}2\n{}", lines.collect::<Vec<_>>().join("\n"))
        }
    }
}

fn sealed(code: &str, envelope: &str) -> String {
    let lines: Vec<String> = match envelope {
        "'" => {
            let escaped = code.trim_end().replace('\'', "''");
            return format!("'{}'", escaped.replace('\n', "\n\n          "));
        }
        _ => code
            .lines()
            .map(|line| format!("          {line}"))
            .collect(),
    };
    // Indented lines are not folded; the others need an empty line between them.
    let mut out = String::from(">2");
    for (index, line) in lines.iter().enumerate() {
        let more = |line: &String| line.starts_with("           ") || line.trim().is_empty();
        let joined = index > 0 && !more(line) && !more(&lines[index - 1]);
        out.push_str(if joined { "\n\n" } else { "\n" });
        out.push_str(line);
    }
    out
}

/// An n8n workflow whose node `Work` has `code` in `mode` (`all`, `each`) of `language` (`javaScript`,
/// `pythonNative`). Before it stands `Start` with two pinned items, and before that `Other item` with one.
pub fn n8n(language: &str, mode: &str, marked: &str) -> Vec<Flow> {
    let (code, at) = split(marked);
    let key = if language == "javaScript" {
        "jsCode"
    } else {
        "pythonCode"
    };
    let mode = if mode == "all" {
        "runOnceForAllItems"
    } else {
        "runOnceForEachItem"
    };
    let plain = serde_json::to_string(&code).unwrap();
    let escaped = plain.replace('é', "\\u00e9").replace('{', "\\u007b");
    [(plain, "json"), (escaped, "json, escaped")]
        .into_iter()
        .map(|(code, envelope)| {
            let file = format!(
                r#"{{"name": "f", "nodes": [
  {{"id": "o", "name": "Other item", "type": "n8n-nodes-base.set", "typeVersion": 3.4, "position": [0, 0], "parameters": {{}}}},
  {{"id": "s", "name": "Start", "type": "n8n-nodes-base.httpRequest", "typeVersion": 4.2, "position": [0, 0], "parameters": {{}}}},
  {{"id": "w", "name": "Work", "type": "n8n-nodes-base.code", "typeVersion": 2, "position": [0, 0], "parameters": {{"language": "{language}", "mode": "{mode}", "{key}": {code}}}}}],
 "connections": {{"Other item": {{"main": [[{{"node": "Start", "type": "main", "index": 0}}]]}}, "Start": {{"main": [[{{"node": "Work", "type": "main", "index": 0}}]]}}}},
 "pinData": {{"Start": [{{"json": {{"id": 1, "user": {{"mail": "é", "age": 3}}, "odd key": 1}}}}, {{"json": {{"id": 2, "user": null, "tags": ["a"]}}}}], "Other item": [{{"json": {{"city": "x"}}}}]}}}}"#
            );
            flow(file, "flow.json", "Work", at, envelope)
        })
        .collect()
}

fn split(marked: &str) -> (String, usize) {
    let at = marked.find("$0").expect("a cursor");
    (marked.replacen("$0", "", 1), at)
}

fn flow(file: String, name: &str, node: &str, at: usize, envelope: &'static str) -> Flow {
    let snapshot = Snapshot::new(file, Path::new(name), Default::default(), Arc::default());
    assert!(
        snapshot
            .analysis
            .problems
            .iter()
            .all(|problem| !problem.fatal),
        "{envelope}: {:?}\n{}",
        snapshot.analysis.problems,
        snapshot.text
    );
    let snippet = snapshot
        .snippet(node)
        .unwrap_or_else(|| panic!("{envelope}: no code\n{}", snapshot.text));
    let place = snippet.to_file(InCode(TextRange::empty(TextSize::new(at as u32))));
    let cursor = InFile(place.0.start());
    Flow {
        snapshot,
        cursor,
        code_offset: at,
        envelope,
    }
}

/// The code of `node` after `edits` of the file.
pub fn code_after(flow: &Flow, node: &str, edits: &[Edit]) -> String {
    let mut text = flow.snapshot.text.to_string();
    let mut edits = edits.to_vec();
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.range.0.start()));
    for edit in edits {
        text.replace_range(std::ops::Range::<usize>::from(edit.range.0), &edit.text);
    }
    let snapshot = Snapshot::new(
        text,
        &flow.snapshot.path,
        Default::default(),
        Arc::default(),
    );
    snapshot.snippet(node).expect("code").text().to_owned()
}
