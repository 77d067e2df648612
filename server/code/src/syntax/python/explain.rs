//! ruff's complaints and CPython's refusals in words for people.

use ruff_python_ast::token::{Token, TokenKind};
use ruff_python_parser::{ParseError, ParseErrorType, UnsupportedSyntaxError};
use ruff_text_size::{Ranged, TextRange, TextSize};

use super::judge::Fault;
use super::scene::Scene;
use super::tokenizer::Complaint;
use super::{lexical, refusal, text_range};
use crate::Host;
use crate::syntax::brackets::{Imbalance, closing};
use crate::syntax::{SyntaxError, short};

/// Where the fault stands.
pub(super) fn start(scene: &Scene<'_>) -> TextSize {
    match scene.fault {
        Fault::Tokenizer(_, range) => range.start(),
        Fault::Grammar(error) => error.start(),
        Fault::TooNew(error) => error.start(),
        Fault::Empty => TextSize::new(0),
        Fault::Compiler { refusal, .. } => refusal.range.start(),
    }
}

/// The error a person is shown.
pub(super) fn explain(scene: &Scene<'_>) -> SyntaxError {
    match scene.fault {
        Fault::Tokenizer(complaint, range) => tokenizer(*complaint, *range),
        Fault::Grammar(fault) => grammar(scene, fault),
        Fault::TooNew(unsupported) => too_new(scene, unsupported),
        Fault::Empty => empty(scene),
        Fault::Compiler { refusal, .. } => refusal::explain(scene, refusal),
    }
}

pub(super) fn error(range: TextRange, message: impl Into<String>) -> SyntaxError {
    SyntaxError {
        range: text::InCode(text_range(range)),
        message: message.into(),
        help: None,
        related: None,
        platform: None,
    }
}

pub(super) fn helped(
    range: TextRange,
    message: impl Into<String>,
    help: impl Into<String>,
) -> SyntaxError {
    SyntaxError {
        help: Some(help.into()),
        ..error(range, message)
    }
}

fn tokenizer(complaint: Complaint, range: TextRange) -> SyntaxError {
    match complaint {
        Complaint::Null => helped(range, "the code holds a NUL character", "delete it"),
        Complaint::ByteOrderMark => helped(
            range,
            "the code begins with an invisible byte order mark (U+FEFF)",
            "delete the first character and type the line anew",
        ),
        Complaint::Tabs => helped(
            range,
            "this line mixes tabs and spaces so that its depth is not certain",
            "indent the whole code with spaces only",
        ),
        Complaint::Unindent => unindent(range),
        Complaint::TooManyIndents => error(range, "more than 100 blocks stand in one another"),
        Complaint::TooManyBrackets => error(range, "more than 200 brackets stand in one another"),
    }
}

pub(super) fn unindent(range: TextRange) -> SyntaxError {
    helped(
        range,
        "this line is indented less than the block before it, but like no block around it",
        "give it exactly the indentation of the block it belongs to",
    )
}

pub(super) fn brackets(scene: &Scene<'_>, imbalance: Imbalance) -> SyntaxError {
    let ruff = |range: text::TextRange| {
        TextRange::new(
            u32::from(range.start()).into(),
            u32::from(range.end()).into(),
        )
    };
    match imbalance {
        Imbalance::Unopened(close) => error(
            ruff(close.range),
            format!("`{}` closes nothing: no bracket is open here", close.sign),
        ),
        Imbalance::Mismatched { open, close } => SyntaxError {
            related: Some((
                text::InCode(open.range),
                format!("`{}` is opened here", open.sign),
            )),
            ..error(
                ruff(close.range),
                format!(
                    "expected `{}` before this `{}`",
                    closing(open.sign),
                    close.sign
                ),
            )
        },
        Imbalance::Unclosed(open) => {
            let stuck = scene
                .token()
                .filter(|token| !scene.text(*token).trim().is_empty());
            let related = stuck.map(|token| {
                (
                    text::InCode(text_range(token.range())),
                    "here it is certain that it is missing".to_owned(),
                )
            });
            let help = format!("add the missing `{}`", closing(open.sign));
            SyntaxError {
                related,
                ..helped(
                    ruff(open.range),
                    format!("`{}` is never closed", open.sign),
                    help,
                )
            }
        }
    }
}

fn empty(scene: &Scene<'_>) -> SyntaxError {
    let comment = scene
        .tokens
        .iter()
        .find(|token| token.kind() == TokenKind::Comment);
    let range = comment.map_or(TextRange::default(), Ranged::range);
    let found = if comment.is_some() {
        "the code is all comment"
    } else {
        "there is no code"
    };
    helped(
        range,
        format!("{found}, and n8n cannot run a function without a body"),
        "write at least `return []`",
    )
}

