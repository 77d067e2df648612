//! Completion in the workflow part: types of outputs, languages and modes, selectors of inputs. The text before the cursor
//! decides, since a value that is being typed is often no value yet.

use std::ops::Range;

use text::{Edit, InFile, TextRange, TextSize};
use workflow::{CodeNode, Output, Platform, Scope, Workflow};

use super::{Completion, CompletionKind};
use crate::Snapshot;

pub(super) fn complete(
    snapshot: &Snapshot,
    workflow: &Workflow,
    node: usize,
    code: Option<&CodeNode>,
    offset: InFile<TextSize>,
) -> Vec<Completion> {
    let Some(code) = code else {
        return Vec::new();
    };
    let place = ValuePlace::at(&snapshot.text, usize::from(offset.0));
    let start = usize::from(workflow.nodes[node].range.0.start());
    if workflow.platform == Platform::Dify
        && let Some(selector) = Selector::at(&snapshot.text, start, &place)
    {
        return selector.complete(workflow, node, &place);
    }
    let target = snapshot.settings.target_of(workflow);
    let in_outputs = code.outputs_range.is_some_and(|range| {
        // A value that is missing at the end leaves blanks behind the last key.
        let end = range.0.end().min(offset.0);
        let behind = &snapshot.text[usize::from(end)..usize::from(offset.0)];
        range.0.start() <= offset.0 && behind.chars().all(|sign| sign == ' ')
    });
    let values: &[&str] = match (workflow.platform, place.key.as_deref()) {
        (Platform::Dify, Some("type")) if in_outputs => {
            target.dify().map_or(&[], |facts| facts.output_types())
        }
        (Platform::Dify, Some("code_language")) => &["python3", "javascript"],
        (Platform::N8n, Some("mode")) if code.contract.mode().is_some() => {
            &["runOnceForAllItems", "runOnceForEachItem"]
        }
        (Platform::N8n, Some("language")) if code.contract.mode().is_some() => {
            &["javaScript", "pythonNative"]
        }
        _ => &[],
    };
    let found = values
        .iter()
        .map(|value| place.completion(value, value, None));
    found.collect()
}

/// The value that is being typed: where it stands, and the key before it.
struct ValuePlace {
    /// The word at the cursor, in bytes of the file.
    word: Range<usize>,
    quote: Option<char>,
    key: Option<String>,
    /// It stands in `{…}` or `[…]` of YAML.
    in_flow: bool,
}

impl ValuePlace {
    fn at(file: &str, offset: usize) -> ValuePlace {
        let line = file[..offset].rfind('\n').map_or(0, |at| at + 1);
        let before = &file[line..offset];
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
        let mut start = before
            .trim_end_matches(|c| is_part(c) || matches!(c, '[' | ']'))
            .len();
        // A bracket that nothing stands before opens a list.
        while before[start..].starts_with(['[', ']']) {
            start += 1;
        }
        let end = offset + length_of_word(&file[offset..], before[start..].contains('['));
        let head = &before[..start];
        let quote = head.chars().next_back().filter(|c| matches!(c, '"' | '\''));
        let head = match quote {
            Some(quote) => head.strip_suffix(quote).unwrap_or(head),
            None => head,
        };
        let key = head.trim_end().strip_suffix(':').map(|head| {
            let head = head.trim_end_matches(['"', '\'']);
            head[head
                .trim_end_matches(|c: char| c.is_alphanumeric() || c == '_')
                .len()..]
                .to_owned()
        });
        ValuePlace {
            in_flow: before[..start].contains(['{', '[']),
            word: line + start..end,
            quote,
            key,
        }
    }

    fn completion(&self, label: &str, value: &str, detail: Option<String>) -> Completion {
        let [start, end] = [self.word.start, self.word.end].map(|at| TextSize::new(at as u32));
        let text = match self.quote {
            Some('\'') => value.replace('\'', "''"),
            Some(_) => value.replace('\\', "\\\\").replace('"', "\\\""),
            // Brackets mean something only among brackets.
            None if value.starts_with("array[") && !self.in_flow => value.to_owned(),
            None => text::yaml_scalar(value),
        };
        Completion {
            label: label.to_owned(),
            kind: CompletionKind::Value,
            detail,
            source: None,
            edit: Edit {
                range: InFile(TextRange::new(start, end)),
                text,
            },
            snippet: None,
            rank: 0,
        }
    }
}

