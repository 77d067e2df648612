//! Names: of the code, of the platform, of the language; and its words.

use std::sync::{Arc, Mutex, PoisonError};

use code::ir::{FunctionId, Program, VariableKind};
use rustc_hash::FxHashSet;
use text::{Language, TextRange};
use workflow::{Contract, Existence};

use super::CompletionKind;
use super::items::{Items, Part};
use crate::probe::{PROBE, Typing, is_name};

pub(super) fn complete(typing: &Typing<'_>, items: &mut Items) {
    let probe = typing.probe(PROBE, "");
    let mut seen: FxHashSet<String> = FxHashSet::default();
    for (name, kind) in visible(&probe.reading.program, probe.at) {
        if seen.insert(name.to_owned())
            && let Some(added) = items.add(name, kind)
        {
            added.rank = 1;
        }
    }
    offer_platform(typing, items, &mut seen);
    offer_language(typing, items, &mut seen);
    let starts_line = typing.line_before().trim().is_empty();
    if starts_line {
        offer_return(typing, items);
    }
    for word in words(typing.source.language) {
        if matches(typing, word)
            && let Some(added) = items.add(word, CompletionKind::Keyword)
        {
            added.rank = 8;
        }
    }
}

/// A name is being made here, which none that there is can be: behind `def`, among parameters.
pub(super) fn is_new(typing: &Typing<'_>) -> bool {
    const MAKE: &[&str] = &[
        "def", "class", "function", "const", "let", "var", "lambda", "as",
    ];
    let last_word = |text: &str| {
        let text = text.trim_end();
        let start = text.trim_end_matches(is_name).len();
        (text[start..].to_owned(), start)
    };
    let before = typing.before();
    let (word, _) = last_word(before);
    if before.ends_with([' ', '\t']) && MAKE.contains(&word.as_str()) {
        return true;
    }
    let at = match typing.scan.bracket() {
        Some(('(', at)) => at,
        // `function main({…})`
        Some(('{', at)) if before[..at].trim_end().ends_with('(') => {
            before[..at].trim_end().len() - 1
        }
        _ => return false,
    };
    let (_, start) = last_word(&before[..at]);
    let (word, _) = last_word(&before[..start]);
    let (name, _) = last_word(&before[..at]);
    let defines = matches!(word.as_str(), "def" | "function") || name == "function";
    // Behind `=` and `:` stand values and types.
    let own = before[at + 1..].rsplit(',').next().unwrap_or_default();
    defines && !own.contains(['=', ':'])
}

/// The variables that code at `at` sees, the innermost first.
fn visible(program: &Program, at: TextRange) -> Vec<(&str, CompletionKind)> {
    let sees = |function: FunctionId| {
        function == FunctionId::TOP || program.function(function).range.contains_range(at)
    };
    let mut variables: Vec<_> = program
        .variables
        .iter()
        .filter(|variable| sees(variable.function))
        .collect();
    variables.sort_by_key(|variable| program.function(variable.function).range.len());
    let kind = |kind| match kind {
        VariableKind::Function => CompletionKind::Function,
        VariableKind::Class => CompletionKind::Class,
        VariableKind::Const => CompletionKind::Constant,
        VariableKind::Import => CompletionKind::Module,
        _ => CompletionKind::Variable,
    };
    let is_own = |name: &str| name != PROBE && !name.is_empty();
    let named = variables
        .into_iter()
        .filter(|variable| is_own(&variable.name));
    named
        .map(|variable| (variable.name.as_str(), kind(variable.kind)))
        .collect()
}

/// What the platform provides in this mode.
fn offer_platform(typing: &Typing<'_>, items: &mut Items, seen: &mut FxHashSet<String>) {
    let entries: Vec<_> = items.docs.provided().collect();
    for entry in entries {
        let is_name = !entry.path.contains(['.', '#', ' ']);
        if is_name
            && matches(typing, entry.path)
            && seen.insert(entry.path.to_owned())
            && let Some(added) = items.add_entry(entry.path, entry, false)
        {
            let is_old = entry.doc.contains("legacy")
                || entry.doc.contains("deprecated")
                || entry.doc.starts_with("Internal");
            added.rank = if is_old { 6 } else { 2 };
        }
    }
}

/// What the language provides and the platform leaves.
fn offer_language(typing: &Typing<'_>, items: &mut Items, seen: &mut FxHashSet<String>) {
    let denied = typing.snippet.policy().python_builtins_denied;
    let python = typing.source.language == Language::Python;
    for name in existing(typing, items).iter() {
        let is_denied = python && denied.iter().any(|denied| denied == name);
        if is_denied || !matches(typing, name) || !seen.insert((*name).to_owned()) {
            continue;
        }
        let known = items.docs.entry(name);
        let added = match known {
            Some(entry) => items.add_entry(name, entry, false),
            None => items.add(name, CompletionKind::Class),
        };
        if let Some(added) = added {
            added.rank = 5;
        }
    }
}

