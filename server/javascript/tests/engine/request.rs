//! Requests in a few words, and what came of them.

use runner::{
    Answer, DifyRun, Failure, Item, Limits, Links, Mode, Modules, N8nRun, Program, Request, Sent,
    SentKey, WorkflowFacts,
};
use serde_json::{Map, Value, json};

/// The items whose `json` these are.
pub(crate) fn items(values: Value) -> Vec<Item> {
    let values = values.as_array().expect("an array").iter();
    let item = |(at, json): (usize, &Value)| json!({ "json": json, "pairedItem": { "item": at } });
    values.enumerate().map(item).map(object).collect()
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(object) => object,
        other => panic!("{other} is no object"),
    }
}

/// A run of n8n 2 with default settings.
pub(crate) fn n8n(mode: Mode, code: &str, input: Value) -> Request {
    let run = N8nRun {
        mode,
        items: items(input),
        nodes: [("Start".to_owned(), items(json!([{ "s": 1 }])))].into(),
        node_names: ["Start", "Input", "Code", "Later"]
            .map(str::to_owned)
            .into(),
        previous: Some("Input".to_owned()),
        links: Links::default(),
        parameters: Map::new(),
        vars: object(json!({ "region": "eu" })),
        query: None,
        workflow: WorkflowFacts {
            id: "wf1".to_owned(),
            name: "Sample".to_owned(),
            active: false,
            node: "Code".to_owned(),
            node_id: "n1".to_owned(),
            node_version: 2.0,
        },
        static_data: object(json!({ "global": { "count": 1 } })),
        now: Some(1_700_000_000_000),
        timezone: "UTC".to_owned(),
        modules: Modules {
            builtin: Some(vec![]),
            external: Some(vec![]),
            ..Modules::default()
        },
        builtins_denied: vec![],
        blocks_env: true,
        continue_on_fail: false,
        task_runner: true,
    };
    request(code, Program::N8n(Box::new(run)))
}

/// The n8n part of `request`, to be changed.
pub(crate) fn run_of(request: &mut Request) -> &mut N8nRun {
    match &mut request.program {
        Program::N8n(run) => run,
        Program::Dify(_) => panic!("not n8n"),
    }
}

/// A run of Dify with `inputs`.
pub(crate) fn dify(code: &str, inputs: Value) -> Request {
    let run = DifyRun {
        inputs: object(inputs),
        python: 12,
        modules: Modules {
            external: Some(vec![]),
            ..Modules::default()
        },
        traceback_file: String::new(),
    };
    request(code, Program::Dify(run))
}

fn request(code: &str, program: Program) -> Request {
    Request {
        code: code.to_owned(),
        program,
        limits: Limits::default(),
    }
}

/// Runs on a stack as large as the engine asks for.
pub(crate) fn execute(request: Request) -> Answer {
    let thread = std::thread::Builder::new().stack_size(16 << 20);
    let work = thread.spawn(move || javascript::execute(&request));
    work.expect("a thread").join().expect("no panic")
}

/// The only turn, which went well, as JSON; what JSON lacks stands as text in angle brackets.
pub(crate) fn value(request: Request) -> Value {
    let answer = execute(request);
    assert_eq!(answer.turns.len(), 1, "{answer:?}");
    match &answer.turns[0].result {
        Ok(sent) => plain(sent),
        Err(failure) => panic!("{failure:?}"),
    }
}

/// The failure of the last turn.
pub(crate) fn failure(request: Request) -> Failure {
    let answer = execute(request);
    let turn = answer.turns.into_iter().last().expect("a turn");
    turn.result.expect_err("a failure")
}

/// What an all-items run of `code` over two items returns.
pub(crate) fn all(code: &str) -> Value {
    value(n8n(
        Mode::AllItems,
        code,
        json!([{ "a": 1, "list": [1, 2] }, { "a": 2 }]),
    ))
}

/// How an all-items run of `code` over two items fails.
pub(crate) fn all_fails(code: &str) -> Failure {
    failure(n8n(
        Mode::AllItems,
        code,
        json!([{ "a": 1, "list": [1, 2] }, { "a": 2 }]),
    ))
}

/// `sent` as JSON.
pub(crate) fn plain(sent: &Sent) -> Value {
    match sent {
        Sent::Null => Value::Null,
        Sent::Boolean(value) => json!(value),
        Sent::Float(text) => match text.parse::<f64>() {
            Ok(value)
                if value.is_finite()
                    && value.fract() == 0.0
                    && value.abs() < 1e15
                    && text != "-0" =>
            {
                json!(value as i64)
            }
            Ok(value) if value.is_finite() && text != "-0" => json!(value),
            _ => json!(format!("<{text}>")),
        },
        Sent::String(text) => json!(text),
        Sent::List(values) => values.iter().map(plain).collect(),
        Sent::Object(entries) => {
            let entry = |(key, value): &(SentKey, Sent)| match key {
                SentKey::Text(key) | SentKey::Bad(key) => (key.clone(), plain(value)),
            };
            Value::Object(entries.iter().map(entry).collect())
        }
        Sent::Instance { class, text } => {
            json!(format!("<{class} {}>", text.as_deref().unwrap_or("")))
        }
        Sent::Promise(value) => json!({ "<promise>": plain(value) }),
        other => json!(format!("<{other:?}>")),
    }
}
