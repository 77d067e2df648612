//! Completion in embedded code, in every envelope, and in the declarations around it.

mod common;

use std::path::Path;
use std::sync::Arc;

use common::{Flow, code_after, dify, n8n};
use ide::{Completion, Snapshot};
use text::{InFile, TextSize};

/// What is offered at the cursor, the same in every envelope.
fn offered(flows: Vec<Flow>) -> Vec<Completion> {
    let mut first: Option<Vec<Completion>> = None;
    for flow in flows {
        let found = flow.snapshot.completions(flow.cursor, None);
        if let Some(first) = &first {
            let names =
                |all: &[Completion]| all.iter().map(|one| one.label.clone()).collect::<Vec<_>>();
            assert_eq!(
                names(first),
                names(&found),
                "in {}\n{}",
                flow.envelope,
                flow.snapshot.text
            );
        }
        first.get_or_insert(found);
    }
    first.unwrap()
}

fn labels(found: &[Completion]) -> Vec<&str> {
    found.iter().map(|one| one.label.as_str()).collect()
}

#[track_caller]
fn has(found: &[Completion], wanted: &[&str]) {
    let labels = labels(found);
    for name in wanted {
        assert!(labels.contains(name), "no {name} among {labels:?}");
    }
}

#[track_caller]
fn lacks(found: &[Completion], unwanted: &[&str]) {
    let labels = labels(found);
    for name in unwanted {
        assert!(!labels.contains(name), "{name} among {labels:?}");
    }
}

/// The code after `label` was taken, in each envelope the same.
#[track_caller]
fn taken(flows: Vec<Flow>, label: &str) -> String {
    let mut after: Option<String> = None;
    for flow in flows {
        let found = flow.snapshot.completions(flow.cursor, None);
        let Some(one) = found.iter().find(|one| one.label == label) else {
            panic!("no {label} in {} among {:?}", flow.envelope, labels(&found));
        };
        let node = if flow.snapshot.path.ends_with("flow.yml") {
            "Parse"
        } else {
            "Work"
        };
        // Which quotes are taken depends on the envelope.
        let code = code_after(&flow, node, std::slice::from_ref(&one.edit))
            .trim_end()
            .replace('\'', "\"");
        if let Some(after) = &after {
            assert_eq!(*after, code, "in {}", flow.envelope);
        }
        after = Some(code);
    }
    after.unwrap()
}

#[test]
fn members_of_the_inferred_type() {
    let code =
        "def main(text):\n    words = text.split()\n    words.$0\n    return {'result': ''}\n";
    let found = offered(dify("python3", &["text"], &["result:string"], code));
    has(&found, &["append", "sort", "index"]);
    lacks(&found, &["upper", "main", "if"]);
    let code = "def main(text):\n    return {'result': text.up$0}\n";
    assert_eq!(
        taken(
            dify("python3", &["text"], &["result:string"], code),
            "upper"
        ),
        "def main(text):\n    return {\"result\": text.upper}"
    );
    let found = offered(n8n(
        "javaScript",
        "all",
        "const d = new Date();\nd.$0\nreturn [];",
    ));
    has(&found, &["getTime", "toISOString"]);
    let found = offered(n8n("javaScript", "all", "return [{json: {n: [1].$0"));
    has(&found, &["map", "filter", "length"]);
}

#[test]
fn members_of_modules() {
    let code = "import json, math\ndef main(text):\n    x = math.$0\n    return {'result': ''}\n";
    let found = offered(dify("python3", &["text"], &["result:string"], code));
    has(&found, &["floor", "pi"]);
    lacks(&found, &["loads"]);
    has(
        &offered(n8n("javaScript", "all", "const a = Math.$0\nreturn []")),
        &["floor", "PI"],
    );
    has(
        &offered(n8n("javaScript", "all", "const a = JSON.$0;")),
        &["parse", "stringify"],
    );
    has(
        &offered(n8n("javaScript", "all", "const a = DateTime.$0;")),
        &["now", "fromISO"],
    );
}

