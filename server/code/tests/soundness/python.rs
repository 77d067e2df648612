//! Random Python programs. Names tell types (`i` numbers, `s` texts, `l` lists, `d` dicts, `x` anything, `f`
//! functions), so that most programs run to their end; exceptions are part of the game.

#[path = "python/constructs.rs"]
mod constructs;

use crate::random::Random;
use crate::template::{self, Grammar};

/// A program with a `main(a, b, c)`.
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
    writer.line("import asyncio, collections, contextlib, copy, dataclasses, datetime, enum, functools, itertools, json, math, re, typing");
    writer.line("G = {}");
    if writer.random.once_in(2) {
        writer.function("helper");
    } else {
        writer.line("def helper(p, q=1, *r):");
        writer.line("    return [p, q]");
    }
    writer.line("def main(a, b, c):");
    writer.indent += 1;
    writer.preamble();
    let statements = 3 + writer.random.below(8);
    writer.block(statements);
    if !writer.random.once_in(8) {
        writer.return_statement();
    }
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
            "dict" => self.dict(depth),
            "int" => self.int(depth),
            "str" => self.str(depth),
            "test" => self.test(),
            "key" => self.key().into(),
            "risk" => template::expression(self, constructs::RISKS, depth + 2),
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
            self.out.push_str(&"    ".repeat(self.indent));
            // What a comprehension walks must bind nothing.
            match part.contains(" for ") {
                true => self.out.push_str(&part.replace("(y := ", "(")),
                false => self.out.push_str(part),
            }
            self.out.push('\n');
        }
    }

    fn preamble(&mut self) {
        self.line("global G\ni0, i1 = 1, 2\ns0, s1 = 'u', 'v'\nl0, l1 = [], [1]\nd0, d1 = {}, {'k': 1}\nx0, x1 = a, b");
        self.line("f0 = lambda p: p");
    }

    fn function(&mut self, name: &str) {
        self.line(&format!("def {name}(p, q=1, *r):"));
        self.indent += 1;
        self.line("a = b = c = p");
        self.preamble();
        self.functions += 1;
        self.depth += 1;
        let statements = 1 + self.random.below(3);
        self.block(statements);
        self.depth -= 1;
        self.return_statement();
        self.indent -= 1;
    }

    fn return_statement(&mut self) {
        let value = match self.random.below(5) {
            0 => self.any(2),
            1 => self.dict(2),
            2 => self.pick(&["d0", "d1", "x0", "l0"]).to_string(),
            3 => format!(
                "{{'r': {}, 't': {}}}",
                self.any(2),
                self.pick(&["d0", "l0", "l1", "x1", "i0", "s0"])
            ),
            _ => format!("{} if {} else {}", self.dict(1), self.test(), self.any(1)),
        };
        self.line(&format!("return {value}"));
    }

    /// Code that ends many programs now and then, else code that does not.
    fn risky(&mut self, raises: String, guarded: String) -> String {
        match self.random.once_in(8) {
            true => raises,
            false => guarded,
        }
    }

    fn pick(&mut self, choices: &[&'static str]) -> &'static str {
        self.random.pick(choices)
    }

    fn block(&mut self, statements: usize) {
        for _ in 0..statements.max(1) {
            self.statement();
        }
    }

    fn nested(&mut self, head: &str) {
        self.line(head);
        self.indent += 1;
        self.inner_block();
        self.indent -= 1;
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
            return template::statements(self, templates, 4);
        }
        match self.random.below(20) {
            0..=8 => self.simple(),
            9..=11 => self.if_statement(),
            12 | 13 => self.for_statement(),
            14 => self.while_statement(),
            15 | 16 => self.try_statement(),
            17 if self.functions < 4 => self.inner_function(),
            18 => {
                let test = self.test();
                self.line(&format!("if {test}:"));
                self.indent += 1;
                self.return_statement();
                self.indent -= 1;
            }
            _ => self.simple(),
        }
    }

    fn if_statement(&mut self) {
        let test = self.test();
        self.nested(&format!("if {test}:"));
        if self.random.once_in(3) {
            let test = self.test();
            self.nested(&format!("elif {test}:"));
        }
        if self.random.once_in(2) {
            self.nested("else:");
        }
    }

    fn for_statement(&mut self) {
        if self.loops >= 2 {
            return self.simple();
        }
        let target = self.pick(&["x0", "x1", "i0", "n"]);
        let head = match self.random.below(6) {
            0 => format!("for {target} in {}:", self.list(1)),
            1 => format!("for {target} in range({}):", self.random.below(4)),
            2 => format!("for s0, {target} in {}.items():", self.dict(1)),
            3 => format!("for i1, {target} in enumerate(list({})):", self.list(1)),
            4 => format!(
                "for {target} in list({}):",
                self.pick(&["l0", "l1", "d0", "d1"])
            ),
            _ => format!("for {target} in (a if isinstance(a, list) else []):"),
        };
        self.loops += 1;
        self.nested(&head);
        self.loops -= 1;
        if self.random.once_in(6) {
            self.nested("else:");
        }
    }

    fn while_statement(&mut self) {
        if self.loops >= 2 {
            return self.simple();
        }
        let name = format!("w{}", self.names);
        self.names += 1;
        let rounds = self.random.below(4);
        self.line(&format!("{name} = {rounds}"));
        self.loops += 1;
        let head = match self.random.once_in(2) {
            true => format!(
                "while {name} > 0:\n    {}{name} -= 1",
                "    ".repeat(self.indent)
            ),
            false => format!(
                "while True:\n    {0}{name} -= 1\n    {0}if {name} < 0: break",
                "    ".repeat(self.indent)
            ),
        };
        let (first, rest) = head.split_once('\n').unwrap_or((&head, ""));
        self.line(first);
        self.out.push_str(rest);
        self.out.push('\n');
        self.indent += 1;
        self.depth += 1;
        self.block(2);
        self.depth -= 1;
        self.indent -= 1;
        self.loops -= 1;
    }

    fn try_statement(&mut self) {
        self.nested("try:");
        match self.random.below(4) {
            0 => self.nested("except ValueError as e:"),
            1 => self.nested("except (KeyError, TypeError):"),
            _ => self.nested("except Exception as e:"),
        }
        if self.random.once_in(4) {
            self.nested("else:");
        }
        if self.random.once_in(4) {
            self.nested("finally:");
        }
    }

    fn inner_function(&mut self) {
        self.functions += 1;
        let name = self.pick(&["f0", "f1"]);
        match self.random.below(3) {
            0 => {
                let captured = self.pick(&["i0", "s0", "l0", "d0", "x0"]);
                self.line(&format!("def {name}(p):"));
                self.indent += 1;
                self.line(&format!("nonlocal {captured}"));
                let value = self.pick(&["p", "[p]", "{'k': p}", "'z'", "7"]);
                self.line(&format!("{captured} = {value}"));
                self.line(&format!("return {captured}"));
                self.indent -= 1;
            }
            1 => {
                self.line(&format!("def {name}(p):"));
                self.indent += 1;
                let mutation = self.pick(&[
                    "l0.append(p)",
                    "d0['f'] = p",
                    "d1.update({'g': p})",
                    "G['h'] = p",
                ]);
                self.line(mutation);
                let test = self.pick(&["p", "not p", "isinstance(p, str)", "p is None"]);
                self.line(&format!("if {test}:\n    return p\nreturn l0"));
                self.indent -= 1;
            }
            _ => {
                let value = self.any(2);
                self.line(&format!("{name} = lambda p: {value}"));
            }
        }
    }

    fn simple(&mut self) {
        let line = match self.random.below(26) {
            0 => format!("i{} = {}", self.random.below(2), self.int(2)),
            1 => format!("s{} = {}", self.random.below(2), self.str(2)),
            2 => format!("l{} = {}", self.random.below(2), self.list(2)),
            3 => format!("d{} = {}", self.random.below(2), self.dict(2)),
            4 | 5 => format!("x{} = {}", self.random.below(2), self.any(2)),
            6 => format!("l{}.append({})", self.random.below(2), self.any(1)),
            7 => format!("{}['{}'] = {}", self.dict_name(), self.key(), self.any(2)),
            8 => format!("{}.update({})", self.dict_name(), self.dict(1)),
            9 => format!("{} += {}", self.pick(&["l0", "l1"]), self.list(1)),
            10 => format!("i0 += {}", self.int(1)),
            11 => format!(
                "{}.setdefault('{}', {})",
                self.dict_name(),
                self.key(),
                self.any(1)
            ),
            12 => format!("{}.pop('{}', None)", self.dict_name(), self.key()),
            13 => format!("l0, l1 = l1, {}", self.list(1)),
            14 => "d0 = d1".into(),
            15 => "l1 = l0".into(),
            16 => {
                let list = self.list(2);
                let guarded = format!("x0, *l1 = [*{list}, {}]", self.any(0));
                self.risky(format!("x0, *l1 = {list}"), guarded)
            }
            17 if self.loops > 0 => {
                format!("if {}: {}", self.test(), self.pick(&["break", "continue"]))
            }
            18 => {
                let raises = format!(
                    "if {}: raise {}('no')",
                    self.test(),
                    self.pick(&["ValueError", "KeyError", "TypeError"])
                );
                let handler = self.pick(&["Exception as e", "(KeyError, TypeError)"]);
                let guarded = format!("try:\n    {raises}\nexcept {handler}: x0 = [x1]");
                self.risky(raises, guarded)
            }
            19 => {
                let from = self.pick(&["s0", "'1'", "x0"]);
                let guarded = format!(
                    "try:\n    x1 = int({from})\nexcept (ValueError, TypeError):\n    i0 = {}",
                    self.int(1)
                );
                self.risky(format!("x1 = int({from})"), guarded)
            }
            20 => format!("{}.clear()", self.pick(&["l0", "d0", "l1"])),
            21 => {
                let list = self.pick(&["l0", "l1"]);
                let (method, when) = self.random.pick(&[
                    ("pop()", "if {}: "),
                    ("copy()", ""),
                    ("index(1)", "if 1 in {}: "),
                ]);
                let raises = format!("x1 = {list}.{method}");
                let guarded = format!("{}{raises}", when.replace("{}", list));
                self.risky(raises, guarded)
            }
            22 => format!("l{}.extend({})", self.random.below(2), self.list(1)),
            23 => format!("d0['{}'] = d1", self.key()),
            24 => format!(
                "for n in l1: l0.insert(0, {})",
                self.pick(&["n", "1", "'t'"])
            ),
            _ => format!("{} |= {}", self.dict_name(), self.dict(1)),
        };
        self.line(&line);
    }

    fn dict_name(&mut self) -> &'static str {
        self.pick(&["d0", "d1", "G"])
    }

    fn key(&mut self) -> &'static str {
        self.pick(&["k", "m", "r", "t"])
    }

    fn test(&mut self) -> String {
        let name = self.pick(&["a", "b", "c", "x0", "x1"]);
        match self.random.below(13) {
            0 => format!(
                "isinstance({name}, {})",
                self.pick(&["str", "dict", "list", "(int, float)", "bool", "type(None)"])
            ),
            1 => format!(
                "not isinstance({name}, {})",
                self.pick(&["str", "dict", "list"])
            ),
            2 => format!("{name} is None"),
            3 => format!("{name} is not None"),
            4 => name.to_string(),
            5 => format!("not {name}"),
            6 => format!("'{}' in d0", self.key()),
            7 => format!(
                "len(l0) {} {}",
                self.pick(&[">", "<", "==", ">="]),
                self.random.below(3)
            ),
            8 => format!(
                "{name} == {}",
                self.pick(&["'text'", "1", "None", "True", "''"])
            ),
            9 => format!("i0 < {}", self.random.below(5)),
            10 => format!("({} and {})", self.test_leaf(), self.test_leaf()),
            11 => format!("({} or {})", self.test_leaf(), self.test_leaf()),
            _ => format!("s0 in ('u', 'v', {})", self.pick(&["'w'", "'z'"])),
        }
    }

    fn test_leaf(&mut self) -> &'static str {
        self.pick(&[
            "a",
            "not b",
            "x0 is None",
            "isinstance(x1, str)",
            "l0",
            "d1",
            "s0 == 'u'",
            "x0 != 'text'",
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
                self.pick(&["+", "-", "*"]),
                self.int(depth - 1)
            ),
            4 => format!("len({})", self.pick(&["l0", "s0", "d1", "l1"])),
            5 => "sum(v for v in l0 if isinstance(v, int))".into(),
            6 => format!(
                "({} if {} else {})",
                self.int(depth - 1),
                self.test(),
                self.int(depth - 1)
            ),
            _ => format!("({} / 2)", self.int(depth - 1)),
        }
    }

    fn str(&mut self, depth: usize) -> String {
        match self.random.below(if depth == 0 { 3 } else { 9 }) {
            0 => "'lit'".into(),
            1 => "s0".into(),
            2 => "s1".into(),
            3 => format!("f'{{{}}}!'", self.pick(&["i0", "s1", "x0"])),
            4 => format!("({} + {})", self.str(depth - 1), self.str(depth - 1)),
            5 => format!("str({})", self.any(depth - 1)),
            6 => format!("{}.upper()", self.str(depth - 1)),
            7 => format!("','.join(str(v) for v in {})", self.list(depth - 1)),
            _ => format!("({} * 2)", self.str(depth - 1)),
        }
    }

    fn list(&mut self, depth: usize) -> String {
        if depth == 0 {
            return self.pick(&["l0", "l1", "[]", "[1, 'a']"]).into();
        }
        if self.random.once_in(4) {
            return template::expression(self, constructs::LISTS, depth);
        }
        match self.random.below(11) {
            0 => format!("[{}, {}]", self.any(depth - 1), self.any(depth - 1)),
            1 => format!(
                "[v for v in {} if {}]",
                self.list(depth - 1),
                self.pick(&["v", "v is not None", "isinstance(v, int)", "True"])
            ),
            2 => format!("[{{'k': v, 'i': i0}} for v in {}]", self.list(depth - 1)),
            3 => format!("({} + {})", self.list(depth - 1), self.list(depth - 1)),
            4 => format!("{}[{}:]", self.pick(&["l0", "l1"]), self.random.below(2)),
            5 => format!("list(map(f0, {}))", self.list(depth - 1)),
            6 => format!("[*{}, {}]", self.list(depth - 1), self.any(depth - 1)),
            7 => format!("list({}.values())", self.dict(depth - 1)),
            8 => format!("{}.split()", self.str(depth - 1)),
            9 => format!("[{}] * {}", self.any(depth - 1), self.random.below(3)),
            _ => format!("[(v, n) for n, v in enumerate({})]", self.list(depth - 1)),
        }
    }

    fn dict(&mut self, depth: usize) -> String {
        if depth == 0 {
            return self.pick(&["d0", "d1", "{}", "{'k': 2}"]).into();
        }
        if self.random.once_in(4) {
            return template::expression(self, constructs::DICTS, depth);
        }
        match self.random.below(9) {
            0 | 1 => format!(
                "{{'{}': {}, '{}': {}}}",
                self.key(),
                self.any(depth - 1),
                self.key(),
                self.any(depth - 1)
            ),
            2 => format!(
                "{{**{}, '{}': {}}}",
                self.dict(depth - 1),
                self.key(),
                self.any(depth - 1)
            ),
            3 => format!(
                "{{str(v): {} for v in {}}}",
                self.pick(&["v", "i0", "None"]),
                self.list(depth - 1)
            ),
            4 => format!("dict({}, r={})", self.dict(depth - 1), self.any(depth - 1)),
            5 => format!("({} | {})", self.dict(depth - 1), self.dict(depth - 1)),
            6 => format!("copy.deepcopy({})", self.dict(depth - 1)),
            7 => format!("{{s0: {}}}", self.any(depth - 1)),
            _ => "dict(d0)".into(),
        }
    }

    fn any(&mut self, depth: usize) -> String {
        if depth == 0 {
            return self
                .pick(&[
                    "a", "b", "None", "1", "'q'", "x0", "x1", "True", "l0", "d0", "[]", "{}", "2.5",
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
            3 => self.dict(depth),
            4 => format!("{}.get('{}')", self.pick(&["d0", "d1"]), self.key()),
            5 => format!(
                "{}.get('{}', {})",
                self.pick(&["d0", "d1"]),
                self.key(),
                self.any(depth - 1)
            ),
            6 => {
                let (dict, key) = (self.pick(&["d0", "d1"]), self.key());
                let raises = format!("{dict}['{key}']");
                let guarded = format!("({raises} if '{key}' in {dict} else {})", self.any(0));
                self.risky(raises, guarded)
            }
            7 => {
                let (list, at) = (self.pick(&["l0", "l1"]), self.pick(&["0", "-1", "1"]));
                let raises = format!("{list}[{at}]");
                let guarded = format!("({raises} if len({list}) > 1 else {})", self.any(0));
                self.risky(raises, guarded)
            }
            8 => format!("f0({})", self.any(depth - 1)),
            9 => format!("helper({}, {})", self.any(depth - 1), self.any(depth - 1)),
            10 => format!("({} or {})", self.any(depth - 1), self.any(depth - 1)),
            11 => format!("({} and {})", self.any(depth - 1), self.any(depth - 1)),
            12 => format!(
                "({} if {} else {})",
                self.any(depth - 1),
                self.test(),
                self.any(depth - 1)
            ),
            13 => format!(
                "json.loads({})",
                self.pick(&["'[1]'", "'{\"k\": 1}'", "'\"t\"'", "json.dumps(s0)"])
            ),
            14 => format!("({}, {})", self.any(depth - 1), self.any(depth - 1)),
            15 => format!("(y := {})", self.any(depth - 1)),
            16 => format!("max({}, {})", self.int(0), self.int(0)),
            17 => format!("next(iter({}), None)", self.list(depth - 1)),
            18 => format!(
                "(lambda p, q=2: {})({})",
                self.pick(&["p", "[p, q]", "{'k': p}", "q"]),
                self.any(depth - 1)
            ),
            _ => format!("sorted({}, key=str)", self.list(depth - 1)),
        }
    }
}
