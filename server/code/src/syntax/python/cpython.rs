//! CPython's own words, where they are certain. Dify shows the last line of the traceback; n8n the
//! message alone, with the place in brackets after it, which is left out here (reference n8n 10).

use ruff_python_ast::token::TokenKind;
use ruff_python_parser::{LexicalErrorType, ParseError, ParseErrorType};
use ruff_text_size::{Ranged, TextSize};

use super::judge::Fault;
use super::refusal;
use super::scene::Scene;
use super::tokenizer::Complaint;
use crate::Host;
use crate::syntax::brackets::Imbalance;

/// The kind of the error and its message.
type Words = (&'static str, String);

const SYNTAX: &str = "SyntaxError";
const INDENTATION: &str = "IndentationError";

/// What CPython says; `others`: everything ruff's parser has against the code.
pub(super) fn words(scene: &Scene<'_>, others: &[ParseError]) -> Option<Words> {
    match scene.fault {
        Fault::Tokenizer(complaint, _) => tokenizer(scene, *complaint),
        Fault::Grammar(error) => match &error.error {
            ParseErrorType::UnexpectedIndentation => {
                Some((INDENTATION, "unexpected indent".to_owned()))
            }
            ParseErrorType::Lexical(lexical) => self::lexical(scene, lexical, error),
            _ if unclean(scene, others) => None,
            _ => grammar(scene, error),
        },
        Fault::TooNew(_) => None,
        Fault::Empty => Some((
            INDENTATION,
            "expected an indented block after function definition on line 1".to_owned(),
        )),
        Fault::Compiler {
            refusal,
            alone: true,
        } => Some((SYNTAX, refusal::words(scene.source, &refusal.kind)?)),
        Fault::Compiler { .. } => None,
    }
}

fn tokenizer(scene: &Scene<'_>, complaint: Complaint) -> Option<Words> {
    let (kind, words) = match complaint {
        Complaint::Null if scene.source.python.0 >= 12 => {
            (SYNTAX, "source code string cannot contain null bytes")
        }
        Complaint::Null => ("ValueError", "source code string cannot contain null bytes"),
        Complaint::ByteOrderMark => (SYNTAX, "invalid non-printable character U+FEFF"),
        Complaint::Tabs => (
            "TabError",
            "inconsistent use of tabs and spaces in indentation",
        ),
        Complaint::Unindent => (
            INDENTATION,
            "unindent does not match any outer indentation level",
        ),
        Complaint::TooManyIndents => (INDENTATION, "too many levels of indentation"),
        Complaint::TooManyBrackets => (SYNTAX, "too many nested parentheses"),
    };
    Some((kind, words.to_owned()))
}

/// Whether the tokenizer, which CPython asks about the rest of the code before it settles on the parser's
/// words, would have words of its own.
fn unclean(scene: &Scene<'_>, others: &[ParseError]) -> bool {
    let lexical = others.iter().any(|other| matches!(other.error, ParseErrorType::Lexical(ref e) if *e != LexicalErrorType::Eof));
    let number = |kind| matches!(kind, TokenKind::Int | TokenKind::Float | TokenKind::Complex);
    let glued = scene.tokens.windows(2).any(|pair| {
        number(pair[0].kind())
            && pair[0].end() == pair[1].start()
            && scene
                .text(pair[1])
                .starts_with(|c: char| c.is_alphanumeric() || c == '_')
    });
    lexical || glued
}

/// Whether a number ends where the fault stands: a character of another script glued to it spoils it.
fn after_number(scene: &Scene<'_>) -> bool {
    let at = super::explain::start(scene);
    scene.before().is_some_and(|before| {
        before.end() == at
            && matches!(
                before.kind(),
                TokenKind::Int | TokenKind::Float | TokenKind::Complex
            )
    })
}

fn grammar(scene: &Scene<'_>, error: &ParseError) -> Option<Words> {
    match scene.imbalance() {
        Some(Imbalance::Unopened(close)) => {
            return Some((SYNTAX, format!("unmatched '{}'", close.sign)));
        }
        Some(Imbalance::Mismatched { open, close }) => {
            let line = |at: text::TextSize| scene.line(TextSize::new(at.into()));
            let (opened, closed) = (line(open.range.start()), line(close.range.start()));
            let place = if opened == closed {
                String::new()
            } else {
                format!(" on line {opened}")
            };
            let what = format!(
                "closing parenthesis '{}' does not match opening parenthesis '{}'",
                close.sign, open.sign
            );
            return Some((SYNTAX, what + &place));
        }
        Some(Imbalance::Unclosed(_)) => {
            let open = scene.open_at_end()?;
            let earlier =
                scene.line(TextSize::new(open.range.start().into())) < scene.line(error.start());
            return earlier.then(|| (SYNTAX, format!("'{}' was never closed", open.sign)));
        }
        None => {}
    }
    if let Some(print) = scene.print_statement() {
        let print = scene.text(print);
        return Some((
            SYNTAX,
            format!("Missing parentheses in call to '{print}'. Did you mean {print}(...)?"),
        ));
    }
    match &error.error {
        ParseErrorType::OtherError(text) if text.starts_with("Expected an indented block") => {
            let head = scene.block_head(error.location)?;
            let what = text.replacen("Expected", "expected", 1).replace('`', "'");
            let what = what
                .replace("'class'", "class")
                .replace("'case' block", "'case' statement")
                .replace("clause", "statement");
            Some((
                INDENTATION,
                format!("{what} on line {}", scene.line(head.start())),
            ))
        }
        ParseErrorType::OtherError(text) if text.starts_with("Expected `except` or `finally`") => {
            Some((SYNTAX, "expected 'except' or 'finally' block".to_owned()))
        }
        ParseErrorType::ExpectedToken {
            expected: TokenKind::Colon,
            found: TokenKind::Newline,
        } => Some((SYNTAX, "expected ':'".to_owned())),
        _ => None,
    }
}

fn lexical(scene: &Scene<'_>, lexical: &LexicalErrorType, error: &ParseError) -> Option<Words> {
    match lexical {
        LexicalErrorType::IndentationError => Some((
            INDENTATION,
            "unindent does not match any outer indentation level".to_owned(),
        )),
        LexicalErrorType::Eof => scene
            .open_at_end()
            .map(|open| (SYNTAX, format!("'{}' was never closed", open.sign))),
        LexicalErrorType::UnclosedStringError => {
            let word = &scene.source.text[error.location];
            if word.contains('\\') || word.starts_with(['f', 'F', 't', 'T', 'r', 'R']) {
                return None;
            }
            let quoted = word.trim_start_matches(|c: char| c.is_ascii_alphabetic());
            let triple = quoted.starts_with("\"\"\"") || quoted.starts_with("'''");
            if after_number(scene) {
                return None;
            }
            if triple && scene.source.host == Host::Module {
                return None;
            }
            let kind = if triple {
                "triple-quoted string"
            } else {
                "string"
            };
            let trailing = usize::from(triple && scene.source.text.ends_with('\n'));
            let line = scene.line(error.end()) - trailing;
            Some((
                SYNTAX,
                format!("unterminated {kind} literal (detected at line {line})"),
            ))
        }
        LexicalErrorType::UnrecognizedToken { .. } if after_number(scene) => None,
        LexicalErrorType::UnrecognizedToken { tok } if !tok.is_ascii() => {
            let code = format!("U+{:04X}", u32::from(*tok));
            let hidden = tok.is_whitespace()
                || tok.is_control()
                || matches!(tok, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202f}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
            Some((
                SYNTAX,
                if hidden {
                    format!("invalid non-printable character {code}")
                } else {
                    format!("invalid character '{tok}' ({code})")
                },
            ))
        }
        _ => None,
    }
}
