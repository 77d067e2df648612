//! Dify DSL files of every shape, and what selectors resolve to (reference dify 1).

#![allow(unreachable_pub, reason = "one test of several files")]

mod selectors;
mod surely;

use text::{Format, Language, Tree};
use workflow::{
    CodeNode, Contract, EdgeKind, OnError, Platform, Reason, Resolution, Scope, Workflow, read,
};

fn workflow(yaml: &str) -> Workflow {
    let mut found = read(&Tree::parse(yaml, Format::Yaml));
    assert_eq!(found.len(), 1, "{yaml}");
    found.remove(0)
}

/// A workflow of these nodes, in flow style: `{id: a, data: {…}}`.
fn with_nodes(nodes: &[&str]) -> Workflow {
    workflow(&file(nodes))
}

fn file(nodes: &[&str]) -> String {
    let nodes: String = nodes
        .iter()
        .map(|node| format!("      - {node}\n"))
        .collect();
    format!(
        "app: {{name: x}}\nkind: app\nversion: 0.6.0\nworkflow:\n  graph:\n    edges: []\n    nodes:\n{nodes}"
    )
}

/// A code node `c` of these fields of `data`; what it lacks is added by nobody.
fn code(fields: &str) -> (CodeNode, String) {
    let yaml = file(&[&format!(
        "{{id: c, type: custom, data: {{type: code, title: Code, {fields}}}}}"
    )]);
    (workflow(&yaml).code_nodes.remove(0), yaml)
}

fn reasons((node, yaml): &(CodeNode, String)) -> Vec<(Reason, &str, &str)> {
    let mut found = Vec::new();
    for unresolved in &node.unresolved {
        let says = unresolved.platform_message.as_deref().unwrap();
        found.push((unresolved.reason, &yaml[unresolved.range.0], says));
    }
    found
}

const SMALL: &str = "\
app:
  mode: workflow
  name: Small
kind: app
version: 0.6.0
workflow:
  conversation_variables:
  - {name: memory, value_type: 'array[string]', value: []}
  environment_variables:
  - {name: KEY, value_type: secret, value: ''}
  - {name: LIMIT, value_type: number, value: 3}
  graph:
    edges:
    - {source: '1', target: '2', sourceHandle: source}
    - {source: '2', target: '3', sourceHandle: fail-branch}
    nodes:
    - id: '1'
      type: custom
      data:
        type: start
        title: Begin
        variables:
        - {variable: q, type: paragraph, required: true}
    - id: '9'
      type: custom-note
      data: {type: '', text: hi}
    - id: '2'
      type: custom
      data:
        type: code
        title: Work
        code_language: python3
        code: |
          def main(q):
              return {'a': q}
        variables:
        - value_selector: ['1', q]
          variable: q
          value_type: string
        outputs:
          a: {type: string, children: null}
          b:
            type: object
            children:
              inner: {type: number}
        error_strategy: default-value
        default_value:
        - {key: a, type: string, value: none}
        - {key: b, type: object, value: '{}'}
        retry_config: {retry_enabled: true, max_retries: 3, retry_interval: 100}
    - id: '3'
      type: custom
      data: {type: end, title: End, outputs: []}
";

#[test]
fn a_workflow_is_read_whole() {
    let flow = workflow(SMALL);
    assert_eq!(flow.platform, Platform::Dify);
    assert_eq!(flow.name.as_deref(), Some("Small"));
    assert_eq!(
        (flow.kind.as_deref(), flow.version.as_deref()),
        (Some("app"), Some("0.6.0"))
    );
    let nodes: Vec<_> = flow
        .nodes
        .iter()
        .map(|node| (&*node.id, &*node.name, &*node.kind))
        .collect();
    assert_eq!(
        nodes,
        [
            ("1", "Begin", "start"),
            ("2", "Work", "code"),
            ("3", "End", "end")
        ]
    );
    let edges: Vec<_> = flow
        .edges
        .iter()
        .map(|edge| (edge.source, edge.target, edge.kind))
        .collect();
    assert_eq!(edges, [(0, 1, EdgeKind::Main), (1, 2, EdgeKind::Failure)]);
    let variables: Vec<_> = flow
        .variables
        .iter()
        .map(|variable| {
            (
                &variable.scope,
                &*variable.name,
                variable.type_name.as_deref(),
            )
        })
        .collect();
    assert_eq!(
        variables,
        [
            (&Scope::Environment, "KEY", Some("string")),
            (&Scope::Environment, "LIMIT", Some("number")),
            (&Scope::Conversation, "memory", Some("array[string]")),
        ]
    );
    assert!(flow.problems.is_empty());
}

