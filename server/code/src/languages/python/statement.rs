//! Statements.

use rustc_hash::FxHashSet;
use text_size::TextRange;
use tree_sitter::Node;

use super::bindings::type_alias;
use super::lines::is_torn;
use super::{DEPTH, Field, Kind, Lowering, Syntax};
use crate::ir::*;

impl<'t> Lowering<'t> {
    /// The statements under `node`, if there is one.
    pub(super) fn block(&mut self, node: Option<Node<'t>>) -> Block {
        let mut block = Block::new();
        for stmt in node.map(Syntax::parts).unwrap_or_default() {
            self.statement(stmt, &mut block);
        }
        block
    }

    /// The statements of a compound statement or clause. Python wants at least one there, the grammar
    /// does not. What it made no sense of on the way may stand before the block.
    pub(super) fn suite(&mut self, clause: Node<'t>) -> Block {
        let mut block = Block::new();
        for token in clause
            .tokens()
            .iter()
            .skip_while(|token| token.kind() != ":")
        {
            match token.syntax() {
                Kind::Error => self.statement(*token, &mut block),
                Kind::Block => {
                    self.program.damaged |= token.named_child_count() == 0;
                    block.append(&mut self.block(Some(*token)));
                    return block;
                }
                _ => {}
            }
        }
        self.program.damaged = true;
        block
    }

    fn statement(&mut self, node: Node<'t>, out: &mut Block) {
        let is_torn = is_torn(node);
        self.program.damaged |= is_torn;
        let lowered = self.deeper(|this| match node.syntax() {
            kind if kind.is_compound() => this.compound(node, kind, out),
            kind if kind.is_simple() && !node.broken() && !is_torn => this.simple(node, kind, out),
            _ => this.fragment(node, out),
        });
        if lowered.is_none() {
            self.program.damaged = true;
            self.push_unknown(Vec::new(), node, out);
        }
    }

    fn simple(&mut self, node: Node<'t>, kind: Kind, out: &mut Block) {
        let lowered = match kind {
            Kind::ReturnStatement => Some(StmtKind::Return(
                node.parts().first().map(|value| self.expression(*value)),
            )),
            Kind::ImportStatement | Kind::ImportFromStatement | Kind::FutureImportStatement => {
                Some(StmtKind::Import(self.import(node)))
            }
            Kind::RaiseStatement => self.raise(node, out),
            Kind::AssertStatement => self.assert(node),
            Kind::DeleteStatement => Some(self.delete(node)),
            Kind::BreakStatement => Some(StmtKind::Break(None)),
            Kind::ContinueStatement => Some(StmtKind::Continue(None)),
            Kind::PassStatement | Kind::GlobalStatement | Kind::NonlocalStatement => return,
            Kind::ExpressionStatement if is_bare_annotation(node) => {
                return self.bare_annotation(node);
            }
            Kind::ExpressionStatement => self.expression_statement(node),
            Kind::TypeAliasStatement => return self.type_alias(node, out),
            _ => None,
        };
        match lowered {
            Some(kind) => out.push(Stmt {
                kind,
                range: node.text_range(),
            }),
            None => self.not_python(node, out),
        }
    }

    fn compound(&mut self, node: Node<'t>, kind: Kind, out: &mut Block) {
        let kind = match kind {
            Kind::IfStatement => self.if_statement(node),
            Kind::WhileStatement => StmtKind::While {
                test: Some(self.header(node, Field::Condition)),
                test_after: false,
                update: None,
                body: self.suite(node),
                otherwise: self.else_of(node),
            },
            Kind::ForStatement => self.for_statement(node),
            Kind::TryStatement => self.try_statement(node),
            Kind::WithStatement => self.with_statement(node),
            Kind::MatchStatement => self.match_statement(node),
            _ => return self.definition(node, out),
        };
        out.push(Stmt {
            kind,
            range: self.extent(node),
        });
    }

    fn expression_statement(&mut self, node: Node<'t>) -> Option<StmtKind> {
        match node.tokens().as_slice() {
            [only] => match only.syntax() {
                Kind::Assignment | Kind::AugmentedAssignment if only.broken() => return None,
                Kind::Assignment => return self.assignment(*only),
                Kind::AugmentedAssignment => self.augmented_assignment(*only),
                _ => Some(self.expression(*only)),
            },
            // `a, b` has no node of its own here.
            _ => Some(self.tuple(node)),
        }
        .map(StmtKind::Expr)
    }

