use lint::Severity;

use super::check::Outcome;
use crate::Exit;
use crate::arguments::Lint;

/// What a run amounts to.
#[derive(Debug, Default)]
pub(crate) struct Totals {
    /// Workflow files checked.
    pub(crate) files: usize,
    pub(crate) code_nodes: usize,
    /// Files met on a walk that are no workflows.
    pub(crate) skipped: usize,
    /// Files that had to be checked and could not be.
    pub(crate) failed: usize,
    /// Findings, and problems of checked files.
    pub(crate) errors: usize,
    pub(crate) warnings: usize,
    pub(crate) infos: usize,
    /// Findings that a baseline knows.
    pub(crate) known: usize,
    /// Findings mended (with `--diff`: that would be), and the files they were in.
    pub(crate) fixed: usize,
    pub(crate) files_fixed: usize,
}

impl Totals {
    pub(crate) fn add(&mut self, outcome: &Outcome) {
        match outcome {
            Outcome::Skipped { .. } => self.skipped += 1,
            Outcome::Failed(_) => self.failed += 1,
            Outcome::Checked(checked) => {
                self.files += 1;
                self.code_nodes += checked.code_nodes;
                self.known += checked.known;
                self.fixed += checked.fixed;
                self.files_fixed += usize::from(checked.fixed > 0);
                checked
                    .problems
                    .iter()
                    .for_each(|problem| *self.count(problem.severity) += 1);
                checked
                    .findings
                    .iter()
                    .for_each(|finding| *self.count(finding.severity) += 1);
            }
        }
    }

    fn count(&mut self, severity: Severity) -> &mut usize {
        match severity {
            Severity::Error => &mut self.errors,
            Severity::Warning => &mut self.warnings,
            Severity::Info => &mut self.infos,
        }
    }

    pub(crate) fn exit(&self, arguments: &Lint) -> Exit {
        let failing = match arguments.failing() {
            Severity::Error => self.errors,
            Severity::Warning => self.errors + self.warnings,
            Severity::Info => self.errors + self.warnings + self.infos,
        };
        let findings = if arguments.diff { self.fixed } else { failing };
        match () {
            () if self.failed > 0 || self.files == 0 => Exit::Failed,
            () if findings > 0 => Exit::Findings,
            () => Exit::Clean,
        }
    }

    /// One line, such as `2 errors and 1 warning in 5 files (12 code nodes)`.
    pub(crate) fn summary(&self, diff: bool) -> String {
        let found = [
            (self.errors, "error"),
            (self.warnings, "warning"),
            (self.infos, "remark"),
        ];
        let found: Vec<String> = found
            .iter()
            .filter(|(number, _)| *number > 0)
            .map(|(number, what)| counted(*number, what))
            .collect();
        let found = if found.is_empty() {
            "no findings".to_owned()
        } else {
            found.join(", ")
        };
        let mut summary = format!(
            "{found} in {} ({})",
            counted(self.files, "workflow file"),
            counted(self.code_nodes, "code node")
        );
        if self.fixed > 0 {
            let verb = if diff { "could be" } else { "were" };
            summary += &format!(
                "; {} {verb} fixed in {}",
                self.fixed,
                counted(self.files_fixed, "file")
            );
        }
        if self.known > 0 {
            summary += &format!("; {} of the baseline", counted(self.known, "finding"));
        }
        if self.failed > 0 {
            summary += &format!("; {} could not be checked", counted(self.failed, "file"));
        }
        summary
    }

    /// Why a run that checked nothing is an error.
    pub(crate) fn nothing_checked(&self) -> String {
        match self.skipped {
            0 => "nothing was checked: there are no .json, .yml or .yaml files here".to_owned(),
            number => format!(
                "nothing was checked: of {} none is a workflow (-v says why)",
                counted(number, "file")
            ),
        }
    }
}

pub(crate) fn counted(number: usize, what: &str) -> String {
    if number == 1 {
        format!("1 {what}")
    } else {
        format!("{number} {what}s")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_counts_what_there_is() {
        let mut totals = Totals {
            files: 1,
            code_nodes: 2,
            ..Totals::default()
        };
        assert_eq!(
            totals.summary(false),
            "no findings in 1 workflow file (2 code nodes)"
        );
        totals = Totals {
            errors: 1,
            infos: 2,
            fixed: 3,
            files_fixed: 1,
            failed: 1,
            ..totals
        };
        assert_eq!(
            totals.summary(true),
            "1 error, 2 remarks in 1 workflow file (2 code nodes); 3 could be fixed in 1 file; 1 file could not be checked"
        );
    }
}
