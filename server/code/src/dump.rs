//! A [`Program`] as text, for tests and for people who wonder what the lowering made of something.
//!
//! One statement per line, blocks indented by two spaces, compound expressions in brackets:
//!
//! ```text
//! import 0:json>json
//! def main(a, b=1):
//!   result = {"n": (a + b), [@len(a)]: @len}
//!   return result
//! ```
//!
//! * `@name` is a global that the code does not define; everything else is a variable.
//! * A variable that shares its name with an earlier one of its function or of a function around
//!   has a number: `x`, `x#1`, `x#2`.
//! * `⟦…⟧` is what the lowering did not model; `« »` brackets a pattern that is not modelled.
//! * Function and class expressions with statements stand in braces, statements separated by `; `.

use std::fmt::Write;
use std::rc::Rc;

mod expressions;
mod words;

#[cfg(test)]
pub(crate) use words::{binary, comparison};

use rustc_hash::FxHashMap;

use crate::ir::*;

/// The statements of the top, with everything in them.
pub fn dump(program: &Program) -> String {
    let mut dump = Dump::new(program);
    if program.damaged {
        dump.line("damaged");
    }
    match program.functions.first().map(|top| &top.body) {
        Some(Body::Block(block)) => dump.block(block),
        Some(Body::Expr(expr)) => {
            let text = dump.expr(*expr);
            dump.line(&text);
        }
        None => {}
    }
    dump.out
}

/// The variables, function by function: `main: a parameter, x local captured`. Functions without
/// variables are left out.
pub fn dump_variables(program: &Program) -> String {
    let dump = Dump::new(program);
    let mut out = String::new();
    for (index, function) in program.functions.iter().enumerate() {
        let id = FunctionId(index as u32);
        let name = match function.kind {
            FunctionKind::Top => "top",
            _ => function.name.as_deref().unwrap_or("anonymous"),
        };
        let variables: Vec<String> = (0..program.variables.len() as u32)
            .map(VarId)
            .filter(|variable| program.variable(*variable).function == id)
            .map(|variable| dump.declared(variable))
            .collect();
        if !variables.is_empty() {
            let _ = writeln!(out, "{name}: {}", variables.join(", "));
        }
    }
    out
}

struct Dump<'p> {
    program: &'p Program,
    /// The name of each variable, made unique.
    names: Rc<[String]>,
    out: String,
    indent: usize,
}

impl<'p> Dump<'p> {
    fn new(program: &'p Program) -> Self {
        let mut seen: FxHashMap<(FunctionId, &str), usize> = FxHashMap::default();
        let names = program
            .variables
            .iter()
            .map(|variable| {
                let name = variable.name.as_str();
                let shadowed = around(program, variable.function)
                    .filter_map(|function| seen.get(&(function, name)))
                    .sum::<usize>();
                *seen.entry((variable.function, name)).or_default() += 1;
                match shadowed {
                    0 => name.to_string(),
                    number => format!("{name}#{number}"),
                }
            })
            .collect();
        Dump {
            program,
            names,
            out: String::new(),
            indent: 0,
        }
    }

    fn declared(&self, id: VarId) -> String {
        let variable = self.program.variable(id);
        let captured = if variable.captured { " captured" } else { "" };
        format!(
            "{} {}{captured}",
            self.name(id),
            format!("{:?}", variable.kind).to_lowercase()
        )
    }

    fn line(&mut self, text: &str) {
        let _ = writeln!(self.out, "{:1$}{text}", "", self.indent * 2);
    }

    fn block(&mut self, block: &Block) {
        for stmt in block {
            self.stmt(stmt);
        }
    }

    fn nested(&mut self, head: &str, block: &Block) {
        self.line(head);
        self.indent += 1;
        self.block(block);
        self.indent -= 1;
    }

    fn nested_unless_empty(&mut self, head: &str, block: &Block) {
        if !block.is_empty() {
            self.nested(head, block);
        }
    }

