//! Quick fixes as an editor applies them: what is offered at a finding, and the file after it.

use serde_json::{Value, json};

use super::client::Client;
use super::workflow;

/// A Dify workflow whose code node declares what `variables` and `outputs` say.
fn dify(variables: &str, outputs: &str, code: &str) -> String {
    format!(
        "\
app: {{mode: workflow, name: f}}
kind: app
version: 0.6.0
workflow:
  environment_variables:
  - {{id: e1, name: region, value: eu, value_type: string}}
  graph:
    edges:
    - {{id: x, source: s, target: '17', data: {{sourceType: start, targetType: code}}}}
    nodes:
    - id: s
      data: {{type: start, title: Start, variables: [{{variable: message, type: paragraph, required: true}}, {{variable: limit, type: number, required: true}}]}}
    - id: '17'
      data:
        type: code
        title: 採点
        code_language: python3
        variables:{variables}
        outputs:{outputs}
        code: {code}
"
    )
}

const BLOCK: &str = "\n        - value_selector:\n          - s\n          - message\n          variable: message # the words";
const OUTPUTS: &str = "\n          result:\n            children: null\n            type: string";

/// The text after the quick fix `title` at the first `what`; which titles there are, where there is no such.
fn mended(uri: &str, text: &str, what: &str, title: &str) -> Result<String, Vec<String>> {
    mended_for(json!({}), uri, text, what, title)
}

fn mended_for(
    options: Value,
    uri: &str,
    text: &str,
    what: &str,
    title: &str,
) -> Result<String, Vec<String>> {
    let (mut client, _) = Client::introduced(json!({
        "capabilities": {
            "general": {"positionEncodings": ["utf-8"]},
            "textDocument": {"diagnostic": {}},
        },
        "initializationOptions": options,
    }));
    client.open(uri, "yaml", 1, text);
    let at = text.find(what).unwrap();
    let start = text[..at].rfind('\n').map_or(0, |at| at + 1);
    let place = json!({"line": text[..at].matches('\n').count(), "character": at - start});
    let params = json!({
        "textDocument": {"uri": uri}, "range": {"start": place, "end": place},
        "context": {"diagnostics": [], "only": ["quickfix", "refactor"]},
    });
    let answer = client.request("textDocument/codeAction", params);
    let actions = answer["result"].as_array().unwrap().clone();
    let Some(action) = actions.iter().find(|action| action["title"] == title) else {
        let titles = actions
            .iter()
            .map(|action| action["title"].as_str().unwrap().to_owned());
        return Err(titles.collect());
    };
    let edits = action["edit"]["changes"][uri]
        .as_array()
        .unwrap()
        .iter()
        .rev();
    let changes: Vec<Value> = edits
        .map(|edit| json!({"range": edit["range"], "text": edit["newText"]}))
        .collect();
    client.change(uri, 2, json!(changes));
    // What was mended is found no more.
    let about = action["diagnostics"][0]["message"].clone();
    let left = client.pulled(uri);
    assert!(
        !left.iter().any(|found| found["message"] == about),
        "{left:?}"
    );
    let mut text = text.to_owned();
    for edit in changes {
        let byte = |end: &str| {
            let line = edit["range"][end]["line"].as_u64().unwrap() as usize;
            let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
            start + edit["range"][end]["character"].as_u64().unwrap() as usize
        };
        let range = byte("start")..byte("end");
        text.replace_range(range, edit["text"].as_str().unwrap());
    }
    Ok(text)
}

const FLOW: &str = "file:///flows/flow.yml";

#[test]
fn a_missing_input_is_declared_where_something_upstream_has_its_name() {
    let code =
        "|\n          def main(message, limit):\n              return {'result': message * limit}";
    let declared = |variables: &str| {
        let text = dify(variables, OUTPUTS, code);
        mended(
            FLOW,
            &text,
            "limit):",
            "Declare the input `limit`, from `Start`",
        )
        .unwrap()
    };
    let block =
        "\n        - value_selector:\n          - s\n          - limit\n          variable: limit";
    assert_eq!(
        declared(BLOCK),
        dify(&format!("{BLOCK}{block}"), OUTPUTS, code)
    );
    let flow = " [{variable: message, value_selector: [s, message]}]";
    let item = r#"{"variable": "limit", "value_selector": ["s", "limit"]}"#;
    let both = flow.replace("}]", &format!("}}, {item}]"));
    assert_eq!(declared(flow), dify(&both, OUTPUTS, code));
    let region = "|\n          def main(region):\n              return {'result': region}";
    let title = "Declare the input `region`, from `env`";
    let expected = dify(
        r#" [{"variable": "region", "value_selector": ["env", "region"]}]"#,
        OUTPUTS,
        region,
    );
    assert_eq!(
        mended(FLOW, &dify(" []", OUTPUTS, region), "region):", title),
        Ok(expected)
    );
    // Nothing goes by that name.
    let other = "|\n          def main(nothing):\n              return {'result': nothing}";
    let offered = mended(FLOW, &dify(" []", OUTPUTS, other), "nothing):", "").unwrap_err();
    assert!(
        !offered.iter().any(|title| title.starts_with("Declare")),
        "{offered:?}"
    );
}

#[test]
fn a_missing_parameter_is_taken() {
    let code = r#""def main():\n    return {\"result\": \"é\"}\n""#;
    let text = dify(BLOCK, OUTPUTS, code);
    let expected = dify(BLOCK, OUTPUTS, &code.replace("main()", "main(message)"));
    assert_eq!(
        mended(FLOW, &text, "():", "Add the parameter `message`"),
        Ok(expected)
    );
}

#[test]
fn an_output_is_declared_or_returned() {
    let both = "|-\n          def main(message):\n              return {'result': message, 'words': message.split()}";
    let text = dify(BLOCK, OUTPUTS, both);
    let words = "\n          words:\n            children: null\n            type: array[string]";
    let expected = dify(BLOCK, &format!("{words}{OUTPUTS}"), both);
    assert_eq!(
        mended(FLOW, &text, "'words'", "Declare the output `words`"),
        Ok(expected)
    );
    let less = "|-\n          def main(message):\n              return {}";
    let text = dify(BLOCK, OUTPUTS, less);
    let expected = dify(BLOCK, OUTPUTS, &less.replace("{}", "{'result': ''}"));
    let quoted = mended(FLOW, &text, "{}\n", "Add `result` to the result");
    let other = dify(BLOCK, OUTPUTS, &less.replace("{}", "{\"result\": \"\"}"));
    assert!(quoted == Ok(expected) || quoted == Ok(other), "{quoted:?}");
}

#[test]
fn a_function_node_becomes_a_code_node() {
    let text = workflow("")
        .replace(
            r#""n8n-nodes-base.code", "typeVersion": 2"#,
            r#""n8n-nodes-base.function", "typeVersion": 1"#,
        )
        .replace(
            r#""jsCode": """#,
            r#""functionCode": "/* 😀 */ return items;""#,
        );
    let expected = workflow("/* 😀 */ return items;");
    // As a fix where a server without such nodes is named, and for whoever wants it.
    for options in [json!({"target": "n8n@2"}), json!({})] {
        let uri = "file:///flows/a.json";
        let title = "Make it a Code node";
        let mended = mended_for(options, uri, &text, "n8n-nodes-base.function", title);
        assert_eq!(mended, Ok(expected.clone()));
    }
}
