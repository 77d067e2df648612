//! What the lexer complains about: strings, escapes, characters, numbers, indentation.

use ruff_python_parser::{InterpolatedStringErrorType, LexicalErrorType};
use ruff_text_size::{TextRange, TextSize};

use super::explain::{brackets, error, first_line, helped, lowered, non_empty, unindent};
use super::scene::Scene;
use crate::Host;
use crate::syntax::{SyntaxError, short};

pub(super) fn explain(
    scene: &Scene<'_>,
    lexical: &LexicalErrorType,
    range: TextRange,
) -> SyntaxError {
    let word = scene
        .source
        .text
        .get(range.start().into()..range.end().into())
        .unwrap_or_default();
    match lexical {
        LexicalErrorType::UnclosedStringError => unclosed_string(scene, range),
        LexicalErrorType::IndentationError => unindent(scene.line_start(range)),
        LexicalErrorType::Eof => scene.imbalance().map_or_else(
            || error(scene.last(), "the code ends too early"),
            |imbalance| brackets(scene, imbalance),
        ),
        LexicalErrorType::LineContinuationError => helped(
            range,
            "a backslash goes on with the next line, so nothing may follow it here",
            "put a string that holds a backslash between quotes",
        ),
        LexicalErrorType::UnicodeError => {
            let from = scene.source.text[..range.end().into()]
                .rfind('\\')
                .map(|at| TextSize::new(at as u32));
            let range = TextRange::new(from.unwrap_or(range.start()), range.end());
            helped(
                range,
                format!(
                    "`{}` is not a complete escape",
                    short(&scene.source.text[range])
                ),
                "write `r\"…\"` for a path or a pattern, or double the backslash",
            )
        }
        LexicalErrorType::OtherError(text) if text.starts_with("ParseIntError") => {
            error(range, format!("`{}` is not a complete number", short(word)))
        }
        LexicalErrorType::InvalidByteLiteral => helped(
            range,
            "a bytes literal holds ASCII only",
            "write `\"…\".encode()` for other characters",
        ),
        LexicalErrorType::UnrecognizedToken { tok } => {
            let (what, help) = match tok {
                '$' if scene.source.host == Host::FunctionBody => (
                    "`$` has no meaning in Python",
                    Some("read the items with `_items` or `_item`"),
                ),
                '?' => (
                    "`?` has no meaning in Python",
                    Some("write `a if condition else b`"),
                ),
                '!' => ("`!` has no meaning in Python", Some("write `not`")),
                '`' => (
                    "a backtick has no meaning in Python",
                    Some("write strings between quotes"),
                ),
                _ => return error(range, format!("`{tok}` has no meaning in Python")),
            };
            let help = help.map(str::to_owned);
            SyntaxError {
                help,
                ..error(range, what)
            }
        }
        LexicalErrorType::FStringError(inner) => f_string(scene, inner, range),
        other => error(non_empty(scene, range), lowered(&other.to_string())),
    }
}

fn unclosed_string(scene: &Scene<'_>, range: TextRange) -> SyntaxError {
    let word = &scene.source.text[range];
    let quoted = word.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let triple = quoted.starts_with("\"\"\"") || quoted.starts_with("'''");
    let range = first_line(scene, range);
    if triple {
        helped(
            range,
            "this string is never closed",
            "add its three quotes where it ends",
        )
    } else {
        helped(
            range,
            "this string is not closed on its line",
            "add the quote where it ends; a string over several lines needs three quotes",
        )
    }
}

pub(super) fn f_string(
    scene: &Scene<'_>,
    inner: &InterpolatedStringErrorType,
    range: TextRange,
) -> SyntaxError {
    let range = non_empty(scene, range);
    match inner {
        InterpolatedStringErrorType::SingleRbrace => helped(
            range,
            "a single `}` in an f-string",
            "write `}}` for a brace in the text",
        ),
        InterpolatedStringErrorType::UnclosedLbrace => helped(
            range,
            "a `{` of this f-string is not closed",
            "write `{{` for a brace in the text",
        ),
        InterpolatedStringErrorType::UnterminatedString => helped(
            first_line(scene, range),
            "this f-string is not closed on its line",
            "add the quote where it ends",
        ),
        InterpolatedStringErrorType::UnterminatedTripleQuotedString => helped(
            first_line(scene, range),
            "this f-string is never closed",
            "add its three quotes where it ends",
        ),
        other => error(range, format!("f-string: {other}")),
    }
}
