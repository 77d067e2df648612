//! Words of the code that lead to the page of a rule.

use text::{InCode, InFile, TextRange, TextSize};

use crate::Snapshot;

/// The name of a rule in a comment that suppresses it.
#[derive(Debug, Clone, Copy)]
pub struct RuleLink {
    /// The name.
    pub range: InFile<TextRange>,
    /// The rule of that name.
    pub rule: &'static lint::Rule,
}

/// Every name of a rule in a comment that speaks to codenode, in the order of the code.
pub fn rule_links(snapshot: &Snapshot) -> Vec<RuleLink> {
    let mut links = Vec::new();
    for snippet in snapshot.snippets() {
        let Some(facts) = snippet.facts() else {
            continue;
        };
        for comment in &facts.comments {
            let text = &snippet.text()[std::ops::Range::<usize>::from(*comment)];
            let named = text.find("codenode").into_iter();
            let found = named.flat_map(|from| rules(&text[from..], from));
            links.extend(found.map(|(at, rule)| {
                let start = comment.start() + TextSize::new(at as u32);
                let range = TextRange::at(start, TextSize::of(rule.id));
                RuleLink {
                    range: snippet.to_file(InCode(range)),
                    rule,
                }
            }));
        }
    }
    links
}

/// The names of rules in `text`, with their places; `from` is where it begins.
fn rules(text: &str, from: usize) -> impl Iterator<Item = (usize, &'static lint::Rule)> {
    let is_name = |c: char| c.is_ascii_lowercase() || c == '-';
    let mut at = from;
    let words = text.split_inclusive(move |c| !is_name(c));
    words.filter_map(move |word| {
        let start = at;
        at += word.len();
        let name = word.trim_end_matches(|c| !is_name(c));
        Some((start, lint::find_rule(name)?))
    })
}
