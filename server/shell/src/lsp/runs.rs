use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use lint::config::Run as RunSettings;
use run::{Given, Job, Outcome, RunLimits, Runner, Stop};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use text::{Language, TextSize};
use tokio::task::spawn_blocking;
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::ls_types::{
    Command, Diagnostic, ExecuteCommandParams, MessageType, ProgressToken, Uri,
};

use super::checks::Checked;
use super::documents::{Documents, Snapshot};
use super::encoding::Encoding;
use super::failures::failure;
use super::ordered::asked;
use super::progress::Progress;
use super::session::Session;
use crate::arguments::wait;
use crate::run::{find, headline, input_used, library, limits, workers};
use crate::test::SavedInputs;
use workflow::Address;

/// Runs a node: takes the address of an open document, the id or name of a node, and [`Options`]; answers as
/// `codenode run --format json` does.
pub(super) const RUN_NODE: &str = "codenode.runNode";

/// What that is called.
pub(super) const RUN: &str = "Run node";

/// Runs under way at once. Requests that wait keep others from being read (see [`super::AT_ONCE`]).
const MOST: usize = 32;

/// A run that ends so soon shows no progress, unless the client asked for it.
const SOON: Duration = Duration::from_millis(300);

/// How often to say that it still runs.
const PULSE: Duration = Duration::from_secs(1);

/// Have a client run a node.
pub(super) fn command(title: String, uri: &Uri, node: Address<'_>) -> Command {
    Command {
        title,
        command: RUN_NODE.to_owned(),
        arguments: Some(arguments(uri, node, json!({}))),
    }
}

/// What names a node to a command that runs it.
pub(super) fn arguments(uri: &Uri, node: Address<'_>, mut options: Value) -> Vec<Value> {
    if node.ordinal > 0 {
        options["ordinal"] = json!(node.ordinal);
    }
    vec![json!(uri), json!(node.node), options]
}

/// Run what a client asks for.
pub(super) async fn run(session: &Arc<Session>, params: ExecuteCommandParams) -> Result<Value> {
    let wanted = Wanted::read(params.arguments)?;
    let token = params.work_done_progress_params.work_done_token;
    let ran = perform(session, wanted, token, |_, _| ()).await?;
    Ok(ran.outcome)
}

/// Run a node, show what failed in the document, and let `look` see what was run and what came of it.
pub(super) async fn perform<T: Send + 'static>(
    session: &Arc<Session>,
    wanted: Wanted,
    token: Option<ProgressToken>,
    look: impl FnOnce(&Job<'_>, &Outcome) -> T + Send + 'static,
) -> Result<Ran<T>> {
    let snapshot = asked().ok_or_else(|| Error::invalid_params("the document is not open"))?;
    let checked = session.check(&snapshot).await;
    if !checked.is_workflow() {
        return Err(Error::invalid_params(
            "the document is not a Dify or n8n workflow",
        ));
    }
    let settings = settings(session, &snapshot);
    let timeout = match wanted.options.timeout {
        Some(seconds) => Some(wait(Some(seconds)).map_err(|wrong| refused("timeout", wrong))?),
        None => settings.timeout,
    };
    // Dropped when the client does not want the answer any more, which ends the run.
    let place = session.runs.enter()?;
    let (runner, stop) = (place.runner.clone(), place.stop.clone());
    let (title, encoding) = (format!("Running {}", wanted.node), session.encoding());
    let order = Order {
        checked,
        wanted,
        limits: limits(timeout),
        packages: settings.node_modules,
        documents: session.documents.clone(),
        encoding,
    };
    let running = spawn_blocking(move || order.execute(&runner, &stop, look));
    let running = async {
        running
            .await
            .unwrap_or_else(|_| Err(Error::internal_error()))
    };
    let mut ran = attend(session, &title, token, running).await?;
    session.runs.renews(ran.language);
    let (documents, failures) = (&session.documents, &session.failures);
    if failures.note(documents, &snapshot, ran.node, ran.failed.take()) {
        session.tell_anew(&snapshot.uri);
    }
    if !session.features().shows_runs {
        session.say(MessageType::INFO, &ran.summary);
    }
    Ok(ran)
}

