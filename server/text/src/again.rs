//! Reading a file again after a small change.
//!
//! Somebody who types in a code node changes one scalar of a big file. Where the scalar surely ends where it ended and
//! nothing else is touched, the tree of before is the tree of now, but for that scalar's text and the places behind it.

use std::ops::Range;

use crate::slots::{Reading, Shape, Slot, Style};
use crate::yaml::{self, BREAKS, unprintable};
use crate::{Change, Format, InFile, TextRange, TextSize, Tree};

/// A file as it was last read: reading what it has become is much quicker where only the text of one YAML scalar has
/// changed. Holds the text and the tree, about twice the size of the file.
#[derive(Debug, Clone)]
pub struct LastTree {
    source: String,
    format: Format,
    reading: Reading,
}

impl<'s> Tree<'s> {
    /// As [`Tree::parse`], with the same result, but with a look at what was read before.
    pub fn parse_again(source: &'s str, format: Format, last: LastTree) -> Self {
        let reused = (last.format == format).then(|| last.changed(source));
        match reused.flatten() {
            Some(reading) => Tree { source, reading },
            None => Tree::parse(source, format),
        }
    }

    /// For the next time; `None` where nothing could be gained: JSON is read about as quickly as it is compared.
    pub fn into_last(self, format: Format) -> Option<LastTree> {
        let is_sound = self.reading.mended.is_none()
            && self.reading.problems.iter().all(|problem| !problem.fatal);
        (format == Format::Yaml && is_sound).then(|| LastTree {
            source: self.source.to_owned(),
            format,
            reading: self.reading,
        })
    }
}

impl LastTree {
    /// What reading `source` gives, if that is sure without reading it.
    fn changed(mut self, source: &str) -> Option<Reading> {
        u32::try_from(source.len()).ok()?;
        let change = Change::between(&self.source, source)?;
        let index = self.scalar_around(&change)?;
        let slot = self.reading.slots[index];
        let raw = slot.start as usize..change.shifted(slot.end as usize);
        let text = decoded(source, raw, slot, &change)?;
        let reading = &mut self.reading;
        *reading
            .texts
            .get_mut((slot.link as usize).checked_sub(1)?)? = text.into();
        for slot in &mut reading.slots {
            slot.start = change.place(slot.start)?;
            slot.end = change.place(slot.end)?;
        }
        for problem in &mut reading.problems {
            let place = |at: TextSize| change.place(at.into()).map(TextSize::new);
            let range = problem.range.0;
            problem.range = InFile(TextRange::new(place(range.start())?, place(range.end())?));
        }
        Some(self.reading)
    }

    /// The one scalar that the change lies within, quotes, header and last byte untouched.
    fn scalar_around(&self, change: &Change) -> Option<usize> {
        let slots = &self.reading.slots;
        let around = |slot: &Slot| {
            let (start, end) = (slot.start as usize, slot.end as usize);
            start < change.old.start && change.old.end < end
        };
        let index = slots
            .iter()
            .position(|slot| is_text(slot) && around(slot))?;
        let slot = slots[index];
        let raw = &self.source[slot.start as usize..slot.end as usize];
        // At the end of a file libyaml counts otherwise.
        let is_last = slot.end as usize >= self.source.len();
        let is_key = self.source[slot.end as usize..]
            .trim_start_matches(' ')
            .starts_with(':');
        (!is_key && !is_last && is_whole(raw, slot.style)).then_some(index)
    }
}

fn is_text(slot: &Slot) -> bool {
    let styles = [Style::DoubleQuoted, Style::SingleQuoted, Style::Literal];
    slot.shape == Shape::String && styles.contains(&slot.style)
}

/// The new text of the scalar at `raw`, if it surely ends there.
fn decoded(source: &str, raw: Range<usize>, slot: Slot, change: &Change) -> Option<String> {
    let written = source.get(raw.clone())?;
    let lines = lines_around(source, &raw, &change.new);
    let touched = source.get(lines.clone())?;
    let is_plain =
        !touched.contains(|c| c == '\r' || c == '\t' || BREAKS.contains(&c) && c != '\n');
    if !is_plain || touched.contains(unprintable) {
        return None;
    }
    match slot.style {
        Style::Literal => {
            let indent = margin(written)?;
            // The header, and the first line, which tells the indentation.
            let first = raw.start + written.find('\n')? + 1;
            let second = first + source[first..raw.end].find('\n')? + 1;
            let fits = |line: &str| {
                line.is_empty() || line.bytes().take_while(|&byte| byte == b' ').count() >= indent
            };
            (lines.start >= second && touched.split('\n').all(fits)).then_some(())?;
        }
        _ => (!touched.contains('\n') && is_whole(written, slot.style)).then_some(())?,
    }
    Some(yaml::decode::decode(written, slot.style, slot.indent)?.text)
}

