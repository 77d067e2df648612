//! Exceptions, limits and refusals as they go over the pipe.

use runner::{Failure, Stage};
use rustpython_vm::builtins::{PyBaseExceptionRef, PyTraceback};
use rustpython_vm::{AsObject, PyObject, PyRef, VirtualMachine};

use crate::words;

/// How the code of the node is named and placed in what is run.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Source<'a> {
    /// The file name that frames of the node's code carry.
    pub(crate) file: &'a str,
    /// Lines that the platform puts before the node's code.
    pub(crate) lines_before: u32,
    /// Characters that it puts before each line.
    pub(crate) columns_before: u32,
    /// Lines of the node's code.
    pub(crate) lines: u32,
}

impl Source<'_> {
    /// The line of the node's code that `line` of what is run stands for.
    fn line(&self, line: usize) -> Option<u32> {
        let line = u32::try_from(line).ok()?.checked_sub(self.lines_before)?;
        (1..=self.lines.max(1)).contains(&line).then_some(line)
    }
}

/// A failure without place.
fn plain(stage: Stage, message: impl Into<String>) -> Failure {
    Failure {
        stage,
        class: None,
        message: message.into(),
        line: None,
        column: None,
        trace: None,
    }
}

/// The embedded interpreter cannot do it.
pub(crate) fn engine(message: impl Into<String>) -> Failure {
    plain(Stage::Engine, message)
}

/// The memory ran out.
pub(crate) fn memory(bytes: u64) -> Failure {
    plain(
        Stage::Limit,
        format!("the code used more than {} MB of memory", bytes >> 20),
    )
}

/// The time ran out.
pub(crate) fn time(milliseconds: u64) -> Failure {
    plain(
        Stage::Limit,
        format!("the code did not end within {milliseconds} ms"),
    )
}

/// `failure`, at the line of the node's code that is being run.
pub(crate) fn at_current_line(vm: &VirtualMachine, mut failure: Failure) -> Failure {
    let mut frame = vm.current_frame();
    while let Some(current) = frame {
        let code = current.f_code();
        if crate::native::is_node_code(code.source_path().as_str()) {
            let before = crate::native::lines_before();
            failure.line = u32::try_from(current.lineno())
                .ok()
                .and_then(|line| line.checked_sub(before));
            break;
        }
        frame = current.f_back(vm);
    }
    failure
}

/// An exception that came out of the node's code.
pub(crate) fn raised(
    vm: &VirtualMachine,
    exception: &PyBaseExceptionRef,
    source: &Source<'_>,
) -> Failure {
    let class = exception.class().name().to_string();
    let message = words::as_cpython(&text(vm, exception));
    let frames = frames(exception, source);
    if exception.class().is(vm.ctx.exceptions.memory_error) {
        // The embedded interpreter was refused memory: the platform would have run out of it, or of time.
        return Failure {
            line: frames.last().map(|frame| frame.line),
            ..plain(Stage::Limit, "the code needs more memory than it may use")
        };
    }
    Failure {
        stage: Stage::UserCode,
        line: frames.last().map(|frame| frame.line),
        column: None,
        trace: Some(trace(vm, exception, source)),
        class: Some(class),
        message,
    }
}

/// A `SyntaxError` of the node's own code.
pub(crate) fn syntax(
    vm: &VirtualMachine,
    exception: &PyBaseExceptionRef,
    source: &Source<'_>,
) -> Failure {
    let number = |name: &'static str| {
        let value = exception.as_object().get_attr(name, vm).ok()?;
        value.try_to_value::<usize>(vm).ok()
    };
    let message = match exception.as_object().get_attr("msg", vm) {
        Ok(message) if !vm.is_none(&message) => text(vm, &message),
        _ => text(vm, exception.as_object()),
    };
    let (line, column) = (number("lineno"), number("offset"));
    let text = exception.as_object().get_attr("text", vm);
    let at = text.ok().zip(column).and_then(|(text, column)| {
        let column = column.checked_sub(1)?;
        self::text(vm, &*text).chars().nth(column)
    });
    Failure {
        stage: Stage::Syntax,
        class: Some(exception.class().name().to_string()),
        message: words::syntax(&message, at),
        line: line.and_then(|line| source.line(line)),
        column: column
            .and_then(|column| u32::try_from(column).ok())
            .map(|column| column.saturating_sub(source.columns_before).max(1)),
        trace: None,
    }
}

