//! Dify: the result through its check, and what standard error does to it (reference dify 2.5 to 2.10).

use code::{Language, syntax};
use runner::{Answer, Failure, Stage};
use text::InCode;
use workflow::DifyFacts;

use super::{Judged, no_turn, refused, thrown, unknown};
use crate::Job;
use crate::answer::value;
use crate::outcome::Error;
use crate::place;

pub(crate) fn dify(job: &Job<'_>, facts: &DifyFacts, answer: Answer) -> Judged {
    let stderr = stderr(job, facts, &answer);
    let printed = answer.logs.iter().filter(|log| !log.error);
    let printed: String = printed.map(|log| format!("{}\n", log.text)).collect();
    let printed = printed.as_str();
    let Some(turn) = answer.turns.into_iter().next() else {
        return no_turn();
    };
    let sent = match turn.result {
        Ok(sent) => sent,
        Err(failure) if left(&failure) => return Judged::failed(no_tag(printed)),
        Err(failure) => {
            let message = failure.message.clone();
            return Judged::failed(thrown(job, failure, message));
        }
    };
    // The sandbox's text is read before the result is.
    if let Some(error) = stderr {
        return Judged::failed(error);
    }
    if let Some(at) = printed.find(TAG) {
        return Judged::failed(no_json(&printed[at + TAG.len()..]));
    }
    let language = job.node.language.unwrap_or(Language::Python);
    let (verdict, outputs) =
        contract::dify::judge(&job.node.outputs, &value(sent), language, facts);
    match (refused(job, &verdict), outputs) {
        (Some(error), _) => Judged::failed(error),
        (None, Some(outputs)) => Judged {
            outputs: Some(outputs),
            ..Judged::default()
        },
        (None, None) => unknown(),
    }
}

/// What the wrapper prints before and after the result.
const TAG: &str = "<<RESULT>>";
/// The class of errors outside of the code node's own.
const OTHER: &str = "WorkflowNodeError";

/// The code ended the process as if all were well, before the wrapper printed the result.
fn left(failure: &Failure) -> bool {
    failure.class.as_deref() == Some("SystemExit")
        && matches!(failure.message.as_str(), "" | "0" | "None")
}

fn no_tag(printed: &str) -> Error {
    let message =
        format!("Failed to parse result: no result tag found in response. Response: {printed}");
    Error::new(Stage::Contract, Some(OTHER), message.trim_end())
}

/// The code printed the tag: the wrapper's result is read from there on.
fn no_json(rest: &str) -> Error {
    let from = rest.len() - rest.trim_start().len();
    let (before, found) = rest.split_at(from);
    let is_value = found.starts_with(['{', '[', '"', '-', 't', 'f', 'n', 'N', 'I'])
        || found.starts_with(|c: char| c.is_ascii_digit());
    let message = match is_value {
        true => "Failed to parse JSON response".to_owned(),
        false => {
            let line = before.matches('\n').count() + 1;
            let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
            let at = before.chars().count();
            format!(
                "Failed to parse JSON response: Expecting value: line {line} column {column} (char {at})."
            )
        }
    };
    Error::new(Stage::Contract, Some(OTHER), message)
        .help("Do not print `<<RESULT>>`: Dify looks for the result between two of these.")
}

/// Where the sandbox takes anything on standard error for a failure: what stands there.
fn stderr(job: &Job<'_>, facts: &DifyFacts, answer: &Answer) -> Option<Error> {
    if facts.stderr_is_fatal != Some(true) {
        return None;
    }
    let warnings = job.source().map(|source| syntax::warnings(&source));
    let warnings = warnings.unwrap_or_default();
    let warned = warnings.iter().map(|warning| {
        let (line, _) = place::begins(job.code(), InCode(warning.range));
        let line = line + facts.wrapper_lines;
        format!(
            "{}:{line}: SyntaxWarning: {}",
            facts.traceback_file, warning.message
        )
    });
    let printed = answer.logs.iter().filter(|log| log.error);
    let lines: Vec<String> = warned.chain(printed.map(|log| log.text.clone())).collect();
    if lines.is_empty() {
        return None;
    }
    let error = Error::new(
        Stage::Contract,
        Some("CodeExecutionError"),
        lines.join("\n"),
    )
    .help("Dify fails a node that writes to standard error, whatever it returns.");
    Some(match warnings.first() {
        Some(warning) => job.placed(error, InCode(warning.range)),
        None => error,
    })
}
