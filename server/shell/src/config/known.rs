use std::path::{Component, Path, PathBuf};

use lint::Analysis;
use lint::baseline::{Applied, Baseline};

use super::{absolute, shown};
use crate::files;

/// A baseline on disk.
#[derive(Debug)]
pub(crate) struct KnownFindings {
    /// The file, absolute.
    path: PathBuf,
    baseline: Baseline,
}

impl KnownFindings {
    /// The baseline at `path`; what is wrong with it, as a sentence without a full stop, otherwise.
    pub(crate) fn read(path: &Path) -> Result<KnownFindings, String> {
        let name = shown(path);
        let wrong = |reason: &dyn std::fmt::Display| {
            format!("cannot use the baseline {}: {reason}", name.display())
        };
        let text = files::read(path).and_then(|bytes| files::decode(bytes, path));
        let text = text.map_err(|unreadable| wrong(&unreadable.reason))?;
        let baseline = Baseline::parse(&text).map_err(|error| wrong(&error))?;
        Ok(KnownFindings {
            path: absolute(path),
            baseline,
        })
    }

    /// Take out what is known of `file`.
    pub(crate) fn apply(&self, file: &Path, analysis: &mut Analysis) -> Applied {
        self.baseline.apply(&name_in(&self.path, file), analysis)
    }
}

/// What the baseline at `baseline` calls `file`: the path from its folder, with `/`.
pub(crate) fn name_in(baseline: &Path, file: &Path) -> String {
    let (baseline, file) = (absolute(baseline), absolute(file));
    let folder: Vec<Component> = baseline
        .parent()
        .into_iter()
        .flat_map(Path::components)
        .collect();
    let parts: Vec<Component> = file.components().collect();
    let same = |(one, other): &(&Component, &Component)| one == other;
    let common = folder.iter().zip(&parts).take_while(same).count();
    let up = std::iter::repeat_n("..".into(), folder.len() - common);
    let down = parts[common..]
        .iter()
        .map(|part| part.as_os_str().to_string_lossy());
    up.chain(down).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_named_from_the_folder_of_the_baseline() {
        let name = |baseline: &str, file: &str| name_in(Path::new(baseline), Path::new(file));
        assert_eq!(name("known.json", "flows/a.json"), "flows/a.json");
        assert_eq!(
            name("ci/known.json", "flows/../flows/a.json"),
            "../flows/a.json"
        );
        assert_eq!(name("flows/known.json", "./flows/a.json"), "a.json");
    }
}
