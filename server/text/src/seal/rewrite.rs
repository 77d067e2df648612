use crate::json;
use crate::seal::{Scalar, block};
use crate::slots::{IN_FLOW, Style};
use crate::yaml::{BREAKS, double_quoted, plain_is_safe, single_quoted, single_quoted_is_safe};

/// The raw text of a scalar for `text`, in the nearest style that can carry it.
pub(crate) fn whole(scalar: &Scalar, text: &str) -> String {
    let quoted = || double_quoted(text, scalar.habits.ascii);
    match scalar.style {
        Style::Json | Style::JsonEscaped => json_quoted(scalar, text),
        Style::Plain if plain_is_safe(text, scalar.indent == IN_FLOW) => text.to_owned(),
        Style::Plain | Style::SingleQuoted if single_quoted_is_safe(text) => single_quoted(text),
        Style::Plain | Style::SingleQuoted | Style::DoubleQuoted => quoted(),
        Style::Literal | Style::Folded => {
            let styles = if scalar.style == Style::Folded {
                &[true, false][..]
            } else {
                &[false]
            };
            let mut blocks = styles
                .iter()
                .flat_map(|&folded| with_tail(scalar, text, folded));
            blocks.next().unwrap_or_else(|| quoted() + tail(scalar))
        }
    }
}

fn json_quoted(scalar: &Scalar, text: &str) -> String {
    let mut out = String::from('"');
    text.chars()
        .for_each(|character| json::write_char(&mut out, character, scalar.habits.ascii));
    out + "\""
}

/// The block scalars that give exactly `text`, the blank lines after it kept where they may be.
fn with_tail(scalar: &Scalar, text: &str, folded: bool) -> Vec<String> {
    let style = if folded {
        Style::Folded
    } else {
        Style::Literal
    };
    let gives = |raw: &String| {
        let changed = scalar.with(0..scalar.raw.len(), raw, style);
        changed.is_some_and(|scalar| scalar.decoded.text == text)
    };
    let blank_lines = tail(scalar);
    let (_, blank_lines) = blank_lines.split_at(
        blank_lines
            .find('\n')
            .map_or(blank_lines.len(), |at| at + 1),
    );
    let blocks = block::whole(scalar, text, folded).into_iter();
    blocks
        .flat_map(|raw| [format!("{raw}{blank_lines}"), raw])
        .filter(gives)
        .collect()
}

/// What stands after the last line of a block scalar: its line break, and blank lines.
fn tail(scalar: &Scalar) -> &str {
    let content = scalar
        .raw
        .trim_end_matches(|c| c == ' ' || BREAKS.contains(&c))
        .len();
    let end = scalar.raw[content..]
        .find(['\n', '\r'])
        .map_or(scalar.raw.len(), |at| content + at);
    &scalar.raw[end..]
}
