//! JavaScript: n8n's function body (reference n8n 4), Dify's eval (reference dify 2.3), the Sort node.

use code::Host::{AsyncBody, Comparator, Eval};

use super::{Broken, assert_broken, assert_legal, judge};

const N8N: &[Broken] = &[
    (
        AsyncBody,
        "const «x»;",
        "the constant `x` is given no value",
        Some("Missing initializer in const declaration"),
    ),
    (
        AsyncBody,
        "let a = 1;\nlet «a» = 2;",
        "`a` is declared twice",
        Some("Identifier 'a' has already been declared"),
    ),
    (
        AsyncBody,
        "return foo(1, 2«;»",
        "expected `,` or `)` before `;`",
        Some("missing ) after argument list"),
    ),
    (
        AsyncBody,
        "const list = [1, 2«;»",
        "expected `,` or `]` before `;`",
        Some("Unexpected token ';'"),
    ),
    (
        AsyncBody,
        "return [{ json: { a: 1 } «]»;",
        "expected `}` before this `]`",
        Some("Unexpected token ']'"),
    ),
    (
        AsyncBody,
        "if (x) «{»\n  y();\n",
        "`{` is never closed",
        Some("Unexpected token ')'"),
    ),
    (
        AsyncBody,
        "function f() {\n  if (a) «{»\n    b();\n}\nreturn 1;",
        "`{` is never closed",
        Some("Unexpected token ')'"),
    ),
    (
        AsyncBody,
        "return 1; «}»",
        "`}` closes nothing: no bracket is open here",
        Some("Unexpected token '}'"),
    ),
    (
        AsyncBody,
        "return 1; «}» function x() {",
        "`}` closes nothing: no bracket is open here",
        Some("Unexpected token 'function'"),
    ),
    (
        AsyncBody,
        "x = { a: 1 «b»: 2 }",
        "expected `,` or `}` before `b`",
        Some("Unexpected identifier 'b'"),
    ),
    (
        AsyncBody,
        "x = «;»",
        "a value is missing between `=` and `;`",
        Some("Unexpected token ';'"),
    ),
    (
        AsyncBody,
        "x «=»",
        "the code ends too early: something is missing after `=`",
        Some("Unexpected token '}'"),
    ),
    (
        AsyncBody,
        "x «y»",
        "`y` is not expected after `x`",
        Some("Unexpected identifier 'y'"),
    ),
    (
        AsyncBody,
        "const s = «'abc»\nreturn s",
        "this string is not closed on its line",
        None,
    ),
    (
        AsyncBody,
        "const s = 'it'«s»'",
        "`s` is not expected after `'it'`",
        Some("Unexpected identifier 's'"),
    ),
    (
        AsyncBody,
        "const s = «`»abc ${x}\nreturn s",
        "this template string is never closed",
        None,
    ),
    (
        AsyncBody,
        "x = «/abc»",
        "this `/` begins a regular expression that is not closed",
        Some("Invalid regular expression: missing /"),
    ),
    (
        AsyncBody,
        "items.map(i => { «await» f(i) })",
        "`await` in a function that is not `async`",
        None,
    ),
    (
        AsyncBody,
        "«import» x from 'y'",
        "`import` is not possible here: the code is not a module",
        Some("Cannot use import statement outside a module"),
    ),
    (
        AsyncBody,
        "«export» default 1",
        "`export` is not possible here: the code is not a module",
        Some("Unexpected token 'export'"),
    ),
    (
        AsyncBody,
        "items.forEach(i => { «continue»; })",
        "`continue` outside of a loop",
        Some("Illegal continue statement: no surrounding iteration statement"),
    ),
    (
        AsyncBody,
        "if («x + 1» = 2) {}",
        "`x + 1` cannot be assigned to",
        None,
    ),
    (
        AsyncBody,
        "const «x»: string = 'a'",
        "this is TypeScript, but the node runs plain JavaScript",
        Some("Missing initializer in const declaration"),
    ),
    (
        AsyncBody,
        "const x = «y as any»;",
        "this is TypeScript, but the node runs plain JavaScript",
        None,
    ),
    (
        AsyncBody,
        "class A { «private »x = 1 }",
        "this is TypeScript, but the node runs plain JavaScript",
        None,
    ),
    (AsyncBody, "x = «“»abc”", "`“` is a typographic quote", None),
    (
        AsyncBody,
        "x = 1«；»",
        "`；` is a full-width semicolon",
        None,
    ),
    (
        AsyncBody,
        "x«\u{200b}» = 1",
        "an invisible character stands here: zero-width space (U+200B)",
        None,
    ),
    (
        AsyncBody,
        "«```js»\nreturn `${x} y`;\n```",
        "a Markdown fence was pasted with the code",
        Some("Unexpected identifier '$'"),
    ),
    // A fence around the whole is a call of an empty template.
    (
        AsyncBody,
        "\n«```js»\nreturn [{ json: {} }];\n```",
        "a Markdown fence was pasted with the code",
        Some("\"\" is not a function"),
    ),
    (
        Eval,
        "«```javascript»\nfunction main({ text }) { return { result: text } }\n```\n",
        "a Markdown fence was pasted with the code",
        Some("TypeError: \"\" is not a function"),
    ),
    (
        AsyncBody,
        "return «{{ $json.x }}»;",
        "n8n does not replace `{{ }}` in code",
        Some("Unexpected token '{'"),
    ),
    (
        AsyncBody,
        "«def» main(a):\n    return {'a': a}",
        "this is Python, but the node runs JavaScript",
        Some("Unexpected identifier 'main'"),
    ),
    (
        AsyncBody,
        "# sum\n«import» json\nx = json.loads(y)",
        "this is Python, but the node runs JavaScript",
        None,
    ),
    (
        AsyncBody,
        "«{»\"a\": 1, \"b\": [2]}",
        "this is JSON data, not code",
        Some("Unexpected token ':'"),
    ),
    (
        AsyncBody,
        "if (a «and» b) {}",
        "expected `)` before `and`",
        Some("Unexpected identifier 'and'"),
    ),
    (
        AsyncBody,
        "x = «<»b>bold</b>",
        "HTML is not JavaScript",
        Some("Unexpected token '<'"),
    ),
    (
        AsyncBody,
        "'use strict'; x = «010»",
        "'0'-prefixed octal literals and octal escape sequences are deprecated",
        None,
    ),
    (
        AsyncBody,
        "«yield» 1",
        "a 'yield' expression is only allowed in a generator body",
        None,
    ),
    (
        AsyncBody,
        "«#»! /usr/bin/env node",
        "`#` does not begin a comment in JavaScript",
        None,
    ),
];