fn too_new(scene: &Scene<'_>, unsupported: &UnsupportedSyntaxError) -> SyntaxError {
    let text = unsupported.to_string();
    let (what, when) = text.split_once(" on Python ").unwrap_or((&text, ""));
    let what = what
        .strip_prefix("Cannot use ")
        .map_or_else(|| what.to_owned(), |what| format!("no {what}"));
    let since = when
        .split_once("(syntax was ")
        .map_or("", |(_, since)| since.trim_end_matches(')'));
    let version = format!("the sandbox runs Python 3.{}", scene.source.python.0);
    let help = if since.is_empty() {
        None
    } else {
        Some(format!("the syntax was {since}"))
    };
    let range = first_line(scene, unsupported.range);
    SyntaxError {
        help,
        ..error(range, format!("{what} here: {version}"))
    }
}

/// A range that ends with its first line.
pub(super) fn first_line(scene: &Scene<'_>, range: TextRange) -> TextRange {
    let line = scene.source.text[range].lines().next().unwrap_or_default();
    TextRange::at(range.start(), TextSize::of(line))
}

fn grammar(scene: &Scene<'_>, fault: &ParseError) -> SyntaxError {
    if let ParseErrorType::Lexical(lexical) = &fault.error {
        return lexical::explain(scene, lexical, fault.location);
    }
    if let Some(open) = scene.left_open() {
        return brackets(scene, Imbalance::Unclosed(open));
    }
    if let Some(imbalance) = scene.imbalance_here() {
        return brackets(scene, imbalance);
    }
    print_statement(scene)
        .or_else(|| block(scene, fault))
        .unwrap_or_else(|| token(scene, fault))
}

/// `print "x"` of Python 2.
fn print_statement(scene: &Scene<'_>) -> Option<SyntaxError> {
    let print = scene.print_statement()?;
    let word = scene.text(print);
    let message = format!("`{word}` is a function: its arguments stand in brackets");
    Some(helped(
        print.range(),
        message,
        format!("write `{word}(…)`; without brackets this is Python 2"),
    ))
}

/// Lost indentation and lost colons.
fn block(scene: &Scene<'_>, fault: &ParseError) -> Option<SyntaxError> {
    let range = non_empty(scene, fault.location);
    match &fault.error {
        ParseErrorType::UnexpectedIndentation => {
            let line = scene.line_start(fault.location);
            let first = scene.is_first_line(line);
            let help = match (first, scene.source.host) {
                (true, Host::FunctionBody) => "n8n wants the code to start at the left margin",
                (true, _) => "the code must start at the left margin",
                _ => "give it the indentation of the line before it",
            };
            Some(helped(
                line,
                "this line is indented, but no block begins before it",
                help,
            ))
        }
        ParseErrorType::OtherError(text) if text.starts_with("Expected an indented block") => {
            let head = scene.block_head(fault.location)?;
            let word = scene.text(head);
            let token = scene
                .token()
                .filter(|token| !scene.text(*token).trim().is_empty());
            let range = token.map_or(head.range(), |token| token.range());
            let message = format!("the block of `{word}` has no indented line");
            let related = token.map(|_| {
                (
                    text::InCode(text_range(head.range())),
                    format!("`{word}` begins its block here"),
                )
            });
            let help = "indent the lines of the block, or write `pass` for an empty one";
            Some(SyntaxError {
                related,
                ..helped(range, message, help)
            })
        }
        ParseErrorType::OtherError(text) if text.starts_with("Expected `except` or `finally`") => {
            Some(helped(
                range,
                "`try` needs an `except` or `finally` after its block",
                "add `except Exception as e:`",
            ))
        }
        ParseErrorType::ExpectedToken {
            expected: TokenKind::Colon,
            found: TokenKind::Newline,
        } => {
            let head = scene.block_head(fault.location)?;
            let range = scene.before().map_or(range, |before| before.range());
            let message = format!(
                "`:` is missing at the end of this `{}` line",
                scene.text(head)
            );
            Some(helped(range, message, "add `:` after it"))
        }
        _ => None,
    }
}

