//! JavaScript: oxc judges, we explain.

mod explain;
mod judge;
mod lenience;
mod scene;
mod settled;
mod statements;
mod tokens;
mod v8;

use judge::{Fault, Verdict};
pub(crate) use settled::Settled;

use super::{SyntaxError, foreign};
use crate::{Host, Source};

pub(super) fn check(source: &Source<'_>) -> Option<SyntaxError> {
    match judge::judge(source, 0) {
        Verdict::Refused(fault) => Some(refusal(source, &fault, 0)),
        Verdict::Pardoned | Verdict::Sound(_) => fenced(source),
    }
}

/// The fault of the code in words, where what stands before byte `from` need not be looked at.
fn refusal(source: &Source<'_>, fault: &Fault, from: usize) -> SyntaxError {
    let scene = scene::Scene::new(source, fault, from);
    let error = foreign::explain(source, explain::start(&scene))
        .unwrap_or_else(|| explain::explain(&scene));
    SyntaxError {
        platform: platform(source, &scene),
        ..error
    }
}

/// A Markdown fence around the whole of the code is JavaScript too: an empty template, called with another (reference
/// dify 0.2.8).
fn fenced(source: &Source<'_>) -> Option<SyntaxError> {
    let fence = foreign::opening_fence(source)?;
    let words = "\"\" is not a function";
    Some(SyntaxError {
        platform: Some(match source.host {
            Host::Eval => format!("TypeError: {words}"),
            _ => words.to_owned(),
        }),
        ..fence
    })
}

fn platform(source: &Source<'_>, scene: &scene::Scene<'_>) -> Option<String> {
    let words = v8::words(scene)?;
    Some(match source.host {
        Host::Eval => format!("SyntaxError: {words}"),
        _ => words,
    })
}