    fn stmt(&mut self, stmt: &Stmt) {
        match &stmt.kind {
            StmtKind::Expr(expr) => self.line(&self.expr(*expr)),
            StmtKind::Declare { pattern, value } => {
                let value = value.map(|value| format!(" = {}", self.expr(value)));
                self.line(&format!(
                    "declare {}{}",
                    self.pattern(pattern),
                    value.unwrap_or_default()
                ));
            }
            StmtKind::Assign { targets, value } => {
                let mut line = String::new();
                for target in targets {
                    let _ = write!(line, "{} = ", self.pattern(target));
                }
                self.line(&format!("{line}{}", self.expr(*value)));
            }
            StmtKind::Function {
                variable,
                function,
                decorators,
            } => {
                for decorator in decorators {
                    self.line(&format!("decorate {}", self.expr(*decorator)));
                }
                self.function(&self.name(*variable), *function);
            }
            StmtKind::Class { variable, class } => self.class(&self.name(*variable), *class),
            StmtKind::Return(value) => self.line(&self.word("return", *value)),
            StmtKind::If {
                test,
                then,
                otherwise,
            } => {
                self.nested(&format!("if {}:", self.expr(*test)), then);
                self.nested_unless_empty("else:", otherwise);
            }
            StmtKind::While {
                test,
                test_after,
                update,
                body,
                otherwise,
            } => {
                let mut head = self.word(if *test_after { "do while" } else { "while" }, *test);
                if let Some(update) = update {
                    let _ = write!(head, " update {}", self.expr(*update));
                }
                self.nested(&format!("{head}:"), body);
                self.nested_unless_empty("else:", otherwise);
            }
            StmtKind::For {
                pattern,
                declares,
                iterable,
                kind,
                body,
                otherwise,
            } => {
                let head = format!(
                    "{} {}{} in {}:",
                    match kind {
                        ForKind::Elements => "for",
                        ForKind::AsyncElements => "async for",
                        ForKind::Keys => "for keys",
                    },
                    if *declares { "declare " } else { "" },
                    self.pattern(pattern),
                    self.expr(*iterable),
                );
                self.nested(&head, body);
                self.nested_unless_empty("else:", otherwise);
            }
            StmtKind::Try {
                body,
                handlers,
                otherwise,
                finally,
            } => {
                self.nested("try:", body);
                for handler in handlers {
                    self.handler(handler);
                }
                self.nested_unless_empty("else:", otherwise);
                self.nested_unless_empty("finally:", finally);
            }
            StmtKind::With { items, body } => {
                let items: Vec<String> = items
                    .iter()
                    .map(|(manager, target)| match target {
                        Some(target) => {
                            format!("{} as {}", self.expr(*manager), self.pattern(target))
                        }
                        None => self.expr(*manager),
                    })
                    .collect();
                self.nested(&format!("with {}:", items.join(", ")), body);
            }
            StmtKind::Switch { subject, cases } => {
                self.line(&format!("switch {}:", self.expr(*subject)));
                self.indent += 1;
                for (test, body) in cases {
                    let head = test.map_or("default:".into(), |test| {
                        format!("case {}:", self.expr(test))
                    });
                    self.nested(&head, body);
                }
                self.indent -= 1;
            }
            StmtKind::Match { subject, cases } => {
                self.line(&format!("match {}:", self.expr(*subject)));
                self.indent += 1;
                for case in cases {
                    let guard = case.guard.map(|guard| format!(" if {}", self.expr(guard)));
                    let head = format!(
                        "case {}{}:",
                        self.match_pattern(&case.pattern),
                        guard.unwrap_or_default()
                    );
                    self.nested(&head, &case.body);
                }
                self.indent -= 1;
            }
            StmtKind::Labeled(label, stmt) => {
                self.line(&format!("{label}:"));
                self.indent += 1;
                self.stmt(stmt);
                self.indent -= 1;
            }
            StmtKind::Break(label) => self.line(&labelled("break", label.as_deref())),
            StmtKind::Continue(label) => self.line(&labelled("continue", label.as_deref())),
            StmtKind::Throw(value) => self.line(&self.word("throw", *value)),
            StmtKind::Assert { test, message } => {
                let message = message.map(|message| format!(", {}", self.expr(message)));
                self.line(&format!(
                    "assert {}{}",
                    self.expr(*test),
                    message.unwrap_or_default()
                ));
            }
            StmtKind::Delete(targets) => {
                self.line(&format!(
                    "delete {}",
                    join(targets, ", ", |target| self.pattern(target))
                ));
            }
            StmtKind::Import(imports) => {
                self.line(&format!(
                    "import {}",
                    join(imports, ", ", |index| self.import(*index))
                ));
            }
            StmtKind::Block(block) => self.nested("block:", block),
            StmtKind::Unknown { exprs, binds } => {
                let mut line = self.unknown(exprs);
                if !binds.is_empty() {
                    let _ = write!(
                        line,
                        " binds {}",
                        join(binds, ", ", |variable| self.name(*variable))
                    );
                }
                self.line(&line);
            }
        }
    }

    fn handler(&mut self, handler: &Handler) {
        let mut head = self.word("except", handler.types);
        if let Some(pattern) = &handler.pattern {
            let _ = write!(head, " as {}", self.pattern(pattern));
        }
        self.nested(&format!("{head}:"), &handler.body);
    }

