use std::io::{BufRead, BufReader, Read};
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};

use libyaml_safer::{Error, ErrorKind, Event, Mark, Parser};

use crate::slots::Reading;
use crate::yaml::build::{Builder, Step};

/// Where and why libyaml gave up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Failure {
    /// The byte where it stopped.
    pub(crate) at: usize,
    /// The byte where the construct begins that it was reading.
    pub(crate) context_at: Option<usize>,
    /// What it was doing, in libyaml's words.
    pub(crate) context: &'static str,
    /// What was wrong, in libyaml's words.
    pub(crate) problem: &'static str,
}

impl Failure {
    fn at(at: usize, problem: &'static str) -> Self {
        Self {
            at,
            context_at: None,
            context: "",
            problem,
        }
    }
}

/// Read one YAML document strictly; on failure what was read until then.
pub(crate) fn strictly(source: &str) -> (Reading, Option<Failure>) {
    let base = if source.starts_with('\u{feff}') { 3 } else { 0 };
    let mut builder = Builder::new(source, base);
    let failure = events(source, base, |event| builder.take(event));
    (builder.finish(), failure)
}

/// The problem of a [`Failure`] at a character that YAML does not allow.
pub(crate) const UNPRINTABLE: &str = "control characters are not allowed";
/// The problem of a [`Failure`] within libyaml itself.
pub(crate) const DEFECT: &str = "defect";

/// Whether YAML 1.1 forbids the character, even within quotes.
pub(crate) fn unprintable(character: char) -> bool {
    !matches!(character, '\t' | '\n' | '\r' | ' '..='~' | '\u{85}' | '\u{a0}'..='\u{fffd}' | '\u{10000}'..)
}

fn events(source: &str, base: usize, mut take: impl FnMut(Event) -> Step) -> Option<Failure> {
    let bytes = &source.as_bytes()[base..];
    // libyaml-safer panics where a block scalar or an escape is cut off by the end of the file.
    let guard: &[u8] = if ends_with_break(source) { b"" } else { b"\n" };
    // In portions, or libyaml-safer would hold the file at four bytes per character.
    let mut input = BufReader::with_capacity(1 << 14, bytes.chain(guard));
    let mut parser = Parser::new();
    parser.set_input(&mut input as &mut dyn BufRead);
    let mut last = base;
    loop {
        let place = |mark: libyaml_safer::Mark| (base + mark.index as usize).min(source.len());
        match catch_unwind(AssertUnwindSafe(|| parser.parse())) {
            Ok(Ok(event)) => {
                last = place(event.end_mark);
                if take(event) == Step::Done {
                    return None;
                }
            }
            Ok(Err(error)) => return Some(failure(source, base, last, &error)),
            Err(_) => return Some(Failure::at(last, DEFECT)),
        }
    }
}

fn failure(source: &str, base: usize, last: usize, error: &Error) -> Failure {
    let place = |mark: Mark| (base + mark.index as usize).min(source.len());
    match error.kind() {
        ErrorKind::Scanner | ErrorKind::Parser => {
            let context = error.context().filter(|context| !context.is_empty());
            Failure {
                at: error.problem_mark().map_or(last, place),
                context_at: context.and(error.context_mark()).map(place),
                context: context.unwrap_or(""),
                problem: error.problem(),
            }
        }
        _ => match source[base..].find(unprintable) {
            Some(at) => Failure::at(base + at, UNPRINTABLE),
            None => Failure::at(last, DEFECT),
        },
    }
}

/// Whether the last line is complete.
pub(crate) fn ends_with_break(text: &str) -> bool {
    text.ends_with(BREAKS)
}

/// What ends a line in YAML 1.1.
pub(crate) const BREAKS: [char; 5] = ['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}'];

/// The line that holds byte `at`, its line break left out.
pub(crate) fn line_at(source: &str, at: usize) -> Range<usize> {
    let breaks = ['\n', '\r'];
    let start = source[..at].rfind(breaks).map_or(0, |found| found + 1);
    let end = source[at..]
        .find(breaks)
        .map_or(source.len(), |found| at + found);
    start..end
}