/// The lines that the change touches, within the scalar, without their ends.
fn lines_around(source: &str, raw: &Range<usize>, change: &Range<usize>) -> Range<usize> {
    let start = source[raw.start..change.start]
        .rfind('\n')
        .map_or(raw.start, |at| raw.start + at + 1);
    let end = source[change.end..raw.end]
        .find('\n')
        .map_or(raw.end, |at| change.end + at);
    start..end
}

/// The indentation of a block's first line; `None` where its header says it, or that line is blank.
fn margin(raw: &str) -> Option<usize> {
    let (header, body) = raw.split_once('\n')?;
    let first = body.split('\n').next()?;
    let indent = first.len() - first.trim_start_matches(' ').len();
    (indent > 0 && indent < first.len() && matches!(header, "|" | "|-" | "|+")).then_some(indent)
}

/// Whether a quoted scalar ends with its last byte and not before.
fn is_whole(raw: &str, style: Style) -> bool {
    let Some(inside) = raw.get(1..raw.len().saturating_sub(1)) else {
        return false;
    };
    match style {
        Style::DoubleQuoted => {
            let mut bytes = inside.bytes();
            while let Some(byte) = bytes.next() {
                if byte == b'"' || byte == b'\\' && bytes.next().is_none() {
                    return false;
                }
            }
            raw.ends_with('"')
        }
        Style::SingleQuoted => !inside.replace("''", "").contains('\'') && raw.ends_with('\''),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "a: 1 # 名😀\nnodes:\n- code: |\n    def main():\n        x = 1\n\n        return {'a': x}\n  other: [1, \"q\"]\n- code: \"def main():\\n  \\\n  \\ return \\\"é\\\"\\n\"\n  name: 'it''s'\n- {k: \"v\", \"key here\": 2}\n- code: |-\n    last\n    line\n";

    /// Everything that a reader could ask.
    fn dump(tree: &Tree<'_>) -> String {
        let mut out = format!("{:?}\n", tree.problems());
        let mut todo: Vec<_> = tree.root().into_iter().collect();
        while let Some(node) = todo.pop() {
            let embedded = node
                .embedded()
                .map(|code| (code.text().to_owned(), code.is_mapped(), code.range()));
            out += &format!(
                "{:?} {:?} {:?} {embedded:?}\n",
                node.kind(),
                node.range(),
                node.plain_text()
            );
            todo.extend(node.items());
            for entry in node.entries() {
                out += &format!("{} {:?}\n", entry.key, entry.key_range);
                todo.push(entry.value);
            }
        }
        out
    }

    /// How many of the changes were read by what was read before; every one is compared with reading anew.
    fn reused(file: &str, pieces: &[&str]) -> (usize, usize) {
        let last = Tree::parse(file, Format::Yaml)
            .into_last(Format::Yaml)
            .unwrap();
        let (mut quick, mut all) = (0, 0);
        let places: Vec<usize> = file
            .char_indices()
            .map(|(at, _)| at)
            .chain([file.len()])
            .collect();
        for (number, &at) in places.iter().enumerate() {
            for removed in [0, 1, 3] {
                let end = places.get(number + removed).copied().unwrap_or(file.len());
                for piece in pieces {
                    let text = [&file[..at], piece, &file[end..]].concat();
                    quick += usize::from(last.clone().changed(&text).is_some());
                    all += 1;
                    let again = Tree::parse_again(&text, Format::Yaml, last.clone());
                    assert_eq!(
                        dump(&again),
                        dump(&Tree::parse(&text, Format::Yaml)),
                        "{text}"
                    );
                }
            }
        }
        (quick, all)
    }

    #[test]
    fn what_is_read_again_is_what_would_be_read_anew() {
        let pieces = [
            "", "x", " ", "\n", "\"", "'", "\\", "\\n", "é", "\t", "\r\n", "#", "- ", ":",
            "\n    y", "\u{7}", "---", "\u{85}",
        ];
        let (quick, all) = reused(FILE, &pieces);
        assert!(quick * 10 > all, "only {quick} of {all} were quick");
        let crlf = FILE.replace('\n', "\r\n");
        reused(&crlf, &["", "x", "\n"]);
    }

    #[test]
    fn json_is_not_remembered() {
        assert!(
            Tree::parse("{}", Format::Json)
                .into_last(Format::Json)
                .is_none()
        );
        assert!(
            Tree::parse("a: [", Format::Yaml)
                .into_last(Format::Yaml)
                .is_none()
        );
    }
}
