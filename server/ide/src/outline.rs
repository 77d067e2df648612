//! What a file holds: its workflows, their nodes, and what the code of each defines.

use code::Reading;
use code::ir::{FunctionId, FunctionKind, Program, VariableKind};
use text::{InCode, InFile, TextRange};

use crate::{Snapshot, Snippet};

/// A thing that a file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outline {
    /// Its name.
    pub name: String,
    /// What else there is to say: the type of a node.
    pub detail: Option<String>,
    /// What it is.
    pub kind: OutlineKind,
    /// All of it in the file.
    pub range: InFile<TextRange>,
    /// Its name in the file, or where it begins; within [`Outline::range`].
    pub selection: InFile<TextRange>,
    /// What it holds, in the order of the file.
    pub children: Vec<Outline>,
}

/// What a thing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OutlineKind {
    /// A workflow.
    Workflow,
    /// A node.
    Node,
    /// A function.
    Function,
    /// A function of a class.
    Method,
    /// A class.
    Class,
    /// A variable of the top of the code.
    Variable,
    /// One that cannot be assigned again.
    Constant,
}

/// What the file of `snapshot` holds. Of its analysis only the workflows are looked at.
pub fn outline(snapshot: &Snapshot) -> Vec<Outline> {
    let workflows = snapshot.analysis.workflows.iter().enumerate();
    workflows
        .map(|(index, workflow)| {
            let name = workflow.name.clone().filter(|name| !name.trim().is_empty());
            let kind = OutlineKind::Workflow;
            let mut whole = entry(
                name.unwrap_or_else(|| "workflow".to_owned()),
                kind,
                workflow.range,
                None,
            );
            let nodes = 0..workflow.nodes.len();
            whole.children = nodes.map(|node| of_node(snapshot, index, node)).collect();
            whole
        })
        .collect()
}

fn of_node(snapshot: &Snapshot, workflow: usize, index: usize) -> Outline {
    let known = &snapshot.analysis.workflows[workflow];
    let node = &known.nodes[index];
    let names = [&node.name, &node.id, &node.kind];
    let name = names.into_iter().find(|name| !name.trim().is_empty());
    let name = name.map_or_else(|| "node".to_owned(), Clone::clone);
    let mut found = entry(name, OutlineKind::Node, node.range, Some(node.name_range));
    found.detail = Some(node.kind.clone());
    let codes = known.code_nodes.iter().enumerate();
    let own = codes.filter(|(_, code)| code.node == index);
    found.children = own
        .filter_map(|(code, _)| Snippet::new(snapshot, workflow, code))
        .flat_map(of_code)
        .collect();
    found
}

/// A place for a name, moved into `range` where it stands outside.
fn entry(
    name: String,
    kind: OutlineKind,
    range: InFile<TextRange>,
    selection: Option<InFile<TextRange>>,
) -> Outline {
    let begin = InFile(TextRange::empty(range.0.start()));
    let within = selection.filter(|selection| range.0.contains_range(selection.0));
    Outline {
        name,
        detail: None,
        kind,
        range,
        selection: within.unwrap_or(begin),
        children: Vec::new(),
    }
}

fn of_code(snippet: Snippet<'_>) -> Vec<Outline> {
    let Some(reading) = snippet.reading() else {
        return Vec::new();
    };
    let mut found = definitions(&reading.program);
    found.retain(|one| one.range != one.name_range || is_outermost(&reading, one.range));
    found.sort_by_key(|one| (one.range.start(), std::cmp::Reverse(one.range.end())));
    let mut found = found.into_iter().peekable();
    nested(snippet, &mut found, None)
}

/// Whether a variable is bound by a statement of the top or of a class, not within a loop, block or comprehension.
fn is_outermost(reading: &Reading, declared: TextRange) -> bool {
    const WITHIN: &[&str] = &[
        "list_comprehension",
        "set_comprehension",
        "dictionary_comprehension",
        "generator_expression",
        "for_statement",
        "for_in_statement",
        "while_statement",
        "statement_block",
        "switch_body",
    ];
    let (start, end) = (usize::from(declared.start()), usize::from(declared.end()));
    let root = reading.tree.as_ref().map(|tree| tree.root_node());
    let mut node = root.and_then(|root| root.descendant_for_byte_range(start, end));
    while let Some(inner) = node {
        if WITHIN.contains(&inner.kind()) {
            return false;
        }
        node = inner.parent();
    }
    true
}

/// Something that code defines.
struct Definition {
    name: String,
    kind: OutlineKind,
    range: TextRange,
    name_range: TextRange,
}

/// Functions and classes with names, and the variables of the top.
fn definitions(program: &Program) -> Vec<Definition> {
    let named = |variable: &&code::ir::Variable| !variable.declared.is_empty();
    let functions = program.functions.iter().enumerate().skip(1);
    let functions = functions.filter_map(|(index, function)| {
        let id = FunctionId(index as u32);
        let mut methods = program.classes.iter().flat_map(|class| &class.methods);
        let is_method = methods.any(|(_, method)| *method == id);
        let kind = match function.kind {
            _ if is_method => OutlineKind::Method,
            FunctionKind::Plain => OutlineKind::Function,
            _ => return None,
        };
        Some(Definition {
            name: function.name.as_ref()?.to_string(),
            kind,
            range: function.range,
            name_range: function.name_range,
        })
    });
    let classes = program.classes.iter().filter_map(|class| {
        let name = class.name.as_ref()?;
        let mut variables = program.variables.iter().filter(named);
        let variable =
            variables.find(|one| one.name == *name && class.range.contains_range(one.declared));
        Some(Definition {
            name: name.to_string(),
            kind: OutlineKind::Class,
            range: class.range,
            name_range: variable?.declared,
        })
    });
    let of_top = program.variables.iter().filter(named);
    let of_top = of_top.filter(|variable| variable.function == FunctionId::TOP);
    let variables = of_top.filter_map(|variable| {
        let kind = match variable.kind {
            VariableKind::Const => OutlineKind::Constant,
            VariableKind::Local | VariableKind::Let => OutlineKind::Variable,
            _ => return None,
        };
        let range = variable.declared;
        Some(Definition {
            name: variable.name.to_string(),
            kind,
            range,
            name_range: range,
        })
    });
    functions.chain(classes).chain(variables).collect()
}

/// The definitions that end within `around`, each with those that stand within it.
fn nested(
    snippet: Snippet<'_>,
    rest: &mut std::iter::Peekable<impl Iterator<Item = Definition>>,
    around: Option<TextRange>,
) -> Vec<Outline> {
    let mut found = Vec::new();
    let fits = |one: &Definition| around.is_none_or(|around| around.contains_range(one.range));
    while let Some(one) = rest.next_if(fits) {
        let place = |range| snippet.to_file(InCode(range));
        let mut outline = entry(
            one.name,
            one.kind,
            place(one.range),
            Some(place(one.name_range)),
        );
        // Variables hold nothing, and nesting of functions is bounded by the lowering.
        if one.range != one.name_range {
            outline.children = nested(snippet, rest, Some(one.range));
        }
        found.push(outline);
    }
    found
}
