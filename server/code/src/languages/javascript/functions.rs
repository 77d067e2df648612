//! Functions and their parameters.

use smol_str::SmolStr;
use text_size::{TextRange, TextSize};

use super::tree::{At, Field, Kind};
use super::{Frame, Lowering};
use crate::ir::*;

impl Lowering<'_> {
    /// `function f() {}` as a statement.
    pub(super) fn function_declaration(&mut self, at: At, out: &mut Block) {
        let Some(name_at) = self.tree.child(at, Field::Name) else {
            return;
        };
        let variable = self.declared_function(at, name_at);
        let function = self.function(at, FunctionKind::Plain, Some(name_at));
        let range = self.tree.range(at);
        out.push(match variable {
            Some(variable) => {
                let decorators = Vec::new();
                Stmt {
                    kind: StmtKind::Function {
                        variable,
                        function,
                        decorators,
                    },
                    range,
                }
            }
            None => {
                let value = self.push(ExprKind::Function(function), range);
                Stmt {
                    kind: StmtKind::Expr(value),
                    range,
                }
            }
        });
    }

    /// The variable of a function declaration: one of the whole function, or of the block.
    fn declared_function(&mut self, at: At, name_at: At) -> Option<VarId> {
        let name = self.name(name_at);
        let scope = match self.hoisted.contains(&at) {
            true => self.frame.scope,
            false => self.scopes.depth(),
        };
        self.scopes.bound_in(scope, &name)
    }

    /// `function f() {}` as an expression: its name is a variable that only it sees. Where it is
    /// used, the function stands in an assignment to it.
    pub(super) fn function_expression(&mut self, at: At) -> ExprKind {
        let name_at = self.tree.child(at, Field::Name);
        self.own_name(at, name_at, VariableKind::Function, |lowering| {
            ExprKind::Function(lowering.function(at, FunctionKind::Plain, name_at))
        })
    }

    /// Lowers a function or class expression with its own name bound around it.
    pub(super) fn own_name(
        &mut self,
        at: At,
        name_at: Option<At>,
        kind: VariableKind,
        value: impl FnOnce(&mut Self) -> ExprKind,
    ) -> ExprKind {
        let Some(name_at) = name_at else {
            return value(self);
        };
        let (name, range) = (self.name(name_at), self.tree.range(name_at));
        self.scopes.open_block();
        let variable = self.scopes.declare(&name, kind, range);
        let value = value(self);
        self.scopes.close();
        if !self.scopes.variables[variable.0 as usize].captured {
            return value;
        }
        let value = self.push(value, self.tree.range(at));
        ExprKind::Assign(Box::new(Pattern::Var(variable, range)), value)
    }

    pub(super) fn arrow(&mut self, at: At) -> FunctionId {
        self.function(at, FunctionKind::Arrow, None)
    }

    /// The function at `at`, of any kind; `name` is its name or, of a method, its key.
    pub(super) fn function(&mut self, at: At, kind: FunctionKind, name: Option<At>) -> FunctionId {
        let tree = self.tree;
        let range = tree.range(at);
        let parameters = tree.child(at, Field::Parameters);
        let is_async = tree.has(at, Kind::Async);
        let is_generator = tree.has(at, Kind::Star);
        let id = self.new_function(Function {
            name: name.and_then(|name| self.function_name(name)),
            name_range: name.map_or_else(|| self.first_token(range), |name| tree.range(name)),
            range,
            outer: self.scopes.function(),
            kind,
            params: Vec::new(),
            params_range: parameters.map(|parameters| tree.range(parameters)),
            body: Body::Block(Vec::new()),
            is_async,
            is_generator,
        });
        self.in_function(id, is_async, is_generator, |lowering| {
            lowering.fill(id, at, parameters)
        });
        id
    }

    pub(super) fn new_function(&mut self, function: Function) -> FunctionId {
        let id = FunctionId(self.program.functions.len() as u32);
        self.program.functions.push(function);
        id
    }

    /// Runs `fill` inside the scope of function `id`.
    pub(super) fn in_function(
        &mut self,
        id: FunctionId,
        is_async: bool,
        is_generator: bool,
        fill: impl FnOnce(&mut Self),
    ) {
        let outer = self.frame;
        self.scopes.open_function(id);
        let scope = self.scopes.depth();
        self.frame = Frame {
            is_async,
            is_generator,
            strict: outer.strict,
            scope,
        };
        fill(self);
        self.scopes.close();
        self.frame = outer;
    }

    /// Parameters, then the declarations of the body, then the body: a default sees no variable of
    /// the body.
    fn fill(&mut self, id: FunctionId, at: At, parameters: Option<At>) {
        let tree = self.tree;
        let parameters = parameters.or_else(|| tree.child(at, Field::Parameter));
        let params = parameters
            .map(|parameters| self.params(parameters))
            .unwrap_or_default();
        let body = match tree.child(at, Field::Body) {
            Some(body) if tree.kind(body) == Kind::StatementBlock => {
                Body::Block(self.function_body(body))
            }
            Some(body) if self.begins_with_brace(body) => Body::Block(self.braces(body)),
            Some(body) => Body::Expr(self.expr(body)),
            None => Body::Block(Vec::new()),
        };
        let function = &mut self.program.functions[id.0 as usize];
        function.params = params;
        function.body = body;
    }

    /// The statements of a function; its scope is open.
    pub(super) fn function_body(&mut self, body: At) -> Block {
        self.frame.strict |= self.is_strict(body);
        self.declare_function_level(body);
        self.statements(body)
    }

    /// Does `body` begin with `'use strict'`?
    pub(super) fn is_strict(&self, body: At) -> bool {
        let tree = self.tree;
        tree.children(body)
            .take_while(|&child| tree.kind(child) == Kind::ExpressionStatement)
            .map_while(|child| {
                tree.first(child)
                    .filter(|&at| tree.kind(at) == Kind::String)
            })
            .any(|directive| matches!(self.text(directive), "'use strict'" | "\"use strict\""))
    }

    /// The parameters in parentheses, or the single one of an arrow.
    fn params(&mut self, at: At) -> Vec<Param> {
        let tree = self.tree;
        if tree.kind(at) != Kind::Parameters {
            self.declare_names(at, VariableKind::Parameter);
            return vec![self.param(at)];
        }
        for child in tree.named(at) {
            match tree.kind(child) {
                // Annotations of TypeScript, mostly.
                Kind::Error => tree.children(child).for_each(|inner| {
                    self.declare_names(inner, VariableKind::Parameter);
                }),
                _ => self.declare_names(child, VariableKind::Parameter),
            }
        }
        tree.named(at)
            .filter(|&child| tree.kind(child) != Kind::Error)
            .map(|child| self.param(child))
            .collect()
    }

    fn param(&mut self, at: At) -> Param {
        let tree = self.tree;
        let range = tree.range(at);
        let (kind, pattern, default) = match tree.kind(at) {
            Kind::RestPattern => (ParamKind::Rest, self.rest(at), None),
            Kind::AssignmentPattern => {
                let pattern = match tree.child(at, Field::Left) {
                    Some(left) => self.pattern(left),
                    None => Pattern::Unknown(Vec::new()),
                };
                (
                    ParamKind::Normal,
                    pattern,
                    Some(self.field_expr(at, Field::Right)),
                )
            }
            _ => (ParamKind::Normal, self.pattern(at), None),
        };
        Param {
            pattern,
            default,
            kind,
            annotation: None,
            range,
        }
    }

    /// A name that can be told: not that of a computed key.
    fn function_name(&self, at: At) -> Option<SmolStr> {
        match self.tree.kind(at) {
            Kind::Identifier | Kind::PropertyName | Kind::PrivateName => Some(self.smol_name(at)),
            Kind::String => super::literals::string(self.text(at)),
            Kind::Number => super::literals::number_key(self.text(at)),
            _ => None,
        }
    }

    /// The first token of `range`: a word, or a single character.
    pub(super) fn first_token(&self, range: TextRange) -> TextRange {
        let text = &self.source[range];
        let word = text.find(|char: char| !char.is_alphanumeric() && !matches!(char, '_' | '$'));
        let length = match word {
            Some(0) => text.chars().next().map_or(0, char::len_utf8),
            Some(length) => length,
            None => text.len(),
        };
        TextRange::at(range.start(), TextSize::new(length as u32))
    }
}
