//! How long hover, completion, signature help and the analysis of one more letter take at every so many bytes of the code
//! of a folder of workflows: `cargo run --release -p codenode-ide --example answers -- FOLDER [FILES] [STEP] [EXTENSION]`,
//! the largest files first. The quickest of three runs counts, so that a busy machine does less harm.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use ide::Snapshot;
use lint::Cache;
use text::{InCode, InFile, TextRange, TextSize};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |at: usize, other: usize| {
        arguments
            .get(at)
            .map_or(Some(other), |one| one.parse().ok())
    };
    let (Some(folder), Some(most), Some(step)) = (arguments.first(), number(1, 20), number(2, 41))
    else {
        eprintln!("usage: answers FOLDER [FILES] [STEP] [EXTENSION]");
        std::process::exit(2);
    };
    let mut files = Vec::new();
    collect(Path::new(folder), &mut files);
    if let Some(extension) = arguments.get(3) {
        files.retain(|(path, _)| path.extension().is_some_and(|known| *known == **extension));
    }
    files.sort_by_key(|(_, size)| std::cmp::Reverse(*size));
    let mut times: [Vec<Duration>; 4] = Default::default();
    let mut answered = [0; 4];
    for (path, _) in files.into_iter().take(most) {
        let Ok(text) = std::fs::read_to_string(&path) else {
            continue;
        };
        let snapshot = Snapshot::new(
            text,
            &path,
            Default::default(),
            Arc::new(Cache::for_editing()),
        );
        for offset in places(&snapshot, step) {
            let asked: [&dyn Fn(char) -> bool; 4] = [
                &|_| snapshot.hover(offset).is_some(),
                &|_| !snapshot.completions(offset, None).is_empty(),
                &|_| !snapshot.signatures(offset).is_empty(),
                &|letter| typed(&snapshot, offset, letter),
            ];
            for (index, ask) in asked.into_iter().enumerate() {
                let (is_answered, took) = quickest(ask);
                answered[index] += usize::from(is_answered);
                if took > Duration::from_millis(20) {
                    println!(
                        "{took:?} for question {index} at {:?} of {}",
                        offset.0,
                        path.display()
                    );
                }
                times[index].push(took);
            }
        }
    }
    for ((name, times), answered) in ["hover", "completion", "signature", "one more letter"]
        .iter()
        .zip(&mut times)
        .zip(answered)
    {
        times.sort();
        let at = |part: f64| {
            times
                .get((times.len() as f64 * part) as usize)
                .copied()
                .unwrap_or_default()
        };
        println!(
            "{name}: {} asked, {answered} answered, p50 {:?}, p99 {:?}, p99.9 {:?}, most {:?}",
            times.len(),
            at(0.5),
            at(0.99),
            at(0.999),
            times.last().copied().unwrap_or_default()
        );
    }
}

/// The analysis of the file with one more letter: whether it finds anything.
fn typed(snapshot: &Snapshot, offset: InFile<TextSize>, letter: char) -> bool {
    let mut text = snapshot.text.to_string();
    text.insert(usize::from(offset.0), letter);
    let analysis = lint::analyze(&text, &snapshot.path, &snapshot.settings, &snapshot.cache);
    !analysis.diagnostics.is_empty()
}

/// What is said at last, and the time of the quickest run: each with a letter of its own, so that a change is new.
fn quickest(ask: &dyn Fn(char) -> bool) -> (bool, Duration) {
    let run = |letter| {
        let begin = Instant::now();
        (ask(letter), begin.elapsed())
    };
    let runs = ['x', 'y', 'z'].map(run);
    let least = runs.iter().map(|(_, took)| *took).min();
    (runs[2].0, least.unwrap_or_default())
}

/// Every `step`-th byte of every snippet.
fn places(snapshot: &Snapshot, step: usize) -> Vec<InFile<TextSize>> {
    let mut found = Vec::new();
    for snippet in snapshot.snippets() {
        let text = snippet.text();
        for at in (0..=text.len())
            .step_by(step)
            .filter(|at| text.is_char_boundary(*at))
        {
            let range = InCode(TextRange::empty(TextSize::new(at as u32)));
            found.push(InFile(snippet.to_file(range).0.start()));
        }
    }
    found
}

fn collect(folder: &Path, files: &mut Vec<(PathBuf, u64)>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files);
        } else if matches!(
            path.extension().and_then(|extension| extension.to_str()),
            Some("json" | "yml" | "yaml")
        ) {
            files.push((path, entry.metadata().map_or(0, |known| known.len())));
        }
    }
}
