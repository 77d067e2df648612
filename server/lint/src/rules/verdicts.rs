//! What the rules about results share: they all read the verdicts of the one contract.

use code::infer::ReturnSite;
use contract::{Certainty, Class, Found, Kind, Step, Violation};
use text::TextRange;

use super::undefined_name;
use crate::Severity;
use crate::context::Context;

/// A violation and the return it was found at.
pub(super) struct Hit<'c> {
    pub(super) site: &'c ReturnSite,
    pub(super) violation: &'c Violation,
    /// Everything that is found there.
    all: &'c [Violation],
    /// It is the first thing the platform stumbles on there, so its words are what people will see.
    first: bool,
}

impl<'c> Hit<'c> {
    /// Every violation that `wanted` chooses, return by return.
    pub(super) fn all(
        context: &'c Context<'_>,
        wanted: impl Fn(&Kind) -> bool + 'c,
    ) -> impl Iterator<Item = Hit<'c>> {
        let end = undefined_name::end_of_every_run(context);
        let comes_to_pass =
            move |site: &ReturnSite| end.is_none_or(|end| site.range.end() <= end.start());
        let returns = context.returns.iter();
        let reached = returns.filter(move |(site, _)| comes_to_pass(site));
        reached.flat_map(move |(site, verdict)| {
            let first = verdict.first_failure();
            let wanted = verdict
                .violations
                .iter()
                .filter(|violation| wanted(&violation.kind))
                .collect::<Vec<_>>();
            wanted.into_iter().map(move |violation| Hit {
                site,
                violation,
                all: &verdict.violations,
                first: first.is_some_and(|first| std::ptr::eq(first, violation)),
            })
        })
    }

    /// Where to point: at the part of the returned value that is wrong, if the code writes it, else at the
    /// return itself.
    pub(super) fn range(&self, context: &Context<'_>) -> TextRange {
        match self.violation.range {
            Some(range) => context.first_line(range),
            None => context.site_range(self.site),
        }
    }

    /// An error where the platform fails on a path that is there; a warning where that depends on the data,
    /// or where data is lost.
    pub(super) fn severity(&self) -> Severity {
        match (self.violation.class, self.violation.certainty) {
            (Class::Fails, Certainty::Sometimes) => Severity::Warning,
            (Class::Fails, _) => Severity::Error,
            _ => Severity::Warning,
        }
    }

    /// "" or " on some paths", for the end of a message.
    pub(super) fn on_some_paths(&self) -> &'static str {
        match self.violation.certainty {
            Certainty::Sometimes | Certainty::OnePath => " on some paths",
            Certainty::UnlessEmpty | Certainty::Always => "",
        }
    }

    /// What the platform will say, if this is what it stumbles on.
    pub(super) fn platform(&self) -> Option<String> {
        let message = self.violation.message.as_ref().filter(|_| self.first)?;
        Some(match &message.description {
            Some(description) => format!("{}: {description}", message.text),
            None => message.text.clone(),
        })
    }

    /// `result.items[0].name`, or `main`'s result itself.
    pub(super) fn subject(&self, whole: &str) -> String {
        match self.violation.path.0.is_empty() {
            true => whole.to_string(),
            false => match self.violation.path.0.as_slice() {
                [Step::Element] => "An element of the result".to_string(),
                [Step::Index(index)] => format!("Element {index} of the result"),
                _ => format!("`{}`", self.violation.path),
            },
        }
    }

    /// The list that the value is an element of, or the value.
    pub(super) fn list_subject(&self) -> String {
        let mut path = self.violation.path.clone();
        if let Some(Step::Element | Step::Index(_)) = path.0.last() {
            path.0.pop();
        }
        format!("`{path}`")
    }

    /// At the same return the platform also meets what `wanted` chooses.
    pub(super) fn is_beside(&self, wanted: impl Fn(&Violation) -> bool) -> bool {
        self.all.iter().any(wanted)
    }

    /// What the value is in the code, where it arrives as something else and is then refused.
    pub(super) fn changed_from(&self) -> Option<&'c str> {
        let here = |violation: &&Violation| violation.path == self.violation.path;
        self.all
            .iter()
            .filter(here)
            .find_map(|violation| match &violation.kind {
                Kind::Becomes { from, .. } => Some(from.trim_start_matches("user:")),
                _ => None,
            })
    }
}

/// What was found, for people: "a string", "None".
pub(super) fn describe(found: &Found, python: bool) -> String {
    let name = match found {
        Found::Undefined if python => "nothing",
        Found::Undefined => "`undefined`",
        Found::Null if python => "`None`",
        Found::Null => "`null`",
        Found::Boolean => "a boolean",
        Found::Integer => "an integer",
        Found::Float => "a float",
        Found::Number => "a number",
        Found::BigInt => "a BigInt",
        Found::String => "a string",
        Found::Array if python => "a list",
        Found::Array => "an array",
        Found::Object if python => "a dict",
        Found::Object => "an object",
        Found::Function => "a function",
        Found::Symbol => "a symbol",
        Found::NotFinite => "NaN or an infinity",
        Found::Other(name) => return format!("a `{}`", name.trim_start_matches("user:")),
    };
    name.to_string()
}
