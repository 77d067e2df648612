//! The interpreter with its two realms, and the loop that runs a promise to its end.

use std::rc::Rc;
use std::time::{Duration, Instant};

use rquickjs::context::EvalOptions;
use rquickjs::promise::PromiseState;
use rquickjs::{Context, Ctx, Function, Object, Persistent, Runtime, Value};
use runner::{Failure, Sent, Stage};

use crate::failure;
use crate::natives;
use crate::sent;
use crate::state::State;

/// What errors call the script of the node.
pub(crate) const NODE_FILE: &str = "evalmachine.<anonymous>";

/// How deep the interpreter may go, in bytes of the thread's stack.
const STACK: usize = 4 << 20;

/// An interpreter for one run. The node's realm is the platform's where the platform does not part them (Dify).
pub(crate) struct Engine {
    pub(crate) state: Rc<State>,
    deadline: Instant,
    node: Context,
    host: Persistent<Object<'static>>,
    runtime: Runtime,
}

/// A failure of the engine itself, while it is set up.
pub(crate) type Setup<T> = Result<T, rquickjs::Error>;

impl Engine {
    /// An interpreter with its prelude, the node's realm not yet filled.
    pub(crate) fn new(state: Rc<State>, apart: bool, deadline: Instant) -> Setup<Engine> {
        let runtime = Runtime::new()?;
        runtime.set_memory_limit(state.limits().memory as usize);
        runtime.set_max_stack_size(STACK);
        let clock = state.clone();
        runtime.set_interrupt_handler(Some(Box::new(move || clock.is_late(deadline))));
        let platform = Context::full(&runtime)?;
        let node = match apart {
            true => Context::full(&runtime)?,
            false => platform.clone(),
        };
        let host = platform.with(|ctx| -> Setup<_> {
            let host = natives::boot(&ctx, &state)?;
            host.set("apart", apart)?;
            Ok(Persistent::save(&ctx, host))
        })?;
        Ok(Engine {
            state,
            deadline,
            node,
            host,
            runtime,
        })
    }

    /// Works in the node's realm, with the prelude's `host` at hand.
    pub(crate) fn with<T>(&self, work: impl for<'js> FnOnce(&Bench<'_, 'js>) -> T) -> T {
        self.node.with(|ctx| {
            let host = self.host.clone().restore(&ctx).expect("of this runtime");
            work(&Bench {
                engine: self,
                ctx,
                host,
            })
        })
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        self.runtime.set_interrupt_handler(None);
    }
}

/// The interpreter while one works with it.
pub(crate) struct Bench<'e, 'js> {
    engine: &'e Engine,
    pub(crate) ctx: Ctx<'js>,
    pub(crate) host: Object<'js>,
}

impl<'js> Bench<'_, 'js> {
    /// What the script `name` of the prelude made, in the platform's realm.
    pub(crate) fn load<T: rquickjs::FromJs<'js>>(&self, name: &str) -> Setup<T> {
        let load: Function = self.host.get("load")?;
        load.call((name,))
    }

    /// Runs the script `name` of the prelude in the node's realm.
    pub(crate) fn inside(&self, name: &str, options: Object<'js>) -> Setup<()> {
        let function: Function = natives::compile(&self.ctx, name)?;
        function.call((self.host.clone(), options))
    }

    /// Evaluates a sloppy script in the node's realm.
    pub(crate) fn eval(&self, script: &str) -> Setup<Value<'js>> {
        let mut options = EvalOptions::default();
        options.strict = false;
        options.filename = Some(NODE_FILE.into());
        self.ctx.eval_with_options(script, options)
    }

    /// Evaluates the node's script and waits for the promise it gives.
    pub(crate) fn eval_awaited(&self, script: &str) -> Result<Value<'js>, Failure> {
        let value = self.eval(script).map_err(|error| self.syntax(error))?;
        self.settle(value)
    }

    fn syntax(&self, error: rquickjs::Error) -> Failure {
        let mut failure = self.failure(error);
        if failure.class.as_deref() == Some("SyntaxError") {
            failure.stage = Stage::Syntax;
        }
        failure
    }

    /// Runs jobs and timers until the promise `value` is settled; anything else is its own result.
    pub(crate) fn settle(&self, value: Value<'js>) -> Result<Value<'js>, Failure> {
        let Some(promise) = value.clone().into_promise() else {
            return Ok(value);
        };
        loop {
            self.run_jobs()?;
            match promise.state() {
                PromiseState::Resolved => break,
                PromiseState::Rejected => {
                    let error = match promise.result::<Value>() {
                        Some(Err(error)) => error,
                        _ => rquickjs::Error::Unknown,
                    };
                    return Err(self.failure(error));
                }
                PromiseState::Pending => {
                    if !self.fire_timer()? {
                        return Err(self.never());
                    }
                }
            }
        }
        match promise.result::<Value>() {
            Some(Ok(value)) => Ok(value),
            Some(Err(error)) => Err(self.failure(error)),
            None => Err(self.never()),
        }
    }

    /// Runs jobs and timers until nothing is left to do.
    pub(crate) fn run_out(&self) -> Result<(), Failure> {
        self.run_jobs()?;
        while self.fire_timer()? {
            self.run_jobs()?;
        }
        Ok(())
    }

    fn run_jobs(&self) -> Result<(), Failure> {
        while self.ctx.execute_pending_job() {
            self.in_time()?;
        }
        Ok(())
    }

    /// Jobs and timers may each be too short for the interpreter to look at the clock.
    fn in_time(&self) -> Result<(), Failure> {
        match self.engine.state.is_late(self.engine.deadline) {
            true => Err(self.failure(rquickjs::Error::Unknown)),
            false => Ok(()),
        }
    }

    fn fire_timer(&self) -> Result<bool, Failure> {
        self.in_time()?;
        let fire = || -> Setup<bool> {
            let timers: Object = self.load("timers")?;
            timers.get::<_, Function>("fire")?.call(())
        };
        fire().map_err(|error| self.failure(error))
    }

    fn never(&self) -> Failure {
        let message = "The code waits for a promise that nothing will settle.";
        failure::of_stage(Stage::Limit, message)
    }

    /// What went wrong, in words.
    pub(crate) fn failure(&self, error: rquickjs::Error) -> Failure {
        failure::of_error(self, &self.engine.state, error)
    }

    /// Whether `null` was thrown because not even an error could be made any more. How much memory is used cannot be
    /// asked while the code runs, so it is whatever the code does not plainly throw itself.
    pub(crate) fn starved(&self) -> bool {
        let script = &self.engine.state.source.script;
        !["throw null", "reject(null"]
            .iter()
            .any(|word| script.contains(word))
    }

    /// A returned value, before the platform serialises it.
    pub(crate) fn send(&self, value: Value<'js>) -> Result<Sent, Failure> {
        let text = || -> Setup<String> { self.load::<Function>("send")?.call((value,)) };
        let text = text().map_err(|error| self.failure(error))?;
        self.verdict(sent::read(&text, self.engine.state.limits().answer))
    }

    /// `result`, unless the engine was asked for more than it can do: then nothing that came of it counts.
    pub(crate) fn verdict<T>(&self, result: Result<T, Failure>) -> Result<T, Failure> {
        match self.engine.state.beyond() {
            Some(message) => Err(failure::of_stage(Stage::Engine, &message)),
            None => result,
        }
    }
}

/// When a run that starts now must end.
pub(crate) fn deadline(milliseconds: u64) -> Instant {
    let now = Instant::now();
    now.checked_add(Duration::from_millis(milliseconds))
        .unwrap_or(now + Duration::from_secs(86_400))
}
