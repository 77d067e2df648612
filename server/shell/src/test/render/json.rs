use std::io::{self, Write};

use serde::Serialize;
use serde_json::Value;

use super::{Renderer, Report, Totals};
use crate::lint::FileProblem;

/// One object with everything.
#[derive(Default)]
pub(super) struct Json {
    tests: Vec<Value>,
    problems: Vec<FileProblem>,
}

#[derive(Serialize)]
struct All<'a> {
    version: u32,
    #[serde(flatten)]
    totals: &'a Totals,
    tests: &'a [Value],
    problems: &'a [FileProblem],
}

impl Renderer for Json {
    fn test(&mut self, report: &Report<'_>, _: &mut dyn Write) -> io::Result<()> {
        self.tests.push(serde_json::to_value(report)?);
        Ok(())
    }

    fn problem(&mut self, problem: FileProblem) {
        self.problems.push(problem);
    }

    fn finish(&mut self, totals: &Totals, out: &mut dyn Write) -> io::Result<()> {
        let all = All {
            version: 1,
            totals,
            tests: &self.tests,
            problems: &self.problems,
        };
        serde_json::to_writer_pretty(&mut *out, &all)?;
        writeln!(out)
    }
}
