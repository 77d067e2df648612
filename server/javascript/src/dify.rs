//! Dify's JavaScript: the wrapper around `main` (reference dify 2.2 to 2.5).

use std::rc::Rc;
use std::time::Instant;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rquickjs::{Function, Object, Value};
use runner::{Answer, DifyRun, Failure, Request, Sent, Stage, Turn};
use serde_json::json;

use crate::engine::{Bench, Engine, Setup, deadline};
use crate::failure::of_stage;
use crate::state::{Source, State};

/// Runs `request`, which asks for `run`.
pub(crate) fn execute(request: &Request, run: &DifyRun) -> Answer {
    let began = Instant::now();
    let state = Rc::new(state(request, run));
    let result = call_main(&state, deadline(request.limits.milliseconds));
    let (logs, logs_cut) = state.take_logs();
    Answer {
        turns: vec![Turn { result }],
        logs,
        logs_cut,
        static_data: None,
        microseconds: began.elapsed().as_micros() as u64,
    }
}

fn state(request: &Request, run: &DifyRun) -> State {
    let inputs = json!(run.inputs).to_string();
    let facts = json!({
        "platform": "dify",
        "timezone": "UTC",
        "modules": { "builtin": run.modules.builtin, "external": run.modules.external },
    });
    let code = with_inputs(&request.code, &inputs);
    let source = Source::new("", &code, &call(&inputs));
    State::new(
        facts.to_string(),
        &run.modules,
        source,
        request.limits,
        None,
        false,
    )
}

/// What stands in the code for the inputs is replaced, too.
fn with_inputs(code: &str, inputs: &str) -> String {
    match code.contains("{{inputs}}") {
        true => code.replace("{{inputs}}", &STANDARD.encode(inputs)),
        false => code.to_owned(),
    }
}

/// The wrapper behind the code: it calls `main`, and its variables clash with those of the code.
fn call(inputs: &str) -> String {
    let inputs = json!(inputs);
    format!(
        "\nvar inputs_obj = JSON.parse({inputs})\nvar output_obj = main(inputs_obj)\nvar output_json\nvar result\noutput_obj"
    )
}

fn call_main(state: &Rc<State>, deadline: Instant) -> Result<Sent, Failure> {
    let broken = |error| {
        of_stage(
            Stage::Engine,
            &format!("The embedded engine did not start: {error}."),
        )
    };
    let engine = Engine::new(state.clone(), false, deadline).map_err(broken)?;
    engine.with(|bench| {
        let returned = evaluate(bench, state).map_err(|error| bench.failure(error));
        let returned = bench.verdict(returned)?;
        // What goes on behind the result may still print; it may also fail, after the result is out.
        let after = bench.run_out();
        match bench.verdict(after) {
            Err(failure) if failure.stage == Stage::UserCode => state.log(true, failure.message),
            other => other?,
        }
        bench.send(returned)
    })
}

/// Inside a function, as a CommonJS module is one, and there through a direct `eval`.
fn evaluate<'js>(bench: &Bench<'_, 'js>, state: &State) -> Setup<Value<'js>> {
    bench.inside("realm", Object::new(bench.ctx.clone())?)?;
    let globals = bench.ctx.globals();
    bench
        .load::<Function>("dify")?
        .call((globals, state.source.evaluated.clone()))
}
