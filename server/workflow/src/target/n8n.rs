//! The versions of n8n, as far as code nodes tell them apart (reference n8n 0, 4, 8, 10, 11, 12).

use super::{Facts, Hosting, Target, numbers};
use crate::Platform;

/// What a version of n8n does with code nodes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct N8nFacts {
    /// What runs the JavaScript of Code nodes and Code Tools.
    pub node_host: NodeHost,
    /// What runs Python.
    pub python_host: PythonHost,
    /// Reading `$env` throws unless the deployment allows it (`N8N_BLOCK_ENV_ACCESS_IN_NODE`).
    pub blocks_env: bool,
    /// `N8N_RUNNERS_TASK_TIMEOUT`, in seconds.
    pub task_timeout: u32,
}

/// What runs JavaScript. Function, Function Item and LangChain Code run in vm2 everywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NodeHost {
    /// vm2 within n8n's own process.
    Vm2,
    /// A task runner with a realm of its own.
    TaskRunner,
}

/// What runs Python.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PythonHost {
    /// Pyodide: `_input`, `_json`, `micropip` (reference n8n 12.4).
    Pyodide,
    /// The native task runner, behind an analyzer.
    Native(Analyzer),
}

/// The rules that native Python is checked by before it runs (reference n8n 11).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Analyzer {
    /// Those of 2.1.0.
    V2_1,
    /// The newest known, of 2026.
    Newest,
}

const V1: N8nFacts = N8nFacts {
    node_host: NodeHost::Vm2,
    python_host: PythonHost::Pyodide,
    blocks_env: false,
    task_timeout: 300,
};
const V2_1: N8nFacts = N8nFacts {
    node_host: NodeHost::TaskRunner,
    python_host: PythonHost::Native(Analyzer::V2_1),
    blocks_env: true,
    ..V1
};
const V2: N8nFacts = N8nFacts {
    python_host: PythonHost::Native(Analyzer::Newest),
    ..V2_1
};

pub(super) const NEWEST: Target = Target {
    name: "n8n@2",
    summary: "n8n 2 with task runners, no module allowed",
    platform: Platform::N8n,
    python: 13,
    hosting: Hosting::SelfHosted,
    facts: Facts::N8n(&V2),
};

pub(super) const TARGETS: &[Target] = &[
    Target {
        name: "n8n@1",
        summary: "n8n 1 without task runners: vm2 and Pyodide",
        // Pyodide's version moved with n8n's; the newest takes all that the older ones take.
        facts: Facts::N8n(&V1),
        ..NEWEST
    },
    Target {
        name: "n8n@2.1",
        summary: "n8n 2.0 and 2.1 with task runners, no module allowed",
        facts: Facts::N8n(&V2_1),
        ..NEWEST
    },
    NEWEST,
    Target {
        name: "n8n-docker",
        summary: "n8n 2 with its official task runner image: crypto and moment allowed",
        hosting: Hosting::OfficialImage,
        ..NEWEST
    },
    Target {
        name: "n8n-cloud",
        summary: "n8n Cloud: crypto and moment allowed",
        hosting: Hosting::Cloud,
        ..NEWEST
    },
];

/// The row that `version` (`2.14.0`, `1.98`, `2`) falls into.
pub(super) fn by_version(version: &str) -> Option<Target> {
    match *numbers(version)?.as_slice() {
        [1] | [1, _] | [1, _, _] => Target::find("n8n@1"),
        [2, 0 | 1] | [2, 0 | 1, _] => Target::find("n8n@2.1"),
        [2] | [2, _] | [2, _, _] => Some(NEWEST),
        _ => None,
    }
}
