//! The files that say how a platform is deployed: found near a workflow, or named.

use std::collections::HashMap;
use std::fs::File;
use std::io::Read;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use lint::config::Deployment as Named;

use workflow::{Deployment, DeploymentFile, FileKind};

use crate::config::shown;

/// Longer files are none of a deployment.
const MAX_BYTES: u64 = 1 << 20;

/// Deployments by the folders of the workflows that they are for, and the files that are named for
/// them. Each is read once, until [`Deployments::reload`].
#[derive(Debug, Default)]
pub(crate) struct Deployments {
    known: Mutex<Known>,
}

/// By folder and named files.
type Known = HashMap<(PathBuf, Vec<PathBuf>), Arc<Deployment>>;

impl Deployments {
    /// The deployment of the workflow at `path`, which is absolute.
    pub(crate) fn of(&self, path: &Path, names: &Named) -> Arc<Deployment> {
        let folder = path.parent().unwrap_or(Path::new("")).to_owned();
        let named = named(names);
        let key = (folder, named.iter().map(|(_, path)| path.clone()).collect());
        if let Some(deployment) = self.lock().get(&key) {
            return deployment.clone();
        }
        let found = match names.discover {
            Some(false) => Vec::new(),
            _ => found(&key.0, &named),
        };
        let deployment = Arc::new(of_files([named, found].concat()));
        self.lock().insert(key, deployment.clone());
        deployment
    }

    /// Read everything anew when it is next asked for.
    pub(crate) fn reload(&self) {
        self.lock().clear();
    }

    fn lock(&self) -> MutexGuard<'_, Known> {
        // Whatever is in it was read completely.
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The files that the configuration names.
fn named(names: &Named) -> Vec<(FileKind, PathBuf)> {
    let env = names.env.iter().map(|path| (FileKind::Environment, path));
    let compose = names.compose.iter().map(|path| (FileKind::Compose, path));
    let single = [
        (FileKind::TaskRunners, &names.task_runners),
        (FileKind::Sandbox, &names.sandbox),
        (FileKind::Requirements, &names.requirements),
    ];
    let single = single
        .into_iter()
        .filter_map(|(kind, path)| Some((kind, path.as_ref()?)));
    let all = env.chain(compose).chain(single);
    all.map(|(kind, path)| (kind, path.clone())).collect()
}

/// The files of the deployment in `folder`, or in the nearest folder above it that has one; the root
/// of a repository is the last, and where there is none nothing above is looked at. Files of a kind
/// that is named are left out.
fn found(folder: &Path, named: &[(FileKind, PathBuf)]) -> Vec<(FileKind, PathBuf)> {
    let folders: Vec<&Path> = folder.ancestors().collect();
    let root = folders
        .iter()
        .position(|folder| folder.join(".git").exists());
    let files = |folder: &&Path| {
        let usual = FileKind::USUAL.iter().map(|name| folder.join(name));
        let known = usual.filter_map(|path| Some((FileKind::of(&path)?, path)));
        let wanted = known.filter(|(kind, _)| named.iter().all(|(other, _)| other != kind));
        wanted.collect::<Vec<_>>()
    };
    let mut deployments = folders.iter().take(root.unwrap_or(0) + 1).map(files);
    deployments
        .find(|files| !of_files(files.clone()).is_empty())
        .unwrap_or_default()
}

/// The deployment that `paths` and what they refer to make; what is not there is left out.
fn of_files(paths: Vec<(FileKind, PathBuf)>) -> Deployment {
    let mut files: Vec<(FileKind, String, String)> = Vec::new();
    let mut add = |kind: FileKind, path: &Path| {
        let name = shown(path).display().to_string();
        if files.iter().any(|(_, known, _)| *known == name) {
            return Vec::new();
        }
        let Some(text) = read(path) else {
            return Vec::new();
        };
        let references = match kind {
            FileKind::Compose => Deployment::references(&text),
            _ => Vec::new(),
        };
        files.push((kind, name, text));
        references
    };
    for (kind, path) in &paths {
        let folder = path.parent().unwrap_or(Path::new(""));
        for (kind, reference) in add(*kind, path) {
            add(kind, &normal(&folder.join(reference)));
        }
    }
    let files: Vec<_> = files
        .iter()
        .map(|(kind, name, text)| DeploymentFile {
            kind: *kind,
            name,
            text,
        })
        .collect();
    Deployment::read(&files)
}

fn read(path: &Path) -> Option<String> {
    let file = File::open(path).ok()?;
    let is_file = file.metadata().ok()?.is_file();
    let mut text = String::new();
    is_file.then(|| file.take(MAX_BYTES).read_to_string(&mut text).ok())??;
    Some(text)
}

/// Without the `.` in it.
fn normal(path: &Path) -> PathBuf {
    let parts = path.components().filter(|part| *part != Component::CurDir);
    parts.collect()
}
