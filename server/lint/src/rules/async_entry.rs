use super::Rule;
use crate::Severity;
use crate::context::Context;
use crate::report::Report;

/// Dify does not await `main` (reference dify 2.2, 2.4).
pub(super) const RULE: Rule = Rule {
    id: "async-entry",
    summary: "`main` is asynchronous or a generator, and Dify does not wait for it",
    severity: Severity::Error,
    page: include_str!("async_entry.md"),
    check,
};

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    let Some(facts) = context.running().filter(|_| context.is_dify()) else {
        return;
    };
    let Some(signature) = facts
        .signature
        .as_ref()
        .filter(|found| found.is_async || found.is_generator)
    else {
        return;
    };
    let python = context.is_python();
    let what = match (signature.is_async, signature.is_generator) {
        (true, true) => "an asynchronous generator",
        (true, false) => "asynchronous",
        _ => "a generator",
    };
    let platform = match (python, signature.is_async, signature.is_generator) {
        (true, true, false) => {
            Some("TypeError: Object of type coroutine is not JSON serializable".to_string())
        }
        (true, false, true) => {
            Some("TypeError: Object of type generator is not JSON serializable".to_string())
        }
        (true, ..) => {
            Some("TypeError: Object of type async_generator is not JSON serializable".to_string())
        }
        (false, ..) => {
            let first = context.code_node().outputs.first();
            first.map(|output| format!("Output {} is missing.", output.name))
        }
    };
    if !python && context.code_node().outputs.is_empty() {
        return;
    }
    let help = match python {
        true => {
            "Dify calls `main` and serialises what it returns at once. Make it a plain `def` that returns a dict."
        }
        false => {
            "Dify calls `main` and serialises what it returns at once: a promise becomes `{}`. Make it a plain function."
        }
    };
    report
        .in_code(
            signature.name_range,
            format!("`main` is {what}, and Dify does not wait for it"),
        )
        .platform(platform)
        .help(help);
}
