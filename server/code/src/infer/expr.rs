//! Evaluating expressions.

use smol_str::SmolStr;

use super::heap::{Object, Record, Sequence};
use super::machine::Machine;
use super::operators;
use super::value::{Callable, Flags, Value};
use crate::ir::*;
use crate::shape::ArrayKind;

impl<'p> Machine<'p> {
    /// The value of `id`; unknown once the fuel is spent, never on a path that has ended.
    pub(super) fn eval(&mut self, id: ExprId) -> Value {
        if self.state.dead {
            return Value::never();
        }
        let program = self.program;
        self.deeper(|machine| machine.eval_kind(id, &program.expr(id).kind))
            .unwrap_or_else(Value::unknown)
    }

    fn eval_kind(&mut self, id: ExprId, kind: &'p ExprKind) -> Value {
        match kind {
            ExprKind::Literal(literal) => self.literal(id, literal),
            ExprKind::Var(variable) => self.read_variable(*variable),
            ExprKind::Global(name) => self.global(id, name),
            ExprKind::This => self
                .frames
                .last()
                .map_or_else(Value::unknown, |frame| frame.this.clone()),
            ExprKind::Super => Value::unknown(),
            ExprKind::Array(brackets, elements) => self.array_literal(id, *brackets, elements),
            ExprKind::Object(properties) => self.object_literal(id, properties),
            ExprKind::Template(parts) => self.template(parts),
            ExprKind::TaggedTemplate(tag, holes) => {
                self.unmodelled(std::iter::once(tag).chain(holes).copied())
            }
            ExprKind::Unary(op, operand) => self.unary(*op, *operand),
            ExprKind::Binary(op, left, right) => {
                let left = self.eval(*left);
                let right = self.eval(*right);
                self.binary(id, *op, &left, &right)
            }
            ExprKind::Compare(first, rest) => self.comparison(*first, rest),
            ExprKind::Logical(op, left, right) => {
                self.logical(*op, *left, |machine| machine.eval(*right))
            }
            ExprKind::Conditional {
                test,
                then,
                otherwise,
            } => {
                self.eval(*test);
                self.either(
                    |machine| {
                        machine.assume(*test, true);
                        machine.eval(*then)
                    },
                    |machine| {
                        machine.assume(*test, false);
                        machine.eval(*otherwise)
                    },
                )
            }
            ExprKind::Assign(target, value) => {
                let value = self.eval(*value);
                self.assign(target, &value, false);
                value
            }
            ExprKind::AssignOp(op, target, value) => self.assign_op(id, *op, target, *value),
            ExprKind::AssignLogical(op, target, value) => self.assign_logical(*op, target, *value),
            ExprKind::Update {
                step,
                prefix,
                target,
            } => self.update(id, *step, *prefix, target),
            ExprKind::Member {
                object,
                name,
                optional,
                ..
            } => {
                let receiver = self.eval(*object);
                let Some(receiver) = self.link(receiver, *optional) else {
                    return Value::never();
                };
                self.member(id, &receiver, name)
            }
            ExprKind::Index {
                object,
                index,
                optional,
            } => {
                let receiver = self.eval(*object);
                let Some(receiver) = self.link(receiver, *optional) else {
                    return Value::never();
                };
                let index = self.eval(*index);
                self.index(id, &receiver, &index)
            }
            ExprKind::Slice { object, parts } => {
                let receiver = self.eval(*object);
                let bounds = parts.map(|part| part.map(|part| self.eval(part)));
                self.slice(id, &receiver, &bounds)
            }
            ExprKind::OptionalChain(inner) => self.optional_chain(*inner),
            ExprKind::Call {
                callee,
                args,
                optional,
            } => self.call_expression(id, *callee, args, *optional),
            ExprKind::New { callee, args } => {
                let callee = self.eval(*callee);
                let args = self.arguments(args);
                self.construct(id, &callee, &args)
            }
            ExprKind::Function(function) => self.closure(*function),
            ExprKind::Class(class) => {
                self.class_body(*class);
                Value::callable(Callable::Class(*class))
            }
            ExprKind::Comprehension {
                kind,
                element,
                value,
                clauses,
            } => self.comprehension(id, *kind, *element, *value, clauses),
            ExprKind::Await(inner) => {
                let awaited = self.eval(*inner);
                self.settle(&awaited)
            }
            ExprKind::Yield(inner) => {
                let value = match inner {
                    Some(inner) => self.eval(*inner),
                    None => self.nothing(),
                };
                if let Some(frame) = self.frame() {
                    frame.yields.join(&value);
                }
                self.may_throw();
                Value::unknown()
            }
            ExprKind::YieldFrom(inner) => {
                let iterable = self.eval(*inner);
                let (element, ..) = self.elements(&iterable);
                if let Some(frame) = self.frame() {
                    frame.yields.join(&element);
                }
                Value::unknown()
            }
            ExprKind::Sequence(parts) => {
                let mut last = Value::never();
                for part in parts {
                    last = self.eval(*part);
                }
                last
            }
            ExprKind::Delete(target) => {
                self.delete(target);
                Value::any_bool()
            }
            ExprKind::DynamicImport(inner) => self.unmodelled(std::iter::once(*inner)),
            ExprKind::Unknown(parts) => self.unmodelled(parts.iter().copied()),
        }
    }

