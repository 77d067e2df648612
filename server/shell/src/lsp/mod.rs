//! `codenode lsp`: the language server. Each handler adapts one question of the protocol to the core in a few lines.

mod actions;
mod checks;
mod diagnostics;
mod documents;
mod encoding;
mod features;
mod frames;
mod ordered;
mod parent;
mod server;

use std::sync::Arc;
use std::time::Duration;

use tokio::runtime::{Builder, Runtime};
use tower_lsp::LspService;

use crate::Exit;
use crate::arguments::{Common, Lsp};
use crate::config::Configs;
use ordered::{Farewell, Ordered};
use server::Server;

/// Room for the recursion of a parser on deep input.
const STACK_BYTES: usize = 64 << 20;

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
    let mut documents = None;
    let (service, socket) = LspService::new(|client| {
        let server = Server::new(client, configs, farewell.clone());
        documents = Some(server.documents());
        server
    });
    let documents = documents.expect("the server was just made");
    let service = Ordered::new(service, documents, farewell.clone());
    let stdin = frames::sieve(tokio::io::stdin());
    let serving = tower_lsp::Server::new(stdin, tokio::io::stdout(), socket).serve(service);
    tokio::select! {
        () = serving => {}
        () = farewell.said() => tokio::time::sleep(GRACE).await,
    }
}

/// Leave without waiting for a read of standard input or an analysis that nobody needs any more.
fn leave(runtime: Runtime) {
    runtime.shutdown_background();
}
