//! n8n exports of every shape, and how n8n resolves the parameters of nodes that carry code.

use text::{Format, Language, Tree};
use workflow::{CodeNode, Contract, EdgeKind, OnError, Platform, Reason, Workflow, read};

fn workflows(json: &str) -> Vec<Workflow> {
    read(&Tree::parse(json, Format::Json))
}

/// The only code node of a workflow with one node: `fields` beside its id and name.
fn code_node(fields: &str) -> (CodeNode, String) {
    let json =
        format!(r#"{{"nodes": [{{"id": "1", "name": "Node", {fields}}}], "connections": {{}}}}"#);
    let mut found = workflows(&json);
    assert_eq!(found[0].code_nodes.len(), 1, "{json}");
    (found[0].code_nodes.remove(0), json)
}

/// A Code node of version 2 with these parameters.
fn code(parameters: &str) -> (CodeNode, String) {
    versioned("2", parameters)
}

fn versioned(version: &str, parameters: &str) -> (CodeNode, String) {
    code_node(&format!(
        r#""type": "n8n-nodes-base.code", "typeVersion": {version}, "parameters": {parameters}"#
    ))
}

fn text(node: &CodeNode) -> Option<&str> {
    node.code.as_ref().map(|code| code.text())
}

/// The reasons, and what each points to.
fn reasons((node, json): &(CodeNode, String)) -> Vec<(Reason, &str)> {
    let reasons = node.unresolved.iter();
    reasons
        .map(|unresolved| (unresolved.reason, &json[unresolved.range.0]))
        .collect()
}

fn platform_message(node: &CodeNode) -> Option<&str> {
    node.unresolved[0].platform_message.as_deref()
}

const ONE: &str = r#"{"name": "Flow", "nodes": [{"id": "1", "name": "Code", "typeVersion": 2,
    "type": "n8n-nodes-base.code", "parameters": {"jsCode": "return []"}}], "connections": {}}"#;

