//! A tree that was parsed with the help of former ones is the tree of the text, if it has no errors: random edits of
//! random programs, and of the code of real workflow files where `CODENODE_CORPUS` names a folder of them.
//!
//! `CODENODE_PROGRAMS=10000 cargo test --release -p codenode-code --test trees` tries more.

#![allow(
    dead_code,
    unreachable_pub,
    reason = "the generators serve another test too"
)]

#[path = "soundness/javascript.rs"]
mod javascript;
#[path = "soundness/python.rs"]
mod python;
#[path = "soundness/random.rs"]
mod random;
#[path = "soundness/template.rs"]
mod template;

use std::path::Path;

use code::languages::Trees;
use code::tree_sitter::{Node, Tree, TreeCursor};
use code::{Api, Host, Language, PythonVersion, Reading, Source};
use random::Random;

/// Edits of one program.
const EDITS: usize = 24;

/// What people type, and what breaks code.
const TYPED: &[&str] = &[
    "a",
    "x",
    "1",
    " ",
    "\n",
    "\n    ",
    "\n\t",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "\"",
    "'",
    "`",
    ",",
    ";",
    ":",
    ".",
    "=",
    "==",
    "=>",
    "?.",
    "...",
    "*",
    "/",
    "//",
    "/*",
    "*/",
    "#",
    "\\",
    "$",
    "${",
    "in",
    "let\n",
    "let ",
    "return ",
    "if x:\n    y",
    "else",
    "elif z:",
    "for (",
    "async ",
    "await ",
    "lambda: ",
    "def f():\n        return 1\n",
    "f\"{",
    "\"\"\"",
    "/a/g",
    "print ",
    "match x:\n  case 1:",
    "é",
    "😀",
    "\r\n",
    "\0",
    "<!--",
    "@",
    "!",
    "x = 1\n",
    "x = 1;\n",
    "instanceof ",
    "in_x",
    "() => {}",
    "class A {}",
    "\u{2028}",
];

#[test]
fn python_parsed_again() {
    check(Language::Python, python::program);
}

#[test]
fn javascript_parsed_again() {
    check(Language::JavaScript, javascript::program);
}

fn check(language: Language, generate: fn(&mut Random) -> String) {
    let programs = std::env::var("CODENODE_PROGRAMS");
    let programs = programs.map_or(12, |number| number.parse().expect("a number"));
    let trees = Trees::default();
    for seed in 0..programs {
        let mut random = Random::new(seed);
        let program = generate(&mut random);
        edited(language, program, &mut random, &trees);
    }
    let corpus = std::env::var_os("CODENODE_CORPUS");
    for (number, code) in corpus
        .iter()
        .flat_map(|folder| snippets(Path::new(folder), language))
        .enumerate()
    {
        edited(language, code, &mut Random::new(number as u64), &trees);
    }
}

/// Edit `text` again and again; where it is broken for long, begin anew.
fn edited(language: Language, mut text: String, random: &mut Random, trees: &Trees) {
    let first = text.clone();
    let mut broken = 0;
    for _ in 0..EDITS {
        let source = source(&text, language);
        let (again, fresh) = (Reading::again(&source, Some(trees)), Reading::of(&source));
        let of = |reading: &Reading| reading.tree.clone().expect("a tree");
        if again.is_sound() {
            assert_same(&of(&again), &of(&fresh), &text);
            let programs = [&again, &fresh].map(|reading| format!("{:#?}", reading.program));
            let mut lines = programs[0].lines().zip(programs[1].lines());
            let other = lines.find(|(one, other)| one != other);
            assert!(programs[0] == programs[1], "{other:?}\n{text}");
        } else {
            assert!(
                !fresh.is_sound(),
                "not the text by itself is broken: {text}"
            );
        }
        broken = match fresh.is_sound() {
            true => 0,
            false => broken + 1,
        };
        if broken > 3 {
            text.clone_from(&first);
            broken = 0;
        }
        edit(&mut text, random);
    }
}

fn edit(text: &mut String, random: &mut Random) {
    for _ in 0..=random.below(2) {
        let start = text.floor_char_boundary(random.below(text.len() + 1));
        let most = match random.below(12) {
            0 => 60,
            1..5 => 4,
            _ => 0,
        };
        let end = text.floor_char_boundary((start + random.below(most + 1)).min(text.len()));
        let typed = match random.below(8) {
            // A part of the text moves.
            0 => {
                let from = text.floor_char_boundary(random.below(text.len() + 1));
                let to = text.floor_char_boundary((from + random.below(40)).min(text.len()));
                text[from..to].to_owned()
            }
            1 => String::new(),
            _ => random.pick(TYPED).to_owned(),
        };
        text.replace_range(start..end, &typed);
    }
}

fn source(text: &str, language: Language) -> Source<'_> {
    Source {
        text,
        language,
        host: match language {
            Language::Python => Host::Module,
            Language::JavaScript => Host::AsyncBody,
        },
        api: Api::None,
        python: PythonVersion(12),
        inputs: None,
    }
}

fn assert_same(again: &Tree, fresh: &Tree, text: &str) {
    let (mut one, mut other) = (again.walk(), fresh.walk());
    loop {
        let (left, right) = (told(&one), told(&other));
        assert_eq!(left, right, "{text}");
        let down = one.goto_first_child();
        assert_eq!(down, other.goto_first_child(), "{left:?} {text}");
        if down {
            continue;
        }
        loop {
            let next = one.goto_next_sibling();
            assert_eq!(next, other.goto_next_sibling(), "{left:?} {text}");
            if next {
                break;
            }
            let up = one.goto_parent();
            assert_eq!(up, other.goto_parent());
            if !up {
                return;
            }
        }
    }
}

fn told<'t>(cursor: &TreeCursor<'t>) -> impl PartialEq + std::fmt::Debug + use<'t> {
    let node: Node<'t> = cursor.node();
    let flags = [
        node.is_missing(),
        node.is_extra(),
        node.is_error(),
        node.has_error(),
    ];
    (node.kind(), cursor.field_name(), node.range(), flags)
}

/// The code of the nodes of all files in `folder`.
fn snippets(folder: &Path, language: Language) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(snippets(&path, language));
            continue;
        }
        let format = match path.extension().and_then(|extension| extension.to_str()) {
            Some("json") => text::Format::Json,
            Some("yml" | "yaml") => text::Format::Yaml,
            _ => continue,
        };
        let file = std::fs::read_to_string(&path).unwrap_or_default();
        let tree = text::Tree::parse(&file, format);
        tree.root()
            .into_iter()
            .for_each(|root| collect(root, language, &mut found));
    }
    found
}

/// Texts under the keys that hold code, in the language that their lines look like.
fn collect(node: text::Node<'_>, language: Language, found: &mut Vec<String>) {
    node.items().for_each(|item| collect(item, language, found));
    for entry in node.entries() {
        let code = entry.value.string();
        let code = code.filter(|code| {
            ["code", "jsCode", "functionCode", "pythonCode"].contains(&&*entry.key)
                && code.len() < 20_000
        });
        match code {
            Some(code) if code.contains("def main") == (language == Language::Python) => {
                found.push(code.into_owned())
            }
            _ => collect(entry.value, language, found),
        }
    }
}
