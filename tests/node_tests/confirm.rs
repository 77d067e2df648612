//! `codenode lint --confirm`.

use serde_json::{Value, json};

use super::{Folder, python};

/// A Dify node with the inputs `text` and `plan` (texts), and the outputs `result` and `score`.
fn dify(language: &str, code: &str) -> String {
    let code = serde_json::to_string(code).expect("a text");
    format!(
        r#"app: {{mode: workflow, name: Flow}}
kind: app
version: 0.6.0
workflow:
  graph:
    nodes:
      - id: start
        data:
          type: start
          variables:
            - {{variable: text, type: text-input, required: true}}
            - {{variable: plan, type: text-input, required: true}}
      - id: n1
        data:
          type: code
          title: Score
          code_language: {language}
          code: {code}
          variables:
            - {{variable: text, value_selector: [start, text]}}
            - {{variable: plan, value_selector: [start, plan]}}
          outputs: {{result: {{type: string, children: null}}, score: {{type: number, children: null}}}}
"#
    )
}

fn n8n(code: &str) -> String {
    json!({"name": "Flow", "nodes": [
        {"id": "c", "name": "Code", "type": "n8n-nodes-base.code", "typeVersion": 2, "position": [0, 0],
         "parameters": {"jsCode": code}}
    ], "connections": {}})
    .to_string()
}

/// The findings of a file with these rules.
fn findings(name: &str, text: &str, rule: &str) -> Vec<Value> {
    let folder = Folder::new(&[(name, text)]);
    let (code, answer) = folder.json(&["lint", "--confirm", name]);
    assert_eq!(code, 1, "{answer}");
    let findings = answer["findings"].as_array().expect("a list").iter();
    let chosen = findings.filter(|finding| finding["rule"] == rule);
    chosen.cloned().collect()
}

#[test]
fn the_smallest_input_that_fails_is_shown() {
    let code = "function main({text, plan}) {\n  if (plan === 'enterprise') return {result: text};\n  return {result: text, score: text.length};\n}";
    let text = dify("javascript", code);
    let found = findings("flow.yml", &text, "missing-output");
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(
        found[0]["confirmed"],
        json!({"input": {"text": "", "plan": "enterprise"}, "message": "Output score is missing."})
    );
    let folder = Folder::new(&[("flow.yml", &text)]);
    let (_, stdout, _) = folder.codenode(&["lint", "--confirm", "flow.yml"]);
    let said = r#"= confirmed: run with {"text":"","plan":"enterprise"} it says: Output score is missing."#;
    assert!(stdout.contains(said), "{stdout}");
}

#[test]
fn items_are_made_of_what_the_code_reads() {
    let code = "const out = [];\nfor (const item of $input.all()) {\n  if (item.json.kind === 'bare') return 'nothing';\n  out.push({json: {}});\n}\nreturn out;";
    let found = findings("flow.json", &n8n(code), "invalid-return");
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(
        found[0]["confirmed"]["input"],
        json!([{"json": {"kind": "bare"}}])
    );
    let message = found[0]["confirmed"]["message"]
        .as_str()
        .expect("a message");
    assert!(
        message.starts_with("Code doesn't return items properly"),
        "{message}"
    );
}

#[test]
fn what_no_run_comes_to_stays_an_error() {
    let code = "if ($json.a * $json.b === 1234567) return 5;\nreturn [];";
    let found = findings("flow.json", &n8n(code), "invalid-return");
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].get("confirmed"), Some(&Value::Null));
    assert_eq!(found[0]["severity"], "error");
    let folder = Folder::new(&[("flow.json", &n8n(code))]);
    let (code, stdout, _) = folder.codenode(&["lint", "--confirm"]);
    assert_eq!(code, 1);
    assert!(
        stdout.contains("runs came to it, which proves nothing"),
        "{stdout}"
    );
}

#[test]
fn what_fails_before_is_told() {
    let code = "JSON.parse('no');\nreturn $input.all().length ? 5 : [];";
    let folder = Folder::new(&[("flow.json", &n8n(code))]);
    let (_, stdout, _) = folder.codenode(&["lint", "--confirm"]);
    assert!(
        stdout.contains("runs came to it; they fail with: "),
        "{stdout}"
    );
}

#[test]
fn nothing_is_run_unless_it_is_asked_for() {
    let folder = Folder::new(&[("flow.json", &n8n("return 5;"))]);
    let (_, answer) = folder.json(&["lint"]);
    assert_eq!(answer["findings"][0]["rule"], "invalid-return");
    assert_eq!(answer["findings"][0].get("confirmed"), None);
    // Code that does not end does not hold up the check for long.
    let endless = n8n("for (;;) { if ($json.a) break; }\nreturn 5;");
    let folder = Folder::new(&[("flow.json", &endless)]);
    let started = std::time::Instant::now();
    let (code, _) = folder.json(&["lint", "--confirm"]);
    assert_eq!(code, 1);
    assert!(started.elapsed().as_secs() < 30);
}

#[test]
fn python_is_run_where_the_worker_is_there() {
    let code = "def main(text, plan):\n    if plan == 'enterprise':\n        return {'result': text}\n    return {'result': text, 'score': 1}\n";
    let text = dify("python3", code);
    let folder = Folder::new(&[("flow.yml", &text)]);
    let (_, stdout, _) = folder.codenode(&["lint", "--confirm"]);
    assert!(
        stdout.contains("= not confirmed: it was not run: codenode-python"),
        "{stdout}"
    );
    let Some(python) = python() else { return };
    let (_, stdout, _) = folder.codenode_with(&["lint", "--confirm"], &python);
    let said = r#"= confirmed: run with {"text":"","plan":"enterprise"} it says: Output score is missing."#;
    assert!(stdout.contains(said), "{stdout}");
}
