//! Answers to questions at a place of a document.

use std::sync::Arc;

use ide::{Completion, CompletionKind, Hover, Signature};
use serde_json::json;
use text::InFile;
use tokio::task::spawn_blocking;
use tower_lsp::ls_types::{
    self as lsp, CompletionItem, CompletionItemKind, CompletionOptions, CompletionResponse,
    CompletionTextEdit, Documentation, HoverContents, InsertTextFormat, MarkupContent, MarkupKind,
    ParameterInformation, ParameterLabel, Position, SignatureHelp, SignatureHelpOptions,
    SignatureInformation, TextEdit,
};

use super::checks::Checked;
use super::encoding::Encoding;
use super::features::Features;
use super::ordered::asked;
use super::session::Session;

/// A question about a place: the document as it is now, and the place in it.
pub(super) struct Question {
    pub(super) checked: Arc<Checked>,
    pub(super) encoding: Encoding,
    offset: InFile<text::TextSize>,
}

impl Question {
    /// About the document of the request under way; `None` where that is not open.
    pub(super) async fn at(session: &Session, position: Position) -> Option<Question> {
        let checked = session.check(&asked()?).await;
        let encoding = session.encoding();
        let offset = InFile(offset(&checked, encoding, position));
        Some(Question {
            checked,
            encoding,
            offset,
        })
    }

    /// What the thing at the place is.
    pub(super) async fn hover(self) -> Option<lsp::Hover> {
        let (checked, encoding) = (self.checked.clone(), self.encoding);
        let hover: Hover = self.ask(|snapshot, offset| snapshot.hover(offset)).await?;
        let contents = MarkupContent {
            kind: MarkupKind::Markdown,
            value: hover.markdown,
        };
        Some(lsp::Hover {
            contents: HoverContents::Markup(contents),
            range: Some(encoding.range(&checked.text, &checked.lines, hover.range)),
        })
    }

    /// What may stand at the place, `typed` having brought up the question.
    pub(super) async fn completions(
        self,
        typed: Option<char>,
        features: Features,
    ) -> Option<CompletionResponse> {
        let (checked, encoding) = (self.checked.clone(), self.encoding);
        let found = self.ask(move |snapshot, offset| Some(snapshot.completions(offset, typed)));
        let items = items(&checked, encoding, features, found.await?);
        Some(CompletionResponse::Array(items))
    }

    /// How what is being called at the place may be called.
    pub(super) async fn signatures(self) -> Option<SignatureHelp> {
        let found = self
            .ask(|snapshot, offset| Some(snapshot.signatures(offset)))
            .await?;
        if found.is_empty() {
            return None;
        }
        Some(SignatureHelp {
            active_parameter: found[0].active,
            active_signature: Some(0),
            signatures: found.into_iter().map(signature).collect(),
        })
    }

    /// Away from the threads that serve the protocol. Should the core panic, which it promises not to, there is no
    /// answer and the server lives on.
    pub(super) async fn ask<T: Send + 'static>(
        self,
        question: impl FnOnce(&ide::Snapshot, InFile<text::TextSize>) -> Option<T> + Send + 'static,
    ) -> Option<T> {
        let asked = spawn_blocking(move || question(&self.checked.ide, self.offset));
        asked.await.ok().flatten()
    }
}

pub(super) fn completion_options() -> CompletionOptions {
    CompletionOptions {
        resolve_provider: Some(true),
        trigger_characters: Some(owned(ide::TRIGGERS)),
        ..CompletionOptions::default()
    }
}

pub(super) fn signature_options() -> SignatureHelpOptions {
    SignatureHelpOptions {
        trigger_characters: Some(owned(ide::SIGNATURE_TRIGGERS)),
        ..SignatureHelpOptions::default()
    }
}

/// The item with what the tables say of it.
pub(super) fn resolved(mut item: CompletionItem) -> CompletionItem {
    let data = item.data.as_ref();
    let text = |key: &str| data.and_then(|data| data[key].as_str());
    let language = match text("language") {
        Some("python") => text::Language::Python,
        _ => text::Language::JavaScript,
    };
    let said = text("path").and_then(|path| ide::documentation(language, path));
    item.documentation = said.map(markdown).or(item.documentation);
    item
}

