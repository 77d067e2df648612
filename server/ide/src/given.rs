//! What is known of the data that comes into a node: declared types, pinned items, what the code of the nodes
//! before it returns.

use code::Shape;
use code::infer::Given;
use code::ir::{ExprId, ExprKind, Literal, Program};
use code::shape::{Array, ArrayKind, Field, Object};
use serde_json::Value;
use workflow::{CodeNode, Input, Output, Resolution, Workflow};

use crate::Snippet;

/// So many items tell what the others look like.
const MOST_ITEMS: usize = 20;
/// Pinned data is not looked into where so many of its items are likely to be larger, in bytes.
const MOST_PINNED: usize = 256 << 10;
/// Longer ways back through nodes that hand on their items are not followed.
const MOST_STEPS: usize = 16;

/// What is known of the data that comes into `snippet`.
pub(crate) fn given(snippet: Snippet<'_>) -> Given {
    let mut given = Given::default();
    for input in &snippet.code_node().inputs {
        if let Some(shape) = input_shape(snippet, input) {
            given.inputs.insert(input.name.as_str().into(), shape);
        }
    }
    if !snippet.is_dify() {
        let node = snippet.code_node().node;
        given.json = incoming(snippet, node, &mut vec![node]);
        for (index, other) in snippet.workflow().nodes.iter().enumerate() {
            if snippet.text().contains(&other.name)
                && let Some(json) = json_of(snippet, index, &mut Vec::new())
            {
                given.nodes.insert(other.name.as_str().into(), json);
            }
        }
    }
    given
}

/// What `$node["Name"].json` and `$node.Name.json` hold, which is what the node of that name hands on.
pub(crate) fn of_named_node(program: &Program, object: ExprId, given: &Given) -> Option<Shape> {
    let ExprKind::Member { object, name, .. } = &program.expr(object).kind else {
        return None;
    };
    let is_all =
        |id: &ExprId| matches!(&program.expr(*id).kind, ExprKind::Global(all) if all == "$node");
    let node = match &program.expr(*object).kind {
        ExprKind::Member { object, name, .. } if is_all(object) => name,
        ExprKind::Index { object, index, .. } if is_all(object) => match &program.expr(*index).kind
        {
            ExprKind::Literal(Literal::Str(name)) => name,
            _ => return None,
        },
        _ => return None,
    };
    given.nodes.get(node).filter(|_| name == "json").cloned()
}

/// What an input of a Dify node holds, as far as the workflow tells.
pub(crate) fn input_shape(snippet: Snippet<'_>, input: &Input) -> Option<Shape> {
    if input.source.always_null() {
        return Some(Shape::Null);
    }
    let shape = inferred(snippet, input).or_else(|| declared(snippet, input))?;
    Some(if input.nullable {
        shape.union(Shape::Null)
    } else {
        shape
    })
}

/// What the code of the node that an input comes from puts there.
fn inferred(snippet: Snippet<'_>, input: &Input) -> Option<Shape> {
    let Resolution::Known { node } = input.source else {
        return None;
    };
    let source = code_of(snippet, node)?;
    let mut shape = returned(source)?;
    for key in &input.selector[1..] {
        shape = field_of(&shape, key)?;
    }
    // `None` passes for every type, but what is returned in case of an error says nothing of the others.
    (shape != Shape::Unknown && shape != Shape::Null).then_some(shape)
}

fn declared(snippet: Snippet<'_>, input: &Input) -> Option<Shape> {
    let output = input.source.node().and_then(|node| {
        let key = input.selector.get(1)?;
        snippet.workflow().nodes.get(node)?.output(key)
    });
    match output {
        Some(output) if input.selector.len() == 2 && output.children.is_some() => {
            Some(output_shape(output))
        }
        _ => type_shape(input.type_name.as_deref()?, None),
    }
}

fn output_shape(output: &Output) -> Shape {
    let named = output.type_name.as_deref().unwrap_or_default();
    type_shape(named, output.children.as_deref()).unwrap_or(Shape::Unknown)
}

