//! `codenode lint`: check files, print what was found, fix what can be fixed.

mod check;
mod confirm;
mod excerpt;
mod fix;
mod parallel;
mod render;
mod report;
mod totals;

use std::collections::{BTreeSet, HashSet};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, anyhow, ensure};
use lint::baseline::Baseline;
use run::Runner;

use crate::arguments::{Common, Lint, LintFormat};
use crate::config::{Configs, KnownFindings, shown};
use crate::files::{self, Collected, Request};
use crate::{Exit, run as running, terminal};
use check::{Checked, Checker, Fixes, Outcome};
pub(crate) use excerpt::of_code;
pub(crate) use fix::safe_edits;
pub(crate) use parallel::in_order;
use render::Renderer;
pub(crate) use render::{Full, Message, one_line};
pub(crate) use report::{FileProblem, language_name, platform_sentence, severity_name};
use totals::{Totals, counted};

/// Run the command.
pub(crate) fn run(arguments: &Lint, common: &Common) -> anyhow::Result<Exit> {
    let configs = Arc::new(Configs::new(common));
    let collected = collect(arguments, &configs)?;
    let checker = checker(arguments, configs)?;
    let configurations = configurations(&checker, &collected)?;
    if common.verbose {
        for path in configurations {
            terminal::say(format_args!("configuration: {}", shown(&path).display()));
        }
    }
    let mut printer = Printer::new(arguments, common);
    for unreadable in &collected.unreadable {
        printer.print(Outcome::Failed(FileProblem::unreadable(unreadable)))?;
    }
    parallel::in_order(
        &collected.candidates,
        |candidate| checker.check(candidate),
        |outcome| printer.print(outcome),
    )?;
    printer.finish()
}

/// The configurations that hold for these files. What is wrong with one is said before anything is checked.
fn configurations(checker: &Checker, collected: &Collected) -> anyhow::Result<BTreeSet<PathBuf>> {
    let mut used = BTreeSet::new();
    for candidate in &collected.candidates {
        let effective = checker.configs.of(&checker.name(&candidate.path))?;
        if checker.uses_configured_baselines() {
            effective.known().map_err(|wrong| anyhow!("{wrong}"))?;
        }
        used.extend(effective.loaded.map(|loaded| loaded.path.clone()));
    }
    Ok(used)
}

fn collect(arguments: &Lint, configs: &Arc<Configs>) -> anyhow::Result<Collected> {
    let here = [PathBuf::from(".")];
    let list_is_stdin = arguments.files_from.as_deref().is_some_and(files::is_stdin);
    ensure!(
        !reads_stdin(arguments) || !list_is_stdin,
        "standard input cannot be both a workflow and the list of files"
    );
    let nothing_named = arguments.paths.is_empty() && arguments.files_from.is_none();
    let paths = if nothing_named {
        &here
    } else {
        arguments.paths.as_slice()
    };
    let mut collected = files::collect(&Request {
        paths,
        list: arguments.files_from.as_deref(),
        configs: Some(configs.clone()),
    });
    if arguments.force_exclude {
        let candidates = &mut collected.candidates;
        candidates.retain(|candidate| !candidate.named || !configs.excludes(&candidate.path));
    }
    Ok(collected)
}

fn reads_stdin(arguments: &Lint) -> bool {
    arguments.paths.iter().any(|path| files::is_stdin(path))
}

fn checker(arguments: &Lint, configs: Arc<Configs>) -> anyhow::Result<Checker> {
    let known = arguments.baseline.as_deref().map(KnownFindings::read);
    Ok(Checker {
        configs,
        known: known.transpose().map_err(|wrong| anyhow!("{wrong}"))?,
        written_baseline: arguments.write_baseline.clone(),
        stdin: arguments.stdin_filename.clone(),
        excerpts: arguments.format == LintFormat::Full,
        runner: match arguments.confirm {
            true => Some(Runner::new(running::workers()?)),
            false => None,
        },
        fixes: match arguments {
            Lint { diff: true, .. } => Fixes::Diff,
            Lint { fix: true, .. } => Fixes::Write,
            _ => Fixes::Offer,
        },
        ..Checker::default()
    })
}

