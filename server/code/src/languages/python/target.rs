//! What assignments, loops, `with` and `del` write to.

use tree_sitter::Node;

use super::{Field, Kind, Lowering, Syntax};
use crate::ir::*;

impl<'t> Lowering<'t> {
    /// The pattern of a target, whether the grammar took it for a pattern or for an expression.
    pub(super) fn target(&mut self, node: Node<'t>) -> Pattern {
        self.deeper(|this| this.target_kind(node))
            .unwrap_or_else(|| {
                self.program.damaged = true;
                Pattern::Unknown(Vec::new())
            })
    }

    fn target_kind(&mut self, node: Node<'t>) -> Pattern {
        if node.broken() || node.is_missing() {
            return Pattern::Unknown(vec![self.unknown(node)]);
        }
        match node.syntax() {
            Kind::Identifier => match self.written(self.scope, node) {
                Some(variable) => Pattern::Var(variable, node.text_range()),
                None => Pattern::Unknown(Vec::new()),
            },
            Kind::Attribute => self.member_target(node),
            Kind::Subscript => self.subscript_target(node),
            Kind::AsPatternTarget | Kind::ParenthesizedExpression => {
                match node.parts().as_slice() {
                    [only] => self.target(*only),
                    _ => Pattern::Unknown(vec![self.unknown(node)]),
                }
            }
            // `(a)` is `a`, `(a,)` is not.
            Kind::TuplePattern if node.tokens().len() == 3 && node.parts().len() == 1 => {
                self.target(node.parts()[0])
            }
            Kind::ExpressionList
            | Kind::List
            | Kind::ListPattern
            | Kind::PatternList
            | Kind::Tuple
            | Kind::TuplePattern => self.array_target(node),
            _ => Pattern::Unknown(vec![self.expression(node)]),
        }
    }

    fn member_target(&mut self, node: Node<'t>) -> Pattern {
        let object = self.part(node, Field::Object);
        match node.part(Field::Attribute) {
            Some(name) => Pattern::Member(object, self.name_of(name), name.text_range()),
            None => Pattern::Unknown(vec![object]),
        }
    }

    fn subscript_target(&mut self, node: Node<'t>) -> Pattern {
        let subscript = self.expression(node);
        match self.program.expr(subscript).kind {
            ExprKind::Index { object, index, .. } => {
                Pattern::Index(object, index, self.program.expr(index).range)
            }
            ExprKind::Slice { .. } => Pattern::Slice(subscript),
            _ => Pattern::Unknown(vec![subscript]),
        }
    }

    fn array_target(&mut self, node: Node<'t>) -> Pattern {
        let mut rest = None;
        let mut elements = Vec::new();
        for (index, part) in node.parts().into_iter().enumerate() {
            let is_star = matches!(part.syntax(), Kind::ListSplat | Kind::ListSplatPattern);
            let inner = if is_star {
                part.named_child(0)
            } else {
                Some(part)
            };
            if is_star && rest.replace(index).is_some() {
                self.program.damaged = true;
            }
            elements.push(inner.map(|inner| self.target(inner)));
        }
        Pattern::Array(elements, rest)
    }
}
