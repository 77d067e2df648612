//! Dify DSL files of every shape, and what selectors resolve to (reference dify 1).

use text::{Format, Language, Tree};
use workflow::{
    CodeNode, Contract, EdgeKind, Input, OnError, Platform, Reason, Resolution, Scope, Workflow,
    read,
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

/// The input of a code node that selects `selector`, beside `nodes`.
fn input(nodes: &[&str], selector: &str) -> Input {
    input_with("id: c", nodes, selector)
}

fn input_with(head: &str, nodes: &[&str], selector: &str) -> Input {
    let asker = format!(
        "{{{head}, data: {{type: code, variables: [{{variable: v, value_selector: {selector}}}]}}}}"
    );
    let nodes: Vec<_> = nodes.iter().copied().chain([asker.as_str()]).collect();
    with_nodes(&nodes)
        .code_nodes
        .pop()
        .unwrap()
        .inputs
        .remove(0)
}

#[track_caller]
fn resolves(node: &str, selector: &str, type_name: &str) {
    let input = input(&[node], selector);
    assert_eq!(input.source, Resolution::Known { node: 0 }, "{selector}");
    assert_eq!(input.type_name.as_deref(), Some(type_name), "{selector}");
}

#[track_caller]
fn misses(node: &str, selector: &str) {
    let input = input(&[node], selector);
    assert_eq!(
        input.source,
        Resolution::UnknownKey { node: 0 },
        "{selector}"
    );
    assert!(input.type_name.is_none() && input.nullable && input.source.always_null());
}

// The rows of the table of reference dify 1.7, in its order.

#[test]
fn row_start() {
    let fields = [
        ("text-input", "string"),
        ("paragraph", "string"),
        ("select", "string"),
        ("external_data_tool", "string"),
        ("number", "number"),
        ("checkbox", "boolean"),
        ("file", "file"),
        ("file-list", "array[file]"),
        ("json_object", "object"),
    ];
    for (field, type_name) in fields {
        let start = format!(
            "{{id: s, data: {{type: start, variables: [{{variable: v, type: {field}}}]}}}}"
        );
        resolves(&start, "[s, v]", type_name);
        misses(&start, "[s, w]");
    }
}

#[test]
fn an_optional_start_variable_may_be_null() {
    let nullable = |fields: &str| {
        let start =
            format!("{{id: s, data: {{type: start, variables: [{{variable: v, {fields}}}]}}}}");
        input(&[&start], "[s, v]").nullable
    };
    assert!(nullable("type: text-input, required: false"));
    assert!(nullable("type: text-input"));
    assert!(nullable("type: number, default: ''"));
    assert!(!nullable("type: text-input, default: x"));
    assert!(!nullable("type: text-input, required: true"));
}

#[test]
fn row_code() {
    let node = "{id: n, data: {type: code, outputs: {a: {type: 'array[object]'}, \
                b: {type: object, children: {c: {type: string}}}}}}";
    resolves(node, "[n, a]", "array[object]");
    resolves(node, "[n, b]", "object");
    resolves(node, "[n, b, c]", "string");
    misses(node, "[n, b, d]");
    misses(node, "[n, result]");
    // Arrays cannot be entered.
    misses(node, "[n, a, '0']");
}

#[test]
fn rows_of_fixed_outputs() {
    let rows = [
        ("template-transform", "output", "string"),
        ("llm", "text", "string"),
        ("llm", "reasoning_content", "string"),
        ("llm", "usage", "object"),
        ("llm", "finish_reason", "string"),
        ("llm", "files", "array[file]"),
        ("http-request", "body", "string"),
        ("http-request", "status_code", "number"),
        ("http-request", "headers", "object"),
        ("http-request", "files", "array[file]"),
        ("knowledge-retrieval", "result", "array[object]"),
        ("question-classifier", "class_name", "string"),
        ("question-classifier", "class_label", "string"),
        ("question-classifier", "class_id", "string"),
        ("question-classifier", "usage", "object"),
        ("if-else", "result", "boolean"),
        ("tool", "text", "string"),
        ("tool", "files", "array[file]"),
        ("tool", "json", "array[object]"),
        ("agent", "text", "string"),
        ("agent", "usage", "object"),
        ("iteration", "output", "array[string]"),
        ("loop", "loop_round", "number"),
        ("parameter-extractor", "__is_success", "number"),
        ("parameter-extractor", "__reason", "string"),
        ("parameter-extractor", "__usage", "object"),
        ("document-extractor", "text", "string"),
        ("human-input", "__action_id", "string"),
        ("human-input", "__action_value", "string"),
        ("human-input", "__rendered_content", "string"),
        ("answer", "answer", "string"),
        ("trigger-webhook", "_webhook_raw", "object"),
        ("datasource", "datasource_type", "string"),
        ("datasource", "file", "file"),
    ];
    for (kind, key, type_name) in rows {
        let node = format!("{{id: n, data: {{type: {kind}}}}}");
        resolves(&node, &format!("[n, {key}]"), type_name);
    }
}

#[test]
fn closed_kinds_hand_on_nothing_else() {
    let closed = [
        "start",
        "code",
        "template-transform",
        "llm",
        "http-request",
        "knowledge-retrieval",
        "question-classifier",
        "if-else",
        "iteration",
        "loop",
        "parameter-extractor",
        "variable-aggregator",
        "assigner",
        "document-extractor",
        "list-operator",
        "answer",
        "trigger-schedule",
        "trigger-webhook",
    ];
    for kind in closed {
        misses(
            &format!("{{id: n, data: {{type: {kind}}}}}"),
            "[n, nonsense]",
        );
    }
    for kind in [
        "tool",
        "agent",
        "datasource",
        "trigger-plugin",
        "end",
        "a-new-kind",
    ] {
        let node = format!("{{id: n, data: {{type: {kind}}}}}");
        assert_eq!(
            input(&[&node], "[n, x]").source,
            Resolution::Dynamic { node: 0 },
            "{kind}"
        );
    }
}

#[test]
fn row_structured_output() {
    let llm = "{id: n, data: {type: llm, structured_output_enabled: true, structured_output: {schema: \
               {type: object, properties: {tags: {type: array, items: {type: string}}, \
               deep: {type: object, properties: {n: {type: integer}}}}}}}}";
    resolves(llm, "[n, structured_output]", "object");
    resolves(llm, "[n, structured_output, tags]", "array[string]");
    resolves(llm, "[n, structured_output, deep, n]", "number");
    // The model may answer with more than it was asked for.
    let other = input(&[llm], "[n, structured_output, other]");
    assert_eq!(
        (other.source, other.type_name),
        (Resolution::Known { node: 0 }, None)
    );
    misses("{id: n, data: {type: llm}}", "[n, structured_output]");
}

#[test]
fn row_iteration() {
    let nodes = [
        "{id: n, data: {type: code, outputs: {list: {type: 'array[object]'}}}}",
        "{id: i, data: {type: iteration, iterator_selector: [n, list], output_type: 'array[number]'}}",
    ];
    let inside = |selector: &str| {
        let input = input_with("id: c, parentId: i", &nodes, selector);
        (input.source, input.type_name)
    };
    let known = Resolution::Known { node: 1 };
    assert_eq!(inside("[i, item]"), (known, Some("object".into())));
    assert_eq!(inside("[i, index]"), (known, Some("number".into())));
    let outside = input(&nodes, "[i, output]");
    assert_eq!(outside.type_name.as_deref(), Some("array[number]"));
    assert_eq!(
        input(&nodes, "[i, item]").source,
        Resolution::UnknownKey { node: 1 }
    );
}

#[test]
fn iterators_in_a_circle_end() {
    let nodes = ["{id: i, parentId: i, data: {type: iteration, iterator_selector: [i, item]}}"];
    let input = input_with("id: c, parentId: i", &nodes, "[i, item]");
    assert_eq!(
        (input.source, input.type_name),
        (Resolution::Known { node: 0 }, None)
    );
}

#[test]
fn row_loop() {
    let node = "{id: l, data: {type: loop, loop_variables: [{label: total, var_type: number}]}}";
    resolves(node, "[l, total]", "number");
    let inside = input_with("id: c, parentId: l", &[node], "[l, total]");
    assert_eq!(inside.type_name.as_deref(), Some("number"));
}

#[test]
fn row_parameter_extractor() {
    let node = "{id: n, data: {type: parameter-extractor, parameters: [{name: a, type: bool}, \
                {name: b, type: select}, {name: c, type: 'array[number]'}]}}";
    resolves(node, "[n, a]", "boolean");
    resolves(node, "[n, b]", "string");
    resolves(node, "[n, c]", "array[number]");
    assert!(input(&[node], "[n, __reason]").nullable);
}

#[test]
fn row_variable_aggregator() {
    for kind in ["variable-aggregator", "variable-assigner"] {
        let plain = format!("{{id: n, data: {{type: {kind}, output_type: number}}}}");
        resolves(&plain, "[n, output]", "number");
        let grouped = format!(
            "{{id: n, data: {{type: {kind}, output_type: any, advanced_settings: {{group_enabled: true, \
             groups: [{{group_name: G1, output_type: string}}, {{group_name: G2, output_type: object}}]}}}}}}"
        );
        resolves(&grouped, "[n, G1]", "object");
        resolves(&grouped, "[n, G1, output]", "string");
        resolves(&grouped, "[n, G2, output]", "object");
        misses(&grouped, "[n, output]");
    }
}

#[test]
fn rows_of_documents_and_lists() {
    let node = "{id: n, data: {type: document-extractor, is_array_file: true}}";
    resolves(node, "[n, text]", "array[string]");
    let node = "{id: n, data: {type: list-operator, var_type: 'array[file]', item_var_type: file}}";
    resolves(node, "[n, result]", "array[file]");
    resolves(node, "[n, first_record]", "file");
    resolves(node, "[n, last_record, url]", "string");
    assert!(input(&[node], "[n, first_record]").nullable);
}

#[test]
fn rows_of_forms_and_hooks() {
    let node = "{id: n, data: {type: human-input, inputs: [{output_variable_name: a, type: paragraph}, \
                {output_variable_name: b, type: file-list}]}}";
    resolves(node, "[n, a]", "string");
    resolves(node, "[n, b]", "array[file]");
    let node = "{id: n, data: {type: trigger-webhook, headers: [{name: X-Id}], \
                params: [{name: page, type: number}], body: [{name: rows, type: 'array[object]'}]}}";
    resolves(node, "[n, X_Id]", "string");
    resolves(node, "[n, page]", "number");
    resolves(node, "[n, rows]", "array[object]");
}

#[test]
fn row_error_strategy() {
    for kind in ["code", "http-request", "llm"] {
        let node = format!("{{id: n, data: {{type: {kind}, error_strategy: fail-branch}}}}");
        resolves(&node, "[n, error_message]", "string");
        resolves(&node, "[n, error_type]", "string");
        assert!(input(&[&node], "[n, error_type]").nullable);
        misses(
            &format!("{{id: n, data: {{type: {kind}}}}}"),
            "[n, error_message]",
        );
    }
}

#[test]
fn row_file_attributes() {
    let start = "{id: s, data: {type: start, variables: [{variable: f, type: file}]}}";
    resolves(start, "[s, f, size]", "number");
    for attribute in [
        "name",
        "type",
        "extension",
        "mime_type",
        "transfer_method",
        "url",
        "related_id",
    ] {
        resolves(start, &format!("[s, f, {attribute}]"), "string");
    }
    misses(start, "[s, f, filename]");
}

#[test]
fn row_object_keys() {
    let node = "{id: n, data: {type: http-request}}";
    let header = input(&[node], "[n, headers, date]");
    assert_eq!(
        (header.source, header.type_name),
        (Resolution::Known { node: 0 }, None)
    );
    misses(node, "[n, body, id]");
}

#[test]
fn selectors_that_point_nowhere_say_so() {
    let source = |selector: &str| input(&["{id: n, data: {type: llm}}"], selector).source;
    assert_eq!(source("[gone, text]"), Resolution::UnknownNode);
    assert_eq!(source("[n]"), Resolution::Incomplete);
    assert_eq!(source("[]"), Resolution::Incomplete);
    assert_eq!(source("n.text"), Resolution::Incomplete);
    assert_eq!(source("null"), Resolution::Incomplete);
    assert_eq!(source("[env, GONE]"), Resolution::Undeclared);
    assert_eq!(source("[conversation, gone]"), Resolution::Undeclared);
}

#[test]
fn the_platforms_own_variables_have_types() {
    let rows = [
        ("query", Some("string")),
        ("files", Some("array[file]")),
        ("dialogue_count", Some("number")),
        ("user_id", Some("string")),
        ("timestamp", Some("number")),
        ("datasource_info", Some("object")),
        ("something_new", None),
    ];
    for (key, type_name) in rows {
        let input = input(&[], &format!("[sys, {key}]"));
        assert_eq!(
            (input.source, input.type_name.as_deref()),
            (Resolution::Platform, type_name)
        );
    }
}

#[test]
fn declared_variables_are_resolved() {
    let yaml = SMALL.replace("['1', q]", "[env, KEY]");
    let input = &workflow(&yaml).code_nodes[0].inputs[0];
    assert_eq!(
        (input.source, input.type_name.as_deref()),
        (Resolution::Declared, Some("string"))
    );
    let yaml = SMALL.replace("['1', q]", "[conversation, memory]");
    let input = &workflow(&yaml).code_nodes[0].inputs[0];
    assert_eq!(input.type_name.as_deref(), Some("array[string]"));
}

#[test]
fn variables_of_pipelines_are_resolved() {
    let yaml = "kind: rag_pipeline\nrag_pipeline: {name: x}\nworkflow:\n  rag_pipeline_variables:\n  \
                - {variable: size, type: number, belong_to_node_id: shared}\n  graph:\n    nodes:\n    \
                - {id: c, data: {type: code, variables: [\
                {variable: a, value_selector: [rag, shared, size]}, \
                {variable: b, value_selector: [rag, shared, gone]}]}}\n";
    let flow = workflow(yaml);
    let [a, b] = flow.code_nodes[0].inputs.as_slice() else {
        panic!()
    };
    assert_eq!(
        (a.source, a.type_name.as_deref()),
        (Resolution::Declared, Some("number"))
    );
    assert_eq!(
        (b.source, b.type_name.as_deref()),
        (Resolution::Platform, None)
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
fn nodes_that_share_an_id_resolve_to_nothing_certain() {
    let nodes = ["{id: n, data: {type: llm}}", "{id: n, data: {type: end}}"];
    assert_eq!(
        input(&nodes, "[n, text]").source,
        Resolution::Dynamic { node: 1 }
    );
    assert_eq!(with_nodes(&nodes).duplicates(), [1]);
}

#[test]
fn names_left_unquoted_are_names_still() {
    let nodes = ["{id: 1711, data: {type: llm, title: 5}}"];
    let input = input(&nodes, "[1711, text]");
    assert_eq!(input.source, Resolution::Known { node: 0 });
    assert_eq!(with_nodes(&nodes).nodes[0].name, "5");
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
