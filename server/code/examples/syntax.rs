//! Judges snippets from a pipe: JSON lines `{"language", "host", "python", "text"}` in, one JSON line
//! per snippet out, `null` where it parses. The conformance script of `tests/conformance/syntax` holds
//! the answers against those of the platforms' own engines.

use std::io::{BufRead, Write};

use code::{Host, Language, PythonVersion, Source, syntax};
use serde_json::{Value, json};

fn main() -> std::io::Result<()> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let case: Value = serde_json::from_str(&line?)?;
        writeln!(out, "{}", judge(&case))?;
    }
    out.flush()
}

fn judge(case: &Value) -> Value {
    let word = |key: &str| case[key].as_str().unwrap_or_default();
    let source = Source {
        text: word("text"),
        language: if word("language") == "python" {
            Language::Python
        } else {
            Language::JavaScript
        },
        host: host(word("host")),
        api: code::Api::None,
        python: PythonVersion(case["python"].as_u64().unwrap_or(14) as u8),
        inputs: None,
    };
    let Some(error) = syntax::check(&source) else {
        return Value::Null;
    };
    let offsets = |range: text::TextRange| [u32::from(range.start()), u32::from(range.end())];
    json!({
        "range": offsets(error.range.0), "message": error.message, "help": error.help,
        "related": error.related.map(|(range, message)| json!([offsets(range.0), message])),
        "platform": error.platform,
    })
}

fn host(name: &str) -> Host {
    match name {
        "module" => Host::Module,
        "eval" => Host::Eval,
        "function-body" => Host::FunctionBody,
        "comparator" => Host::Comparator,
        _ => Host::AsyncBody,
    }
}
