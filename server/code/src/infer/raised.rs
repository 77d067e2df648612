//! What kinds of exceptions may be raised, as far as handlers tell them apart: a handler that catches none of
//! what its `try` may raise is never entered.

use super::call::Args;
use super::heap::Object;
use super::machine::Machine;
use super::value::{Callable, Flags, HeapId, Value};
use crate::ir::{Element, ExprId, ExprKind, Handler};
use crate::shape::ArrayKind;

/// A set of kinds of exceptions. JavaScript knows only nothing and [`Raised::ANYTHING`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Raised(u8);

impl Raised {
    pub(super) const NOTHING: Raised = Raised(0);
    /// `KeyError`.
    pub(super) const KEY: Raised = Raised(1);
    /// `IndexError`.
    pub(super) const INDEX: Raised = Raised(1 << 1);
    /// `ValueError` and what is derived from it.
    pub(super) const VALUE: Raised = Raised(1 << 2);
    /// `TypeError`.
    pub(super) const TYPE: Raised = Raised(1 << 3);
    /// `AttributeError`.
    pub(super) const ATTRIBUTE: Raised = Raised(1 << 4);
    /// `ZeroDivisionError`, `OverflowError`.
    pub(super) const ARITHMETIC: Raised = Raised(1 << 5);
    /// Any other `Exception`.
    pub(super) const OTHER: Raised = Raised(1 << 6);
    /// What is no `Exception`: `SystemExit` and the like.
    pub(super) const EXIT: Raised = Raised(1 << 7);
    /// Any `Exception`, or whatever JavaScript throws.
    pub(super) const ANYTHING: Raised = Raised(!Self::EXIT.0);
    pub(super) const ALL: Raised = Raised(u8::MAX);

    pub(super) fn is_nothing(self) -> bool {
        self.0 == 0
    }

    /// They have a kind in common.
    pub(super) fn meets(self, other: Raised) -> bool {
        self.0 & other.0 != 0
    }

    pub(super) fn or(self, other: Raised) -> Raised {
        Raised(self.0 | other.0)
    }

    pub(super) fn without(self, other: Raised) -> Raised {
        Raised(self.0 & !other.0)
    }

    /// What raising the built-in class `name` itself raises.
    pub(super) fn by(name: &str) -> Raised {
        match name {
            "LookupError" | "ArithmeticError" | "Exception" => Raised::OTHER,
            "SystemExit" | "KeyboardInterrupt" | "BaseException" | "GeneratorExit" => Raised::EXIT,
            _ => Catches::of(name).may,
        }
    }
}

/// A value that reaches more objects than this is not looked through.
const MOST_OBJECTS: usize = 60;

/// What a handler catches.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Catches {
    /// Some exceptions of these kinds.
    pub(super) may: Raised,
    /// All exceptions of these kinds.
    pub(super) surely: Raised,
}

impl Catches {
    const ALL: Catches = Catches {
        may: Raised::ALL,
        surely: Raised::ALL,
    };
    const UNKNOWN: Catches = Catches {
        may: Raised::ALL,
        surely: Raised::NOTHING,
    };

    /// What the built-in class `name` catches.
    fn of(name: &str) -> Catches {
        let kind = |kind| Catches {
            may: kind,
            surely: kind,
        };
        let part = |may| Catches {
            may,
            surely: Raised::NOTHING,
        };
        match name {
            "BaseException" => Catches::ALL,
            "Exception" => kind(Raised::ANYTHING),
            "KeyError" => kind(Raised::KEY),
            "IndexError" => kind(Raised::INDEX),
            "LookupError" => Catches {
                may: Raised::KEY.or(Raised::INDEX).or(Raised::OTHER),
                surely: Raised::KEY.or(Raised::INDEX),
            },
            "ValueError" => kind(Raised::VALUE),
            "JSONDecodeError" | "UnicodeError" | "UnicodeDecodeError" | "UnicodeEncodeError" => {
                part(Raised::VALUE)
            }
            "TypeError" => kind(Raised::TYPE),
            "AttributeError" => kind(Raised::ATTRIBUTE),
            "ArithmeticError" => Catches {
                may: Raised::ARITHMETIC.or(Raised::OTHER),
                surely: Raised::ARITHMETIC,
            },
            "ZeroDivisionError" | "OverflowError" | "FloatingPointError" => {
                part(Raised::ARITHMETIC)
            }
            "AssertionError"
            | "ImportError"
            | "ModuleNotFoundError"
            | "NameError"
            | "NotImplementedError"
            | "RecursionError"
            | "RuntimeError"
            | "StopIteration"
            | "UnboundLocalError" => part(Raised::OTHER),
            _ => Catches::UNKNOWN,
        }
    }

    fn or(self, other: Catches) -> Catches {
        Catches {
            may: self.may.or(other.may),
            surely: self.surely.or(other.surely),
        }
    }
}

