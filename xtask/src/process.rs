//! Running other programs.

use std::ffi::{OsStr, OsString};
use std::fmt;
use std::path::Path;
use std::process::{Command, Stdio};

/// A program to run.
#[derive(Debug)]
pub(crate) struct Program(Command);

/// Why a program did not do what it was asked.
#[derive(Debug)]
pub(crate) struct Failed(pub(crate) String);

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<std::io::Error> for Failed {
    fn from(error: std::io::Error) -> Failed {
        Failed(error.to_string())
    }
}

/// npm in a folder, saying little and asking nobody.
pub(crate) fn npm(folder: &Path, arguments: &[&str]) -> Result<(), Failed> {
    program(if cfg!(windows) { "npm.cmd" } else { "npm" })
        .args(["--no-audit", "--no-fund", "--loglevel=error"])
        .args(arguments)
        .at(folder)
        .run()
}

/// The cargo that runs this.
pub(crate) fn cargo<const N: usize>(arguments: [&str; N]) -> Program {
    program(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())).args(arguments)
}

/// Any program, found on the `PATH`.
pub(crate) fn program(name: impl AsRef<OsStr>) -> Program {
    Program(Command::new(name))
}

impl Program {
    pub(crate) fn args(mut self, arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Self {
        self.0.args(arguments);
        self
    }

    pub(crate) fn envs(mut self, variables: Vec<(&'static str, OsString)>) -> Self {
        self.0.envs(variables);
        self
    }

    pub(crate) fn at(mut self, folder: impl AsRef<Path>) -> Self {
        self.0.current_dir(folder);
        self
    }

    /// Runs it to its end, its output on ours.
    pub(crate) fn run(mut self) -> Result<(), Failed> {
        let name = self.0.get_program().to_string_lossy().into_owned();
        match self.0.stdin(Stdio::null()).status() {
            Ok(status) if status.success() => Ok(()),
            Ok(status) => Err(Failed(format!("{name} failed: {status}"))),
            Err(error) => Err(Failed(format!("{name} could not be started: {error}"))),
        }
    }

    /// What it prints, if it succeeds.
    pub(crate) fn output(mut self) -> Option<String> {
        let output = self.0.stdin(Stdio::null()).output().ok()?;
        (output.status.success()).then(|| String::from_utf8_lossy(&output.stdout).into_owned())
    }
}