    /// Evaluate what is not modelled: whatever it reaches is forgotten.
    pub(super) fn unmodelled(&mut self, parts: impl Iterator<Item = ExprId>) -> Value {
        for part in parts {
            let value = self.eval(part);
            self.forget(&value);
        }
        self.forget_captured();
        self.may_throw();
        Value::unknown()
    }

    fn literal(&mut self, id: ExprId, literal: &Literal) -> Value {
        match literal {
            Literal::Null => Value::null(),
            Literal::Undefined => Value::undefined(),
            Literal::Bool(value) => Value::bool(*value),
            Literal::Int(value) => self.int(*value as f64),
            Literal::BigNumber => Value::of(Flags::INT),
            Literal::Float(value) => Value::float(*value),
            Literal::BigInt => Value::of(Flags::BIGINT),
            Literal::Str(text) => Value::text(text.clone()),
            Literal::Bytes => Value::of(Flags::BYTES),
            Literal::Regex => self.instance(id, "RegExp", Value::never()),
            Literal::Ellipsis => self.instance(id, "ellipsis", Value::never()),
            Literal::Complex => self.instance(id, "complex", Value::never()),
        }
    }

    /// An integer: JavaScript has only one sort of number.
    pub(super) fn int(&self, value: f64) -> Value {
        Value::int(value)
    }

    pub(super) fn instance(&mut self, site: ExprId, class: &str, content: Value) -> Value {
        self.allocate(
            site,
            0,
            Object::Instance {
                class: class.into(),
                content,
            },
        )
    }

    fn global(&mut self, site: ExprId, name: &SmolStr) -> Value {
        self.reach(site);
        if let Some(entry) = self.entry(name)
            && entry.params.is_none()
        {
            return self.instantiate(site, &entry.result, &super::library::Actual::none());
        }
        if !self.is_python() && (name == "NaN" || name == "Infinity") {
            return Value::of(Flags::FLOAT);
        }
        if self.entry(name).is_none() {
            self.may_throw();
        }
        Value::library(name.clone())
    }

    fn array_literal(
        &mut self,
        site: ExprId,
        brackets: ArrayLiteral,
        elements: &'p [Element],
    ) -> Value {
        let kind = match brackets {
            ArrayLiteral::List => ArrayKind::List,
            ArrayLiteral::Tuple => ArrayKind::Tuple,
            ArrayLiteral::Set => ArrayKind::Set,
        };
        let mut sequence = Sequence::exact(kind, Vec::new());
        for element in elements {
            match element {
                Element::Item(item) => {
                    let item = self.eval(*item);
                    sequence.push(&item);
                }
                Element::Hole => sequence.push(&Value::undefined()),
                Element::Spread(inner) => {
                    let iterable = self.eval(*inner);
                    let spread = self.as_sequence(&iterable);
                    sequence.extend(&spread);
                }
            }
        }
        if kind == ArrayKind::Set {
            sequence.items = None;
            sequence.min = sequence.min.min(1);
        }
        self.new_array(site, sequence)
    }

    fn object_literal(&mut self, site: ExprId, properties: &'p [Property]) -> Value {
        let mut record = Record::default();
        for property in properties {
            match property {
                Property::Pair(Key::Name(key, range), value) => {
                    let value = self.eval(*value);
                    record.set(key.clone(), value, Some(*range));
                }
                Property::Pair(Key::Computed(key), value) => {
                    let range = self.program.expr(*key).range;
                    let key = self.eval(*key);
                    let value = self.eval(*value);
                    self.set_key(&mut record, &key, &value, range);
                }
                Property::Accessor(Key::Name(key, range), _) => {
                    record.set(key.clone(), Value::unknown(), Some(*range));
                }
                Property::Accessor(Key::Computed(key), _) => {
                    self.eval(*key);
                    record.set_any(&Value::unknown());
                }
                Property::Spread(inner) => {
                    let source = self.eval(*inner);
                    self.copy_into(&mut record, &source);
                }
            }
        }
        let value = self.new_record(site, record);
        self.tie_methods(&value, properties);
        value
    }

