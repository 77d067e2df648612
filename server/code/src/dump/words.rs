//! The signs of the dump: literals and operators.

use crate::ir::*;

pub(super) fn literal_text(literal: &Literal) -> String {
    match literal {
        Literal::Null => "null".into(),
        Literal::Undefined => "undefined".into(),
        Literal::Bool(value) => value.to_string(),
        Literal::Int(value) => value.to_string(),
        Literal::BigNumber(_) => "big".into(),
        Literal::Float(value) => format!("{value:?}"),
        Literal::BigInt => "bigint".into(),
        Literal::Str(text) => format!("{text:?}"),
        Literal::Bytes => "bytes".into(),
        Literal::Regex => "regex".into(),
        Literal::Ellipsis => "ellipsis".into(),
        Literal::Complex => "complex".into(),
    }
}

pub(super) fn unary(op: UnaryOp) -> &'static str {
    match op {
        UnaryOp::Not => "not",
        UnaryOp::Minus => "-",
        UnaryOp::Plus => "+",
        UnaryOp::Invert => "~",
        UnaryOp::Typeof => "typeof",
        UnaryOp::Void => "void",
    }
}

pub(crate) fn binary(op: BinaryOp) -> &'static str {
    match op {
        BinaryOp::Add => "+",
        BinaryOp::Sub => "-",
        BinaryOp::Mul => "*",
        BinaryOp::Div => "/",
        BinaryOp::FloorDiv => "//",
        BinaryOp::Mod => "%",
        BinaryOp::Pow => "**",
        BinaryOp::MatMul => "@",
        BinaryOp::BitAnd => "&",
        BinaryOp::BitOr => "|",
        BinaryOp::BitXor => "^",
        BinaryOp::ShiftLeft => "<<",
        BinaryOp::ShiftRight => ">>",
        BinaryOp::ShiftRightUnsigned => ">>>",
    }
}

pub(crate) fn comparison(op: CompareOp) -> &'static str {
    match op {
        CompareOp::Eq => "==",
        CompareOp::NotEq => "!=",
        CompareOp::LooseEq => "~=",
        CompareOp::LooseNotEq => "!~=",
        CompareOp::Is => "is",
        CompareOp::IsNot => "is not",
        CompareOp::Less => "<",
        CompareOp::LessEq => "<=",
        CompareOp::Greater => ">",
        CompareOp::GreaterEq => ">=",
        CompareOp::In => "in",
        CompareOp::NotIn => "not in",
        CompareOp::InstanceOf => "instanceof",
    }
}

pub(super) fn logical(op: LogicalOp) -> &'static str {
    match op {
        LogicalOp::And => "and",
        LogicalOp::Or => "or",
        LogicalOp::Nullish => "??",
    }
}
