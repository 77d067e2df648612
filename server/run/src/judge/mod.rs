//! What the platform makes of the child's answer.

mod dify;
mod n8n;

use contract::{Verdict, Violation};
use runner::{Answer, Failure, Stage};
use serde_json::{Map, Value as Json};
use text::InCode;

use crate::Job;
use crate::child::Silence;
use crate::outcome::Error;
use crate::place;

pub(crate) use dify::dify;
pub(crate) use n8n::n8n;

/// What the platform made of a run.
#[derive(Debug, Default)]
pub(crate) struct Judged {
    pub(crate) outputs: Option<Map<String, Json>>,
    pub(crate) items: Option<Vec<Json>>,
    pub(crate) error: Option<Error>,
    pub(crate) caught: Vec<Error>,
}

impl Judged {
    fn failed(error: Error) -> Judged {
        Judged {
            error: Some(error),
            ..Judged::default()
        }
    }
}

/// A child that answered nothing.
pub(crate) fn silence(silence: Silence, job: &Job<'_>) -> Error {
    let limit = |message: String| Error::new(Stage::Limit, None, message);
    match silence {
        Silence::Time | Silence::Processor => limit(format!(
            "the code did not end within {}{}",
            seconds(job.limits.milliseconds),
            platform_time(job)
        )),
        Silence::Memory => limit(memory(job)),
        Silence::Output => limit(format!(
            "what the code returns is too much: nested too deep, or more than {} MiB as JSON",
            job.limits.answer >> 20
        )),
        Silence::Start => Error::new(Stage::Engine, None, "the interpreter did not start in time"),
        Silence::Stopped => Error::new(Stage::Engine, None, "the run was stopped"),
        Silence::Crash(how) => Error::new(
            Stage::Engine,
            None,
            format!("the embedded interpreter ended without an answer ({how})"),
        ),
    }
}

fn memory(job: &Job<'_>) -> String {
    let limit = job.limits.memory >> 20;
    format!("the code needed more than {limit} MiB of memory")
}

/// The interpreter was refused memory and told the code so.
fn out_of_memory(failure: &Failure) -> bool {
    match failure.class.as_deref() {
        Some("MemoryError") => true,
        Some("InternalError") => failure.message.contains("out of memory"),
        _ => false,
    }
}

fn seconds(milliseconds: u64) -> String {
    format!("{} s", milliseconds as f64 / 1000.0)
}

/// What the platform itself does with code that takes long.
fn platform_time(job: &Job<'_>) -> String {
    match job.target.n8n() {
        Some(facts) => format!("; n8n stops it after {} s", facts.task_timeout),
        None => "; Dify's sandbox stops it after 15 s with `error: timeout`".into(),
    }
}

/// A module that the platform has and the embedded interpreter has not: no verdict.
fn lacks_module(job: &Job<'_>, failure: &Failure) -> Option<String> {
    let quoted = |before: &str| {
        let rest = failure.message.strip_prefix(before)?;
        rest.split_once('\'').map(|(name, _)| name.to_owned())
    };
    let name = match failure.class.as_deref() {
        Some("ModuleNotFoundError") => quoted("No module named '")?,
        Some("Error") => quoted("Cannot find module '")?,
        _ => return None,
    };
    let verdict = match job.language() {
        Some(code::Language::JavaScript) => job.policy.allows_require(&name, job.node.contract),
        _ => job.policy.allows_import(&name),
    };
    (!matches!(verdict, workflow::Verdict::Denied { .. })).then_some(name)
}

/// The code threw, or could not go on. `message` is what the platform shows.
fn thrown(job: &Job<'_>, mut failure: Failure, mut message: String) -> Error {
    if let Some(name) = lacks_module(job, &failure) {
        failure.stage = Stage::Engine;
        message = format!("the module `{name}` is not built in: codenode cannot run this node");
    }
    if out_of_memory(&failure) {
        failure.stage = Stage::Limit;
        message = memory(job);
    }
    let mut error = Error::new(failure.stage, failure.class.as_deref(), message);
    error.trace = failure.trace;
    let word = failure
        .line
        .and_then(|line| place::word(job.code(), line, failure.column));
    let mut error = match word {
        Some(range) => job.placed(error, range),
        None => error,
    };
    error.line = failure.line;
    error.column = failure.column;
    error
}

/// What the platform says of the first thing it stumbles on.
fn refused(job: &Job<'_>, verdict: &Verdict) -> Option<Error> {
    let violation = verdict.first_failure()?;
    let error = match &violation.message {
        Some(says) => Error::new(Stage::Contract, Some(says.error), &says.text)
            .described(says.description.clone()),
        None => Error::new(Stage::Contract, None, unsaid(violation)),
    };
    Some(returned(job, error))
}

fn unsaid(violation: &Violation) -> String {
    match violation.path.0.is_empty() {
        true => "the platform refuses what the code returns".into(),
        false => format!(
            "the platform refuses `{}` of what the code returns",
            violation.path
        ),
    }
}

/// Points to where the code returns, if that is one place.
fn returned(job: &Job<'_>, error: Error) -> Error {
    let Some(source) = job.source() else {
        return error;
    };
    let facts = code::Facts::of(&source);
    match facts.outcome.returns.as_slice() {
        [site] if !site.range.is_empty() => job.placed(error, InCode(site.range)),
        _ => error,
    }
}

/// The interpreter's answer makes no sense.
fn no_turn() -> Judged {
    Judged::failed(Error::new(
        Stage::Engine,
        None,
        "the embedded interpreter answered nothing",
    ))
}

/// The platform takes the value, and yet it cannot be told what becomes of it.
fn unknown() -> Judged {
    Judged::failed(Error::new(
        Stage::Engine,
        None,
        "what the code returns cannot be followed through the platform's serialiser",
    ))
}

/// Lines that were printed, those to standard error too.
pub(crate) fn logs(answer: &Answer) -> Vec<String> {
    answer.logs.iter().map(|log| log.text.clone()).collect()
}
