//! Names under which the code takes something out of the same thing elsewhere: all that is known of data from outside.

use code::Shape;
use code::ir::{Arg, Expr, ExprId, ExprKind, Literal, Program};
use rustc_hash::FxHashSet;
use text::{Language, TextRange};

use super::CompletionKind;
use super::items::Items;
use super::members::is_identifier;
use super::texts::is_lookup;
use crate::probe::{PROBE, Probe, Typing};

/// How a name is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// `object.name`.
    Member,
    /// `object["name"]`, `object.get("name")`.
    Key,
}

/// Adds the names under which something is taken out of `object` elsewhere in the code, unless `shape` tells all that
/// there is.
pub(super) fn complete(
    typing: &Typing<'_>,
    items: &mut Items,
    probe: &Probe,
    object: ExprId,
    shape: Option<&Shape>,
    form: Form,
) {
    if shape.is_some_and(|shape| !is_open(shape)) {
        return;
    }
    let program = &probe.reading.program;
    let thing = probe.written(program.expr(object).range);
    let called: FxHashSet<ExprId> = program.exprs.iter().filter_map(callee).collect();
    for (at, expr) in program.exprs.iter().enumerate() {
        let Some((other, name, written)) = taken(program, &expr.kind) else {
            continue;
        };
        // Keys of JavaScript are properties; methods are neither.
        let fits = match typing.source.language {
            Language::Python => written == form,
            Language::JavaScript => form == Form::Key || is_identifier(name),
        };
        if fits
            && name != PROBE
            && !called.contains(&ExprId(at as u32))
            && same(thing, probe.written(program.expr(other).range))
            && items.found.iter().all(|known| known.label != *name)
            && let Some(added) = items.add(name, CompletionKind::Field)
        {
            added.rank = 1;
        }
    }
}

fn callee(expr: &Expr) -> Option<ExprId> {
    match &expr.kind {
        ExprKind::Call { callee, .. } => Some(*callee),
        _ => None,
    }
}

/// It may hold more than is known.
fn is_open(shape: &Shape) -> bool {
    shape.alternatives().iter().any(|one| match one {
        Shape::Object(object) => object.rest.is_some(),
        one => *one == Shape::Unknown,
    })
}

/// What is taken out of which object, and how that is written.
fn taken<'p>(program: &'p Program, kind: &'p ExprKind) -> Option<(ExprId, &'p str, Form)> {
    let text = |id: ExprId| match &program.expr(id).kind {
        ExprKind::Literal(Literal::Str(text)) => Some(text.as_str()),
        _ => None,
    };
    match kind {
        ExprKind::Member { object, name, .. } => Some((*object, name, Form::Member)),
        ExprKind::Index { object, index, .. } => Some((*object, text(*index)?, Form::Key)),
        ExprKind::Call { callee, args, .. } => {
            let (ExprKind::Member { object, name, .. }, Some(Arg::Item(first))) =
                (&program.expr(*callee).kind, args.first())
            else {
                return None;
            };
            let found = (*object, text(*first)?, Form::Key);
            is_lookup(name).then_some(found)
        }
        _ => None,
    }
}

/// The same words, whatever the gaps, and whether `?.` or `.` stands between them.
fn same(one: &str, other: &str) -> bool {
    let words = |sign: &char| !sign.is_whitespace() && *sign != '?';
    one.chars().filter(words).eq(other.chars().filter(words))
}

impl Probe {
    fn written(&self, range: TextRange) -> &str {
        let range = std::ops::Range::<usize>::from(range);
        self.text.get(range).unwrap_or_default()
    }
}
