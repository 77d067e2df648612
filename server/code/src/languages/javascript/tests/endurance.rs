//! Whatever is lowered, it ends well: no panic, no overflow, ranges that lie in the code, and time
//! that grows no faster than the code.

use std::time::{Duration, Instant};

use super::{corpus, pages, walk};
use crate::Host;
use crate::dump::{dump, dump_variables};
use crate::ir::*;
use crate::languages::javascript::{MAX_DEPTH, lower};

/// Lowers `source` and looks at everything.
fn endure(source: &str, host: Host) -> Program {
    let program = lower(source, host);
    dump(&program);
    dump_variables(&program);
    let end = text_size::TextSize::of(source);
    let is_inside = |range: text_size::TextRange| {
        range.end() <= end && source.get(std::ops::Range::<usize>::from(range)).is_some()
    };
    let exprs = program.exprs.iter().map(|expr| expr.range);
    let functions = program.functions.iter().map(|function| function.name_range);
    let variables = program.variables.iter().map(|variable| variable.declared);
    for range in exprs.chain(functions).chain(variables) {
        assert!(is_inside(range), "{range:?} in {source:?}");
    }
    walk::statements(&program, &mut |stmt| {
        assert!(is_inside(stmt.range), "{source:?}")
    });
    program
}

#[test]
fn every_beginning_of_every_page() {
    for (_, host, source) in pages() {
        for (end, _) in source.char_indices() {
            endure(&source[..end], host);
        }
    }
}

#[test]
fn pages_with_random_damage() {
    let mut random = Random(7);
    let sources: Vec<(Host, &str)> = pages().map(|(_, host, source)| (host, source)).collect();
    for _ in 0..4000 {
        let (host, source) = sources[random.below(sources.len())];
        let mut bytes = source.as_bytes().to_vec();
        for _ in 0..=random.below(4) {
            damage(&mut bytes, &mut random);
        }
        endure(&String::from_utf8_lossy(&bytes), host);
    }
}

/// Puts in, takes out or doubles something.
pub(super) fn damage(bytes: &mut Vec<u8>, random: &mut Random) {
    const PIECES: &[u8] = b"(){}[];,.=+-*/\\\"'`$#@!?:<>\n \0\xE9aif";
    let at = random.below(bytes.len() + 1);
    let piece = PIECES[random.below(PIECES.len())];
    match random.below(4) {
        0 => bytes.insert(at, piece),
        1 if at < bytes.len() => bytes[at] = piece,
        2 if at < bytes.len() => drop(bytes.remove(at)),
        _ => {
            let end = (at + random.below(20)).min(bytes.len());
            let copy = bytes[at..end].to_vec();
            let to = random.below(bytes.len() + 1);
            bytes.splice(to..to, copy);
        }
    }
}

/// xorshift: the same damage every time.
pub(super) struct Random(pub(super) u64);

impl Random {
    pub(super) fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }
}

#[test]
fn deep_nesting_becomes_unknown() {
    let pieces = [
        ("(", "1", ")"),
        ("[", "", "]"),
        ("{", "", "}"),
        ("x = {a: ", "1", "}"),
        ("a => ", "a", ""),
        ("x => { a: ", "1", "}"),
        ("`${", "a", "}`"),
        ("f(", "", ")"),
        ("!", "a", ""),
        ("a + ", "b", ""),
        ("a.b", "", ""),
        ("a ? b : ", "c", ""),
        ("if (a) ", "b()", ""),
        ("if (a) b(); else ", "c()", ""),
        ("a: ", "b", ""),
        ("{ ", "return 1", " }"),
        ("function f() { ", "", " }"),
        ("class A { m() { ", "", " } }"),
        ("[a = ", "b", "] = c"),
        ("var [", "a", "] = b;"),
        ("switch (a) { case 1: ", "", " }"),
        ("try { ", "", " } catch {}"),
        ("with (a) ", "b = 1", ""),
        ("<a>", "b", "</a>"),
        ("await (", "a", ")(b)"),
        ("new ", "A", ""),
    ];
    for (begin, middle, end) in pieces {
        for count in [MAX_DEPTH as usize / 2, 2_000] {
            let source = begin.repeat(count) + middle + &end.repeat(count);
            endure(&source, Host::AsyncBody);
            endure(&begin.repeat(count), Host::AsyncBody);
        }
    }
}

#[test]
fn reasonable_nesting_is_kept() {
    let sum = vec!["a"; 120].join(" + ");
    let chain = "x".to_owned() + &".then(f)".repeat(60);
    let cases = "if (a) b(); else ".repeat(120) + "c()";
    for source in [sum, chain, cases] {
        let program = lower(&source, Host::Eval);
        assert!(!program.damaged, "{source}");
        assert!(
            !program
                .exprs
                .iter()
                .any(|expr| matches!(expr.kind, ExprKind::Unknown(_)))
        );
    }
}

#[test]
fn time_grows_with_the_code() {
    let pieces = [
        "f({ a: [1, 2, { b: `c${d}` }], e: x => x.y?.z });\n",
        "var a = 1; function f() { return a } { let b = a; function g() { return b } }\n",
        "x = ",
        "{ a = 1; b: ",
        "in_x = 1\n",
    ];
    for piece in pieces {
        let [small, large] = [400, 3_200].map(|count| {
            let source = piece.repeat(count);
            (0..3).map(|_| time(&source)).min().unwrap()
        });
        assert!(
            large < small * 40 + Duration::from_millis(50),
            "{piece}: {small:?}, {large:?}"
        );
    }
}

fn time(source: &str) -> Duration {
    let start = Instant::now();
    lower(source, Host::AsyncBody);
    start.elapsed()
}

/// All that people write in nodes is modelled.
#[test]
fn the_corpus_is_understood() {
    let (mut nodes, mut damaged, mut unknown) = (0, 0, Vec::new());
    for (host, source) in corpus::snippets() {
        let program = endure(&source, host);
        nodes += 1;
        damaged += usize::from(program.damaged);
        let unknowns = program
            .exprs
            .iter()
            .filter(|expr| matches!(expr.kind, ExprKind::Unknown(_)));
        unknown.extend(unknowns.map(|expr| source[expr.range].to_owned()));
    }
    println!(
        "{nodes} nodes, {damaged} damaged, {} unknown: {unknown:?}",
        unknown.len()
    );
    assert!(damaged * 50 <= nodes && unknown.len() * 50 <= nodes);
}
