use contract::nearest;
use text::{TextRange, TextSize};

use super::Rule;
use crate::Severity;
use crate::context::Context;
use crate::finding::Applicability;
use crate::report::Report;

/// The name of a node that is not in the workflow (reference n8n 3.2, 5).
pub(super) const RULE: Rule = Rule {
    id: "unknown-node",
    summary: "The name of a node that the workflow does not have",
    severity: Severity::Error,
    page: include_str!("unknown_node.md"),
    check,
};

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    let (Some(facts), Some(code)) = (context.running(), context.code()) else {
        return;
    };
    if !context.is_in_runner() || is_cut_off(context) {
        return;
    }
    let mut told: Vec<&str> = Vec::new();
    for used in &facts.paths {
        let named = match (used.path.as_str(), &used.call) {
            ("$" | "$items", Some(call)) => {
                quoted(code.text(), used.range.end(), '(').map(|named| (named, call.reached))
            }
            ("$node", None) => {
                quoted(code.text(), used.range.end(), '[').map(|named| (named, used.reached))
            }
            _ => None,
        };
        let Some(((name, range), reached)) = named else {
            continue;
        };
        if context.workflow.node_by_name(name).is_some() || told.contains(&name) {
            continue;
        }
        told.push(name);
        // What is copied out of a workflow bears no name, and its other nodes may be elsewhere.
        let is_whole = context.workflow.name.is_some();
        let severity = match is_whole {
            true => context.severity_of(reached),
            false => Severity::Warning,
        };
        let names = context.workflow.nodes.iter().map(|node| node.name.as_str());
        let near = nearest(name, names);
        let help = match near {
            Some(near) => format!("Did you mean `{near}`? Names are compared exactly."),
            None if is_whole => "Write the name of a node as the workflow has it.".to_string(),
            None => "This file holds a workflow without a name, perhaps a part of one: the node must be in the whole."
                .to_string(),
        };
        let finding = report
            .in_code(range, format!("There is no node `{name}` in this workflow"))
            .severity(severity)
            .platform(Some("Referenced node doesn't exist".to_string()))
            .help(help);
        if let Some(near) = near.filter(|near| !near.contains(['\'', '"', '`', '\\'])) {
            let title = format!("Write `{near}`");
            finding.fix_code(title, Applicability::Unsafe, inside(range), near);
        }
    }
}

/// The file ends in the middle of the workflow: nodes are lost.
fn is_cut_off(context: &Context<'_>) -> bool {
    let range = std::ops::Range::<usize>::from(context.workflow.range.0);
    let text = context.file.get(range).unwrap_or_default();
    !text.ends_with('}')
}

/// The text in quotes that stands alone or first behind the bracket `open` at `at`, and its range with the quotes.
fn quoted(code: &str, at: TextSize, open: char) -> Option<(&str, TextRange)> {
    let behind = code.get(usize::from(at)..)?;
    let argument = behind.trim_start().strip_prefix(open)?.trim_start();
    let quote = argument
        .chars()
        .next()
        .filter(|c| ['\'', '"', '`'].contains(c))?;
    let (name, rest) = argument[1..].split_once(quote)?;
    let rest = rest.trim_start();
    let is_computed = quote == '`' && name.contains("${");
    if is_computed || name.contains(['\\', '\n']) || !rest.starts_with([',', ')', ']']) {
        return None;
    }
    let start = code.len() - argument.len();
    let length = TextSize::new(name.len() as u32 + 2);
    Some((name, TextRange::at(TextSize::new(start as u32), length)))
}

/// Without the quotes.
fn inside(range: TextRange) -> TextRange {
    let one = TextSize::new(1);
    TextRange::new(range.start() + one, range.end() - one)
}
