//! What the fixes of findings about results make of the code and of the declarations.

use std::path::Path;

use lint::{Analysis, Cache, Settings, Severity, analyze};

/// A Dify workflow of one code node.
fn dify(language: &str, inputs: &[&str], outputs: &[(&str, &str)], code: &str) -> String {
    let mut text = format!(
        "kind: app\nversion: 0.6.0\napp: {{name: t, mode: workflow}}\nworkflow:\n  graph:\n    edges: []\n    nodes:\n    - id: '2'\n      data:\n        type: code\n        title: Code\n        code_language: {language}\n        code: |\n"
    );
    for line in code.lines() {
        text.push_str(&format!("          {line}\n"));
    }
    text.push_str("        outputs:\n");
    for (name, kind) in outputs {
        text.push_str(&format!(
            "          {name}:\n            children: null\n            type: {kind}\n"
        ));
    }
    text.push_str(if inputs.is_empty() {
        "        variables: []\n"
    } else {
        "        variables:\n"
    });
    for name in inputs {
        text.push_str(&format!(
            "        - variable: {name}\n          value_selector: [sys, query]\n"
        ));
    }
    text
}

/// An n8n workflow of one Code node.
fn n8n(language: &str, mode: &str, code: &str) -> String {
    let field = match language {
        "javaScript" => "jsCode",
        _ => "pythonCode",
    };
    serde_json::json!({"name": "t", "connections": {}, "nodes": [{
        "id": "1", "name": "Code", "type": "n8n-nodes-base.code", "typeVersion": 2, "position": [0, 0],
        "parameters": {"language": language, "mode": mode, field: code}
    }]})
    .to_string()
}

fn read(text: &str, name: &str) -> Analysis {
    analyze(
        text,
        Path::new(name),
        &Settings::default(),
        &Cache::default(),
    )
}

/// The file after the fix of this title, which leaves no error.
fn fixed(text: &str, name: &str, title: &str) -> (String, Analysis) {
    let analysis = read(text, name);
    let fixes = analysis
        .diagnostics
        .iter()
        .filter_map(|found| found.fix.as_ref());
    let titles: Vec<&str> = fixes.clone().map(|fix| fix.title.as_str()).collect();
    let Some(fix) = fixes.clone().find(|fix| fix.title == title) else {
        panic!(
            "no fix {title:?} among {titles:?}: {:#?}",
            analysis.diagnostics
        );
    };
    let mut after = text.to_string();
    for edit in fix.edits.iter().rev() {
        after.replace_range(std::ops::Range::<usize>::from(edit.range.0), &edit.text);
    }
    let again = read(&after, name);
    let errors = again
        .diagnostics
        .iter()
        .filter(|found| found.severity == Severity::Error);
    let errors: Vec<&str> = errors.map(|found| found.message.as_str()).collect();
    assert!(errors.is_empty(), "{title}: {errors:?}\n{after}");
    (after, again)
}

fn code(analysis: &Analysis) -> &str {
    let code = analysis.workflows[0].code_nodes[0].code.as_ref();
    code.expect("the node has code").text().trim_end()
}

/// In Dify, with one input `text`: outputs, code, title of the fix, code after.
#[track_caller]
fn dify_code(language: &str, outputs: &[(&str, &str)], before: &str, title: &str, after: &str) {
    let text = dify(language, &["text"], outputs, before);
    assert_eq!(code(&fixed(&text, "t.yml", title).1), after);
}

#[track_caller]
fn n8n_code(language: &str, mode: &str, before: &str, title: &str, after: &str) {
    let text = n8n(language, mode, before);
    assert_eq!(code(&fixed(&text, "t.json", title).1), after);
}

const ALL: &str = "runOnceForAllItems";
const EACH: &str = "runOnceForEachItem";

#[test]
fn a_missing_key_is_added_with_a_value_of_its_type() {
    dify_code(
        "python3",
        &[("result", "string"), ("score", "number")],
        "def main(text):\n    if not text:\n        return {\"result\": \"\"}\n    return {\"result\": text, \"score\": 1}",
        "Add `score` to the result",
        "def main(text):\n    if not text:\n        return {\"result\": \"\", \"score\": 0}\n    return {\"result\": text, \"score\": 1}",
    );
    dify_code(
        "javascript",
        &[("result", "string"), ("per-cent", "number")],
        "function main({ text }) {\n  return { result: text };\n}",
        "Add `per-cent` to the result",
        "function main({ text }) {\n  return { result: text, \"per-cent\": 0 };\n}",
    );
}

