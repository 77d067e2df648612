//! n8n: turns, errors, the check of the result (reference n8n 6, 9, 10).

use code::Language;
use contract::n8n::{Turn as Position, judge};
use runner::{Answer, Failure, Sent, Stage};
use serde_json::{Value as Json, json};
use workflow::{Contract, N8nFacts};

use super::{Judged, no_turn, refused, thrown, unknown};
use crate::answer::value;
use crate::outcome::Error;
use crate::{Job, plan};

pub(crate) fn n8n(job: &Job<'_>, facts: &N8nFacts, answer: Answer) -> Judged {
    match job.node.contract {
        Contract::N8nEachItem | Contract::N8nFunctionItem => each(job, facts, answer),
        _ => once(job, facts, answer),
    }
}

/// Code that runs once.
fn once(job: &Job<'_>, facts: &N8nFacts, answer: Answer) -> Judged {
    let Some(turn) = answer.turns.into_iter().next() else {
        return no_turn();
    };
    match turn.result {
        Err(failure) => caught_or_failed(job, failure),
        Ok(sent) if job.node.contract == Contract::N8nSort => sorted(job, facts, &sent),
        Ok(sent) => accepted(job, facts, sent, Position::default()),
    }
}

/// Sort hands the sorted items on; only what the comparator gives is judged, and that passes.
fn sorted(job: &Job<'_>, facts: &N8nFacts, sent: &Sent) -> Judged {
    let language = job.node.language.unwrap_or(Language::JavaScript);
    let items = value(sent.clone());
    let (_, items) = judge(
        Contract::N8nAllItems,
        &items,
        language,
        facts,
        Position::default(),
    );
    Judged {
        items,
        ..Judged::default()
    }
}

fn accepted(job: &Job<'_>, facts: &N8nFacts, sent: Sent, position: Position) -> Judged {
    let language = job.node.language.unwrap_or(Language::JavaScript);
    let value = value(sent);
    let (verdict, items) = judge(job.node.contract, &value, language, facts, position);
    match (refused(job, &verdict), items) {
        (Some(error), _) => Judged::failed(error),
        (None, Some(items)) => Judged {
            items: Some(items),
            ..Judged::default()
        },
        (None, None) => unknown(),
    }
}

/// With *continue on fail* an error of the code becomes the only item (reference n8n 9, 10).
fn caught_or_failed(job: &Job<'_>, failure: Failure) -> Judged {
    let goes_on = plan::goes_on(job) && can_be_caught(&failure);
    let error = presented(job, failure);
    if !goes_on {
        return Judged::failed(error);
    }
    Judged {
        items: Some(vec![json!({"json": {"error": error.message}})]),
        caught: vec![error],
        ..Judged::default()
    }
}

fn can_be_caught(failure: &Failure) -> bool {
    matches!(
        failure.stage,
        Stage::UserCode | Stage::Policy | Stage::Syntax
    )
}

/// Code that runs for each item. All of it runs before anything is checked.
fn each(job: &Job<'_>, facts: &N8nFacts, answer: Answer) -> Judged {
    let goes_on = plan::goes_on(job);
    let python = job.node.language == Some(Language::Python);
    let mut judged = Judged::default();
    let mut returned: Vec<Result<Sent, Error>> = Vec::new();
    for turn in answer.turns {
        match turn.result {
            Ok(sent) => returned.push(Ok(sent)),
            // Python gives up the whole task (reference n8n 10).
            Err(failure) if python || !goes_on || !can_be_caught(&failure) => {
                return caught_or_failed(job, failure);
            }
            Err(failure) => returned.push(Err(presented(job, failure))),
        }
    }
    let mut items: Vec<Json> = Vec::new();
    for (input, result) in returned.into_iter().enumerate() {
        let kept = items.len();
        match result {
            Ok(sent) => match accepted(job, facts, sent, Position { input, kept }) {
                Judged {
                    items: Some(made), ..
                } => items.extend(made),
                failed => return failed,
            },
            Err(error) => {
                items
                    .push(json!({"json": {"error": error.message}, "pairedItem": {"item": input}}));
                judged.caught.push(error);
            }
        }
    }
    judged.items = Some(items);
    judged
}

/// An error of the code in n8n's words: the line behind the text in JavaScript, neither class nor line in Python
/// (reference n8n 9, 10).
fn presented(job: &Job<'_>, failure: Failure) -> Error {
    let by_code = matches!(failure.stage, Stage::UserCode | Stage::Policy);
    let in_runner = !plan::is_legacy(job.node.contract) && job.node.contract != Contract::N8nSort;
    let javascript = job.node.language == Some(Language::JavaScript);
    if !by_code || !javascript || !in_runner {
        let message = failure.message.clone();
        return thrown(job, failure, message);
    }
    // The first line that begins with the class is kept of a text of several.
    let text = failure.message.lines().next().unwrap_or_default();
    let class = failure.class.clone().filter(|class| class != "Error");
    // Thrown by what n8n gives to the code, which has no stack of the code's: no line of it is named, nor the class.
    let of_host = failure.trace.is_none() && failure.stage == Stage::UserCode;
    let told = failure.trace.as_deref().and_then(line_told);
    let message = match told.or(failure.line) {
        Some(line) if !of_host => format!("{text} [line {line}]"),
        _ => text.to_owned(),
    };
    thrown(job, failure, message).described(class.filter(|_| !of_host))
}

/// The line that n8n reads from a stack: that of the innermost function with a name, else that of the code at its top.
/// What has no name stands there without brackets (reference n8n 0b.3).
fn line_told(trace: &str) -> Option<u32> {
    const FILE: &str = "evalmachine.<anonymous>:";
    let rows = || {
        trace
            .lines()
            .filter(|row| row.starts_with("    at "))
            .take(10)
    };
    let is_wrapper = |row: &&str| row.contains("VmCodeWrapper");
    let named = |row: &&str| row.contains(&format!("({FILE}")) && !is_wrapper(row);
    let row = rows().find(named).or_else(|| rows().find(is_wrapper))?;
    let (_, place) = row.split_once(FILE)?;
    place.split(':').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_without_a_name_tell_no_line() {
        let row = |name: &str, line: u32| match name {
            "" => format!("\n    at evalmachine.<anonymous>:{line}:5"),
            name => format!("\n    at {name} (evalmachine.<anonymous>:{line}:5)"),
        };
        let stack = |rows: &[(&str, u32)]| {
            let rows: String = rows.iter().map(|(name, line)| row(name, *line)).collect();
            format!("TypeError: x{rows}")
        };
        let callback = stack(&[("", 5), ("VmCodeWrapper", 2)]);
        assert_eq!(line_told(&callback), Some(2));
        let function = stack(&[("", 5), ("shorten", 4), ("VmCodeWrapper", 2)]);
        assert_eq!(line_told(&function), Some(4));
        assert_eq!(line_told(&stack(&[("", 5)])), None);
    }
}
