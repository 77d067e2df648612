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
        let bounds = self.clauses(clauses, &mut |machine| {
            let mut key = machine.holding(made.each_mut(), |machine| machine.eval(element));
            match value {
                Some(value) => {
                    let on_their_way = made.each_mut().chain([&mut key]);
                    let value = machine.holding(on_their_way, |machine| machine.eval(value));
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
                let inner = self.clauses(rest, body);
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
                            machine.clauses(rest, body)
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
}

impl Made {
    fn each_mut(&mut self) -> impl Iterator<Item = &mut Value> {
        let pairs = self.pairs.iter_mut().flat_map(|(key, value)| [key, value]);
        pairs.chain([&mut self.element])
    }
}
