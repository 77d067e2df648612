//! The rules that have found something at a place.

use text::{InFile, TextRange, TextSize};

use crate::Snapshot;

/// For each finding at `offset` its range and what its rule is about: the beginning of the rule's page.
pub(super) fn sections(
    snapshot: &Snapshot,
    offset: InFile<TextSize>,
) -> Vec<(InFile<TextRange>, String)> {
    const MOST: usize = 3;
    let found = snapshot.analysis.diagnostics.iter();
    let here = found.filter(|found| found.range.0.contains_inclusive(offset.0));
    here.take(MOST)
        .map(|found| (found.range, section(found)))
        .collect()
}

fn section(found: &lint::Diagnostic) -> String {
    let rule = found.rule;
    let mut out = format!("**{}**: {}", rule.id, found.message);
    if let Some(help) = &found.help {
        out.push_str("\n\n");
        out.push_str(help);
    }
    let page = rule.page.split_once('\n').map_or("", |(_, rest)| rest);
    let essay = page.split("\n## ").next().unwrap_or_default().trim();
    let essay = essay.split("```").next().unwrap_or_default().trim();
    if !essay.is_empty() {
        out.push_str("\n\n");
        out.push_str(essay);
    }
    out
}
