//! An editor in the hands of nobody in particular: edits and questions at random, most of which leave the file broken. Every
//! question has an answer, no answer is an internal error, and every place in it lies in the text that it was asked of.
//!
//! `CODENODE_SEEDS=200..400 CODENODE_CORPUS=FOLDER cargo test --test lsp random -- --nocapture` looks further.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::client::Client;
use super::{example, workflow};

/// Edits and questions for each seed.
const STEPS: usize = 150;

/// Answers that may be outstanding.
const MOST_PENDING: usize = 8;

struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, most: usize) -> usize {
        (self.next() >> 11) as usize % most.max(1)
    }

    fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}

/// What is typed: things that open, close and break strings, code and files.
const TYPED: &[&str] = &[
    "a",
    " ",
    "\n",
    "\n    ",
    "\t",
    "\r\n",
    "\"",
    "\\\"",
    "'",
    "`",
    "\\",
    "\\n",
    "\\u00e9",
    "\\ud83d",
    "{",
    "}",
    "[",
    "]",
    "(",
    ")",
    ",",
    ":",
    ": ",
    ".",
    "${",
    "|",
    "|-\n",
    ">",
    "#",
    "//",
    "/*",
    "- ",
    "😀",
    "é",
    "名",
    "\u{feff}",
    "return ",
    "def main(",
    "function f(",
    "class A:\n    def m(self):\n",
    "self.x",
    "this.x = ",
    "$json.",
    "$('",
    "item[\"json\"][\"",
    "import ",
    "require('",
    "null",
    "0x",
    "=>",
    "await ",
    "lambda x: ",
    "f'{",
    "\\\\",
    "%YAML",
    "---\n",
    "&a ",
    "*a",
    "!!str ",
    "<<: ",
];

/// Questions at a place, and others.
const AT_A_PLACE: &[&str] = &[
    "hover",
    "completion",
    "signatureHelp",
    "definition",
    "references",
    "documentHighlight",
    "prepareRename",
    "prepareCallHierarchy",
    "rename",
    "selectionRange",
    "codeAction",
];
const OF_A_DOCUMENT: &[&str] = &[
    "textDocument/diagnostic",
    "textDocument/documentSymbol",
    "textDocument/foldingRange",
    "textDocument/codeLens",
    "textDocument/documentLink",
    "textDocument/semanticTokens/full",
    "textDocument/semanticTokens/range",
    "textDocument/inlayHint",
    "codenode/nodes",
    "codenode/nodeText",
    "codenode/updateNodeText",
];

/// A document as the editor has it.
struct Document {
    uri: String,
    text: String,
    version: i32,
}

impl Document {
    /// In UTF-16 code units.
    fn position(&self, byte: usize) -> Value {
        let before = &self.text[..byte];
        let line = before.rsplit('\n').next().unwrap();
        json!({"line": before.matches('\n').count(), "character": line.encode_utf16().count()})
    }

    fn place(&self, random: &mut Random) -> usize {
        self.text
            .floor_char_boundary(random.below(self.text.len() + 1))
    }

    /// Behind something that often asks for completion.
    fn likely_place(&self, random: &mut Random) -> usize {
        let from = self.place(random);
        let found = self.text[from..].find(['.', '(', '"', '\'', '{', ' ', ':']);
        found.map_or(from, |at| from + at + 1)
    }

    fn range(&self, random: &mut Random) -> (usize, usize) {
        let start = self.place(random);
        let length = match random.below(8) {
            0 => 200,
            1..3 => 12,
            3..5 => 1,
            _ => 0,
        };
        let end = self
            .text
            .ceil_char_boundary((start + random.below(length + 1)).min(self.text.len()));
        // Between `\r` and `\n` no position stands.
        let splits =
            |at: usize| self.text[..at].ends_with('\r') && self.text[at..].starts_with('\n');
        match splits(start) || splits(end) {
            true => (
                start + usize::from(!splits(start)) - usize::from(splits(start)),
                self.text.len(),
            ),
            false => (start, end),
        }
    }

    fn edit(&mut self, random: &mut Random, client: &mut Client) {
        let (start, end) = self.range(random);
        let (start, end) = (self.text.floor_char_boundary(start), end);
        let new = random.one(TYPED);
        self.version += 1;
        let range = json!({"start": self.position(start), "end": self.position(end)});
        client.change(
            &self.uri,
            self.version,
            json!([{"range": range, "text": new}]),
        );
        self.text.replace_range(start..end, new);
    }

