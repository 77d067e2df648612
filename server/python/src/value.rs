//! A Python object as it goes over the pipe: nothing is judged here, but what `json.dumps` looks at is told.

use runner::{Sent, SentKey};
use rustpython_vm::builtins::{
    PyBytes, PyCoroutine, PyDict, PyFloat, PyFrozenSet, PyFunction, PyInt, PyList, PyModule, PySet,
    PyStr, PyTuple,
};
use rustpython_vm::convert::ToPyObject;
use rustpython_vm::{AsObject, PyObject, PyObjectRef, PyResult, VirtualMachine};

use crate::{failure, outlet};

/// Who reads the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reader {
    /// `json.dumps` of Python 3.`n`: what is not JSON is refused by the name of its type (reference dify 2.5).
    Dify(u8),
    /// `json.dumps(default=str)`: what is not JSON is sent as `str()` says it (reference n8n 10).
    N8n,
}

/// How deep values may be nested: about where `json.dumps` gives up before Python 3.12. Later ones go on for thousands of
/// levels, which the stack here does not.
const DEPTH: usize = 900;

/// The value as it goes over the pipe. Runs code of the user's only where the platform would: `str()` for n8n, and
/// `items()` of classes derived from `dict`.
pub(crate) fn sent(vm: &VirtualMachine, object: &PyObject, reader: Reader) -> PyResult<Sent> {
    let mut walk = Walk {
        vm,
        reader,
        around: Vec::new(),
    };
    walk.value(object)
}

struct Walk<'a> {
    vm: &'a VirtualMachine,
    reader: Reader,
    /// The ids of the containers around what is looked at.
    around: Vec<usize>,
}

