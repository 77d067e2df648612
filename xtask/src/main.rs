//! What building and testing codenode needs beyond cargo.

mod bundle;
mod editors;
mod process;

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use process::{Failed, cargo};

const USAGE: &str = "\
Usage: cargo xtask TASK

  test           every test: builds the worker, bundles the packages, fetches the editors where it can
  bundle [DIR]   install the npm packages that nodes may use into DIR/modules, where DIR is that of the executables;
                 both builds under target when it is not given
  worker         build codenode-python, the worker that runs Python nodes, beside the release build of codenode
  worker-tests   build and run its tests
  editors        fetch a Neovim and a VS Code, pack the extension, and drive both
  extension      pack the VS Code extension";

fn main() -> ExitCode {
    let mut arguments = env::args_os().skip(1);
    let task = arguments.next().and_then(|task| task.into_string().ok());
    let rest: Vec<OsString> = arguments.collect();
    let done = match task.as_deref() {
        Some("test") => test(),
        Some("bundle") => bundle::bundle(rest),
        Some("worker") => worker("build", rest),
        Some("worker-tests") => worker("test", rest),
        Some("editors") => editors(),
        Some("extension") => editors::extension(),
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failed) => {
            eprintln!("{failed}");
            ExitCode::FAILURE
        }
    }
}

/// Everything. The suites find the worker and the editors by themselves and say what they skip without them.
fn test() -> Result<(), Failed> {
    worker("build", Vec::new())?;
    bundle::bundle(Vec::new())?;
    let parts = editors::fetch();
    cargo(["test", "--locked"]).envs(parts).run()?;
    worker("test", Vec::new())
}

/// The tests of the editors alone.
fn editors() -> Result<(), Failed> {
    let parts = editors::fetch();
    cargo(["test", "--locked", "--test", "editors", "--", "--nocapture"])
        .envs(parts)
        .run()
}

/// Builds or tests the worker. RustPython's parser asks for rustc 1.96 but compiles with 1.95, and only the committed
/// lock file holds versions that fit together: hence the two flags.
fn worker(command: &str, rest: Vec<OsString>) -> Result<(), Failed> {
    cargo([command, "--package", "codenode-python", "--release"])
        .args(["--locked", "--ignore-rust-version"])
        .args(rest)
        .run()
}

/// The root of the repository.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}
