//! JavaScript packages for the child, which can read no file.

use std::collections::BTreeMap;

/// Sources of CommonJS modules by the name they are asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Library {
    /// `luxon`, `lodash/get`, `dayjs/plugin/utc` and what these ask for in turn, relative names resolved.
    pub sources: BTreeMap<String, String>,
}

/// Packages that n8n hands to code under other names than their own (reference n8n 5).
const BEHIND: &[(&str, &[&str])] = &[
    (
        "luxon",
        &[
            "DateTime",
            "Duration",
            "Interval",
            "$now",
            "$today",
            "globalThis",
            "this[",
        ],
    ),
    ("jmespath", &["jmes"]),
];

impl Library {
    /// What `code` may ask for: the packages that it mentions.
    pub(crate) fn for_code(&self, code: &str) -> BTreeMap<String, String> {
        let package = |name: &str| name.split('/').next().unwrap_or_default().to_owned();
        let asked = |name: &str| {
            let behind = BEHIND.iter().find(|(behind, _)| *behind == name);
            let words = behind.map_or(&[][..], |(_, words)| words);
            code.contains(name) || words.iter().any(|word| code.contains(word))
        };
        let sources = self.sources.iter();
        sources
            .filter(|(name, _)| asked(&package(name)))
            .map(|(name, source)| (name.clone(), source.clone()))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_the_code_mentions_goes_along() {
        let library = Library {
            sources: ["luxon", "jmespath", "lodash", "lodash/get"]
                .map(|name| (name.to_owned(), "source".to_owned()))
                .into(),
        };
        let names = |code: &str| library.for_code(code).into_keys().collect::<Vec<_>>();
        assert_eq!(names("return $now.toISO()"), ["luxon"]);
        assert_eq!(names("require('lodash/get')"), ["lodash", "lodash/get"]);
        assert!(names("return 1").is_empty());
    }
}
