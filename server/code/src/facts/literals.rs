//! The dicts and objects that the code writes out.

use smol_str::SmolStr;
use text_size::TextRange;

use crate::ir::{ExprKind, Key, Program, Property};

/// A dict or object that is written out: `{…}`.
#[derive(Debug, Clone, PartialEq)]
pub struct ObjectLiteral {
    /// From brace to brace.
    pub range: TextRange,
    /// The keys that are written as names or texts; the range is the key's, quotes included.
    pub keys: Vec<(SmolStr, TextRange)>,
}

impl ObjectLiteral {
    /// It writes a key at `range`.
    pub fn writes(&self, range: TextRange) -> bool {
        self.keys.iter().any(|(_, key)| *key == range)
    }
}

/// Every one of them, in no order.
pub(super) fn object_literals(program: &Program) -> Vec<ObjectLiteral> {
    let literals = program.exprs.iter().filter_map(|expr| match &expr.kind {
        ExprKind::Object(properties) => Some(ObjectLiteral {
            range: expr.range,
            keys: properties.iter().filter_map(key).collect(),
        }),
        _ => None,
    });
    literals.collect()
}

fn key(property: &Property) -> Option<(SmolStr, TextRange)> {
    match property {
        Property::Pair(Key::Name(name, range), _)
        | Property::Accessor(Key::Name(name, range), _) => Some((name.clone(), *range)),
        _ => None,
    }
}
