//! What can be seen of code that cannot be understood.

use super::Lowering;
use super::tree::{At, Field, Kind};
use crate::ir::*;

impl Lowering<'_> {
    /// Did tree-sitter skip or invent something right in `at`?
    pub(super) fn is_broken(&self, at: At) -> bool {
        self.tree.damaged
            && self
                .tree
                .children(at)
                .any(|child| matches!(self.tree.kind(child), Kind::Error | Kind::Missing))
    }

    /// The expressions inside `at`, outermost first in each branch.
    pub(super) fn parts(&mut self, at: At) -> Vec<ExprId> {
        let mut parts = Vec::new();
        self.collect_parts(at, &mut parts);
        parts
    }

    fn collect_parts(&mut self, at: At, parts: &mut Vec<ExprId>) {
        let tree = self.tree;
        self.depth += 1;
        for child in tree.named(at) {
            match tree.kind(child) {
                _ if self.depth > super::MAX_DEPTH => parts.push(self.mention(child)),
                // The name of an element of JSX.
                _ if tree.field(child) == Field::Name && is_jsx(tree.kind(at)) => {}
                kind if is_expression(kind) => parts.push(self.expr(child)),
                Kind::Missing => {}
                kind if is_statement(kind) => parts.push(self.mention(child)),
                _ => self.collect_parts(child, parts),
            }
        }
        self.depth -= 1;
    }

    /// All that `at` evaluates, as one expression.
    pub(super) fn unknown_parts(&mut self, at: At) -> ExprId {
        let kind = ExprKind::Unknown(self.parts(at));
        self.push(kind, self.tree.range(at))
    }

    /// The value of a declarator that is not in order.
    pub(super) fn unknown_value(&mut self, declarator: At) -> ExprId {
        let tree = self.tree;
        let mut parts = Vec::new();
        for child in tree.named(declarator).skip(1) {
            match is_expression(tree.kind(child)) {
                true => parts.push(self.expr(child)),
                false => self.collect_parts(child, &mut parts),
            }
        }
        self.push(ExprKind::Unknown(parts), tree.range(declarator))
    }

    /// An expression that is nested too deep: what it may touch is forgotten.
    pub(super) fn too_deep(&mut self, at: At) -> ExprKind {
        let parts = self
            .mentioned(at)
            .into_iter()
            .map(|(variable, at)| self.forget(variable, at));
        ExprKind::Unknown(parts.collect())
    }

    fn mention(&mut self, at: At) -> ExprId {
        let kind = self.too_deep(at);
        self.push(kind, self.tree.range(at))
    }

    /// An assignment of something unknown.
    fn forget(&mut self, variable: VarId, at: At) -> ExprId {
        let range = self.tree.range(at);
        let old = self.push(ExprKind::Var(variable), range);
        let value = self.push(ExprKind::Unknown(vec![old]), range);
        let target = Box::new(Pattern::Var(variable, range));
        self.push(ExprKind::Assign(target, value), range)
    }

    /// A statement that is nested too deep.
    pub(super) fn stmt_too_deep(&mut self, at: At, out: &mut Block) {
        self.program.damaged = true;
        let mut exprs = Vec::new();
        let mut binds = Vec::new();
        for (variable, at) in self.mentioned(at) {
            exprs.push(self.push(ExprKind::Var(variable), self.tree.range(at)));
            binds.push(variable);
        }
        out.push(Stmt {
            kind: StmtKind::Unknown { exprs, binds },
            range: self.tree.range(at),
        });
    }

    /// The variables named anywhere below `at`, each with its first occurrence. A name that an
    /// inner function declares for itself may be taken for another: that forgets too much.
    fn mentioned(&mut self, at: At) -> Vec<(VarId, At)> {
        use super::scope::Meaning;
        let tree = self.tree;
        let mut seen = rustc_hash::FxHashSet::default();
        let mut found = Vec::new();
        for at in tree.subtree(at) {
            if matches!(
                tree.kind(at),
                Kind::Identifier | Kind::Shorthand | Kind::ShorthandPattern
            ) {
                let name = self.name(at);
                if let Meaning::Variable(variable) | Meaning::Uncertain(Some(variable)) =
                    self.scopes.resolve(&name)
                    && seen.insert(variable)
                {
                    found.push((variable, at));
                }
            }
        }
        found
    }

    /// The errors right inside the statement `at`; those of lists of statements are met there.
    pub(super) fn errors_of(&mut self, at: At, out: &mut Block) {
        let tree = self.tree;
        if matches!(
            tree.kind(at),
            Kind::StatementBlock
                | Kind::Error
                | Kind::ExpressionStatement
                | Kind::Return
                | Kind::Throw
        ) {
            return;
        }
        for child in tree
            .children(at)
            .filter(|&child| tree.kind(child) == Kind::Error)
        {
            self.declare_broken(child);
            self.broken(child, out);
        }
    }

    /// An error, or anything that is no statement, among statements: the statements inside are
    /// lowered, of the rest the expressions and the names that may be bound are kept.
    pub(super) fn broken(&mut self, at: At, out: &mut Block) {
        let tree = self.tree;
        self.program.damaged = true;
        let mut exprs = Vec::new();
        if is_expression(tree.kind(at)) {
            exprs.push(self.expr(at));
        } else {
            self.broken_children(at, &mut exprs, out);
        }
        let binds = self.broken_names(at);
        let binds = binds
            .into_iter()
            .filter_map(|name| self.broken_variable(name))
            .collect();
        out.push(Stmt {
            kind: StmtKind::Unknown { exprs, binds },
            range: tree.range(at),
        });
    }

    fn broken_children(&mut self, at: At, exprs: &mut Vec<ExprId>, out: &mut Block) {
        let tree = self.tree;
        for child in tree.named(at) {
            match tree.kind(child) {
                kind if is_statement(kind) => self.stmt(child, out),
                kind if is_expression(kind) => exprs.push(self.expr(child)),
                Kind::Error => {
                    self.declare_broken(child);
                    self.broken_inside(child, out);
                }
                Kind::Missing | Kind::Parameters => {}
                _ => self.collect_parts(child, exprs),
            }
        }
    }

    fn broken_inside(&mut self, at: At, out: &mut Block) {
        self.depth += 1;
        match self.depth > super::MAX_DEPTH {
            true => self.stmt_too_deep(at, out),
            false => self.broken(at, out),
        }
        self.depth -= 1;
    }

    fn broken_variable(&mut self, name: At) -> Option<VarId> {
        let name = self.name(name);
        match self.scopes.resolve(&name) {
            super::scope::Meaning::Variable(variable) => Some(variable),
            _ => None,
        }
    }

    /// Declares the names that an error seems to bind.
    pub(super) fn declare_broken(&mut self, at: At) {
        let tree = self.tree;
        for name in self.broken_names(at) {
            self.declare_name(Some(name), VariableKind::Local);
        }
        for child in tree.children(at) {
            match tree.kind(child) {
                Kind::Declarator => self.declare_names(child, VariableKind::Local),
                // Met again when its turn comes.
                Kind::Error => {}
                _ => self.declare_lexical(child),
            }
        }
    }

    /// Declares those names of a declarator that nothing has declared yet: a `var` in an error.
    pub(super) fn declare_unbound(&mut self, declarator: At) {
        for name in super::hoisting::bound_names(self.tree, declarator) {
            let text = self.name(name);
            if self.scopes.resolve(&text) == super::scope::Meaning::Unbound {
                self.declare_name(Some(name), VariableKind::Local);
            }
        }
    }

    /// The names behind `const`, `function` and the like, and the parameters of a function whose
    /// body is not closed.
    fn broken_names(&self, at: At) -> Vec<At> {
        let tree = self.tree;
        let mut names = Vec::new();
        let mut declares = false;
        for child in tree.children(at) {
            match tree.kind(child) {
                Kind::Let
                | Kind::Const
                | Kind::Var
                | Kind::FunctionKeyword
                | Kind::ClassKeyword => declares = true,
                kind if kind.is_token() => declares = false,
                Kind::Identifier if declares => {
                    names.push(child);
                    declares = false;
                }
                Kind::ArrayPattern | Kind::ObjectPattern => {
                    names.extend(super::hoisting::bound_names(tree, child));
                }
                Kind::Parameters => {
                    let params = tree.named(child);
                    names.extend(params.flat_map(|at| super::hoisting::bound_names(tree, at)));
                }
                _ => declares = false,
            }
        }
        names
    }
}