/// A value of one of Dify's types.
pub(crate) fn type_shape(name: &str, children: Option<&[Output]>) -> Option<Shape> {
    if let Some(element) = name
        .strip_prefix("array[")
        .and_then(|rest| rest.strip_suffix(']'))
    {
        return Some(list(
            type_shape(element, children).unwrap_or(Shape::Unknown),
        ));
    }
    Some(match name {
        "string" | "secret" | "text-input" | "paragraph" | "select" => Shape::STRING,
        "number" => Shape::NUMBER,
        "integer" => Shape::INT,
        "float" => Shape::FLOAT,
        "boolean" => Shape::BOOLEAN,
        "file" => file(),
        "object" => {
            let fields = children.unwrap_or_default().iter();
            record(fields.map(|child| field(&child.name, output_shape(child), true)))
        }
        _ => return None,
    })
}

/// A file as code sees it (reference dify 2.1).
fn file() -> Shape {
    const TEXTS: &[&str] = &[
        "dify_model_identity",
        "id",
        "type",
        "transfer_method",
        "remote_url",
        "reference",
        "filename",
        "extension",
        "mime_type",
        "related_id",
        "url",
    ];
    let texts = TEXTS
        .iter()
        .map(|key| field(key, Shape::STRING.union(Shape::Null), true));
    record(texts.chain([field("size", Shape::INT, true)]))
}

/// What the items look like that come into `node`, from all that feed it.
fn incoming(snippet: Snippet<'_>, node: usize, seen: &mut Vec<usize>) -> Option<Shape> {
    let mut all: Option<Shape> = None;
    for feeder in snippet.workflow().feeders(node) {
        let one = json_of(snippet, feeder, seen)?;
        all = Some(match all {
            Some(all) => merged(all, one),
            None => one,
        });
    }
    all
}

/// What the `json` of the items looks like that `node` hands on.
fn json_of(snippet: Snippet<'_>, node: usize, seen: &mut Vec<usize>) -> Option<Shape> {
    let workflow = snippet.workflow();
    let known = workflow.nodes.get(node)?;
    if let Some(pinned) = known.pinned
        && usize::from(pinned.range.0.len()) / pinned.len.max(MOST_ITEMS)
            <= MOST_PINNED / MOST_ITEMS
    {
        let items = pinned.first_items(&snippet.snapshot().text, MOST_ITEMS)?;
        let jsons = items.iter().filter_map(|item| item.get("json"));
        return jsons.map(value_shape).reduce(merged);
    }
    if let Some(source) = code_of(snippet, node) {
        return item_of(&returned(source)?);
    }
    if seen.len() >= MOST_STEPS || seen.contains(&node) {
        return None;
    }
    seen.push(node);
    let hands_on = known.disabled || HAND_ON.contains(&known.kind.as_str());
    if hands_on {
        incoming(snippet, node, seen)
    } else {
        own_json(workflow, node)
    }
}

/// Nodes whose items are those that come in.
const HAND_ON: &[&str] = &[
    "n8n-nodes-base.if",
    "n8n-nodes-base.filter",
    "n8n-nodes-base.switch",
    "n8n-nodes-base.limit",
    "n8n-nodes-base.sort",
    "n8n-nodes-base.noOp",
    "n8n-nodes-base.wait",
    "n8n-nodes-base.splitInBatches",
    "n8n-nodes-base.removeDuplicates",
];

/// What triggers of n8n hand on by themselves.
fn own_json(workflow: &Workflow, node: usize) -> Option<Shape> {
    let anything = || record([]);
    let fields = match workflow.nodes[node].kind.as_str() {
        "n8n-nodes-base.webhook" => vec![
            field("headers", anything(), true),
            field("params", anything(), true),
            field("query", anything(), true),
            field("body", Shape::Unknown, true),
            field("webhookUrl", Shape::STRING, false),
            field("executionMode", Shape::STRING, false),
        ],
        "@n8n/n8n-nodes-langchain.chatTrigger" => vec![
            field("sessionId", Shape::STRING, true),
            field("action", Shape::STRING, true),
            field("chatInput", Shape::STRING, true),
        ],
        _ => return None,
    };
    Some(record(fields))
}

