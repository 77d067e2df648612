//! Dify's wrapper around `main` (reference dify 2.2 to 2.5).

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use runner::{DifyRun, Failure, Turn};
use rustpython_vm::builtins::{PyDictRef, PyStrRef};
use rustpython_vm::compiler::Mode;
use rustpython_vm::function::{FuncArgs, KwArgs};
use rustpython_vm::scope::Scope;
use rustpython_vm::{AsObject, PyObjectRef, PyResult, VirtualMachine};
use serde_json::Value;

use crate::failure::{self, Source};
use crate::value::{self, Reader};
use crate::{json, native, outlet, words};

/// Runs the module, then `main(**inputs)`, and hands its result on as it is.
pub(crate) fn run(vm: &VirtualMachine, code: &str, run: &DifyRun) -> Turn {
    let source = Source {
        file: &run.traceback_file,
        lines_before: 0,
        columns_before: 0,
        lines: u32::try_from(code.lines().count()).unwrap_or(u32::MAX),
    };
    words::speak(run.python);
    native::node_code_is(source.file, source.lines_before);
    Turn {
        result: turn(vm, code, run, &source),
    }
}

fn turn(
    vm: &VirtualMachine,
    code: &str,
    run: &DifyRun,
    source: &Source<'_>,
) -> Result<runner::Sent, Failure> {
    let code = with_inputs(code, run);
    let compiled = vm
        .compile(&code, Mode::Exec, source.file)
        .map_err(|error| failure::syntax(vm, &error.into_pyexception(vm, Some(&code)), source))?;
    outlet::reword(words::warning);
    let raised = |exception| failure::raised(vm, &exception, source);
    let scope = vm.new_scope_with_main().map_err(raised)?;
    let globals = scope.globals.clone();
    before(vm, &globals, &code, run).map_err(raised)?;
    vm.run_code_obj(compiled, Scope::with_builtins(None, globals.clone(), vm))
        .map_err(raised)?;
    if run.python < 14 {
        let emulation = vm
            .import("_codenode.dify", 0)
            .and_then(|package| package.get_attr("dify", vm));
        emulation
            .and_then(|emulation| vm.call_method(&emulation, "annotations", (globals.clone(),)))
            .map_err(raised)?;
    }
    let returned = call_main(vm, &globals, &code, run).map_err(raised)?;
    value::sent(vm, &returned, Reader::Dify(run.python)).map_err(raised)
}

/// The platform puts the inputs in place of `{{inputs}}` after the code has been put into the template, so also where
/// the code itself says it.
fn with_inputs(code: &str, run: &DifyRun) -> String {
    if !code.contains("{{inputs}}") {
        return code.to_owned();
    }
    let inputs = Value::Object(run.inputs.clone()).to_string();
    code.replace("{{inputs}}", &BASE64_STANDARD.encode(inputs))
}

/// What stands in the module before its first line. The modules are imported only for code that names them.
fn before(vm: &VirtualMachine, globals: &PyDictRef, code: &str, run: &DifyRun) -> PyResult<()> {
    globals.set_item("__name__", vm.ctx.new_str("__main__").into(), vm)?;
    let emulation = vm.import("_codenode.dify", 0)?;
    let emulation = emulation.get_attr("dify", vm)?;
    let policy = |names: &Option<Vec<String>>| -> PyObjectRef {
        match names {
            None => vm.ctx.none(),
            Some(names) => {
                let names = names
                    .iter()
                    .map(|name| vm.ctx.new_str(name.as_str()).into());
                vm.ctx.new_list(names.collect()).into()
            }
        }
    };
    let arguments = (
        vm.ctx.new_int(run.python),
        policy(&run.modules.builtin),
        policy(&run.modules.external),
    );
    vm.call_method(&emulation, "prepare", arguments)?;
    for name in ["os", "sys", "traceback"] {
        if mentions(code, name) {
            globals.set_item(name, vm.import(name, 0)?, vm)?;
        }
    }
    Ok(())
}

/// What the wrapper does after the last line of the code.
fn call_main(vm: &VirtualMachine, globals: &PyDictRef, code: &str, run: &DifyRun) -> PyResult {
    if mentions(code, "json") {
        globals.set_item("json", vm.import("json", 0)?, vm)?;
    }
    if mentions(code, "b64decode") {
        let decode = vm.import("base64", 0)?.get_attr("b64decode", vm)?;
        globals.set_item("b64decode", decode, vm)?;
    }
    let inputs = json::object_to_python(vm, &run.inputs)?;
    globals.set_item("inputs_obj", inputs.clone(), vm)?;
    let Some(main) = globals.get_item_opt("main", vm)? else {
        let name: PyStrRef = vm.ctx.new_str("main");
        return Err(vm.new_name_error("name 'main' is not defined", name));
    };
    let mut arguments: Vec<(String, PyObjectRef)> = Vec::with_capacity(run.inputs.len());
    for name in run.inputs.keys() {
        arguments.push((name.clone(), inputs.get_item(name.as_str(), vm)?));
    }
    let arguments: KwArgs = arguments.into_iter().collect();
    main.as_object()
        .call(FuncArgs::new(Vec::<PyObjectRef>::new(), arguments), vm)
}

/// Whether the code says `word` anywhere, comments included: enough to leave out what it cannot need.
fn mentions(code: &str, word: &str) -> bool {
    code.contains(word)
}
