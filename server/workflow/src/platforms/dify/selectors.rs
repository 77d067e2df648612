//! What a selector points to (reference dify 1.7).

use rustc_hash::{FxHashMap, FxHashSet};
use text::{Kind, Node as Value};

use super::super::value::{flag, is_null, items, name};
use crate::{Node, Output, Resolution, Scope, Workflow};

/// The nodes of a workflow, ready to be asked for what they hand on.
pub(super) struct Selectors<'w, 't> {
    pub(super) workflow: &'w Workflow,
    /// `data` of each node of the workflow.
    pub(super) data: &'w [Value<'t>],
    by_id: FxHashMap<&'w str, usize>,
    /// Ids that several nodes bear: whose outputs are meant cannot be told.
    ambiguous: FxHashSet<&'w str>,
}

/// What a selector points to.
pub(super) struct Target {
    pub(super) source: Resolution,
    pub(super) type_name: Option<String>,
    pub(super) nullable: bool,
}

/// Iterators may point to the items of further iterators, in a damaged file in a circle.
const MAX_ITERATORS: u8 = 8;

impl<'w, 't> Selectors<'w, 't> {
    pub(super) fn new(workflow: &'w Workflow, data: &'w [Value<'t>]) -> Self {
        let ids = workflow.nodes.iter().enumerate();
        let by_id = ids.map(|(index, node)| (node.id.as_str(), index)).collect();
        let duplicates = workflow.duplicates().into_iter();
        let ambiguous = duplicates
            .map(|index| workflow.nodes[index].id.as_str())
            .collect();
        Selectors {
            workflow,
            data,
            by_id,
            ambiguous,
        }
    }

    /// What `selector` points to when node `asker` asks.
    pub(super) fn resolve(&self, selector: &[String], asker: usize) -> Target {
        self.resolve_at(selector, asker, 0)
    }

    fn resolve_at(&self, selector: &[String], asker: usize, depth: u8) -> Target {
        let [head, key, rest @ ..] = selector else {
            return Target::nothing(Resolution::Incomplete);
        };
        match head.as_str() {
            "sys" => system(key, rest),
            "env" => self.variable(Scope::Environment, key, rest),
            "conversation" => self.variable(Scope::Conversation, key, rest),
            "rag" => self.pipeline(key, rest),
            id => match self.by_id.get(id) {
                Some(&node) if self.ambiguous.contains(id) => {
                    Target::of(Resolution::Dynamic { node }, None)
                }
                Some(&node) => self.output(node, key, rest, asker, depth),
                None => Target::nothing(Resolution::UnknownNode),
            },
        }
    }

    fn output(&self, index: usize, key: &str, rest: &[String], asker: usize, depth: u8) -> Target {
        let node = &self.workflow.nodes[index];
        let known = Resolution::Known { node: index };
        if let Some(type_name) = self.inside(index, key, asker, depth) {
            return walk(Target::of(known, type_name), None, rest);
        }
        match node.output(key) {
            Some(output) => {
                let mut target = Target::of(known, output.type_name.clone());
                target.nullable = nullable(node, self.data[index], output);
                // Only the platform's own check makes sure that an object has no other keys.
                let children = output.children.as_deref().filter(|_| node.kind != "llm");
                match (children, &output.children) {
                    (None, Some(schema)) => walk_schema(target, schema, rest),
                    _ => walk(target, children, rest),
                }
            }
            None if node.open_outputs => Target::of(Resolution::Dynamic { node: index }, None),
            None => Target::nothing(Resolution::UnknownKey { node: index }),
        }
    }

    /// The type of what a container hands to the nodes inside it alone.
    fn inside(
        &self,
        container: usize,
        key: &str,
        asker: usize,
        depth: u8,
    ) -> Option<Option<String>> {
        let kind = self.workflow.nodes[container].kind.as_str();
        if !matches!(kind, "iteration" | "loop") || !self.workflow.is_inside(asker, container) {
            return None;
        }
        match (kind, key) {
            (_, "index") => Some(Some("number".into())),
            ("iteration", "item") => Some(self.element(container, depth)),
            _ => None,
        }
    }

    /// The type of the items an iteration walks over.
    fn element(&self, iteration: usize, depth: u8) -> Option<String> {
        let selector: Vec<String> = parts(self.data[iteration].get("iterator_selector")?);
        let iterated = match depth < MAX_ITERATORS {
            true => self.resolve_at(&selector, iteration, depth + 1).type_name?,
            false => return None,
        };
        Some(
            iterated
                .strip_prefix("array[")?
                .strip_suffix(']')?
                .to_owned(),
        )
    }

    fn variable(&self, scope: Scope, key: &str, rest: &[String]) -> Target {
        match self.declaration(&scope, key) {
            Some(type_name) => walk(Target::of(Resolution::Declared, type_name), None, rest),
            None => Target::of(Resolution::Undeclared, None),
        }
    }

    /// `[rag, shared | data source, name]`.
    fn pipeline(&self, belongs_to: &str, rest: &[String]) -> Target {
        let declared = match rest {
            [key, ..] => self.declaration(&Scope::Pipeline(belongs_to.into()), key),
            [] => None,
        };
        match declared {
            Some(type_name) => walk(
                Target::of(Resolution::Declared, type_name),
                None,
                &rest[1..],
            ),
            None => Target::of(Resolution::Platform, None),
        }
    }

    fn declaration(&self, scope: &Scope, name: &str) -> Option<Option<String>> {
        let mut variables = self.workflow.variables.iter();
        let found = variables.find(|variable| variable.scope == *scope && variable.name == name)?;
        Some(found.type_name.clone())
    }
}

impl Target {
    fn of(source: Resolution, type_name: Option<String>) -> Self {
        Target {
            source,
            type_name,
            nullable: false,
        }
    }

