use std::path::Path;
use std::sync::Arc;

use lint::config::FILE_NAME;
use serde_json::json;
use tower_lsp::ls_types::*;

use super::configuration::SECTION;
use super::session::Session;
use super::workspace;
use crate::test::is_test_file;

/// Files beside the workflows by which they are judged.
const DEPLOYMENT: [&str; 3] = [FILE_NAME, ".env", "n8n-task-runners.json"];

/// Ask the client to tell of changed files and settings, as far as it can.
pub(super) fn register(session: &Arc<Session>) {
    let features = session.features();
    let mut wanted = Vec::new();
    if features.watches {
        let globs = DEPLOYMENT.map(|name| format!("**/{name}"));
        let globs = globs.into_iter().chain(["**/*.{json,yml,yaml}".to_owned()]);
        let watchers: Vec<_> = globs.map(|glob| json!({"globPattern": glob})).collect();
        wanted.push((
            "workspace/didChangeWatchedFiles",
            json!({"watchers": watchers}),
        ));
    }
    if features.tells_settings {
        wanted.push((
            "workspace/didChangeConfiguration",
            json!({"section": SECTION}),
        ));
    }
    if wanted.is_empty() {
        return;
    }
    let registration = |(method, options): (&str, _)| Registration {
        id: method.to_owned(),
        method: method.to_owned(),
        register_options: Some(options),
    };
    let wanted = wanted.into_iter().map(registration).collect();
    let client = session.client.clone();
    tokio::spawn(async move {
        // A client that refuses is one that does not tell.
        let _ = client.register_capability(wanted).await;
    });
}

/// A document was saved: one that is a configuration counts at once, whether or not changes are told.
pub(super) fn saved(session: &Arc<Session>, uri: &Uri) {
    if is_deployment(uri) {
        session.reload();
    }
    if is_of_tests(uri) {
        session.renew_lenses();
    }
}

/// Files have changed on the disk.
pub(super) fn changed(session: &Arc<Session>, events: Vec<FileEvent>) {
    let (deployment, others): (Vec<_>, Vec<_>) = events
        .into_iter()
        .partition(|event| is_deployment(&event.uri));
    if !deployment.is_empty() {
        session.reload();
    }
    if others.iter().any(|event| is_of_tests(&event.uri)) {
        session.renew_lenses();
    }
    let closed = |event: &FileEvent| session.documents.snapshot(&event.uri).is_none();
    let others: Vec<_> = others.into_iter().filter(closed).collect();
    if others.is_empty() {
        return;
    }
    session.workspace.stir();
    if session.features().pulls {
        return;
    }
    let session = session.clone();
    tokio::spawn(async move {
        for event in others {
            // Gone, or never asked about: nothing is found, and that is said where something was.
            workspace::publish_file(&session, event.uri).await;
        }
    });
}

/// Files are gone from where they were.
pub(super) fn gone(session: &Arc<Session>, uris: impl IntoIterator<Item = String>) {
    session.workspace.stir();
    for uri in uris.into_iter().filter_map(|uri| uri.parse::<Uri>().ok()) {
        if !session.features().pulls {
            session.publisher.withdraw(session, uri);
        }
    }
}

fn is_of_tests(uri: &Uri) -> bool {
    uri.to_file_path().is_some_and(|path| is_test_file(&path))
}

fn is_deployment(uri: &Uri) -> bool {
    let path = uri.to_file_path().unwrap_or_default();
    let name = Path::new(&*path)
        .file_name()
        .unwrap_or_default()
        .to_string_lossy();
    let is_compose = (name.ends_with(".yml") || name.ends_with(".yaml"))
        && (name.starts_with("compose") || name.starts_with("docker-compose"));
    is_compose || DEPLOYMENT.contains(&&*name)
}
