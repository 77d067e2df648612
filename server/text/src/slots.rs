//! The arena that both readers fill: nodes in the order of the file, a collection before its
//! children, so that a whole subtree is skipped by one link.

use std::sync::Arc;

use crate::Problem;
use crate::mended::Mended;
use crate::yaml::BREAKS;

/// How deep collections may be nested. PyYAML gives up earlier; no real file comes near.
pub(crate) const DEEPEST: usize = 512;

/// One node of the tree, in 16 bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Slot {
    /// First byte of the value.
    pub(crate) start: u32,
    /// The byte after all that its reader consumes.
    pub(crate) end: u32,
    /// Of a collection: the slot after its last descendant. Of an alias: its target. Of any other
    /// scalar: 1 + the index of its text, or 0 where the text stands in the file as it is.
    pub(crate) link: u32,
    /// Of a YAML scalar: 1 + the column (in characters) of the block collection it stands in,
    /// 0 at the top, or [`IN_FLOW`].
    pub(crate) indent: u16,
    pub(crate) shape: Shape,
    pub(crate) style: Style,
}

/// [`Slot::indent`] of what stands within `[…]` or `{…}`.
pub(crate) const IN_FLOW: u16 = u16::MAX;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    Null,
    True,
    False,
    Integer,
    Float,
    String,
    Timestamp,
    Array,
    Object,
    /// A mapping with a merge key.
    Merging,
    /// The key `<<`.
    MergeKey,
    Alias,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    Json,
    /// A JSON string with a backslash in it.
    JsonEscaped,
    Plain,
    SingleQuoted,
    DoubleQuoted,
    Literal,
    Folded,
}

impl Shape {
    pub(crate) fn is_object(self) -> bool {
        matches!(self, Shape::Object | Shape::Merging)
    }

    pub(crate) fn is_collection(self) -> bool {
        self.is_object() || self == Shape::Array
    }
}

impl Slot {
    /// The slot after this one and its descendants, if this one is number `index`.
    pub(crate) fn next(&self, index: u32) -> u32 {
        if self.shape.is_collection() {
            self.link
        } else {
            index + 1
        }
    }

    pub(crate) fn is_block_scalar(&self) -> bool {
        matches!(self.style, Style::Literal | Style::Folded)
    }

    /// The end of the value as people see it: of a block scalar, which for its reader includes
    /// the blank lines that follow, the end of the last line that is not blank.
    pub(crate) fn shown_end(&self, text: &str) -> u32 {
        if !self.is_block_scalar() {
            return self.end;
        }
        let raw = &text[self.start as usize..self.end as usize];
        let end = raw
            .trim_end_matches(|c| c == ' ' || BREAKS.contains(&c))
            .len();
        // Spaces at the end of that line belong to it.
        let spaces = raw[end..].find(BREAKS).unwrap_or(raw.len() - end);
        self.start + (end + spaces) as u32
    }
}

/// What a reader makes of a file.
#[derive(Debug, Clone, Default)]
pub(crate) struct Reading {
    pub(crate) slots: Vec<Slot>,
    /// Shared with what the file was before and will be.
    pub(crate) texts: Vec<Arc<str>>,
    pub(crate) problems: Vec<Problem>,
    /// The text that was read, and in which the slots' places are, where it is not the file's own.
    pub(crate) mended: Option<Mended>,
}

impl Reading {
    /// Nothing but a problem with the whole file.
    pub(crate) fn refused(message: &str) -> Self {
        Self {
            problems: vec![Problem::fatal(0..0, message)],
            ..Self::default()
        }
    }
}
