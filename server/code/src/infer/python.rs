//! Python's functions and methods whose effect no table tells.

use smol_str::SmolStr;

use super::call::Args;
use super::heap::{Object, Record, Sequence};
use super::machine::Machine;
use super::raised::Raised;
use super::value::{Flags, HeapId, Value};
use crate::ir::ExprId;
use crate::shape::ArrayKind;

/// A function that gives back what it is given.
const KEEP: &str = "functools.wraps()";

impl Machine<'_> {
    pub(super) fn python_function(
        &mut self,
        site: ExprId,
        path: &str,
        args: &Args,
    ) -> Option<Value> {
        let first = args.get(0, "").unwrap_or_default();
        let none = args.positional.is_empty() && args.more.is_none();
        Some(match path {
            "list" | "tuple" | "set" | "frozenset" | "sorted" | "reversed" | "iter" => {
                let kind = match path {
                    "tuple" => ArrayKind::Tuple,
                    "set" | "frozenset" => ArrayKind::Set,
                    "reversed" | "iter" => ArrayKind::Lazy,
                    _ => ArrayKind::List,
                };
                if none {
                    return Some(self.new_array(site, Sequence::exact(kind, Vec::new())));
                }
                match args.named.is_empty() && args.more_named.is_none() {
                    true => self.may_raise_if_plain([&first], Raised::TYPE),
                    false => self.may_throw(),
                }
                let key = Args::of(args.named("key").cloned().into_iter().collect());
                let mut first = first;
                self.hand_over(&key, [&mut first]);
                let copy = self.listed(site, kind, &first);
                if path != "list" && path != "tuple" {
                    self.change_sequence(&copy.clone(), copy.refs[0], |sequence| {
                        sequence.items = None
                    });
                }
                if kind == ArrayKind::Lazy {
                    self.look_at_all(&copy, [&first]);
                }
                copy
            }
            "dict" | "collections.OrderedDict" => {
                let mut record = Record::default();
                if !none {
                    self.may_raise_if_plain([&first], Raised::TYPE.or(Raised::VALUE));
                    self.copy_into(&mut record, &first);
                }
                self.set_named(&mut record, args);
                self.new_record(site, record)
            }
            "enumerate" => {
                let sequence = self.as_sequence(&first);
                let pair = self.pair(site, 1, Value::of(Flags::INT), sequence.element.clone());
                let made =
                    Sequence::lazy("enumerate", pair).with_bounds(sequence.min, sequence.max);
                let view = self.new_array(site, made);
                self.look_at_all(&view, [&first]);
                view
            }
            "zip" => self.zip(site, args),
            "map" | "filter" => self.map_or_filter(site, path == "map", args),
            "range" => {
                self.may_raise_if_plain(args.each(), Raised::TYPE.or(Raised::VALUE));
                let (low, high) = range_length(args);
                let made = match range_items(args, high) {
                    Some(items) => Sequence {
                        name: Some("range"),
                        ..Sequence::exact(ArrayKind::Lazy, items)
                    },
                    None => Sequence::lazy("range", Value::of(Flags::INT)).with_bounds(low, high),
                };
                self.new_array(site, made)
            }
            "len" => match first.strong_ref().map(|id| self.object(id)) {
                Some(Some(Object::Array(sequence))) => super::walk::length(sequence),
                Some(Some(Object::Record(record))) if record.class.is_none() => {
                    super::walk::length(&super::walk::keys(record, true))
                }
                _ => {
                    if !first.is_only(Flags::STRING.or(Flags::BYTES)) {
                        self.may_raise_if_plain([&first], Raised::TYPE);
                    }
                    Value::of(Flags::INT)
                }
            },
            "next" => {
                let element = self.elements(&first).0;
                self.may_throw();
                match args.positional.get(1) {
                    Some(default) => element.joined(default),
                    None => element,
                }
            }
            "min" | "max" => {
                match args.more.is_none() && args.named.is_empty() && args.more_named.is_none() {
                    true => self.may_raise_if_plain(args.each(), Raised::TYPE.or(Raised::VALUE)),
                    false => self.may_throw(),
                }
                let key = Args::of(args.named("key").cloned().into_iter().collect());
                let mut args = args.clone();
                self.hand_over(&key, args.each_mut());
                let mut all = match args.positional.as_slice() {
                    [only] => self.elements(&only.clone()).0,
                    several => several
                        .iter()
                        .fold(Value::never(), |all, one| all.joined(one)),
                };
                if let Some(more) = &args.more {
                    all.join(more);
                }
                if let Some(default) = args.named("default") {
                    all.join(default);
                }
                all.number = None;
                if all.is_never() {
                    Value::unknown()
                } else {
                    all
                }
            }
            "sum" => {
                self.may_raise_if_plain(args.each(), Raised::TYPE);
                let element = self.elements(&first).0;
                let plain = super::modules::plain_numbers(&element);
                match args.get(1, "start") {
                    None if element.is_only(Flags::INT.or(Flags::BOOL)) => Value::of(Flags::INT),
                    None if element.is_never() => Value::of(Flags::INT),
                    None if plain => self.number(),
                    _ => Value::unknown(),
                }
            }
            "copy.copy" => self.shallow_copy(site, &first),
            "copy.deepcopy" => self.deep_copy(site, &first),
            "abs" | "round" | "divmod" => return self.rounded(site, path, args),
            "str" if first.is_only(Flags::STRING) => first,
            "getattr" => {
                self.may_throw();
                // A method that changes it may be had this way.
                self.escape(&first);
                Value::unknown()
            }
            "setattr" => {
                self.forget(&first);
                Value::null()
            }
            "dict.fromkeys" => {
                let mut record = Record::default();
                let value = args.get(1, "value").unwrap_or_else(Value::null);
                let keys = self.as_sequence(&first);
                self.may_not_be_a_key(&keys.element);
                match keys.items {
                    Some(items) => {
                        for key in items {
                            self.set_key(&mut record, &key, &value, Default::default());
                        }
                    }
                    None => record.set_any(&value),
                }
                self.new_record(site, record)
            }
            "functools.reduce" => {
                let element = args
                    .get(1, "")
                    .map(|iterable| self.elements(&iterable).0)
                    .unwrap_or_default();
                let start = args.get(2, "initial").unwrap_or_else(|| element.clone());
                self.fold(site, &first, start, &element)
            }
            "asyncio.run" => self.wait_for(&first),
            // Gives its argument the name and the text of another function.
            "functools.wraps" => Value::library(KEEP),
            KEEP => first,
            "float" => match first.known_text().and_then(|text| not_finite(text)) {
                Some(number) => Value::float(number),
                None => return None,
            },
            "type" if args.positional.len() == 1 && args.named.is_empty() => {
                self.instance(site, "type", Value::never())
            }
            _ => return self.module_function(site, path, args),
        })
    }

    /// Accumulate: `callback(so_far, element)`, any number of times.
    pub(super) fn fold(
        &mut self,
        site: ExprId,
        callback: &Value,
        start: Value,
        element: &Value,
    ) -> Value {
        let mut so_far = start;
        let mut callback = callback.clone();
        let mut element = element.clone();
        for _ in 0..6 {
            let mut given = [so_far.clone(), element];
            let next = self.holding([&mut so_far], |machine| {
                machine.call_back(site, false, &mut callback, &mut given)
            });
            [_, element] = given;
            if !so_far.join(&next) {
                return so_far;
            }
            so_far.widen();
        }
        Value::unknown()
    }

    pub(super) fn set_named(&mut self, record: &mut Record, args: &Args) {
        for (name, value) in &args.named {
            record.set(name.clone(), value.clone(), None);
        }
        if let Some(more) = &args.more_named {
            record.set_any(more);
        }
    }

    fn zip(&mut self, site: ExprId, args: &Args) -> Value {
        self.may_throw();
        let mut elements = Vec::new();
        let (mut min, mut max) = (u64::MAX, None::<u64>);
        for one in args.positional.clone() {
            let one = self.as_sequence(&one);
            min = min.min(one.min);
            max = match (max, one.max) {
                (Some(a), Some(b)) => Some(a.min(b)),
                (a, b) => a.or(b),
            };
            elements.push(one.element);
        }
        let tuple = if args.more.is_some() {
            Sequence::of(ArrayKind::Tuple, Value::unknown())
        } else {
            Sequence::exact(ArrayKind::Tuple, elements)
        };
        let tuple = self.allocate(site, 1, Object::Array(tuple));
        let min = if args.more.is_some() || args.positional.is_empty() {
            0
        } else {
            min
        };
        let view = self.new_array(site, Sequence::lazy("zip", tuple).with_bounds(min, max));
        self.look_at_all(&view, &args.positional);
        view
    }

    fn map_or_filter(&mut self, site: ExprId, is_map: bool, args: &Args) -> Value {
        self.may_throw();
        let mut callback = args.get(0, "").unwrap_or_default();
        let iterables: Vec<Value> = args.positional.iter().skip(1).cloned().collect();
        let Some(first) = iterables.first() else {
            return Value::unknown();
        };
        let mut sequence = self.as_sequence(first);
        let mut elements = vec![sequence.element.clone()];
        for other in iterables.iter().skip(1) {
            elements.push(self.elements(other).0);
        }
        let result = if callback.is_only(Flags::NULL) {
            Value::unknown()
        } else {
            self.for_each(site, &sequence, &mut callback, &mut elements)
        };
        sequence.element = elements.swap_remove(0);
        let kept = match is_map || callback.is_only(Flags::NULL) {
            true => sequence.element.clone(),
            false => self.kept_by(&callback, &sequence.element),
        };
        let made = if is_map {
            let bounds = if iterables.len() == 1 {
                (sequence.min, sequence.max)
            } else {
                (0, None)
            };
            Sequence::lazy("map", result).with_bounds(bounds.0, bounds.1)
        } else {
            Sequence::lazy("filter", kept).with_bounds(0, sequence.max)
        };
        let view = self.new_array(site, made);
        self.look_at_all(&view, &iterables);
        let reads = callback.callables().iter().any(|one| self.reads_more(one));
        self.delay(&view, reads);
        view
    }

    fn shallow_copy(&mut self, site: ExprId, value: &Value) -> Value {
        let mut copy = value.scalars(Flags::from_all());
        copy.callables = value.callables.clone();
        for (at, id) in value.refs.iter().enumerate() {
            let object = self.object(*id).cloned().unwrap_or(Object::Forgotten);
            let one = self.allocate(site, at as u16, object);
            copy.join(&one);
        }
        copy
    }

    // ---- methods

    /// A method of a Python list, tuple, set or iterator.
    pub(super) fn python_array_method(
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
        let first = args.get(0, "").unwrap_or_default();
        let is_set = sequence.kind == ArrayKind::Set;
        match name {
            "append" if sequence.kind == ArrayKind::List => {
                self.change_sequence(holder, id, |sequence| sequence.push(&first));
                Value::null()
            }
            "add" if is_set => {
                self.change_sequence(holder, id, |sequence| {
                    sequence.push(&first);
                    sequence.items = None;
                    sequence.min = 1;
                });
                Value::null()
            }
            "extend" if !is_set => {
                let more = self.as_sequence(&first);
                self.change_sequence(holder, id, |sequence| sequence.extend(&more));
                Value::null()
            }
            "update"
            | "difference_update"
            | "intersection_update"
            | "symmetric_difference_update"
                if is_set =>
            {
                for more in args.positional.clone() {
                    let more = self.as_sequence(&more);
                    self.change_sequence(holder, id, |sequence| {
                        sequence.element.join(&more.element);
                        sequence.loosen();
                    });
                }
                Value::null()
            }
            "insert" => {
                let item = args.get(1, "").unwrap_or_default();
                self.change_sequence(holder, id, |sequence| {
                    sequence.push(&item);
                    sequence.items = None;
                });
                Value::null()
            }
            "remove" | "discard" => {
                let held = Value::reference(id);
                let kinds = match is_set {
                    true => Raised::KEY.or(Raised::TYPE),
                    false => Raised::VALUE,
                };
                self.may_raise_if_plain(args.each().chain([&held]), kinds);
                self.change_sequence(holder, id, |sequence| {
                    sequence.items = None;
                    sequence.min = sequence.min.saturating_sub(1);
                });
                Value::null()
            }
            "pop" => {
                let kinds = match is_set {
                    true => Raised::KEY,
                    false if args.each().all(|at| at.is_only(Flags::INT)) => Raised::INDEX,
                    false => Raised::INDEX.or(Raised::TYPE),
                };
                self.may_raise_if_plain(args.each(), kinds);
                self.change_sequence(holder, id, |sequence| {
                    sequence.items = None;
                    sequence.min = sequence.min.saturating_sub(1);
                    sequence.max = sequence.max.map(|max| max.saturating_sub(1));
                });
                if sequence.element.is_never() {
                    Value::unknown()
                } else {
                    sequence.element
                }
            }
            "clear" => {
                self.change_sequence(holder, id, |sequence| {
                    *sequence = Sequence::exact(sequence.kind, Vec::new());
                });
                Value::null()
            }
            "sort" | "reverse" => {
                self.may_throw();
                let key = Args::of(args.named("key").cloned().into_iter().collect());
                let (mut holder, mut receiver) = (holder.clone(), Value::reference(id));
                self.hand_over(&key, [&mut holder, &mut receiver]);
                for id in receiver.refs {
                    self.change_sequence(&holder, id, |sequence| sequence.items = None);
                }
                Value::null()
            }
            "copy" => self.new_array(site, sequence),
            "index" | "count" => {
                let held = Value::reference(id);
                let kinds = match args.positional.len() {
                    1 => Raised::VALUE,
                    _ => Raised::VALUE.or(Raised::TYPE),
                };
                self.may_raise_if_plain(args.each().chain([&held]), kinds);
                Value::of(Flags::INT)
            }
            "union" | "intersection" | "difference" | "symmetric_difference" if is_set => {
                let mut made = Sequence::of(ArrayKind::Set, sequence.element);
                for more in args.positional.clone() {
                    let more = self.elements(&more).0;
                    if name != "intersection" && name != "difference" {
                        made.element.join(&more);
                    }
                }
                self.new_array(site, made)
            }
            "issubset" | "issuperset" | "isdisjoint" => Value::any_bool(),
            _ => {
                self.call_unknown(args);
                Value::unknown()
            }
        }
    }

    /// A method of a dict.
    pub(super) fn dict_method(
        &mut self,
        site: ExprId,
        holder: &Value,
        id: HeapId,
        name: &str,
        args: &Args,
    ) -> Value {
        let Some(Object::Record(record)) = self.object(id) else {
            return Value::unknown();
        };
        let mut record = record.clone();
        let first = args.get(0, "").unwrap_or_default();
        let receiver = Value::reference(id);
        match name {
            "get" => {
                self.may_not_be_a_key(&first);
                let default = args.get(1, "default").unwrap_or_else(Value::null);
                self.lookup(&record, &first).joined_if(&default, |key| {
                    !self.surely_has(&record, &first) || key.is_never()
                })
            }
            "setdefault" => {
                self.may_not_be_a_key(&first);
                let default = args.get(1, "default").unwrap_or_else(Value::null);
                let found = self.lookup(&record, &first);
                let value = if self.surely_has(&record, &first) {
                    found
                } else {
                    found.joined(&default)
                };
                self.set_key(&mut record, &first, &value, Default::default());
                self.write_object(holder, id, Object::Record(record));
                value
            }
            "pop" => {
                let found = self.lookup(&record, &first);
                let value = match args.get(1, "") {
                    Some(default) if !self.surely_has(&record, &first) => found.joined(&default),
                    Some(_) => found,
                    None => {
                        self.may_raise_if_plain([&first], Raised::KEY.or(Raised::TYPE));
                        found
                    }
                };
                let keys = self.keys_of(&first);
                self.delete_key(holder, keys.as_deref());
                if value.is_never() {
                    Value::unknown()
                } else {
                    value
                }
            }
            "popitem" => {
                self.may_raise(Raised::KEY);
                let keys = self.keys_sequence(&receiver);
                let values = self.values_sequence(&receiver);
                self.delete_key(holder, None);
                self.pair(site, 1, keys.element, values.element)
            }
            "update" => {
                if let Some(source) = args.get(0, "") {
                    self.may_raise_if_plain([&source], Raised::TYPE.or(Raised::VALUE));
                    match &record.default {
                        // It may be a counter, which counts what it is given.
                        Some(_) => {
                            self.count_into(&mut record, &source);
                            let element = self.elements(&source).0;
                            if !element.refs.is_empty() {
                                // Or a `defaultdict` that is given pairs.
                                record.set_any(&self.pair_values(&element));
                            }
                        }
                        None => self.copy_into(&mut record, &source),
                    }
                }
                self.set_named(&mut record, args);
                self.write_object(holder, id, Object::Record(record));
                Value::null()
            }
            "clear" => {
                self.write_object(
                    holder,
                    id,
                    Object::Record(Record {
                        default: record.default,
                        ..Record::default()
                    }),
                );
                Value::null()
            }
            "copy" => self.new_record(site, record),
            "keys" | "values" | "items" if self.shows_little(&record) => {
                self.known_view(site, id, &record, name)
            }
            "keys" => {
                let mut keys = self.keys_sequence(&receiver);
                keys.kind = ArrayKind::Lazy;
                keys.name = Some("dict_keys");
                let view = self.new_array(site, keys);
                self.look_at(&view, id);
                view
            }
            "values" => {
                let mut values = self.values_sequence(&receiver);
                values.kind = ArrayKind::Lazy;
                values.name = Some("dict_values");
                let view = self.new_array(site, values);
                self.look_at(&view, id);
                view
            }
            "items" => {
                let keys = self.keys_sequence(&receiver);
                let values = self.values_sequence(&receiver);
                let pair = self.pair(site, 1, keys.element, values.element);
                let items = Sequence::lazy("dict_items", pair).with_bounds(keys.min, keys.max);
                let view = self.new_array(site, items);
                self.look_at(&view, id);
                view
            }
            "most_common" => {
                let keys = self.keys_sequence(&receiver);
                let counts = self.values_sequence(&receiver);
                let pair = self.pair(site, 1, keys.element, counts.element);
                self.new_array(site, Sequence::of(ArrayKind::List, pair))
            }
            "elements" if record.default.is_some() => {
                let keys = self.keys_sequence(&receiver);
                self.new_array(site, Sequence::of(ArrayKind::Lazy, keys.element))
            }
            "move_to_end" => Value::null(),
            _ => {
                self.may_throw();
                self.call_unknown(args);
                Value::unknown()
            }
        }
    }

    /// What a key of a dict holds where it is there.
    fn lookup(&self, record: &Record, key: &Value) -> Value {
        match self.keys_of(key) {
            Some(keys) => {
                let mut value = Value::never();
                for key in &keys {
                    match (record.field(key), &record.rest) {
                        (Some(field), Some(rest)) if !field.always => {
                            value.join(&field.value.clone().joined(rest))
                        }
                        (Some(field), _) => value.join(&field.value),
                        (None, Some(rest)) => value.join(rest),
                        (None, None) => false,
                    };
                }
                value
            }
            None => record.any_value(),
        }
    }

    fn surely_has(&self, record: &Record, key: &Value) -> bool {
        self.keys_of(key).is_some_and(|keys| {
            keys.iter()
                .all(|key| record.field(key).is_some_and(|field| field.always))
        })
    }

    /// A method of outside data: of whichever type has one of that name.
    pub(super) fn python_data_method(
        &mut self,
        site: ExprId,
        name: &SmolStr,
        args: &Args,
    ) -> Value {
        let of_data = (Raised::ATTRIBUTE.or(Raised::TYPE))
            .or(Raised::VALUE)
            .or(Raised::ARITHMETIC);
        self.may_raise(match name.as_str() {
            _ if !args.each().all(Value::is_plain) => Raised::ANYTHING,
            "format" | "format_map" | "translate" => Raised::ANYTHING,
            "pop" | "popitem" | "remove" => Raised::KEY.or(Raised::INDEX).or(of_data),
            _ => of_data,
        });
        for arg in args.each() {
            self.taint(arg);
        }
        let data = self.data();
        match name.as_str() {
            "append" | "extend" | "insert" | "remove" | "clear" | "sort" | "reverse" | "update" => {
                Value::null()
            }
            "get" | "pop" | "setdefault" => {
                let default = args.get(1, "").unwrap_or_else(Value::null);
                data.joined(&default)
            }
            "copy" => data,
            "keys" => self.new_array(site, Sequence::lazy("dict_keys", Value::string())),
            "values" => self.new_array(site, Sequence::lazy("dict_values", data)),
            "items" => {
                let pair = self.pair(site, 1, Value::string(), data);
                self.new_array(site, Sequence::lazy("dict_items", pair))
            }
            _ => self.scalar_method(site, &Value::data(), name, args),
        }
    }
}

