//! Code that takes too much: each case ends in a clear answer, in time, and the next run is none the worse.

use std::time::{Duration, Instant};

use run::{RunLimits, Stage};
use serde_json::Value;

use crate::files::{Place, file};
use crate::{can_run, run};

const LIMITS: RunLimits = RunLimits {
    milliseconds: 1000,
    memory: 128 << 20,
    logs: 64 << 10,
    answer: 4 << 20,
};

/// What a run may take in all: its time, and what it takes to start and to kill a child on a busy machine.
const LONGEST: Duration = Duration::from_secs(6);

/// Python in Dify: the body of `main`.
const PYTHON: &[(&str, &str)] = &[
    ("a loop", "while True: pass"),
    (
        "a loop that catches everything",
        "while True:\n    try:\n      while True: pass\n    except BaseException: pass",
    ),
    ("a long text", "return {'result': {'a': len('a' * 10**10)}}"),
    (
        "a long list",
        "x = [0] * 10**9\n  return {'result': {'a': len(x)}}",
    ),
    (
        "a long bytearray",
        "return {'result': {'a': len(bytearray(10**11))}}",
    ),
    (
        "a list that grows",
        "x = []\n  while True: x.append('a' * 1000 + str(len(x)))",
    ),
    ("a text that doubles", "x = 'ab'\n  while True: x += x"),
    (
        "a dict that grows",
        "x = {}\n  n = 0\n  while True:\n    n += 1\n    x[n] = [n] * 100",
    ),
    ("a power", "return {'result': {'a': 9**9**9 % 7}}"),
    ("a long sum", "return {'result': {'a': sum(range(10**12))}}"),
    (
        "sorting a range",
        "return {'result': {'a': len(sorted(range(10**9), key=lambda x: -x))}}",
    ),
    (
        "a catastrophic pattern",
        "import re\n  return {'result': {'a': str(re.match(r'(a+)+$', 'a' * 40 + 'b'))}}",
    ),
    ("sleeping", "import time\n  time.sleep(1000)"),
    (
        "an endless iterator",
        "import itertools\n  return {'result': {'a': sum(1 for _ in itertools.count())}}",
    ),
    (
        "an endless list",
        "import itertools\n  return {'result': {'a': list(itertools.repeat(0))}}",
    ),
    (
        "a product",
        "import itertools\n  return {'result': {'a': sum(1 for _ in itertools.product(range(100), repeat=9))}}",
    ),
    (
        "a large result",
        "return {'result': {'a': 'x' * (8 << 20)}}",
    ),
    (
        "a destructor that loops",
        "class A:\n    def __del__(self):\n      while True: pass\n  a = A()\n  del a",
    ),
    (
        "digits without end",
        "return {'result': {'a': len(str(7**(10**8)))}}",
    ),
    ("endless output", "while True: print('x' * 1000)"),
];

/// JavaScript on n8n.
const JAVASCRIPT: &[(&str, &str)] = &[
    ("a loop", "while (true) {}"),
    (
        "a loop that catches everything",
        "for (;;) { try { for (;;) {} } catch {} }",
    ),
    (
        "a loop in finally",
        "try { throw 1 } finally { for (;;) {} }",
    ),
    ("a loop of promises", "while (true) await 0;"),
    (
        "a loop of callbacks",
        "const again = () => Promise.resolve().then(again); await again(); await new Promise(() => { again(); });\nfor (;;) await 0;",
    ),
    ("a loop behind an await", "await 0; while (true) {}"),
    (
        "joining",
        "return [{json: {a: new Array(1e9).join('x').length}}];",
    ),
    (
        "joining numbers",
        "return [{json: {a: (new Array(3e8) + '').length}}];",
    ),
    (
        "filling",
        "return [{json: {a: new Array(1e9).fill(0).length}}];",
    ),
    (
        "a list that grows",
        "const x = []; for (;;) x.push('a'.repeat(1000) + x.length);",
    ),
    (
        "a text that doubles",
        "let x = 'ab'; for (;;) { x += x; x.charCodeAt(0); if (x.length > 5e8) x = x.slice(1e8) + 'y'; }",
    ),
    (
        "a map that grows",
        "const m = new Map(); for (let n = 0; ; n++) m.set(n, new Array(100).fill(n));",
    ),
    (
        "a catastrophic pattern",
        "return [{json: {a: /^(a+)+$/.test('a'.repeat(40) + 'b')}}];",
    ),
    (
        "an endless generator",
        "function* g() { for (;;) yield 1 } return [...g()];",
    ),
    (
        "sorting",
        "const x = Array.from({length: 3e6}, (_, n) => (n * 7919) % 3e6); for (;;) x.sort((a, b) => a < b ? 1 : -1);",
    ),
    (
        "replacing",
        "let x = 'a'.repeat(1e6); for (;;) x = x.replace(/a/g, 'b').replace(/b/g, 'a');",
    ),
    (
        "a large result",
        "return [{json: {a: 'x'.repeat(8 << 20)}}];",
    ),
    ("endless output", "for (;;) console.log('x'.repeat(1000));"),
    (
        "an endless getter",
        "return [{json: {get a() { for (;;) {} }}}];",
    ),
    (
        "an endless toJSON",
        "return [{json: {a: {toJSON() { for (;;) {} }}}}];",
    ),
    (
        "an endless proxy",
        "return new Proxy({}, {ownKeys() { for (;;) {} }});",
    ),
];