#[test]
fn declared_outputs_that_are_missing() {
    let outputs = ["result:string", "count:number", "rows:array[object]"];
    let flows = |code: &str| dify("python3", &["text"], &outputs, code);
    let code = "def main(text):\n    return {'result': text, $0}\n";
    let found = offered(flows(code));
    assert_eq!(found[0].rank, 0);
    let first: Vec<&str> = found
        .iter()
        .filter(|one| one.rank == 0)
        .map(|one| one.label.as_str())
        .collect();
    assert_eq!(first, ["count", "rows"]);
    assert_eq!(found[0].detail.as_deref(), Some("output: number"));
    assert_eq!(
        taken(flows(code), "count"),
        "def main(text):\n    return {\"result\": text, \"count\": 0}"
    );
    // While the bracket is open, and when the object is returned by name.
    let first = |code: &str| {
        let found = offered(flows(code));
        found
            .into_iter()
            .filter(|one| one.rank == 0)
            .map(|one| one.label)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        first("def main(text):\n    return {$0\n"),
        ["result", "count", "rows"]
    );
    assert_eq!(
        first("def main(text):\n    out = {'rows': [], '$0'}\n    return out\n"),
        ["result", "count"]
    );
    assert_eq!(
        first("def main(text):\n    other = {$0}\n    return {'result': ''}\n"),
        [""; 0]
    );
    let javascript = dify(
        "javascript",
        &["text"],
        &outputs,
        "function main({text}) {\n  return {result: text, $0};\n}\n",
    );
    assert_eq!(
        taken(javascript, "rows"),
        "function main({text}) {\n  return {result: text, rows: []};\n}"
    );
}

/// Entries stand behind the cursor, as they do where somebody adds a line.
#[test]
fn declared_outputs_before_others() {
    let outputs = ["first:string", "second:number"];
    let python = |written: &str| {
        let code = format!(
            "def main(text):\n    return {{\n        {written}\n        \"second\": 1\n    }}\n"
        );
        let file = dify("python3", &["text"], &outputs, &code);
        taken(file, "first").replace("def main(text):\n    return {\n        ", "")
    };
    let end = "\n        \"second\": 1\n    }";
    assert_eq!(python("$0"), format!("\"first\": \"\",{end}"));
    assert_eq!(python("\"$0\""), format!("\"first\"{end}"));
    // One that has its value gets another key only.
    assert_eq!(python("\"fi$0\": 7,"), format!("\"first\": 7,{end}"));
    let code = "function main({text}) {\n  return {\n    $0\n    second: 1,\n  };\n}\n";
    assert_eq!(
        taken(dify("javascript", &["text"], &outputs, code), "first"),
        "function main({text}) {\n  return {\n    first: \"\",\n    second: 1,\n  };\n}"
    );
    let code = "function main({text}) {\n  return {$0: 1};\n}\n";
    assert_eq!(
        taken(dify("javascript", &["text"], &outputs, code), "second"),
        "function main({text}) {\n  return {second: 1};\n}"
    );
}

#[test]
fn nothing_that_is_there_where_a_name_is_made() {
    for code in [
        "def he$0\ndef main(text):\n    return {}\n",
        "def helper(a, $0):\n    pass\ndef main(text):\n    return {}\n",
        "def main(text, $0):\n    return {}\n",
    ] {
        let found = offered(dify("python3", &["text"], &["result:string"], code));
        lacks(&found, &["main", "len", "print", "if"]);
    }
    let code = "function main({$0}) {\n  return {};\n}\n";
    let found = offered(dify("javascript", &[], &["result:string"], code));
    lacks(&found, &["main", "Math", "const"]);
    let code = "def helper(a=$0):\n    pass\ndef main(text):\n    return {}\n";
    has(
        &offered(dify("python3", &["text"], &["result:string"], code)),
        &["len", "None"],
    );
    let found = offered(n8n("javaScript", "all", "const con$0\nreturn [];"));
    lacks(&found, &["console", "const"]);
}

