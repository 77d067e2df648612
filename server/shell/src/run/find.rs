use anyhow::bail;
use contract::nearest;
use workflow::{CodeNode, Workflow};

/// The code node that `wanted` names: by its id, else by its name.
pub(crate) fn node<'w>(
    workflows: &'w [Workflow],
    wanted: &str,
) -> anyhow::Result<(&'w Workflow, &'w CodeNode)> {
    let all = || {
        let each = |workflow: &'w Workflow| {
            let nodes = workflow.code_nodes.iter();
            nodes.map(move |node| (workflow, node, &workflow.nodes[node.node]))
        };
        workflows.iter().flat_map(each)
    };
    let by_id = all().filter(|(.., node)| !node.id.is_empty() && node.id == wanted);
    let by_name = all().filter(|(.., node)| node.name == wanted);
    let found: Vec<_> = match by_id.clone().next() {
        Some(_) => by_id.collect(),
        None => by_name.collect(),
    };
    match found.as_slice() {
        [(workflow, node, _)] => Ok((workflow, node)),
        [] => bail!(
            "{}",
            missing(&all().map(|(.., node)| node).collect::<Vec<_>>(), wanted)
        ),
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

fn missing(nodes: &[&workflow::Node], wanted: &str) -> String {
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
