//! A run for people.

use std::io::{self, Write};
use std::path::Path;

use ::text::{InCode, InFile, TextRange, TextSize};
use annotate_snippets::{Element, Level};
use run::{Error, InputSource, InputUsed, Job, Outcome, Span, Stage};

use crate::lint::{Full, Message, of_code};
use crate::place::{Lines, Position};

/// Prints the outcome: what was printed, what came out or why nothing did, and in how much time.
pub(crate) fn print(
    outcome: &Outcome,
    job: &Job<'_>,
    file: &Path,
    colored: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    logs(outcome, out)?;
    let renderer = Full::new(colored);
    for caught in &outcome.caught {
        error(caught, Level::WARNING, outcome, job, file, &renderer, out)?;
    }
    if let Some(failed) = &outcome.error {
        error(failed, Level::ERROR, outcome, job, file, &renderer, out)?;
    }
    if let Some(outputs) = &outcome.outputs {
        serde_json::to_writer_pretty(&mut *out, outputs)?;
        writeln!(out)?;
    }
    if let Some(items) = &outcome.items {
        serde_json::to_writer_pretty(&mut *out, items)?;
        writeln!(out)?;
    }
    let node = &outcome.node.name;
    let time = time(outcome.duration_ms);
    let input = input(&outcome.input);
    match (&outcome.error, outcome.ok) {
        (None, true) => writeln!(
            out,
            "{node} succeeds on {} in {time}, with {input}.",
            outcome.target
        ),
        (Some(_), _) if outcome.is_no_verdict() => {
            writeln!(out, "{node} was not run: that says nothing about the node.")
        }
        _ => writeln!(out, "{node} fails on {}, with {input}.", outcome.target),
    }
}

fn logs(outcome: &Outcome, out: &mut dyn Write) -> io::Result<()> {
    for line in outcome.logs.iter().flat_map(|log| log.split('\n')) {
        let shown = line.chars().filter(|c| !c.is_control() || *c == '\t');
        writeln!(out, "| {}", shown.collect::<String>())?;
    }
    if outcome.logs_cut {
        writeln!(out, "| … (more was printed than is kept)")?;
    }
    match outcome.logs.is_empty() {
        true => Ok(()),
        false => writeln!(out),
    }
}

fn error(
    error: &Error,
    level: Level<'_>,
    outcome: &Outcome,
    job: &Job<'_>,
    file: &Path,
    renderer: &Full,
    out: &mut dyn Write,
) -> io::Result<()> {
    let lines = Lines::new(job.file);
    let code = job.node.code.as_ref();
    let excerpts = match (error.range, code) {
        (Some(span), Some(code)) => {
            let in_file = InFile(range(span));
            let start = code.to_code(InFile(in_file.0.start()));
            let end = code.to_code(InFile(in_file.0.end()));
            let of_code_lines = Lines::new(code.text());
            match (start, end) {
                (Some(InCode(start)), Some(InCode(end))) if start <= end => {
                    of_code(TextRange::new(start, end), in_file, &of_code_lines, &lines)
                }
                _ => of_code(in_file.0, in_file, &lines, &lines),
            }
        }
        (Some(span), None) => of_code(range(span), InFile(range(span)), &lines, &lines),
        (None, _) => Vec::new(),
    };
    let title = headline(error);
    let mut remarks: Vec<Element<'_>> = Vec::new();
    let place = match error.line {
        Some(line) => format!("{}, line {line} of its code", outcome.node.name),
        None => outcome.node.name.clone(),
    };
    remarks.push(Level::NOTE.with_name("node").message(place).into());
    if let Some(description) = &error.description {
        remarks.push(Level::NOTE.message(description).into());
    }
    if let Some(help) = &error.help {
        remarks.push(Level::HELP.message(help).into());
    }
    let message = Message {
        level,
        title: &title,
        id: stage(error.stage),
        file: &file.display().to_string(),
        start: error.range.map(|span| position(span.start)),
        excerpts: &excerpts,
        remarks,
    };
    renderer.message(message, out)
}

/// What is wrong, in one sentence.
pub(crate) fn headline(error: &Error) -> String {
    match &error.class {
        Some(class) if !error.message.starts_with(class.as_str()) => {
            format!("{class}: {}", error.message)
        }
        _ => error.message.clone(),
    }
}

fn stage(stage: Stage) -> &'static str {
    match stage {
        Stage::Load => "load",
        Stage::Syntax => "syntax",
        Stage::Policy => "policy",
        Stage::UserCode => "user-code",
        Stage::Contract => "contract",
        Stage::Limit => "limit",
        Stage::Engine => "engine",
    }
}

fn range(span: Span) -> TextRange {
    TextRange::new(
        TextSize::new(span.start.offset),
        TextSize::new(span.end.offset.max(span.start.offset)),
    )
}

fn position(position: run::Position) -> Position {
    Position {
        line: position.line,
        column: position.column,
        offset: position.offset,
    }
}

fn time(milliseconds: f64) -> String {
    match milliseconds {
        short if short < 10.0 => format!("{short:.1} ms"),
        long if long < 1000.0 => format!("{long:.0} ms"),
        long => format!("{:.2} s", long / 1000.0),
    }
}

/// What it was run with.
pub(crate) fn input(used: &InputUsed) -> String {
    let items = match used.items {
        Some(1) => "1 item".to_owned(),
        Some(items) => format!("{items} items"),
        None => "the inputs".to_owned(),
    };
    match (used.source, &used.node, &used.data) {
        (InputSource::Given, ..) => format!("{items} as given"),
        (InputSource::Saved, ..) => format!("{items} of its saved test"),
        (InputSource::Pinned, Some(node), _) => format!("{items} pinned to {node}"),
        (InputSource::Pinned, None, _) => format!("{items} pinned upstream"),
        (InputSource::Samples, _, Some(data)) => format!("samples of the declared types: {data}"),
        (InputSource::Samples, ..) => "samples of the declared types".into(),
        (InputSource::EmptyItem, ..) => "one item without data".into(),
    }
}
