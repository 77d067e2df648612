//! `known.txt`: the differences that are known, one a line: case, kind, reason.

use std::collections::BTreeMap;

use crate::Disagreement;
use crate::case::folder;

const HEADER: &str = "\
# Cases where codenode differs from what the engines said, and why. A difference that is not listed fails the test,
# and so does a listed one that is gone. `CODENODE_UPDATE=1 cargo test --test conformance` rewrites the list and keeps
# the reasons.
";
const UNEXPLAINED: &str = "unexplained";

/// Compares what differs with the list, or rewrites the list.
pub(crate) fn compare(disagreements: &BTreeMap<String, Disagreement>) {
    let path = folder().join("known.txt");
    let listed = std::fs::read_to_string(&path).unwrap_or_default();
    let listed = parse(&listed);
    if std::env::var_os("CODENODE_UPDATE").is_some() {
        std::fs::write(&path, write(disagreements, &listed)).expect("known.txt can be written");
        return;
    }
    let mut complaints = Vec::new();
    for (key, disagreement) in disagreements {
        match listed.get(key) {
            Some((kind, reason)) if kind == disagreement.kind => {
                if reason.starts_with(UNEXPLAINED) {
                    complaints.push(format!("{key}: known.txt gives no reason"));
                }
            }
            _ => {
                let Disagreement { kind, detail } = disagreement;
                complaints.push(format!("{key}: {kind}, and not a known one\n{detail}"));
            }
        }
    }
    for key in listed
        .keys()
        .filter(|key| !disagreements.contains_key(*key))
    {
        complaints.push(format!("{key}: agrees now; take it off known.txt"));
    }
    assert!(
        complaints.is_empty(),
        "{}\n\n{} differences (CODENODE_UPDATE=1 rewrites known.txt)",
        complaints.join("\n\n"),
        complaints.len()
    );
}

fn parse(text: &str) -> BTreeMap<String, (String, String)> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| {
            let mut parts = line.splitn(3, " | ").map(|part| part.trim().to_string());
            Some((parts.next()?, (parts.next()?, parts.next()?)))
        })
        .collect()
}

fn write(
    disagreements: &BTreeMap<String, Disagreement>,
    listed: &BTreeMap<String, (String, String)>,
) -> String {
    let mut text = HEADER.to_string();
    for (key, disagreement) in disagreements {
        let reason = match listed.get(key) {
            Some((kind, reason)) if kind == disagreement.kind => reason,
            _ => UNEXPLAINED,
        };
        text.push_str(&format!("{key} | {} | {reason}\n", disagreement.kind));
    }
    text
}
