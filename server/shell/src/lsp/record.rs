//! `codenode.recordRun`: a run that is kept as a test beside the workflow.

use std::path::Path;
use std::sync::Arc;

use serde_json::{Value, json};
use text::{Change, InFile, LineIndex, TextRange};
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::*;

use super::documents::Snapshot;
use super::encoding::Encoding;
use super::runs::{self, Wanted, failed};
use super::session::Session;
use crate::test::{Recorded, Recording, on_disk};

/// Runs a node as `codenode.runNode` does and keeps input and outcome as a test; `name` may say what it is called. Answers
/// `{outcome, test: {uri, name, written}}`: `written` is false where the client was asked to make the edit.
pub(super) const RECORD_RUN: &str = "codenode.recordRun";

/// What the edit is called.
const LABEL: &str = "Record run as test";

pub(super) async fn record(session: &Arc<Session>, params: ExecuteCommandParams) -> Result<Value> {
    let wanted = Wanted::read(params.arguments)?;
    let snapshot = super::ordered::asked();
    let path = snapshot.as_ref().map(Snapshot::path).unwrap_or_default();
    let name = wanted.options.name.clone();
    let named = session.checks.choices().named();
    let (documents, seen) = (session.documents.clone(), session.features().applies_edits);
    let look = move |job: &run::Job<'_>, outcome: &run::Outcome| {
        let recording = Recording {
            name: name.as_deref(),
            workflow: &path,
            node: known_as(job),
            job,
            outcome,
            aimed: named
                .iter()
                .any(|target| target.platform == job.workflow.platform),
        };
        // What a client would not be asked to change is changed as it is on the disk.
        match seen {
            true => recording.record(&|path: &Path| documents.read(path)),
            false => recording.record(&on_disk),
        }
    };
    let token = params.work_done_progress_params.work_done_token;
    let ran = runs::perform(session, wanted, token, look).await?;
    let recorded = ran.seen.map_err(|wrong| failed(format!("{wrong:#}")))?;
    let (uri, written) = keep(session, &recorded)?;
    Ok(json!({
        "outcome": ran.outcome,
        "test": {"uri": uri, "name": recorded.name, "written": written},
    }))
}

/// How a test names the node: by its name, unless another has that too.
fn known_as<'j>(job: &run::Job<'j>) -> &'j str {
    let node = &job.workflow.nodes[job.node.node];
    let is_called = |other: &&workflow::Node| other.name == node.name || other.id == node.name;
    let alone = job.workflow.nodes.iter().filter(is_called).count() == 1;
    match alone && !node.name.is_empty() || node.id.is_empty() {
        true => &node.name,
        false => &node.id,
    }
}

/// Have the client change the file, where the user sees it; write it, where the client cannot. Which file it is, and
/// whether it was written.
fn keep(session: &Arc<Session>, recorded: &Recorded) -> Result<(Option<Uri>, bool)> {
    let open = session.documents.at(&recorded.path);
    let uri = match &open {
        Some(open) => Some(open.uri.clone()),
        None => Uri::from_file_path(&recorded.path),
    };
    let features = session.features();
    let can = features.applies_edits && (recorded.before.is_some() || features.creates_files);
    let Some(target) = uri.clone().filter(|_| can) else {
        recorded
            .write()
            .map_err(|wrong| failed(format!("{wrong:#}")))?;
        session.say(
            MessageType::INFO,
            format!(
                "Recorded as `{}` in {}",
                recorded.name,
                recorded.path.display()
            ),
        );
        return Ok((uri, true));
    };
    let version = open.map(|open| open.version);
    let edit = edit(
        recorded,
        target,
        version,
        features.versioned_edits,
        session.encoding(),
    );
    let session = session.clone();
    // Answers of the client are never waited for by a handler: the reader would stand still.
    tokio::spawn(async move {
        let params = ApplyWorkspaceEditParams {
            label: Some(LABEL.to_owned()),
            edit,
        };
        let answer = session
            .client
            .send_request::<request::ApplyWorkspaceEdit>(params);
        let refused = match answer.await {
            Ok(answer) if answer.applied => return,
            Ok(answer) => answer.failure_reason.unwrap_or_default(),
            Err(wrong) => wrong.to_string(),
        };
        session.say(
            MessageType::ERROR,
            format!("The test was not recorded: the editor did not change its file. {refused}"),
        );
    });
    Ok((uri, false))
}

/// The edit that makes a file say what was recorded.
fn edit(
    recorded: &Recorded,
    uri: Uri,
    version: Option<i32>,
    versioned: bool,
    encoding: Encoding,
) -> WorkspaceEdit {
    let before = recorded.before.as_deref().unwrap_or_default();
    let change = Change::of_characters(before, &recorded.text);
    let [start, end] = [change.old.start, change.old.end].map(|at| (at as u32).into());
    let range = TextRange::new(start, end);
    let edit = TextEdit {
        range: encoding.range(before, &LineIndex::new(before), InFile(range)),
        new_text: recorded.text[change.new].to_owned(),
    };
    // Files are created by the newer form of edits only, which who creates files takes.
    if !versioned && recorded.before.is_some() {
        return WorkspaceEdit {
            changes: Some([(uri, vec![edit])].into()),
            ..WorkspaceEdit::default()
        };
    }
    let create = CreateFile {
        uri: uri.clone(),
        options: None,
        annotation_id: None,
    };
    let create = DocumentChangeOperation::Op(ResourceOp::Create(create));
    let edit = DocumentChangeOperation::Edit(TextDocumentEdit {
        text_document: OptionalVersionedTextDocumentIdentifier { uri, version },
        edits: vec![OneOf::Left(edit)],
    });
    let operations = match recorded.before {
        Some(_) => vec![edit],
        None => vec![create, edit],
    };
    WorkspaceEdit {
        document_changes: Some(DocumentChanges::Operations(operations)),
        ..WorkspaceEdit::default()
    }
}
