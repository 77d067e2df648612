//! Writes a run down as a test.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail, ensure};
use lint::format_of;
use run::{Given, InputSource, Job, Outcome};
use serde_json::{Map, Value, json};
use text::Tree;

use super::expected::said;
use super::file::{Case, Expected, TestFile, beside, new_beside, workflow_beside};
use super::update::append;
use super::{secret, write};
use crate::files::{self, Unreadable};

/// A run to be written down.
pub(crate) struct Recording<'a> {
    /// What the test is to be called; by its node and what came of it, where nobody says.
    pub(crate) name: Option<&'a str>,
    /// The workflow's file.
    pub(crate) workflow: &'a Path,
    /// How the node was named.
    pub(crate) node: &'a str,
    pub(crate) job: &'a Job<'a>,
    pub(crate) outcome: &'a Outcome,
    /// The target was named, and belongs to the test.
    pub(crate) aimed: bool,
}

/// A test file with a run written down.
#[derive(Debug)]
pub(crate) struct Recorded {
    pub(crate) path: PathBuf,
    /// What the test is called.
    pub(crate) name: String,
    /// What the file says now; `None` where there is none yet.
    pub(crate) before: Option<String>,
    /// What it is to say.
    pub(crate) text: String,
}

impl Recorded {
    /// Write the file.
    pub(crate) fn write(&self) -> anyhow::Result<()> {
        let written = match self.before {
            Some(_) => files::replace(&self.path, &self.text),
            None => fs::write(&self.path, &self.text),
        };
        written.with_context(|| format!("{} cannot be written", self.path.display()))
    }
}

/// What a file says.
pub(crate) type Read<'r> = &'r dyn Fn(&Path) -> Result<String, Unreadable>;

/// What a file on the disk says.
pub(crate) fn on_disk(path: &Path) -> Result<String, Unreadable> {
    files::read(path).and_then(|bytes| files::decode(bytes, path))
}

impl Recording<'_> {
    /// Append the run to the tests beside the workflow, in the file as `read` has it. Refused where that would publish a
    /// secret, where there is no verdict, or where a test has that name.
    pub(crate) fn record(&self, read: Read<'_>) -> anyhow::Result<Recorded> {
        let Some(path) = beside(self.workflow).next() else {
            let path = new_beside(self.workflow).context("the workflow's name is no text")?;
            let name = self.name(&path, &[])?;
            let text = self.new_file(&path, &self.case(&name)?);
            self.check(&path, &text)?;
            return Ok(Recorded {
                path,
                name,
                before: None,
                text,
            });
        };
        let before = read(&path).map_err(|unreadable| anyhow::anyhow!("{unreadable}"))?;
        let known = self.check(&path, &before)?;
        let name = self.name(&path, &known.cases)?;
        let tree = Tree::parse(&before, format_of(&before, &path));
        let text = append(&tree, &self.case(&name)?).context("the test file is empty")?;
        let now = self.check(&path, &text)?;
        ensure!(
            now.cases.len() == known.cases.len() + 1,
            "{} is written in a way that does not allow it; add the test by hand",
            path.display()
        );
        Ok(Recorded {
            path,
            name,
            before: Some(before),
            text,
        })
    }

    /// What the test is called.
    fn name(&self, path: &Path, known: &[Case]) -> anyhow::Result<String> {
        let is_free = |name: &str| known.iter().all(|case| case.name != name);
        if let Some(name) = self.name {
            let path = path.display();
            ensure!(is_free(name), "{path} has a test called `{name}` already");
            return Ok(name.to_owned());
        }
        let node = &self.job.workflow.nodes[self.job.node.node].name;
        let ends = if self.outcome.ok { "succeeds" } else { "fails" };
        let name = format!("{node} {ends}");
        let numbered = (2..).map(|number| format!("{name} {number}"));
        let mut names = std::iter::once(name.clone()).chain(numbered);
        Ok(names.find(|name| is_free(name)).unwrap_or(name))
    }

    fn case(&self, name: &str) -> anyhow::Result<Value> {
        if let Some(error) = &self.outcome.error
            && self.outcome.is_no_verdict()
        {
            bail!(
                "nothing is recorded, since there is no verdict: {}",
                said(error)
            );
        }
        let input = fed(self.job, self.outcome);
        let expected = Expected::of(self.outcome).to_json();
        let Job { workflow, node, .. } = self.job;
        let named = secret::declared(workflow, node, &input);
        let named = named.filter(|_| self.outcome.input.source != InputSource::Samples);
        let place = named.map(|name| format!("input.{name}"));
        let place = place
            .or_else(|| secret::find(&input, "input"))
            .or_else(|| secret::find(&expected, "expect"));
        if let Some(place) = place {
            bail!(
                "nothing is recorded: `{place}` looks like a secret; run it with a made-up value"
            );
        }
        let mut case = Map::new();
        case.insert("name".into(), name.into());
        case.insert("node".into(), self.node.into());
        if self.aimed {
            case.insert("target".into(), self.outcome.target.into());
        }
        case.insert("input".into(), input);
        case.insert("expect".into(), expected);
        Ok(case.into())
    }

    /// A test file with one test.
    fn new_file(&self, path: &Path, case: &Value) -> String {
        let mut file = Map::new();
        // Two workflows may differ in their extensions only.
        if workflow_beside(path).as_deref() != Some(self.workflow)
            && let Some(name) = self.workflow.file_name()
        {
            file.insert("workflow".into(), name.to_string_lossy().into());
        }
        file.insert("tests".into(), json!([case]));
        let mut text = write::block(&file.into()).join("\n");
        text.push('\n');
        text
    }

    /// Reads a test file, which has to be one of this workflow.
    fn check(&self, path: &Path, text: &str) -> anyhow::Result<TestFile> {
        let file = TestFile::read(path, text.to_owned()).map_err(|problems| {
            let problems: Vec<String> = problems.iter().map(super::render::complaint).collect();
            anyhow::anyhow!("{}", problems.join("\n"))
        })?;
        let same = match (
            fs::canonicalize(&file.workflow),
            fs::canonicalize(self.workflow),
        ) {
            (Ok(one), Ok(other)) => one == other,
            _ => file.workflow == self.workflow,
        };
        ensure!(
            same,
            "{} holds tests of another workflow, {}",
            path.display(),
            file.workflow.display()
        );
        Ok(file)
    }
}

/// What a run was fed, wherever it came from.
pub(crate) fn fed(job: &Job<'_>, outcome: &Outcome) -> Value {
    match (job.given, &outcome.input.data, &outcome.input.node) {
        (Given::Input(input) | Given::Saved(input), ..) => input.clone(),
        (_, Some(samples), _) => samples.clone(),
        (_, None, Some(feeder)) => pinned(job, feeder),
        (_, None, None) => match job.node.contract {
            workflow::Contract::N8nTool => json!({"query": "text"}),
            _ => json!([{}]),
        },
    }
}

fn pinned(job: &Job<'_>, feeder: &str) -> Value {
    let mut nodes = job.workflow.nodes.iter();
    let node = nodes.find(|node| node.name == feeder && node.pinned.is_some());
    let items = node.and_then(|node| node.pinned?.items(job.file));
    Value::Array(items.unwrap_or_default())
}
