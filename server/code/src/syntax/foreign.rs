//! Text that came from elsewhere: asked only when a judge has refused the code, to name the true cause
//! instead of the token where the parser gave up.

use text::{InCode, Language, TextRange, TextSize};

use super::SyntaxError;
use crate::{Host, Source};

/// What was pasted into the code, if that is why it fails at `at`.
pub(super) fn explain(source: &Source<'_>, at: TextSize) -> Option<SyntaxError> {
    let at = usize::from(at);
    character(source, at)
        .or_else(|| fence(source, at))
        .or_else(|| template(source, at))
        .or_else(|| other_language(source, at))
        .or_else(|| data(source))
}

fn error(range: std::ops::Range<usize>, message: String, help: impl Into<String>) -> SyntaxError {
    SyntaxError {
        range: InCode(span(range)),
        message,
        help: Some(help.into()),
        related: None,
        platform: None,
    }
}

fn span(range: std::ops::Range<usize>) -> TextRange {
    TextRange::new(
        TextSize::new(range.start as u32),
        TextSize::new(range.end as u32),
    )
}

/// Characters that word processors, chats and keyboards of other scripts put in, and what was meant.
const LOOKALIKES: [(&str, &str, &str); 10] = [
    ("“”„‟«»＂", "\"", "a typographic quote"),
    ("‘’‚‛′＇", "'", "a typographic quote"),
    ("（", "(", "a full-width bracket"),
    ("）", ")", "a full-width bracket"),
    ("，、", ",", "a full-width comma"),
    ("：", ":", "a full-width colon"),
    ("；", ";", "a full-width semicolon"),
    ("–—−‐‑", "-", "a dash, not a minus sign"),
    ("＝", "=", "a full-width sign"),
    ("…", "...", "an ellipsis in one character"),
];

/// Characters nobody sees.
const INVISIBLE: [(char, &str); 12] = [
    ('\u{a0}', "no-break space"),
    ('\u{feff}', "byte order mark"),
    ('\u{200b}', "zero-width space"),
    ('\u{200c}', "zero-width non-joiner"),
    ('\u{200d}', "zero-width joiner"),
    ('\u{200e}', "left-to-right mark"),
    ('\u{2060}', "word joiner"),
    ('\u{3000}', "ideographic space"),
    ('\u{2009}', "thin space"),
    ('\u{202f}', "narrow no-break space"),
    ('\u{2028}', "line separator"),
    ('\u{ad}', "soft hyphen"),
];

fn character(source: &Source<'_>, at: usize) -> Option<SyntaxError> {
    let found = source.text.get(at..)?.chars().next()?;
    let range = at..at + found.len_utf8();
    if let Some((_, name)) = INVISIBLE.iter().find(|(invisible, _)| *invisible == found) {
        let message = format!(
            "an invisible character stands here: {name} (U+{:04X})",
            found as u32
        );
        return Some(error(
            range,
            message,
            "delete it and type an ordinary space where one is needed",
        ));
    }
    let (_, meant, name) = LOOKALIKES.iter().find(|(all, ..)| all.contains(found))?;
    Some(error(
        range,
        format!("`{found}` is {name}"),
        format!("type `{meant}` instead"),
    ))
}

/// The ranges of the lines, without their ends.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    text.split_inclusive('\n').map(move |line| {
        let at = start;
        start += line.len();
        (at, line.trim_end())
    })
}

/// The line that `at` stands in, without its end, and where it begins; `None` in the blank at its end.
fn line_at(text: &str, at: usize) -> Option<(usize, &str)> {
    let start = text.get(..at)?.rfind('\n').map_or(0, |end| end + 1);
    let line = text[start..].split('\n').next()?.trim_end();
    (at <= start + line.len()).then_some((start, line))
}

/// The fence a chat puts around code: the one that opens it, or the line at `at`.
fn fence(source: &Source<'_>, at: usize) -> Option<SyntaxError> {
    opening_fence(source).or_else(|| fence_line(line_at(source.text, at)?))
}

/// The fence in the first line that is not empty.
pub(super) fn opening_fence(source: &Source<'_>) -> Option<SyntaxError> {
    fence_line(lines(source.text).find(|(_, line)| !line.trim().is_empty())?)
}

fn fence_line((start, line): (usize, &str)) -> Option<SyntaxError> {
    if !line.trim_start().starts_with("```") {
        return None;
    }
    let indent = line.len() - line.trim_start().len();
    let message = "a Markdown fence was pasted with the code".to_owned();
    Some(error(
        start + indent..start + line.len(),
        message,
        "delete the lines that begin with ```",
    ))
}

