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

/// Where CPython 3.14 is, the version whose words the embedded interpreter speaks by itself.
const VARIABLE: &str = "CODENODE_CPYTHON";

#[test]
fn the_interpreters_agree() {
    let python = std::env::var(VARIABLE).unwrap_or_else(|_| "python3.14".into());
    if !is_3_14(&python) {
        eprintln!("skipped: {VARIABLE} names no CPython 3.14, and there is no python3.14");
        return;
    }
    let cases: Vec<&str> = CASES.iter().flat_map(|page| split(page)).collect();
    let known = split(KNOWN);
    let theirs = in_cpython(&python, &cases);
    let ours = in_worker(&cases);
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

fn is_3_14(python: &str) -> bool {
    let ask = "import sys; print(sys.version_info[:2])";
    let output = Command::new(python).args(["-c", ask]).output();
    output.is_ok_and(|output| output.stdout.starts_with(b"(3, 14)"))
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

fn in_worker(cases: &[&str]) -> Vec<String> {
    let mut request = dify(DRIVER, json!({ "cases": cases }));
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
