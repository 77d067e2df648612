//! What the built-ins and the modules people use return: compact tables with docs, read once.
//!
//! A line of a table is `path(params) -> type [!] | what it does`, or `path: type | …` for a
//! constant. `Class#method` is a method of instances, `new Class` a constructor where calling
//! without `new` means something else, `!` says that it may throw whatever its arguments. The types:
//!
//! | written | means |
//! | --- | --- |
//! | `any` | nothing is known; may be code of any sort |
//! | `unknown` | nothing is known, but it shares nothing with the arguments |
//! | `data` | any JSON value |
//! | `never` | does not return |
//! | `null undefined bool int float number str bytes bigint symbol function` | themselves |
//! | `perhaps` | `undefined` where only the data decides whether it is met; never worth a word |
//! | `"text"` | that very text |
//! | `list[T]`, `list+[T]` | a list; with `+` it has at least one element |
//! | `tuple[T, U]`, `tuples[T]` | a tuple of just these; of any number of `T` |
//! | `set[T]`, `lazy[T]` | a Python set; an iterator, view or generator |
//! | `dict[T]` | any keys, each holding `T` |
//! | `{a: T, b?: U}`, `{a: T, ...}` | these keys; with `...` perhaps others, of `data` |
//! | `=Name`, `=Name[T]` | an instance of a class; what it holds |
//! | `promise[T]` | to be awaited |
//! | `path:x.y` | the library's own `x.y`, a class or module |
//! | `T / U` | either |
//! | `self`, `arg0`, `arg1` | the receiver, an argument (also where it is given by name) |
//! | `arg1?` | an argument, `null` where it is not given |
//! | `self.element`, `arg0.element` | an element of it; of an instance what it holds |
//! | `like[arg0, arg1]` | `str` or `bytes` as the first of these that is surely one of them, else `any` |
//!
//! A listed function neither changes nor keeps its arguments, save as its type tells; one that
//! returns `any`, in JavaScript also where that is only a part of the result, may do either. Among the parameters `?` marks those that may be left out, and `...` stands
//! for further ones that are given by name and may change the result into anything.
//!
//! `module name: path:x` is what `require("name")` gives, and `Class#: =Base` says that instances of a class
//! have what those of its base have. In JavaScript a parameter called `outputEncoding` makes the result text
//! where it is given, and not text where it is not.
//!
//! Python: `-> type ! str: value key` says that the function raises exceptions of these kinds at most where every
//! argument is surely a `str` (or an `int`, `number`, `bytes`, `text`, which is `str` or `bytes`, or any `data`), nothing
//! where none is given, and a `TypeError` or `AttributeError` beside where one is other data; `none` stands for what it
//! raises without arguments. The kinds are `nothing key index value type attribute arithmetic
//! other`, and `far`: an `OverflowError` or `OSError` for numbers and dates beyond all that people use.
//!
//! Python's instances have two further sorts of entry: `Class#[](key)` is what indexing gives, and
//! `operator A - B: type` what an operator gives for instances of these classes, or of `int` and `float`.
//! A class whose own entry gives a tuple is a named tuple: its attributes are known, its shape is not claimed.

mod signature;

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

pub use signature::{Entry, Of, Raises, Type};
use text::Language;

use crate::Api;

/// The tables of one language.
#[derive(Debug, Default)]
pub struct Library {
    lines: FxHashMap<&'static str, Line>,
}

/// A line of a table, whose entry is made when it is first asked for: a node needs a few of over a thousand.
#[derive(Debug)]
struct Line {
    text: &'static str,
    entry: OnceLock<Option<Entry>>,
}

impl Line {
    fn entry(&self) -> Option<&Entry> {
        let entry = self.entry.get_or_init(|| signature::entry(self.text));
        entry.as_ref()
    }
}

const PYTHON: &[&str] = &[
    include_str!("python/builtins.sig"),
    include_str!("python/scalars.sig"),
    include_str!("python/text.sig"),
    include_str!("python/time.sig"),
    include_str!("python/numbers.sig"),
    include_str!("python/coding.sig"),
    include_str!("python/collections.sig"),
    include_str!("python/system.sig"),
    include_str!("python/web.sig"),
];

const JAVASCRIPT: &[&str] = &[
    include_str!("javascript/builtins.sig"),
    include_str!("javascript/scalars.sig"),
    include_str!("javascript/numbers.sig"),
    include_str!("javascript/time.sig"),
    include_str!("javascript/collections.sig"),
    include_str!("javascript/intl.sig"),
    include_str!("javascript/node.sig"),
    include_str!("javascript/luxon.sig"),
    include_str!("javascript/moment.sig"),
    include_str!("javascript/lodash.sig"),
];

