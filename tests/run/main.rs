//! Running nodes for real: children, their limits, what they try, what is left of them.
//!
//! Python needs the worker `codenode-python`: `CODENODE_PYTHON` names it, else it is looked for among the release builds.
//! Where it is missing, the cases in Python are skipped, and the output says so.

#[path = "../conformance/case.rs"]
#[expect(dead_code, reason = "a run asks less of a case than the static check")]
mod case;
mod command;
mod conformance;
mod corpus;
mod escapes;
mod files;
mod limits;
mod soak;
#[path = "../conformance/workflow_file.rs"]
mod workflow_file;

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use code::Language;
use run::{Given, Job, Library, Outcome, RunLimits, Runner, Worker, Workers};
use serde_json::Value;
use text::{Format, Tree};
use workflow::{Allow, Policy, Target};

/// Runs nodes with this build's executable, and keeps nothing ready.
fn runner() -> &'static Runner {
    static RUNNER: OnceLock<Runner> = OnceLock::new();
    RUNNER.get_or_init(|| Runner::new(workers()))
}

fn workers() -> Workers {
    Workers {
        javascript: Worker {
            program: env!("CARGO_BIN_EXE_codenode").into(),
            arguments: vec!["run-javascript".into()],
        },
        python: python().map(|program| Worker {
            program,
            arguments: Vec::new(),
        }),
    }
}

/// The worker for Python, if there is one.
fn python() -> Option<PathBuf> {
    let named = std::env::var_os("CODENODE_PYTHON").map(PathBuf::from);
    let target = Path::new(env!("CARGO_BIN_EXE_codenode"))
        .parent()?
        .parent()?;
    let built = target.join("release").join("codenode-python");
    let found = named.or(Some(built)).filter(|path| path.is_file());
    static TOLD: std::sync::Once = std::sync::Once::new();
    if found.is_none() {
        TOLD.call_once(|| println!("skipped: no codenode-python, so nothing is run in Python"));
    }
    found
}

/// Whether nodes in this language can be run here.
fn can_run(language: Language) -> bool {
    language == Language::JavaScript || python().is_some()
}

/// Runs the only code node of a file where everything may be imported.
fn run(file: &str, input: &Value, limits: RunLimits) -> Outcome {
    run_at(file, None, input, limits, |policy| {
        for list in [
            &mut policy.js_builtin,
            &mut policy.js_external,
            &mut policy.python_stdlib,
            &mut policy.python_external,
        ] {
            list.allow = Allow::All;
        }
    })
}

/// Runs the last code node of a file.
fn run_at(
    file: &str,
    target: Option<Target>,
    input: &Value,
    limits: RunLimits,
    change: impl FnOnce(&mut Policy),
) -> Outcome {
    run_by(runner(), file, target, input, limits, change)
}

/// Runs the last code node of a file, with samples.
fn run_with(runner: &Runner, file: &str, limits: RunLimits) -> Outcome {
    run_by(runner, file, None, &Value::Null, limits, |_| {})
}

fn run_by(
    runner: &Runner,
    file: &str,
    target: Option<Target>,
    input: &Value,
    limits: RunLimits,
    change: impl FnOnce(&mut Policy),
) -> Outcome {
    let workflows = workflow::read(&Tree::parse(file, Format::Json));
    let workflow = &workflows[0];
    let target = target.unwrap_or_else(|| Target::default_for(workflow));
    let mut policy = Policy::of(target);
    change(&mut policy);
    let job = Job {
        file,
        workflow,
        node: workflow.code_nodes.last().expect("a code node"),
        target,
        policy: &policy,
        given: match input {
            Value::Null => Given::Nothing,
            input => Given::Input(input),
        },
        limits,
        library: &Library::default(),
    };
    runner.run(&job).expect("the input fits")
}