#[test]
fn all_missing_keys_are_added_at_once() {
    dify_code(
        "python3",
        &[
            ("flag", "boolean"),
            ("list", "array[string]"),
            ("name", "string"),
            ("size", "object"),
        ],
        "def main(text):\n    return {\n        \"name\": text,\n    }",
        "Add `flag`, `list`, `size` to the result",
        "def main(text):\n    return {\n        \"name\": text,\n        \"flag\": False,\n        \"list\": [],\n        \"size\": {}\n    }",
    );
}

#[test]
fn a_dict_that_is_not_written_out_is_left_alone() {
    let text = dify(
        "python3",
        &["text"],
        &[("a", "string"), ("b", "string")],
        "def main(text):\n    return {key: text for key in [\"a\"]}",
    );
    let analysis = read(&text, "t.yml");
    assert!(analysis.diagnostics.iter().all(|found| found.fix.is_none()));
}

#[test]
fn a_misspelt_key_is_renamed() {
    dify_code(
        "python3",
        &[("result", "string")],
        "def main(text):\n    return {\"reslt\": text}",
        "Rename the key to `result`",
        "def main(text):\n    return {\"result\": text}",
    );
}

#[test]
fn an_undeclared_output_is_declared_with_its_type() {
    let text = dify(
        "python3",
        &["text"],
        &[("result", "string")],
        "def main(text):\n    return {\"result\": text, \"words\": text.split()}",
    );
    let (after, _) = fixed(&text, "t.yml", "Declare the output `words`");
    assert!(after.contains("outputs:\n          words:\n            children: null\n            type: array[string]\n          result:"), "{after}");
}

#[test]
fn a_declared_type_is_corrected() {
    let text = dify(
        "python3",
        &["text"],
        &[("count", "string")],
        "def main(text):\n    return {\"count\": len(text)}",
    );
    let (after, _) = fixed(&text, "t.yml", "Declare `count` as number");
    assert!(after.contains("type: number"), "{after}");
}

#[test]
fn async_is_removed_where_nothing_is_awaited() {
    dify_code(
        "javascript",
        &[("result", "string")],
        "async function main({ text }) {\n  return { result: text };\n}",
        "Remove `async`",
        "function main({ text }) {\n  return { result: text };\n}",
    );
    let awaits = "async function main({ text }) {\n  return { result: await text };\n}";
    let text = dify("javascript", &["text"], &[("result", "string")], awaits);
    let analysis = read(&text, "t.yml");
    assert!(analysis.diagnostics.iter().all(|found| found.fix.is_none()));
}

#[test]
fn parameters_are_taken_apart() {
    let text = dify(
        "javascript",
        &["first", "second"],
        &[("result", "string")],
        "function main(first, second) {\n  return { result: `${first} ${second}` };\n}",
    );
    let (_, analysis) = fixed(&text, "t.yml", "Destructure the inputs");
    assert_eq!(
        code(&analysis),
        "function main({first, second}) {\n  return { result: `${first} ${second}` };\n}"
    );
}

#[test]
fn data_is_put_under_json_wherever_an_item_is_written_out() {
    let title = "Put the data under `json`";
    n8n_code(
        "javaScript",
        ALL,
        "return [{ index: 1, name: 'a' }, { index: 2, name: `b` }];",
        title,
        "return [{ json: { index: 1, name: 'a' } }, { json: { index: 2, name: `b` } }];",
    );
    n8n_code(
        "javaScript",
        ALL,
        "return $input.all().map((item) => {\n  if (!item.json.name) {\n    return { name: '', error: 'no name' };\n  }\n  return { name: item.json.name };\n});",
        title,
        "return $input.all().map((item) => {\n  if (!item.json.name) {\n    return { json: { name: '', error: 'no name' } };\n  }\n  return { json: { name: item.json.name } };\n});",
    );
    n8n_code(
        "pythonNative",
        ALL,
        "rows = []\nfor item in _items:\n    rows.append({\"index\": 1, \"name\": \"a\"})\nreturn rows",
        title,
        "rows = []\nfor item in _items:\n    rows.append({ \"json\": {\"index\": 1, \"name\": \"a\"} })\nreturn rows",
    );
}

#[test]
fn plain_values_become_items() {
    let title = "Wrap it in `json`";
    n8n_code(
        "javaScript",
        ALL,
        "const names = $input.all().map((item) => `${item.json.name}`);\nreturn names;",
        title,
        "const names = $input.all().map((item) => `${item.json.name}`);\nreturn (names).map((value) => ({ json: { value } }));",
    );
    n8n_code(
        "javaScript",
        ALL,
        "return $input.all().length;",
        title,
        "return [{ json: { value: $input.all().length } }];",
    );
    n8n_code(
        "javaScript",
        EACH,
        "return 'done';",
        title,
        "return { json: { value: 'done' } };",
    );
    n8n_code(
        "pythonNative",
        ALL,
        "return [str(item) for item in _items]",
        title,
        "return [{\"json\": {\"value\": value}} for value in [str(item) for item in _items]]",
    );
}

