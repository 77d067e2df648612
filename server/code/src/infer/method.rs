//! Method calls: which method is meant depends on what the receiver may be.

use smol_str::SmolStr;

use super::call::Args;
use super::heap::{Object, Sequence};
use super::machine::Machine;
use super::raised::Raised;
use super::value::{Callable, Flags, HeapId, Value};
use crate::ir::ExprId;
use crate::library::Type;
use crate::shape::ArrayKind;

/// What the tables call JavaScript's values without structure.
pub(super) const SCALARS: &[(Flags, &str)] = &[
    (Flags::STRING, "str"),
    (Flags::NUMBER, "number"),
    (Flags::BOOL, "bool"),
    (Flags::BIGINT, "bigint"),
    (Flags::SYMBOL, "symbol"),
];

impl Machine<'_> {
    /// `receiver.name(args)`.
    pub(super) fn call_method(
        &mut self,
        site: ExprId,
        receiver: &Value,
        name: &SmolStr,
        args: &Args,
    ) -> Value {
        if self.state.dead || receiver.is_never() {
            return Value::never();
        }
        if self.patched.contains(name) {
            self.code_escaped = true;
            self.escape(receiver);
            return self.call_unknown(args);
        }
        self.run_writers(receiver);
        if self.only_adds(receiver, name) {
            let mut answer = Value::never();
            for id in receiver.refs.clone() {
                answer.join(&self.object_method(site, receiver, id, name, args));
            }
            return answer;
        }
        let callables = receiver.callables().to_vec();
        let scalars = receiver.flags.without(Flags::UNKNOWN.or(Flags::DATA));
        let ways = callables.len()
            + receiver.refs.len()
            + usize::from(!scalars.is_empty())
            + usize::from(receiver.is_unknown())
            + usize::from(receiver.is_data());
        let mut call = Ways {
            several: ways > 1,
            mark: self.state.mark(),
            ends: Vec::new(),
            value: Value::never(),
        };
        for callable in &callables {
            call.take(self, |machine| {
                machine.call_member(site, callable, name, args)
            });
        }
        for id in receiver.refs.clone() {
            call.take(self, |machine| {
                machine.object_method(site, receiver, id, name, args)
            });
        }
        if !scalars.is_empty() {
            call.take(self, |machine| {
                machine.scalar_method(site, &receiver.scalars(scalars), name, args)
            });
        }
        if receiver.is_data() {
            call.take(self, |machine| {
                if machine.is_python() {
                    machine.python_data_method(site, name, args)
                } else {
                    machine.javascript_data_method(site, name, args)
                }
            });
        }
        if receiver.is_unknown() {
            call.take(self, |machine| machine.call_unknown(args));
        }
        call.finish(self)
    }

    /// The call adds something to one of several lists and does nothing else: no way of it needs a state of its own.
    fn only_adds(&self, receiver: &Value, name: &str) -> bool {
        let adds = match self.is_python() {
            true => name == "append",
            false => matches!(name, "push" | "unshift"),
        };
        let is_list = |id: &HeapId| matches!(self.object(*id), Some(Object::Array(sequence)) if sequence.kind == ArrayKind::List);
        adds && receiver.flags.is_empty()
            && receiver.callables.is_none()
            && receiver.refs.iter().all(is_list)
    }

    fn call_member(
        &mut self,
        site: ExprId,
        callable: &Callable,
        name: &SmolStr,
        args: &Args,
    ) -> Value {
        match callable {
            Callable::Library(path) => {
                let path = SmolStr::from(format!("{path}.{name}"));
                self.call_library(site, &path, args, false)
            }
            Callable::Closure { .. } | Callable::Class(_) | Callable::Method { .. } => {
                if self.is_python() {
                    let method = self.member(site, &Value::callable(callable.clone()), name);
                    return self.call_value(site, &method, args);
                }
                // `this` is not modelled across `call` and `apply`, and what `bind` makes may be called at any time.
                let receiver = Value::callable(callable.clone());
                self.call_unknown(&Args::of(
                    [args.positional.clone(), vec![receiver]].concat(),
                ))
            }
        }
    }

    fn object_method(
        &mut self,
        site: ExprId,
        holder: &Value,
        id: HeapId,
        name: &SmolStr,
        args: &Args,
    ) -> Value {
        match self.object(id).cloned() {
            Some(Object::Array(_)) if self.is_python() => {
                self.python_array_method(site, holder, id, name, args)
            }
            Some(Object::Array(_)) => self.javascript_array_method(site, holder, id, name, args),
            Some(Object::Record(record)) if self.is_python() && record.class.is_none() => {
                self.dict_method(site, holder, id, name, args)
            }
            Some(Object::Record(_)) => {
                let receiver = Value::reference(id);
                let method = self.member(site, &receiver, name);
                if !self.is_python()
                    && matches!(
                        name.as_str(),
                        "hasOwnProperty" | "propertyIsEnumerable" | "isPrototypeOf"
                    )
                {
                    return Value::any_bool();
                }
                let method = self.tied(method, &receiver);
                self.call_value(site, &method, args)
            }
            Some(Object::Promise(inner)) if name == super::promises::RESOLVE => {
                let given = args.get(0, "").unwrap_or_else(Value::undefined);
                let inner = inner.joined(&self.settle(&given));
                self.state.update(id, Object::Promise(inner));
                Value::undefined()
            }
            Some(Object::Promise(inner)) => self.promise_method(site, &inner, name, args),
            Some(Object::Instance { class, content }) => {
                self.instance_method(site, holder, id, &class, &content, name, args)
            }
            Some(Object::Forgotten) | None => {
                self.escape(&Value::reference(id));
                self.call_unknown(args)
            }
        }
    }

    /// A function found in an object and called on it has it as `this`.
    fn tied(&self, mut method: Value, receiver: &Value) -> Value {
        if self.is_python() {
            return method;
        }
        let callables = method.callables.iter_mut();
        for callable in callables.flat_map(|all| std::rc::Rc::make_mut(all).iter_mut()) {
            if let Callable::Closure {
                function,
                receiver: this,
            } = callable
                && self.program.function(*function).kind != crate::ir::FunctionKind::Arrow
            {
                *this = Some(Box::new(receiver.clone()));
            }
        }
        method
    }

    /// A method of a text, number or other value without structure.
    pub(super) fn scalar_method(
        &mut self,
        site: ExprId,
        receiver: &Value,
        name: &SmolStr,
        args: &Args,
    ) -> Value {
        if receiver.flags.has(Flags::NOTHING) {
            self.may_raise(match self.is_python() {
                true => Raised::ATTRIBUTE,
                false => Raised::ANYTHING,
            });
            if receiver.is_only(Flags::NOTHING) {
                self.state.dead = true;
                return Value::never();
            }
        }
        let classes: &[(Flags, &str)] = if self.is_python() {
            &[
                (Flags::STRING, "str"),
                (Flags::INT, "int"),
                (Flags::FLOAT, "float"),
                (Flags::BYTES, "bytes"),
            ]
        } else {
            SCALARS
        };
        let mut answer = Value::never();
        let mut known = false;
        for (flag, class) in classes {
            let json = Flags::STRING.or(Flags::NUMBER).or(Flags::BOOL);
            let of_data = json.has(*flag) && receiver.is_data();
            if !receiver.flags.has(*flag) && !of_data {
                continue;
            }
            let Some(entry) = self.entry(&format!("{class}#{name}")) else {
                continue;
            };
            known = true;
            let own = match receiver.flags.has(*flag) {
                true => receiver.scalars(*flag),
                false => Value::of(*flag),
            };
            let length = padded_length(name, &own, args);
            let mut value = self.call_entry(site, entry, own, args);
            if value.is_only(Flags::STRING) && value.texts.is_none() {
                value.min_length = value.min_length.max(length);
            }
            answer.join(&value);
        }
        if known {
            if self.is_python() && !receiver.is_only(Flags::STRING) {
                self.may_raise(Raised::ATTRIBUTE);
            }
            return answer;
        }
        self.call_unknown(args)
    }

    #[expect(clippy::too_many_arguments, reason = "the parts of one call")]
    fn instance_method(
        &mut self,
        site: ExprId,
        holder: &Value,
        id: HeapId,
        class: &SmolStr,
        content: &Value,
        name: &SmolStr,
        args: &Args,
    ) -> Value {
        if let Some(value) = self.collection_method(site, holder, id, class, content, name, args) {
            return value;
        }
        if self.is_python()
            && let Some(value) = self.module_method(site, class, content, name, args)
        {
            return value;
        }
        let Some(entry) = self.member_entry(class, name) else {
            self.escape(&Value::reference(id));
            return self.call_unknown(args);
        };
        if entry.params.is_none() {
            // A call of what an attribute holds.
            self.escape(&Value::reference(id));
            return self.call_unknown(args);
        }
        let opaque = match self.is_python() {
            true => entry.result == Type::Any,
            false => entry.result.has_any(),
        };
        if opaque {
            self.escape(&Value::reference(id));
        }
        let value = self.call_entry(site, entry, Value::reference(id), args);
        // What is surely a date is not written as `null`.
        let surely = class == "DateTime" && content.known_text().is_some();
        if surely && value.flags.has(Flags::STRING) {
            return value.scalars(Flags::STRING);
        }
        value
    }

    /// `Map`, `Set` and iterators of JavaScript: what they hold is their content.
    #[expect(clippy::too_many_arguments, reason = "the parts of one call")]
    fn collection_method(
        &mut self,
        site: ExprId,
        holder: &Value,
        id: HeapId,
        class: &str,
        content: &Value,
        name: &str,
        args: &Args,
    ) -> Option<Value> {
        if self.is_python() || !matches!(class, "Map" | "Set" | "WeakMap" | "WeakSet") {
            return None;
        }
        let is_map = class.ends_with("Map");
        Some(match name {
            "set" | "add" => {
                let added = args
                    .get(usize::from(is_map), "")
                    .unwrap_or_else(Value::undefined);
                if let Some(key) = args.positional.first() {
                    // A key can be had back by walking; keys are not told apart from anything else.
                    self.escape(key);
                }
                let content = content.clone().joined(&added);
                self.write_object(
                    holder,
                    id,
                    Object::Instance {
                        class: class.into(),
                        content,
                    },
                );
                Value::reference(id)
            }
            "get" => content.clone().joined(&Value::of(Flags::PERHAPS)),
            "has" | "delete" => Value::any_bool(),
            "clear" => Value::undefined(),
            "values" | "keys" | "entries" => {
                let key = match is_map {
                    true => Value::unknown(),
                    false => content.clone(),
                };
                let walked = match name {
                    "values" => content.clone(),
                    "keys" => key,
                    _ => self.pair(site, 3, key, content.clone()),
                };
                let iterator = self.iterator(site, walked);
                self.look_at(&iterator, id);
                iterator
            }
            "forEach" => {
                let mut callback = args.get(0, "").unwrap_or_default();
                let mut given = [content.clone(), Value::unknown(), Value::reference(id)];
                self.call_back(site, false, &mut callback, &mut given);
                Value::undefined()
            }
            _ => return None,
        })
    }

    /// A JavaScript iterator over `element`.
    pub(super) fn iterator(&mut self, site: ExprId, element: Value) -> Value {
        let element = if element.is_never() {
            Value::undefined()
        } else {
            element
        };
        self.allocate(
            site,
            5,
            Object::Instance {
                class: "Iterator".into(),
                content: element,
            },
        )
    }

    /// A JavaScript iterator over the elements of `sequence`, which is not walked yet.
    pub(super) fn iterator_over(&mut self, site: ExprId, mut sequence: Sequence) -> Value {
        sequence.kind = ArrayKind::Lazy;
        sequence.items = None;
        let walked = self.allocate(site, 4, Object::Array(sequence));
        self.iterator(site, walked)
    }

    /// A list of as many elements as there may be.
    pub(super) fn any_list(&mut self, site: ExprId, element: Value) -> Value {
        self.allocate(
            site,
            6,
            Object::Array(Sequence::of(ArrayKind::List, element)),
        )
    }
}