#[test]
fn snippets_have_places_to_fill_in() {
    let flows = dify(
        "python3",
        &["text"],
        &["result:string"],
        "def main(text):\n    return {$0}\n",
    );
    for flow in flows {
        let found = flow.snapshot.completions(flow.cursor, None);
        let expected = match flow.envelope {
            "\"" => "'result': ${1:''}",
            _ => "\"result\": ${1:\"\"}",
        };
        assert_eq!(
            found[0].snippet.as_deref(),
            Some(expected),
            "in {}",
            flow.envelope
        );
    }
    let flows = n8n("javaScript", "all", "const x = 1;\n$0");
    let found = flows[0].snapshot.completions(flows[0].cursor, None);
    let snippet = found
        .iter()
        .find(|one| one.label == "return [{json}]")
        .unwrap();
    assert_eq!(
        snippet.snippet.as_deref(),
        Some("return [{json: {${1:}\\}\\}];")
    );
}

#[test]
fn inputs_as_parameters() {
    let flows = || {
        dify(
            "python3",
            &["text", "rows=up.rows"],
            &["result:string"],
            "def main(text, $0):\n    return {'result': text}\n",
        )
    };
    let found = offered(flows());
    let inputs: Vec<&str> = found
        .iter()
        .filter(|one| one.rank == 0)
        .map(|one| one.label.as_str())
        .collect();
    assert_eq!(inputs, ["rows"]);
    assert!(taken(flows(), "rows").starts_with("def main(text, rows):"));
    let found = offered(dify(
        "javascript",
        &["text", "rows=up.rows"],
        &["result:string"],
        "function main({$0}) {\n  return {result: ''};\n}\n",
    ));
    has(&found, &["text", "rows"]);
}

#[test]
fn fields_of_pinned_items() {
    has(
        &offered(n8n(
            "javaScript",
            "each",
            "const a = $json.$0;\nreturn {json: {a}};",
        )),
        &["id", "user", "tags", "odd key"],
    );
    has(
        &offered(n8n("javaScript", "each", "const a = $json.user?.$0")),
        &["age", "mail"],
    );
    has(
        &offered(n8n(
            "javaScript",
            "all",
            "for (const item of $input.all()) {\n  item.json.$0\n}\nreturn [];",
        )),
        &["id", "user"],
    );
    has(
        &offered(n8n(
            "javaScript",
            "all",
            "const c = $('Other item').first().json.$0",
        )),
        &["city"],
    );
    // Nothing is known of it but what the code takes out of it elsewhere.
    for (elsewhere, here) in [
        ("body?.user.mail; body['odd key']; body.trim();", "body.$0"),
        (
            "$('No such').item.json.mail;",
            "$('No such').item\n  ?.json.$0",
        ),
    ] {
        let code = format!("const body = JSON.parse($json.text);\n{elsewhere}\nconst c = {here}");
        let found = offered(n8n("javaScript", "each", &code));
        has(
            &found,
            &[if here.starts_with("body") {
                "user"
            } else {
                "mail"
            }],
        );
        lacks(&found, &["odd key", "trim"]);
    }
    let body = "body = json.loads(_item['json']['text'])\nbody['user']['mail']\nbody.get('name')\nbody.items()\n";
    has(
        &offered(n8n(
            "pythonNative",
            "each",
            &format!("{body}c = body['$0']"),
        )),
        &["user", "name"],
    );
    lacks(
        &offered(n8n(
            "pythonNative",
            "each",
            &format!("{body}c = body['$0']"),
        )),
        &["mail", "items"],
    );
    for named in [
        "const c = $node['Other item'].json.$0",
        "const c = $node['Other item'].json['$0']",
        "const c = $items('Other item')[0].json.$0",
    ] {
        has(&offered(n8n("javaScript", "all", named)), &["city"]);
    }
    // What a pattern takes apart; names that are there already are no keys.
    let pattern = offered(n8n(
        "javaScript",
        "all",
        "const {id, $0} = $input.first().json;",
    ));
    has(&pattern, &["user", "tags"]);
    lacks(&pattern, &["id", "odd key", "$input", "const"]);
    has(
        &offered(n8n(
            "pythonNative",
            "all",
            "for item in _items:\n    a = item[\"json\"][\"$0\"]\nreturn _items",
        )),
        &["id", "user"],
    );
    has(
        &offered(n8n(
            "pythonNative",
            "all",
            "for item in _items:\n    a = item['json']['user']['$0\nreturn _items",
        )),
        &["age", "mail"],
    );
    has(
        &offered(n8n(
            "pythonNative",
            "each",
            "a = _item['json'].get('$0')\nreturn _item",
        )),
        &["id", "odd key"],
    );
    assert_eq!(
        taken(
            n8n(
                "javaScript",
                "each",
                "const a = $json.$0;\nreturn {json: {a}};"
            ),
            "odd key"
        ),
        "const a = $json[\"odd key\"];\nreturn {json: {a}};"
    );
}

