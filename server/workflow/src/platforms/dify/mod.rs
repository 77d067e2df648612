//! Dify DSL exports (reference dify 1).

mod code;
mod fields;
mod outputs;
mod selectors;
mod surely;

use rustc_hash::FxHashMap;
use text::{Format, InFile, Kind, Node as Value, Problem, TextRange, Tree};

use super::value::{array, flag, items, name, notes, object, text};
use crate::{
    DefaultValue, Edge, EdgeKind, Node, OnError, Platform, Scope, Settings, Variable, Workflow,
};

/// The workflow of a file; `None` when it is no Dify DSL. An app without a graph (chat, agent,
/// completion) is a workflow without nodes.
pub(super) fn read(root: Value) -> Option<Workflow> {
    let block = root.get("workflow").and_then(object);
    let graph = block.unwrap_or(root).get("graph").and_then(object);
    let is_graph = graph
        .and_then(|graph| graph.get("nodes"))
        .is_some_and(holds_nodes);
    match is_graph || is_app(root) {
        true => Some(workflow(root, block.unwrap_or(root), graph)),
        false => answer_of_the_api(root),
    }
}

/// `{"data": "<the whole YAML>"}`, as Dify's API answers: code would be text within text within the
/// file. Dify does not import such a file, so it is recognised and not read further.
fn answer_of_the_api(root: Value) -> Option<Workflow> {
    let data = root.get("data")?;
    let yaml = data.string().filter(|yaml| yaml.contains("workflow:"))?;
    let tree = Tree::parse(&yaml, Format::Yaml);
    let inner = read(tree.root()?)?;
    let problem = Problem {
        range: data.range(),
        message: "the workflow is wrapped as text under `data`, as Dify's API answers, and Dify \
                  does not import it so: save that text as a file of its own"
            .into(),
        fatal: true,
    };
    Some(Workflow {
        range: root.range(),
        nodes: Vec::new(),
        edges: Vec::new(),
        code_nodes: Vec::new(),
        variables: Vec::new(),
        problems: vec![problem],
        ..inner
    })
}

/// Dify's nodes carry everything of their own under `data`.
fn holds_nodes(nodes: Value) -> bool {
    array(nodes).is_some() && nodes.items().take(4).any(|node| node.get("data").is_some())
}

fn is_app(root: Value) -> bool {
    let kind = text(root, "kind");
    let has = |key: &str| root.get(key).and_then(object).is_some();
    (has("app") && (kind.as_deref() == Some("app") || has("model_config") || has("workflow")))
        || (has("rag_pipeline") && kind.as_deref() == Some("rag_pipeline"))
}

fn workflow(root: Value, block: Value, graph: Option<Value>) -> Workflow {
    let about = root.get("app").or_else(|| root.get("rag_pipeline"));
    let mut workflow = Workflow {
        platform: Platform::Dify,
        name: about.and_then(|about| text(about, "name")),
        kind: text(root, "kind"),
        version: text(root, "version"),
        range: root.range(),
        nodes: Vec::new(),
        edges: Vec::new(),
        code_nodes: Vec::new(),
        variables: variables(block),
        settings: Settings::default(),
        problems: problems(root),
    };
    let mut data = Vec::new();
    for value in graph.into_iter().flat_map(|graph| items(graph, "nodes")) {
        if let Some(node) = node(value) {
            workflow.nodes.push(node);
            data.push(value.get("data").unwrap_or(value));
        }
    }
    workflow.edges = graph
        .map(|graph| edges(graph, &workflow.nodes))
        .unwrap_or_default();
    workflow.code_nodes = code::read(&workflow, &data);
    workflow
}

/// A node; `None` for a note on the canvas (reference dify 1.2).
fn node(value: Value) -> Option<Node> {
    let data = value.get("data").unwrap_or(value);
    let outer = text(value, "type").unwrap_or_default();
    let kind = text(data, "type").unwrap_or_else(|| outer.clone());
    if object(value).is_none() || kind.is_empty() || outer == "custom-note" {
        return None;
    }
    let mut node = Node::new(kind, value.range());
    let id = value.get("id");
    node.id = id.and_then(name).unwrap_or_default();
    let title = data.get("title").filter(|title| name(*title).is_some());
    node.name = title.and_then(name).unwrap_or_else(|| node.id.clone());
    node.name_range = title.or(id).unwrap_or(value).range();
    let parents = [
        data.get("iteration_id"),
        data.get("loop_id"),
        value.get("parentId"),
    ];
    let mut parents = parents.into_iter().flatten().filter_map(name);
    node.parent = parents.find(|parent| !parent.is_empty());
    node.on_error = on_error(data);
    node.retries = retries(data);
    node.default_values = items(data, "default_value")
        .filter_map(default_value)
        .collect();
    node.notes = notes(data, "desc");
    (node.outputs, node.open_outputs) = outputs::read(&node, data);
    Some(node)
}

