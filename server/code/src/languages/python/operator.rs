//! Operators, and `await` which is one.

use text_size::{TextRange, TextSize};
use tree_sitter::Node;

use super::{DEPTH, Field, Kind, Lowering, Syntax};
use crate::ir::*;

impl<'t> Lowering<'t> {
    pub(super) fn binary(&mut self, node: Node<'t>) -> ExprId {
        let Some(op) = operator_of(node) else {
            return self.unknown(node);
        };
        if matches!(op, BinaryOp::BitAnd | BinaryOp::BitXor) {
            return self.and_xor(node);
        }
        let left = self.part(node, Field::Left);
        let right = self.part(node, Field::Right);
        let range = self.range(node);
        self.add(ExprKind::Binary(op, left, right), range)
    }

    /// `a & b ^ c` is `(a & b) ^ c`, but the grammar takes it for `a & (b ^ c)`: both operators are
    /// read from left to right and put together anew.
    fn and_xor(&mut self, node: Node<'t>) -> ExprId {
        let (operands, operators) = and_xor_chain(node);
        if operands.len() > DEPTH as usize {
            return self.too_deep(node);
        }
        let start = self.range(node).start();
        let operands: Vec<(ExprId, TextRange)> = operands
            .into_iter()
            .map(|node| (self.expression(node), node.text_range()))
            .collect();
        // Each run of `&` is one operand of `^`.
        let mut sum: Option<(ExprId, TextRange)> = None;
        let mut product = operands[0];
        for (op, operand) in operators.into_iter().zip(&operands[1..]) {
            if op == BinaryOp::BitAnd {
                product = self.joined(op, product, *operand, start);
                continue;
            }
            sum = Some(match sum {
                Some(sum) => self.joined(op, sum, product, start),
                None => product,
            });
            product = *operand;
        }
        match sum {
            Some(sum) => self.joined(BinaryOp::BitXor, sum, product, start).0,
            None => product.0,
        }
    }

    fn joined(
        &mut self,
        op: BinaryOp,
        (left, left_range): (ExprId, TextRange),
        (right, right_range): (ExprId, TextRange),
        start: TextSize,
    ) -> (ExprId, TextRange) {
        let range = TextRange::new(left_range.start().max(start), right_range.end());
        (self.add(ExprKind::Binary(op, left, right), range), range)
    }

    pub(super) fn unary(&mut self, node: Node<'t>) -> ExprId {
        let op = match node.part(Field::Operator).map(|op| op.kind()) {
            Some("-") => UnaryOp::Minus,
            Some("+") => UnaryOp::Plus,
            Some("~") => UnaryOp::Invert,
            _ => return self.unknown(node),
        };
        let operand = self.part(node, Field::Argument);
        self.add(ExprKind::Unary(op, operand), node.text_range())
    }

    pub(super) fn boolean(&mut self, node: Node<'t>) -> ExprKind {
        let is_and = node
            .part(Field::Operator)
            .is_some_and(|op| op.kind() == "and");
        let op = if is_and {
            LogicalOp::And
        } else {
            LogicalOp::Or
        };
        ExprKind::Logical(
            op,
            self.part(node, Field::Left),
            self.part(node, Field::Right),
        )
    }

    pub(super) fn comparison(&mut self, node: Node<'t>) -> ExprId {
        let tokens = node.tokens();
        let Some((first, rest)) = tokens.split_first() else {
            return self.unknown(node);
        };
        let mut links = Vec::new();
        for link in rest.chunks(2) {
            let [op, operand] = link else {
                return self.unknown(node);
            };
            // `<>` is Python 2.
            let Some(op) = comparison_op(op.kind()) else {
                return self.unknown(node);
            };
            links.push((op, *operand));
        }
        let first = self.expression(*first);
        let links = links
            .into_iter()
            .map(|(op, operand)| (op, self.expression(operand)))
            .collect();
        let range = self.range(node);
        self.add(ExprKind::Compare(first, links), range)
    }

    /// The grammar takes `await x ** y` for `await (x ** y)`.
    pub(super) fn await_expression(&mut self, node: Node<'t>) -> ExprId {
        let Some(operand) = node.parts().first().copied() else {
            return self.unknown(node);
        };
        let range = node.text_range();
        let is_power = operand.syntax() == Kind::BinaryOperator
            && operand
                .part(Field::Operator)
                .is_some_and(|op| op.kind() == "**");
        if !is_power || operand.broken() {
            let awaited = self.expression(operand);
            return self.add(ExprKind::Await(awaited), range);
        }
        let Some(left) = operand.part(Field::Left) else {
            return self.unknown(node);
        };
        let base = self.expression(left);
        let base_range = TextRange::new(range.start(), left.text_range().end());
        let base = self.add(ExprKind::Await(base), base_range);
        let power = self.part(operand, Field::Right);
        self.add(ExprKind::Binary(BinaryOp::Pow, base, power), range)
    }
}

fn operator_of(binary: Node<'_>) -> Option<BinaryOp> {
    binary
        .part(Field::Operator)
        .and_then(|op| binary_op(op.kind()))
}

/// Operands and operators of a chain of `&` and `^`, from left to right: one more operand.
fn and_xor_chain(node: Node<'_>) -> (Vec<Node<'_>>, Vec<BinaryOp>) {
    let (mut operands, mut operators) = (Vec::new(), Vec::new());
    let mut pending = vec![(node, None)];
    while let Some((node, before)) = pending.pop() {
        let op = operator_of(node).filter(|op| matches!(op, BinaryOp::BitAnd | BinaryOp::BitXor));
        match (op, node.part(Field::Left), node.part(Field::Right)) {
            (Some(op), Some(left), Some(right)) if !node.broken() => {
                pending.extend([(right, Some(op)), (left, before)]);
            }
            _ => {
                operators.extend(before);
                operands.push(node);
            }
        }
    }
    (operands, operators)
}

/// The operator written like that.
pub(super) fn binary_op(text: &str) -> Option<BinaryOp> {
    Some(match text {
        "+" => BinaryOp::Add,
        "-" => BinaryOp::Sub,
        "*" => BinaryOp::Mul,
        "/" => BinaryOp::Div,
        "//" => BinaryOp::FloorDiv,
        "%" => BinaryOp::Mod,
        "**" => BinaryOp::Pow,
        "@" => BinaryOp::MatMul,
        "&" => BinaryOp::BitAnd,
        "|" => BinaryOp::BitOr,
        "^" => BinaryOp::BitXor,
        "<<" => BinaryOp::ShiftLeft,
        ">>" => BinaryOp::ShiftRight,
        _ => return None,
    })
}

fn comparison_op(text: &str) -> Option<CompareOp> {
    Some(match text {
        "==" => CompareOp::Eq,
        "!=" => CompareOp::NotEq,
        "<" => CompareOp::Less,
        "<=" => CompareOp::LessEq,
        ">" => CompareOp::Greater,
        ">=" => CompareOp::GreaterEq,
        "is" => CompareOp::Is,
        "is not" => CompareOp::IsNot,
        "in" => CompareOp::In,
        "not in" => CompareOp::NotIn,
        _ => return None,
    })
}
