use std::io::{self, Write};

use lint::{RULES, Rule, Severity};
use serde_json::{Map, Value, json};

use super::{Renderer, from_here};
use crate::lint::report::{FileProblem, Finding};
use crate::lint::totals::Totals;
use crate::place::Span;

/// SARIF 2.1.0, for code scanning.
#[derive(Debug, Default)]
pub(crate) struct Sarif {
    results: Vec<Value>,
    notifications: Vec<Value>,
}

impl Renderer for Sarif {
    fn finding(&mut self, finding: Finding, _: &mut dyn Write) -> io::Result<()> {
        self.results.push(result(&finding));
        Ok(())
    }

    fn problem(&mut self, problem: FileProblem, _: &mut dyn Write) -> io::Result<()> {
        self.notifications.push(json!({
            "level": level(problem.severity),
            "message": {"text": problem.message},
            "locations": [{"physicalLocation": physical(&problem.file, problem.range)}],
        }));
        Ok(())
    }

    fn failed(&mut self, problem: FileProblem, out: &mut dyn Write) -> io::Result<()> {
        self.problem(problem, out)
    }

    fn finish(&mut self, totals: &Totals, out: &mut dyn Write) -> io::Result<()> {
        let log = json!({
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [{
                "tool": {"driver": {
                    "name": "codenode",
                    "version": env!("CARGO_PKG_VERSION"),
                    "semanticVersion": env!("CARGO_PKG_VERSION"),
                    "rules": RULES.iter().map(|rule| descriptor(rule)).collect::<Vec<_>>(),
                }},
                "invocations": [{
                    "executionSuccessful": totals.failed == 0 && totals.files > 0,
                    "toolExecutionNotifications": self.notifications,
                }],
                "columnKind": "unicodeCodePoints",
                "results": self.results,
            }],
        });
        serde_json::to_writer_pretty(&mut *out, &log)?;
        writeln!(out)
    }
}

fn descriptor(rule: &Rule) -> Value {
    json!({
        "id": rule.id,
        "name": rule.id,
        "shortDescription": {"text": rule.summary},
        "help": {"text": rule.page, "markdown": rule.page},
        "defaultConfiguration": {"level": level(rule.severity)},
    })
}

fn result(finding: &Finding) -> Value {
    let fingerprint = format!("{:016x}", finding.fingerprint);
    let mut location = json!({"physicalLocation": physical(&finding.file, Some(finding.range))});
    if let Some(node) = &finding.node {
        location["logicalLocations"] =
            json!([{"name": node.name, "fullyQualifiedName": node.id, "kind": "function"}]);
    }
    let mut result = json!({
        "ruleId": finding.rule.id,
        "level": level(finding.severity),
        "message": {"text": finding.sentences().join("\n")},
        "locations": [location],
        // GitHub looks for the second name and would hash the line itself: in JSON, that is the whole code of a node.
        "partialFingerprints": {"codenode/v1": fingerprint, "primaryLocationLineHash": fingerprint},
    });
    if let Some(index) = RULES.iter().position(|rule| rule.id == finding.rule.id) {
        result["ruleIndex"] = json!(index);
    }
    if !finding.related.is_empty() {
        result["relatedLocations"] = related(finding);
    }
    if finding.fix.is_some() {
        result["fixes"] = fixes(finding);
    }
    result
}

fn related(finding: &Finding) -> Value {
    let related = finding.related.iter().enumerate().map(|(number, related)| {
        json!({
            "id": number,
            "message": {"text": related.message},
            "physicalLocation": physical(&finding.file, Some(related.range)),
        })
    });
    related.collect()
}

fn fixes(finding: &Finding) -> Value {
    let fixes = finding.fix.iter().map(|fix| {
        let replacements = fix.edits.iter().map(|edit| {
            json!({
                "deletedRegion": {"byteOffset": edit.start, "byteLength": edit.end - edit.start},
                "insertedContent": {"text": edit.text},
            })
        });
        json!({
            "description": {"text": fix.title},
            "artifactChanges": [{
                "artifactLocation": {"uri": uri(&finding.file)},
                "replacements": replacements.collect::<Vec<_>>(),
            }],
        })
    });
    fixes.collect()
}

fn physical(file: &str, range: Option<Span>) -> Value {
    let mut location = Map::new();
    location.insert("artifactLocation".to_owned(), json!({"uri": uri(file)}));
    if let Some(Span { start, end }) = range {
        let region = json!({
            "startLine": start.line,
            "startColumn": start.column,
            "endLine": end.line,
            "endColumn": end.column,
            "byteOffset": start.offset,
            "byteLength": end.offset - start.offset,
        });
        location.insert("region".to_owned(), region);
    }
    location.into()
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// The path as a URI.
fn uri(file: &str) -> String {
    let path = from_here(file);
    let scheme = match path.as_bytes() {
        [b'/', ..] => "file://",
        [_, b':', b'/', ..] => "file:///",
        _ => "",
    };
    path.bytes().fold(scheme.to_owned(), |mut uri, byte| {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' => {
                uri.push(byte.into())
            }
            b':' if !scheme.is_empty() => uri.push(':'),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
        uri
    })
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;

    fn log() -> Value {
        let mut sarif = Sarif::default();
        let mut out = Vec::new();
        sarif.finding(samples::missing_output(), &mut out).unwrap();
        sarif.failed(samples::broken_file(), &mut out).unwrap();
        sarif
            .finish(
                &Totals {
                    files: 1,
                    failed: 1,
                    ..Totals::default()
                },
                &mut out,
            )
            .unwrap();
        serde_json::from_slice(&out).unwrap()
    }

    #[test]
    fn a_result_has_its_place_in_file_and_workflow() {
        let run = &log()["runs"][0];
        let result = &run["results"][0];
        let location = &result["locations"][0];
        assert_eq!(
            location["physicalLocation"]["artifactLocation"]["uri"],
            "flows/a.yml"
        );
        assert_eq!(
            location["physicalLocation"]["region"],
            json!({"startLine": 5, "startColumn": 16, "endLine": 5, "endColumn": 22, "byteOffset": 78, "byteLength": 6})
        );
        assert_eq!(location["logicalLocations"][0]["name"], "Parse");
        assert_eq!(
            result["partialFingerprints"]["primaryLocationLineHash"],
            "0123456789abcdef"
        );
        assert_eq!(
            result["fixes"][0]["artifactChanges"][0]["replacements"][0]["deletedRegion"],
            json!({"byteOffset": 84, "byteLength": 0})
        );
        assert_eq!(run["columnKind"], "unicodeCodePoints");
    }

    #[test]
    fn a_file_that_could_not_be_checked_is_said() {
        let invocation = &log()["runs"][0]["invocations"][0];
        assert_eq!(invocation["executionSuccessful"], false);
        assert_eq!(
            invocation["toolExecutionNotifications"][0]["message"]["text"],
            "a comma is missing"
        );
    }

    #[test]
    fn paths_become_uris() {
        assert_eq!(uri("./a b/流.yml"), "a%20b/%E6%B5%81.yml");
        assert_eq!(uri("a:b.yml"), "a%3Ab.yml");
        assert_eq!(uri("/x/y.json"), "file:///x/y.json");
        assert_eq!(uri("C:/x/y.json"), "file:///C:/x/y.json");
        let here = std::env::current_dir().unwrap();
        assert_eq!(uri(&here.join("z.json").to_string_lossy()), "z.json");
    }
}