    /// Methods of an object literal see the object as `this`.
    fn tie_methods(&mut self, object: &Value, properties: &'p [Property]) {
        let is_method = |property: &Property| {
            let Property::Pair(_, value) = property else {
                return false;
            };
            matches!(self.program.expr(*value).kind, ExprKind::Function(_))
        };
        if self.is_python() || !properties.iter().any(is_method) {
            return;
        }
        let Some(id) = object.strong_ref() else {
            return;
        };
        let Some(Object::Record(record)) = self.object(id) else {
            return;
        };
        let mut record = record.clone();
        for field in &mut record.fields {
            let callables = field.value.callables.iter_mut();
            for callable in callables.flat_map(|all| std::rc::Rc::make_mut(all).iter_mut()) {
                if let Callable::Closure {
                    function,
                    receiver: receiver @ None,
                } = callable
                    && self.program.function(*function).kind != FunctionKind::Arrow
                {
                    *receiver = Some(Box::new(object.clone()));
                }
            }
        }
        self.state.update(id, Object::Record(record));
    }

    /// `record[key] = value` for a key that is itself a value.
    pub(super) fn set_key(
        &mut self,
        record: &mut Record,
        key: &Value,
        value: &Value,
        range: text_size::TextRange,
    ) {
        match self.keys_of(key).as_deref() {
            Some([one]) => record.set(one.clone(), value.clone(), Some(range)),
            Some(several) => {
                for key in several {
                    match record.field_mut(key) {
                        Some(field) => {
                            field.value.join(value);
                        }
                        None => record.fields.push(super::heap::Field {
                            key: key.clone(),
                            value: value.clone(),
                            always: false,
                            range: Some(range),
                        }),
                    }
                }
            }
            None => {
                if let Some(name) = self.refused_key(key) {
                    record.bad_key = Some(name);
                }
                record.set_any(value);
            }
        }
    }

    /// The texts a key may be written as, where they are few and known.
    pub(super) fn keys_of(&self, key: &Value) -> Option<Vec<SmolStr>> {
        if let Some(texts) = key.known_texts() {
            return Some(texts.to_vec());
        }
        if let Some(number) = key.known_number() {
            let whole = number.fract() == 0.0 && number.abs() < 9e15;
            let as_int = whole && (!self.is_python() || key.is_only(Flags::INT));
            return as_int.then(|| vec![SmolStr::from(format!("{}", number as i64))]);
        }
        let python = self.is_python();
        for (flag, text) in [
            (Flags::TRUE, "true"),
            (Flags::FALSE, "false"),
            (Flags::NULL, "null"),
            (Flags::UNDEFINED, "undefined"),
        ] {
            if key.is_only(flag) && !(python && flag == Flags::UNDEFINED) {
                return Some(vec![text.into()]);
            }
        }
        None
    }

    /// The type's name, when a Python key is surely one that `json.dumps` refuses.
    fn refused_key(&self, key: &Value) -> Option<SmolStr> {
        if !self.is_python() {
            return None;
        }
        if key.is_only(Flags::BYTES) {
            return Some("bytes".into());
        }
        match self.object(key.strong_ref()?)? {
            Object::Array(sequence) if sequence.kind == ArrayKind::Tuple => Some("tuple".into()),
            _ => None,
        }
    }

    /// `{**source}`, `{...source}`, `Object.assign(record, source)`, `record.update(source)`.
    pub(super) fn copy_into(&mut self, record: &mut Record, source: &Value) {
        let mut ways: Vec<Record> = Vec::new();
        if source.is_unknown() {
            ways.push(Record::open(Value::unknown()));
        }
        if source.is_data() {
            ways.push(Record::open(self.data()));
        }
        for id in &source.refs {
            match self.object(*id) {
                Some(Object::Record(other)) => ways.push(other.clone()),
                Some(Object::Array(sequence)) => {
                    ways.push(Record::open(self.pair_values(&sequence.element.clone())))
                }
                _ => ways.push(Record::open(Value::unknown())),
            }
        }
        let is_nothing = source.flags.has(
            Flags::NULL
                .or(Flags::UNDEFINED)
                .or(Flags::BOOL)
                .or(Flags::NUMBER),
        );
        if is_nothing && !self.is_python() {
            ways.push(Record::default());
        }
        let one_way = ways.len() == 1;
        let before = record.clone();
        for (at, way) in ways.into_iter().enumerate() {
            let mut copy = before.clone();
            if let Some(rest) = &way.rest {
                copy.set_any(rest);
            }
            for field in way.fields {
                if field.always {
                    copy.set(field.key, field.value, field.range);
                } else {
                    match copy.field_mut(&field.key) {
                        Some(mine) => {
                            mine.value.join(&field.value);
                        }
                        None => copy.fields.push(field),
                    }
                }
            }
            copy.bad_key = copy.bad_key.or(way.bad_key);
            if one_way || at == 0 {
                *record = copy;
            } else {
                record.join(&copy);
            }
        }
    }

