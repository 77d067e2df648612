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
    let first = covered.0.saturating_sub(CONTEXT);
    let last = (covered.1 + CONTEXT).min(lines.index.len() as u32 - 1);
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
