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
mod typing;

use std::path::Path;

use code::languages::Trees;
use code::tree_sitter::{Node, Tree, TreeCursor};
use code::{Api, Host, Language, PythonVersion, Reading, Source};
use random::Random;
use typing::{edit, snippets};

/// Edits of one program.
const EDITS: usize = 24;

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
