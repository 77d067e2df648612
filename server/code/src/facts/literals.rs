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
    /// What stands behind each of `keys`: the key itself again where nothing does.
    pub values: Vec<TextRange>,
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
        ExprKind::Object(properties) => {
            let written = properties.iter().filter(|property| key(property).is_some());
            Some(ObjectLiteral {
                range: expr.range,
                keys: properties.iter().filter_map(key).collect(),
                values: written.map(|property| value(program, property)).collect(),
            })
        }
        _ => None,
    });
    literals.collect()
}

fn value(program: &Program, property: &Property) -> TextRange {
    match property {
        Property::Pair(_, value) => program.expr(*value).range,
        Property::Accessor(_, function) => program.function(*function).range,
        Property::Spread(inner) => program.expr(*inner).range,
    }
}

fn key(property: &Property) -> Option<(SmolStr, TextRange)> {
    match property {
        Property::Pair(Key::Name(name, range), _)
        | Property::Accessor(Key::Name(name, range), _) => Some((name.clone(), *range)),
        _ => None,
    }
}