    /// `a = b = value`, `a: T = value`.
    fn assignment(&mut self, node: Node<'t>) -> Option<StmtKind> {
        let mut targets = Vec::new();
        let mut link = Some(node);
        while let Some(assignment) = link {
            let target = self.target(assignment.part(Field::Left)?);
            if let Some(annotation) = assignment.part(Field::Type) {
                self.variable_annotation(annotation, &target);
            }
            targets.push(target);
            let right = assignment.part(Field::Right)?;
            match right.syntax() {
                Kind::AugmentedAssignment => return None,
                Kind::Assignment if right.broken() => return None,
                Kind::Assignment => link = Some(right),
                _ => {
                    return Some(StmtKind::Assign {
                        targets,
                        value: self.expression(right),
                    });
                }
            }
        }
        None
    }

    /// `a: T` binds nothing.
    fn bare_annotation(&mut self, node: Node<'t>) {
        let assignment = node.parts()[0];
        if let (Some(target), Some(annotation)) =
            (assignment.part(Field::Left), assignment.part(Field::Type))
        {
            let target = self.target(target);
            self.variable_annotation(annotation, &target);
        }
    }

    /// Those of a function's variables are never evaluated.
    fn variable_annotation(&mut self, node: Node<'t>, target: &Pattern) {
        let variable = match target {
            Pattern::Var(variable, _) => Some(*variable),
            _ => None,
        };
        let outer = self.is_evaluated;
        self.is_evaluated &= !self.scopes.is_function(self.scope);
        self.annotation(node, variable);
        self.is_evaluated = outer;
    }

    /// What an annotation says; see [`Program::annotations`].
    pub(super) fn annotation(&mut self, node: Node<'t>, variable: Option<VarId>) {
        let expr = self.expression(node);
        self.program.annotations.push(Annotation {
            expr,
            function: self.function,
            variable,
        });
    }

    fn augmented_assignment(&mut self, node: Node<'t>) -> Option<ExprId> {
        let left = node.part(Field::Left)?;
        let operator = self.text_of(node.part(Field::Operator)?);
        let op = super::operator::binary_op(operator.strip_suffix('=')?)?;
        if !matches!(
            left.syntax(),
            Kind::Identifier | Kind::Attribute | Kind::Subscript
        ) {
            return None;
        }
        let target = Box::new(self.target(left));
        let value = self.expression(node.part(Field::Right)?);
        Some(self.add(ExprKind::AssignOp(op, target, value), node.text_range()))
    }

    /// `raise error from cause` evaluates the cause and raises the error.
    fn raise(&mut self, node: Node<'t>, out: &mut Block) -> Option<StmtKind> {
        let cause = node.part(Field::Cause);
        let error = node.parts().into_iter().find(|part| Some(*part) != cause);
        if error.is_some_and(|error| error.syntax() == Kind::ExpressionList) {
            return None;
        }
        let error = error.map(|error| self.expression(error));
        if let Some(cause) = cause.filter(|cause| cause.syntax() != Kind::None) {
            let kind = StmtKind::Expr(self.expression(cause));
            out.push(Stmt {
                kind,
                range: cause.text_range(),
            });
        }
        Some(StmtKind::Throw(error))
    }

    fn assert(&mut self, node: Node<'t>) -> Option<StmtKind> {
        match node.parts().as_slice() {
            [test] => Some(StmtKind::Assert {
                test: self.expression(*test),
                message: None,
            }),
            [test, message] => Some(StmtKind::Assert {
                test: self.expression(*test),
                message: Some(self.expression(*message)),
            }),
            _ => None,
        }
    }

    fn delete(&mut self, node: Node<'t>) -> StmtKind {
        let mut targets = node.parts();
        if let [list] = targets.as_slice()
            && list.syntax() == Kind::ExpressionList
        {
            targets = list.parts();
        }
        StmtKind::Delete(
            targets
                .into_iter()
                .map(|target| self.target(target))
                .collect(),
        )
    }

