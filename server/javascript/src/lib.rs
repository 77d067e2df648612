//! Runs JavaScript nodes in QuickJS, as the platforms run them in Node.
//!
//! Node's built-ins and the platforms' globals are small scripts in `prelude/`, loaded when a node first touches them.
//! Two realms, as in n8n's runner: the platform's (Buffer, luxon, the `$` API, the data) and the node's own. What the
//! embedded engine cannot do ends the run with [`runner::Stage::Engine`]: no verdict rather than a wrong one.

mod dify;
mod engine;
mod failure;
mod n8n;
mod natives;
mod sent;
mod spread;
mod state;
mod wording;

use runner::{Answer, Program, Request};

/// Runs the node of `request` in this thread and says what came of it.
///
/// The thread needs a stack of at least 8 MiB and the time zone of the process should be UTC, as in the platforms'
/// images. Time, memory and output are limited as the request says, but native calls of the engine are not interrupted
/// (`new Array(1e9).join("x")`): whoever needs a hard deadline runs this in a process that can be killed.
pub fn execute(request: &Request) -> Answer {
    match &request.program {
        Program::Dify(run) => dify::execute(request, run),
        Program::N8n(run) => n8n::execute(request, run),
    }
}
