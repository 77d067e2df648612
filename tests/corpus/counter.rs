//! Counts code nodes by the plainest of means, so that it can disagree with the readers of the product.

use std::path::Path;

use serde_json::Value;

const N8N: [&str; 4] = [
    "n8n-nodes-base.code",
    "n8n-nodes-base.function",
    "n8n-nodes-base.functionItem",
    "@n8n/n8n-nodes-langchain.toolCode",
];

/// How many code nodes a file holds.
pub(crate) fn code_nodes(source: &str, path: &Path) -> usize {
    match path
        .extension()
        .is_some_and(|extension| extension == "json")
    {
        true => in_value(&serde_json::from_str(source).expect("JSON")),
        false => in_lines(source),
    }
}

/// Nodes anywhere, but for the copy of the published version that n8n may write beside the nodes.
fn in_value(value: &Value) -> usize {
    match value {
        Value::Array(items) => items.iter().map(in_value).sum(),
        Value::Object(entries) => {
            let is_node = entries.contains_key("parameters")
                && entries
                    .get("type")
                    .and_then(Value::as_str)
                    .is_some_and(|kind| N8N.contains(&kind));
            usize::from(is_node)
                + entries
                    .iter()
                    .filter(|(key, _)| *key != "activeVersion")
                    .map(|(_, value)| in_value(value))
                    .sum::<usize>()
        }
        _ => 0,
    }
}

/// Lines that say `type: code` straight under a line `data:`, which is where a Dify node says what it is.
fn in_lines(source: &str) -> usize {
    let lines: Vec<&str> = source.lines().collect();
    let depth = |line: &str| line.len() - line.trim_start().len();
    let under_data = |at: usize| {
        let above = lines[..at].iter().rev();
        let mut above = above.filter(|line| !line.trim().is_empty());
        above
            .find(|line| depth(line) < depth(lines[at]))
            .is_some_and(|line| line.trim().trim_start_matches("- ") == "data:")
    };
    (0..lines.len())
        .filter(|&at| is_code(lines[at]) && under_data(at))
        .count()
}

fn is_code(line: &str) -> bool {
    let kind = line.trim().strip_prefix("type:");
    kind.is_some_and(|kind| kind.trim().trim_matches(['"', '\'']) == "code")
}
