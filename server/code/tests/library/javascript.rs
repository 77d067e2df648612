//! What JavaScript's library gives, from code to shape.

use code::{Api, Host, Language};

use crate::show::show;
use crate::{Case, agrees, every_name_has_a_sentence, gives, outcome};

const CASES: &[Case] = &[
    // objects on their way, when others of the same place are made
    (
        "let last;\nconst all = [1, 2].map((v) => (last = { k: v }));\nlast.k = 'x';",
        "all",
        "list[{k: \"x\"} | {k: int 1}]",
    ),
    (
        "const f = (k) => ({ k });\nlet y = [];\nfor (const k of ['a', 1]) y = [f(k), [y, f(k)].length, y];",
        "y[0].k",
        "int 1",
    ),
    (
        "const a = [1];\nconst b = a.map((v, n) => { a[n + 1] = 's'; return v; });",
        "b",
        "list[int 1]",
    ),
    (
        "const a = [1];\nfor (const v of a) if (a.length < 3) a.push('s');",
        "a",
        "list[int 1 | \"s\"]",
    ),
    (
        "const s = d ? 'ab' : {};",
        "Object.values(s)",
        "list[str] | list[never]",
    ),
    // a number that may be zero is kept and is replaced
    (
        "const o = { n: Math.max(d, 1) }; o.n &&= 's';",
        "o.n",
        "number | \"s\"",
    ),
    (
        "const o = { n: Math.max(d, 1) }; o.n ||= 's';",
        "o.n",
        "number | \"s\"",
    ),
    // what stands behind a broken link is not done
    (
        "let x = 1; const o = {}; o.k?.(x = 's');",
        "x",
        "int 1 | \"s\"",
    ),
    (
        "let x = 1; const o = { k: v => v }; d?.y((x = 's'));",
        "x",
        "int 1 | \"s\"",
    ),
    // functions under another name
    (
        "const o = {}; const f = v => { o.k = v; }; f.bind(null, 1)();",
        "o",
        "?",
    ),
    (
        "const o = {}; const f = v => { o.k = v; }; const g = f.bind(null); g(1);",
        "o",
        "?",
    ),
    (
        "const o = {}; function f(v) { o.k = v; } f.call(null, 1);",
        "o",
        "?",
    ),
    (
        "let x = 1; const o = Object.freeze({}); try { Object.assign(o, { a: 1 }); } catch { x = 's'; }",
        "x",
        "int 1 | \"s\"",
    ),
    // holes are walked, but not handed to callbacks
    (
        "const l = []; [1, , 's'].forEach(v => l.push(v));",
        "l",
        "list+[undefined | int | str]",
    ),
    // promises have three methods, and no other properties that are known
    ("-", "Promise.resolve(1).then", "function"),
    ("-", "Promise.resolve(1).json", "?"),
    // a place is made out once, before the value
    ("let i = 1; const o = {}; o[i] = i++;", "o", "{1: int 1}"),
    (
        "let i = 1; const o = { 1: 4 }; o[i++] += 3;",
        "[o, i]",
        "list[int 2 | {1: number}]",
    ),
    // text
    ("-", "' a '.trim()", "str"),
    ("-", "d.trim()", "str"),
    ("-", "d.toString()", "str"),
    ("-", "d.name.toUpperCase().slice(1)", "str"),
    ("-", "'abc'.includes('a')", "bool"),
    ("-", "'a b'.split(' ')", "list[str]"),
    ("-", "d.split(',').map(x => x.trim())", "list[str]"),
    ("-", "d.split(',').map(Number)", "list[number]"),
    // what has the variables by their names
    ("let n = 1; eval('n = \"s\"');", "n", "?"),
    // places of arrays
    (
        "const a = []; a[0] = 1; a[a.length] = 's';",
        "a[1]",
        "\"s\"",
    ),
    (
        "const a = []; a[0] = 1; a[a.length] = 's';",
        "a.length",
        "int 2",
    ),
    (
        "const a = [1, 's']; a[-1] = true; a[0.5] = null;",
        "a[1]",
        "\"s\"",
    ),
    (
        "const a = [1, 's']; a[-1] = true; a[0.5] = null;",
        "a[0]",
        "int 1",
    ),
    ("const a = [1, 's']; a.length = 1;", "a", "list[int 1]"),
    ("const a = d.split(','); a.length = 0;", "a", "list[never]"),
    ("const a = [1]; a.length = 2;", "a[1]", "undefined | int 1"),
    ("-", "'a'.length", "int"),
    ("-", "'a'.indexOf(d)", "int"),
    ("-", "'a'.charCodeAt(0)", "number"),
    ("-", "'a'.at(-1)", "str"),
    ("-", "'a'.trim", "function"),
    ("-", "'a'.toFixed", "?"),
    ("-", "d.trim", "?"),
    ("-", "'a'.match(/a/)", "null | list+[str]"),
    ("const m = d.match(/a(b)/)", "m ? m[1] : ''", "str"),
    ("const m = d.match(/a(b)/)", "m.index", "?"),
    ("const m = d.match(/a(b)/)", "m.groups.year", "?"),
    ("-", "[...d.matchAll(/a(b)/g)].map(m => m[0])", "list[str]"),
    ("-", "d.replace(/a/g, x => x.toUpperCase())", "str"),
    ("-", "/a/.test(d)", "bool"),
    ("-", "/a/g", "=RegExp"),
    ("-", "/a/g.source", "str"),
    ("-", "String(d)", "str"),
    ("-", "`${d}`", "str"),
    ("-", "encodeURIComponent(d)", "str"),
    // numbers
    ("-", "(2).toFixed(1)", "str"),
    ("-", "d.toFixed(2)", "str"),
    ("-", "Number(d)", "number"),
    ("-", "parseInt(d, 10)", "number"),
    ("-", "parseFloat(d.toFixed(2))", "number"),
    ("-", "Math.round(d * 100) / 100", "number"),
    ("-", "Math.max(...d)", "number"),
    ("-", "Math.PI", "float"),
    ("-", "Number.MAX_SAFE_INTEGER", "int"),
    ("-", "isNaN(d)", "bool"),
    ("-", "BigInt(d)", "bigint"),
    ("-", "true.toFixed", "?"),
    // dates
    ("-", "Date.now()", "int"),
    ("-", "new Date(d)", "=Date"),
    ("-", "Date()", "str"),
    ("-", "new Date().toISOString()", "str"),
    ("-", "new Date().toISOString().split('T')[0]", "str"),
    ("-", "new Date().getTime()", "number"),
    ("-", "new Date(d) - new Date()", "number"),
    ("-", "new Date().toLocaleDateString('en')", "str"),
    // JSON
    ("-", "JSON.stringify({a: d})", "str"),
    ("-", "JSON.stringify(undefined)", "undefined"),
    ("-", "JSON.stringify(d)", "str"),
    ("-", "JSON.parse(d)", "?"),
    ("-", "JSON.parse(d).text.trim()", "str"),
    ("-", "JSON.parse(JSON.stringify({a: 1}))", "?"),
    // objects and lists
    ("-", "Object.keys(d)", "list[str]"),
    ("-", "Object.create(null)", "{}"),
    ("-", "Array.isArray(d)", "bool"),
    ("-", "[1, 2].map", "function"),
    ("const list = [1]; list.extra = {}", "list.extra", "?"),
    ("-", "Symbol('x')", "symbol"),
    ("-", "Symbol('x').description", "undefined | str"),
    ("-", "console.log(d)", "undefined"),
    ("-", "new TypeError('x').message", "str"),
    // collections and binary data
    ("-", "new Map().size", "int"),
    ("-", "[...new Set([1, 2])]", "list[int]"),
    ("-", "new Set([d.trim()]).values().toArray()", "list[str]"),
    ("-", "new Uint8Array([1, 2])", "=Uint8Array"),
    ("-", "new Uint8Array(2).map(x => x)[0]", "int"),
    ("-", "[...new Float64Array(2)]", "list[number]"),
    ("-", "Promise.withResolvers().resolve", "function"),
    ("-", "Iterator.from([1]).next", "?"),
    // Intl
    ("-", "new Intl.NumberFormat('en').format(d)", "str"),
    (
        "-",
        "new Intl.DateTimeFormat('en').formatToParts()",
        "list[{type: str, value: str}]",
    ),
    // Node
    ("-", "Buffer.from(d)", "=Buffer"),
    ("-", "Buffer.from(d, 'base64').toString('utf8')", "str"),
    ("-", "Buffer.from(d).length", "int"),
    ("-", "Buffer.from(d)[0]", "int"),
    ("-", "Buffer.from(d).toJSON().data", "list[int]"),
    ("-", "new URL(d).searchParams.get('q')", "null | str"),
    (
        "-",
        "Object.fromEntries(new URL(d).searchParams)",
        "dict[str]",
    ),
    ("-", "new TextDecoder().decode(d)", "str"),
    ("-", "btoa(d)", "str"),
    (
        "const crypto = require('crypto')",
        "crypto.createHash('md5').update(d).digest('hex')",
        "str",
    ),
    (
        "const { createHash } = require('node:crypto')",
        "createHash('md5').update(d).digest()",
        "=Buffer",
    ),
    (
        "const c = require('crypto')",
        "c.createHash('md5').update(d).digest(d.encoding)",
        "str | =Buffer",
    ),
    ("-", "require('crypto').randomUUID()", "str"),
    ("-", "require('crypto').nothing", "?"),
    ("-", "require(d)", "?"),
    ("-", "require('./own').parse(d)", "?"),
    ("-", "require('url').parse(d)", "?"),
    (
        "const { URL } = require('url')",
        "new URL(d).hostname",
        "str",
    ),
    ("-", "url.resolve(d, d)", "?"),
    (
        "-",
        "require('querystring').parse(d)",
        "dict[str | list[str]]",
    ),
    (
        "const fs = require('fs')",
        "fs.readFileSync('a', 'utf8')",
        "str | =Buffer",
    ),
    // modules people add
    (
        "const moment = require('moment')",
        "moment().format('YYYY')",
        "str",
    ),
    (
        "const moment = require('moment')",
        "moment.utc(d).add(1, 'day').toDate()",
        "=Date",
    ),
    ("-", "moment().format()", "?"),
    ("const _ = require('lodash')", "_.map(d, x => 1)", "list[?]"),
    ("const _ = require('lodash')", "_.uniqueId()", "str"),
    (
        "const _ = require('lodash'); const a = {b: 1}; _.set(a, 'b', '')",
        "a",
        "?",
    ),
    (
        "const { DateTime } = require('luxon')",
        "DateTime.now().plus({days: 1}).toISODate()",
        "str",
    ),
    (
        "const { DateTime } = require('luxon')",
        "DateTime.fromISO(d).toISO()",
        "null | str",
    ),
    (
        "const { DateTime } = require('luxon')",
        "DateTime.fromISO(d).diff(DateTime.now(), 'days').days",
        "number",
    ),
    // what may throw decides whether a handler runs
    (
        "let x = 1; try { x = d.y; String(x) } catch { x = '' }",
        "x",
        "?",
    ),
    (
        "let x = 1; try { String(d); console.log(d) } catch { x = '' }",
        "x",
        "int 1",
    ),
    (
        "let x = 1; try { JSON.parse(d) } catch { x = '' }",
        "x",
        "int 1 | \"\"",
    ),
];