/// How far a word goes on; a bracket belongs to it if it is opened in it.
fn length_of_word(rest: &str, mut is_open: bool) -> usize {
    let goes_on = |c: char| match c {
        '[' => !std::mem::replace(&mut is_open, true),
        ']' => std::mem::replace(&mut is_open, false),
        c => c.is_alphanumeric() || matches!(c, '_' | '-' | '.'),
    };
    rest.len() - rest.trim_start_matches(goes_on).len()
}

/// A `value_selector` that is being typed: the parts before the cursor.
struct Selector {
    parts: Vec<String>,
}

impl Selector {
    fn at(file: &str, node: usize, place: &ValuePlace) -> Option<Selector> {
        const KEY: &str = "value_selector";
        let end = place.word.start - place.quote.map_or(0, char::len_utf8);
        let before = file.get(node..end)?;
        let after_key = &before[before.rfind(KEY)? + KEY.len()..];
        let written = after_key
            .trim_start_matches(['"', '\''])
            .strip_prefix(':')?;
        // Another key, or the end of the list, stands between.
        if written.contains([':', ']', '}']) {
            return None;
        }
        let list = written.trim_start();
        let parts: Vec<&str> = match list.strip_prefix('[') {
            Some(flow) => flow.split(',').collect(),
            None => list
                .split('\n')
                .map(|line| line.trim_start().strip_prefix('-').unwrap_or(""))
                .collect(),
        };
        let (_, parts) = parts.split_last()?;
        let part = |part: &&str| part.trim().trim_matches(['"', '\'']).to_owned();
        Some(Selector {
            parts: parts.iter().map(part).collect(),
        })
    }

    fn complete(&self, workflow: &Workflow, node: usize, place: &ValuePlace) -> Vec<Completion> {
        match self.parts.as_slice() {
            [] => first(workflow, node, place),
            [scope] if scope == "sys" => SYSTEM
                .iter()
                .map(|name| place.completion(name, name, None))
                .collect(),
            [scope] if scope == "env" || scope == "conversation" => {
                let variables = workflow
                    .variables
                    .iter()
                    .filter(|variable| scope_name(&variable.scope) == Some(scope));
                variables
                    .map(|variable| {
                        place.completion(&variable.name, &variable.name, variable.type_name.clone())
                    })
                    .collect()
            }
            [id, keys @ ..] => {
                let outputs = workflow
                    .node_by_id(id)
                    .map(|node| workflow.nodes[node].outputs.as_slice());
                let outputs = keys
                    .iter()
                    .fold(outputs, |outputs, key| children(outputs?, key));
                let outputs = outputs.unwrap_or_default().iter();
                outputs
                    .map(|output| {
                        place.completion(&output.name, &output.name, output.type_name.clone())
                    })
                    .collect()
            }
        }
    }
}

/// The first part: a node that may have run before, or a scope.
fn first(workflow: &Workflow, node: usize, place: &ValuePlace) -> Vec<Completion> {
    let upstream = workflow.upstream(node);
    let nodes = workflow
        .nodes
        .iter()
        .zip(&upstream)
        .filter(|(_, before)| **before);
    let has = |node: &workflow::Node| !node.outputs.is_empty() || node.open_outputs;
    let mut found: Vec<Completion> = nodes
        .filter(|(node, _)| has(node))
        .map(|(node, _)| {
            let detail = format!("{} ({})", node.name, node.kind);
            place.completion(&node.id, &node.id, Some(detail))
        })
        .collect();
    found.push(Completion {
        rank: 1,
        ..place.completion("sys", "sys", Some("variables of the run".into()))
    });
    for scope in ["env", "conversation"] {
        if workflow
            .variables
            .iter()
            .any(|variable| scope_name(&variable.scope) == Some(scope))
        {
            found.push(Completion {
                rank: 1,
                ..place.completion(scope, scope, Some("declared variables".into()))
            });
        }
    }
    found
}

/// What Dify fills in itself (reference dify 1.6).
const SYSTEM: &[&str] = &[
    "query",
    "files",
    "conversation_id",
    "dialogue_count",
    "user_id",
    "app_id",
    "workflow_id",
    "workflow_run_id",
];

fn scope_name(scope: &Scope) -> Option<&'static str> {
    match scope {
        Scope::Environment => Some("env"),
        Scope::Conversation => Some("conversation"),
        Scope::Pipeline(_) => None,
    }
}

fn children<'o>(outputs: &'o [Output], key: &str) -> Option<&'o [Output]> {
    outputs
        .iter()
        .find(|output| output.name == key)?
        .children
        .as_deref()
}
