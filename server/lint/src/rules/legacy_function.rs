use code::{Facts, NameUse, Usage};
use text::{Edit, Format, InCode, InFile, Node, TextRange, TextSize, Tree};
use workflow::{Contract, NodeHost};

use super::Rule;
use crate::Severity;
use crate::context::Context;
use crate::finding::{Applicability, Tag};
use crate::report::Report;

/// A Function or Function Item node, which n8n 2 keeps and n8n 3 removes (reference n8n 12, 17).
pub(super) const RULE: Rule = Rule {
    id: "legacy-function",
    summary: "A Function node, which the Code node replaces",
    severity: Severity::Info,
    page: include_str!("legacy_function.md"),
    check,
};

/// Said only where somebody names an n8n 2: who moves there wants to know.
fn check(context: &Context<'_>, report: &mut Report<'_>) {
    let is_each = match context.code_node().contract {
        Contract::N8nFunction => false,
        Contract::N8nFunctionItem => true,
        _ => return,
    };
    let moves = context
        .target
        .n8n()
        .is_some_and(|facts| facts.node_host == NodeHost::TaskRunner);
    if !context.target_is_given || !moves {
        return;
    }
    let node = context.node();
    let file = Fields::of(context);
    let range = file.as_ref().map_or(node.name_range, |file| file.kind);
    let edits = file
        .and_then(|file| file.edits(context, is_each))
        .unwrap_or_default();
    report
        .in_file(range, "n8n 3 removes this node; the Code node replaces it")
        .tag(Tag::Deprecated)
        .help(match is_each {
            true => "In *Run Once for Each Item* `$input.item.json` is what `item` was; binary data is handed on only where it is returned.",
            false => "In *Run Once for All Items* `items` is what it was; `getWorkflowStaticData` is `$getWorkflowStaticData`.",
        })
        .fix("Make it a Code node", Applicability::Unsafe, edits);
}

/// The parts of the node in the file that change.
struct Fields {
    kind: InFile<TextRange>,
    version: InFile<TextRange>,
    code_key: InFile<TextRange>,
}

impl Fields {
    fn of(context: &Context<'_>) -> Option<Fields> {
        let range = context.node().range.0;
        let text = context.file.get(std::ops::Range::<usize>::from(range))?;
        let tree = Tree::parse(text, Format::Json);
        let node = tree.root().filter(|_| tree.problems().is_empty())?;
        let in_file = |inner: InFile<TextRange>| InFile(inner.0 + range.start());
        let value = |key: &str| Some(in_file(node.get(key).map(Node::range)?));
        let code = node.get("parameters")?.entry("functionCode")?;
        Some(Fields {
            kind: value("type")?,
            version: value("typeVersion")?,
            code_key: in_file(code.key_range),
        })
    }

    /// A Code node that does the same; `None` where the code uses what only the old node has.
    fn edits(&self, context: &Context<'_>, is_each: bool) -> Option<Vec<Edit>> {
        let edit = |range: InFile<TextRange>, text: &str| Edit {
            range,
            text: text.to_string(),
        };
        let mut edits = vec![
            edit(self.kind, "\"n8n-nodes-base.code\""),
            edit(self.version, "2"),
            edit(self.code_key, "\"jsCode\""),
        ];
        if is_each {
            let mode = edit(
                self.code_key,
                &format!(
                    "\"mode\": \"runOnceForEachItem\",{}\"jsCode\"",
                    self.gap(context)
                ),
            );
            edits[2] = mode;
        }
        edits.extend(code_edits(context, is_each)?);
        Some(edits)
    }

    /// What stands before the key on its line, and the line break before that.
    fn gap<'c>(&self, context: &Context<'c>) -> &'c str {
        let before = &context.file[..usize::from(self.code_key.0.start())];
        let blank = before.len() - before.trim_end().len();
        match blank {
            0 => " ",
            _ => &before[before.len() - blank..],
        }
    }
}

/// Names of the old nodes that the Code node does not have.
const OLD: &[&str] = &[
    "getNodeParameter",
    "getBinaryData",
    "setBinaryData",
    "getBinaryDataAsync",
    "setBinaryDataAsync",
];

const OLD_DATA: &str = "this.getWorkflowStaticData";

fn code_edits(context: &Context<'_>, is_each: bool) -> Option<Vec<Edit>> {
    let (facts, code) = (context.running()?, context.code()?);
    if OLD.iter().any(|name| reads(facts, name).next().is_some()) {
        return None;
    }
    // Of the old `this` the Code node has the helpers.
    let of_this = |path: &str| path.starts_with("this.") && !path.starts_with("this.helpers");
    if facts
        .paths
        .iter()
        .any(|used| of_this(&used.path) && used.path != OLD_DATA)
    {
        return None;
    }
    let named = reads(facts, "getWorkflowStaticData").map(|used| used.range);
    let of_this = facts.paths.iter().filter(|used| used.path == OLD_DATA);
    let mut edits: Vec<Edit> = named
        .chain(of_this.map(|used| used.range))
        .flat_map(|range| code.seal(context.file, InCode(range), "$getWorkflowStaticData"))
        .collect();
    if is_each && reads(facts, "item").next().is_some() {
        let start = InCode(TextRange::empty(TextSize::new(0)));
        edits.extend(code.seal(context.file, start, "let item = $input.item.json;\n"));
    }
    Some(edits)
}

fn reads<'f>(facts: &'f Facts, name: &'f str) -> impl Iterator<Item = &'f NameUse> {
    let uses = facts.globals.iter();
    uses.filter(move |used| used.name == name && used.usage == Usage::Read)
}