/// What is left: one token is not what the grammar wants.
fn token(scene: &Scene<'_>, fault: &ParseError) -> SyntaxError {
    let range = non_empty(scene, fault.location);
    let found = scene
        .token()
        .map(|token| named(scene, token))
        .unwrap_or_else(|| "the end".to_owned());
    let before = scene
        .before()
        .map(|token| short(scene.text(token)).to_owned());
    match &fault.error {
        ParseErrorType::ExpectedToken {
            found: TokenKind::Equal,
            expected: TokenKind::Colon,
        } => helped(
            range,
            "`=` assigns, which is not possible here",
            "compare with `==`",
        ),
        ParseErrorType::ExpectedToken { expected, .. } => {
            let help = scene.quote_in_string();
            SyntaxError {
                help,
                ..error(range, format!("expected {expected} before {found}"))
            }
        }
        ParseErrorType::ExpectedExpression => error(
            range,
            match before {
                Some(before) => format!("a value is missing between `{before}` and {found}"),
                None => format!("the code cannot begin with {found}"),
            },
        ),
        ParseErrorType::SimpleStatementsOnSameLine
        | ParseErrorType::SimpleAndCompoundStatementOnSameLine
        | ParseErrorType::UnexpectedExpressionToken => unseparated(scene, range, &found),
        ParseErrorType::OtherError(text) if text == "Expected a statement" => {
            stray(scene, range, &found)
        }
        ParseErrorType::InvalidAssignmentTarget
            if scene.source.text[range].ends_with("==")
                && scene.source.text[range.end().into()..].starts_with('=') =>
        {
            let sign = TextRange::new(
                range.end() - TextSize::of("=="),
                range.end() + TextSize::of("="),
            );
            helped(sign, "`===` is JavaScript", "Python compares with `==`")
        }
        ParseErrorType::InvalidAssignmentTarget
        | ParseErrorType::InvalidAugmentedAssignmentTarget
        | ParseErrorType::InvalidNamedAssignmentTarget => helped(
            range,
            format!(
                "`{}` cannot be assigned to",
                short(&scene.source.text[range])
            ),
            "compare with `==`; on the left of `=` stands a name, an attribute or an item",
        ),
        ParseErrorType::FStringError(inner) => lexical::f_string(scene, inner, range),
        other => error(range, lowered(&other.to_string())),
    }
}

fn unseparated(scene: &Scene<'_>, range: TextRange, found: &str) -> SyntaxError {
    let Some(before) = scene.before().map(|token| scene.text(token)) else {
        return error(range, format!("{found} is not expected here"));
    };
    let message = format!("{found} is not expected after `{}`", short(before));
    let foreign = JAVASCRIPT
        .iter()
        .find(|(word, _)| *word == before || format!("`{word}`") == found);
    let help = match foreign {
        Some((word, meant)) => format!("`{word}` is JavaScript; {meant}"),
        None => scene.quote_in_string().unwrap_or_else(|| {
            "an operator, a comma or a new line is missing between them".to_owned()
        }),
    };
    helped(range, message, help)
}

/// Words of JavaScript that people write in Python.
const JAVASCRIPT: [(&str, &str); 7] = [
    ("const", "Python needs no word before a new name"),
    ("let", "Python needs no word before a new name"),
    ("var", "Python needs no word before a new name"),
    ("function", "Python writes `def name():`"),
    ("new", "Python calls the class: `Name()`"),
    ("&&", "Python writes `and`"),
    ("||", "Python writes `or`"),
];

/// A token that begins no statement.
fn stray(scene: &Scene<'_>, range: TextRange, found: &str) -> SyntaxError {
    let help = match scene
        .token()
        .map(|token| scene.text(token))
        .unwrap_or_default()
    {
        "else" | "elif" => "it must stand at the indentation of its `if`, `for`, `while` or `try`",
        "except" | "finally" => "it must stand at the indentation of its `try`",
        "case" => "it must stand in a `match` block",
        _ => return error(range, format!("a statement cannot begin with {found}")),
    };
    helped(range, format!("{found} belongs to nothing here"), help)
}

fn named(scene: &Scene<'_>, token: Token) -> String {
    match token.kind() {
        TokenKind::Newline | TokenKind::NonLogicalNewline => "the end of the line".to_owned(),
        TokenKind::EndOfFile => "the end of the code".to_owned(),
        TokenKind::Indent | TokenKind::Dedent => "the indentation".to_owned(),
        _ => format!("`{}`", short(scene.text(token))),
    }
}

/// The range, or the token there, or the last token: never empty where there is a token.
pub(super) fn non_empty(scene: &Scene<'_>, range: TextRange) -> TextRange {
    if !scene.source.text[range].trim().is_empty() {
        return range;
    }
    let visible = |token: &Token| !scene.text(*token).trim().is_empty();
    scene
        .token()
        .filter(visible)
        .or_else(|| scene.before())
        .map_or(range, |token| token.range())
}

/// ruff's sentence with a small first letter.
pub(super) fn lowered(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters
        .next()
        .map(|c| c.to_lowercase().to_string())
        .unwrap_or_default();
    first + letters.as_str()
}
