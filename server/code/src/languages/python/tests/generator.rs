//! Random Python, nearly all of which is valid.

/// Writes Python at random.
pub(super) struct Generator {
    state: u64,
    out: String,
}

impl Generator {
    pub(super) fn new(seed: u64) -> Self {
        Generator {
            state: seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1,
            out: String::new(),
        }
    }

    /// A program of four statements; the same seed gives the same one.
    pub(super) fn program(seed: u64) -> String {
        let mut generator = Generator::new(seed);
        for _ in 0..4 {
            generator.stmt(3, 0);
        }
        generator.out
    }

    /// A number below `count`.
    pub(super) fn below(&mut self, count: usize) -> usize {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        (self.state >> 11) as usize % count.max(1)
    }

    fn pick(&mut self, choices: &[&str]) {
        let choice = choices[self.below(choices.len())];
        self.out.push_str(choice);
    }

    fn add(&mut self, text: &str) {
        self.out.push_str(text);
    }

    fn name(&mut self) {
        self.pick(&["a", "b", "c", "match", "case", "type", "_", "é", "print"]);
    }

    /// Up to `most` of something, separated.
    fn several(
        &mut self,
        least: usize,
        most: usize,
        separator: &str,
        mut one: impl FnMut(&mut Self),
    ) {
        for index in 0..least + self.below(most - least + 1) {
            if index > 0 {
                self.add(separator);
            }
            one(self);
        }
    }

    fn block(&mut self, depth: u32, indent: usize) {
        self.add(":\n");
        for _ in 0..=self.below(2) {
            self.stmt(depth - 1, indent + 1);
        }
    }

    fn line(&mut self, indent: usize, text: &str) {
        self.add(&"    ".repeat(indent));
        self.add(text);
    }

    fn stmt(&mut self, depth: u32, indent: usize) {
        let choice = if depth == 0 {
            self.below(8)
        } else {
            self.below(17)
        };
        // After `a = b, c` the grammar takes a bracket on the next line for a call or subscript.
        self.line(
            indent,
            if matches!(choice, 0..=2 | 6) {
                "pass; "
            } else {
                ""
            },
        );
        match choice {
            0..=2 => {
                self.target(1);
                self.pick(&[" = ", " = b = ", ": a[b, c] = "]);
                self.expr(3);
            }
            3 => {
                self.name();
                self.pick(&[".x", "[0]", "", "[a:b]"]);
                self.pick(&[" += ", " **= ", " //= ", " @= "]);
                self.expr(2);
            }
            4 => {
                self.pick(&["return ", "del a, ", "assert ", "raise ", "yield "]);
                match self.out.as_str().ends_with("del a, ") {
                    true => self.add("b[0], (c.d, [e])"),
                    false => self.expr(2),
                }
            }
            5 => self.pick(&[
                "import a.b, c as d",
                "from .a import (b, c as d,)",
                "global g",
                "raise a from b",
                "assert a, b",
                "a: b",
                "type A[T] = b",
                "pass",
            ]),
            6 => {
                self.add("(");
                self.expr(3);
                self.pick(&[")", "); a", ")  # note"]);
            }
            7 => {
                self.add("a = ");
                self.several(2, 3, ", ", |this| this.bare(2));
            }
            8 => {
                self.add("if ");
                self.expr(2);
                self.block(depth, indent);
                if self.below(2) == 0 {
                    self.line(indent, "elif ");
                    self.expr(2);
                    self.block(depth, indent);
                    self.line(indent, "# note\n");
                    self.line(indent, "else");
                    self.block(depth, indent);
                }
                return;
            }
            9 => {
                self.pick(&["for ", "async for "]);
                self.targets();
                self.add(" in ");
                self.several(1, 2, ", ", |this| this.bare(2));
                return self.block(depth, indent);
            }
            10 => {
                self.add("while ");
                self.expr(2);
                self.block(depth, indent);
                self.line(indent, "else");
                return self.block(depth, indent);
            }
            11 => {
                self.add("try");
                self.block(depth, indent);
                self.line(indent, "except ");
                self.pick(&["A", "(A, B) as e", "A.b as e", "f()"]);
                self.block(depth, indent);
                self.line(indent, "finally");
                return self.block(depth, indent);
            }
            12 => {
                self.pick(&["with ", "async with "]);
                let bracketed = self.below(2) == 0;
                self.add(if bracketed { "(" } else { "" });
                self.several(1, 3, ", ", |this| {
                    this.pick(&["a", "b.c(d)", "open('e')", "f[0]", "g() or h"]);
                    if this.below(2) == 0 {
                        this.add(" as ");
                        this.target(1);
                    }
                });
                self.add(if bracketed { ")" } else { "" });
                return self.block(depth, indent);
            }
            13 => {
                self.pick(&["", "@a.b(c)\n", "@a\n@b\n"]);
                if self.out.ends_with('\n') {
                    // The decorators were indented with the statement, the definition is not yet.
                    let decorated = self.out.rfind('@').unwrap_or(0);
                    if self.out[decorated..].starts_with("@b") {
                        self.out.insert_str(decorated, &"    ".repeat(indent));
                    }
                    self.line(indent, "");
                }
                self.pick(&["def f(", "async def f[T](", "def g("]);
                self.params(true);
                self.pick(&[")", ") -> a", ") -> list[a] | None"]);
                return self.block(depth, indent);
            }
            14 => {
                self.pick(&["class A", "class A(B, m=c)", "class A[T](B[T])"]);
                return self.block(depth, indent);
            }
            15 => {
                self.add("match ");
                // `match [a]:` before `case (b):` is an annotation to the grammar.
                self.pick(&[
                    "a",
                    "a, b",
                    "-a.b(c)",
                    "*a, b",
                    "{'k': a}",
                    "f'{a}'",
                    "(a)",
                    "not a or b",
                ]);
                self.add(":\n");
                for _ in 0..=self.below(2) {
                    self.line(indent + 1, "case ");
                    self.pattern(3);
                    if self.below(3) == 0 {
                        self.add(" if ");
                        self.expr(1);
                    }
                    self.block(depth - 1 + u32::from(depth == 1), indent + 1);
                }
                return;
            }
            _ => self.pick(&[
                "a = lambda: (yield)",
                "a = yield",
                "a = yield from b",
                "x = y = *a, *b.c(d)",
            ]),
        }
        self.add("\n");
    }

