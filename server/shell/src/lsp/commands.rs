use std::sync::Arc;

use serde_json::{Value, json};
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::{
    ExecuteCommandOptions, ExecuteCommandParams, ShowDocumentParams, WorkDoneProgressOptions,
};

use super::record::{self, RECORD_RUN};
use super::runs::{self, RUN_NODE};
use super::session::Session;
use super::{pages, workspace};

/// Checks every file of the workspace; answers `{workflows, findings}`.
const CHECK_WORKSPACE: &str = "codenode.checkWorkspace";
/// Takes the name of a rule; answers `{rule, page}`, the page in Markdown. With `{"show": true}` behind it, the client is
/// asked to show the page too, if it shows documents.
pub(super) const EXPLAIN_RULE: &str = "codenode.explainRule";

/// The commands that clients may have executed.
pub(super) fn options() -> ExecuteCommandOptions {
    ExecuteCommandOptions {
        commands: [CHECK_WORKSPACE, EXPLAIN_RULE, RUN_NODE, RECORD_RUN]
            .map(str::to_owned)
            .to_vec(),
        work_done_progress_options: WorkDoneProgressOptions {
            work_done_progress: Some(true),
        },
    }
}

/// Do what a client asks for.
pub(super) async fn execute(session: &Arc<Session>, params: ExecuteCommandParams) -> Result<Value> {
    match params.command.as_str() {
        CHECK_WORKSPACE => {
            let token = params.work_done_progress_params.work_done_token;
            let (workflows, findings) = workspace::publish(session, token).await;
            Ok(json!({"workflows": workflows, "findings": findings}))
        }
        EXPLAIN_RULE => explain(session, &params.arguments),
        RUN_NODE => runs::run(session, params).await,
        RECORD_RUN => record::record(session, params).await,
        other => Err(Error::invalid_params(format!(
            "there is no command `{other}`"
        ))),
    }
}

fn explain(session: &Session, arguments: &[Value]) -> Result<Value> {
    let name = arguments.first().and_then(Value::as_str);
    let name = name.ok_or_else(|| Error::invalid_params("the name of a rule is missing"))?;
    let Some(rule) = lint::find_rule(name) else {
        return Err(Error::invalid_params(format!("there is no rule `{name}`")));
    };
    let show = arguments
        .get(1)
        .is_some_and(|options| options["show"] == true);
    if show
        && session.features().shows_documents
        && let Some(uri) = pages::href(rule)
    {
        let params = ShowDocumentParams {
            uri,
            external: None,
            take_focus: Some(true),
            selection: None,
        };
        let client = session.client.clone();
        tokio::spawn(async move { client.show_document(params).await });
    }
    Ok(json!({"rule": rule.id, "page": rule.page}))
}
