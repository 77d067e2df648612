use lint::Diagnostic;
use text::{EmbeddedText, InFile, TextRange, TextSize};

use crate::place::{Lines, Position};

/// Lines of a file or of a node's code, with marks on them.
#[derive(Debug, Clone)]
pub(crate) struct Excerpt {
    /// Where in the file the first mark begins.
    pub(crate) place: Position,
    /// Whole lines, each ended by `\n`; very long ones are cut around their mark.
    pub(crate) text: String,
    /// The number of the first of them, 1-based: the code's own where the code is shown.
    pub(crate) first_line: u32,
    /// What to point at; the finding itself comes first.
    pub(crate) marks: Vec<Mark>,
}

/// Something to point at.
#[derive(Debug, Clone)]
pub(crate) struct Mark {
    /// Bytes of [`Excerpt::text`].
    pub(crate) range: std::ops::Range<usize>,
    /// What is there; nothing for the finding itself.
    pub(crate) label: Option<String>,
}

/// Lines shown around a mark.
const CONTEXT: u32 = 1;
/// An excerpt is no higher.
const MAX_LINES: u32 = 12;
/// Bytes kept on each side of a mark in a line that is longer than both.
const MARGIN: usize = 240;

/// A place, with what to say of it.
type Labelled = (TextRange, InFile<TextRange>, Option<String>);

/// What to show for a finding: the code around it as code, other places beside it where they are near, else by themselves.
pub(crate) fn excerpts(
    diagnostic: &Diagnostic,
    file: &Lines,
    code: Option<(&EmbeddedText, &Lines)>,
) -> Vec<Excerpt> {
    let mut in_file = Vec::new();
    let mut in_code = Vec::new();
    match (diagnostic.code_range, code) {
        (Some(range), Some(_)) => in_code.push((range.0, diagnostic.range, None)),
        _ => in_file.push((diagnostic.range.0, diagnostic.range, None)),
    }
    for related in &diagnostic.related {
        let label = Some(related.message.clone());
        match code.and_then(|(code, _)| decoded(code, related.range)) {
            Some(range) => in_code.push((range, related.range, label)),
            None => in_file.push((related.range.0, related.range, label)),
        }
    }
    let code_first = diagnostic.code_range.is_some();
    let mut shown: Vec<Excerpt> =
        code.map_or_else(Vec::new, |(_, lines)| gather(in_code, lines, file));
    let of_file = gather(in_file, file, file);
    shown.splice(
        if code_first {
            shown.len()..shown.len()
        } else {
            0..0
        },
        of_file,
    );
    shown
}

/// What to show for one range of the code, which is written at `in_file`.
pub(crate) fn of_code(
    range: TextRange,
    in_file: InFile<TextRange>,
    code: &Lines,
    file: &Lines,
) -> Vec<Excerpt> {
    gather(vec![(range, in_file, None)], code, file)
}

/// The bytes of the code that are written at `range`, if it lies in the code.
fn decoded(code: &EmbeddedText, range: InFile<TextRange>) -> Option<TextRange> {
    let start = code.to_code(InFile(range.0.start()))?.0;
    let end = code.to_code(InFile(range.0.end()))?.0;
    (start <= end).then(|| TextRange::new(start, end))
}

/// Excerpts of `lines` that show every place; those that fit into one are shown in one.
fn gather(mut places: Vec<Labelled>, lines: &Lines, file: &Lines) -> Vec<Excerpt> {
    let mut shown = Vec::new();
    while !places.is_empty() {
        let mut group = vec![places.remove(0)];
        let mut covered = first_lines(group[0].0, lines);
        places.retain(|place| {
            let own = first_lines(place.0, lines);
            let both = (covered.0.min(own.0), covered.1.max(own.1));
            let fits = both.1 - both.0 + 1 + 2 * CONTEXT <= MAX_LINES;
            if fits {
                covered = both;
                group.push(place.clone());
            }
            !fits
        });
        shown.push(excerpt(&group, covered, lines, file));
    }
    shown
}

/// The lines (0-based, inclusive) of a place that are worth showing: all, or the first where they are many.
fn first_lines(range: TextRange, lines: &Lines) -> (u32, u32) {
    let (first, last) = (lines.line_of(range.start()), lines.line_of(range.end()));
    if last - first + 1 + 2 * CONTEXT > MAX_LINES {
        (first, first)
    } else {
        (first, last)
    }
}