/// A call of a frame of the node's code.
struct Frame {
    line: u32,
    function: String,
}

/// The frames of the node's own code, the innermost last.
fn frames(exception: &PyBaseExceptionRef, source: &Source<'_>) -> Vec<Frame> {
    let Some(traceback) = exception.traceback() else {
        return Vec::new();
    };
    let frame = |entry: PyRef<PyTraceback>| {
        let code = entry.frame.f_code();
        if code.source_path().as_str() != source.file {
            return None;
        }
        Some(Frame {
            line: source.line(entry.lineno.get())?,
            function: code.obj_name.as_str().to_owned(),
        })
    };
    traceback.iter().filter_map(frame).collect()
}

/// How often the same frame is shown in a row, and how many chained exceptions.
const REPEATS: usize = 3;
const CHAIN: usize = 20;

/// The traceback as CPython prints it, the frames of the platform and of the library left out.
fn trace(vm: &VirtualMachine, exception: &PyBaseExceptionRef, source: &Source<'_>) -> String {
    let mut parts = Vec::new();
    let mut next = Some(exception.clone());
    while let Some(current) = next {
        parts.push(one(vm, &current, source));
        let context = match current.__cause__() {
            Some(cause) => Some((
                cause,
                "\nThe above exception was the direct cause of the following exception:\n\n",
            )),
            None if suppresses(vm, &current) => None,
            None => current.__context__().map(|context| {
                (
                    context,
                    "\nDuring handling of the above exception, another exception occurred:\n\n",
                )
            }),
        };
        next = context.map(|(context, between)| {
            parts.push(between.to_owned());
            context
        });
        if parts.len() > 2 * CHAIN {
            break;
        }
    }
    parts.reverse();
    parts.concat()
}

fn suppresses(vm: &VirtualMachine, exception: &PyBaseExceptionRef) -> bool {
    exception
        .as_object()
        .get_attr("__suppress_context__", vm)
        .and_then(|value| value.is_true(vm))
        .unwrap_or(false)
}

/// The traceback of one exception alone.
fn one(vm: &VirtualMachine, exception: &PyBaseExceptionRef, source: &Source<'_>) -> String {
    let mut lines = String::new();
    let frames = frames(exception, source);
    if !frames.is_empty() {
        lines.push_str("Traceback (most recent call last):\n");
    }
    let mut repeats = 0;
    for (index, frame) in frames.iter().enumerate() {
        let again = index > 0
            && frames[index - 1].line == frame.line
            && frames[index - 1].function == frame.function;
        if !again {
            close_repeats(&mut lines, repeats);
        }
        repeats = if again { repeats + 1 } else { 0 };
        if repeats < REPEATS {
            let line = frame.line + source.lines_before;
            lines.push_str(&format!(
                "  File \"{}\", line {line}, in {}\n",
                source.file, frame.function
            ));
        }
    }
    close_repeats(&mut lines, repeats);
    let class = exception.class();
    let name = qualified(vm, class.as_object()).unwrap_or_else(|| class.name().to_string());
    let message = words::as_cpython(&text(vm, exception.as_object()));
    lines.push_str(&name);
    if !message.is_empty() {
        lines.push_str(": ");
        lines.push_str(&message);
    }
    lines.push('\n');
    lines
}

fn close_repeats(lines: &mut String, repeats: usize) {
    if repeats >= REPEATS {
        let more = repeats + 1 - REPEATS;
        let times = if more == 1 { "time" } else { "times" };
        lines.push_str(&format!("  [Previous line repeated {more} more {times}]\n"));
    }
}

/// The class with its module, as the last line of a traceback has it.
fn qualified(vm: &VirtualMachine, class: &PyObject) -> Option<String> {
    let module = class.get_attr("__module__", vm).ok()?;
    let name = text(vm, &*class.get_attr("__qualname__", vm).ok()?);
    Some(match text(vm, &module).as_str() {
        "builtins" | "__main__" => name,
        module => format!("{module}.{name}"),
    })
}

/// `str()` of anything; what CPython prints where that raises.
pub(crate) fn text(vm: &VirtualMachine, object: &(impl AsObject + ?Sized)) -> String {
    match object.as_object().str(vm) {
        Ok(text) => text.to_string_lossy().into_owned(),
        Err(_) => "<exception str() failed>".into(),
    }
}
