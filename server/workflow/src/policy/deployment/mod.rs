//! The user's own deployment: the files that say what may be imported, which limits hold and which
//! version runs (reference n8n 8, 15; dify 2.9, 3). Text in, settings out: files are read by others.

mod compose;
mod dify;
mod n8n;
mod packages;
mod variables;

use std::fmt;
use std::path::Path;

use crate::{Platform, Target};

pub(super) use packages::{Packages, Presence};

/// A file of a deployment.
#[derive(Debug, Clone, Copy)]
pub struct DeploymentFile<'t> {
    /// What it is.
    pub kind: FileKind,
    /// Its path, as messages name it and as compose files refer to its end.
    pub name: &'t str,
    /// What it holds.
    pub text: &'t str,
}

/// What a file of a deployment is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FileKind {
    /// `NAME=value`, one a line.
    Environment,
    /// A file of docker compose.
    Compose,
    /// `n8n-task-runners.json`: what the launcher of n8n's task runners hands on.
    TaskRunners,
    /// `config.yaml` of Dify's sandbox.
    Sandbox,
    /// `python-requirements.txt` of Dify's sandbox.
    Requirements,
}

impl FileKind {
    /// Where such files usually stand, from the folder of the deployment.
    pub const USUAL: &[&str] = &[
        ".env",
        "docker-compose.yml",
        "docker-compose.yaml",
        "compose.yml",
        "compose.yaml",
        "n8n-task-runners.json",
        "python-requirements.txt",
        "volumes/sandbox/conf/config.yaml",
        "volumes/sandbox/dependencies/python-requirements.txt",
    ];

    /// What a file of that name is, if it may belong to a deployment.
    pub fn of(path: &Path) -> Option<FileKind> {
        let name = path.file_name()?.to_str()?;
        let ends = |ends: &str| name.ends_with(ends);
        Some(match name {
            "config.yaml" | "config.yml" => FileKind::Sandbox,
            _ if name == ".env" || name.starts_with(".env.") || ends(".env") => {
                FileKind::Environment
            }
            _ if ends(".json") => FileKind::TaskRunners,
            _ if ends(".yml") || ends(".yaml") => FileKind::Compose,
            _ if ends(".txt") => FileKind::Requirements,
            _ => return None,
        })
    }
}

/// What the files of a deployment come to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Deployment {
    /// Variables where they count, once each.
    settings: Vec<Setting>,
    /// Variables where they do not count.
    ignored: Vec<Ignored>,
    /// n8n's official image of the task runners runs the code with its own configuration.
    official_runners: Option<Place>,
    /// Dify: what is installed beside what the sandbox brings.
    pub(super) packages: Option<Packages>,
    /// Dify: the sandbox lets more system calls through than usual.
    pub(super) more_system_calls: bool,
    /// The version that its images name, and where.
    target: Option<(Target, Place)>,
    /// What is wrong with the deployment itself.
    pub problems: Vec<DeploymentProblem>,
}

/// A variable where it counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Setting {
    pub(super) name: String,
    /// `None` where it depends on what is not in the files.
    pub(super) value: Option<String>,
    pub(super) place: Place,
}

/// A variable that somebody set where it does not count.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Ignored {
    name: String,
    place: Place,
    why: String,
}

/// A line of a file of the deployment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file's name.
    pub file: String,
    /// 1-based.
    pub line: u32,
}

/// Something wrong with the deployment itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeploymentProblem {
    /// Where.
    pub place: Place,
    /// One sentence.
    pub message: String,
}

impl Deployment {
    /// What `files`, all of one deployment, come to. Total: what cannot be read is left out, with a
    /// problem.
    pub fn read(files: &[DeploymentFile<'_>]) -> Deployment {
        let mut deployment = Deployment::default();
        let environments = variables::of_files(files);
        let services = compose::services(files, &environments, &mut deployment.problems);
        n8n::read(files, &environments, &services, &mut deployment);
        dify::read(files, &environments, &services, &mut deployment);
        deployment
    }

    /// The files that a compose file refers to, by their paths from its folder.
    pub fn references(compose: &str) -> Vec<(FileKind, String)> {
        compose::references(compose)
    }

    /// The version that the deployment's images of `platform` name.
    pub fn target(&self, platform: Platform) -> Option<Target> {
        let (target, _) = self.target.as_ref()?;
        (target.platform == platform).then_some(*target)
    }

    /// Nothing in the files matters to code.
    pub fn is_empty(&self) -> bool {
        *self == Deployment::default()
    }

    pub(super) fn setting(&self, name: &str) -> Option<&Setting> {
        self.settings.iter().find(|setting| setting.name == name)
    }

    /// One sentence for each place where `name` is set in vain.
    pub(super) fn ignored(&self, name: &str) -> Vec<String> {
        let ignored = self.ignored.iter().filter(|ignored| ignored.name == name);
        ignored
            .map(|ignored| format!("`{name}` in {} is ignored: {}.", ignored.place, ignored.why))
            .collect()
    }

    pub(super) fn official_runners(&self) -> Option<&Place> {
        self.official_runners.as_ref()
    }

    fn set(&mut self, setting: Setting) {
        if self.setting(&setting.name).is_none() {
            self.settings.push(setting);
        }
    }

    fn ignore(&mut self, setting: &Setting, why: String) {
        let ignored = Ignored {
            name: setting.name.clone(),
            place: setting.place.clone(),
            why,
        };
        if !self.ignored.contains(&ignored) {
            self.ignored.push(ignored);
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}

/// The 1-based line of `offset`.
fn line_of(text: &str, offset: usize) -> u32 {
    let before = text.get(..offset).unwrap_or(text);
    before.matches('\n').count() as u32 + 1
}

#[cfg(test)]
mod tests;
