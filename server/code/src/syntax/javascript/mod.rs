//! JavaScript: oxc judges, we explain.

mod explain;
mod judge;
mod lenience;
mod scene;
mod tokens;
mod v8;

use super::{SyntaxError, foreign};
use crate::{Host, Source};

pub(super) fn check(source: &Source<'_>) -> Option<SyntaxError> {
    let Some(fault) = judge::judge(source) else {
        return fenced(source);
    };
    let scene = scene::Scene::new(source, &fault);
    let error = foreign::explain(source, explain::start(&scene))
        .unwrap_or_else(|| explain::explain(&scene));
    Some(SyntaxError {
        platform: platform(source, &scene),
        ..error
    })
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
