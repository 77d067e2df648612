//! What a condition tells of the values it asks about.

use super::heap::{Object, Record, Sequence};
use super::machine::Machine;
use super::value::{Callable, Flags, Value};
use crate::ir::*;
use crate::shape::ArrayKind;

impl<'p> Machine<'p> {
    /// Go on only where `test`, which has just been evaluated, came out as `holds`. The state dies where it
    /// cannot have.
    pub(super) fn assume(&mut self, test: ExprId, holds: bool) {
        if self.state.dead {
            return;
        }
        let program = self.program;
        match &program.expr(test).kind {
            ExprKind::Unary(UnaryOp::Not, inner) => self.assume(*inner, !holds),
            ExprKind::Logical(LogicalOp::And, left, right) => {
                self.assume_both(*left, *right, holds, true)
            }
            ExprKind::Logical(LogicalOp::Or, left, right) => {
                self.assume_both(*left, *right, holds, false)
            }
            ExprKind::Compare(left, rest) => {
                if let [(op, right)] = rest.as_slice() {
                    self.assume_comparison(*left, *op, *right, holds);
                }
            }
            ExprKind::Call { callee, args, .. } => self.assume_call(*callee, args, holds),
            ExprKind::Literal(_) => {
                let value = self.eval(test);
                if self.truthy(&value, holds).is_never() {
                    self.state.dead = true;
                }
            }
            ExprKind::Assign(target, _) => {
                if let Pattern::Var(variable, _) = &**target {
                    self.refine_variable(*variable, |machine, value| machine.truthy(&value, holds));
                }
            }
            ExprKind::OptionalChain(inner) if holds => self.assume(*inner, true),
            _ => self.refine_place(test, &mut |machine, value| machine.truthy(&value, holds)),
        }
    }

    /// `left and right` (`conjunction`) or `left or right`.
    fn assume_both(&mut self, left: ExprId, right: ExprId, holds: bool, conjunction: bool) {
        if holds == conjunction {
            self.assume(left, holds);
            self.assume(right, holds);
            return;
        }
        self.branch(
            &mut [&mut |machine| machine.assume(left, holds), &mut |machine| {
                machine.assume(left, !holds);
                machine.assume(right, holds);
            }],
        );
    }

    fn assume_comparison(&mut self, left: ExprId, op: CompareOp, right: ExprId, holds: bool) {
        use CompareOp::*;
        let program = self.program;
        match op {
            Eq | Is | LooseEq | NotEq | IsNot | LooseNotEq => {
                let equal = holds == matches!(op, Eq | Is | LooseEq);
                let loose = matches!(op, LooseEq | LooseNotEq);
                if let (
                    ExprKind::Unary(UnaryOp::Typeof, place),
                    ExprKind::Literal(Literal::Str(kind)),
                ) = (&program.expr(left).kind, &program.expr(right).kind)
                {
                    self.refine_place(*place, &mut |machine, value| {
                        machine.of_typeof(*place, value, kind, equal)
                    });
                    return;
                }
                self.assume_equal(left, right, equal, loose);
            }
            In | NotIn => {
                let is_in = holds == (op == In);
                let key = self.constant(left);
                if let (true, Some(key)) = (is_in, key.as_ref().and_then(Value::known_text)) {
                    self.refine_place(right, &mut |machine, value| {
                        machine.with_key(right, value, key)
                    });
                } else if is_in {
                    self.refine_place(right, &mut |_, mut value| {
                        value.remove(Flags::NOTHING.or(Flags::BOOL).or(Flags::NUMBER));
                        value
                    });
                } else if let Some(key) = key.as_ref().and_then(Value::known_text) {
                    self.refine_place(right, &mut |machine, value| machine.without_key(value, key));
                }
            }
            InstanceOf => {
                let class = self.constant_library(right);
                if let Some("Array") = class.as_deref() {
                    self.refine_place(left, &mut |machine, value| {
                        machine.of_array(left, value, holds)
                    });
                } else if holds {
                    self.refine_place(left, &mut |_, mut value| {
                        value.remove(
                            Flags::NOTHING
                                .or(Flags::BOOL)
                                .or(Flags::NUMBER)
                                .or(Flags::STRING),
                        );
                        value
                    });
                }
            }
            Less | LessEq | Greater | GreaterEq => self.assume_length(left, op, right, holds),
        }
    }

