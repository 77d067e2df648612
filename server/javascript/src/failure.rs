//! From what was thrown to a [`Failure`].

use rquickjs::{Error, Function, Object, Value};
use runner::{Failure, Stage};
use serde_json::Value as Json;

use crate::engine::Bench;
use crate::state::State;

/// A failure that is nobody's exception.
pub(crate) fn of_stage(stage: Stage, message: &str) -> Failure {
    Failure {
        stage,
        class: None,
        message: message.to_owned(),
        line: None,
        column: None,
        trace: None,
    }
}

/// What `error` says; an exception is taken from the context.
pub(crate) fn of_error(bench: &Bench, state: &State, error: Error) -> Failure {
    let thrown = bench.ctx.catch();
    if state.was_late() {
        let message = format!(
            "The code did not finish within {} ms.",
            state.limits().milliseconds
        );
        return of_stage(Stage::Limit, &message);
    }
    if let Some(message) = state.beyond() {
        return of_stage(Stage::Engine, &message);
    }
    match error {
        Error::Exception => described(bench, state, thrown),
        Error::Allocation => memory(),
        error => of_stage(
            Stage::Engine,
            &format!("The embedded engine failed: {error}."),
        ),
    }
}

fn memory() -> Failure {
    of_stage(Stage::Limit, "The code needs more memory than it may use.")
}

fn described<'js>(bench: &Bench<'_, 'js>, state: &State, thrown: Value<'js>) -> Failure {
    let nothing = thrown.is_null();
    let describe = || -> Result<String, Error> {
        let errors: Object = bench.load("errors")?;
        errors.get::<_, Function>("describe")?.call((thrown,))
    };
    let facts: Option<Json> = describe()
        .ok()
        .and_then(|text| serde_json::from_str(&text).ok());
    if nothing && bench.starved() {
        return memory();
    }
    let Some(facts) = facts else {
        bench.ctx.catch();
        return memory();
    };
    let text = |key: &str| facts[key].as_str().map(str::to_owned);
    let place = |key: &str| facts[key].as_u64().filter(|&at| at > 0).map(|at| at as u32);
    let class = text("class");
    let message = text("message").unwrap_or_default();
    if class.as_deref() == Some("InternalError")
        && (message.is_empty() || message == "out of memory")
    {
        return memory();
    }
    let stage = match class.as_deref() {
        _ if facts["policy"] == true => Stage::Policy,
        Some("SyntaxError") if message.ends_with("has already been declared") => Stage::Syntax,
        Some("SyntaxError") if facts["ran"] == false && place("line").is_some() => Stage::Syntax,
        _ => Stage::UserCode,
    };
    let line = line_of_code(state, stage, place("line"));
    Failure {
        stage,
        class,
        message,
        line,
        column: line.and_then(|_| place("column")),
        trace: text("trace"),
    }
}

/// A line of the wrapper is none of the code's; where the parser fell off the end, its last line is.
fn line_of_code(state: &State, stage: Stage, line: Option<u32>) -> Option<u32> {
    let line = line?;
    match stage {
        Stage::Syntax => Some(line.min(state.source.lines)),
        _ => (line <= state.source.lines).then_some(line),
    }
}
