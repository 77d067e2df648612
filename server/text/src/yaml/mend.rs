//! Reading YAML that is damaged: what stands in the way is repaired, and the file is read again.

use crate::mended::{Mended, Repair};
use crate::slots::{IN_FLOW, Reading, Slot, Style};
use crate::yaml::decode::escape_len;
use crate::yaml::read::{Failure, UNPRINTABLE, line_at, strictly, unprintable};
use crate::yaml::words::{self, MISPLACED_COLON, half_typed_key};

/// How many bytes may be read again and again before what has been read must be enough.
const EFFORT: usize = 16 << 20;
/// The most bytes of a file that is worth mending; Dify takes no more than 10 MB.
const LARGEST: usize = 16 << 20;
/// How often a file is read at most.
const ATTEMPTS: usize = 50;

/// Read YAML as PyYAML's `safe_load` does (reference dify 1.1); of a damaged file what can be read.
pub(crate) fn read(source: &str) -> Reading {
    let (mut reading, mut failure) = strictly(source);
    let Some(found) = &failure else {
        return reading;
    };
    if source.len() > LARGEST {
        reading.problems = vec![words::problem(&Mended::new(source), found)];
        return reading;
    }
    let mut mended = Mended::new(source);
    let mut first = None;
    let mut effort = 0;
    for _ in 0..ATTEMPTS {
        let Some(found) = failure.take_if(|_| effort < EFFORT) else {
            break;
        };
        if first.is_none() && !is_allowed(&mended.text, &found) {
            first = Some(words::problem(&mended, &found));
        }
        effort += found.at + 1000;
        let repairs = repairs(&mended.text, &found, &reading);
        if !mended.make(&repairs) {
            break;
        }
        (reading, failure) = strictly(&mended.text);
    }
    if let Some(first) = first {
        // What the mended text is reproached with may be due to the mending.
        reading.problems = vec![first];
    }
    reading.mended = Some(mended);
    reading
}

/// Whether PyYAML, unlike libyaml, would have read on.
fn is_allowed(text: &str, failure: &Failure) -> bool {
    let rest = &text[failure.at..];
    match failure.problem {
        // It lets `\ud83d\ude00` be two halves of a pair.
        "found invalid Unicode character escape code" => is_surrogate(rest),
        // In `{key:[]}` it sees a key.
        "found unexpected ':'" => !rest.starts_with(":?"),
        TAB_IN_BLOCK => columns_before_tab(text, failure).is_some(),
        _ => false,
    }
}

const TAB_IN_BLOCK: &str = "found a tab character where an indentation space is expected";

/// Whether `digits` begins with four hexadecimal digits of half a surrogate pair.
fn is_surrogate(digits: &str) -> bool {
    let unit = digits
        .get(..4)
        .and_then(|digits| u32::from_str_radix(digits, 16).ok());
    unit.is_some_and(|unit| (0xD800..0xE000).contains(&unit)) && !digits.starts_with('+')
}

/// What removes the cause of `failure`; nothing if there is no telling.
fn repairs(text: &str, failure: &Failure, read: &Reading) -> Vec<Repair> {
    let at = failure.at;
    let began = failure.context_at.unwrap_or(at);
    let one = match (failure.context, failure.problem) {
        (_, UNPRINTABLE) => {
            let all = text.match_indices(unprintable);
            return all
                .map(|(at, found)| Repair::blank(text, at..at + found.len()))
                .collect();
        }
        ("while parsing a quoted scalar", _) => {
            return escapes(text, began, is_allowed(text, failure));
        }
        ("while scanning a quoted scalar", _) => close_quote(text, began),
        _ if let Some(quote) = runaway(text, read) => close_quote(text, quote),
        ("while scanning a simple key", _) => Repair::blank(text, began..line_at(text, began).end),
        ("while parsing a flow sequence", _) => close_bracket(text, began, at, "]"),
        ("while parsing a flow mapping", _) => close_bracket(text, began, at, "}"),
        (_, MISPLACED_COLON) if let Some(key) = half_typed_key(text, at) => {
            Repair::blank(text, key)
        }
        (_, "found unexpected ':'") if is_allowed(text, failure) => Repair::insert(at + 1, " "),
        (_, TAB_IN_BLOCK) if let Some(columns) = columns_before_tab(text, failure) => {
            Repair::insert(began + 1, &columns.to_string())
        }
        (_, MISPLACED_COLON | "found character that cannot start any token" | TAB_IN_BLOCK) => {
            let len = text[at..].chars().next().map_or(0, char::len_utf8);
            Repair::blank(text, at..at + len)
        }
        _ => blank_block(text, at),
    };
    vec![one]
}

/// Where a block scalar's first line is indented by spaces and then a tab, PyYAML takes the
/// spaces for its indentation. How many columns beyond the line of the header are they?
fn columns_before_tab(text: &str, failure: &Failure) -> Option<usize> {
    let header = failure.context_at?;
    let line = line_at(text, header);
    if !matches!(
        text.get(header + 1..line.end)?.chars().next(),
        None | Some('-' | '+' | ' ')
    ) {
        return None;
    }
    let key = text[line.clone()].find(|c| c != ' ' && c != '-')?;
    let spaces = failure.at - line_at(text, failure.at).start;
    let first = text[line.end..failure.at].trim().is_empty();
    spaces
        .checked_sub(key)
        .filter(|columns| first && (1..10).contains(columns))
}

