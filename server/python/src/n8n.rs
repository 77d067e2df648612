//! n8n's native Python (reference n8n 10): the code is the body of a function, and the built-ins and modules are few.

use runner::{Failure, Item, Mode, N8nRun, Sent, Stage, Turn};
use rustpython_vm::builtins::{PyBaseExceptionRef, PyDictRef};
use rustpython_vm::compiler;
use rustpython_vm::scope::Scope;
use rustpython_vm::{AsObject, PyObjectRef, PyResult, VirtualMachine};

use crate::failure::{self, Source};
use crate::value::{self, Reader};
use crate::{json, native, outlet, words};

/// What the body's result is called.
const RESULT: &str = "__n8n_internal_user_output__";

/// The minor version of Python 3 that n8n's image has.
const PYTHON: u8 = 13;

/// Runs the code once, or once for each item up to the first that fails.
pub(crate) fn run(vm: &VirtualMachine, code: &str, run: &N8nRun) -> Vec<Turn> {
    let source = Source {
        file: match run.mode {
            Mode::EachItem => "<per_item_task_execution>",
            _ => "<all_items_task_execution>",
        },
        lines_before: 1,
        columns_before: 4,
        lines: u32::try_from(code.lines().count()).unwrap_or(u32::MAX),
    };
    words::speak(PYTHON);
    native::node_code_is(source.file, source.lines_before);
    let failed = |failure| {
        vec![Turn {
            result: Err(failure),
        }]
    };
    let body = wrapped(code);
    let compiled = match vm.compile(&body, compiler::Mode::Exec, source.file) {
        Ok(compiled) => compiled,
        Err(error) => {
            let exception = error.into_pyexception(vm, Some(&body));
            return failed(syntax(vm, &exception, &source));
        }
    };
    // Warnings of the compiler stay in the runner.
    outlet::reword(|_| None);
    let task = match Task::new(vm, run) {
        Ok(task) => task,
        Err(exception) => return failed(raised(vm, &exception, &source)),
    };
    let once = |item: Option<&Item>| {
        let globals = task.globals(item)?;
        vm.run_code_obj(
            compiled.clone(),
            Scope::with_builtins(None, globals.clone(), vm),
        )?;
        let result = globals.get_item(RESULT, vm)?;
        value::sent(vm, &result, Reader::N8n)
    };
    let turn = |result: PyResult<Sent>| Turn {
        result: result.map_err(|exception| raised(vm, &exception, &source)),
    };
    let turns = match run.mode {
        Mode::EachItem => each(&run.items, |item| turn(once(Some(item)))),
        _ => vec![turn(once(None))],
    };
    native::log_what_is_left_out();
    turns
}

/// One turn for each item, up to the first that fails.
fn each(items: &[Item], turn: impl Fn(&Item) -> Turn) -> Vec<Turn> {
    let mut turns = Vec::with_capacity(items.len());
    for item in items {
        turns.push(turn(item));
        if turns.last().is_some_and(|turn| turn.result.is_err()) {
            break;
        }
    }
    turns
}

/// What all calls of a task share.
struct Task<'a> {
    vm: &'a VirtualMachine,
    run: &'a N8nRun,
    builtins: PyObjectRef,
    print: PyObjectRef,
}

