//! Definition, references, highlights and renaming over the protocol: Dify and n8n, in several envelopes.

use serde_json::{Value, json};

use super::client::Client;

/// A Dify workflow of two code nodes and an end; `code` and `second` stand as they are behind `code:`.
fn dify(code: &str, second: &str) -> String {
    format!(
        "app: {{mode: workflow, name: 流れ 😀}}
kind: app
version: 0.6.0
workflow:
  graph:
    edges: [{{source: s, target: '17'}}, {{source: '17', target: '18'}}, {{source: '18', target: e}}]
    nodes:
    - id: s
      data:
        type: start
        title: Start 😀
        variables: [{{variable: message, type: paragraph, required: true}}]
    - id: '17'
      data:
        type: code
        title: 採点
        code_language: python3
        variables:
        - variable: message
          value_selector: [s, message]
        outputs:
          score: {{type: number, children: null}}
        code: {code}
    - id: '18'
      data:
        type: code
        title: Second
        code_language: javascript
        variables:
        - {{variable: points, value_selector: ['17', score]}}
        outputs:
          line: {{type: string, children: null}}
        code: {second}
    - id: a
      data: {{type: answer, title: Answer, answer: '😀 {{{{#17.score#}}}} of {{{{#s.message#}}}}'}}
    - id: e
      data:
        type: end
        title: End
        outputs:
        - variable: score
          value_selector:
          - '17'
          - score
"
    )
}

const PYTHON: &str = "def main(message: str) -> dict:\n    mark = \"😀 é\"; total = len(message)\n    for one in [mark]:\n        total += len(one)\n    return {\"score\": total}\n";
const JAVASCRIPT: &str =
    "function main({points}) {\n  const s = `😀 ${points}`;\n  return {line: s + points};\n}\n";

/// The ways in which the file may hold the code.
fn envelopes(code: &str) -> Vec<String> {
    let block = |header: &str| {
        let lines = code.lines().map(|line| format!("          {line}\n"));
        format!("{header}\n{}", lines.collect::<String>().trim_end())
    };
    let quoted = serde_json::to_string(code).unwrap();
    let escaped = quoted.replace('😀', "\\U0001F600").replace('é', "\\xE9");
    // Folded as PyYAML folds: a break in the middle of the string, and the blank escaped.
    let folded = escaped.replacen("total", "to\\\n          tal", 1);
    vec![block("|"), block("|2"), quoted, escaped, folded]
}

fn files() -> Vec<String> {
    let pairs = envelopes(PYTHON).into_iter().zip(envelopes(JAVASCRIPT));
    pairs
        .map(|(python, javascript)| dify(&python, &javascript))
        .collect()
}

const FLOW: &str = "file:///flows/flow.yml";
const ORDERS: &str = "file:///flows/orders.json";

struct Session {
    client: Client,
    uri: &'static str,
    version: i32,
}

impl Session {
    fn new(uri: &'static str) -> Self {
        let (client, capabilities) = Client::initialized(json!({}));
        assert_eq!(capabilities["renameProvider"]["prepareProvider"], true);
        for provider in [
            "definitionProvider",
            "referencesProvider",
            "documentHighlightProvider",
        ] {
            assert_eq!(capabilities[provider], true, "{provider}");
        }
        Session {
            client,
            uri,
            version: 0,
        }
    }

    fn open(&mut self, text: &str) {
        self.version += 1;
        self.client.open(self.uri, "yaml", self.version, text);
    }

    fn ask(&mut self, method: &str, position: Value, more: Value) -> Value {
        let mut params = json!({"textDocument": {"uri": self.uri}, "position": position});
        for (key, value) in more.as_object().into_iter().flatten() {
            params[key] = value.clone();
        }
        self.client
            .request(&format!("textDocument/{method}"), params)
    }

    /// The text with `old` at that place renamed.
    fn renamed(&mut self, text: &str, place: usize, new: &str) -> Result<String, String> {
        let answer = self.ask("rename", position(text, place), json!({"newName": new}));
        if let Some(message) = answer["error"]["message"].as_str() {
            return Err(message.to_owned());
        }
        let edits = answer["result"]["changes"][self.uri]
            .as_array()
            .unwrap_or_else(|| panic!("{answer}"))
            .clone();
        Ok(applied(text, &edits))
    }
}

