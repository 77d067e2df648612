//! Keys that a pattern of JavaScript takes out of an object: `const {…} = $json`.

use code::infer::{Spot, observe};
use code::ir::{ExprId, Key, Pattern, Program, StmtKind};
use text::Language;

use super::CompletionKind;
use super::items::Items;
use super::members::{is_identifier, keys};
use crate::given;
use crate::mentions::{bodies, statements};
use crate::probe::{PROBE, Typing};

/// Offer the keys of the object, if the cursor stands where such a key does and it is known which there are.
pub(super) fn complete(typing: &Typing<'_>, items: &mut Items) -> bool {
    let before = typing.before();
    let declares = |at: usize| {
        let head = before[..at].trim_end();
        ["const", "let", "var"]
            .iter()
            .any(|word| head.ends_with(word))
    };
    let is_pattern = match typing.scan.bracket() {
        Some(('{', at)) => declares(at) && before.trim_end().ends_with(['{', ',']),
        _ => false,
    };
    if typing.source.language != Language::JavaScript || !is_pattern {
        return false;
    }
    let probe = typing.probe(PROBE, "");
    let program = &probe.reading.program;
    let Some((value, written)) = pattern(program) else {
        return false;
    };
    let given = given::given(typing.snippet);
    let shape = given::of_named_node(program, value, &given).or_else(|| {
        let seen = observe(&probe.source(typing), program, &given, &[Spot::Expr(value)]);
        Some(seen.into_iter().next().flatten()?.shape)
    });
    let known = shape.map_or_else(Vec::new, |shape| keys(&shape, Language::JavaScript));
    for (key, detail) in known {
        if !is_identifier(&key) || written.contains(&key.as_str()) {
            continue;
        }
        if let Some(added) = items.add(&key, CompletionKind::Field) {
            added.detail = Some(detail);
            added.rank = 0;
        }
    }
    // No name that is there already can be made here.
    true
}

/// What the pattern with the probe in it takes apart, and the keys it takes.
fn pattern(program: &Program) -> Option<(ExprId, Vec<&str>)> {
    let mut found = None;
    for body in bodies(program) {
        statements(body, &mut |stmt| {
            if let StmtKind::Declare {
                pattern: Pattern::Object(taken, _),
                value: Some(value),
            } = &stmt.kind
            {
                let names: Vec<&str> = taken.iter().filter_map(|(key, _)| name(key)).collect();
                if names.contains(&PROBE) {
                    found = Some((*value, names));
                }
            }
        });
    }
    found
}

fn name(key: &Key) -> Option<&str> {
    match key {
        Key::Name(name, _) => Some(name.as_str()),
        Key::Computed(_) => None,
    }
}
