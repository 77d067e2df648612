//! What a condition tells of the values it asks about.

use super::heap::{Object, Sequence};
use super::machine::Machine;
use super::value::{Callable, Flags, Value};
use crate::ir::*;

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
            _ => {
                self.keep_by_key(test, &|machine, value| machine.truthy(value, holds));
                self.refine_place(test, &mut |machine, value| machine.truthy(&value, holds))
            }
        }
    }

    /// The same for a test that came out as `value`.
    pub(super) fn assume_value(&mut self, test: ExprId, value: &Value, holds: bool) {
        self.assume(test, holds);
        if self.truthy(value, holds).is_never() {
            self.state.dead = true;
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
        self.keep_by_key(place, &|_, value| {
            super::filter::equal_to(value.clone(), &literal, equal, loose)
        });
        self.refine_place(place, &mut |_, value| {
            super::filter::equal_to(value, &literal, equal, loose)
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

    /// Of the several objects that a variable may hold keep those of whose key something is left.
    fn keep_by_key(&mut self, place: ExprId, left: &dyn Fn(&Self, &Value) -> Value) {
        let program = self.program;
        let (object, key) = match &program.expr(place).kind {
            ExprKind::OptionalChain(inner) => return self.keep_by_key(*inner, left),
            ExprKind::Member { object, name, .. } if !self.is_python() => (*object, name),
            ExprKind::Index { object, index, .. } => match &program.expr(*index).kind {
                ExprKind::Literal(Literal::Str(key)) => (*object, key),
                _ => return,
            },
            _ => return,
        };
        let ExprKind::Var(variable) = &program.expr(object).kind else {
            return;
        };
        let Some(value) = self.state.variable(*variable).cloned() else {
            return;
        };
        let mut kept = value.clone();
        kept.refs.retain(|id| match self.object(*id) {
            Some(Object::Record(record)) if record.class.is_none() && record.default.is_none() => {
                !left(self, &self.key(record, key)).is_never()
            }
            _ => true,
        });
        if !self.is_python() && left(self, &Value::undefined()).is_never() {
            kept.remove(Flags::NOTHING);
        }
        if kept.is_never() {
            self.state.dead = true;
        } else if kept != value {
            self.state.refine(*variable, kept);
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
}
