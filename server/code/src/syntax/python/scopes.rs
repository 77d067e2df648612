//! `global` and `nonlocal`: what CPython's symbol table says against them.

use ruff_python_ast::visitor::{Visitor, walk_expr, walk_parameters, walk_stmt};
use ruff_python_ast::{
    AnyParameterRef, Comprehension, Expr, ExprContext, Identifier, ModModule, Parameters, Stmt,
};
use ruff_text_size::{Ranged, TextRange};
use rustc_hash::FxHashMap;

use super::compiler::{Refusal, RefusalKind};

/// A declaration that cannot be.
#[derive(Debug)]
pub(super) struct Clash {
    pub(super) name: String,
    /// `global` or `nonlocal`.
    pub(super) word: &'static str,
    pub(super) why: Why,
}

/// Why not.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Why {
    Parameter,
    UsedBefore,
    AssignedBefore,
    Annotated,
    Both,
    AtModuleLevel,
    NoBinding,
}

/// All clashes of a module, or of the body of a function.
pub(super) fn clashes(module: &ModModule, in_function: bool) -> Vec<Refusal> {
    let kind = if in_function {
        Kind::Function
    } else {
        Kind::Module
    };
    let mut table = Table {
        scopes: vec![Scope::new(kind)],
        pending: Vec::new(),
        found: Vec::new(),
    };
    table.visit_body(&module.body);
    table.close();
    table.found
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Kind {
    Module,
    Class,
    Function,
    Comprehension,
}

/// What a scope has done with a name so far.
#[derive(Debug, Clone, Copy, Default)]
struct Seen {
    parameter: bool,
    used: bool,
    bound: bool,
    /// Binds too, yet a later `global` may still claim the name.
    imported: bool,
    annotated: bool,
    declared: Option<(&'static str, TextRange)>,
}

struct Scope<'s> {
    kind: Kind,
    names: FxHashMap<&'s str, Seen>,
}

impl Scope<'_> {
    fn new(kind: Kind) -> Self {
        Self {
            kind,
            names: FxHashMap::default(),
        }
    }
}

/// A `nonlocal` waits until all of the functions around it have been read.
struct Pending<'s> {
    name: &'s str,
    range: TextRange,
    /// How many scopes are outside of the one it stands in.
    depth: usize,
}

struct Table<'s> {
    scopes: Vec<Scope<'s>>,
    pending: Vec<Pending<'s>>,
    found: Vec<Refusal>,
}

impl<'s> Table<'s> {
    fn clash(&mut self, name: &str, word: &'static str, why: Why, range: TextRange) {
        let clash = Clash {
            name: name.to_owned(),
            word,
            why,
        };
        self.found.push(Refusal {
            kind: RefusalKind::Declaration(clash),
            range,
        });
    }

    fn seen(&mut self, name: &'s str) -> &mut Seen {
        let top = self.scopes.len() - 1;
        self.scopes[top].names.entry(name).or_default()
    }

    fn declare(&mut self, name: &'s Identifier, word: &'static str) {
        let seen = *self.seen(name.as_str());
        let why = match seen {
            Seen {
                parameter: true, ..
            } => Some(Why::Parameter),
            Seen { used: true, .. } => Some(Why::UsedBefore),
            Seen {
                annotated: true, ..
            } => Some(Why::Annotated),
            Seen { bound: true, .. } => Some(Why::AssignedBefore),
            Seen {
                declared: Some((other, _)),
                ..
            } if other != word => Some(Why::Both),
            _ => None,
        };
        if let Some(why) = why {
            self.clash(name.as_str(), word, why, name.range);
        } else if word == "nonlocal" {
            let depth = self.scopes.len() - 1;
            self.pending.push(Pending {
                name: name.as_str(),
                range: name.range,
                depth,
            });
        }
        self.seen(name.as_str()).declared = Some((word, name.range));
    }

    fn bind(&mut self, name: &'s str) {
        self.seen(name).bound = true;
    }

    /// A `:=` in a comprehension binds in the function around it.
    fn bind_outside(&mut self, name: &'s str) {
        let owner = self
            .scopes
            .iter()
            .rposition(|scope| scope.kind != Kind::Comprehension);
        self.scopes[owner.unwrap_or(0)]
            .names
            .entry(name)
            .or_default()
            .bound = true;
    }

    fn within(&mut self, kind: Kind, visit: impl FnOnce(&mut Self)) {
        self.scopes.push(Scope::new(kind));
        visit(self);
        self.close();
    }

    /// Ends the innermost scope: every `nonlocal` that waited for it is settled or goes on waiting.
    fn close(&mut self) {
        let depth = self.scopes.len() - 1;
        let Some(scope) = self.scopes.pop() else {
            return;
        };
        let mut waiting = std::mem::take(&mut self.pending);
        waiting.retain_mut(|pending| {
            if pending.depth == depth {
                return true;
            }
            let seen = scope.names.get(pending.name).copied().unwrap_or_default();
            let binds = (seen.bound || seen.imported || seen.parameter || seen.annotated)
                && seen.declared.is_none();
            let passes_on = seen.declared.is_some_and(|(word, _)| word == "nonlocal");
            scope.kind != Kind::Function || !(binds || passes_on)
        });
        if depth > 0 {
            self.pending = waiting;
            return;
        }
        for pending in waiting {
            let at_module = pending.depth == 0 && scope.kind == Kind::Module;
            let why = if at_module {
                Why::AtModuleLevel
            } else {
                Why::NoBinding
            };
            self.clash(pending.name, "nonlocal", why, pending.range);
        }
    }

    fn parameters(&mut self, parameters: &'s Parameters) {
        for parameter in parameters.iter().map(AnyParameterRef::name) {
            self.seen(parameter.as_str()).parameter = true;
        }
    }