    /// What `dict(pairs)` holds.
    pub(super) fn pair_values(&mut self, pair: &Value) -> Value {
        let mut values = Value::never();
        for id in &pair.refs {
            if let Some(Object::Array(sequence)) = self.object(*id) {
                match sequence.items.as_deref() {
                    Some([_, value]) => values.join(&value.clone()),
                    _ => values.join(&sequence.element.clone()),
                };
            } else {
                values.join(&Value::unknown());
            }
        }
        if pair.is_data() {
            values.join(&self.data());
        }
        if pair.is_unknown() || values.is_never() {
            values.join(&Value::unknown());
        }
        values
    }

    fn template(&mut self, parts: &'p [TemplatePart]) -> Value {
        let mut known = Some(String::new());
        let mut length = 0u32;
        for part in parts {
            match part {
                TemplatePart::Text(text) => {
                    length = length.saturating_add(text.chars().count() as u32);
                    if let Some(known) = &mut known {
                        known.push_str(text);
                    }
                }
                TemplatePart::Hole { expr, formatted } => {
                    let value = self.eval(*expr);
                    self.may_throw();
                    if !formatted {
                        length = length.saturating_add(value.sure_length());
                    }
                    known = match (known, value.known_text()) {
                        (Some(known), Some(text)) if !formatted && known.len() < 1000 => {
                            Some(known + text)
                        }
                        _ => None,
                    };
                }
            }
        }
        match known {
            Some(text) => Value::text(text.into()),
            None => Value {
                min_length: length,
                ..Value::string()
            },
        }
    }

    fn comparison(&mut self, first: ExprId, rest: &'p [(CompareOp, ExprId)]) -> Value {
        let mut left = self.eval(first);
        let mut answer = Value::bool(true);
        for (op, right) in rest {
            let right = self.eval(*right);
            let one = operators::compare(self.is_python(), *op, &left, &right);
            let throws = !matches!(
                op,
                CompareOp::Eq | CompareOp::NotEq | CompareOp::Is | CompareOp::IsNot
            );
            if throws && (self.is_python() || *op == CompareOp::In || *op == CompareOp::InstanceOf)
            {
                self.may_throw();
            }
            answer = match (
                answer.flags.has(Flags::FALSE),
                answer.flags.has(Flags::TRUE),
            ) {
                (true, false) => answer,
                (false, true) => one,
                _ => Value::any_bool(),
            };
            left = right;
        }
        answer
    }

    fn logical(
        &mut self,
        op: LogicalOp,
        left: ExprId,
        right: impl FnOnce(&mut Self) -> Value,
    ) -> Value {
        let value = self.eval(left);
        if op == LogicalOp::Nullish {
            let mut kept = value.clone();
            kept.remove(Flags::NOTHING);
            let has_nothing =
                value.flags.has(Flags::NOTHING) || value.is_data() || value.is_unknown();
            if !has_nothing {
                return value;
            }
            if kept.is_never() {
                return right(self);
            }
            return self.either(|_| kept, right);
        }
        let goes_on = op == LogicalOp::And;
        let (kept, may_go_on) = (
            self.truthy(&value, !goes_on),
            !self.truthy(&value, goes_on).is_never(),
        );
        self.either(
            |machine| {
                machine.assume(left, !goes_on);
                if kept.is_never() {
                    machine.state.dead = true;
                }
                kept
            },
            |machine| {
                machine.assume(left, goes_on);
                if !may_go_on {
                    machine.state.dead = true;
                }
                right(machine)
            },
        )
    }

    fn optional_chain(&mut self, inner: ExprId) -> Value {
        let outer = std::mem::replace(&mut self.chain_broken, false);
        let value = self.eval(inner);
        let broken = std::mem::replace(&mut self.chain_broken, outer);
        if broken {
            value.joined(&Value::undefined())
        } else {
            value
        }
    }

