//! Floor 5, the shell: the only place that reads files, parses arguments, prints and speaks LSP.

mod analysis;
mod arguments;
mod config;
mod explain;
mod files;
mod lint;
mod lsp;
mod nodes;
mod place;
mod rules;
mod run;
mod settings;
mod terminal;
mod test;

use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;
use std::sync::Arc;

use arguments::{Arguments, Command};
use clap::{CommandFactory, Parser};
use config::BrokenConfig;

/// How a command ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Nothing at or above the failing level.
    Clean = 0,
    /// Findings.
    Findings = 1,
    /// What was asked could not be done.
    Failed = 2,
}

/// The `codenode` executable.
pub fn main() -> ExitCode {
    if run::is_worker() {
        return run::work();
    }
    quiet_the_yaml_reader();
    let arguments = Arguments::parse();
    match execute(&arguments) {
        Ok(exit) => ExitCode::from(exit as u8),
        // Whoever read us has seen enough.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            match error.downcast_ref::<Arc<BrokenConfig>>() {
                Some(broken) => {
                    let colored = terminal::colored_errors(arguments.common.color);
                    terminal::say(broken.report(colored));
                }
                None => terminal::say(format_args!("codenode: {error:#}")),
            }
            ExitCode::from(Exit::Failed as u8)
        }
    }
}

/// The YAML library panics on a few malformed tags. That is caught where it is called, and no news for people.
fn quiet_the_yaml_reader() {
    let report = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let file = panic.location().map_or("", |place| place.file());
        if !file.contains("libyaml-safer") {
            report(panic);
        }
    }));
}

fn execute(arguments: &Arguments) -> anyhow::Result<Exit> {
    let common = &arguments.common;
    match &arguments.command {
        Command::Lint(arguments) => lint::run(arguments, common),
        Command::Nodes(arguments) => nodes::run(arguments, common),
        Command::Settings(arguments) => settings::run(arguments, common),
        Command::Run(arguments) => run::run(arguments, common),
        Command::Test(arguments) => test::run(arguments, common),
        Command::Rules(arguments) => rules::run(arguments, common),
        Command::Explain(arguments) => explain::run(arguments, common),
        Command::Lsp(arguments) => lsp::run(arguments, common),
        Command::Completions(arguments) => {
            // Not straight to standard output: the generator panics when nobody reads on.
            let mut script = Vec::new();
            clap_complete::generate(
                arguments.shell,
                &mut Arguments::command(),
                "codenode",
                &mut script,
            );
            io::stdout().write_all(&script)?;
            Ok(Exit::Clean)
        }
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let io = error.downcast_ref::<io::Error>().map(io::Error::kind);
    let json = error
        .downcast_ref::<serde_json::Error>()
        .and_then(serde_json::Error::io_error_kind);
    io.or(json) == Some(ErrorKind::BrokenPipe)
}
