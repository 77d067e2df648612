use super::Rule;
use crate::Severity;
use crate::context::Context;
use crate::report::Report;

/// Data that n8n does not send because the code does not seem to use it (reference n8n 7).
pub(super) const RULE: Rule = Rule {
    id: "binary-not-loaded",
    summary: "Input data that n8n does not send along",
    severity: Severity::Warning,
    page: include_str!("binary_not_loaded.md"),
    check,
};

/// Where one of these stands in the code, the items of the input may be sent along.
const SENDS: &[&str] = &["$input", "$json", "item", "$node", "$("];

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    let Some(facts) = context.running() else {
        return;
    };
    if !context.is_in_runner() || sends_input(context) {
        return;
    }
    let wanted = ["$binary", "$thisItem"];
    let read = facts
        .paths
        .iter()
        .find(|used| wanted.contains(&used.path.as_str()));
    if let Some(used) = read {
        let name = &used.path;
        report
            .in_code(used.range, format!("`{name}` is `undefined` here: n8n sends the input only where the code names it otherwise"))
            .help("Use `$input.item.binary`, or name `$input` or `$json` anywhere in the code.");
    }
}

/// n8n may send the items of the input along.
pub(super) fn sends_input(context: &Context<'_>) -> bool {
    let code = context.code().map_or("", |code| code.text());
    SENDS.iter().any(|word| code.contains(word))
}
