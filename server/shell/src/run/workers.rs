//! The executables that run nodes: this one for JavaScript, `codenode-python` beside it for Python.

use std::env;
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::thread;

use anyhow::Context;
use run::{Worker, Workers};

/// The argument that makes this executable a worker. It is no command of the command line.
const JAVASCRIPT: &str = "run-javascript";
/// Names the Python worker.
const PYTHON: &str = "CODENODE_PYTHON";

/// Where the workers are.
pub(crate) fn workers() -> anyhow::Result<Workers> {
    let own = env::current_exe().context("this program cannot find itself")?;
    let worker = |program: PathBuf, arguments: &[&str]| Worker {
        program,
        arguments: arguments
            .iter()
            .map(|argument| argument.to_string())
            .collect(),
    };
    Ok(Workers {
        python: python(&own).map(|program| worker(program, &[])),
        javascript: worker(own, &[JAVASCRIPT]),
    })
}

/// As the environment says, else beside this executable.
fn python(own: &Path) -> Option<PathBuf> {
    if let Some(named) = env::var_os(PYTHON).filter(|named| !named.is_empty()) {
        // Workers start in another folder.
        return std::path::absolute(PathBuf::from(named))
            .ok()
            .filter(|path| path.is_file());
    }
    let name = format!("codenode-python{}", env::consts::EXE_SUFFIX);
    let beside = own.parent()?.join(name);
    beside.is_file().then_some(beside)
}

/// Whether this process was started as a worker.
pub(crate) fn is_worker() -> bool {
    env::args_os()
        .nth(1)
        .is_some_and(|first| first == JAVASCRIPT)
}

/// The stack of the engine, whatever the system gives to the main thread.
const STACK: usize = 16 << 20;

/// The life of a worker.
pub(crate) fn work() -> ExitCode {
    let given = env::args().skip(2);
    // A panic ends the worker without an answer, which says enough.
    runner::serve(given, |_| {
        |request| {
            let engine = thread::Builder::new().stack_size(STACK);
            let answer = engine.spawn(move || javascript::execute(&request));
            answer
                .expect("a thread may be started")
                .join()
                .unwrap_or_else(|panic| resume_unwind(panic))
        }
    })
}
