//! Loops: rounds until another adds nothing.

use super::heap::{Object, Sequence};
use super::machine::{Jump, Machine};
use super::state::Delta;
use super::value::Value;
use crate::ir::*;
use crate::shape::ArrayKind;

impl<'p> Machine<'p> {
    pub(super) fn while_loop(
        &mut self,
        test: Option<ExprId>,
        test_after: bool,
        update: Option<ExprId>,
        body: &'p Block,
        otherwise: &'p Block,
        labels: &[smol_str::SmolStr],
    ) {
        let ask = |machine: &mut Self, holds: bool| match test {
            Some(test) => {
                machine.eval(test);
                machine.assume(test, holds);
            }
            None if !holds => machine.state.dead = true,
            None => {}
        };
        self.rounds(
            labels,
            |machine, first| {
                if !(first && test_after) {
                    ask(machine, true);
                }
                machine.block(body);
            },
            |machine| {
                if let Some(update) = update {
                    machine.eval(update);
                }
            },
            |machine, first| {
                if first && test_after {
                    machine.state.dead = true;
                } else {
                    ask(machine, false);
                }
            },
            otherwise,
        );
    }

    #[expect(clippy::too_many_arguments, reason = "the parts of one statement")]
    pub(super) fn for_loop(
        &mut self,
        pattern: &'p Pattern,
        declares: bool,
        iterable: ExprId,
        kind: ForKind,
        body: &'p Block,
        otherwise: &'p Block,
        labels: &[smol_str::SmolStr],
    ) {
        let walked = self.eval(iterable);
        let sequence = match kind {
            ForKind::Elements => self.as_sequence(&walked),
            ForKind::AsyncElements => {
                let mut sequence = self.as_sequence(&walked);
                sequence.element = self.settle(&sequence.element.clone());
                sequence
            }
            ForKind::Keys => self.key_texts(&walked),
        };
        let items = match kind {
            ForKind::Elements => self.few_items(&walked),
            ForKind::Keys => self.few_keys(&walked),
            ForKind::AsyncElements => None,
        };
        if let Some(items) = items {
            return self.each_in_turn(
                pattern, declares, kind, walked, items, body, otherwise, labels,
            );
        }
        self.any_rounds(
            pattern, declares, kind, walked, sequence, body, otherwise, labels,
        );
    }

    /// A known list, a round for each of its elements.
    #[expect(clippy::too_many_arguments, reason = "the parts of one statement")]
    fn each_in_turn(
        &mut self,
        pattern: &'p Pattern,
        declares: bool,
        kind: ForKind,
        mut walked: Value,
        items: Vec<Value>,
        body: &'p Block,
        otherwise: &'p Block,
        labels: &[smol_str::SmolStr],
    ) {
        let mark = self.state.mark();
        let mut breaks: Vec<Delta> = Vec::new();
        let known = match kind {
            ForKind::Keys => Self::known_keys,
            _ => Self::known_items,
        };
        let rest = self.one_by_one(&mut walked, items, known, |machine, _, item, _| {
            machine.push_jump_at(mark, labels);
            machine.assign(pattern, item, declares);
            machine.block(body);
            let (new_breaks, continues) = machine.pop_target();
            breaks.extend(new_breaks);
            let end = machine.state.take(mark);
            machine
                .state
                .merge(end.into_iter().chain(continues).collect());
            machine.state.dead
        });
        if !self.state.dead {
            if let Some(rest) = rest {
                // The list has been changed on the way.
                let mut sequence = Sequence::exact(ArrayKind::List, rest);
                sequence.min = 0;
                sequence.max = None;
                self.any_rounds(
                    pattern, declares, kind, walked, sequence, body, otherwise, labels,
                );
            } else {
                self.block(otherwise);
            }
        }
        let end = self.state.take(mark);
        self.state.merge(end.into_iter().chain(breaks).collect());
    }

