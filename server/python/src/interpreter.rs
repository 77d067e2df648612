//! RustPython without access to its host, with the parts of the standard library that are written in Python frozen in,
//! and the emulation beside them.

use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use runner::Request;
use rustpython_vm::signal::UserSignalReceiver;
use rustpython_vm::{Interpreter, InterpreterBuilder, Settings, VirtualMachine};

use crate::{corrections, failure, native, outlet};

/// Builds the interpreter; code that arrives through `interrupts` is run between two of its instructions.
pub(crate) fn build(interrupts: UserSignalReceiver) -> Interpreter {
    let mut settings = Settings::default();
    settings.isolated = true;
    settings.ignore_environment = true;
    settings.import_site = false;
    settings.user_site_directory = false;
    settings.install_signal_handlers = false;
    settings.write_bytecode = false;
    let builder = InterpreterBuilder::new().settings(settings);
    let library = rustpython_stdlib::stdlib_module_defs(&builder.ctx);
    let interpreter = builder
        .add_native_modules(&library)
        .add_frozen_modules(rustpython_pylib::FROZEN_STDLIB)
        .add_frozen_modules(rustpython_vm::py_freeze!(dir = "bootstrap"))
        .init_hook(move |vm| vm.set_user_signal_channel(interrupts))
        .build();
    interpreter.enter(|vm| {
        if let Err(error) = prepare(vm) {
            let mut text = String::new();
            let _ = vm.write_exception(&mut text, &error);
            outlet::finish_with(failure::engine(format!(
                "the interpreter could not be prepared: {text}"
            )));
        }
    });
    interpreter
}

/// What most code imports, the costliest first.
const COMMON: [&str; 4] = ["re", "json", "datetime", "time"];

/// How long a request stays away before the worker takes itself for a spare.
const SPARE: Duration = Duration::from_millis(30);

/// Waits for the request. A spare has the time to load what most code imports.
pub(crate) fn wait(vm: &VirtualMachine, requests: &Receiver<Request>) -> Option<Request> {
    match requests.recv_timeout(SPARE) {
        Ok(request) => return Some(request),
        Err(RecvTimeoutError::Disconnected) => return None,
        Err(RecvTimeoutError::Timeout) => {}
    }
    for module in COMMON {
        if let Ok(request) = requests.try_recv() {
            return Some(request);
        }
        // What cannot be loaded fails again where it is asked for.
        let _ = vm.import(module, 0);
    }
    requests.recv().ok()
}

/// What must stand before any code of the user's runs and does not depend on it.
fn prepare(vm: &VirtualMachine) -> rustpython_vm::PyResult<()> {
    corrections::apply(vm);
    let natives = vm.ctx.new_dict();
    for (name, function) in [
        ("emit", vm.new_function("emit", native::emit)),
        ("killed", vm.new_function("killed", native::killed)),
        ("log", vm.new_function("log", native::log)),
        ("put", vm.new_function("put", corrections::put)),
        ("refused", vm.new_function("refused", native::refused)),
        ("stop", vm.new_function("stop", native::stop)),
        ("sum", vm.new_function("sum", corrections::sum)),
        ("tzdata", vm.new_function("tzdata", native::tzdata)),
        ("zones", vm.new_function("zones", native::zones)),
    ] {
        natives.set_item(name, function.into(), vm)?;
    }
    let natives = vm.new_module("_codenode_native", natives, None);
    vm.sys_module
        .get_attr("modules", vm)?
        .set_item("_codenode_native", natives.into(), vm)?;
    // What runs will need in any case is loaded before it is asked for.
    vm.import("_codenode.dify", 0)?;
    vm.import("_codenode.n8n", 0)?;
    Ok(())
}
