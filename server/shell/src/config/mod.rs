//! Which configuration holds for a file: the nearest `codenode.toml` above it, or the one that was named.

mod broken;
mod known;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use lint::config::{Config, FILE_NAME, FileSettings};
use workflow::{Deployment, Target};

use crate::arguments::Common;
use crate::files::{self, Deployments};
pub(crate) use broken::BrokenConfig;
pub(crate) use known::{KnownFindings, name_in};

/// The configurations that are in force. Each is read once, until [`Configs::reload`].
#[derive(Debug, Default)]
pub(crate) struct Configs {
    source: Source,
    /// `--target`: has the last word.
    target: Option<Target>,
    /// By the folder they hold for, or their own path where one is named.
    known: Mutex<HashMap<PathBuf, Known>>,
    deployments: Deployments,
}

#[derive(Debug, Default)]
enum Source {
    /// The nearest above a file.
    #[default]
    Nearest,
    /// This one for all files.
    Named(PathBuf),
    /// None at all.
    Isolated,
}

type Known = Result<Option<Arc<Loaded>>, Arc<BrokenConfig>>;

/// A configuration that was read.
#[derive(Debug)]
pub(crate) struct Loaded {
    /// The file, absolute.
    pub(crate) path: PathBuf,
    /// The folder from which its patterns count, absolute.
    root: PathBuf,
    config: Config,
    /// Its baseline, once somebody has asked.
    known: OnceLock<Result<Option<KnownFindings>, String>>,
}

/// What holds for one file.
#[derive(Debug, Clone, Default)]
pub(crate) struct Effective {
    pub(crate) settings: FileSettings,
    /// Where they come from; `None`: there is no configuration.
    pub(crate) loaded: Option<Arc<Loaded>>,
}

impl Effective {
    /// The findings that are known; what is wrong with their file, as a sentence without a full stop, otherwise.
    pub(crate) fn known(&self) -> Result<Option<&KnownFindings>, &str> {
        let known = self.loaded.as_ref().map(|loaded| loaded.known());
        known.unwrap_or(Ok(None))
    }
}

impl Configs {
    /// What the arguments say.
    pub(crate) fn new(common: &Common) -> Configs {
        let source = match &common.config {
            Some(path) => Source::Named(path.clone()),
            None if common.isolated => Source::Isolated,
            None => Source::Nearest,
        };
        Configs {
            source,
            target: common.target,
            known: Mutex::default(),
            deployments: Deployments::default(),
        }
    }

    /// The same, but for the configuration at `path`, which holds for all files.
    pub(crate) fn naming(&self, path: PathBuf) -> Configs {
        Configs {
            source: Source::Named(path),
            target: self.target,
            known: Mutex::default(),
            deployments: Deployments::default(),
        }
    }

    /// `--target`.
    pub(crate) fn aim(&self) -> Option<Target> {
        self.target
    }

    /// What holds for `file`, whether or not there is such a file.
    pub(crate) fn of(&self, file: &Path) -> Result<Effective, Arc<BrokenConfig>> {
        let file = absolute(file);
        let loaded = self.loaded(&file)?;
        let mut effective = match loaded {
            Some(loaded) => Effective {
                settings: loaded.settings(&file),
                loaded: Some(loaded),
            },
            None => Effective::default(),
        };
        if let Some(target) = self.target {
            effective.settings.lint.aim(target);
        }
        effective.settings.lint.deployment = self.deployment(&file, &effective.settings);
        Ok(effective)
    }

    /// The deployment that `file` runs in; nothing is looked for that no configuration names where none is wanted.
    fn deployment(&self, file: &Path, settings: &FileSettings) -> Arc<Deployment> {
        match self.source {
            Source::Isolated => Arc::default(),
            _ => self.deployments.of(file, &settings.deployment),
        }
    }

    /// What holds for `file`; the defaults where its configuration is broken.
    pub(crate) fn of_or_default(&self, file: &Path) -> Effective {
        self.of(file).unwrap_or_else(|_| {
            let mut effective = Effective::default();
            effective.settings.lint.targets.extend(self.target);
            let file = absolute(file);
            effective.settings.lint.deployment = self.deployment(&file, &effective.settings);
            effective
        })
    }

    /// Whether a walk leaves out the file or folder at `path`. A broken configuration leaves out nothing.
    pub(crate) fn excludes(&self, path: &Path) -> bool {
        let path = absolute(path);
        let loaded = self.loaded(&path).ok().flatten();
        loaded.is_some_and(|loaded| loaded.excludes(&path))
    }

    /// Read everything anew when it is next asked for.
    pub(crate) fn reload(&self) {
        self.lock().clear();
        self.deployments.reload();
    }

    fn loaded(&self, file: &Path) -> Known {
        match &self.source {
            Source::Isolated => Ok(None),
            Source::Named(path) => self.named(path),
            Source::Nearest => match file.parent() {
                Some(folder) => self.nearest(folder),
                None => Ok(None),
            },
        }
    }

    fn named(&self, path: &Path) -> Known {
        if let Some(known) = self.lock().get(path) {
            return known.clone();
        }
        // As people see it who stand in the folder where they call codenode.
        let root = std::env::current_dir().unwrap_or_default();
        let known = Loaded::read(path, &absolute(path), root).map(Some);
        self.lock().insert(path.to_owned(), known.clone());
        known
    }