    /// `index:module.name>variable`.
    fn import(&self, index: u32) -> String {
        let Some(import) = self.program.imports.get(index as usize) else {
            return format!("{index}:missing");
        };
        let mut text = format!("{index}:{}", import.module);
        if let Some(name) = &import.name {
            let _ = write!(text, " {name}");
        }
        match import.variable {
            Some(variable) => text + ">" + &self.name(variable),
            None => text,
        }
    }

    fn function(&mut self, name: &str, id: FunctionId) {
        let function = self.program.function(id);
        let head = format!(
            "{} {name}({}):",
            self.function_word(function, "def"),
            self.params(&function.params)
        );
        match &function.body {
            Body::Block(block) => self.nested(&head, block),
            Body::Expr(expr) => self.line(&format!("{head} {}", self.expr(*expr))),
        }
    }

    fn function_word(&self, function: &Function, word: &str) -> String {
        let asynchronous = if function.is_async { "async " } else { "" };
        let star = if function.is_generator { "*" } else { "" };
        format!("{asynchronous}{word}{star}")
    }

    fn class(&mut self, name: &str, id: ClassId) {
        let class = self.program.class(id);
        self.line(&self.class_head(name, class));
        self.indent += 1;
        for (name, method) in &class.methods {
            if !self.is_stated(&class.body, *method) {
                self.function(&format!("method {name}"), *method);
            }
        }
        self.block(&class.body);
        self.indent -= 1;
    }

    /// The method also stands as a statement of the class body, which shows it.
    fn is_stated(&self, body: &Block, method: FunctionId) -> bool {
        body.iter().any(
            |stmt| matches!(stmt.kind, StmtKind::Function { function, .. } if function == method),
        )
    }

    fn class_head(&self, name: &str, class: &Class) -> String {
        let methods = join(&class.methods, " ", |(name, _)| name.to_string());
        let bases = join(&class.bases, ", ", |base| self.expr(*base));
        format!("class {name}({bases}) methods [{methods}]:")
    }

    /// Statements of an expression's function: the same dump, on one line.
    fn inline(&self, fill: impl FnOnce(&mut Dump<'p>)) -> String {
        let mut inner = Dump {
            program: self.program,
            names: Rc::clone(&self.names),
            out: String::new(),
            indent: 0,
        };
        fill(&mut inner);
        let lines: Vec<&str> = inner.out.lines().map(str::trim_start).collect();
        format!("{{{}}}", lines.join("; "))
    }

    fn params(&self, params: &[Param]) -> String {
        let mut parts = Vec::new();
        let mut keyword_only = false;
        for (index, param) in params.iter().enumerate() {
            let pattern = self.pattern(&param.pattern);
            let default = param
                .default
                .map(|default| format!("={}", self.expr(default)))
                .unwrap_or_default();
            if param.kind == ParamKind::KeywordOnly && !keyword_only {
                parts.push("*".to_owned());
            }
            keyword_only |= matches!(param.kind, ParamKind::KeywordOnly | ParamKind::Rest);
            parts.push(match param.kind {
                ParamKind::Rest => format!("*{pattern}"),
                ParamKind::KeywordRest => format!("**{pattern}"),
                _ => pattern + &default,
            });
            let next = params.get(index + 1).map(|next| next.kind);
            if param.kind == ParamKind::PositionalOnly && next != Some(ParamKind::PositionalOnly) {
                parts.push("/".to_owned());
            }
        }
        parts.join(", ")
    }

    fn name(&self, id: VarId) -> String {
        self.names[id.0 as usize].clone()
    }

    fn word(&self, word: &str, value: Option<ExprId>) -> String {
        value.map_or(word.to_owned(), |value| {
            format!("{word} {}", self.expr(value))
        })
    }

    fn unknown(&self, exprs: &[ExprId]) -> String {
        format!("⟦{}⟧", self.exprs(exprs))
    }

    fn exprs(&self, exprs: &[ExprId]) -> String {
        join(exprs, ", ", |expr| self.expr(*expr))
    }
}

/// The function and those around it, up to the top.
fn around(program: &Program, function: FunctionId) -> impl Iterator<Item = FunctionId> {
    std::iter::successors(Some(function), move |function| {
        program
            .functions
            .get(function.0 as usize)
            .map(|this| this.outer)
            .filter(|outer| outer < function)
    })
}

fn join<T>(items: &[T], separator: &str, text: impl FnMut(&T) -> String) -> String {
    items.iter().map(text).collect::<Vec<_>>().join(separator)
}

fn labelled(word: &str, label: Option<&str>) -> String {
    label.map_or(word.to_owned(), |label| format!("{word} {label}"))
}
