//! Findings about what a Dify node declares beside its code, more of them than the pages of the rules can show.

use std::path::Path;

use lint::{Analysis, Cache, Settings, Severity, analyze};
use workflow::Target;

/// A workflow of a start node, an unconnected node and a code node with these fields.
fn workflow(fields: &str) -> String {
    let fields: String = fields
        .lines()
        .map(|line| format!("        {line}\n"))
        .collect();
    format!(
        "kind: app
version: 0.6.0
app: {{name: t, mode: workflow}}
workflow:
  environment_variables:
    - {{name: KEY, value_type: string, value: x}}
  graph:
    nodes:
    - id: '1'
      data:
        type: start
        title: Start
        variables:
        - {{variable: text, type: paragraph, required: true}}
        - {{variable: doc, type: file, required: true}}
        - {{variable: docs, type: file-list, required: true}}
    - id: '3'
      data: {{type: template-transform, title: Later, template: x, variables: []}}
    - id: '2'
      data:
        type: code
        title: Code
        code_language: python3
        code: |
          def main(**inputs):
              return {{'result': None}}
{fields}    edges:
    - {{source: '1', target: '2'}}
"
    )
}

fn check(fields: &str, target: Option<&str>) -> (String, Analysis) {
    let text = workflow(fields);
    let target = target.map(|name| Target::parse(name).expect("the target is known"));
    let settings = Settings::at(target);
    let analysis = analyze(&text, Path::new("t.yml"), &settings, &Cache::default());
    (text, analysis)
}

/// Severity, rule, the text pointed to, and the platform's words of every finding.
fn found(fields: &str, target: Option<&str>) -> Vec<String> {
    let (text, analysis) = check(fields, target);
    assert!(analysis.problems.is_empty(), "{:?}", analysis.problems);
    let line = |found: &lint::Diagnostic| {
        format!(
            "{:?} {} {} | {}",
            found.severity,
            found.rule.id,
            &text[std::ops::Range::<usize>::from(found.range.0)],
            found.platform_message.as_deref().unwrap_or("-")
        )
    };
    analysis.diagnostics.iter().map(line).collect()
}

const OUTPUTS: &str = "outputs: {result: {type: string, children: null}}\n";

fn with_input(selector: &str) -> String {
    format!("{OUTPUTS}variables:\n- variable: a\n  value_selector: {selector}")
}

#[test]
fn types_of_outputs() {
    let declared = |name: &str| {
        found(
            &format!("variables: []\noutputs:\n  result:\n    type: {name}\n    children: null"),
            None,
        )
    };
    for name in ["string", "boolean", "'array[boolean]'", "object"] {
        assert_eq!(declared(name), [""; 0], "{name}");
    }
    assert_eq!(
        declared("integer"),
        [
            "Error invalid-output-type integer | Value error, invalid type for code output, expected frozenset({...}), actual integer"
        ]
    );
    let other = declared("bool");
    assert!(
        other.len() == 1
            && other[0].starts_with("Error invalid-output-type bool | Input should be 'number', "),
        "{other:?}"
    );
    let nested = "variables: []\noutputs:\n  result:\n    type: object\n    children:\n      n: {type: float}";
    let nested = found(nested, None);
    assert_eq!(nested.len(), 1, "{nested:?}");
    assert!(nested[0].starts_with("Error invalid-output-type float |"));
}

#[test]
fn types_that_came_later() {
    let fields = "variables: []\noutputs:\n  result: {type: boolean, children: null}";
    assert_eq!(found(fields, Some("dify@1.8")), [""; 0]);
    let old = found(fields, Some("dify@1.7"));
    assert!(
        old.len() == 1 && old[0].starts_with("Error invalid-output-type boolean |"),
        "{old:?}"
    );
}

#[test]
fn a_type_of_another_language_is_mended() {
    let fields = "variables: []\noutputs:\n  result: {type: 'List[str]', children: null}";
    let (text, analysis) = check(fields, None);
    let fix = analysis.diagnostics[0]
        .fix
        .as_ref()
        .expect("there is a fix");
    let range = std::ops::Range::<usize>::from(fix.edits[0].range.0);
    assert_eq!(&text[range], "'List[str]'");
    assert_eq!(fix.edits[0].text, "'array[string]'");
}