fn excerpt(group: &[Labelled], covered: (u32, u32), lines: &Lines, file: &Lines) -> Excerpt {
    let blank = |line: u32| lines.text[lines.line(line)].trim().is_empty();
    let before = covered.0.saturating_sub(CONTEXT)..covered.0;
    let after = covered.1 + 1..(covered.1 + 1 + CONTEXT).min(lines.index.len() as u32);
    let first = before
        .clone()
        .find(|line| !blank(*line))
        .unwrap_or(before.end);
    let last = after
        .clone()
        .rfind(|line| !blank(*line))
        .unwrap_or(after.start - 1);
    let mut excerpt = Excerpt {
        place: file.span(group[0].1.0).start,
        text: String::new(),
        first_line: first + 1,
        marks: group
            .iter()
            .map(|(_, _, label)| Mark {
                range: 0..0,
                label: label.clone(),
            })
            .collect(),
    };
    for line in first..=last {
        let whole = lines.line(line);
        let window = window(whole, group.iter().map(|place| place.0), lines.text);
        if window.start() > whole.start() {
            excerpt.text.push('…');
        }
        let shift = excerpt.text.len();
        for (mark, (range, ..)) in excerpt.marks.iter_mut().zip(group) {
            let shown = first_lines(*range, lines);
            let within = |offset: TextSize| {
                shift + usize::from(offset.clamp(window.start(), window.end()) - window.start())
            };
            if line == shown.0 {
                mark.range = within(range.start())..within(range.end());
            } else if line <= shown.1 && line > shown.0 {
                mark.range.end = within(range.end());
            }
        }
        excerpt.text.push_str(&lines.text[window]);
        if window.end() < whole.end() {
            excerpt.text.push('…');
        }
        excerpt.text.push('\n');
    }
    excerpt
}

/// What to keep of a line: all of it unless it is very long, then the surroundings of the first place in it.
fn window(line: TextRange, places: impl Iterator<Item = TextRange>, text: &str) -> TextRange {
    if usize::from(line.len()) <= 2 * MARGIN {
        return line;
    }
    let inside = places
        .filter_map(|place| place.intersect(line))
        .min_by_key(|place| place.start());
    let focus = inside.unwrap_or_else(|| TextRange::empty(line.start()));
    let start = usize::from(focus.start())
        .saturating_sub(MARGIN)
        .max(line.start().into());
    let end = (usize::from(focus.start()) + 2 * MARGIN)
        .min(usize::from(focus.end()) + MARGIN)
        .min(line.end().into());
    let (start, end) = (
        text.floor_char_boundary(start),
        text.floor_char_boundary(end),
    );
    TextRange::new(TextSize::new(start as u32), TextSize::new(end as u32))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(text: &str, part: &str, label: Option<&str>) -> Labelled {
        let at = text.find(part).unwrap() as u32;
        let range = TextRange::at(at.into(), TextSize::of(part));
        (range, InFile(range), label.map(str::to_owned))
    }

    fn shown(text: &str, places: &[(&str, Option<&str>)]) -> Vec<Excerpt> {
        let lines = Lines::new(text);
        let places = places.iter().map(|(part, label)| place(text, part, *label));
        gather(places.collect(), &lines, &lines)
    }

    fn marked(excerpt: &Excerpt) -> Vec<&str> {
        let marks = excerpt.marks.iter();
        marks
            .map(|mark| &excerpt.text[mark.range.clone()])
            .collect()
    }

    #[test]
    fn a_line_around_and_no_blank_ones() {
        let found = shown("a\r\nb\r\n\r\nc é d\r\n\r\n", &[("é", None)]);
        assert_eq!(
            (found[0].text.as_str(), found[0].first_line),
            ("c é d\n", 4)
        );
        assert_eq!(marked(&found[0]), ["é"]);
        let found = shown("a\nb\nc\nd\ne", &[("c", None)]);
        assert_eq!(
            (found[0].text.as_str(), found[0].first_line),
            ("b\nc\nd\n", 2)
        );
    }

    #[test]
    fn what_is_near_is_shown_together_and_what_is_far_by_itself() {
        let text = format!("near\nhere\n{}far", "x\n".repeat(40));
        let found = shown(
            &text,
            &[("here", None), ("far", Some("f")), ("near", Some("n"))],
        );
        assert_eq!(found.len(), 2);
        assert_eq!(marked(&found[0]), ["here", "near"]);
        assert_eq!(marked(&found[1]), ["far"]);
        assert_eq!((found[1].place.line, found[1].place.column), (43, 1));
    }

    #[test]
    fn of_a_tall_place_the_first_line_is_shown() {
        let text = format!("a\n{}z", "tall\n".repeat(40));
        let found = shown(&text, &[(&text[4..100], None)]);
        assert_eq!(found[0].text, "a\ntall\ntall\n");
        assert_eq!(marked(&found[0]), ["ll"]);
    }

    #[test]
    fn a_long_line_is_cut_around_its_mark() {
        let text = format!("{}HERE{}", "é".repeat(5000), "é".repeat(5000));
        let found = shown(&text, &[("HERE", None)]);
        assert!(
            found[0].text.len() < 2 * MARGIN + 20,
            "{}",
            found[0].text.len()
        );
        assert!(found[0].text.starts_with('…') && found[0].text.ends_with("…\n"));
        assert_eq!(marked(&found[0]), ["HERE"]);
    }

    #[test]
    fn an_empty_place_at_the_end_is_a_place() {
        let lines = Lines::new("ab");
        let range = TextRange::empty(2.into());
        let found = gather(vec![(range, InFile(range), None)], &lines, &lines);
        assert_eq!(
            (found[0].text.as_str(), found[0].marks[0].range.clone()),
            ("ab\n", 2..2)
        );
    }
}