impl<'a> Task<'a> {
    fn new(vm: &'a VirtualMachine, run: &'a N8nRun) -> PyResult<Task<'a>> {
        let emulation = vm.import("_codenode.n8n", 0)?.get_attr("n8n", vm)?;
        let names = |names: &[String]| -> PyObjectRef {
            let names = names
                .iter()
                .map(|name| vm.ctx.new_str(name.as_str()).into());
            vm.ctx.new_list(names.collect()).into()
        };
        let policy = |allowed: &Option<Vec<String>>| match allowed {
            None => vm.ctx.none(),
            Some(allowed) => names(allowed),
        };
        let arguments = (
            names(&run.builtins_denied),
            policy(&run.modules.builtin),
            policy(&run.modules.external),
        );
        Ok(Task {
            vm,
            run,
            builtins: vm.call_method(&emulation, "prepare", arguments)?,
            print: emulation.get_attr("custom_print", vm)?,
        })
    }

    /// The globals of one call: nothing survives from one item to the next.
    fn globals(&self, item: Option<&Item>) -> PyResult<PyDictRef> {
        let vm = self.vm;
        let globals = vm.ctx.new_dict();
        // Code takes items away and adds to them: each call has its own built-ins, as in the platform.
        let builtins = vm.call_method(&self.builtins, "copy", ())?;
        globals.set_item("__builtins__", builtins, vm)?;
        globals.set_item("print", self.print.clone(), vm)?;
        match item {
            Some(item) => globals.set_item("_item", json::object_to_python(vm, item)?, vm)?,
            None => {
                let items: PyResult<Vec<PyObjectRef>> = self
                    .run
                    .items
                    .iter()
                    .map(|item| json::object_to_python(vm, item))
                    .collect();
                globals.set_item("_items", vm.ctx.new_list(items?).into(), vm)?;
                let query = match &self.run.query {
                    None => vm.ctx.none(),
                    Some(query) => json::to_python(vm, query)?,
                };
                globals.set_item("_query", query, vm)?;
            }
        }
        Ok(globals)
    }
}

/// The code as the body of a function, every line moved in by four spaces: those inside strings too.
fn wrapped(code: &str) -> String {
    let mut body = String::from("def _user_function():\n");
    for line in lines(code) {
        if !line.trim().is_empty() {
            body.push_str("    ");
        }
        body.push_str(line);
    }
    body.push_str(&format!("\n\n{RESULT} = _user_function()"));
    body
}

/// The lines of `text` as `str.splitlines` has them, their ends included.
fn lines(text: &str) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut start = 0;
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let ends = match character {
            '\r' => !matches!(characters.peek(), Some((_, '\n'))),
            '\n' | '\u{b}' | '\u{c}' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                true
            }
            _ => false,
        };
        if ends {
            let end = at + character.len_utf8();
            lines.push(&text[start..end]);
            start = end;
        }
    }
    if start < text.len() {
        lines.push(&text[start..]);
    }
    lines
}

/// A syntax error as n8n shows it: with the place in what it runs (reference n8n 10).
fn syntax(vm: &VirtualMachine, exception: &PyBaseExceptionRef, source: &Source<'_>) -> Failure {
    let mut failure = failure::syntax(vm, exception, source);
    if let Some(line) = failure.line {
        let line = line + source.lines_before;
        failure.message = format!("{} ({}, line {line})", failure.message, source.file);
    }
    failure
}

/// An exception as n8n shows it: its text alone; type and line go beside it.
fn raised(vm: &VirtualMachine, exception: &PyBaseExceptionRef, source: &Source<'_>) -> Failure {
    let mut failure = failure::raised(vm, exception, source);
    match failure.class.as_deref() {
        Some("SecurityViolationError") => {
            failure.stage = Stage::Policy;
            // What the platform shows below the message.
            let description = exception.as_object().get_attr("description", vm);
            failure.trace = description.ok().map(|text| failure::text(vm, &*text));
        }
        Some("SystemExit") => {
            failure.message = format!("Process exited with code {}", exit_code(vm, exception));
        }
        _ => {}
    }
    failure
}

/// What a process ends with that raises `SystemExit`.
fn exit_code(vm: &VirtualMachine, exception: &PyBaseExceptionRef) -> i32 {
    match exception.as_object().get_attr("code", vm) {
        Ok(code) if vm.is_none(&code) => 0,
        Ok(code) => code.try_to_value::<i32>(vm).unwrap_or(1),
        Err(_) => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_that_holds_something_moves_in() {
        assert_eq!(
            wrapped("a = '''x\n\n  y'''\r\nreturn a"),
            "def _user_function():\n    a = '''x\n\n      y'''\r\n    return a\n\n\
             __n8n_internal_user_output__ = _user_function()"
        );
    }

    #[test]
    fn lines_end_where_python_ends_them() {
        assert_eq!(
            lines("a\u{2028}b\r\nc\rd\u{b}"),
            ["a\u{2028}", "b\r\n", "c\r", "d\u{b}"]
        );
    }
}