/// In UTF-16 code units.
fn position(text: &str, place: usize) -> Value {
    let before = &text[..place];
    let column = before.rsplit('\n').next().unwrap().encode_utf16().count();
    json!({"line": before.matches('\n').count(), "character": column})
}

fn offset(text: &str, position: &Value) -> usize {
    let line = position["line"].as_u64().unwrap() as usize;
    let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
    let mut units = position["character"].as_u64().unwrap() as usize;
    let mut at = start;
    for sign in text[start..].chars() {
        if units == 0 {
            break;
        }
        units -= sign.len_utf16();
        at += sign.len_utf8();
    }
    at
}

fn shown(text: &str, range: &Value) -> String {
    text[offset(text, &range["start"])..offset(text, &range["end"])].to_owned()
}

fn applied(text: &str, edits: &[Value]) -> String {
    let mut edits: Vec<_> = edits
        .iter()
        .map(|edit| {
            let range = &edit["range"];
            let range = offset(text, &range["start"])..offset(text, &range["end"]);
            (range, edit["newText"].as_str().unwrap().to_owned())
        })
        .collect();
    edits.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
    let mut out = text.to_owned();
    for (range, new) in edits {
        out.replace_range(range, &new);
    }
    out
}

/// The byte of the `nth` `what`, counted from 0.
fn nth(text: &str, what: &str, nth: usize) -> usize {
    let found = text.match_indices(what).nth(nth);
    found.unwrap_or_else(|| panic!("no {what} in\n{text}")).0
}

#[test]
fn a_local_variable_is_renamed_in_every_envelope() {
    let mut session = Session::new(FLOW);
    for text in files() {
        session.open(&text);
        let place = nth(&text, "total}", 0);
        let renamed = session.renamed(&text, place, "sum_").unwrap();
        let expected = text
            .replace("to\\\n          tal", "sum_")
            .replace("total", "sum_");
        assert_eq!(renamed, expected);
    }
}

#[test]
fn an_input_is_renamed_with_its_declaration() {
    let mut session = Session::new(FLOW);
    for text in files() {
        session.open(&text);
        let expected = text
            .replace("variable: message\n", "variable: words\n")
            .replace("main(message:", "main(words:")
            .replace("len(message)", "len(words)");
        for place in [
            nth(&text, "main(message", 0) + 5,
            nth(&text, "len(message", 0) + 4,
            nth(&text, "variable: message\n", 0) + 10,
        ] {
            assert_eq!(session.renamed(&text, place, "words").unwrap(), expected);
        }
        let expected = text
            .replace("variable: points", "variable: marks")
            .replace("{points}", "{marks}")
            .replace("+ points", "+ marks");
        let place = nth(&text, "+ points", 0) + 2;
        assert_eq!(session.renamed(&text, place, "marks").unwrap(), expected);
    }
}

#[test]
fn an_output_is_renamed_with_everything_that_uses_it() {
    let mut session = Session::new(FLOW);
    for text in files() {
        session.open(&text);
        let expected = text
            .replace("score: {type", "grade: {type")
            .replace("\"score\"", "\"grade\"")
            .replace("\\\"score\\\"", "\\\"grade\\\"")
            .replace("['17', score]", "['17', grade]")
            .replace("{{#17.score#}}", "{{#17.grade#}}")
            .replace("          - score\n", "          - grade\n");
        let quoted = text
            .find("\\\"score")
            .map_or_else(|| nth(&text, "\"score", 0) + 1, |at| at + 2);
        for place in [
            quoted,
            nth(&text, "score: {", 0),
            nth(&text, "17', score", 0) + 5,
            nth(&text, "17.score", 0) + 3,
            nth(&text, "  - score", 0) + 4,
        ] {
            assert_eq!(
                session.renamed(&text, place, "grade").unwrap(),
                expected,
                "from byte {place}"
            );
        }
    }
}

