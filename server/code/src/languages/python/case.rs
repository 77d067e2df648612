//! `match`.

use text_size::TextRange;
use tree_sitter::Node;

use super::lines::is_torn;
use super::{Field, Kind, Lowering, Syntax};
use crate::ir::*;

impl<'t> Lowering<'t> {
    pub(super) fn match_statement(&mut self, node: Node<'t>) -> StmtKind {
        let subject = self.subject(node);
        let mut cases = Vec::new();
        for clause in node
            .part(Field::Body)
            .map(Syntax::parts)
            .unwrap_or_default()
        {
            if clause.syntax() == Kind::CaseClause {
                self.program.damaged |= is_torn(clause);
                cases.push(self.case(clause));
            }
        }
        self.program.damaged |= cases.is_empty();
        StmtKind::Match { subject, cases }
    }

    fn subject(&mut self, node: Node<'t>) -> ExprId {
        // Between `match` and the colon.
        let tokens = node.tokens();
        let end = tokens
            .iter()
            .position(|token| token.kind() == ":")
            .unwrap_or(tokens.len());
        let subjects: Vec<Node<'t>> = tokens[..end]
            .iter()
            .copied()
            .filter(Node::is_named)
            .collect();
        let range = match (subjects.first(), tokens[..end].last()) {
            (Some(first), Some(last)) => first.text_range().cover(last.text_range()),
            _ => TextRange::empty(node.text_range().start()),
        };
        match subjects.as_slice() {
            subjects if node.broken() => {
                let parts = subjects
                    .iter()
                    .map(|subject| self.expression(*subject))
                    .collect();
                self.add(ExprKind::Unknown(parts), range)
            }
            [only] if end == 2 => self.expression(*only),
            subjects => self.tuple_of(subjects, range),
        }
    }

    fn case(&mut self, clause: Node<'t>) -> MatchCase {
        let patterns: Vec<Node<'t>> = clause
            .parts()
            .into_iter()
            .filter(|part| part.syntax() == Kind::CasePattern)
            .collect();
        let has_comma = clause.tokens().iter().any(|token| token.kind() == ",");
        MatchCase {
            pattern: match patterns.as_slice() {
                _ if clause.broken() => self.unknown_pattern(&patterns),
                [only] if !has_comma => self.pattern(&[*only]),
                patterns => self.sequence(patterns),
            },
            guard: clause
                .part(Field::Guard)
                .map(|guard| match guard.parts().as_slice() {
                    [test] => self.expression(*test),
                    _ => self.unknown(guard),
                }),
            body: self.suite(clause),
        }
    }