    fn question(&self, random: &mut Random) -> (String, Value) {
        let document = json!({"uri": self.uri});
        if random.below(3) == 0 {
            let method = *random.one(OF_A_DOCUMENT);
            let node = *random.one(&["7f1d", "17", "1", "Chain", "nobody"]);
            let all = json!({"start": {"line": 0, "character": 0}, "end": {"line": 99_999, "character": 0}});
            let params = json!({
                "textDocument": document, "range": all, "node": node, "ordinal": random.below(3),
                "text": "return [];\n😀", "version": self.version,
            });
            return (method.to_owned(), params);
        }
        let method = *random.one(AT_A_PLACE);
        let place = self.likely_place(random);
        let mut position = self.position(place);
        if random.below(10) == 0 {
            // Behind the end of the line, of the text, or amid a pair of surrogates.
            position["character"] =
                json!(position["character"].as_u64().unwrap() + random.below(50) as u64);
            position["line"] = json!(position["line"].as_u64().unwrap() + random.below(2) as u64);
        }
        let params = json!({
            "textDocument": document, "position": position, "positions": [position],
            "range": {"start": position, "end": position},
            "newName": *random.one(&["renamed", "a b", "class", "é", ""]),
            "context": {"diagnostics": [], "includeDeclaration": true},
        });
        (format!("textDocument/{method}"), params)
    }
}

/// A question that was asked of this text.
struct Pending {
    id: i64,
    method: String,
    params: Value,
    text: String,
}

/// Every range and position in an answer lies in the text.
fn check(answer: &Value, lines: &[usize], wrong: &mut Vec<String>) {
    let is_inside = |position: &Value| {
        let line = position["line"].as_u64().unwrap_or(u64::MAX) as usize;
        lines
            .get(line)
            .is_some_and(|length| position["character"].as_u64().unwrap() as usize <= *length)
    };
    match answer {
        Value::Array(items) => items.iter().for_each(|item| check(item, lines, wrong)),
        // Counted from 1 and in scalar values: the places of `codenode/nodes` and of `data`.
        Value::Object(fields) if fields.contains_key("offset") => {}
        Value::Object(fields) => {
            if let (Some(start), Some(end)) = (fields.get("start"), fields.get("end"))
                && start["character"].is_u64()
            {
                let order =
                    |position: &Value| (position["line"].as_u64(), position["character"].as_u64());
                if !is_inside(start) || !is_inside(end) || order(start) > order(end) {
                    wrong.push(format!("{answer}"));
                }
                return;
            }
            if fields.contains_key("character") && !is_inside(answer) {
                wrong.push(format!("{answer}"));
            }
            fields.values().for_each(|value| check(value, lines, wrong));
        }
        _ => {}
    }
}

/// Semantic tokens stand in order and in their lines.
fn check_tokens(data: &Value, lines: &[usize], wrong: &mut Vec<String>) {
    let (mut line, mut start, mut end) = (0, 0, 0);
    let numbers: Vec<usize> = data
        .as_array()
        .into_iter()
        .flatten()
        .map(|one| one.as_u64().unwrap() as usize)
        .collect();
    for token in numbers.chunks(5) {
        let same = token[0] == 0;
        line += token[0];
        start = token[1] + if same { start } else { 0 };
        if same && start < end
            || lines
                .get(line)
                .is_none_or(|length| start + token[2] > *length)
        {
            wrong.push(format!("token {token:?} in line {line} at {start}"));
        }
        end = start + token[2];
    }
}

fn settle(client: &mut Client, pending: Pending, seed: u64) {
    let Pending {
        id,
        method,
        params,
        text,
    } = pending;
    let answer = client.answer_to(id);
    let code = answer["error"]["code"].as_i64();
    // Refused: wrong parameters (no such node), content modified, nothing to rename.
    let allowed = [None, Some(-32602), Some(-32801), Some(-32803)].contains(&code);
    let lines: Vec<usize> = text
        .split('\n')
        .map(|line| line.encode_utf16().count())
        .collect();
    let mut wrong = Vec::new();
    check(&answer["result"], &lines, &mut wrong);
    if method.contains("semanticTokens") {
        check_tokens(&answer["result"]["data"], &lines, &mut wrong);
    }
    if !allowed || !wrong.is_empty() {
        let kept = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("random-{seed}.txt"));
        std::fs::write(&kept, &text).unwrap();
        panic!(
            "seed {seed}: {method} {params} of {}: {wrong:?} {}",
            kept.display(),
            answer["error"]
        );
    }
}