    /// `type X = …` binds a type that nothing is known of; what it says is evaluated on demand.
    fn type_alias(&mut self, node: Node<'t>, out: &mut Block) {
        let Some(alias) = type_alias(node) else {
            return self.fragment(node, out);
        };
        let scope = alias
            .parameters
            .map(|parameters| self.type_parameters(parameters, out));
        let variable = self.written(self.scope, alias.name);
        if let Some(value) = node.part(Field::Right) {
            self.within(scope.unwrap_or(self.scope), |this| {
                this.annotation(value, variable)
            });
        }
        let kind = StmtKind::Unknown {
            exprs: Vec::new(),
            binds: variable.into_iter().collect(),
        };
        out.push(Stmt {
            kind,
            range: node.text_range(),
        });
    }

    /// The expression in the header of a compound statement.
    fn header(&mut self, node: Node<'t>, field: Field) -> ExprId {
        let expr = self.part(node, field);
        if !node.broken() {
            return expr;
        }
        let range = self.program.expr(expr).range;
        self.add(ExprKind::Unknown(vec![expr]), range)
    }

    fn else_of(&mut self, node: Node<'t>) -> Block {
        match node.part(Field::Alternative) {
            Some(clause) => self.suite(clause),
            None => Block::new(),
        }
    }

    fn if_statement(&mut self, node: Node<'t>) -> StmtKind {
        let test = self.header(node, Field::Condition);
        let then = self.suite(node);
        let end = self.extent(node).end();
        let mut otherwise = Block::new();
        let mut elifs = Vec::new();
        for clause in node.parts() {
            match clause.syntax() {
                // Each one nests in the one before.
                Kind::ElifClause if elifs.len() as u32 + self.depth >= DEPTH => {
                    self.program.damaged = true;
                    self.push_unknown(Vec::new(), clause, &mut otherwise);
                }
                Kind::ElifClause => elifs.push((
                    TextRange::new(clause.text_range().start(), end),
                    self.header(clause, Field::Condition),
                    self.suite(clause),
                )),
                Kind::ElseClause => otherwise.extend(self.suite(clause)),
                _ => {}
            }
        }
        for (range, test, then) in elifs.into_iter().rev() {
            otherwise = vec![Stmt {
                kind: StmtKind::If {
                    test,
                    then,
                    otherwise,
                },
                range,
            }];
        }
        StmtKind::If {
            test,
            then,
            otherwise,
        }
    }

    fn for_statement(&mut self, node: Node<'t>) -> StmtKind {
        let iterable = self.header(node, Field::Right);
        StmtKind::For {
            pattern: match node.part(Field::Left) {
                Some(left) => self.target(left),
                None => Pattern::Unknown(Vec::new()),
            },
            declares: false,
            iterable,
            kind: if is_async(node) {
                ForKind::AsyncElements
            } else {
                ForKind::Elements
            },
            body: self.suite(node),
            otherwise: self.else_of(node),
        }
    }

    fn try_statement(&mut self, node: Node<'t>) -> StmtKind {
        let guarded = self.guarded || node.parts().iter().any(|part| self.expects_import(*part));
        let outer = std::mem::replace(&mut self.guarded, guarded);
        let body = self.suite(node);
        self.guarded = outer;
        let (mut handlers, mut otherwise, mut finally) = (Vec::new(), Block::new(), Block::new());
        for clause in node.parts() {
            match clause.syntax() {
                Kind::ExceptClause => handlers.push(self.handler(clause)),
                Kind::ElseClause => otherwise = self.suite(clause),
                Kind::FinallyClause => finally = self.suite(clause),
                _ => {}
            }
        }
        StmtKind::Try {
            body,
            handlers,
            otherwise,
            finally,
        }
    }

