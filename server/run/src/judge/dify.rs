//! Dify: the result through its check, and what standard error does to it (reference dify 2.5 to 2.10).

use code::{Language, syntax};
use runner::{Answer, Stage};
use text::InCode;
use workflow::DifyFacts;

use super::{Judged, no_turn, refused, thrown, unknown};
use crate::Job;
use crate::answer::value;
use crate::outcome::Error;
use crate::place;

pub(crate) fn dify(job: &Job<'_>, facts: &DifyFacts, answer: Answer) -> Judged {
    let stderr = stderr(job, facts, &answer);
    let Some(turn) = answer.turns.into_iter().next() else {
        return no_turn();
    };
    let sent = match turn.result {
        Ok(sent) => sent,
        Err(failure) => {
            let message = failure.message.clone();
            return Judged::failed(thrown(job, failure, message));
        }
    };
    // The sandbox's text is read before the result is.
    if let Some(error) = stderr {
        return Judged::failed(error);
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
