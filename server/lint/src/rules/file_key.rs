use super::Rule;
use crate::Severity;
use crate::context::Context;
use crate::finding::Applicability;
use crate::report::Report;

/// The name of a file under a key that files do not have (reference dify 2.1).
pub(super) const RULE: Rule = Rule {
    id: "file-key",
    summary: "A key that Dify's files do not have",
    severity: Severity::Warning,
    page: include_str!("file_key.md"),
    check,
};

/// What people write, and what it is called.
const KEYS: &[(&str, &str)] = &[
    ("name", "filename"),
    ("file_name", "filename"),
    ("fileName", "filename"),
    ("mimetype", "mime_type"),
    ("mimeType", "mime_type"),
    ("ext", "extension"),
];

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    let Some(facts) = context.running().filter(|_| context.is_dify()) else {
        return;
    };
    for taken in &facts.element_keys {
        let is_files = context.code_node().inputs.iter().any(|input| {
            input.name == *taken.input && input.type_name.as_deref() == Some("array[file]")
        });
        let known = KEYS.iter().find(|(wrong, _)| taken.key == *wrong);
        let (true, Some((_, right))) = (is_files, known) else {
            continue;
        };
        let text = context.code().map_or("", |code| code.text());
        let written = text
            .get(std::ops::Range::<usize>::from(taken.range))
            .unwrap_or_default();
        let finding = report
            .in_code(
                taken.range,
                format!("A file of Dify has no `{}`", taken.key),
            )
            .help(format!("It is called `{right}`."));
        let finding = match context.is_python() {
            true => finding.platform(Some(format!("KeyError: '{}'", taken.key))),
            false => finding,
        };
        finding.fix_code(
            format!("Take `{right}`"),
            Applicability::Unsafe,
            taken.range,
            &written.replace(taken.key.as_str(), right),
        );
    }
}
