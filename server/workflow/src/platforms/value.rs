//! Small questions to a node of the tree.

use text::{EmbeddedText, Kind, Node};

/// The text under `key`, when it is text.
pub(super) fn text(node: Node, key: &str) -> Option<String> {
    node.get(key)?.string().map(|text| text.into_owned())
}

/// The text under `key`, with its map to the file, where it speaks to codenode.
pub(super) fn notes(node: Node, key: &str) -> Option<EmbeddedText> {
    let value = node.get(key)?;
    let speaks = value.string()?.contains("codenode:");
    speaks.then(|| value.embedded())?
}

/// A name, also where it was left unquoted and so reads as a number.
pub(super) fn name(node: Node) -> Option<String> {
    match node.kind() {
        Kind::String => node.string().map(|text| text.into_owned()),
        Kind::Number => node.number().map(|number| number.to_string()),
        _ => None,
    }
}

/// Whether `key` holds `true`.
pub(super) fn flag(node: Node, key: &str) -> bool {
    node.get(key).and_then(Node::bool).unwrap_or(false)
}

/// The elements of the sequence under `key`; none where there is no such sequence.
pub(super) fn items<'t>(node: Node<'t>, key: &str) -> impl Iterator<Item = Node<'t>> + use<'t> {
    node.get(key).into_iter().flat_map(Node::items)
}

/// `node`, if it is a mapping.
pub(super) fn object(node: Node) -> Option<Node> {
    (node.kind() == Kind::Object).then_some(node)
}

/// `node`, if it is a sequence.
pub(super) fn array(node: Node) -> Option<Node> {
    (node.kind() == Kind::Array).then_some(node)
}

/// Whether nothing stands there.
pub(super) fn is_null(node: Node) -> bool {
    node.kind() == Kind::Null
}
