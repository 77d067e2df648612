use std::io::{self, Write};

use serde::Serialize;

use super::Renderer;
use crate::lint::report::{FileProblem, Finding, severity_name};
use crate::lint::totals::Totals;
use crate::terminal;

/// The version of the interface; a change that is not an addition raises it.
const VERSION: u32 = 1;

/// One object with everything.
#[derive(Debug, Default)]
pub(crate) struct Json {
    findings: Vec<Finding>,
    problems: Vec<FileProblem>,
}

/// One object a finding, each on a line of its own. Problems go to standard error, so that every line is a finding.
pub(crate) struct Jsonl;

#[derive(Serialize)]
struct Report<'a> {
    version: u32,
    files: usize,
    code_nodes: usize,
    skipped: usize,
    fixed: usize,
    /// Findings that a baseline knows; they are not among the others.
    baselined: usize,
    findings: &'a [Finding],
    problems: &'a [FileProblem],
}

impl Renderer for Json {
    fn finding(&mut self, finding: Finding, _: &mut dyn Write) -> io::Result<()> {
        self.findings.push(finding);
        Ok(())
    }

    fn problem(&mut self, problem: FileProblem, _: &mut dyn Write) -> io::Result<()> {
        self.problems.push(problem);
        Ok(())
    }

    fn failed(&mut self, problem: FileProblem, out: &mut dyn Write) -> io::Result<()> {
        self.problem(problem, out)
    }

    fn finish(&mut self, totals: &Totals, out: &mut dyn Write) -> io::Result<()> {
        let report = Report {
            version: VERSION,
            files: totals.files,
            code_nodes: totals.code_nodes,
            skipped: totals.skipped,
            fixed: totals.fixed,
            baselined: totals.known,
            findings: &self.findings,
            problems: &self.problems,
        };
        serde_json::to_writer_pretty(&mut *out, &report)?;
        writeln!(out)
    }
}

impl Renderer for Jsonl {
    fn finding(&mut self, finding: Finding, out: &mut dyn Write) -> io::Result<()> {
        serde_json::to_writer(&mut *out, &finding)?;
        writeln!(out)
    }

    fn problem(&mut self, problem: FileProblem, _: &mut dyn Write) -> io::Result<()> {
        let place = problem.range.map_or_else(String::new, |range| {
            format!(":{}:{}", range.start.line, range.start.column)
        });
        terminal::say(format_args!(
            "codenode: {}{place}: {}: {}",
            problem.file,
            severity_name(problem.severity),
            problem.message
        ));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::samples;
    use super::*;

    #[test]
    fn a_finding_is_as_the_interface_says() {
        let mut out = Vec::new();
        Jsonl.finding(samples::missing_output(), &mut out).unwrap();
        assert_eq!(out.iter().filter(|byte| **byte == b'\n').count(), 1);
        let found: Value = serde_json::from_slice(&out).unwrap();
        assert_eq!(
            found,
            json!({
                "rule": "missing-output", "severity": "error", "file": "flows/a.yml",
                "node": {"id": "1711", "name": "Parse", "type": "code"}, "language": "python",
                "message": "the return leaves out `分数`", "platform_message": "Output 分数 is missing.",
                "help": "add `分数`",
                "range": {"start": {"line": 5, "column": 16, "offset": 78}, "end": {"line": 5, "column": 22, "offset": 84}},
                "code_range": {"start": {"line": 3, "column": 5, "offset": 49}, "end": {"line": 3, "column": 11, "offset": 55}},
                "related": [{"message": "declared here",
                    "range": {"start": {"line": 9, "column": 3, "offset": 120}, "end": {"line": 9, "column": 5, "offset": 126}}}],
                "fix": {"title": "Add `分数`", "applicability": "safe", "edits": [{"start": 84, "end": 84, "text": "x"}]},
            })
        );
    }

    #[test]
    fn the_report_counts_and_keeps_problems() {
        let mut json = Json::default();
        let mut out = Vec::new();
        json.failed(samples::broken_file(), &mut out).unwrap();
        assert!(out.is_empty());
        let totals = Totals {
            files: 3,
            code_nodes: 5,
            skipped: 2,
            ..Totals::default()
        };
        json.finish(&totals, &mut out).unwrap();
        let report: Value = serde_json::from_slice(&out).unwrap();
        assert_eq!(
            (
                &report["version"],
                &report["files"],
                &report["code_nodes"],
                &report["skipped"]
            ),
            (&json!(1), &json!(3), &json!(5), &json!(2))
        );
        assert_eq!(report["problems"][0]["message"], "a comma is missing");
        assert_eq!(report["problems"][0]["range"]["start"]["column"], 5);
        assert_eq!(report["findings"], json!([]));
    }
}
