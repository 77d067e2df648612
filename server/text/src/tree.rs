use std::borrow::Cow;

use crate::slots::{DEEPEST, Reading, Shape, Slot, Style};
use crate::{EmbeddedText, Envelope, InFile, Problem, TextRange, TextSize, conflict, json, yaml};

/// What a file is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Strict JSON, as `JSON.parse` accepts it (a BOM is allowed before it).
    Json,
    /// YAML 1.1 as PyYAML's `safe_load` reads it (reference dify 1.1).
    Yaml,
}

/// A parsed file. Parsing never fails: a damaged file gives [`Tree::problems`] and what could be read.
#[derive(Debug)]
pub struct Tree<'s> {
    pub(crate) source: &'s str,
    pub(crate) reading: Reading,
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

/// One node of a [`Tree`]; cheap to copy. Aliases are followed, so a node may be reached twice, but
/// never from within itself. However it is walked, a tree is at most 512 levels deep; in breadth,
/// aliases of aliases can make a walk of everything endless, so walk only where you must.
#[derive(Debug, Clone, Copy)]
pub struct Node<'t> {
    tree: &'t Tree<'t>,
    index: u32,
}

/// One `key: value` of a mapping.
#[derive(Debug, Clone)]
pub struct Entry<'t> {
    /// The key, decoded; a key that is no string, as written.
    pub key: Cow<'t, str>,
    /// The key as written, quotes included.
    pub key_range: InFile<TextRange>,
    /// The key itself: in YAML it need not be a string (`on: 1` has the key `true`).
    pub key_node: Node<'t>,
    /// The value.
    pub value: Node<'t>,
}

impl<'s> Tree<'s> {
    /// Parse `source`. Total: never panics, bounded in time and memory (aliases are not expanded,
    /// and what is nested more than 512 levels deep is not read).
    pub fn parse(source: &'s str, format: Format) -> Self {
        let read = match format {
            Format::Json => json::read,
            Format::Yaml => yaml::read,
        };
        let mut reading = match u32::try_from(source.len()) {
            Ok(_) => conflict::read_around(source, read),
            Err(_) => Reading::refused("The file is too big to be read."),
        };
        reading
            .problems
            .sort_by_key(|problem| problem.range.0.start());
        Self { source, reading }
    }

    /// The text that was parsed.
    pub fn source(&self) -> &'s str {
        self.source
    }

    /// The top value, if anything could be read.
    pub fn root(&self) -> Option<Node<'_>> {
        (!self.reading.slots.is_empty()).then(|| Node::at(self, 0))
    }

    /// What is wrong or surprising, in the order of the file.
    pub fn problems(&self) -> &[Problem] {
        &self.reading.problems
    }

    /// The text that was read: the source, but for damage that was passed over.
    fn read_text(&self) -> &str {
        self.reading
            .mended
            .as_ref()
            .map_or(self.source, |mended| &mended.text)
    }

    fn in_file(&self, start: u32, end: u32) -> InFile<TextRange> {
        let place = |at: u32| match &self.reading.mended {
            Some(mended) => TextSize::new(mended.file(at as usize) as u32),
            None => TextSize::new(at),
        };
        InFile(TextRange::new(place(start), place(end)))
    }
}

impl<'t> Node<'t> {
    /// What it is.
    pub fn kind(self) -> Kind {
        match self.slot().shape {
            Shape::Null => Kind::Null,
            Shape::True => Kind::Bool(true),
            Shape::False => Kind::Bool(false),
            Shape::Integer | Shape::Float => Kind::Number,
            Shape::String => Kind::String,
            Shape::Timestamp => Kind::Timestamp,
            Shape::Array => Kind::Array,
            Shape::Object | Shape::Merging => Kind::Object,
            // `Node::at` has followed it.
            Shape::Alias | Shape::MergeKey => Kind::Null,
        }
    }

    /// The bytes of the value in the file, without YAML's tag and anchor.
    pub fn range(self) -> InFile<TextRange> {
        let slot = self.slot();
        self.tree
            .in_file(slot.start, slot.shown_end(self.tree.read_text()))
    }

