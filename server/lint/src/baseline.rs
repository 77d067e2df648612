//! Baselines: findings that are known, and not reported again until they change. Entries are recognised by what edits
//! elsewhere leave alone: the file, the node, the rule and the text of the line of code.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use text::TextSize;

use crate::{Analysis, Diagnostic};

/// Known findings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline {
    entries: BTreeMap<Key, Entry>,
}

/// Why a text is no baseline.
#[derive(Debug, thiserror::Error)]
pub enum BaselineError {
    /// It is not JSON of that form.
    #[error("it is not a baseline: {0}")]
    Form(#[from] serde_json::Error),
    /// It comes from another codenode.
    #[error("its version is {0}, and this codenode knows version {VERSION}; write it anew")]
    Version(u32),
}

/// What findings have in common that are one entry.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Key {
    /// The path of the file from the folder of the baseline, with `/`.
    file: String,
    /// The node's id, its name where it has none; empty for what is about no node.
    node: String,
    rule: String,
    /// Of the line of code, or of the message where there is none.
    hash: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    count: usize,
    /// Of the first such finding, for people.
    message: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    version: u32,
    findings: Vec<WrittenEntry>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenEntry {
    file: String,
    node: String,
    rule: String,
    message: String,
    hash: String,
    count: usize,
}

const VERSION: u32 = 1;

impl Baseline {
    /// The baseline in `text`.
    pub fn parse(text: &str) -> Result<Baseline, BaselineError> {
        let written: Written = serde_json::from_str(text.trim_start_matches('\u{feff}'))?;
        if written.version != VERSION {
            return Err(BaselineError::Version(written.version));
        }
        let mut baseline = Baseline::default();
        for entry in written.findings {
            let key = Key {
                file: entry.file,
                node: entry.node,
                rule: entry.rule,
                hash: entry.hash,
            };
            baseline.insert(key, entry.message, entry.count);
        }
        Ok(baseline)
    }

    /// The baseline as a file: sorted, an entry every few lines, so that versions can be compared.
    pub fn to_json(&self) -> String {
        let entry = |(key, entry): (&Key, &Entry)| WrittenEntry {
            file: key.file.clone(),
            node: key.node.clone(),
            rule: key.rule.clone(),
            message: entry.message.clone(),
            hash: key.hash.clone(),
            count: entry.count,
        };
        let written = Written {
            version: VERSION,
            findings: self.entries.iter().map(entry).collect(),
        };
        // Text and numbers can always be written.
        serde_json::to_string_pretty(&written).unwrap_or_default() + "\n"
    }

    /// Take in the findings of `analysis`, of the file that the baseline calls `file`.
    pub fn add(&mut self, file: &str, analysis: &Analysis) {
        for found in &analysis.diagnostics {
            self.insert(key(file, analysis, found), found.message.clone(), 1);
        }
    }

    /// Take all of another in.
    pub fn extend(&mut self, other: Baseline) {
        for (key, entry) in other.entries {
            self.insert(key, entry.message, entry.count);
        }
    }

    /// Take the known findings out of `analysis`; what is known and no longer found.
    pub fn apply(&self, file: &str, analysis: &mut Analysis) -> Applied {
        let mut left: BTreeMap<&Key, usize> = self
            .of(file)
            .map(|(key, entry)| (key, entry.count))
            .collect();
        if left.is_empty() {
            return Applied::default();
        }
        let is_new = |found: &Diagnostic| match left.get_mut(&key(file, analysis, found)) {
            Some(count) if *count > 0 => {
                *count -= 1;
                false
            }
            _ => true,
        };
        let new: Vec<bool> = analysis.diagnostics.iter().map(is_new).collect();
        let known = new.iter().filter(|new| !**new).count();
        let mut new = new.into_iter();
        analysis.diagnostics.retain(|_| new.next().unwrap_or(true));
        let gone = left.into_iter().filter(|(_, count)| *count > 0);
        Applied {
            known,
            gone: gone
                .map(|(key, count)| Gone {
                    rule: key.rule.clone(),
                    message: self.entries[key].message.clone(),
                    count,
                })
                .collect(),
        }
    }

    /// How many findings are known.
    pub fn len(&self) -> usize {
        self.entries.values().map(|entry| entry.count).sum()
    }

    /// Nothing is known.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    fn of(&self, file: &str) -> impl Iterator<Item = (&Key, &Entry)> {
        self.entries.iter().filter(move |(key, _)| key.file == file)
    }

    fn insert(&mut self, key: Key, message: String, count: usize) {
        let entry = self
            .entries
            .entry(key)
            .or_insert(Entry { count: 0, message });
        entry.count += count;
    }
}

/// What a baseline has done to the findings of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Applied {
    /// How many findings were known.
    pub known: usize,
    /// What was known and is no longer found.
    pub gone: Vec<Gone>,
}

