use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use lint::{Level, Settings};
use serde::Deserialize;
use serde_json::Value;
use tower_lsp::ls_types::{ConfigurationItem, TraceValue};
use workflow::Target;

use crate::config::{BrokenConfig, Configs};

/// The name under which editors keep what is meant for this server.
pub(super) const SECTION: &str = "codenode";

/// What the user set in the editor.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Preferences {
    /// Where the workflows will run, as `--target` takes it.
    target: Option<String>,
    /// A `codenode.toml` for all files.
    config: Option<PathBuf>,
    /// By rule: `off`, `info`, `warning`, `error` or `default`.
    severity: BTreeMap<String, String>,
    trace: Trace,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
struct Trace {
    server: Option<TraceValue>,
}

impl Preferences {
    /// Read what an editor sent: the section itself, or an object that holds it. Empty and absent values say nothing.
    pub(super) fn read(sent: &Value) -> Result<Self, String> {
        let mut section = sent.get(SECTION).unwrap_or(sent).clone();
        if section.is_null() {
            return Ok(Self::default());
        }
        // Editors send null for what nobody set.
        if let Some(entries) = section.as_object_mut() {
            entries.retain(|_, value| !value.is_null());
        }
        Self::deserialize(section)
            .map_err(|error| format!("The settings of codenode cannot be read: {error}"))
    }

    /// What in it cannot be followed, one sentence each.
    pub(super) fn complaints(&self) -> Vec<String> {
        let target = self.target().and_then(|target| Target::parse(target).err());
        let target = target.map(|error| format!("codenode.target: {error}"));
        let unknown = self
            .severity
            .keys()
            .filter(|rule| lint::find_rule(rule).is_none());
        let unknown = unknown.map(|rule| format!("codenode.severity: there is no rule `{rule}`"));
        let levels = self
            .severity
            .values()
            .filter(|name| lint::config::level(name).is_none());
        let levels = levels.map(|name| format!("codenode.severity: there is no level `{name}`"));
        target.into_iter().chain(unknown).chain(levels).collect()
    }

    /// How much to tell of what is done.
    pub(super) fn trace(&self) -> Option<TraceValue> {
        self.trace.server
    }

    fn target(&self) -> Option<&str> {
        self.target.as_deref().filter(|target| !target.is_empty())
    }

    fn levels(&self) -> impl Iterator<Item = (&str, Level)> {
        let named = self.severity.iter();
        named.filter_map(|(rule, level)| Some((rule.as_str(), lint::config::level(level)?)))
    }

    fn apply(&self, settings: &mut Settings) {
        if let Some(target) = self.target().and_then(|target| Target::parse(target).ok()) {
            settings.aim(target);
        }
        for (rule, level) in self.levels() {
            settings.levels.set(rule, level);
        }
    }
}

/// What holds for a file: the configuration that it stands under, and above that what the user set in the editor.
#[derive(Debug)]
pub(super) struct Choices {
    configs: Arc<Configs>,
    preferences: Preferences,
}

impl Choices {
    /// `configs` is what the command line said.
    pub(super) fn new(configs: &Arc<Configs>, preferences: Preferences) -> Self {
        let named = preferences.config.clone();
        let named = named.filter(|path| !path.as_os_str().is_empty());
        Self {
            configs: match named {
                Some(path) => Arc::new(configs.naming(path)),
                None => configs.clone(),
            },
            preferences,
        }
    }

    /// The configurations, without what the user set.
    pub(super) fn configs(&self) -> &Arc<Configs> {
        &self.configs
    }

    pub(super) fn settings(&self, file: &Path) -> Settings {
        let mut settings = self.configs.of_or_default(file).settings.lint;
        self.preferences.apply(&mut settings);
        settings
    }

    /// Where the user said that workflows will run, in the editor and on the command line.
    pub(super) fn named(&self) -> Vec<Target> {
        let preferred = self.preferences.target();
        let preferred = preferred.and_then(|target| Target::parse(target).ok());
        preferred.into_iter().chain(self.configs.aim()).collect()
    }

    /// What is wrong with the configuration of a file.
    pub(super) fn broken(&self, file: &Path) -> Option<Arc<BrokenConfig>> {
        self.configs.of(file).err()
    }
}

/// What to ask an editor for.
pub(super) fn item() -> ConfigurationItem {
    ConfigurationItem {
        scope_uri: None,
        section: Some(SECTION.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use workflow::Platform;

    use super::*;

    fn settings(preferences: Preferences) -> Settings {
        let choices = Choices::new(&Arc::default(), preferences);
        choices.settings(Path::new("/nowhere/flow.json"))
    }

    #[test]
    fn the_section_is_found_in_what_an_editor_sends() {
        let wanted = Preferences::read(&json!({"target": "n8n@2"})).unwrap();
        assert_eq!(
            Preferences::read(&json!({"codenode": {"target": "n8n@2", "config": null}})),
            Ok(wanted.clone())
        );
        assert_ne!(wanted, Preferences::default());
        for nothing in [
            json!(null),
            json!({}),
            json!({"codenode": null}),
            json!({"target": ""}),
        ] {
            let read = Preferences::read(&nothing).unwrap();
            assert!(settings(read).targets.is_empty(), "{nothing}");
        }
    }

    #[test]
    fn what_is_set_in_the_editor_holds() {
        let set = json!({"target": "n8n@1", "severity": {"lost-key": "off"}});
        let settings = settings(Preferences::read(&set).unwrap());
        let target = settings.target(Platform::N8n).unwrap();
        assert_eq!(target.name, "n8n@1");
        let rule = lint::find_rule("lost-key").unwrap();
        assert_eq!(settings.levels.of(rule), Level::Off);
    }

    #[test]
    fn what_cannot_be_followed_is_complained_of() {
        assert!(Preferences::read(&json!({"target": 7})).is_err());
        let wrong = json!({"target": "n9n", "severity": {"lost-key": "loud", "no-rule": "off"}});
        let read = Preferences::read(&wrong).unwrap();
        assert_eq!(read.complaints().len(), 3);
        assert!(settings(read).targets.is_empty());
    }
}
