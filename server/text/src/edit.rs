use crate::{InFile, TextRange};

/// Replace the bytes of `range` by `text`. The edits of one fix never overlap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The bytes of the file to replace.
    pub range: InFile<TextRange>,
    /// What stands there afterwards, already sealed in the envelope's style.
    pub text: String,
}
