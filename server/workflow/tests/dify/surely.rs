//! What an input holds without fail, and whether it may be unset (reference dify 1.6, 1.7, 2.6).

use workflow::Surely::{Number, Text};
use workflow::{Input, Surely};

use crate::workflow;

const START: &str = "{id: s, data: {type: start, variables: [{variable: t, type: paragraph, required: true}, \
    {variable: o, type: select}, {variable: n, type: number, required: true}, {variable: c, type: checkbox}, \
    {variable: f, type: file}, {variable: x, type: external_data_tool}]}}";
const LLM: &str = "{id: l, data: {type: llm}}";
const CODE: &str = "{id: k, data: {type: code, outputs: {a: {type: string}, b: {type: number}, e: {type: object}}}}";

/// The input of node `c` that selects `selector`; it stands behind `nodes` as `edges` say.
fn input(nodes: &[&str], edges: &[(&str, &str)], selector: &str) -> Input {
    let asker = format!(
        "{{id: c, data: {{type: code, variables: [{{variable: v, value_selector: {selector}}}]}}}}"
    );
    let all = nodes
        .iter()
        .copied()
        .chain([asker.as_str()])
        .map(|node| format!("    - {node}\n"));
    let edges = edges
        .iter()
        .map(|(from, to)| format!("    - {{source: {from}, target: {to}}}\n"));
    let text = format!(
        "kind: app\nversion: 0.6.0\napp: {{name: t, mode: advanced-chat}}\nworkflow:\n  environment_variables:\n  \
         - {{name: e, value_type: secret, value: x}}\n  - {{name: n, value_type: number, value: 1}}\n  conversation_variables:\n  \
         - {{name: v, value_type: string, value: x}}\n  graph:\n    nodes:\n{}    edges:\n{}",
        all.collect::<String>(),
        edges.collect::<String>(),
    );
    let mut workflow = workflow(&text);
    workflow
        .code_nodes
        .pop()
        .expect("a code node")
        .inputs
        .remove(0)
}

#[track_caller]
fn holds(
    nodes: &[&str],
    edges: &[(&str, &str)],
    selector: &str,
    surely: Option<Surely>,
    unset: bool,
) {
    let input = input(nodes, edges, selector);
    assert_eq!(
        (input.surely, input.may_be_unset),
        (surely, unset),
        "{selector}"
    );
}

#[test]
fn fields_of_the_start_node() {
    holds(&[START], &[], "[s, t]", Some(Text), false);
    holds(&[START], &[], "[s, o]", Some(Text), true);
    holds(&[START], &[], "[s, n]", Some(Number), false);
    for field in ["c", "f", "x", "gone"] {
        holds(&[START], &[], &format!("[s, {field}]"), None, true);
    }
}

#[test]
fn variables() {
    holds(&[], &[], "[env, e]", Some(Text), false);
    holds(&[], &[], "[conversation, v]", Some(Text), true);
    holds(&[], &[], "[env, n]", None, true);
    holds(&[], &[], "[sys, query]", None, true);
}

#[test]
fn nodes_on_the_one_way() {
    holds(&[LLM], &[("l", "c")], "[l, text]", Some(Text), false);
    holds(
        &[LLM, CODE],
        &[("l", "k"), ("k", "c")],
        "[l, text]",
        Some(Text),
        false,
    );
    holds(&[LLM], &[("l", "c")], "[l, usage]", None, true);
}

#[test]
fn nodes_that_need_not_have_run() {
    holds(&[LLM], &[], "[l, text]", Some(Text), true);
    holds(
        &[START, LLM],
        &[("s", "l"), ("l", "c"), ("s", "c")],
        "[l, text]",
        Some(Text),
        true,
    );
    // In a circle.
    holds(
        &[LLM, CODE],
        &[("k", "c"), ("c", "k")],
        "[l, text]",
        Some(Text),
        true,
    );
}

#[test]
fn outputs_of_code_may_be_none() {
    holds(&[CODE], &[("k", "c")], "[k, a]", Some(Text), true);
    holds(&[CODE], &[("k", "c")], "[k, b]", Some(Number), true);
    holds(&[CODE], &[("k", "c")], "[k, e]", None, true);
}

#[test]
fn defaults_for_failures_are_of_any_type() {
    let node = "{id: l, data: {type: llm, error_strategy: default-value, default_value: [{key: text, type: string, value: x}]}}";
    holds(&[node], &[("l", "c")], "[l, text]", None, true);
}
