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
mod warnings;

pub use warnings::Warning;
pub(super) use warnings::warnings;

use text::{InCode, TextRange, TextSize};

use super::{SyntaxError, foreign};
use crate::{Host, Source};

pub(super) fn check(source: &Source<'_>) -> Option<SyntaxError> {
    // Dify's own lines follow, so a backslash at the end continues into an empty one.
    if source.host == Host::Module && source.text.trim_end().ends_with('\\') {
        let text = format!("{}\n\n", source.text);
        let error = check_whole(&Source {
            text: &text,
            ..source.clone()
        })?;
        return Some(within(error, source.text));
    }
    check_whole(source)
}

/// Nothing is wrong with the code but for what only the compiler sees.
pub(super) fn parses(source: &Source<'_>) -> bool {
    match judge::judge(source) {
        None => true,
        Some((fault, _)) => matches!(fault, judge::Fault::Compiler { .. }),
    }
}

/// The error with ranges that end with the code.
fn within(error: SyntaxError, code: &str) -> SyntaxError {
    let end = TextSize::of(code);
    let range = error.range.0;
    let start = range.start().min(end - TextSize::of('\\'));
    let related = error.related.filter(|(range, _)| range.0.end() <= end);
    SyntaxError {
        range: InCode(TextRange::new(start, range.end().clamp(start, end))),
        related,
        ..error
    }
}

fn check_whole(source: &Source<'_>) -> Option<SyntaxError> {
    let (fault, parsed) = judge::judge(source)?;
    let scene = scene::Scene {
        source,
        fault: &fault,
        tokens: parsed.tokens(),
    };
    let at = usize::from(explain::start(&scene));
    let indent = source.text[at..].len() - source.text[at..].trim_start_matches([' ', '\t']).len();
    let at = TextSize::new((at + indent) as u32);
    let error = foreign::explain(source, at).unwrap_or_else(|| explain::explain(&scene));
    let platform = cpython::words(&scene, parsed.errors()).map(|(kind, words)| match source.host {
        Host::Module => format!("{kind}: {words}"),
        _ => words,
    });
    Some(SyntaxError { platform, ..error })
}

/// ruff's range as ours.
fn text_range(range: ruff_text_size::TextRange) -> TextRange {
    TextRange::new(
        u32::from(range.start()).into(),
        u32::from(range.end()).into(),
    )
}
