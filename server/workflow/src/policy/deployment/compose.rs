//! The services of compose files.

use text::{Format, Kind, Node, Tree};

use super::variables::{self, Environment, is_named};
use super::{DeploymentFile, DeploymentProblem, FileKind, Place, Setting, line_of};

/// A service, as far as code is concerned.
#[derive(Debug)]
pub(super) struct Service {
    pub(super) name: String,
    /// `image`, filled in; empty where there is none or it cannot be told.
    pub(super) image: String,
    /// The image is built from files of the user's.
    pub(super) is_built: bool,
    pub(super) command: String,
    /// What stands under `environment` before what comes from files.
    pub(super) settings: Vec<Setting>,
    /// Where its image, else the service, is named.
    pub(super) place: Place,
}

impl Service {
    /// The variable, where it stands in one of the two ways.
    pub(super) fn setting(&self, name: &str) -> Option<&Setting> {
        self.settings.iter().find(|setting| setting.name == name)
    }

    /// The image's repository and tag: `n8nio/n8n`, `2.1.0`.
    pub(super) fn image_parts(&self) -> (&str, &str) {
        let image = self.image.split('@').next().unwrap_or_default();
        let name = image.rfind('/').map_or(0, |slash| slash + 1);
        match image[name..].find(':') {
            Some(colon) => (&image[..name + colon], &image[name + colon + 1..]),
            None => (image, ""),
        }
    }
}

/// The services of every compose file among `files`.
pub(super) fn services(
    files: &[DeploymentFile<'_>],
    environments: &[Environment],
    problems: &mut Vec<DeploymentProblem>,
) -> Vec<Service> {
    let mut services = Vec::new();
    for file in files.iter().filter(|file| file.kind == FileKind::Compose) {
        let tree = Tree::parse(file.text, Format::Yaml);
        if let Some(problem) = tree.problems().iter().find(|problem| problem.fatal) {
            problems.push(DeploymentProblem {
                place: place(file, usize::from(problem.range.0.start())),
                message: problem.message.clone(),
            });
        }
        let named = tree.root().and_then(|root| root.get("services"));
        let entries = named.into_iter().flat_map(Node::entries);
        services.extend(entries.map(|entry| {
            let start = usize::from(entry.key_range.0.start());
            service(file, &entry.key, entry.value, start, environments)
        }));
    }
    services
}

fn service(
    file: &DeploymentFile<'_>,
    name: &str,
    value: Node<'_>,
    start: usize,
    environments: &[Environment],
) -> Service {
    let filled = |node: Node<'_>| {
        let text = node.plain_text()?;
        variables::fill_in(&text, variables::default_of(environments))
    };
    let image = value.get("image");
    let start = image.map_or(start, |image| usize::from(image.range().0.start()));
    let words = |node: Node<'_>| {
        let mut words: Vec<String> = node.items().filter_map(filled).collect();
        words.extend(filled(node));
        words.join(" ")
    };
    Service {
        name: name.to_owned(),
        image: image.and_then(filled).unwrap_or_default(),
        is_built: value.get("build").is_some(),
        command: value.get("command").map(words).unwrap_or_default(),
        settings: settings(file, value, environments),
        place: place(file, start),
    }
}

fn settings(
    file: &DeploymentFile<'_>,
    service: Node<'_>,
    environments: &[Environment],
) -> Vec<Setting> {
    let default = variables::default_of(environments);
    let inherited = |name: &str| {
        let settings = default.map_or(&[][..], |environment| &environment.settings);
        settings
            .iter()
            .find(|setting| setting.name == name)
            .cloned()
    };
    let mut settings: Vec<Setting> = Vec::new();
    let mut add = |name: &str, text: Option<&str>, start: usize| {
        settings.retain(|known| known.name != name);
        let own = Setting {
            name: name.to_owned(),
            value: text.and_then(|text| variables::fill_in(text, default)),
            place: place(file, start),
        };
        // A name alone takes its value from the file or from the shell.
        let taken = text.is_none().then(|| inherited(name)).flatten();
        settings.push(taken.unwrap_or(own));
    };
    if let Some(environment) = service.get("environment") {
        for entry in environment.entries() {
            let text = match entry.value.kind() {
                Kind::Null => None,
                _ => entry.value.plain_text(),
            };
            let start = usize::from(entry.key_range.0.start());
            add(&entry.key, text.as_deref(), start);
        }
        for item in environment.items() {
            let Some(text) = item.plain_text() else {
                continue;
            };
            let start = usize::from(item.range().0.start());
            match text.split_once('=') {
                Some((name, value)) => add(name, Some(value), start),
                None => add(&text, None, start),
            }
        }
    }
    for reference in env_files(service) {
        let named = environments
            .iter()
            .filter(|environment| is_named(&environment.name, &reference));
        for setting in named.flat_map(|environment| &environment.settings) {
            if !settings.iter().any(|known| known.name == setting.name) {
                settings.push(setting.clone());
            }
        }
    }
    settings
}

/// `env_file`, the strongest first.
fn env_files(service: Node<'_>) -> Vec<String> {
    let Some(value) = service.get("env_file") else {
        return Vec::new();
    };
    let path = |node: Node<'_>| {
        let path = node.get("path").unwrap_or(node);
        Some(path.string()?.into_owned())
    };
    let mut files: Vec<String> = value.items().filter_map(path).collect();
    files.reverse();
    files.extend(path(value));
    files
}

/// The files that a compose file refers to: files of variables, and what it mounts where a platform
/// looks for its configuration.
pub(super) fn references(text: &str) -> Vec<(FileKind, String)> {
    let tree = Tree::parse(text, Format::Yaml);
    let services = tree.root().and_then(|root| root.get("services"));
    let mut found = Vec::new();
    for service in services.into_iter().flat_map(Node::entries) {
        let files = env_files(service.value);
        found.extend(files.into_iter().map(|path| (FileKind::Environment, path)));
        let volumes = service.value.get("volumes");
        let mounts = volumes.into_iter().flat_map(Node::items);
        found.extend(mounts.filter_map(mount));
    }
    found
}

/// What a volume brings that a platform reads.
fn mount(volume: Node<'_>) -> Option<(FileKind, String)> {
    let (source, target) = match volume.kind() {
        Kind::Object => (
            volume.get("source")?.string()?.into_owned(),
            volume.get("target")?.string()?.into_owned(),
        ),
        _ => {
            let text = volume.string()?;
            let mut parts = text.split(':');
            (parts.next()?.to_owned(), parts.next()?.to_owned())
        }
    };
    let source = source.trim_end_matches('/');
    Some(match target.trim_end_matches('/') {
        "/etc/n8n-task-runners.json" => (FileKind::TaskRunners, source.to_owned()),
        "/conf" => (FileKind::Sandbox, format!("{source}/config.yaml")),
        "/conf/config.yaml" => (FileKind::Sandbox, source.to_owned()),
        "/dependencies" => (
            FileKind::Requirements,
            format!("{source}/python-requirements.txt"),
        ),
        _ => return None,
    })
}

fn place(file: &DeploymentFile<'_>, start: usize) -> Place {
    Place {
        file: file.name.to_owned(),
        line: line_of(file.text, start),
    }
}
