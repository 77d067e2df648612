use text::TextRange;
use workflow::{Denial, Origin, Policy, Verdict};

use super::Rule;
use crate::Severity;
use crate::context::Context;
use crate::report::Report;

/// A module that may not be used, or does not exist, where the code runs (reference dify 3, n8n 8 and 11.3).
pub(super) const RULE: Rule = Rule {
    id: "disallowed-import",
    summary: "A module that may not be used where the code runs",
    severity: Severity::Error,
    page: include_str!("disallowed_import.md"),
    check,
};

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    let Some(facts) = context.analyzed() else {
        return;
    };
    let mut seen: Vec<&str> = Vec::new();
    // n8n refuses what it reads, before anything runs; in Dify a `try` can handle it.
    let handled = |guarded: bool| guarded && context.is_dify();
    for import in facts
        .imports
        .iter()
        .filter(|import| !handled(import.guarded))
    {
        if import.level == 0 && !seen.contains(&import.module.as_str()) {
            seen.push(&import.module);
            let verdict = |policy: &Policy| policy.allows_import(&import.module);
            judge(
                context,
                &import.module,
                import.module_range,
                &verdict,
                Severity::Error,
                report,
            );
        }
    }
    let contract = context.code_node().contract;
    for require in &facts.requires {
        let Some(module) = &require.module else {
            continue;
        };
        match require.function.as_str() {
            "require" => judge(
                context,
                module,
                require.range,
                &|policy| policy.allows_require(module, contract),
                // It throws where it is called, which a `try` can handle.
                match require.guarded {
                    true => Severity::Warning,
                    false => Severity::Error,
                },
                report,
            ),
            "__import__" => judge(
                context,
                module,
                require.range,
                &|policy| policy.allows_import(module),
                Severity::Error,
                report,
            ),
            _ => {}
        }
    }
}

fn judge(
    context: &Context<'_>,
    module: &str,
    range: TextRange,
    verdict: &dyn Fn(&Policy) -> Verdict,
    worst: Severity,
    report: &mut Report<'_>,
) {
    let Verdict::Denied {
        reason,
        platform_message,
        origin,
        ignored,
    } = verdict(&context.policy)
    else {
        return;
    };
    let message = match reason {
        Denial::NotListed => format!(
            "{} does not allow the module `{module}`",
            context.platform_name()
        ),
        Denial::NotInstalled => format!(
            "The module `{module}` is not installed in {}'s sandbox",
            context.platform_name()
        ),
        Denial::NotRequired => {
            format!("The module `{module}` is not among the packages that the sandbox installs")
        }
        Denial::RemovedFromPython(minor) => {
            format!("`{module}` left Python's standard library in 3.{minor}")
        }
        Denial::NotYetInPython(minor) => {
            format!(
                "`{module}` came to Python's standard library in 3.{minor}; this target runs 3.{}",
                context.target.python
            )
        }
        Denial::ForeignSystem => format!("`{module}` belongs to another operating system"),
    };
    let elsewhere = match origin {
        Origin::Default => allowed_elsewhere(context, verdict),
        Origin::Given(_) => None,
    };
    // A package of the list may bring it along.
    let severity = match elsewhere.is_some() || reason == Denial::NotRequired {
        true => Severity::Warning,
        false => worst,
    };
    let mut help = help(context, reason, &origin, elsewhere);
    for sentence in ignored {
        help.push(' ');
        help.push_str(&sentence);
    }
    report
        .in_code(range, message)
        .severity(severity)
        .platform(platform_message)
        .help(help);
}

/// Another hosting of the same platform that allows it, when the target is only a guess.
fn allowed_elsewhere(
    context: &Context<'_>,
    verdict: &dyn Fn(&Policy) -> Verdict,
) -> Option<&'static str> {
    if context.target_is_given || context.is_dify() {
        return None;
    }
    let others = workflow::targets().filter(|target| target.platform == context.target.platform);
    let newest =
        others.filter(|target| target.python >= context.target.python && target.name != "n8n@1");
    newest
        .rev()
        .find(|target| verdict(&Policy::of(**target)) == Verdict::Allowed)
        .map(|target| target.name)
}

fn help(context: &Context<'_>, reason: Denial, origin: &Origin, elsewhere: Option<&str>) -> String {
    if let Origin::Given(source) = origin {
        return match reason {
            Denial::NotRequired => {
                format!("Add the package to {source}, or use the standard library.")
            }
            Denial::NotListed => format!("The list of allowed modules comes from {source}."),
            _ => "Use another module.".to_string(),
        };
    }
    if let Some(target) = elsewhere {
        return format!("It is allowed on `{target}`; name your own with --target.");
    }
    match (context.is_dify(), context.is_python(), reason) {
        (true, true, Denial::NotInstalled) => {
            "Use the standard library, or have the package added to the sandbox's `python-requirements.txt`."
        }
        (true, false, _) => "Dify's JavaScript sandbox has no packages: write it without, or use Python.",
        (false, true, _) => "By default n8n allows Python no imports at all; an administrator sets N8N_RUNNERS_STDLIB_ALLOW and N8N_RUNNERS_EXTERNAL_ALLOW.",
        (false, false, _) => "An administrator allows modules with NODE_FUNCTION_ALLOW_BUILTIN and NODE_FUNCTION_ALLOW_EXTERNAL; names are compared exactly.",
        _ => "Use another module.",
    }
    .to_string()
}
