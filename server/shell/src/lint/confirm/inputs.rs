//! Inputs to try: what the declared types and the code's own texts and names suggest, simple ones first.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};
use workflow::{CodeNode, Contract, Input, Platform, Workflow};

/// More are never asked for.
const MOST: usize = 48;

/// Inputs for a node, each once.
pub(super) fn of(workflow: &Workflow, node: &CodeNode) -> Vec<Value> {
    let code = node.code.as_ref().map_or("", |code| code.text());
    let hints = Hints::of(code);
    let all = match workflow.platform {
        Platform::Dify => dify(node, &hints),
        Platform::N8n => n8n(node, &hints),
    };
    let mut seen = BTreeSet::new();
    all.into_iter()
        .filter(|input| seen.insert(input.to_string()))
        .take(MOST)
        .collect()
}

/// What the code speaks of.
struct Hints {
    /// Its short literal texts.
    texts: Vec<String>,
    /// Names behind a dot, and texts that could be keys.
    keys: Vec<String>,
    reads_json: bool,
}

impl Hints {
    fn of(code: &str) -> Hints {
        const MOST: usize = 12;
        let texts = quoted(code);
        let mut keys: Vec<String> = Vec::new();
        let named = after_dots(code).into_iter();
        let quoted = texts.iter().filter(|text| is_name(text)).cloned();
        for key in named.chain(quoted) {
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        keys.truncate(MOST);
        Hints {
            texts: texts.into_iter().take(MOST).collect(),
            keys,
            reads_json: code.contains("json.loads") || code.contains("JSON.parse"),
        }
    }

    /// An object with every key, of that value.
    fn object(&self, value: &Value) -> Value {
        let entries = self.keys.iter().map(|key| (key.clone(), value.clone()));
        Value::Object(entries.collect())
    }

    /// What a value of unknown type may be.
    fn any(&self) -> Vec<Value> {
        let mut any = vec![json!("text"), json!(1), json!([]), json!({}), Value::Null];
        any.extend(self.texts.iter().take(4).map(|text| json!(text)));
        any.extend([json!(0), json!(true), json!(""), json!(["text"])]);
        any.push(self.object(&json!("text")));
        any.push(json!([self.object(&json!("text"))]));
        any
    }

    fn strings(&self) -> Vec<Value> {
        let mut strings = Vec::new();
        if self.reads_json {
            let object = self.object(&json!("text"));
            strings.extend([json!("{}"), json!("[]"), json!("1")]);
            strings.push(json!(object.to_string()));
            strings.push(json!(json!([object]).to_string()));
        }
        strings.extend([json!("text"), json!("")]);
        strings.extend(self.texts.iter().map(|text| json!(text)));
        strings.extend([json!("0"), json!("a, b\nc: d")]);
        strings
    }

    /// Values of a type as Dify names it, a typical one first.
    fn values(&self, type_name: &str) -> Vec<Value> {
        let object = self.object(&json!("text"));
        match type_name {
            "number" | "integer" | "float" => {
                vec![json!(1), json!(0), json!(-1), json!(100), json!(1.5)]
            }
            "boolean" => vec![json!(true), json!(false)],
            "object" => vec![
                object,
                json!({}),
                self.object(&json!(1)),
                self.object(&json!([])),
            ],
            "array[number]" | "array[integer]" | "array[float]" => {
                vec![json!([1, 2]), json!([]), json!([0])]
            }
            "array[boolean]" => vec![json!([true]), json!([])],
            "array[object]" => vec![
                json!([object]),
                json!([]),
                json!([{}]),
                json!([self.object(&json!(1))]),
            ],
            "array[string]" => {
                let mut arrays = vec![json!(["text"]), json!([])];
                arrays.extend(self.strings().into_iter().map(|text| json!([text])));
                arrays
            }
            "array" | "array[any]" => vec![json!(["text"]), json!([]), json!([object]), json!([1])],
            _ => self.strings(),
        }
    }
}

fn dify(node: &CodeNode, hints: &Hints) -> Vec<Value> {
    let choices: Vec<(&str, Vec<Value>)> = node
        .inputs
        .iter()
        .map(|input| (input.name.as_str(), choices(input, hints)))
        .collect();
    let pick = |wanted: &dyn Fn(usize, usize) -> usize| {
        let entries = choices.iter().enumerate().map(|(at, (name, values))| {
            let value = &values[wanted(at, values.len()) % values.len()];
            ((*name).to_owned(), value.clone())
        });
        Value::Object(entries.collect())
    };
    let mut all = vec![pick(&|_, _| 0), pick(&|_, _| 1)];
    // One at a time, then everything at once.
    let longest = choices.iter().map(|(_, values)| values.len()).max();
    for step in 1..longest.unwrap_or(0) {
        for changed in 0..choices.len() {
            let at = |at: usize, _| if at == changed { step } else { 0 };
            all.push(pick(&at));
        }
        all.push(pick(&|at, count| (step * (at + 2)) % count));
    }
    all
}

fn choices(input: &Input, hints: &Hints) -> Vec<Value> {
    let file = input.type_name.as_deref() == Some("file")
        || input.type_name.as_deref() == Some("array[file]");
    // Dify's files are made by `codenode run`'s own samples only.
    if input.source.always_null() || file {
        return vec![Value::Null];
    }
    let type_name = input
        .type_name
        .as_deref()
        .or(input.declared_type.as_deref());
    let mut values = hints.values(type_name.unwrap_or("string"));
    if input.nullable {
        values.push(Value::Null);
    }
    values
}

fn n8n(node: &CodeNode, hints: &Hints) -> Vec<Value> {
    if node.contract == Contract::N8nTool {
        let queries = hints.strings().into_iter().chain(hints.any());
        return queries.map(|query| json!({"query": query})).collect();
    }
    let item = |json: Value| json!({ "json": json });
    let full = |value: &Value| item(hints.object(value));
    let text = json!("text");
    let mut all = vec![
        json!([item(json!({}))]),
        json!([full(&text)]),
        json!([]),
        json!([full(&text), full(&json!(1))]),
        json!([full(&text), item(json!({}))]),
    ];
    all.extend(hints.any().iter().map(|value| json!([full(value)])));
    for (index, key) in hints.keys.iter().enumerate() {
        for value in hints.any().iter().skip(index % 3).step_by(3) {
            let mut object = Map::new();
            object.insert(key.clone(), value.clone());
            all.push(json!([item(Value::Object(object))]));
        }
    }
    all
}

/// Short texts in quotes, as the code has them: no parser is needed for a guess.
fn quoted(code: &str) -> Vec<String> {
    const LONGEST: usize = 40;
    let mut texts: Vec<String> = Vec::new();
    for line in code.lines() {
        let mut rest = line;
        while let Some(start) = rest.find(['"', '\'']) {
            let quote = &rest[start..=start];
            let after = &rest[start + 1..];
            let Some(end) = after.find(quote) else { break };
            let text = &after[..end];
            let plain = !text.is_empty() && text.len() <= LONGEST && !text.contains('\\');
            if plain && !texts.iter().any(|known| known == text) {
                texts.push(text.to_owned());
            }
            rest = &after[end + 1..];
        }
    }
    texts
}

/// Names behind a dot that are not called: `item.json.total`.
fn after_dots(code: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for (at, _) in code.match_indices('.') {
        let rest = &code[at + 1..];
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_');
        let (name, after) = rest.split_at(end.unwrap_or(rest.len()));
        let own = ["json", "length", "binary", "prototype"].contains(&name);
        if is_name(name) && !own && !after.starts_with('(') && !names.iter().any(|it| it == name) {
            names.push(name.to_owned());
        }
    }
    names
}

fn is_name(text: &str) -> bool {
    let begins = text.starts_with(|c: char| c.is_alphabetic() || c == '_');
    begins && text.len() <= 40 && text.chars().all(|c| c.is_alphanumeric() || c == '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_says_what_to_try() {
        let hints = Hints::of(
            "if (item.json.plan === 'pro') out.push($json[\"first name\"].trim(), x.rate)",
        );
        assert_eq!(hints.texts, ["pro", "first name"]);
        assert_eq!(hints.keys, ["plan", "rate", "pro"]);
    }
}
