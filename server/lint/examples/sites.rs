//! How much of what the code nodes of a folder return is known: `cargo run --release -p codenode-lint --example
//! sites -- FOLDER`. With `--unknown` every return site whose shape is unknown is listed. Times are the best of a few
//! rounds.

use std::path::{Path, PathBuf};
use std::time::Instant;

use code::{Facts, Shape};
use text::Tree;
use workflow::Target;

const ROUNDS: usize = 5;

fn main() {
    let mut args = std::env::args().skip(1);
    let Some(folder) = args.next() else {
        eprintln!("usage: sites FOLDER [--unknown]");
        std::process::exit(2);
    };
    let list = args.next().is_some();
    let mut files = Vec::new();
    collect(Path::new(&folder), &mut files);
    files.sort();
    let (mut sites, mut unknown, mut exhausted, mut nodes) = (0u32, 0u32, 0, 0);
    let mut times = Vec::new();
    for path in files {
        let Ok(text) = std::fs::read_to_string(&path) else {
            continue;
        };
        let tree = Tree::parse(&text, lint::format_of(&text, &path));
        for workflow in workflow::read(&tree) {
            for node in &workflow.code_nodes {
                let Some(source) = lint::source_of(node, Target::default_for(&workflow)) else {
                    continue;
                };
                let rounds = (0..ROUNDS).map(|_| {
                    let start = Instant::now();
                    let facts = Facts::of(&source);
                    (start.elapsed(), facts)
                });
                let Some((time, facts)) = rounds.min_by_key(|(time, _)| *time) else {
                    continue;
                };
                times.push((time, path.clone(), workflow.nodes[node.node].name.clone()));
                nodes += 1;
                exhausted += usize::from(facts.outcome.exhausted);
                for site in &facts.outcome.returns {
                    sites += 1;
                    if site.shape == Shape::Unknown {
                        unknown += 1;
                        if list {
                            let line = source.text[..usize::from(site.range.start())]
                                .lines()
                                .count();
                            let text = &source.text[std::ops::Range::<usize>::from(site.range)];
                            let first = text.lines().next().unwrap_or_default();
                            println!(
                                "{}:{} {line}: {first}",
                                path.display(),
                                workflow.nodes[node.node].name
                            );
                        }
                    }
                }
            }
        }
    }
    times.sort();
    println!(
        "{nodes} nodes, {sites} return sites, {unknown} unknown ({:.1} %), {exhausted} out of fuel",
        100.0 * f64::from(unknown) / f64::from(sites.max(1))
    );
    if let (Some(middle), Some(last)) = (times.get(times.len() / 2), times.last()) {
        println!(
            "median {:?}, slowest {:?} ({} in {})",
            middle.0,
            last.0,
            last.2,
            last.1.display()
        );
    }
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| {
            extension == "json" || extension == "yml" || extension == "yaml"
        }) {
            files.push(path);
        }
    }
}