impl Walk<'_> {
    fn value(&mut self, object: &PyObject) -> PyResult<Sent> {
        if let Some(leaf) = scalar(self.vm, object)? {
            return Ok(leaf);
        }
        if !is_container(object) {
            return self.foreign(object);
        }
        let id = object.get_id();
        if self.around.contains(&id) {
            return Ok(Sent::Circular);
        }
        if self.around.len() >= DEPTH {
            if !matches!(self.reader, Reader::Dify(..12)) {
                let why = format!("the value is nested deeper than {DEPTH} levels");
                outlet::finish_with(failure::engine(why));
            }
            let text = "maximum recursion depth exceeded while encoding a JSON object";
            let class = self.vm.ctx.exceptions.recursion_error.to_owned();
            return Err(self.vm.new_exception_msg(class, text.into()));
        }
        self.around.push(id);
        let sent = self.container(object);
        self.around.pop();
        sent
    }

    fn container(&mut self, object: &PyObject) -> PyResult<Sent> {
        if let Some(list) = object.downcast_ref::<PyList>() {
            let elements = list.borrow_vec().to_vec();
            return Ok(Sent::List(self.elements(&elements)?));
        }
        if let Some(tuple) = object.downcast_ref::<PyTuple>() {
            return Ok(Sent::Tuple(self.elements(tuple.as_slice())?));
        }
        let items = self.items(object)?;
        let mut fields = Vec::with_capacity(items.len());
        for (key, value) in items {
            fields.push((self.key(&key)?, self.value(&value)?));
        }
        Ok(Sent::Object(fields))
    }

    fn elements(&mut self, elements: &[PyObjectRef]) -> PyResult<Vec<Sent>> {
        elements.iter().map(|element| self.value(element)).collect()
    }

    /// The items of a dict; a class derived from it is asked, since it may keep an order of its own.
    fn items(&self, object: &PyObject) -> PyResult<Vec<(PyObjectRef, PyObjectRef)>> {
        match object.downcast_ref::<PyDict>() {
            Some(dict) if object.class().is(self.vm.ctx.types.dict_type) => Ok(dict.items_vec()),
            _ => {
                let items = self.vm.call_method(object, "items", ())?;
                let pair = |item: &PyObjectRef| {
                    let key = item.get_item(&*0usize.to_pyobject(self.vm), self.vm)?;
                    Ok((key, item.get_item(&*1usize.to_pyobject(self.vm), self.vm)?))
                };
                items
                    .try_to_value::<Vec<PyObjectRef>>(self.vm)?
                    .iter()
                    .map(pair)
                    .collect()
            }
        }
    }

    fn key(&self, key: &PyObject) -> PyResult<SentKey> {
        Ok(match scalar(self.vm, key)? {
            Some(Sent::String(text) | Sent::Int(text)) => SentKey::Text(text),
            Some(Sent::Float(text)) => SentKey::Text(match text.as_str() {
                "nan" => "NaN".into(),
                "inf" => "Infinity".into(),
                "-inf" => "-Infinity".into(),
                _ => text,
            }),
            Some(Sent::Boolean(true)) => SentKey::Text("true".into()),
            Some(Sent::Boolean(false)) => SentKey::Text("false".into()),
            Some(Sent::Null) => SentKey::Text("null".into()),
            _ => SentKey::Bad(key.class().name().to_string()),
        })
    }

    /// What `json.dumps` does not know.
    fn foreign(&mut self, object: &PyObject) -> PyResult<Sent> {
        let name = object.class().name().to_string();
        if self.reader == Reader::N8n {
            // `str()` is all that n8n sees of it.
            return Ok(Sent::Instance {
                class: format!("user:{name}"),
                text: Some(object.str(self.vm)?.to_string_lossy().into_owned()),
            });
        }
        Ok(if object.downcast_ref::<PyBytes>().is_some() {
            Sent::Bytes(object.repr(self.vm)?.to_string_lossy().into_owned())
        } else if let Some(set) = object.downcast_ref::<PySet>() {
            Sent::Set(self.members(&set.elements())?)
        } else if let Some(set) = object.downcast_ref::<PyFrozenSet>()
            && name != "frozenset"
        {
            Sent::Set(self.members(&set.elements())?)
        } else if object.downcast_ref::<PyFunction>().is_some() {
            Sent::Function
        } else if object.downcast_ref::<PyModule>().is_some() {
            Sent::Module(name)
        } else if object.downcast_ref::<PyCoroutine>().is_some() {
            Sent::Promise(Box::new(Sent::Null))
        } else {
            // The mark says that no JSON type stands behind the class.
            Sent::Instance {
                class: format!("user:{name}"),
                text: None,
            }
        })
    }

    /// The members of a set: all are hashable, so none holds the set.
    fn members(&mut self, members: &[PyObjectRef]) -> PyResult<Vec<Sent>> {
        members.iter().map(|member| self.value(member)).collect()
    }
}

/// Whether `json.dumps` walks into it.
fn is_container(object: &PyObject) -> bool {
    object.downcast_ref::<PyList>().is_some()
        || object.downcast_ref::<PyTuple>().is_some()
        || object.downcast_ref::<PyDict>().is_some()
}

/// What `json.dumps` writes as one token, subclasses included.
fn scalar(vm: &VirtualMachine, object: &PyObject) -> PyResult<Option<Sent>> {
    let types = &vm.ctx.types;
    Ok(Some(if vm.is_none(object) {
        Sent::Null
    } else if let Some(text) = object.downcast_ref::<PyStr>() {
        Sent::String(text.to_string_lossy().into_owned())
    } else if object.class().is(types.bool_type) {
        Sent::Boolean(object.to_owned().is_true(vm)?)
    } else if let Some(int) = object.downcast_ref::<PyInt>() {
        Sent::Int(int.to_str_radix_10())
    } else if let Some(float) = object.downcast_ref::<PyFloat>() {
        Sent::Float(float_text(vm, float.to_f64())?)
    } else {
        return Ok(None);
    }))
}

fn float_text(vm: &VirtualMachine, value: f64) -> PyResult<String> {
    if value.is_nan() {
        return Ok("NaN".into());
    }
    let float: PyObjectRef = vm.ctx.new_float(value).into();
    Ok(float.repr(vm)?.to_string_lossy().into_owned())
}
