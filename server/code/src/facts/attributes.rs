//! Dicts that Python code reads with a dot.

use smol_str::SmolStr;
use text_size::{TextRange, TextSize};

use crate::infer::Outcome;
use crate::ir::{ExprId, ExprKind, Program};

/// An attribute taken of what is surely a dict.
#[derive(Debug, Clone, PartialEq)]
pub struct DictAttribute {
    /// The attribute's name.
    pub name: SmolStr,
    /// The name in the code.
    pub name_range: TextRange,
    /// It and the names behind it that are not called, each from the end of its object.
    pub keys: Vec<(SmolStr, TextRange)>,
}

/// Every such read, in the order of the code.
pub(super) fn dict_attributes(program: &Program, outcome: &Outcome) -> Vec<DictAttribute> {
    let mut found: Vec<DictAttribute> = outcome
        .dict_attributes
        .iter()
        .filter_map(|id| {
            let (name, name_range, _) = member(program, *id)?;
            Some(DictAttribute {
                name: name.clone(),
                name_range,
                keys: keys(program, *id),
            })
        })
        .collect();
    found.sort_by_key(|attribute| attribute.name_range.start());
    found
}

fn member(program: &Program, id: ExprId) -> Option<(&SmolStr, TextRange, TextSize)> {
    match &program.exprs.get(id.0 as usize)?.kind {
        ExprKind::Member {
            object,
            name,
            name_range,
            ..
        } => Some((name, *name_range, program.expr(*object).range.end())),
        _ => None,
    }
}

fn keys(program: &Program, first: ExprId) -> Vec<(SmolStr, TextRange)> {
    const MOST: usize = 16;
    let is_called = |id: ExprId| {
        let mut exprs = program.exprs.iter();
        exprs.any(|expr| matches!(expr.kind, ExprKind::Call { callee, .. } if callee == id))
    };
    let mut keys = Vec::new();
    let mut next = Some(first);
    while let Some(id) = next.filter(|id| keys.len() < MOST && !is_called(*id)) {
        let Some((name, name_range, start)) = member(program, id) else {
            break;
        };
        // Brackets around the object end behind it.
        let start = start.min(name_range.start());
        keys.push((name.clone(), TextRange::new(start, name_range.end())));
        let above = program
            .exprs
            .iter()
            .position(|expr| matches!(expr.kind, ExprKind::Member { object, .. } if object == id));
        next = above.map(|index| ExprId(index as u32));
    }
    keys
}
