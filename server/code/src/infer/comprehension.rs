//! Comprehensions and generator expressions.

use super::heap::{Record, Sequence};
use super::machine::Machine;
use super::value::Value;
use crate::ir::*;
use crate::shape::ArrayKind;

impl<'p> Machine<'p> {
    pub(super) fn comprehension(
        &mut self,
        site: ExprId,
        kind: ComprehensionKind,
        element: ExprId,
        value: Option<ExprId>,
        clauses: &'p [Clause],
    ) -> Value {
        let mut made = Made::default();
        let bounds = self.clauses(clauses, true, &mut |machine, surely| {
            let mut key = machine.holding(made.each_mut(), |machine| machine.eval(element));
            match value {
                Some(value) => {
                    machine.may_not_be_a_key(&key);
                    let on_their_way = made.each_mut().chain([&mut key]);
                    let value = machine.holding(on_their_way, |machine| machine.eval(value));
                    made.pairs.push((key, value));
                    made.surely.push(surely);
                }
                None => {
                    if kind == ComprehensionKind::Set {
                        machine.may_not_be_a_key(&key);
                    }
                    made.element.join(&key);
                }
            };
        });
        if kind == ComprehensionKind::Dict {
            let mut record = Record::default();
            for ((key, value), surely) in made.pairs.iter().zip(&made.surely) {
                let mut with = record.clone();
                self.set_key(&mut with, key, value, self.program.expr(element).range);
                match surely {
                    true => record = with,
                    // A key that is the same in every round is there only if there is a round.
                    false => record.join(&with),
                }
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
        let made = self.new_array(site, sequence);
        if kind == ArrayKind::Lazy {
            self.delay(&made, self.reads_around(self.program.expr(site).range));
        }
        made
    }

    /// Run `body` for every combination of the clauses, and tell it whether this one surely comes about, exactly
    /// once; how often at least and at most.
    fn clauses(
        &mut self,
        clauses: &'p [Clause],
        surely: bool,
        body: &mut dyn FnMut(&mut Self, bool),
    ) -> (u64, Option<u64>) {
        let Some((clause, rest)) = clauses.split_first() else {
            body(self, surely);
            return (1, Some(1));
        };
        match clause {
            Clause::If(test) => {
                self.eval(*test);
                let mark = self.state.mark();
                self.assume(*test, false);
                let always = self.state.dead;
                let otherwise = self.state.take(mark);
                self.assume(*test, true);
                let never = self.state.dead;
                let inner = self.clauses(rest, surely && always, body);
                let then = self.state.take(mark);
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
                let mut iterable = self.eval(*iterable);
                if let Some(items) = self.few_items(&iterable) {
                    let mut bounds = (0, Some(0u64));
                    let left = self.one_by_one(
                        &mut iterable,
                        items,
                        Self::known_items,
                        |machine, _, item, _| {
                            machine.assign(pattern, item, true);
                            let (low, high) = machine.clauses(rest, surely, body);
                            bounds.0 += low;
                            bounds.1 = bounds.1.zip(high).map(|(a, b)| a.saturating_add(b));
                            machine.state.dead
                        },
                    );
                    let Some(left) = left else {
                        return bounds;
                    };
                    // Changed on the way: anything may be done, and as often.
                    let mut element = self.elements(&iterable).0;
                    for item in &left {
                        element.join(item);
                    }
                    self.repeat(false, |machine| {
                        machine.assign(pattern, &element, true);
                        machine.clauses(rest, false, body);
                        Value::never()
                    });
                    return (bounds.0, None);
                }
                let mut sequence = self.as_sequence(&iterable);
                if sequence.max == Some(0) {
                    return (0, Some(0));
                }
                let mut inner = (u64::MAX, Some(0u64));
                self.repeat(sequence.min > 0, |machine| {
                    let element = sequence.element.clone();
                    let (low, high) =
                        machine.holding_for_a_round(&mut sequence.element, |machine| {
                            machine.assign(pattern, &element, true);
                            machine.clauses(rest, false, body)
                        });
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
    /// Which of the pairs are surely made, once and in this order.
    surely: Vec<bool>,
}

impl Made {
    fn each_mut(&mut self) -> impl Iterator<Item = &mut Value> {
        let pairs = self.pairs.iter_mut().flat_map(|(key, value)| [key, value]);
        pairs.chain([&mut self.element])
    }
}
