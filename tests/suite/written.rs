//! Text that remembers where each character of the code was written.

use std::ops::Range;

/// A workflow file, and where in it each character of the code stands.
pub(crate) struct WorkflowFile {
    /// How the code is written, for people.
    pub(crate) envelope: &'static str,
    pub(crate) name: &'static str,
    pub(crate) text: String,
    /// The code as a reader of the file must decode it.
    pub(crate) code: String,
    /// Decoded offset and the bytes of the file that hold that character.
    places: Vec<(usize, Range<usize>)>,
}

impl WorkflowFile {
    /// Where these bytes of the code stand in the file.
    pub(crate) fn place(&self, code: Range<usize>) -> Range<usize> {
        let mut inside = self.places.iter().filter(|(at, _)| code.contains(at));
        let Some((_, first)) = inside.next() else {
            panic!("{}: no character of the code at {code:?}", self.envelope);
        };
        let last = inside.next_back().map_or(first, |(_, last)| last);
        first.start..last.end
    }
}

/// A scalar or string in the making.
#[derive(Default, Clone)]
pub(crate) struct Written {
    pub(crate) text: String,
    code: String,
    places: Vec<(usize, Range<usize>)>,
}

impl Written {
    /// Writes what stands for no character of the code: quotes, indentation, headers.
    pub(crate) fn syntax(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Writes one character of the code as `written`.
    pub(crate) fn char(&mut self, c: char, written: &str) {
        let from = self.text.len();
        self.text.push_str(written);
        self.places.push((self.code.len(), from..self.text.len()));
        self.code.push(c);
    }

    /// The width of the last line, in characters.
    pub(crate) fn column(&self) -> usize {
        let line = self.text.rsplit('\n').next().unwrap_or_default();
        line.chars().count()
    }

    /// Sets it into a file between `before` and `after`; with `crlf` every line of the file ends with CR LF.
    pub(crate) fn within(
        self,
        envelope: &'static str,
        name: &'static str,
        (before, after): (&str, &str),
        crlf: bool,
    ) -> WorkflowFile {
        let text = format!("{before}{}{after}", self.text);
        // How far an offset of the text moves.
        let moved = |at: usize| match crlf {
            true => at + text[..at].matches('\n').count(),
            false => at,
        };
        let place = |(at, range): (usize, Range<usize>)| {
            let range = before.len() + range.start..before.len() + range.end;
            (at, moved(range.start)..moved(range.end))
        };
        WorkflowFile {
            envelope,
            name,
            places: self.places.into_iter().map(place).collect(),
            text: if crlf {
                text.replace('\n', "\r\n")
            } else {
                text.clone()
            },
            code: self.code,
        }
    }
}
