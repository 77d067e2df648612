//! n8n's ways of running JavaScript (reference n8n 4 to 8, 12, 13).

mod precheck;
mod visible;

use std::rc::Rc;
use std::time::Instant;

use rquickjs::{Function, Object, Value};
use runner::{Answer, Failure, Mode, N8nRun, Request, Sent, Stage, Turn};
use serde_json::json;

use crate::engine::{Bench, Engine, Setup, deadline};
use crate::failure::of_stage;
use crate::state::{Source, State};
use visible::Visible;

/// So many items make one task of their own, in realms of their own (reference n8n 4).
const CHUNK: usize = 1000;

/// Runs `request`, which asks for `run`.
pub(crate) fn execute(request: &Request, run: &N8nRun) -> Answer {
    let began = Instant::now();
    let deadline = deadline(request.limits.milliseconds);
    let mut answer = Answer {
        turns: Vec::new(),
        logs: Vec::new(),
        logs_cut: false,
        static_data: None,
        microseconds: 0,
    };
    if let Some(failure) = precheck::refuse(&request.code, run.mode) {
        answer.turns.push(Turn {
            result: Err(failure),
        });
        return answer;
    }
    for task in tasks(run) {
        let state = Rc::new(task.state(request, run));
        if let Err(failure) = task.run(run, &state, deadline, &mut answer) {
            answer.turns.push(Turn {
                result: Err(failure),
            });
        }
        let (logs, cut) = state.take_logs();
        answer.logs.extend(logs);
        answer.logs_cut |= cut;
        if answer.turns.last().is_some_and(|turn| turn.result.is_err()) && !run.continue_on_fail {
            break;
        }
    }
    answer.microseconds = began.elapsed().as_micros() as u64;
    answer
}

/// The items that share an interpreter.
struct Task {
    start: usize,
    end: usize,
    each: bool,
}

/// One task for all items, or one for each chunk. vm2 makes a realm for each item.
fn tasks(run: &N8nRun) -> Vec<Task> {
    let count = run.items.len();
    let step = match run.mode {
        Mode::EachItem => CHUNK,
        Mode::FunctionItem => 1,
        _ => {
            return vec![Task {
                start: 0,
                end: count,
                each: false,
            }];
        }
    };
    let starts = (0..count).step_by(step);
    starts
        .map(|start| Task {
            start,
            end: (start + step).min(count),
            each: true,
        })
        .collect()
}

/// What stands around the code, on its first line.
fn source(code: &str, mode: Mode) -> Source {
    match mode {
        Mode::Sort => Source::new(
            "module.exports = async function VmCodeWrapper() {return items.sort((a, b) => { ",
            code,
            " })\n}()",
        ),
        Mode::Function | Mode::FunctionItem => {
            Source::new("module.exports = async function() {", code, "\n}()")
        }
        _ => Source::new(
            "module.exports = async function VmCodeWrapper() {",
            code,
            "\n}()",
        ),
    }
}

fn legacy(mode: Mode) -> bool {
    matches!(mode, Mode::Function | Mode::FunctionItem)
}

impl Task {
    fn state(&self, request: &Request, run: &N8nRun) -> State {
        let visible = match legacy(run.mode) || run.mode == Mode::Sort {
            true => Visible::everything(),
            false => Visible::of(&request.code),
        };
        let facts = json!({
            "platform": "n8n",
            "mode": run.mode,
            "start": self.start,
            "items": run.items[self.start..self.end],
            "nodes": run.nodes,
            "nodeNames": run.node_names,
            "previous": run.previous,
            "links": run.links,
            "parameters": run.parameters,
            "vars": run.vars,
            "query": run.query,
            "workflow": run.workflow,
            "staticData": run.static_data,
            "timezone": run.timezone,
            "modules": { "builtin": run.modules.builtin, "external": run.modules.external },
            "blocksEnv": run.blocks_env,
            "secure": run.task_runner && !legacy(run.mode),
            "visible": { "input": visible.input, "all": visible.all_nodes, "nodes": visible.nodes },
        });
        let source = source(&request.code, run.mode);
        State::new(
            facts.to_string(),
            &run.modules,
            source,
            request.limits,
            run.now,
            true,
        )
    }

    /// Runs the task and adds its turns to `answer`; `Err` where not even the first could begin.
    fn run(
        &self,
        run: &N8nRun,
        state: &Rc<State>,
        deadline: Instant,
        answer: &mut Answer,
    ) -> Result<(), Failure> {
        let apart = !legacy(run.mode);
        let engine = Engine::new(state.clone(), apart, deadline).map_err(broken)?;
        engine.with(|bench| {
            let platform = fill(bench, run).map_err(|error| bench.failure(error))?;
            let indexes = match self.each {
                true => self.start..self.end,
                false => 0..1,
            };
            for index in indexes {
                if self.each {
                    platform
                        .turn(bench, index)
                        .map_err(|error| bench.failure(error))?;
                }
                let result = turn(bench, state);
                let failed = result.is_err();
                let over = result.as_ref().is_err_and(ends_everything);
                answer.turns.push(Turn { result });
                if failed && (over || !run.continue_on_fail) {
                    break;
                }
            }
            answer.static_data = platform.static_data(bench).or(answer.static_data.take());
            Ok(())
        })
    }
}

/// Time, memory or the engine's own limits: no item after it would fare better.
fn ends_everything(failure: &Failure) -> bool {
    matches!(failure.stage, Stage::Limit | Stage::Engine | Stage::Syntax)
}

fn broken(error: rquickjs::Error) -> Failure {
    of_stage(
        Stage::Engine,
        &format!("The embedded engine did not start: {error}."),
    )
}

fn turn(bench: &Bench, state: &State) -> Result<Sent, Failure> {
    let returned = bench.eval_awaited(&state.source.evaluated);
    let returned = bench.verdict(returned)?;
    bench.send(returned)
}

/// The platform's side of the realm of the node.
struct Platform<'js> {
    script: Object<'js>,
}

fn fill<'js>(bench: &Bench<'_, 'js>, run: &N8nRun) -> Setup<Platform<'js>> {
    let options = Object::new(bench.ctx.clone())?;
    options.set("secure", run.task_runner && !legacy(run.mode))?;
    bench.inside("realm", options)?;
    let name = if legacy(run.mode) {
        "n8n_legacy"
    } else {
        "n8n"
    };
    let script: Object = bench.load(name)?;
    script
        .get::<_, Function>("fill")?
        .call::<_, ()>((bench.ctx.globals(),))?;
    Ok(Platform { script })
}

impl<'js> Platform<'js> {
    fn turn(&self, bench: &Bench<'_, 'js>, index: usize) -> Setup<()> {
        let turn: Function = self.script.get("turn")?;
        turn.call((bench.ctx.globals(), index as u32))
    }

    /// Static data afterwards, where the code asked for it.
    fn static_data(
        &self,
        bench: &Bench<'_, 'js>,
    ) -> Option<serde_json::Map<String, serde_json::Value>> {
        let read = || -> Setup<Value> { self.script.get::<_, Function>("staticData")?.call(()) };
        let text = read().ok().and_then(|value| value.get::<String>().ok());
        if text.is_none() {
            bench.ctx.catch();
        }
        serde_json::from_str(&text?).ok()
    }
}