    fn params(&mut self, typed: bool) {
        let annotation: &[&str] = if typed {
            &["", ": int", ": a | b", ": 'x'"]
        } else {
            &[""]
        };
        self.add("p");
        self.pick(annotation);
        self.add(", q");
        self.pick(annotation);
        self.add(" = ");
        self.expr(1);
        self.pick(&[
            "",
            ", /",
            ", /, r = 1",
            ", *s",
            ", *, t, u = 2",
            ", *v, w",
            ", **x",
        ]);
    }

    fn starred(&mut self, depth: u32) {
        if self.below(3) == 0 {
            self.add("*");
            self.primary(depth);
        } else {
            self.expr(depth);
        }
    }

    /// Without brackets around, the grammar knows stars only before names and what follows those.
    fn bare(&mut self, depth: u32) {
        if self.below(3) == 0 {
            self.pick(&["*a", "*b.c(d)", "*e[0]", "*f(*g).h", "*a + b"]);
        } else {
            self.expr(depth);
        }
    }

    fn target(&mut self, depth: u32) {
        match self.below(if depth == 0 { 3 } else { 5 }) {
            0 => self.pick(&["a", "b", "c", "match", "type"]),
            1 => self.pick(&["a.b", "a.b.c", "f(x).y"]),
            2 => self.pick(&["a[0]", "a[b, c]", "a[b][1:2]", "a[:len(b)]", "f(x)[y]"]),
            3 => self.pick(&["(a)", "(((a)))"]),
            _ => self.pick(&["a.b", "c"]),
        }
    }

    fn targets(&mut self) {
        match self.below(4) {
            0 => self.add("a, *b"),
            1 => self.add("(a, [b, c])"),
            2 => self.add("a,"),
            _ => self.target(1),
        }
    }

    fn expr(&mut self, depth: u32) {
        if depth == 0 {
            return self.atom();
        }
        match self.below(16) {
            0..=4 => {
                self.expr(depth - 1);
                self.pick(&[
                    " + ", " - ", " * ", " / ", " // ", " % ", " ** ", " @ ", " & ", " | ", " ^ ",
                    " << ", " >> ",
                ]);
                self.operand(depth - 1);
            }
            5 => {
                self.operand(depth - 1);
                for _ in 0..=self.below(2) {
                    self.pick(&[
                        " == ", " != ", " < ", " <= ", " in ", " not in ", " is ", " is not ",
                    ]);
                    self.operand(depth - 1);
                }
            }
            6 | 7 => {
                self.operand(depth - 1);
                self.pick(&[" and ", " or ", " and not ", " or not "]);
                self.operand(depth - 1);
            }
            8 => {
                self.operand(depth - 1);
                self.add(" if ");
                self.operand(depth - 1);
                self.add(" else ");
                self.expr(depth - 1);
            }
            9 => {
                self.pick(&["-", "+", "~", "not ", "await ", "-await "]);
                self.operand(depth - 1);
            }
            10 => {
                self.add("(lambda ");
                self.params(false);
                self.add(": ");
                self.expr(depth - 1);
                self.add(")");
            }
            _ => self.primary(depth),
        }
    }

    /// Something that binds tighter than what is around it, more or less.
    fn operand(&mut self, depth: u32) {
        match self.below(4) {
            0 => {
                self.add("(");
                self.expr(depth);
                self.add(")");
            }
            1 => {
                self.pick(&["-", "~", "+", ""]);
                self.primary(depth);
            }
            _ => self.primary(depth),
        }
    }

