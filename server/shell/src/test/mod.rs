//! `codenode test`: the tests kept beside workflows.

mod compare;
mod expected;
mod file;
mod record;
mod render;
mod secret;
mod trial;
mod update;
mod value;
mod write;

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use anyhow::{Context, ensure};
use run::Runner;
use serde_json::Value;

use crate::arguments::{Common, Test};
use crate::config::Configs;
use crate::files::{self, Candidate, Unreadable};
use crate::lint::{FileProblem, in_order};
use crate::{Exit, run as running, terminal};
pub(crate) use file::is_test_file;
use file::{Case, TestFile};
pub(crate) use record::{Read, Recorded, Recording, fed, on_disk};
use render::{Report, Status, Totals};
use trial::{Opened, Trial, Verdict};

/// Run the command.
pub(crate) fn run(arguments: &Test, common: &Common) -> anyhow::Result<Exit> {
    let started = Instant::now();
    let configs = Arc::new(Configs::new(common));
    let mut plan = Plan::default();
    plan.collect(arguments, &configs)?;
    let chosen = plan.chosen(arguments.filter.as_deref());
    let workflows = open(&plan.files, &configs);
    let runner = Runner::new(running::workers()?);
    let mut stdout = terminal::stdout(common.color);
    let mut renderer = render::renderer(arguments.format, terminal::colored(common.color));
    let mut totals = Totals {
        broken: plan.problems.len(),
        ..Totals::default()
    };
    for problem in plan.problems {
        terminal::say(render::complaint(&problem));
        renderer.problem(problem);
    }
    let mut updates: BTreeMap<usize, Vec<(usize, Trial)>> = BTreeMap::new();
    let work = |&(file, case): &(usize, usize)| {
        let file_of = &plan.files[file];
        let trial = match &workflows[&file_of.workflow] {
            Ok(opened) => opened.run(&file_of.cases[case], &runner, common.target),
            Err(why) => Trial::failed(why.clone()),
        };
        (file, case, trial)
    };
    in_order(&chosen, work, |(file, case, trial)| {
        let of = &plan.files[file];
        let status = status(&trial, arguments.update);
        totals.add(status);
        renderer.test(&report(of, &of.cases[case], status, &trial), &mut stdout)?;
        stdout.flush()?;
        if status == Status::Updated {
            updates.entry(file).or_default().push((case, trial));
        }
        Ok(())
    })?;
    totals.seconds = started.elapsed().as_secs_f64();
    renderer.finish(&totals, &mut stdout)?;
    stdout.flush()?;
    for (file, trials) in updates {
        rewrite(&plan.files[file], &trials)?;
    }
    if let Some(nothing) = totals.nothing(&plan.files, arguments.filter.as_deref()) {
        terminal::say(format_args!("codenode: {nothing}"));
    }
    Ok(totals.exit())
}

/// The inputs of the tests beside a workflow, with which its nodes are run when nothing else is said.
#[derive(Debug, Default)]
pub(crate) struct SavedInputs {
    cases: Vec<Case>,
}

impl SavedInputs {
    /// Those beside `workflow`, in the file as `read` has it; none where it cannot be read.
    pub(crate) fn beside(workflow: &Path, read: Read<'_>) -> Self {
        let file = file::beside(workflow).next().and_then(|path| {
            let file = TestFile::read(&path, read(&path).ok()?).ok()?;
            let same = |one: &Path, other: &Path| {
                std::fs::canonicalize(one).ok() == std::fs::canonicalize(other).ok()
            };
            same(&file.workflow, workflow).then_some(file)
        });
        Self {
            cases: file.map_or_else(Vec::new, |file| file.cases),
        }
    }

    /// The names of the tests of `node` that have an input, and that; a run takes the first.
    pub(crate) fn of<'s>(
        &'s self,
        node: &'s workflow::Node,
    ) -> impl Iterator<Item = (&'s str, &'s Value)> {
        let cases = self.cases.iter();
        let of_node = cases.filter(|case| case.node == node.id || case.node == node.name);
        of_node.filter_map(|case| Some((case.name.as_str(), case.input.as_ref()?)))
    }
}

/// What is to be run.
#[derive(Debug, Default)]
struct Plan {
    files: Vec<TestFile>,
    /// Why some cannot be.
    problems: Vec<FileProblem>,
}

