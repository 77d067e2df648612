//! Small programs in the embedded interpreter and in CPython: the same `repr()`, or the same exception in the same
//! words. `known.txt` holds the cases that differ, with the reason.

use std::io::Write;
use std::process::{Command, Stdio};

use runner::Limits;
use serde_json::{Value, json};

use crate::{dify, run};

const DRIVER: &str = include_str!("agreement/driver.py");
const KNOWN: &str = include_str!("agreement/known.txt");
const CASES: &[&str] = &[
    include_str!("agreement/containers.txt"),
    include_str!("agreement/data.txt"),
    include_str!("agreement/numbers.txt"),
    include_str!("agreement/text.txt"),
    include_str!("agreement/times.txt"),
];

/// The versions whose words the worker speaks; others differ in their own way.
const VERSIONS: &[&str] = &["python3.14", "python3.13"];

#[test]
fn the_interpreters_agree() {
    let Some((python, version)) = VERSIONS.iter().find_map(|python| cpython(python)) else {
        eprintln!("skipped: no python3.14 or python3.13 to compare with");
        return;
    };
    let cases: Vec<&str> = CASES.iter().flat_map(|page| split(page)).collect();
    let known = split(KNOWN);
    let theirs = in_cpython(&python, &cases);
    let ours = in_worker(&cases, version);
    let mut differ = Vec::new();
    for ((case, theirs), ours) in cases.iter().zip(&theirs).zip(&ours) {
        if theirs != ours && !known.contains(case) {
            differ.push(format!("{case}\n  {python}: {theirs}\n  worker: {ours}\n"));
        }
    }
    assert!(
        differ.is_empty(),
        "{} of {}\n{}",
        differ.len(),
        cases.len(),
        differ.join("\n")
    );
}

#[test]
fn the_known_differences_are_cases() {
    let cases: Vec<&str> = CASES.iter().flat_map(|page| split(page)).collect();
    for case in split(KNOWN) {
        assert!(cases.contains(&case), "{case}");
    }
}

/// The cases of a page: between blank lines, comments on lines of their own aside.
fn split(page: &str) -> Vec<&str> {
    page.split("\n\n")
        .map(|case| case.trim_matches('\n'))
        .filter(|case| !case.is_empty() && !case.starts_with("# "))
        .collect()
}

/// The interpreter and the minor version of it, if it is there.
fn cpython(name: &str) -> Option<(String, u8)> {
    let ask = "import sys; print(sys.version_info[1])";
    let output = Command::new(name).args(["-c", ask]).output().ok()?;
    let version = String::from_utf8(output.stdout).ok()?.trim().parse().ok()?;
    Some((name.to_owned(), version))
}

fn in_cpython(python: &str, cases: &[&str]) -> Vec<String> {
    let script =
        format!("{DRIVER}\nimport json, sys\nprint(json.dumps(main(json.load(sys.stdin))))");
    let mut child = Command::new(python)
        .args(["-X", "utf8", "-c", &script])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("it was there just now");
    let mut input = child.stdin.take().expect("a pipe");
    write!(input, "{}", json!(cases)).expect("it reads");
    drop(input);
    let output = child.wait_with_output().expect("it ends");
    outcomes(&serde_json::from_slice(&output.stdout).expect("JSON"))
}

fn in_worker(cases: &[&str], version: u8) -> Vec<String> {
    let mut request = dify(DRIVER, json!({ "cases": cases }));
    if let runner::Program::Dify(run) = &mut request.program {
        run.python = version;
    }
    request.limits = Limits {
        milliseconds: 60_000,
        memory: 1 << 30,
        ..Limits::default()
    };
    outcomes(&crate::json(&run(&request).expect("the driver runs")))
}

fn outcomes(value: &Value) -> Vec<String> {
    let outcomes = value["outcomes"].as_array().expect("a list");
    outcomes
        .iter()
        .map(|outcome| outcome.as_str().expect("text").to_owned())
        .collect()
}
