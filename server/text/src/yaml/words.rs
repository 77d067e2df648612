use std::ops::Range;

use crate::mended::Mended;
use crate::yaml::read::{DEFECT, Failure, UNPRINTABLE, line_at};
use crate::{InFile, Problem, TextSize};

/// Say in plain words what is wrong, and where exactly.
pub(crate) fn problem(mended: &Mended, failure: &Failure) -> Problem {
    let Problem {
        range: InFile(range),
        message,
        fatal,
    } = in_text(&mended.text, failure);
    let file = |at: TextSize| mended.file(usize::from(at));
    Problem {
        fatal,
        ..Problem::fatal(file(range.start())..file(range.end()), message)
    }
}

fn in_text(source: &str, failure: &Failure) -> Problem {
    let here = word_at(source, failure.at);
    let began = failure.context_at.unwrap_or(failure.at);
    let opener = began..(began + 1).min(source.len());
    let (range, message) = match (failure.context, failure.problem) {
        (_, UNPRINTABLE) => (here, "This character is not allowed in YAML.".into()),
        (_, DEFECT) => (here, "This is not valid YAML.".into()),
        ("while scanning a simple key", "could not find expected ':'") => (
            trimmed_line(source, began),
            "Expected `:` after this key.".into(),
        ),
        ("while scanning a quoted scalar", "found unexpected end of stream") => {
            (opener, "The quote that begins here is never closed.".into())
        }
        ("while scanning a quoted scalar", _) => (
            opener,
            "The quote that begins here is not closed before the document ends.".into(),
        ),
        (_, MISPLACED_COLON) => match half_typed_key(source, failure.at) {
            Some(key) => (key, "Expected `:` after this key.".into()),
            None => (here, UNQUOTED_COLON.into()),
        },
        (_, "found character that cannot start any token") => {
            (here.clone(), cannot_start(&source[here]))
        }
        (_, "block sequence entries are not allowed in this context") => (
            here,
            "A `-` cannot begin a list item here; is the line indented wrongly?".into(),
        ),
        ("while parsing a block mapping", "did not find expected key") => {
            let message = unfitting(source, began, failure.at, "a key");
            (here, message)
        }
        ("while parsing a block collection", _) => {
            let message = unfitting(source, began, failure.at, "`- `");
            (here, message)
        }
        ("while parsing a flow sequence", _) => (here, expected_in(source, began, "`,` or `]`")),
        ("while parsing a flow mapping", _) => (here, expected_in(source, began, "`,` or `}`")),
        ("while scanning a block scalar", problem) if problem.contains("tab") => {
            (here, "A tab cannot indent; YAML wants spaces.".into())
        }
        ("while scanning a plain scalar", problem) if problem.contains("tab") => {
            (here, "A tab cannot indent; YAML wants spaces.".into())
        }
        ("while scanning a block scalar", _) => (
            here,
            "After `|` or `>` only indicators (`-`, `+`, `1` to `9`) and a comment may stand."
                .into(),
        ),
        ("while parsing a quoted scalar", "found unknown escape character") => {
            let len = source[failure.at..]
                .chars()
                .take(2)
                .map(char::len_utf8)
                .sum::<usize>();
            let range = escape_at(source, failure.at..failure.at + len);
            let shown = &source[range.clone()];
            (
                range.clone(),
                format!(
                    "YAML has no escape `{shown}`; a backslash in double quotes is written `\\\\`."
                ),
            )
        }
        ("while parsing a quoted scalar", _) => {
            let start = source[..failure.at].rfind('\\').unwrap_or(failure.at);
            (
                start..here.end,
                "This escape does not stand for a character.".into(),
            )
        }
        ("while scanning an anchor" | "while scanning an alias", _) => (
            here,
            "The name of an anchor consists of letters, digits, `-` and `_`.".into(),
        ),
        (_, "found undefined tag handle") => {
            (here, "The handle of this tag is not declared.".into())
        }
        (_, "did not find expected <document start>") => (
            here,
            "The document has ended, but more text follows; is the line indented wrongly?".into(),
        ),
        (_, "found unexpected ':'") => (here, "A text that begins with `?` must be quoted.".into()),
        (_, "did not find expected node content") => (here, "Expected a value.".into()),
        (_, other) => (here, format!("This is not valid YAML: {other}.")),
    };
    Problem::fatal(range, message)
}

/// libyaml's words for a colon where no key can end.
pub(crate) const MISPLACED_COLON: &str = "mapping values are not allowed in this context";

/// The key that lacks its colon, if that is why the `:` at byte `at` is misplaced: the line above
/// is indented alike and has no colon, so both lines together were taken for one text.
pub(crate) fn half_typed_key(text: &str, at: usize) -> Option<Range<usize>> {
    let line = line_at(text, at);
    let above = line_at(text, text[..line.start].trim_end().len());
    let content = |range: &Range<usize>| text[range.clone()].find(|c| c != ' ' && c != '-');
    let column = content(&above)?;
    let above_end = above.start + text[above.clone()].trim_end().len();
    let key = above.start + column..above_end.max(above.start + column);
    let bare = !text[key.clone()].contains([':', '"', '\'', '#']);
    (above.end < line.start && bare && content(&line) == Some(column)).then_some(key)
}

const UNQUOTED_COLON: &str =
    "A `:` cannot stand here: quote the value if it is text, or check the indentation.";

fn cannot_start(shown: &str) -> String {
    match shown.chars().next() {
        Some('\t') => "A tab cannot indent; YAML wants spaces.".into(),
        Some(character) => {
            format!("A value cannot begin with `{character}`; quote it if it is text.")
        }
        None => "Expected a value.".into(),
    }
}

/// What stands at `at` does not go on with the collection that began at `began`.
fn unfitting(source: &str, began: usize, at: usize, wanted: &str) -> String {
    let before = |at: usize| &source[line_at(source, at).start..at];
    let column = |at| before(at).chars().count();
    if !before(at).trim().is_empty() {
        "Nothing may follow the value in its line.".into()
    } else if column(at) != column(began) {
        "This line is indented like none of the entries above it.".into()
    } else {
        format!(
            "Expected {wanted}, like the one in line {}.",
            line_number(source, began)
        )
    }
}

fn expected_in(source: &str, began: usize, wanted: &str) -> String {
    let bracket = source[began..].chars().next().unwrap_or('[');
    format!(
        "Expected {wanted}: the `{bracket}` of line {} is not closed.",
        line_number(source, began)
    )
}

fn line_number(source: &str, at: usize) -> usize {
    1 + source[..at].bytes().filter(|&byte| byte == b'\n').count()
}

/// The backslash and its letter; libyaml points at the start of one or the other.
fn escape_at(source: &str, range: Range<usize>) -> Range<usize> {
    if source[range.clone()].starts_with('\\') {
        range
    } else {
        range.start..range.start + 1
    }
}

fn trimmed_line(source: &str, from: usize) -> Range<usize> {
    let end = line_at(source, from).end;
    from..from + source[from..end].trim_end().len()
}

/// The run of characters other than blanks at `at`, or at least one character.
fn word_at(source: &str, at: usize) -> Range<usize> {
    let rest = &source[at..];
    let word = rest
        .find(|c: char| !(c.is_alphanumeric() || "_-.".contains(c)))
        .unwrap_or(rest.len());
    let one = rest.chars().next().map_or(0, char::len_utf8);
    at..at + word.max(one)
}
