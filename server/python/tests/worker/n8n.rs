use runner::{
    Failure, Limits, Log, Mode, Modules, N8nRun, Program, Request, Sent, Stage, WorkflowFacts,
};
use serde_json::{Value, json};

use crate::ask;

/// The built-ins that n8n takes away (reference n8n 10).
const DENIED: &str = "eval exec compile open input breakpoint getattr object type vars setattr delattr hasattr dir \
                      memoryview __build_class__ globals locals license help credits copyright";

fn n8n(mode: Mode, code: &str, items: Value, modules: &[&str]) -> Request {
    let Value::Array(items) = items else {
        panic!("items are a list");
    };
    let item = |item: Value| item.as_object().expect("an item").clone();
    Request {
        code: code.into(),
        program: Program::N8n(Box::new(N8nRun {
            mode,
            items: items.into_iter().map(item).collect(),
            nodes: Default::default(),
            node_names: Vec::new(),
            previous: None,
            links: runner::Links::default(),
            parameters: Default::default(),
            vars: Default::default(),
            query: None,
            workflow: WorkflowFacts::default(),
            static_data: Default::default(),
            now: None,
            timezone: "UTC".into(),
            modules: Modules {
                builtin: Some(modules.iter().map(|module| (*module).into()).collect()),
                external: Some(Vec::new()),
                ..Modules::default()
            },
            builtins_denied: DENIED.split_whitespace().map(Into::into).collect(),
            blocks_env: true,
            continue_on_fail: false,
            task_runner: true,
        })),
        limits: Limits::default(),
    }
}

fn all(code: &str) -> Result<Sent, Failure> {
    let items = json!([{"json": {"a": 1}}, {"json": {"a": 2}}]);
    let mut turns = ask(&n8n(Mode::AllItems, code, items, &["json", "datetime"])).turns;
    turns.remove(0).result
}

#[test]
fn all_items_run_once() {
    let value = all("return [{'json': {'n': i['json']['a']}} for i in _items] + [_query]").unwrap();
    assert_eq!(
        crate::json(&value),
        json!([{"json": {"n": 1}}, {"json": {"n": 2}}, null])
    );
}

#[test]
fn each_item_runs_alone_up_to_the_first_failure() {
    let items = json!([{"json": {"a": 2}}, {"json": {"a": 0}}, {"json": {"a": 1}}]);
    let code = "global seen\nseen = 1\nreturn {'json': {'n': 4 / _item['json']['a']}}";
    let turns = ask(&n8n(Mode::EachItem, code, items, &[])).turns;
    assert_eq!(turns.len(), 2);
    assert_eq!(
        crate::json(turns[0].result.as_ref().unwrap()),
        json!({"json": {"n": 2.0}})
    );
    let failure = turns[1].result.as_ref().unwrap_err();
    assert_eq!(failure.message, "division by zero");
    assert_eq!(failure.class.as_deref(), Some("ZeroDivisionError"));
    assert_eq!(failure.line, Some(3));
}

#[test]
fn what_json_does_not_know_is_text() {
    let value =
        all("import datetime\nreturn [{1}, b'x', datetime.date(2024, 1, 2), 1j, (1,)]").unwrap();
    let Sent::List(values) = value else {
        panic!("a list")
    };
    let text = |value: &Sent| match value {
        Sent::Instance { text, .. } => text.clone(),
        _ => None,
    };
    let texts: Vec<_> = values.iter().filter_map(text).collect();
    assert_eq!(texts, ["{1}", "b'x'", "2024-01-02", "1j"]);
    assert_eq!(values[4], Sent::Tuple(vec![Sent::Int("1".into())]));
}

#[test]
fn few_names_are_there() {
    for (code, message) in [
        ("return type(1)", "name 'type' is not defined"),
        ("return open('x')", "name 'open' is not defined"),
        ("class A: pass", "__build_class__ not found"),
        ("return _item", "name '_item' is not defined"),
        ("return _input", "name '_input' is not defined"),
        ("return items", "name 'items' is not defined"),
        (
            "return _items[0].json",
            "'dict' object has no attribute 'json'",
        ),
        ("return {}['nope']", "'nope'"),
        (
            "print('a', end='')",
            "TaskExecutor._create_custom_print.<locals>.custom_print() got an unexpected keyword argument 'end'",
        ),
        ("import json.nosuch", "No module named 'json.nosuch'"),
    ] {
        let failure = all(code).expect_err(code);
        assert_eq!(failure.message, message, "{code}");
        assert_eq!(
            (failure.stage, failure.line),
            (Stage::UserCode, Some(1)),
            "{code}"
        );
    }
}

#[test]
fn modules_follow_the_lists() {
    assert!(all("import json\nreturn json.loads('[]')").is_ok());
    for (code, description) in [
        (
            "import re",
            "Import of standard library module 're' is disallowed. Allowed stdlib modules: datetime, json",
        ),
        (
            "def f():\n    import numpy.linalg\nf()",
            "Import of external package 'numpy.linalg' is disallowed. Allowed external packages: none",
        ),
    ] {
        let failure = all(code).expect_err(code);
        assert_eq!(failure.stage, Stage::Policy);
        assert_eq!(failure.message, "Security violation detected");
        assert_eq!(failure.trace.as_deref(), Some(description));
    }
}

#[test]
fn strings_over_several_lines_move_in_with_the_code() {
    let value = all("x = '''a\nb\n\nc'''\nreturn x").unwrap();
    assert_eq!(value, Sent::String("a\n    b\n\n    c".into()));
}

#[test]
fn syntax_errors_say_what_n8n_says() {
    let failure = all("x = 1\nawait x").unwrap_err();
    assert_eq!(failure.stage, Stage::Syntax);
    assert_eq!(failure.line, Some(2));
    assert_eq!(
        failure.message,
        "'await' outside async function (<all_items_task_execution>, line 3)"
    );
}

#[test]
fn prints_are_shown_as_the_editor_shows_them() {
    let code = "print('a', 1, 2.5, None, True, {'k': [1, 'é']}, (1,), {1})\nx = []\nx.append(x)\nprint(x)\n\
                for i in range(120): print(i)\nreturn []";
    let logs = ask(&n8n(Mode::AllItems, code, json!([]), &[])).logs;
    assert_eq!(logs.len(), 101);
    assert_eq!(
        logs[0],
        Log {
            error: false,
            text: "'a' 1 2.5 None True {\"k\": [1, \"é\"]} [1] \"{1}\"".into()
        }
    );
    assert_eq!(logs[1].text, "[Circular list]");
    assert_eq!(
        logs[100].text,
        "[Output truncated - 22 more print statements]"
    );
}
