//! The worker as it is shipped: one request in, one answer out.

mod agreement;
mod dify;
mod limits;
mod n8n;

use std::io::Write;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use runner::{
    Answer, DifyRun, Failure, Limits, Modules, Program, READY, Request, Sent, SentKey, arguments,
};
use serde_json::{Map, Value};

/// Runs one request in a fresh worker.
fn ask(request: &Request) -> Answer {
    ask_after(Duration::ZERO, request)
}

/// Runs one request in a worker that had to wait for it.
fn ask_after(wait: Duration, request: &Request) -> Answer {
    let mut worker = Command::new(env!("CARGO_BIN_EXE_codenode-python"))
        .args(arguments(&request.limits))
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the worker starts");
    let mut input = worker.stdin.take().expect("a pipe");
    thread::sleep(wait);
    let line = serde_json::to_string(request).expect("the request is JSON");
    writeln!(input, "{line}").expect("the worker reads");
    drop(input);
    let output = worker.wait_with_output().expect("the worker ends");
    let text = String::from_utf8(output.stdout).expect("the answer is text");
    let answer = text
        .strip_prefix(READY)
        .unwrap_or_else(|| panic!("the worker is not ready: {text}"));
    serde_json::from_str(answer).unwrap_or_else(|error| panic!("{error}: {answer}"))
}

/// What Dify has: the whole standard library and a few packages.
fn dify(code: &str, inputs: Value) -> Request {
    let Value::Object(inputs) = inputs else {
        panic!("inputs are an object");
    };
    Request {
        code: code.into(),
        program: Program::Dify(DifyRun {
            inputs,
            python: 14,
            modules: Modules {
                builtin: None,
                external: Some(vec!["requests".into(), "jinja2".into()]),
                ..Modules::default()
            },
            traceback_file: "<fd3>".into(),
        }),
        limits: Limits::default(),
    }
}

/// The result of code that runs once.
fn run(request: &Request) -> Result<Sent, Failure> {
    let mut turns = ask(request).turns;
    assert_eq!(turns.len(), 1);
    turns.remove(0).result
}

/// The value as JSON, as far as it is.
fn json(sent: &Sent) -> Value {
    match sent {
        Sent::Null => Value::Null,
        Sent::Boolean(value) => (*value).into(),
        Sent::Int(digits) | Sent::Float(digits) => {
            serde_json::from_str(digits).unwrap_or_else(|_| digits.as_str().into())
        }
        Sent::String(text) => text.as_str().into(),
        Sent::List(elements) | Sent::Tuple(elements) => elements.iter().map(json).collect(),
        Sent::Object(fields) => {
            let field = |(key, value): &(SentKey, Sent)| match key {
                SentKey::Text(key) => (key.clone(), json(value)),
                SentKey::Bad(class) => (format!("<{class}>"), json(value)),
            };
            Value::Object(fields.iter().map(field).collect::<Map<_, _>>())
        }
        other => panic!("{other:?} is not JSON"),
    }
}