type Names = Arc<Vec<&'static str>>;

/// What the names that exist depend on: the name of the target, and how and in what language the code runs.
type Host = (&'static str, Contract, Language);

/// The names of the language that exist where the code runs. Asking of each takes long, and the answer stays.
fn existing(typing: &Typing<'_>, items: &Items) -> Names {
    static KNOWN: Mutex<Vec<(Host, Names)>> = Mutex::new(Vec::new());
    let contract = typing.snippet.code_node().contract;
    let language = typing.source.language;
    let key = (typing.snippet.target().name, contract, language);
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, names)) = known.iter().find(|(other, _)| *other == key) {
        return names.clone();
    }
    let policy = typing.snippet.policy();
    let exists = |name: &&&str| {
        let existence = match language {
            Language::Python => policy.python_name(name, contract),
            Language::JavaScript => policy.js_name(name, contract),
        };
        existence != Existence::Absent
    };
    let names = items.docs.names().iter().filter(exists).copied().collect();
    known.push((key, Arc::new(names)));
    known[known.len() - 1].1.clone()
}

/// `return` with everything the platform asks for.
fn offer_return(typing: &Typing<'_>, items: &mut Items) {
    let node = typing.snippet.code_node();
    let python = typing.source.language == Language::Python;
    let quote = items.quote();
    let end = if python { "" } else { ";" };
    match node.contract {
        Contract::DifyMain
            if !node.outputs.is_empty() && typing.line_before().starts_with([' ', '\t']) =>
        {
            let names: Vec<String> = node
                .outputs
                .iter()
                .enumerate()
                .map(|(index, output)| {
                    let comma = if index == 0 { "" } else { ", " };
                    format!("{comma}{quote}{}{quote}: ", output.name)
                })
                .collect();
            let empty = if python { "None" } else { "null" };
            let mut parts = vec![Part::Fixed("return {")];
            for name in &names {
                parts.push(Part::Fixed(name));
                parts.push(Part::Hole(empty));
            }
            let last = format!("}}{end}");
            parts.push(Part::Fixed(&last));
            add_return(items, "return {outputs}", &parts);
        }
        Contract::N8nAllItems => {
            let before = if python {
                format!("return [{{{quote}json{quote}: {{")
            } else {
                "return [{json: {".to_owned()
            };
            let after = format!("}}}}]{end}");
            add_return(
                items,
                "return [{json}]",
                &[Part::Fixed(&before), Part::Hole(""), Part::Fixed(&after)],
            );
        }
        Contract::N8nEachItem => {
            let before = if python {
                format!("return {{{quote}json{quote}: {{")
            } else {
                "return {json: {".to_owned()
            };
            let after = format!("}}}}{end}");
            add_return(
                items,
                "return {json}",
                &[Part::Fixed(&before), Part::Hole(""), Part::Fixed(&after)],
            );
        }
        _ => {}
    }
}

fn add_return(items: &mut Items, label: &str, parts: &[Part<'_>]) {
    if let Some(added) = items.add_snippet(label, CompletionKind::Snippet, parts) {
        added.rank = 3;
    }
}

/// What is typed may still become `name`: of the many names of a language only these are sent.
fn matches(typing: &Typing<'_>, name: &str) -> bool {
    let mut left = name.chars().map(|c| c.to_ascii_lowercase());
    typing
        .prefix()
        .chars()
        .all(|typed| left.any(|c| c == typed.to_ascii_lowercase()))
}

fn words(language: Language) -> &'static [&'static str] {
    match language {
        Language::Python => &[
            "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class",
            "continue", "def", "del", "elif", "else", "except", "finally", "for", "from", "global",
            "if", "import", "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise",
            "return", "try", "while", "with", "yield",
        ],
        Language::JavaScript => &[
            "async",
            "await",
            "break",
            "case",
            "catch",
            "class",
            "const",
            "continue",
            "default",
            "delete",
            "do",
            "else",
            "extends",
            "false",
            "finally",
            "for",
            "function",
            "if",
            "in",
            "instanceof",
            "let",
            "new",
            "null",
            "of",
            "return",
            "switch",
            "this",
            "throw",
            "true",
            "try",
            "typeof",
            "undefined",
            "var",
            "void",
            "while",
            "yield",
        ],
    }
}
