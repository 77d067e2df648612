use code::{NameUse, Usage};
use text::{TextRange, TextSize};
use workflow::Existence;

use super::Rule;
use super::undefined_name::severity;
use crate::Severity;
use crate::context::Context;
use crate::report::Report;

/// A built-in of Python that n8n takes away (reference n8n 10).
pub(super) const RULE: Rule = Rule {
    id: "denied-builtin",
    summary: "A built-in of Python that n8n takes away",
    severity: Severity::Error,
    page: include_str!("denied_builtin.md"),
    check,
};

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    let Some(facts) = context.running() else {
        return;
    };
    if !context.is_python() || context.policy.python_builtins_denied.is_empty() {
        return;
    }
    let mut seen: Vec<&str> = Vec::new();
    for used in &facts.globals {
        if is_denied(context, used) && !seen.contains(&used.name.as_str()) {
            seen.push(&used.name);
            report
                .in_code(
                    used.range,
                    format!("n8n takes Python's `{}` away", used.name),
                )
                .severity(severity(context, used))
                .platform(Some(format!("name '{}' is not defined", used.name)))
                .help(help(&used.name));
        }
    }
    let denies = |name: &str| {
        context
            .policy
            .python_builtins_denied
            .iter()
            .any(|denied| denied == name)
    };
    if let Some(class) = facts.classes.first()
        && denies("__build_class__")
    {
        report
            .in_code(keyword(*class), "n8n runs no `class` statement")
            .platform(Some("__build_class__ not found".to_string()))
            .help("Use dicts and functions; of exceptions the built-in ones. An administrator may shorten N8N_RUNNERS_BUILTINS_DENY.");
    }
}

fn is_denied(context: &Context<'_>, used: &NameUse) -> bool {
    let contract = context.code_node().contract;
    used.usage != Usage::LazyAnnotation
        && context.policy.python_name(&used.name, contract) == Existence::Denied
}

fn keyword(class: TextRange) -> TextRange {
    TextRange::at(class.start(), TextSize::of("class"))
}

fn help(name: &str) -> String {
    let instead = match name {
        "type" => "`isinstance(value, dict)` tells what a value is.",
        "getattr" | "hasattr" => "Items are plain dicts: `item.get(key)`, `key in item`.",
        "setattr" | "delattr" => "Items are plain dicts: `item[key] = value`, `del item[key]`.",
        "open" => "There are no files; read them with a node before this one.",
        "input" => "Nobody is there to answer; the data is in `_items`.",
        "eval" | "exec" | "compile" => "Write the code out.",
        "object" => "A sentinel may be any value of its own, such as `[]`.",
        "vars" | "dir" | "globals" | "locals" => "Keep the values in a dict.",
        "memoryview" => "Use `bytes` or `bytearray`.",
        _ => "Do without it.",
    };
    format!("{instead} An administrator may shorten N8N_RUNNERS_BUILTINS_DENY.")
}
