//! Which functions from outside the code calls, by their full names.

use rustc_hash::FxHashMap;
use smol_str::{SmolStr, format_smolstr};
use text_size::TextRange;

use crate::ir::{
    Arg, Body, ExprId, ExprKind, Key, Literal, Pattern, Program, Stmt, StmtKind, VarId,
};

/// A call of something that has a name outside of the code.
#[derive(Debug, Clone, PartialEq)]
pub struct Call {
    /// The full name, through imports and variables that are assigned once: `logging.warning`,
    /// `logging.getLogger().warning`, `child_process.exec`.
    pub path: SmolStr,
    /// What is called, as written.
    pub range: TextRange,
    /// All of the call.
    pub whole: TextRange,
    /// The arguments.
    pub arguments: Vec<Argument>,
}

/// An argument of a call.
#[derive(Debug, Clone, PartialEq)]
pub struct Argument {
    /// `name=`.
    pub name: Option<SmolStr>,
    /// The full name of what is handed over, if it has one.
    pub path: Option<SmolStr>,
    /// The argument.
    pub range: TextRange,
}

/// Every call of something that has a name outside of the code.
pub(super) fn calls(program: &Program) -> Vec<Call> {
    let names = Names::of(program);
    let mut calls: Vec<Call> = program
        .exprs
        .iter()
        .filter_map(|expr| {
            let (callee, args) = match &expr.kind {
                ExprKind::Call { callee, args, .. } | ExprKind::New { callee, args } => {
                    (*callee, args)
                }
                _ => return None,
            };
            Some(Call {
                path: names.path(callee, 0)?,
                range: program.expr(callee).range,
                whole: expr.range,
                arguments: args.iter().map(|arg| names.argument(arg)).collect(),
            })
        })
        .collect();
    calls.sort_by_key(|call| call.range.start());
    calls
}

/// Names deeper than this are not followed.
const DEPTH: u8 = 12;

/// What the variables of the code stand for.
pub(super) struct Names<'p> {
    program: &'p Program,
    imported: FxHashMap<VarId, SmolStr>,
    /// Variables that one statement assigns: the value, and the key taken out of it.
    assigned: FxHashMap<VarId, Option<(ExprId, Option<SmolStr>)>>,
}

impl<'p> Names<'p> {
    pub(super) fn of(program: &'p Program) -> Self {
        let mut names = Names {
            program,
            imported: FxHashMap::default(),
            assigned: FxHashMap::default(),
        };
        for import in &program.imports {
            let path = match &import.name {
                Some(name) => format_smolstr!("{}.{name}", import.module),
                None if import.renamed => import.module.clone(),
                None => import.module.split('.').next().unwrap_or_default().into(),
            };
            if let Some(variable) = import.variable {
                names.imported.insert(variable, path);
            }
        }
        for function in &program.functions {
            if let Body::Block(block) = &function.body {
                names.block(block);
            }
        }
        for class in &program.classes {
            names.block(&class.body);
        }
        for expr in &program.exprs {
            if let ExprKind::Assign(pattern, value) = &expr.kind {
                names.pattern(pattern, *value);
            }
        }
        names
    }

    fn block(&mut self, block: &[Stmt]) {
        for statement in block {
            self.statement(statement);
        }
    }

    fn statement(&mut self, statement: &Stmt) {
        match &statement.kind {
            StmtKind::Assign { targets, value } => {
                for target in targets {
                    self.pattern(target, *value);
                }
            }
            StmtKind::Declare {
                pattern,
                value: Some(value),
            } => self.pattern(pattern, *value),
            StmtKind::For {
                pattern: Pattern::Var(variable, _),
                iterable,
                ..
            } => self.assign(*variable, *iterable, Some("[]".into())),
            _ => {}
        }
        statement.each_within(&mut |block| self.block(block));
    }

    fn pattern(&mut self, pattern: &Pattern, value: ExprId) {
        match pattern {
            Pattern::Var(variable, _) => self.assign(*variable, value, None),
            Pattern::Object(keys, _) => {
                for (key, target) in keys {
                    if let (Key::Name(name, _), Pattern::Var(variable, _)) = (key, target) {
                        self.assign(*variable, value, Some(name.clone()));
                    }
                }
            }
            _ => {}
        }
    }

