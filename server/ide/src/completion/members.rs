//! After a dot: members of modules, of values by their inferred type, keys of JavaScript's objects.

use code::Shape;
use code::infer::{Meaning, Observed, Spot, observe};
use code::ir::{ExprKind, Program};
use text::Language;

use super::CompletionKind;
use super::items::Items;
use super::used::{self, Form};
use crate::given;
use crate::probe::{PROBE, Typing, is_name};
use crate::types::notation;

pub(super) fn complete(typing: &Typing<'_>, items: &mut Items) {
    let probe = typing.probe(PROBE, "");
    let program = &probe.reading.program;
    let objects = program.exprs.iter().filter_map(|expr| match &expr.kind {
        ExprKind::Member { object, name, .. } if name == PROBE => Some(Spot::Expr(*object)),
        _ => None,
    });
    let spots: Vec<Spot> = objects.take(1).collect();
    let given = given::given(typing.snippet);
    if let Some(Spot::Expr(object)) = spots.first()
        && let Some(shape) = given::of_named_node(program, *object, &given)
    {
        return offer_keys(typing, items, &shape);
    }
    let seen = observe(&probe.source(typing), program, &given, &spots);
    let seen = seen.into_iter().next().flatten();
    match &seen {
        Some(seen) => offer(typing, items, program, seen),
        None => offer_by_name(typing, items),
    }
    if let Some(Spot::Expr(object)) = spots.first() {
        let shape = seen.as_ref().map(|seen| &seen.shape);
        used::complete(typing, items, &probe, *object, shape, Form::Member);
    }
}

fn offer(typing: &Typing<'_>, items: &mut Items, program: &Program, seen: &Observed) {
    for meaning in &seen.meanings {
        if let Meaning::Library(path) = meaning {
            offer_path(items, path);
        }
    }
    if typing.source.language == Language::JavaScript {
        offer_keys(typing, items, &seen.shape);
    }
    for class in items.docs.classes(&seen.shape) {
        match class.strip_prefix("user:") {
            Some(name) => offer_methods(items, program, name),
            None => {
                for (name, entry) in items.docs.members_of_class(&class) {
                    items.add_entry(name, entry, true);
                }
            }
        }
    }
}

/// Where the code cannot be followed, a name of the library is still one.
fn offer_by_name(typing: &Typing<'_>, items: &mut Items) {
    let before = typing.before().trim_end().trim_end_matches(['.', '?']);
    let path = &before[before.trim_end_matches(|c| is_name(c) || c == '.').len()..];
    let path = path.to_owned();
    let Some(entry) = items.docs.entry(&path) else {
        return offer_path(items, &path);
    };
    if let code::library::Type::Instance(class, _) = &entry.result {
        for (name, entry) in items.docs.members_of_class(class) {
            items.add_entry(name, entry, true);
        }
    }
    offer_path(items, &path);
}

fn offer_path(items: &mut Items, path: &str) {
    if path.is_empty() {
        return;
    }
    for (name, entry) in items.docs.members(&format!("{path}.")) {
        items.add_entry(name, entry, false);
    }
}

fn offer_methods(items: &mut Items, program: &Program, class: &str) {
    let known = program
        .classes
        .iter()
        .find(|known| known.name.as_deref() == Some(class));
    for (name, _) in known.into_iter().flat_map(|class| &class.methods) {
        if !name.starts_with("__") && name != "constructor" {
            items.add(name, CompletionKind::Method);
        }
    }
}

/// The keys of JavaScript's objects; one that is no name is written in brackets.
fn offer_keys(typing: &Typing<'_>, items: &mut Items, shape: &Shape) {
    for (key, detail) in keys(shape, Language::JavaScript) {
        if is_identifier(&key) {
            if let Some(added) = items.add(&key, CompletionKind::Field) {
                added.detail = Some(detail);
                added.rank = 0;
            }
        } else {
            offer_in_brackets(typing, items, &key, &detail);
        }
    }
}

fn offer_in_brackets(typing: &Typing<'_>, items: &mut Items, key: &str, detail: &str) {
    let before = typing.before().trim_end();
    let optional = before.ends_with("?.");
    // `a?.["key"]` keeps its dot.
    let start = before.len() - usize::from(!optional);
    let range = text::TextRange::new((start as u32).into(), typing.replaced().0.end());
    let range = typing.snippet.to_file(text::InCode(range));
    let quote = items.quote();
    let text = format!(
        "[{quote}{}{quote}]",
        key.replace('\\', "\\\\")
            .replace(quote, &format!("\\{quote}"))
    );
    items.with_range(range, |items| {
        if let Some(added) = items.add_text(key, CompletionKind::Field, &text) {
            added.detail = Some(detail.to_owned());
            added.rank = 1;
        }
    });
}

/// The keys that an object may have, each with its type.
pub(super) fn keys(shape: &Shape, language: Language) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    for one in shape.alternatives() {
        let Shape::Object(object) = one else { continue };
        for field in &object.fields {
            if field.key != PROBE && !found.iter().any(|(key, _)| *key == *field.key) {
                found.push((field.key.to_string(), notation(&field.shape, language)));
            }
        }
    }
    found
}

pub(super) fn is_identifier(key: &str) -> bool {
    !key.is_empty() && !key.starts_with(|c: char| c.is_ascii_digit()) && key.chars().all(is_name)
}
