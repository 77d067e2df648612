//! Finds the scopes of a tree and the names that each of them binds.
//!
//! A work list stands in for recursion, so that no nesting is too deep; every node is visited once.

use smol_str::SmolStr;
use text_size::TextSize;
use tree_sitter::{Node, TreeCursor};

use super::name::normalised;
use super::scope::{ScopeId, ScopeKind, Scopes};
use super::tree::{Field, Kind, Syntax};
use crate::ir::VariableKind;

/// Fills `scopes` from the tree under `root`.
pub(super) fn find(root: Node<'_>, source: &str, scopes: &mut Scopes) {
    let top = scopes.top;
    let mut walk = Walk {
        source,
        scopes,
        pending: vec![(root, top)],
        cursor: root.walk(),
        since: TextSize::default(),
    };
    while let Some((node, scope)) = walk.pending.pop() {
        walk.visit(node, scope);
    }
}

struct Walk<'t, 's> {
    source: &'s str,
    scopes: &'s mut Scopes,
    /// What is still to be visited, the next one last.
    pending: Vec<(Node<'t>, ScopeId)>,
    cursor: TreeCursor<'t>,
    /// Where what is being bound has its new value; a class body may read the outer one before.
    since: TextSize,
}

impl<'t> Walk<'t, '_> {
    fn visit(&mut self, node: Node<'t>, scope: ScopeId) {
        let header = match node.syntax() {
            Kind::ForStatement => node.part(Field::Right),
            Kind::ExceptClause => node.part(Field::Value),
            _ => Some(node),
        };
        self.since = header.unwrap_or(node).text_range().end();
        match node.syntax() {
            Kind::Comment => self.scopes.comments.push(node.text_range()),
            Kind::FunctionDefinition => return self.function(node, scope),
            Kind::Lambda => return self.lambda(node, scope),
            Kind::ClassDefinition => return self.class(node, scope),
            Kind::TypeAliasStatement => return self.type_alias(node, scope),
            kind if kind.is_comprehension() => return self.comprehension(node, scope),
            // `name: T` alone makes a name local, although it has no value from there on; in the
            // module that makes no difference.
            Kind::Assignment if node.part(Field::Right).is_none() => {
                self.since = TextSize::new(u32::MAX);
                if !self.scopes.is_module(scope) {
                    self.targets(node.part(Field::Left), scope, VariableKind::Local);
                }
            }
            Kind::Assignment
            | Kind::AugmentedAssignment
            | Kind::ForStatement
            | Kind::ForInClause => {
                self.targets(node.part(Field::Left), scope, VariableKind::Local);
            }
            Kind::NamedExpression => {
                let function = self.scopes.around_comprehensions(scope);
                self.targets(node.part(Field::Name), function, VariableKind::Local);
            }
            Kind::ExceptClause => {
                let target = node
                    .part(Field::Value)
                    .filter(|value| value.syntax() == Kind::AsPattern);
                let alias = target.and_then(|target| target.part(Field::Alias));
                self.targets(alias, scope, VariableKind::Caught);
            }
            // The alias of a `with` item has a field; that of a `case` is the last child.
            Kind::AsPattern => match node.part(Field::Alias) {
                Some(alias) => self.targets(Some(alias), scope, VariableKind::Local),
                None => self.capture(node.parts().last().copied(), scope),
            },
            Kind::DeleteStatement => {
                for target in node.parts() {
                    self.targets(Some(target), scope, VariableKind::Local);
                }
            }
            Kind::ImportStatement | Kind::ImportFromStatement | Kind::FutureImportStatement => {
                return self.import(node, scope);
            }
            Kind::GlobalStatement => {
                for name in node.parts() {
                    self.scopes.declare_global(
                        scope,
                        name_of(name, self.source),
                        name.text_range(),
                    );
                }
                return;
            }
            Kind::NonlocalStatement => {
                for name in node.parts() {
                    self.scopes.declare_nonlocal(
                        scope,
                        name_of(name, self.source),
                        name.text_range(),
                    );
                }
                return;
            }
            // Imports do not come here, so a dotted name stands in a `case`: a lone one captures.
            Kind::DottedName if node.named_child_count() == 1 => {
                return self.capture(node.named_child(0), scope);
            }
            Kind::SplatPattern => return self.capture(node.parts().last().copied(), scope),
            Kind::ClassPattern => return self.push_children(node, scope, 1),
            Kind::Error => self.fragment(node, scope),
            Kind::Yield => self.scopes.mark_generator(scope),
            _ => {}
        }
        self.push_children(node, scope, 0);
    }

