//! Writing edits of decoded text back into the file, in the style the scalar is written in.
//!
//! Nothing is trusted: every way of writing is decoded again, and the first that gives the wanted
//! text is taken. The ways are ordered from the smallest edit in place to the whole scalar in
//! double quotes, which can carry any text.

mod block;
mod inline;
mod rewrite;

use std::ops::Range;

use crate::segments::Decoded;
use crate::slots::{IN_FLOW, Style};
use crate::yaml::{BREAKS, ends_with_break, line_break, plain_is_safe, unprintable};
use crate::{Edit, EmbeddedText, InCode, InFile, TextRange, TextSize, json, yaml};

/// An edit within the raw text of a scalar.
type Splice = (Range<usize>, String);

impl EmbeddedText {
    /// The edits of the file that replace decoded `range` by `replacement`, written in the
    /// envelope's own style and touching nothing else. Where that style cannot carry the new text
    /// (a block scalar with a control character, say), the scalar is written anew in the nearest
    /// that can. `file` is the text this was decoded from; there are no edits if the scalar is
    /// damaged or the text stays the same.
    pub fn seal(&self, file: &str, range: InCode<TextRange>, replacement: &str) -> Vec<Edit> {
        self.seal_many(file, &[(range, replacement.to_owned())])
    }

    /// As [`Self::seal`], for several changes at once. Of changes that overlap, the one that
    /// begins first is made.
    pub fn seal_many(&self, file: &str, changes: &[(InCode<TextRange>, String)]) -> Vec<Edit> {
        let Some(scalar) = self.written(file) else {
            return Vec::new();
        };
        let mut changes = self.in_order(changes);
        // Of changes to the same text as before, nothing is to be done.
        changes.retain(|(range, text)| self.text()[range.clone()] != **text);
        if changes.is_empty() {
            return Vec::new();
        }
        let splices = scalar.in_place(&changes).unwrap_or_else(|| {
            let raw = rewrite::whole(&scalar, &applied(self.text(), &changes));
            vec![trimmed(&scalar.raw, 0..scalar.raw.len(), raw)]
        });
        let base = self.range().0.start();
        let edit = |(range, text): Splice| {
            let place = |at: usize| base + TextSize::new(at as u32);
            Edit {
                range: InFile(TextRange::new(place(range.start), place(range.end))),
                text,
            }
        };
        splices.into_iter().map(edit).collect()
    }

    /// The changes in the order of the text, on character boundaries, without overlap.
    fn in_order<'c>(
        &self,
        changes: &'c [(InCode<TextRange>, String)],
    ) -> Vec<(Range<usize>, &'c str)> {
        let range = |InCode(range): InCode<TextRange>| {
            self.boundary(range.start())..self.boundary(range.end())
        };
        let mut sorted: Vec<_> = changes
            .iter()
            .map(|(place, text)| (range(*place), text.as_str()))
            .collect();
        sorted.sort_by_key(|(range, _)| (range.start, range.end));
        let mut end = 0;
        sorted.retain(|(range, _)| {
            let fits = range.start >= end;
            end = if fits { range.end } else { end };
            fits
        });
        sorted
    }
}

/// A scalar as it stands in the file.
#[derive(Debug, Clone)]
pub(crate) struct Scalar {
    /// All that its reader consumes.
    raw: String,
    style: Style,
    /// As in the slot.
    indent: u16,
    /// With places in `raw`.
    decoded: Decoded,
    habits: Habits,
}

/// How the neighbourhood is written.
#[derive(Debug, Clone, Copy)]
struct Habits {
    /// Characters beyond ASCII are escaped.
    ascii: bool,
    /// `/` is written `\/` in JSON.
    escaped_slash: bool,
    line_break: &'static str,
    /// Nothing follows the scalar in the file.
    last: bool,
}

impl Scalar {
    /// The scalar `raw` that stands in `file` right before byte `end`; `None` if it is not one.
    pub(crate) fn read(
        file: &str,
        raw: Range<usize>,
        style: Style,
        indent: u16,
        text: &str,
    ) -> Option<Self> {
        let last = raw.end >= file.len();
        let raw = file.get(raw)?.to_owned();
        let decoded = decode(&raw, style, indent).filter(|decoded| decoded.text == text)?;
        let habits = Habits {
            ascii: escapes_all(&raw).unwrap_or_else(|| escapes_all(file) == Some(true)),
            escaped_slash: raw.contains("\\/") && !raw.replace("\\/", "").contains('/'),
            line_break: if first_break(&raw).or(first_break(file)) == Some("\r\n") {
                "\r\n"
            } else {
                "\n"
            },
            last,
        };
        Some(Self {
            raw,
            style,
            indent,
            decoded,
            habits,
        })
    }

