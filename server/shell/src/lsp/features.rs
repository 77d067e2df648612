use tower_lsp::ls_types::ClientCapabilities;

/// What the client can do, as far as it matters here.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Features {
    /// It asks for diagnostics. One that asks is not sent any: given both, Helix showed neither.
    pub(super) pulls: bool,
    pub(super) related: bool,
    pub(super) tags: bool,
    /// It takes edits that name the version of the document they are for.
    pub(super) versioned_edits: bool,
}

impl Features {
    pub(super) fn of(client: &ClientCapabilities) -> Self {
        let documents = client.text_document.as_ref();
        let published = documents.and_then(|documents| documents.publish_diagnostics.as_ref());
        let pulled = documents.and_then(|documents| documents.diagnostic.as_ref());
        let edits = client
            .workspace
            .as_ref()
            .and_then(|workspace| workspace.workspace_edit.as_ref());
        Self {
            pulls: pulled.is_some(),
            related: published.and_then(|published| published.related_information) == Some(true)
                || pulled.and_then(|pulled| pulled.related_information) == Some(true),
            tags: published.is_some_and(|published| published.tag_support.is_some())
                || pulled.is_some_and(|pulled| pulled.tag_support.is_some()),
            versioned_edits: edits.and_then(|edits| edits.document_changes) == Some(true),
        }
    }
}