/// The numbers that `float` reads in words.
fn not_finite(text: &str) -> Option<f64> {
    let text = text.trim().to_ascii_lowercase();
    let (sign, word) = match text.strip_prefix('-') {
        Some(word) => (-1.0, word),
        None => (1.0, text.strip_prefix('+').unwrap_or(&text)),
    };
    match word {
        "inf" | "infinity" => Some(sign * f64::INFINITY),
        "nan" => Some(f64::NAN),
        _ => None,
    }
}

/// The numbers of a short range that is known.
fn range_items(args: &Args, count: Option<u64>) -> Option<Vec<Value>> {
    let count = count.filter(|count| *count <= 12)?;
    let number = |at: usize| args.positional.get(at).and_then(Value::known_number);
    let (start, step) = match args.positional.len() {
        1 => (0.0, 1.0),
        2 => (number(0)?, 1.0),
        _ => (number(0)?, number(2)?),
    };
    let items = (0..count).map(|at| Value::int(start + at as f64 * step));
    Some(items.collect())
}

fn range_length(args: &Args) -> (u64, Option<u64>) {
    if args.more.is_some() {
        return (0, None);
    }
    let numbers: Option<Vec<f64>> = args.positional.iter().map(Value::known_number).collect();
    let count = match numbers.as_deref() {
        Some([stop]) => stop.max(0.0),
        Some([start, stop]) => (stop - start).max(0.0),
        Some([start, stop, step]) if *step != 0.0 => ((stop - start) / step).ceil().max(0.0),
        _ => return (0, None),
    };
    (count as u64, Some(count as u64))
}
