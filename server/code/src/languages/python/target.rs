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
        match self.subscript_parts(node) {
            Some(ExprKind::Index { object, index, .. }) => {
                Pattern::Index(object, index, self.program.expr(index).range)
            }
            Some(ExprKind::Slice { object, parts })
                if parts.iter().flatten().all(|part| self.is_quiet(*part)) =>
            {
                Pattern::Slice(object)
            }
            Some(kind) => Pattern::Unknown(vec![self.add(kind, node.text_range())]),
            None => Pattern::Unknown(vec![self.unknown(node)]),
        }
    }

    /// Evaluating the bound of a slice does nothing beyond that.
    fn is_quiet(&self, bound: ExprId) -> bool {
        match &self.program.expr(bound).kind {
            ExprKind::Literal(_) | ExprKind::Var(_) | ExprKind::Global(_) => true,
            ExprKind::Unknown(parts) => parts.is_empty(),
            ExprKind::Unary(_, operand) => self.is_quiet(*operand),
            ExprKind::Binary(_, left, right) => self.is_quiet(*left) && self.is_quiet(*right),
            ExprKind::Call { callee, args, .. } => self.is_length(*callee, args),
            _ => false,
        }
    }

    /// `len(x)`
    fn is_length(&self, callee: ExprId, args: &[Arg]) -> bool {
        let is_len =
            matches!(&self.program.expr(callee).kind, ExprKind::Global(name) if name == "len");
        is_len && matches!(args, [Arg::Item(of)] if self.is_quiet(*of))
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
