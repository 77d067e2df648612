//! Reading YAML that is damaged: what stands in the way is overwritten by as many bytes, so that
//! all places stay what they are, and the file is read again.

use std::ops::Range;

use crate::conflict::blanked;
use crate::slots::{IN_FLOW, Reading, Slot, Style};
use crate::yaml::decode::escape_len;
use crate::yaml::read::{Failure, UNPRINTABLE, line_at, strictly, unprintable};
use crate::yaml::words;

/// How many bytes may be read again and again before what has been read must be enough.
const EFFORT: usize = 64 << 20;
/// How often a file is read at most.
const ATTEMPTS: usize = 200;

/// Read YAML as PyYAML's `safe_load` does (reference dify 1.1); of a damaged file what can be read.
pub(crate) fn read(source: &str) -> Reading {
    let (mut reading, mut failure) = strictly(source);
    let Some(found) = &failure else {
        return reading;
    };
    let mut first = (!is_half_a_pair(source, found)).then(|| words::problem(source, found));
    let mut text = source.to_owned();
    let mut effort = 0;
    for _ in 0..ATTEMPTS {
        let Some(found) = failure.take_if(|_| effort < EFFORT) else {
            break;
        };
        if first.is_none() && !is_half_a_pair(&text, &found) {
            first = Some(words::problem(source, &found));
        }
        effort += found.at + 1000;
        let mended = mended(&text, &found, &reading);
        if mended == text {
            break;
        }
        text = mended;
        (reading, failure) = strictly(&text);
    }
    if let Some(first) = first {
        // What the mended text is reproached with may be due to the mending.
        reading.problems = vec![first];
    }
    reading.mended = Some(text);
    reading
}

/// Whether PyYAML would have read on: it lets `\ud83d\ude00` be two halves of a pair.
fn is_half_a_pair(text: &str, failure: &Failure) -> bool {
    failure.problem == "found invalid Unicode character escape code"
        && text
            .get(failure.at..failure.at + 2)
            .is_some_and(is_surrogate)
}

fn is_surrogate(digits: &str) -> bool {
    matches!(
        digits.as_bytes(),
        [b'd' | b'D', b'8' | b'9' | b'a'..=b'f' | b'A'..=b'F']
    )
}

/// `text` without the cause of `failure`, all places unchanged; the same text if at a loss.
fn mended(text: &str, failure: &Failure, read: &Reading) -> String {
    let at = failure.at;
    let began = failure.context_at.unwrap_or(at);
    let blank = |range: Range<usize>| blanked(text, &[range]);
    match (failure.context, failure.problem) {
        (_, UNPRINTABLE) => {
            let ranges: Vec<_> = text
                .match_indices(unprintable)
                .map(|(at, c)| at..at + c.len())
                .collect();
            blanked(text, &ranges)
        }
        ("while scanning a quoted scalar", _) => with_quote_closed(text, began),
        ("while parsing a quoted scalar", _) => with_escapes_mended(text, began),
        _ if let Some(quote) = runaway(text, read) => blank(quote..quote + 1),
        ("while scanning a simple key", _) => blank(began..line_at(text, began).end),
        ("while parsing a flow sequence", _) => with_bracket_closed(text, began, at, ']'),
        ("while parsing a flow mapping", _) => with_bracket_closed(text, began, at, '}'),
        (_, "mapping values are not allowed in this context")
        | (_, "found character that cannot start any token") => blank(character_at(text, at)),
        _ => blank(indented_block(text, at)),
    }
}

fn character_at(text: &str, at: usize) -> Range<usize> {
    at..at + text[at..].chars().next().map_or(0, char::len_utf8)
}

/// `text` with `replacement` written over as many bytes at `at`.
fn overwritten(text: &str, at: usize, replacement: &str) -> String {
    [&text[..at], replacement, &text[at + replacement.len()..]].concat()
}