/// What came of a run, for those who are shown nothing else: which node, what it hands on or how it fails, and with what
/// it was run.
fn summary(outcome: &Outcome) -> String {
    const MOST: usize = 300;
    let handed = |json: serde_json::Result<String>| {
        let json = json.unwrap_or_default();
        match json.char_indices().nth(MOST) {
            Some((end, _)) => format!("{} …", &json[..end]),
            None => json,
        }
    };
    let came = match (&outcome.error, &outcome.outputs, &outcome.items) {
        (Some(error), ..) if outcome.is_no_verdict() => {
            format!("cannot be run: {}", headline(error))
        }
        (Some(error), ..) => format!("fails: {}", headline(error)),
        (None, Some(outputs), _) => format!("succeeds: {}", handed(serde_json::to_string(outputs))),
        (None, None, Some(items)) => format!("succeeds: {}", handed(serde_json::to_string(items))),
        (None, None, None) => "succeeds".to_owned(),
    };
    let (name, input) = (&outcome.node.name, input_used(&outcome.input));
    format!("{name} {came} (run with {input})")
}

/// Wait for a run and show that it is under way.
async fn attend<T>(
    session: &Arc<Session>,
    title: &str,
    token: Option<ProgressToken>,
    running: impl Future<Output = Result<T>>,
) -> Result<T> {
    tokio::pin!(running);
    let begun = Instant::now();
    if token.is_none()
        && let Ok(ran) = tokio::time::timeout(SOON, &mut running).await
    {
        return ran;
    }
    let progress = Progress::new(session, title, token);
    let mut pulse = tokio::time::interval(PULSE);
    let ran = loop {
        tokio::select! {
            ran = &mut running => break ran,
            () = progress.cancelled() => break Err(Error::request_cancelled()),
            _ = pulse.tick() => {
                let message = format!("{} s", begun.elapsed().as_secs());
                progress.tell(json!({"kind": "report", "message": message})).await;
            }
        }
    };
    progress.end().await;
    ran
}

/// What is to be run.
pub(super) struct Wanted {
    /// The id of a node, or its name.
    node: String,
    pub(super) options: Options,
}

/// What may be said of a run.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Options {
    /// Which of the codes that go by the id or name, from 0.
    ordinal: Option<usize>,
    /// What the node is run with; as `codenode run --input` takes it.
    input: Option<Value>,
    /// Where that comes from, if it is not given.
    from: Option<From>,
    /// In seconds.
    timeout: Option<f64>,
    /// What a test that is recorded is to be called.
    pub(super) name: Option<String>,
}

/// Where a node finds what it is run with.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum From {
    /// The data pinned to the node of this name (n8n).
    Pinned(String),
    /// The test of this name beside the workflow.
    Test(String),
    /// Made from the declared types, or an item without data.
    Samples,
}

impl Wanted {
    pub(super) fn read(arguments: Vec<Value>) -> Result<Self> {
        let mut arguments = arguments.into_iter().skip(1);
        let Some(Value::String(node)) = arguments.next() else {
            return Err(Error::invalid_params(
                "wanted are the address of a document, the id of a node, and perhaps options",
            ));
        };
        let options = Option::<Options>::deserialize(arguments.next().unwrap_or_default());
        let options = options.map_err(|wrong| refused("options", wrong))?;
        Ok(Self {
            node,
            options: options.unwrap_or_default(),
        })
    }
}

/// Everything that a run needs.
struct Order {
    checked: Arc<Checked>,
    wanted: Wanted,
    limits: RunLimits,
    /// Where the user's own packages are.
    packages: Option<PathBuf>,
    documents: Arc<Documents>,
    encoding: Encoding,
}

/// What came of a run.
pub(super) struct Ran<T> {
    /// As `codenode run --format json` prints it.
    pub(super) outcome: Value,
    /// What was seen in it.
    pub(super) seen: T,
    /// What came of it, in one line.
    summary: String,
    language: Option<Language>,
    /// Where the node begins in the file.
    node: TextSize,
    failed: Option<Diagnostic>,
}

