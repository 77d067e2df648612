use std::ops::Range;

use crate::seal::{Scalar, Splice, trimmed};
use crate::yaml::decode::{Block, Chomping, Header};

/// The ways to make one change in a literal scalar, best first: the lines that it touches are
/// written anew, and the header too where the end of the text asks for it.
pub(crate) fn lines(scalar: &Scalar, range: &Range<usize>, text: &str) -> Vec<Splice> {
    let Some((header, indent)) = layout(scalar) else {
        return Vec::new();
    };
    let whole = &scalar.decoded.text;
    let start = whole[..range.start].rfind('\n').map_or(0, |at| at + 1);
    let mut fresh = [&whole[start..range.start], text].concat();
    let line_ends = |text: &str| text.is_empty() || text.ends_with('\n');
    let mut end = range.end;
    if !line_ends(&whole[..end]) || !line_ends(&fresh) {
        end = whole[end..]
            .find('\n')
            .map_or(whole.len(), |at| end + at + 1);
        fresh.push_str(&whole[range.end..end]);
    }
    let place = |offset| scalar.decoded.end_of(offset).unwrap_or(header.len);
    let written = place(start)..place(end);
    let mut body = indented(scalar, &fresh, indent);
    if end == whole.len() {
        // The last line stays complete as it was; whether its break is text, the header says.
        let line_break = scalar.habits.line_break;
        match (line_ends(whole), line_ends(&fresh)) {
            (true, false) => body.push_str(line_break),
            (false, true) if written.end < scalar.raw.len() => {
                body.truncate(body.len().saturating_sub(line_break.len()));
            }
            _ => {}
        }
    }
    let in_place = trimmed(&scalar.raw, written.clone(), body.clone());

    // Once more, with another header.
    let wanted = [&whole[..start], &fresh, &whole[end..]].concat();
    let head = 1..1 + header.indicators;
    let indicators = indicators(header.indicator, chomping(&wanted));
    let between = &scalar.raw[head.end..written.start];
    let with_header = [&indicators, between, &body].concat();
    vec![
        in_place,
        trimmed(&scalar.raw, head.start..written.end, with_header),
    ]
}

/// The header of a block scalar and the column of its text.
fn layout(scalar: &Scalar) -> Option<(Header, usize)> {
    let block = Block::new(&scalar.raw, scalar.parent())?;
    let header = block.header;
    Some((header, block.decode_with_indent()?.1))
}

/// The whole of a block scalar for `text`, in every layout that might carry it, best first.
pub(crate) fn whole(scalar: &Scalar, text: &str, folded: bool) -> Vec<String> {
    let (header, indent) = layout(scalar).unzip();
    let parent = scalar.parent().max(0);
    let indent = indent
        .filter(|&indent| indent > parent as usize)
        .unwrap_or(parent as usize + 2);
    let columns = indent as i32 - parent;
    let rest = header.map_or("", |header: Header| {
        scalar.raw[1 + header.indicators..header.len].trim_end_matches(['\n', '\r'])
    });
    let line_break = scalar.habits.line_break;
    let style = if folded { '>' } else { '|' };
    let lines = if folded {
        unfolded(text)
    } else {
        text.to_owned()
    };
    let body = indented(scalar, &lines, indent);
    let closing = if text.ends_with('\n') || text.is_empty() {
        ""
    } else {
        line_break
    };
    let marks = [
        header.and_then(|header| header.indicator),
        (columns < 10).then_some(columns),
    ];
    let write = |indicator| {
        let indicators = indicators(indicator, chomping(text));
        format!("{style}{indicators}{rest}{line_break}{body}{closing}")
    };
    marks.into_iter().map(write).collect()
}

fn chomping(text: &str) -> Chomping {
    match text.strip_suffix('\n') {
        None => Chomping::Strip,
        Some(rest) if rest.is_empty() || rest.ends_with('\n') => Chomping::Keep,
        Some(_) => Chomping::Clip,
    }
}

fn indicators(indicator: Option<i32>, chomping: Chomping) -> String {
    let columns = indicator.map_or(String::new(), |columns| columns.to_string());
    let mark = match chomping {
        Chomping::Strip => "-",
        Chomping::Clip => "",
        Chomping::Keep => "+",
    };
    columns + mark
}

/// The lines of `text` at column `indent`; empty lines stay empty.
fn indented(scalar: &Scalar, text: &str, indent: usize) -> String {
    let margin = " ".repeat(indent);
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let content = line.strip_suffix('\n');
        if line != "\n" {
            out.push_str(&margin);
        }
        out.push_str(content.unwrap_or(line));
        if content.is_some() {
            out.push_str(scalar.habits.line_break);
        }
    }
    out
}

/// `text` with one more line break wherever folding would take one away.
fn unfolded(text: &str) -> String {
    let body = text.trim_end_matches('\n');
    let mut out = String::with_capacity(text.len());
    let mut rest = body;
    while let Some(at) = rest.find('\n') {
        let line = &rest[..at];
        let run = rest[at..].bytes().take_while(|&byte| byte == b'\n').count();
        let next = &rest[at + run..];
        let blank = |line: &str| line.is_empty() || line.starts_with([' ', '\t']);
        let folds = !blank(line) && !blank(next);
        out.push_str(line);
        out.push_str(&"\n".repeat(run + usize::from(folds)));
        rest = next;
    }
    out + rest + &text[body.len()..]
}