#[test]
fn renaming_is_refused_with_a_reason() {
    let mut session = Session::new(FLOW);
    let text = &files()[3];
    session.open(text);
    let total = nth(text, "total}", 0);
    let cases = [
        (
            total,
            "message",
            "That name means something else in this code already",
        ),
        (
            total,
            "class",
            "`class` is no name for a variable of Python",
        ),
        (total, "a b", "`a b` is no name for a variable of Python"),
        (
            total,
            "len",
            "That name means something else in this code already",
        ),
        (
            nth(text, "len(", 0),
            "size",
            "`len` is not defined in this code, so it cannot be renamed",
        ),
        (
            nth(text, "main(message", 0),
            "start",
            "Dify calls `main` by its name",
        ),
        (
            nth(text, "score: {", 0),
            "größe",
            "`größe` is no name for Dify: letters, digits and underscores, no digit first, 30 at most",
        ),
        (
            nth(text, "'17'", 0) + 1,
            "x",
            "Dify gives nodes their ids; they are not renamed",
        ),
        (
            nth(text, "#s.message", 0) + 3,
            "x",
            "`message` is not an output of a code node",
        ),
        (
            nth(text, "kind: app", 0),
            "x",
            "There is nothing here that can be renamed",
        ),
    ];
    for (place, new, reason) in cases {
        assert_eq!(session.renamed(text, place, new), Err(reason.to_owned()));
    }
}

const SCALE: &str = "class Scale:\n    unit = 1\n    def __init__(self, by):\n        self.by = by  # 😀\n    def of(self, n):\n        return n * self.by * self.unit\n\ndef main(message: str) -> dict:\n    scale = Scale(2)\n    scale.by += 1\n    return {\"score\": scale.of(len(message)) + Scale(3).of(1)}\n";
const COUNTER: &str = "class Counter {\n  #step = 1;\n  constructor(from) { this.total = from; }\n  add(n) { this.total += n * this.#step; return [n].map((x) => this.total + x); }\n}\nfunction main({points}) {\n  const counter = new Counter(points);\n  counter.add(1);\n  return {line: `😀 ${counter.total}`};\n}\n";

fn classes() -> Vec<String> {
    let pairs = envelopes(SCALE).into_iter().zip(envelopes(COUNTER));
    pairs
        .map(|(python, javascript)| dify(&python, &javascript))
        .collect()
}

#[test]
fn attributes_and_methods_are_renamed_where_they_are_sure() {
    let mut session = Session::new(FLOW);
    for text in classes() {
        session.open(&text);
        let cases = [
            (
                nth(&text, "self.by", 1) + 5,
                "factor",
                vec![("self.by", "self.factor"), ("scale.by", "scale.factor")],
            ),
            (
                nth(&text, "def of", 0) + 4,
                "times",
                vec![
                    ("def of", "def times"),
                    ("scale.of", "scale.times"),
                    ("Scale(3).of", "Scale(3).times"),
                ],
            ),
            (
                nth(&text, "unit = 1", 0),
                "one",
                vec![("unit = 1", "one = 1"), ("self.unit", "self.one")],
            ),
            (
                nth(&text, "counter.total", 0) + 8,
                "sum",
                vec![
                    ("this.total", "this.sum"),
                    ("this.to\\\n          tal", "this.sum"),
                    ("counter.total", "counter.sum"),
                ],
            ),
            (
                nth(&text, "counter.add", 0) + 9,
                "plus",
                vec![("add(n)", "plus(n)"), ("counter.add", "counter.plus")],
            ),
            (
                nth(&text, "this.#step", 0) + 6,
                "#by",
                vec![("#step", "#by")],
            ),
        ];
        for (place, new, changes) in cases {
            let expected = changes
                .iter()
                .fold(text.clone(), |text, (old, new)| text.replace(old, new));
            assert_eq!(session.renamed(&text, place, new), Ok(expected), "{new}");
        }
        let more = json!({"context": {"includeDeclaration": true}});
        let answer = session.ask(
            "references",
            position(&text, nth(&text, "scale.by", 0) + 6),
            more,
        );
        assert_eq!(answer["result"].as_array().unwrap().len(), 3, "{answer}");
        let answer = session.ask(
            "definition",
            position(&text, nth(&text, "scale.of", 0) + 6),
            json!({}),
        );
        let found = answer["result"][0]["range"].clone();
        assert_eq!(offset(&text, &found["start"]), nth(&text, "def of", 0) + 4);
        let refused = session
            .renamed(&text, nth(&text, "self.by", 0) + 5, "unit")
            .unwrap_err();
        assert_eq!(refused, "The class has an attribute `unit` already");
        let refused = session
            .renamed(&text, nth(&text, "__init__", 0), "begin")
            .unwrap_err();
        assert!(
            refused.ends_with("the language calls it by its name"),
            "{refused}"
        );
    }
}

