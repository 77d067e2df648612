//! Expressions.

use text_size::{TextRange, TextSize};
use tree_sitter::Node;

use super::statement::is_async;
use super::{Field, Kind, Lowering, Syntax, number};
use crate::ir::*;

impl<'t> Lowering<'t> {
    /// The expression under `node`; brackets around it do not count to its range.
    pub(super) fn expression(&mut self, node: Node<'t>) -> ExprId {
        match self.deeper(|this| this.expression_kind(node)) {
            Some(expr) => expr,
            None => self.too_deep(node),
        }
    }

    /// The expression in that field, unknown where it is missing.
    pub(super) fn part(&mut self, node: Node<'t>, field: Field) -> ExprId {
        match node.part(field) {
            Some(part) => self.expression(part),
            None => self.add(
                ExprKind::Unknown(Vec::new()),
                TextRange::empty(node.text_range().start()),
            ),
        }
    }

    /// The expressions that can be seen in a broken or unmodelled node.
    pub(super) fn unknown(&mut self, node: Node<'t>) -> ExprId {
        let scope = self.scopes.of_node(node);
        if let Some(scope) = scope {
            self.scopes
                .open(scope, self.function, &mut self.program.variables);
        }
        let parts = self.within(scope.unwrap_or(self.scope), |this| {
            node.parts()
                .into_iter()
                .map(|part| this.expression(part))
                .collect()
        });
        self.add(ExprKind::Unknown(parts), node.text_range())
    }

    /// Instead of the expression all variables in it, so that they are forgotten.
    pub(super) fn too_deep(&mut self, node: Node<'t>) -> ExprId {
        let mut variables = Vec::new();
        let mut pending = vec![node];
        while let Some(inner) = pending.pop() {
            self.program.damaged |= inner.syntax() == Kind::NamedExpression;
            if inner.syntax() == Kind::Identifier {
                let variable = self.read(inner);
                if matches!(self.program.expr(variable).kind, ExprKind::Var(_)) {
                    variables.push(variable);
                } else {
                    // An attribute or keyword, for all we know here.
                    self.program.exprs.pop();
                }
            }
            pending.extend(inner.parts());
        }
        self.add(ExprKind::Unknown(variables), node.text_range())
    }

    fn expression_kind(&mut self, node: Node<'t>) -> ExprId {
        if node.broken() || node.is_missing() {
            return self.unknown(node);
        }
        let kind = match node.syntax() {
            Kind::Identifier => return self.read(node),
            // Brackets; and stars, which `element` and `argument` look after.
            Kind::ParenthesizedExpression
            | Kind::ListSplat
            | Kind::ListSplatPattern
            | Kind::DictionarySplat
            | Kind::SplatType
            | Kind::Type => return self.only_part(node),
            Kind::String | Kind::ConcatenatedString => self.string(node),
            Kind::Integer | Kind::Float => return self.number(node),
            Kind::True => ExprKind::Literal(Literal::Bool(true)),
            Kind::False => ExprKind::Literal(Literal::Bool(false)),
            Kind::None => ExprKind::Literal(Literal::Null),
            Kind::Ellipsis => ExprKind::Literal(Literal::Ellipsis),
            Kind::Attribute => return self.attribute(node),
            Kind::Call => self.call(node),
            Kind::Subscript => return self.subscript(node),
            Kind::BinaryOperator => return self.binary(node),
            Kind::UnaryOperator => return self.unary(node),
            Kind::NotOperator => ExprKind::Unary(UnaryOp::Not, self.part(node, Field::Argument)),
            Kind::BooleanOperator => self.boolean(node),
            Kind::ComparisonOperator => return self.comparison(node),
            Kind::ConditionalExpression => return self.conditional(node),
            Kind::Lambda => self.lambda(node),
            Kind::NamedExpression => return self.named_expression(node),
            Kind::Await => return self.await_expression(node),
            Kind::Yield => self.yield_expression(node),
            Kind::List | Kind::ListPattern => self.array(ArrayLiteral::List, node),
            Kind::Set => self.array(ArrayLiteral::Set, node),
            Kind::ExpressionList | Kind::PatternList | Kind::Tuple | Kind::TuplePattern => {
                return self.tuple(node);
            }
            Kind::Dictionary => self.dictionary(node),
            Kind::ListComprehension => return self.comprehension(node, ComprehensionKind::List),
            Kind::SetComprehension => return self.comprehension(node, ComprehensionKind::Set),
            Kind::DictionaryComprehension => {
                return self.comprehension(node, ComprehensionKind::Dict);
            }
            Kind::GeneratorExpression => {
                return self.comprehension(node, ComprehensionKind::Generator);
            }
            Kind::GenericType | Kind::UnionType | Kind::MemberType => {
                return self.type_expression(node);
            }
            Kind::Slice => return self.unknown(node),
            _ => {
                self.program.damaged = true;
                return self.unknown(node);
            }
        };
        let range = self.range(node);
        self.add(kind, range)
    }