    /// The named children but the first `skip`, in order; comments always.
    fn push_children(&mut self, node: Node<'t>, scope: ScopeId, skip: usize) {
        let start = self.pending.len();
        self.cursor.reset(node);
        let mut index = 0;
        let mut more = self.cursor.goto_first_child();
        while more {
            let child = self.cursor.node();
            if child.is_named() {
                if index >= skip || child.is_extra() {
                    self.pending.push((child, scope));
                }
                index += usize::from(!child.is_extra());
            }
            more = self.cursor.goto_next_sibling();
        }
        self.pending[start..].reverse();
    }

    fn push(&mut self, node: Option<Node<'t>>, scope: ScopeId) {
        self.pending.extend(node.map(|node| (node, scope)));
    }

    fn bind(&mut self, name: Node<'t>, scope: ScopeId, kind: VariableKind) {
        let text = name_of(name, self.source);
        if !text.is_empty() {
            self.scopes
                .bind(scope, text, kind, name.text_range(), self.since);
        }
    }

    /// A name that a `case` binds, unless it is `_`.
    fn capture(&mut self, name: Option<Node<'t>>, scope: ScopeId) {
        if let Some(name) = name.filter(|name| name.syntax() == Kind::Identifier)
            && name_of(name, self.source) != "_"
        {
            self.bind(name, scope, VariableKind::Local);
        }
    }

    /// The names in an assignment target; attributes and subscripts bind none.
    fn targets(&mut self, target: Option<Node<'t>>, scope: ScopeId, kind: VariableKind) {
        let mut pending: Vec<Node<'t>> = target.into_iter().collect();
        while let Some(node) = pending.pop() {
            match node.syntax() {
                Kind::Identifier => self.bind(node, scope, kind),
                Kind::AsPatternTarget
                | Kind::DictionarySplatPattern
                | Kind::ExpressionList
                | Kind::List
                | Kind::ListPattern
                | Kind::ListSplat
                | Kind::ListSplatPattern
                | Kind::ParenthesizedExpression
                | Kind::PatternList
                | Kind::Tuple
                | Kind::TuplePattern => pending.extend(node.parts().into_iter().rev()),
                _ => {}
            }
        }
    }

    fn function(&mut self, node: Node<'t>, scope: ScopeId) {
        if let Some(name) = node.part(Field::Name) {
            self.bind(name, scope, VariableKind::Function);
        }
        let around = self.type_parameters(node, scope);
        let inner = self.scopes.add_for(node, ScopeKind::Function, around);
        self.push(node.part(Field::Body), inner);
        self.push(node.part(Field::ReturnType), around);
        self.parameters(node.part(Field::Parameters), scope, around, inner);
        self.loose_ends_of(node, scope, inner);
    }

    fn lambda(&mut self, node: Node<'t>, scope: ScopeId) {
        let inner = self.scopes.add_for(node, ScopeKind::Function, scope);
        self.push(node.part(Field::Body), inner);
        self.parameters(node.part(Field::Parameters), scope, scope, inner);
        self.loose_ends_of(node, scope, inner);
    }

    /// Parameters are names of the function; their defaults and annotations are evaluated outside.
    fn parameters(
        &mut self,
        list: Option<Node<'t>>,
        outer: ScopeId,
        types: ScopeId,
        inner: ScopeId,
    ) {
        let Some(list) = list else { return };
        for param in list.parts() {
            let name = match param.syntax() {
                Kind::DefaultParameter | Kind::TypedDefaultParameter => param.part(Field::Name),
                Kind::TypedParameter => param.parts().first().copied(),
                _ => Some(param),
            };
            self.targets(name, inner, VariableKind::Parameter);
            self.push(param.part(Field::Type), types);
            self.push(param.part(Field::Value), outer);
        }
        self.loose_ends(list, outer);
    }

    fn class(&mut self, node: Node<'t>, scope: ScopeId) {
        let name = node.part(Field::Name);
        if let Some(name) = name {
            self.bind(name, scope, VariableKind::Class);
        }
        let around = self.type_parameters(node, scope);
        let kind = ScopeKind::Class(
            name.map(|name| name_of(name, self.source))
                .unwrap_or_default(),
        );
        let inner = self.scopes.add_for(node, kind, around);
        self.push(node.part(Field::Body), inner);
        self.push(node.part(Field::Superclasses), around);
        self.loose_ends_of(node, scope, inner);
    }

    fn type_alias(&mut self, node: Node<'t>, scope: ScopeId) {
        let Some(alias) = type_alias(node) else {
            return self.push_children(node, scope, 0);
        };
        self.bind(alias.name, scope, VariableKind::Local);
        let around = match alias.parameters {
            Some(parameters) => self.type_parameter_list(parameters, scope),
            None => scope,
        };
        self.push(node.part(Field::Right), around);
    }

    /// The scope of the type parameters of a definition, or `scope` where there are none.
    fn type_parameters(&mut self, node: Node<'t>, scope: ScopeId) -> ScopeId {
        match node.part(Field::TypeParameters) {
            Some(parameters) => self.type_parameter_list(parameters, scope),
            None => scope,
        }
    }

