//! How long an editor waits for the language server: see `benches/README.md`.
//!
//! Somebody types sixty lines at the end of the longest code of the largest workflows; after every keystroke the time until
//! its diagnostics arrive is taken, and now and then that of other questions.

mod client;
mod typist;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use text::Format;

use client::Client;
use typist::Typist;

/// Of each platform so many of the largest files.
const FILES: usize = 3;
/// Starts of which the median is taken.
const STARTS: usize = 20;
/// What is asked besides, with the parameters beside the place, and after how many keystrokes each time. What is asked for
/// the whole file takes the longest to be written and read again.
const ASKED: &[(&str, usize)] = &[
    ("textDocument/hover", 5),
    ("textDocument/completion", 5),
    ("textDocument/codeAction", 50),
    ("textDocument/inlayHint", 100),
    ("textDocument/codeLens", 100),
    ("textDocument/semanticTokens/full", 100),
];

fn main() -> io::Result<()> {
    let files = collect()?;
    println!(
        "{:<58} {:>7} {:>6} {:>8} {:>8} {:>8} {:>8}",
        "ms", "kB", "times", "p50", "p99", "most", "cpu"
    );
    let only = std::env::var("CODENODE_FILE").unwrap_or_default();
    let mut all = Vec::new();
    let mut questions: Vec<Vec<Duration>> = vec![Vec::new(); ASKED.len()];
    for format in [Format::Json, Format::Yaml] {
        for file in largest(&files, format) {
            if file.name().contains(&only) {
                all.extend(typing(file, &mut questions));
            }
        }
    }
    print("a keystroke in all of them", 0, &all);
    for ((asked, _), times) in ASKED.iter().zip(&questions) {
        print(&format!("{asked} in all of them"), 0, times);
    }
    ruff(&files);
    start(&files);
    memory(&files);
    Ok(())
}

/// A workflow file.
struct File {
    path: PathBuf,
    text: String,
    format: Format,
}

impl File {
    fn name(&self) -> String {
        let name = self.path.file_name().unwrap_or_default();
        name.to_string_lossy().into_owned()
    }

    fn uri(&self) -> String {
        format!("file://{}", self.path.display())
    }

    fn language(&self) -> &'static str {
        match self.format {
            Format::Json => "json",
            Format::Yaml => "yaml",
        }
    }
}

/// The files of the folder that `CODENODE_CORPUS` names, else the examples.
fn collect() -> io::Result<Vec<File>> {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let folder = std::env::var_os("CODENODE_CORPUS").map_or(examples, PathBuf::from);
    let mut files = Vec::new();
    walk(&folder, &mut files)?;
    Ok(files)
}

fn walk(folder: &Path, files: &mut Vec<File>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let format = match path.extension().and_then(|extension| extension.to_str()) {
            _ if path.is_dir() => {
                walk(&path, files)?;
                continue;
            }
            Some("json") => Format::Json,
            Some("yml" | "yaml") => Format::Yaml,
            _ => continue,
        };
        if let Ok(text) = fs::read_to_string(&path) {
            files.push(File { path, text, format });
        }
    }
    Ok(())
}

/// The largest in which somebody can type.
fn largest(files: &[File], format: Format) -> impl Iterator<Item = &File> {
    let mut sorted: Vec<&File> = files.iter().filter(|file| file.format == format).collect();
    sorted.sort_by_key(|file| std::cmp::Reverse(file.text.len()));
    let typed = |file: &&File| Typist::new(&file.text, file.format).is_some();
    sorted.into_iter().filter(typed).take(FILES)
}

/// The time from every keystroke to its diagnostics; those of other questions go to `questions`.
fn typing(file: &File, questions: &mut [Vec<Duration>]) -> Vec<Duration> {
    let mut client = Client::start();
    client.open(&file.uri(), file.language(), &file.text);
    client.published(&file.uri(), 1);
    let Some(mut typist) = Typist::new(&file.text, file.format) else {
        return Vec::new();
    };
    let mut times = Vec::new();
    let mut others: Vec<Vec<Duration>> = vec![Vec::new(); ASKED.len()];
    let mut version = 1;
    let mut worked = Duration::ZERO;
    let mut before = client.processor();
    while let Some(changes) = typist.key() {
        version += 1;
        let begun = Instant::now();
        client.change(&file.uri(), version, changes);
        client.published(&file.uri(), version);
        times.push(begun.elapsed());
        let wanted = |every: usize| times.len().is_multiple_of(every);
        if !ASKED.iter().any(|(_, every)| wanted(*every)) {
            continue;
        }
        worked += client.processor().saturating_sub(before);
        let question = question(&file.uri(), &typist.place());
        for ((asked, every), others) in ASKED.iter().zip(&mut others) {
            if wanted(*every) && client.can(asked) {
                let begun = Instant::now();
                client.request(asked, &question);
                others.push(begun.elapsed());
            }
        }
        before = client.processor();
    }
    worked += client.processor().saturating_sub(before);
    print_worked(&file.name(), file.text.len(), &times, worked);
    for (((asked, _), others), questions) in ASKED.iter().zip(others).zip(questions) {
        print(&format!("  {asked}"), 0, &others);
        questions.extend(others);
    }
    times
}

