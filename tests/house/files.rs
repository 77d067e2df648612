//! The files of the repository: their length, and nothing of the machines they were written on.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::{expect_none, root};

/// Lines of a source file: beyond it there is a second room to be found.
const LONGEST: usize = 700;

/// Files that are longer, and how long they are: they may only become shorter.
const LONGER: &[(&str, usize)] = &[];

/// The code of an example writes to a file there, as people do.
const ALLOWED: &[(&str, &str)] = &[("examples/n8n/incoming-orders.json", "tmp")];

#[test]
fn source_files_are_not_too_long() {
    let mut complaints = Vec::new();
    for (path, text) in texts() {
        let lines = text.lines().count();
        let known = LONGER.iter().find(|(longer, _)| *longer == path);
        let longest = known.map_or(LONGEST, |(_, lines)| *lines);
        if path.ends_with(".rs") && lines > longest {
            complaints.push(format!("{path} has {lines} lines, more than {longest}"));
        }
        if known.is_some() && lines <= LONGEST {
            complaints.push(format!("{path} is short enough: take it off the list"));
        }
    }
    expect_none(&complaints);
}

#[test]
fn no_file_names_a_machine() {
    // Without the slashes, so that this file does not name them.
    let machine = ["work", "root", "tmp", "home"];
    let mut complaints = Vec::new();
    for (path, text) in texts() {
        for (index, line) in text.lines().enumerate() {
            for folder in machine {
                let allowed = ALLOWED.contains(&(path.as_str(), folder));
                if !allowed && names(line, &format!("/{folder}/")) {
                    complaints.push(format!("{path}:{}: {folder}: {line:.80}", index + 1));
                }
            }
        }
    }
    expect_none(&complaints);
}

/// The folder stands in the line as the beginning of a path, and not within another.
fn names(line: &str, folder: &str) -> bool {
    line.match_indices(folder).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        before.is_none_or(|before| !before.is_alphanumeric() && !"./-_…}".contains(before))
    })
}

#[test]
fn packages_come_from_one_registry() {
    let mut complaints = Vec::new();
    for (path, text) in texts() {
        let lines = || text.lines().map(str::trim);
        match path.rsplit('/').next() {
            Some("Cargo.lock") => {
                let sources: BTreeSet<&str> = lines()
                    .filter(|line| line.starts_with("source = "))
                    .collect();
                if sources.len() > 1 || sources.iter().any(|source| !source.contains("registry+")) {
                    complaints.push(format!("{path}: {sources:?}"));
                }
            }
            // Without hosts the package manager takes its own registry.
            Some("package-lock.json") if lines().any(|line| line.starts_with("\"resolved\"")) => {
                complaints.push(format!("{path} names where its packages come from"));
            }
            _ => {}
        }
    }
    expect_none(&complaints);
}

/// Every text file that is not ignored, with its path from the root.
fn texts() -> impl Iterator<Item = (String, String)> {
    let walk = ignore::WalkBuilder::new(root())
        .hidden(false)
        .filter_entry(|entry| entry.file_name() != ".git")
        .build();
    walk.filter_map(|entry| {
        let path: PathBuf = entry.ok()?.into_path();
        let text = std::fs::read_to_string(&path).ok()?;
        Some((name(&path), text))
    })
}

fn name(path: &Path) -> String {
    let inside = path.strip_prefix(root()).expect("the walk stays inside");
    let parts: Vec<_> = inside.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}