impl Plan {
    fn collect(&mut self, arguments: &Test, configs: &Arc<Configs>) -> anyhow::Result<()> {
        let here = [PathBuf::from(".")];
        let paths = match arguments.paths.as_slice() {
            [] => &here,
            paths => paths,
        };
        ensure!(
            !paths.iter().any(|path| files::is_stdin(path)),
            "tests are files; standard input has none"
        );
        let collected = files::collect(&files::Request {
            paths,
            configs: Some(configs.clone()),
            ..files::Request::default()
        });
        let unreadable = collected.unreadable.iter();
        self.problems
            .extend(unreadable.map(FileProblem::unreadable));
        let mut seen = Vec::new();
        for candidate in collected.candidates {
            for path in self.test_files(candidate) {
                if !seen.contains(&path) {
                    self.read(&path);
                    seen.push(path);
                }
            }
        }
        Ok(())
    }

    /// The candidate itself, or the test files beside a workflow that was named.
    fn test_files(&mut self, candidate: Candidate) -> Vec<PathBuf> {
        if is_test_file(&candidate.path) {
            return vec![candidate.path];
        }
        if !candidate.named {
            return Vec::new();
        }
        let beside: Vec<PathBuf> = file::beside(&candidate.path).collect();
        if beside.is_empty() {
            let reason = match candidate.path.is_file() {
                true => "there are no tests beside it",
                false => "there is no such file",
            };
            let unreadable = Unreadable::new(&candidate.path, reason);
            self.problems.push(FileProblem::unreadable(&unreadable));
        }
        beside
    }

    fn read(&mut self, path: &Path) {
        match on_disk(path) {
            Err(unreadable) => self.problems.push(FileProblem::unreadable(&unreadable)),
            Ok(text) => match TestFile::read(path, text) {
                Ok(file) => self.files.push(file),
                Err(problems) => self.problems.extend(problems),
            },
        }
    }

    /// The tests that are wanted: indices of their file and in it.
    fn chosen(&self, filter: Option<&str>) -> Vec<(usize, usize)> {
        let wanted = |case: &Case| {
            filter.is_none_or(|text| case.name.contains(text) || case.node.contains(text))
        };
        let files = self.files.iter().enumerate();
        files
            .flat_map(|(file, tests)| {
                let cases = tests.cases.iter().enumerate();
                let chosen = cases.filter(|(_, case)| wanted(case));
                chosen.map(move |(case, _)| (file, case))
            })
            .collect()
    }
}

/// The workflows that are tested, or why they cannot be.
fn open(files: &[TestFile], configs: &Configs) -> BTreeMap<PathBuf, Result<Opened, String>> {
    let mut opened = BTreeMap::new();
    for file in files {
        let path = &file.workflow;
        opened
            .entry(path.clone())
            .or_insert_with(|| Opened::open(path, configs).map_err(|error| format!("{error:#}")));
    }
    opened
}

fn status(trial: &Trial, update: bool) -> Status {
    match (&trial.verdict, &trial.outcome) {
        (Verdict::Passed, _) => Status::Passed,
        (Verdict::Skipped(_), _) => Status::Skipped,
        (Verdict::Failed(_), Some(_)) if update => Status::Updated,
        (Verdict::Failed(_), _) => Status::Failed,
    }
}

fn report<'a>(file: &TestFile, case: &'a Case, status: Status, trial: &'a Trial) -> Report<'a> {
    let (message, differences) = match &trial.verdict {
        Verdict::Passed => (None, Vec::new()),
        Verdict::Skipped(reason) => (Some(reason.clone()), Vec::new()),
        Verdict::Failed(failure) => (Some(failure.message.clone()), failure.differences.clone()),
    };
    Report {
        file: file.path.display().to_string(),
        line: case.place.line,
        name: &case.name,
        node: &case.node,
        status,
        message,
        differences,
        expected: case.expected.as_ref().map(file::Expected::to_json),
        outcome: trial.outcome.as_ref(),
    }
}

fn rewrite(file: &TestFile, trials: &[(usize, Trial)]) -> anyhow::Result<()> {
    let changes = trials.iter().filter_map(|(case, trial)| {
        let outcome = trial.outcome.as_ref()?;
        let expected = match &file.cases[*case].expected {
            Some(expected) => expected.come_true(outcome),
            None => file::Expected::of(outcome),
        };
        Some((*case, expected))
    });
    let changes: Vec<_> = changes.collect();
    let text = update::update(file, &changes)
        .with_context(|| format!("{} cannot be updated", file.path.display()))?;
    files::replace(&file.path, &text)
        .with_context(|| format!("{} cannot be written", file.path.display()))
}
