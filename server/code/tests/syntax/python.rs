//! Python: Dify's module (reference dify 2.3) and n8n's function body (reference n8n 10).

use code::Host::{FunctionBody, Module};
use code::{PythonVersion, Source, syntax};

use super::{Broken, assert_broken, assert_legal, source};

const DIFY: &[Broken] = &[
    (
        Module,
        "«return» 1",
        "`return` outside of a function",
        Some("SyntaxError: 'return' outside function"),
    ),
    (
        Module,
        "def main():\n    «await» f()",
        "`await` in a function that is not `async`",
        Some("SyntaxError: 'await' outside async function"),
    ),
    (
        Module,
        "class A:\n    «await» f()",
        "`await` outside of a function",
        Some("SyntaxError: 'await' outside function"),
    ),
    (
        Module,
        "«yield 1»",
        "`yield` outside of a function",
        Some("SyntaxError: 'yield' outside function"),
    ),
    (
        Module,
        "def main(a, «a»): pass",
        "the parameter `a` is named twice",
        Some("SyntaxError: duplicate argument 'a' in function definition"),
    ),
    (
        Module,
        "f(a=1, «a=2»)",
        "the argument `a` is given twice",
        Some("SyntaxError: keyword argument repeated: a"),
    ),
    (
        Module,
        "f(a=1, «2»)",
        "positional argument cannot follow keyword argument",
        None,
    ),
    (
        Module,
        "if x: «break»",
        "`break` outside of a loop",
        Some("SyntaxError: 'break' outside loop"),
    ),
    (
        Module,
        "def f():\n    print(x)\n    global «x»",
        "`x` is used before this `global` declares it",
        Some("SyntaxError: name 'x' is used prior to global declaration"),
    ),
    (
        Module,
        "def f():\n    nonlocal «x»",
        "no function around this one has a variable `x`",
        Some("SyntaxError: no binding for nonlocal 'x' found"),
    ),
    (
        Module,
        "nonlocal «x»",
        "`nonlocal` works only in a function",
        Some("SyntaxError: nonlocal declaration not allowed at module level"),
    ),
    (Module, "x = «*a»", "`*` cannot stand here", None),
    (
        Module,
        "«*a»",
        "`*` cannot stand here",
        Some("SyntaxError: can't use starred expression here"),
    ),
    (Module, "«True» = 1", "`True` cannot be assigned to", None),
    (
        Module,
        "«__debug__» = 1",
        "cannot assign to `__debug__`",
        Some("SyntaxError: cannot assign to __debug__"),
    ),
    (
        Module,
        "try: pass\n«except»: pass\nexcept A: pass",
        "`except:` catches everything, so no other handler may follow it",
        Some("SyntaxError: default 'except:' must be last"),
    ),
    (
        Module,
        "async def f():\n    yield 1\n    «return» 2",
        "an `async` function with `yield` cannot return a value",
        Some("SyntaxError: 'return' with value in async generator"),
    ),
    (
        Module,
        "def main(a) -> «dict»\n    return {}",
        "`:` is missing at the end of this `def` line",
        Some("SyntaxError: expected ':'"),
    ),
    (
        Module,
        "def main(a):\n«return» {}",
        "the block of `def` has no indented line",
        Some("IndentationError: expected an indented block after function definition on line 1"),
    ),
    (
        Module,
        "def main():\n    x = 1\n   «return» x",
        "this line is indented less than the block before it, but like no block around it",
        Some("IndentationError: unindent does not match any outer indentation level"),
    ),
    (
        Module,
        "x = 1\n  «y» = 2",
        "this line is indented, but no block begins before it",
        Some("IndentationError: unexpected indent"),
    ),
    (
        Module,
        "if x:\n\ta = 1\n«        »b = 2",
        "this line mixes tabs and spaces so that its depth is not certain",
        Some("TabError: inconsistent use of tabs and spaces in indentation"),
    ),
    (
        Module,
        "«print» \"x\"",
        "`print` is a function: its arguments stand in brackets",
        Some("SyntaxError: Missing parentheses in call to 'print'. Did you mean print(...)?"),
    ),
    (
        Module,
        "d = «{»\"a\": 1\nprint(d)",
        "`{` is never closed",
        Some("SyntaxError: '{' was never closed"),
    ),
    (
        Module,
        "x = (1, 2«]»",
        "expected `)` before this `]`",
        Some("SyntaxError: closing parenthesis ']' does not match opening parenthesis '('"),
    ),
    (
        Module,
        "x = 1«)»",
        "`)` closes nothing: no bracket is open here",
        Some("SyntaxError: unmatched ')'"),
    ),
    (
        Module,
        "s = «'abc»\ny = 1",
        "this string is not closed on its line",
        Some("SyntaxError: unterminated string literal (detected at line 1)"),
    ),
    (
        Module,
        "s = «'''abc»\ny = 1",
        "this string is never closed",
        None,
    ),
    (
        Module,
        "s = 'it'«s»'",
        "`s` is not expected after `'it'`",
        None,
    ),
    (
        Module,
        "x = b'«é»'",
        "a bytes literal holds ASCII only",
        None,
    ),
    (
        Module,
        "p = \"C:«\\Us»ers\"",
        "`\\Us` is not a complete escape",
        None,
    ),
    (
        Module,
        "x = f\"{a}«}»\"",
        "a single `}` in an f-string",
        None,
    ),
    (
        Module,
        "if a «=» 1: pass",
        "`=` assigns, which is not possible here",
        None,
    ),
    (
        Module,
        "x = «“»a”",
        "`“` is a typographic quote",
        Some("SyntaxError: invalid character '“' (U+201C)"),
    ),
    (
        Module,
        "x =«\u{a0}»1",
        "an invisible character stands here: no-break space (U+00A0)",
        Some("SyntaxError: invalid non-printable character U+00A0"),
    ),
    (
        Module,
        "«\u{feff}»x = 1",
        "an invisible character stands here: byte order mark (U+FEFF)",
        Some("SyntaxError: invalid non-printable character U+FEFF"),
    ),
    (
        Module,
        "x = 1«\0»",
        "the code holds a NUL character",
        Some("SyntaxError: source code string cannot contain null bytes"),
    ),
    (
        Module,
        "«```python»\nx = 1\n```",
        "a Markdown fence was pasted with the code",
        None,
    ),
    (
        Module,
        "x = «{{#1.text#}}»",
        "Dify does not replace `{{ }}` in code",
        Some("SyntaxError: '{' was never closed"),
    ),
    (
        Module,
        "«const» x = 1;\nx.map(y => y)",
        "this is JavaScript, but the node runs Python",
        None,
    ),
    (Module, "x «===» y", "`===` is JavaScript", None),
    (
        Module,
        "x = 1\n«else»: pass",
        "`else` belongs to nothing here",
        None,
    ),
    (
        Module,
        "x = 1\n«from __future__ import division»",
        "__future__ imports must be at the top of the file",
        Some("SyntaxError: from __future__ imports must occur at the beginning of the file"),
    ),
];

