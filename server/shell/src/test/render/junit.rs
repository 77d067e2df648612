use std::io::{self, Write};

use super::{Renderer, Report, Status, Totals, complaint, short};
use crate::lint::FileProblem;

/// JUnit's XML, which CI servers read: a suite for each test file.
#[derive(Default)]
pub(super) struct Junit {
    suites: Vec<Suite>,
    problems: Vec<FileProblem>,
}

struct Suite {
    file: String,
    tests: usize,
    failures: usize,
    skipped: usize,
    seconds: f64,
    cases: String,
}

impl Renderer for Junit {
    fn test(&mut self, report: &Report<'_>, _: &mut dyn Write) -> io::Result<()> {
        if self
            .suites
            .last()
            .is_none_or(|suite| suite.file != report.file)
        {
            self.suites.push(Suite {
                file: report.file.clone(),
                tests: 0,
                failures: 0,
                skipped: 0,
                seconds: 0.0,
                cases: String::new(),
            });
        }
        let Some(suite) = self.suites.last_mut() else {
            return Ok(());
        };
        let seconds = report
            .outcome
            .map_or(0.0, |outcome| outcome.duration_ms / 1000.0);
        suite.tests += 1;
        suite.seconds += seconds;
        suite.failures += usize::from(report.status == Status::Failed);
        suite.skipped += usize::from(report.status == Status::Skipped);
        suite.cases += &case(report, seconds);
        Ok(())
    }

    fn problem(&mut self, problem: FileProblem) {
        self.problems.push(problem);
    }

    fn finish(&mut self, totals: &Totals, out: &mut dyn Write) -> io::Result<()> {
        let tests: usize = self.suites.iter().map(|suite| suite.tests).sum();
        writeln!(out, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
        writeln!(
            out,
            r#"<testsuites name="codenode" tests="{tests}" failures="{}" errors="{}" skipped="{}" time="{:.3}">"#,
            totals.failed,
            self.problems.len(),
            totals.skipped,
            totals.seconds
        )?;
        for suite in &self.suites {
            writeln!(
                out,
                r#"  <testsuite name="{}" tests="{}" failures="{}" errors="0" skipped="{}" time="{:.3}">"#,
                escaped(&suite.file),
                suite.tests,
                suite.failures,
                suite.skipped,
                suite.seconds
            )?;
            write!(out, "{}", suite.cases)?;
            writeln!(out, "  </testsuite>")?;
        }
        for problem in &self.problems {
            let (file, said) = (escaped(&problem.file), escaped(&complaint(problem)));
            writeln!(
                out,
                r#"  <testsuite name="{file}" tests="1" failures="0" errors="1" skipped="0" time="0.000">"#
            )?;
            writeln!(
                out,
                r#"    <testcase name="{file}" classname="{file}"><error message="{said}"/></testcase>"#
            )?;
            writeln!(out, "  </testsuite>")?;
        }
        writeln!(out, "</testsuites>")
    }
}

fn case(report: &Report<'_>, seconds: f64) -> String {
    let mut case = format!(
        r#"    <testcase name="{}" classname="{}" file="{}" line="{}" time="{seconds:.3}""#,
        escaped(report.name),
        escaped(report.node),
        escaped(&report.file),
        report.line
    );
    let message = escaped(report.message.as_deref().unwrap_or_default());
    match report.status {
        Status::Passed | Status::Updated => case += "/>\n",
        Status::Skipped => {
            case += &format!(">\n      <skipped message=\"{message}\"/>\n    </testcase>\n");
        }
        Status::Failed => {
            let mut details = String::new();
            for difference in &report.differences {
                details += &format!(
                    "{}: expected {}, found {}\n",
                    difference.path,
                    short(difference.expected.as_ref()),
                    short(difference.found.as_ref())
                );
            }
            case += &format!(
                ">\n      <failure message=\"{message}\">{}</failure>\n    </testcase>\n",
                escaped(&details)
            );
        }
    }
    case
}

/// `text` within XML 1.0, which has no place for most control characters.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out += "&amp;",
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            '"' => out += "&quot;",
            '\n' | '\t' | '\r' => out += &format!("&#{};", u32::from(character)),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            _ if character < ' ' => out.push('\u{fffd}'),
            _ => out.push(character),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_a_name_holds_the_xml_is_well_formed() {
        assert_eq!(
            escaped("<a & \"b\">\n\u{1b}[0m"),
            "&lt;a &amp; &quot;b&quot;&gt;&#10;\u{fffd}[0m"
        );
    }
}
