//! Random JavaScript programs, made as those of Python are.

#[path = "javascript/constructs.rs"]
mod constructs;

use crate::random::Random;
use crate::template::{self, Grammar};

/// A program with a `main({a, b, c})`.
pub fn program(random: &mut Random) -> String {
    let unasked = random.once_in(6);
    let mut writer = Writer {
        random,
        out: String::new(),
        indent: 0,
        loops: 0,
        depth: 0,
        functions: 0,
        names: 0,
        unasked,
    };
    writer.line("const G = {};");
    writer.line("function helper(p, q = 1, ...r) { return p ? [p, q] : { p, r }; }");
    let head = writer.pick(&[
        "function main({ a, b, c }) {",
        "const main = ({ a, b = 'd', c }) => {",
        "function main(all) { const { a, b, ...rest } = all; let c = rest.c;",
    ]);
    writer.line(head);
    writer.indent += 1;
    writer.preamble();
    let statements = 3 + writer.random.below(8);
    writer.block(statements);
    if !writer.random.once_in(8) {
        writer.return_statement();
    }
    writer.indent -= 1;
    writer.line("}");
    writer.out
}

struct Writer<'r> {
    random: &'r mut Random,
    out: String,
    indent: usize,
    loops: usize,
    depth: usize,
    functions: usize,
    names: usize,
    /// There is code that runs without being called.
    unasked: bool,
}

impl Grammar for Writer<'_> {
    fn random(&mut self) -> &mut Random {
        self.random
    }

    fn number(&mut self) -> usize {
        self.names += 1;
        self.names
    }

    fn expression(&mut self, name: &str, depth: usize) -> String {
        match name {
            "list" => self.list(depth),
            "dict" => self.object(depth),
            "int" => self.int(depth),
            "str" => self.str(depth),
            "test" => self.test(),
            "key" => self.key().into(),
            _ => self.any(depth),
        }
    }

    fn line_at(&mut self, levels: usize, text: &str) {
        self.indent += levels;
        self.line(text);
        self.indent -= levels;
    }

    fn block_at(&mut self, levels: usize) {
        self.indent += levels;
        self.inner_block();
        self.indent -= levels;
    }
}