/// `{{ … }}`, which other fields of a workflow replace, code does not.
fn template(source: &Source<'_>, at: usize) -> Option<SyntaxError> {
    let (line_start, line) = line_at(source.text, at)?;
    let open = line.find("{{")?;
    let inside = line[open + 2..].split("}}").next().unwrap_or_default();
    let close = open
        + 2
        + inside.len()
        + if line[open + 2 + inside.len()..].is_empty() {
            0
        } else {
            2
        };
    let reference = inside.trim_start().starts_with(['#', '$']);
    let name = !inside.trim().is_empty()
        && inside
            .trim()
            .chars()
            .all(|c| c.is_alphanumeric() || "_.$[]'\"-".contains(c));
    if !reference && !name {
        return None;
    }
    let (platform, help) = match source.host {
        Host::Eval | Host::Module => (
            "Dify",
            "declare an input variable of the node and use its name as a parameter of `main`",
        ),
        Host::FunctionBody => (
            "n8n",
            "read the value from the items, as in `item[\"json\"][\"field\"]`",
        ),
        Host::AsyncBody | Host::Comparator => (
            "n8n",
            "write the expression itself, without the braces, as in `$json.field`",
        ),
    };
    let message = format!("{platform} does not replace `{{{{ }}}}` in code");
    Some(error(line_start + open..line_start + close, message, help))
}

/// Python in a JavaScript node, or the other way round. The judge must have stumbled over the first line
/// that tells, or before it: what it got past may be text in a string.
fn other_language(source: &Source<'_>, at: usize) -> Option<SyntaxError> {
    let told = |word| lines(source.text).find_map(|(start, line)| telling(start, line, word));
    let (own, other, is, node) = match source.language {
        Language::JavaScript => (JAVASCRIPT, PYTHON, "Python", "JavaScript"),
        Language::Python => (PYTHON, JAVASCRIPT, "JavaScript", "Python"),
    };
    // Its own language is told within a few lines.
    if told(own).is_some() {
        return None;
    }
    let range = told(other)?;
    let line_end = source.text[range.end..]
        .find('\n')
        .map_or(source.text.len(), |rest| range.end + rest);
    if at > line_end && !source.text[line_end..at].trim().is_empty() {
        return None;
    }
    let message = format!("this is {is}, but the node runs {node}");
    Some(error(
        range,
        message,
        format!("switch the language of the node to {is}, or rewrite the code"),
    ))
}

/// The length of the word that gives a line away.
type Telling = fn(&str) -> Option<usize>;

const PYTHON: Telling = python_word;
const JAVASCRIPT: Telling = javascript_word;

fn telling(start: usize, line: &str, word: Telling) -> Option<std::ops::Range<usize>> {
    let trimmed = line.trim_start();
    let start = start + line.len() - trimmed.len();
    word(trimmed).map(|length| start..start + length)
}

/// The length of the word that gives a line away as Python.
fn python_word(line: &str) -> Option<usize> {
    let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
    let block = line.ends_with(':') && !line.contains('{');
    let told = match word {
        "def" => line.ends_with(':') || line.contains("):") || line.contains("->"),
        "from" => rest.contains(" import "),
        "import" => {
            rest.chars()
                .all(|c| c.is_alphanumeric() || "_., ".contains(c))
                && !rest.is_empty()
        }
        "if" | "while" => block && !rest.starts_with('('),
        "elif" | "for" | "with" | "except" | "class" => block,
        "try:" | "else:" | "except:" | "finally:" => true,
        _ => false,
    };
    told.then_some(word.trim_end_matches(':').len())
}

/// The length of the word that gives a line away as JavaScript.
fn javascript_word(line: &str) -> Option<usize> {
    let word = line.split([' ', '(']).next().unwrap_or_default();
    let opens = line.ends_with('{') && line.contains(") {");
    let told = match word {
        "const" | "let" | "var" => line.contains('='),
        "function" => line.contains('('),
        "async" => line.contains("function") || line.contains("=>"),
        "if" | "for" | "while" | "switch" | "}" => opens || line == "} else {",
        "//" | "/*" => true,
        _ => line.ends_with("=> {") || line.ends_with("});"),
    };
    told.then_some(word.len().max(1))
}

/// JSON where code belongs.
fn data(source: &Source<'_>) -> Option<SyntaxError> {
    let text = source.text.trim();
    let start = source.text.len() - source.text.trim_start().len();
    if !text.starts_with(['{', '[']) || serde_json::from_str::<serde_json::Value>(text).is_err() {
        return None;
    }
    let help = match source.host {
        Host::Eval | Host::Module => "define `main` and return the data from it",
        _ => "put `return` before it",
    };
    Some(error(
        start..start + 1,
        "this is JSON data, not code".to_owned(),
        help,
    ))
}
