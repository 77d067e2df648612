//! Questions about who feeds whom.

use crate::{Edge, EdgeKind, Platform, Workflow};

impl Workflow {
    /// Whether data of `node` may have come to be before `of` runs, by edges or because it stands
    /// upstream of the container `of` stands in. A node is not upstream of itself unless it stands
    /// in a circle.
    pub fn is_upstream(&self, node: usize, of: usize) -> bool {
        self.upstream(of).get(node).copied().unwrap_or(false)
    }

    /// For every node, whether it is upstream of `of` (see [`Workflow::is_upstream`]).
    ///
    /// Dify: nodes inside a container reach what the container reaches and the container itself
    /// (reference dify 1.5). n8n: a sub-node reaches what its root reaches (reference n8n 1.4).
    pub fn upstream(&self, of: usize) -> Vec<bool> {
        let mut seen = vec![false; self.nodes.len()];
        let mut expanded = vec![false; self.nodes.len()];
        // The last edge into every node, and of every edge the one before it into the same node.
        let mut last = vec![None; self.nodes.len()];
        let before: Vec<Option<usize>> = self
            .edges
            .iter()
            .enumerate()
            .map(|(index, edge)| last.get_mut(edge.target)?.replace(index))
            .collect();
        let edges = self.edges.iter();
        let sub_nodes: Vec<&Edge> = edges
            .filter(|edge| edge.kind == EdgeKind::SubNode)
            .collect();
        let mut open = vec![of];
        while let Some(at) = open.pop() {
            if at >= expanded.len() || std::mem::replace(&mut expanded[at], true) {
                continue;
            }
            for index in std::iter::successors(last[at], |&index| before[index]) {
                let source = self.edges[index].source;
                seen[source] = true;
                open.push(source);
            }
            // A sub-node runs when its root runs, with the root's items.
            let roots = sub_nodes.iter().filter(|edge| edge.source == at);
            open.extend(roots.map(|edge| edge.target));
            if let Some(container) = self.container(at) {
                seen[container] = true;
                open.push(container);
            }
        }
        seen
    }

    /// Dify: the iteration or loop that `node` stands in.
    pub fn container(&self, node: usize) -> Option<usize> {
        self.node_by_id(self.nodes.get(node)?.parent.as_deref()?)
    }

    /// Dify: whether `node` stands in `container`, at any depth.
    pub fn is_inside(&self, node: usize, container: usize) -> bool {
        // No more steps than there are nodes: parents may form a circle in a damaged file.
        std::iter::successors(self.container(node), |&at| self.container(at))
            .take(self.nodes.len())
            .any(|at| at == container)
    }

    /// The node of that id; of several the last, as both platforms index them.
    pub fn node_by_id(&self, id: &str) -> Option<usize> {
        self.nodes.iter().rposition(|node| node.id == id)
    }

    /// The node of that name; of several the last, as n8n indexes them.
    pub fn node_by_name(&self, name: &str) -> Option<usize> {
        self.nodes.iter().rposition(|node| node.name == name)
    }

    /// The nodes that feed `node` directly with data, in the order of the edges.
    pub fn feeders(&self, node: usize) -> impl Iterator<Item = usize> {
        self.edges
            .iter()
            .filter(move |edge| edge.target == node && edge.kind != EdgeKind::SubNode)
            .map(|edge| edge.source)
    }

    /// Nodes whose name (n8n) or id (Dify) an earlier node already bears. Connections, edges and
    /// references reach only the last of them (reference n8n 1.3).
    pub fn duplicates(&self) -> Vec<usize> {
        let mut seen = rustc_hash::FxHashSet::default();
        let keys = self.nodes.iter().map(|node| match self.platform {
            Platform::N8n => node.name.as_str(),
            Platform::Dify => node.id.as_str(),
        });
        keys.enumerate()
            .filter(|(_, key)| !seen.insert(*key))
            .map(|(index, _)| index)
            .collect()
    }
}
