//! The measure of the abstract interpreter: random programs are run by CPython and Node, and what they really
//! return has to be a member of the shape of the return site that they return by, or of some where that is not known.
//!
//! `CODENODE_PROGRAMS=100000 cargo test --release -p codenode-code --test soundness` runs as many as you like;
//! `CODENODE_SEED` moves on to others, `CODENODE_CASE=FILE` runs the one program of that file (with the inputs of its
//! first line, a comment) or those of a folder, `CODENODE_WRONG=FOLDER` keeps every program that refutes the interpreter there. Where an
//! engine is missing its half is skipped, and says so. `any_program_is_interpreted` needs no engine.

#![allow(unreachable_pub, reason = "one test of several files")]

mod engine;
mod javascript;
mod member;
mod python;
mod random;
mod template;

use std::path::{Path, PathBuf};

use code::infer::{Entry, FUEL, ReturnSite, SiteKind, interpret};
use code::languages::lower;
use code::{Api, Host, Language, Shape, library};
use engine::{Engine, Program, Returned};
use random::Random;

type Generate = fn(&mut Random) -> String;

/// Programs handed to an engine at once.
const BATCH: usize = 250;

#[test]
fn python_returns_what_was_inferred() {
    check(Language::Python, Host::Module, python::program);
}

#[test]
fn javascript_returns_what_was_inferred() {
    check(Language::JavaScript, Host::Eval, javascript::program);
}

/// Programs of `found/`: each of them refuted the interpreter once, or a doubt of it.
#[test]
fn what_was_found_stays_mended() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/soundness/found");
    for (language, host) in [
        (Language::Python, Host::Module),
        (Language::JavaScript, Host::Eval),
    ] {
        let Some(engine) = Engine::find(language) else {
            eprintln!("skipped: there is no {} here", Engine::name(language));
            continue;
        };
        let programs = programs(&folder, language);
        let mut tally = Tally::default();
        let mut wrong = Vec::new();
        for (program, answers) in programs.iter().zip(engine.run(&programs)) {
            judge(language, host, program, &answers, &mut tally, &mut wrong);
        }
        assert_eq!(tally.returned, programs.len() as u64, "all of them return");
        assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    }
}

/// The program of a file, or those in `language` of a folder.
fn programs(path: &Path, language: Language) -> Vec<Program> {
    if !path.is_dir() {
        return vec![program(path)];
    }
    let entries = std::fs::read_dir(path).expect("a folder");
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|it| it == extension(language)))
        .collect();
    paths.sort();
    paths.iter().map(|path| program(path)).collect()
}

fn extension(language: Language) -> &'static str {
    match language {
        Language::Python => "py",
        Language::JavaScript => "js",
    }
}

fn program(path: &Path) -> Program {
    let code = std::fs::read_to_string(path).expect("a file");
    let inputs = vec![inputs_of(&code)];
    Program { code, inputs }
}

/// Whole programs and damaged ones, with fuel enough and with little: no panic, and out of fuel nothing is claimed.
#[test]
fn any_program_is_interpreted() {
    let sorts: [(Language, Host, Generate); 2] = [
        (Language::Python, Host::Module, python::program),
        (Language::JavaScript, Host::Eval, javascript::program),
    ];
    let count = setting("CODENODE_PROGRAMS").unwrap_or(100);
    let mut random = Random::new(setting("CODENODE_SEED").unwrap_or(1));
    for (language, host, generate) in sorts {
        let (mut exhausted, mut slowest) = (0, std::time::Duration::ZERO);
        for _ in 0..count {
            let whole = generate(&mut random);
            let damaged = damage(&whole, &mut random);
            let little = 1 + random.below(2_000) as u64;
            for (code, fuel) in [(&whole, FUEL), (&whole, little), (&damaged, FUEL)] {
                let start = std::time::Instant::now();
                let outcome = infer(code, language, host, fuel);
                slowest = slowest.max(start.elapsed());
                if outcome.exhausted {
                    exhausted += u64::from(fuel == FUEL);
                    let silent = |site: &ReturnSite| site.shape == Shape::Unknown;
                    assert!(outcome.returns.iter().all(silent), "{code}");
                }
            }
        }
        println!("{language:?}: {count} programs, {exhausted} out of fuel, slowest {slowest:?}");
    }
}

/// The program without a stretch of it.
fn damage(code: &str, random: &mut Random) -> String {
    let mut cuts = [random.below(code.len() + 1), random.below(code.len() + 1)];
    cuts.sort_unstable();
    let [from, to] = cuts.map(|at| {
        (0..=at)
            .rev()
            .find(|at| code.is_char_boundary(*at))
            .unwrap_or(0)
    });
    let to = to.min(from + 40);
    let to = (to..=code.len())
        .find(|at| code.is_char_boundary(*at))
        .unwrap_or(from);
    format!("{}{}", &code[..from], &code[to..])
}