    fn nearest(&self, folder: &Path) -> Known {
        if let Some(known) = self.lock().get(folder) {
            return known.clone();
        }
        let path = folder.join(FILE_NAME);
        let known = match (path.is_file(), folder.parent()) {
            (true, _) => Loaded::read(&shown(&path), &path, folder.to_owned()).map(Some),
            (false, Some(above)) => self.nearest(above),
            (false, None) => Ok(None),
        };
        self.lock().insert(folder.to_owned(), known.clone());
        known
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<PathBuf, Known>> {
        // Whatever is in it was read completely.
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Loaded {
    /// Read the file at `path`, which people call `name`.
    fn read(name: &Path, path: &Path, root: PathBuf) -> Result<Arc<Loaded>, Arc<BrokenConfig>> {
        let text = files::read(path).and_then(|bytes| files::decode(bytes, path));
        let text = text.map_err(|unreadable| BrokenConfig::unreadable(name, unreadable.reason))?;
        match Config::parse(&text) {
            Ok(config) => Ok(Arc::new(Loaded {
                path: path.to_owned(),
                root,
                config,
                known: OnceLock::new(),
            })),
            Err(problems) => Err(Arc::new(BrokenConfig::wrong(name, text, problems))),
        }
    }

    /// The findings that are known; what is wrong with their file, as a sentence without a full stop, otherwise.
    fn known(&self) -> Result<Option<&KnownFindings>, &str> {
        let read = || {
            let path = self.config.baseline.as_deref();
            path.map(|path| KnownFindings::read(&self.resolve(path)))
                .transpose()
        };
        let known = self.known.get_or_init(read);
        known.as_ref().map(Option::as_ref).map_err(String::as_str)
    }

    /// A path of the configuration, which counts from the folder it stands in.
    fn resolve(&self, path: &Path) -> PathBuf {
        match self.path.parent() {
            Some(folder) => folder.join(path),
            None => path.to_owned(),
        }
    }

    fn settings(&self, file: &Path) -> FileSettings {
        let mut settings = self.config.settings(self.below(file));
        settings.lint.source = Some(shown(&self.path).display().to_string());
        let resolve = |path: &mut PathBuf| *path = self.resolve(path);
        let deployment = &mut settings.deployment;
        deployment.env.iter_mut().for_each(resolve);
        deployment.compose.iter_mut().for_each(resolve);
        let single = [
            &mut deployment.task_runners,
            &mut deployment.sandbox,
            &mut deployment.requirements,
            &mut settings.run.node_modules,
        ];
        single.into_iter().flatten().for_each(resolve);
        settings
    }

    fn excludes(&self, file: &Path) -> bool {
        self.config.excludes(self.below(file))
    }

    /// `file` from the folder of the patterns.
    fn below<'f>(&self, file: &'f Path) -> &'f Path {
        file.strip_prefix(&self.root).unwrap_or(file)
    }
}

/// An absolute path, without a look at the disk.
fn absolute(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    // `a/../b`: whose folders are asked for is `b`.
    let mut plain = PathBuf::new();
    for part in absolute.components() {
        match part {
            std::path::Component::ParentDir => drop(plain.pop()),
            part => plain.push(part),
        }
    }
    plain
}

/// The path as people see it from here.
pub(crate) fn shown(path: &Path) -> PathBuf {
    let here = std::env::current_dir().unwrap_or_default();
    let below = path.strip_prefix(here).ok();
    below.map_or_else(|| path.to_owned(), Path::to_owned)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn tree(files: &[(&str, &str)]) -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        for (file, text) in files {
            let path = root.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        root
    }

    fn target(configs: &Configs, file: &Path) -> Option<&'static str> {
        let targets = configs.of(file).unwrap().settings.lint.targets;
        targets.first().map(|target| target.name)
    }

    #[test]
    fn the_nearest_wins_until_it_is_read_again() {
        let root = tree(&[
            (FILE_NAME, "target = \"n8n-cloud\""),
            ("deep/er/codenode.toml", "[deployment]\nenv = \".env\""),
        ]);
        let configs = Configs::default();
        let file = |name: &str| root.path().join(name);
        assert_eq!(target(&configs, &file("a.json")), Some("n8n-cloud"));
        assert_eq!(target(&configs, &file("deep/a.json")), Some("n8n-cloud"));
        let deep = configs.of(&file("deep/er/x/../a.json")).unwrap();
        assert!(deep.settings.lint.targets.is_empty());
        assert_eq!(deep.settings.deployment.env, [file("deep/er/.env")]);
        fs::write(file(FILE_NAME), "target = \"n8n@1\"").unwrap();
        assert_eq!(target(&configs, &file("a.json")), Some("n8n-cloud"));
        configs.reload();
        assert_eq!(target(&configs, &file("a.json")), Some("n8n@1"));
    }

    #[test]
    fn a_named_one_holds_for_all_and_the_argument_has_the_last_word() {
        let root = tree(&[
            (FILE_NAME, "target = \"n8n-cloud\""),
            ("ci.toml", "target = [\"n8n@1\", \"dify-cloud\"]"),
        ]);
        let configs = Configs {
            source: Source::Named(root.path().join("ci.toml")),
            target: Target::find("n8n@2"),
            ..Configs::default()
        };
        let targets = configs
            .of(&root.path().join("a.json"))
            .unwrap()
            .settings
            .lint
            .targets;
        let names: Vec<_> = targets.iter().map(|target| target.name).collect();
        assert_eq!(names, ["dify-cloud", "n8n@2"]);
    }

    #[test]
    fn a_broken_one_is_told_and_does_not_stand_in_the_way() {
        let root = tree(&[(FILE_NAME, "exlude = []")]);
        let configs = Configs::default();
        let file = root.path().join("a.json");
        assert!(configs.of(&file).is_err() && !configs.excludes(&file));
        assert!(configs.of_or_default(&file).loaded.is_none());
    }
}
