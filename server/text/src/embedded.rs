use crate::{Edit, InCode, InFile, TextRange, TextSize};

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
    text: String,
    range: InFile<TextRange>,
    envelope: Envelope,
}

impl EmbeddedText {
    /// The decoded text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The whole scalar in the file, quotes or block header included.
    pub fn range(&self) -> InFile<TextRange> {
        self.range
    }

    /// How it is written.
    pub fn envelope(&self) -> Envelope {
        self.envelope
    }

    /// Where the decoded bytes of `range` stand in the file. An empty range gives an empty range.
    /// Both ends must lie on character boundaries of [`Self::text`]; an end past the text is clamped.
    pub fn to_file(&self, range: InCode<TextRange>) -> InFile<TextRange> {
        let _ = range;
        unimplemented!("the map is being built")
    }

    /// The decoded offset written at byte `offset` of the file, if `offset` lies inside the scalar;
    /// a byte within an escape or an indentation belongs to the character it leads to.
    pub fn to_code(&self, offset: InFile<TextSize>) -> Option<InCode<TextSize>> {
        let _ = offset;
        unimplemented!("the map is being built")
    }

    /// The edits of the file that replace decoded `range` by `replacement`, written in the
    /// envelope's own style and touching nothing else. `file` is the text this was decoded from.
    pub fn seal(&self, file: &str, range: InCode<TextRange>, replacement: &str) -> Vec<Edit> {
        let _ = (file, range, replacement);
        unimplemented!("sealing is being built")
    }
}
