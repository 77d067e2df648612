//! Evaluating expressions.

use smol_str::SmolStr;

use super::heap::Object;
use super::machine::Machine;
use super::operators;
use super::raised::Raised;
use super::value::{Callable, Flags, Value};
use crate::ir::*;

impl<'p> Machine<'p> {
    /// The value of `id`; unknown once the fuel is spent, never on a path that has ended.
    pub(super) fn eval(&mut self, id: ExprId) -> Value {
        if self.state.dead {
            return Value::never();
        }
        let program = self.program;
        let value = self
            .deeper(|machine| machine.eval_kind(id, &program.expr(id).kind))
            .unwrap_or_else(Value::unknown);
        if self.watch.is_some() {
            self.see_expr(id, &value);
        }
        if self.has_unasked {
            self.run_unasked(&program.expr(id).kind, &value);
        }
        value
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
                let mut left = self.eval(*left);
                let right = self.holding([&mut left], |machine| machine.eval(*right));
                self.binary(id, *op, &left, &right)
            }
            ExprKind::Compare(first, rest) => self.comparison(*first, rest),
            ExprKind::Logical(op, left, right) => {
                let chosen = self.chosen(id);
                self.logical(*op, *left, chosen, |machine| machine.eval(*right))
            }
            ExprKind::Conditional {
                test,
                then,
                otherwise,
            } => {
                let value = self.eval(*test);
                if let Some(holds) = self.chosen(id) {
                    self.assume_value(*test, &value, holds);
                    return self.eval(if holds { *then } else { *otherwise });
                }
                self.either(
                    |machine| {
                        machine.assume_value(*test, &value, true);
                        machine.eval(*then)
                    },
                    |machine| {
                        machine.assume_value(*test, &value, false);
                        machine.eval(*otherwise)
                    },
                )
            }
            ExprKind::Assign(target, value) => self.assign_expression(target, *value),
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
                let Some(mut receiver) = self.link(receiver, *optional) else {
                    return Value::never();
                };
                let index = self.holding([&mut receiver], |machine| machine.eval(*index));
                self.index(id, &receiver, &index)
            }
            ExprKind::Slice { object, parts } => {
                let mut receiver = self.eval(*object);
                let bounds = self.holding([&mut receiver], |machine| {
                    parts.map(|part| part.map(|part| machine.eval(part)))
                });
                self.slice(id, &receiver, &bounds)
            }
            ExprKind::OptionalChain(inner) => self.optional_chain(*inner),
            ExprKind::Call {
                callee,
                args,
                optional,
            } => self.call_expression(id, *callee, args, *optional),
            ExprKind::New { callee, args } => {
                let mut callee = self.eval(*callee);
                let args = self.holding([&mut callee], |machine| machine.arguments(args));
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
                let awaited = self.awaiting(|machine| machine.eval(*inner));
                let settled = self.wait_for(&awaited);
                self.state.interrupt();
                settled
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
        self.strange_throws += 1;
        Value::unknown()
    }

    fn literal(&mut self, id: ExprId, literal: &Literal) -> Value {
        match literal {
            Literal::Null => Value::null(),
            Literal::Undefined => Value::undefined(),
            Literal::Bool(value) => Value::bool(*value),
            Literal::Int(value) => self.int(*value as f64),
            Literal::BigNumber(value) => Value {
                number: *value,
                ..Value::of(Flags::INT)
            },
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
        if let Some(number) = super::library::not_finite(name) {
            return Value::float(number);
        }
        if let Some(entry) = self.entry(name)
            && entry.params.is_none()
        {
            return self.instantiate_entry(site, entry, &super::library::Actual::none());
        }
        if !self.is_python() && self.entry(&format!("module {name}")).is_some() {
            // A module is there only where it has been asked for.
            self.may_throw();
            return Value::unknown();
        }
        if self.entry(name).is_none() {
            self.may_throw();
        }
        Value::library(name.clone())
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
                    self.may_raise(match (self.is_json(&value), formatted) {
                        (true, false) => Raised::NOTHING,
                        (true, true) => Raised::VALUE.or(Raised::TYPE),
                        (false, _) => Raised::ANYTHING,
                    });
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
        let mut overloaded = false;
        for (op, right) in rest {
            let right = self.holding([&mut left], |machine| machine.eval(*right));
            overloaded |= self.run_overload(&left, &right);
            let one = operators::compare(self.is_python(), *op, &left, &right);
            let throws = !matches!(
                op,
                CompareOp::Eq | CompareOp::NotEq | CompareOp::Is | CompareOp::IsNot
            );
            if throws && (self.is_python() || *op == CompareOp::In || *op == CompareOp::InstanceOf)
            {
                let same = |flags| left.is_only(flags) && right.is_only(flags);
                let ordered = same(Flags::NUMBER) || same(Flags::STRING);
                if !(ordered && self.is_python() && *op != CompareOp::In) {
                    self.may_raise_if_plain([&left, &right], Raised::TYPE);
                }
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
        if overloaded {
            return Value::unknown();
        }
        answer
    }

    /// `chosen` says that the left value stands, or that it does not; else either may be.
    fn logical(
        &mut self,
        op: LogicalOp,
        left: ExprId,
        chosen: Option<bool>,
        right: impl FnOnce(&mut Self) -> Value,
    ) -> Value {
        let value = self.eval(left);
        if op == LogicalOp::Nullish {
            let mut kept = value.clone();
            kept.remove(Flags::NOTHING);
            let has_nothing =
                value.flags.has(Flags::NOTHING) || value.is_data() || value.is_unknown();
            return match chosen {
                _ if !has_nothing => value,
                _ if kept.is_never() => right(self),
                Some(true) => kept,
                Some(false) => right(self),
                None => self.either(|_| kept, right),
            };
        }
        let goes_on = op == LogicalOp::And;
        let (kept, may_go_on) = (
            self.truthy(&value, !goes_on),
            !self.truthy(&value, goes_on).is_never(),
        );
        let stand = |machine: &mut Self| {
            machine.assume(left, !goes_on);
            if kept.is_never() {
                machine.state.dead = true;
            }
            kept
        };
        let go_on = |machine: &mut Self| {
            machine.assume(left, goes_on);
            if !may_go_on {
                machine.state.dead = true;
            }
            right(machine)
        };
        match chosen {
            Some(true) => stand(self),
            Some(false) => go_on(self),
            None => self.either(stand, go_on),
        }
    }

    fn optional_chain(&mut self, inner: ExprId) -> Value {
        let outer = std::mem::replace(&mut self.chain_broken, false);
        let mark = self.state.mark();
        let before = self.state.take(mark);
        let mut value = self.eval(inner);
        let after = self.state.take(mark);
        let broken = std::mem::replace(&mut self.chain_broken, outer);
        if after.is_none() {
            value = Value::never();
        }
        // Nothing behind the link that broke has been done.
        let before = before.filter(|_| broken);
        if before.is_some() {
            value.join(&Value::undefined());
        }
        self.state.merge(before.into_iter().chain(after).collect());
        value
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
                // The function may be made again, with another one.
                self.defaults.entry(default).or_default().join(&value);
            }
        }
    }
}
