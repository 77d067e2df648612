use code::Facts;
use code::infer::EntryFunction;
use code::ir::VariableKind;
use contract::nearest;

use super::Rule;
use crate::Severity;
use crate::context::Context;
use crate::finding::Applicability;
use crate::report::Report;

/// Dify calls `main`; there is none (reference dify 2.2, 2.4).
pub(super) const RULE: Rule = Rule {
    id: "missing-entry",
    summary: "There is no `main` for Dify to call",
    severity: Severity::Error,
    page: include_str!("missing_entry.md"),
    check,
};

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    let Some(facts) = context.running().filter(|_| context.is_dify()) else {
        return;
    };
    let class = facts
        .top
        .iter()
        .find(|top| top.name == "main" && top.kind == VariableKind::Class);
    if let (Some(class), false) = (class, context.is_python()) {
        report
            .in_code(
                class.range,
                "`main` is a class, and Dify calls it without `new`",
            )
            .platform(Some(
                "TypeError: Class constructor main cannot be invoked without 'new'".into(),
            ))
            .help("Make `main` a function.");
        return;
    }
    match facts.outcome.entry {
        EntryFunction::Missing => {}
        EntryFunction::NotCallable(kind) => return not_callable(context, facts, kind, report),
        EntryFunction::Own(_) | EntryFunction::Unknown => return,
    }
    let functions = facts
        .top
        .iter()
        .filter(|top| top.kind == VariableKind::Function);
    let likely = functions
        .clone()
        .find(|top| nearest(&top.name, ["main"]).is_some());
    let only = functions
        .clone()
        .next()
        .filter(|_| functions.clone().count() == 1);
    let platform = match context.is_python() {
        true => "NameError: name 'main' is not defined",
        false => "ReferenceError: main is not defined",
    };
    let message = "Dify calls a function named `main`, and the code defines none";
    match likely.or(only) {
        Some(function) => report
            .in_code(function.range, message)
            .help(format!("Rename `{}` to `main`.", function.name))
            .platform(Some(platform.into()))
            .fix_code(
                "Rename it to `main`",
                Applicability::Unsafe,
                function.range,
                "main",
            ),
        None => report
            .in_code(context.first_line(facts.extent), message)
            .help(
                "Put the code into `main`, which takes the node's inputs and returns its outputs.",
            )
            .platform(Some(platform.into())),
    };
}

/// `main` holds a value, often the result of calling it.
fn not_callable(context: &Context<'_>, facts: &Facts, kind: Option<&str>, report: &mut Report<'_>) {
    let main = facts.top.iter().find(|top| top.name == "main");
    let range = main.map_or(facts.extent, |main| main.range);
    report
        .in_code(
            context.first_line(range),
            "`main` is not a function, and Dify calls it",
        )
        .platform(match (context.is_python(), kind) {
            (false, _) => Some("TypeError: main is not a function".into()),
            (true, kind) => kind.map(|kind| format!("TypeError: '{kind}' object is not callable")),
        })
        .help("Leave `main` a function that takes the inputs and returns the outputs.");
}
