use code::facts::{Facts, TopName};
use code::ir::VariableKind;

use super::Rule;
use crate::Severity;
use crate::context::Context;
use crate::report::Report;

/// A name at the top that Dify's wrapper or sandbox declares too (reference dify 2.3, 0.2(3)).
pub(super) const RULE: Rule = Rule {
    id: "name-clash",
    summary: "A name at the top that Dify declares too",
    severity: Severity::Error,
    page: include_str!("name_clash.md"),
    check,
};

/// Declared with `var` by the lines that follow the code.
const WRAPPER: &[&str] = &["result", "output_obj", "output_json", "inputs_obj"];

/// Declared with `const` around the code, from sandbox 0.2.11 on.
const SANDBOX: &[&str] = &[
    "argv",
    "koffi",
    "lib",
    "difySeccomp",
    "uid",
    "gid",
    "options",
];

/// The same, from sandbox 0.2.15 on.
const NEWER_SANDBOX: &[&str] = &["fs", "code"];

/// Bound by the wrapper just before it calls Python's `main`.
const BOUND: &[(&str, &str)] = &[
    ("json", "json"),
    ("b64decode", "base64"),
    ("inputs_obj", ""),
];

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    let Some(facts) = context.running().filter(|_| context.is_dify()) else {
        return;
    };
    match context.is_python() {
        true => python(facts, report),
        false => javascript(context, facts, report),
    }
}

fn javascript(context: &Context<'_>, facts: &Facts, report: &mut Report<'_>) {
    let sandbox = context.target.dify().map_or("", |dify| dify.sandbox);
    let strict = is_strict(context, facts);
    for top in &facts.top {
        let name = top.name.as_str();
        let owner = match top.kind {
            VariableKind::Const | VariableKind::Let | VariableKind::Class
                if top.is_outermost && WRAPPER.contains(&name) =>
            {
                "The lines that Dify appends"
            }
            // Strict code has variables of its own.
            VariableKind::Local if !strict && is_taken(name, sandbox) => "Dify's sandbox",
            VariableKind::Function if !strict && top.is_outermost && is_taken(name, sandbox) => {
                "Dify's sandbox"
            }
            _ => continue,
        };
        let verb = if owner.starts_with("The") {
            "declare"
        } else {
            "declares"
        };
        let help = match top.kind {
            VariableKind::Local => "Declare it with `const` or `let`, or rename it.",
            _ => "Rename it, or declare it inside of `main`.",
        };
        report
            .in_code(top.range, format!("{owner} {verb} `{name}` too"))
            .platform(Some(format!(
                "SyntaxError: Identifier '{name}' has already been declared"
            )))
            .help(help);
    }
}

fn is_taken(name: &str, sandbox: &str) -> bool {
    let patch = sandbox
        .rsplit('.')
        .next()
        .and_then(|patch| patch.parse().ok());
    // Which sandbox the newest releases start is not known; it is none of the old ones.
    let patch: u32 = patch.unwrap_or(u32::MAX);
    SANDBOX.contains(&name) || patch >= 15 && NEWER_SANDBOX.contains(&name)
}

/// The code begins with `'use strict'`.
fn is_strict(context: &Context<'_>, facts: &Facts) -> bool {
    let text = context.code().map_or("", |code| code.text());
    let mut rest = text.trim_start();
    for comment in &facts.comments {
        let at = text.len() - rest.len();
        if usize::from(comment.start()) == at {
            rest = text[usize::from(comment.end())..].trim_start();
        }
    }
    rest.starts_with("'use strict'") || rest.starts_with("\"use strict\"")
}

/// Python: the name is bound anew before `main` is called.
fn python(facts: &Facts, report: &mut Report<'_>) {
    for top in &facts.top {
        let Some((name, module)) = BOUND.iter().find(|(name, _)| top.name == *name) else {
            continue;
        };
        if !top.captured || is_the_same(top, module, facts) {
            continue;
        }
        report
            .in_code(
                top.range,
                format!("Dify binds `{name}` anew before it calls `main`"),
            )
            .severity(Severity::Warning)
            .help("Use another name at the top of the code.");
    }
}

/// An import of just what the wrapper binds.
fn is_the_same(top: &TopName, module: &str, facts: &Facts) -> bool {
    top.kind == VariableKind::Import
        && facts.imports.iter().any(|import| {
            let bound = import.name.as_ref().unwrap_or(&import.module);
            import.module == module && *bound == top.name && !import.renamed
        })
}
