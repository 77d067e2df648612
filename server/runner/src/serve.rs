//! The life of the child: be locked in, get ready, read one request, answer it, end.

use std::io::{self, BufRead, Write};
use std::process::ExitCode;

use crate::confine::confine;
use crate::{Answer, Failure, Limits, Request, Stage, Turn};

/// The line that the child prints once it can be asked. It names the version of the protocol.
pub const READY: &str = "codenode-runner 1";

/// The arguments that tell a child its limits, read back by [`serve`].
pub fn arguments(limits: &Limits) -> [String; 4] {
    [
        limits.milliseconds.to_string(),
        limits.memory.to_string(),
        limits.logs.to_string(),
        limits.answer.to_string(),
    ]
}

/// All that the `main` of a worker does. `given` is what [`arguments`] made. `prepare` starts the interpreter, locked in
/// already; the engine it gives answers the one request.
///
/// A child that is told nonsense, or nothing, says so on standard error and ends with code 2.
pub fn serve<E>(
    given: impl IntoIterator<Item = String>,
    prepare: impl FnOnce(&Limits) -> E,
) -> ExitCode
where
    E: FnOnce(Request) -> Answer,
{
    let Some(limits) = limits(given) else {
        return complain("this program is started by codenode, with limits as its arguments");
    };
    confine(&limits);
    let engine = prepare(&limits);
    match attend(&limits, engine, io::stdin().lock(), io::stdout().lock()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => complain(&error.to_string()),
    }
}

fn limits(given: impl IntoIterator<Item = String>) -> Option<Limits> {
    let mut given = given.into_iter();
    let limits = Limits {
        milliseconds: given.next()?.parse().ok()?,
        memory: given.next()?.parse().ok()?,
        logs: given.next()?.parse().ok()?,
        answer: given.next()?.parse().ok()?,
    };
    given.next().is_none().then_some(limits)
}

fn complain(message: &str) -> ExitCode {
    let _ = writeln!(io::stderr(), "{message}");
    ExitCode::from(2)
}

fn attend<E>(
    limits: &Limits,
    engine: E,
    mut input: impl BufRead,
    mut output: impl Write,
) -> io::Result<()>
where
    E: FnOnce(Request) -> Answer,
{
    writeln!(output, "{READY}")?;
    output.flush()?;
    let mut line = Vec::new();
    if input.read_until(b'\n', &mut line)? == 0 {
        // A spare that was not needed.
        return Ok(());
    }
    let request = serde_json::from_slice(&line)?;
    drop(line);
    let answer = engine(request);
    let mut line = serde_json::to_vec(&answer)?;
    if line.len() > limits.answer {
        line = serde_json::to_vec(&too_long(answer, limits))?;
    }
    line.push(b'\n');
    output.write_all(&line)?;
    output.flush()
}

/// What is left of an answer that nobody would read to its end.
fn too_long(answer: Answer, limits: &Limits) -> Answer {
    let message = format!(
        "what the code returns takes more than {} MiB as JSON",
        limits.answer >> 20
    );
    let failure = Failure {
        stage: Stage::Limit,
        class: None,
        message,
        line: None,
        column: None,
        trace: None,
    };
    Answer {
        turns: vec![Turn {
            result: Err(failure),
        }],
        logs: Vec::new(),
        logs_cut: true,
        static_data: None,
        microseconds: answer.microseconds,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{DifyRun, Modules, Program, Sent};

    fn request() -> Request {
        Request {
            code: "code".into(),
            program: Program::Dify(DifyRun {
                inputs: Default::default(),
                python: 14,
                modules: Modules::default(),
                traceback_file: "<fd3>".into(),
            }),
            limits: Limits::default(),
        }
    }

    fn returns(text: String) -> Answer {
        Answer {
            turns: vec![Turn {
                result: Ok(Sent::String(text)),
            }],
            logs: Vec::new(),
            logs_cut: false,
            static_data: None,
            microseconds: 5,
        }
    }

    fn attended(limits: &Limits, input: &str) -> (io::Result<()>, Vec<String>) {
        let mut output = Vec::new();
        let engine = |request: Request| returns(request.code);
        let done = attend(limits, engine, input.as_bytes(), &mut output);
        let lines = String::from_utf8(output).unwrap();
        (done, lines.lines().map(str::to_owned).collect())
    }

    #[test]
    fn one_line_in_one_line_out() {
        let line = serde_json::to_string(&request()).unwrap();
        let (done, lines) = attended(&Limits::default(), &format!("{line}\n{line}\n"));
        done.unwrap();
        assert_eq!(lines[0], READY);
        let answer: Answer = serde_json::from_str(&lines[1]).unwrap();
        assert_eq!(answer, returns("code".into()));
        assert_eq!(lines.len(), 2);
    }

    #[test]
    fn a_spare_that_is_not_needed_ends_well() {
        let (done, lines) = attended(&Limits::default(), "");
        done.unwrap();
        assert_eq!(lines, [READY]);
    }

    #[test]
    fn nonsense_is_an_error() {
        assert!(attended(&Limits::default(), "{}\n").0.is_err());
    }

    #[test]
    fn an_answer_beyond_the_limit_becomes_a_limit() {
        let limits = Limits {
            answer: 40,
            ..Limits::default()
        };
        let line = serde_json::to_string(&request()).unwrap();
        let (_, lines) = attended(&limits, &line);
        let answer: Answer = serde_json::from_str(&lines[1]).unwrap();
        let failure = answer.turns[0].result.as_ref().unwrap_err();
        assert_eq!(failure.stage, Stage::Limit);
    }

    #[test]
    fn limits_travel_as_arguments() {
        let given = Limits {
            milliseconds: 1,
            memory: 2,
            logs: 3,
            answer: 4,
        };
        assert_eq!(limits(arguments(&given)), Some(given));
        assert_eq!(limits(["1".into()]), None);
        assert_eq!(limits([]), None);
    }
}