/// Prints outcomes as they come, and adds them up.
struct Printer<'a> {
    arguments: &'a Lint,
    common: &'a Common,
    renderer: Box<dyn Renderer>,
    totals: Totals,
    /// What was said of deployments, which many files share.
    told: HashSet<(String, String)>,
    /// All findings, where they are to be written.
    baseline: Baseline,
    /// For diffs and fixed text.
    stdout: Box<dyn Write>,
    /// For findings where standard output is taken.
    stderr: Option<io::Stderr>,
}

impl<'a> Printer<'a> {
    fn new(arguments: &'a Lint, common: &'a Common) -> Self {
        let stdout_is_taken = arguments.diff || arguments.fix && reads_stdin(arguments);
        Self {
            arguments,
            common,
            renderer: render::renderer(arguments.format, terminal::colored(common.color)),
            totals: Totals::default(),
            told: HashSet::new(),
            baseline: Baseline::default(),
            stdout: terminal::stdout(common.color),
            stderr: stdout_is_taken.then(io::stderr),
        }
    }

    fn print(&mut self, mut outcome: Outcome) -> io::Result<()> {
        if let Outcome::Checked(checked) = &mut outcome {
            let news = checked.deployment.drain(..).filter(|problem| {
                let known = (problem.file.clone(), problem.message.clone());
                self.told.insert(known)
            });
            checked.problems.extend(news);
        }
        self.totals.add(&outcome);
        match outcome {
            Outcome::Checked(checked) => self.checked(checked),
            Outcome::Skipped { file, reason } => {
                if self.common.verbose {
                    terminal::say(format_args!("skipped {file}: {reason}"));
                }
                Ok(())
            }
            Outcome::Failed(problem) => {
                self.stdout.flush()?;
                terminal::say(format_args!(
                    "codenode: cannot check {}: {}",
                    problem.file, problem.message
                ));
                self.render(|renderer, out| renderer.failed(problem, out))
            }
        }
    }

    fn checked(&mut self, checked: Checked) -> io::Result<()> {
        if let Some(output) = &checked.output {
            self.stdout.write_all(output.as_bytes())?;
        }
        self.baseline.extend(checked.baseline);
        if self.prints_no_findings() {
            return Ok(());
        }
        self.render(|renderer, out| {
            checked
                .problems
                .into_iter()
                .try_for_each(|problem| renderer.problem(problem, out))?;
            checked
                .findings
                .into_iter()
                .try_for_each(|finding| renderer.finding(finding, out))
        })
    }

    fn finish(mut self) -> anyhow::Result<Exit> {
        let totals = std::mem::take(&mut self.totals);
        if !self.prints_no_findings() {
            self.render(|renderer, out| renderer.finish(&totals, out))?;
        }
        self.stdout.flush()?;
        if let (Some(path), true) = (&self.arguments.write_baseline, totals.files > 0) {
            return self.write_baseline(path, &totals);
        }
        if totals.files == 0 && totals.failed == 0 {
            terminal::say(format_args!("codenode: {}", totals.nothing_checked()));
        } else if totals.files > 0 && !self.common.quiet && self.renderer.is_for_people() {
            terminal::say(totals.summary(self.arguments.diff));
        }
        Ok(totals.exit(self.arguments))
    }

    /// A baseline that lacks what could not be checked would be wrong tomorrow.
    fn write_baseline(&self, path: &Path, totals: &Totals) -> anyhow::Result<Exit> {
        let shown = path.display();
        ensure!(
            totals.failed == 0,
            "{shown} was not written, because not everything could be checked"
        );
        let written = files::write(path, &self.baseline.to_json());
        written.with_context(|| format!("{shown} cannot be written"))?;
        if !self.common.quiet {
            let count = counted(self.baseline.len(), "finding");
            terminal::say(format_args!("{count} written to {shown}"));
        }
        Ok(Exit::Clean)
    }

    fn prints_no_findings(&self) -> bool {
        self.arguments.diff || self.arguments.write_baseline.is_some()
    }

    fn render(
        &mut self,
        render: impl FnOnce(&mut dyn Renderer, &mut dyn Write) -> io::Result<()>,
    ) -> io::Result<()> {
        match &mut self.stderr {
            Some(stderr) => render(self.renderer.as_mut(), stderr),
            None => render(self.renderer.as_mut(), self.stdout.as_mut()),
        }
    }
}
