//! `codenode settings`: what holds for a file, and who says so.

use std::io::Write;
use std::path::{Path, PathBuf};

use lint::config::{FILE_NAME, FileSettings};
use lint::{Level, RULES};
use serde_json::{Map, Value, json};

use crate::arguments::{Common, Format, Settings};
use crate::config::{Configs, shown};
use crate::lint::severity_name;
use crate::{Exit, terminal};

/// Run the command.
pub(crate) fn run(arguments: &Settings, common: &Common) -> anyhow::Result<Exit> {
    let configs = Configs::new(common);
    // Of a folder: what holds for the files in it.
    let effective = match arguments.path.is_dir() {
        true => configs.of(&arguments.path.join(FILE_NAME))?,
        false => configs.of(&arguments.path)?,
    };
    let mut settings = Map::new();
    settings.insert("version".into(), json!(1));
    settings.insert("file".into(), json!(name(&arguments.path)));
    let loaded = effective.loaded.as_deref();
    settings.insert(
        "configuration".into(),
        json!(loaded.map(|loaded| name(&loaded.path))),
    );
    settings.insert("excluded".into(), json!(configs.excludes(&arguments.path)));
    describe(&effective.settings, &mut settings);
    let mut stdout = terminal::stdout(common.color);
    match arguments.format {
        Format::Text => print(&settings, &mut stdout)?,
        Format::Json => {
            serde_json::to_writer_pretty(&mut stdout, &settings)?;
            writeln!(stdout)?;
        }
    }
    stdout.flush()?;
    Ok(Exit::Clean)
}

fn describe(settings: &FileSettings, out: &mut Map<String, Value>) {
    let lint = &settings.lint;
    let targets: Vec<&str> = lint.targets.iter().map(|target| target.name).collect();
    out.insert("target".into(), json!(targets));
    let entry = |name: &str, level: Level| (name.to_string(), json!(level_name(level)));
    let all = lint.levels.all();
    let general = (all != Level::Own).then(|| entry("all", all));
    let single = RULES.iter().filter_map(|rule| {
        let level = lint.levels.of(rule);
        (level != all).then(|| entry(rule.id, level))
    });
    let rules: Map<_, _> = general.into_iter().chain(single).collect();
    out.insert("rules".into(), rules.into());
    let modules = &lint.modules;
    let modules = json!({
        "node-builtin": modules.node_builtin,
        "node-external": modules.node_external,
        "python-stdlib": modules.python_stdlib,
        "python-external": modules.python_external,
    });
    out.insert("modules".into(), modules);
    out.insert("globals".into(), json!(lint.globals));
    let deployment = &settings.deployment;
    let deployment = json!({
        "env": names(&deployment.env),
        "compose": names(&deployment.compose),
        "task-runners": deployment.task_runners.as_deref().map(name),
        "sandbox": deployment.sandbox.as_deref().map(name),
        "requirements": deployment.requirements.as_deref().map(name),
        "discover": deployment.discover.unwrap_or(true),
    });
    out.insert("deployment".into(), deployment);
    let run = json!({
        "timeout": settings.run.timeout.map(|timeout| timeout.as_secs_f64()),
        "node-modules": settings.run.node_modules.as_deref().map(name),
    });
    out.insert("run".into(), run);
}

/// A line for every setting that says something: `rules.lost-key = "off"`.
fn print(settings: &Map<String, Value>, out: &mut dyn Write) -> std::io::Result<()> {
    for (key, value) in settings.iter().filter(|(key, _)| *key != "version") {
        match value {
            Value::Object(table) => {
                for (inner, value) in table.iter().filter(|(_, value)| says_something(value)) {
                    writeln!(out, "{key}.{inner} = {value}")?;
                }
            }
            value if says_something(value) => writeln!(out, "{key} = {value}")?,
            _ => {}
        }
    }
    Ok(())
}

fn says_something(value: &Value) -> bool {
    !value.is_null() && value.as_array().is_none_or(|list| !list.is_empty())
}

fn level_name(level: Level) -> &'static str {
    match level {
        Level::Own => "default",
        Level::Off => "off",
        Level::At(severity) => severity_name(severity),
    }
}

fn names(paths: &[PathBuf]) -> Vec<String> {
    paths.iter().map(|path| name(path)).collect()
}

fn name(path: &Path) -> String {
    shown(path).display().to_string()
}