    fn nothing(source: Resolution) -> Self {
        Target {
            source,
            type_name: None,
            nullable: true,
        }
    }
}

/// The parts of a selector; none where it is no list.
pub(super) fn parts(selector: Value) -> Vec<String> {
    selector
        .items()
        .map(|part| name(part).unwrap_or_default())
        .collect()
}

/// Follows the further parts of a selector into a value: keys of objects and attributes of files.
/// Nothing else can be entered, arrays neither.
fn walk(mut target: Target, children: Option<&[Output]>, rest: &[String]) -> Target {
    let [key, rest @ ..] = rest else {
        return target;
    };
    let miss = || match target.source {
        Resolution::Known { node } => Target::nothing(Resolution::UnknownKey { node }),
        other => Target {
            source: other,
            type_name: None,
            nullable: true,
        },
    };
    match target.type_name.as_deref() {
        Some("file") => match file_attribute(key) {
            Some(type_name) => Target::of(target.source, Some(type_name.into())),
            None => miss(),
        },
        Some("object") if children.is_some() => {
            match children
                .into_iter()
                .flatten()
                .find(|child| child.name == *key)
            {
                Some(child) => {
                    let found = Target::of(target.source, child.type_name.clone());
                    walk(found, child.children.as_deref(), rest)
                }
                None => miss(),
            }
        }
        Some("object") | None => {
            target.type_name = None;
            target.nullable = true;
            target
        }
        Some(_) => miss(),
    }
}

/// Like [`walk`], where the schema promises the keys but nobody checks them.
fn walk_schema(target: Target, schema: &[Output], rest: &[String]) -> Target {
    let Some((key, rest)) = rest.split_first() else {
        return target;
    };
    let Some(property) = schema.iter().find(|property| property.name == *key) else {
        return Target {
            source: target.source,
            type_name: None,
            nullable: true,
        };
    };
    let found = Target::of(target.source, property.type_name.clone());
    match &property.children {
        Some(children) => walk_schema(found, children, rest),
        None => walk(found, None, rest),
    }
}

fn file_attribute(key: &str) -> Option<&'static str> {
    match key {
        "size" => Some("number"),
        "name" | "type" | "extension" | "mime_type" | "transfer_method" | "url" | "related_id" => {
            Some("string")
        }
        _ => None,
    }
}

/// Variables that the platform fills in (reference dify 1.6).
fn system(key: &str, rest: &[String]) -> Target {
    let type_name = match key {
        "query" | "conversation_id" | "user_id" | "app_id" | "workflow_id" | "workflow_run_id" => {
            Some("string")
        }
        "document_id"
        | "original_document_id"
        | "batch"
        | "dataset_id"
        | "datasource_type"
        | "invoke_from" => Some("string"),
        "dialogue_count" | "timestamp" => Some("number"),
        "files" => Some("array[file]"),
        "datasource_info" => Some("object"),
        _ => None,
    };
    let mut target = Target::of(Resolution::Platform, type_name.map(Into::into));
    target.nullable = key == "files";
    walk(target, None, rest)
}

/// Whether the platform itself may put `None` there (reference dify 1.6, 1.7, 2.1).
fn nullable(node: &Node, data: Value, output: &Output) -> bool {
    let empty_list_of_files = output.type_name.as_deref() == Some("array[file]");
    match (node.kind.as_str(), output.name.as_str()) {
        (_, "error_message" | "error_type") if output.range == node.name_range => true,
        ("start", name) => optional_field(data, name),
        ("list-operator", "first_record" | "last_record") => true,
        ("parameter-extractor", "__reason") => true,
        _ => empty_list_of_files,
    }
}

fn optional_field(start: Value, field: &str) -> bool {
    let matches = |entry: &Value| entry.get("variable").and_then(name).as_deref() == Some(field);
    items(start, "variables")
        .find(matches)
        .is_some_and(|entry| {
            let default = entry.get("default");
            let is_number = entry.get("type").and_then(Value::string).as_deref() == Some("number");
            let has_default = default.is_some_and(|default| {
                let empty = default.string().is_some_and(|text| text.is_empty());
                !is_null(default) && default.kind() != Kind::Array && !(empty && is_number)
            });
            !flag(entry, "required") && !has_default
        })
}
