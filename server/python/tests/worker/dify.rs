use std::time::Duration;

use runner::{Failure, Log, Program, Request, Sent, SentKey, Stage};
use serde_json::{Value, json};

use crate::{ask, dify, run};

fn gives(code: &str, inputs: Value) -> Value {
    match run(&dify(code, inputs)) {
        Ok(sent) => crate::json(&sent),
        Err(failure) => panic!("{code}\n{failure:?}"),
    }
}

fn fails(request: &Request) -> Failure {
    match run(request) {
        Ok(sent) => panic!("{}\n{sent:?}", request.code),
        Err(failure) => failure,
    }
}

fn python(code: &str, python: u8) -> Request {
    let mut request = dify(code, json!({}));
    if let Program::Dify(run) = &mut request.program {
        run.python = python;
    }
    request
}

#[test]
fn main_is_called_with_the_inputs_by_name() {
    let code = "def main(b, *, a, c=3, **rest):\n    return {'sum': a + b + c, 'rest': rest}";
    assert_eq!(
        gives(code, json!({"a": 1, "b": 2, "x y": [1.5, null, true, "é"]})),
        json!({"sum": 6, "rest": {"x y": [1.5, null, true, "é"]}})
    );
    assert_eq!(
        gives("main = lambda a: a", json!({"a": {"k": []}})),
        json!({"k": []})
    );
}

#[test]
fn names_stand_where_the_wrapper_binds_them() {
    let code = "top = [os.sep, sys.argv is not None, __name__]\n\
                def main():\n    return [top, json.dumps({}), b64decode('YQ==').decode(), inputs_obj]";
    assert_eq!(
        gives(code, json!({})),
        json!([["/", true, "__main__"], "{}", "a", {}])
    );
    let failure = fails(&dify("x = json.dumps(1)\ndef main(): pass", json!({})));
    assert_eq!(failure.message, "name 'json' is not defined");
    assert_eq!(failure.line, Some(1));
    let failure = fails(&dify("def man(): pass", json!({})));
    assert_eq!(failure.message, "name 'main' is not defined");
    assert_eq!(failure.line, None);
}

#[test]
fn what_is_not_json_goes_over_as_it_is() {
    let value = |expression: &str| {
        let code = format!(
            "import datetime, decimal, collections, enum\nclass Own: pass\ndef main():\n    return {expression}"
        );
        run(&dify(&code, json!({}))).unwrap()
    };
    let user = |class: &str| Sent::Instance {
        class: format!("user:{class}"),
        text: None,
    };
    assert_eq!(
        value("(1, None)"),
        Sent::Tuple(vec![Sent::Int("1".into()), Sent::Null])
    );
    assert_eq!(value("{1}"), Sent::Set(vec![Sent::Int("1".into())]));
    assert_eq!(value("b'x'"), Sent::Bytes("b'x'".into()));
    assert_eq!(value("float('nan')"), Sent::Float("NaN".into()));
    assert_eq!(value("-float('inf')"), Sent::Float("-inf".into()));
    assert_eq!(value("1e22"), Sent::Float("1e+22".into()));
    assert_eq!(value("2 ** 70"), Sent::Int("1180591620717411303424".into()));
    assert_eq!(value("datetime.datetime(2024, 1, 1)"), user("datetime"));
    assert_eq!(value("decimal.Decimal(1)"), user("Decimal"));
    assert_eq!(value("Own()"), user("Own"));
    assert_eq!(value("(x for x in [])"), user("generator"));
    assert_eq!(value("main"), Sent::Function);
    assert_eq!(
        value("{1: 'a', None: 'b', True: 'c', 1.5: 'd', (1,): 'e'}"),
        Sent::Object(
            [
                (SentKey::Text("1".into()), "c"),
                (SentKey::Text("null".into()), "b"),
                (SentKey::Text("1.5".into()), "d"),
                (SentKey::Bad("tuple".into()), "e"),
            ]
            .map(|(key, value)| (key, Sent::String(value.into())))
            .into()
        )
    );
    assert_eq!(
        value("[x := [], x.append(x)][0]"),
        Sent::List(vec![Sent::Circular])
    );
    assert_eq!(value("enum.IntEnum('E', 'A').A"), Sent::Int("1".into()));
    let Sent::Promise(_) = run(&dify("async def main(): pass", json!({}))).unwrap() else {
        panic!("a coroutine is a promise");
    };
}

