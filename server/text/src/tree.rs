use crate::{EmbeddedText, Envelope, InFile, TextRange};

/// What a file is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Strict JSON, as `JSON.parse` accepts it (a BOM is allowed before it).
    Json,
    /// YAML 1.1 as PyYAML's `safe_load` reads it (reference dify 1.1).
    Yaml,
}

/// Something wrong with the file itself, or read otherwise than its author may think.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where.
    pub range: InFile<TextRange>,
    /// One sentence for people.
    pub message: String,
    /// True when the platform would refuse the whole file.
    pub fatal: bool,
}

/// A parsed file. Parsing never fails: a damaged file gives [`Tree::problems`] and what could be read.
#[derive(Debug)]
pub struct Tree<'s> {
    source: &'s str,
    problems: Vec<Problem>,
}

/// What a node of the tree is, scalars resolved as the platform's reader resolves them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `null`, `~`, nothing.
    Null,
    /// A truth value (in YAML 1.1 also `yes`, `no`, `on`, `off`).
    Bool(bool),
    /// An integer or a float; [`Node::number`] has the value.
    Number,
    /// Text.
    String,
    /// A YAML timestamp, which PyYAML turns into a `datetime`.
    Timestamp,
    /// A sequence.
    Array,
    /// A mapping.
    Object,
}

/// One node of a [`Tree`]; cheap to copy. Aliases are followed, so a node may be reached twice.
#[derive(Debug, Clone, Copy)]
pub struct Node<'t> {
    tree: &'t Tree<'t>,
    index: u32,
}

/// One `key: value` of a mapping.
#[derive(Debug, Clone)]
pub struct Entry<'t> {
    /// The key, decoded.
    pub key: std::borrow::Cow<'t, str>,
    /// The key as written, quotes included.
    pub key_range: InFile<TextRange>,
    /// The value.
    pub value: Node<'t>,
}

impl<'s> Tree<'s> {
    /// Parse `source`. Total: never panics, bounded in time and memory (aliases are not expanded).
    pub fn parse(source: &'s str, format: Format) -> Self {
        let _ = format;
        Self { source, problems: Vec::new() }
    }

    /// The text that was parsed.
    pub fn source(&self) -> &'s str {
        self.source
    }

    /// The top value, if anything could be read.
    pub fn root(&self) -> Option<Node<'_>> {
        unimplemented!("the tree is being built")
    }

    /// What is wrong or surprising, in the order of the file.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }
}

impl<'t> Node<'t> {
    /// What it is.
    pub fn kind(self) -> Kind {
        let _ = (self.tree, self.index);
        unimplemented!("the tree is being built")
    }

    /// The bytes of the value in the file.
    pub fn range(self) -> InFile<TextRange> {
        unimplemented!("the tree is being built")
    }

    /// The value of `key` in a mapping; of duplicate keys the last (JSON.parse and PyYAML alike).
    pub fn get(self, key: &str) -> Option<Node<'t>> {
        self.entry(key).map(|entry| entry.value)
    }

    /// The entry of `key` in a mapping; of duplicate keys the last.
    pub fn entry(self, key: &str) -> Option<Entry<'t>> {
        self.entries().filter(|entry| entry.key == key).last()
    }

    /// The entries of a mapping in the order of the file (none for anything else), duplicates
    /// and non-string keys (as written) included.
    pub fn entries(self) -> impl Iterator<Item = Entry<'t>> {
        std::iter::empty()
    }

    /// The elements of a sequence (none for anything else).
    pub fn items(self) -> impl Iterator<Item = Node<'t>> {
        std::iter::empty()
    }

    /// The text of a string (not of numbers or booleans).
    pub fn string(self) -> Option<std::borrow::Cow<'t, str>> {
        unimplemented!("the tree is being built")
    }

    /// The value of a number.
    pub fn number(self) -> Option<f64> {
        unimplemented!("the tree is being built")
    }

    /// The value of a truth value.
    pub fn bool(self) -> Option<bool> {
        match self.kind() {
            Kind::Bool(value) => Some(value),
            _ => None,
        }
    }

    /// How a scalar is written; `None` for sequences and mappings.
    pub fn envelope(self) -> Option<Envelope> {
        unimplemented!("the tree is being built")
    }

    /// The string with its map to the file, for code; `None` unless it is a string.
    pub fn embedded(self) -> Option<EmbeddedText> {
        unimplemented!("the tree is being built")
    }
}