    /// `place == literal`, or not.
    pub(super) fn assume_equal(
        &mut self,
        place: ExprId,
        literal: ExprId,
        equal: bool,
        loose: bool,
    ) {
        let Some(literal) = self.constant(literal) else {
            return;
        };
        self.refine_place(place, &mut |_, value| {
            equal_to(value, &literal, equal, loose)
        });
    }

    /// `len(x) > 0`, `x.length > 0` and the like.
    fn assume_length(&mut self, left: ExprId, op: CompareOp, right: ExprId, holds: bool) {
        let Some(bound) = self.constant(right).and_then(|value| value.known_number()) else {
            return;
        };
        let program = self.program;
        let place = match &program.expr(left).kind {
            ExprKind::Member { object, name, .. } if name == "length" => *object,
            ExprKind::Call { callee, args, .. } => {
                match (&program.expr(*callee).kind, args.as_slice()) {
                    (ExprKind::Global(name), [Arg::Item(object)]) if name == "len" => *object,
                    _ => return,
                }
            }
            _ => return,
        };
        let least = match (op, holds) {
            (CompareOp::Greater, true) | (CompareOp::LessEq, false) => bound + 1.0,
            (CompareOp::GreaterEq, true) | (CompareOp::Less, false) => bound,
            (CompareOp::Greater, false) | (CompareOp::LessEq, true) => {
                return self.assume_at_most(place, bound);
            }
            (CompareOp::GreaterEq, false) | (CompareOp::Less, true) => {
                return self.assume_at_most(place, bound - 1.0);
            }
            _ => return,
        };
        self.refine_sequence(place, |sequence| {
            sequence.min = sequence.min.max(least.max(0.0) as u64);
            sequence.max.is_none_or(|max| max >= sequence.min)
        });
    }

    fn assume_at_most(&mut self, place: ExprId, most: f64) {
        if most < 0.0 {
            return;
        }
        self.refine_sequence(place, |sequence| {
            let most = most as u64;
            sequence.max = Some(sequence.max.map_or(most, |max| max.min(most)));
            sequence.min <= most
        });
    }

    fn refine_sequence(&mut self, place: ExprId, mut learn: impl FnMut(&mut Sequence) -> bool) {
        let Some(value) = self.peek(place) else {
            return;
        };
        let Some(id) = value.strong_ref() else { return };
        if let Some(Object::Array(sequence)) = self.object(id) {
            let mut sequence = sequence.clone();
            if learn(&mut sequence) {
                self.state.update(id, Object::Array(sequence));
            } else {
                self.state.dead = true;
            }
        }
    }

    fn assume_call(&mut self, callee: ExprId, args: &'p [Arg], holds: bool) {
        let program = self.program;
        let [Arg::Item(first), rest @ ..] = args else {
            return;
        };
        match &program.expr(callee).kind {
            ExprKind::Global(name) if name == "isinstance" => {
                if let [Arg::Item(types)] = rest {
                    let types = self.type_names(*types);
                    self.refine_place(*first, &mut |machine, value| {
                        machine.of_types(*first, value, &types, holds)
                    });
                }
            }
            ExprKind::Global(name) if name == "bool" || name == "Boolean" => {
                self.assume(*first, holds)
            }
            ExprKind::Global(name) if name == "callable" => {}
            ExprKind::Member { object, name, .. } => match &program.expr(*object).kind {
                ExprKind::Global(base) if base == "Array" && name == "isArray" => {
                    self.refine_place(*first, &mut |machine, value| {
                        machine.of_array(*first, value, holds)
                    });
                }
                _ if name == "hasOwnProperty" && holds => {
                    let key = self.constant(*first);
                    if let Some(key) = key.as_ref().and_then(Value::known_text) {
                        self.refine_place(*object, &mut |machine, value| {
                            machine.with_key(*object, value, key)
                        });
                    }
                }
                _ => {}
            },
            _ => {}
        }
    }

    // ---- places

