use std::borrow::Cow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;

use lint::baseline::{Applied, Baseline};
use lint::{Analysis, Cache, Severity};
use run::Runner;

use super::confirm::confirm;
use super::fix;
use super::report::{FileProblem, Finding, findings, problems};
use crate::analysis::code_nodes;
use crate::config::{Configs, Effective, KnownFindings, name_in};
use crate::files::{self, Candidate, Unreadable};

/// How to check a file.
#[derive(Debug, Default)]
pub(crate) struct Checker {
    pub(crate) configs: Arc<Configs>,
    pub(crate) cache: Cache,
    /// The findings that are known of every file; `None`: what each configuration says.
    pub(crate) known: Option<KnownFindings>,
    /// Where all findings go.
    pub(crate) written_baseline: Option<std::path::PathBuf>,
    /// What standard input is called.
    pub(crate) stdin: Option<std::path::PathBuf>,
    /// Keep what to show of the code.
    pub(crate) excerpts: bool,
    pub(crate) fixes: Fixes,
    /// Runs nodes, to confirm what is found; `None`: nothing is run.
    pub(crate) runner: Option<Runner>,
}

/// What to do with safe fixes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Fixes {
    #[default]
    Offer,
    /// Write the file; standard input is handed to the caller.
    Write,
    /// Hand the difference to the caller.
    Diff,
}

/// What became of one file.
#[derive(Debug)]
pub(crate) enum Outcome {
    Checked(Checked),
    /// Met on a walk, and not a workflow.
    Skipped {
        file: String,
        reason: &'static str,
    },
    /// It had to be checked and could not be.
    Failed(FileProblem),
}

/// A workflow file that was checked.
#[derive(Debug, Default)]
pub(crate) struct Checked {
    pub(crate) code_nodes: usize,
    pub(crate) findings: Vec<Finding>,
    pub(crate) problems: Vec<FileProblem>,
    /// What is wrong with the deployment that it runs in.
    pub(crate) deployment: Vec<FileProblem>,
    /// How many findings were known.
    pub(crate) known: usize,
    /// All findings, where they are to be written.
    pub(crate) baseline: Baseline,
    /// How many findings were mended.
    pub(crate) fixed: usize,
    /// A unified diff of the fixes, or the fixed text of standard input.
    pub(crate) output: Option<String>,
}

impl Checker {
    /// Check one file. Whatever is in it, this returns.
    pub(crate) fn check(&self, candidate: &Candidate) -> Outcome {
        let name = self.name(&candidate.path);
        // The core promises not to panic; should it do so all the same, one file is lost and not the run.
        let outcome = catch_unwind(AssertUnwindSafe(|| self.try_check(candidate, &name)));
        let crashed = || {
            Err(Unreadable::new(
                &name,
                "codenode crashed on it; this is a bug of codenode",
            ))
        };
        match outcome.unwrap_or_else(|_| crashed()) {
            Ok(outcome) => outcome,
            Err(unreadable) if unreadable.vanished && !candidate.named => Outcome::Skipped {
                file: name.display().to_string(),
                reason: "it vanished",
            },
            Err(unreadable) => Outcome::Failed(FileProblem::unreadable(&unreadable)),
        }
    }

    fn try_check(&self, candidate: &Candidate, name: &Path) -> Result<Outcome, Unreadable> {
        let is_stdin = files::is_stdin(&candidate.path);
        let bytes = if is_stdin {
            files::read_stdin(name)?
        } else {
            files::read(&candidate.path)?
        };
        let skipped = |reason| Outcome::Skipped {
            file: name.display().to_string(),
            reason,
        };
        if !candidate.named && !files::may_be_workflow(&bytes) {
            return Ok(skipped("it has no nodes"));
        }
        let text = files::decode(bytes, name)?;
        let (analysis, applied) = self.analyze(&text, name);
        if analysis.workflows.is_empty() {
            return if candidate.named {
                Err(not_a_workflow(&analysis, &text, name))
            } else {
                Ok(skipped("it is not a workflow"))
            };
        }
        let destination = (!is_stdin).then_some(candidate.path.as_path());
        self.finish(analysis, applied, &text, name, destination)
            .map(Outcome::Checked)
    }

