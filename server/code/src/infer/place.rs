//! Assignments that are expressions, and those that read what they write to: `a[i] = x`, `a[i] += x`, `a[i] ??= x`, `a[i]++`.

use smol_str::SmolStr;
use text_size::TextRange;

use super::assign::NO_SITE;
use super::heap::Object;
use super::machine::Machine;
use super::raised::Raised;
use super::value::{Flags, Value};
use crate::ir::*;
use crate::shape::ArrayKind;

/// Where something is written to, its parts evaluated: once, whatever is read and written there.
pub(super) enum Place<'p> {
    /// A property: its object, where that stands, and its name.
    Member(Value, ExprId, &'p SmolStr, TextRange),
    /// An object and an index.
    Index(Value, Value, TextRange),
    /// A variable or a pattern.
    Whole(&'p Pattern),
}

impl Place<'_> {
    /// What has to be held while other code runs.
    pub(super) fn parts(&mut self) -> Vec<&mut Value> {
        match self {
            Place::Member(object, ..) => vec![object],
            Place::Index(object, index, _) => vec![object, index],
            Place::Whole(_) => Vec::new(),
        }
    }
}

impl<'p> Machine<'p> {
    pub(super) fn place_of(&mut self, target: &'p Pattern) -> Place<'p> {
        match target {
            Pattern::Member(object, name, range) => {
                Place::Member(self.eval(*object), *object, name, *range)
            }
            Pattern::Index(object, index, range) => {
                let mut object = self.eval(*object);
                let index = self.holding([&mut object], |machine| machine.eval(*index));
                Place::Index(object, index, *range)
            }
            _ => Place::Whole(target),
        }
    }

    fn read_place(&mut self, place: &Place<'p>) -> Value {
        match place {
            Place::Member(object, _, name, _) => self.member(NO_SITE, object, name),
            Place::Index(object, index, _) => self.index(NO_SITE, object, index),
            Place::Whole(Pattern::Var(variable, _)) => self.read_variable(*variable),
            Place::Whole(_) => Value::unknown(),
        }
    }

    pub(super) fn write_place(&mut self, place: &Place<'p>, value: &Value) {
        if self.state.dead {
            return;
        }
        match place {
            Place::Member(object, at, name, range) => {
                self.see_target(*range, value);
                if self.is_python() && self.is_surely_dict(object) {
                    self.dict_writes.insert(*at);
                }
                let names = std::slice::from_ref(*name);
                self.write_key(object, Some(names), value, *range, true);
            }
            Place::Index(object, index, range) => {
                self.see_target(*range, value);
                self.write_index(object, index, value, *range);
            }
            Place::Whole(pattern) => self.assign(pattern, value, false),
        }
    }

    /// The value as it is when it has been written.
    fn write_held(&mut self, place: &Place<'p>, mut value: Value) -> Value {
        let given = value.clone();
        self.holding([&mut value], |machine| machine.write_place(place, &given));
        value
    }

    /// An assignment that is an expression. In JavaScript the place is made out before the value.
    pub(super) fn assign_expression(&mut self, target: &'p Pattern, value: ExprId) -> Value {
        let mut place = self.place_of(target);
        let value = self.holding(place.parts(), |machine| machine.eval(value));
        self.write_held(&place, value)
    }

    pub(super) fn assign_op(
        &mut self,
        site: ExprId,
        op: BinaryOp,
        target: &'p Pattern,
        value: ExprId,
    ) -> Value {
        let mut place = self.place_of(target);
        let mut old = self.read_place(&place);
        let held = place.parts().into_iter().chain([&mut old]);
        let value = self.holding(held, |machine| machine.eval(value));
        let mut same = Value::never();
        if self.is_python() {
            same = self.in_place(op, &mut old, &value);
            if old.is_never() {
                return same;
            }
        }
        let held = place.parts().into_iter().chain([&mut same]);
        let new = self.holding(held, |machine| machine.binary(site, op, &old, &value));
        let new = new.joined(&same);
        self.write_held(&place, new)
    }

    /// Python: `list += x`, `list *= n`, `dict |= x`, `set |= x` change the object itself. Those that are changed so are
    /// taken out of `old` and given back.
    fn in_place(&mut self, op: BinaryOp, old: &mut Value, value: &Value) -> Value {
        let mut same = Value::never();
        if old.is_data() {
            // A list from outside takes up what it is extended by.
            self.taint(value);
        }
        for id in old.refs.clone() {
            match (self.object(id).cloned(), op) {
                (Some(Object::Array(list)), BinaryOp::Add) if list.kind == ArrayKind::List => {
                    let more = self.as_sequence(value);
                    self.change_sequence(old, id, |sequence| sequence.extend(&more));
                }
                (Some(Object::Array(list)), BinaryOp::Mul) if list.kind == ArrayKind::List => {
                    self.may_raise_if_plain([value], Raised::TYPE);
                    let times = value.known_number().filter(|times| *times >= 0.0);
                    self.change_sequence(old, id, |sequence| match times {
                        Some(times) => sequence.repeat(times as u64),
                        None => sequence.loosen(),
                    });
                }
                (Some(Object::Array(set)), _) if set.kind == ArrayKind::Set => {
                    let more = self.as_sequence(value);
                    self.change_sequence(old, id, |sequence| {
                        sequence.element.join(&more.element);
                        sequence.loosen();
                    });
                }
                (Some(Object::Record(mut record)), BinaryOp::BitOr) if record.class.is_none() => {
                    self.copy_into(&mut record, value);
                    self.write_object(old, id, Object::Record(record));
                }
                _ => continue,
            }
            same.join(&Value::reference(id));
        }
        old.refs.retain(|id| !same.refs.contains(id));
        same
    }

    pub(super) fn assign_logical(
        &mut self,
        op: LogicalOp,
        target: &'p Pattern,
        value: ExprId,
    ) -> Value {
        let mut place = self.place_of(target);
        let old = self.read_place(&place);
        // A number may be both what is kept and what goes on.
        let (kept, goes_on) = match op {
            LogicalOp::And => (
                self.truthy(&old, false),
                !self.truthy(&old, true).is_never(),
            ),
            LogicalOp::Or => (
                self.truthy(&old, true),
                !self.truthy(&old, false).is_never(),
            ),
            LogicalOp::Nullish => {
                let mut kept = old.clone();
                kept.remove(Flags::NOTHING);
                let goes_on = old != kept || old.is_data() || old.is_unknown();
                (kept, goes_on)
            }
        };
        if !goes_on {
            return old;
        }
        let mut write = |machine: &mut Self| {
            let value = machine.holding(place.parts(), |machine| machine.eval(value));
            machine.write_held(&place, value)
        };
        if kept.is_never() {
            write(self)
        } else {
            self.either(|_| kept, write)
        }
    }

    pub(super) fn update(
        &mut self,
        site: ExprId,
        step: i8,
        prefix: bool,
        target: &'p Pattern,
    ) -> Value {
        let mut place = self.place_of(target);
        let old = self.read_place(&place);
        let new = self.holding(place.parts(), |machine| {
            machine.binary(site, BinaryOp::Sub, &old, &Value::int(f64::from(-step)))
        });
        let new = self.write_held(&place, new);
        if prefix {
            new
        } else {
            self.binary(site, BinaryOp::Sub, &old, &Value::int(0.0))
        }
    }
}
