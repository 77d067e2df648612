//! `codenode: ignore[rule, …]`, in a comment or in the notes of a node.

use contract::nearest;
use text::{TextRange, TextSize};

use crate::{RULES, find_rule};

/// How a directive begins.
pub(super) const ADDRESS: &str = "codenode:";

/// What stands before it in a comment.
const OPENINGS: &[&str] = &["#", "//", "/*", "*"];

/// A directive as it is written. Ranges are of the text it stands in.
#[derive(Debug)]
pub(crate) struct Directive {
    /// From `codenode:` on, without blank space at the end.
    pub(crate) range: TextRange,
    /// What goes when it is removed: the comment, or the part of it that is ours; in notes as [`Self::range`].
    pub(crate) comment: TextRange,
    /// For the whole node, not for a line.
    pub(crate) for_node: bool,
    /// The rules in brackets; `None`: every rule.
    pub(crate) names: Option<Vec<Named>>,
    /// Why it does nothing.
    pub(crate) fault: Option<Fault>,
}

/// The name of a rule in brackets.
#[derive(Debug)]
pub(crate) struct Named {
    pub(crate) rule: String,
    pub(crate) range: TextRange,
}

/// Why a directive does nothing.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// It asks for something else than `ignore`.
    Unknown(String),
    /// The brackets are not closed.
    Open,
    /// The brackets are empty.
    Empty,
    /// What looks like a rule stands outside of brackets.
    NoBrackets(&'static str),
}

/// The directive in the comment at `range` of the code.
pub(super) fn in_comment(code: &str, range: TextRange) -> Option<Directive> {
    let base = usize::from(range.start());
    let comment = code.get(base..usize::from(range.end()))?;
    let closed = comment.starts_with("/*");
    let inside = match closed {
        true => comment.strip_suffix("*/").unwrap_or(comment),
        false => comment,
    };
    let (at, opening) = inside.match_indices(ADDRESS).find_map(|(at, _)| {
        let before = inside[..at].trim_end();
        let opening = OPENINGS.iter().find(|opening| before.ends_with(**opening));
        opening.map(|opening| (at, before.len() - opening.len()))
    })?;
    // A line comment may hold others before this one; of a block comment all goes.
    let start = match closed {
        true => 0,
        false => inside[..opening].trim_end_matches(['#', '/']).len(),
    };
    let line = inside[at..].lines().next()?;
    let mut directive = parse(line, base + at);
    directive.comment = sized(base + start, base + comment.trim_end().len());
    Some(directive)
}

/// The directives in the notes of a node: each begins a line, and is for the whole node.
pub(super) fn in_notes(notes: &str) -> Vec<Directive> {
    let mut start = 0;
    let mut found = Vec::new();
    for line in notes.split_inclusive('\n') {
        let indent = line.len() - line.trim_start_matches(['#', '/', ' ', '\t']).len();
        if line[indent..].starts_with(ADDRESS) {
            let mut directive = parse(line[indent..].trim_end(), start + indent);
            directive.for_node = true;
            found.push(directive);
        }
        start += line.len();
    }
    found
}

/// Read `text`, which begins with the address and stands at `base`.
fn parse(text: &str, base: usize) -> Directive {
    let text = text.trim_end();
    let rest = text[ADDRESS.len()..].trim_start();
    let word_len = rest
        .find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_')
        .unwrap_or(rest.len());
    let (word, rest) = rest.split_at(word_len);
    let mut directive = Directive {
        range: sized(base, base + text.len()),
        comment: sized(base, base + text.len()),
        for_node: word == "ignore-node",
        names: None,
        fault: None,
    };
    let rest = rest.trim_start();
    let at = base + text.len() - rest.len();
    if !["ignore", "ignore-node"].contains(&word) {
        directive.fault = Some(Fault::Unknown(word.to_string()));
    } else if let Some(list) = rest.strip_prefix('[') {
        match list.split_once(']') {
            Some((list, reason)) => {
                let end = base + text.len() - reason.len();
                directive.range = sized(base, end);
                directive.names = Some(names(list, at + 1));
            }
            None => directive.fault = Some(Fault::Open),
        }
    } else {
        directive.fault = rule_without_brackets(rest).map(Fault::NoBrackets);
    }
    if directive.names.as_ref().is_some_and(Vec::is_empty) {
        directive.fault = Some(Fault::Empty);
    }
    directive
}