/// Not limits of ours: the language itself says no. They must end all the same, and nothing may crash.
const DEEP: &[(Place, &str, &str)] = &[
    (
        Place::DifyPython,
        "recursion",
        "def f(n): return f(n + 1)\n  return {'result': {'a': f(0)}}",
    ),
    (
        Place::DifyPython,
        "recursion that catches",
        "def f(n):\n    try: return f(n + 1)\n    except RecursionError: return f(n + 1)\n  return {'result': {'a': f(0)}}",
    ),
    (
        Place::DifyPython,
        "nested source",
        "return {'result': {'a': eval('(' * 100000 + ')' * 100000)}}",
    ),
    (
        Place::DifyPython,
        "a nested list shown",
        "x = []\n  for _ in range(100000): x = [x]\n  return {'result': {'a': repr(x)}}",
    ),
    (
        Place::DifyPython,
        "a nested list written",
        "import json\n  x = []\n  for _ in range(100000): x = [x]\n  return {'result': {'a': json.dumps(x)}}",
    ),
    (
        Place::DifyPython,
        "a nested list returned",
        "x = {}\n  for _ in range(100000): x = {'a': x}\n  return {'result': x}",
    ),
    (
        Place::DifyPython,
        "a pattern nested deep",
        "import re\n  return {'result': {'a': str(re.compile('(' * 5000 + ')' * 5000))}}",
    ),
    (
        Place::N8nJavaScript,
        "recursion",
        "const f = n => f(n + 1) + 1; return [{json: {a: f(0)}}];",
    ),
    (
        Place::N8nJavaScript,
        "a power",
        "return [{json: {a: String(9n ** (9n ** 9n) % 7n)}}];",
    ),
    (
        Place::N8nJavaScript,
        "nested JSON",
        "return [{json: {a: JSON.parse('['.repeat(1e6) + ']'.repeat(1e6))}}];",
    ),
    (
        Place::N8nJavaScript,
        "nested source",
        "return [{json: {a: eval('('.repeat(1e5) + '1' + ')'.repeat(1e5))}}];",
    ),
    (
        Place::N8nJavaScript,
        "a nested list written",
        "let x = []; for (let n = 0; n < 1e5; n++) x = [x]; return [{json: {a: JSON.stringify(x)}}];",
    ),
    (
        Place::N8nJavaScript,
        "a nested list returned",
        "let x = {}; for (let n = 0; n < 1e5; n++) x = {x}; return [{json: x}];",
    ),
    (
        Place::N8nJavaScript,
        "a nested pattern",
        "return [{json: {a: new RegExp('('.repeat(1e5) + ')'.repeat(1e5)).source.length}}];",
    ),
    (
        Place::N8nJavaScript,
        "a nested proxy",
        "let p = {}; for (let n = 0; n < 1e5; n++) p = new Proxy(p, {}); return [{json: {a: p.x}}];",
    ),
    (
        Place::N8nJavaScript,
        "a promise that never settles",
        "await new Promise(() => {}); return [];",
    ),
];

fn held(place: Place, name: &str, code: &str, wrong: &mut Vec<String>) -> Option<Stage> {
    let text = match place {
        Place::DifyPython => format!("def main():\n  {code}\n"),
        _ => code.to_owned(),
    };
    let start = Instant::now();
    let outcome = run(&file(place, &text), &Value::Null, LIMITS);
    let took = start.elapsed();
    if took > LONGEST {
        wrong.push(format!("{place:?}, {name}: took {took:?}"));
    }
    if let Some(error) = &outcome.error {
        println!(
            "{place:?}, {name}: {:?} after {took:.0?}: {:.90}",
            error.stage, error.message
        );
    }
    outcome.error.map(|error| error.stage)
}

fn all_end_in_a_limit(place: Place, cases: &[(&str, &str)]) {
    if !can_run(place.language()) {
        return;
    }
    let mut wrong = Vec::new();
    for (name, code) in cases {
        let stage = held(place, name, code, &mut wrong);
        if stage != Some(Stage::Limit) {
            wrong.push(format!("{place:?}, {name}: {stage:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn python_that_takes_too_much_ends_in_a_limit() {
    all_end_in_a_limit(Place::DifyPython, PYTHON);
}

#[test]
fn javascript_that_takes_too_much_ends_in_a_limit() {
    all_end_in_a_limit(Place::N8nJavaScript, JAVASCRIPT);
}

#[test]
fn what_is_nested_without_end_crashes_nothing() {
    let mut wrong = Vec::new();
    for (place, name, code) in DEEP {
        if can_run(place.language()) {
            held(*place, name, code, &mut wrong);
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// More levels than JSON parsers take by themselves.
#[test]
fn what_is_nested_deep_arrives() {
    let code =
        "let x = 1; for (let n = 0; n < 1000; n++) x = n % 2 ? {x} : [x]; return [{json: {x}}];";
    let outcome = run(
        &file(Place::N8nJavaScript, code),
        &Value::Null,
        RunLimits::default(),
    );
    assert!(outcome.ok, "{:?}", outcome.error);
    assert_eq!(levels(&outcome.items.expect("items")[0]["json"]["x"]), 1000);
    if can_run(Place::N8nPython.language()) {
        let code = "x = 1\nfor n in range(800): x = {'x': x} if n % 2 else [x]\nreturn [{'json': {'x': x}}]";
        let outcome = run(
            &file(Place::N8nPython, code),
            &Value::Null,
            RunLimits::default(),
        );
        assert!(outcome.ok, "{:?}", outcome.error);
        assert_eq!(levels(&outcome.items.expect("items")[0]["json"]["x"]), 800);
    }
}

fn levels(value: &Value) -> usize {
    let mut deepest = (value, 0);
    while let Some(inner) = deepest.0.get("x").or_else(|| deepest.0.get(0)) {
        deepest = (inner, deepest.1 + 1);
    }
    deepest.1
}
