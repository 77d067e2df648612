//! Runs a node in a child process and says what the platform makes of its result: plans the [`runner::Request`], spawns
//! and kills the child, hands the value to the same [`contract`] as the static rules, and brings errors home to the file.
//!
//! ```text
//! Job ──before──▶ refused ──────────────────────────────┐
//!  └──input, plan──▶ Request ──child──▶ Answer ──judge──▶ Outcome
//! ```

mod answer;
mod before;
mod child;
mod input;
mod judge;
mod library;
mod outcome;
mod place;
mod plan;
mod spares;
mod stop;

use code::{Language, Source};
use runner::{Answer, Limits, Program, Request};
use serde_json::Value as Json;
use text::{InCode, TextRange};
use workflow::{CodeNode, Facts, Platform, Policy, Target, Workflow};

pub use before::beyond;
pub use child::Worker;
pub use input::{BadInput, Given, InputSource, InputUsed, pinned_feeders};
pub use library::Library;
pub use outcome::{Error, NodeName, Outcome};
pub use place::{Position, Span};
pub use runner::{Limits as RunLimits, Stage};
pub use spares::Workers;
pub use stop::Stop;

use child::Silence;
use input::N8nInput;
use judge::Judged;
use spares::{Children, NoChild};

/// One run of one node.
#[derive(Debug, Clone, Copy)]
pub struct Job<'a> {
    /// The text of the file.
    pub file: &'a str,
    /// The workflow in it.
    pub workflow: &'a Workflow,
    /// The node to run, one of the workflow's.
    pub node: &'a CodeNode,
    /// Where it is to run as if.
    pub target: Target,
    /// What it may use there.
    pub policy: &'a Policy,
    /// The user's input.
    pub given: Given<'a>,
    /// What it may use up.
    pub limits: Limits,
    /// Packages that the policy may allow.
    pub library: &'a Library,
}

/// Runs nodes. Share one: it bounds how many children live at once. Dropping it ends its spares.
#[derive(Debug)]
pub struct Runner {
    children: Children,
}

impl Runner {
    /// Starts a child for each run.
    pub fn new(workers: Workers) -> Runner {
        Runner {
            children: Children::new(workers, false),
        }
    }

    /// Keeps one child of each language that was asked for ready for the next run.
    pub fn with_spares(workers: Workers) -> Runner {
        Runner {
            children: Children::new(workers, true),
        }
    }

    /// Starts a spare before it is needed, where spares are kept.
    pub fn prepare(&self, language: Language, limits: Limits) {
        self.children.prepare(language, limits);
    }

    /// Runs a node. Takes at most the time of its limits, a little more, and its turn behind other runs. An error is one
    /// of the input; all else, an interpreter that is missing too, is in the outcome.
    pub fn run(&self, job: &Job<'_>) -> Result<Outcome, BadInput> {
        self.run_until(job, &Stop::default())
    }

    /// The same, unless it is stopped before: then the outcome is no verdict.
    pub fn run_until(&self, job: &Job<'_>, stop: &Stop) -> Result<Outcome, BadInput> {
        let refused = before::refusal(job);
        let (program, used) = plan(job)?;
        let mut outcome = empty(job, used);
        outcome.error = refused;
        if outcome.error.is_some() {
            return Ok(outcome);
        }
        let Some(program) = program else {
            let message = "codenode cannot run nodes of this kind";
            outcome.error = Some(Error::new(Stage::Engine, None, message));
            return Ok(outcome);
        };
        match self.ask(job, program, stop) {
            Ok(answer) => stacker::maybe_grow(DEEP, DEEP, || conclude(job, answer, &mut outcome)),
            Err(error) => outcome.error = Some(*error),
        }
        Ok(outcome)
    }

    fn ask(&self, job: &Job<'_>, program: Program, stop: &Stop) -> Result<Answer, Box<Error>> {
        let request = Request {
            code: job.code().to_owned(),
            program,
            limits: job.limits,
        };
        let mut line = serde_json::to_vec(&request)
            .map_err(|error| Box::new(Error::new(Stage::Engine, None, error.to_string())))?;
        line.push(b'\n');
        let language = job.language().unwrap_or(Language::JavaScript);
        let hired = self
            .children
            .hire(language, job.limits, stop)
            .map_err(|none| Box::new(not_hired(none, language, job)))?;
        let told = hired.child.ask(&line, stop);
        drop(hired.seat);
        self.children.prepare(language, job.limits);
        told.map_err(|silence| Box::new(judge::silence(silence, job)))
    }
}