    /// The value of a place that was just evaluated, without evaluating it again.
    fn peek(&self, place: ExprId) -> Option<Value> {
        match &self.program.expr(place).kind {
            ExprKind::Var(variable) => self.state.variable(*variable).cloned(),
            ExprKind::Member { object, name, .. } => self.peek_key(*object, name),
            ExprKind::Index { object, index, .. } => match &self.program.expr(*index).kind {
                ExprKind::Literal(Literal::Str(key)) => self.peek_key(*object, key),
                _ => None,
            },
            ExprKind::OptionalChain(inner) | ExprKind::Assign(_, inner) => self.peek(*inner),
            _ => None,
        }
    }

    fn peek_key(&self, object: ExprId, key: &str) -> Option<Value> {
        let id = self.peek(object)?.strong_ref()?;
        match self.object(id)? {
            Object::Record(record) => record.field(key).map(|field| field.value.clone()),
            _ => None,
        }
    }

    /// Learn something of what a place holds: a variable, or a key of a single object.
    fn refine_place(&mut self, place: ExprId, learn: &mut dyn FnMut(&mut Self, Value) -> Value) {
        let program = self.program;
        match &program.expr(place).kind {
            ExprKind::Var(variable) => self.refine_variable(*variable, learn),
            ExprKind::Member { object, name, .. } => self.refine_key(*object, name, learn),
            ExprKind::Index { object, index, .. } => {
                if let ExprKind::Literal(Literal::Str(key)) = &program.expr(*index).kind {
                    self.refine_key(*object, key, learn);
                }
            }
            ExprKind::OptionalChain(inner) => self.refine_place(*inner, learn),
            ExprKind::Assign(target, _) => {
                if let Pattern::Var(variable, _) = &**target {
                    self.refine_variable(*variable, learn);
                }
            }
            _ => {}
        }
    }

    fn refine_variable(&mut self, variable: VarId, learn: impl FnOnce(&mut Self, Value) -> Value) {
        let Some(value) = self.state.variable(variable).cloned() else {
            return;
        };
        let learnt = learn(self, value.clone());
        if learnt.is_never() {
            self.state.dead = true;
        } else if learnt != value {
            self.state.refine(variable, learnt);
        }
    }

    fn refine_key(
        &mut self,
        object: ExprId,
        key: &str,
        learn: &mut dyn FnMut(&mut Self, Value) -> Value,
    ) {
        let Some(id) = self.peek(object).and_then(|value| value.strong_ref()) else {
            return;
        };
        let Some(Object::Record(record)) = self.object(id) else {
            return;
        };
        let Some(field) = record.field(key).filter(|field| field.always) else {
            return;
        };
        let value = field.value.clone();
        let learnt = learn(self, value.clone());
        if learnt.is_never() {
            self.state.dead = true;
            return;
        }
        let Some(Object::Record(record)) = self.object(id) else {
            return;
        };
        let mut record = record.clone();
        if let Some(field) = record.field_mut(key) {
            field.value = learnt;
            self.state.update(id, Object::Record(record));
        }
    }

    /// The value of an expression that is the same wherever it is evaluated.
    pub(super) fn constant(&mut self, id: ExprId) -> Option<Value> {
        let program = self.program;
        match &program.expr(id).kind {
            ExprKind::Literal(
                Literal::Null
                | Literal::Undefined
                | Literal::Bool(_)
                | Literal::Int(_)
                | Literal::Str(_),
            )
            | ExprKind::Unary(UnaryOp::Minus, _) => {
                if let ExprKind::Unary(_, inner) = &program.expr(id).kind
                    && !matches!(program.expr(*inner).kind, ExprKind::Literal(_))
                {
                    return None;
                }
                Some(self.eval(id))
            }
            _ => None,
        }
    }

    fn constant_library(&self, id: ExprId) -> Option<smol_str::SmolStr> {
        match &self.program.expr(id).kind {
            ExprKind::Global(name) => Some(name.clone()),
            _ => None,
        }
    }

