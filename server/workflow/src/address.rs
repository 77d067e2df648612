use crate::{Node, Workflow};

/// What the code of a node is addressed by: the node's id, its name where it has none, and which of the codes that go by
/// it is meant. A LangChain Code node holds two codes, and nothing keeps two nodes of a file from sharing an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Address<'w> {
    /// The id or name.
    pub node: &'w str,
    /// Which of the code nodes that go by it, in the order of the file, from 0.
    pub ordinal: usize,
}

impl<'w> Address<'w> {
    /// The address of code node `index` of workflow `workflow`.
    pub fn of(workflows: &'w [Workflow], workflow: usize, index: usize) -> Address<'w> {
        let known = &workflows[workflow];
        let node = key(&known.nodes[known.code_nodes[index].node]);
        let all = code_nodes_called(workflows, node);
        let ordinal = all.iter().position(|found| *found == (workflow, index));
        Address {
            node,
            ordinal: ordinal.unwrap_or_default(),
        }
    }

    /// The code node at this address: the index of its workflow, and its own there.
    pub fn find(self, workflows: &[Workflow]) -> Option<(usize, usize)> {
        let all = code_nodes_called(workflows, self.node);
        all.get(self.ordinal).copied()
    }
}

/// The code nodes whose id is `wanted`, else those of that name, in the order of the file: the indices of their
/// workflows, and their own there.
pub fn code_nodes_called(workflows: &[Workflow], wanted: &str) -> Vec<(usize, usize)> {
    let called = |is: &dyn Fn(&Node) -> bool| -> Vec<(usize, usize)> {
        let each = |(at, workflow): (usize, &Workflow)| {
            let codes = workflow.code_nodes.iter().enumerate();
            let called = codes.filter(|(_, code)| is(&workflow.nodes[code.node]));
            called.map(|(index, _)| (at, index)).collect::<Vec<_>>()
        };
        workflows.iter().enumerate().flat_map(each).collect()
    };
    let by_id = called(&|node| !node.id.is_empty() && node.id == wanted);
    match by_id.is_empty() {
        true => called(&|node| node.name == wanted),
        false => by_id,
    }
}

fn key(node: &Node) -> &str {
    match node.id.is_empty() {
        true => &node.name,
        false => &node.id,
    }
}

#[cfg(test)]
mod tests {
    use text::{Format, Tree};

    use super::*;

    #[test]
    fn every_code_has_an_address_of_its_own() {
        let chain = r#"{"name": "Chain", "id": "c", "type": "@n8n/n8n-nodes-langchain.code", "typeVersion": 1, "position": [0, 0],
            "parameters": {"code": {"execute": {"code": "return [];"}, "supplyData": {"code": "return 1;"}}}}"#;
        let code = |name: &str, id: &str| {
            format!(
                r#"{{"name": "{name}", {id} "type": "n8n-nodes-base.code", "typeVersion": 2, "position": [0, 0], "parameters": {{"jsCode": "1"}}}}"#
            )
        };
        let file = format!(
            r#"{{"nodes": [{}, {chain}, {}, {}], "connections": {{}}}}"#,
            code("One", r#""id": "c","#),
            code("Two", ""),
            code("Two", r#""id": "2","#)
        );
        let workflows = crate::read(&Tree::parse(&file, Format::Json));
        let shown: Vec<_> = (0..5)
            .map(|index| Address::of(&workflows, 0, index))
            .map(|address| (address.node, address.ordinal))
            .collect();
        assert_eq!(shown, [("c", 0), ("c", 1), ("c", 2), ("Two", 0), ("2", 0)]);
        for (index, (node, ordinal)) in shown.into_iter().enumerate() {
            assert_eq!(Address { node, ordinal }.find(&workflows), Some((0, index)));
        }
        assert_eq!(code_nodes_called(&workflows, "Chain"), [(0, 1), (0, 2)]);
        assert_eq!(code_nodes_called(&workflows, ""), []);
    }
}