#[test]
fn items_are_returned_at_the_end() {
    n8n_code(
        "javaScript",
        ALL,
        "for (const item of $input.all()) {\n  item.json.seen = true;\n}",
        "Return the items",
        "for (const item of $input.all()) {\n  item.json.seen = true;\n}\nreturn $input.all();",
    );
}

/// What a fix makes of the line of `needle` and of the lines before it, up to `lines` of them.
fn lines_before<'t>(text: &'t str, needle: &str, lines: usize) -> Vec<&'t str> {
    let all: Vec<&str> = text.lines().map(str::trim).collect();
    let at = all
        .iter()
        .position(|line| *line == needle)
        .expect("the line is there");
    all[at.saturating_sub(lines)..=at].to_vec()
}

#[test]
fn an_output_is_added_before_a_variable_is_returned() {
    let code = "def main():\n    result = {\"a\": \"x\"}\n    return result";
    let file = dify("python3", &[], &[("a", "string"), ("b", "number")], code);
    let (after, _) = fixed(&file, "t.yml", "Add `b` to the result");
    assert_eq!(
        lines_before(&after, "return result", 1)[0],
        "result[\"b\"] = 0"
    );

    let code = "function main() {\n  const out = {a: 'x'};\n  return out;\n}";
    let file = dify(
        "javascript",
        &[],
        &[("a", "string"), ("b", "array[string]"), ("c", "object")],
        code,
    );
    let (after, _) = fixed(&file, "t.yml", "Add `b`, `c` to the result");
    assert_eq!(
        lines_before(&after, "return out;", 2)[..2],
        ["out.b = [];", "out.c = {};"]
    );
}

#[test]
fn what_is_there_on_some_paths_is_kept() {
    let code = "def main(v):\n    result = {}\n    if v:\n        result[\"a\"] = str(v)\n    for _ in v:\n        pass\n    return result";
    let file = dify("python3", &["v"], &[("a", "string")], code);
    let (after, _) = fixed(&file, "t.yml", "Add `a` to the result");
    assert_eq!(
        lines_before(&after, "return result", 1)[0],
        "result.setdefault(\"a\", \"\")"
    );
}

#[test]
fn a_return_without_room_for_another_statement_is_left_alone() {
    let code =
        "function main() {\n  const out = {};\n  if (out)\n    return out;\n  return {a: ''};\n}";
    let file = dify("javascript", &[], &[("a", "string")], code);
    let analysis = read(&file, "t.yml");
    assert!(
        analysis
            .diagnostics
            .iter()
            .any(|found| found.rule.id == "missing-output")
    );
    assert!(analysis.diagnostics.iter().all(|found| found.fix.is_none()));
}

#[test]
fn the_first_output_is_declared() {
    let file = dify("python3", &[], &[], "def main():\n    return {\"a\": 1}");
    let file = file.replace("outputs:\n", "outputs: {}\n");
    let (after, _) = fixed(&file, "t.yml", "Declare the output `a`");
    let declared =
        "        outputs:\n          a:\n            children: null\n            type: number\n";
    assert!(after.contains(declared), "{after}");
}

#[test]
fn keys_beside_json_are_moved_into_it() {
    n8n_code(
        "javaScript",
        EACH,
        "return {json: {a: 1}, b: 2, c: 3};",
        "Move `b`, `c` into `json`",
        "return {json: {a: 1, b: 2, c: 3}};",
    );
    n8n_code(
        "javaScript",
        EACH,
        "return {\n  total: 2,\n  json: {},\n};",
        "Move `total` into `json`",
        "return {\n  json: {total: 2},\n};",
    );
    n8n_code(
        "javaScript",
        ALL,
        "return $input.all().map((item, n) => ({ json: { ...item.json }, place: n }));",
        "Move `place` into `json`",
        "return $input.all().map((item, n) => ({ json: { ...item.json, place: n } }));",
    );
}

#[test]
fn keys_are_not_moved_onto_others() {
    let file = n8n(
        "javaScript",
        EACH,
        "const json = {a: 1};\nreturn {json, b: 2};",
    );
    assert!(
        read(&file, "t.json")
            .diagnostics
            .iter()
            .all(|found| found.fix.is_none())
    );
    let file = n8n("javaScript", EACH, "return {json: {b: 1}, b: 2};");
    assert!(
        read(&file, "t.json")
            .diagnostics
            .iter()
            .all(|found| found.fix.is_none())
    );
}