#[test]
fn printing_goes_to_the_logs() {
    let code = "import sys\nprint('a', 1, sep='-', end='')\ndef main():\n    print('b\\nc')\n    \
                print('bad', file=sys.stderr)\n    sys.stdout.write('open')\n    return {}";
    let log = |error, text: &str| Log {
        error,
        text: text.into(),
    };
    assert_eq!(
        ask(&dify(code, json!({}))).logs,
        [
            log(false, "a-1b"),
            log(false, "c"),
            log(true, "bad"),
            log(false, "open")
        ]
    );
}

#[test]
fn the_compiler_warns_as_the_version_does() {
    let warned = |version| {
        let logs = ask(&python("x = '\\d'\ndef main(): return {}", version)).logs;
        logs.into_iter().map(|log| log.text).collect::<Vec<_>>()
    };
    assert!(warned(10).is_empty());
    assert_eq!(
        warned(13),
        ["<fd3>:1: SyntaxWarning: invalid escape sequence '\\d'"]
    );
    assert!(
        warned(14)[0].starts_with("<fd3>:1: SyntaxWarning: \"\\d\" is an invalid escape sequence.")
    );
}

#[test]
fn exceptions_have_class_words_line_and_traceback() {
    let code = "import json\ndef read(text):\n    return json.loads(text)\ndef main(a):\n    return read(a)";
    let failure = fails(&dify(code, json!({"a": "{'x': 1}"})));
    assert_eq!(failure.stage, Stage::UserCode);
    assert_eq!(failure.class.as_deref(), Some("JSONDecodeError"));
    assert_eq!(failure.line, Some(3));
    assert_eq!(
        failure.trace.as_deref(),
        Some(
            "Traceback (most recent call last):\n  File \"<fd3>\", line 5, in main\n  File \"<fd3>\", line 3, in read\n\
             json.decoder.JSONDecodeError: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)\n"
        )
    );
    let failure = fails(&dify("def main(a): pass", json!({"b": 1})));
    assert_eq!(
        failure.message,
        "main() got an unexpected keyword argument 'b'"
    );
    assert_eq!(failure.line, None);
    let chained = "def main():\n    try:\n        1 / 0\n    except ZeroDivisionError as e:\n        raise KeyError('k') from e";
    assert_eq!(
        fails(&dify(chained, json!({}))).trace.as_deref(),
        Some(
            "Traceback (most recent call last):\n  File \"<fd3>\", line 3, in main\nZeroDivisionError: division by zero\n\n\
             The above exception was the direct cause of the following exception:\n\n\
             Traceback (most recent call last):\n  File \"<fd3>\", line 5, in main\nKeyError: 'k'\n"
        )
    );
}

#[test]
fn syntax_errors_have_their_place() {
    let failure = fails(&dify("def main():\n    return {'a': 1\n", json!({})));
    assert_eq!((failure.stage, failure.line), (Stage::Syntax, Some(2)));
    assert_eq!(failure.message, "'{' was never closed");
    let failure = fails(&dify("def main():\n  x = 1\n   y = 2", json!({})));
    assert_eq!(failure.class.as_deref(), Some("IndentationError"));
    assert_eq!(failure.message, "unexpected indent");
    let failure = fails(&dify("a = “b”", json!({})));
    assert_eq!(failure.message, "invalid character '“' (U+201C)");
    assert_eq!((failure.line, failure.column), (Some(1), Some(5)));
}

#[test]
fn the_literal_inputs_is_replaced() {
    let code = "def main(a):\n    return '{{inputs}}'";
    assert_eq!(gives(code, json!({"a": 1})), json!("eyJhIjoxfQ=="));
}

