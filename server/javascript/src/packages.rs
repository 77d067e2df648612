//! Which npm packages a node may come to ask for.

use runner::{Program, Request};

/// Packages that code can reach, and the words that say it may.
const PACKAGES: &[(&str, &[&str])] = &[
    (
        "luxon",
        &[
            "luxon",
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
    ("moment", &["moment"]),
    ("lodash", &["lodash"]),
];

/// The npm packages whose sources should come with the request ([`runner::Modules::sources`]): those that the code can
/// touch. A name that stands nowhere in the code is left out, for a package takes time to send and to read.
pub fn packages_wanted(request: &Request) -> Vec<&'static str> {
    let Program::N8n(_) = &request.program else {
        return Vec::new();
    };
    let mentioned = |words: &[&str]| words.iter().any(|word| request.code.contains(word));
    PACKAGES
        .iter()
        .filter(|(_, words)| mentioned(words))
        .map(|(name, _)| *name)
        .collect()
}