impl Machine<'_> {
    /// Something of `kinds` might be raised here.
    pub(super) fn may_raise(&mut self, kinds: Raised) {
        self.state.may_raise(kinds);
    }

    /// Python: the kinds, where the operands are outside data or other plain values; else anything.
    pub(super) fn may_raise_if_plain<'v>(
        &mut self,
        operands: impl IntoIterator<Item = &'v Value>,
        kinds: Raised,
    ) {
        let plain = operands.into_iter().all(Value::is_plain);
        self.may_raise(match plain && self.is_python() {
            true => kinds,
            false => Raised::ANYTHING,
        });
    }

    /// What `handler` catches.
    pub(super) fn catches(&self, handler: &Handler) -> Catches {
        handler
            .types
            .map_or(Catches::ALL, |types| self.catches_of(types))
    }

    fn catches_of(&self, types: ExprId) -> Catches {
        match &self.program.expr(types).kind {
            ExprKind::Global(name) => Catches::of(name),
            ExprKind::Member { name, .. } if name == "JSONDecodeError" => Catches::of(name),
            ExprKind::Array(_, elements) => elements
                .iter()
                .map(|element| match element {
                    Element::Item(item) => self.catches_of(*item),
                    _ => Catches::UNKNOWN,
                })
                .fold(Catches::default(), Catches::or),
            _ => Catches::UNKNOWN,
        }
    }

    /// What `raise value` raises.
    pub(super) fn raised_by(&self, value: &Value) -> Raised {
        if !self.is_python() {
            return Raised::ANYTHING;
        }
        let class = |path: &str| match path.contains('.') {
            true => Raised::ALL,
            false => Raised::by(path),
        };
        let mut kinds = match value.flags.is_empty() {
            true => Raised::NOTHING,
            false => Raised::ALL,
        };
        for callable in value.callables() {
            kinds = kinds.or(match callable {
                Callable::Library(path) => class(path),
                _ => Raised::ALL,
            });
        }
        for id in &value.refs {
            kinds = kinds.or(match self.object(*id) {
                Some(Object::Instance {
                    class: own,
                    content,
                }) if own == "Exception" => {
                    content.known_text().map_or(Raised::ALL, |name| class(name))
                }
                _ => Raised::ALL,
            });
        }
        kinds
    }

    /// What a call of a listed function of Python may raise.
    pub(super) fn raised_in_call(&self, path: &str, receiver: &Value, args: &Args) -> Raised {
        let known = args.more.is_none() && args.more_named.is_none();
        if !known || !args.each().all(|arg| self.is_json(arg)) {
            return match path {
                "isinstance" if known => Raised::NOTHING,
                _ => Raised::ANYTHING,
            };
        }
        let plain = args.each().all(Value::is_plain);
        let none = args.each().next().is_none();
        match path {
            "print" | "str" | "repr" | "bool" | "type" | "id" | "callable" => Raised::NOTHING,
            // A built-in exception, made.
            _ if path.ends_with("Error") || path == "Exception" => Raised::NOTHING,
            "len" => Raised::TYPE,
            "int" | "float" if plain => Raised::VALUE.or(Raised::TYPE).or(Raised::ARITHMETIC),
            "json.loads" if plain => Raised::VALUE.or(Raised::TYPE).or(Raised::OTHER),
            // Keys of several types cannot be sorted.
            "json.dumps" if args.named("sort_keys").is_some() => Raised::TYPE,
            "json.dumps" if args.positional.len() == 1 => Raised::NOTHING,
            "datetime.datetime.now"
            | "datetime.datetime.today"
            | "datetime.datetime.utcnow"
            | "datetime.date.today"
            | "datetime.datetime#isoformat"
            | "datetime.date#isoformat"
            | "time.time"
            | "uuid.uuid4"
                if none =>
            {
                Raised::NOTHING
            }
            "datetime.datetime#strftime" | "datetime.date#strftime" if plain => {
                Raised::VALUE.or(Raised::TYPE)
            }
            _ => match path.strip_prefix("str#") {
                Some(name) if receiver.is_only(Flags::STRING) && plain => of_text(name, args),
                _ => Raised::ANYTHING,
            },
        }
    }

    /// It is made of JSON values only, tuples included, and holds no object within itself.
    pub(super) fn is_json(&self, value: &Value) -> bool {
        self.is_json_inside(value, &mut Vec::new(), &mut Vec::new())
    }

    fn is_json_inside(
        &self,
        value: &Value,
        inside: &mut Vec<HeapId>,
        known: &mut Vec<HeapId>,
    ) -> bool {
        let scalars = Value {
            refs: Default::default(),
            ..value.clone()
        };
        scalars.is_plain()
            && value.refs.iter().all(|id| {
                if known.contains(id) {
                    return true;
                }
                if inside.contains(id) || known.len() > MOST_OBJECTS {
                    return false;
                }
                inside.push(*id);
                let mut ask = |value: &Value| self.is_json_inside(value, inside, known);
                let is_json = match self.object(*id) {
                    Some(Object::Array(sequence)) => {
                        matches!(sequence.kind, ArrayKind::List | ArrayKind::Tuple)
                            && ask(&sequence.element)
                    }
                    Some(Object::Record(record)) => {
                        let fields = record.fields.iter().map(|field| &field.value);
                        let mut values = fields.chain(&record.rest);
                        record.class.is_none() && record.bad_key.is_none() && values.all(ask)
                    }
                    _ => false,
                };
                inside.pop();
                known.push(*id);
                is_json
            })
    }
}

/// What a method of a text may raise.
fn of_text(name: &str, args: &Args) -> Raised {
    let texts = args.each().all(|arg| arg.is_only(Flags::STRING));
    match name {
        "lower" | "upper" | "title" | "capitalize" | "casefold" | "swapcase" | "strip"
        | "lstrip" | "rstrip" | "splitlines" | "replace" | "startswith" | "endswith" | "find"
        | "rfind" | "count" | "removeprefix" | "removesuffix" | "isdigit" | "isalpha"
        | "isalnum" | "isspace" | "isupper" | "islower" | "isnumeric" | "isdecimal"
            if texts =>
        {
            Raised::NOTHING
        }
        "split" | "rsplit" if texts && args.each().all(|arg| arg.sure_length() > 0) => {
            Raised::NOTHING
        }
        "format" | "format_map" | "translate" => Raised::ANYTHING,
        _ => Raised::TYPE.or(Raised::VALUE).or(Raised::ARITHMETIC),
    }
}
