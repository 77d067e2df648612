//! What can be done with a node: run it, with whatever it can be run with, and keep what comes of it.

use std::path::Path;

use ide::Snippet;
use serde_json::json;
use tower_lsp::ls_types::Command;
use workflow::Contract;

use super::documents::{Documents, Snapshot};
use super::record::RECORD_RUN;
use super::runs::{self, From, RUN, RUN_NODE, arguments};
use crate::test::SavedInputs;

/// More tests of one node are not offered one by one.
const MOST_TESTS: usize = 5;

/// The commands for a node, the most wanted first.
pub(super) fn commands(
    snippet: Snippet<'_>,
    snapshot: &Snapshot,
    documents: &Documents,
) -> Vec<Command> {
    if !can_run(snippet) {
        return Vec::new();
    }
    let (uri, address) = (&snapshot.uri, snippet.address());
    let mut commands = vec![runs::command(RUN.to_owned(), uri, address)];
    let inputs = inputs(snippet, documents);
    // The first is what a run takes anyway.
    if inputs.len() > 1 {
        commands.extend(inputs.into_iter().map(|(what, from)| Command {
            title: format!("{RUN} with {what}"),
            command: RUN_NODE.to_owned(),
            arguments: Some(arguments(uri, address, json!({"from": from}))),
        }));
    }
    commands.push(Command {
        title: "Record run as test".to_owned(),
        command: RECORD_RUN.to_owned(),
        arguments: Some(arguments(uri, address, json!({}))),
    });
    commands
}

/// Whether a run can say anything of the node where it is to run.
pub(super) fn can_run(snippet: Snippet<'_>) -> bool {
    let target = snippet.snapshot().settings.target_of(snippet.workflow());
    run::beyond(snippet.code_node(), target).is_none()
}

/// What the node can be run with, in words.
fn inputs(snippet: Snippet<'_>, documents: &Documents) -> Vec<(String, From)> {
    let read = |path: &Path| documents.read(path);
    let saved = SavedInputs::beside(&snippet.snapshot().path, &read);
    let tests = saved.of(snippet.node()).take(MOST_TESTS);
    let tests = tests.map(|(name, _)| {
        let what = format!("the input of the test `{name}`");
        (what, From::Test(name.to_owned()))
    });
    let node = snippet.code_node();
    let pinned = run::pinned_feeders(snippet.workflow(), node);
    let pinned = pinned.map(|name| {
        let what = format!("the data pinned to `{name}`");
        (what, From::Pinned(name.to_owned()))
    });
    let made = match node.contract {
        Contract::DifyMain if node.inputs.is_empty() => None,
        Contract::DifyMain => Some("samples of the declared types"),
        Contract::N8nTool => Some("a sample of a query"),
        _ => Some("one empty item"),
    };
    let made = made.map(|what| (what.to_owned(), From::Samples));
    tests.chain(pinned).chain(made).collect()
}
