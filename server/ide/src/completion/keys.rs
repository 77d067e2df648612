//! Keys of what is returned that are not there yet: declared outputs, the parts of an item; and the inputs that `main` does
//! not take yet.

use code::infer::{Entry, FUEL, interpret};
use code::shape::Object;
use code::{Shape, library};
use text::Language;
use workflow::Contract;

use super::CompletionKind;
use super::items::{Items, Part};
use super::members::is_identifier;
use crate::probe::{PROBE, Typing, is_name};

pub(super) fn complete(typing: &Typing<'_>, items: &mut Items) {
    if let Some(written) = parameters(typing) {
        return offer_inputs(typing, items, &written);
    }
    if !is_key(typing) {
        return;
    }
    let python = typing.source.language == Language::Python;
    let name = match python && !typing.in_text() {
        true => format!("\"{PROBE}\""),
        false => PROBE.to_owned(),
    };
    let value = if python { ": None" } else { ": 0" };
    let probe = match next(typing) {
        Next::Value => typing.probe(&name, ""),
        Next::Entry => typing.probe(&name, &format!("{value},")),
        Next::End => typing.probe(&name, value),
    };
    let entry = Entry::of(&typing.source);
    let globals = library::provided(typing.source.language, typing.source.api);
    let program = &probe.reading.program;
    let outcome = interpret(program, typing.source.language, globals, entry, FUEL);
    let objects = outcome
        .returns
        .iter()
        .flat_map(|site| objects(&site.shape, typing.snippet.is_dify()));
    let Some(object) = objects
        .into_iter()
        .find(|object| object.field(PROBE).is_some())
    else {
        return;
    };
    for (key, detail, value) in wanted(typing) {
        if object.field(&key).is_none() {
            offer(typing, items, &key, detail, value);
        }
    }
}

/// The innermost bracket is a brace, and a key is what may stand next.
fn is_key(typing: &Typing<'_>) -> bool {
    let before = typing.before().trim_end();
    let before = match typing.scan.text() {
        Some((quote, _)) => before.trim_end_matches(quote).trim_end(),
        None => before,
    };
    typing.scan.bracket().is_some_and(|(sign, _)| sign == '{') && before.ends_with(['{', ','])
}

/// What stands behind a key that is being typed.
enum Next {
    /// Its own value.
    Value,
    /// Another entry, before which a comma is missing.
    Entry,
    /// A comma, the brace, nothing.
    End,
}

fn next(typing: &Typing<'_>) -> Next {
    let rest = typing.source.text.get(typing.range.end..);
    let rest = rest.unwrap_or_default();
    let rest = match typing.scan.text() {
        Some((quote, _)) => rest.strip_prefix(quote).unwrap_or(rest),
        None => rest,
    };
    let line = rest.trim_start_matches([' ', '\t']);
    match rest.trim_start().chars().next() {
        _ if line.starts_with(':') => Next::Value,
        Some(sign) if is_name(sign) || matches!(sign, '"' | '\'' | '[' | '*' | '.') => Next::Entry,
        _ => Next::End,
    }
}

/// The objects at whose keys the platform looks.
fn objects(shape: &Shape, is_dify: bool) -> Vec<&Object> {
    let mut found = Vec::new();
    for one in shape.alternatives() {
        match one {
            Shape::Object(object) => found.push(&**object),
            Shape::Array(array) if !is_dify => {
                let items = array.items.iter().flatten();
                found.extend(
                    items
                        .chain([&array.element])
                        .flat_map(|item| objects(item, true)),
                );
            }
            _ => {}
        }
    }
    found
}

