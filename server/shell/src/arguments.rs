use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Parser, Subcommand, ValueEnum};
use lint::Severity;
use workflow::Target;

/// Checks the Python and JavaScript inside Dify and n8n workflow files.
#[derive(Debug, Parser)]
#[command(name = "codenode", version, propagate_version = true)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) common: Common,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Check workflow files
    Lint(Lint),
    /// List the code nodes of a file, with inputs, outputs and code
    Nodes(Nodes),
    /// Show the settings that hold for a file, and where they come from
    Settings(Settings),
    /// Run a code node on the spot and say what the platform makes of its result
    Run(Run),
    /// Run the tests beside workflow files
    Test(Test),
    /// List the rules
    Rules(Rules),
    /// Show the page of a rule
    Explain(Explain),
    /// Speak the language server protocol on standard input and output
    Lsp(Lsp),
    /// Print a completion script for a shell
    Completions(Completions),
}

/// Options that every command takes.
#[derive(Debug, Args)]
pub(crate) struct Common {
    /// Where the workflows will run, such as dify@1.14 or n8n-cloud [default: what a file says,
    /// else the newest known]
    #[arg(long, global = true, value_parser = Target::parse)]
    pub(crate) target: Option<Target>,
    /// The configuration for all files [default: the nearest codenode.toml above each]
    #[arg(long, global = true, value_name = "FILE", conflicts_with = "isolated")]
    pub(crate) config: Option<PathBuf>,
    /// Pay no heed to any codenode.toml
    #[arg(long, global = true)]
    pub(crate) isolated: bool,
    /// When to colour
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN")]
    pub(crate) color: Color,
    /// Print findings and errors only
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub(crate) quiet: bool,
    /// Say what was skipped, and why
    #[arg(short, long, global = true)]
    pub(crate) verbose: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Lint {
    /// Files and folders; `-` is standard input [default: the current folder]
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Read further paths from FILE (`-`: standard input), one a line or separated by NUL
    #[arg(long, value_name = "FILE")]
    pub(crate) files_from: Option<PathBuf>,
    /// Leave out excluded files even where they are named
    #[arg(long)]
    pub(crate) force_exclude: bool,
    /// What standard input is called
    #[arg(long, value_name = "NAME")]
    pub(crate) stdin_filename: Option<PathBuf>,
    /// How to print
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: LintFormat,
    /// Fail (exit code 1) on findings of this severity too
    #[arg(long, value_enum, value_name = "LEVEL")]
    pub(crate) deny: Option<Deny>,
    /// Do not report the findings that stand in FILE [default: that of the configuration]
    #[arg(long, value_name = "FILE")]
    pub(crate) baseline: Option<PathBuf>,
    /// Write all findings to FILE, to be reported no more
    #[arg(long, value_name = "FILE", conflicts_with_all = ["baseline", "fix", "diff"])]
    pub(crate) write_baseline: Option<PathBuf>,
    /// Run the nodes to find, for errors about their results, an input with which they fail; nothing is run without this
    #[arg(long)]
    pub(crate) confirm: bool,
    /// Apply the safe fixes to the files
    #[arg(long)]
    pub(crate) fix: bool,
    /// Print the safe fixes as a diff and write nothing
    #[arg(long)]
    pub(crate) diff: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Nodes {
    /// The workflow file; `-` is standard input
    pub(crate) file: PathBuf,
    /// How to print
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct Settings {
    /// The file or folder
    pub(crate) path: PathBuf,
    /// How to print
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct Run {
    /// The workflow file; `-` is standard input
    pub(crate) file: PathBuf,
    /// The code node, by its id or its name
    #[arg(long, value_name = "ID|NAME")]
    pub(crate) node: String,
    /// Dify: an object of the inputs; n8n: a list of items, or an object with `items`, `nodes`, `vars`, `query`
    /// [default: that of its first test, else pinned data of the node before it, else samples]
    #[arg(long, value_name = "JSON|@FILE")]
    pub(crate) input: Option<String>,
    /// Append input and outcome to the tests beside the workflow, as a test called NAME
    #[arg(long, value_name = "NAME")]
    pub(crate) record: Option<String>,
    /// Stop the code after this time [default: 10]
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    pub(crate) timeout: Option<Duration>,
    /// Take npm packages that the platform allows from this folder
    #[arg(long, value_name = "FOLDER")]
    pub(crate) node_modules: Option<PathBuf>,
    /// How to print
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct Test {
    /// Folders, test files (`NAME.codenode-test.yml`), and workflows that have one beside them [default: the current
    /// folder]
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Run only the tests with TEXT in their name or that of their node
    #[arg(long, value_name = "TEXT")]
    pub(crate) filter: Option<String>,
    /// Expect from now on what comes out: rewrite the test files where tests fail or expect nothing yet
    #[arg(long)]
    pub(crate) update: bool,
    /// How to print
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: TestFormat,
}

/// A number of seconds that is worth waiting for.
fn seconds(text: &str) -> Result<Duration, String> {
    wait(text.parse().ok())
}

/// So many seconds, if that is worth waiting for.
pub(crate) fn wait(seconds: Option<f64>) -> Result<Duration, String> {
    match seconds {
        Some(seconds) if (0.001..=3600.0).contains(&seconds) => {
            Ok(Duration::from_secs_f64(seconds))
        }
        _ => Err("a number of seconds between 0.001 and 3600 is wanted".into()),
    }
}

#[derive(Debug, Args)]
pub(crate) struct Rules {
    /// How to print
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct Explain {
    /// The rule's name, such as missing-output
    pub(crate) rule: String,
}

#[derive(Debug, Args)]
pub(crate) struct Lsp {
    /// Accepted for editors that pass it; standard input and output are used anyway
    #[arg(long)]
    pub(crate) stdio: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Completions {
    /// The shell
    #[arg(value_enum)]
    pub(crate) shell: clap_complete::Shell,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// When standard output is a terminal and NO_COLOR is not set
    #[default]
    Auto,
    Always,
    Never,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    #[default]
    Text,
    Json,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum TestFormat {
    #[default]
    Text,
    /// One object
    Json,
    /// JUnit's XML
    Junit,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum LintFormat {
    /// With the code, and what to do
    #[default]
    Full,
    /// One line a finding
    Concise,
    /// One object
    Json,
    /// One object a finding, each on a line
    Jsonl,
    /// Annotations of GitHub Actions
    Github,
    /// SARIF 2.1.0
    Sarif,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Deny {
    Warnings,
    Info,
}

impl Lint {
    /// The least severity that makes the command fail.
    pub(crate) fn failing(&self) -> Severity {
        match self.deny {
            None => Severity::Error,
            Some(Deny::Warnings) => Severity::Warning,
            Some(Deny::Info) => Severity::Info,
        }
    }
}