/// A known finding that is there no more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gone {
    /// The rule.
    pub rule: String,
    /// What it said.
    pub message: String,
    /// How many of them are gone.
    pub count: usize,
}

fn key(file: &str, analysis: &Analysis, found: &Diagnostic) -> Key {
    let node = found.node.as_ref();
    let node = node.map(|node| {
        if node.id.is_empty() {
            &node.name
        } else {
            &node.id
        }
    });
    Key {
        file: file.to_string(),
        node: node.cloned().unwrap_or_default(),
        rule: found.rule.id.to_string(),
        hash: format!("{:016x}", fnv1a(anchor(analysis, found).as_bytes())),
    }
}

/// What the finding is recognised by within its node: the line of code, without its indentation, else what is said.
fn anchor<'a>(analysis: &'a Analysis, found: &'a Diagnostic) -> &'a str {
    let code = analysis
        .code_node(found)
        .and_then(|(_, node)| node.code.as_ref());
    match (code, found.code_range) {
        (Some(code), Some(range)) => {
            let start = range.0.start().min(TextSize::of(code.text()));
            let line = crate::suppress::line_at(code.text(), start);
            code.text()[usize::from(line.start())..usize::from(line.end())].trim()
        }
        _ => &found.message,
    }
}

/// FNV-1a: the same on every machine and in every version.
fn fnv1a(bytes: &[u8]) -> u64 {
    let step = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, step)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::{Cache, Settings, analyze};

    fn analysis(codes: &[(&str, &str)]) -> Analysis {
        let node = |(id, code): &(&str, &str)| {
            serde_json::json!({
                "parameters": {"jsCode": code}, "id": id, "name": "Code",
                "type": "n8n-nodes-base.code", "typeVersion": 2, "position": [0, 0],
            })
        };
        let nodes: Vec<_> = codes.iter().map(node).collect();
        let text = serde_json::json!({"nodes": nodes, "connections": {}}).to_string();
        analyze(
            &text,
            Path::new("a.json"),
            &Settings::default(),
            &Cache::default(),
        )
    }

    fn baseline(analysis: &Analysis) -> Baseline {
        let mut baseline = Baseline::default();
        baseline.add("a.json", analysis);
        Baseline::parse(&baseline.to_json()).unwrap()
    }

    #[test]
    fn edits_elsewhere_do_not_matter() {
        let known = baseline(&analysis(&[("1", "return missing;"), ("2", "return 1;")]));
        assert_eq!(known.len(), 2);
        let mut moved = analysis(&[
            ("0", "return [];"),
            ("2", "// new\nreturn 1;"),
            ("1", "const a = 1;\n  return missing;"),
        ]);
        let applied = known.apply("a.json", &mut moved);
        assert_eq!(
            (applied.known, applied.gone.len(), moved.diagnostics.len()),
            (2, 0, 0)
        );
    }

    #[test]
    fn what_is_new_is_found_and_what_is_gone_is_told() {
        let known = baseline(&analysis(&[("1", "return missing;")]));
        for (id, code) in [
            ("2", "return missing;"),
            ("1", "return missing.x;"),
            ("1", "return other;"),
        ] {
            let mut changed = analysis(&[(id, code)]);
            let applied = known.apply("a.json", &mut changed);
            assert_eq!((applied.known, changed.diagnostics.len()), (0, 1), "{code}");
            let gone = Gone {
                rule: "undefined-name".into(),
                message: "`missing` is not defined".into(),
                count: 1,
            };
            assert_eq!(applied.gone, [gone]);
        }
        let mut elsewhere = analysis(&[("1", "return missing;")]);
        assert_eq!(known.apply("b.json", &mut elsewhere), Applied::default());
        assert_eq!(elsewhere.diagnostics.len(), 1);
    }

    #[test]
    fn the_same_line_twice_is_known_as_often_as_it_was_found() {
        let once = analysis(&[("1", "return missing;")]);
        let mut known = baseline(&once);
        known.extend(baseline(&once));
        assert_eq!((known.len(), known.entries.len()), (2, 1));
        let mut now = once;
        let applied = known.apply("a.json", &mut now);
        assert_eq!((applied.known, applied.gone[0].count), (1, 1));
    }

    #[test]
    fn other_texts_are_refused() {
        let cases = [
            ("", "it is not a baseline: EOF"),
            ("[]", "it is not a baseline: "),
            (
                "{\"version\": 1, \"findings\": [], \"x\": 1}",
                "it is not a baseline: unknown field `x`",
            ),
            (
                "{\"version\": 2, \"findings\": []}",
                "its version is 2, and this codenode knows version 1; write it anew",
            ),
        ];
        for (text, expected) in cases {
            let error = Baseline::parse(text).unwrap_err().to_string();
            assert!(error.starts_with(expected), "{text} {error}");
        }
        assert!(
            Baseline::parse(&Baseline::default().to_json())
                .unwrap()
                .is_empty()
        );
    }
}
