use code::facts::{Facts, MainCall, MainGuard};
use code::ir::ParamKind;
use text::TextRange;

use super::{Rule, python_call};
use crate::Severity;
use crate::context::Context;
use crate::report::Report;

/// `if __name__ == "__main__":` runs in Dify, and often crashes there (reference dify 2.3).
pub(super) const RULE: Rule = Rule {
    id: "main-guard",
    summary: "The block under `if __name__ == \"__main__\"` runs in Dify too",
    severity: Severity::Error,
    page: include_str!("main_guard.md"),
    check,
};

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    let Some(facts) = context.running().filter(|_| context.is_dify()) else {
        return;
    };
    let Some(guard) = &facts.main_guard else {
        return;
    };
    let crash = called(context, facts, guard)
        .into_iter()
        .chain(ended(facts, guard))
        .min_by_key(|(range, _)| range.start());
    match crash {
        Some((range, says)) => report
            .in_code(
                context.first_line(range),
                "This runs in Dify before `main` is called, and fails",
            )
            .related_in_code(guard.test, "the condition holds in Dify's sandbox")
            .platform(Some(says)),
        None => report
            .in_code(
                guard.test,
                "The block under this condition runs in Dify too",
            )
            .severity(Severity::Info),
    }
    .help("Remove the block: Dify calls `main` itself.");
}

/// A call of `main` that lacks arguments.
fn called(context: &Context<'_>, facts: &Facts, guard: &MainGuard) -> Option<(TextRange, String)> {
    let signature = facts.signature.as_ref()?;
    let by_position_only = |kind: ParamKind| matches!(kind, ParamKind::PositionalOnly);
    if signature
        .params
        .iter()
        .any(|param| by_position_only(param.kind))
    {
        return None;
    }
    let names: Vec<&str> = signature
        .params
        .iter()
        .filter_map(python_call::name)
        .collect();
    let says = |call: &MainCall| {
        let named = call.named.iter().map(|name| name.as_str());
        let given: Vec<&str> = names
            .iter()
            .copied()
            .take(call.positional)
            .chain(named)
            .collect();
        python_call::error(signature, &given, context.target.python)
    };
    let certain = guard
        .calls
        .iter()
        .filter(|call| facts.certain.holds(call.range));
    certain
        .filter_map(|call| Some((call.range, says(call)?)))
        .next()
}

/// A call that ends the code before there is a result.
fn ended(facts: &Facts, guard: &MainGuard) -> Option<(TextRange, String)> {
    let inside = |range: TextRange| {
        let mut statements = guard.statements.iter();
        statements.any(|outer| outer.contains_range(range)) && facts.certain.holds(range)
    };
    let calls = facts.calls.iter().filter(|call| inside(call.whole));
    calls
        .filter_map(|call| {
            let says = match call.path.as_str() {
                "input" => "EOFError: EOF when reading a line",
                "sys.exit" | "exit" | "quit" | "os._exit" => {
                    "Failed to parse result: no result tag found in response"
                }
                _ => return None,
            };
            Some((call.whole, says.into()))
        })
        .next()
}
