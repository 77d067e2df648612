//! What the platform says before it runs anything: the node's parameters, its own searches through the text, the syntax,
//! n8n's analyzer of Python.

use code::{Language, Source, analyzer, syntax};
use contract::n8n::forbidden_method;
use runner::Stage;
use text::{InCode, TextRange, TextSize};
use workflow::{
    Allow, Analyzer, CodeNode, Contract, Platform, PythonHost, Reason, Target, Verdict,
};

use crate::Job;
use crate::outcome::Error;
use crate::place;

/// Why the platform never comes to run the code, if it does not.
pub(crate) fn refusal(job: &Job<'_>) -> Option<Error> {
    unresolved(job)
        .or_else(|| out_of_reach(job))
        .or_else(|| each_item_search(job))
        .or_else(|| empty(job))
        .or_else(|| broken(job))
        .or_else(|| analyzed(job))
}

/// Parameters by which the platform refuses the node or finds no code (reference dify 1.4, n8n 2.1).
fn unresolved(job: &Job<'_>) -> Option<Error> {
    let found = job.node.unresolved.iter().find(|found| {
        found.error && (job.node.code.is_none() || found.reason == Reason::InvalidField)
    });
    if found.is_none() && job.node.code.is_some() && job.node.language.is_some() {
        return None;
    }
    let Some(found) = found else {
        // No code and nobody to blame: the parameter is left at its default, which is empty.
        let message = match job.workflow.platform {
            Platform::N8n => "Unknown error",
            Platform::Dify => "the node has no code",
        };
        return Some(Error::new(Stage::Load, None, message));
    };
    let says = found.platform_message.as_ref();
    let mut error = Error::new(Stage::Load, None, says.unwrap_or(&found.message));
    error.range = Some(place::span(job.file, found.range.0));
    Some(error.help(format!("{} {}", found.message, found.help)))
}

fn out_of_reach(job: &Job<'_>) -> Option<Error> {
    let why = beyond(job.node, job.target)?;
    Some(Error::new(Stage::Engine, None, why))
}

/// Why the embedded interpreters cannot run a node at all, if they cannot.
pub fn beyond(node: &CodeNode, target: Target) -> Option<&'static str> {
    let pyodide = target
        .n8n()
        .is_some_and(|facts| facts.python_host == PythonHost::Pyodide);
    match node.contract {
        Contract::N8nLangChainExecute | Contract::N8nLangChainSupply => {
            Some("codenode cannot run the LangChain Code node: LangChain is not built in")
        }
        _ if pyodide && node.language == Some(Language::Python) => Some(
            "codenode cannot run Python as n8n 1 does (Pyodide); `--target n8n@2` runs it as n8n 2 does",
        ),
        _ => None,
    }
}

/// n8n searches the text for methods of the other mode (reference n8n 5).
fn each_item_search(job: &Job<'_>) -> Option<Error> {
    let each =
        job.node.contract == Contract::N8nEachItem && job.language() == Some(Language::JavaScript);
    let found = forbidden_method(job.code()).filter(|_| each)?;
    let line = found.line?;
    let message = format!(
        "Can't use .{}() here [line {line}, for item 0]",
        found.method
    );
    let description = "This is only available in 'Run Once for All Items' mode".to_owned();
    let length = "$input.".len() + found.method.len();
    let range = TextRange::at(size(found.offset), size(length));
    let error = Error::new(Stage::Contract, Some("ValidationError"), message);
    Some(job.placed(error.described(Some(description)), InCode(range)))
}

fn size(offset: usize) -> TextSize {
    TextSize::new(offset as u32)
}

/// Code that is empty to the last character is never sent (reference n8n 4.5).
fn empty(job: &Job<'_>) -> Option<Error> {
    let javascript = job.language() == Some(Language::JavaScript);
    let is_n8n = job.workflow.platform == Platform::N8n;
    (javascript && is_n8n && job.code().is_empty())
        .then(|| Error::new(Stage::Load, None, "Unknown error"))
}

fn broken(job: &Job<'_>) -> Option<Error> {
    let source = job.source()?;
    let found = syntax::check(&source)?;
    let said = found.platform.as_deref().unwrap_or(&found.message);
    let (class, message) = match said.split_once(": ") {
        Some((class, rest)) if class.ends_with("Error") && !class.contains(' ') => (class, rest),
        _ => ("SyntaxError", said),
    };
    let mut error = Error::new(Stage::Syntax, Some(class), message);
    if job.workflow.platform == Platform::N8n && source.language == Language::Python {
        error.message += &python_file(job, &source, found.range);
    }
    error.help = found.help;
    Some(job.placed(error, found.range))
}

/// What `str()` of a `SyntaxError` names besides: the analyzer parses the code as it is, the task compiles it inside a
/// function (reference n8n 10).
fn python_file(job: &Job<'_>, source: &Source<'_>, range: InCode<TextRange>) -> String {
    let (line, _) = place::begins(source.text, range);
    if !analyzer::parses(source.text) {
        return format!(" (<unknown>, line {line})");
    }
    let name = match job.node.contract {
        Contract::N8nEachItem => "per_item",
        _ => "all_items",
    };
    format!(" (<{name}_task_execution>, line {})", line + 1)
}

/// n8n's analyzer of native Python, its list of modules included (reference n8n 11).
fn analyzed(job: &Job<'_>) -> Option<Error> {
    let release = match job.target.n8n()?.python_host {
        PythonHost::Native(Analyzer::V2_1) => analyzer::Release::V2_1,
        PythonHost::Native(Analyzer::Newest) => analyzer::Release::Newest,
        PythonHost::Pyodide => return None,
    };
    let source = job.source()?;
    let lists = [&job.policy.python_stdlib, &job.policy.python_external];
    let bypassed = lists.iter().all(|list| list.allow == Allow::All);
    if source.language != Language::Python || bypassed {
        return None;
    }
    let found = analyzer::violations(source.text, release);
    let mut found: Vec<(TextRange, TextRange, String)> = found
        .into_iter()
        .map(|violation| (violation.at, violation.range, violation.text))
        .collect();
    found.extend(imports(job, &source));
    // The order of a walk through the tree: that of the text, as far as it matters to readers.
    found.sort_by_key(|(at, ..)| at.start());
    let lines: Vec<String> = found
        .iter()
        .map(|(at, _, text)| {
            let (line, _) = place::begins(source.text, InCode(*at));
            format!("Line {line}: {text}")
        })
        .collect();
    let (_, first, _) = found.first()?;
    let error = Error::new(Stage::Policy, None, "Security violations detected");
    Some(job.placed(error.described(Some(lines.join("\n"))), InCode(*first)))
}

/// Modules that the lists do not name; each is reported once.
fn imports(job: &Job<'_>, source: &Source<'_>) -> Vec<(TextRange, TextRange, String)> {
    let facts = code::Facts::of(source);
    let written = facts.imports.iter().filter(|import| import.level == 0);
    let written = written.map(|import| (import.module.as_str(), import.module_range));
    let called = facts
        .requires
        .iter()
        .filter(|call| call.function == "__import__");
    let called = called.filter_map(|call| Some((call.module.as_deref()?, call.range)));
    let mut seen: Vec<&str> = Vec::new();
    let mut found = Vec::new();
    for (module, range) in written.chain(called) {
        let top = module.split('.').next().unwrap_or_default();
        if seen.contains(&top) {
            continue;
        }
        seen.push(top);
        if let Verdict::Denied {
            platform_message: Some(text),
            ..
        } = job.policy.allows_import(module)
        {
            found.push((range, range, text));
        }
    }
    found
}