const DIFY: &[Broken] = &[
    (
        Eval,
        "«return» 1",
        "`return` outside of a function",
        Some("SyntaxError: Illegal return statement"),
    ),
    (
        Eval,
        "const x = «await» y",
        "`await` in a function that is not `async`",
        None,
    ),
    (
        Eval,
        "function main({a}) «{»\n  return {a}\n",
        "`{` is never closed",
        Some("SyntaxError: Unexpected end of input"),
    ),
    (
        Eval,
        "let a; let «a»",
        "`a` is declared twice",
        Some("SyntaxError: Identifier 'a' has already been declared"),
    ),
    (
        Eval,
        "function main({a}) { return {r: «{{#1.text#}}»} }",
        "Dify does not replace `{{ }}` in code",
        Some("SyntaxError: Unexpected token '{'"),
    ),
    (
        Eval,
        "x = «/(?i:a)/»",
        "Node 20, which Dify runs, does not know this syntax",
        None,
    ),
];

const SORT: &[Broken] = &[
    (
        Comparator,
        "return a.json.n - b.json.n; «// ascending»",
        "a comment on the last line hides the bracket n8n puts after the code",
        None,
    ),
    (
        Comparator,
        "return «await» f(a, b)",
        "`await` in a function that is not `async`",
        None,
    ),
];

#[test]
fn broken() {
    assert_broken(N8N);
    assert_broken(DIFY);
    assert_broken(SORT);
}

#[test]
fn legal_in_n8n() {
    assert_legal(
        AsyncBody,
        &[
            "",
            "// nothing",
            "return await x;",
            "with (a) { b = 010 }",
            "function f(a, a) { return arguments.length }",
            "x <!-- an old comment\n--> another\nreturn x",
            "\u{feff}return 1",
            "let = 1; let\nreturn let",
            "f() = 1; --g(x).y(); for (h() of []) {}",
            "async ()\n{ await x }",
            "}()\n!async function () {",
            "var yield = 1; static = 2; package = 3",
            "const re = /(?<a>x)|(?<a>y)/ui, m = /(?i:b)/",
            "for await (const x of y) {}\nusing r = z",
            "if (a) function g() {}\nlabel: { break label }",
            "delete x; undeclared = 1; a\n++b",
            "const r = `${`${1}`}` + 'it\\'s' + \"\\u{1F600}\"",
            "return { a\u{a0}: 1 }",
        ],
    );
}

#[test]
fn legal_in_dify() {
    assert_legal(
        Eval,
        &[
            "function main({a, b}) { return { r: a + b } }",
            "const main = async ({ a }) => { await a; return {} }",
            "#!/usr/bin/env node\nnew.target",
            "class A { x = 010 }",
            "var await = 1, let = 2",
            // The epilogue of Dify's script is the body of the `if`.
            "function main() { return {} }\nif (true)",
        ],
    );
}

#[test]
fn legal_in_a_sort_node() {
    assert_legal(
        Comparator,
        &[
            "return a.json.n - b.json.n",
            "/* by name */ return 0\n// done\n",
        ],
    );
}

#[test]
fn only_the_first_of_many_errors() {
    let error = judge(AsyncBody, "x = ;\ny = ;\nfoo(\n").expect("broken");
    assert_eq!(u32::from(error.range.0.start()), 4);
}