    fn type_parameter_list(&mut self, parameters: Node<'t>, scope: ScopeId) -> ScopeId {
        let inner = self
            .scopes
            .add_for(parameters, ScopeKind::TypeParameters, scope);
        for parameter in parameters.parts() {
            if let Some(name) = first_identifier(parameter) {
                self.bind(name, inner, VariableKind::Local);
            }
            self.push(Some(parameter), inner);
        }
        inner
    }

    /// All in its own scope, but the first iterable.
    fn comprehension(&mut self, node: Node<'t>, scope: ScopeId) {
        let inner = self.scopes.add_for(node, ScopeKind::Comprehension, scope);
        let start = self.pending.len();
        let mut first = true;
        for part in node.parts() {
            if part.syntax() == Kind::ForInClause && first {
                first = false;
                let left = part.part(Field::Left);
                self.targets(left, inner, VariableKind::Local);
                for child in part.parts() {
                    self.push(Some(child), if Some(child) == left { inner } else { scope });
                }
                self.loose_ends(part, inner);
            } else {
                self.push(Some(part), inner);
            }
        }
        self.loose_ends(node, inner);
        self.pending[start..].reverse();
    }

    fn import(&mut self, node: Node<'t>, scope: ScopeId) {
        let plain = node.syntax() == Kind::ImportStatement;
        for name in node
            .parts()
            .into_iter()
            .filter(|name| Some(*name) != node.part(Field::ModuleName))
        {
            let bound = match name.syntax() {
                Kind::AliasedImport => name.part(Field::Alias),
                // `import a.b` binds `a`; `from m import a` cannot be dotted.
                Kind::DottedName if plain || name.named_child_count() == 1 => name.named_child(0),
                _ => None,
            };
            if let Some(bound) = bound {
                self.bind(bound, scope, VariableKind::Import);
            }
        }
        self.loose_ends(node, scope);
    }

    /// Comments and errors among the direct children of a node whose parts are pushed by hand.
    fn loose_ends(&mut self, node: Node<'t>, scope: ScopeId) {
        self.loose_ends_of(node, scope, scope);
    }

    /// The same; errors behind the colon belong to the body.
    fn loose_ends_of(&mut self, node: Node<'t>, scope: ScopeId, body: ScopeId) {
        let mut cursor = node.walk();
        let mut place = scope;
        for child in node.children(&mut cursor) {
            if child.is_error() || child.syntax() == Kind::Comment {
                self.pending.push((child, place));
            }
            if child.kind() == ":" {
                place = body;
            }
        }
    }

    /// What remains of a statement that is being written: `def name`, `for name`, `name =`,
    /// parameters.
    fn fragment(&mut self, error: Node<'t>, scope: ScopeId) {
        let tokens = error.tokens();
        for (index, token) in tokens.iter().enumerate() {
            let before = index
                .checked_sub(1)
                .map_or("", |before| tokens[before].kind());
            let after = tokens.get(index + 1).map_or("", |after| after.kind());
            let kind = match (token.syntax(), before, after) {
                (Kind::Identifier, "def", _) => VariableKind::Function,
                (Kind::Identifier, "class", _) => VariableKind::Class,
                (Kind::Identifier, "as" | "for", _) | (Kind::Identifier, _, "=") => {
                    VariableKind::Local
                }
                (Kind::Parameters, ..) => {
                    self.parameters(Some(*token), scope, scope, scope);
                    continue;
                }
                _ => continue,
            };
            self.bind(*token, scope, kind);
        }
    }
}

/// `type Name[Parameters] = …`
pub(super) struct TypeAlias<'t> {
    pub(super) name: Node<'t>,
    pub(super) parameters: Option<Node<'t>>,
}

/// The alias that `node` defines; the grammar also takes `type[x] = 1` for one.
pub(super) fn type_alias(node: Node<'_>) -> Option<TypeAlias<'_>> {
    let left = node.part(Field::Left)?.named_child(0)?;
    match left.syntax() {
        Kind::Identifier => Some(TypeAlias {
            name: left,
            parameters: None,
        }),
        Kind::GenericType => Some(TypeAlias {
            name: left
                .named_child(0)
                .filter(|name| name.syntax() == Kind::Identifier)?,
            parameters: left.named_child(1),
        }),
        _ => None,
    }
}

/// The name in `T`, `T: bound`, `*Ts`, `**P`: the first one.
pub(super) fn first_identifier(node: Node<'_>) -> Option<Node<'_>> {
    let mut node = node;
    while node.syntax() != Kind::Identifier {
        node = node.named_child(0)?;
    }
    Some(node)
}

/// The name that an identifier stands for.
pub(super) fn name_of(identifier: Node<'_>, source: &str) -> SmolStr {
    normalised(source.get(identifier.byte_range()).unwrap_or_default())
}
