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
    let fault = judge::judge(source)?;
    let scene = scene::Scene::new(source, &fault);
    let error = foreign::explain(source, explain::start(&scene))
        .unwrap_or_else(|| explain::explain(&scene));
    Some(SyntaxError {
        platform: platform(source, &scene),
        ..error
    })
}

fn platform(source: &Source<'_>, scene: &scene::Scene<'_>) -> Option<String> {
    let words = v8::words(scene)?;
    Some(match source.host {
        Host::Eval => format!("SyntaxError: {words}"),
        _ => words,
    })
}
