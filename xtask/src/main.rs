//! What building codenode needs beyond cargo.

mod bundle;

use std::env;
use std::process::{Command, ExitCode};

const USAGE: &str = "\
Usage: cargo xtask TASK

  bundle [DIRECTORY]   install the npm packages that nodes may use into DIRECTORY/modules, where DIRECTORY is that of the
                       executables; both builds under target when it is not given
  worker               build codenode-python, the worker that runs Python nodes, beside the release build of codenode
  worker-tests         build and run its tests";

fn main() -> ExitCode {
    match env::args().nth(1).as_deref() {
        Some("bundle") => bundle::run(env::args_os().skip(2)),
        Some("worker") => worker("build"),
        Some("worker-tests") => worker("test"),
        _ => {
            eprintln!("{USAGE}");
            ExitCode::from(2)
        }
    }
}

/// Builds or tests the worker. RustPython's parser asks for rustc 1.96 but compiles with 1.95, and only the committed lock file
/// holds versions that fit together: hence the two flags.
fn worker(command: &str) -> ExitCode {
    let build = [command, "--package", "codenode-python", "--release"];
    let flags = ["--locked", "--ignore-rust-version"];
    let status = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(build)
        .args(flags)
        .args(env::args_os().skip(2))
        .status();
    match status {
        Ok(status) if status.success() => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("cargo could not be started: {error}");
            ExitCode::FAILURE
        }
    }
}
