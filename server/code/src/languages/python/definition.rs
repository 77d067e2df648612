//! Functions, lambdas and classes.

use tree_sitter::Node;

use super::bindings::first_identifier;
use super::scope::{ScopeId, ScopeKind};
use super::statement::is_async;
use super::{Field, Kind, Lowering, Syntax, top};
use crate::ir::*;

impl<'t> Lowering<'t> {
    /// `def`, `class`, with decorators or without.
    pub(super) fn definition(&mut self, node: Node<'t>, out: &mut Block) {
        let mut decorators = Vec::new();
        let mut definition = node;
        if node.syntax() == Kind::DecoratedDefinition {
            for decorator in node
                .parts()
                .into_iter()
                .filter(|part| part.syntax() == Kind::Decorator)
            {
                decorators.extend(decorator.named_child(0).map(|expr| self.expression(expr)));
            }
            match node.part(Field::Definition) {
                Some(inner) => definition = inner,
                None => return,
            }
        }
        let variable = definition
            .part(Field::Name)
            .and_then(|name| self.written(self.scope, name));
        let around = match definition.part(Field::TypeParameters) {
            Some(parameters) => self.type_parameters(parameters, out),
            None => self.scope,
        };
        let kind = match definition.syntax() {
            Kind::ClassDefinition => {
                let class = self.class(definition, around, decorators);
                variable.map(|variable| StmtKind::Class { variable, class })
            }
            _ => {
                let function = self.function(definition, around);
                variable.map(|variable| StmtKind::Function {
                    variable,
                    function,
                    decorators,
                })
            }
        };
        let range = self.extent(node);
        out.extend(kind.map(|kind| Stmt { kind, range }));
    }

    /// Type parameters are bound to types that nothing is known of. Their variables belong to the
    /// function around the definition, which alone sees them.
    pub(super) fn type_parameters(&mut self, node: Node<'t>, out: &mut Block) -> ScopeId {
        let Some(scope) = self.scopes.of_node(node) else {
            return self.scope;
        };
        self.scopes
            .open(scope, self.function, &mut self.program.variables);
        let binds = self.scopes.all_own(scope);
        out.push(Stmt {
            kind: StmtKind::Unknown {
                exprs: Vec::new(),
                binds,
            },
            range: node.text_range(),
        });
        for parameter in node.parts() {
            // The bound in `T: bound`.
            if let Some(bound) = parameter
                .named_child(0)
                .filter(|inner| inner.syntax() == Kind::ConstrainedType)
                && let Some(bound) = bound.parts().get(1).copied()
            {
                let variable = first_identifier(parameter)
                    .and_then(|name| self.scopes.own(scope, &self.name_of(name)));
                self.within(scope, |this| this.annotation(bound, variable));
            }
        }
        scope
    }

    fn function(&mut self, node: Node<'t>, around: ScopeId) -> FunctionId {
        let kind = match self.scopes.kind(self.scope) {
            ScopeKind::Class(_) => FunctionKind::Method,
            _ => FunctionKind::Plain,
        };
        let name_node = node.part(Field::Name);
        let name = name_node.map(|name| self.name_of(name));
        let (id, scope) = self.new_function(node, kind);
        let params = self.params(node.part(Field::Parameters), around, scope);
        if let Some(result) = node.part(Field::ReturnType) {
            self.within(around, |this| this.annotation(result, None));
        }
        let body = self.inside(id, scope, |this| this.suite(node));
        let function = &mut self.program.functions[id.0 as usize];
        function.name = name;
        function.name_range = name_node.unwrap_or(node).text_range();
        function.params = params;
        function.params_range = node.part(Field::Parameters).map(Syntax::text_range);
        function.body = Body::Block(body);
        function.is_async = is_async(node);
        id
    }

    /// `lambda params: body`
    pub(super) fn lambda(&mut self, node: Node<'t>) -> ExprKind {
        let (id, scope) = self.new_function(node, FunctionKind::Arrow);
        let params = self.params(node.part(Field::Parameters), self.scope, scope);
        let body = self.inside(id, scope, |this| this.part(node, Field::Body));
        let function = &mut self.program.functions[id.0 as usize];
        function.name_range = node.child(0).unwrap_or(node).text_range();
        function.params = params;
        function.body = Body::Expr(body);
        ExprKind::Function(id)
    }

    /// A function without its parts, so that it comes before the functions in it.
    fn new_function(&mut self, node: Node<'t>, kind: FunctionKind) -> (FunctionId, ScopeId) {
        let id = FunctionId(self.program.functions.len() as u32);
        let scope = self.scopes.of_node(node).unwrap_or(self.scope);
        self.scopes.open(scope, id, &mut self.program.variables);
        self.program.functions.push(Function {
            range: self.extent(node),
            outer: self.function,
            kind,
            is_generator: self.scopes.is_generator(scope),
            ..top("", Block::new())
        });
        (id, scope)
    }

