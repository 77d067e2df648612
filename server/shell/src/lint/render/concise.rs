use std::io::{self, Write};

use super::Renderer;
use crate::lint::report::{FileProblem, Finding, severity_name};

/// One line a finding: `path:line:col: severity[rule] message [node]`.
pub(crate) struct Concise;

impl Renderer for Concise {
    fn finding(&mut self, finding: Finding, out: &mut dyn Write) -> io::Result<()> {
        let (file, start, rule) = (&finding.file, finding.range.start, finding.rule.id);
        let (severity, message) = (severity_name(finding.severity), one_line(&finding.message));
        write!(
            out,
            "{file}:{}:{}: {severity}[{rule}] {message}",
            start.line, start.column
        )?;
        match &finding.node {
            Some(node) => writeln!(out, " [{}]", one_line(&node.name)),
            None => writeln!(out),
        }
    }

    fn problem(&mut self, problem: FileProblem, out: &mut dyn Write) -> io::Result<()> {
        let place = problem.range.map_or_else(String::new, |range| {
            format!(":{}:{}", range.start.line, range.start.column)
        });
        writeln!(
            out,
            "{}{place}: {}: {}",
            problem.file,
            severity_name(problem.severity),
            one_line(&problem.message)
        )
    }

    fn is_for_people(&self) -> bool {
        true
    }
}

/// Names and messages quote the file, which may hold anything: one line, and nothing that steers a terminal.
pub(crate) fn one_line(text: &str) -> String {
    text.chars()
        .map(|character| {
            if character.is_control() {
                ' '
            } else {
                character
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;

    #[test]
    fn one_line_a_finding() {
        let mut out = Vec::new();
        let mut finding = samples::missing_output();
        finding.node.as_mut().unwrap().name = "Parse\n\u{1b}[31m it".to_owned();
        Concise.finding(finding, &mut out).unwrap();
        Concise.problem(samples::broken_file(), &mut out).unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "flows/a.yml:5:16: error[missing-output] the return leaves out `分数` [Parse  [31m it]\n\
             flows/b.json:1:5: error: a comma is missing\n"
        );
    }
}