    /// The names of `isinstance`'s second argument; an unknown one is an empty text.
    fn type_names(&mut self, id: ExprId) -> Vec<smol_str::SmolStr> {
        let program = self.program;
        match &program.expr(id).kind {
            ExprKind::Array(_, elements) => elements
                .iter()
                .flat_map(|element| match element {
                    Element::Item(item) => self.type_names(*item),
                    _ => vec!["".into()],
                })
                .collect(),
            ExprKind::Binary(BinaryOp::BitOr, a, b) => {
                let mut names = self.type_names(*a);
                names.extend(self.type_names(*b));
                names
            }
            ExprKind::Global(name) => vec![name.clone()],
            ExprKind::Literal(Literal::Null) => vec!["NoneType".into()],
            _ => {
                let value = self.eval(id);
                match value.callables() {
                    [Callable::Library(path)] => vec![path.clone()],
                    _ => vec!["".into()],
                }
            }
        }
    }

    // ---- filters

    /// The alternatives of `value` that count as true (or as false).
    pub(super) fn truthy(&self, value: &Value, wanted: bool) -> Value {
        let mut rest = value.clone();
        if wanted {
            rest.remove(Flags::NOTHING.or(Flags::FALSE));
            if rest.number == Some(0.0) || rest.number.is_some_and(f64::is_nan) {
                rest.remove(Flags::NUMBER);
            }
            if let Some(texts) = &rest.texts {
                let kept: Vec<_> = texts
                    .iter()
                    .filter(|text| !text.is_empty())
                    .cloned()
                    .collect();
                if kept.is_empty() {
                    rest.remove(Flags::STRING);
                } else {
                    rest.min_length = rest.min_length.max(1);
                    rest.texts = Some(kept.into());
                }
            } else if rest.flags.has(Flags::STRING) {
                rest.min_length = rest.min_length.max(1);
            }
            if self.is_python() {
                rest.refs.retain(|id| !self.is_surely_empty(*id));
            }
            return rest;
        }
        let falsy = Flags::UNKNOWN
            .or(Flags::DATA)
            .or(Flags::NOTHING)
            .or(Flags::FALSE)
            .or(Flags::NUMBER)
            .or(Flags::STRING)
            .or(Flags::BIGINT)
            .or(Flags::BYTES);
        rest = Value {
            refs: rest.refs.clone(),
            ..rest.scalars(falsy)
        };
        if rest.number.is_some_and(|number| number != 0.0) {
            rest.remove(Flags::NUMBER);
        }
        if rest.min_length > 0
            || rest
                .texts
                .as_ref()
                .is_some_and(|texts| !texts.iter().any(|text| text.is_empty()))
        {
            rest.remove(Flags::STRING);
        }
        if rest.flags.has(Flags::STRING) {
            rest.texts = Some(std::rc::Rc::from([smol_str::SmolStr::default()]));
        }
        if self.is_python() {
            rest.refs.retain(|id| self.may_be_empty(*id));
        } else {
            rest.refs.clear();
        }
        rest
    }

    fn is_surely_empty(&self, id: super::value::HeapId) -> bool {
        match self.object(id) {
            Some(Object::Array(sequence)) => {
                sequence.max == Some(0) && sequence.kind != ArrayKind::Lazy
            }
            Some(Object::Record(record)) => {
                record.fields.is_empty() && record.rest.is_none() && record.class.is_none()
            }
            _ => false,
        }
    }

    fn may_be_empty(&self, id: super::value::HeapId) -> bool {
        match self.object(id) {
            Some(Object::Array(sequence)) => sequence.min == 0 && sequence.kind != ArrayKind::Lazy,
            Some(Object::Record(record)) => !record.fields.iter().any(|field| field.always),
            Some(Object::Promise(_)) => false,
            _ => true,
        }
    }

    fn of_typeof(&mut self, place: ExprId, value: Value, kind: &str, is: bool) -> Value {
        let flags = match kind {
            "string" => Flags::STRING,
            "number" => Flags::NUMBER,
            "boolean" => Flags::BOOL,
            "undefined" => Flags::ABSENT,
            "bigint" => Flags::BIGINT,
            "symbol" => Flags::SYMBOL,
            "function" => return self.of_function(value, is),
            "object" if !is => {
                let mut rest = value;
                rest.remove(Flags::NULL);
                rest.refs.clear();
                return rest;
            }
            "object" => {
                let mut rest = value.scalars(Flags::NULL.or(Flags::DATA).or(Flags::UNKNOWN));
                rest.refs = value.refs;
                return rest;
            }
            _ => return value,
        };
        let _ = place;
        only(value, flags, is)
    }

