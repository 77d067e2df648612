//! What a node is run with: what the user gives, else pinned data of the node before it, else samples of the declared
//! types. Values of secrets are never read.

use std::collections::BTreeMap;
use std::fmt;

use runner::Item;
use serde::Serialize;
use serde_json::{Map, Value as Json, json};
use workflow::{CodeNode, Contract, EdgeKind, Workflow};

use crate::plan;

/// Where the user's input comes from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Given<'a> {
    /// There is none.
    Nothing,
    /// It was given for this run. Dify: an object of the inputs. n8n: an array of items, or an object with `items`, `nodes`,
    /// `vars`, `query`.
    Input(&'a Json),
    /// It was saved with the workflow's tests; of the same form.
    Saved(&'a Json),
    /// n8n: the data pinned to the node of this name.
    Pinned(&'a str),
    /// Samples of the declared types (Dify), an item without data (n8n), whatever is pinned.
    Made,
}

/// What a run was fed, for the answer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct InputUsed {
    /// Where it comes from.
    pub source: InputSource,
    /// n8n: the node whose pinned data it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub node: Option<String>,
    /// n8n: how many items.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub items: Option<usize>,
    /// Samples are shown; what the user gives is not repeated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<Json>,
}

/// Where an input comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum InputSource {
    /// The user, for this run.
    Given,
    /// The workflow's tests.
    Saved,
    /// The pinned data of the node before it.
    Pinned,
    /// Dify: made from the declared types.
    Samples,
    /// n8n: one item without data.
    EmptyItem,
}

/// An input that does not fit the node: one sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadInput(String);

impl fmt::Display for BadInput {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for BadInput {}

/// What an n8n node sees.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct N8nInput {
    pub(crate) items: Vec<Item>,
    pub(crate) nodes: BTreeMap<String, Vec<Item>>,
    pub(crate) vars: Map<String, Json>,
    pub(crate) query: Option<Json>,
    pub(crate) static_data: Map<String, Json>,
    /// Milliseconds since the epoch.
    pub(crate) now: Option<i64>,
}

/// The inputs of a Dify node, every declared one and no other.
pub(crate) fn dify(
    node: &CodeNode,
    given: Given<'_>,
) -> Result<(Map<String, Json>, InputUsed), BadInput> {
    let (given, source) = match given {
        Given::Nothing | Given::Made => return Ok(samples(node)),
        Given::Pinned(_) => return Err(BadInput("Dify pins no data".to_owned())),
        Given::Input(input) => (input, InputSource::Given),
        Given::Saved(input) => (input, InputSource::Saved),
    };
    let names = || node.inputs.iter().map(|input| input.name.as_str());
    let Json::Object(given) = given else {
        let names: Vec<&str> = names().collect();
        return Err(BadInput(format!(
            "the input of a Dify node is an object of its inputs ({}), not {}",
            listed(&names),
            kind(given)
        )));
    };
    if let Some(unknown) = given.keys().find(|key| !names().any(|name| name == *key)) {
        let names: Vec<&str> = names().collect();
        return Err(BadInput(format!(
            "the node declares no input `{unknown}`; its inputs are: {}",
            listed(&names)
        )));
    }
    // What the platform does not find is null (reference dify 2.1).
    let value = |name: &str| given.get(name).cloned().unwrap_or(Json::Null);
    let inputs = names().map(|name| (name.to_owned(), value(name))).collect();
    let used = InputUsed {
        source,
        node: None,
        items: None,
        data: None,
    };
    Ok((inputs, used))
}

fn listed(names: &[&str]) -> String {
    match names {
        [] => "none".into(),
        names => names.join(", "),
    }
}

fn kind(value: &Json) -> &'static str {
    match value {
        Json::Null => "null",
        Json::Bool(_) => "a truth value",
        Json::Number(_) => "a number",
        Json::String(_) => "a text",
        Json::Array(_) => "a list",
        Json::Object(_) => "an object",
    }
}

/// Values of the declared types. What points to nothing is null, as it will be on the platform.
fn samples(node: &CodeNode) -> (Map<String, Json>, InputUsed) {
    let sample = |input: &workflow::Input| match input.source.always_null() {
        true => Json::Null,
        false => sample(
            input
                .type_name
                .as_deref()
                .or(input.declared_type.as_deref()),
        ),
    };
    let inputs: Map<String, Json> = node
        .inputs
        .iter()
        .map(|input| (input.name.clone(), sample(input)))
        .collect();
    let used = InputUsed {
        source: InputSource::Samples,
        node: None,
        items: None,
        data: Some(Json::Object(inputs.clone())),
    };
    (inputs, used)
}

