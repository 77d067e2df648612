use tower_lsp::ls_types::{ClientCapabilities, CodeActionKind, ResourceOperationKind};

/// What the client can do, as far as it matters here.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Features {
    /// It asks for diagnostics. One that asks is not sent any: given both, Helix showed neither.
    pub(super) pulls: bool,
    pub(super) related: bool,
    pub(super) tags: bool,
    /// It shows where a rule is described.
    pub(super) descriptions: bool,
    /// It takes edits that name the version of the document they are for.
    pub(super) versioned_edits: bool,
    /// It makes edits that the server asks for.
    pub(super) applies_edits: bool,
    /// Those may create files.
    pub(super) creates_files: bool,
    /// It shows a document that the server names.
    pub(super) shows_documents: bool,
    /// It shows what came of a run (`experimental.codenode.showsRuns`), which a client that knows no more than the protocol
    /// does not.
    pub(super) shows_runs: bool,
    /// It answers `workspace/configuration`.
    pub(super) configuration: bool,
    /// It may be asked to tell of changed settings.
    pub(super) tells_settings: bool,
    /// It may be asked to tell of changed files.
    pub(super) watches: bool,
    /// It shows progress that the server begins.
    pub(super) progress: bool,
    /// It knows the kind `source.fixAll`.
    pub(super) fix_all: bool,
    /// It takes completions with places to fill in.
    pub(super) snippets: bool,
    pub(super) refresh: Refresh,
}

/// What it may be asked to ask for again.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Refresh {
    pub(super) diagnostics: bool,
    pub(super) lenses: bool,
    pub(super) hints: bool,
    pub(super) tokens: bool,
}

impl Features {
    pub(super) fn of(client: &ClientCapabilities) -> Self {
        let documents = client.text_document.as_ref();
        let workspace = client.workspace.as_ref();
        let published = documents.and_then(|documents| documents.publish_diagnostics.as_ref());
        let pulled = documents.and_then(|documents| documents.diagnostic.as_ref());
        let edits = workspace.and_then(|workspace| workspace.workspace_edit.as_ref());
        let settings = workspace.and_then(|workspace| workspace.did_change_configuration.as_ref());
        let files = workspace.and_then(|workspace| workspace.did_change_watched_files.as_ref());
        let window = client.window.as_ref();
        let completion = documents.and_then(|documents| documents.completion.as_ref());
        let item = completion.and_then(|completion| completion.completion_item.as_ref());
        Self {
            pulls: pulled.is_some(),
            related: published.and_then(|published| published.related_information) == Some(true)
                || pulled.and_then(|pulled| pulled.related_information) == Some(true),
            tags: published.is_some_and(|published| published.tag_support.is_some())
                || pulled.is_some_and(|pulled| pulled.tag_support.is_some()),
            descriptions: published.and_then(|published| published.code_description_support)
                == Some(true)
                || pulled.and_then(|pulled| pulled.code_description_support) == Some(true),
            versioned_edits: edits.and_then(|edits| edits.document_changes) == Some(true),
            applies_edits: workspace.and_then(|workspace| workspace.apply_edit) == Some(true),
            creates_files: edits.is_some_and(|edits| {
                let kinds = edits.resource_operations.as_deref().unwrap_or_default();
                kinds.contains(&ResourceOperationKind::Create)
            }),
            shows_documents: window
                .and_then(|window| window.show_document.as_ref())
                .is_some_and(|shown| shown.support),
            shows_runs: client
                .experimental
                .as_ref()
                .is_some_and(|own| own["codenode"]["showsRuns"] == true),
            configuration: workspace.and_then(|workspace| workspace.configuration) == Some(true),
            tells_settings: settings.and_then(|settings| settings.dynamic_registration)
                == Some(true),
            watches: files.and_then(|files| files.dynamic_registration) == Some(true),
            progress: window.and_then(|window| window.work_done_progress) == Some(true),
            fix_all: knows_fix_all(client),
            snippets: item.and_then(|item| item.snippet_support) == Some(true),
            refresh: Refresh::of(client),
        }
    }
}

impl Refresh {
    fn of(client: &ClientCapabilities) -> Self {
        let Some(workspace) = client.workspace.as_ref() else {
            return Self::default();
        };
        let diagnostics = workspace.diagnostics.as_ref();
        Self {
            diagnostics: diagnostics.and_then(|diagnostics| diagnostics.refresh_support)
                == Some(true),
            lenses: workspace
                .code_lens
                .as_ref()
                .and_then(|lens| lens.refresh_support)
                == Some(true),
            hints: workspace
                .inlay_hint
                .as_ref()
                .and_then(|hint| hint.refresh_support)
                == Some(true),
            tokens: workspace
                .semantic_tokens
                .as_ref()
                .and_then(|tokens| tokens.refresh_support)
                == Some(true),
        }
    }
}

/// Kinds are a hierarchy, and a client that lists none is asked for nothing it does not know.
fn knows_fix_all(client: &ClientCapabilities) -> bool {
    let actions = client
        .text_document
        .as_ref()
        .and_then(|documents| documents.code_action.as_ref());
    let literals = actions.and_then(|actions| actions.code_action_literal_support.as_ref());
    literals.is_some_and(|literals| {
        let kinds = &literals.code_action_kind.value_set;
        let known = [CodeActionKind::SOURCE, CodeActionKind::SOURCE_FIX_ALL];
        kinds
            .iter()
            .any(|kind| known.iter().any(|known| known.as_str() == kind))
    })
}