    /// Apply what fixes are asked for; `destination` is `None` for standard input.
    fn finish(
        &self,
        mut analysis: Analysis,
        applied: Applied,
        original: &str,
        name: &Path,
        destination: Option<&Path>,
    ) -> Result<Checked, Unreadable> {
        let mut text = Cow::Borrowed(original);
        let mut fixed = 0;
        if self.fixes != Fixes::Offer {
            (text, fixed) =
                fix::apply_all(original, &mut analysis, |text| self.analyze(text, name).0);
        }
        let mut baseline = Baseline::default();
        if let Some(path) = &self.written_baseline {
            baseline.add(&name_in(path, name), &analysis);
        }
        let mut checked = Checked {
            code_nodes: code_nodes(&analysis).count(),
            findings: findings(&analysis, &text, name, self.excerpts),
            problems: problems(&analysis, &text, name),
            deployment: self.problems_of_deployment(name),
            known: applied.known,
            baseline,
            fixed,
            output: None,
        };
        if let Some(runner) = &self.runner {
            let settings = self.configs.of_or_default(name).settings;
            confirm(&analysis, &text, &settings, runner, &mut checked.findings);
        }
        checked.problems.extend(gone(&applied, name));
        match (self.fixes, destination) {
            (Fixes::Diff, _) => checked.output = fix::diff(original, &text, name),
            (Fixes::Write, Some(path)) if fixed > 0 => {
                files::replace(path, &text)
                    .map_err(|error| Unreadable::unwritable(name, &error))?;
            }
            (Fixes::Write, None) => checked.output = Some(text.into_owned()),
            _ => {}
        }
        Ok(checked)
    }

    fn problems_of_deployment(&self, name: &Path) -> Vec<FileProblem> {
        let effective = self.configs.of_or_default(name);
        let problems = effective.settings.lint.deployment.problems.iter();
        problems.map(FileProblem::of_deployment).collect()
    }

    /// What is found and was not known, and what was known.
    fn analyze(&self, text: &str, name: &Path) -> (Analysis, Applied) {
        let effective = self.configs.of_or_default(name);
        let mut analysis = lint::analyze(text, name, &effective.settings.lint, &self.cache);
        let applied = match self.known(&effective) {
            Some(known) => known.apply(name, &mut analysis),
            None => Applied::default(),
        };
        (analysis, applied)
    }

    /// Known findings are those that the configurations name.
    pub(crate) fn uses_configured_baselines(&self) -> bool {
        self.known.is_none() && self.written_baseline.is_none()
    }

    fn known<'k>(&'k self, effective: &'k Effective) -> Option<&'k KnownFindings> {
        if self.written_baseline.is_some() {
            return None;
        }
        let configured = || effective.known().ok().flatten();
        self.known.as_ref().or_else(configured)
    }

    /// What people call the file at `path`.
    pub(crate) fn name<'p>(&'p self, path: &'p Path) -> Cow<'p, Path> {
        match &self.stdin {
            Some(name) if files::is_stdin(path) => name.into(),
            None if files::is_stdin(path) => Path::new(files::STDIN).into(),
            _ => path.into(),
        }
    }
}

/// The findings that a baseline knows and that are there no more.
fn gone(applied: &Applied, name: &Path) -> Option<FileProblem> {
    let gone = applied.gone.first()?;
    let count: usize = applied.gone.iter().map(|gone| gone.count).sum();
    let what = match count {
        1 => "a finding that is".to_owned(),
        _ => format!("{count} findings that are"),
    };
    Some(FileProblem {
        file: name.display().to_string(),
        message: format!(
            "the baseline knows {what} no longer there ({}: {}); write it anew with --write-baseline",
            gone.rule, gone.message
        ),
        range: None,
        severity: Severity::Info,
    })
}

/// Why a named file cannot be checked, with the first thing that is wrong with it.
fn not_a_workflow(analysis: &Analysis, text: &str, name: &Path) -> Unreadable {
    if text.trim_matches('\u{feff}').trim().is_empty() {
        return Unreadable::new(name, "it is empty");
    }
    let first = problems(analysis, text, name)
        .into_iter()
        .find(|problem| problem.severity == Severity::Error);
    let reason = match first {
        Some(FileProblem {
            message,
            range: Some(range),
            ..
        }) => {
            format!(
                "it is not a workflow: line {}, column {}: {message}",
                range.start.line, range.start.column
            )
        }
        Some(FileProblem { message, .. }) => format!("it is not a workflow: {message}"),
        None => "it is not a Dify or n8n workflow".to_owned(),
    };
    Unreadable::new(name, reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(path: &str, named: bool) -> Outcome {
        let path = path.into();
        Checker::default().check(&Candidate { path, named })
    }

    #[test]
    fn a_file_that_vanishes_under_a_walk_is_no_error_and_a_named_one_is() {
        assert!(matches!(
            check("vanished.json", false),
            Outcome::Skipped {
                reason: "it vanished",
                ..
            }
        ));
        match check("vanished.json", true) {
            Outcome::Failed(problem) => assert_eq!(problem.message, "there is no such file"),
            outcome => panic!("{outcome:?}"),
        }
    }
}