    /// The value of `key` in a mapping; of duplicate keys the last (JSON.parse and PyYAML alike).
    pub fn get(self, key: &str) -> Option<Node<'t>> {
        self.entry(key).map(|entry| entry.value)
    }

    /// The entry of `key` in a mapping; of duplicate keys the last. A key that is not a string
    /// is never found: `yes: 1` has no entry `"yes"` in YAML 1.1.
    pub fn entry(self, key: &str) -> Option<Entry<'t>> {
        let is_named = |node: Node<'_>| node.string().is_some_and(|text| text == key);
        if self.slot().shape == Shape::Merging {
            let named = |entry: &Entry| is_named(entry.key_node);
            return self.entries().filter(named).last();
        }
        let named = |(key, _): &(u32, u32)| is_named(Node::at(self.tree, *key));
        let (key, value) = self.pairs().filter(named).last()?;
        Some(self.own_entry(key, value))
    }

    /// The entries of a mapping in the order of the file (none for anything else), duplicates
    /// and non-string keys (as written) included. Entries merged in by YAML's `<<` come first.
    pub fn entries(self) -> impl Iterator<Item = Entry<'t>> {
        let merged = match self.slot().shape {
            Shape::Merging => self.merged(),
            _ => Vec::new(),
        };
        merged.into_iter().chain(self.own_entries())
    }

    /// The elements of a sequence (none for anything else).
    pub fn items(self) -> impl Iterator<Item = Node<'t>> {
        let is_array = self.slot().shape == Shape::Array;
        self.children()
            .take_while(move |_| is_array)
            .map(move |index| Node::at(self.tree, index))
    }

    /// The text of a string (not of numbers or booleans).
    pub fn string(self) -> Option<Cow<'t, str>> {
        (self.slot().shape == Shape::String).then(|| self.decoded_text())
    }

    /// Whether it is a string with something in it.
    pub fn has_text(self) -> bool {
        let slot = self.slot();
        slot.shape == Shape::String
            && match slot.style {
                Style::Json | Style::JsonEscaped => !json::string::contents(self.raw()).is_empty(),
                _ => !self.decoded_text().is_empty(),
            }
    }

    /// The text a scalar is written with, whatever it was resolved to: `yes`, `0.10`, `2024-01-01`.
    /// `None` for sequences and mappings.
    pub fn plain_text(self) -> Option<Cow<'t, str>> {
        (!self.is_collection()).then(|| self.decoded_text())
    }

    /// The value of a number.
    pub fn number(self) -> Option<f64> {
        let integer = match self.slot().shape {
            Shape::Integer => true,
            Shape::Float => false,
            _ => return None,
        };
        let text = self.decoded_text();
        match self.slot().style {
            Style::Json | Style::JsonEscaped => text.parse().ok(),
            _ if integer => yaml::resolve::integer(&text),
            _ => yaml::resolve::float(&text),
        }
    }

    /// Whether it is a number written as an integer (a Python `int`; JSON's `1.0` is not).
    pub fn is_integer(self) -> bool {
        self.slot().shape == Shape::Integer
    }

    /// The value of a truth value.
    pub fn bool(self) -> Option<bool> {
        match self.kind() {
            Kind::Bool(value) => Some(value),
            _ => None,
        }
    }

    /// How a scalar is written; `None` for sequences and mappings, and for a value left out.
    pub fn envelope(self) -> Option<Envelope> {
        let slot = self.slot();
        if self.is_collection() || slot.start == slot.end {
            return None;
        }
        Some(match slot.style {
            Style::Json | Style::JsonEscaped => Envelope::JsonString,
            Style::Plain => Envelope::YamlPlain,
            Style::SingleQuoted => Envelope::YamlSingleQuoted,
            Style::DoubleQuoted => Envelope::YamlDoubleQuoted,
            Style::Literal => Envelope::YamlLiteral,
            Style::Folded => Envelope::YamlFolded,
        })
    }

    /// The string with its map to the file, for code; `None` unless it is a string.
    pub fn embedded(self) -> Option<EmbeddedText> {
        let slot = self.slot();
        if slot.shape != Shape::String {
            return None;
        }
        let envelope = self.envelope().unwrap_or(Envelope::YamlPlain);
        let mended = self.tree.reading.mended.as_ref();
        let file = |at| mended.map_or(at, |mended| mended.file(at));
        let range = self.range();
        Some(EmbeddedText::new(
            self.raw(),
            || self.decoded_text(),
            envelope,
            slot,
            range,
            file,
        ))
    }

    /// All that the value's reader consumes: a block scalar's blank lines belong to it.
    fn raw(self) -> &'t str {
        let slot = self.slot();
        &self.tree.read_text()[slot.start as usize..slot.end as usize]
    }

    fn decoded_text(self) -> Cow<'t, str> {
        let slot = self.slot();
        if slot.shape == Shape::String && slot.style == Style::JsonEscaped {
            return Cow::Owned(json::string::decode(self.raw(), 0).text);
        }
        if slot.shape == Shape::String && slot.style == Style::Json {
            return Cow::Borrowed(json::string::contents(self.raw()));
        }
        match slot.link.checked_sub(1) {
            Some(text) => Cow::Borrowed(&self.tree.reading.texts[text as usize]),
            None => Cow::Borrowed(self.raw()),
        }
    }
}