    /// The range of an expression. In `return *f(x)` the grammar counts the star to `f`.
    pub(super) fn range(&self, node: Node<'t>) -> TextRange {
        let range = node.text_range();
        if !self.starts_with_star(node) {
            return range;
        }
        let text = self.text_of(node);
        let skipped = text.len() - text.trim_start_matches('*').trim_start().len();
        TextRange::new(range.start() + TextSize::new(skipped as u32), range.end())
    }

    fn starts_with_star(&self, node: Node<'t>) -> bool {
        self.source.as_bytes().get(node.start_byte()) == Some(&b'*')
    }

    fn only_part(&mut self, node: Node<'t>) -> ExprId {
        match node.parts().as_slice() {
            [only] => self.expression(*only),
            _ => self.unknown(node),
        }
    }

    fn number(&mut self, node: Node<'t>) -> ExprId {
        let kind = match number::parse(self.text_of(node)) {
            Some(literal) => ExprKind::Literal(literal),
            None => {
                self.program.damaged = true;
                ExprKind::Unknown(Vec::new())
            }
        };
        self.add(kind, node.text_range())
    }

    fn attribute(&mut self, node: Node<'t>) -> ExprId {
        let Some(name) = node.part(Field::Attribute) else {
            return self.unknown(node);
        };
        let kind = ExprKind::Member {
            object: self.part(node, Field::Object),
            name: self.name_of(name),
            name_range: name.text_range(),
            optional: false,
        };
        let range = self.range(node);
        self.add(kind, range)
    }

    fn call(&mut self, node: Node<'t>) -> ExprKind {
        let callee = self.part(node, Field::Function);
        let args = match node.part(Field::Arguments) {
            Some(list) if list.syntax() == Kind::ArgumentList && !list.broken() => list
                .parts()
                .into_iter()
                .map(|arg| self.argument(arg))
                .collect(),
            Some(list) => vec![Arg::Item(self.expression(list))],
            None => Vec::new(),
        };
        ExprKind::Call {
            callee,
            args,
            optional: false,
        }
    }

    fn argument(&mut self, node: Node<'t>) -> Arg {
        match node.syntax() {
            Kind::KeywordArgument if !node.broken() => match node.part(Field::Name) {
                Some(name) => Arg::Named(
                    self.name_of(name),
                    name.text_range(),
                    self.part(node, Field::Value),
                ),
                None => Arg::Item(self.unknown(node)),
            },
            Kind::DictionarySplat => Arg::KeywordSpread(self.expression(node)),
            _ if self.starts_with_star(node) => Arg::Spread(self.expression(node)),
            _ => Arg::Item(self.expression(node)),
        }
    }

    fn subscript(&mut self, node: Node<'t>) -> ExprId {
        match self.subscript_parts(node) {
            Some(kind) => {
                let range = self.range(node);
                self.add(kind, range)
            }
            None => self.unknown(node),
        }
    }

