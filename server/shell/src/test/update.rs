//! Changes a test file in place: only the values that are to change, in the style that is there.

use anyhow::ensure;
use lint::format_of;
use serde_json::{Value, json};
use text::{Edit, Entry, InFile, Kind, Node, TextRange, TextSize, Tree, json_string, yaml_scalar};

use super::compare::same;
use super::file::{Expected, TestFile};
use super::value;
use super::write::{block, flow, is_inline, pretty};

/// The text of `file` in which the tests (by index) expect what is said. An error where that cannot be done in place.
pub(super) fn update(file: &TestFile, changes: &[(usize, Expected)]) -> anyhow::Result<String> {
    let tree = Tree::parse(&file.text, format_of(&file.text, &file.path));
    let mut editor = Editor::new(&tree);
    let root = tree.root();
    let list = root.and_then(|root| root.get("tests"));
    let cases: Vec<Node<'_>> = list.into_iter().flat_map(Node::items).collect();
    let mut around = [root, list].into_iter().flatten();
    let around = around.any(|node| editor.is_flow(node));
    let mut wanted: Vec<Option<Expected>> = file
        .cases
        .iter()
        .map(|case| case.expected.clone())
        .collect();
    for (index, expected) in changes {
        let new = expected.to_json();
        match cases[*index].entry("expect") {
            Some(entry) => {
                let in_flow = around || editor.is_flow(cases[*index]);
                editor.replace(&entry, &new, in_flow);
            }
            None => editor.add(cases[*index], "expect", &new),
        }
        wanted[*index] = Some(expected.clone());
    }
    let text = editor.apply();
    // Aliases and odd styles: what is not understood is not touched.
    let again = TestFile::read(&file.path, text.clone()).ok();
    let is_as_wanted = again.is_some_and(|again| {
        let found = again.cases.iter().map(|case| &case.expected);
        found.len() == wanted.len() && found.zip(&wanted).all(agree)
    });
    ensure!(
        is_as_wanted,
        "the way it is written does not allow it (anchors, tags); change it by hand"
    );
    Ok(text)
}

fn agree((one, other): (&Option<Expected>, &Option<Expected>)) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => same(&one.to_json(), &other.to_json()),
        (one, other) => one == other,
    }
}

/// The text of a test file with one more test at its end.
pub(super) fn append(tree: &Tree<'_>, case: &Value) -> Option<String> {
    let root = tree.root()?;
    let mut editor = Editor::new(tree);
    let Some(entry) = root.entry("tests") else {
        editor.add(root, "tests", &json!([case]));
        return Some(editor.apply());
    };
    match entry.value.items().last() {
        Some(last) => editor.push(entry.value, last, case),
        None => {
            let in_flow = editor.is_flow(root);
            editor.replace(&entry, &json!([case]), in_flow);
        }
    }
    Some(editor.apply())
}

struct Editor<'t> {
    source: &'t str,
    json: bool,
    edits: Vec<Edit>,
}

impl<'t> Editor<'t> {
    fn new(tree: &Tree<'t>) -> Self {
        let source = tree.source();
        let json = tree
            .root()
            .is_some_and(|root| source[usize::from(root.range().0.start())..].starts_with('{'));
        Editor {
            source,
            json,
            edits: Vec::new(),
        }
    }

    /// The text with the edits.
    fn apply(mut self) -> String {
        self.edits.sort_by_key(|edit| edit.range.0.start());
        let mut text = self.source.to_owned();
        for edit in self.edits.iter().rev() {
            text.replace_range(std::ops::Range::<usize>::from(edit.range.0), &edit.text);
        }
        text
    }

    /// Put `new` in the place of the value of `entry`, or of those parts of it that differ. `in_flow`: brackets are around.
    fn replace(&mut self, entry: &Entry<'_>, new: &Value, in_flow: bool) {
        let node = entry.value;
        if self.replace_parts(node, new, in_flow) {
            return;
        }
        let (key, old) = (entry.key_range.0, node.range().0);
        // An empty list has brackets for want of anything else.
        let empty = node.entries().next().is_none() && node.items().next().is_none();
        if in_flow || self.is_flow(node) && !empty {
            let text = self.in_flow(new, key.start());
            return self.edit(old, text);
        }
        // From the key on, so that a value may move to its line or below it; a comment between the two stays.
        let gap = &self.source[TextRange::new(key.end(), old.start().max(key.end()))];
        match (gap.trim(), is_inline(new)) {
            (":" | "", true) => {
                let end = old.end().max(self.after_colon(key.end()));
                let text = format!(": {}", block(new).join(""));
                self.edit(TextRange::new(key.end(), end), text);
            }
            (":" | "", false) => {
                let end = old.end().max(self.after_colon(key.end()));
                let text = format!(":{}", self.below(new, self.column(key.start()) + 2));
                self.edit(TextRange::new(key.end(), end), text);
            }
            _ => self.put(node, new, in_flow),
        }
    }

    /// Put `new` exactly where `node` is.
    fn put(&mut self, node: Node<'_>, new: &Value, in_flow: bool) {
        let old = node.range().0;
        let text = match in_flow || self.is_flow(node) {
            true => self.in_flow(new, old.start()),
            false => {
                let indent = format!("\n{}", " ".repeat(self.column(old.start())));
                block(new).join(&indent)
            }
        };
        self.edit(old, text);
    }