    fn inside<T>(
        &mut self,
        id: FunctionId,
        scope: ScopeId,
        lower: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let outer = std::mem::replace(&mut self.function, id);
        let result = self.within(scope, lower);
        self.function = outer;
        result
    }

    /// The parameters of `scope`; annotations stand in `around`, defaults where the function does.
    fn params(&mut self, list: Option<Node<'t>>, around: ScopeId, scope: ScopeId) -> Vec<Param> {
        let mut params: Vec<Param> = Vec::new();
        let mut kind = ParamKind::Normal;
        for node in list.map(Syntax::parts).unwrap_or_default() {
            match node.syntax() {
                Kind::PositionalSeparator => {
                    params
                        .iter_mut()
                        .for_each(|param| param.kind = ParamKind::PositionalOnly);
                }
                Kind::KeywordSeparator => kind = ParamKind::KeywordOnly,
                _ => {
                    let param = self.param(node, kind, around, scope);
                    if param.kind == ParamKind::Rest {
                        kind = ParamKind::KeywordOnly;
                    }
                    params.push(param);
                }
            }
        }
        params
    }

    fn param(&mut self, node: Node<'t>, kind: ParamKind, around: ScopeId, scope: ScopeId) -> Param {
        let name = match node.syntax() {
            Kind::DefaultParameter | Kind::TypedDefaultParameter => node.part(Field::Name),
            Kind::TypedParameter => node.parts().first().copied(),
            _ => Some(node),
        };
        let kind = match name.map(Syntax::syntax) {
            Some(Kind::ListSplatPattern) => ParamKind::Rest,
            Some(Kind::DictionarySplatPattern) => ParamKind::KeywordRest,
            _ => kind,
        };
        let name = match kind {
            ParamKind::Rest | ParamKind::KeywordRest => name.and_then(|name| name.named_child(0)),
            _ => name,
        };
        let variable = name
            .filter(|name| name.syntax() == Kind::Identifier)
            .and_then(|name| {
                Some((
                    self.scopes.own(scope, &self.name_of(name))?,
                    name.text_range(),
                ))
            });
        let annotation = node.part(Field::Type);
        if let Some(annotation) = annotation {
            let variable = variable.map(|(variable, _)| variable);
            self.within(around, |this| this.annotation(annotation, variable));
        }
        // Anything but a name is Python 2 or an error.
        self.program.damaged |= variable.is_none();
        Param {
            pattern: match variable {
                Some((variable, range)) => Pattern::Var(variable, range),
                None => Pattern::Unknown(Vec::new()),
            },
            default: node
                .part(Field::Value)
                .map(|default| self.expression(default)),
            kind,
            annotation: annotation.map(Syntax::text_range),
            range: node.text_range(),
        }
    }

    fn class(&mut self, node: Node<'t>, around: ScopeId, decorators: Vec<ExprId>) -> ClassId {
        let mut bases = Vec::new();
        for base in node
            .part(Field::Superclasses)
            .map(Syntax::parts)
            .unwrap_or_default()
        {
            // The value of `metaclass=M`; `*bases` is its own operand.
            let value = match base.syntax() {
                Kind::KeywordArgument => base.part(Field::Value),
                Kind::DictionarySplat => base.named_child(0),
                _ => Some(base),
            };
            bases.extend(value.map(|value| self.within(around, |this| this.expression(value))));
        }
        bases.extend(decorators);
        let id = ClassId(self.program.classes.len() as u32);
        let name = node.part(Field::Name).map(|name| self.name_of(name));
        let range = self.extent(node);
        self.program.classes.push(Class {
            name,
            range,
            bases,
            methods: Vec::new(),
            body: Block::new(),
        });
        let Some(scope) = self.scopes.of_node(node) else {
            return id;
        };
        self.scopes
            .open(scope, self.function, &mut self.program.variables);
        let body = self.within(scope, |this| this.suite(node));
        let methods = body
            .iter()
            .filter_map(|stmt| self.method(stmt, scope))
            .collect();
        let class = &mut self.program.classes[id.0 as usize];
        class.methods = methods;
        class.body = body;
        id
    }

    fn method(&self, stmt: &Stmt, scope: ScopeId) -> Option<(smol_str::SmolStr, FunctionId)> {
        let StmtKind::Function {
            variable,
            function,
            decorators,
        } = &stmt.kind
        else {
            return None;
        };
        let name = &self.program.variable(*variable).name;
        let is_plain = decorators.is_empty() && self.scopes.is_bound_once(scope, name);
        is_plain.then(|| (name.clone(), *function))
    }
}
