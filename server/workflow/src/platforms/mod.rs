//! How each platform's files are read. Nothing here fails: what cannot be read is left out.

mod aliases;
mod dify;
mod n8n;
mod value;

use text::Tree;

use crate::Workflow;

/// The workflows of a file, in its order; empty when it holds none. A file holds several when it
/// comes from `n8n export:workflow --all` (reference n8n 1.1). Cheap when it is no workflow; a file
/// whose aliases stand for more than can be read is none.
pub fn read(tree: &Tree) -> Vec<Workflow> {
    let Some(root) = tree.root().filter(|_| !aliases::are_a_flood(tree)) else {
        return Vec::new();
    };
    match dify::read(root) {
        Some(workflow) => vec![workflow],
        None => n8n::read(root),
    }
}
