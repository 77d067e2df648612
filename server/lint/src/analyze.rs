use std::path::Path;

use text::Problem;
use workflow::{Target, Workflow};

use crate::Diagnostic;

/// What one call of [`analyze`] is told beyond the text.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// Where the workflow will run; `None`: what the file says, else the newest known.
    pub target: Option<Target>,
}

/// Facts of snippets already analysed, by language, host and content. Shared between files and
/// threads, so that an identical snippet is analysed once.
#[derive(Debug, Default)]
pub struct Cache {}

/// What is known of one file.
#[derive(Debug, Default)]
pub struct Analysis {
    /// The workflow; `None` when the file is not one.
    pub workflow: Option<Workflow>,
    /// The findings, in the order of the file.
    pub diagnostics: Vec<Diagnostic>,
    /// What is wrong with the file itself.
    pub problems: Vec<Problem>,
}

/// Everything codenode has to say of one file. Pure and total: a damaged file gives fewer facts and
/// more problems, and a rule that panics costs its own answer only. `path` decides between JSON and
/// YAML by its extension (the content decides where that says nothing); it is never opened.
pub fn analyze(text: &str, path: &Path, settings: &Settings, cache: &Cache) -> Analysis {
    let _ = (text, path, settings, cache);
    Analysis::default()
}