fn infer(code: &str, language: Language, host: Host, fuel: u64) -> code::infer::Outcome {
    let lowered = lower(code, language, host);
    let globals = library::provided(language, Api::Dify);
    interpret(&lowered, language, globals, Entry::Main(None), fuel)
}

fn check(language: Language, host: Host, generate: Generate) {
    let Some(engine) = Engine::find(language) else {
        eprintln!("skipped: there is no {} here", Engine::name(language));
        return;
    };
    let count = setting("CODENODE_PROGRAMS").unwrap_or(300);
    let case = std::env::var_os("CODENODE_CASE");
    let count = if case.is_some() { 1 } else { count };
    let mut random = Random::new(setting("CODENODE_SEED").unwrap_or(1));
    let mut tally = Tally::default();
    let mut wrong = Vec::new();
    for start in (0..count).step_by(BATCH) {
        let batch: Vec<Program> = match &case {
            Some(path) => programs(path.as_ref(), language),
            None => (start..count.min(start + BATCH as u64))
                .map(|_| Program {
                    code: generate(&mut random),
                    inputs: (0..3).map(|_| random.inputs()).collect(),
                })
                .collect(),
        };
        let answers = engine.run(&batch);
        for (program, answers) in batch.iter().zip(answers) {
            judge(language, host, program, &answers, &mut tally, &mut wrong);
        }
    }
    println!("{}: {tally:?}", Engine::name(language));
    if let Some(folder) = std::env::var_os("CODENODE_WRONG") {
        for (number, wrong) in wrong.iter().enumerate() {
            let path = Path::new(&folder).join(format!("{language:?}-{number}"));
            std::fs::write(path, wrong).expect("a folder");
        }
    }
    assert!(
        case.is_some() || tally.returned > count / 4,
        "most programs have to run to their end: {tally:?}"
    );
    assert!(
        wrong.is_empty(),
        "{} wrong, the first:\n{}",
        wrong.len(),
        wrong[0]
    );
}

fn judge(
    language: Language,
    host: Host,
    program: &Program,
    answers: &[Returned],
    tally: &mut Tally,
    wrong: &mut Vec<String>,
) {
    let outcome = infer(&program.code, language, host, FUEL);
    tally.programs += 1;
    tally.exhausted += u64::from(outcome.exhausted);
    tally.sites += outcome.returns.len() as u64;
    tally.unknown += outcome
        .returns
        .iter()
        .filter(|site| site.shape == Shape::Unknown)
        .count() as u64;
    let comment = match language {
        Language::Python => "#",
        Language::JavaScript => "//",
    };
    for (inputs, answer) in program.inputs.iter().zip(answers) {
        let Returned::Value(value, line) = answer else {
            tally.raised += 1;
            continue;
        };
        tally.returned += 1;
        // Python gives the line of a `finally` that ran last, which may be that of the end.
        let here = |site: &&ReturnSite| {
            site.kind != SiteKind::FallThrough && Some(line_of(&program.code, site)) == *line
        };
        let by_line = outcome.returns.iter().any(|site| here(&site));
        tally.by_line += u64::from(by_line);
        // Out of fuel nothing is claimed.
        let foretold = outcome
            .returns
            .iter()
            .filter(|site| !by_line || here(site))
            .any(|site| member::is_member(&site.shape, value));
        if !outcome.exhausted && !foretold {
            wrong.push(format!(
                "{comment} {inputs}\n{}\n{comment} returned {value} in line {line:?}\n{comment} inferred {:?}",
                program.code, outcome.returns
            ));
        }
    }
}

/// The line of the `return`, 1-based; that of the end of `main` where it returns by falling through.
fn line_of(code: &str, site: &ReturnSite) -> u64 {
    let before = &code[..usize::from(site.range.start())];
    1 + before.matches('\n').count() as u64
}

/// The inputs in the comment of the first line; none where there is no such comment.
fn inputs_of(code: &str) -> String {
    let first = code.lines().next().unwrap_or_default();
    let json = first.trim_start_matches(['#', '/', ' ']);
    if json.starts_with('{') {
        json.into()
    } else {
        r#"{"a": null, "b": null, "c": null}"#.into()
    }
}

#[derive(Debug, Default)]
struct Tally {
    programs: u64,
    returned: u64,
    by_line: u64,
    raised: u64,
    sites: u64,
    unknown: u64,
    exhausted: u64,
}

fn setting(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}
