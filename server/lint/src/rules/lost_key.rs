use code::facts::ObjectLiteral;
use contract::Kind;
use smol_str::SmolStr;
use text::{Edit, InCode, TextRange, TextSize};

use super::Rule;
use super::verdicts::{Hit, describe};
use crate::Severity;
use crate::context::Context;
use crate::finding::Applicability;
use crate::report::Report;

/// Keys of an item do not arrive where they were meant to (reference n8n 6.2, 6.3).
pub(super) const RULE: Rule = Rule {
    id: "lost-key",
    summary: "Keys of an item are dropped or end up in the wrong place",
    severity: Severity::Warning,
    page: include_str!("lost_key.md"),
    check,
};

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    let python = context.is_python();
    for hit in Hit::all(context, |_| true) {
        let paths = hit.on_some_paths();
        let (message, help) = match &hit.violation.kind {
            Kind::KeysDropped { keys } => (
                format!(
                    "n8n keeps only `json` and `binary` of an item: {} is dropped{paths}",
                    list(keys)
                ),
                "Move it into `json`.",
            ),
            Kind::KeptBesideJson { keys } => (
                format!(
                    "{} stands beside `json`{paths}, where `$json` does not see it",
                    list(keys)
                ),
                "Move it into `json`.",
            ),
            Kind::PairedItemOverwritten => (
                "n8n writes its own `pairedItem` over this one".to_string(),
                "Remove `pairedItem`.",
            ),
            // Items of several forms are refused as a whole.
            Kind::KeyIntoJson { .. }
                if hit.is_beside(|other| matches!(other.kind, Kind::MixedItems { .. })) =>
            {
                continue;
            }
            Kind::KeyIntoJson { key } => (
                format!(
                    "`{key}` ends up inside the item's data{paths}, because there is no `json` beside it"
                ),
                "Add `json` to the item.",
            ),
            Kind::JsonWrapped { found } => (
                format!(
                    "`json` is {}{paths}, so the whole object becomes the item's data",
                    describe(found, python)
                ),
                "Give `json` an object.",
            ),
            _ => continue,
        };
        let finding = report
            .in_code(hit.range(context), message)
            .severity(hit.severity())
            .help(help);
        if let Kind::KeysDropped { keys } | Kind::KeptBesideJson { keys } = &hit.violation.kind
            && let Some(edits) = moved(context, &hit, keys)
        {
            let title = format!("Move {} into `json`", list(keys));
            finding.fix(title, Applicability::Unsafe, edits);
        }
    }
}

/// The edits that move `keys` of an item that is written out into the literal behind its `json`.
pub(super) fn moved(context: &Context<'_>, hit: &Hit<'_>, keys: &[SmolStr]) -> Option<Vec<Edit>> {
    let literals = &context.facts.as_ref()?.object_literals;
    let code = context.code()?;
    let text = code.text();
    let range = hit.violation.range?;
    let names = |literal: &ObjectLiteral, name: &str| {
        let mut places = literal.keys.iter().enumerate();
        let (place, (_, key)) = places.find(|(_, (known, _))| known == name)?;
        Some((*key, literal.values[place]))
    };
    let holds = |literal: &&ObjectLiteral| {
        let here = literal.range == range || literal.writes(range);
        here && keys.iter().all(|key| names(literal, key).is_some())
    };
    let item = literals.iter().find(holds)?;
    let (_, json) = names(item, "json")?;
    let inner = literals.iter().find(|literal| literal.range == json)?;
    let part = |range: TextRange| text.get(std::ops::Range::<usize>::from(range));
    let mut places = Vec::new();
    for name in keys {
        let (key, value) = names(item, name)?;
        if value.start() < key.start() || names(inner, name).is_some() {
            return None;
        }
        places.push(TextRange::new(key.start(), value.end()));
    }
    places.sort_by_key(|place| place.start());
    let pairs: Option<Vec<&str>> = places.iter().map(|place| part(*place)).collect();
    let pairs: Vec<String> = pairs?.into_iter().map(String::from).collect();
    // Neighbours go together.
    let mut runs: Vec<TextRange> = Vec::new();
    for place in places {
        match runs.last_mut() {
            Some(run) if part(TextRange::new(run.end(), place.start()))?.trim() == "," => {
                *run = run.cover(place);
            }
            _ => runs.push(place),
        }
    }
    let mut edits = Vec::new();
    for run in runs {
        edits.extend(code.seal(context.file, InCode(with_comma(text, run)?), ""));
    }
    let (range, more) = super::undeclared_output::inserted(context, inner.range, &pairs)?;
    edits.extend(code.seal(context.file, InCode(range), &more));
    Some(edits)
}

/// A property with the comma before or behind it; `None` where something else stands there.
fn with_comma(text: &str, pair: TextRange) -> Option<TextRange> {
    let (start, end) = (usize::from(pair.start()), usize::from(pair.end()));
    let behind = text.get(end..)?;
    let spaces = behind.len() - behind.trim_start().len();
    if let Some(rest) = behind.trim_start().strip_prefix(',') {
        let gap = rest.len() - rest.trim_start().len();
        let next = rest.trim_start();
        let last = next.starts_with('}');
        let plain = !next.starts_with('#') && !next.starts_with('/');
        if plain && !last {
            let end = TextSize::new((end + spaces + 1 + gap) as u32);
            return Some(TextRange::new(pair.start(), end));
        }
        if !last {
            return None;
        }
    } else if !behind.trim_start().starts_with('}') {
        return None;
    }
    // The last one: the comma before it goes.
    let before = text.get(..start)?.trim_end().strip_suffix(',')?;
    Some(TextRange::new(
        TextSize::new(before.len() as u32),
        pair.end(),
    ))
}

pub(super) fn list(keys: &[smol_str::SmolStr]) -> String {
    keys.iter()
        .map(|key| format!("`{key}`"))
        .collect::<Vec<_>>()
        .join(", ")
}
