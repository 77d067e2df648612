use tower_lsp::ls_types::*;

use super::session::Session;
use super::{actions, answers, commands, navigation, tokens};

/// What the server offers to this client.
pub(super) fn capabilities(session: &Session) -> ServerCapabilities {
    ServerCapabilities {
        position_encoding: Some(session.encoding().kind()),
        text_document_sync: Some(TextDocumentSyncCapability::Options(sync())),
        diagnostic_provider: session.features().pulls.then(diagnostics),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        completion_provider: Some(answers::completion_options()),
        signature_help_provider: Some(answers::signature_options()),
        definition_provider: Some(OneOf::Left(true)),
        references_provider: Some(OneOf::Left(true)),
        document_highlight_provider: Some(OneOf::Left(true)),
        document_symbol_provider: Some(OneOf::Left(true)),
        workspace_symbol_provider: Some(OneOf::Left(true)),
        folding_range_provider: Some(FoldingRangeProviderCapability::Simple(true)),
        selection_range_provider: Some(SelectionRangeProviderCapability::Simple(true)),
        call_hierarchy_provider: Some(CallHierarchyServerCapability::Simple(true)),
        rename_provider: Some(OneOf::Right(navigation::rename_options())),
        code_action_provider: Some(CodeActionProviderCapability::Options(actions::options())),
        semantic_tokens_provider: Some(tokens::options().into()),
        inlay_hint_provider: Some(OneOf::Left(true)),
        code_lens_provider: Some(CodeLensOptions {
            resolve_provider: Some(false),
        }),
        document_link_provider: Some(DocumentLinkOptions {
            resolve_provider: Some(false),
            work_done_progress_options: WorkDoneProgressOptions::default(),
        }),
        execute_command_provider: Some(commands::options()),
        workspace: Some(workspace()),
        ..ServerCapabilities::default()
    }
}

fn sync() -> TextDocumentSyncOptions {
    TextDocumentSyncOptions {
        open_close: Some(true),
        change: Some(TextDocumentSyncKind::INCREMENTAL),
        save: Some(TextDocumentSyncSaveOptions::Supported(true)),
        ..TextDocumentSyncOptions::default()
    }
}

fn diagnostics() -> DiagnosticServerCapabilities {
    DiagnosticServerCapabilities::Options(DiagnosticOptions {
        identifier: Some("codenode".to_owned()),
        workspace_diagnostics: true,
        work_done_progress_options: WorkDoneProgressOptions {
            work_done_progress: Some(true),
        },
        ..DiagnosticOptions::default()
    })
}

fn workspace() -> WorkspaceServerCapabilities {
    let files = FileOperationFilter {
        scheme: Some("file".to_owned()),
        pattern: FileOperationPattern {
            glob: "**/*.{json,yml,yaml}".to_owned(),
            ..FileOperationPattern::default()
        },
    };
    let files = FileOperationRegistrationOptions {
        filters: vec![files],
    };
    WorkspaceServerCapabilities {
        workspace_folders: Some(WorkspaceFoldersServerCapabilities {
            supported: Some(true),
            change_notifications: Some(OneOf::Left(true)),
        }),
        file_operations: Some(WorkspaceFileOperationsServerCapabilities {
            did_rename: Some(files.clone()),
            did_delete: Some(files),
            ..WorkspaceFileOperationsServerCapabilities::default()
        }),
    }
}
