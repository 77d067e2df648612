//! Somebody who types sixty lines at the end of the longest code of a workflow.

use serde_json::{Value, json};
use text::{Format, InCode, Language, LineColumn, LineIndex, TextRange, TextSize, Tree};

const PYTHON: &str = include_str!("lines.py");
const JAVASCRIPT: &str = include_str!("lines.js");

/// The text as it is by now, and what is still to be typed.
pub(crate) struct Typist {
    text: String,
    format: Format,
    /// The node is found again by its place among all.
    node: usize,
    /// Where the next key goes in the code.
    at: TextSize,
    typed: &'static str,
    /// The place of the last key in the file.
    last: LineColumn,
}

impl Typist {
    /// `None` where there is no code.
    pub(crate) fn new(text: &str, format: Format) -> Option<Self> {
        let tree = Tree::parse(text, format);
        let workflows = workflow::read(&tree);
        let nodes = workflows.iter().flat_map(|workflow| &workflow.code_nodes);
        let known = nodes.enumerate().filter_map(|(index, node)| {
            let code = node.code.as_ref().filter(|code| code.is_mapped())?;
            Some((index, node.language?, code.text().len()))
        });
        let (node, language, length) = known.max_by_key(|(_, _, length)| *length)?;
        Some(Self {
            text: text.to_owned(),
            format,
            node,
            at: TextSize::new(length as u32),
            typed: match language {
                Language::Python => PYTHON,
                Language::JavaScript => JAVASCRIPT,
            },
            last: LineColumn { line: 0, column: 0 },
        })
    }

    /// The same lines of Python at the end of a file of Python; `None` where the longest code of the workflow is none.
    pub(crate) fn of_python(
        text: &str,
        format: Format,
    ) -> Option<(String, impl Iterator<Item = Value>)> {
        let typist = Self::new(text, format)?;
        let tree = Tree::parse(text, format);
        let workflows = workflow::read(&tree);
        let mut nodes = workflows.iter().flat_map(|workflow| &workflow.code_nodes);
        let node = nodes.nth(typist.node)?;
        let code = node
            .code
            .as_ref()
            .filter(|_| node.language == Some(Language::Python))?;
        let mut line = code.text().matches('\n').count();
        let last = code.text().rsplit('\n').next().unwrap_or_default();
        let mut column = last.encode_utf16().count();
        let keys = PYTHON.chars().map(move |key| {
            let place = json!({"line": line, "character": column});
            match key {
                '\n' => (line, column) = (line + 1, 0),
                _ => column += key.len_utf16(),
            }
            json!([{"range": {"start": place, "end": place}, "text": key.to_string()}])
        });
        Some((code.text().to_owned(), keys))
    }

    /// The next keystroke, as the changes that an editor sends; `None` when all is typed.
    pub(crate) fn key(&mut self) -> Option<Value> {
        let key = self.typed.chars().next()?;
        self.typed = &self.typed[key.len_utf8()..];
        let edits = {
            let tree = Tree::parse(&self.text, self.format);
            let workflows = workflow::read(&tree);
            let mut nodes = workflows.iter().flat_map(|workflow| &workflow.code_nodes);
            let code = nodes.nth(self.node)?.code.as_ref()?;
            code.seal(
                &self.text,
                InCode(TextRange::empty(self.at)),
                &key.to_string(),
            )
        };
        self.at += TextSize::of(key);
        let lines = LineIndex::new(&self.text);
        let mut changes = Vec::new();
        for edit in edits.iter().rev() {
            let place = |at| {
                let place = lines.utf16(&self.text, at);
                json!({"line": place.line, "character": place.column})
            };
            let range = edit.range.0;
            changes.push(json!({"range": {"start": place(range.start()), "end": place(range.end())}, "text": edit.text}));
            self.last = lines.utf16(&self.text, range.start());
        }
        for edit in edits.iter().rev() {
            self.text
                .replace_range(std::ops::Range::<usize>::from(edit.range.0), &edit.text);
        }
        Some(changes.into())
    }

    /// Where the last key went, in UTF-16.
    pub(crate) fn place(&self) -> Value {
        json!({"line": self.last.line, "character": self.last.column})
    }
}