/// The body of a Code node of n8n, and what it returns.
const N8N: &[(&str, &str)] = &[
    ("return $now.toISO();", "str"),
    ("return $today.plus({days: 1}).toFormat('yyyy');", "str"),
    (
        "return DateTime.fromISO($json.date).toISODate();",
        "null | str",
    ),
    ("return DateTime.fromMillis(0);", "=DateTime"),
    (
        "return $now.diff(DateTime.fromISO($json.a)).as('days');",
        "number",
    ),
    (
        "return Interval.fromDateTimes($now, $today).length('hours');",
        "number",
    ),
    ("return $input.first().error;", "?"),
    ("return $workflow.name;", "str"),
    ("return $('A').first().json.text.trim();", "str"),
    ("return Buffer.from($json.text).toString('base64');", "str"),
    ("return $jmespath($json, 'a');", "?"),
];

#[test]
fn code_gives_the_shapes() {
    gives(CASES, |setup, expression| {
        let text = format!("function main({{d}}) {{\n{setup}  return {{x: {expression}}};\n}}\n");
        outcome(&text, Language::JavaScript, Host::Eval, Api::Dify)
    });
}

#[test]
fn code_of_n8n_gives_the_shapes() {
    for (text, expected) in N8N {
        let outcome = outcome(
            text,
            Language::JavaScript,
            Host::AsyncBody,
            Api::N8nAllItems,
        );
        let found = outcome.returns.iter().map(|site| show(&site.shape));
        assert_eq!(found.collect::<Vec<_>>(), [*expected], "{text}");
    }
}

#[test]
fn every_listed_name_has_a_sentence() {
    let platforms = [
        Api::N8nAllItems,
        Api::N8nEachItem,
        Api::N8nTool,
        Api::N8nFunction,
        Api::N8nFunctionItem,
    ];
    every_name_has_a_sentence(Language::JavaScript, &platforms);
}

/// `check.js` calls every listed function with many arguments. It knows luxon, moment and lodash only where
/// `NODE_PATH` leads to them.
#[test]
fn the_engine_agrees_with_the_tables() {
    agrees("node", "check.js");
}
