use super::Rule;
use crate::Severity;
use crate::context::Context;
use crate::report::Report;

/// A single file as input, which Dify cannot hand to code (reference dify 2.1).
pub(super) const RULE: Rule = Rule {
    id: "file-input",
    summary: "A single file as input, which Dify cannot hand to code",
    severity: Severity::Error,
    page: include_str!("file_input.md"),
    check,
};

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    if !context.is_dify() {
        return;
    }
    for input in &context.code_node().inputs {
        if input.type_name.as_deref() != Some("file") {
            continue;
        }
        report
            .in_file(
                input.selector_range.unwrap_or(input.range),
                format!(
                    "The input `{}` is a file, which Dify cannot hand to code",
                    input.name
                ),
            )
            .platform(Some("Type is not JSON serializable: File".into()))
            .help(format!(
                "Select a part of it: {}.",
                ["url", "name", "extension"]
                    .map(|part| format!("`[{}, {part}]`", input.selector.join(", ")))
                    .join(", ")
            ));
    }
}