    fn comprehension(&mut self, generators: &'s [Comprehension], elements: [Option<&'s Expr>; 2]) {
        let Some((first, rest)) = generators.split_first() else {
            return;
        };
        self.visit_expr(&first.iter);
        self.within(Kind::Comprehension, |this| {
            this.visit_expr(&first.target);
            first.ifs.iter().for_each(|test| this.visit_expr(test));
            rest.iter()
                .for_each(|generator| this.visit_comprehension(generator));
            elements
                .into_iter()
                .flatten()
                .for_each(|element| this.visit_expr(element));
        });
    }
}

impl<'s> Visitor<'s> for Table<'s> {
    fn visit_stmt(&mut self, stmt: &'s Stmt) {
        match stmt {
            Stmt::FunctionDef(function) => {
                self.bind(function.name.as_str());
                walk_parameters(self, &function.parameters);
                function
                    .returns
                    .iter()
                    .for_each(|returns| self.visit_annotation(returns));
                function
                    .decorator_list
                    .iter()
                    .for_each(|decorator| self.visit_decorator(decorator));
                self.within(Kind::Function, |this| {
                    this.parameters(&function.parameters);
                    this.visit_body(&function.body);
                });
            }
            Stmt::ClassDef(class) => {
                self.bind(class.name.as_str());
                class
                    .arguments
                    .iter()
                    .for_each(|arguments| self.visit_arguments(arguments));
                class
                    .decorator_list
                    .iter()
                    .for_each(|decorator| self.visit_decorator(decorator));
                self.within(Kind::Class, |this| this.visit_body(&class.body));
            }
            Stmt::Global(global) => {
                global
                    .names
                    .iter()
                    .for_each(|name| self.declare(name, "global"));
            }
            Stmt::Nonlocal(nonlocal) => {
                nonlocal
                    .names
                    .iter()
                    .for_each(|name| self.declare(name, "nonlocal"));
            }
            Stmt::AnnAssign(assign) => self.annotation(assign),
            Stmt::Import(import) => import.names.iter().for_each(|alias| {
                let dotted = alias.name.as_str();
                let first = dotted.split_once('.').map_or(dotted, |(first, _)| first);
                self.seen(alias.asname.as_ref().map_or(first, Identifier::as_str))
                    .imported = true;
            }),
            Stmt::ImportFrom(import) => import.names.iter().for_each(|alias| {
                self.seen(alias.asname.as_ref().unwrap_or(&alias.name).as_str())
                    .imported = true;
            }),
            _ => walk_stmt(self, stmt),
        }
    }

    fn visit_expr(&mut self, expr: &'s Expr) {
        match expr {
            Expr::Name(name) => match name.ctx {
                ExprContext::Load => self.seen(name.id.as_str()).used = true,
                _ => self.bind(name.id.as_str()),
            },
            Expr::Named(named) => {
                self.visit_expr(&named.value);
                if let Expr::Name(target) = &*named.target {
                    self.bind_outside(target.id.as_str());
                }
            }
            Expr::Lambda(lambda) => {
                if let Some(parameters) = &lambda.parameters {
                    walk_parameters(self, parameters);
                }
                self.within(Kind::Function, |this| {
                    lambda
                        .parameters
                        .iter()
                        .for_each(|parameters| this.parameters(parameters));
                    this.visit_expr(&lambda.body);
                });
            }
            Expr::ListComp(list) => self.comprehension(&list.generators, [Some(&list.elt), None]),
            Expr::SetComp(set) => self.comprehension(&set.generators, [Some(&set.elt), None]),
            Expr::Generator(generator) => {
                self.comprehension(&generator.generators, [Some(&generator.elt), None]);
            }
            Expr::DictComp(dict) => {
                self.comprehension(&dict.generators, [dict.key.as_deref(), Some(&dict.value)]);
            }
            _ => walk_expr(self, expr),
        }
    }

    fn visit_except_handler(&mut self, handler: &'s ruff_python_ast::ExceptHandler) {
        let ruff_python_ast::ExceptHandler::ExceptHandler(clause) = handler;
        clause.name.iter().for_each(|name| self.bind(name.as_str()));
        ruff_python_ast::visitor::walk_except_handler(self, handler);
    }

    fn visit_pattern(&mut self, pattern: &'s ruff_python_ast::Pattern) {
        use ruff_python_ast::Pattern::{MatchAs, MatchMapping, MatchStar};
        let name = match pattern {
            MatchAs(capture) => capture.name.as_ref(),
            MatchStar(star) => star.name.as_ref(),
            MatchMapping(mapping) => mapping.rest.as_ref(),
            _ => None,
        };
        name.into_iter().for_each(|name| self.bind(name.as_str()));
        ruff_python_ast::visitor::walk_pattern(self, pattern);
    }
}

impl<'s> Table<'s> {
    fn annotation(&mut self, assign: &'s ruff_python_ast::StmtAnnAssign) {
        self.visit_annotation(&assign.annotation);
        assign.value.iter().for_each(|value| self.visit_expr(value));
        let Expr::Name(name) = &*assign.target else {
            return self.visit_expr(&assign.target);
        };
        let top = self.scopes.len() - 1;
        let module = self.scopes[top].kind == Kind::Module;
        let seen = self.seen(name.id.as_str());
        if assign.simple {
            seen.annotated = true;
        }
        if assign.value.is_some() || assign.simple {
            seen.bound = true;
        }
        if let Some((word, _)) = seen.declared
            && assign.simple
            && !module
        {
            self.clash(
                name.id.as_str(),
                word,
                Why::Annotated,
                assign.target.range(),
            );
        }
    }
}
