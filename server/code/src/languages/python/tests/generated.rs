//! Random programs, seen as ruff sees them; and damaged ones, which must not do any harm.

use super::agreement::differences;
use super::generator::Generator;
use crate::Host;
use crate::dump::{dump, dump_variables};
use crate::languages::python::lower;

/// More by `GENERATED=100000` in the environment.
fn rounds(default: u64) -> u64 {
    std::env::var("GENERATED")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(default)
}

#[test]
fn random_programs_are_seen_as_ruff_sees_them() {
    let mut accepted = 0;
    let rounds = rounds(200);
    for seed in 0..rounds {
        let source = Generator::program(seed);
        let program = lower(&source, Host::Module);
        let Some(differences) = differences(&source, &program) else {
            continue;
        };
        assert!(
            !program.damaged,
            "seed {seed}:\n{source}\ndamaged near {}",
            first_error(&source)
        );
        assert!(
            differences.is_empty(),
            "seed {seed}:\n{source}\n{}",
            differences.join("\n")
        );
        accepted += 1;
    }
    assert!(
        accepted * 2 > rounds,
        "only {accepted} of {rounds} are Python"
    );
}

#[test]
fn every_prefix_is_lowered() {
    for source in (0..3).map(Generator::program) {
        for end in (0..source.len().min(800)).filter(|end| source.is_char_boundary(*end)) {
            harmless(&source[..end]);
        }
    }
}

#[test]
fn mutations_are_lowered() {
    for seed in 0..rounds(200) {
        let mut generator = Generator::new(seed);
        let mut bytes = Generator::program(seed).into_bytes();
        for _ in 0..=generator.below(6) {
            let at = generator.below(bytes.len());
            let noise = b"()[]{}:,.'\"\\\n\t #=*@f\xc3\xff\0\r"[generator.below(23)];
            match generator.below(3) {
                0 => bytes[at] = noise,
                1 => bytes.insert(at, noise),
                _ => drop(bytes.drain(at..(at + generator.below(20)).min(bytes.len()))),
            }
            if bytes.is_empty() {
                break;
            }
        }
        harmless(&String::from_utf8_lossy(&bytes));
    }
}

#[test]
fn deep_nesting_is_lowered() {
    for depth in [150, 5_000] {
        for (before, middle, after) in [
            ("(", "a", ")"),
            ("[", "a", "]"),
            ("{1: ", "a", "}"),
            ("f(", "a", ")"),
            ("-", "a", ""),
            ("not ", "a", ""),
            ("lambda: ", "a", ""),
            ("a if b else ", "a", ""),
            ("a.b(", "a", ").c"),
            ("[x for x in ", "a", "]"),
            ("await ", "a", ""),
            ("", "a", " + a"),
            ("", "a", " & a ^ a"),
            ("", "a", " and a"),
            ("", "a", ".b()"),
            ("", "a", "[0]"),
            ("", "(a)", " = b"),
            ("f'''{", "a", "}'''"),
            ("match a:\n case [", "b", "]: c"),
        ] {
            harmless(&format!(
                "{}{middle}{}",
                before.repeat(depth),
                after.repeat(depth)
            ));
        }
        harmless(&format!("{}pass", "if a: ".repeat(depth)));
        harmless(&format!("if a: b\n{}", "elif c: d\n".repeat(depth)));
        harmless(&format!(
            "match a:\n case {}b{}: c",
            "[".repeat(depth),
            "]".repeat(depth)
        ));
        harmless(&format!(
            "({}a{}) = b",
            "[".repeat(depth),
            "]".repeat(depth)
        ));
        harmless(&format!("x: {}a{}", "b[".repeat(depth), "]".repeat(depth)));
    }
    let blocks: String = (0..400)
        .map(|depth| format!("{:1$}if a:\n", "", depth))
        .collect();
    harmless(&format!("{blocks}{:400}b", ""));
}

/// The text around the first error of the tree.
fn first_error(source: &str) -> String {
    let tree = crate::languages::python::tree::parse(source, None).expect("a tree");
    let mut pending = vec![tree.root_node()];
    while let Some(node) = pending.pop() {
        if node.is_error() || node.is_missing() {
            return format!(
                "{:?}",
                node.parent().map(|around| &source[around.byte_range()])
            );
        }
        let mut cursor = node.walk();
        pending.extend(node.children(&mut cursor).filter(|child| child.has_error()));
    }
    "a line that is torn, or nothing".into()
}

fn harmless(source: &str) {
    let host = if source.len().is_multiple_of(2) {
        Host::Module
    } else {
        Host::FunctionBody
    };
    let program = lower(source, host);
    dump(&program);
    dump_variables(&program);
}
