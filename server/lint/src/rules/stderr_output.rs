use code::facts::{Call, Facts};

use super::Rule;
use crate::Severity;
use crate::context::Context;
use crate::report::Report;

/// Something is written to stderr, which fails the node up to sandbox 0.2.15 (reference dify 2.10).
pub(super) const RULE: Rule = Rule {
    id: "stderr-output",
    summary: "Something is written to stderr, which fails the node",
    severity: Severity::Warning,
    page: include_str!("stderr_output.md"),
    check,
};

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    let Some(facts) = context.running() else {
        return;
    };
    let Some(dify) = context.target.dify() else {
        return;
    };
    if dify.stderr_is_fatal != Some(true) {
        return;
    }
    compiler(context, facts, report);
    let writes = match context.is_python() {
        true => python,
        false => javascript,
    };
    for call in &facts.calls {
        let Some(help) = writes(call, facts, context) else {
            continue;
        };
        let (severity, when) = match facts.certain.holds(call.whole) {
            true => (Severity::Error, ""),
            false => (Severity::Warning, " when it runs"),
        };
        report
            .in_code(
                context.first_line(call.range),
                format!(
                    "`{}` writes to stderr, and Dify fails the node for that{when}",
                    name(context, call)
                ),
            )
            .severity(severity)
            .help(help);
    }
}

/// The name as it is written; a long chain by its end.
fn name<'c>(context: &Context<'c>, call: &'c Call) -> &'c str {
    let code = context.code().map_or("", |code| code.text());
    let written = code.get(std::ops::Range::<usize>::from(call.range));
    let is_plain = |name: &&str| {
        let mut letters = name.chars();
        !name.is_empty() && letters.all(|letter| letter.is_alphanumeric() || "._".contains(letter))
    };
    if let Some(written) = written.filter(is_plain) {
        return written;
    }
    match call.path.rsplit_once("()") {
        Some((_, end)) if !end.is_empty() => end.trim_start_matches('.'),
        _ => &call.path,
    }
}

/// The compiler's own warnings come whatever the code does.
fn compiler(context: &Context<'_>, facts: &Facts, report: &mut Report<'_>) {
    let Some(dify) = context.target.dify() else {
        return;
    };
    for warning in &facts.warnings {
        let text = context.code().map_or("", |code| code.text());
        let before = &text[..usize::from(warning.range.start())];
        let line = before.matches('\n').count() as u32 + 1 + dify.wrapper_lines;
        let help = match warning.message.contains("escape") {
            true => "Write a raw string (`r\"…\"`) or double the backslash.",
            false => "Python prints this warning when it compiles the code: mend what it names.",
        };
        let what = match warning.message.contains("escape") {
            true => "An escape that means nothing",
            false => "What Python's compiler warns about",
        };
        report
            .in_code(
                context.first_line(warning.range),
                format!("{what} is written to stderr, and Dify fails the node for that"),
            )
            .severity(Severity::Error)
            .platform(Some(format!(
                "{}:{line}: SyntaxWarning: {}",
                dify.traceback_file, warning.message
            )))
            .help(help);
    }
}

const PRINT: &str = "Use plain `print`, whose output is ignored, or leave it out.";

fn python(call: &Call, facts: &Facts, context: &Context<'_>) -> Option<&'static str> {
    let path = call.path.as_str();
    let to_stderr = |argument: &code::facts::Argument| {
        argument.name.as_deref() == Some("file")
            && matches!(
                argument.path.as_deref(),
                Some("sys.stderr" | "sys.__stderr__")
            )
    };
    match path {
        "print" if call.arguments.iter().any(to_stderr) => Some(PRINT),
        "sys.stderr.write" | "sys.stderr.writelines" | "warnings.warn" => Some(PRINT),
        "traceback.print_exc" | "traceback.print_stack" if call.arguments.is_empty() => {
            Some("Return `traceback.format_exc()` instead, or leave it out.")
        }
        "datetime.datetime.utcnow" | "datetime.datetime.utcfromtimestamp"
            if context.target.python >= 12 =>
        {
            Some("It is deprecated, and Python says so: use `datetime.now(timezone.utc)`.")
        }
        _ => logs(path, facts).then_some(PRINT),
    }
}

/// Whether the call logs to stderr: warnings and worse do by themselves, the rest where the code configures
/// logging so. Silent where the code sends its logs elsewhere.
fn logs(path: &str, facts: &Facts) -> bool {
    let method = ["logging.getLogger().", "logging.root.", "logging."]
        .iter()
        .find_map(|prefix| path.strip_prefix(prefix));
    let Some(method) = method else {
        return false;
    };
    let elsewhere = facts.calls.iter().any(|call| {
        let configures = call.path.starts_with("logging.")
            && [
                "addHandler",
                "disable",
                "setLevel",
                "dictConfig",
                "fileConfig",
            ]
            .iter()
            .any(|word| call.path.ends_with(word));
        let redirects = |argument: &code::facts::Argument| {
            matches!(
                argument.name.as_deref(),
                Some("stream" | "handlers" | "filename")
            )
        };
        let redirected = call.path == "logging.basicConfig" && call.arguments.iter().any(redirects);
        configures || redirected
    });
    let verbose = facts.calls.iter().any(|call| {
        let level = |argument: &code::facts::Argument| {
            argument.name.as_deref() == Some("level")
                && matches!(
                    argument.path.as_deref(),
                    Some("logging.INFO" | "logging.DEBUG")
                )
        };
        call.path == "logging.basicConfig" && call.arguments.iter().any(level)
    });
    // With a level of its own that is not known here, even warnings may be left out.
    let other_level = facts.calls.iter().any(|call| {
        let level = |argument: &code::facts::Argument| {
            argument.name.as_deref() == Some("level")
                && !matches!(
                    argument.path.as_deref(),
                    Some("logging.INFO" | "logging.DEBUG" | "logging.WARNING")
                )
        };
        call.path == "logging.basicConfig" && call.arguments.iter().any(level)
    });
    let severe = matches!(
        method,
        "warning" | "warn" | "error" | "exception" | "critical" | "fatal"
    );
    !elsewhere && !other_level && (severe || (verbose && method == "info"))
}

fn javascript(call: &Call, _: &Facts, _: &Context<'_>) -> Option<&'static str> {
    match call.path.as_str() {
        "console.error"
        | "console.warn"
        | "console.trace"
        | "process.stderr.write"
        | "process.emitWarning" => {
            Some("Use `console.log`, whose output is ignored, or leave it out.")
        }
        _ => None,
    }
}