    /// One pattern. Most are one node; `-1` and `_` are loose tokens.
    fn pattern(&mut self, nodes: &[Node<'t>]) -> MatchPattern {
        if nodes
            .iter()
            .any(|node| node.broken() || node.is_missing() || node.is_error())
        {
            return self.unknown_pattern(nodes);
        }
        self.deeper(|this| this.pattern_kind(nodes))
            .unwrap_or_else(|| {
                self.program.damaged = true;
                MatchPattern::Unknown(Vec::new())
            })
    }

    fn pattern_kind(&mut self, nodes: &[Node<'t>]) -> MatchPattern {
        let [node] = nodes else {
            return self.signed_number(nodes);
        };
        let node = *node;
        match node.syntax() {
            Kind::CasePattern => self.pattern(&node.tokens()),
            Kind::Token if node.kind() == "_" => MatchPattern::Wildcard,
            Kind::DottedName => self.name_pattern(node),
            Kind::AsPattern => self.as_pattern(node),
            Kind::UnionPattern => {
                let tokens = node.tokens();
                let alternatives = tokens.split(|token| token.kind() == "|");
                MatchPattern::Or(
                    alternatives
                        .map(|alternative| self.pattern(alternative))
                        .collect(),
                )
            }
            // `(a)` is `a`, `(a,)` is not.
            Kind::TuplePattern if node.parts().len() == 1 && node.tokens().len() == 3 => {
                match node.parts().as_slice() {
                    [only] if !is_star(*only) => self.pattern(&[*only]),
                    parts => self.unknown_pattern(parts),
                }
            }
            Kind::TuplePattern | Kind::ListPattern => self.sequence(&node.parts()),
            Kind::DictPattern => self.mapping(node),
            Kind::ClassPattern => self.class_pattern(node),
            Kind::True | Kind::False | Kind::None | Kind::Integer | Kind::Float => {
                MatchPattern::Value(self.expression(node))
            }
            Kind::String | Kind::ConcatenatedString => MatchPattern::Value(self.expression(node)),
            Kind::ComplexPattern => MatchPattern::Value(
                self.add(ExprKind::Literal(Literal::Complex), node.text_range()),
            ),
            _ => self.unknown_pattern(nodes),
        }
    }

    /// `-1`
    fn signed_number(&mut self, nodes: &[Node<'t>]) -> MatchPattern {
        let [sign, number] = nodes else {
            return self.unknown_pattern(nodes);
        };
        if sign.kind() != "-" || !matches!(number.syntax(), Kind::Integer | Kind::Float) {
            return self.unknown_pattern(nodes);
        }
        let operand = self.expression(*number);
        let range = sign.text_range().cover(number.text_range());
        MatchPattern::Value(self.add(ExprKind::Unary(UnaryOp::Minus, operand), range))
    }

    /// A lone name captures, a dotted one is a value.
    fn name_pattern(&mut self, node: Node<'t>) -> MatchPattern {
        match node.parts().as_slice() {
            [name] if self.text_of(*name) == "_" => MatchPattern::Wildcard,
            [name] => match self.written(self.scope, *name) {
                Some(variable) => MatchPattern::Capture(variable, name.text_range()),
                None => MatchPattern::Unknown(Vec::new()),
            },
            _ => MatchPattern::Value(self.dotted_name(node)),
        }
    }

    /// `a.b.c` in a pattern.
    fn dotted_name(&mut self, node: Node<'t>) -> ExprId {
        let parts = node.parts();
        let Some((first, rest)) = parts.split_first() else {
            return self.unknown(node);
        };
        let mut object = self.expression(*first);
        for name in rest {
            let range = first.text_range().cover(name.text_range());
            let kind = ExprKind::Member {
                object,
                name: self.name_of(*name),
                name_range: name.text_range(),
                optional: false,
            };
            object = self.add(kind, range);
        }
        object
    }

    fn as_pattern(&mut self, node: Node<'t>) -> MatchPattern {
        let parts = node.parts();
        let [pattern, name] = parts.as_slice() else {
            return self.unknown_pattern(&parts);
        };
        let inner = self.pattern(&[*pattern]);
        match self.written(self.scope, *name) {
            Some(variable) => MatchPattern::As(Box::new(inner), variable, name.text_range()),
            None => self.unknown_pattern(&parts),
        }
    }

    fn sequence(&mut self, parts: &[Node<'t>]) -> MatchPattern {
        let mut star = None;
        let mut patterns = Vec::new();
        for (index, part) in parts.iter().enumerate() {
            if !is_star(*part) {
                patterns.push(self.pattern(&[*part]));
                continue;
            }
            if star.replace(index).is_some() {
                return self.unknown_pattern(parts);
            }
            let variable = self.splat(*part);
            patterns.push(variable.unwrap_or(MatchPattern::Wildcard));
        }
        MatchPattern::Sequence(patterns, star)
    }

    /// What `*name` captures; nothing for `*_`.
    fn splat(&mut self, node: Node<'t>) -> Option<MatchPattern> {
        let splat = unwrapped(node);
        let name = splat
            .parts()
            .into_iter()
            .find(|part| part.syntax() == Kind::Identifier)?;
        let variable = self.written(self.scope, name)?;
        Some(MatchPattern::Capture(variable, name.text_range()))
    }

    fn mapping(&mut self, node: Node<'t>) -> MatchPattern {
        let tokens = node.tokens();
        let inside = tokens
            .get(1..tokens.len().saturating_sub(1))
            .unwrap_or_default();
        let (mut pairs, mut rest) = (Vec::new(), None);
        for item in inside
            .split(|token| token.kind() == ",")
            .filter(|item| !item.is_empty())
        {
            if let [splat] = item
                && splat.syntax() == Kind::SplatPattern
            {
                if let Some(MatchPattern::Capture(variable, _)) = self.splat(*splat) {
                    rest = Some(variable);
                }
                continue;
            }
            let Some(colon) = item.iter().position(|token| token.kind() == ":") else {
                return self.unknown_pattern(inside);
            };
            let MatchPattern::Value(key) = self.pattern(&item[..colon]) else {
                return self.unknown_pattern(inside);
            };
            pairs.push((key, self.pattern(&item[colon + 1..])));
        }
        MatchPattern::Mapping(pairs, rest)
    }

    fn class_pattern(&mut self, node: Node<'t>) -> MatchPattern {
        let parts = node.parts();
        let Some((class, arguments)) = parts.split_first() else {
            return self.unknown_pattern(&parts);
        };
        let class = self.dotted_name(*class);
        let (mut positional, mut named) = (Vec::new(), Vec::new());
        for argument in arguments {
            match self.named_pattern(*argument) {
                Some(pair) => named.push(pair),
                None if named.is_empty() => positional.push(self.pattern(&[*argument])),
                None => return self.unknown_pattern(&parts),
            }
        }
        MatchPattern::Class(class, positional, named)
    }

    /// `name=pattern`; in `name=pattern as x` the grammar counts the name to what is captured.
    fn named_pattern(&mut self, node: Node<'t>) -> Option<(smol_str::SmolStr, MatchPattern)> {
        let inner = unwrapped(node);
        let (keyword, alias) = match inner.syntax() {
            Kind::KeywordPattern => (inner, None),
            Kind::AsPattern => (
                unwrapped(inner.named_child(0)?),
                inner.parts().last().copied(),
            ),
            _ => return None,
        };
        let tokens = keyword.tokens();
        let (Kind::KeywordPattern, [name, _, pattern @ ..]) = (keyword.syntax(), tokens.as_slice())
        else {
            return None;
        };
        let mut pattern = self.pattern(pattern);
        if let Some(alias) = alias
            && let Some(variable) = self.written(self.scope, alias)
        {
            pattern = MatchPattern::As(Box::new(pattern), variable, alias.text_range());
        }
        Some((self.name_of(*name), pattern))
    }

    fn unknown_pattern(&mut self, nodes: &[Node<'t>]) -> MatchPattern {
        self.program.damaged = true;
        MatchPattern::Unknown(nodes.iter().flat_map(|node| self.bound_in(*node)).collect())
    }
}

/// A pattern without the `case_pattern` around it.
fn unwrapped(node: Node<'_>) -> Node<'_> {
    match node.syntax() {
        Kind::CasePattern => node.named_child(0).unwrap_or(node),
        _ => node,
    }
}

fn is_star(node: Node<'_>) -> bool {
    unwrapped(node).syntax() == Kind::SplatPattern
}
