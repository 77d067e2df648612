use text::{Edit, InCode, TextRange, TextSize};

use super::Rule;
use crate::context::Context;
use crate::finding::{Applicability, Tag};
use crate::report::Report;
use crate::suppress::{Home, Named, Suppression, line_at};
use crate::{Level, Severity, find_rule};

/// A suppression of something that is not found. Looked for when all the others have been.
pub(super) const RULE: Rule = Rule {
    id: "unused-suppression",
    summary: "A suppression of something that is not found",
    severity: Severity::Warning,
    page: include_str!("unused_suppression.md"),
    check,
};

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    if !is_fully_checked(context) {
        return;
    }
    for suppression in &context.suppressions.all {
        let notes_of_several = suppression.home == Home::Notes && context.shares_its_node();
        if suppression.directive.fault.is_none() && !notes_of_several {
            check_one(context, suppression, report);
        }
    }
}

/// What was not looked for, because the code does not parse for example, may be there all the same.
fn is_fully_checked(context: &Context<'_>) -> bool {
    let facts = context.facts.as_deref();
    let known = facts.is_none_or(|facts| facts.syntax.is_none() && !facts.outcome.exhausted);
    known && !context.is_refused()
}

fn check_one(context: &Context<'_>, suppression: &Suppression, report: &mut Report<'_>) {
    let directive = &suppression.directive;
    let Some(names) = &directive.names else {
        if suppression.is_unused() {
            let message = format!("There is nothing to ignore {}", place(suppression));
            say(
                context,
                suppression,
                directive.range,
                message,
                whole(context, suppression),
                report,
            );
        }
        return;
    };
    let unused = |named: &&Named| {
        let rule = find_rule(&named.rule);
        let looked_for = rule.filter(|rule| context.settings.levels.of(rule) != Level::Off);
        looked_for.is_some() && suppression.is_unused_for(&named.rule)
    };
    let unused: Vec<&Named> = names.iter().filter(unused).collect();
    for named in &unused {
        let message = format!("No `{}` to ignore {}", named.rule, place(suppression));
        let edits = match unused.len() == names.len() {
            true => whole(context, suppression),
            false => some(context, suppression, names, &unused),
        };
        say(context, suppression, named.range, message, edits, report);
    }
}

fn say(
    context: &Context<'_>,
    suppression: &Suppression,
    range: TextRange,
    message: String,
    edits: Vec<Edit>,
    report: &mut Report<'_>,
) {
    suppression
        .report(context, range, message, report)
        .tag(Tag::Unnecessary)
        .fix("Remove it", Applicability::Safe, edits);
}

fn place(suppression: &Suppression) -> &'static str {
    match suppression.is_for_node() {
        true => "in this node",
        false => "in this line",
    }
}

/// Without the directive, and without the line that it leaves empty.
fn whole(context: &Context<'_>, suppression: &Suppression) -> Vec<Edit> {
    let Some(text) = suppression.text(context) else {
        return Vec::new();
    };
    let comment = suppression.directive.comment;
    let range = match suppression.home {
        Home::Code => without_blanks(text.text(), comment),
        // What follows on the line belongs to it.
        Home::Notes => without_blanks(text.text(), line_at(text.text(), comment.start())),
    };
    text.seal(context.file, InCode(range), "")
}

/// Without these of the names.
fn some(
    context: &Context<'_>,
    suppression: &Suppression,
    names: &[Named],
    unused: &[&Named],
) -> Vec<Edit> {
    let (Some(text), [first, .., last]) = (suppression.text(context), names) else {
        return Vec::new();
    };
    let is_kept = |named: &&Named| !unused.iter().any(|one| one.range == named.range);
    let kept: Vec<&str> = names
        .iter()
        .filter(is_kept)
        .map(|named| named.rule.as_str())
        .collect();
    let range = TextRange::new(first.range.start(), last.range.end());
    text.seal(context.file, InCode(range), &kept.join(", "))
}

/// `range` with the blank space before it, or with all of its line where nothing else stands in it.
fn without_blanks(text: &str, range: TextRange) -> TextRange {
    let (start, end) = (usize::from(range.start()), usize::from(range.end()));
    let line = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let rest = &text[end..];
    let behind = rest.len() - rest.trim_start_matches([' ', '\t', '\r']).len();
    let alone = text[line..start].trim().is_empty();
    let (start, end) = match (alone, rest[behind..].chars().next()) {
        (true, Some('\n')) => (line, end + behind + 1),
        (true, None) => (line, text.len()),
        (true, Some(_)) => (start, end + behind),
        (false, _) => (text[..start].trim_end_matches([' ', '\t']).len(), end),
    };
    TextRange::new(TextSize::new(start as u32), TextSize::new(end as u32))
}
