use text::TextRange;

use super::Rule;
use crate::Severity;
use crate::context::Context;
use crate::finding::Applicability;
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
    let finding = report
        .in_code(
            signature.name_range,
            format!("`main` is {what}, and Dify does not wait for it"),
        )
        .platform(platform)
        .help(help);
    if let Some(range) = async_keyword(context, signature.name_range) {
        finding.fix_code("Remove `async`", Applicability::Unsafe, range, "");
    }
}

/// `async` and the blanks after it, before the name of a declaration.
fn async_keyword(context: &Context<'_>, name: TextRange) -> Option<TextRange> {
    let text = context.code()?.text();
    if text.contains("await") || text.contains("async for") || text.contains("async with") {
        // It would be no code any more.
        return None;
    }
    let before = text.get(..usize::from(name.start()))?;
    let line = &before[before.rfind('\n').map_or(0, |at| at + 1)..];
    let at = line.find("async")?;
    let rest = &line[at + "async".len()..];
    let blanks = rest.len() - rest.trim_start().len();
    let keyword = matches!(rest.trim(), "def" | "function" | "function*");
    let start = before.len() - line.len() + at;
    let length = "async".len() + blanks;
    keyword.then(|| TextRange::at((start as u32).into(), (length as u32).into()))
}