    /// The `Index` or `Slice` that a subscript is.
    pub(super) fn subscript_parts(&mut self, node: Node<'t>) -> Option<ExprKind> {
        let indices = node.parts();
        let (object, indices) = indices.split_first()?;
        let tokens = node.tokens();
        let is_tuple = tokens.iter().any(|token| token.kind() == ",");
        let first = indices.first()?;
        let object = self.expression(*object);
        if first.syntax() == Kind::Slice && !is_tuple {
            return Some(ExprKind::Slice {
                object,
                parts: self.slice(*first),
            });
        }
        let index = if is_tuple || self.starts_with_star(*first) {
            // Up to the closing bracket: a trailing comma belongs to the tuple.
            let last = tokens.get(tokens.len() - 2).unwrap_or(first);
            self.tuple_of(indices, first.text_range().cover(last.text_range()))
        } else {
            self.expression(*first)
        };
        Some(ExprKind::Index {
            object,
            index,
            optional: false,
        })
    }

    fn slice(&mut self, node: Node<'t>) -> [Option<ExprId>; 3] {
        let mut parts = [None; 3];
        let mut at = 0;
        for token in node.tokens() {
            if !token.is_named() {
                at += 1;
            } else if let Some(part) = parts.get_mut(at) {
                *part = Some(self.expression(token));
            }
        }
        parts
    }

    fn conditional(&mut self, node: Node<'t>) -> ExprId {
        let parts = node.parts();
        let [then, test, otherwise] = parts.as_slice() else {
            return self.unknown(node);
        };
        // The grammar takes `x := a if b else c` for `(x := a) if b else c`.
        let walrus =
            Some(*then).filter(|then| then.syntax() == Kind::NamedExpression && !then.broken());
        let then = walrus
            .and_then(|walrus| walrus.part(Field::Value))
            .unwrap_or(*then);
        let range = TextRange::new(self.range(then).start(), node.text_range().end());
        let kind = ExprKind::Conditional {
            test: self.expression(*test),
            then: self.expression(then),
            otherwise: self.expression(*otherwise),
        };
        let value = self.add(kind, range);
        match walrus {
            Some(walrus) => self.walrus(walrus, value, node.text_range()),
            None => value,
        }
    }

    fn named_expression(&mut self, node: Node<'t>) -> ExprId {
        let value = self.part(node, Field::Value);
        self.walrus(node, value, node.text_range())
    }

    /// `name := value` binds in the function even from within a comprehension.
    fn walrus(&mut self, node: Node<'t>, value: ExprId, range: TextRange) -> ExprId {
        let scope = self.scopes.around_comprehensions(self.scope);
        let target = node
            .part(Field::Name)
            .and_then(|name| Some(Pattern::Var(self.written(scope, name)?, name.text_range())));
        let kind = match target {
            Some(target) => ExprKind::Assign(Box::new(target), value),
            None => ExprKind::Unknown(vec![value]),
        };
        self.add(kind, range)
    }

    fn yield_expression(&mut self, node: Node<'t>) -> ExprKind {
        let value = node.parts().first().map(|value| self.expression(*value));
        let is_from = node
            .tokens()
            .get(1)
            .is_some_and(|token| token.kind() == "from");
        match value {
            Some(value) if is_from => ExprKind::YieldFrom(value),
            value => ExprKind::Yield(value),
        }
    }

    fn array(&mut self, kind: ArrayLiteral, node: Node<'t>) -> ExprKind {
        ExprKind::Array(
            kind,
            node.parts()
                .into_iter()
                .map(|element| self.element(element))
                .collect(),
        )
    }

    /// The parts of `node` as a tuple; it may have no brackets and so no node of its own.
    pub(super) fn tuple(&mut self, node: Node<'t>) -> ExprId {
        self.tuple_of(&node.parts(), node.text_range())
    }

