//! `codenode.toml`: read from its text, asked for the settings of a file. Finding and opening files is the shell's.

mod check;
mod keys;
mod pattern;
mod schema;

use std::path::{Path, PathBuf};
use std::time::Duration;

use text::TextRange;
use toml::Spanned;
use toml::de::{DeTable, DeValue};
use workflow::Target;

use crate::Severity;
use crate::settings::{Extra, Level, Settings};
use pattern::Patterns;

pub use schema::schema;

/// The name of the file.
pub const FILE_NAME: &str = "codenode.toml";

/// What a `codenode.toml` says.
#[derive(Debug, Clone, Default)]
pub struct Config {
    everywhere: Layer,
    overrides: Vec<(Patterns, Layer)>,
    exclude: Patterns,
    /// The file of known findings, from the folder of the configuration.
    pub baseline: Option<PathBuf>,
}

/// What is wrong with a configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigProblem {
    /// Where, in bytes of the file.
    pub range: TextRange,
    /// What, one sentence.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
}

/// What holds for one file.
#[derive(Debug, Clone, Default)]
pub struct FileSettings {
    /// What the core is told.
    pub lint: Settings,
    /// The files that configure the server where it runs.
    pub deployment: Deployment,
    /// How its nodes are run.
    pub run: Run,
}

/// The files that configure the server where workflows run: paths from the folder of the configuration. What is not
/// named may be looked for near the workflow, unless `discover` is `Some(false)`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Deployment {
    /// Files of environment variables.
    pub env: Vec<PathBuf>,
    /// Compose files.
    pub compose: Vec<PathBuf>,
    /// n8n's `n8n-task-runners.json`.
    pub task_runners: Option<PathBuf>,
    /// The `config.yaml` of Dify's sandbox.
    pub sandbox: Option<PathBuf>,
    /// The `python-requirements.txt` of Dify's sandbox.
    pub requirements: Option<PathBuf>,
    /// Whether to look for files that are not named; `None`: nobody said.
    pub discover: Option<bool>,
}

/// How nodes are run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Run {
    /// How long a node may run.
    pub timeout: Option<Duration>,
    /// Where allowed packages are taken from, from the folder of the configuration.
    pub node_modules: Option<PathBuf>,
}

/// What stands in the file itself, or in one of its overrides.
#[derive(Debug, Clone, Default)]
struct Layer {
    targets: Vec<Target>,
    /// Of every rule, then of single ones.
    all: Option<Level>,
    rules: Vec<(String, Level)>,
    modules: Extra,
    globals: Vec<String>,
    deployment: Deployment,
    run: Run,
}

impl Config {
    /// The configuration in `text`; everything that is wrong with it, otherwise.
    pub fn parse(text: &str) -> Result<Config, Vec<ConfigProblem>> {
        let (table, errors) = DeTable::parse_recoverable(text);
        if !errors.is_empty() {
            return Err(errors.iter().map(|error| syntax(error, text)).collect());
        }
        let problems = check::check(table.get_ref(), keys::FILE);
        match problems.is_empty() {
            true => Ok(Config::read(table.get_ref())),
            false => Err(problems),
        }
    }

    /// `table` has been checked.
    fn read(table: &DeTable<'_>) -> Config {
        let overrides = entries(table, "overrides");
        Config {
            everywhere: Layer::read(table),
            overrides: overrides
                .map(|table| (patterns(table, "files"), Layer::read(table)))
                .collect(),
            exclude: patterns(table, "exclude"),
            baseline: path(table, "baseline"),
        }
    }

    /// What holds for the file at `path`, given from the folder of the configuration.
    pub fn settings(&self, path: &Path) -> FileSettings {
        let mut settings = FileSettings::default();
        self.everywhere.apply(&mut settings);
        for (files, layer) in &self.overrides {
            if files.matches(path) {
                layer.apply(&mut settings);
            }
        }
        settings
    }

    /// Whether the file or folder at `path`, given from the folder of the configuration, is left out.
    pub fn excludes(&self, path: &Path) -> bool {
        self.exclude.matches(path)
    }
}

impl Layer {
    fn read(table: &DeTable<'_>) -> Layer {
        let rules = section(table, "rules");
        let level = |(name, value): (&Spanned<_>, &Spanned<DeValue<'_>>)| {
            let name: &toml::de::DeString<'_> = name.get_ref();
            Some((name.to_string(), level(value.get_ref().as_str()?)?))
        };
        let (all, rules): (Vec<_>, Vec<_>) = rules
            .iter()
            .filter_map(level)
            .partition(|(name, _)| name == keys::ALL);
        let targets = texts(table, "target");
        Layer {
            targets: targets
                .iter()
                .filter_map(|name| Target::parse(name).ok())
                .collect(),
            all: all.first().map(|(_, level)| *level),
            rules,
            modules: Extra::read(&section(table, "modules")),
            globals: texts(table, "globals"),
            deployment: Deployment::read(&section(table, "deployment")),
            run: Run::read(&section(table, "run")),
        }
    }

