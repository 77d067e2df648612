//! Findings that rest on what an input holds, by its selector (reference dify 1.6, 1.7).

use std::path::Path;

use lint::{Cache, Settings, analyze};

/// Rule and message of what is found in `code`, whose input `text` is a required text of the start node, `note` one
/// that may be left out, `size` a number and `tool` what a tool gives. Its output is `result`, of type `declared`.
fn found(language: &str, declared: &str, code: &str) -> Vec<String> {
    let code: String = code
        .lines()
        .map(|line| format!("          {line}\n"))
        .collect();
    let text = format!(
        "kind: app
version: 0.6.0
app: {{name: t, mode: workflow}}
workflow:
  graph:
    nodes:
    - id: '1'
      data:
        type: start
        title: Start
        variables:
        - {{variable: text, type: paragraph, required: true}}
        - {{variable: note, type: text-input, required: false}}
        - {{variable: size, type: number, required: true}}
    - id: '2'
      data: {{type: tool, title: Tool}}
    - id: '3'
      data:
        type: code
        title: Code
        code_language: {language}
        code: |
{code}        variables:
        - {{variable: text, value_selector: ['1', text]}}
        - {{variable: note, value_selector: ['1', note]}}
        - {{variable: size, value_selector: ['1', size]}}
        - {{variable: tool, value_selector: ['2', text]}}
        outputs:
          result: {{type: {declared}, children: null}}
    edges:
    - {{source: '1', target: '2'}}
    - {{source: '2', target: '3'}}
"
    );
    let analysis = analyze(
        &text,
        Path::new("t.yml"),
        &Settings::at(None),
        &Cache::default(),
    );
    assert!(analysis.problems.is_empty(), "{:?}", analysis.problems);
    let found = analysis
        .diagnostics
        .iter()
        .filter(|found| found.rule.id != "unused-input");
    found
        .map(|found| format!("{}: {}", found.rule.id, found.message))
        .collect()
}

fn javascript(declared: &str, code: &str) -> Vec<String> {
    found(
        "javascript",
        declared,
        &format!("function main({{text, note, size, tool}}) {{\n  {code}\n}}"),
    )
}

fn python(declared: &str, code: &str) -> Vec<String> {
    found(
        "python3",
        declared,
        &format!("def main(text, note, size, tool):\n{code}"),
    )
}

#[test]
fn the_length_of_a_text_is_a_number() {
    let told = javascript("string", "return {result: text.length}");
    assert!(
        matches!(told.as_slice(), [one] if one.starts_with("wrong-output-type")),
        "{told:?}"
    );
    assert!(javascript("number", "return {result: text.length}").is_empty());
    assert!(javascript("string", "return {result: tool.length}").is_empty());
}

#[test]
fn a_number_is_no_text() {
    assert_eq!(python("string", "    return {'result': size}").len(), 1);
    assert_eq!(python("number", "    return {'result': text}").len(), 1);
    assert_eq!(python("string", "    return {'result': text}"), [""; 0]);
    // `None` passes for every type.
    assert_eq!(python("string", "    return {'result': note}"), [""; 0]);
    assert_eq!(python("number", "    return {'result': tool}"), [""; 0]);
}

#[test]
fn handlers_that_no_text_enters() {
    let code = |input: &str| {
        format!(
            "    try:\n        return {{'result': {input}.strip()}}\n    except AttributeError as e:\n        return {{'error': str(e)}}"
        )
    };
    assert_eq!(python("string", &code("text")), [""; 0]);
    // What may be left out is `None` then.
    assert_eq!(python("string", &code("note")).len(), 2);
    assert_eq!(python("string", &code("tool")).len(), 2);
}