impl Writer<'_> {
    fn line(&mut self, text: &str) {
        for part in text.split('\n') {
            self.out.push_str(&"  ".repeat(self.indent));
            self.out.push_str(part);
            self.out.push('\n');
        }
    }

    fn preamble(&mut self) {
        self.line("let i0 = 1, i1 = 2, s0 = 'u', s1 = 'v', l0 = [], l1 = [1], d0 = {}, d1 = { k: 1 }, x0 = a, x1 = b;");
        self.line("let f0 = (p) => p, f1 = f0;");
    }

    fn pick(&mut self, choices: &[&'static str]) -> &'static str {
        self.random.pick(choices)
    }

    fn return_statement(&mut self) {
        let value = match self.random.below(5) {
            0 => self.any(2),
            1 => self.object(2),
            2 => self.pick(&["d0", "d1", "x0", "l0"]).to_string(),
            3 => format!(
                "{{ r: {}, t: {} }}",
                self.any(2),
                self.pick(&["d0", "l0", "l1", "x1", "i0", "s0"])
            ),
            _ => format!("{} ? {} : {}", self.test(), self.object(1), self.any(1)),
        };
        self.line(&format!("return /*main*/ ({value});"));
    }

    fn block(&mut self, statements: usize) {
        for _ in 0..statements.max(1) {
            self.statement();
        }
    }

    fn nested(&mut self, head: &str) {
        self.line(&format!("{head} {{"));
        self.indent += 1;
        self.inner_block();
        self.indent -= 1;
        self.line("}");
    }

    fn inner_block(&mut self) {
        self.depth += 1;
        let statements = 1 + self.random.below(3);
        self.block(statements);
        self.depth -= 1;
    }

    fn statement(&mut self) {
        if self.depth > 3 {
            return self.simple();
        }
        if self.random.once_in(4) {
            let unasked = self.unasked && self.random.once_in(2);
            let templates = match unasked {
                true => constructs::UNASKED,
                false => constructs::STATEMENTS,
            };
            return template::statements(self, templates, 2);
        }
        match self.random.below(21) {
            0..=8 => self.simple(),
            9..=11 => {
                let test = self.test();
                self.nested(&format!("if ({test})"));
                if self.random.once_in(2) {
                    self.nested("else");
                }
            }
            12 | 13 => self.for_statement(),
            14 => self.while_statement(),
            15 | 16 => {
                self.nested("try");
                let head = self.pick(&["catch (e)", "catch"]);
                self.nested(head);
                if self.random.once_in(4) {
                    self.nested("finally");
                }
            }
            17 if self.functions < 4 => self.function(),
            18 => self.switch(),
            19 => {
                let test = self.test();
                self.line(&format!("if ({test}) {{"));
                self.indent += 1;
                self.return_statement();
                self.indent -= 1;
                self.line("}");
            }
            _ => self.simple(),
        }
    }

    fn for_statement(&mut self) {
        if self.loops >= 2 {
            return self.simple();
        }
        let head = match self.random.below(6) {
            0 => format!("for (const n of {})", self.list(1)),
            1 => format!("for (let n = 0; n < {}; n++)", self.random.below(4)),
            2 => format!("for (const [n, m] of Object.entries({}))", self.object(1)),
            3 => "for (const n in d1)".to_string(),
            4 => "for (x0 of [...l1])".to_string(),
            _ => "for (const n of Array.isArray(a) ? a : [])".to_string(),
        };
        self.loops += 1;
        self.nested(&head);
        self.loops -= 1;
    }

    fn while_statement(&mut self) {
        if self.loops >= 2 {
            return self.simple();
        }
        let name = format!("w{}", self.names);
        self.names += 1;
        let rounds = self.random.below(4);
        self.line(&format!("let {name} = {rounds};"));
        self.loops += 1;
        if self.random.once_in(3) {
            self.nested(&format!("do {{ if (--{name} < 0) break;"));
            self.line(&format!("}} while ({name} > 0);"));
        } else {
            self.nested(&format!("while ({name}-- > 0)"));
        }
        self.loops -= 1;
    }

    fn switch(&mut self) {
        let subject = self.pick(&["x0", "s0", "a", "typeof b"]);
        self.line(&format!("switch ({subject}) {{"));
        self.indent += 1;
        for case in ["'text'", "'string'", "null"] {
            self.line(&format!("case {case}:"));
            self.depth += 2;
            self.block(1);
            self.depth -= 2;
            if !self.random.once_in(3) {
                self.line("break;");
            }
        }
        if self.random.once_in(2) {
            self.line("default:");
            self.depth += 2;
            self.block(1);
            self.depth -= 2;
        }
        self.indent -= 1;
        self.line("}");
    }

    fn function(&mut self) {
        self.functions += 1;
        let name = self.pick(&["f0", "f1"]);
        let line = match self.random.below(4) {
            0 => {
                let captured = self.pick(&["i0", "s0", "l0", "d0", "x0"]);
                let value = self.pick(&["p", "[p]", "({ k: p })", "'z'", "7"]);
                format!("{name} = (p) => {{ {captured} = {value}; return {captured}; }};")
            }
            1 => {
                let mutation = self.pick(&[
                    "l0.push(p)",
                    "d0.f = p",
                    "Object.assign(d1, { g: p })",
                    "G.h = p",
                ]);
                let test = self.pick(&["p", "!p", "typeof p === 'string'", "p === null"]);
                format!("{name} = function (p) {{ {mutation}; if ({test}) return p; return l0; }};")
            }
            2 => format!("{name} = (p) => ({});", self.any(2)),
            _ => format!("{name} = ({{ k, m = 3 }} = {{}}) => [k, m];"),
        };
        self.line(&line);
    }

    fn simple(&mut self) {
        let line = match self.random.below(26) {
            0 => format!("i{} = {};", self.random.below(2), self.int(2)),
            1 => format!("s{} = {};", self.random.below(2), self.str(2)),
            2 => format!("l{} = {};", self.random.below(2), self.list(2)),
            3 => format!("d{} = {};", self.random.below(2), self.object(2)),
            4 | 5 => format!("x{} = {};", self.random.below(2), self.any(2)),
            6 => format!("l{}.push({});", self.random.below(2), self.any(1)),
            7 => format!("{}.{} = {};", self.object_name(), self.key(), self.any(2)),
            8 => format!("Object.assign({}, {});", self.object_name(), self.object(1)),
            9 => format!("{}[s0] = {};", self.object_name(), self.any(1)),
            10 => format!("i0 += {};", self.int(1)),
            11 => format!("{}.{} ??= {};", self.object_name(), self.key(), self.any(1)),
            12 => format!("delete {}.{};", self.object_name(), self.key()),
            13 => format!("[l0, l1] = [l1, {}];", self.list(1)),
            14 => "d0 = d1;".into(),
            15 => "l1 = l0;".into(),
            16 => format!("[x0, ...l1] = {};", self.list(2)),
            17 if self.loops > 0 => format!(
                "if ({}) {};",
                self.test(),
                self.pick(&["break", "continue"])
            ),
            18 => format!("if ({}) throw new Error('no');", self.test()),
            19 => "x1 = JSON.parse(s0 === 'u' ? '[1]' : s0);".into(),
            20 => "l0.length = 0;".into(),
            21 => format!(
                "x1 = l0.{};",
                self.pick(&[
                    "pop()",
                    "shift()",
                    "slice(1)",
                    "concat(l1)",
                    "reverse()",
                    "splice(0, 1)"
                ])
            ),
            22 => format!("l{}.push(...{});", self.random.below(2), self.list(1)),
            23 => format!("d0.{} = d1;", self.key()),
            24 => format!(
                "l1.forEach((v) => {});",
                self.pick(&["l0.unshift(v)", "{ x0 = v; }", "d0[v] = 1"])
            ),
            _ => format!(
                "({{ k: x0, m: x1 = {} }} = {});",
                self.any(1),
                self.object(1)
            ),
        };
        self.line(&line);
    }

    fn object_name(&mut self) -> &'static str {
        self.pick(&["d0", "d1", "G"])
    }

    fn key(&mut self) -> &'static str {
        self.pick(&["k", "m", "r", "t"])
    }

    fn test(&mut self) -> String {
        let name = self.pick(&["a", "b", "c", "x0", "x1"]);
        match self.random.below(14) {
            0 => format!(
                "typeof {name} === '{}'",
                self.pick(&["string", "object", "number", "undefined", "boolean"])
            ),
            1 => format!(
                "typeof {name} !== '{}'",
                self.pick(&["string", "object", "undefined"])
            ),
            2 => format!("Array.isArray({name})"),
            3 => format!("!Array.isArray({name})"),
            4 => format!("{name} {} null", self.pick(&["==", "===", "!=", "!=="])),
            5 => name.to_string(),
            6 => format!("!{name}"),
            7 => format!("'{}' in d0", self.key()),
            8 => format!(
                "l0.length {} {}",
                self.pick(&[">", "<", "===", ">="]),
                self.random.below(3)
            ),
            9 => format!(
                "{name} === {}",
                self.pick(&["'text'", "1", "undefined", "true", "''"])
            ),
            10 => format!("i0 < {}", self.random.below(5)),
            11 => format!("({} && {})", self.test_leaf(), self.test_leaf()),
            12 => format!("({} || {})", self.test_leaf(), self.test_leaf()),
            _ => format!("d1?.{}", self.key()),
        }
    }

    fn test_leaf(&mut self) -> &'static str {
        self.pick(&[
            "a",
            "!b",
            "x0 === null",
            "typeof x1 === 'string'",
            "l0.length",
            "d1.k",
            "s0 === 'u'",
            "x0 !== 'text'",
        ])
    }

    fn int(&mut self, depth: usize) -> String {
        match self.random.below(if depth == 0 { 3 } else { 8 }) {
            0 => format!("{}", self.random.below(9)),
            1 => "i0".into(),
            2 => "i1".into(),
            3 => format!(
                "({} {} {})",
                self.int(depth - 1),
                self.pick(&["+", "-", "*", "%"]),
                self.int(depth - 1)
            ),
            4 => format!("{}.length", self.pick(&["l0", "s0", "l1"])),
            5 => "l0.reduce((t, v) => t + (typeof v === 'number' ? v : 0), 0)".into(),
            6 => format!(
                "({} ? {} : {})",
                self.test(),
                self.int(depth - 1),
                self.int(depth - 1)
            ),
            _ => "i1++".into(),
        }
    }

    fn str(&mut self, depth: usize) -> String {
        match self.random.below(if depth == 0 { 3 } else { 9 }) {
            0 => "'lit'".into(),
            1 => "s0".into(),
            2 => "s1".into(),
            3 => format!("`${{{}}}!`", self.pick(&["i0", "s1", "x0"])),
            4 => format!("({} + {})", self.str(depth - 1), self.any(depth - 1)),
            5 => format!("String({})", self.any(depth - 1)),
            6 => format!("{}.toUpperCase()", self.str(depth - 1)),
            7 => format!("{}.join()", self.list(depth - 1)),
            _ => format!("JSON.stringify({})", self.list(depth - 1)),
        }
    }

    fn list(&mut self, depth: usize) -> String {
        if depth == 0 {
            return self.pick(&["l0", "l1", "[]", "[1, 'a']"]).into();
        }
        if self.random.once_in(4) {
            return template::expression(self, constructs::LISTS, depth);
        }
        match self.random.below(12) {
            0 => format!("[{}, {}]", self.any(depth - 1), self.any(depth - 1)),
            1 => format!(
                "{}.filter({})",
                self.list(depth - 1),
                self.pick(&["Boolean", "(v) => v !== null", "(v) => v", "(v, n) => n"])
            ),
            2 => format!("{}.map((v) => ({{ k: v, i: i0 }}))", self.list(depth - 1)),
            3 => format!("[...{}, {}]", self.list(depth - 1), self.any(depth - 1)),
            4 => format!(
                "{}.slice({})",
                self.pick(&["l0", "l1"]),
                self.random.below(2)
            ),
            5 => format!("{}.map((v) => f0(v))", self.list(depth - 1)),
            6 => format!("{}.concat({})", self.list(depth - 1), self.any(depth - 1)),
            7 => format!("Object.values({})", self.object(depth - 1)),
            8 => format!("{}.split('')", self.str(depth - 1)),
            9 => format!(
                "{}.flatMap((v) => [v, {}])",
                self.list(depth - 1),
                self.any(0)
            ),
            10 => format!("Object.keys({})", self.object(depth - 1)),
            _ => format!("[...{}.entries()]", self.list(depth - 1)),
        }
    }

    fn object(&mut self, depth: usize) -> String {
        if depth == 0 {
            return self.pick(&["d0", "d1", "({})", "({ k: 2 })"]).into();
        }
        if self.random.once_in(4) {
            return template::expression(self, constructs::OBJECTS, depth);
        }
        match self.random.below(9) {
            0 | 1 => format!(
                "({{ {}: {}, {}: {} }})",
                self.key(),
                self.any(depth - 1),
                self.key(),
                self.any(depth - 1)
            ),
            2 => format!(
                "({{ ...{}, {}: {} }})",
                self.object(depth - 1),
                self.key(),
                self.any(depth - 1)
            ),
            3 => format!(
                "Object.fromEntries({}.map((v) => [v, i0]))",
                self.list(depth - 1)
            ),
            4 => format!(
                "Object.assign({{}}, {}, {{ r: {} }})",
                self.object(depth - 1),
                self.any(depth - 1)
            ),
            5 => format!("({{ x0, s1, [s0]: {} }})", self.any(depth - 1)),
            6 => format!(
                "{}.reduce((t, v) => {{ t[v] = i0; return t; }}, {{}})",
                self.list(depth - 1)
            ),
            7 => "({ get() { return this.k; }, k: 1 })".into(),
            _ => "({ ...d0 })".into(),
        }
    }

    fn any(&mut self, depth: usize) -> String {
        if depth == 0 {
            return self
                .pick(&[
                    "a",
                    "b",
                    "null",
                    "1",
                    "'q'",
                    "x0",
                    "x1",
                    "true",
                    "l0",
                    "d0",
                    "[]",
                    "({})",
                    "2.5",
                    "undefined",
                ])
                .into();
        }
        if self.random.once_in(4) {
            return template::expression(self, constructs::EXPRESSIONS, depth);
        }
        match self.random.below(20) {
            0 => self.int(depth),
            1 => self.str(depth),
            2 => self.list(depth),
            3 => self.object(depth),
            4 => format!("{}.{}", self.pick(&["d0", "d1"]), self.key()),
            5 => format!("{}?.{}", self.pick(&["x0", "a", "d1"]), self.key()),
            6 => format!(
                "({}.{} ?? {})",
                self.pick(&["d0", "d1"]),
                self.key(),
                self.any(depth - 1)
            ),
            7 => format!(
                "{}[{}]",
                self.pick(&["l0", "l1"]),
                self.pick(&["0", "1", "i0"])
            ),
            8 => format!("f0({})", self.any(depth - 1)),
            9 => format!("helper({}, {})", self.any(depth - 1), self.any(depth - 1)),
            10 => format!("({} || {})", self.any(depth - 1), self.any(depth - 1)),
            11 => format!("({} && {})", self.any(depth - 1), self.any(depth - 1)),
            12 => format!(
                "({} ? {} : {})",
                self.test(),
                self.any(depth - 1),
                self.any(depth - 1)
            ),
            13 => format!("{}.find((v) => v)", self.list(depth - 1)),
            14 => format!("[{}, {}]", self.any(depth - 1), self.any(depth - 1)),
            15 => format!("(x1 = {})", self.any(depth - 1)),
            16 => format!("Math.max({}, {})", self.int(0), self.int(0)),
            17 => format!(
                "((p, q = 2) => {})({})",
                self.pick(&["p", "[p, q]", "({ k: p })", "q"]),
                self.any(depth - 1)
            ),
            18 => format!("typeof {}", self.any(0)),
            _ => format!("new Map([['k', {}]]).get('k')", self.any(depth - 1)),
        }
    }
}