#[test]
fn defaults() {
    let default = |entry: &str| {
        let fields = format!(
            "variables: []\n{OUTPUTS}error_strategy: default-value\ndefault_value:\n- {{key: result, {entry}}}"
        );
        found(&fields, None)
    };
    let good = [
        "type: string, value: x",
        "type: number, value: 5",
        "type: number, value: '5'",
        "type: number, value: ' 1_000.5 '",
        "type: object, value: '{\"a\": 1}'",
        "type: 'array[string]', value: [a, b]",
        "type: 'array[number]', value: '[1, true]'",
        "type: 'array[file]', value: 1",
    ];
    for entry in good {
        assert_eq!(default(entry), [""; 0], "{entry}");
    }
    let bad = [
        (
            "type: boolean, value: true",
            "boolean | Input should be 'string', 'number', 'object', 'array[number]', 'array[string]', 'array[object]' or 'array[file]'",
        ),
        (
            "type: number, value: five",
            "five | Value error, Cannot convert to number: five",
        ),
        (
            "type: object, value: '{'",
            "'{' | Value error, Invalid JSON format for value: {",
        ),
        (
            "type: object, value: []",
            "[] | Value error, Value must be dict type for []",
        ),
        (
            "type: string, value: 5",
            "5 | Value error, Value must be str type for 5",
        ),
        (
            "type: 'array[string]', value: '[1]'",
            "'[1]' | Value error, All elements must be str for [1]",
        ),
        (
            "type: 'array[object]', value: [1, {\"a\": \"it's\"}, null, true]",
            "[1, {\"a\": \"it's\"}, null, true] | Value error, All elements must be dict for [1, {'a': \"it's\"}, None, True]",
        ),
        ("type: 'array[string]', value: [a, 1]", "[a, 1] | -"),
        ("type: number, value: null", "null | -"),
    ];
    for (entry, expected) in bad {
        assert_eq!(
            default(entry),
            [format!("Error invalid-default-value {expected}")],
            "{entry}"
        );
    }
}

#[test]
fn a_default_for_no_output() {
    let fields = format!(
        "variables: []\n{OUTPUTS}error_strategy: default-value\ndefault_value:\n- {{key: reslt, type: string, value: x}}"
    );
    let (_, analysis) = check(&fields, None);
    let [only] = analysis.diagnostics.as_slice() else {
        panic!("{:?}", analysis.diagnostics)
    };
    assert_eq!(only.severity, Severity::Warning);
    assert_eq!(only.help.as_deref(), Some("Did you mean `result`?"));
}

#[test]
fn files() {
    assert_eq!(
        found(&with_input("['1', doc]"), None),
        ["Error file-input ['1', doc] | Type is not JSON serializable: File"]
    );
    assert_eq!(found(&with_input("['1', doc, url]"), None), [""; 0]);
    assert_eq!(found(&with_input("['1', docs]"), None), [""; 0]);
}

#[test]
fn inputs_without_a_value() {
    for good in ["['1', text]", "[sys, user_id]", "[env, KEY]"] {
        assert_eq!(found(&with_input(good), None), [""; 0], "{good}");
    }
    for bad in [
        "['1', txt]",
        "['9', text]",
        "['3', output]",
        "[env, KEI]",
        "[conversation, x]",
        "['2', result]",
    ] {
        assert_eq!(
            found(&with_input(bad), None),
            [format!("Warning null-input {bad} | -")],
            "{bad}"
        );
    }
}

#[test]
fn keys_of_files() {
    let code = |body: &str| {
        let text = workflow(&with_input("['1', docs]"));
        let code = format!("def main(a):\n              {body}");
        let text = text.replace(
            "def main(**inputs):\n              return {'result': None}",
            &code,
        );
        let analysis = analyze(
            &text,
            Path::new("t.yml"),
            &Settings::default(),
            &Cache::default(),
        );
        let found = analysis.diagnostics.into_iter();
        let of_keys = found.filter(|found| found.rule.id == "file-key");
        of_keys.map(|found| found.message).collect::<Vec<_>>()
    };
    let wrong = ["A file of Dify has no `name`"];
    assert_eq!(
        code("return {'result': str([f['name'] for f in a])}"),
        wrong
    );
    assert_eq!(code("return {'result': a[0]['name']}"), wrong);
    assert_eq!(code("return {'result': a[0]['filename']}"), [""; 0]);
    assert_eq!(
        code("return {'result': str([f['name'] for f in [{'name': 1}]])}"),
        [""; 0]
    );
}