/// Bytes of stack for judging what is nested as deep as children send it.
const DEEP: usize = 64 << 20;

fn not_hired(none: NoChild, language: Language, job: &Job<'_>) -> Error {
    let message = match (none, language) {
        (NoChild::NoWorker, Language::Python) => {
            "codenode-python, which runs Python nodes, is not there: put it beside codenode, or name it in CODENODE_PYTHON"
                .into()
        }
        (NoChild::NoWorker, Language::JavaScript) => "the executable that runs JavaScript is not there".into(),
        (NoChild::Stopped, _) => return judge::silence(Silence::Stopped, job),
        (NoChild::NotStarted(error), _) => format!("the interpreter could not be started: {error}"),
    };
    Error::new(Stage::Engine, None, message)
}

/// What the child is asked; nothing where nodes of this kind are not run.
fn plan(job: &Job<'_>) -> Result<(Option<Program>, InputUsed), BadInput> {
    match job.target.facts {
        Facts::Dify(facts) => {
            let (inputs, used) = input::dify(job.node, job.given)?;
            Ok((Some(plan::dify(job, facts, inputs)), used))
        }
        Facts::N8n(facts) => {
            let (input, used): (N8nInput, _) =
                input::n8n(job.file, job.workflow, job.node, job.given)?;
            Ok((plan::n8n(job, facts, input), used))
        }
    }
}

fn empty(job: &Job<'_>, input: InputUsed) -> Outcome {
    let node = &job.workflow.nodes[job.node.node];
    Outcome {
        version: 1,
        ok: false,
        platform: match job.workflow.platform {
            Platform::Dify => "dify",
            Platform::N8n => "n8n",
        },
        target: job.target.name,
        node: NodeName {
            id: node.id.clone(),
            name: node.name.clone(),
        },
        engine: job.language().map(|language| match language {
            Language::Python => "rustpython",
            Language::JavaScript => "quickjs",
        }),
        outputs: None,
        items: None,
        value: None,
        logs: Vec::new(),
        logs_cut: false,
        duration_ms: 0.0,
        error: None,
        caught: Vec::new(),
        input,
    }
}

fn conclude(job: &Job<'_>, answer: Answer, outcome: &mut Outcome) {
    outcome.logs = judge::logs(&answer);
    outcome.logs_cut = answer.logs_cut;
    outcome.duration_ms = answer.microseconds as f64 / 1000.0;
    outcome.value = shown(&answer, job);
    let Judged {
        outputs,
        items,
        error,
        caught,
    } = match job.target.facts {
        Facts::Dify(facts) => judge::dify(job, facts, answer),
        Facts::N8n(facts) => judge::n8n(job, facts, answer),
    };
    outcome.ok = error.is_none();
    outcome.outputs = outputs;
    outcome.items = items;
    outcome.error = error;
    outcome.caught = caught;
}

/// What the code returned: of code that runs for each item, a list.
fn shown(answer: &Answer, job: &Job<'_>) -> Option<Json> {
    use workflow::Contract::{N8nEachItem, N8nFunctionItem};
    let mut values = answer
        .turns
        .iter()
        .filter_map(|turn| turn.result.as_ref().ok().map(answer::shown));
    match job.node.contract {
        N8nEachItem | N8nFunctionItem => Some(Json::Array(values.collect())),
        _ => values.next(),
    }
}

impl<'a> Job<'a> {
    /// The decoded code; empty where there is none.
    pub(crate) fn code(&self) -> &'a str {
        self.node.code.as_ref().map_or("", |code| code.text())
    }

    pub(crate) fn language(&self) -> Option<Language> {
        self.node.language
    }

    pub(crate) fn source(&self) -> Option<Source<'a>> {
        contract::source_of(self.node, self.target)
    }

    /// The error at a range of the code.
    pub(crate) fn placed(&self, mut error: Error, range: InCode<TextRange>) -> Error {
        let Some(code) = &self.node.code else {
            return error;
        };
        let (line, column) = place::begins(code.text(), range);
        error.line = Some(line);
        error.column = Some(column);
        error.range = Some(place::in_file(self.file, code, range));
        error
    }
}