/// The quote at `quote` is open at the end of the file. If the text seems to go on with another
/// key, the quote is taken away; otherwise the file is cut short, and a quote is appended.
fn with_quote_closed(text: &str, quote: usize) -> String {
    let line = line_at(text, quote);
    if runs_into_key(&text[quote..], indentation(&text[line.clone()]) + 1) {
        return overwritten(text, quote, " ");
    }
    let mark = &text[quote..quote + 1];
    let backslashes = text.bytes().rev().take_while(|&byte| byte == b'\\').count();
    let guard = if mark == "\"" && backslashes % 2 == 1 {
        " "
    } else {
        ""
    };
    [text, guard, mark].concat()
}

/// The last quoted scalars that were read: where does one begin that swallowed another key?
fn runaway(text: &str, read: &Reading) -> Option<usize> {
    let quoted = |style| matches!(style, Style::SingleQuoted | Style::DoubleQuoted);
    let last = read.slots.iter().rev().take(4);
    let mut scalars = last.filter(|slot| quoted(slot.style) && slot.indent != IN_FLOW);
    let range = |slot: &Slot| slot.start as usize..slot.end as usize;
    let swallowed = |slot: &&Slot| {
        text.get(range(slot))
            .is_some_and(|raw| runs_into_key(raw, usize::from(slot.indent)))
    };
    scalars.find(swallowed).map(|slot| slot.start as usize)
}

/// Whether one of the lines after the first stands before column `indent` and looks like
/// `key: …` or `- …`.
fn runs_into_key(text: &str, indent: usize) -> bool {
    text.lines().skip(1).any(|line| {
        let content = line.trim_start_matches(' ');
        let word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '\'' | '"');
        let key = content.trim_start_matches(word);
        line.len() - content.len() < indent
            && (content.starts_with("- ")
                || key.len() < content.len() && (key.starts_with(": ") || key == ":"))
    })
}

fn indentation(line: &str) -> usize {
    line.bytes().take_while(|&byte| byte == b' ').count()
}

/// All escapes of the double-quoted scalar at `quote` made readable: halves of surrogate pairs
/// become U+FFFD, unknown escapes lose their backslash.
fn with_escapes_mended(text: &str, quote: usize) -> String {
    let mut out = text[..quote + 1].to_owned();
    let mut rest = &text[quote + 1..];
    while let Some(at) = rest.find(['\\', '"']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if rest.starts_with('"') {
            break;
        }
        let surrogate = rest.starts_with("\\u") && rest.get(2..4).is_some_and(is_surrogate);
        let len = match escape_len(rest) {
            Some(len) => {
                out.push_str(&rest[..len]);
                len
            }
            None if surrogate && rest.is_char_boundary(6) => {
                out.push_str("\\ufffd");
                6
            }
            None => {
                out.push(' ');
                1
            }
        };
        rest = &rest[len..];
    }
    out.push_str(rest);
    out
}

/// The bracket at `began` is not closed where something else stands at `at`.
fn with_bracket_closed(text: &str, began: usize, at: usize, bracket: char) -> String {
    if text[at..].trim().is_empty() {
        return format!("{text}{bracket}");
    }
    let line = line_at(text, at);
    let opening = line_at(text, began);
    let outside = indentation(&text[line.clone()]) <= indentation(&text[opening.clone()]);
    if line.start > opening.start && outside {
        return blanked(text, &[began..opening.end]);
    }
    match text[..at].chars().next_back() {
        Some(' ' | '\t' | '\n') => overwritten(text, at - 1, ","),
        _ => blanked(text, &[character_at(text, at)]),
    }
}

/// The rest of the line from `at` on; if it is the whole line, also the deeper lines below it.
fn indented_block(text: &str, at: usize) -> Range<usize> {
    let line = line_at(text, at);
    if !text[line.start..at].trim().is_empty() {
        return at..line.end;
    }
    let indent = indentation(&text[line.clone()]);
    let mut end = line.end;
    for below in text[line.end..].split_inclusive('\n').skip(1) {
        if !below.trim().is_empty() && indentation(below) <= indent {
            break;
        }
        end += below.len();
    }
    line.start..end
}
