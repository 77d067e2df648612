//! The worker that runs one Python node as the platform would: [`runner::serve`] locks the process in and brings the
//! request, RustPython runs it in a thread with a deep stack, and this file watches over time and memory.
//!
//! Everything that takes time and does not need the request is done before it comes, so that a worker kept in reserve
//! answers at once.

mod corrections;
mod dify;
mod failure;
mod interpreter;
mod json;
mod n8n;
mod native;
mod outlet;
mod value;
mod words;

use std::alloc::System;
use std::env;
use std::process::ExitCode;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use cap::Cap;
use runner::{Answer, Failure, Limits, Program, Request};
use rustpython_vm::VirtualMachine;
use rustpython_vm::signal::user_signal_channel;

/// Counts what is allocated, and refuses allocations far beyond the limit. RustPython makes a `MemoryError` of most
/// refusals; the rest end the process with SIGABRT and "memory allocation of … bytes failed" on standard error.
#[global_allocator]
static MEMORY: Cap<System> = Cap::new(System, usize::MAX);

/// The stack of the interpreter: deep recursion must end in `RecursionError`, not in a crash.
const STACK: usize = 16 << 20;

/// How often time and memory are looked at.
const TICK: Duration = Duration::from_millis(2);

/// How long code may take to notice that it was interrupted before it is ended where it stands.
const GRACE: Duration = Duration::from_millis(150);

/// What allocations may exceed the limit by before they are refused instead of noticed.
const HEADROOM: usize = 64 << 20;

fn main() -> ExitCode {
    runner::serve(env::args().skip(1), |limits| {
        let limits = *limits;
        let (interrupt, interrupts) = user_signal_channel();
        let (ask, requests) = mpsc::channel::<Request>();
        let (ready, is_ready) = mpsc::channel();
        let answers = outlet::open(&limits);
        let interpreter = thread::Builder::new().stack_size(STACK).spawn(move || {
            interpreter::build(interrupts).enter(|vm| {
                let _ = ready.send(());
                if let Some(request) = interpreter::wait(vm, &requests) {
                    answer(vm, &request);
                }
            });
        });
        // Without the thread the question below finds nobody, which is the answer.
        drop(interpreter);
        let _ = is_ready.recv();
        move |request| {
            outlet::start();
            if ask.send(request).is_err() {
                return outlet::answer_with(failure::engine(
                    "the interpreter could not be started",
                ));
            }
            let watch = Watch {
                limits,
                answers: &answers,
                interrupt: &|verdict| {
                    let place = Box::new(move |vm: &VirtualMachine| {
                        outlet::finish_with(failure::at_current_line(vm, verdict))
                    });
                    interrupt.send(place).is_ok()
                },
            };
            watch.answer()
        }
    })
}

/// Runs the node and puts the answer out.
fn answer(vm: &VirtualMachine, request: &Request) {
    let turns = match &request.program {
        Program::Dify(run) => vec![dify::run(vm, &request.code, run)],
        Program::N8n(run) => n8n::run(vm, &request.code, run),
    };
    outlet::finish(turns)
}

/// Waits for the answer, and gives another when the code takes too long or too much.
struct Watch<'a> {
    limits: Limits,
    answers: &'a mpsc::Receiver<Answer>,
    /// Lets the interpreter say where it stands; `false` when there is none.
    interrupt: &'a dyn Fn(Failure) -> bool,
}

impl Watch<'_> {
    fn answer(&self) -> Answer {
        let deadline = Instant::now() + Duration::from_millis(self.limits.milliseconds);
        let memory = usize::try_from(self.limits.memory).unwrap_or(usize::MAX);
        // Fails only where more than that is in use already, which the first look will find.
        let _ = MEMORY.set_limit(memory.saturating_add(HEADROOM));
        loop {
            match self.answers.recv_timeout(TICK) {
                Ok(answer) => return answer,
                Err(RecvTimeoutError::Disconnected) => {
                    return outlet::answer_with(failure::engine("the interpreter gave up"));
                }
                Err(RecvTimeoutError::Timeout) => {}
            }
            if MEMORY.allocated() > memory {
                return self.stop(failure::memory(self.limits.memory));
            }
            if Instant::now() >= deadline {
                return self.stop(failure::time(self.limits.milliseconds));
            }
        }
    }

    /// Ends the run with `verdict`: at the line where it stands if the interpreter says so in time.
    fn stop(&self, verdict: Failure) -> Answer {
        if (self.interrupt)(verdict.clone())
            && let Ok(answer) = self.answers.recv_timeout(GRACE)
        {
            return answer;
        }
        outlet::answer_with(verdict)
    }
}
