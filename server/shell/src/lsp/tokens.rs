use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use ide::TokenKind;
use text::{InFile, TextRange, TextSize};
use tower_lsp::ls_types::*;

use super::checks::Checked;
use super::documents::Snapshot;
use super::encoding::Encoding;

/// The tokens that clients were last given, to tell the next time only what is different.
#[derive(Debug, Default)]
pub(super) struct Given {
    by_uri: Mutex<HashMap<Uri, (String, Vec<SemanticToken>)>>,
}

impl Given {
    /// All tokens of a document.
    pub(super) fn full(&self, snapshot: &Snapshot, data: Vec<SemanticToken>) -> SemanticTokens {
        let result_id = self.remember(snapshot, &data);
        SemanticTokens {
            result_id: Some(result_id),
            data,
        }
    }

    /// What is different from the tokens that were given as `previous`; all of them if those are forgotten.
    pub(super) fn delta(
        &self,
        snapshot: &Snapshot,
        data: Vec<SemanticToken>,
        previous: &str,
    ) -> SemanticTokensFullDeltaResult {
        let known = self.lock().remove(&snapshot.uri);
        let Some((_, old)) = known.filter(|(id, _)| id == previous) else {
            return self.full(snapshot, data).into();
        };
        let result_id = self.remember(snapshot, &data);
        SemanticTokensDelta {
            result_id: Some(result_id),
            edits: difference(&old, &data).into_iter().collect(),
        }
        .into()
    }

    /// Nobody asks for differences of a closed document.
    pub(super) fn forget(&self, uri: &Uri) {
        self.lock().remove(uri);
    }

    fn remember(&self, snapshot: &Snapshot, data: &[SemanticToken]) -> String {
        let id = snapshot.revision.to_string();
        let known = (id.clone(), data.to_vec());
        self.lock().insert(snapshot.uri.clone(), known);
        id
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Uri, (String, Vec<SemanticToken>)>> {
        self.by_uri.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What the numbers of kinds and modifiers mean.
pub(super) fn options() -> SemanticTokensOptions {
    SemanticTokensOptions {
        legend: SemanticTokensLegend {
            token_types: TokenKind::ALL.map(kind).to_vec(),
            token_modifiers: vec![
                SemanticTokenModifier::DECLARATION,
                SemanticTokenModifier::READONLY,
                SemanticTokenModifier::DEFAULT_LIBRARY,
            ],
        },
        range: Some(true),
        full: Some(SemanticTokensFullOptions::Delta { delta: Some(true) }),
        ..SemanticTokensOptions::default()
    }
}

fn kind(kind: TokenKind) -> SemanticTokenType {
    match kind {
        TokenKind::Comment => SemanticTokenType::COMMENT,
        TokenKind::Keyword => SemanticTokenType::KEYWORD,
        TokenKind::String => SemanticTokenType::STRING,
        TokenKind::Number => SemanticTokenType::NUMBER,
        TokenKind::Regexp => SemanticTokenType::REGEXP,
        TokenKind::Operator => SemanticTokenType::OPERATOR,
        TokenKind::Namespace => SemanticTokenType::NAMESPACE,
        TokenKind::Class => SemanticTokenType::CLASS,
        TokenKind::Function => SemanticTokenType::FUNCTION,
        TokenKind::Method => SemanticTokenType::METHOD,
        TokenKind::Parameter => SemanticTokenType::PARAMETER,
        TokenKind::Variable => SemanticTokenType::VARIABLE,
        TokenKind::Property => SemanticTokenType::PROPERTY,
    }
}

/// The tokens of `range`, or of all the document.
pub(super) fn tokens(
    checked: &Checked,
    range: Option<Range>,
    encoding: Encoding,
) -> Vec<SemanticToken> {
    let all = TextRange::up_to(TextSize::of(checked.text.as_str()));
    let range = range.map_or(all, |range| {
        encoding.bytes(&checked.text, &checked.lines, range)
    });
    let found = ide::tokens(&checked.ide, InFile(range));
    let mut last = Position::default();
    let relative = |token: &ide::Token| {
        let range = encoding.range(&checked.text, &checked.lines, token.range);
        let same_line = range.start.line == last.line;
        let delta = SemanticToken {
            delta_line: range.start.line - last.line,
            delta_start: range.start.character - if same_line { last.character } else { 0 },
            length: range.end.character - range.start.character,
            token_type: token.kind as u32,
            token_modifiers_bitset: modifiers(token.modifiers),
        };
        last = range.start;
        delta
    };
    found.iter().map(relative).collect()
}

fn modifiers(modifiers: ide::Modifiers) -> u32 {
    let flags = [modifiers.declaration, modifiers.readonly, modifiers.library];
    let bit = |(at, flag): (usize, bool)| u32::from(flag) << at;
    flags.into_iter().enumerate().map(bit).sum()
}

/// The one edit that makes `new` of `old`; none if they are the same.
fn difference(old: &[SemanticToken], new: &[SemanticToken]) -> Option<SemanticTokensEdit> {
    let same = |(one, other): &(&SemanticToken, &SemanticToken)| one == other;
    let head = old.iter().zip(new).take_while(same).count();
    let rest = old[head..].iter().rev().zip(new[head..].iter().rev());
    let tail = rest.take_while(same).count();
    if old.len() == new.len() && head == old.len() {
        return None;
    }
    // Counted in numbers, of which a token has five.
    Some(SemanticTokensEdit {
        start: 5 * head as u32,
        delete_count: 5 * (old.len() - head - tail) as u32,
        data: Some(new[head..new.len() - tail].to_vec()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(line: u32) -> SemanticToken {
        SemanticToken {
            delta_line: line,
            ..SemanticToken::default()
        }
    }

    #[test]
    fn a_difference_is_what_lies_between_the_same_ends() {
        let old = [1, 2, 3, 4].map(token);
        let edit = difference(&old, &[1, 2, 7, 8, 4].map(token)).unwrap();
        assert_eq!((edit.start, edit.delete_count), (10, 5));
        assert_eq!(edit.data, Some([7, 8].map(token).to_vec()));
        assert_eq!(difference(&old, &old), None);
        let shorter = difference(&[1, 1, 1].map(token), &[1, 1].map(token)).unwrap();
        assert_eq!(
            (shorter.start, shorter.delete_count, shorter.data),
            (10, 5, Some(Vec::new()))
        );
        let longer = difference(&[], &[1].map(token)).unwrap();
        assert_eq!((longer.start, longer.delete_count), (0, 0));
    }
}