    /// One link of a chain: what is left of the receiver when nothing has been turned away. `None` ends
    /// the chain here.
    pub(super) fn link(&mut self, receiver: Value, optional: bool) -> Option<Value> {
        if self.is_python() {
            return Some(receiver);
        }
        let nothing = receiver.flags.has(Flags::NOTHING);
        if !nothing {
            if optional && (receiver.is_data() || receiver.is_unknown()) {
                self.chain_broken = true;
            }
            return Some(receiver);
        }
        let mut rest = receiver;
        rest.remove(Flags::NOTHING);
        if optional {
            self.chain_broken = true;
        } else {
            self.may_throw();
            if rest.is_never() {
                self.state.dead = true;
                return None;
            }
        }
        (!rest.is_never()).then_some(rest)
    }

    pub(super) fn closure(&mut self, function: FunctionId) -> Value {
        let arrow = self.program.function(function).kind == FunctionKind::Arrow;
        let receiver = match self.frames.last() {
            Some(frame) if arrow && !self.is_python() => Some(Box::new(frame.this.clone())),
            _ => None,
        };
        if self.is_python() {
            self.evaluate_defaults(function);
        }
        Value::callable(Callable::Closure { function, receiver })
    }

    fn evaluate_defaults(&mut self, function: FunctionId) {
        let program = self.program;
        for param in &program.function(function).params {
            if let Some(default) = param.default {
                let value = self.eval(default);
                self.defaults.insert(default, value);
            }
        }
    }

    fn comprehension(
        &mut self,
        site: ExprId,
        kind: ComprehensionKind,
        element: ExprId,
        value: Option<ExprId>,
        clauses: &'p [Clause],
    ) -> Value {
        let mut made = Made::default();
        let bounds = self.clauses(site, clauses, &mut |machine| {
            let key = machine.eval(element);
            match value {
                Some(value) => {
                    let value = machine.eval(value);
                    made.pairs.push((key, value));
                }
                None => {
                    made.element.join(&key);
                }
            };
        });
        if kind == ComprehensionKind::Dict {
            let mut record = Record::default();
            for (key, value) in &made.pairs {
                let mut with = record.clone();
                self.set_key(&mut with, key, value, self.program.expr(element).range);
                // A key that is the same in every round is there only if there is a round.
                record.join(&with);
            }
            return self.new_record(site, record);
        }
        let kind = match kind {
            ComprehensionKind::List => ArrayKind::List,
            ComprehensionKind::Set => ArrayKind::Set,
            _ => ArrayKind::Lazy,
        };
        let (min, max) = if kind == ArrayKind::Set {
            (bounds.0.min(1), bounds.1)
        } else {
            bounds
        };
        let mut sequence = Sequence::of(kind, made.element).with_bounds(min, max);
        sequence.name = (kind == ArrayKind::Lazy).then_some("generator");
        self.new_array(site, sequence)
    }

    /// Run `body` for every combination of the clauses; how often at least and at most.
    fn clauses(
        &mut self,
        site: ExprId,
        clauses: &'p [Clause],
        body: &mut dyn FnMut(&mut Self),
    ) -> (u64, Option<u64>) {
        let Some((clause, rest)) = clauses.split_first() else {
            body(self);
            return (1, Some(1));
        };
        match clause {
            Clause::If(test) => {
                self.eval(*test);
                let mark = self.state.mark();
                self.assume(*test, true);
                let never = self.state.dead;
                let inner = self.clauses(site, rest, body);
                let then = self.state.take(mark);
                self.assume(*test, false);
                let always = self.state.dead;
                let otherwise = self.state.take(mark);
                self.state
                    .merge(then.into_iter().chain(otherwise).collect());
                match (never, always) {
                    (true, _) => (0, Some(0)),
                    (_, true) => inner,
                    _ => (0, inner.1),
                }
            }
            Clause::For {
                pattern, iterable, ..
            } => {
                let iterable = self.eval(*iterable);
                let sequence = self.as_sequence(&iterable);
                if sequence.max == Some(0) {
                    return (0, Some(0));
                }
                let mut inner = (u64::MAX, Some(0u64));
                self.repeat(sequence.min > 0, |machine| {
                    machine.assign(pattern, &sequence.element, true);
                    let (low, high) = machine.clauses(site, rest, body);
                    inner.0 = inner.0.min(low);
                    inner.1 = inner.1.zip(high).map(|(a, b)| a.max(b));
                    Value::never()
                });
                let low = if inner.0 == u64::MAX { 0 } else { inner.0 };
                let min = sequence.min.saturating_mul(low);
                let max = sequence.max.zip(inner.1).map(|(a, b)| a.saturating_mul(b));
                (min, max)
            }
        }
    }
}

/// What the rounds of a comprehension have made.
#[derive(Default)]
struct Made {
    element: Value,
    pairs: Vec<(Value, Value)>,
}
