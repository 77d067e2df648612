//! Python: ruff judges, we explain.

mod compiler;
mod context;
mod cpython;
mod explain;
mod judge;
mod lexical;
mod refusal;
mod scene;
mod scopes;
mod tokenizer;

use super::{SyntaxError, foreign};
use crate::{Host, Source};

pub(super) fn check(source: &Source<'_>) -> Option<SyntaxError> {
    let (fault, parsed) = judge::judge(source)?;
    let scene = scene::Scene {
        source,
        fault: &fault,
        tokens: parsed.tokens(),
    };
    let at = u32::from(explain::start(&scene)).into();
    let error = foreign::explain(source, at).unwrap_or_else(|| explain::explain(&scene));
    let platform = cpython::words(&scene, parsed.errors()).map(|(kind, words)| match source.host {
        Host::Module => format!("{kind}: {words}"),
        _ => words,
    });
    Some(SyntaxError { platform, ..error })
}

/// ruff's range as ours.
fn text_range(range: ruff_text_size::TextRange) -> text::TextRange {
    text::TextRange::new(
        u32::from(range.start()).into(),
        u32::from(range.end()).into(),
    )
}
