//! What an input holds without fail: only where the platform itself makes sure of it (reference dify 1.6, 1.7, 2.6).

use text::Node as Value;

use super::super::value::{items, name, text};
use super::selectors::{Selectors, Target};
use crate::{OnError, Resolution, Surely};

/// Longer ways back are not gone.
const MOST_STEPS: usize = 200;

impl Selectors<'_, '_> {
    /// What stands behind `selector` whenever node `asker` runs, and whether it may be unset all the same.
    pub(super) fn surely(
        &self,
        selector: &[String],
        target: &Target,
        asker: usize,
    ) -> Option<(Surely, bool)> {
        let [head, key] = selector else {
            return None;
        };
        let type_name = target.type_name.as_deref();
        match (head.as_str(), target.source) {
            // `secret` is a text as well.
            ("env", Resolution::Declared) => match type_name? {
                "string" | "secret" => Some((Surely::Text, false)),
                _ => None,
            },
            // What is assigned to it later may have been unset.
            ("conversation", Resolution::Declared) => {
                (type_name? == "string").then_some((Surely::Text, true))
            }
            (_, Resolution::Known { node }) => {
                let (held, unset) = self.handed_on(node, key, type_name?)?;
                let skipped = !self.has_run_before(node, asker);
                Some((held, unset || target.nullable || skipped))
            }
            _ => None,
        }
    }

    /// What node `index` puts under `key` if it runs, and whether that may be `None`.
    fn handed_on(&self, index: usize, key: &str, type_name: &str) -> Option<(Surely, bool)> {
        let (node, data) = (&self.workflow.nodes[index], self.data[index]);
        // What the author gives for failures is of any type.
        if node.on_error != OnError::Stop {
            return None;
        }
        match (node.kind.as_str(), key) {
            ("start", _) => Some((field(data, key)?, false)),
            ("llm", "text") | ("template-transform", "output") | ("http-request", "body") => {
                Some((Surely::Text, false))
            }
            ("question-classifier", "class_name") => Some((Surely::Text, false)),
            // `None` passes the check of every type.
            ("code", _) => match type_name {
                "string" => Some((Surely::Text, true)),
                "number" => Some((Surely::Number, true)),
                _ => None,
            },
            _ => None,
        }
    }

    /// Node `earlier` has run whenever `asker` does: it starts the workflow, or stands on the one way there.
    fn has_run_before(&self, earlier: usize, asker: usize) -> bool {
        let nodes = &self.workflow.nodes;
        if nodes[earlier].kind == "start" {
            return true;
        }
        let mut at = asker;
        for _ in 0..MOST_STEPS {
            let mut fed = self.workflow.edges.iter().filter(|edge| edge.target == at);
            let before = match (fed.next(), fed.next()) {
                (Some(edge), None) => Some(edge.source),
                // The first node within a container is run by it.
                (None, _) => {
                    let parent = nodes[at].parent.as_deref();
                    parent.and_then(|parent| nodes.iter().position(|node| node.id == parent))
                }
                _ => None,
            };
            match before {
                Some(before) if before == earlier => return true,
                Some(before) => at = before,
                None => return false,
            }
        }
        false
    }
}

/// What the form of the start node lets through for a field.
fn field(start: Value, field: &str) -> Option<Surely> {
    let matches = |entry: &Value| entry.get("variable").and_then(name).as_deref() == Some(field);
    let mut fields = items(start, "variables").filter(matches);
    let (entry, None) = (fields.next()?, fields.next()) else {
        return None;
    };
    match text(entry, "type")?.as_str() {
        "text-input" | "paragraph" | "select" => Some(Surely::Text),
        "number" => Some(Surely::Number),
        _ => None,
    }
}
