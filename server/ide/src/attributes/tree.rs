//! What the trees of both languages say of classes and their members.

use code::Reading;
use code::tree_sitter::Node;
use text::{InCode, TextSize};

use crate::bindings::Access;

/// What names of members are in the trees.
const NAMES: &[&str] = &[
    "identifier",
    "property_identifier",
    "private_property_identifier",
];

/// Whether what stands at `offset` may name an attribute at all, which costs nothing to ask.
pub(crate) fn may_be_at(reading: &Reading, offset: InCode<TextSize>) -> bool {
    const AROUND: &[&str] = &[
        "attribute",
        "member_expression",
        "function_definition",
        "assignment",
        "method_definition",
        "field_definition",
    ];
    let root = reading.tree.as_ref().map(|tree| tree.root_node());
    let name = root.and_then(|root| name_at(root, offset));
    let around = name.and_then(|name| name.parent());
    around.is_some_and(|around| AROUND.contains(&around.kind()))
}

/// The name at `offset`, or ending there.
pub(super) fn name_at(root: Node<'_>, offset: InCode<TextSize>) -> Option<Node<'_>> {
    let offset = usize::from(offset.0);
    let before = offset.checked_sub(1);
    let leaf = |at: usize| root.descendant_for_byte_range(at, at + 1);
    let ends = [Some(offset), before].into_iter().flatten();
    ends.filter_map(leaf).find(|node| {
        let range = node.byte_range();
        NAMES.contains(&node.kind()) && range.start <= offset && offset <= range.end
    })
}

/// What is done to the member that `name` names.
pub(super) fn access(name: Node<'_>) -> Access {
    let Some(member) = name.parent() else {
        return Access::Read;
    };
    let parent = member.parent();
    let is_target = parent.is_some_and(|parent| {
        let assigns = matches!(
            parent.kind(),
            "assignment"
                | "augmented_assignment"
                | "assignment_expression"
                | "augmented_assignment_expression"
        );
        assigns && parent.child_by_field_name("left") == Some(member)
            || parent.kind() == "update_expression"
            || parent.kind() == "pattern_list"
    });
    match is_target {
        true => Access::Write,
        false => Access::Read,
    }
}

/// The class whose instance `this` is.
pub(super) fn class_of_this(this: Node<'_>) -> Option<Node<'_>> {
    let mut node = this;
    loop {
        let parent = node.parent()?;
        match parent.kind() {
            "method_definition" | "field_definition" => {
                return (!is_static(parent)).then(|| class_around(parent)).flatten();
            }
            "function_declaration"
            | "function_expression"
            | "generator_function"
            | "generator_function_declaration"
            | "class_static_block" => return None,
            _ => node = parent,
        }
    }
}

/// The class in whose body a definition stands.
pub(super) fn class_around(defined: Node<'_>) -> Option<Node<'_>> {
    let body = defined.parent()?;
    let class = body.parent()?;
    (is_class(class) && class.child_by_field_name("body") == Some(body)).then_some(class)
}

pub(super) fn is_class(node: Node<'_>) -> bool {
    matches!(
        node.kind(),
        "class_definition" | "class_declaration" | "class"
    )
}

pub(super) fn is_static(node: Node<'_>) -> bool {
    let mut cursor = node.walk();
    node.children(&mut cursor)
        .any(|child| child.kind() == "static")
}
