//! A local variable given a fresh name and its old one again, in every code of the examples and, where the environment
//! variable `CODENODE_CORPUS` names a folder, of the workflows in there: nothing else changes.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use ide::{Snapshot, Snippet};
use lint::Cache;
use text::{Edit, InCode, InFile, TextRange, TextSize};

/// So many names of each code are tried.
const NAMES: usize = 12;
const FRESH: &str = "Ώ_здесь_1";

#[derive(Debug, Default)]
struct Count {
    files: usize,
    renamed: usize,
    /// Inputs and the like, which change more than a variable.
    others: usize,
    refused: std::collections::BTreeMap<String, usize>,
}

#[test]
fn a_variable_renamed_and_renamed_back_changes_nothing() {
    let mut files = Vec::new();
    collect(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples"),
        &mut files,
    );
    assert!(files.len() >= 4);
    match std::env::var_os("CODENODE_CORPUS") {
        Some(folder) => collect(Path::new(&folder), &mut files),
        None => eprintln!("CODENODE_CORPUS is not set: only the examples are tried"),
    }
    files.sort();
    // Every nth file; 1 for all of them, which takes minutes.
    let share = std::env::var("CODENODE_SHARE")
        .ok()
        .and_then(|share| share.parse().ok());
    let mut count = Count::default();
    for path in files.iter().step_by(share.unwrap_or(match files.len() {
        0..100 => 1,
        _ => 6,
    })) {
        let Ok(text) = std::fs::read_to_string(path) else {
            continue;
        };
        if text.len() < 1 << 20 {
            try_file(text, path, &mut count);
        }
    }
    println!("{count:#?}");
    assert!(count.renamed >= 15, "{count:?}");
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files);
        } else if path
            .extension()
            .is_some_and(|end| end == "json" || end == "yml" || end == "yaml")
        {
            files.push(path);
        }
    }
}

fn try_file(text: String, path: &Path, count: &mut Count) {
    let snapshot = open(text, path);
    count.files += 1;
    for snippet in snapshot.snippets() {
        for place in places(snippet.text(), path) {
            try_name(snippet, place, path, count);
        }
    }
}

fn open(text: String, path: &Path) -> Snapshot {
    Snapshot::new(
        text,
        path,
        Default::default(),
        Arc::new(Cache::for_editing()),
    )
}

/// Some words of a code, the same ones each time.
fn places(code: &str, path: &Path) -> Vec<usize> {
    let word = |sign: char| sign.is_alphanumeric() || sign == '_';
    let starts: Vec<usize> = code
        .char_indices()
        .filter(|(at, sign)| (sign.is_alphabetic() || *sign == '_') && !code[..*at].ends_with(word))
        .map(|(at, _)| at)
        .collect();
    if starts.is_empty() {
        return starts;
    }
    // Not the whole path, which differs from one clone to another.
    let seed = path.file_name().map_or(0, |name| name.len()) + code.len();
    (0..NAMES)
        .map(|turn| starts[(seed + turn * 7919) % starts.len()])
        .collect()
}

fn try_name(snippet: Snippet<'_>, place: usize, path: &Path, count: &mut Count) {
    let snapshot = snippet.snapshot();
    let at = InCode(TextRange::empty(TextSize::new(place as u32)));
    let offset = InFile(snippet.to_file(at).0.start());
    let Ok(found) = snapshot.renamable(offset) else {
        return;
    };
    let edits = match snapshot.rename(offset, FRESH) {
        Ok(edits) => edits,
        Err(refusal) => {
            let why = refusal.0.replace(&found.name, "_");
            let why: String = why.chars().take(60).collect();
            *count.refused.entry(why).or_default() += 1;
            return;
        }
    };
    let context = format!(
        "{} of `{}` in {}",
        found.name,
        snippet.node().name,
        path.display()
    );
    let renamed = open(made(&snapshot.text, &edits), path);
    same_findings(snapshot, &renamed, &found.name, &context);
    // `{a}` became `{a: new}`, and `import a` became `import a as new`.
    let longer = |edit: &Edit| edit.text.contains(": ") || edit.text.contains(" as ");
    if edits.iter().any(longer) {
        count.others += 1;
        return;
    }
    count.renamed += 1;
    let name = TextRange::at(offset.0, TextSize::of(found.name.as_str()));
    let here = edits
        .iter()
        .find(|edit| edit.range.0.intersect(name).is_some());
    let here =
        here.unwrap_or_else(|| panic!("{context}: the name itself stays, {offset:?} {edits:?}"));
    let before = edits.iter().take_while(|edit| edit != &here);
    let shift: i64 = before
        .map(|edit| edit.text.len() as i64 - i64::from(u32::from(edit.range.0.len())))
        .sum();
    let again = InFile(TextSize::new(
        (i64::from(u32::from(here.range.0.start())) + shift) as u32,
    ));
    let back = match renamed.rename(again, &found.name) {
        Ok(back) => back,
        // What the author may hide, nobody is helped to hide.
        Err(refusal) if refusal.0.contains("provided by the platform") => return,
        Err(refusal) => panic!("{context}: not back: {refusal}"),
    };
    let restored = made(&renamed.text, &back);
    if restored != *snapshot.text {
        let node = open(restored.clone(), path);
        let code = |one: &Snapshot| {
            one.snippets()
                .map(|one| one.text().to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(code(&node), code(snapshot), "{context}");
        panic!("{context}: other bytes");
    }
}

fn made(text: &str, edits: &[Edit]) -> String {
    let mut out = text.to_owned();
    let mut end = usize::MAX;
    for edit in edits.iter().rev() {
        let range = std::ops::Range::<usize>::from(edit.range.0);
        assert!(
            range.end <= end,
            "edits overlap or are out of order: {edits:?}"
        );
        end = range.start;
        out.replace_range(range, &edit.text);
    }
    out
}

fn same_findings(before: &Snapshot, after: &Snapshot, name: &str, context: &str) {
    let list = |snapshot: &Snapshot| {
        let found = snapshot.analysis.diagnostics.iter();
        found.map(|found| found.rule.id).collect::<Vec<_>>()
    };
    assert_eq!(list(before), list(after), "{context} ({name})");
    let problems = |snapshot: &Snapshot| snapshot.analysis.problems.len();
    assert_eq!(problems(before), problems(after), "{context}");
}
