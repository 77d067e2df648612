//! Built-ins in which RustPython differs from CPython, put right before any code runs.

use rustpython_vm::builtins::{
    PyBaseException, PyByteArray, PyBytes, PyFloat, PyInt, PyList, PyStr, PyStrRef, PyTypeRef,
};
use rustpython_vm::function::{ArgBytesLike, ArgIterable, OptionalArg, OptionalOption};
use rustpython_vm::{AsObject, Py, PyObjectRef, PyResult, VirtualMachine};

use crate::words;

/// Replaces what is wrong in built-in types.
pub(crate) fn apply(vm: &VirtualMachine) {
    let types = &vm.ctx.types;
    // These take single bytes of UTF-8 for the characters to be stripped.
    let (bytes, bytearray) = (types.bytes_type, types.bytearray_type);
    let method =
        |name: &str, object: PyObjectRef, class: &'static Py<rustpython_vm::builtins::PyType>| {
            class.set_str_attr(name, object, &vm.ctx);
        };
    method("strip", vm.new_method("strip", bytes, strip).into(), bytes);
    method(
        "lstrip",
        vm.new_method("lstrip", bytes, lstrip).into(),
        bytes,
    );
    method(
        "rstrip",
        vm.new_method("rstrip", bytes, rstrip).into(),
        bytes,
    );
    let array = bytearray;
    method(
        "strip",
        vm.new_method("strip", array, array_strip).into(),
        array,
    );
    method(
        "lstrip",
        vm.new_method("lstrip", array, array_lstrip).into(),
        array,
    );
    method(
        "rstrip",
        vm.new_method("rstrip", array, array_rstrip).into(),
        array,
    );
    // It says the same as `index` when there is nothing to remove.
    let list = types.list_type;
    method(
        "remove",
        vm.new_method("remove", list, list_remove).into(),
        list,
    );
    // Code may read the text of what it catches, so the words are put right there.
    let exceptions = &vm.ctx.exceptions;
    for class in [
        exceptions.type_error,
        exceptions.unbound_local_error,
        exceptions.name_error,
        exceptions.recursion_error,
        exceptions.value_error,
        exceptions.zero_division_error,
    ] {
        let said = vm.new_method("__str__", class, exception_text);
        class.set_str_attr("__str__", said, &vm.ctx);
    }
}

/// `str()` of an exception, in CPython's words.
fn exception_text(exception: PyObjectRef, vm: &VirtualMachine) -> PyResult<String> {
    let said = match exception.downcast_ref::<PyBaseException>() {
        Some(exception) => exception.args(),
        None => return Ok(String::new()),
    };
    Ok(match said.as_slice() {
        [] => String::new(),
        [one] => match one.downcast_ref::<PyStr>() {
            Some(text) => words::as_cpython(&text.to_string_lossy()),
            None => one.str(vm)?.to_string_lossy().into_owned(),
        },
        _ => said.as_object().repr(vm)?.to_string_lossy().into_owned(),
    })
}

fn list_remove(list: &Py<PyList>, item: PyObjectRef, vm: &VirtualMachine) -> PyResult<()> {
    let mut index = 0;
    loop {
        // Comparing runs code that may change the list.
        let Some(element) = list.borrow_vec().get(index).cloned() else {
            return Err(vm.new_value_error("list.remove(x): x not in list"));
        };
        if vm.identical_or_equal(&element, &item)? {
            break;
        }
        index += 1;
    }
    let mut elements = list.borrow_vec_mut();
    if index < elements.len() {
        elements.remove(index);
    }
    Ok(())
}

/// Puts something else in the place of an attribute of a built-in class: `put(class, name, value)`.
pub(crate) fn put(class: PyTypeRef, name: PyStrRef, value: PyObjectRef, vm: &VirtualMachine) {
    class.set_str_attr(&name.to_string_lossy(), value, &vm.ctx);
}

type Chars = OptionalOption<ArgBytesLike>;

fn strip(bytes: &Py<PyBytes>, chars: Chars, _vm: &VirtualMachine) -> Vec<u8> {
    stripped(bytes.as_bytes(), chars, true, true)
}

fn lstrip(bytes: &Py<PyBytes>, chars: Chars, _vm: &VirtualMachine) -> Vec<u8> {
    stripped(bytes.as_bytes(), chars, true, false)
}

