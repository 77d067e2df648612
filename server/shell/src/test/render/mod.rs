//! Ways to print tests.

mod json;
mod junit;
mod text;

use std::io::{self, Write};

use run::Outcome;
use serde::Serialize;
use serde_json::Value;

use super::compare::Difference;
use super::file::TestFile;
use crate::Exit;
use crate::arguments::TestFormat;
use crate::lint::{FileProblem, one_line};

/// A way to print tests, which come in the order of their files.
pub(super) trait Renderer {
    fn test(&mut self, report: &Report<'_>, out: &mut dyn Write) -> io::Result<()>;

    /// A test file that was not run; standard error has it already.
    fn problem(&mut self, problem: FileProblem) {
        let _ = problem;
    }

    /// After everything else.
    fn finish(&mut self, totals: &Totals, out: &mut dyn Write) -> io::Result<()>;
}

pub(super) fn renderer(format: TestFormat, colored: bool) -> Box<dyn Renderer> {
    match format {
        TestFormat::Text => Box::new(text::Text::new(colored)),
        TestFormat::Json => Box::new(json::Json::default()),
        TestFormat::Junit => Box::new(junit::Junit::default()),
    }
}

/// What became of a test. Serialises as `codenode test --format json` has it.
#[derive(Debug, Serialize)]
pub(super) struct Report<'a> {
    pub(super) file: String,
    /// Where it stands there, 1-based.
    pub(super) line: u32,
    pub(super) name: &'a str,
    /// As the test names it.
    pub(super) node: &'a str,
    pub(super) status: Status,
    /// Why it failed or was skipped.
    pub(super) message: Option<String>,
    pub(super) differences: Vec<Difference>,
    pub(super) expected: Option<Value>,
    /// The `run` object.
    pub(super) outcome: Option<&'a Outcome>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Status {
    Passed,
    Failed,
    /// Nothing was learnt of the node.
    Skipped,
    /// It failed, and what came out is expected from now on.
    Updated,
}

/// What a run of tests amounts to.
#[derive(Debug, Default, Serialize)]
pub(super) struct Totals {
    pub(super) passed: usize,
    pub(super) failed: usize,
    pub(super) skipped: usize,
    pub(super) updated: usize,
    /// Problems of test files.
    #[serde(skip)]
    pub(super) broken: usize,
    pub(super) seconds: f64,
}

impl Totals {
    pub(super) fn add(&mut self, status: Status) {
        *match status {
            Status::Passed => &mut self.passed,
            Status::Failed => &mut self.failed,
            Status::Skipped => &mut self.skipped,
            Status::Updated => &mut self.updated,
        } += 1;
    }

    /// Nothing learnt is no success.
    pub(super) fn exit(&self) -> Exit {
        let learnt = self.passed + self.failed + self.updated;
        match () {
            () if self.broken > 0 || learnt == 0 => Exit::Failed,
            () if self.failed > 0 => Exit::Findings,
            () => Exit::Clean,
        }
    }

    /// Why nothing was learnt at all, where nothing else says so.
    pub(super) fn nothing(&self, files: &[TestFile], filter: Option<&str>) -> Option<String> {
        let tests = self.passed + self.failed + self.updated + self.skipped;
        match (tests, filter) {
            (0, _) if self.broken > 0 => None,
            (0, _) if files.is_empty() => {
                Some("there are no tests here: no file is called NAME.codenode-test.yml".into())
            }
            (0, Some(filter)) => Some(format!("no test and no node has `{filter}` in its name")),
            (0, None) => Some("the test files hold no tests".into()),
            _ if tests == self.skipped => Some("every test was skipped".into()),
            _ => None,
        }
    }

    fn summary(&self) -> String {
        let counts = [
            (self.passed, "passed"),
            (self.failed, "failed"),
            (self.skipped, "skipped"),
            (self.updated, "updated"),
        ];
        let counts: Vec<String> = counts
            .iter()
            .enumerate()
            .filter(|(index, (count, _))| *count > 0 || *index < 2)
            .map(|(_, (count, what))| format!("{count} {what}"))
            .collect();
        format!("{} in {:.2} s", counts.join(", "), self.seconds)
    }
}

/// What is wrong with a test file, for standard error.
pub(super) fn complaint(problem: &FileProblem) -> String {
    let place = problem.range.map_or_else(String::new, |range| {
        format!(":{}:{}", range.start.line, range.start.column)
    });
    format!(
        "codenode: {}{place}: {}",
        problem.file,
        one_line(&problem.message)
    )
}

/// A value as a reader has time for it.
fn short(value: Option<&Value>) -> String {
    const LONGEST: usize = 400;
    let Some(value) = value else {
        return "nothing".into();
    };
    let text = value.to_string();
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}… ({} bytes)", &text[..end], text.len()),
        None => text,
    }
}
