//! What a selector of an input resolves to (reference dify 1.7).

use workflow::{Input, Resolution};

use crate::{SMALL, with_nodes, workflow};

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