    fn apply(&self, settings: &mut FileSettings) {
        let lint = &mut settings.lint;
        self.targets.iter().for_each(|target| lint.aim(*target));
        if let Some(all) = self.all {
            lint.levels.set_all(all);
        }
        for (rule, level) in &self.rules {
            lint.levels.set(rule, *level);
        }
        lint.modules.add(&self.modules);
        lint.globals.extend(self.globals.iter().cloned());
        settings.deployment.apply(&self.deployment);
        settings.run.apply(&self.run);
    }
}

impl Extra {
    fn read(table: &DeTable<'_>) -> Extra {
        Extra {
            node_builtin: texts(table, "node-builtin"),
            node_external: texts(table, "node-external"),
            python_stdlib: texts(table, "python-stdlib"),
            python_external: texts(table, "python-external"),
        }
    }
}

impl Deployment {
    fn read(table: &DeTable<'_>) -> Deployment {
        Deployment {
            env: paths(table, "env"),
            compose: paths(table, "compose"),
            task_runners: path(table, "task-runners"),
            sandbox: path(table, "sandbox"),
            requirements: path(table, "requirements"),
            discover: value(table, "discover").and_then(DeValue::as_bool),
        }
    }

    /// What `other` says counts.
    fn apply(&mut self, other: &Deployment) {
        replace_list(&mut self.env, &other.env);
        replace_list(&mut self.compose, &other.compose);
        replace(&mut self.task_runners, &other.task_runners);
        replace(&mut self.sandbox, &other.sandbox);
        replace(&mut self.requirements, &other.requirements);
        replace(&mut self.discover, &other.discover);
    }
}

impl Run {
    fn read(table: &DeTable<'_>) -> Run {
        let seconds = value(table, "timeout").and_then(check::seconds);
        Run {
            timeout: seconds.map(Duration::from_secs_f64),
            node_modules: path(table, "node-modules"),
        }
    }

    fn apply(&mut self, other: &Run) {
        replace(&mut self.timeout, &other.timeout);
        replace(&mut self.node_modules, &other.node_modules);
    }
}

fn replace<T: Clone>(old: &mut Option<T>, new: &Option<T>) {
    if new.is_some() {
        old.clone_from(new);
    }
}

fn replace_list<T: Clone>(old: &mut Vec<T>, new: &[T]) {
    if !new.is_empty() {
        *old = new.to_vec();
    }
}

/// What the reader of TOML says; it begins with a small letter.
fn syntax(error: &toml::de::Error, text: &str) -> ConfigProblem {
    let mut message = error.message().to_string();
    if let Some(first) = message.get(..1) {
        message.replace_range(..1, &first.to_uppercase());
    }
    let end = text.len();
    let span = error.span().unwrap_or(end..end);
    ConfigProblem {
        range: check::range(span),
        message: message.replace('\n', "; "),
        help: None,
    }
}

/// The level of that name: `off`, `info`, `warning`, `error` or `default`.
pub fn level(name: &str) -> Option<Level> {
    Some(match name {
        "off" => Level::Off,
        "info" => Level::At(Severity::Info),
        "warning" => Level::At(Severity::Warning),
        "error" => Level::At(Severity::Error),
        "default" => Level::Own,
        _ => return None,
    })
}

fn value<'t, 'i>(table: &'t DeTable<'i>, key: &str) -> Option<&'t DeValue<'i>> {
    let found = table.iter().find(|(name, _)| name.get_ref() == key);
    found.map(|(_, value)| value.get_ref())
}

/// The table under `key`, empty where there is none.
fn section<'i>(table: &DeTable<'i>, key: &str) -> DeTable<'i> {
    let found = value(table, key).and_then(DeValue::as_table);
    found.cloned().unwrap_or_default()
}

/// The tables in the list under `key`.
fn entries<'t, 'i>(
    table: &'t DeTable<'i>,
    key: &str,
) -> impl Iterator<Item = &'t DeTable<'i>> + use<'t, 'i> {
    let list = value(table, key).and_then(DeValue::as_array);
    let values = list.into_iter().flat_map(|list| list.iter());
    values.filter_map(|value| value.get_ref().as_table())
}

/// The text, or the texts in the list, under `key`.
fn texts(table: &DeTable<'_>, key: &str) -> Vec<String> {
    match value(table, key) {
        Some(DeValue::String(text)) => vec![text.to_string()],
        Some(DeValue::Array(list)) => {
            let texts = list.iter().filter_map(|value| value.get_ref().as_str());
            texts.map(|text| text.trim().to_string()).collect()
        }
        _ => Vec::new(),
    }
}

fn paths(table: &DeTable<'_>, key: &str) -> Vec<PathBuf> {
    texts(table, key).into_iter().map(PathBuf::from).collect()
}

fn path(table: &DeTable<'_>, key: &str) -> Option<PathBuf> {
    paths(table, key).into_iter().next()
}

fn patterns(table: &DeTable<'_>, key: &str) -> Patterns {
    let texts = texts(table, key);
    Patterns::new(texts.iter().map(String::as_str)).unwrap_or_default()
}

#[cfg(test)]
mod tests;