/// ruff's server, where it is installed, on the Python of the same nodes as files of their own.
fn ruff(files: &[File]) {
    let nodes: Vec<_> = largest(files, Format::Yaml)
        .filter_map(|file| Some((file, Typist::of_python(&file.text, file.format)?)))
        .collect();
    if nodes.is_empty() {
        println!("ruff: none of the largest files holds Python");
    }
    for (file, (code, keys)) in nodes {
        let Some(mut client) = Client::of(Command::new("ruff").arg("server")) else {
            println!("ruff is not installed: skipped");
            return;
        };
        let uri = "file:///code.py";
        client.open(uri, "python", &code);
        client.published(uri, 1);
        let before = client.processor();
        let times: Vec<_> = (2..)
            .zip(keys)
            .map(|(version, changes)| {
                let begun = Instant::now();
                client.change(uri, version, changes);
                client.published(uri, version);
                begun.elapsed()
            })
            .collect();
        let worked = client.processor().saturating_sub(before);
        let name = format!("ruff, the Python of {}", file.name());
        print_worked(&name, code.len(), &times, worked);
    }
}

fn question(uri: &str, place: &Value) -> Value {
    json!({
        "textDocument": {"uri": uri}, "position": place,
        "range": {"start": {"line": 0, "character": 0}, "end": place},
        "context": {"diagnostics": [], "triggerKind": 1},
    })
}

/// From the start of the process to the first diagnostics, with a file of common size.
fn start(files: &[File]) {
    for format in [Format::Json, Format::Yaml] {
        let mut sorted: Vec<_> = files.iter().filter(|file| file.format == format).collect();
        sorted.sort_by_key(|file| file.text.len());
        let Some(file) = sorted.get(sorted.len() / 2) else {
            continue;
        };
        let run = |_| {
            let begun = Instant::now();
            let mut client = Client::start();
            client.open(&file.uri(), file.language(), &file.text);
            client.published(&file.uri(), 1);
            begun.elapsed()
        };
        let times: Vec<_> = (0..STARTS).map(run).collect();
        print(
            &format!("start to first diagnostics, {format:?}"),
            file.text.len(),
            &times,
        );
    }
}

/// What the process holds once everything is open.
fn memory(files: &[File]) {
    let mut client = Client::start();
    let begun = Instant::now();
    for file in files {
        client.open(&file.uri(), file.language(), &file.text);
    }
    for file in files {
        client.published(&file.uri(), 1);
    }
    let bytes: usize = files.iter().map(|file| file.text.len()).sum();
    println!(
        "{} files, {:.1} MB, open: {:.0} ms, {}",
        files.len(),
        bytes as f64 / 1e6,
        begun.elapsed().as_secs_f64() * 1e3,
        client.memory()
    );
}

fn print(name: &str, bytes: usize, times: &[Duration]) {
    print_worked(name, bytes, times, Duration::ZERO);
}

/// With the processors' time for one of them, on the average.
fn print_worked(name: &str, bytes: usize, times: &[Duration], worked: Duration) {
    if times.is_empty() {
        return;
    }
    let mut sorted = times.to_vec();
    sorted.sort();
    let at = |part: f64| sorted[((sorted.len() - 1) as f64 * part) as usize].as_secs_f64() * 1e3;
    println!(
        "{name:<58} {:>7} {:>6} {:>8.2} {:>8.2} {:>8.2} {:>8.2}",
        bytes / 1000,
        times.len(),
        at(0.5),
        at(0.99),
        at(1.0),
        worked.as_secs_f64() * 1e3 / times.len() as f64
    );
}