fn play(seed: u64, name: &str, text: &str) {
    let mut random = Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let mut client = Client::initialized(json!({"textDocument": {"diagnostic": {}}})).0;
    let mut document = Document {
        uri: format!("file:///flows/{name}"),
        text: text.to_owned(),
        version: 1,
    };
    let language = if name.ends_with("json") {
        "json"
    } else {
        "yaml"
    };
    client.open(&document.uri, language, 1, text);
    let mut pending = Vec::new();
    for step in 0..STEPS {
        match random.below(10) {
            // Somebody gives up and takes the file as it was.
            0 if step % 40 == 39 => {
                document.text = text.to_owned();
                document.version += 1;
                client.change(&document.uri, document.version, json!([{"text": text}]));
            }
            0..4 => document.edit(&mut random, &mut client),
            _ => {
                let (method, params) = document.question(&mut random);
                let id = client.ask(&method, params.clone());
                let text = document.text.clone();
                pending.push(Pending {
                    id,
                    method,
                    params,
                    text,
                });
            }
        }
        if pending.len() >= MOST_PENDING {
            let at = random.below(pending.len());
            settle(&mut client, pending.swap_remove(at), seed);
        }
    }
    for one in pending {
        settle(&mut client, one, seed);
    }
    // The server has the text that the editor has.
    if let Some(code) = client.request(
        "codenode/nodes",
        json!({"textDocument": {"uri": document.uri}}),
    )["result"]["nodes"]
        .as_array()
        .and_then(|nodes| nodes.first()?["range"]["start"]["offset"].as_u64())
    {
        assert!(code as usize <= document.text.len(), "seed {seed}");
    }
    let complaints = client.complaints();
    assert!(complaints.is_empty(), "seed {seed}, {name}: {complaints}");
}

/// A small Dify workflow with code in a block, in double quotes and in single quotes.
fn dify() -> String {
    let node = |id: &str, language: &str, code: &str| {
        format!(
            "    - id: '{id}'\n      data:\n        type: code\n        title: 採点 {id}\n        code_language: {language}\n        variables:\n        - variable: message\n          value_selector: [s, message]\n        outputs:\n          score: {{type: number, children: null}}\n        code: {code}\n"
        )
    };
    let python = "|\n          import json\n          class Scale:\n              def __init__(self, by):\n                  self.by = by\n\n              def of(self, n):\n                  return n * self.by\n\n          def main(message: str) -> dict:\n              mark = \"😀 é\"\n              rows = [json.loads(m) for m in message.split()]\n              return {\"score\": Scale(2).of(len(rows))}\n";
    format!(
        "app: {{mode: workflow, name: f}}\nkind: app\nversion: 0.6.0\nworkflow:\n  graph:\n    edges:\n    - {{id: x, source: s, target: '17', data: {{}}}}\n    nodes:\n    - id: s\n      data: {{type: start, title: Start, variables: [{{variable: message, type: paragraph, required: true}}]}}\n{}{}{}",
        node("17", "python3", python),
        node(
            "18",
            "javascript",
            "\"function main({message}) {\\n  const s = `😀 ${message}`;\\n  re\\\n          turn {score: s.length};\\n}\\n\""
        ),
        node(
            "19",
            "javascript",
            "'function main({message}) { return {score: message.length, it: ''s''}; }'"
        ),
    )
}

fn files() -> Vec<(String, String)> {
    let code = "const é = '😀';\\nfunction twice(n) { return n * 2; }\\nclass A { constructor() { this.x = 1; } m() { return this.x; } }\\nreturn $input.all().map((item) => ({json: {n: twice(item.json.n), a: new A().m()}}));";
    let mut files = vec![
        ("one-line.json".to_owned(), workflow(code)),
        ("quoted.yml".to_owned(), dify()),
        ("crlf.yml".to_owned(), dify().replace('\n', "\r\n")),
    ];
    for name in ["dify/ticket-triage.yml", "n8n/incoming-orders.json"] {
        files.push((name.rsplit('/').next().unwrap().to_owned(), example(name)));
    }
    files
}

/// The files of a folder, at most so large.
fn corpus(folder: &Path) -> Vec<(String, String)> {
    const MOST: usize = 200_000;
    let mut found = Vec::new();
    let mut pending = vec![folder.to_owned()];
    while let Some(folder) = pending.pop() {
        let entries = std::fs::read_dir(&folder).into_iter().flatten().flatten();
        let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
        paths.sort();
        for path in paths {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            match std::fs::read_to_string(&path) {
                _ if path.is_dir() => pending.push(path),
                Ok(text) if text.len() <= MOST && !name.contains(' ') => found.push((name, text)),
                _ => {}
            }
        }
    }
    found.retain(|(name, _)| {
        [".json", ".yml", ".yaml"]
            .iter()
            .any(|end| name.ends_with(end))
            && name.is_ascii()
    });
    found
}

#[test]
fn a_random_editor_is_always_answered() {
    let named = std::env::var("CODENODE_SEEDS").unwrap_or_else(|_| "1..11".to_owned());
    let (from, to) = named.split_once("..").unwrap();
    let mut files = files();
    if let Some(folder) = std::env::var_os("CODENODE_CORPUS") {
        files.extend(corpus(Path::new(&folder)));
    }
    for seed in from.parse::<u64>().unwrap()..to.parse().unwrap() {
        let (name, text) = &files[seed as usize % files.len()];
        println!("seed {seed}: {name}");
        play(seed, name, text);
    }
}