    /// Any number of elements, all of them alike.
    #[expect(clippy::too_many_arguments, reason = "the parts of one statement")]
    fn any_rounds(
        &mut self,
        pattern: &'p Pattern,
        declares: bool,
        kind: ForKind,
        walked: Value,
        mut sequence: Sequence,
        body: &'p Block,
        otherwise: &'p Block,
        labels: &[smol_str::SmolStr],
    ) {
        // The list may be changed while it is walked.
        let mut changing = walked.references();
        let length = (sequence.min, sequence.max);
        self.rounds(
            labels,
            |machine, _| {
                if length.1 == Some(0) && changing.refs.is_empty() {
                    machine.state.dead = true;
                    return;
                }
                for id in &changing.refs {
                    match machine.object(*id) {
                        Some(Object::Array(now)) if kind == ForKind::Elements => {
                            sequence.element.join(&now.element.clone())
                        }
                        Some(Object::Forgotten) | None => sequence.element.join(&Value::unknown()),
                        _ => false,
                    };
                }
                if sequence.element.is_never() {
                    machine.state.dead = true;
                    return;
                }
                let element = sequence.element.clone();
                machine.holding_for_a_round(&mut sequence.element, |machine| {
                    machine.holding_for_a_round(&mut changing, |machine| {
                        machine.assign(pattern, &element, declares);
                        machine.block(body);
                    })
                });
                machine.run_writers(&changing);
            },
            |_| {},
            |machine, first| {
                if first && length.0 > 0 {
                    machine.state.dead = true;
                }
            },
            otherwise,
        );
    }

    /// The keys that `for … in` walks.
    fn key_texts(&mut self, walked: &Value) -> Sequence {
        if let Some(id) = walked.strong_ref()
            && let Some(Object::Record(record)) = self.object(id)
            && record.rest.is_none()
            && record.class.is_none()
        {
            return super::walk::keys(record, self.is_python());
        }
        Sequence::of(ArrayKind::List, Value::string())
    }

    /// A loop: rounds until another adds nothing. `leave` asks whether the loop may end before a round, and
    /// both it and `body` are told whether this is surely the first.
    fn rounds(
        &mut self,
        labels: &[smol_str::SmolStr],
        mut body: impl FnMut(&mut Self, bool),
        mut update: impl FnMut(&mut Self),
        mut leave: impl FnMut(&mut Self, bool),
        otherwise: &'p Block,
    ) {
        let mark = self.state.mark();
        let mut exits: Vec<Delta> = Vec::new();
        // The first round stands alone, so that what it surely does is certain afterwards.
        let mut head: Option<Delta> = None;
        let mut breaks: Vec<Delta> = Vec::new();
        for round in 0..40 {
            let first = head.is_none();
            let start = head.clone().unwrap_or_default();
            let tainted = self.tainted.clone();
            self.state.apply(start.clone());
            leave(self, first);
            let exit = self.state.take(mark);
            self.state.apply(start.clone());
            self.push_jump_at(mark, labels);
            body(self, first);
            let (new_breaks, continues) = self.pop_target();
            let end = self.state.take(mark);
            let ends: Vec<Delta> = end.into_iter().chain(continues).collect();
            let next = self.after_round(ends, &mut update);
            if first {
                exits.extend(exit);
                breaks.extend(new_breaks);
                let Some(next) = next else { break };
                head = Some(next);
                continue;
            }
            let joined = match next {
                Some(next) => {
                    let mut joined = self.state.join(vec![start.clone(), next]);
                    if round >= 3 {
                        self.state.widen(&start, &mut joined);
                    }
                    joined
                }
                None => start.clone(),
            };
            let settled = joined == start && tainted == self.tainted;
            if settled || self.exhausted() {
                exits.extend(exit);
                breaks.extend(new_breaks);
                break;
            }
            head = Some(joined);
            if round == 39 {
                self.give_up();
                exits.extend(exit);
                breaks.extend(new_breaks);
            }
        }
        self.state.merge(exits);
        if !otherwise.is_empty() && !self.state.dead {
            self.block(otherwise);
        }
        let end = self.state.take(mark);
        self.state.merge(end.into_iter().chain(breaks).collect());
    }

    /// The state after `continue`s have joined the round's end and the update has run, from `mark` on.
    fn after_round(
        &mut self,
        ends: Vec<Delta>,
        update: &mut impl FnMut(&mut Self),
    ) -> Option<Delta> {
        if ends.is_empty() {
            return None;
        }
        let mark = self.state.mark();
        self.state.merge(ends);
        update(self);
        self.state.take(mark)
    }

    fn push_jump_at(&mut self, mark: super::state::Mark, labels: &[smol_str::SmolStr]) {
        self.push_target(labels.to_vec(), true, true);
        if let Some(Jump::Target(target)) = self
            .frames
            .last_mut()
            .and_then(|frame| frame.jumps.last_mut())
        {
            target.mark = mark;
        }
    }
}