impl Order {
    fn execute<T>(
        &self,
        runner: &Runner,
        stop: &Stop,
        look: impl FnOnce(&Job<'_>, &Outcome) -> T,
    ) -> Result<Ran<T>> {
        let (checked, settings) = (&self.checked, &self.checked.settings);
        let options = &self.wanted.options;
        let workflows = &checked.analysis.workflows;
        let found = find(workflows, &self.wanted.node, options.ordinal);
        let (workflow, node) = found.map_err(|wrong| Error::invalid_params(wrong.to_string()))?;
        let target = settings.target_of(workflow);
        let saved = self.saved(&workflow.nodes[node.node])?;
        let library = library(node, target, self.packages.as_deref());
        let job = Job {
            file: &checked.text,
            workflow,
            node,
            target,
            policy: &settings.policy(target),
            given: match (&options.input, &options.from, &saved) {
                (Some(given), ..) => Given::Input(given),
                (None, Some(From::Pinned(node)), _) => Given::Pinned(node),
                (None, Some(From::Samples), _) => Given::Made,
                (None, _, Some(saved)) => Given::Saved(saved),
                (None, _, None) => Given::Nothing,
            },
            limits: self.limits,
            library: &library.map_err(|wrong| failed(format!("{wrong:#}")))?,
        };
        let outcome = runner.run_until(&job, stop);
        let outcome = outcome.map_err(|wrong| refused("input", wrong))?;
        Ok(Ran {
            language: node.language,
            node: workflow.nodes[node.node].range.0.start(),
            failed: failure(checked, &job, &outcome, self.encoding),
            outcome: serde_json::to_value(&outcome).map_err(|_| Error::internal_error())?,
            seen: look(&job, &outcome),
            summary: summary(&outcome),
        })
    }

    /// The input of the test that is named, else of the first, unless something else is to be taken.
    fn saved(&self, node: &workflow::Node) -> Result<Option<Value>> {
        let options = &self.wanted.options;
        let named = match &options.from {
            _ if options.input.is_some() => return Ok(None),
            Some(From::Test(name)) => Some(name),
            Some(_) => return Ok(None),
            None => None,
        };
        let read = |path: &Path| self.documents.read(path);
        let saved = SavedInputs::beside(&self.checked.path, &read);
        match named {
            None => Ok(saved.of(node).next().map(|(_, input)| input.clone())),
            Some(name) => match saved.of(node).find(|(known, _)| known == name) {
                Some((_, input)) => Ok(Some(input.clone())),
                None => Err(refused(
                    "from",
                    format!("no test called `{name}` has an input for it"),
                )),
            },
        }
    }
}

/// What runs nodes, from the first that is to be run on.
#[derive(Debug, Default)]
pub(super) struct Runs {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    runner: Option<Arc<Runner>>,
    /// The session is over.
    closed: bool,
    /// By number.
    under_way: HashMap<u64, Stop>,
    next: u64,
    /// Languages of which a spare has been started, which is then renewed by each run.
    ready: HashSet<Language>,
}

/// One run among those under way; ends with this.
struct Place<'r> {
    runs: &'r Runs,
    number: u64,
    runner: Arc<Runner>,
    stop: Stop,
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.stop.stop();
        self.runs.lock().under_way.remove(&self.number);
    }
}

impl Runs {
    /// Somebody sees that nodes of this document can be run, and may want to at any time: have an interpreter wait for
    /// each of their languages.
    pub(super) fn expect(&self, session: &Session, snapshot: &Snapshot, checked: &Checked) {
        let snippets = checked.ide.snippets();
        for language in snippets.filter_map(|snippet| snippet.language()) {
            let mut state = self.lock();
            if !state.ready.insert(language) {
                continue;
            }
            // That there is none is said when something is to be run.
            if let Ok(runner) = state.runner() {
                drop(state);
                runner.prepare(language, limits(settings(session, snapshot).timeout));
            }
        }
    }

    /// End what runs and what waits to run, for good.
    pub(super) fn close(&self) {
        let mut state = self.lock();
        state.closed = true;
        state.under_way.values().for_each(Stop::stop);
        let runner = state.runner.take();
        drop(state);
        // The last to hold it ends the spares.
        drop(runner);
    }

    fn enter(&self) -> Result<Place<'_>> {
        let mut state = self.lock();
        if state.under_way.len() >= MOST {
            return Err(failed(format!("{MOST} nodes are running already")));
        }
        let (runner, stop, number) = (state.runner()?, Stop::default(), state.next);
        state.next += 1;
        state.under_way.insert(number, stop.clone());
        Ok(Place {
            runs: self,
            number,
            runner,
            stop,
        })
    }

    /// A node in this language has been run, after which a spare waits.
    fn renews(&self, language: Option<Language>) {
        self.lock().ready.extend(language);
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn runner(&mut self) -> Result<Arc<Runner>> {
        if self.closed {
            return Err(failed("the session is over".to_owned()));
        }
        if let Some(runner) = &self.runner {
            return Ok(runner.clone());
        }
        let workers = workers().map_err(|wrong| failed(wrong.to_string()))?;
        let runner = Arc::new(Runner::with_spares(workers));
        self.runner = Some(runner.clone());
        Ok(runner)
    }
}

/// How nodes of a document are run, as its configuration says.
fn settings(session: &Session, snapshot: &Snapshot) -> RunSettings {
    let choices = session.checks.choices();
    let effective = choices.configs().of_or_default(&snapshot.path());
    effective.settings.run
}

fn refused(what: &str, wrong: impl std::fmt::Display) -> Error {
    Error::invalid_params(format!("{what}: {wrong}"))
}

/// The protocol's `RequestFailed`: the request is right, and yet there is no answer.
pub(super) fn failed(message: String) -> Error {
    Error {
        code: ErrorCode::ServerError(-32803),
        message: message.into(),
        data: None,
    }
}
