use text::{InCode, InFile, TextRange, TextSize};
use workflow::{CodeNode, Input, Node, Output, Workflow};

use crate::{Snapshot, Snippet};

/// What stands at a place of the file.
#[derive(Debug, Clone, Copy)]
pub enum Place<'s> {
    /// The code of a node.
    Code {
        /// Which.
        snippet: Snippet<'s>,
        /// Where in the decoded code.
        offset: InCode<TextSize>,
    },
    /// A node, outside of its code.
    Node {
        /// The workflow.
        workflow: &'s Workflow,
        /// Index into [`Workflow::nodes`].
        node: usize,
        /// Its first code, where it has any: what its declarations are about.
        code: Option<&'s CodeNode>,
        /// Which part of it.
        part: Part<'s>,
    },
    /// A workflow, outside of its nodes.
    Workflow(&'s Workflow),
}

/// A part of a node that is not its code.
#[derive(Debug, Clone, Copy)]
pub enum Part<'s> {
    /// Its name or title.
    Name,
    /// The name of a declared input (Dify).
    InputName(&'s Input),
    /// Where an input comes from: its `value_selector` (Dify).
    Selector(&'s Input),
    /// The key of a declared output (Dify); nested ones too.
    OutputName(&'s Output),
    /// The type of a declared output (Dify).
    OutputType(&'s Output),
    /// Anything else.
    Other,
}

impl<'s> Place<'s> {
    pub(crate) fn find(snapshot: &'s Snapshot, offset: InFile<TextSize>) -> Option<Place<'s>> {
        let workflows = &snapshot.analysis.workflows;
        let holds = |workflow: &&Workflow| workflow.range.0.contains_inclusive(offset.0);
        let workflow = workflows
            .iter()
            .filter(holds)
            .min_by_key(|one| one.range.0.len())?;
        if let Some(code) = in_code(snapshot, workflow, offset) {
            return Some(code);
        }
        let touches = |node: &&Node| node.range.0.contains_inclusive(offset.0);
        let nodes = workflow.nodes.iter().enumerate();
        let touching = nodes.filter(|(_, node)| touches(node));
        let Some((node, found)) = touching.min_by_key(|(_, node)| node.range.0.len()) else {
            return Some(Place::Workflow(workflow));
        };
        let code = workflow.code_nodes.iter().find(|code| code.node == node);
        let part = part(found, code, offset);
        Some(Place::Node {
            workflow,
            node,
            code,
            part,
        })
    }
}

fn in_code<'s>(
    snapshot: &'s Snapshot,
    workflow: &Workflow,
    offset: InFile<TextSize>,
) -> Option<Place<'s>> {
    let of_this = |snippet: &Snippet<'s>| std::ptr::eq(snippet.workflow(), workflow);
    let mut snippets = snapshot.snippets().filter(of_this);
    snippets.find_map(|snippet| {
        let offset = snippet.to_code(offset)?;
        Some(Place::Code { snippet, offset })
    })
}

fn part<'s>(node: &'s Node, code: Option<&'s CodeNode>, offset: InFile<TextSize>) -> Part<'s> {
    if touch(node.name_range, offset) {
        return Part::Name;
    }
    let Some(code) = code else {
        return Part::Other;
    };
    for input in &code.inputs {
        if touch(input.range, offset) {
            return Part::InputName(input);
        }
        if input
            .selector_range
            .is_some_and(|range| touch(range, offset))
        {
            return Part::Selector(input);
        }
    }
    output(&code.outputs, offset).unwrap_or(Part::Other)
}

fn output(outputs: &[Output], offset: InFile<TextSize>) -> Option<Part<'_>> {
    outputs.iter().find_map(|declared| {
        if touch(declared.range, offset) {
            return Some(Part::OutputName(declared));
        }
        if declared
            .type_range
            .is_some_and(|range| touch(range, offset))
        {
            return Some(Part::OutputType(declared));
        }
        output(declared.children.as_deref()?, offset)
    })
}

fn touch(range: InFile<TextRange>, offset: InFile<TextSize>) -> bool {
    range.0.contains_inclusive(offset.0)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    const FLOW: &str = "\
app: {mode: workflow, name: f}
kind: app
version: 0.6.0
workflow:
  graph:
    edges: []
    nodes:
    - id: 's'
      data: {type: start, title: Start, variables: [{variable: q, type: paragraph}]}
    - id: '1'
      data:
        type: code
        title: Parse
        code_language: python3
        variables:
        - {variable: q, value_selector: ['s', q]}
        outputs:
          result:
            type: string
            children: null
        code: |
          def main(q):
              return {'result': q}
";

    fn snapshot() -> Snapshot {
        Snapshot::new(
            FLOW,
            Path::new("flow.yml"),
            Default::default(),
            Default::default(),
        )
    }

    fn at<'s>(snapshot: &'s Snapshot, before: &str, within: &str) -> Place<'s> {
        let offset = FLOW.find(before).unwrap() + before.len() - within.len();
        snapshot.at(InFile(TextSize::new(offset as u32))).unwrap()
    }

    #[test]
    fn a_place_is_in_the_code_or_in_a_part_of_the_node() {
        let snapshot = snapshot();
        let Place::Code { snippet, offset } = at(&snapshot, "    return", "return") else {
            panic!("not in the code");
        };
        assert!(snippet.text()[usize::from(offset.0)..].starts_with("return"));
        let part = |before, within| match at(&snapshot, before, within) {
            Place::Node { part, .. } => part,
            other => panic!("{other:?}"),
        };
        assert!(matches!(part("title: Parse", "rse"), Part::Name));
        assert!(matches!(
            part("variable: q, value", "q, value"),
            Part::InputName(_)
        ));
        assert!(matches!(part("['s', q]", "s', q]"), Part::Selector(_)));
        assert!(matches!(part("result:\n", "t:\n"), Part::OutputName(_)));
        assert!(matches!(part("type: string", "ring"), Part::OutputType(_)));
        assert!(matches!(part("code: |", "|"), Part::Other));
        assert!(matches!(at(&snapshot, "edges", "s"), Place::Workflow(_)));
    }

    #[test]
    fn a_snippet_is_read_once() {
        let snapshot = snapshot();
        let [one, other] = [0, 1].map(|_| snapshot.snippet("Parse").unwrap().reading().unwrap());
        assert!(std::sync::Arc::ptr_eq(&one, &other));
    }
}
