use std::fmt;
use std::path::{Path, PathBuf};

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use lint::config::ConfigProblem;

/// A configuration that cannot be used, and why.
#[derive(Debug, Clone)]
pub(crate) struct BrokenConfig {
    /// What people call the file.
    pub(crate) path: PathBuf,
    text: String,
    problems: Vec<ConfigProblem>,
    /// It cannot be read.
    unreadable: Option<String>,
}

impl BrokenConfig {
    pub(super) fn unreadable(path: &Path, reason: String) -> Self {
        Self {
            path: path.to_owned(),
            text: String::new(),
            problems: Vec::new(),
            unreadable: Some(reason),
        }
    }

    pub(super) fn wrong(path: &Path, text: String, problems: Vec<ConfigProblem>) -> Self {
        Self {
            path: path.to_owned(),
            text,
            problems,
            unreadable: None,
        }
    }

    /// All that is wrong, with the lines it stands on.
    pub(crate) fn report(&self, colored: bool) -> String {
        let renderer = match colored {
            true => Renderer::styled(),
            false => Renderer::plain(),
        };
        let shown = |problem: &ConfigProblem| renderer.render(&[self.group(problem)]);
        match &self.unreadable {
            Some(_) => self.to_string(),
            None => self
                .problems
                .iter()
                .map(shown)
                .collect::<Vec<_>>()
                .join("\n\n"),
        }
    }

    fn group<'p>(&'p self, problem: &'p ConfigProblem) -> Group<'p> {
        let range = std::ops::Range::<usize>::from(problem.range);
        let snippet = Snippet::source(&self.text)
            .path(self.path.to_string_lossy())
            .annotation(AnnotationKind::Primary.span(range));
        let group = Level::ERROR
            .primary_title(&problem.message)
            .element(snippet);
        match &problem.help {
            Some(help) => group.element(Level::HELP.message(help)),
            None => group,
        }
    }
}

/// One line: the first thing that is wrong.
impl fmt::Display for BrokenConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path.display();
        if let Some(reason) = &self.unreadable {
            return write!(f, "cannot read the configuration {path}: {reason}");
        }
        let Some(first) = self.problems.first() else {
            return write!(f, "{path} is broken");
        };
        let before = &self.text[..usize::from(first.range.start()).min(self.text.len())];
        let line = before.matches('\n').count() + 1;
        write!(f, "{path}, line {line}: {}", first.message)?;
        match &first.help {
            Some(help) => write!(f, ". {help}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for BrokenConfig {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_each_problem_at_its_place() {
        let text = "# 流程\nexlude = []\nrun.timeout = \"é\"\n";
        let problems = lint::config::Config::parse(text).unwrap_err();
        let broken = BrokenConfig::wrong(Path::new("codenode.toml"), text.into(), problems);
        let expected = "\
error: There is no key `exlude`
 --> codenode.toml:2:1
  |
2 | exlude = []
  | ^^^^^^
  |
  = help: Did you mean `exclude`?

error: `timeout` is a number of seconds above zero, not this string
 --> codenode.toml:3:15
  |
3 | run.timeout = \"é\"
  |               ^^^";
        assert_eq!(broken.report(false), expected);
        assert_eq!(
            broken.to_string(),
            "codenode.toml, line 2: There is no key `exlude`. Did you mean `exclude`?"
        );
    }
}