#[test]
fn modules_are_those_of_the_platform() {
    let missing = fails(&dify("import numpy\ndef main(): pass", json!({})));
    assert_eq!(missing.stage, Stage::UserCode);
    assert_eq!(missing.class.as_deref(), Some("ModuleNotFoundError"));
    assert_eq!(missing.message, "No module named 'numpy'");
    let caught = "try:\n    import jinja2\nexcept ImportError:\n    pass\ndef main(): return {}";
    let failure = fails(&dify(caught, json!({})));
    assert_eq!((failure.stage, failure.line), (Stage::Engine, Some(2)));
    for code in [
        "import asyncio",
        "def f():\n    import sqlite3\nf()",
        "import importlib\nimportlib.import_module('jinja2')",
    ] {
        assert_eq!(fails(&dify(code, json!({}))).stage, Stage::Engine, "{code}");
    }
    let typo = fails(&dify("from json import load_s", json!({})));
    assert_eq!(typo.class.as_deref(), Some("ImportError"));
    let newer = fails(&python("import tomllib", 10));
    assert_eq!(newer.message, "No module named 'tomllib'");
    let request = "import requests\ndef main():\n    try:\n        requests.get('https://a.b/c', timeout=5)\n    \
                   except requests.exceptions.RequestException as e:\n        return [type(e).__name__, str(e)[:40]]";
    assert_eq!(
        gives(request, json!({})),
        json!([
            "ConnectionError",
            "HTTPSConnectionPool(host='a.b', port=443"
        ])
    );
}

#[test]
fn versions_differ() {
    let annotated = "def main(a: List = None) -> Dict:\n    return {}";
    assert_eq!(
        fails(&python(annotated, 10)).message,
        "name 'List' is not defined"
    );
    assert!(run(&python(annotated, 14)).is_ok());
    let sum = "def main():\n    return sum([0.1] * 10)";
    assert_eq!(
        run(&python(sum, 10)),
        Ok(Sent::Float("0.9999999999999999".into()))
    );
    assert_eq!(run(&python(sum, 14)), Ok(Sent::Float("1.0".into())));
}

#[test]
fn older_versions_have_less() {
    let body = |body: &str| python(&format!("def main():\n    {body}"), 10);
    let zulu = "from datetime import datetime\n    return str(datetime.fromisoformat('2024-01-02T03:04:05Z'))";
    assert_eq!(
        fails(&body(zulu)).message,
        "Invalid isoformat string: '2024-01-02T03:04:05Z'"
    );
    let plain = "from datetime import datetime\n    return str(datetime.fromisoformat('2024-01-02 03:04:05.123+08:00'))";
    assert_eq!(
        run(&body(plain)),
        Ok(Sent::String("2024-01-02 03:04:05.123000+08:00".into()))
    );
    let regex = fails(&body("import re\n    re.compile('(')"));
    assert_eq!(regex.class.as_deref(), Some("error"));
    let hour = fails(&body("import datetime\n    datetime.time(25)"));
    assert_eq!(hour.message, "hour must be in 0..23");
    let values = fails(&body("a, b = 1, 2, 3"));
    assert_eq!(values.message, "too many values to unpack (expected 2)");
}

/// A spare has loaded modules before it learns of the version.
#[test]
fn a_spare_answers_the_same() {
    let code = "import re, datetime\ndef main():\n    try:\n        datetime.datetime.fromisoformat('20240102')\n    \
                except ValueError:\n        re.compile('(')";
    let answer = crate::ask_after(Duration::from_millis(700), &python(code, 10));
    let failure = answer.turns[0].result.as_ref().unwrap_err();
    assert_eq!(failure.class.as_deref(), Some("error"));
    assert_eq!(failure.line, Some(6));
}

#[test]
fn time_zones_come_along() {
    let code = "from zoneinfo import ZoneInfo\nfrom datetime import datetime\n\
                def main(): return datetime(2024, 7, 1, tzinfo=ZoneInfo('America/New_York')).isoformat()";
    assert_eq!(gives(code, json!({})), json!("2024-07-01T00:00:00-04:00"));
}

#[test]
fn leaving_is_an_exception() {
    for code in [
        "import sys\ndef main():\n    sys.exit(3)",
        "def main():\n    exit(3)",
    ] {
        let failure = fails(&dify(code, json!({})));
        assert_eq!(failure.class.as_deref(), Some("SystemExit"));
        assert_eq!(failure.message, "3");
    }
    let failure = fails(&dify("def main():\n    input('?')", json!({})));
    assert_eq!(failure.class.as_deref(), Some("EOFError"));
}
