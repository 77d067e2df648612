//! Collecting completions in embedded code, each with the edit that makes it.

use code::library::Entry;
use text::{Edit, Envelope, InFile, TextRange};

use super::{Completion, CompletionKind};
use crate::docs::Docs;
use crate::probe::Typing;

/// The completions so far.
pub(super) struct Items {
    pub(super) found: Vec<Completion>,
    pub(super) docs: Docs,
    envelope: Envelope,
    /// What is replaced.
    range: InFile<TextRange>,
}

impl Items {
    /// `None` where nothing can be written: the place stands in no line of its own.
    pub(super) fn of(typing: &Typing<'_>) -> Option<Items> {
        let snippet = typing.snippet;
        let range = snippet.to_file(typing.replaced());
        let file = &snippet.snapshot().text;
        let written = file.get(std::ops::Range::<usize>::from(range.0))?;
        let fits = snippet.embedded().is_mapped() && !written.contains(['\n', '\r']);
        (fits && is_indented(typing, range)).then(|| Items {
            found: Vec::new(),
            docs: Docs::new(typing.source.language, typing.source.api),
            envelope: snippet.embedded().envelope(),
            range,
        })
    }

    /// Add `label`, which is also what is written.
    pub(super) fn add(&mut self, label: &str, kind: CompletionKind) -> Option<&mut Completion> {
        self.add_text(label, kind, label)
    }

    /// Add `label`, for which `text` is written; nothing where the envelope cannot carry that in place.
    pub(super) fn add_text(
        &mut self,
        label: &str,
        kind: CompletionKind,
        text: &str,
    ) -> Option<&mut Completion> {
        let text = written(self.envelope, text)?;
        self.found.push(Completion {
            label: label.to_owned(),
            kind,
            detail: None,
            source: None,
            edit: Edit {
                range: self.range,
                text,
            },
            snippet: None,
            rank: 5,
        });
        self.found.last_mut()
    }

    /// Add `label`, for which the parts are written; what stands between is to be filled in.
    pub(super) fn add_snippet(
        &mut self,
        label: &str,
        kind: CompletionKind,
        parts: &[Part<'_>],
    ) -> Option<&mut Completion> {
        let plain: String = parts.iter().map(|part| part.text()).collect();
        let mut snippet = String::new();
        let mut number = 0;
        for part in parts {
            let escaped = snippet_text(&written(self.envelope, part.text())?);
            match part {
                Part::Fixed(_) => snippet.push_str(&escaped),
                Part::Hole(_) => {
                    number += 1;
                    snippet.push_str(&format!("${{{number}:{escaped}}}"));
                }
            }
        }
        let added = self.add_text(label, kind, &plain)?;
        added.snippet = Some(snippet);
        Some(added)
    }

    /// Add a name of the library.
    pub(super) fn add_entry(
        &mut self,
        label: &str,
        entry: &'static Entry,
        is_member: bool,
    ) -> Option<&mut Completion> {
        let kind = match entry.params {
            Some(_) if is_member => CompletionKind::Method,
            Some(_) if label.starts_with(char::is_uppercase) => CompletionKind::Class,
            Some(_) => CompletionKind::Function,
            None if is_member => CompletionKind::Property,
            None => CompletionKind::Variable,
        };
        let (language, detail) = (self.docs.language, self.docs.declaration(entry));
        let added = self.add(label, kind)?;
        added.detail = Some(detail);
        added.source = Some((language, entry.path));
        Some(added)
    }

    /// The quote that needs no escape in the file.
    pub(super) fn quote(&self) -> char {
        match self.envelope {
            Envelope::JsonString | Envelope::YamlDoubleQuoted => '\'',
            _ => '"',
        }
    }

    /// Extend what is replaced by bytes of the file before it.
    pub(super) fn with_range(&mut self, range: InFile<TextRange>, add: impl FnOnce(&mut Self)) {
        let own = std::mem::replace(&mut self.range, range);
        add(self);
        self.range = own;
    }
}

/// A part of a snippet.
pub(super) enum Part<'t> {
    /// Text as it is.
    Fixed(&'t str),
    /// A place to fill in, and what stands there at first.
    Hole(&'t str),
}

impl Part<'_> {
    fn text(&self) -> &str {
        match self {
            Part::Fixed(text) | Part::Hole(text) => text,
        }
    }
}

/// In a block scalar a place on an empty line may stand too far to the left.
fn is_indented(typing: &Typing<'_>, range: InFile<TextRange>) -> bool {
    let snippet = typing.snippet;
    if !matches!(
        snippet.embedded().envelope(),
        Envelope::YamlLiteral | Envelope::YamlFolded
    ) {
        return true;
    }
    let file = &snippet.snapshot().text;
    let column = |at: usize| at - file[..at].rfind('\n').map_or(0, |line| line + 1);
    let code = snippet.text();
    let first = code.len() - code.trim_start_matches(['\n', '\r']).len();
    let start = text::InCode(TextRange::empty((first as u32).into()));
    let start = usize::from(snippet.to_file(start).0.start());
    column(usize::from(range.0.start())) >= column(start)
}

/// `text` as an envelope carries it within a line; `None` where it cannot.
fn written(envelope: Envelope, text: &str) -> Option<String> {
    if text.contains(char::is_control) {
        return None;
    }
    match envelope {
        Envelope::JsonString | Envelope::YamlDoubleQuoted => {
            Some(text.replace('\\', "\\\\").replace('"', "\\\""))
        }
        Envelope::YamlSingleQuoted => Some(text.replace('\'', "''")),
        Envelope::YamlLiteral | Envelope::YamlFolded => Some(text.to_owned()),
        Envelope::YamlPlain => {
            let is_safe =
                |character: char| character.is_alphanumeric() || "_$.()= ".contains(character);
            text.chars().all(is_safe).then(|| text.to_owned())
        }
    }
}

fn snippet_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        if matches!(character, '$' | '}' | '\\') {
            out.push('\\');
        }
        out.push(character);
    }
    out
}
