//! YAML's aliases let a small file stand for a huge one. Readers follow them freely, so what they
//! stand for is weighed first.

use rustc_hash::FxHashMap;
use text::{Kind, Node, TextRange, Tree};

/// More bytes than this, aliases written out, are no workflow that anybody runs: Dify takes 10 MB
/// (reference dify 1.1).
const LIMIT: u64 = 256 << 20;

/// Whether the file, with every alias written out, is too big to be read.
pub(super) fn are_a_flood(tree: &Tree) -> bool {
    let Some(root) = tree.root().filter(|_| may_have_aliases(tree.source())) else {
        return false;
    };
    weight(root, &mut FxHashMap::default()) > LIMIT
}

/// A quick look: `*name` where a value may begin.
fn may_have_aliases(source: &str) -> bool {
    let bytes = source.as_bytes();
    source.match_indices('*').any(|(at, _)| {
        let before = at.checked_sub(1).and_then(|at| bytes.get(at));
        let begins = before.is_some_and(|byte| byte.is_ascii_whitespace() || b"[,{".contains(byte));
        begins
            && bytes
                .get(at + 1)
                .is_some_and(|after| !after.is_ascii_whitespace())
    })
}

/// The bytes that `node` stands for. The tree is at most some hundred levels deep, and each of its
/// collections is weighed once.
fn weight(node: Node, known: &mut FxHashMap<(TextRange, bool), u64>) -> u64 {
    let range = node.range().0;
    let is_object = match node.kind() {
        Kind::Object => true,
        Kind::Array => false,
        _ => return u64::from(u32::from(range.len())) + 1,
    };
    if let Some(weight) = known.get(&(range, is_object)) {
        return *weight;
    }
    let mut sum = 1u64;
    for item in node.items() {
        sum = sum.saturating_add(weight(item, known));
    }
    for entry in node.entries() {
        let key = entry.key.len() as u64;
        sum = sum
            .saturating_add(key)
            .saturating_add(weight(entry.value, known));
    }
    known.insert((range, is_object), sum);
    sum
}
