//! JavaScript's functions and methods whose effect no table tells.

use smol_str::SmolStr;

use super::call::Args;
use super::heap::{Object, Record, Sequence};
use super::machine::Machine;
use super::value::{Flags, HeapId, Value};
use crate::ir::ExprId;
use crate::shape::ArrayKind;

impl Machine<'_> {
    pub(super) fn javascript_function(
        &mut self,
        site: ExprId,
        path: &str,
        args: &Args,
        is_new: bool,
    ) -> Option<Value> {
        let first = args.get(0, "").unwrap_or_else(Value::undefined);
        Some(match path {
            "Object.keys" | "Object.getOwnPropertyNames" | "Object.values" | "Object.entries" => {
                if let Some(entries) = self.known_entries(&first) {
                    let (keys, values): (Vec<Value>, Vec<Value>) = entries.into_iter().unzip();
                    let items = match path {
                        "Object.values" => values,
                        "Object.entries" => self.pairs(site, keys, values),
                        _ => keys,
                    };
                    let list = Sequence::exact(ArrayKind::List, items);
                    return Some(self.new_array(site, list));
                }
                self.may_throw();
                let keys = self.keys_sequence(&first);
                let made = match path {
                    "Object.values" => self.values_sequence(&first),
                    "Object.entries" => {
                        let values = self.values_sequence(&first);
                        let pair = self.pair(site, 1, keys.element, values.element);
                        Sequence::of(ArrayKind::List, pair).with_bounds(keys.min, keys.max)
                    }
                    _ => keys,
                };
                self.new_array(site, made)
            }
            "Object.assign" => {
                if first.refs.iter().any(|id| self.frozen.contains(id)) {
                    self.may_throw();
                }
                for source in args
                    .positional
                    .iter()
                    .skip(1)
                    .chain(&args.more)
                    .cloned()
                    .collect::<Vec<_>>()
                {
                    self.assign_all(&first, &source);
                }
                // What is no object is wrapped in one.
                first.joined_if(&Value::unknown(), |first| {
                    !first.flags.without(Flags::DATA).is_empty()
                })
            }
            "Object.freeze" | "Object.seal" | "Object.preventExtensions" => {
                self.frozen.extend(first.refs.iter().copied());
                first
            }
            "Object.fromEntries" => {
                let element = self.elements(&first).0;
                if !self.is_array(&element) {
                    self.may_throw();
                }
                let rest = self.pair_values(&element);
                self.new_record(site, Record::open(rest))
            }
            "Array.from" => {
                let mut sequence = self.array_like(&first);
                if let Some(callback) = args.positional.get(1) {
                    let mut given = [sequence.element.clone(), Value::of(Flags::INT)];
                    let mapped = self.for_each(site, &sequence, &mut callback.clone(), &mut given);
                    sequence = Sequence::of(ArrayKind::List, mapped)
                        .with_bounds(sequence.min, sequence.max);
                }
                self.new_array(site, sequence)
            }
            "Array.of" => self.new_array(
                site,
                Sequence::exact(ArrayKind::List, args.positional.clone()),
            ),
            "Array" => {
                let size = first.known_number().filter(|_| args.positional.len() == 1);
                let made = match (size, args.positional.len()) {
                    (Some(size), _) if size >= 0.0 && size.is_finite() => {
                        Sequence::of(ArrayKind::List, Value::undefined())
                            .with_bounds(size as u64, Some(size as u64))
                    }
                    (_, 1) => Sequence::of(ArrayKind::List, first.joined(&Value::undefined())),
                    _ => Sequence::exact(ArrayKind::List, args.positional.clone()),
                };
                self.new_array(site, made)
            }
            "JSON.parse" => {
                self.may_throw();
                match args.get(1, "") {
                    None => self.data(),
                    Some(_) => self.call_unknown(args),
                }
            }
            "JSON.stringify" => self.stringify(&first, args),
            "String" if !is_new => match first.is_only(Flags::STRING) {
                true => first,
                false => Value::string(),
            },
            "Number" if !is_new && first.is_only(Flags::NUMBER) => first,
            "Boolean" if !is_new => {
                let mut answer = Value::never();
                for wanted in [true, false] {
                    if !self.truthy(&first, wanted).is_never() {
                        answer.join(&Value::bool(wanted));
                    }
                }
                answer
            }
            "structuredClone" => {
                self.may_throw();
                self.deep_copy(site, &first)
            }
            "Promise.resolve" => {
                let settled = self.settle(&first);
                self.allocate(site, 0, Object::Promise(settled))
            }
            "Promise.all" | "Promise.allSettled" | "Promise.race" | "Promise.any" => {
                self.promises(site, path, &first)
            }
            "Promise" if is_new => self.run_executor(site, &first),
            "Map" | "Set" | "WeakMap" | "WeakSet" if is_new => {
                let given = !first.is_only(Flags::NOTHING) && !args.positional.is_empty();
                let mut content = Value::never();
                if given {
                    content = self.elements(&first).0;
                    if path.ends_with("Map") {
                        self.escape(&content);
                        content = if content.is_never() {
                            content
                        } else {
                            self.pair_values(&content)
                        };
                    }
                }
                self.instance(site, path, content)
            }
            "Date" if is_new => self.instance(site, "Date", Value::never()),
            "Object.create" if first.is_only(Flags::NULL) && args.positional.len() == 1 => {
                self.has_bare_objects = true;
                self.new_record(site, Record::default())
            }
            "Object" if args.positional.is_empty() && args.more.is_none() => {
                self.new_record(site, Record::default())
            }
            "setTimeout" | "setInterval" | "setImmediate" | "queueMicrotask" => {
                let mut callback = first;
                self.later(true, |machine| {
                    machine.call_back(site, false, &mut callback, &mut [])
                });
                Value::unknown()
            }
            "isNaN" | "isFinite" => Value::any_bool(),
            "require" => return self.required(site, &first),
            _ if path.starts_with("console.") => Value::undefined(),
            _ if is_new && path.ends_with("Error") => {
                // It may hold its cause.
                args.each().for_each(|arg| self.escape(arg));
                self.instance(site, "Error", Value::never())
            }
            _ => return None,
        })
    }

    /// `require("name")` of a module that a table describes.
    fn required(&mut self, site: ExprId, name: &Value) -> Option<Value> {
        let name = name.known_text()?;
        let name = name.strip_prefix("node:").unwrap_or(name);
        let entry = self.entry(&format!("module {name}"))?;
        self.may_throw();
        Some(self.instantiate(site, &entry.result, &Default::default()))
    }

    /// `JSON.stringify(value, replacer)`: `undefined` where there is nothing to write.
    fn stringify(&mut self, value: &Value, args: &Args) -> Value {
        let mut value = value.clone();
        let replacer = args.get(1, "").unwrap_or_else(Value::null);
        let may_replace = !replacer.is_only(Flags::NOTHING) && !self.is_array(&replacer);
        if may_replace || !self.is_json(&value) {
            self.may_throw();
        }
        if may_replace {
            self.hand_over(&Args::of(vec![replacer]), [&mut value]);
        }
        if self.has_own_json(&value) {
            self.call_unknown(&Args::of(vec![value.clone()]));
        }
        let unwritten = Flags::ABSENT.or(Flags::SYMBOL).or(Flags::FUNCTION);
        if !may_replace && value.is_only(Flags::UNDEFINED.or(Flags::SYMBOL)) {
            return Value::undefined();
        }
        let text = Value {
            min_length: 1,
            ..Value::string()
        };
        let forgotten = |id: &HeapId| matches!(self.object(*id), None | Some(Object::Forgotten));
        let sure = !may_replace
            && !value.flags.has(unwritten.or(Flags::UNKNOWN))
            && value.callables().is_empty()
            && !value.refs.iter().any(forgotten);
        match sure {
            true => text,
            false => text.joined(&Value::of(Flags::PERHAPS)),
        }
    }

    fn is_array(&self, value: &Value) -> bool {
        let is_array = |id: &HeapId| matches!(self.object(*id), Some(Object::Array(_)));
        value.flags.is_empty() && value.callables.is_none() && value.refs.iter().all(is_array)
    }

    /// A `toJSON` of the code's own may be called.
    fn has_own_json(&self, value: &Value) -> bool {
        self.reachable(value).into_iter().any(|id| {
            let Some(Object::Record(record)) = self.object(id) else {
                return false;
            };
            let class = record.class.map(|class| self.program.class(class));
            record.field("toJSON").is_some()
                || class.is_some_and(|class| {
                    let own = class.methods.iter().any(|(name, _)| name == "toJSON");
                    own || !class.bases.is_empty()
                })
        })
    }

    /// The keys and values of an object, where they are known and few.
    fn known_entries(&self, value: &Value) -> Option<Vec<(Value, Value)>> {
        let only = value.flags.is_empty() && value.callables.is_none() && value.refs.len() == 1;
        let Object::Record(record) = self.object(*value.refs.first().filter(|_| only)?)? else {
            return None;
        };
        let few = record.fields.len() <= super::unroll::MOST_ROUNDS && !self.has_unasked;
        super::walk::known_entries(record, false).filter(|_| few)
    }

    /// `Object.assign(target, source)`.
    fn assign_all(&mut self, target: &Value, source: &Value) {
        if target.is_data() {
            let mut record = Record::default();
            self.copy_into(&mut record, source);
            self.taint(&record.any_value());
        }
        for id in target.refs.clone() {
            if let Some(Object::Array(_)) = self.object(id) {
                self.has_named_lists = true;
                self.give_keys(target, id, source);
            }
            if let Some(Object::Record(record)) = self.object(id) {
                let mut record = record.clone();
                self.copy_into(&mut record, source);
                let all = self.from_data.contains(&id).then(|| record.any_value());
                self.write_object(target, id, Object::Record(record));
                if let Some(all) = all {
                    self.taint(&all);
                }
            }
        }
        if target.is_unknown() {
            self.escape(source);
        }
    }

    /// Something walkable, or `{length: n}`.
    fn array_like(&mut self, value: &Value) -> Sequence {
        if let Some(id) = value.strong_ref()
            && let Some(Object::Record(record)) = self.object(id)
        {
            let length = record
                .field("length")
                .and_then(|field| field.value.known_number());
            // It may have places, or a way to be walked.
            let element = Value::undefined().joined_if(&Value::unknown(), |_| {
                record.rest.is_some() || record.class.is_some() || record.fields.len() > 1
            });
            let sequence = Sequence::of(ArrayKind::List, element);
            return match length {
                Some(length) if length >= 0.0 && length.is_finite() => {
                    sequence.with_bounds(length as u64, Some(length as u64))
                }
                _ => sequence,
            };
        }
        let mut sequence = self.as_sequence(value);
        sequence.kind = ArrayKind::List;
        sequence
    }

    // ---- arrays

    pub(super) fn javascript_array_method(
        &mut self,
        site: ExprId,
        holder: &Value,
        id: HeapId,
        name: &str,
        args: &Args,
    ) -> Value {
        let Some(Object::Array(sequence)) = self.object(id) else {
            return Value::unknown();
        };
        let sequence = sequence.clone();
        let receiver = Value::reference(id);
        let first = args.get(0, "").unwrap_or_else(Value::undefined);
        let optional = |value: &Value| value.clone().joined(&Value::of(Flags::PERHAPS));
        match name {
            "push" | "unshift" => {
                let given = args.positional.clone();
                self.change_sequence(holder, id, |sequence| {
                    for value in &given {
                        sequence.push(value);
                    }
                    if let Some(more) = &args.more {
                        sequence.element.join(more);
                        sequence.items = None;
                        sequence.max = None;
                    }
                    if name == "unshift" {
                        sequence.items = None;
                    }
                });
                Value::of(Flags::INT)
            }
            "pop" | "shift" => {
                self.change_sequence(holder, id, |sequence| {
                    sequence.items = None;
                    sequence.min = sequence.min.saturating_sub(1);
                    sequence.max = sequence.max.map(|max| max.saturating_sub(1));
                });
                if sequence.min > 0 {
                    sequence.element
                } else {
                    optional(&sequence.element)
                }
            }
            "splice" => {
                let added: Vec<Value> = args.positional.iter().skip(2).cloned().collect();
                self.change_sequence(holder, id, |sequence| {
                    for value in &added {
                        sequence.element.join(value);
                    }
                    sequence.items = None;
                    sequence.min = 0;
                    sequence.max = sequence
                        .max
                        .map(|max| max.saturating_add(added.len() as u64));
                    if let Some(more) = &args.more {
                        sequence.element.join(more);
                        sequence.max = None;
                    }
                });
                self.any_list(site, sequence.element)
            }
            "sort" | "reverse" => {
                let (mut holder, mut receiver) = (holder.clone(), receiver);
                let held = [&mut holder, &mut receiver];
                self.compare_with(site, &sequence.element, args, held);
                for id in receiver.refs.clone() {
                    self.change_sequence(&holder, id, |sequence| sequence.items = None);
                }
                receiver
            }
            "toSorted" | "toReversed" => {
                let mut made = Sequence {
                    items: None,
                    ..sequence
                };
                let element = made.element.clone();
                self.compare_with(site, &element, args, [&mut made.element]);
                self.new_array(site, made)
            }
            "fill" => {
                self.change_sequence(holder, id, |sequence| {
                    if args.positional.len() == 1 {
                        sequence.element = first.clone();
                    } else {
                        sequence.element.join(&first);
                    }
                    sequence.items = None;
                });
                receiver
            }
            "map" | "flatMap" | "filter" | "forEach" | "some" | "every" | "find" | "findLast"
            | "findIndex" | "findLastIndex" => self.walk(site, &receiver, &sequence, name, &first),
            "reduce" if args.positional.len() == 2 => match self.few_elements(&receiver) {
                Some(items) => self.reduce_one_by_one(site, receiver, items, &first, args),
                None => self.reduce(site, &sequence, &first, args),
            },
            "reduce" | "reduceRight" => self.reduce(site, &sequence, &first, args),
            "concat" => {
                let mut all = Sequence {
                    items: sequence.items.clone(),
                    ..sequence
                };
                for other in args.positional.clone() {
                    self.concat(&mut all, &other);
                }
                if args.more.is_some() {
                    all.element.join(&Value::unknown());
                    all.items = None;
                    all.max = None;
                }
                self.new_array(site, all)
            }
            "slice" => {
                let bounds = [args.get(0, ""), args.get(1, ""), None];
                self.slice(site, &receiver, &bounds)
            }
            "flat" => {
                let inner = self.flattened(&sequence.element);
                self.new_array(site, Sequence::of(ArrayKind::List, inner))
            }
            "keys" | "values" | "entries" => {
                let iterator = match name {
                    "keys" => {
                        let keys = Sequence::of(ArrayKind::Lazy, Value::of(Flags::INT));
                        self.iterator_over(site, keys.with_bounds(sequence.min, sequence.max))
                    }
                    "values" => self.iterator_over(site, sequence),
                    _ => {
                        let pair = self.pair(site, 1, Value::of(Flags::INT), sequence.element);
                        self.iterator(site, pair)
                    }
                };
                self.look_at(&iterator, id);
                iterator
            }
            "at" => match first.known_number() {
                Some(_) if sequence.items.is_some() => {
                    let at = self.index(site, &receiver, &first);
                    if sequence.min == 0 { optional(&at) } else { at }
                }
                _ => optional(&sequence.element),
            },
            "includes" => Value::any_bool(),
            "indexOf" | "lastIndexOf" => Value::of(Flags::INT),
            "join" | "toString" | "toLocaleString" => Value::string(),
            _ => {
                self.escape(&receiver);
                self.call_unknown(args)
            }
        }
    }

    /// Call the comparator of a sort, if it has one, beside `held`.
    fn compare_with<'v>(
        &mut self,
        site: ExprId,
        element: &Value,
        args: &Args,
        held: impl IntoIterator<Item = &'v mut Value>,
    ) {
        let compare = args.positional.first();
        let Some(compare) = compare.filter(|compare| !compare.callables().is_empty()) else {
            return;
        };
        if element.is_never() {
            return;
        }
        let mut given = [element.clone(), element.clone()];
        self.holding(held, |machine| {
            machine.call_back(site, false, &mut compare.clone(), &mut given)
        });
    }

    fn concat(&mut self, all: &mut Sequence, other: &Value) {
        let lists: Vec<Sequence> = other
            .refs
            .iter()
            .filter_map(|id| match self.object(*id) {
                Some(Object::Array(sequence)) => Some(sequence.clone()),
                _ => None,
            })
            .collect();
        if let ([list], true) = (lists.as_slice(), other.strong_ref().is_some()) {
            all.extend(list);
            return;
        }
        let element = self.flattened(other);
        all.element.join(&element);
        all.items = None;
        all.max = None;
    }

    /// What one level of flattening leaves of an element.
    pub(super) fn flattened(&mut self, element: &Value) -> Value {
        let mut flat = Value {
            refs: Default::default(),
            ..element.clone()
        };
        for id in &element.refs {
            match self.object(*id) {
                Some(Object::Array(sequence)) => flat.join(&sequence.element.clone()),
                Some(Object::Forgotten) | None => flat.join(&Value::unknown()),
                _ => flat.join(&Value::reference(*id)),
            };
        }
        flat
    }

    // ---- outside data

    /// A method of outside data: of whichever type has one of that name.
    pub(super) fn javascript_data_method(
        &mut self,
        site: ExprId,
        name: &SmolStr,
        args: &Args,
    ) -> Value {
        self.may_throw();
        let data = self.data();
        let list = Sequence::of(ArrayKind::List, data.clone());
        match name.as_str() {
            "push" | "unshift" | "splice" | "fill" | "concat" => {
                for arg in args.each() {
                    self.taint(arg);
                }
                let data = self.data();
                match name.as_str() {
                    "splice" => self.any_list(site, data.clone()),
                    "concat" => data,
                    "fill" => data,
                    _ => Value::of(Flags::INT),
                }
            }
            "pop" | "shift" | "at" => data.joined(&Value::undefined()),
            "sort" | "reverse" => {
                self.compare_with(site, &list.element, args, []);
                let data = self.data();
                let view = self.any_list(site, data);
                self.from_data.extend(view.refs.iter().copied());
                view
            }
            "map" | "flatMap" | "filter" | "forEach" | "some" | "every" | "find" | "findLast"
            | "findIndex" | "findLastIndex" => {
                let callback = args.get(0, "").unwrap_or_default();
                let view = self.allocate(site, 8, Object::Array(list.clone()));
                self.from_data.extend(view.refs.iter().copied());
                self.walk(site, &view, &list, name, &callback)
            }
            "reduce" | "reduceRight" => {
                let callback = args.get(0, "").unwrap_or_default();
                self.reduce(site, &list, &callback, args)
            }
            "flat" => self.any_list(site, data),
            "entries" | "keys" | "values" => {
                let element = match name.as_str() {
                    "keys" => Value::of(Flags::INT),
                    "values" => data,
                    _ => self.pair(site, 1, Value::of(Flags::INT), data),
                };
                self.iterator(site, element)
            }
            // A part of a list or of a text: which of them only the data tells.
            "slice" => data,
            "includes" | "hasOwnProperty" | "startsWith" | "endsWith" => Value::any_bool(),
            "join" | "toString" | "toLocaleString" => Value::string(),
            "indexOf" | "lastIndexOf" => Value::of(Flags::INT),
            "valueOf" => data,
            _ => self.scalar_method(site, &Value::data(), name, args),
        }
    }
}