fn is_jsx(kind: Kind) -> bool {
    matches!(kind, Kind::Jsx | Kind::JsxPart)
}

fn is_expression(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Identifier
            | Kind::Shorthand
            | Kind::Number
            | Kind::String
            | Kind::TemplateString
            | Kind::Regex
            | Kind::True
            | Kind::False
            | Kind::Null
            | Kind::This
            | Kind::Super
            | Kind::Array
            | Kind::Object
            | Kind::Parenthesized
            | Kind::Sequence
            | Kind::Unary
            | Kind::Binary
            | Kind::Update
            | Kind::Ternary
            | Kind::Assignment
            | Kind::AugmentedAssignment
            | Kind::Await
            | Kind::Yield
            | Kind::Member
            | Kind::Subscript
            | Kind::Call
            | Kind::New
            | Kind::Arrow
            | Kind::FunctionExpression
            | Kind::Class
            | Kind::Jsx
    )
}

fn is_statement(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::ExpressionStatement
            | Kind::LexicalDeclaration
            | Kind::UsingDeclaration
            | Kind::VariableDeclaration
            | Kind::FunctionDeclaration
            | Kind::ClassDeclaration
            | Kind::StatementBlock
            | Kind::Return
            | Kind::If
            | Kind::For
            | Kind::ForIn
            | Kind::While
            | Kind::Do
            | Kind::Switch
            | Kind::Try
            | Kind::Throw
            | Kind::Break
            | Kind::Continue
            | Kind::Labeled
            | Kind::With
            | Kind::Import
            | Kind::Export
            | Kind::Empty
            | Kind::Debugger
    )
}
