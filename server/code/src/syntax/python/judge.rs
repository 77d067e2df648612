//! The verdict on Python: ruff's parser, its semantic checks, and what CPython's tokenizer and compiler
//! refuse besides.

use ruff_python_ast::{ModModule, PythonVersion};
use ruff_python_parser::{
    LexicalErrorType, Mode, ParseError, ParseErrorType, ParseOptions, Parsed,
    UnsupportedSyntaxError, parse_unchecked,
};
use ruff_text_size::{Ranged, TextLen, TextRange, TextSize};

use super::compiler::{self, Refusal};
use super::tokenizer::{self, Complaint};
use crate::{Host, Source};

/// The first thing against the code.
#[derive(Debug)]
pub(super) enum Fault {
    /// The tokenizer, where it is stricter than ruff's.
    Tokenizer(Complaint, TextRange),
    /// The grammar.
    Grammar(ParseError),
    /// Grammar of a later Python.
    TooNew(UnsupportedSyntaxError),
    /// No statement in the body of n8n's function.
    Empty,
    /// The compiler. `alone`: nothing else is wrong, so CPython names the same error first.
    Compiler { refusal: Refusal, alone: bool },
}

/// What keeps the code from being compiled, with the tree to explain it from; `None` where the platform
/// compiles it.
pub(super) fn judge(source: &Source<'_>) -> Option<(Fault, Parsed<ModModule>)> {
    let version = PythonVersion {
        major: 3,
        minor: source.python.0,
    };
    let options = ParseOptions::from(Mode::Module).with_target_version(version);
    let parsed = parse_unchecked(source.text, options).try_into_module()?;
    let fault = fault(source, &parsed)?;
    Some((fault, parsed))
}

fn fault(source: &Source<'_>, parsed: &Parsed<ModModule>) -> Option<Fault> {
    let tokenizer = tokenizer::complaint(source, parsed.tokens());
    let grammar = parsed.errors().iter().min_by_key(|error| error.start());
    let too_new = parsed
        .unsupported_syntax_errors()
        .iter()
        .min_by_key(|error| error.start());
    let start = |range: Option<TextRange>| range.map_or(source.text.text_len(), TextRange::start);
    let starts: [TextSize; 3] = [
        start(tokenizer.as_ref().map(|(_, range)| *range)),
        start(grammar.map(Ranged::range)),
        start(too_new.map(Ranged::range)),
    ];
    match (tokenizer, grammar, too_new) {
        // ruff's range of a wrong indentation begins where ours does, or before it on the same line.
        (Some((complaint, range)), ..)
            if (starts[0] <= starts[1]
                || grammar.is_some_and(|error| same_indent(error, range)))
                && starts[0] <= starts[2] =>
        {
            Some(Fault::Tokenizer(complaint, range))
        }
        (_, Some(error), _) if starts[1] <= starts[2] => Some(Fault::Grammar(error.clone())),
        (_, _, Some(error)) => Some(Fault::TooNew(error.clone())),
        _ if source.host == Host::FunctionBody && parsed.syntax().body.is_empty() => {
            Some(Fault::Empty)
        }
        _ => refused(source, parsed),
    }
}

fn same_indent(error: &ParseError, range: TextRange) -> bool {
    let indentation = ParseErrorType::Lexical(LexicalErrorType::IndentationError);
    error.error == indentation && range.start() <= error.end()
}

fn refused(source: &Source<'_>, parsed: &Parsed<ModModule>) -> Option<Fault> {
    let refusals = compiler::refusals(source, parsed.syntax());
    let alone = refusals.len() == 1;
    let refusal = refusals
        .into_iter()
        .min_by_key(|refusal| refusal.range.start())?;
    Some(Fault::Compiler { refusal, alone })
}