    fn of_function(&self, value: Value, is: bool) -> Value {
        let mut rest = value;
        if is {
            let callables = rest.callables.clone();
            rest = rest.scalars(Flags::FUNCTION.or(Flags::UNKNOWN));
            rest.callables = callables;
        } else {
            rest.callables = None;
            rest.remove(Flags::FUNCTION);
        }
        rest
    }

    fn of_array(&mut self, place: ExprId, value: Value, is: bool) -> Value {
        let mut rest = if is { Value::never() } else { value.clone() };
        rest.refs = value
            .refs
            .iter()
            .copied()
            .filter(|id| self.is_list(*id).is_none_or(|list| list == is))
            .collect();
        if is && value.is_data() {
            let data = self.data();
            let list =
                self.allocate_view(place, 1, Object::Array(Sequence::of(ArrayKind::List, data)));
            rest.join(&list);
        }
        if is && value.is_unknown() {
            let unknown = Value::unknown();
            let list = self.allocate_view(
                place,
                2,
                Object::Array(Sequence::of(ArrayKind::List, unknown)),
            );
            rest.join(&list);
        }
        rest
    }

    /// An object that stands for outside data seen as what a test has found it to be.
    fn allocate_view(&mut self, place: ExprId, ordinal: u16, object: Object) -> Value {
        let view = self.allocate(place, ordinal, object);
        self.from_data.extend(view.refs.iter().copied());
        view
    }

    /// `None` where it cannot be told.
    fn is_list(&self, id: super::value::HeapId) -> Option<bool> {
        match self.object(id)? {
            Object::Array(sequence) => Some(sequence.kind == ArrayKind::List),
            Object::Forgotten => None,
            _ => Some(false),
        }
    }

    fn of_types(
        &mut self,
        place: ExprId,
        value: Value,
        names: &[smol_str::SmolStr],
        is: bool,
    ) -> Value {
        let mut flags = Flags::default();
        let mut kinds = Vec::new();
        let mut dict = false;
        for name in names {
            match name.as_str() {
                "str" => flags = flags.or(Flags::STRING),
                "int" => flags = flags.or(Flags::INT).or(Flags::BOOL),
                "float" => flags = flags.or(Flags::FLOAT),
                "bool" => flags = flags.or(Flags::BOOL),
                "NoneType" => flags = flags.or(Flags::NULL),
                "bytes" | "bytearray" => flags = flags.or(Flags::BYTES),
                "list" => kinds.push(ArrayKind::List),
                "tuple" => kinds.push(ArrayKind::Tuple),
                "set" | "frozenset" => kinds.push(ArrayKind::Set),
                "dict" | "collections.OrderedDict" => dict = true,
                _ => return value,
            }
        }
        if !is {
            let mut rest = value;
            rest.remove(flags);
            rest.refs.retain(|id| match self.object(*id) {
                Some(Object::Array(sequence)) => !kinds.contains(&sequence.kind),
                Some(Object::Record(record)) => !dict || record.class.is_some(),
                _ => true,
            });
            return rest;
        }
        let mut rest = value.scalars(flags);
        rest.refs = value
            .refs
            .iter()
            .copied()
            .filter(|id| match self.object(*id) {
                Some(Object::Array(sequence)) => kinds.contains(&sequence.kind),
                Some(Object::Record(record)) => dict && record.class.is_none(),
                Some(Object::Promise(_)) => false,
                _ => true,
            })
            .collect();
        for (outside, inner, ordinal) in [
            (value.is_data(), self.data(), 1),
            (value.is_unknown(), Value::unknown(), 4),
        ] {
            if !outside {
                continue;
            }
            rest.join(&Value::of(if ordinal == 1 {
                flags.without(Flags::BYTES)
            } else {
                flags
            }));
            if dict {
                let view =
                    self.allocate_view(place, ordinal, Object::Record(Record::open(inner.clone())));
                rest.join(&view);
            }
            for kind in kinds
                .iter()
                .filter(|kind| ordinal != 1 || **kind == ArrayKind::List)
            {
                let of = Object::Array(Sequence::of(*kind, inner.clone()));
                let view = self.allocate_view(place, ordinal + 1, of);
                rest.join(&view);
            }
        }
        rest
    }

