//! The arguments of a call, as far as their places and names are known.

use smol_str::SmolStr;

use super::heap::Record;
use super::machine::Machine;
use super::value::Value;
use crate::ir::Arg;

/// The arguments of one call.
#[derive(Debug, Clone, Default)]
pub(super) struct Args {
    /// By position, as far as their places are known.
    pub(super) positional: Vec<Value>,
    /// Any number of further ones, each one of this.
    pub(super) more: Option<Value>,
    pub(super) named: Vec<(SmolStr, Value)>,
    /// `**mapping`: what any further name may hold.
    pub(super) more_named: Option<Value>,
}

impl Args {
    pub(super) fn of(positional: Vec<Value>) -> Args {
        Args {
            positional,
            ..Args::default()
        }
    }

    /// The argument at `place`, or called `name`; `None` where it is surely not given.
    pub(super) fn get(&self, place: usize, name: &str) -> Option<Value> {
        let given = self.positional.get(place).or_else(|| self.named(name));
        let may_be = self.more.iter().chain(&self.more_named);
        match given {
            Some(value) => Some(value.clone()),
            None => may_be.cloned().reduce(|a, b| a.joined(&b)),
        }
    }

    pub(super) fn named(&self, name: &str) -> Option<&Value> {
        self.named
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value)
    }

    /// Every argument.
    pub(super) fn each(&self) -> impl Iterator<Item = &Value> {
        let named = self.named.iter().map(|(_, value)| value);
        self.positional
            .iter()
            .chain(&self.more)
            .chain(named)
            .chain(&self.more_named)
    }
}

impl<'p> Machine<'p> {
    pub(super) fn arguments(&mut self, args: &'p [Arg]) -> Args {
        let mut out = Args::default();
        for arg in args {
            let moves = self.state.moves();
            self.argument_into(&mut out, arg, moves);
        }
        out
    }

    fn follow_arguments(&self, moves: usize, args: &mut Args) {
        if moves == self.state.moves() {
            return;
        }
        let named = args.named.iter_mut().map(|(_, value)| value);
        let more = args.more.iter_mut().chain(&mut args.more_named);
        for value in args.positional.iter_mut().chain(more).chain(named) {
            self.state.follow_moves(moves, value);
        }
    }

    fn argument_into(&mut self, out: &mut Args, arg: &'p Arg, moves: usize) {
        match arg {
            Arg::Item(item) => {
                let value = self.eval(*item);
                self.follow_arguments(moves, out);
                match &mut out.more {
                    Some(more) => {
                        more.join(&value);
                    }
                    None => out.positional.push(value),
                }
            }
            Arg::Named(name, _, value) => {
                let value = self.eval(*value);
                self.follow_arguments(moves, out);
                out.named.push((name.clone(), value));
            }
            Arg::Spread(inner) => {
                let value = self.eval(*inner);
                let sequence = self.as_sequence(&value);
                self.follow_arguments(moves, out);
                match (sequence.items, &mut out.more) {
                    (Some(items), None) => out.positional.extend(items),
                    (_, Some(more)) => {
                        more.join(&sequence.element);
                    }
                    (_, none) => *none = Some(sequence.element),
                }
            }
            Arg::KeywordSpread(inner) => {
                let value = self.eval(*inner);
                let mut record = Record::default();
                self.copy_into(&mut record, &value);
                self.follow_arguments(moves, out);
                let rest = record.rest.clone();
                for field in record.fields {
                    if field.always && rest.is_none() {
                        out.named.push((field.key, field.value));
                    } else {
                        out.more_named
                            .get_or_insert_with(Value::never)
                            .join(&field.value);
                    }
                }
                if let Some(rest) = rest {
                    out.more_named.get_or_insert_with(Value::never).join(&rest);
                }
            }
        }
    }
}
