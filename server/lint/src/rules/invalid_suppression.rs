use contract::nearest;
use text::InCode;

use super::{RULES, Rule};
use crate::context::Context;
use crate::finding::Applicability;
use crate::report::Report;
use crate::suppress::{Directive, Fault, Suppression};
use crate::{Severity, find_rule};

/// A suppression that does nothing because of how it is written.
pub(super) const RULE: Rule = Rule {
    id: "invalid-suppression",
    summary: "A suppression that is not understood or names no rule",
    severity: Severity::Warning,
    page: include_str!("invalid_suppression.md"),
    check,
};

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    for suppression in &context.suppressions.all {
        let directive = &suppression.directive;
        match &directive.fault {
            Some(fault) => faulty(context, suppression, fault, report),
            None => unknown_rules(context, suppression, directive, report),
        }
    }
}

fn faulty(
    context: &Context<'_>,
    suppression: &Suppression,
    fault: &Fault,
    report: &mut Report<'_>,
) {
    let message = match fault {
        Fault::Unknown(word) if word.is_empty() => {
            "This suppression does not say what to do".to_string()
        }
        Fault::Unknown(word) => format!("There is no suppression `{word}`"),
        Fault::Open => "The list of rules is not closed".to_string(),
        Fault::Empty => "This suppression names no rule".to_string(),
        Fault::NoBrackets(_) => "The rules of a suppression stand in brackets".to_string(),
    };
    let help = match fault {
        Fault::Unknown(word) => match nearest(word, ["ignore", "ignore-node"]) {
            Some(near) => format!("Did you mean `{near}`?"),
            None => {
                "Write `codenode: ignore[rule]`, or `ignore-node` for the whole node.".to_string()
            }
        },
        Fault::Open => "Write a `]` behind the last rule.".to_string(),
        Fault::Empty => "Name a rule; without brackets it means every rule.".to_string(),
        Fault::NoBrackets(rule) => format!("Write `[{rule}]`."),
    };
    suppression
        .report(context, suppression.directive.range, message, report)
        .help(help);
}

fn unknown_rules(
    context: &Context<'_>,
    suppression: &Suppression,
    directive: &Directive,
    report: &mut Report<'_>,
) {
    let names = directive.names.iter().flatten();
    for named in names.filter(|named| find_rule(&named.rule).is_none()) {
        let message = format!("There is no rule `{}`", named.rule);
        let finding = suppression.report(context, named.range, message, report);
        let Some(near) = nearest(&named.rule, RULES.iter().map(|rule| rule.id)) else {
            finding.help("`codenode rules` lists them.");
            continue;
        };
        let edits = suppression
            .text(context)
            .map(|text| text.seal(context.file, InCode(named.range), near));
        finding.help(format!("Did you mean `{near}`?")).fix(
            format!("Write `{near}`"),
            Applicability::Safe,
            edits.unwrap_or_default(),
        );
    }
}