/// A function, and who calls it how often or whom it calls.
fn calls(
    session: &mut Session,
    text: &str,
    item: &Value,
    incoming: bool,
) -> Vec<(Value, String, usize)> {
    let (method, other) = match incoming {
        true => ("callHierarchy/incomingCalls", "from"),
        false => ("callHierarchy/outgoingCalls", "to"),
    };
    let answer = session.client.request(method, json!({"item": item}));
    let found = answer["result"]
        .as_array()
        .unwrap_or_else(|| panic!("{answer}"))
        .iter();
    found
        .map(|call| {
            let places = call["fromRanges"].as_array().unwrap();
            let name = shown(text, &places[0]);
            (call[other].clone(), name, places.len())
        })
        .collect()
}

#[test]
fn calls_are_followed_within_the_code_of_a_node() {
    let mut session = Session::new(FLOW);
    let named = |found: &[(Value, String, usize)]| -> Vec<(String, String, usize)> {
        let name = |item: &Value| item["name"].as_str().unwrap().to_owned();
        found
            .iter()
            .map(|(item, by, count)| (name(item), by.clone(), *count))
            .collect()
    };
    let call = |name: &str, by: &str, count| (name.to_owned(), by.to_owned(), count);
    for text in classes() {
        session.open(&text);
        let prepared = |session: &mut Session, place: usize| {
            let answer = session.ask("prepareCallHierarchy", position(&text, place), json!({}));
            answer["result"][0].clone()
        };
        let of = prepared(&mut session, nth(&text, "scale.of", 0) + 6);
        assert_eq!(
            (&of["name"], &of["kind"], &of["detail"]),
            (&json!("of"), &json!(6), &json!("採点"))
        );
        assert_eq!(shown(&text, &of["selectionRange"]), "of");
        let callers = calls(&mut session, &text, &of, true);
        assert_eq!(named(&callers), [call("main", "of", 2)]);
        // From there on, by what was answered.
        let main = &callers[0].0;
        assert_eq!(named(&calls(&mut session, &text, main, true)), []);
        assert_eq!(
            named(&calls(&mut session, &text, main, false)),
            [call("__init__", "Scale", 2), call("of", "of", 2)]
        );
        let add = prepared(&mut session, nth(&text, "add(n)", 0));
        assert_eq!(
            named(&calls(&mut session, &text, &add, true)),
            [call("main", "add", 1)]
        );
        assert_eq!(
            prepared(&mut session, nth(&text, "len(message", 0)),
            json!(null)
        );
    }
    // The body of a Code node is called by nobody, and calls.
    let code = r"const twice = (n) => n * 2; // 😀\nfunction all(a) { return a.map((one) => twice(one)); }\nreturn all($input.all()).concat(twice(1), twice(2));";
    let mut session = Session::new(ORDERS);
    let text = super::workflow(code);
    session.open(&text);
    let answer = session.ask(
        "prepareCallHierarchy",
        position(&text, nth(&text, "twice(1", 0)),
        json!({}),
    );
    let twice = answer["result"][0].clone();
    let callers = calls(&mut session, &text, &twice, true);
    let node = "👩‍💻 compute 😀";
    assert_eq!(
        named(&callers),
        [call("all", "twice", 1), call(node, "twice", 2)]
    );
    let body = &callers[1].0;
    assert_eq!(shown(&text, &body["range"]), code);
    assert_eq!(named(&calls(&mut session, &text, body, true)), []);
    let called = calls(&mut session, &text, body, false);
    assert_eq!(
        named(&called),
        [call("all", "all", 1), call("twice", "twice", 2)]
    );
}

