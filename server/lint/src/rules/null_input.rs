use contract::nearest;
use workflow::{Input, Resolution, Scope, Workflow};

use super::Rule;
use crate::Severity;
use crate::context::Context;
use crate::report::Report;

/// An input that never has a value (reference dify 1.5, 1.7).
pub(super) const RULE: Rule = Rule {
    id: "null-input",
    summary: "An input that never has a value",
    severity: Severity::Warning,
    page: include_str!("null_input.md"),
    check,
};

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    if !context.is_dify() {
        return;
    }
    let own = context.code_node().node;
    let upstream = context.workflow.upstream(own);
    for input in &context.code_node().inputs {
        let Some((why, help)) = nothing(input, own, &upstream, context) else {
            continue;
        };
        report
            .in_file(
                input.selector_range.unwrap_or(input.range),
                format!(
                    "The input `{}` is always {}: {why}",
                    input.name,
                    null(context)
                ),
            )
            .help(help);
    }
}

fn null(context: &Context<'_>) -> &'static str {
    if context.is_python() {
        "`None`"
    } else {
        "`null`"
    }
}

/// Why the input is always null, and what to do.
fn nothing(
    input: &Input,
    own: usize,
    upstream: &[bool],
    context: &Context<'_>,
) -> Option<(String, String)> {
    let workflow = context.workflow;
    let [head, rest @ ..] = input.selector.as_slice() else {
        return None;
    };
    let key = rest.join(".");
    match input.source {
        // A node whose input is not connected yet stands in an unfinished workflow.
        Resolution::Incomplete => None,
        Resolution::UnknownNode if head.is_empty() => None,
        Resolution::UnknownNode => Some((
            format!("there is no node `{head}`"),
            "Select the output of a node that is there.".into(),
        )),
        Resolution::UnknownKey { node } => {
            let node = &workflow.nodes[node];
            let names = node.outputs.iter().map(|output| output.name.as_str());
            let help = match nearest(rest.first()?, names.clone()) {
                Some(near) => format!("Did you mean `{near}`?"),
                None if node.outputs.is_empty() => "Select another node's output.".into(),
                None => format!(
                    "It hands on `{}`.",
                    names.take(8).collect::<Vec<_>>().join("`, `")
                ),
            };
            Some((format!("node `{}` hands on no `{key}`", node.name), help))
        }
        Resolution::Known { node } | Resolution::Dynamic { node } => {
            later(workflow, node, own, upstream)
        }
        Resolution::Undeclared => {
            let scope = match head.as_str() {
                "env" => Scope::Environment,
                _ => Scope::Conversation,
            };
            let names = workflow
                .variables
                .iter()
                .filter(|variable| variable.scope == scope)
                .map(|variable| variable.name.as_str());
            let help = match nearest(&key, names) {
                Some(near) => format!("Did you mean `{near}`?"),
                None => format!("Declare the variable `{key}` in the workflow."),
            };
            let what = match scope {
                Scope::Environment => "environment",
                _ => "conversation",
            };
            Some((
                format!("the workflow declares no {what} variable `{key}`"),
                help,
            ))
        }
        Resolution::Declared | Resolution::Platform => None,
    }
}

/// A node that has not run before this one.
fn later(
    workflow: &Workflow,
    node: usize,
    own: usize,
    upstream: &[bool],
) -> Option<(String, String)> {
    let in_loop = |at: usize| {
        std::iter::successors(workflow.container(at), |&at| workflow.container(at))
            .take(workflow.nodes.len())
            .any(|at| workflow.nodes[at].kind == "loop")
    };
    // Without an edge to this node nothing can be told; in a loop an earlier round may have run it.
    let connected = workflow.feeders(own).next().is_some();
    if upstream.get(node).copied().unwrap_or(true) || !connected || in_loop(node) {
        return None;
    }
    let name = &workflow.nodes[node].name;
    let why = if node == own {
        "it selects an output of its own node".to_string()
    } else {
        format!("node `{name}` does not run before this one")
    };
    Some((
        why,
        "Connect the nodes, or select an output of a node before this one.".into(),
    ))
}