#[test]
fn fields_of_what_upstream_code_returns() {
    let code = "def main(rows):\n    for row in rows:\n        print(row['$0'])\n    return {'result': ''}\n";
    has(
        &offered(dify("python3", &["rows=up.rows"], &["result:string"], code)),
        &["id", "tag"],
    );
    let code = "function main({rows}) {\n  return {result: rows.map(r => r.$0)};\n}\n";
    has(
        &offered(dify(
            "javascript",
            &["rows=up.rows"],
            &["result:string"],
            code,
        )),
        &["id", "tag"],
    );
}

#[test]
fn the_api_of_the_mode() {
    let all = offered(n8n("javaScript", "all", "$input.$0\nreturn []"));
    has(&all, &["all", "first", "item"]);
    let each = offered(n8n("javaScript", "each", "$input.$0\nreturn {}"));
    has(&each, &["item", "params"]);
    lacks(&each, &["all", "first"]);
    let names = offered(n8n("javaScript", "each", "const a = $0"));
    has(
        &names,
        &["$json", "$input", "item", "DateTime", "Math", "const"],
    );
    lacks(&names, &["items", "setTimeoutNever"]);
    let python = offered(n8n("pythonNative", "all", "a = $0"));
    has(&python, &["_items", "len", "print"]);
    lacks(&python, &["_item", "eval", "open", "getattr"]);
}

#[test]
fn nodes_by_name() {
    let found = offered(n8n("javaScript", "all", "const a = $('$0')"));
    has(&found, &["Start", "Other item"]);
    lacks(&found, &["Work"]);
    has(
        &offered(n8n("javaScript", "all", "const a = $(\"Ot$0")),
        &["Other item"],
    );
    has(
        &offered(n8n("javaScript", "all", "const a = $node[\"$0\"].json")),
        &["Start"],
    );
}

#[test]
fn modules_that_the_policy_allows() {
    let found = offered(dify(
        "python3",
        &["text"],
        &["result:string"],
        "import $0\ndef main(text):\n    return {'result': text}\n",
    ));
    has(&found, &["json", "re", "math", "datetime"]);
    lacks(&found, &["main", "if"]);
    has(
        &offered(dify(
            "python3",
            &["text"],
            &["result:string"],
            "from datetime import da$0",
        )),
        &["datetime", "timedelta"],
    );
    lacks(
        &offered(n8n("pythonNative", "all", "import $0\nreturn []")),
        &["os", "requests", "json"],
    );
    let found = offered(dify(
        "javascript",
        &["text"],
        &["result:string"],
        "const a = require('$0');\n",
    ));
    has(&found, &["crypto", "fs", "path"]);
    lacks(&found, &["lodash", "moment"]);
}

#[test]
fn names_of_the_code() {
    let code = "import json\nLIMIT = 3\ndef helper(a, b):\n    inner = 1\n    return a\n\ndef main(text):\n    local = 1\n    return {'result': $0}\n";
    let found = offered(dify("python3", &["text"], &["result:string"], code));
    has(
        &found,
        &["LIMIT", "helper", "json", "local", "text", "len", "None"],
    );
    lacks(&found, &["inner", "codenode_probe"]);
}

