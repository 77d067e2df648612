use super::Rule;
use crate::Severity;
use crate::context::Context;
use crate::report::Report;

/// A variable that is read before it has a value.
pub(super) const RULE: Rule = Rule {
    id: "use-before-declaration",
    summary: "A variable that is read before it has a value",
    severity: Severity::Error,
    page: include_str!("use_before_declaration.md"),
    check,
};

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    let Some(facts) = context.running() else {
        return;
    };
    for read in &facts.early_reads {
        let name = &read.name;
        let says = match (context.is_python(), read.is_local, context.target.python) {
            (false, ..) => format!("ReferenceError: Cannot access '{name}' before initialization"),
            (true, true, 11..) => format!(
                "UnboundLocalError: cannot access local variable '{name}' where it is not associated with a value"
            ),
            (true, true, _) => {
                format!("UnboundLocalError: local variable '{name}' referenced before assignment")
            }
            (true, false, _) => format!("NameError: name '{name}' is not defined"),
        };
        // n8n tells the message alone.
        let says = match context.is_dify() {
            true => says,
            false => says
                .split_once(": ")
                .map_or_else(String::new, |(_, words)| words.to_string()),
        };
        let help = match context.is_python() && read.is_local && read.range == read.declared {
            true => format!(
                "An assignment makes `{name}` a variable of the function: begin with a value, or declare it `global` or `nonlocal`."
            ),
            false => "Move the line up, behind which it has its value.".to_string(),
        };
        let found = report
            .in_code(read.range, format!("`{name}` has no value yet here"))
            .severity(match facts.certain.holds(read.range) {
                true => Severity::Error,
                false => Severity::Warning,
            })
            .platform(Some(says))
            .help(help);
        if read.range != read.declared {
            found.related_in_code(read.declared, "it is declared here");
        }
    }
}
