use std::io::{self, Write};

use lint::Severity;

use super::{Renderer, from_here};
use crate::lint::report::{FileProblem, Finding};
use crate::place::Span;

/// Workflow commands of GitHub Actions, which become annotations of the changed lines.
pub(crate) struct Github;

impl Renderer for Github {
    fn finding(&mut self, finding: Finding, out: &mut dyn Write) -> io::Result<()> {
        let title = format!("codenode ({})", finding.rule.id);
        let text = finding.sentences().join("\n");
        annotate(
            finding.severity,
            &finding.file,
            Some(finding.range),
            &title,
            &text,
            out,
        )
    }

    fn problem(&mut self, problem: FileProblem, out: &mut dyn Write) -> io::Result<()> {
        annotate(
            problem.severity,
            &problem.file,
            problem.range,
            "codenode",
            &problem.message,
            out,
        )
    }

    fn failed(&mut self, problem: FileProblem, out: &mut dyn Write) -> io::Result<()> {
        self.problem(problem, out)
    }
}

fn annotate(
    severity: Severity,
    file: &str,
    range: Option<Span>,
    title: &str,
    text: &str,
    out: &mut dyn Write,
) -> io::Result<()> {
    let command = match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    write!(out, "::{command} file={}", property(&from_here(file)))?;
    if let Some(Span { start, end }) = range {
        write!(
            out,
            ",line={},endLine={},col={}",
            start.line, end.line, start.column
        )?;
        // An end column is understood on one line only.
        if start.line == end.line {
            write!(out, ",endColumn={}", end.column)?;
        }
    }
    writeln!(out, ",title={}::{}", property(title), data(text))
}

fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;

    #[test]
    fn what_would_end_a_command_is_escaped() {
        let mut out = Vec::new();
        let mut finding = samples::missing_output();
        finding.file = "a,b:c.yml".to_owned();
        finding.message = "100% of\nit".to_owned();
        Github.finding(finding, &mut out).unwrap();
        Github
            .failed(
                FileProblem {
                    range: None,
                    ..samples::broken_file()
                },
                &mut out,
            )
            .unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "::error file=a%2Cb%3Ac.yml,line=5,endLine=5,col=16,endColumn=22,title=codenode (missing-output)::\
             100%25 of%0Ait%0ADify will fail the node with: Output 分数 is missing.%0Aadd `分数`\n\
             ::error file=flows/b.json,title=codenode::a comma is missing\n"
        );
    }
}