    /// The edits that make `changes` (in order, disjoint) one by one, from the last to the first.
    fn in_place(&self, changes: &[(Range<usize>, &str)]) -> Option<Vec<Splice>> {
        let mut scalar = self.clone();
        let mut splices: Vec<Splice> = Vec::new();
        let mut disjoint = true;
        for (range, text) in changes.iter().rev() {
            let (place, written) = scalar.step(range.clone(), text)?;
            disjoint &= splices
                .last()
                .is_none_or(|(next, _)| place.end <= next.start);
            scalar = scalar.with(place.clone(), &written, self.style)?;
            splices.push((place, written));
        }
        if !disjoint {
            return Some(vec![trimmed(&self.raw, 0..self.raw.len(), scalar.raw)]);
        }
        splices.reverse();
        Some(splices)
    }

    /// The smallest edit that makes one change.
    fn step(&self, range: Range<usize>, text: &str) -> Option<Splice> {
        let wanted = applied(&self.decoded.text, &[(range.clone(), text)]);
        let gives = |splice: &Splice| {
            let changed = self.with(splice.0.clone(), &splice.1, self.style);
            changed.is_some_and(|scalar| scalar.decoded.text == wanted)
        };
        match self.style {
            Style::Literal => block::lines(self, &range, text).into_iter().find(gives),
            _ => inline::places(self, &range, text).find(gives),
        }
    }

    /// The scalar with `text` in the place of `range` of its raw text, if it is still one.
    fn with(&self, range: Range<usize>, text: &str, style: Style) -> Option<Self> {
        let raw = [&self.raw[..range.start], text, &self.raw[range.end..]].concat();
        let decoded = decode(&raw, style, self.indent)?;
        if self.is_yaml() && raw.contains(unprintable) {
            return None;
        }
        let block = matches!(style, Style::Literal | Style::Folded);
        let sound = match style {
            Style::Plain => {
                let line = decoded.text.replace('\n', " ");
                plain_is_safe(&line, self.indent == IN_FLOW) && self.is_indented(&raw)
            }
            // What follows begins a line of its own.
            _ if block => self.habits.last || ends_with_break(&raw),
            _ => true,
        };
        sound.then(|| Self {
            raw,
            style,
            decoded,
            ..self.clone()
        })
    }

    /// Whether the lines after the first of a plain scalar stand within its collection.
    fn is_indented(&self, raw: &str) -> bool {
        let margin = |line: &str| line.bytes().take_while(|&byte| byte == b' ').count();
        let mut lines = raw.split(BREAKS).skip(1).filter(|line| !line.is_empty());
        self.indent == IN_FLOW || lines.all(|line| margin(line) >= usize::from(self.indent))
    }

    fn is_yaml(&self) -> bool {
        !matches!(self.style, Style::Json | Style::JsonEscaped)
    }

    /// The column of the block collection that the scalar stands in; -1 at the top.
    fn parent(&self) -> i32 {
        if self.indent == IN_FLOW {
            0
        } else {
            i32::from(self.indent) - 1
        }
    }
}

fn decode(raw: &str, style: Style, indent: u16) -> Option<Decoded> {
    match style {
        Style::Json | Style::JsonEscaped => Some(json::string::decode(raw, 0)),
        _ => yaml::decode::decode(raw, style, indent),
    }
}

fn applied(text: &str, changes: &[(Range<usize>, &str)]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (range, replacement) in changes {
        out.push_str(&text[at..range.start]);
        out.push_str(replacement);
        at = range.end;
    }
    out.push_str(&text[at..]);
    out
}

/// The edit of `range` of `old` that makes it `new`, without what stays the same at both ends.
fn trimmed(old: &str, range: Range<usize>, new: String) -> Splice {
    let before = &old[range.clone()];
    let same = |(a, b): &(char, char)| a == b;
    let width = |(a, _): (char, char)| a.len_utf8();
    let head: usize = before
        .chars()
        .zip(new.chars())
        .take_while(same)
        .map(width)
        .sum();
    let (rest, new_rest) = (before[head..].chars().rev(), new[head..].chars().rev());
    let tail: usize = rest.zip(new_rest).take_while(same).map(width).sum();
    (
        range.start + head..range.end - tail,
        new[head..new.len() - tail].to_owned(),
    )
}

/// Whether characters beyond ASCII are escaped in `text`; `None` where none is to be seen.
fn escapes_all(text: &str) -> Option<bool> {
    if !text.is_ascii() {
        return Some(false);
    }
    let beyond = |at: usize| {
        let digits = |from, len| {
            text.get(at + from..at + from + len)
                .and_then(|hex| u32::from_str_radix(hex, 16).ok())
        };
        let code = match text.as_bytes()[at + 1..].first() {
            Some(b'u') => digits(2, 4),
            Some(b'U') => digits(2, 8),
            Some(b'x') => digits(2, 2),
            _ => None,
        };
        code.is_some_and(|code| code > 0x7f)
    };
    text.match_indices('\\')
        .any(|(at, _)| beyond(at))
        .then_some(true)
}

fn first_break(text: &str) -> Option<&str> {
    let at = text.find(['\n', '\r'])?;
    line_break(&text[at..]).map(|(len, _)| &text[at..at + len])
}