#[test]
fn attributes_are_not_renamed_where_there_is_doubt() {
    let mut session = Session::new(FLOW);
    let quoted = |code: &str| serde_json::to_string(code).unwrap();
    let python = [
        (
            "return {\"score\"",
            "for other in [scale]:\n        print(other.by)\n    return {\"score\"",
            "line 12",
        ),
        (
            "scale.by += 1",
            "print(getattr(scale, 'b' + 'y'))",
            "`getattr`",
        ),
        (
            "scale.by += 1",
            "print(sorted([scale], key=attrgetter('b' + 'y')))",
            "`attrgetter`",
        ),
        ("class Scale:", "class Scale(Base):", "inherits"),
        (
            "scale.by += 1",
            "print('{0.by}'.format(scale))",
            "a text in line 10",
        ),
    ];
    for (old, new, why) in python {
        let text = dify(&quoted(&SCALE.replace(old, new)), &quoted(JAVASCRIPT));
        session.open(&text);
        let refused = session
            .renamed(&text, nth(&text, "self.by", 0) + 5, "factor")
            .unwrap_err();
        assert!(refused.contains(why), "{refused}");
    }
    let javascript = [
        (
            "return {line",
            "console.log(JSON.stringify(counter));\n  return {line",
            "handed on in line 9",
        ),
        (
            "counter.add(1)",
            "const {total} = counter",
            "handed on in line 8",
        ),
        ("class Counter", "class Counter extends Map", "inherits"),
    ];
    for (old, new, why) in javascript {
        let text = dify(&quoted(PYTHON), &quoted(&COUNTER.replace(old, new)));
        session.open(&text);
        let refused = session
            .renamed(&text, nth(&text, "this.total", 0) + 5, "sum")
            .unwrap_err();
        assert!(refused.contains(why), "{refused}");
    }
    let text = dify(
        &quoted(PYTHON),
        &quoted(
            JAVASCRIPT
                .replace("s + points", "s + points.length")
                .as_str(),
        ),
    );
    session.open(&text);
    let refused = session
        .renamed(&text, nth(&text, "points.length", 0) + 8, "size")
        .unwrap_err();
    assert_eq!(refused, "It is not known what object `length` belongs to");
}

#[test]
fn definitions_lead_upstream_and_into_the_code() {
    let mut session = Session::new(FLOW);
    for text in files() {
        session.open(&text);
        let mut lines = |place: usize| -> Vec<String> {
            let answer = session.ask("definition", position(&text, place), json!({}));
            let found = answer["result"].as_array().cloned().unwrap_or_default();
            let around = |range: &Value| {
                let start = offset(&text, &range["start"]);
                let before = &text[text.floor_char_boundary(start - 10)..start];
                let before = before.rsplit(['"', '\n']).next().unwrap().trim_start();
                format!("{before}|{}", shown(&text, range))
            };
            found
                .iter()
                .map(|location| around(&location["range"]))
                .collect()
        };
        assert_eq!(
            lines(nth(&text, "len(message", 0) + 4),
            ["def main(|message"]
        );
        assert_eq!(
            lines(nth(&text, "main(message", 0) + 5),
            ["variable: |message"]
        );
        assert_eq!(
            lines(nth(&text, "s, message", 0) + 4),
            ["variable: |message"]
        );
        assert_eq!(lines(nth(&text, "17.score", 0) + 3), ["|score"]);
        assert_eq!(lines(nth(&text, "17.score", 0)).len(), 1);
        let back = lines(nth(&text, "score: {", 0));
        assert_eq!(back, ["|score"]);
    }
}

#[test]
fn highlights_tell_reads_from_writes() {
    let mut session = Session::new(FLOW);
    for text in files() {
        session.open(&text);
        let place = nth(&text, "total}", 0);
        let answer = session.ask("documentHighlight", position(&text, place), json!({}));
        let found = answer["result"].as_array().unwrap().iter();
        let kinds: Vec<_> = found.map(|one| one["kind"].as_u64().unwrap()).collect();
        assert_eq!(kinds, [3, 3, 2], "{answer}");
        let more = json!({"context": {"includeDeclaration": false}});
        let answer = session.ask("references", position(&text, place), more);
        assert_eq!(answer["result"].as_array().unwrap().len(), 2);
    }
}

