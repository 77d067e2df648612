//! `codenode run`: run one node on the spot.

mod find;
mod library;
mod packages;
mod text;
mod workers;

use std::io::Write;
use std::path::Path;
use std::time::Duration;

use ::text::Tree;
use anyhow::{Context, bail};
use lint::format_of;
use run::{Given, Job, Library, Outcome, RunLimits, Runner};
use serde_json::Value;
use workflow::{CodeNode, Target};

use crate::arguments::{Common, Format, Run};
use crate::config::Configs;
use crate::test::{self, Recording, SavedInputs};
use crate::{Exit, files, nodes, terminal};

pub(crate) use find::node as find;
pub(crate) use text::{headline, input as input_used};
pub(crate) use workers::{is_worker, work, workers};

/// Run the command.
pub(crate) fn run(arguments: &Run, common: &Common) -> anyhow::Result<Exit> {
    let file = arguments.file.as_path();
    let name = match files::is_stdin(file) {
        true => Path::new(files::STDIN),
        false => file,
    };
    if arguments.record.is_some() && files::is_stdin(file) {
        bail!("a test is recorded beside its workflow; standard input is nowhere");
    }
    let text = nodes::read(file, name)?;
    let settings = Configs::new(common).of(name)?.settings;
    let workflows = workflow::read(&Tree::parse(&text, format_of(&text, name)));
    if workflows.is_empty() {
        bail!("{} is not a Dify or n8n workflow", name.display());
    }
    let (workflow, node) = find::node(&workflows, &arguments.node, None)?;
    let target = settings.lint.target_of(workflow);
    let given = arguments.input.as_deref().map(input).transpose()?;
    let saved = match given {
        None if !files::is_stdin(file) => SavedInputs::beside(file, &test::on_disk),
        _ => SavedInputs::default(),
    };
    let saved = saved.of(&workflow.nodes[node.node]).next();
    let policy = settings.lint.policy(target);
    let folder = arguments.node_modules.as_deref();
    let folder = folder.or(settings.run.node_modules.as_deref());
    let library = library(node, target, folder)?;
    let job = Job {
        file: &text,
        workflow,
        node,
        target,
        policy: &policy,
        given: match (&given, saved) {
            (Some(given), _) => Given::Input(given),
            (None, Some((_, saved))) => Given::Saved(saved),
            (None, None) => Given::Nothing,
        },
        limits: limits(arguments.timeout.or(settings.run.timeout)),
        library: &library,
    };
    let outcome = Runner::new(workers()?).run(&job).context("--input")?;
    let mut stdout = terminal::stdout(common.color);
    match arguments.format {
        Format::Text => text::print(
            &outcome,
            &job,
            name,
            terminal::colored(common.color),
            &mut stdout,
        )?,
        Format::Json => {
            serde_json::to_writer_pretty(&mut stdout, &outcome)?;
            writeln!(stdout)?;
        }
    }
    stdout.flush()?;
    if let Some(title) = &arguments.record {
        let recording = Recording {
            name: Some(title),
            workflow: file,
            node: &arguments.node,
            job: &job,
            outcome: &outcome,
            aimed: common.target.is_some(),
        };
        let recorded = recording.record(&test::on_disk)?;
        recorded.write()?;
        if !common.quiet {
            terminal::say(format_args!("recorded in {}", recorded.path.display()));
        }
        return Ok(Exit::Clean);
    }
    Ok(exit(&outcome))
}

fn exit(outcome: &Outcome) -> Exit {
    match outcome.ok {
        true => Exit::Clean,
        false if outcome.is_no_verdict() => Exit::Failed,
        false => Exit::Findings,
    }
}

/// The bundle, and what the code asks for of the user's own packages, which come first.
pub(crate) fn library(
    node: &CodeNode,
    target: Target,
    folder: Option<&Path>,
) -> anyhow::Result<Library> {
    let mut library = library::load().context("the bundle of packages cannot be read")?;
    let source = contract::source_of(node, target);
    let (Some(folder), Some(source)) = (folder, source) else {
        return Ok(library);
    };
    let facts = code::Facts::of(&source);
    let asked = facts
        .requires
        .iter()
        .filter(|call| call.function == "require");
    for name in asked.filter_map(|call| call.module.as_deref()) {
        if let Some(source) = packages::read(folder, name)? {
            library.sources.insert(name.to_owned(), source);
        }
    }
    Ok(library)
}

/// What a run may use up, in the time that was asked for.
pub(crate) fn limits(timeout: Option<Duration>) -> RunLimits {
    let default = RunLimits::default();
    RunLimits {
        milliseconds: timeout.map_or(default.milliseconds, |timeout| timeout.as_millis() as u64),
        ..default
    }
}

/// The JSON that is given, or in the file named after `@`.
fn input(given: &str) -> anyhow::Result<Value> {
    let (text, origin) = match given.strip_prefix('@') {
        Some(path) => {
            let path = Path::new(path);
            (nodes::read(path, path)?, path.display().to_string())
        }
        None => (given.to_owned(), "--input".to_owned()),
    };
    serde_json::from_str(&text).with_context(|| format!("{origin} is not JSON"))
}