    fn primary(&mut self, depth: u32) {
        if depth == 0 {
            return self.atom();
        }
        match self.below(14) {
            0..=2 => {
                self.primary(depth - 1);
                self.add("(");
                self.several(0, 3, ", ", |this| this.starred(depth - 1));
                self.pick(&[")", ", k=1)", ", *m, k=a, **b)", ")", "**d)"]);
                if self.out.ends_with("(, k=1)") || self.out.ends_with("(, *m, k=a, **b)") {
                    let at = self.out.rfind("(, ").unwrap_or(0);
                    self.out.replace_range(at + 1..at + 3, "");
                } else if self.out.ends_with("**d)") && !self.out.ends_with("(**d)") {
                    let at = self.out.len() - "**d)".len();
                    self.out.insert_str(at, ", ");
                }
            }
            3 | 4 => {
                self.primary(depth - 1);
                self.pick(&[".x", ".match", ".type.x"]);
            }
            5 => {
                self.primary(depth - 1);
                self.pick(&[
                    "[0]", "[a:b]", "[::2]", "[a, b:c]", "[a,]", "[*a, b]", "[-1:]",
                ]);
            }
            6 => {
                self.add("[");
                self.several(0, 3, ", ", |this| this.starred(depth - 1));
                self.add("]");
            }
            7 => {
                self.add("{");
                self.several(0, 3, ", ", |this| {
                    this.pick(&["'k'", "\"l\" 'm'", "n", "1", "('o')", "f'p'"]);
                    this.add(": ");
                    this.expr(depth - 1);
                });
                self.pick(&["}", "}", "}"]);
            }
            8 => {
                self.add("(");
                self.several(2, 3, ", ", |this| this.starred(depth - 1));
                self.add(")");
            }
            9 | 10 => {
                let (open, close) = [
                    ("[", "]"),
                    ("{", "}"),
                    ("(", ")"),
                    ("f(", ")"),
                    ("{1: ", "}"),
                ][self.below(5)];
                self.add(open);
                self.expr(depth - 1);
                self.pick(&[" for a in ", " for a, (b, *c) in ", " async for _ in "]);
                self.operand(depth - 1);
                if self.below(2) == 0 {
                    self.add(" if ");
                    self.operand(depth - 1);
                    self.add(" for b in ");
                    self.operand(0);
                }
                self.add(close);
            }
            11 => {
                self.add("f'{{");
                self.several(0, 2, " ", |this| {
                    this.add("{");
                    this.pick(&[
                        "a",
                        "b.c(1)",
                        "d[0]",
                        "e + 1",
                        "(x := 1)",
                        "[g for g in h]",
                        "i, j",
                    ]);
                    this.pick(&["", "!r", ":>10", "!s:{w}", "=", " = ", "=!r:>{w}.{p}"]);
                    this.add("}");
                });
                self.add("}}'");
            }
            12 => {
                self.add("(w := ");
                self.expr(depth - 1);
                self.add(")");
            }
            _ => self.atom(),
        }
    }

    fn atom(&mut self) {
        match self.below(3) {
            0 => self.pick(&[
                "0",
                "1.5",
                "0xff",
                "1_000",
                "2j",
                "None",
                "True",
                "False",
                "...",
                "'s'",
                "\"t\" 'u'",
                "b'v'",
                "r'\\d'",
                "'\\n\\x41'",
                "()",
                "[]",
                "{}",
                "'''w\nx'''",
                "(a)",
                "99999999999999999999",
            ]),
            _ => self.name(),
        }
    }

    fn pattern(&mut self, depth: u32) {
        if depth == 0 {
            return self.pick(&[
                "_", "0", "-1", "'s'", "None", "a.b", "1+2j", "b'v'", "a.b.c",
            ]);
        }
        match self.below(9) {
            0 => {
                self.add("[");
                self.several(0, 2, ", ", |this| this.pattern(depth - 1));
                self.pick(&["]", ",]", ", *_]", ", *r]"]);
                for (wrong, right) in [("[,]", "[]"), ("[, ", "[")] {
                    if let Some(at) = self.out.rfind(wrong) {
                        self.out.replace_range(at..at + wrong.len(), right);
                    }
                }
            }
            1 => {
                self.add("(");
                self.pattern(depth - 1);
                self.pick(&[")", ",)"]);
            }
            2 => {
                self.add("{'k': ");
                self.pattern(depth - 1);
                self.pick(&["}", ", **rest}", ", -1: _, a.b: 2,}"]);
            }
            3 => {
                self.pick(&["A(", "a.B("]);
                self.pattern(depth - 1);
                self.pick(&[")", ", k=1)", ", k=_, l=[m])"]);
            }
            4 => {
                self.add("(");
                self.pattern(depth - 1);
                self.add(" | ");
                self.pattern(depth - 1);
                self.add(")");
            }
            5 => {
                self.add("(");
                self.pattern(depth - 1);
                self.add(" as z)");
            }
            6 => self.pick(&["x", "type", "match"]),
            _ => self.pattern(0),
        }
    }
}
