//! Python: ruff judges, we explain.

mod compiler;
mod judge;
mod scopes;
mod tokenizer;

use ruff_text_size::Ranged;
use text::InCode;

use super::SyntaxError;
use crate::Source;

pub(super) fn check(source: &Source<'_>) -> Option<SyntaxError> {
    let (fault, _) = judge::judge(source)?;
    let range = match &fault {
        judge::Fault::Tokenizer(_, range) => *range,
        judge::Fault::Grammar(error) => error.range(),
        judge::Fault::TooNew(error) => error.range(),
        judge::Fault::Empty => Default::default(),
        judge::Fault::Compiler { refusal, .. } => refusal.range,
    };
    let (start, end) = (u32::from(range.start()), u32::from(range.end()));
    Some(SyntaxError {
        range: InCode(text::TextRange::new(start.into(), end.into())),
        message: format!("{fault:?}"),
        help: None,
        related: None,
        platform: None,
    })
}