    /// Whether the clause handles a module that is not there.
    fn expects_import(&self, clause: Node<'t>) -> bool {
        let parts = clause.parts();
        let mut types = parts
            .iter()
            .filter(|part| part.syntax() != Kind::Block)
            .peekable();
        let names = |types: Node<'t>| {
            let mut words = self.text_of(types).split(|c: char| !c.is_alphanumeric());
            words.any(|word| {
                matches!(
                    word,
                    "ImportError" | "ModuleNotFoundError" | "Exception" | "BaseException"
                )
            })
        };
        clause.syntax() == Kind::ExceptClause
            && (types.peek().is_none() || types.any(|types| names(*types)))
    }

    fn handler(&mut self, clause: Node<'t>) -> Handler {
        let parts = clause.parts();
        let values: Vec<Node<'t>> = parts
            .iter()
            .copied()
            .filter(|part| part.syntax() != Kind::Block)
            .collect();
        let (mut types, mut alias) = (None, None);
        match values.as_slice() {
            [] => {}
            [value] if value.syntax() == Kind::AsPattern => {
                types = value.parts().first().map(|types| self.expression(*types));
                alias = value
                    .part(Field::Alias)
                    .and_then(|alias| alias.named_child(0));
            }
            [value] => types = Some(self.expression(*value)),
            // `except A, B:` since Python 3.14.
            [first, .., last] => {
                let range = first.text_range().cover(last.text_range());
                types = Some(self.tuple_of(&values, range));
            }
        }
        // `except*` binds a group, not an instance of the type.
        if clause.broken() || clause.tokens().iter().any(|token| token.kind() == "*") {
            types = types.map(|types| {
                self.add(
                    ExprKind::Unknown(vec![types]),
                    self.program.expr(types).range,
                )
            });
        }
        Handler {
            types,
            pattern: alias.map(|alias| self.target(alias)),
            body: self.suite(clause),
            range: self.extent(clause),
        }
    }

    fn with_statement(&mut self, node: Node<'t>) -> StmtKind {
        let clauses = node
            .parts()
            .into_iter()
            .filter(|part| part.syntax() == Kind::WithClause);
        let values: Vec<Node<'t>> = clauses
            .flat_map(Syntax::parts)
            .map(|item| item.part(Field::Value).unwrap_or(item))
            .collect();
        let items = match values.as_slice() {
            // The brackets of `with (a as b):` are taken for those of an expression.
            [only] if only.syntax() == Kind::ParenthesizedExpression && !only.broken() => {
                let inner = only
                    .parts()
                    .into_iter()
                    .find(|part| part.syntax() == Kind::AsPattern);
                vec![self.with_item(inner.unwrap_or(*only))]
            }
            values => values.iter().map(|value| self.with_item(*value)).collect(),
        };
        StmtKind::With {
            items,
            body: self.suite(node),
        }
    }

    fn with_item(&mut self, value: Node<'t>) -> (ExprId, Option<Pattern>) {
        if value.syntax() != Kind::AsPattern || value.broken() {
            return (self.expression(value), None);
        }
        let manager = match value.parts().first() {
            Some(manager) => self.expression(*manager),
            None => self.unknown(value),
        };
        let target = value
            .part(Field::Alias)
            .and_then(|alias| alias.named_child(0));
        (manager, target.map(|target| self.target(target)))
    }

    /// Something that Python 3 does not have, or that makes no sense in it.
    fn not_python(&mut self, node: Node<'t>, out: &mut Block) {
        self.program.damaged = true;
        self.fragment(node, out);
    }

    /// What can be seen of a broken statement: its expressions, then the statements inside.
    fn fragment(&mut self, node: Node<'t>, out: &mut Block) {
        let (mut exprs, mut inner) = (Vec::new(), Block::new());
        for part in node.parts() {
            match part.syntax() {
                kind if kind.is_simple() || kind.is_compound() => self.statement(part, &mut inner),
                Kind::Error | Kind::Block => self.statement(part, &mut inner),
                _ => exprs.push(self.expression(part)),
            }
        }
        self.push_unknown(exprs, node, out);
        out.append(&mut inner);
    }

    fn push_unknown(&mut self, exprs: Vec<ExprId>, node: Node<'t>, out: &mut Block) {
        let binds = self.bound_in(node);
        out.push(Stmt {
            kind: StmtKind::Unknown { exprs, binds },
            range: node.text_range(),
        });
    }

    /// Every variable of this scope that a broken statement may bind: those it mentions.
    pub(super) fn bound_in(&mut self, node: Node<'t>) -> Vec<VarId> {
        let mut seen = FxHashSet::default();
        let mut pending = vec![node];
        while let Some(node) = pending.pop() {
            if node.syntax() == Kind::Identifier {
                seen.extend(self.written(self.scope, node));
            }
            pending.extend(node.parts());
        }
        let mut variables: Vec<VarId> = seen.into_iter().collect();
        variables.sort_unstable();
        variables
    }
}

fn is_bare_annotation(node: Node<'_>) -> bool {
    matches!(node.parts().as_slice(), [only] if only.syntax() == Kind::Assignment
        && only.part(Field::Right).is_none()
        && !only.broken())
}

/// `async for`, `async with`, `async def`.
pub(super) fn is_async(node: Node<'_>) -> bool {
    node.child(0).is_some_and(|first| first.kind() == "async")
}
