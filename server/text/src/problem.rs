use crate::{InFile, TextRange, TextSize};

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

impl Problem {
    /// Something that makes the platform refuse the whole file.
    pub(crate) fn fatal(range: std::ops::Range<usize>, message: impl Into<String>) -> Self {
        let place = |at| TextSize::new(at as u32);
        let range = InFile(TextRange::new(place(range.start), place(range.end)));
        Self {
            range,
            message: message.into(),
            fatal: true,
        }
    }
}

/// `text` as a message shows it: not more than a few words.
pub(crate) fn short(text: &str) -> String {
    const MOST: usize = 40;
    let shown = match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    };
    // What nobody would see.
    shown.replace(char::is_control, "\u{fffd}")
}