    fn assign(&mut self, variable: VarId, value: ExprId, key: Option<SmolStr>) {
        self.assigned
            .entry(variable)
            .and_modify(|known| *known = None)
            .or_insert(Some((value, key)));
    }

    /// The full name of what `expr` is; `None` where it has none.
    pub(super) fn path(&self, expr: ExprId, depth: u8) -> Option<SmolStr> {
        if depth == DEPTH {
            return None;
        }
        match &self.program.expr(expr).kind {
            ExprKind::Global(name) => Some(name.clone()),
            ExprKind::This => Some("this".into()),
            ExprKind::Var(variable) => self.variable(*variable, depth),
            ExprKind::Member { object, name, .. } => {
                Some(format_smolstr!("{}.{name}", self.path(*object, depth + 1)?))
            }
            ExprKind::Index { object, .. } => {
                Some(format_smolstr!("{}.[]", self.path(*object, depth + 1)?))
            }
            ExprKind::OptionalChain(inner) => self.path(*inner, depth + 1),
            ExprKind::Call { callee, args, .. } => {
                let callee = self.path(*callee, depth + 1)?;
                match (callee.as_str(), args.as_slice()) {
                    ("require", [Arg::Item(module), ..]) => self.module(*module),
                    _ => Some(format_smolstr!("{callee}()")),
                }
            }
            ExprKind::New { callee, .. } => {
                Some(format_smolstr!("{}()", self.path(*callee, depth + 1)?))
            }
            _ => None,
        }
    }

    fn variable(&self, variable: VarId, depth: u8) -> Option<SmolStr> {
        match (self.imported.get(&variable), self.assigned.get(&variable)) {
            (Some(path), None) => Some(path.clone()),
            (None, Some(Some((value, key)))) => {
                let path = self.path(*value, depth + 1)?;
                Some(match key {
                    Some(key) => format_smolstr!("{path}.{key}"),
                    None => path,
                })
            }
            _ => None,
        }
    }

    fn module(&self, argument: ExprId) -> Option<SmolStr> {
        match &self.program.expr(argument).kind {
            ExprKind::Literal(Literal::Str(module)) => {
                Some(module.strip_prefix("node:").unwrap_or(module).into())
            }
            _ => None,
        }
    }

    fn argument(&self, arg: &Arg) -> Argument {
        let (name, value) = match arg {
            Arg::Named(name, _, value) => (Some(name.clone()), *value),
            Arg::Item(value) | Arg::Spread(value) | Arg::KeywordSpread(value) => (None, *value),
        };
        Argument {
            name,
            path: self.path(value, 0),
            range: self.program.expr(value).range,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{Api, Facts, Host, Language, PythonVersion, Source};

    fn called(text: &str, language: Language, host: Host) -> Vec<String> {
        let facts = Facts::of(&Source {
            text,
            language,
            host,
            api: Api::Dify,
            python: PythonVersion(14),
            inputs: None,
        });
        facts
            .calls
            .iter()
            .map(|call| call.path.to_string())
            .collect()
    }

    #[test]
    fn names_of_python() {
        let cases = [
            ("import os.path\nos.getcwd()", "os.getcwd"),
            ("import os.path as p\np.join('a')", "os.path.join"),
            ("from logging import warning as w\nw(1)", "logging.warning"),
            (
                "import logging\nlog = logging.getLogger()\ndef f():\n  log.error(1)",
                "logging.getLogger logging.getLogger().error",
            ),
            ("def f(x):\n  x.run()", ""),
            ("x = 1\nx = print\nx()", ""),
        ];
        for (code, expected) in cases {
            let found = called(code, Language::Python, Host::Module).join(" ");
            assert_eq!(found, expected, "{code}");
        }
    }

    #[test]
    fn names_of_javascript() {
        let cases = [
            (
                "const fs = require('node:fs'); fs.statSync('a')",
                "require fs.statSync",
            ),
            (
                "const { exec: run } = require('child_process'); run('a')",
                "require child_process.exec",
            ),
            ("console?.error(1)", "console.error"),
            ("function f(console) { console.log(1) }", ""),
        ];
        for (code, expected) in cases {
            let found = called(code, Language::JavaScript, Host::Eval).join(" ");
            assert_eq!(found, expected, "{code}");
        }
    }
}