/// The quote at `quote` is not closed. If the text seems to go on with another key, it was to be
/// closed before that; otherwise the file is cut short.
fn close_quote(text: &str, quote: usize) -> Repair {
    let line = line_at(text, quote);
    let indent = indentation(&text[line]) + 1;
    let end = key_within(&text[quote..], indent).map_or(text.len(), |at| quote + at);
    let end = if end < text.len() {
        text[..end].trim_end().len()
    } else {
        end
    };
    let mark = &text[quote..quote + 1];
    let backslashes = text[..end]
        .bytes()
        .rev()
        .take_while(|&byte| byte == b'\\')
        .count();
    let guard = if mark == "\"" && backslashes % 2 == 1 {
        "\\"
    } else {
        ""
    };
    Repair::insert(end.max(quote + 1), &[guard, mark].concat())
}

/// The last quoted scalars that were read: where does one begin that swallowed another key?
fn runaway(text: &str, read: &Reading) -> Option<usize> {
    let quoted = |style| matches!(style, Style::SingleQuoted | Style::DoubleQuoted);
    let last = read.slots.iter().rev().take(4);
    let mut scalars = last.filter(|slot| quoted(slot.style) && slot.indent != IN_FLOW);
    let range = |slot: &Slot| slot.start as usize..slot.end as usize;
    let swallowed = |slot: &&Slot| {
        let raw = text.get(range(slot));
        raw.is_some_and(|raw| key_within(raw, usize::from(slot.indent)).is_some())
    };
    scalars.find(swallowed).map(|slot| slot.start as usize)
}

/// The first line after the first of `text` that stands before column `indent` and looks like
/// `key: …` or `- …`: where it begins.
fn key_within(text: &str, indent: usize) -> Option<usize> {
    let mut at = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let content = line.trim_start_matches(' ');
        if number > 0 && line.len() - content.len() < indent && looks_like_entry(content.trim_end())
        {
            return Some(at);
        }
        at += line.len();
    }
    None
}

fn looks_like_entry(content: &str) -> bool {
    let word = |c: char| c.is_alphanumeric() || "_-.'\"".contains(c);
    let rest = content.trim_start_matches(word);
    content.starts_with("- ")
        || rest.len() < content.len() && (rest.starts_with(": ") || rest == ":")
}

fn indentation(line: &str) -> usize {
    line.bytes().take_while(|&byte| byte == b' ').count()
}

/// All escapes of the double-quoted scalar at `quote` made readable: halves of surrogate pairs
/// become U+FFFD and, unless `only_pairs`, unknown escapes lose their backslash.
fn escapes(text: &str, quote: usize, only_pairs: bool) -> Vec<Repair> {
    let mut repairs = Vec::new();
    let mut at = quote + 1;
    while let Some(found) = text[at..].find(['\\', '"']) {
        at += found;
        let rest = &text[at..];
        if rest.starts_with('"') {
            break;
        }
        if let Some(len) = escape_len(rest) {
            at += len;
        } else if rest.strip_prefix("\\u").is_some_and(is_surrogate) {
            repairs.push(Repair::overwrite(at + 2, "fffd"));
            at += 6;
        } else if only_pairs {
            break;
        } else {
            repairs.push(Repair::blank(text, at..at + 1));
            at += 1;
        }
    }
    repairs
}

/// The bracket at `began` is not closed where something else stands at `at`: a comma is missing,
/// or the bracket that closes it.
fn close_bracket(text: &str, began: usize, at: usize, bracket: &str) -> Repair {
    let line = line_at(text, at);
    let opening = line_at(text, began);
    let outside = indentation(&text[line.clone()]) <= indentation(&text[opening.clone()]);
    if line.start > opening.start && outside && looks_like_entry(text[line].trim()) {
        return Repair::insert(text[..opening.end].trim_end().len(), bracket);
    }
    let rest = &text[at..];
    if rest.trim().is_empty() {
        Repair::insert(text.len(), bracket)
    } else if rest.starts_with([']', '}', ',', ':']) || text[..at].trim_end().ends_with(',') {
        Repair::blank(text, at..at + 1)
    } else {
        Repair::insert(at, ",")
    }
}

/// Blank what does not fit at `at`: a character astray before an entry; the rest of the line; or,
/// if the whole line opens a block, also the deeper lines below.
fn blank_block(text: &str, at: usize) -> Repair {
    let line = line_at(text, at);
    let content = text[at..line.end].trim_end();
    let astray = content.strip_prefix([',', ']', '}', ':']);
    if astray.is_some_and(|rest| looks_like_entry(rest.trim_start())) {
        return Repair::blank(text, at..at + 1);
    }
    if !text[line.start..at].trim().is_empty() || !content.ends_with([':', '|', '>', '-', '+']) {
        return Repair::blank(text, at..line.end);
    }
    let indent = indentation(&text[line.clone()]);
    let mut end = line.end;
    // First comes the line break of the line itself.
    for (number, below) in text[line.end..].split_inclusive('\n').enumerate() {
        if number > 0 && !below.trim().is_empty() && indentation(below) <= indent {
            break;
        }
        end += below.len();
    }
    Repair::blank(text, line.start..end)
}
