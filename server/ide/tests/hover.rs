//! Hover in embedded code, in every envelope.

mod common;

use common::{Flow, dify, n8n};

/// The Markdown at the cursor, the same in every envelope.
fn hovered(flows: Vec<Flow>) -> String {
    let mut said: Option<String> = None;
    for flow in flows {
        let hover = flow.snapshot.hover(flow.cursor);
        let hover = hover.map(|hover| hover.markdown).unwrap_or_default();
        if let Some(said) = &said {
            assert_eq!(*said, hover, "in {}\n{}", flow.envelope, flow.snapshot.text);
        }
        said = Some(hover);
    }
    said.unwrap()
}

#[track_caller]
fn expect(hover: &str, parts: &[&str]) {
    for part in parts {
        assert!(hover.contains(part), "no {part:?} in:\n{hover}");
    }
}

#[test]
fn a_variable_has_the_type_of_the_place() {
    let code = "def main(text):\n    rows = []\n    for word in text.split():\n        rows.append({'w': word, 'n': len(word)})\n    return {'result': ro$0ws}\n";
    let hover = hovered(dify("python3", &["text"], &["result:array[object]"], code));
    expect(&hover, &["(variable) rows: list[{\"w\": str, \"n\": int}]"]);
}

#[test]
fn a_parameter_tells_where_it_comes_from() {
    let code = "def main(te$0xt, rows):\n    return {'result': text}\n";
    let hover = hovered(dify(
        "python3",
        &["text", "rows=up.rows"],
        &["result:string"],
        code,
    ));
    expect(
        &hover,
        &[
            "(parameter) text: str",
            "From `text` of **Start 😀** (`start`), `string`.",
        ],
    );
    let code = "function main({text, ro$0ws}) {\n  return {result: text}\n}\n";
    let hover = hovered(dify(
        "javascript",
        &["text", "rows=up.rows"],
        &["result:string"],
        code,
    ));
    expect(
        &hover,
        &[
            "(parameter) rows: { id: number; tag: string; … }[]",
            "From `rows` of **Rows** (`code`), `array[object]`.",
        ],
    );
}

#[test]
fn what_upstream_code_returns_flows_on() {
    let code = "def main(rows):\n    for row in rows:\n        ta$0g = row['tag']\n    return {'result': ''}\n";
    let hover = hovered(dify("python3", &["rows=up.rows"], &["result:string"], code));
    expect(&hover, &["(variable) tag: str"]);
}

#[test]
fn an_output_key_tells_its_declaration() {
    let code = "def main(text):\n    return {'re$0sult': text}\n";
    let hover = hovered(dify("python3", &["text"], &["result:string"], code));
    expect(
        &hover,
        &[
            "(output) result: ",
            "**output** `result`: `string`",
            "At most 400000 characters.",
        ],
    );
}

#[test]
fn library_functions_have_docs() {
    let code = "import json\ndef main(text):\n    return {'result': json.lo$0ads(text)}\n";
    let hover = hovered(dify("python3", &["text"], &["result:object"], code));
    expect(&hover, &["json.loads(s", "\n\n"]);
    let code = "def main(text):\n    return {'result': text.upp$0er()}\n";
    let hover = hovered(dify("python3", &["text"], &["result:string"], code));
    expect(&hover, &["str.upper() -> str"]);
    let code = "const words = ['a'];\nreturn words.ma$0p(w => ({json: {w}}));";
    expect(
        &hovered(n8n("javaScript", "all", code)),
        &["Array.map(callback", "callback gives"],
    );
}

#[test]
fn the_api_of_n8n_knows_pinned_items() {
    expect(
        &hovered(n8n(
            "javaScript",
            "each",
            "const {user} = $js$0on;\nreturn {json: user};",
        )),
        &["$json: {", "id: number", "tags?: string[]"],
    );
    expect(
        &hovered(n8n(
            "javaScript",
            "all",
            "const c = $('Other item').first().json.city;\nreturn [{json: {c$0}}];",
        )),
        &["string"],
    );
    expect(
        &hovered(n8n(
            "javaScript",
            "all",
            "const c = $('Oth$0er item').first();\nreturn [];",
        )),
        &["**Other item** · `n8n-nodes-base.set`", "1 pinned items"],
    );
    expect(
        &hovered(n8n(
            "pythonNative",
            "all",
            "for item in _items:\n    a = item['json']['user']['a$0ge']\nreturn _items",
        )),
        &["(key) 'age': int"],
    );
}

#[test]
fn a_finding_shows_its_rule() {
    let code = "def main(text):\n    return {'res$0lt': text}\n";
    let hover = hovered(dify("python3", &["text"], &["result:string"], code));
    expect(&hover, &["**missing-output**", "did you mean `result`?"]);
}

#[test]
fn a_function_nobody_calls_is_looked_into_too() {
    let code = "def helper(x):\n    parts = str(x).split()\n    return par$0ts\n\ndef main(text):\n    return {'result': text}\n";
    let hover = hovered(dify("python3", &["text"], &["result:string"], code));
    expect(&hover, &["(variable) parts: list[str]"]);
}

#[test]
fn keywords_and_gaps_say_nothing() {
    let hover = hovered(dify(
        "python3",
        &["text"],
        &["result:string"],
        "de$0f main(text):\n    return {'result': text}\n",
    ));
    assert_eq!(hover, "");
}

#[test]
fn what_is_written_after_a_dot_is_a_property_and_a_text_with_holes_no_name() {
    let code = "items[0].json.sta$0te = 'new';\nreturn items;";
    expect(
        &hovered(n8n("javaScript", "all", code)),
        &["(property) state: string"],
    );
    let code = "const a = 1;\nreturn [{json: {a: `${a} or$0 more`}}];";
    assert_eq!(hovered(n8n("javaScript", "all", code)), "");
}