#[test]
fn a_code_node_is_read_whole() {
    let flow = workflow(SMALL);
    let node = &flow.nodes[1];
    assert_eq!((node.on_error, node.retries), (OnError::DefaultValue, 3));
    let defaults: Vec<_> = node
        .default_values
        .iter()
        .map(|value| {
            (
                &*value.key,
                value.type_name.as_deref(),
                value.text.as_deref(),
            )
        })
        .collect();
    assert_eq!(
        defaults,
        [
            ("a", Some("string"), Some("none")),
            ("b", Some("object"), Some("{}"))
        ]
    );
    let [code] = flow.code_nodes.as_slice() else {
        panic!()
    };
    assert_eq!((code.node, code.contract), (1, Contract::DifyMain));
    assert_eq!(code.language, Some(Language::Python));
    assert_eq!(
        code.code.as_ref().unwrap().text(),
        "def main(q):\n    return {'a': q}\n"
    );
    assert!(code.unresolved.is_empty());
    let [input] = code.inputs.as_slice() else {
        panic!()
    };
    assert_eq!((&*input.name, &SMALL[input.range.0]), ("q", "q"));
    assert_eq!(input.selector, ["1", "q"]);
    assert_eq!(&SMALL[input.selector_range.unwrap().0], "['1', q]");
    assert_eq!(input.type_name.as_deref(), Some("string"));
    assert_eq!(input.declared_type.as_deref(), Some("string"));
    assert_eq!(input.source, Resolution::Known { node: 0 });
    assert!(!input.nullable);
}

#[test]
fn outputs_keep_their_places_nested_ones_too() {
    let flow = workflow(SMALL);
    let [a, b] = flow.code_nodes[0].outputs.as_slice() else {
        panic!()
    };
    assert_eq!((&*a.name, a.type_name.as_deref()), ("a", Some("string")));
    assert_eq!(&SMALL[a.range.0], "a");
    assert_eq!(&SMALL[a.type_range.unwrap().0], "string");
    assert!(a.children.is_none());
    let [inner] = b.children.as_deref().unwrap() else {
        panic!()
    };
    assert_eq!(
        (&*inner.name, inner.type_name.as_deref()),
        ("inner", Some("number"))
    );
    assert_eq!(&SMALL[inner.range.0], "inner");
    let outputs = flow.code_nodes[0].outputs_range.unwrap();
    assert!(outputs.0.contains_range(inner.range.0));
}

#[test]
fn every_shape_of_file_is_read() {
    let graph = "graph: {nodes: [{id: a, data: {type: start}}], edges: []}";
    let shapes = [
        format!("workflow: {{{graph}}}"),
        format!("app: {{name: x}}\nworkflow: {{{graph}}}"),
        format!("kind: rag_pipeline\nrag_pipeline: {{name: x}}\nworkflow: {{{graph}}}"),
        format!("kind: snippet\nworkflow: {{{graph}}}"),
        graph.to_owned(),
    ];
    for yaml in shapes {
        assert_eq!(workflow(&yaml).nodes.len(), 1, "{yaml}");
    }
    let chat = workflow("app: {mode: chat, name: x}\nkind: app\nmodel_config: {model: {}}\n");
    assert!(chat.nodes.is_empty() && chat.problems.is_empty());
    let json = r#"{"workflow": {"graph": {"nodes": [{"id": "a", "data": {"type": "code"}}]}}}"#;
    assert_eq!(
        read(&Tree::parse(json, Format::Json))[0].code_nodes.len(),
        1
    );
}

