//! The executable itself: cold start, whole folders on all cores, memory.

use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use text::{Format, Tree};

use crate::corpus::{Corpus, megabytes};

/// Starts of which the median is taken.
const STARTS: usize = 20;
/// Runs over a folder of which the quickest is taken.
const RUNS: usize = 3;
/// The multiplied folder: as many files, and as many bytes where the corpus is rich enough.
const FILES: usize = 6_700;
const BYTES: usize = 160_000_000;

pub(crate) fn print(corpus: &Corpus) -> io::Result<()> {
    println!(
        "\n{:<46} {:>9} {:>9} {:>9}",
        "the executable", "wall", "MB/s", "peak"
    );
    cold(corpus)?;
    let bytes = corpus.files.iter().map(|file| file.text.len()).sum();
    folder("the corpus, all cores", &corpus.folder, bytes)?;
    if std::env::var_os("CODENODE_MULTIPLY").is_some() {
        for (name, unique) in [("same code again", false), ("all code different", true)] {
            let temporary = tempfile::Builder::new().prefix("workflows").tempdir()?;
            let (files, bytes) = multiply(corpus, temporary.path(), unique)?;
            let name = format!("{files} files, {:.0} MB, {name}", megabytes(bytes));
            folder(&name, temporary.path(), bytes)?;
            reading(temporary.path())?;
        }
    }
    Ok(())
}

/// The start with one file of common size.
fn cold(corpus: &Corpus) -> io::Result<()> {
    for format in [Format::Json, Format::Yaml] {
        let mut files: Vec<_> = corpus
            .files
            .iter()
            .filter(|file| file.format == format)
            .collect();
        files.sort_by_key(|file| file.text.len());
        let Some(file) = files.get(files.len() / 2) else {
            continue;
        };
        let mut times = Vec::new();
        for _ in 0..STARTS {
            times.push(lint(&file.path)?.wall);
        }
        times.sort();
        let name = format!(
            "cold, one {format:?} file of {} bytes, median",
            file.text.len()
        );
        println!("{name:<46} {:>6.1} ms", millis(times[STARTS / 2]));
    }
    let start = Instant::now();
    Command::new(env!("CARGO_BIN_EXE_codenode"))
        .arg("--version")
        .stdout(Stdio::null())
        .status()?;
    println!(
        "{:<46} {:>6.1} ms",
        "cold, --version",
        millis(start.elapsed())
    );
    Ok(())
}

fn folder(name: &str, path: &Path, bytes: usize) -> io::Result<()> {
    let mut best = lint(path)?;
    for _ in 1..RUNS {
        let run = lint(path)?;
        best.peak = best.peak.max(run.peak);
        best.wall = best.wall.min(run.wall);
    }
    let speed = megabytes(bytes) / best.wall.as_secs_f64();
    let peak = best.peak.map_or("?".to_owned(), |kib| {
        format!("{} MB", kib * 1024 / 1_000_000)
    });
    println!(
        "{name:<46} {:>6.0} ms {speed:>9.1} {peak:>9}",
        millis(best.wall)
    );
    Ok(())
}

/// What it costs to open and parse every file once, on as many threads.
fn reading(path: &Path) -> io::Result<()> {
    let paths: Vec<_> = fs::read_dir(path)?
        .map(|entry| Ok(entry?.path()))
        .collect::<io::Result<_>>()?;
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let mut best = Duration::MAX;
    for _ in 0..RUNS {
        let start = Instant::now();
        thread::scope(|scope| {
            for part in paths.chunks(paths.len().div_ceil(cores)) {
                scope.spawn(move || {
                    for path in part {
                        if let Ok(text) = fs::read_to_string(path) {
                            drop(Tree::parse(&text, Format::Json));
                        }
                    }
                });
            }
        });
        best = best.min(start.elapsed());
    }
    println!(
        "{:<46} {:>6.0} ms",
        "  opening and parsing them, no more",
        millis(best)
    );
    Ok(())
}

struct Run {
    wall: Duration,
    /// The most memory it held, in KiB, where the system tells.
    peak: Option<u64>,
}

fn lint(path: &Path) -> io::Result<Run> {
    let start = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_codenode"))
        .args(["lint", "--format", "concise"])
        .arg(path)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    let watch = path.is_dir();
    let mut peak = None;
    while watch && child.try_wait()?.is_none() {
        peak = high_water(&child).or(peak);
        thread::sleep(Duration::from_millis(2));
    }
    child.wait()?;
    Ok(Run {
        wall: start.elapsed(),
        peak,
    })
}

fn high_water(child: &Child) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}

/// Copies of the n8n files under new ids, and how many bytes they are. `unique`: with a comment of its own in front of
/// every node's code, so that no snippet is met twice.
fn multiply(corpus: &Corpus, folder: &Path, unique: bool) -> io::Result<(usize, usize)> {
    let originals: Vec<&str> = corpus.texts(Format::Json).collect();
    let mut bytes = 0;
    let mut number = 0;
    while !originals.is_empty() && (number < FILES || (bytes < BYTES && number < 2 * FILES)) {
        let original = originals[number % originals.len()];
        let mut copy = original.replace("\"id\": \"", &format!("\"id\": \"{number}-"));
        if unique {
            for key in ["jsCode", "functionCode"] {
                let begin = format!("\"{key}\": \"");
                copy = copy.replace(&begin, &format!("{begin}// {number}\\n"));
            }
        }
        fs::File::create(folder.join(format!("{number}.json")))?.write_all(copy.as_bytes())?;
        bytes += copy.len();
        number += 1;
    }
    Ok((number, bytes))
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
