//! Classes, and the methods of object literals.

use super::Lowering;
use super::tree::{At, Field, Kind};
use crate::ir::*;

impl Lowering<'_> {
    /// `class C {}` as a statement.
    pub(super) fn class_declaration(&mut self, at: At, out: &mut Block) {
        let variable = self.tree.child(at, Field::Name).and_then(|name_at| {
            let name = self.name(name_at);
            self.scopes.bound_in(self.scopes.depth(), &name)
        });
        let class = self.class(at);
        let range = self.tree.range(at);
        out.push(match variable {
            Some(variable) => Stmt {
                kind: StmtKind::Class { variable, class },
                range,
            },
            None => {
                let value = self.push(ExprKind::Class(class), range);
                Stmt {
                    kind: StmtKind::Expr(value),
                    range,
                }
            }
        });
    }

    pub(super) fn class_expression(&mut self, at: At) -> ExprKind {
        let name_at = self.tree.child(at, Field::Name);
        self.own_name(at, name_at, VariableKind::Class, |lowering| {
            ExprKind::Class(lowering.class(at))
        })
    }

    fn class(&mut self, at: At) -> ClassId {
        let tree = self.tree;
        let strict = std::mem::replace(&mut self.frame.strict, true);
        let mut class = Class {
            name: tree.child(at, Field::Name).map(|name| self.smol_name(name)),
            range: tree.range(at),
            bases: Vec::new(),
            methods: Vec::new(),
            body: Vec::new(),
        };
        for child in tree.named(at) {
            match tree.kind(child) {
                Kind::ClassHeritage | Kind::Decorator | Kind::Error => {
                    class.bases.extend(self.parts(child));
                }
                Kind::ClassBody => self.class_body(child, &mut class),
                _ => {}
            }
        }
        self.frame.strict = strict;
        let id = ClassId(self.program.classes.len() as u32);
        self.program.classes.push(class);
        id
    }

    fn class_body(&mut self, at: At, class: &mut Class) {
        for member in self.tree.named(at) {
            match self.tree.kind(member) {
                Kind::Method => self.class_method(member, class),
                Kind::FieldDefinition => self.class_field(member, class),
                Kind::StaticBlock => {
                    let function = self.static_block(member);
                    self.call_once(function, &mut class.body);
                }
                _ => self.broken(member, &mut class.body),
            }
        }
    }

    /// A method that can be named is listed; an accessor, or one under a computed key, is only
    /// known to exist.
    fn class_method(&mut self, at: At, class: &mut Class) {
        let tree = self.tree;
        let mut parts = self.decorators(at);
        let Some(key_at) = tree.child(at, Field::Name) else {
            return;
        };
        let key = self.key(key_at);
        let key_at = self.plain_key(key_at);
        let function = self.function(at, FunctionKind::Method, Some(key_at));
        match key {
            Key::Name(name, _) if !self.is_accessor(at) && parts.is_empty() => {
                class.methods.push((name, function));
            }
            key => {
                parts.extend(computed(&key));
                parts.push(self.push(ExprKind::Function(function), tree.range(at)));
                self.unknown_stmt(at, parts, &mut class.body);
            }
        }
    }

    fn decorators(&mut self, at: At) -> Vec<ExprId> {
        let tree = self.tree;
        tree.children(at)
            .filter(|&child| tree.kind(child) == Kind::Decorator)
            .flat_map(|decorator| self.parts(decorator))
            .collect()
    }

    /// A static field is evaluated once, with the class; that of an instance whenever one is made.
    /// Either way its value is a function's: `this` is not that around the class.
    fn class_field(&mut self, at: At, class: &mut Class) {
        let tree = self.tree;
        let mut parts = self.decorators(at);
        if let Some(key) = tree.child(at, Field::Property) {
            parts.extend(computed(&self.key(key)));
        }
        if !parts.is_empty() {
            self.unknown_stmt(at, parts, &mut class.body);
        }
        let Some(value) = tree.child(at, Field::Value) else {
            return;
        };
        let function = self.initialiser(at, |lowering| Body::Expr(lowering.expr(value)));
        match tree.has(at, Kind::Static) {
            true => self.call_once(function, &mut class.body),
            false => {
                let value = self.push(ExprKind::Function(function), tree.range(at));
                self.unknown_stmt(at, vec![value], &mut class.body);
            }
        }
    }

    fn static_block(&mut self, at: At) -> FunctionId {
        let body = self.tree.child(at, Field::Body);
        self.initialiser(at, |lowering| {
            Body::Block(
                body.map(|body| lowering.function_body(body))
                    .unwrap_or_default(),
            )
        })
    }

    /// The function that a field's value or a static block is.
    fn initialiser(&mut self, at: At, body: impl FnOnce(&mut Self) -> Body) -> FunctionId {
        let range = self.tree.range(at);
        let id = self.new_function(Function {
            name: None,
            name_range: self.first_token(range),
            range,
            outer: self.scopes.function(),
            kind: FunctionKind::Method,
            params: Vec::new(),
            params_range: None,
            body: Body::Block(Vec::new()),
            is_async: false,
            is_generator: false,
        });
        self.in_function(id, false, false, |lowering| {
            let body = body(lowering);
            lowering.program.functions[id.0 as usize].body = body;
        });
        id
    }

    fn call_once(&mut self, function: FunctionId, out: &mut Block) {
        let range = self.program.function(function).range;
        let callee = self.push(ExprKind::Function(function), range);
        let call = ExprKind::Call {
            callee,
            args: Vec::new(),
            optional: false,
        };
        let kind = StmtKind::Expr(self.push(call, range));
        out.push(Stmt { kind, range });
    }

    fn unknown_stmt(&mut self, at: At, exprs: Vec<ExprId>, out: &mut Block) {
        let range = self.tree.range(at);
        out.push(Stmt {
            kind: StmtKind::Unknown {
                exprs,
                binds: Vec::new(),
            },
            range,
        });
    }

    /// `{ f() {}, get x() {} }`.
    pub(super) fn object_method(&mut self, at: At) -> Property {
        let Some(key_at) = self.tree.child(at, Field::Name) else {
            let kind = ExprKind::Unknown(self.parts(at));
            return Property::Spread(self.push(kind, self.tree.range(at)));
        };
        let key = self.key(key_at);
        let key_at = self.plain_key(key_at);
        let function = self.function(at, FunctionKind::Method, Some(key_at));
        match self.is_accessor(at) {
            true => Property::Accessor(key, function),
            false => {
                let value = self.push(ExprKind::Function(function), self.tree.range(at));
                Property::Pair(key, value)
            }
        }
    }

    /// The literal in `["name"]`, or the key as it stands.
    fn plain_key(&self, at: At) -> At {
        let inner = self.tree.first(at).map(|inner| self.unwrapped(inner));
        match inner {
            Some(inner) if matches!(self.tree.kind(inner), Kind::String | Kind::Number) => inner,
            _ => at,
        }
    }

    fn is_accessor(&self, at: At) -> bool {
        [Kind::Get, Kind::Set, Kind::StaticGet]
            .iter()
            .any(|&token| self.tree.has(at, token))
    }
}

fn computed(key: &Key) -> Option<ExprId> {
    match key {
        Key::Computed(expr) => Some(*expr),
        Key::Name(..) => None,
    }
}
