//! `codenode lsp`: the language server. Each handler adapts one question of the protocol to the core in a few lines.

mod actions;
mod answers;
mod calls;
mod capabilities;
mod checks;
mod code;
mod commands;
mod configuration;
mod diagnostics;
mod documents;
mod encoding;
mod failures;
mod features;
mod frames;
mod navigation;
mod offers;
mod ordered;
mod pages;
mod parent;
mod progress;
mod publish;
mod record;
mod runs;
mod server;
mod session;
mod structure;
mod tokens;
mod watching;
mod workspace;

use std::sync::Arc;
use std::time::Duration;

use tokio::runtime::{Builder, Runtime};
use tower_lsp::LspService;

use crate::Exit;
use crate::arguments::{Common, Lsp};
use crate::config::Configs;
use ordered::{Farewell, Ordered};
use server::Server;
use session::Session;

/// Room for the recursion of a parser on deep input.
const STACK_BYTES: usize = 64 << 20;

/// Requests under way at once: when so many are slow, not even one that cancels them is looked at.
const AT_ONCE: usize = 64;

/// Answers under way when `exit` comes may take this long.
const GRACE: Duration = Duration::from_millis(500);

/// Serve until `exit`, the end of standard input or the death of the editor. An exit that no `shutdown` announced is
/// [`Exit::Findings`], which is the 1 that the protocol asks for.
pub(crate) fn run(_: &Lsp, common: &Common) -> anyhow::Result<Exit> {
    let runtime = Builder::new_multi_thread()
        .enable_all()
        .thread_stack_size(STACK_BYTES)
        .build()?;
    let farewell = Arc::new(Farewell::default());
    runtime.block_on(serve(Configs::new(common), farewell.clone()));
    leave(runtime);
    Ok(if farewell.announced() {
        Exit::Clean
    } else {
        Exit::Findings
    })
}

async fn serve(configs: Configs, farewell: Arc<Farewell>) {
    let mut held = None;
    let server = LspService::build(|client| {
        let session = Session::new(client, configs);
        held = Some(session.clone());
        Server::new(session, farewell.clone())
    });
    let (service, socket) = server
        .custom_method("codenode/nodes", Server::nodes)
        .custom_method("codenode/nodeText", Server::node_text)
        .custom_method("codenode/updateNodeText", Server::update_node_text)
        .custom_method("$/setTrace", Server::set_trace)
        .custom_method("window/workDoneProgress/cancel", Server::cancel_work)
        .finish();
    let session = held.expect("the server was just made");
    let service = Ordered::new(service, session.documents.clone(), farewell.clone());
    let stdin = frames::sieve(tokio::io::stdin());
    let serving = tower_lsp::Server::new(stdin, tokio::io::stdout(), socket)
        .concurrency_level(AT_ONCE)
        .serve(service);
    tokio::select! {
        () = serving => {}
        () = farewell.said() => tokio::time::sleep(GRACE).await,
    }
    session.runs.close();
}

/// Leave without waiting for a read of standard input or an analysis that nobody needs any more.
fn leave(runtime: Runtime) {
    runtime.shutdown_background();
}
