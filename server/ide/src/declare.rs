//! Declarations that the code of a Dify node asks for: an input that `main` takes and nobody declares.

use lint::Diagnostic;
use text::{Edit, InFile, Node as Value, TextRange, TextSize, Tree, json_string, yaml_scalar};
use workflow::{Platform, Scope};

use crate::mentions::find;
use crate::rename::edited;
use crate::{Snapshot, Snippet};

/// More sources of one input are not offered.
const MOST: usize = 5;

/// What would declare something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declaration {
    /// What applying it does, as a command.
    pub title: String,
    /// The edits, in the order of the file.
    pub edits: Vec<Edit>,
}

impl Snapshot {
    /// What would declare the input that `found` misses: one for each thing upstream that goes by its name.
    pub fn missing_input(&self, found: &Diagnostic) -> Vec<Declaration> {
        let declared = || {
            let snippet = self.snippet_of(found)?;
            let name = missing(snippet, found)?;
            let sources = sources(snippet, name).into_iter().take(MOST);
            let declare = |(source, selector): (String, Vec<String>)| {
                Some(Declaration {
                    title: format!("Declare the input `{name}`, from {source}"),
                    edits: vec![declaration(snippet, name, &selector)?],
                })
            };
            Some(sources.filter_map(declare).collect())
        };
        declared().unwrap_or_default()
    }

    /// The code that a finding is about.
    fn snippet_of(&self, found: &Diagnostic) -> Option<Snippet<'_>> {
        let (workflow, node) = self.analysis.code_node(found)?;
        let mut snippets = self.snippets();
        snippets.find(|snippet| {
            std::ptr::eq(snippet.workflow(), workflow) && std::ptr::eq(snippet.code_node(), node)
        })
    }
}

/// The parameter of `main` that is no declared input.
fn missing<'s>(snippet: Snippet<'s>, found: &Diagnostic) -> Option<&'s str> {
    if found.rule.id != "signature-mismatch" || !snippet.is_dify() {
        return None;
    }
    let range = found.code_range?.0;
    let name = snippet.text().get(std::ops::Range::<usize>::from(range))?;
    let is_name = name
        .chars()
        .all(|sign| sign.is_alphanumeric() || sign == '_');
    let mut inputs = snippet.code_node().inputs.iter();
    (is_name && !inputs.any(|input| input.name == name)).then_some(name)
}

/// What goes by `name` and may have a value when the node runs: in words, and as Dify selects it (reference dify 1.6,
/// 1.7).
fn sources(snippet: Snippet<'_>, name: &str) -> Vec<(String, Vec<String>)> {
    let workflow = snippet.workflow();
    let upstream = workflow.upstream(snippet.code_node().node);
    let nodes = workflow.nodes.iter().zip(upstream);
    let nodes = nodes.filter(|(node, before)| *before && node.output(name).is_some());
    let outputs = nodes.map(|(node, _)| (format!("`{}`", node.name), node.id.as_str()));
    let variables = workflow.variables.iter();
    let variables = variables.filter_map(|variable| {
        let scope = match variable.scope {
            Scope::Environment => "env",
            Scope::Conversation => "conversation",
            Scope::Pipeline(_) => return None,
        };
        (variable.name == name).then(|| (format!("`{scope}`"), scope))
    });
    let all = outputs.chain(variables);
    all.map(|(said, first)| (said, vec![first.to_owned(), name.to_owned()]))
        .collect()
}

/// The edit that declares the input behind those that are there, in their style; `None` where that is not possible in
/// place.
fn declaration(snippet: Snippet<'_>, name: &str, selector: &[String]) -> Option<Edit> {
    let snapshot = snippet.snapshot();
    let file = snapshot.text.as_str();
    let tree = Tree::parse(file, lint::format_of(file, &snapshot.path));
    let node = find(tree.root()?, snippet.node().range)?;
    let variables = node.get("data").unwrap_or(node).get("variables")?;
    let (range, text) = addition(file, variables, name, selector)?;
    let edit = Edit {
        range: InFile(range),
        text,
    };
    declares(snippet, name, &edit).then_some(edit)
}

fn addition(
    file: &str,
    variables: Value<'_>,
    name: &str,
    selector: &[String],
) -> Option<(TextRange, String)> {
    let range = variables.range().0;
    let written = file.get(std::ops::Range::<usize>::from(range))?;
    let last = variables.items().last();
    if written.starts_with('[') {
        let parts: Vec<String> = selector.iter().map(|part| json_string(part)).collect();
        let selector = parts.join(", ");
        let item = format!(
            "{{\"variable\": {}, \"value_selector\": [{selector}]}}",
            json_string(name)
        );
        return Some(match last {
            Some(last) => (TextRange::empty(last.range().0.end()), format!(", {item}")),
            None => (range, format!("[{item}]")),
        });
    }
    let end = usize::from(last?.range().0.end());
    let end = end + file[end..].find('\n').unwrap_or(file.len() - end);
    let (end, line) = match file[..end].strip_suffix('\r') {
        Some(before) => (before.len(), "\r\n"),
        None => (end, "\n"),
    };
    let start = usize::from(range.start());
    let indent = &file[file[..start].rfind('\n').map_or(0, |at| at + 1)..start];
    if !indent.chars().all(|sign| sign == ' ') || !written.starts_with('-') {
        return None;
    }
    let mut lines = vec!["- value_selector:".to_owned()];
    // An id of digits is a text.
    let scalars = selector.iter().map(|part| yaml_scalar(part));
    lines.extend(scalars.map(|part| format!("  - {part}")));
    lines.push(format!("  variable: {}", yaml_scalar(name)));
    let lines = lines
        .into_iter()
        .map(|text| format!("{line}{indent}{text}"));
    let at = TextSize::new(end as u32);
    Some((TextRange::empty(at), lines.collect()))
}

/// Whether the file with `edit` has the input, and it has a value.
fn declares(snippet: Snippet<'_>, name: &str, edit: &Edit) -> bool {
    let snapshot = snippet.snapshot();
    let text = edited(&snapshot.text, std::slice::from_ref(edit));
    let tree = Tree::parse(&text, lint::format_of(&text, &snapshot.path));
    let workflows = workflow::read(&tree);
    let Some(node) = workflows
        .get(snippet.workflow_index())
        .filter(|workflow| workflow.platform == Platform::Dify)
        .and_then(|workflow| workflow.code_nodes.get(snippet.index()))
    else {
        return false;
    };
    let before = snippet.code_node().inputs.len();
    let mut inputs = node.inputs.iter();
    node.inputs.len() == before + 1
        && inputs.any(|input| input.name == name && !input.source.always_null())
}