fn items(
    checked: &Checked,
    encoding: Encoding,
    features: Features,
    found: Vec<Completion>,
) -> Vec<CompletionItem> {
    // Nearly all have the same range, which costs a walk along its line.
    let mut last = None;
    let mut range = |edit: &text::Edit| match last {
        Some((known, range)) if known == edit.range => range,
        _ => {
            let range = encoding.range(&checked.text, &checked.lines, edit.range);
            last = Some((edit.range, range));
            range
        }
    };
    found
        .into_iter()
        .enumerate()
        .map(|(index, one)| {
            let replaced = &checked.text[std::ops::Range::<usize>::from(one.edit.range.0)];
            // Editors compare what is typed with what is replaced.
            let dot = replaced.starts_with('.').then(|| format!(".{}", one.label));
            let edit = TextEdit {
                range: range(&one.edit),
                new_text: match &one.snippet {
                    Some(snippet) if features.snippets => snippet.clone(),
                    _ => one.edit.text,
                },
            };
            let is_snippet = features.snippets && one.snippet.is_some();
            CompletionItem {
                kind: Some(kind(one.kind)),
                detail: one.detail,
                sort_text: Some(format!("{}{index:05}", one.rank)),
                filter_text: dot,
                insert_text_format: is_snippet.then_some(InsertTextFormat::SNIPPET),
                text_edit: Some(CompletionTextEdit::Edit(edit)),
                data: one.source.map(
                    |(language, path)| json!({"language": language_name(language), "path": path}),
                ),
                label: one.label,
                ..CompletionItem::default()
            }
        })
        .collect()
}

fn language_name(language: text::Language) -> &'static str {
    match language {
        text::Language::Python => "python",
        text::Language::JavaScript => "javascript",
    }
}

fn kind(kind: CompletionKind) -> CompletionItemKind {
    match kind {
        CompletionKind::Variable => CompletionItemKind::VARIABLE,
        CompletionKind::Constant => CompletionItemKind::CONSTANT,
        CompletionKind::Function => CompletionItemKind::FUNCTION,
        CompletionKind::Method => CompletionItemKind::METHOD,
        CompletionKind::Property => CompletionItemKind::PROPERTY,
        CompletionKind::Field => CompletionItemKind::FIELD,
        CompletionKind::Class => CompletionItemKind::CLASS,
        CompletionKind::Module => CompletionItemKind::MODULE,
        CompletionKind::Keyword => CompletionItemKind::KEYWORD,
        CompletionKind::Node => CompletionItemKind::REFERENCE,
        CompletionKind::Value => CompletionItemKind::VALUE,
        CompletionKind::Snippet => CompletionItemKind::SNIPPET,
    }
}

fn signature(signature: Signature) -> SignatureInformation {
    // Offsets of labels count UTF-16, whatever was agreed for documents.
    let label = &signature.label;
    let utf16 = |at: u32| label[..at as usize].encode_utf16().count() as u32;
    let parameters = signature
        .parameters
        .iter()
        .map(|(start, end)| ParameterInformation {
            label: ParameterLabel::LabelOffsets([utf16(*start), utf16(*end)]),
            documentation: None,
        });
    SignatureInformation {
        parameters: Some(parameters.collect()),
        active_parameter: signature.active,
        documentation: signature.documentation.map(markdown),
        label: signature.label,
    }
}

fn markdown(value: String) -> Documentation {
    Documentation::MarkupContent(MarkupContent {
        kind: MarkupKind::Markdown,
        value,
    })
}

fn owned(characters: &[&str]) -> Vec<String> {
    characters.iter().map(|one| (*one).to_owned()).collect()
}

fn offset(checked: &Checked, encoding: Encoding, position: Position) -> text::TextSize {
    let range = lsp::Range::new(position, position);
    encoding.bytes(&checked.text, &checked.lines, range).start()
}
