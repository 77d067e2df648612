use code::facts::Binds;

use super::Rule;
use crate::Severity;
use crate::context::Context;
use crate::finding::Tag;
use crate::report::Report;

/// A declared input that the code never reads.
pub(super) const RULE: Rule = Rule {
    id: "unused-input",
    summary: "A declared input that the code never reads",
    severity: Severity::Info,
    page: include_str!("unused_input.md"),
    check,
};

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    let Some(facts) = context.running() else {
        return;
    };
    let Some(signature) = facts.signature.as_ref().filter(|_| context.is_dify()) else {
        return;
    };
    // These read variables without a word of their names.
    let by_name = ["locals", "vars", "eval", "exec", "arguments"];
    if facts
        .globals
        .iter()
        .any(|used| by_name.contains(&used.name.as_str()))
    {
        return;
    }
    for (param, name) in signature
        .params
        .iter()
        .flat_map(|param| param.unread.iter().map(move |name| (param, name)))
    {
        let range = match &param.binds {
            Binds::Name(_, range) if context.is_python() => *range,
            Binds::Object(keys, _) => match keys.iter().find(|(key, _)| key == name) {
                Some((_, range)) => *range,
                None => continue,
            },
            _ => continue,
        };
        if context
            .code_node()
            .inputs
            .iter()
            .any(|input| input.name == *name)
        {
            report
                .in_code(range, format!("The input `{name}` is never read"))
                .tag(Tag::Unnecessary)
                .help("Remove it here and from the node's inputs, or use it.");
        }
    }
}
