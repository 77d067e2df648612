use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use text::{Format, Problem};
use workflow::{CodeNode, Workflow};

use crate::cache::Cache;
use crate::context::Context;
use crate::rules::{LAST, RULES, Rule};
use crate::settings::{Level, Settings};
use crate::{Diagnostic, Severity};

/// What is known of one file.
#[derive(Debug, Default)]
pub struct Analysis {
    /// The workflows; none when the file is not one, several in an export of all of an n8n instance.
    pub workflows: Vec<Workflow>,
    /// The findings, in the order of the file.
    pub diagnostics: Vec<Diagnostic>,
    /// What is wrong with the file itself.
    pub problems: Vec<Problem>,
}

impl Analysis {
    /// The code node that a finding is about, and its workflow.
    pub fn code_node(&self, found: &Diagnostic) -> Option<(&Workflow, &CodeNode)> {
        let node = found.node.as_ref()?;
        // The index counts the nodes of one workflow, of which a file may hold several.
        let around = |workflow: &&Workflow| workflow.range.0.contains_range(found.range.0);
        let workflow = self.workflows.iter().find(around)?;
        Some((workflow, workflow.code_nodes.get(node.index)?))
    }
}

/// Everything codenode has to say of one file. Pure and total: a damaged file gives fewer facts and
/// more problems, and a rule that panics costs its own answer only. `path` decides between JSON and
/// YAML by its extension (the content decides where that says nothing); it is never opened.
pub fn analyze(text: &str, path: &Path, settings: &Settings, cache: &Cache) -> Analysis {
    let format = format_of(text, path);
    let tree = cache.tree(text, path, format);
    let workflows = workflow::read(&tree);
    let mut problems = tree.problems().to_vec();
    cache.keep(tree, path, format);
    let mut diagnostics = Vec::new();
    for workflow in &workflows {
        problems.extend(workflow.problems.iter().cloned());
        check(text, workflow, settings, cache, &mut diagnostics);
    }
    diagnostics.sort_by_key(|found| (found.range.0.start(), found.range.0.end()));
    diagnostics.dedup_by(|later, first| {
        later.range == first.range && later.rule == first.rule && later.message == first.message
    });
    Analysis {
        workflows,
        diagnostics,
        problems,
    }
}

/// The format of a file: by the extension of `path`, else by the first character of its text.
pub fn format_of(text: &str, path: &Path) -> Format {
    let extension = path.extension().and_then(|extension| extension.to_str());
    match extension.map(str::to_ascii_lowercase).as_deref() {
        Some("json") => Format::Json,
        Some("yml" | "yaml") => Format::Yaml,
        _ => match text
            .trim_start_matches('\u{feff}')
            .trim_start()
            .starts_with(['{', '['])
        {
            true => Format::Json,
            false => Format::Yaml,
        },
    }
}

fn check(
    text: &str,
    workflow: &Workflow,
    settings: &Settings,
    cache: &Cache,
    out: &mut Vec<Diagnostic>,
) {
    for index in 0..workflow.code_nodes.len() {
        let context = Context::new(text, workflow, index, settings, cache);
        let mut found = Vec::new();
        let mut all_answered = true;
        for rule in RULES.iter().filter(|rule| **rule != LAST) {
            match ask(rule, &context) {
                Some(answer) => found.extend(answer),
                None => all_answered = false,
            }
        }
        context.suppressions.apply(&mut found);
        if all_answered {
            found.extend(ask(LAST, &context).unwrap_or_default());
        }
        if context.node().disabled {
            for diagnostic in &mut found {
                diagnostic.severity = diagnostic.severity.min(Severity::Info);
            }
        }
        out.extend(found);
    }
}

/// What a rule has to say of a node, as severe as the settings have it; `None` if it panics.
fn ask(rule: &'static Rule, context: &Context<'_>) -> Option<Vec<Diagnostic>> {
    let level = context.settings.levels.of(rule);
    if level == Level::Off {
        return Some(Vec::new());
    }
    let answer = catch_unwind(AssertUnwindSafe(|| {
        let mut report = context.report(rule);
        (rule.check)(context, &mut report);
        report.into_diagnostics()
    }));
    let mut found = answer.ok()?;
    for diagnostic in &mut found {
        diagnostic.severity = level.apply(diagnostic.severity);
    }
    Some(found)
}