fn rstrip(bytes: &Py<PyBytes>, chars: Chars, _vm: &VirtualMachine) -> Vec<u8> {
    stripped(bytes.as_bytes(), chars, false, true)
}

fn array_strip(bytes: &Py<PyByteArray>, chars: Chars, _vm: &VirtualMachine) -> PyByteArray {
    stripped(&bytes.borrow_buf(), chars, true, true).into()
}

fn array_lstrip(bytes: &Py<PyByteArray>, chars: Chars, _vm: &VirtualMachine) -> PyByteArray {
    stripped(&bytes.borrow_buf(), chars, true, false).into()
}

fn array_rstrip(bytes: &Py<PyByteArray>, chars: Chars, _vm: &VirtualMachine) -> PyByteArray {
    stripped(&bytes.borrow_buf(), chars, false, true).into()
}

fn stripped(bytes: &[u8], chars: Chars, left: bool, right: bool) -> Vec<u8> {
    let chars = chars
        .flatten()
        .map_or(b" \t\n\r\x0b\x0c".to_vec(), |chars| {
            chars.borrow_buf().to_vec()
        });
    let stays = |byte: &u8| !chars.contains(byte);
    let start = match left {
        true => bytes.iter().position(stays).unwrap_or(bytes.len()),
        false => 0,
    };
    let end = match right {
        true => bytes.iter().rposition(stays).map_or(0, |last| last + 1),
        false => bytes.len(),
    };
    bytes.get(start..end).unwrap_or_default().to_vec()
}

/// `sum` as CPython has it from 3.12 on: floats are added with the error of each addition carried along.
pub(crate) fn sum(
    items: ArgIterable,
    start: OptionalArg<PyObjectRef>,
    vm: &VirtualMachine,
) -> PyResult {
    let types = &vm.ctx.types;
    let mut total = start.unwrap_or_else(|| vm.ctx.new_int(0).into());
    for (class, message) in [
        (
            types.str_type,
            "sum() can't sum strings [use ''.join(seq) instead]",
        ),
        (
            types.bytes_type,
            "sum() can't sum bytes [use b''.join(seq) instead]",
        ),
        (
            types.bytearray_type,
            "sum() can't sum bytearray [use b''.join(seq) instead]",
        ),
    ] {
        if total.fast_isinstance(class) {
            return Err(vm.new_type_error(message));
        }
    }
    let mut floats: Option<Compensated> = None;
    for item in items.iter(vm)? {
        let item = item?;
        if floats.is_none() && total.class().is(types.float_type) {
            floats = total.downcast_ref::<PyFloat>().map(|float| Compensated {
                high: float.to_f64(),
                carried: 0.0,
            });
        }
        let Some(sum) = &mut floats else {
            total = vm._add(&total, &item)?;
            continue;
        };
        match exact_float(vm, &item) {
            Some(value) => sum.add(value),
            None => {
                total = vm._add(vm.ctx.new_float(sum.value()).as_object(), &item)?;
                floats = None;
            }
        }
    }
    Ok(match floats {
        Some(sum) => vm.ctx.new_float(sum.value()).into(),
        None => total,
    })
}

/// The value of a float, or of an integer that is exactly a float.
fn exact_float(vm: &VirtualMachine, item: &PyObjectRef) -> Option<f64> {
    if item.class().is(vm.ctx.types.float_type) {
        return item.downcast_ref::<PyFloat>().map(|float| float.to_f64());
    }
    if item.class().is(vm.ctx.types.int_type) {
        let small = item
            .downcast_ref::<PyInt>()?
            .try_to_primitive::<i32>(vm)
            .ok()?;
        return Some(f64::from(small));
    }
    None
}

/// Neumaier's sum.
struct Compensated {
    high: f64,
    carried: f64,
}

impl Compensated {
    fn add(&mut self, value: f64) {
        let sum = self.high + value;
        self.carried += if self.high.abs() >= value.abs() {
            (self.high - sum) + value
        } else {
            (value - sum) + self.high
        };
        self.high = sum;
    }

    fn value(&self) -> f64 {
        if self.carried != 0.0 && self.carried.is_finite() {
            self.high + self.carried
        } else {
            self.high
        }
    }
}
