//! From a node and its input to what the child is asked.

use std::borrow::Cow;
use std::collections::BTreeMap;

use code::Language;
use runner::{DifyRun, Links, Mode, Modules, N8nRun, Program, WorkflowFacts};
use serde_json::{Map, Value as Json};
use workflow::{Allow, Contract, DifyFacts, EdgeKind, N8nFacts, NodeHost, OnError, Workflow};

use crate::Job;
use crate::input::{self, N8nInput};

/// n8n's own default (reference n8n 15).
const TIMEZONE: &str = "America/New_York";

/// More inputs than any node has; a number that a file names may be larger.
const MOST_INPUTS: usize = 64;

/// A run of Dify's wrapper.
pub(crate) fn dify(job: &Job<'_>, facts: &DifyFacts, inputs: Map<String, Json>) -> Program {
    Program::Dify(DifyRun {
        inputs,
        python: job.target.python,
        modules: modules(job),
        traceback_file: facts.traceback_file.to_owned(),
    })
}

/// A run on n8n. `None` for contracts that are not run.
pub(crate) fn n8n(job: &Job<'_>, facts: &N8nFacts, input: N8nInput) -> Option<Program> {
    let node = &job.workflow.nodes[job.node.node];
    let names = job.workflow.nodes.iter().map(|node| node.name.clone());
    let previous = input::previous(job.workflow, job.node);
    Some(Program::N8n(Box::new(N8nRun {
        mode: mode(job.node.contract)?,
        items: input.items,
        nodes: input.nodes,
        node_names: names.collect(),
        previous: previous.map(str::to_owned),
        links: links(job),
        parameters: parameters(job),
        vars: input.vars,
        query: input.query,
        workflow: WorkflowFacts {
            id: String::new(),
            name: job.workflow.name.clone().unwrap_or_default(),
            active: false,
            node: node.name.clone(),
            node_id: node.id.clone(),
            node_version: node.type_version.unwrap_or(1.0),
        },
        static_data: input.static_data,
        now: input.now,
        timezone: job
            .workflow
            .settings
            .timezone
            .clone()
            .unwrap_or_else(|| TIMEZONE.into()),
        modules: modules(job),
        builtins_denied: job
            .policy
            .python_builtins_denied
            .iter()
            .map(|name| name.to_string())
            .collect(),
        blocks_env: job.policy.blocks_env,
        continue_on_fail: goes_on(job),
        task_runner: facts.node_host == NodeHost::TaskRunner && !is_legacy(job.node.contract),
    })))
}

/// Who feeds whom, and whose data is pinned.
fn links(job: &Job<'_>) -> Links {
    let Workflow { nodes, edges, .. } = job.workflow;
    let mut feeders: BTreeMap<String, Vec<Vec<String>>> = BTreeMap::new();
    for edge in edges.iter().filter(|edge| edge.kind == EdgeKind::Main) {
        let inputs = feeders.entry(nodes[edge.target].name.clone()).or_default();
        let input = (edge.input as usize).min(MOST_INPUTS);
        inputs.resize(inputs.len().max(input + 1), Vec::new());
        inputs[input].push(nodes[edge.source].name.clone());
    }
    let is_sub_node = |edge: &workflow::Edge| {
        edge.kind == EdgeKind::SubNode && [edge.source, edge.target].contains(&job.node.node)
    };
    let named = |(_, node): (bool, &workflow::Node)| node.name.clone();
    let upstream = || job.workflow.upstream(job.node.node).into_iter().zip(nodes);
    let pinned = nodes.iter().filter(|node| node.pinned.is_some());
    Links {
        ancestors: (!edges.iter().any(is_sub_node))
            .then(|| upstream().filter(|(above, _)| *above).map(named).collect()),
        feeders,
        pinned: pinned.map(|node| node.name.clone()).collect(),
    }
}

/// An error of the code becomes an item (reference n8n 6.1, 6.2).
pub(crate) fn goes_on(job: &Job<'_>) -> bool {
    let on_error = job.workflow.nodes[job.node.node].on_error;
    matches!(on_error, OnError::Continue | OnError::ErrorBranch)
}

/// These never left vm2 (reference n8n 12).
pub(crate) fn is_legacy(contract: Contract) -> bool {
    matches!(contract, Contract::N8nFunction | Contract::N8nFunctionItem)
}

fn mode(contract: Contract) -> Option<Mode> {
    Some(match contract {
        Contract::N8nAllItems => Mode::AllItems,
        Contract::N8nEachItem => Mode::EachItem,
        Contract::N8nFunction => Mode::Function,
        Contract::N8nFunctionItem => Mode::FunctionItem,
        Contract::N8nTool => Mode::Tool,
        Contract::N8nSort => Mode::Sort,
        Contract::N8nLangChainExecute | Contract::N8nLangChainSupply | Contract::DifyMain => {
            return None;
        }
    })
}

/// `$parameter`: as the file has them.
fn parameters(job: &Job<'_>) -> Map<String, Json> {
    let range = job.workflow.nodes[job.node.node].range.0;
    let node = job.file.get(std::ops::Range::<usize>::from(range));
    let node: Option<Json> = node.and_then(|text| serde_json::from_str(text).ok());
    match node.and_then(|mut node| node.get_mut("parameters").map(Json::take)) {
        Some(Json::Object(parameters)) => parameters,
        _ => Map::new(),
    }
}

fn modules(job: &Job<'_>) -> Modules {
    let (builtin, external) = match job.language() {
        Some(Language::JavaScript) => (&job.policy.js_builtin, &job.policy.js_external),
        _ => (&job.policy.python_stdlib, &job.policy.python_external),
    };
    Modules {
        builtin: listed(&builtin.allow),
        external: listed(&external.allow),
        sources: job.library.for_code(job.code()),
    }
}

fn listed(allow: &Allow) -> Option<Vec<String>> {
    match allow {
        Allow::All => None,
        Allow::Only(names) => Some(names.iter().cloned().map(Cow::into_owned).collect()),
    }
}
