//! Ways to print findings.

mod concise;
mod full;
mod github;
mod json;
mod sarif;

pub(crate) use concise::one_line;
pub(crate) use full::{Full, Message};

use std::io::{self, Write};
use std::path::{MAIN_SEPARATOR, Path};

use super::report::{FileProblem, Finding};
use super::totals::Totals;
use crate::arguments::LintFormat;

/// A way to print findings. Files come in order, a file's problems before its findings.
pub(crate) trait Renderer {
    fn finding(&mut self, finding: Finding, out: &mut dyn Write) -> io::Result<()>;

    /// Something wrong with a file that was checked all the same.
    fn problem(&mut self, problem: FileProblem, out: &mut dyn Write) -> io::Result<()>;

    /// A file that could not be checked; standard error has it already.
    fn failed(&mut self, problem: FileProblem, out: &mut dyn Write) -> io::Result<()> {
        let _ = (problem, out);
        Ok(())
    }

    /// After everything else.
    fn finish(&mut self, totals: &Totals, out: &mut dyn Write) -> io::Result<()> {
        let _ = (totals, out);
        Ok(())
    }

    /// A summary on standard error is welcome.
    fn is_for_people(&self) -> bool {
        false
    }
}

/// The renderer of a format.
pub(crate) fn renderer(format: LintFormat, colored: bool) -> Box<dyn Renderer> {
    match format {
        LintFormat::Full => Box::new(Full::new(colored)),
        LintFormat::Concise => Box::new(concise::Concise),
        LintFormat::Json => Box::new(json::Json::default()),
        LintFormat::Jsonl => Box::new(json::Jsonl),
        LintFormat::Github => Box::new(github::Github),
        LintFormat::Sarif => Box::new(sarif::Sarif::default()),
    }
}

/// The path with `/`, relative to the current folder where it lies below it: code hosts take the
/// current folder for the checkout and look for nothing else.
fn from_here(file: &str) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    let path = Path::new(file);
    let path = path.strip_prefix(&here).unwrap_or(path);
    let path = path.strip_prefix(".").unwrap_or(path);
    path.to_string_lossy().replace(MAIN_SEPARATOR, "/")
}

/// A few findings made by hand.
#[cfg(test)]
mod samples;