fn names(list: &str, base: usize) -> Vec<Named> {
    let mut start = base;
    let mut names = Vec::new();
    for part in list.split(',') {
        let name = part.trim();
        if !name.is_empty() {
            let at = start + part.len() - part.trim_start().len();
            names.push(Named {
                rule: name.to_string(),
                range: sized(at, at + name.len()),
            });
        }
        start += part.len() + 1;
    }
    names
}

/// `codenode: ignore missing-output` would mean every rule, which is not what is meant.
fn rule_without_brackets(rest: &str) -> Option<&'static str> {
    let word = rest
        .trim_start_matches(['(', ':', '=', ' '])
        .split([' ', ',', ')'])
        .next()?;
    let ids = RULES.iter().map(|rule| rule.id);
    let near = || word.contains('-').then(|| nearest(word, ids)).flatten();
    find_rule(word).map(|rule| rule.id).or_else(near)
}

fn sized(start: usize, end: usize) -> TextRange {
    TextRange::new(TextSize::new(start as u32), TextSize::new(end as u32))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn comment(text: &str) -> Option<Directive> {
        in_comment(text, sized(0, text.len()))
    }

    fn slice(text: &str, range: TextRange) -> &str {
        &text[usize::from(range.start())..usize::from(range.end())]
    }

    /// The word `all` or the names, and what would be removed.
    fn read(text: &str) -> Option<(String, &str)> {
        let directive = comment(text)?;
        let names = match (&directive.fault, &directive.names) {
            (Some(fault), _) => format!("{fault:?}"),
            (None, None) => "all".into(),
            (None, Some(names)) => names
                .iter()
                .map(|n| n.rule.as_str())
                .collect::<Vec<_>>()
                .join("+"),
        };
        let node = if directive.for_node {
            " of the node"
        } else {
            ""
        };
        Some((names + node, slice(text, directive.comment)))
    }

    #[test]
    fn comments_are_read() {
        let cases = [
            ("# codenode: ignore", Some(("all", "# codenode: ignore"))),
            ("#codenode:ignore[a]", Some(("a", "#codenode:ignore[a]"))),
            (
                "// codenode: ignore[a, b] it is so",
                Some(("a+b", "// codenode: ignore[a, b] it is so")),
            ),
            (
                "/* codenode: ignore-node[a] */",
                Some(("a of the node", "/* codenode: ignore-node[a] */")),
            ),
            (
                "# noqa  # codenode: ignore[a]",
                Some(("a", "# codenode: ignore[a]")),
            ),
            (
                "// eslint-disable-line // codenode: ignore",
                Some(("all", "// codenode: ignore")),
            ),
            (
                "/**\n * codenode: ignore-node\n */",
                Some(("all of the node", "/**\n * codenode: ignore-node\n */")),
            ),
            (
                "# codenode: ignore because it is",
                Some(("all", "# codenode: ignore because it is")),
            ),
            (
                "# codenode: ingore[a]",
                Some(("Unknown(\"ingore\")", "# codenode: ingore[a]")),
            ),
            (
                "# codenode: ignore[a",
                Some(("Open", "# codenode: ignore[a")),
            ),
            (
                "# codenode: ignore[ , ]",
                Some(("Empty", "# codenode: ignore[ , ]")),
            ),
            (
                "# codenode: ignore missing-output",
                Some((
                    "NoBrackets(\"missing-output\")",
                    "# codenode: ignore missing-output",
                )),
            ),
            (
                "# codenode: ignore(mising-output)",
                Some((
                    "NoBrackets(\"missing-output\")",
                    "# codenode: ignore(mising-output)",
                )),
            ),
            ("# see codenode: ignore is a comment", None),
            ("# codenode is good", None),
            ("#", None),
        ];
        for (text, expected) in cases {
            let found = read(text);
            let found = found
                .as_ref()
                .map(|(names, removed)| (names.as_str(), *removed));
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn names_stand_where_they_stand() {
        let text = "# 注 # codenode: ignore[ é-a ,b]";
        let names = comment(text).unwrap().names.unwrap();
        let found: Vec<&str> = names.iter().map(|named| slice(text, named.range)).collect();
        assert_eq!(found, ["é-a", "b"]);
    }

    #[test]
    fn notes_are_read_by_line() {
        let notes = "What it does.\r\ncodenode: ignore[a]\r\n  # codenode: ignore-node\nsee codenode: ignore";
        let found = in_notes(notes);
        let ranges: Vec<&str> = found
            .iter()
            .map(|found| slice(notes, found.range))
            .collect();
        assert_eq!(ranges, ["codenode: ignore[a]", "codenode: ignore-node"]);
        assert!(found.iter().all(|found| found.for_node));
    }
}