#[test]
fn other_yaml_is_no_workflow() {
    let others = [
        "",
        "a",
        "- a",
        "{}",
        "null",
        "workflow: x",
        "workflow: {graph: {nodes: [a]}}",
        "app: x",
        "app: {}",
        "kind: app",
        "services: {web: {image: x}}",
        "data: x",
        "data: 'workflow: {}'",
        "nodes: [{data: {type: code}}]",
    ];
    for yaml in others {
        assert!(read(&Tree::parse(yaml, Format::Yaml)).is_empty(), "{yaml}");
    }
}

#[test]
fn the_answer_of_the_api_is_recognised_and_explained() {
    let json = format!("{{\"data\": {SMALL:?}}}");
    let found = read(&Tree::parse(&json, Format::Json));
    assert_eq!(found[0].name.as_deref(), Some("Small"));
    assert!(found[0].nodes.is_empty() && found[0].problems[0].fatal);
    assert!(json[found[0].problems[0].range.0].starts_with("\"app:"));
}

#[test]
fn a_damaged_file_gives_what_can_be_read() {
    for end in 0..SMALL.len() {
        read(&Tree::parse(&SMALL[..end], Format::Yaml));
        read(&Tree::parse(&SMALL[end..], Format::Yaml));
    }
    // A key half typed after the nodes.
    let damaged = format!("{SMALL}    viewpo");
    assert_eq!(workflow(&damaged).code_nodes.len(), 1);
}

