//! A fix, applied and looked at again.

use lint::{Analysis, Diagnostic, Fix, Severity};

/// More errors than this do not come to light one after the other.
const MOST_STEPS: usize = 20;

/// The file after `fix` of `found`: the finding is gone, it still holds the same nodes, and no error has come of it
/// that its own fix would not mend.
pub(crate) fn mended(
    found: &Diagnostic,
    fix: &Fix,
    before: &Analysis,
    text: &str,
    read: impl Fn(&str) -> Analysis,
) -> Result<Analysis, String> {
    step(found, fix, before, text, &read, MOST_STEPS)
}

fn step(
    found: &Diagnostic,
    fix: &Fix,
    before: &Analysis,
    text: &str,
    read: &impl Fn(&str) -> Analysis,
    steps: usize,
) -> Result<Analysis, String> {
    let mut text = text.to_string();
    for edit in fix.edits.iter().rev() {
        text.replace_range(std::ops::Range::<usize>::from(edit.range.0), &edit.text);
    }
    let after = read(&text);
    let complain = |what: String| {
        let title = &fix.title;
        Err(format!("  {title:?} of {}: {what}\n{text}", found.rule.id))
    };
    if let Some(problem) = after.problems.first() {
        return complain(format!("the file is damaged: {}", problem.message));
    }
    let nodes = |analysis: &Analysis| -> Vec<usize> {
        let workflows = analysis.workflows.iter();
        workflows
            .map(|workflow| workflow.code_nodes.len())
            .collect()
    };
    if nodes(before) != nodes(&after) {
        return complain("code nodes come or go".into());
    }
    if count(&after, found) >= count(before, found) {
        return complain("leaves the finding".into());
    }
    let mut errors = after.diagnostics.iter().filter(|other| {
        other.severity == Severity::Error && count(&after, other) > count(before, other)
    });
    let Some(error) = errors.next() else {
        return Ok(after);
    };
    // What only now comes to light may be mended in turn.
    match &error.fix {
        Some(fix) if steps > 0 => {
            let mended = step(error, fix, &after, &text, read, steps - 1);
            mended.map(|_| after)
        }
        _ => complain(format!(
            "makes an error: {} {}",
            error.rule.id, error.message
        )),
    }
}

/// How often this is said.
fn count(analysis: &Analysis, found: &Diagnostic) -> usize {
    let said = analysis.diagnostics.iter();
    said.filter(|other| {
        other.rule == found.rule
            && other.message == found.message
            && other.severity == found.severity
    })
    .count()
}
