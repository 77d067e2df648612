use anyhow::bail;
use contract::nearest;
use workflow::{CodeNode, Workflow, code_nodes_called};

/// The code node that `wanted` names: by its id, else by its name. Where several go by it, the one at `ordinal`.
pub(crate) fn node<'w>(
    workflows: &'w [Workflow],
    wanted: &str,
    ordinal: Option<usize>,
) -> anyhow::Result<(&'w Workflow, &'w CodeNode)> {
    let called = code_nodes_called(workflows, wanted).into_iter();
    let mut found: Vec<_> = called
        .map(|(workflow, index)| {
            let workflow = &workflows[workflow];
            let node = &workflow.code_nodes[index];
            (workflow, node, &workflow.nodes[node.node])
        })
        .collect();
    if let Some(ordinal) = ordinal {
        found = found.into_iter().skip(ordinal).take(1).collect();
    }
    match found.as_slice() {
        [(workflow, node, _)] => Ok((workflow, node)),
        [] => bail!("{}", missing(workflows, wanted)),
        // One node may carry two pieces of code, of which the first is run.
        [(workflow, node, first), rest @ ..] => {
            if rest.iter().all(|(.., other)| std::ptr::eq(*first, *other)) {
                return Ok((workflow, node));
            }
            let ids: Vec<&str> = found.iter().map(|(.., node)| node.id.as_str()).collect();
            bail!(
                "{} nodes are called `{wanted}`; name one by its id: {}",
                found.len(),
                ids.join(", ")
            )
        }
    }
}

fn missing(workflows: &[Workflow], wanted: &str) -> String {
    let mut nodes = Vec::new();
    for workflow in workflows {
        let codes = workflow.code_nodes.iter();
        nodes.extend(codes.map(|code| &workflow.nodes[code.node]));
    }
    let names = nodes.iter().map(|node| node.name.as_str());
    let ids = nodes.iter().map(|node| node.id.as_str());
    let near = nearest(wanted, names.clone().chain(ids));
    match (near, nodes.len()) {
        (Some(near), _) => format!("there is no code node `{wanted}`; did you mean `{near}`?"),
        (None, 0) => "the file has no code node".into(),
        (None, _) => format!(
            "there is no code node `{wanted}`; the code nodes are: {}",
            names.collect::<Vec<_>>().join(", ")
        ),
    }
}
