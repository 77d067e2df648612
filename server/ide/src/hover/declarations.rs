//! Hover in the workflow part: declared inputs and outputs, and the nodes themselves.

use text::{InFile, TextRange};
use workflow::{Input, Limits, Output, Resolution, Workflow};

use super::{Hover, escaped};
use crate::types::notation;
use crate::{Part, Snapshot, Snippet, given};

pub(super) fn hover(
    snapshot: &Snapshot,
    workflow: &Workflow,
    node: usize,
    part: Part<'_>,
) -> Option<Hover> {
    let (markdown, range) = match part {
        Part::Name => (node_card(workflow, node), workflow.nodes[node].name_range),
        Part::InputName(input) => (input_card(snapshot, workflow, node, input), input.range),
        Part::Selector(input) => (
            input_card(snapshot, workflow, node, input),
            input.selector_range?,
        ),
        Part::OutputName(output) => (output_card(snapshot, workflow, output), output.range),
        Part::OutputType(output) => (output_card(snapshot, workflow, output), output.type_range?),
        Part::Other => return None,
    };
    Some(Hover {
        markdown,
        range: InFile(TextRange::new(range.0.start(), range.0.end())),
    })
}

/// What a node is.
pub(crate) fn node_card(workflow: &Workflow, node: usize) -> String {
    let node = &workflow.nodes[node];
    let mut out = format!("**{}** · `{}`", escaped(&node.name), node.kind);
    if let Some(version) = node.type_version {
        out.push_str(&format!(" version {version}"));
    }
    if node.disabled {
        out.push_str(" · disabled");
    }
    if let Some(pinned) = node.pinned {
        out.push_str(&format!("\n\n{} pinned items", pinned.len));
    }
    let mut outputs = node.outputs.iter().peekable();
    if outputs.peek().is_some() {
        out.push_str("\n\nHands on ");
        let named: Vec<String> = outputs.map(named_output).collect();
        out.push_str(&named.join(", "));
    }
    out
}

fn named_output(output: &Output) -> String {
    match &output.type_name {
        Some(kind) => format!("`{}` ({kind})", output.name),
        None => format!("`{}`", output.name),
    }
}

fn input_card(snapshot: &Snapshot, workflow: &Workflow, node: usize, input: &Input) -> String {
    let mut out = format!("**input** `{}`", input.name);
    out.push_str("\n\n");
    out.push_str(&source_of(workflow, input));
    let workflows = snapshot.analysis.workflows.iter();
    let at = workflows
        .enumerate()
        .find(|(_, one)| std::ptr::eq(*one, workflow));
    let index = workflow
        .code_nodes
        .iter()
        .position(|code| code.node == node);
    let snippet = at
        .zip(index)
        .and_then(|((at, _), index)| Snippet::new(snapshot, at, index));
    if let Some(snippet) = snippet
        && let Some(language) = snippet.language()
        && let Some(shape) = given::input_shape(snippet, input)
    {
        out.push_str(&format!(
            "\n\n`main` receives `{}`",
            notation(&shape, language)
        ));
    }
    out
}

/// Where an input comes from, one or two sentences.
pub(crate) fn source_of(workflow: &Workflow, input: &Input) -> String {
    let key = input.selector.get(1..).unwrap_or_default().join(".");
    let node = |node: usize| {
        let node = &workflow.nodes[node];
        format!("**{}** (`{}`)", escaped(&node.name), node.kind)
    };
    let kind = input
        .type_name
        .as_ref()
        .map_or(String::new(), |kind| format!(", `{kind}`"));
    let mut out = match input.source {
        Resolution::Known { node: of } => format!("From `{key}` of {}{kind}.", node(of)),
        Resolution::Dynamic { node: of } => {
            format!(
                "From `{key}` of {}; its type is decided outside this file.",
                node(of)
            )
        }
        Resolution::UnknownKey { node: of } => {
            format!("{} hands on no `{key}`: always null.", node(of))
        }
        Resolution::UnknownNode => {
            "The selector names no node of this workflow: always null.".into()
        }
        Resolution::Incomplete => "The selector has fewer than two parts: always null.".into(),
        Resolution::Declared | Resolution::Undeclared | Resolution::Platform => {
            let mut said = format!("From `{}`{kind}.", input.selector.join("."));
            if input.source == Resolution::Undeclared {
                said.push_str(" The file declares no such variable.");
            }
            said
        }
    };
    if input.nullable {
        out.push_str(" May be null.");
    }
    out
}

fn output_card(snapshot: &Snapshot, workflow: &Workflow, output: &Output) -> String {
    let target = snapshot.settings.target_of(workflow);
    let policy = snapshot.settings.policy(target);
    let limits = policy
        .dify_facts()
        .or_else(|| target.dify())
        .map(|facts| facts.limits);
    declared_output(output, limits, target.name)
}

/// A declared output, its type and what the platform accepts of it.
pub(crate) fn declared_output(output: &Output, limits: Option<Limits>, target: &str) -> String {
    let kind = output.type_name.as_deref();
    let mut out = format!(
        "**output** `{}`: `{}`",
        output.name,
        kind.unwrap_or("(no type)")
    );
    if let Some(limit) = kind
        .zip(limits)
        .and_then(|(kind, limits)| limit(kind, &limits))
    {
        out.push_str(&format!("\n\n{limit} (`{target}`)"));
    }
    for child in output.children.iter().flatten() {
        out.push_str("\n- ");
        out.push_str(&named_output(child));
    }
    out
}

/// What Dify's validation allows of a type (reference dify 2.6, 2.9).
fn limit(kind: &str, limits: &Limits) -> Option<String> {
    Some(match kind {
        "string" => format!("At most {} characters.", limits.string_length),
        "number" => format!(
            "Between {} and {}, at most {} decimals.",
            limits.min_number, limits.max_number, limits.precision
        ),
        "array[string]" => format!(
            "At most {} elements of {} characters.",
            limits.string_array_length, limits.string_length
        ),
        "array[number]" => format!("At most {} elements.", limits.number_array_length),
        "array[object]" => format!(
            "At most {} elements, {} levels deep.",
            limits.object_array_length, limits.depth
        ),
        "object" => format!("At most {} levels deep.", limits.depth),
        _ => return None,
    })
}