    /// `key in value` is known to hold.
    fn with_key(&mut self, place: ExprId, value: Value, key: &str) -> Value {
        let mut rest = value.clone();
        rest.remove(Flags::NOTHING.or(Flags::BOOL).or(Flags::NUMBER));
        rest.refs.retain(|id| match self.object(*id) {
            Some(Object::Record(record)) => record.field(key).is_some() || record.rest.is_some(),
            _ => true,
        });
        let _ = place;
        if let Some(id) = value.strong_ref()
            && let Some(Object::Record(record)) = self.object(id)
        {
            let mut record = record.clone();
            match (record.field(key).is_some(), record.rest.clone()) {
                (true, _) => {
                    if let Some(field) = record.field_mut(key) {
                        field.always = true;
                    }
                }
                (false, Some(found)) => record.set(key.into(), found, None),
                _ => return Value::never(),
            }
            self.state.update(id, Object::Record(record));
        }
        rest
    }

    /// `key in value` is known not to hold.
    fn without_key(&mut self, value: Value, key: &str) -> Value {
        let Some(id) = value.strong_ref() else {
            return value;
        };
        let Some(Object::Record(record)) = self.object(id) else {
            return value;
        };
        match record.field(key) {
            Some(field) if field.always => Value::never(),
            Some(_) => {
                let mut record = record.clone();
                record.remove(key);
                self.state.update(id, Object::Record(record));
                value
            }
            None => value,
        }
    }
}

/// The scalar alternatives of `flags` (or all others). Outside data may be any plain one of them.
fn only(value: Value, flags: Flags, is: bool) -> Value {
    if !is {
        let mut rest = value;
        rest.remove(flags);
        return rest;
    }
    let mut kept = value.scalars(flags);
    let plain = Flags::NUMBER
        .or(Flags::STRING)
        .or(Flags::BOOL)
        .or(Flags::NOTHING);
    if value.is_unknown() {
        kept.join(&Value::of(flags));
    } else if value.is_data() && !flags.and(plain).is_empty() {
        kept.join(&Value::of(flags.and(plain)));
    }
    kept
}

/// What is left of `value` when it is (or is not) equal to a literal.
fn equal_to(value: Value, literal: &Value, equal: bool, loose: bool) -> Value {
    if literal.is_only(Flags::NOTHING) {
        let flags = match literal.flags.has(Flags::UNDEFINED) {
            _ if loose => Flags::NOTHING,
            true => Flags::ABSENT,
            false => Flags::NULL,
        };
        return only(value, flags, equal);
    }
    if literal.is_only(Flags::BOOL) && !loose {
        // Python's `1 == True`: only drop the truth value itself.
        if equal {
            let mut kept = value.scalars(
                literal
                    .flags
                    .or(Flags::NUMBER)
                    .or(Flags::DATA)
                    .or(Flags::UNKNOWN),
            );
            kept.refs = value.refs;
            return kept;
        }
        let mut rest = value;
        rest.remove(literal.flags);
        return rest;
    }
    if let (Some(text), false) = (literal.known_text(), loose) {
        let mut rest = value;
        match (equal, rest.texts.clone()) {
            (true, Some(texts)) if !texts.contains(text) => rest.remove(Flags::STRING),
            (true, _) if rest.flags.has(Flags::STRING) || rest.is_data() || rest.is_unknown() => {
                return literal.clone();
            }
            (true, _) => rest.remove(Flags::NOTHING.or(Flags::BOOL).or(Flags::NUMBER)),
            (false, Some(texts)) => {
                let kept: Vec<_> = texts.iter().filter(|one| *one != text).cloned().collect();
                if kept.is_empty() {
                    rest.remove(Flags::STRING);
                } else {
                    rest.texts = Some(kept.into());
                }
            }
            _ => {}
        }
        return rest;
    }
    value
}
