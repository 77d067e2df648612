mod advice;

use code::{Facts, NameUse, Usage};
use text::TextRange;
use workflow::{Contract, Existence, NodeHost, Target};

use super::Rule;
use crate::Severity;
use crate::context::Context;
use crate::finding::Applicability;
use crate::report::Report;
use advice::Advice;

/// A name that exists neither in the code nor where it runs (reference n8n 4.1, 4.2, 5, 10; dify 2.3, 2.4).
pub(super) const RULE: Rule = Rule {
    id: "undefined-name",
    summary: "A name that exists neither in the code nor where it runs",
    severity: Severity::Error,
    page: include_str!("undefined_name.md"),
    check,
};

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    let Some(facts) = context.running() else {
        return;
    };
    if defines_at_run_time(context, facts) {
        return;
    }
    let mut names: Vec<&str> = Vec::new();
    for used in &facts.globals {
        if !names.contains(&used.name.as_str()) {
            names.push(&used.name);
            check_name(context, facts, &used.name, report);
        }
    }
}

/// One finding a name, at the use that surely fails first.
fn check_name(context: &Context<'_>, facts: &Facts, name: &str, report: &mut Report<'_>) {
    let uses: Vec<&NameUse> = facts
        .globals
        .iter()
        .filter(|used| used.name == name)
        .collect();
    // Asking for the type is how people find out whether there is such a name.
    if uses.iter().any(|used| used.usage == Usage::Typeof) {
        return;
    }
    let existence = existence(context, name);
    let missing = |used: &&&NameUse| match (existence, used.usage) {
        (_, Usage::LazyAnnotation | Usage::Typeof) => false,
        (_, Usage::EagerAnnotation) if context.target.python >= 14 => false,
        (Existence::Absent, _) => true,
        (Existence::InsideMain, _) => used.reached.is_some_and(|reached| reached.before_main),
        _ => false,
    };
    let missing: Vec<&NameUse> = uses.iter().filter(missing).copied().collect();
    let severity = |used: &NameUse| severity(context, used);
    let Some(worst) = missing.iter().map(|used| severity(used)).max() else {
        return;
    };
    if is_made_global(context, name) {
        return;
    }
    let Some(first) = missing.iter().find(|used| severity(used) == worst) else {
        return;
    };
    let advice = Advice::on(context, facts, first);
    let (title, edits) = advice.fix(context, &missing);
    report
        .in_code(first.range, message(context, existence, name))
        .severity(worst)
        .platform(comes_to_pass(first, worst).then(|| platform_message(context, first)))
        .help(help(context, first, worst, &advice))
        .fix(title, Applicability::Unsafe, edits);
}

/// Where every run surely ends, because a name is read that does not exist: what stands behind it never comes to
/// pass.
pub(super) fn end_of_every_run(context: &Context<'_>) -> Option<TextRange> {
    let facts = context.running()?;
    if defines_at_run_time(context, facts) {
        return None;
    }
    let asked = |name: &str| {
        let mut uses = facts.globals.iter();
        uses.any(|used| used.name == name && used.usage == Usage::Typeof)
    };
    let ends = |used: &&NameUse| {
        used.usage == Usage::Read
            && used.reached.is_some_and(|reached| reached.unguarded)
            && facts.certain.holds(used.range)
            && existence(context, &used.name) == Existence::Absent
            && !asked(&used.name)
            && !is_made_global(context, &used.name)
    };
    facts.globals.iter().find(ends).map(|used| used.range)
}

fn existence(context: &Context<'_>, name: &str) -> Existence {
    if context.settings.globals.iter().any(|known| known == name) {
        return Existence::Provided;
    }
    let contract = context.code_node().contract;
    match context.is_python() {
        true => context.policy.python_name(name, contract),
        false => context.policy.js_name(name, contract),
    }
}

/// Code that nothing reaches is only remarked on.
const BEHIND_THE_END: Severity = Severity::Info;

fn comes_to_pass(used: &NameUse, severity: Severity) -> bool {
    used.reached.is_some() || severity != BEHIND_THE_END
}

/// An error where the read surely fails on a path; a warning where a handler catches that, where nothing shows
/// that the function around it is called, or where another release evaluates no annotations.
pub(super) fn severity(context: &Context<'_>, used: &NameUse) -> Severity {
    let exhausted = context
        .facts
        .as_ref()
        .is_none_or(|facts| facts.outcome.exhausted);
    match (used.usage, used.reached) {
        (Usage::EagerAnnotation, _) if context.is_dify() && !context.target_is_given => {
            Severity::Warning
        }
        (Usage::EagerAnnotation, _) if !used.in_function => Severity::Error,
        (_, Some(reached)) if reached.unguarded => Severity::Error,
        // Behind a `return`, say.
        (Usage::Read, None) if !used.in_function && !exhausted => BEHIND_THE_END,
        _ => Severity::Warning,
    }
}

