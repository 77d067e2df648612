use std::time::{Duration, Instant};

use runner::{Limits, Program, Stage};
use serde_json::json;

use crate::{dify, run};

/// Every way of using up time or memory ends in a limit, in time.
#[test]
fn what_takes_too_much_is_ended() {
    let cases = [
        ("while True: pass", Some(2)),
        (
            "while True:\n        try:\n            while True: pass\n        except BaseException: pass",
            Some(4),
        ),
        ("return [0] * 10 ** 9", Some(2)),
        ("return 'a' * 10 ** 10", Some(2)),
        (
            "x = []\n    while True: x.append('a' * 1000 + str(len(x)))",
            Some(3),
        ),
        ("return sum(range(10 ** 12))", None),
        (
            "import re\n    return re.match(r'(a+)+$', 'a' * 40 + 'b')",
            None,
        ),
        ("return sorted(range(10 ** 9), key=lambda x: -x)", None),
        ("return 9 ** 9 ** 9", None),
        ("import time\n    time.sleep(100)", None),
    ];
    for (body, line) in cases {
        let mut request = dify(&format!("def main():\n    {body}"), json!({}));
        request.limits = Limits {
            milliseconds: 1500,
            memory: 128 << 20,
            ..Limits::default()
        };
        let start = Instant::now();
        let failure = run(&request).expect_err(body);
        assert_eq!(failure.stage, Stage::Limit, "{body}: {failure:?}");
        if line.is_some() {
            assert_eq!(failure.line, line, "{body}");
        }
        assert!(start.elapsed() < Duration::from_secs(8), "{body}");
    }
}

#[test]
fn deep_recursion_is_an_exception() {
    let bodies = [
        "def f(n): return f(n + 1)\n    return f(0)",
        "import json\n    return json.loads('[' * 100000)",
        "class A:\n        def __getattr__(self, name): return getattr(self, name + 'x')\n    return A().a",
    ];
    for body in bodies {
        let failure = run(&dify(&format!("def main():\n    {body}"), json!({}))).expect_err(body);
        assert_eq!(
            failure.class.as_deref(),
            Some("RecursionError"),
            "{body}: {failure:?}"
        );
    }
}

/// The stack bears more than CPython's, so there may be a result where CPython gives up; there is no crash.
#[test]
fn deep_values_are_survived() {
    let bodies = [
        "x = []\n    for _ in range(100000): x = [x]\n    return len(repr(x))",
        "x = []\n    for _ in range(100000): x = [x]\n    return x == x",
        "return eval('(' * 5000 + ')' * 5000)",
        "return eval('-' * 100000 + '1')",
    ];
    for body in bodies {
        let request = dify(&format!("def main():\n    {body}"), json!({}));
        if let Err(failure) = run(&request) {
            let class = failure.class.as_deref();
            let told = ["RecursionError", "MemoryError", "SyntaxError"].map(Some);
            assert!(told.contains(&class), "{body}: {failure:?}");
        }
    }
}

/// Before Python 3.12 `json.dumps` gives up; later ones go on for thousands of levels, of which the worker says nothing.
#[test]
fn values_too_deep_to_send_are_no_verdict_where_python_goes_on() {
    let code = "def main():\n    x = 1\n    for _ in range(1500): x = {'x': x}\n    return x";
    for (python, stage) in [(10, Stage::UserCode), (14, Stage::Engine)] {
        let mut request = dify(code, json!({}));
        if let Program::Dify(dify) = &mut request.program {
            dify.python = python;
        }
        assert_eq!(
            run(&request).expect_err("too deep").stage,
            stage,
            "{python}"
        );
    }
}

#[test]
fn printing_without_end_is_cut() {
    let mut request = dify(
        "def main():\n    for i in range(100000): print(i)\n    return {}",
        json!({}),
    );
    request.limits.logs = 1000;
    let answer = crate::ask(&request);
    assert!(answer.logs_cut);
    assert!(answer.logs.iter().map(|log| log.text.len()).sum::<usize>() <= 1000);
    assert!(answer.turns[0].result.is_ok());
}
