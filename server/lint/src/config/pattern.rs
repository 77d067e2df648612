//! Patterns of paths, as people know them from `.gitignore`.

use std::path::Path;

use globset::{Glob, GlobBuilder, GlobSet, GlobSetBuilder};

/// Patterns of paths below a folder. One without a slash matches a name at any depth, one with a slash the path from
/// the folder; what matches a folder matches everything in it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Patterns {
    set: GlobSet,
}

impl Patterns {
    /// These patterns; why one of them is none, otherwise.
    pub(crate) fn new<'p>(patterns: impl IntoIterator<Item = &'p str>) -> Result<Patterns, String> {
        let mut set = GlobSetBuilder::new();
        for pattern in patterns {
            if pattern.starts_with('!') {
                return Err("a pattern cannot take back what another matches".to_string());
            }
            set.add(glob(pattern).map_err(|error| error.kind().to_string())?);
        }
        let set = set.build().map_err(|error| error.kind().to_string())?;
        Ok(Patterns { set })
    }

    /// Whether one of them matches `path`, given from the folder, or a folder it stands in.
    pub(crate) fn matches(&self, path: &Path) -> bool {
        let named = |path: &&Path| !path.as_os_str().is_empty();
        let mut folders = path.ancestors().take_while(named);
        !self.set.is_empty() && folders.any(|path| self.set.is_match(path))
    }
}

fn glob(pattern: &str) -> Result<Glob, globset::Error> {
    let inner = pattern.trim_end_matches('/');
    let inner = inner.strip_prefix("./").unwrap_or(inner);
    let anchored = match inner.strip_prefix('/') {
        Some(rest) => rest.to_string(),
        None if inner.contains('/') => inner.to_string(),
        None => format!("**/{inner}"),
    };
    GlobBuilder::new(&anchored).literal_separator(true).build()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match_as_in_a_gitignore() {
        let cases = [
            ("old", "old", true),
            ("old", "a/old/b.json", true),
            ("old/", "a/old/b.json", true),
            ("old", "older/b.json", false),
            ("*.bak.json", "a/b/c.bak.json", true),
            ("*.bak.json", "a/c.json", false),
            ("/old", "old/a.json", true),
            ("/old", "a/old/a.json", false),
            ("./flows", "flows/a.json", true),
            ("flows/*.json", "flows/a.json", true),
            ("flows/*.json", "flows/deep/a.json", false),
            ("flows/**", "flows/deep/a.json", true),
            ("flows/**/a.json", "flows/a.json", true),
            ("flows/{a,b}.yml", "flows/b.yml", true),
            ("**", "a", true),
            ("流程/*", "流程/a.yml", true),
        ];
        for (pattern, path, expected) in cases {
            let patterns = Patterns::new([pattern]).unwrap();
            assert_eq!(
                patterns.matches(Path::new(path)),
                expected,
                "{pattern} {path}"
            );
        }
        assert!(!Patterns::default().matches(Path::new("a")));
        assert!(Patterns::new(["a["]).is_err() && Patterns::new(["!a"]).is_err());
    }
}