#[test]
fn comments_and_plain_texts_are_left_alone() {
    assert_eq!(
        labels(&offered(n8n("javaScript", "all", "// a $0\nreturn []"))),
        [""; 0]
    );
    assert_eq!(
        labels(&offered(n8n("javaScript", "all", "const a = 'wor$0';"))),
        [""; 0]
    );
    assert_eq!(
        labels(&offered(n8n(
            "pythonNative",
            "all",
            "a = '''x\n$0'''\nreturn []"
        ))),
        [""; 0]
    );
    has(
        &offered(n8n("javaScript", "each", "const a = `x ${$json.$0}`;")),
        &["id"],
    );
    has(
        &offered(n8n(
            "pythonNative",
            "all",
            "for item in _items:\n    a = f\"{item['json']['$0']}\"\nreturn []",
        )),
        &["id"],
    );
}

// ---- the declarations

/// What is offered at `¦` in a file.
fn declared(file: &str, name: &str) -> (Snapshot, Vec<Completion>) {
    let at = file.find('¦').unwrap();
    let snapshot = Snapshot::new(
        file.replacen('¦', "", 1),
        Path::new(name),
        Default::default(),
        Arc::default(),
    );
    let found = snapshot.completions(InFile(TextSize::new(at as u32)), None);
    (snapshot, found)
}

fn dify_text() -> String {
    let flows = dify(
        "python3",
        &["text", "rows=up.rows"],
        &["result:string"],
        "def main(text, rows):$0\n    return {'result': text}\n",
    );
    flows[0].snapshot.text.to_string()
}

fn after(snapshot: &Snapshot, one: &Completion) -> String {
    let mut text = snapshot.text.to_string();
    text.replace_range(
        std::ops::Range::<usize>::from(one.edit.range.0),
        &one.edit.text,
    );
    text
}

#[test]
fn types_of_outputs_and_languages() {
    let file = dify_text();
    let (snapshot, found) = declared(
        &file.replacen(
            "type: string\n            children",
            "type: st¦ring\n            children",
            1,
        ),
        "flow.yml",
    );
    has(&found, &["string", "array[object]", "boolean"]);
    let array = found
        .iter()
        .find(|one| one.label == "array[object]")
        .unwrap();
    assert!(
        after(&snapshot, array).contains("type: array[object]\n            children"),
        "{}",
        after(&snapshot, array)
    );
    let (_, found) = declared(
        &file.replacen(
            "type: string\n            children",
            "type: ¦\n            children",
            1,
        ),
        "flow.yml",
    );
    has(&found, &["string", "number"]);
    // The last key of the declarations, without a value.
    let last = file.replace("type: string\n            children: null\n", "type: \n");
    let at = last.rfind("type: \n").unwrap() + "type: ".len();
    let (_, found) = declared(&format!("{}¦{}", &last[..at], &last[at..]), "flow.yml");
    has(&found, &["string", "number"]);
    let (_, found) = declared(
        &file.replacen(
            "code_language: python3\n        variables:\n",
            "code_language: p¦\n        variables:\n",
            1,
        ),
        "flow.yml",
    );
    has(&found, &["python3", "javascript"]);
    let flow = &n8n("javaScript", "all", "return [];$0")[0];
    let (_, found) = declared(
        &flow
            .snapshot
            .text
            .replacen("\"runOnceForAllItems\"", "\"run¦\"", 1),
        "flow.json",
    );
    has(&found, &["runOnceForAllItems", "runOnceForEachItem"]);
    let (_, found) = declared(
        &flow.snapshot.text.replacen("\"javaScript\"", "\"¦\"", 1),
        "flow.json",
    );
    has(&found, &["javaScript", "pythonNative"]);
}

#[test]
fn selectors_name_what_comes_before() {
    let file = dify_text();
    let (_, found) = declared(&file.replacen("['up', rows]", "['¦']", 1), "flow.yml");
    has(&found, &["s", "up", "sys"]);
    lacks(&found, &["1", "env"]);
    let (snapshot, found) = declared(&file.replacen("['up', rows]", "['up', ¦]", 1), "flow.yml");
    assert_eq!(labels(&found), ["rows", "note"]);
    assert!(after(&snapshot, &found[1]).contains("['up', note]"));
    let (_, found) = declared(
        &file.replacen("['up', rows]", "\n          - up\n          - ¦", 1),
        "flow.yml",
    );
    has(&found, &["rows", "note"]);
}
