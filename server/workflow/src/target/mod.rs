//! Targets: a platform, its version and its hosting, as a table of data.

mod dify;
mod n8n;

use std::fmt;

use crate::{Platform, Workflow};

pub use dify::{Booleans, DifyFacts, Limits, NestedLists, NotANumber, Precision, Release, Wording};
pub use n8n::{Analyzer, N8nFacts, NodeHost, PythonHost};

/// Where the workflow will run. Plain data; `Copy` so that every rule may hold one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Target {
    /// The name people write: `dify@1.14`, `n8n-cloud`, …
    pub name: &'static str,
    /// What it stands for, in a few words.
    pub summary: &'static str,
    /// The platform.
    pub platform: Platform,
    /// The minor version of the CPython 3 that runs Python code: 14 is 3.14.
    pub python: u8,
    /// Who runs it.
    pub hosting: Hosting,
    /// What the platform does there.
    pub facts: Facts,
}

/// Who runs the platform.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Hosting {
    /// The user, with the defaults of the source.
    SelfHosted,
    /// The user, with the configuration of n8n's official image of the task runners.
    OfficialImage,
    /// The platform's makers.
    Cloud,
}

/// What a platform does at some version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Facts {
    /// Dify.
    Dify(&'static DifyFacts),
    /// n8n.
    N8n(&'static N8nFacts),
}

/// A name that is no target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownTarget {
    /// The name as given.
    pub given: String,
    /// Known names like it, the likeliest first.
    pub nearest: Vec<&'static str>,
}

/// Every target: Dify from the oldest to the newest, then n8n.
pub fn targets() -> impl DoubleEndedIterator<Item = &'static Target> {
    dify::TARGETS.iter().chain(n8n::TARGETS)
}

impl Target {
    /// The newest Dify that is known.
    pub const NEWEST_DIFY: Target = dify::NEWEST;
    /// The newest n8n that is known.
    pub const NEWEST_N8N: Target = n8n::NEWEST;

    /// The target of exactly that name.
    pub fn find(name: &str) -> Option<Target> {
        targets().find(|target| target.name == name).copied()
    }

    /// The target that people mean by `name`: any release of Dify (`dify@1.13.1`, `dify@1`), any
    /// version of n8n (`n8n@2.14.0`), a platform alone (`n8n`: the newest), or a name of the table.
    pub fn parse(name: &str) -> Result<Target, UnknownTarget> {
        let wanted = name.trim().to_ascii_lowercase();
        let found = match wanted.split_once('@') {
            None if wanted == "dify" => Some(Self::NEWEST_DIFY),
            None if wanted == "n8n" => Some(Self::NEWEST_N8N),
            Some(("dify", version)) => dify::by_version(version),
            Some(("n8n", version)) => n8n::by_version(version),
            _ => Self::find(&wanted),
        };
        found.ok_or_else(|| UnknownTarget {
            given: name.into(),
            nearest: nearest(&wanted),
        })
    }

    /// Where a workflow is taken to run when nobody says: Dify, the newest release that writes the
    /// DSL version of the file; n8n, which writes none, the newest known.
    pub fn default_for(workflow: &Workflow) -> Target {
        match workflow.platform {
            Platform::N8n => Self::NEWEST_N8N,
            // Pipelines and snippets count their versions on their own (reference dify 1.1).
            Platform::Dify if workflow.kind.as_deref().is_some_and(|kind| kind != "app") => {
                Self::NEWEST_DIFY
            }
            Platform::Dify => workflow
                .version
                .as_deref()
                .and_then(dify::by_dsl)
                .unwrap_or(Self::NEWEST_DIFY),
        }
    }

    /// Dify's facts, when it is a Dify.
    pub fn dify(&self) -> Option<&'static DifyFacts> {
        match self.facts {
            Facts::Dify(facts) => Some(facts),
            Facts::N8n(_) => None,
        }
    }

    /// n8n's facts, when it is an n8n.
    pub fn n8n(&self) -> Option<&'static N8nFacts> {
        match self.facts {
            Facts::N8n(facts) => Some(facts),
            Facts::Dify(_) => None,
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(self.name)
    }
}

impl fmt::Display for UnknownTarget {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "there is no target `{}`", self.given)?;
        match self.nearest.as_slice() {
            [] => Ok(()),
            names => write!(f, "; did you mean `{}`?", names.join("`, `")),
        }
    }
}

impl std::error::Error for UnknownTarget {}

/// The numbers, at most three, of a version such as `1.13.2`.
fn numbers(version: &str) -> Option<Vec<u16>> {
    let parts = version.trim().split('.').map(|part| part.parse().ok());
    parts
        .collect::<Option<Vec<u16>>>()
        .filter(|numbers| numbers.len() <= 3)
}

/// Known names like `wanted`: of its platform, the newest first.
fn nearest(wanted: &str) -> Vec<&'static str> {
    let platform = wanted.split(['@', '-']).next().unwrap_or_default();
    let mut names: Vec<_> = targets().rev().map(|target| target.name).collect();
    names.sort_by_key(|name| {
        let same = name.split(['@', '-']).next() == Some(platform);
        (!same, distance(name, wanted))
    });
    names.truncate(3);
    names
}

/// How many characters must be inserted, removed or replaced to make `a` of `b`.
fn distance(a: &str, b: &str) -> usize {
    // A name of any length is compared by its beginning: nobody means more.
    let b: Vec<char> = b.chars().take(32).collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, in_a) in a.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, in_b) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(in_a != *in_b);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests;