/// The first code of `node` that the platform would run.
fn code_of<'s>(snippet: Snippet<'s>, node: usize) -> Option<Snippet<'s>> {
    let nodes = &snippet.workflow().code_nodes;
    let index = nodes.iter().position(|code: &CodeNode| code.node == node)?;
    Snippet::new(snippet.snapshot(), snippet.workflow_index(), index)
}

/// What the code of `source` returns on any path.
fn returned(source: Snippet<'_>) -> Option<Shape> {
    let facts = source.facts()?;
    let sites = facts.outcome.returns.iter();
    let shapes = sites
        .map(|site| site.shape.clone())
        .filter(|shape| *shape != Shape::Unknown);
    shapes.reduce(merged)
}

/// The `json` of an item among what code returned: items, or bare objects, or one of either (reference n8n 6).
fn item_of(shape: &Shape) -> Option<Shape> {
    match shape {
        Shape::Array(array) => item_of(&array.element),
        Shape::Object(object) => Some(match object.field("json") {
            Some(json) => json.shape.clone(),
            None => shape.clone(),
        }),
        Shape::Union(members) => members.iter().filter_map(item_of).reduce(merged),
        Shape::Promise(inner) => item_of(inner),
        _ => None,
    }
}

fn field_of(shape: &Shape, key: &str) -> Option<Shape> {
    let objects = shape.alternatives().iter().filter_map(|one| match one {
        Shape::Object(object) => object.field(key).map(|field| field.shape.clone()),
        _ => None,
    });
    objects.reduce(Shape::union)
}

/// What either may be; objects become one object with the keys of both.
pub(crate) fn merged(one: Shape, other: Shape) -> Shape {
    match (one, other) {
        (Shape::Object(one), Shape::Object(other)) => {
            Shape::Object(Box::new(merged_objects(*one, *other)))
        }
        (Shape::Array(one), Shape::Array(other)) if one.kind == other.kind => {
            let element = match (one.element, other.element) {
                (Shape::Never, element) | (element, Shape::Never) => element,
                (one, other) => merged(one, other),
            };
            list(element)
        }
        (one, other) => one.union(other),
    }
}

fn merged_objects(mut one: Object, other: Object) -> Object {
    for field in &mut one.fields {
        field.always &= other.field(&field.key).is_some_and(|field| field.always);
    }
    for theirs in other.fields {
        match one.fields.iter_mut().find(|field| field.key == theirs.key) {
            Some(mine) => {
                let known = std::mem::replace(&mut mine.shape, Shape::Never);
                mine.shape = merged(known, theirs.shape);
            }
            None => one.fields.push(Field {
                always: false,
                ..theirs
            }),
        }
    }
    one.rest = one.rest.or(other.rest);
    one
}

/// The shape of a JSON value, its values forgotten.
fn value_shape(value: &Value) -> Shape {
    match value {
        Value::Null => Shape::Null,
        Value::Bool(_) => Shape::BOOLEAN,
        Value::Number(number) if number.is_f64() => Shape::FLOAT,
        Value::Number(_) => Shape::INT,
        Value::String(_) => Shape::STRING,
        Value::Array(items) => {
            let items = items.iter().take(MOST_ITEMS).map(value_shape);
            list(items.reduce(merged).unwrap_or(Shape::Never))
        }
        Value::Object(entries) => {
            let fields = entries
                .iter()
                .map(|(key, value)| field(key, value_shape(value), true));
            closed(fields)
        }
    }
}

fn list(element: Shape) -> Shape {
    Shape::Array(Box::new(Array {
        kind: ArrayKind::List,
        items: None,
        element,
        min: 0,
        max: None,
    }))
}

fn field(key: &str, shape: Shape, always: bool) -> Field {
    Field {
        key: key.into(),
        shape,
        always,
        range: None,
    }
}

fn closed(fields: impl IntoIterator<Item = Field>) -> Shape {
    Shape::Object(Box::new(Object {
        fields: fields.into_iter().collect(),
        rest: None,
        bad_key: None,
    }))
}

/// An object that may have further keys.
fn record(fields: impl IntoIterator<Item = Field>) -> Shape {
    Shape::Object(Box::new(Object {
        fields: fields.into_iter().collect(),
        rest: Some(Shape::Unknown),
        bad_key: None,
    }))
}
