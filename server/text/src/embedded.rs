use std::borrow::Cow;

use crate::seal::Scalar;
use crate::segments::Decoded;
use crate::slots::{Slot, Style};
use crate::{InCode, InFile, TextRange, TextSize, json, yaml};

/// The language of embedded code. Only a label here; `code` knows what it means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// Python 3.
    Python,
    /// JavaScript.
    JavaScript,
}

/// The way a string is written in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Envelope {
    /// `"…"` in JSON.
    JsonString,
    /// `|` in YAML.
    YamlLiteral,
    /// `>` in YAML.
    YamlFolded,
    /// `"…"` in YAML.
    YamlDoubleQuoted,
    /// `'…'` in YAML.
    YamlSingleQuoted,
    /// An unquoted YAML scalar, perhaps over several lines.
    YamlPlain,
}

/// Code lifted out of a scalar, with a map of every character to the bytes it was written with.
#[derive(Debug, Clone)]
pub struct EmbeddedText {
    decoded: Decoded,
    range: InFile<TextRange>,
    envelope: Envelope,
    style: Style,
    /// The byte after all that the scalar's reader consumes.
    raw_end: usize,
    /// As in [`Slot::indent`].
    indent: u16,
    /// False where the text could not be followed through the file: it is one piece then.
    mapped: bool,
}

impl EmbeddedText {
    /// Lift out the scalar of `slot`, written as `raw` and read as `text`, to be found in the file
    /// at `range`. `to_file` leads the slot's places there.
    pub(crate) fn new<'t>(
        raw: &str,
        text: impl Fn() -> Cow<'t, str>,
        envelope: Envelope,
        slot: Slot,
        range: InFile<TextRange>,
        to_file: impl Fn(usize) -> usize,
    ) -> Self {
        let start = slot.start as usize;
        let decoded = match slot.style {
            Style::Json | Style::JsonEscaped => Some(json::string::decode(raw, 0)),
            style => yaml::decode::decode(raw, style, slot.indent)
                .filter(|decoded| decoded.text == text()),
        };
        let mapped = decoded.is_some();
        let decoded = decoded.map(|decoded| decoded.placed(|at| to_file(start + at)));
        let file = usize::from(range.0.start())..usize::from(range.0.end());
        let decoded = decoded.unwrap_or_else(|| Decoded::opaque(text().into_owned(), file));
        let raw_end = to_file(start + raw.len());
        Self {
            decoded,
            range,
            envelope,
            style: slot.style,
            raw_end,
            indent: slot.indent,
            mapped,
        }
    }

    /// The decoded text.
    pub fn text(&self) -> &str {
        &self.decoded.text
    }

    /// The whole scalar in the file, quotes or block header included.
    pub fn range(&self) -> InFile<TextRange> {
        self.range
    }

    /// How it is written.
    pub fn envelope(&self) -> Envelope {
        self.envelope
    }

    /// Whether every character is mapped. False where the text could not be followed through the
    /// file: then any place in it is the whole scalar.
    pub fn is_mapped(&self) -> bool {
        self.mapped
    }

    /// Where the decoded bytes of `range` stand in the file. An empty range gives an empty range:
    /// after the character before it, or at the start of a line before the first character of that.
    /// Offsets within a character are taken back to its start; an end past the text is clamped.
    pub fn to_file(&self, range: InCode<TextRange>) -> InFile<TextRange> {
        let start = self.boundary(range.0.start());
        let end = self.boundary(range.0.end());
        if start == end {
            let at = self.place(start);
            return InFile(TextRange::new(at, at));
        }
        let first = self
            .decoded
            .start_of(start)
            .map_or(self.range.0.start(), size);
        let last = self.decoded.end_of(end).map_or(self.range.0.end(), size);
        InFile(TextRange::new(first, last.max(first)))
    }

    /// The decoded offset written at byte `offset` of the file, if `offset` lies inside the scalar;
    /// a byte within an escape or an indentation belongs to the character it leads to.
    pub fn to_code(&self, offset: InFile<TextSize>) -> Option<InCode<TextSize>> {
        let InFile(range) = self.range;
        // Beyond the range stand a block scalar's last line break and blank lines.
        let inside = range.contains_inclusive(offset.0)
            || range.start() <= offset.0 && usize::from(offset.0) < self.raw_end;
        inside.then(|| InCode(size(self.decoded.at_file(usize::from(offset.0)))))
    }

    /// The scalar as it stands in `file`; `None` if that is not what was decoded.
    pub(crate) fn written(&self, file: &str) -> Option<Scalar> {
        let start = usize::from(self.range.0.start());
        let raw = start..self.raw_end;
        self.mapped
            .then(|| Scalar::read(file, raw, self.style, self.indent, self.text()))?
    }

    pub(crate) fn boundary(&self, offset: TextSize) -> usize {
        self.text()
            .floor_char_boundary(usize::from(offset).min(self.text().len()))
    }

    /// The place of the gap before decoded `offset`.
    fn place(&self, offset: usize) -> TextSize {
        let before = self.decoded.end_of(offset).map(size);
        let after = self.decoded.start_of(offset).map(size);
        let at_line_start = offset == 0 || self.text()[..offset].ends_with('\n');
        let nearest = if at_line_start {
            after.or(before)
        } else {
            before.or(after)
        };
        nearest.unwrap_or_else(|| self.empty_place())
    }

    /// Where the first character of an empty text would stand.
    fn empty_place(&self) -> TextSize {
        let quoted = matches!(
            self.envelope,
            Envelope::JsonString | Envelope::YamlDoubleQuoted | Envelope::YamlSingleQuoted
        );
        match quoted {
            true => (self.range.0.start() + TextSize::new(1)).min(self.range.0.end()),
            false => self.range.0.end(),
        }
    }
}

fn size(at: usize) -> TextSize {
    TextSize::new(at as u32)
}