const N8N: &[Broken] = &[
    (
        FunctionBody,
        "«await» x",
        "`await` in a function that is not `async`",
        Some("'await' outside async function"),
    ),
    (
        FunctionBody,
        "«from json import *»",
        "`from json import *` works only at the top of a module",
        Some("import * only allowed at module level"),
    ),
    (
        FunctionBody,
        "«from __future__ import annotations»",
        "`from __future__ import` works only at the top of a module, and n8n runs the code in a function",
        Some("from __future__ imports must occur at the beginning of the file"),
    ),
    (
        FunctionBody,
        "«»",
        "there is no code, and n8n cannot run a function without a body",
        Some("expected an indented block after function definition on line 1"),
    ),
    (
        FunctionBody,
        "«# nothing»",
        "the code is all comment, and n8n cannot run a function without a body",
        Some("expected an indented block after function definition on line 1"),
    ),
    (
        FunctionBody,
        "    «return» []",
        "this line is indented, but no block begins before it",
        Some("unexpected indent"),
    ),
    (
        FunctionBody,
        "return «$»json",
        "`$` has no meaning in Python",
        None,
    ),
    (
        FunctionBody,
        "nonlocal «x»",
        "no function around this one has a variable `x`",
        Some("no binding for nonlocal 'x' found"),
    ),
];

#[test]
fn broken() {
    assert_broken(DIFY);
    assert_broken(N8N);
}

#[test]
fn legal_in_dify() {
    assert_legal(
        Module,
        &[
            "",
            "# nothing",
            "def main(a: str) -> dict:\n    return {\"r\": f\"{a[\"b\"]} {'\\n'.join(a)}\"}",
            "from __future__ import annotations\ndef main(): pass",
            "type X = int\ndef f[T](x: T): pass",
            "try: pass\nexcept* A, B: pass",
            "x = t'{a}'",
            "def f():\n    import x\n    global x",
            "def f():\n    x: await_ = 1",
            "match x:\n    case [1, *a] | {'b': a}: pass\n    case _: pass",
            "x = 1 \\",
            "def f():\n    [y := 1 for _ in z]\n    def g():\n        nonlocal y",
            "print((yield_ := 5))",
            "class A:\n    x = [a for a in (b for b in range(3))]",
        ],
    );
}

#[test]
fn legal_in_n8n() {
    assert_legal(
        FunctionBody,
        &[
            "return [{\"json\": item} for item in _items]",
            "yield 1",
            "if _items:\n    return []\ndef f():\n    global x\n    x = 1",
            "x = 1\ndef f():\n    nonlocal x\n    x = 2\nreturn x",
            "text = \"\"\"a\nb\"\"\"",
        ],
    );
}

#[test]
fn the_version_decides() {
    let judge = |text, version| {
        let python = PythonVersion(version);
        syntax::check(&Source {
            python,
            ..source(Module, text)
        })
    };
    for (text, since) in [
        ("try: pass\nexcept* A: pass", 11),
        ("x = f\"{a[\"b\"]}\"", 12),
        ("x = f'{\"\\n\".join(a)}'", 12),
        ("type X = int", 12),
        ("def f[T](x: T): pass", 12),
        ("x = t'{a}'", 14),
        ("try: pass\nexcept A, B: pass", 14),
    ] {
        assert_eq!(judge(text, since), None, "{text}");
        let error = judge(text, since - 1).expect(text);
        assert!(
            error.message.contains(&format!("3.{}", since - 1)),
            "{error:?}"
        );
    }
}
