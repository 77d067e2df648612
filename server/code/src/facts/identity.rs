//! Comparisons that ask what something is by the identity of a class: `instanceof`, `.constructor ===`,
//! `Object.getPrototypeOf(x) ===`.

use smol_str::SmolStr;
use text_size::TextRange;

use super::calls::Names;
use crate::ir::{CompareOp, ExprKind, Program};

/// Such a comparison.
#[derive(Debug, Clone, PartialEq)]
pub struct IdentityCheck {
    /// The full name of what is asked about; elements are `[]`.
    pub subject: SmolStr,
    /// The class or prototype: `Array`, `Object.prototype`.
    pub class: SmolStr,
    /// The whole comparison.
    pub range: TextRange,
    /// What is asked about, without `.constructor`.
    pub subject_range: TextRange,
}

/// Every such comparison of something that has a name outside of the code, in the order of the code.
pub(super) fn identity_checks(program: &Program) -> Vec<IdentityCheck> {
    let compares = |expr: &&crate::ir::Expr| matches!(expr.kind, ExprKind::Compare(..));
    if !program.exprs.iter().any(|expr| compares(&expr)) {
        return Vec::new();
    }
    let names = Names::of(program);
    let mut found: Vec<IdentityCheck> = program
        .exprs
        .iter()
        .filter_map(|expr| {
            let ExprKind::Compare(left, rest) = &expr.kind else {
                return None;
            };
            let [(op, right)] = rest.as_slice() else {
                return None;
            };
            let path = names.path(*left, 0)?;
            let class = names.path(*right, 0)?;
            let subject = match op {
                CompareOp::InstanceOf => path,
                CompareOp::Eq | CompareOp::NotEq | CompareOp::LooseEq | CompareOp::LooseNotEq => {
                    match path.strip_suffix(".constructor") {
                        Some(subject) => subject.into(),
                        None if path.ends_with(".getPrototypeOf()") => path,
                        None => return None,
                    }
                }
                _ => return None,
            };
            Some(IdentityCheck {
                subject,
                class,
                range: expr.range,
                subject_range: match &program.expr(*left).kind {
                    ExprKind::Member { object, name, .. } if name == "constructor" => {
                        program.expr(*object).range
                    }
                    _ => program.expr(*left).range,
                },
            })
        })
        .collect();
    found.sort_by_key(|check| check.range.start());
    found
}