    /// Whether `new` differs from `node` in parts only, which are replaced.
    fn replace_parts(&mut self, node: Node<'_>, new: &Value, in_flow: bool) -> bool {
        if value::json(node).is_some_and(|old| same(&old, new)) {
            return true;
        }
        let in_flow = in_flow || self.is_flow(node);
        match new {
            Value::Array(items) => {
                if node.kind() != Kind::Array || node.items().count() != items.len() {
                    return false;
                }
                for (node, item) in node.items().zip(items) {
                    if !self.replace_parts(node, item, in_flow) {
                        self.put(node, item, in_flow);
                    }
                }
                true
            }
            Value::Object(map) => {
                let entries: Vec<Entry<'_>> = node.entries().collect();
                let known = entries.iter().all(|entry| map.contains_key(&*entry.key));
                if node.kind() != Kind::Object || entries.len() != map.len() || !known {
                    return false;
                }
                for entry in &entries {
                    self.replace(entry, &map[&*entry.key], in_flow);
                }
                true
            }
            _ => false,
        }
    }

    /// One more entry at the end of an object.
    fn add(&mut self, object: Node<'_>, key: &str, new: &Value) {
        let Some(last) = object
            .entries()
            .max_by_key(|entry| entry.value.range().0.end())
        else {
            return self.put(object, &json!({key: new}), self.json);
        };
        let (start, end) = (last.key_range.0.start(), last.value.range().0.end());
        let end = end.max(last.key_range.0.end());
        if self.is_flow(object) {
            let value = self.in_flow(new, start);
            let separator = self.separator(object);
            let key = match self.json {
                true => json_string(key),
                false => yaml_scalar(key),
            };
            let text = format!("{separator}{key}: {value}");
            return self.edit(TextRange::empty(end), text);
        }
        let column = self.column(start);
        let lines = self.below(&json!({key: new}), column);
        self.edit(TextRange::empty(self.end_of_line(end)), lines);
    }

    /// One more item after the last of a list.
    fn push(&mut self, list: Node<'_>, last: Node<'_>, new: &Value) {
        let range = last.range().0;
        if self.is_flow(list) {
            let text = format!(
                "{}{}",
                self.separator(list),
                self.in_flow(new, range.start())
            );
            return self.edit(TextRange::empty(range.end()), text);
        }
        let column = self.column(list.range().0.start());
        let lines = self.below(&json!([new]), column);
        let empty_line = match self.empty_line_before(range.start()) {
            true => "\n",
            false => "",
        };
        let at = self.end_of_line(range.end());
        self.edit(TextRange::empty(at), format!("{empty_line}{lines}"));
    }

    fn edit(&mut self, range: TextRange, text: String) {
        self.edits.push(Edit {
            range: InFile(range),
            text,
        });
    }

    /// Whether a collection is written with brackets, as all of JSON is.
    fn is_flow(&self, node: Node<'_>) -> bool {
        let text = &self.source[node.range().0];
        let collection = matches!(node.kind(), Kind::Array | Kind::Object);
        self.json || collection && text.starts_with(['{', '['])
    }

    /// Within brackets: over several lines in JSON, on one in YAML.
    fn in_flow(&self, value: &Value, at: TextSize) -> String {
        match self.json {
            true => {
                let line = &self.source[self.start_of_line(at)..];
                let indent = &line[..line.len() - line.trim_start_matches([' ', '\t']).len()];
                pretty(value, indent)
            }
            false => flow(value),
        }
    }

    /// What stands between two elements of a collection with brackets.
    fn separator(&self, node: Node<'_>) -> String {
        let first = node
            .entries()
            .map(|entry| entry.key_range.0.start())
            .chain(node.items().map(|item| item.range().0.start()))
            .min();
        let start = node.range().0.start();
        let gap = first.map(|first| &self.source[TextRange::new(start + TextSize::new(1), first)]);
        match gap {
            Some(gap) if gap.contains('\n') && gap.trim().is_empty() => format!(",{gap}"),
            _ => ", ".into(),
        }
    }

    /// The lines of a block below, each after a line break.
    fn below(&self, value: &Value, column: usize) -> String {
        let ending = if self.source.contains("\r\n") {
            "\r\n"
        } else {
            "\n"
        };
        let indent = " ".repeat(column);
        let lines = block(value).into_iter();
        lines
            .map(|line| format!("{ending}{indent}{line}"))
            .collect()
    }

    /// The end of the `:` after a key.
    fn after_colon(&self, key: TextSize) -> TextSize {
        let colon = self.source[usize::from(key)..].find(':');
        colon.map_or(key, |colon| key + TextSize::new(colon as u32 + 1))
    }

    fn start_of_line(&self, offset: TextSize) -> usize {
        let before = &self.source[..usize::from(offset)];
        before.rfind('\n').map_or(0, |at| at + 1)
    }

    /// In characters, as YAML counts.
    fn column(&self, offset: TextSize) -> usize {
        self.source[self.start_of_line(offset)..usize::from(offset)]
            .chars()
            .count()
    }

    fn end_of_line(&self, offset: TextSize) -> TextSize {
        let rest = &self.source[usize::from(offset)..];
        let length = rest.find('\n').unwrap_or(rest.len());
        let line = &rest[..length];
        offset + TextSize::of(line.strip_suffix('\r').unwrap_or(line))
    }

    /// Whether tests are kept apart by empty lines.
    fn empty_line_before(&self, offset: TextSize) -> bool {
        let before = &self.source[..self.start_of_line(offset)];
        let before = before.strip_suffix('\n').unwrap_or(before);
        let line = before.rsplit('\n').next().unwrap_or_default();
        line.trim().is_empty() && !before.is_empty()
    }
}