#[test]
fn what_the_importer_refuses_is_a_problem() {
    let problems = |head: &str| {
        let yaml =
            format!("{head}\nworkflow: {{graph: {{nodes: [{{id: a, data: {{type: end}}}}]}}}}");
        let problems = workflow(&yaml).problems;
        problems
            .into_iter()
            .map(|problem| yaml[problem.range.0].to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(problems("app: {}\nkind: app\nversion: 0.6"), ["0.6"]);
    assert_eq!(problems("kind: app\nversion: 0.6.0"), ["kind"]);
    assert!(problems("app: {}\nkind: app\nversion: 0.6.0").is_empty());
    assert!(problems("rag_pipeline: {}\nkind: rag_pipeline").is_empty());
}

#[test]
fn required_fields_are_required() {
    let nothing = code("desc: x");
    let expected = ["variables", "code_language", "code", "outputs"];
    assert_eq!(nothing.0.unresolved.len(), expected.len());
    for (unresolved, field) in nothing.0.unresolved.iter().zip(expected) {
        assert!(unresolved.message.contains(field) && unresolved.error);
        assert_eq!(
            unresolved.platform_message.as_deref(),
            Some("Field required")
        );
        assert_eq!(&nothing.1[unresolved.range.0], "code");
    }
    let wrong = code("variables: {}, code_language: Python, code: 3, outputs: []");
    assert_eq!(
        reasons(&wrong),
        [
            (Reason::InvalidField, "{}", "Input should be a valid list"),
            (
                Reason::UnknownLanguage,
                "Python",
                "Input should be <CodeLanguage.PYTHON3: 'python3'> or <CodeLanguage.JAVASCRIPT: \
                 'javascript'>"
            ),
            (Reason::NoCode, "3", "Input should be a valid string"),
            (
                Reason::InvalidField,
                "[]",
                "Input should be a valid dictionary"
            ),
        ]
    );
    assert!(wrong.0.language.is_none() && wrong.0.code.is_none());
    let fine = "variables: [], code_language: javascript, code: x, outputs: {}";
    assert_eq!(reasons(&code(fine)), []);
    let strategy = code(&format!("{fine}, error_strategy: none"));
    let says = "Input should be 'fail-branch' or 'default-value'";
    assert_eq!(reasons(&strategy), [(Reason::InvalidField, "none", says)]);
}

#[test]
fn inputs_and_outputs_have_required_fields_too() {
    let fields = |variables: &str, outputs: &str| {
        format!("variables: {variables}, code_language: python3, code: x, outputs: {outputs}")
    };
    let found = code(&fields("[{}, {variable: 1, value_selector: a.b}, x]", "{}"));
    assert_eq!(
        reasons(&found),
        [
            (Reason::InvalidField, "{}", "Field required"),
            (Reason::InvalidField, "{}", "Field required"),
            (Reason::InvalidField, "1", "Input should be a valid string"),
            (
                Reason::InvalidField,
                "a.b",
                "'str' instances are not allowed as a Sequence value"
            ),
            (
                Reason::InvalidField,
                "x",
                "Input should be a valid dictionary or instance of VariableSelector"
            ),
        ]
    );
    let numbers = code(&fields(
        "[{variable: v, value_selector: [1711, text]}]",
        "{}",
    ));
    let says = "Input should be a valid string";
    assert_eq!(
        reasons(&numbers),
        [(Reason::InvalidField, "[1711, text]", says)]
    );
    let found = code(&fields(
        "[]",
        "{a: string, b: {}, c: , d: {type: x, children: {e: y}}}",
    ));
    let truth = code(&fields("[]", "{on: {type: string}, 'yes': {type: string}}"));
    assert_eq!(reasons(&truth), [(Reason::InvalidField, "on", says)]);
    let no_output = "Input should be a valid dictionary or instance of Output";
    assert_eq!(
        reasons(&found),
        [
            (Reason::InvalidField, "string", no_output),
            (Reason::InvalidField, "b", "Field required"),
            (Reason::InvalidField, "c", no_output),
            (Reason::InvalidField, "y", no_output),
        ]
    );
}

#[test]
fn upstream_follows_edges_and_containers() {
    let yaml = "workflow:\n  graph:\n    edges:\n    - {source: a, target: i}\n    \
                - {source: i, target: b}\n    - {source: istart, target: c}\n    \
                - {source: c, target: d}\n    nodes:\n    \
                - {id: a, data: {type: start}}\n    - {id: i, data: {type: iteration}}\n    \
                - {id: istart, parentId: i, type: custom-iteration-start, data: {type: iteration-start}}\n    \
                - {id: c, data: {type: code, isInIteration: true, iteration_id: i}}\n    \
                - {id: d, parentId: i, data: {type: code}}\n    - {id: b, data: {type: end}}\n";
    let flow = workflow(yaml);
    let at = |id: &str| flow.node_by_id(id).unwrap();
    let upstream = |node, of| flow.is_upstream(at(node), at(of));
    assert!(upstream("a", "d") && upstream("c", "d") && upstream("i", "d") && upstream("i", "b"));
    assert!(
        !upstream("d", "c") && !upstream("c", "b") && !upstream("b", "d") && !upstream("d", "d")
    );
    assert!(flow.is_inside(at("c"), at("i")) && !flow.is_inside(at("b"), at("i")));
}

#[test]
fn aliases_are_followed_but_not_into_a_flood() {
    let shared = file(&[
        "{id: a, data: &d {type: code, outputs: {x: &t {type: string}, y: *t}}}",
        "{id: b, data: *d}",
    ]);
    let flow = workflow(&shared);
    assert_eq!(flow.code_nodes.len(), 2);
    assert_eq!(
        flow.code_nodes[1].outputs[1].type_name.as_deref(),
        Some("string")
    );
    // Ten children of ten children of ten ...
    let mut outputs = "&o0 {a: {type: string}}".to_owned();
    let mut nodes = String::new();
    for level in 1..12 {
        nodes += &format!("      - {{id: n{level}, data: {{type: code, outputs: {outputs}}}}}\n");
        let child = format!("{{type: object, children: *o{}}}", level - 1);
        let children: Vec<_> = (0..10).map(|index| format!("k{index}: {child}")).collect();
        outputs = format!("&o{level} {{{}}}", children.join(", "));
    }
    let flood = format!("app: {{}}\nworkflow:\n  graph:\n    nodes:\n{nodes}");
    assert!(read(&Tree::parse(&flood, Format::Yaml)).is_empty());
}