/// The least length of `"x".repeat(n)`, `text.padStart(n)`, `text.ljust(n)` and their like.
fn padded_length(name: &str, receiver: &Value, args: &Args) -> u32 {
    let count = args.positional.first().and_then(Value::known_number);
    let Some(count) = count.filter(|count| *count >= 0.0) else {
        return 0;
    };
    let length = match name {
        "repeat" => f64::from(receiver.sure_length()) * count.floor(),
        // JavaScript counts UTF-16 units, and pads with nothing where it is told to pad with "".
        "padStart" | "padEnd" if args.positional.len() == 1 => (count / 2.0).floor(),
        "ljust" | "rjust" | "center" | "zfill" => count,
        _ => 0.0,
    };
    length.min(u32::MAX.into()) as u32
}

/// The ways one call may go, each from the same state.
struct Ways {
    several: bool,
    mark: super::state::Mark,
    ends: Vec<super::state::Delta>,
    value: Value,
}

impl Ways {
    fn take<'p>(&mut self, machine: &mut Machine<'p>, way: impl FnOnce(&mut Machine<'p>) -> Value) {
        let value = way(machine);
        if !self.several {
            self.value = value;
            return;
        }
        if let Some(end) = machine.state.take(self.mark) {
            self.value.join(&value);
            self.ends.push(end);
        }
    }

    fn finish(self, machine: &mut Machine<'_>) -> Value {
        if self.several {
            machine.state.merge(self.ends);
        }
        self.value
    }
}