/// A value of a type as Dify names it; text where the type is not known.
fn sample(type_name: Option<&str>) -> Json {
    match type_name.unwrap_or("string") {
        "number" | "integer" => json!(1),
        "float" => json!(1.5),
        "boolean" => json!(true),
        "object" => json!({}),
        "array" | "array[any]" | "array[string]" => json!(["text"]),
        "array[number]" | "array[integer]" | "array[float]" => json!([1, 2]),
        "array[boolean]" => json!([true]),
        "array[object]" => json!([{}]),
        "file" => file(),
        "array[file]" => json!([file()]),
        _ => json!("text"),
    }
}

/// A file as Dify hands it to code (reference dify 2.1).
fn file() -> Json {
    json!({
        "dify_model_identity": "__dify__file__",
        "id": null,
        "type": "document",
        "transfer_method": "remote_url",
        "remote_url": "https://example.com/sample.txt",
        "reference": null,
        "related_id": null,
        "filename": "sample.txt",
        "extension": ".txt",
        "mime_type": "text/plain",
        "size": 4,
        "url": "https://example.com/sample.txt",
    })
}

/// The items that come in, and what else an n8n node sees. `file` is the text the workflow was read from.
pub(crate) fn n8n(
    file: &str,
    workflow: &Workflow,
    node: &CodeNode,
    given: Given<'_>,
) -> Result<(N8nInput, InputUsed), BadInput> {
    let pinned = pinned(file, workflow);
    let (mut input, source, feeder) = match given {
        Given::Input(given) => (read(given, node)?, InputSource::Given, None),
        Given::Saved(given) => (read(given, node)?, InputSource::Saved, None),
        Given::Pinned(name) => pinned_to(name, &pinned)?,
        Given::Made => (empty_item(node), InputSource::EmptyItem, None),
        Given::Nothing => {
            match pinned_feeders(workflow, node).find(|&name| pinned.contains_key(name)) {
                Some(name) => pinned_to(name, &pinned)?,
                None => (empty_item(node), InputSource::EmptyItem, None),
            }
        }
    };
    for (name, items) in pinned {
        input.nodes.entry(name).or_insert(items);
    }
    // Where the node before it is asked for by name, it hands out what comes in.
    if let Some(previous) = previous(workflow, node) {
        let items = input.items.clone();
        input.nodes.entry(previous.to_owned()).or_insert(items);
    }
    if workflow.nodes[node.node].execute_once {
        input.items.truncate(1);
    }
    // As the node receives them (reference n8n 14); vm2 hands on what it is given.
    if !plan::is_legacy(node.contract) {
        for (index, item) in input.items.iter_mut().enumerate() {
            item.insert("pairedItem".into(), json!({"item": index}));
        }
    }
    let used = InputUsed {
        source,
        node: feeder,
        items: Some(input.items.len()),
        data: None,
    };
    Ok((input, used))
}

fn pinned_to(
    name: &str,
    pinned: &BTreeMap<String, Vec<Item>>,
) -> Result<(N8nInput, InputSource, Option<String>), BadInput> {
    let nothing = || BadInput(format!("no data is pinned to `{name}`"));
    let input = N8nInput {
        items: pinned.get(name).ok_or_else(nothing)?.clone(),
        ..N8nInput::default()
    };
    Ok((input, InputSource::Pinned, Some(name.to_owned())))
}

fn empty_item(node: &CodeNode) -> N8nInput {
    N8nInput {
        items: vec![as_item(json!({}))],
        query: (node.contract == Contract::N8nTool).then(|| json!("text")),
        ..N8nInput::default()
    }
}

/// Pinned items by the name of their node.
fn pinned(file: &str, workflow: &Workflow) -> BTreeMap<String, Vec<Item>> {
    let items = |node: &workflow::Node| {
        let items = node.pinned?.items(file)?;
        Some((node.name.clone(), items.into_iter().map(as_item).collect()))
    };
    workflow.nodes.iter().filter_map(items).collect()
}

