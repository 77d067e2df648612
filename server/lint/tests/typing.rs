//! What is found with the help of what was read before is what is found in the file as it is: random edits of the
//! examples, and of real workflow files where `CODENODE_CORPUS` names a folder of them.
//!
//! `CODENODE_PROGRAMS=100 cargo test --release -p codenode-lint --test typing` tries each file so many times; otherwise
//! only some of a large folder are tried.

#![allow(
    dead_code,
    unreachable_pub,
    reason = "what edits serves other tests too"
)]

#[path = "../../code/tests/soundness/random.rs"]
mod random;
#[path = "../../code/tests/typing/mod.rs"]
mod typing;

use std::path::{Path, PathBuf};

use lint::{Analysis, Cache, Settings};
use random::Random;

/// Edits of one file.
const EDITS: usize = 30;

/// So many files are tried where nobody asks for more.
const MOST_FILES: usize = 20;

#[test]
fn findings_do_not_depend_on_what_was_read_before() {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let corpus = std::env::var_os("CODENODE_CORPUS").map(PathBuf::from);
    let asked = std::env::var("CODENODE_PROGRAMS").ok();
    let asked: Option<usize> = asked.map(|number| number.parse().expect("a number"));
    let times = asked.unwrap_or(2);
    let mut files = Vec::new();
    for folder in [Some(examples), corpus].into_iter().flatten() {
        collect(&folder, &mut files);
    }
    assert!(!files.is_empty());
    let step = match asked {
        Some(_) => 1,
        None => files.len().div_ceil(MOST_FILES),
    };
    let cache = Cache::for_editing();
    for (number, (path, text)) in files.iter().enumerate().step_by(step) {
        for time in 0..times {
            let mut random = Random::new((number * times + time) as u64);
            edited(path, text, &mut random, &cache);
        }
    }
}

/// Edit the code of `text` again and again; where it is broken for long, begin anew.
fn edited(path: &Path, first: &str, random: &mut Random, cache: &Cache) {
    let settings = Settings::default();
    let mut text = first.to_owned();
    let mut damaged = 0;
    for _ in 0..EDITS {
        let again = lint::analyze(&text, path, &settings, cache);
        let fresh = lint::analyze(&text, path, &settings, &Cache::default());
        assert_eq!(told(&again), told(&fresh), "{text}");
        damaged = match fresh.problems.is_empty() && !fresh.workflows.is_empty() {
            true => 0,
            false => damaged + 1,
        };
        if damaged > 2 || random.once_in(EDITS) {
            first.clone_into(&mut text);
            damaged = 0;
        }
        edit(&mut text, &fresh, random);
    }
}

/// Mostly in code, as it stands in the file.
fn edit(text: &mut String, analysis: &Analysis, random: &mut Random) {
    let nodes = analysis.workflows.iter().flat_map(|one| &one.code_nodes);
    let codes = nodes.filter_map(|node| node.code.as_ref());
    let ranges: Vec<std::ops::Range<usize>> = codes.map(|code| code.range().0.into()).collect();
    if ranges.is_empty() || random.once_in(8) {
        return typing::edit(text, random);
    }
    let range = ranges[random.below(ranges.len())].clone();
    if let Some(code) = text.get(range.clone()) {
        let mut code = code.to_owned();
        typing::edit(&mut code, random);
        // What is typed is no more than a letter or a word: it needs no escapes but these.
        let is_json = text.trim_start().starts_with('{');
        let code = match is_json {
            true => code.replace('\n', "\\n"),
            false => code,
        };
        text.replace_range(range, &code);
    }
}

/// All that is said of a file.
fn told(analysis: &Analysis) -> String {
    format!("{:#?}\n{:#?}", analysis.diagnostics, analysis.problems)
}

fn collect(folder: &Path, files: &mut Vec<(PathBuf, String)>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files);
        } else if let Ok(text) = std::fs::read_to_string(&path)
            && matches!(path.extension(), Some(kind) if ["json", "yml", "yaml"].iter().any(|known| kind == *known))
            && text.len() < 100_000
        {
            files.push((path, text));
        }
    }
    files.sort();
}
