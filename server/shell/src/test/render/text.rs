use std::io::{self, Write};

use anstyle::{AnsiColor, Style};

use super::{Renderer, Report, Status, Totals, short};
use crate::lint::one_line;

/// For people: a line for each test, then what failed, then the sum.
pub(super) struct Text {
    colored: bool,
    file: Option<String>,
    failures: Vec<u8>,
}

impl Text {
    pub(super) fn new(colored: bool) -> Text {
        Text {
            colored,
            file: None,
            failures: Vec::new(),
        }
    }

    fn style(&self, status: Status) -> Style {
        let color = match status {
            _ if !self.colored => return Style::new(),
            Status::Passed => AnsiColor::Green,
            Status::Failed => AnsiColor::Red,
            Status::Skipped | Status::Updated => AnsiColor::Yellow,
        };
        color.on_default()
    }

    fn explain(&mut self, report: &Report<'_>) -> io::Result<()> {
        let style = self.style(Status::Failed);
        let (file, line) = (one_line(&report.file), report.line);
        let out = &mut self.failures;
        writeln!(out)?;
        writeln!(out, "{style}{}{style:#}", one_line(report.name))?;
        writeln!(out, "  --> {file}:{line}, node {}", one_line(report.node))?;
        let message = report.message.as_deref().unwrap_or_default();
        writeln!(out, "  {}", one_line(message))?;
        if let Some(expected) = report
            .expected
            .as_ref()
            .filter(|_| report.differences.is_empty())
        {
            writeln!(out, "    expected  {}", one_line(&short(Some(expected))))?;
        }
        const MOST: usize = 20;
        for difference in report.differences.iter().take(MOST) {
            let (expected, found) = (&difference.expected, &difference.found);
            writeln!(out, "  {}", one_line(&difference.path))?;
            writeln!(out, "    expected  {}", one_line(&short(expected.as_ref())))?;
            writeln!(out, "    found     {}", one_line(&short(found.as_ref())))?;
        }
        match report.differences.len().checked_sub(MOST) {
            Some(more) if more > 0 => writeln!(out, "  … and {more} more places"),
            _ => Ok(()),
        }
    }
}

impl Renderer for Text {
    fn test(&mut self, report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
        if self.file.as_ref() != Some(&report.file) {
            writeln!(out, "{}", one_line(&report.file))?;
            self.file = Some(report.file.clone());
        }
        let style = self.style(report.status);
        let word = match report.status {
            Status::Passed => "ok     ",
            Status::Failed => "FAILED ",
            Status::Skipped => "skipped",
            Status::Updated => "updated",
        };
        write!(out, "  {style}{word}{style:#} {}", one_line(report.name))?;
        match (report.status, &report.message) {
            (Status::Skipped, Some(reason)) => writeln!(out, ": {}", one_line(reason))?,
            _ => writeln!(out)?,
        }
        match report.status {
            Status::Failed => self.explain(report),
            _ => Ok(()),
        }
    }

    fn finish(&mut self, totals: &Totals, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(&self.failures)?;
        if self.file.is_none() {
            return Ok(());
        }
        writeln!(out)?;
        writeln!(out, "{}", totals.summary())
    }
}
