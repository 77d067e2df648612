use code::analyzer::{Release, Violation, violations};
use workflow::{Allow, Analyzer, PythonHost};

use super::Rule;
use crate::Severity;
use crate::context::Context;
use crate::report::Report;

/// Code that n8n's analyzer refuses to run, whatever it does (reference n8n 11). Its list of modules is
/// `disallowed-import`'s.
pub(super) const RULE: Rule = Rule {
    id: "python-analyzer",
    summary: "Code that n8n's analyzer of Python refuses to run",
    severity: Severity::Error,
    page: include_str!("python_analyzer.md"),
    check,
};

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    let (Some(release), Some(code)) = (release(context), context.code()) else {
        return;
    };
    if !context.is_python() || context.analyzed().is_none() {
        return;
    }
    for violation in violations(code.text(), release) {
        let line = context.line_of(violation.at);
        let says = format!(
            "Security violations detected: Line {line}: {}",
            violation.text
        );
        let token = &code.text()[std::ops::Range::<usize>::from(violation.range)];
        report
            .in_code(
                context.first_line(violation.range),
                message(&violation, token),
            )
            .platform(Some(says))
            .help(help(&violation, token));
    }
}

/// Which analyzer looks at the code; none does where both lists of modules allow everything.
fn release(context: &Context<'_>) -> Option<Release> {
    let policy = &context.policy;
    if policy.python_stdlib.allow == Allow::All && policy.python_external.allow == Allow::All {
        return None;
    }
    match context.target.n8n()?.python_host {
        PythonHost::Pyodide => None,
        PythonHost::Native(Analyzer::V2_1) => Some(Release::V2_1),
        PythonHost::Native(Analyzer::Newest) => Some(Release::Newest),
    }
}

fn message(violation: &Violation, token: &str) -> String {
    let text = violation.text.as_str();
    if text.starts_with("String pattern") {
        "n8n's analyzer refuses this text: as a template it would reach for a blocked attribute"
            .into()
    } else if text.starts_with("Extracting") {
        format!("n8n's analyzer refuses `{token}` that is not called at once")
    } else if text.starts_with("Relative") {
        "n8n's analyzer refuses relative imports".into()
    } else if text.starts_with("Dynamic") {
        "n8n's analyzer refuses imports whose module it cannot read in the code".into()
    } else if text.starts_with("Positional") {
        "n8n's analyzer refuses positional patterns of classes".into()
    } else if token.contains(['"', '\'', '\n']) {
        "n8n's analyzer refuses this text, even though it is only a text".into()
    } else {
        format!("n8n's analyzer refuses `{token}`")
    }
}

fn help(violation: &Violation, token: &str) -> &'static str {
    let text = violation.text.as_str();
    match token {
        "__name__" if text.starts_with("Access to name") => {
            "The code is always run as it stands: call the function without asking for `__name__`."
        }
        "__class__" | "__dict__" => "`isinstance(value, dict)` tells what a value is.",
        _ if text.starts_with("Extracting") => {
            "Call it where it stands: `lambda value: template.format(value)`."
        }
        _ if text.starts_with("Dynamic") => "Import the module by its name.",
        _ if text.starts_with("Relative") => "There is no package around the code.",
        _ if text.starts_with("Positional") => "Name the attributes: `case Point(x=x, y=y)`.",
        _ if text.contains("'obj'") => {
            "The word `obj` alone is blocked as an attribute and as a text: use another name for the key."
        }
        _ => "Do without it; the analyzer looks at the text alone, whether the code runs or not.",
    }
}