/// An n8n workflow in which a node called `Get 📦 "rows"` is named in every way.
fn n8n() -> String {
    let code = serde_json::to_string("// Get 📦 \"rows\" 😀\nconst é = $('Get 📦 \"rows\"').all();\nconst b = $node[\"Get 📦 \\\"rows\\\"\"].json;\nreturn $items(`Get 📦 \"rows\"`).concat(é, b);\n").unwrap();
    let name = r#""Get 📦 \"rows\"""#;
    format!(
        r#"{{"name": "f", "nodes": [
  {{"id": "o", "name": {name}, "type": "n8n-nodes-base.httpRequest", "typeVersion": 4.2, "position": [0, 0], "parameters": {{}}}},
  {{"id": "p", "name": "Plain", "type": "n8n-nodes-base.noOp", "typeVersion": 1, "position": [0, 0], "parameters": {{}}}},
  {{"id": "w", "name": "Work", "type": "n8n-nodes-base.code", "typeVersion": 2, "position": [0, 0], "parameters": {{"jsCode": {code}}}}},
  {{"id": "x", "name": "Set", "type": "n8n-nodes-base.set", "typeVersion": 3.4, "position": [0, 0], "parameters": {{"a": "={{{{ $('Get 📦 \"rows\"').item.json.id }}}} and {{{{ $node.Plain.json.x + $('Plain').first() }}}}", "b": "$('Plain')"}}}}],
 "connections": {{{name}: {{"main": [[{{"node": "Plain", "type": "main", "index": 0}}]]}}, "Plain": {{"main": [[{{"node": "Work", "type": "main", "index": 0}}]]}}}},
 "pinData": {{{name}: [{{"json": {{"id": 1}}}}]}}}}"#
    )
}

#[test]
fn a_node_of_n8n_is_renamed_wherever_it_is_named() {
    let mut session = Session::new(ORDERS);
    let text = n8n();
    session.open(&text);
    let place = nth(&text, "Get 📦", 0);
    let renamed = session.renamed(&text, place, "It's").unwrap();
    let old = r#"Get 📦 \"rows\""#;
    let expected = text
        .replace(&format!("\"{old}\":"), "\"It's\":")
        .replace(&format!("\"name\": \"{old}\""), "\"name\": \"It's\"")
        .replace(&format!("$('{old}')"), r"$('It\\'s')")
        .replace(&format!("`{old}`"), "`It's`")
        .replace(r#"$node[\"Get 📦 \\\"rows\\\"\"]"#, r#"$node[\"It's\"]"#);
    assert_eq!(renamed, expected);

    let expected = text
        .replace("\"name\": \"Plain\"", "\"name\": \"No op\"")
        .replace("\"node\": \"Plain\"", "\"node\": \"No op\"")
        .replace("\"Plain\":", "\"No op\":")
        .replace("$node.Plain.", r#"$node[\"No op\"]."#)
        .replace("$('Plain').first", "$('No op').first");
    for place in [
        nth(&text, "Plain", 0),
        nth(&text, "$node.Plain", 0) + 7,
        nth(&text, "('Plain').first", 0) + 2,
        nth(&text, "\"node\": \"Plain", 0) + 9,
    ] {
        assert_eq!(session.renamed(&text, place, "No op").unwrap(), expected);
    }
    assert_eq!(
        session.renamed(&text, place, "Work"),
        Err("There is a node `Work` already".to_owned())
    );
    let found = session.ask("prepareRename", position(&text, place), json!({}));
    assert_eq!(found["result"]["placeholder"], "Get 📦 \"rows\"");
}

#[test]
fn what_is_no_workflow_has_no_names() {
    let mut session = Session::new(ORDERS);
    session.open(r#"{"a": "b"}"#);
    for method in ["definition", "references", "documentHighlight"] {
        let more = json!({"context": {"includeDeclaration": true}});
        let answer = session.ask(method, json!({"line": 0, "character": 3}), more);
        let result = &answer["result"];
        assert!(
            result.is_null() || result.as_array().is_some_and(Vec::is_empty),
            "{answer}"
        );
    }
}