/// The keys that the platform wants, what they are, and a value to begin with.
fn wanted(typing: &Typing<'_>) -> Vec<(String, String, &'static str)> {
    let node = typing.snippet.code_node();
    let python = typing.source.language == Language::Python;
    match node.contract {
        Contract::DifyMain => {
            let outputs = node.outputs.iter();
            outputs
                .map(|output| {
                    let kind = output.type_name.clone().unwrap_or_default();
                    let value = value_of(&kind, python);
                    (output.name.clone(), format!("output: {kind}"), value)
                })
                .collect()
        }
        Contract::N8nAllItems | Contract::N8nEachItem | Contract::N8nFunction => {
            let keys = [
                ("json", "the data of the item", "{}"),
                ("binary", "the files of the item", "{}"),
                ("pairedItem", "the item it was made from", "0"),
            ];
            keys.map(|(key, detail, value)| (key.to_owned(), detail.to_owned(), value))
                .into()
        }
        _ => Vec::new(),
    }
}

/// A value of a declared type.
fn value_of(kind: &str, python: bool) -> &'static str {
    match kind {
        "string" => "''",
        "number" => "0",
        "boolean" if python => "False",
        "boolean" => "false",
        "object" => "{}",
        kind if kind.starts_with("array") => "[]",
        _ if python => "None",
        _ => "null",
    }
}

fn offer(typing: &Typing<'_>, items: &mut Items, key: &str, detail: String, value: &'static str) {
    let quote = items.quote();
    let added = if typing.in_text() {
        items.add(key, CompletionKind::Field)
    } else {
        let name = match typing.source.language {
            Language::JavaScript if is_identifier(key) => key.to_owned(),
            _ => format!("{quote}{key}{quote}"),
        };
        let value = match value {
            "''" => format!("{quote}{quote}"),
            value => value.to_owned(),
        };
        let before = format!("{name}: ");
        let parts = [Part::Fixed(&before), Part::Hole(&value), Part::Fixed(",")];
        match next(typing) {
            Next::Value => items.add_text(key, CompletionKind::Field, &name),
            Next::Entry => items.add_snippet(key, CompletionKind::Field, &parts),
            Next::End => items.add_snippet(key, CompletionKind::Field, &parts[..2]),
        }
    };
    if let Some(added) = added {
        added.detail = Some(detail);
        added.rank = 0;
    }
}

/// The parameters of `main` that are written already, where the cursor stands among them.
fn parameters(typing: &Typing<'_>) -> Option<Vec<String>> {
    if typing.in_text() || !typing.snippet.is_dify() {
        return None;
    }
    let (sign, at) = typing.scan.bracket()?;
    let code = typing.source.text;
    let head = code[..at].trim_end();
    let head = match (sign, typing.source.language) {
        ('(', Language::Python) => head,
        ('{', Language::JavaScript) => head.strip_suffix('(')?.trim_end(),
        _ => return None,
    };
    let words = [
        "def main",
        "function main",
        "main = function",
        "main = async",
        "main =",
    ];
    if !words.iter().any(|word| head.ends_with(word)) {
        return None;
    }
    let end = code[at..]
        .find([')', '}'])
        .map_or(code.len(), |end| at + end);
    let written = code[at + 1..end].split(',');
    let names = written.map(|one| {
        one.split([':', '='])
            .next()
            .unwrap_or_default()
            .trim()
            .to_owned()
    });
    Some(names.collect())
}

fn offer_inputs(typing: &Typing<'_>, items: &mut Items, written: &[String]) {
    for input in &typing.snippet.code_node().inputs {
        // What is being typed is no parameter yet.
        let is_other = |name: &String| *name == input.name && *name != code_at(typing);
        if written.iter().any(is_other) || !is_identifier(&input.name) {
            continue;
        }
        if let Some(added) = items.add(&input.name, CompletionKind::Variable) {
            added.detail = Some(format!(
                "input: {}",
                input.type_name.as_deref().unwrap_or("any")
            ));
            added.rank = 0;
        }
    }
}

fn code_at<'s>(typing: &Typing<'s>) -> &'s str {
    typing
        .source
        .text
        .get(typing.range.clone())
        .unwrap_or_default()
}
