//! Code as it would be if what is being typed were there already: so that it can be read although it is broken at
//! the cursor.

use std::sync::Arc;

use code::{Reading, Source};
use text::{InCode, TextRange, TextSize};

use crate::Snippet;
use crate::scan::Scan;

/// The name that stands for what is being typed.
pub(crate) const PROBE: &str = "codenode_probe";

/// A place where somebody types.
pub(crate) struct Typing<'s> {
    pub(crate) snippet: Snippet<'s>,
    pub(crate) source: Source<'s>,
    /// What is open there.
    pub(crate) scan: Scan,
    /// The name, or the contents of the text, that the cursor stands in: from its start to its end.
    pub(crate) range: std::ops::Range<usize>,
    /// The cursor.
    pub(crate) cursor: usize,
}

impl<'s> Typing<'s> {
    pub(crate) fn at(snippet: Snippet<'s>, offset: InCode<TextSize>) -> Option<Typing<'s>> {
        let source = snippet.source()?;
        let cursor = usize::from(offset.0);
        let code = source.text;
        let scan = Scan::of(code, source.language, cursor);
        let range = match scan.text() {
            Some((quote, start)) => start..end_of_text(code, cursor, quote),
            None => start_of_name(code, cursor)..end_of_name(code, cursor),
        };
        Some(Typing {
            snippet,
            source,
            scan,
            range,
            cursor,
        })
    }

    /// What has been typed of it.
    pub(crate) fn prefix(&self) -> &'s str {
        self.source
            .text
            .get(self.range.start..self.cursor)
            .unwrap_or_default()
    }

    /// The code before it.
    pub(crate) fn before(&self) -> &'s str {
        self.source.text.get(..self.range.start).unwrap_or_default()
    }

    /// The line up to it.
    pub(crate) fn line_before(&self) -> &'s str {
        let before = self.before();
        &before[before.rfind(['\n', '\r']).map_or(0, |at| at + 1)..]
    }

    /// A text in which the cursor stands.
    pub(crate) fn in_text(&self) -> bool {
        self.scan.text().is_some()
    }

    /// The range of the code that a completion replaces.
    pub(crate) fn replaced(&self) -> InCode<TextRange> {
        range(self.range.clone())
    }

    /// The code with `written` in place of what is typed, and after it, behind the quote of a text, `then` and
    /// whatever is missing.
    pub(crate) fn probe(&self, written: &str, then: &str) -> Probe {
        let code = self.source.text;
        let (before, after) = (&code[..self.range.start], &code[self.range.end..]);
        let missing = self.scan.missing.as_str();
        let quotes = match self.scan.text() {
            Some((quote, _)) if !self.text_is_closed() => {
                missing.len() - missing.trim_start_matches(quote).len()
            }
            _ => 0,
        };
        let (closing, missing) = missing.split_at(quotes);
        let (quote, after) = after.split_at(usize::from(self.text_is_closed()).min(after.len()));
        let text = format!("{before}{written}{closing}{quote}{then}{missing}{after}");
        let source = Source {
            text: &text,
            ..self.source.clone()
        };
        let reading = Arc::new(self.snippet.snapshot().cache.read(&source));
        Probe {
            text,
            reading,
            at: range(self.range.start..self.range.start + written.len()).0,
        }
    }

    fn text_is_closed(&self) -> bool {
        let quote = self.scan.text().map(|(quote, _)| quote);
        quote.is_some_and(|quote| self.source.text[self.range.end..].starts_with(quote))
    }
}

/// Code with a probe in it.
pub(crate) struct Probe {
    pub(crate) text: String,
    pub(crate) reading: Arc<Reading>,
    /// Where the probe stands.
    pub(crate) at: TextRange,
}

impl Probe {
    /// The code to be interpreted.
    pub(crate) fn source<'p>(&'p self, typing: &Typing<'_>) -> Source<'p> {
        Source {
            text: &self.text,
            ..typing.source.clone()
        }
    }
}

fn range(range: std::ops::Range<usize>) -> InCode<TextRange> {
    let [start, end] = [range.start, range.end.max(range.start)].map(|at| TextSize::new(at as u32));
    InCode(TextRange::new(start, end))
}

pub(crate) fn is_name(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '_' | '$')
}

fn start_of_name(code: &str, at: usize) -> usize {
    code[..at].trim_end_matches(is_name).len()
}

fn end_of_name(code: &str, at: usize) -> usize {
    code.len() - code[at..].trim_start_matches(is_name).len()
}

/// The end of a text that the cursor stands in: its quote, or where a name at the cursor ends.
fn end_of_text(code: &str, at: usize, quote: char) -> usize {
    let rest = &code[at..];
    let line = rest.find(['\n', '\r']).unwrap_or(rest.len());
    match rest[..line].find(quote) {
        // Nothing that other code would begin with stands between.
        Some(end) if !rest[..end].contains(['(', '[', '{', ')', ']', '}', ',', ':', '=']) => {
            at + end
        }
        _ => end_of_name(code, at),
    }
}