fn on_error(data: Value) -> OnError {
    match text(data, "error_strategy").as_deref() {
        Some("fail-branch") => OnError::ErrorBranch,
        Some("default-value") => OnError::DefaultValue,
        _ => OnError::Stop,
    }
}

fn retries(data: Value) -> u32 {
    let Some(config) = data
        .get("retry_config")
        .filter(|config| flag(*config, "retry_enabled"))
    else {
        return 0;
    };
    config
        .get("max_retries")
        .and_then(Value::number)
        .unwrap_or(0.0) as u32
}

fn default_value(entry: Value) -> Option<DefaultValue> {
    let value = entry.get("value");
    let written = entry.get("type");
    Some(DefaultValue {
        key: entry.get("key").and_then(name)?,
        range: entry.range(),
        type_name: written.and_then(name),
        type_range: written.map(Value::range),
        kind: value.map_or(Kind::Null, Value::kind),
        text: value.and_then(Value::string).map(|text| text.into_owned()),
        elements: value
            .into_iter()
            .flat_map(Value::items)
            .map(Value::kind)
            .collect(),
        value_range: value.map_or(entry.range(), Value::range),
    })
}

fn edges(graph: Value, nodes: &[Node]) -> Vec<Edge> {
    let by_id: FxHashMap<&str, usize> = nodes
        .iter()
        .enumerate()
        .map(|(index, node)| (node.id.as_str(), index))
        .collect();
    let end = |edge: Value, key: &str| by_id.get(edge.get(key).and_then(name)?.as_str()).copied();
    let edge = |value: Value| {
        let kind = match text(value, "sourceHandle").as_deref() {
            Some("fail-branch") => EdgeKind::Failure,
            _ => EdgeKind::Main,
        };
        let (source, target) = (end(value, "source")?, end(value, "target")?);
        Some(Edge {
            source,
            target,
            kind,
            output: 0,
            input: 0,
        })
    };
    items(graph, "edges").filter_map(edge).collect()
}

/// The variables declared beside the graph (reference dify 1.6).
fn variables(block: Value) -> Vec<Variable> {
    let environment = items(block, "environment_variables")
        .filter_map(|value| variable(value, "name", "value_type", Scope::Environment));
    let conversation = items(block, "conversation_variables")
        .filter_map(|value| variable(value, "name", "value_type", Scope::Conversation));
    let pipeline = items(block, "rag_pipeline_variables").filter_map(|value| {
        let scope = Scope::Pipeline(value.get("belong_to_node_id").and_then(name)?);
        variable(value, "variable", "type", scope)
    });
    environment.chain(conversation).chain(pipeline).collect()
}

fn variable(value: Value, name_key: &str, type_key: &str, scope: Scope) -> Option<Variable> {
    let written = value.get(name_key)?;
    let type_name = text(value, type_key);
    let type_name = match scope {
        Scope::Pipeline(_) => type_name
            .and_then(|field| outputs::form_type(&field))
            .map(Into::into),
        _ => type_name.map(|name| {
            if name == "secret" {
                "string".into()
            } else {
                name
            }
        }),
    };
    Some(Variable {
        scope,
        name: name(written)?,
        range: written.range(),
        type_name,
        secret: text(value, type_key).as_deref() == Some("secret"),
    })
}

/// What Dify's importer refuses (reference dify 1.1).
fn problems(root: Value) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut refuse = |range: InFile<TextRange>, message: &str| {
        problems.push(Problem {
            range,
            message: message.into(),
            fatal: true,
        });
    };
    if let Some(version) = root
        .get("version")
        .filter(|version| version.string().is_none())
    {
        refuse(
            version.range(),
            "`version` is not text, and Dify refuses the file: put it in quotes",
        );
    }
    if let Some(kind) = root.entry("kind").filter(|_| root.get("app").is_none())
        && kind.value.string().as_deref() == Some("app")
    {
        refuse(
            kind.key_range,
            "the file has no `app`, and Dify refuses it: Missing app data in YAML content",
        );
    }
    problems
}
