//! Renaming by the rules of the languages: which names are one variable, and which new names would mean another.

mod common;

use common::{code_after, dify, n8n};

/// The cursor stands at `$0`; the code with the variable there called `new`, or why not.
fn python(marked: &str, new: &str) -> Result<String, String> {
    let flows = dify("python3", &["q"], &["r:string"], marked);
    same(flows, "Parse", new)
}

fn javascript(marked: &str, new: &str) -> Result<String, String> {
    same(n8n("javaScript", "all", marked), "Work", new)
}

/// What is the same in every envelope.
fn same(flows: Vec<common::Flow>, node: &str, new: &str) -> Result<String, String> {
    let mut answers = flows
        .iter()
        .map(|flow| match flow.snapshot.rename(flow.cursor, new) {
            Ok(edits) => Ok(code_after(flow, node, &edits).trim_end().to_owned()),
            Err(refusal) => Err(refusal.0),
        });
    let first = answers.next().unwrap();
    for answer in answers {
        assert_eq!(answer, first);
    }
    first
}

const MAIN: &str = "def main(q):\n    return {'r': q}";

fn in_python(code: &str, new: &str, expected: &str) {
    let found = python(&format!("{code}{MAIN}"), new);
    assert_eq!(
        found.as_deref(),
        Ok(&*format!("{expected}{MAIN}")),
        "{code}"
    );
}

#[test]
fn python_looks_names_up_in_functions_and_modules() {
    in_python(
        "x = 1\ndef f():\n    x = 2\n    return $0x\n",
        "y",
        "x = 1\ndef f():\n    y = 2\n    return y\n",
    );
    in_python(
        "$0x = 1\ndef f():\n    global x\n    x = 2\n",
        "y",
        "y = 1\ndef f():\n    global y\n    y = 2\n",
    );
    in_python(
        "def f():\n    x = 1\n    def g():\n        nonlocal x\n        $0x += 1\n    return x\n",
        "y",
        "def f():\n    y = 1\n    def g():\n        nonlocal y\n        y += 1\n    return y\n",
    );
    in_python(
        "x = [1]\nz = [x for $0x in x if x]\n",
        "y",
        "x = [1]\nz = [y for y in x if y]\n",
    );
    in_python(
        "z = [(w := n) for n in [1]]\nu = $0w\n",
        "y",
        "z = [(y := n) for n in [1]]\nu = y\n",
    );
    in_python(
        "x = 1\nclass A:\n    x = 2\n    def f(self):\n        return $0x\n",
        "z",
        "z = 1\nclass A:\n    x = 2\n    def f(self):\n        return z\n",
    );
}

#[test]
fn python_binds_in_many_ways() {
    in_python(
        "try:\n    a = 1\nexcept ValueError as $0e:\n    a = str(e)\n",
        "error",
        "try:\n    a = 1\nexcept ValueError as error:\n    a = str(error)\n",
    );
    in_python(
        "def f(v):\n    match v:\n        case {'a': $0a, **rest} if a:\n            return a, rest\n",
        "b",
        "def f(v):\n    match v:\n        case {'a': b, **rest} if b:\n            return b, rest\n",
    );
    in_python(
        "import json\nz = $0json.dumps(1)\n",
        "j",
        "import json as j\nz = j.dumps(1)\n",
    );
    in_python(
        "def f(a, b=1):\n    return a + $0b\nz = f(1, b=2)\n",
        "c",
        "def f(a, c=1):\n    return a + c\nz = f(1, c=2)\n",
    );
    in_python(
        "for $0i, (a, *b) in []:\n    z = f'{i:>{i}} é'\n",
        "n",
        "for n, (a, *b) in []:\n    z = f'{n:>{n}} é'\n",
    );
    in_python(
        "a = b = 1\na, c = $0b, a\ndel b\n",
        "d",
        "a = d = 1\na, c = d, a\ndel d\n",
    );
}

#[test]
fn python_names_that_would_mean_something_else_are_refused() {
    let elsewhere = "that name means something else in this code already";
    let refused = |code: &str, new: &str| python(&format!("{code}{MAIN}"), new).unwrap_err();
    assert_eq!(refused("$0x = 1\ny = 2\n", "y"), elsewhere);
    assert_eq!(
        refused("x = 1\ndef f(y):\n    return $0x + y\n", "y"),
        elsewhere
    );
    assert_eq!(refused("$0x = 1\nz = len([])\n", "len"), elsewhere);
    // Which of the two is read depends on what has run.
    assert!(refused("$0x = 1\nclass A:\n    x = 2\n    y = x\n", "z").contains("cannot be told"));
    let read = "x = 1\nclass A:\n    $0x = 2\n    y = x\n";
    assert!(refused(read, "z").contains("cannot be told"));
    let alone = python(&format!("class A:\n    $0x = 1\n{MAIN}"), "y");
    assert_eq!(alone.unwrap(), format!("class A:\n    y = 1\n{MAIN}"));
    assert!(refused("$0x = 1\nz = locals()\n", "y").contains("`locals`"));
    assert!(
        refused("def f($0a):\n    return a\ng = f\nz = g(a=1)\n", "b")
            .contains("calls that cannot be followed")
    );
    assert!(refused("$0x = 1\n", "if").contains("is no name"));
}

#[test]
fn javascript_scopes_blocks_functions_and_patterns() {
    let cases = [
        (
            "let $0a = 1; { let a = 2; } return [{json: {a}}];",
            "let b = 1; { let a = 2; } return [{json: {a: b}}];",
        ),
        (
            "const {a: {$0c}} = {a: {c: 1}}; return [{json: {v: c}}];",
            "const {a: {c: b}} = {a: {c: 1}}; return [{json: {v: b}}];",
        ),
        (
            "if (1) { var $0v = 1; } v++; return [{json: {v: () => v}.json}];",
            "if (1) { var b = 1; } b++; return [{json: {v: () => b}.json}];",
        ),
        (
            "$0f(); function f(a = f) { return a; } return [];",
            "b(); function b(a = b) { return a; } return [];",
        ),
        (
            "try { } catch ($0e) { e.e = `${e}`; } return [];",
            "try { } catch (b) { b.e = `${b}`; } return [];",
        ),
        (
            "const g = ([x, ...$0r]) => r.map(r => r); return [];",
            "const g = ([x, ...b]) => b.map(r => r); return [];",
        ),
        (
            "class $0C { m() { return new C(); } } return [];",
            "class b { m() { return new b(); } } return [];",
        ),
        (
            "for (const $0é of [1]) { é; } return [];",
            "for (const b of [1]) { b; } return [];",
        ),
    ];
    for (code, expected) in cases {
        assert_eq!(javascript(code, "b").as_deref(), Ok(expected), "{code}");
    }
    let refused = |code: &str, new: &str| javascript(code, new).unwrap_err();
    assert!(
        refused("let $0a = 1; { let b = a; } return [];", "b").contains("means something else")
    );
    assert!(refused("const $0a = 1; return [];", "$input").contains("provided by the platform"));
    assert!(refused("$0a = 1; return [];", "b").contains("never declared"));
    assert!(refused("const $0a = 1; return [];", "new").contains("is no name"));
    assert!(refused("return $0$input.all();", "b").contains("not defined in this code"));
}