fn message(context: &Context<'_>, existence: Existence, name: &str) -> String {
    match existence {
        Existence::InsideMain => {
            format!("`{name}` does not exist yet while the module runs; Dify binds it for `main`")
        }
        _ if advice::is_of_elsewhere(context, name) => {
            format!("`{name}` does not exist in {}", place(context))
        }
        _ => format!("`{name}` is not defined"),
    }
}

fn place(context: &Context<'_>) -> &'static str {
    match context.code_node().contract {
        Contract::DifyMain => "Dify's sandbox",
        Contract::N8nAllItems if context.is_python() => "native Python, *Run Once for All Items*",
        Contract::N8nEachItem if context.is_python() => "native Python, *Run Once for Each Item*",
        Contract::N8nAllItems => "a Code node that runs once for all items",
        Contract::N8nEachItem => "a Code node that runs once for each item",
        Contract::N8nTool => "a Code Tool",
        Contract::N8nSort => "the code of a Sort",
        _ => "this node",
    }
}

fn help(context: &Context<'_>, used: &NameUse, severity: Severity, advice: &Advice) -> String {
    if !comes_to_pass(used, severity) {
        return "No run comes here, so nothing fails: remove the line, or define the name.".into();
    }
    let mut help = advice.text.clone();
    if used.usage == Usage::EagerAnnotation && context.is_dify() {
        help.push_str(" Since Dify 1.13.3 (Python 3.14) annotations are not evaluated.");
    }
    match used.reached {
        Some(reached) if !reached.unguarded => {
            help.push_str(" The exception is caught here, so this always ends in the handler.");
        }
        _ => {}
    }
    help.trim_start().to_string()
}

fn platform_message(context: &Context<'_>, used: &NameUse) -> String {
    let name = &used.name;
    match (context.is_dify(), context.is_python()) {
        (true, true) => format!("NameError: name '{name}' is not defined"),
        (true, false) => format!("ReferenceError: {name} is not defined"),
        (false, true) => format!("name '{name}' is not defined"),
        (false, false) => match line(context, used) {
            Some(line) => format!("{name} is not defined [line {line}]"),
            None => format!("{name} is not defined"),
        },
    }
}

/// The line that the task runner adds. In a function of the code it may be another (reference n8n 0b.3).
fn line(context: &Context<'_>, used: &NameUse) -> Option<usize> {
    let contract = context.code_node().contract;
    let tells = matches!(
        contract,
        Contract::N8nAllItems | Contract::N8nEachItem | Contract::N8nTool
    ) && runs_in_task_runner(context.target)
        && !used.in_function;
    tells.then(|| context.line_of(used.range))
}

fn runs_in_task_runner(target: Target) -> bool {
    target
        .n8n()
        .is_some_and(|facts| facts.node_host == NodeHost::TaskRunner)
}

/// The code makes names in ways that only running it would show.
fn defines_at_run_time(context: &Context<'_>, facts: &Facts) -> bool {
    let names: &[&str] = match context.is_python() {
        true if context.is_dify() => &["exec", "globals", "locals", "vars", "dir"],
        true => &[],
        false => &["eval"],
    };
    let uses = |name: &&str| facts.globals.iter().any(|used| used.name == *name);
    names.iter().any(uses)
        || facts
            .imports
            .iter()
            .any(|import| import.name.as_deref() == Some("*"))
}

/// `globalThis.name` and the like stand in the code: it may well make the name itself.
fn is_made_global(context: &Context<'_>, name: &str) -> bool {
    const OBJECTS: [&str; 5] = ["globalThis", "global", "this", "self", "window"];
    let text = context.code().map(|code| code.text()).unwrap_or_default();
    let member = format!(".{name}");
    let makes = |(at, _): (usize, &str)| {
        let next = text[at + member.len()..].chars().next();
        let goes_on = next.is_some_and(|next| next.is_alphanumeric() || next == '_' || next == '$');
        !goes_on && OBJECTS.iter().any(|object| text[..at].ends_with(object))
    };
    !context.is_python() && text.match_indices(&member).any(makes)
}

/// The code at `range` and behind it.
fn rest<'c>(context: &Context<'c>, range: TextRange) -> &'c str {
    let text = context.code().map(|code| code.text()).unwrap_or_default();
    text.get(usize::from(range.end())..).unwrap_or_default()
}