    pub(super) fn tuple_of(&mut self, nodes: &[Node<'t>], range: TextRange) -> ExprId {
        let elements = nodes.iter().map(|node| self.element(*node)).collect();
        self.add(ExprKind::Array(ArrayLiteral::Tuple, elements), range)
    }

    fn element(&mut self, node: Node<'t>) -> Element {
        let value = self.expression(node);
        if self.starts_with_star(node) {
            Element::Spread(value)
        } else {
            Element::Item(value)
        }
    }

    fn dictionary(&mut self, node: Node<'t>) -> ExprKind {
        let properties = node.parts().into_iter().map(|part| match part.syntax() {
            Kind::Pair if !part.broken() => match part.part(Field::Key) {
                Some(key) => Property::Pair(self.key(key), self.part(part, Field::Value)),
                None => Property::Spread(self.unknown(part)),
            },
            _ => Property::Spread(self.expression(part)),
        });
        ExprKind::Object(properties.collect())
    }

    fn key(&mut self, node: Node<'t>) -> Key {
        let inner = unbracketed(node);
        match self.plain_string(inner) {
            Some(text) => Key::Name(text, inner.text_range()),
            None => Key::Computed(self.expression(node)),
        }
    }

    fn comprehension(&mut self, node: Node<'t>, kind: ComprehensionKind) -> ExprId {
        let (Some(scope), Some(body)) = (self.scopes.of_node(node), node.part(Field::Body)) else {
            return self.unknown(node);
        };
        self.scopes
            .open(scope, self.function, &mut self.program.variables);
        let mut clauses = Vec::new();
        for part in node.parts() {
            match part.syntax() {
                Kind::ForInClause => {
                    // The first iterable is evaluated outside.
                    let place = if clauses.is_empty() {
                        self.scope
                    } else {
                        scope
                    };
                    let iterable = self.within(place, |this| this.iterable(part));
                    let pattern = self.within(scope, |this| match part.part(Field::Left) {
                        Some(left) => this.target(left),
                        None => Pattern::Unknown(Vec::new()),
                    });
                    clauses.push(Clause::For {
                        pattern,
                        iterable,
                        is_async: is_async(part),
                    });
                }
                Kind::IfClause => {
                    let test = self.within(scope, |this| this.only_part(part));
                    clauses.push(Clause::If(test));
                }
                _ => {}
            }
        }
        let (element, value) = self.within(scope, |this| match body.syntax() {
            Kind::Pair => (
                this.part(body, Field::Key),
                Some(this.part(body, Field::Value)),
            ),
            _ => (this.expression(body), None),
        });
        self.add(
            ExprKind::Comprehension {
                kind,
                element,
                value,
                clauses,
            },
            node.text_range(),
        )
    }

    /// `for x in a, b` in a comprehension is Python 2.
    fn iterable(&mut self, clause: Node<'t>) -> ExprId {
        match clause.parts().as_slice() {
            [_, iterable] if !clause.broken() => self.expression(*iterable),
            _ => {
                self.program.damaged = true;
                let range = clause.text_range();
                let parts = clause.parts().into_iter().skip(1);
                let parts = parts.map(|part| self.expression(part)).collect();
                self.add(ExprKind::Unknown(parts), range)
            }
        }
    }

    /// `list[int]`, `int | None`, `a.b` where the grammar saw a type.
    fn type_expression(&mut self, node: Node<'t>) -> ExprId {
        let parts = node.parts();
        let [left, right] = parts.as_slice() else {
            return self.unknown(node);
        };
        let object = self.expression(*left);
        let kind = match node.syntax() {
            Kind::MemberType => ExprKind::Member {
                object,
                name: self.name_of(*right),
                name_range: right.text_range(),
                optional: false,
            },
            Kind::UnionType => ExprKind::Binary(BinaryOp::BitOr, object, self.expression(*right)),
            _ => ExprKind::Index {
                object,
                index: self.type_arguments(*right),
                optional: false,
            },
        };
        self.add(kind, node.text_range())
    }

    fn type_arguments(&mut self, node: Node<'t>) -> ExprId {
        match node.parts().as_slice() {
            [only] if node.tokens().len() == 3 => self.expression(*only),
            parts => {
                let range = match parts {
                    [first, .., last] => first.text_range().cover(last.text_range()),
                    _ => node.text_range(),
                };
                self.tuple_of(parts, range)
            }
        }
    }
}

/// What stands inside of any number of brackets.
fn unbracketed(mut node: Node<'_>) -> Node<'_> {
    while node.syntax() == Kind::ParenthesizedExpression && !node.broken() {
        match node.parts().as_slice() {
            [only] => node = *only,
            _ => break,
        }
    }
    node
}