/// The nodes before it to which data is pinned, by name; a run takes the first where nobody says. Nothing is looked for
/// further up: what stands between would change the data.
pub fn pinned_feeders<'w>(
    workflow: &'w Workflow,
    node: &CodeNode,
) -> impl Iterator<Item = &'w str> {
    let fed = feeders(workflow, node);
    fed.filter(move |&name| {
        let mut nodes = workflow.nodes.iter();
        nodes.any(|node| node.name == name && node.pinned.is_some())
    })
}

/// The node whose data comes in first.
pub(crate) fn previous<'w>(workflow: &'w Workflow, node: &CodeNode) -> Option<&'w str> {
    feeders(workflow, node).next()
}

/// Those that feed the first input of the node; of a sub-node, that of its root (reference n8n 1.4).
fn feeders<'w>(workflow: &'w Workflow, node: &CodeNode) -> impl Iterator<Item = &'w str> {
    let root = workflow
        .edges
        .iter()
        .find(|edge| edge.source == node.node && edge.kind == EdgeKind::SubNode);
    let fed = root.map_or(node.node, |edge| edge.target);
    let edges = workflow.edges.iter();
    edges
        .filter(move |edge| edge.target == fed && edge.kind == EdgeKind::Main && edge.input == 0)
        .map(|edge| workflow.nodes[edge.source].name.as_str())
}

/// The keys by which an object is known to hold items and not to be one.
const KEYS: &[&str] = &["items", "nodes", "vars", "query", "now", "staticData"];

fn read(given: &Json, node: &CodeNode) -> Result<N8nInput, BadInput> {
    match given {
        Json::Array(list) => Ok(N8nInput {
            items: items(list, "the input")?,
            ..N8nInput::default()
        }),
        Json::Object(object) if object.keys().any(|key| KEYS.contains(&key.as_str())) => {
            parts(object, node)
        }
        Json::Object(_) => Ok(N8nInput {
            items: vec![as_item(given.clone())],
            ..N8nInput::default()
        }),
        other if node.contract == Contract::N8nTool => Ok(N8nInput {
            query: Some(other.clone()),
            ..empty_item(node)
        }),
        other => Err(BadInput(format!(
            "the input of an n8n node is a list of items, or an object with `items`, `nodes`, `vars`, `query`; not {}",
            kind(other)
        ))),
    }
}

fn parts(object: &Map<String, Json>, node: &CodeNode) -> Result<N8nInput, BadInput> {
    let mut input = empty_item(node);
    for (key, value) in object {
        match (key.as_str(), value) {
            ("items", Json::Array(list)) => input.items = items(list, "`items`")?,
            ("nodes", Json::Object(nodes)) => {
                for (name, list) in nodes {
                    let what = format!("`nodes.{name}`");
                    let list = list
                        .as_array()
                        .ok_or_else(|| wrong(&what, "a list of items"))?;
                    input.nodes.insert(name.clone(), items(list, &what)?);
                }
            }
            ("vars", Json::Object(vars)) => input.vars = vars.clone(),
            ("query", query) => input.query = Some(query.clone()),
            ("now", Json::Number(now)) => input.now = now.as_i64(),
            ("staticData", Json::Object(data)) => input.static_data = data.clone(),
            ("items", _) => return Err(wrong("`items`", "a list of items")),
            ("nodes" | "vars" | "staticData", _) => {
                return Err(wrong(&format!("`{key}`"), "an object"));
            }
            ("now", _) => return Err(wrong("`now`", "a number of milliseconds")),
            _ => {
                return Err(BadInput(format!(
                    "an input has no `{key}`; it has {}",
                    KEYS.join(", ")
                )));
            }
        }
    }
    Ok(input)
}

fn wrong(what: &str, wanted: &str) -> BadInput {
    BadInput(format!("{what} must be {wanted}"))
}

fn items(list: &[Json], what: &str) -> Result<Vec<Item>, BadInput> {
    let item = |value: &Json| match value {
        Json::Object(_) => Ok(as_item(value.clone())),
        other => Err(BadInput(format!(
            "an item of {what} is {}, not an object",
            kind(other)
        ))),
    };
    list.iter().map(item).collect()
}

/// An item; plain data is wrapped in `json`.
fn as_item(value: Json) -> Item {
    match value {
        Json::Object(object) if object.get("json").is_some_and(Json::is_object) => object,
        value => Map::from_iter([("json".to_owned(), value)]),
    }
}