#[test]
fn every_shape_of_file_is_read() {
    let shapes = [
        (ONE.to_owned(), 1),
        (format!("[{ONE}, {ONE}]"), 2),
        (format!(r#"{{"workflow": {ONE}}}"#), 1),
        (format!(r#"{{"data": {ONE}}}"#), 1),
        (format!(r#"{{"data": [{ONE}, {ONE}]}}"#), 2),
        (ONE.replace(r#""name": "Flow", "#, ""), 1),
        (ONE.replace(r#", "connections": {}"#, ""), 1),
        (
            ONE.replace(
                r#""name": "Flow", "#,
                &format!(r#""activeVersion": {ONE}, "#),
            ),
            1,
        ),
        (r#"{"nodes": [], "connections": {}}"#.to_owned(), 1),
    ];
    for (json, count) in shapes {
        let found = workflows(&json);
        assert_eq!(found.len(), count, "{json}");
        for workflow in &found {
            assert_eq!(workflow.platform, Platform::N8n);
            let code = workflow.code_nodes.iter().filter_map(text);
            assert_eq!(code.count(), workflow.nodes.len(), "{json}");
        }
    }
}

#[test]
fn other_json_is_no_workflow() {
    let others = [
        "",
        "[",
        "null",
        "5",
        "\"nodes\"",
        "[]",
        "{}",
        "[[[[]]]]",
        r#"{"nodes": 1, "connections": {}}"#,
        r#"{"nodes": [{"id": "a", "label": "b"}], "links": []}"#,
        r#"{"nodes": ["a"], "connections": {}}"#,
        r#"{"nodes": [{"type": "n8n-nodes-base.code"}]}"#,
        r#"{"name": "x", "dependencies": {}}"#,
    ];
    for json in others {
        assert!(workflows(json).is_empty(), "{json}");
    }
}

#[test]
fn n8n_in_yaml_is_read_without_fuss() {
    let found = read(&Tree::parse(ONE, Format::Yaml));
    assert_eq!(text(&found[0].code_nodes[0]), Some("return []"));
}

#[test]
fn a_damaged_file_gives_what_can_be_read() {
    for end in (0..ONE.len()).filter(|end| ONE.is_char_boundary(*end)) {
        workflows(&ONE[..end]);
        workflows(&ONE[end..]);
    }
    let whole_but_for_the_end = ONE.trim_end_matches('}');
    assert_eq!(workflows(whole_but_for_the_end)[0].code_nodes.len(), 1);
}

#[test]
fn sticky_notes_are_left_out() {
    let json = r#"{"nodes": [
        {"name": "Note", "type": "n8n-nodes-base.stickyNote", "parameters": {"content": "hi"}},
        {"name": "A", "type": "n8n-nodes-base.set", "parameters": {}}], "connections": {}}"#;
    let found = workflows(json);
    let names: Vec<_> = found[0]
        .nodes
        .iter()
        .map(|node| node.name.as_str())
        .collect();
    assert_eq!(names, ["A"]);
}

#[test]
fn absent_mode_and_language_have_defaults() {
    let (node, _) = code(r#"{"jsCode": "return []"}"#);
    assert_eq!(node.contract, Contract::N8nAllItems);
    assert_eq!(node.language, Some(Language::JavaScript));
    assert_eq!(text(&node), Some("return []"));
    assert!(node.unresolved.is_empty());
    let (node, _) = code(r#"{"mode": "runOnceForEachItem", "jsCode": "return $json"}"#);
    assert_eq!(node.contract, Contract::N8nEachItem);
    assert!(node.unresolved.is_empty());
}

#[test]
fn both_names_of_python_are_native_python() {
    for name in ["python", "pythonNative"] {
        let (node, _) = code(&format!(
            r#"{{"language": "{name}", "pythonCode": "return []"}}"#
        ));
        assert_eq!(node.language, Some(Language::Python));
        assert_eq!(text(&node), Some("return []"));
        assert!(node.unresolved.is_empty());
    }
}

// The rows of the table of reference n8n 2.1, in its order.

#[test]
fn row_no_parameters() {
    let found = code("{}");
    assert_eq!(
        reasons(&found),
        [(Reason::NoCode, r#""n8n-nodes-base.code""#)]
    );
    assert_eq!(platform_message(&found.0), Some("Unknown error"));
    let empty = code(r#"{"jsCode": ""}"#);
    assert_eq!(reasons(&empty), [(Reason::NoCode, r#""""#)]);
}

#[test]
fn row_python_code_without_a_language() {
    let found = code(r#"{"pythonCode": "return []"}"#);
    assert_eq!(reasons(&found), [(Reason::IgnoredCode, r#""pythonCode""#)]);
    assert_eq!(found.0.language, Some(Language::JavaScript));
    assert!(found.0.code.is_none() && found.0.unresolved[0].error);
}

#[test]
fn row_python_with_java_script_code() {
    let found = code(r#"{"language": "pythonNative", "jsCode": "return []"}"#);
    assert_eq!(reasons(&found), [(Reason::IgnoredCode, r#""jsCode""#)]);
    assert_eq!(found.0.language, Some(Language::Python));
    assert!(
        platform_message(&found.0)
            .unwrap()
            .contains("<all_items_task_execution>, line 4")
    );
}

#[test]
fn row_language_in_the_wrong_case() {
    let found = code(r#"{"language": "Python", "pythonCode": "return []"}"#);
    assert_eq!(reasons(&found), [(Reason::UnknownLanguage, r#""Python""#)]);
    assert_eq!(
        platform_message(&found.0),
        Some("Unsupported language: Python")
    );
    assert!(found.0.unresolved[0].help.contains("`pythonNative`"));
    assert!(found.0.code.is_none() && found.0.language.is_none());
    let found = code(r#"{"language": "javascript", "jsCode": "return []"}"#);
    assert_eq!(
        reasons(&found),
        [(Reason::UnknownLanguage, r#""javascript""#)]
    );
    assert!(found.0.unresolved[0].help.contains("`javaScript`"));
}

#[test]
fn row_unknown_mode() {
    let found = code(r#"{"mode": "runOnce", "jsCode": "return []"}"#);
    assert_eq!(reasons(&found), [(Reason::UnknownMode, r#""runOnce""#)]);
    assert_eq!(found.0.contract, Contract::N8nEachItem);
    assert!(found.0.code.is_none());
}

#[test]
fn row_function_code_in_a_code_node() {
    let found = code(r#"{"functionCode": "return items"}"#);
    assert_eq!(
        reasons(&found),
        [(Reason::IgnoredCode, r#""functionCode""#)]
    );
    assert_eq!(platform_message(&found.0), Some("Unknown error"));
}

#[test]
fn row_language_null() {
    let found = code(r#"{"language": null, "jsCode": "return []"}"#);
    assert_eq!(reasons(&found), [(Reason::UnknownLanguage, "null")]);
    assert_eq!(
        platform_message(&found.0),
        Some("Unsupported language: null")
    );
    assert!(found.0.code.is_none());
}

#[test]
fn row_unknown_version() {
    for version in ["2.1", "3", "\"2\""] {
        let found = versioned(version, r#"{"jsCode": "return []"}"#);
        assert_eq!(reasons(&found), [(Reason::UnknownVersion, version)]);
        assert!(found.0.code.is_none());
    }
    let missing =
        code_node(r#""type": "n8n-nodes-base.code", "parameters": {"jsCode": "return []"}"#);
    assert_eq!(
        reasons(&missing),
        [(Reason::UnknownVersion, r#""n8n-nodes-base.code""#)]
    );
}

#[test]
fn row_version_1_ignores_the_language() {
    let found = versioned("1", r#"{"language": "python", "jsCode": "return []"}"#);
    assert_eq!(reasons(&found), [(Reason::IgnoredLanguage, r#""python""#)]);
    assert_eq!(text(&found.0), Some("return []"));
    assert!(!found.0.unresolved[0].error);
    let found = versioned("1", r#"{"language": "python", "pythonCode": "return []"}"#);
    assert_eq!(reasons(&found), [(Reason::IgnoredCode, r#""pythonCode""#)]);
    let fine = versioned("1", r#"{"jsCode": "return []"}"#);
    assert_eq!(reasons(&fine), []);
}

#[test]
fn row_leading_equals() {
    let found = code(r#"{"jsCode": "=return []"}"#);
    assert_eq!(
        reasons(&found),
        [(Reason::LeadingEquals, r#""=return []""#)]
    );
    assert!(!found.0.unresolved[0].error && found.0.code.is_none());
}

#[test]
fn choices_lose_their_equals_too() {
    let (node, _) = code(r#"{"mode": "=runOnceForEachItem", "jsCode": "return $json"}"#);
    assert_eq!(node.contract, Contract::N8nEachItem);
    assert!(node.unresolved.is_empty());
}

#[test]
fn stale_code_of_the_other_language_is_harmless() {
    let found = code(r#"{"jsCode": "return []", "pythonCode": "return []"}"#);
    assert_eq!(reasons(&found), []);
}

#[test]
fn legacy_nodes_carry_function_code() {
    let kinds = [
        ("function", Contract::N8nFunction),
        ("functionItem", Contract::N8nFunctionItem),
    ];
    for (kind, contract) in kinds {
        let of = |parameters: &str| {
            code_node(&format!(
                r#""type": "n8n-nodes-base.{kind}", "typeVersion": 1, "parameters": {parameters}"#
            ))
        };
        let (node, _) = of(r#"{"functionCode": "return items"}"#);
        assert_eq!(
            (node.contract, text(&node)),
            (contract, Some("return items"))
        );
        assert_eq!(node.language, Some(Language::JavaScript));
        // Its default is a whole function.
        assert_eq!(reasons(&of("{}")), []);
        let moved = of(r#"{"jsCode": "return items"}"#);
        assert_eq!(reasons(&moved), [(Reason::IgnoredCode, r#""jsCode""#)]);
    }
}

#[test]
fn a_code_tool_chooses_its_language_by_names_of_its_own() {
    let of = |parameters: &str| {
        code_node(&format!(
            r#""type": "@n8n/n8n-nodes-langchain.toolCode", "typeVersion": 1.3,
               "parameters": {parameters}"#
        ))
    };
    let (node, _) = of(r#"{"jsCode": "return query"}"#);
    assert_eq!(
        (node.contract, text(&node)),
        (Contract::N8nTool, Some("return query"))
    );
    let (node, _) = of(r#"{"language": "python", "pythonCode": "return _query"}"#);
    assert_eq!(
        (node.language, text(&node)),
        (Some(Language::Python), Some("return _query"))
    );
    // Its default runs.
    assert_eq!(reasons(&of("{}")), []);
    let unknown = of(r#"{"language": "pythonNative", "pythonCode": "return _query"}"#);
    assert_eq!(
        reasons(&unknown),
        [(Reason::UnknownLanguage, r#""pythonNative""#)]
    );
    assert_eq!(platform_message(&unknown.0), None);
    let ignored = of(r#"{"pythonCode": "return _query"}"#);
    assert_eq!(
        reasons(&ignored),
        [(Reason::IgnoredCode, r#""pythonCode""#)]
    );
}

#[test]
fn lang_chain_code_may_carry_two() {
    let json = r#"{"nodes": [{"name": "LC", "type": "@n8n/n8n-nodes-langchain.code", "typeVersion": 1,
        "parameters": {"code": {"execute": {"code": "return []"}, "supplyData": {"code": "return {}"}}}}],
        "connections": {}}"#;
    let found = workflows(json);
    let code: Vec<_> = found[0]
        .code_nodes
        .iter()
        .map(|code| (code.contract, text(code), code.node))
        .collect();
    assert_eq!(
        code,
        [
            (Contract::N8nLangChainExecute, Some("return []"), 0),
            (Contract::N8nLangChainSupply, Some("return {}"), 0)
        ]
    );
}

#[test]
fn ai_transform_needs_generated_code() {
    let of = |parameters: &str| {
        code_node(&format!(
            r#""type": "n8n-nodes-base.aiTransform", "typeVersion": 1, "parameters": {parameters}"#
        ))
    };
    let (node, _) = of(r#"{"jsCode": "return items", "instructions": "do"}"#);
    assert_eq!(
        (node.contract, text(&node)),
        (Contract::N8nAllItems, Some("return items"))
    );
    let none = of(r#"{"instructions": "do"}"#);
    assert_eq!(
        platform_message(&none.0),
        Some("Missing code for data transformation")
    );
    assert_eq!(
        platform_message(&of("{}").0),
        Some("Missing instructions to generate code")
    );
}

#[test]
fn only_sorting_by_code_carries_code() {
    let of = |kind: &str, parameters: &str| {
        let json = format!(
            r#"{{"nodes": [{{"name": "S", "type": "n8n-nodes-base.{kind}", "typeVersion": 1,
                "parameters": {parameters}}}], "connections": {{}}}}"#
        );
        let mut found = workflows(&json);
        found.remove(0).code_nodes.pop()
    };
    let sort = of("sort", r#"{"type": "code", "code": "return 0"}"#).unwrap();
    assert_eq!(
        (sort.contract, text(&sort)),
        (Contract::N8nSort, Some("return 0"))
    );
    assert!(of("sort", r#"{"type": "simple", "code": "return 0"}"#).is_none());
    let lists = of(
        "itemLists",
        r#"{"operation": "sort", "type": "code", "code": "return 0"}"#,
    );
    assert_eq!(lists.unwrap().contract, Contract::N8nSort);
    assert!(of("itemLists", r#"{"operation": "limit", "type": "code"}"#).is_none());
    let expression = of("sort", r#"{"type": "code", "code": "={{ $json.code }}"}"#).unwrap();
    assert!(expression.code.is_none() && expression.unresolved.is_empty());
}

const FLOW: &str = r#"{"nodes": [
    {"name": "Start", "type": "n8n-nodes-base.manualTrigger", "parameters": {}},
    {"name": "Fetch", "type": "n8n-nodes-base.httpRequest", "parameters": {},
     "onError": "continueErrorOutput", "retryOnFail": true, "maxTries": 5},
    {"name": "Code", "type": "n8n-nodes-base.code", "typeVersion": 2, "disabled": true,
     "continueOnFail": true, "alwaysOutputData": true, "executeOnce": true,
     "parameters": {"jsCode": "return []"}},
    {"name": "Agent", "type": "@n8n/n8n-nodes-langchain.agent", "parameters": {}},
    {"name": "Tool", "type": "@n8n/n8n-nodes-langchain.toolCode", "typeVersion": 1.3,
     "parameters": {"jsCode": "return ''"}}],
  "connections": {
    "Start": {"main": [[{"node": "Fetch", "type": "main", "index": 0}]]},
    "Fetch": {"main": [null, [{"node": "Code", "type": "main", "index": 1}]]},
    "Code": {"main": [[{"node": "Agent", "type": "main", "index": 0}, {"node": "Gone"}], []]},
    "Tool": {"ai_tool": [[{"node": "Agent", "type": "ai_tool", "index": 0}]]},
    "Nobody": {"main": [[{"node": "Code"}]]}},
  "pinData": {"Start": [{"json": {"a": 1}}, {"b": 2}], "Fetch": []},
  "settings": {"binaryMode": "combined", "timezone": "Europe/Berlin", "executionOrder": "v1"}}"#;

#[test]
fn connections_become_edges() {
    let flow = &workflows(FLOW)[0];
    let edges: Vec<_> = flow
        .edges
        .iter()
        .map(|edge| (edge.source, edge.target, edge.kind, edge.output, edge.input))
        .collect();
    assert_eq!(
        edges,
        [
            (0, 1, EdgeKind::Main, 0, 0),
            (1, 2, EdgeKind::Main, 1, 1),
            (2, 3, EdgeKind::Main, 0, 0),
            (4, 3, EdgeKind::SubNode, 0, 0),
        ]
    );
    assert!(flow.is_upstream(0, 2) && !flow.is_upstream(2, 0) && !flow.is_upstream(2, 2));
    // A tool reaches what its agent reaches.
    assert!(flow.is_upstream(1, 4) && !flow.is_upstream(3, 4));
    assert_eq!(flow.feeders(3).collect::<Vec<_>>(), [2]);
}

#[test]
fn node_settings_and_pinned_items_are_read() {
    let flow = &workflows(FLOW)[0];
    let [start, fetch, code, ..] = flow.nodes.as_slice() else {
        panic!()
    };
    assert_eq!((fetch.on_error, fetch.retries), (OnError::ErrorBranch, 4));
    assert_eq!((code.on_error, code.retries), (OnError::Continue, 0));
    assert!(code.disabled && code.always_output_data && code.execute_once && !fetch.disabled);
    assert!(fetch.pinned.is_none());
    let pinned = start.pinned.unwrap();
    assert_eq!(pinned.len, 2);
    let items = pinned.items(FLOW).unwrap();
    assert_eq!(items[0]["json"]["a"], 1);
    assert_eq!(items[1]["json"]["b"], 2);
    assert_eq!(pinned.first_items(FLOW, 1).unwrap(), items[..1]);
    assert_eq!(pinned.first_items(FLOW, 9).unwrap(), items);
    assert!(pinned.items("another text").is_none());
    assert!(pinned.first_items("another text", 9).is_none());
    assert!(flow.settings.combined_binary);
    assert_eq!(flow.settings.timezone.as_deref(), Some("Europe/Berlin"));
    assert_eq!(flow.settings.execution_order.as_deref(), Some("v1"));
}

#[test]
fn of_two_nodes_of_one_name_the_last_counts() {
    let json = r#"{"nodes": [
        {"name": "A", "type": "x.a", "parameters": {}}, {"name": "A", "type": "x.b", "parameters": {}},
        {"name": "B", "type": "x.c", "parameters": {}}],
        "connections": {"A": {"main": [[{"node": "B"}]]}}}"#;
    let flow = &workflows(json)[0];
    assert_eq!(flow.duplicates(), [1]);
    assert_eq!(flow.node_by_name("A"), Some(1));
    assert_eq!((flow.edges[0].source, flow.edges[0].target), (1, 2));
}
