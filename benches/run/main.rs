//! What running a node costs beside what the same snippet costs in the genuine interpreters, in one go: `cargo bench
//! --bench run`. Python needs `codenode-python` (see `tests/run`), and what is compared with needs `node` and `python3`.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use run::{Given, Job, Library, RunLimits, Runner, Worker, Workers};
use text::{Format, Tree};
use workflow::{Policy, Target};

/// Times are the median of so many.
const ROUNDS: usize = 30;

const JAVASCRIPT: &str = r#"{"name": "Flow", "nodes": [{"id": "c", "name": "Code", "type": "n8n-nodes-base.code",
  "typeVersion": 2, "position": [0, 0], "parameters": {"jsCode": "return [{json: {a: 'x'.toUpperCase()}}];"}}], "connections": {}}"#;
const PYTHON: &str = r#"{"kind": "app", "version": "0.6.0", "app": {"name": "F", "mode": "workflow"}, "workflow": {"graph": {"edges": [],
  "nodes": [{"id": "c", "data": {"type": "code", "title": "Code", "variables": [], "code_language": "python3",
  "code": "def main():\n    return {\"a\": \"x\".upper()}\n", "outputs": {"a": {"type": "string", "children": null}}}}]}}}"#;

fn main() {
    let python = python();
    let folder = std::env::temp_dir().join(format!("codenode-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    println!("median of {ROUNDS}, in milliseconds\n");
    pair(
        "JavaScript",
        command(&folder, "flow.json", JAVASCRIPT, None),
        program(
            "node",
            &[
                "-e",
                "console.log(JSON.stringify([{json: {a: 'x'.toUpperCase()}}]))",
            ],
        ),
        warm(JAVASCRIPT, &python),
    );
    match &python {
        None => println!("Python: there is no codenode-python"),
        Some(worker) => pair(
            "Python",
            command(&folder, "flow.yml", PYTHON, Some(worker)),
            program(
                "python3",
                &["-c", "import json; print(json.dumps({'a': 'x'.upper()}))"],
            ),
            warm(PYTHON, &python),
        ),
    }
    let _ = std::fs::remove_dir_all(&folder);
}

fn pair(language: &str, cold: Option<Duration>, genuine: Option<Duration>, warm: Option<Duration>) {
    let shown = |time: Option<Duration>| {
        time.map_or("-".into(), |time| {
            format!("{:.1}", time.as_secs_f64() * 1000.0)
        })
    };
    println!(
        "{language}: codenode run {}, genuine interpreter {}, with a spare {}",
        shown(cold),
        shown(genuine),
        shown(warm)
    );
    if let (Some(cold), Some(genuine)) = (cold, genuine) {
        println!(
            "    cold against genuine: {:.2}",
            cold.as_secs_f64() / genuine.as_secs_f64()
        );
    }
}

/// `codenode run` from the command line, file and all.
fn command(folder: &Path, name: &str, file: &str, python: Option<&PathBuf>) -> Option<Duration> {
    let path = folder.join(name);
    std::fs::write(&path, file).expect("a file");
    let mut command = Command::new(env!("CARGO_BIN_EXE_codenode"));
    command
        .arg("run")
        .arg(&path)
        .args(["--node", "c", "--format", "json"]);
    if let Some(python) = python {
        command.env("CODENODE_PYTHON", python);
    }
    median(|| succeeds(&mut command))
}

fn program(name: &str, arguments: &[&str]) -> Option<Duration> {
    let mut command = Command::new(name);
    command.args(arguments);
    median(|| succeeds(&mut command))
}

fn succeeds(command: &mut Command) -> bool {
    let quiet = command.stdout(Stdio::null()).stderr(Stdio::null());
    quiet.status().is_ok_and(|status| status.success())
}

/// In a server that keeps a spare.
fn warm(file: &str, python: &Option<PathBuf>) -> Option<Duration> {
    let runner = Runner::with_spares(Workers {
        javascript: Worker {
            program: env!("CARGO_BIN_EXE_codenode").into(),
            arguments: vec!["run-javascript".into()],
        },
        python: python.clone().map(|program| Worker {
            program,
            arguments: Vec::new(),
        }),
    });
    let workflows = workflow::read(&Tree::parse(file, Format::Json));
    let workflow = &workflows[0];
    let target = Target::default_for(workflow);
    let job = Job {
        file,
        workflow,
        node: &workflow.code_nodes[0],
        target,
        policy: &Policy::of(target),
        given: Given::Nothing,
        limits: RunLimits::default(),
        library: &Library::default(),
    };
    let mut times: Vec<Duration> = (0..ROUNDS)
        .map(|_| {
            // The spare is there before it is needed.
            std::thread::sleep(Duration::from_millis(150));
            let start = Instant::now();
            assert!(runner.run(&job).expect("no input").ok);
            start.elapsed()
        })
        .collect();
    times.sort();
    times.get(ROUNDS / 2).copied()
}

/// `None` where it does not succeed.
fn median(mut once: impl FnMut() -> bool) -> Option<Duration> {
    let mut times = Vec::new();
    for _ in 0..ROUNDS {
        let start = Instant::now();
        if !once() {
            return None;
        }
        times.push(start.elapsed());
    }
    times.sort();
    times.get(ROUNDS / 2).copied()
}

fn python() -> Option<PathBuf> {
    let named = std::env::var_os("CODENODE_PYTHON").map(PathBuf::from);
    let beside = Path::new(env!("CARGO_BIN_EXE_codenode")).with_file_name("codenode-python");
    named.or(Some(beside)).filter(|path| path.is_file())
}