/// What a platform provides by name to code of `language`.
pub fn provided(language: Language, api: Api) -> &'static Library {
    static TABLES: [OnceLock<Library>; 9] = [const { OnceLock::new() }; 9];
    let (place, sources): (usize, &[&'static str]) = match (language, api) {
        (_, Api::None) | (Language::JavaScript, Api::Dify) => (0, &[]),
        (Language::Python, Api::Dify) => (1, &[include_str!("python/dify.sig")]),
        (Language::Python, Api::N8nEachItem) => (2, &[include_str!("python/n8n-each-item.sig")]),
        (Language::Python, _) => (3, &[include_str!("python/n8n-all-items.sig")]),
        (_, Api::N8nAllItems) => (4, &[N8N, include_str!("javascript/n8n-all-items.sig")]),
        (_, Api::N8nEachItem) => (5, &[N8N, include_str!("javascript/n8n-each-item.sig")]),
        (_, Api::N8nFunction) => (
            7,
            &[N8N, LEGACY, include_str!("javascript/n8n-function.sig")],
        ),
        (_, Api::N8nFunctionItem) => (
            8,
            &[
                N8N,
                LEGACY,
                include_str!("javascript/n8n-function-item.sig"),
            ],
        ),
        (_, Api::N8nTool) => (
            6,
            &[
                N8N,
                include_str!("javascript/n8n-all-items.sig"),
                include_str!("javascript/n8n-tool.sig"),
            ],
        ),
    };
    TABLES[place].get_or_init(|| Library::read(sources))
}

/// What values of `language` can do that the interpreter computes by itself: no inference rests on it.
pub fn for_editors(language: Language) -> &'static Library {
    static TABLES: [OnceLock<Library>; 2] = [OnceLock::new(), OnceLock::new()];
    match language {
        Language::Python => {
            TABLES[0].get_or_init(|| Library::read(&[include_str!("python/containers.sig")]))
        }
        Language::JavaScript => {
            TABLES[1].get_or_init(|| Library::read(&[include_str!("javascript/containers.sig")]))
        }
    }
}

const N8N: &str = include_str!("javascript/n8n.sig");
const LEGACY: &str = include_str!("javascript/n8n-legacy.sig");

impl Library {
    /// The library of a language.
    pub fn of(language: Language) -> &'static Library {
        static TABLES: [OnceLock<Library>; 2] = [OnceLock::new(), OnceLock::new()];
        match language {
            Language::Python => TABLES[0].get_or_init(|| Library::read(PYTHON)),
            Language::JavaScript => TABLES[1].get_or_init(|| Library::read(JAVASCRIPT)),
        }
    }

    /// The tables of `sources`, each in the format of this module's documentation.
    pub fn read(sources: &[&'static str]) -> Library {
        let lines = sources.iter().flat_map(|source| source.lines());
        let line = |text: &'static str| {
            let entry = OnceLock::new();
            Some((signature::path(text)?, Line { text, entry }))
        };
        Library {
            lines: lines.filter_map(line).collect(),
        }
    }

    /// The entry of a dotted path.
    pub fn get(&self, path: &str) -> Option<&Entry> {
        self.lines.get(path)?.entry()
    }

    /// Every entry, in no order.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.lines.values().filter_map(Line::entry)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_a_table_is_an_entry_of_its_own() {
        let mut sources = vec![(PYTHON, "python"), (JAVASCRIPT, "javascript")];
        let platforms: [&[&str]; 10] = [
            &[include_str!("python/containers.sig")],
            &[include_str!("javascript/containers.sig")],
            &[include_str!("python/dify.sig")],
            &[include_str!("python/n8n-all-items.sig")],
            &[include_str!("python/n8n-each-item.sig")],
            &[N8N, include_str!("javascript/n8n-all-items.sig")],
            &[N8N, include_str!("javascript/n8n-each-item.sig")],
            &[include_str!("javascript/n8n-tool.sig")],
            &[LEGACY, include_str!("javascript/n8n-function.sig")],
            &[LEGACY, include_str!("javascript/n8n-function-item.sig")],
        ];
        sources.extend(platforms.map(|tables| (tables, "platform")));
        for (tables, name) in sources {
            let mut paths = rustc_hash::FxHashSet::default();
            for line in tables.iter().flat_map(|table| table.lines()) {
                if line.is_empty() || line.starts_with("# ") {
                    continue;
                }
                let entry = signature::entry(line);
                let entry = entry.unwrap_or_else(|| panic!("{name}: no entry: {line}"));
                assert_eq!(signature::path(line), Some(entry.path));
                assert!(paths.insert(entry.path), "{name}: twice: {line}");
            }
        }
    }

    #[test]
    fn instances_are_of_listed_classes() {
        let library = Library::of(Language::Python);
        for entry in library.entries() {
            let mut classes = Vec::new();
            classes_of(&entry.result, &mut classes);
            for class in classes {
                let known = library.get(class).is_some()
                    || library.entries().any(|other| {
                        other
                            .path
                            .strip_prefix(class)
                            .is_some_and(|rest| rest.starts_with('#'))
                    });
                assert!(known || class == "ellipsis", "{}: ={class}", entry.path);
            }
        }
    }

    fn classes_of<'t>(kind: &'t Type, found: &mut Vec<&'t str>) {
        match kind {
            Type::Instance(class, content) => {
                found.push(class);
                classes_of(content, found);
            }
            Type::Sequence(_, inner, _) | Type::Dict(inner) | Type::Promise(inner) => {
                classes_of(inner, found);
            }
            Type::Tuple(members) | Type::Union(members) | Type::Like(members) => {
                members.iter().for_each(|member| classes_of(member, found));
            }
            Type::Record(fields, _) => {
                fields
                    .iter()
                    .for_each(|(_, _, kind)| classes_of(kind, found));
            }
            _ => {}
        }
    }
}