/// The arena seen from a node.
impl<'t> Node<'t> {
    /// The node of slot `index`, aliases followed.
    fn at(tree: &'t Tree<'t>, index: u32) -> Self {
        let slot = tree.reading.slots[index as usize];
        let index = if slot.shape == Shape::Alias {
            slot.link
        } else {
            index
        };
        Self { tree, index }
    }

    fn slot(self) -> Slot {
        self.tree.reading.slots[self.index as usize]
    }

    fn is_collection(self) -> bool {
        self.slot().shape.is_collection()
    }

    /// The slots of its direct children; a mapping's are key, value, key, value.
    fn children(self) -> impl Iterator<Item = u32> + 't {
        let slots = &self.tree.reading.slots;
        let end = if self.is_collection() {
            self.slot().link
        } else {
            self.index
        };
        let mut next = self.index + 1;
        std::iter::from_fn(move || {
            let current = next;
            next = slots.get(current as usize)?.next(current);
            (current < end).then_some(current)
        })
    }

    /// The slots of a mapping's keys and values (none for anything else), merge keys included.
    fn pairs(self) -> impl Iterator<Item = (u32, u32)> + 't {
        let is_object = self.slot().shape.is_object();
        let mut children = self.children();
        std::iter::from_fn(move || is_object.then(|| Some((children.next()?, children.next()?)))?)
    }

    fn own_entries(self) -> impl Iterator<Item = Entry<'t>> {
        self.pairs()
            .filter(move |(key, _)| self.tree.reading.slots[*key as usize].shape != Shape::MergeKey)
            .map(move |(key, value)| self.own_entry(key, value))
    }

    fn own_entry(self, key: u32, value: u32) -> Entry<'t> {
        let key_node = Node::at(self.tree, key);
        let text = key_node
            .plain_text()
            .unwrap_or_else(|| Cow::Borrowed(key_node.raw()));
        Entry {
            key: text,
            key_range: key_node.range(),
            key_node,
            value: Node::at(self.tree, value),
        }
    }

    /// What `<<` brings in, such that of duplicate keys the last wins. Every mapping is merged
    /// once at most, so the work is bounded by the file however often it is referred to.
    fn merged(self) -> Vec<Entry<'t>> {
        let mut order = Vec::new();
        let mut seen = vec![self.index];
        self.merge_sources(&mut order, &mut seen, DEEPEST);
        // Strongest first so far; entries are wanted weakest first.
        order
            .into_iter()
            .rev()
            .flat_map(Node::own_entries)
            .collect()
    }

    fn merge_sources(self, order: &mut Vec<Node<'t>>, seen: &mut Vec<u32>, depth: usize) {
        let mut children = self.children();
        let mut sources = Vec::new();
        while let (Some(key), Some(value)) = (children.next(), children.next()) {
            if self.tree.reading.slots[key as usize].shape == Shape::MergeKey {
                sources.push(Node::at(self.tree, value));
            }
        }
        // A later `<<` is stronger than an earlier one; within a list the first is strongest.
        for source in sources.into_iter().rev() {
            let listed: Vec<_> = match source.slot().shape {
                Shape::Array => source.items().collect(),
                _ => vec![source],
            };
            for node in listed {
                if depth == 0 || !node.slot().shape.is_object() || seen.contains(&node.index) {
                    continue;
                }
                seen.push(node.index);
                order.push(node);
                node.merge_sources(order, seen, depth - 1);
            }
        }
    }
}
