//! What stands within what: ranges to fold, and ranges around a place.

use code::tree_sitter::Node;
use text::{Envelope, InCode, InFile, Kind, Node as Value, TextRange, TextSize, Tree};

use crate::bindings::range_of;
use crate::{Place, Snapshot, Snippet};

/// What of the code is folded.
const FOLDED: &[&str] = &[
    // Python
    "function_definition",
    "class_definition",
    "if_statement",
    "elif_clause",
    "else_clause",
    "for_statement",
    "while_statement",
    "try_statement",
    "except_clause",
    "with_statement",
    "match_statement",
    "dictionary",
    "list",
    "argument_list",
    "import_from_statement",
    // JavaScript
    "statement_block",
    "class_body",
    "switch_body",
    "object",
    "array",
    "arguments",
    "template_string",
];

impl Snapshot {
    /// What can be folded: nodes, their code, and what the code is made of where the lines of the code are lines of the
    /// file. Ranges on one line are among them.
    pub fn folds(&self) -> Vec<InFile<TextRange>> {
        let workflows = self.analysis.workflows.iter();
        let nodes = workflows.flat_map(|workflow| workflow.nodes.iter().map(|node| node.range));
        let mut folds: Vec<_> = nodes.collect();
        for snippet in self.snippets() {
            folds.push(snippet.embedded().range());
            let by_line = matches!(
                snippet.embedded().envelope(),
                Envelope::YamlLiteral | Envelope::YamlFolded
            );
            if by_line && snippet.embedded().is_mapped() {
                code_folds(snippet, &mut folds);
            }
        }
        folds
    }

    /// The ranges around byte `offset`, innermost first, each within the next: the token, the expressions and statements
    /// around it, the code, its string, the values of the file around that.
    pub fn ranges_around(&self, offset: InFile<TextSize>) -> Vec<InFile<TextRange>> {
        let mut ranges = Vec::new();
        if let Some(Place::Code { snippet, offset }) = self.at(offset) {
            code_ranges(snippet, offset, &mut ranges);
        }
        let format = lint::format_of(&self.text, &self.path);
        let tree = Tree::parse(&self.text, format);
        let mut values = Vec::new();
        if let Some(root) = tree.root() {
            values_around(root, offset, &mut values);
        }
        ranges.extend(values.into_iter().rev());
        let mut around: Vec<InFile<TextRange>> = Vec::new();
        for range in ranges {
            let grows = |last: &InFile<TextRange>| range.0.contains_range(last.0) && range != *last;
            if around.last().is_none_or(grows) {
                around.push(range);
            }
        }
        around
    }
}

fn code_folds(snippet: Snippet<'_>, folds: &mut Vec<InFile<TextRange>>) {
    let Some(reading) = snippet.reading() else {
        return;
    };
    let Some(tree) = &reading.tree else {
        return;
    };
    let mut cursor = tree.walk();
    let mut pending = vec![tree.root_node()];
    while let Some(node) = pending.pop() {
        if FOLDED.contains(&node.kind()) {
            folds.push(snippet.to_file(InCode(range_of(node))));
        }
        pending.extend(node.children(&mut cursor));
    }
}

fn code_ranges(
    snippet: Snippet<'_>,
    offset: InCode<TextSize>,
    ranges: &mut Vec<InFile<TextRange>>,
) {
    let reading = snippet.reading();
    let root = reading
        .as_ref()
        .and_then(|reading| Some(reading.tree.as_ref()?.root_node()));
    let at = usize::from(offset.0);
    let mut node: Option<Node<'_>> = root.and_then(|root| root.descendant_for_byte_range(at, at));
    while let Some(inner) = node {
        ranges.push(snippet.to_file(InCode(range_of(inner))));
        node = inner.parent();
    }
    let all = TextRange::up_to(TextSize::of(snippet.text()));
    ranges.push(snippet.to_file(InCode(all)));
}

/// From the outermost value in.
fn values_around(root: Value<'_>, offset: InFile<TextSize>, ranges: &mut Vec<InFile<TextRange>>) {
    let touches = |range: InFile<TextRange>| range.0.contains_inclusive(offset.0);
    let mut value = root;
    // No deeper than a tree is.
    for _ in 0..512 {
        ranges.push(value.range());
        let next = match value.kind() {
            Kind::Array => value.items().find(|item| touches(item.range())),
            _ => {
                let around = |range: InFile<TextRange>, other: InFile<TextRange>| {
                    InFile(range.0.cover(other.0))
                };
                let mut entries = value.entries();
                let entry =
                    entries.find(|entry| touches(around(entry.key_range, entry.value.range())));
                let Some(entry) = entry else {
                    return;
                };
                ranges.push(around(entry.key_range, entry.value.range()));
                if touches(entry.key_range) {
                    return ranges.push(entry.key_range);
                }
                Some(entry.value).filter(|value| touches(value.range()))
            }
        };
        match next {
            Some(inner) => value = inner,
            None => return,
        }
    }
}
