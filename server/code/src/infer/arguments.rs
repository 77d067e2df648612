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

    pub(super) fn each_mut(&mut self) -> impl Iterator<Item = &mut Value> {
        let named = self.named.iter_mut().map(|(_, value)| value);
        self.positional
            .iter_mut()
            .chain(&mut self.more)
            .chain(named)
            .chain(&mut self.more_named)
    }
}

impl<'p> Machine<'p> {
    pub(super) fn arguments(&mut self, args: &'p [Arg]) -> Args {
        let mut out = Args::default();
        for arg in args {
            self.argument_into(&mut out, arg);
        }
        out
    }

    fn argument_into(&mut self, out: &mut Args, arg: &'p Arg) {
        let (Arg::Item(expr)
        | Arg::Named(_, _, expr)
        | Arg::Spread(expr)
        | Arg::KeywordSpread(expr)) = arg;
        let value = self.holding(out.each_mut(), |machine| machine.eval(*expr));
        match arg {
            Arg::Item(_) => match &mut out.more {
                Some(more) => {
                    more.join(&value);
                }
                None => out.positional.push(value),
            },
            Arg::Named(name, ..) => out.named.push((name.clone(), value)),
            Arg::Spread(_) => {
                let sequence = self.as_sequence(&value);
                match (sequence.items, &mut out.more) {
                    (Some(items), None) => out.positional.extend(items),
                    (_, Some(more)) => {
                        more.join(&sequence.element);
                    }
                    (_, none) => *none = Some(sequence.element),
                }
            }
            Arg::KeywordSpread(_) => {
                let mut record = Record::default();
                self.copy_into(&mut record, &value);
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
