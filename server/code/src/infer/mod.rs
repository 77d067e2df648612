//! The abstract interpreter: what a snippet returns, on every path, without running it.
//!
//! One machine for both languages. Statements run over an environment of variables; mutable objects
//! live in an abstract heap by allocation site, so that aliases and mutation come out right; branches
//! join, loops reach a fixed point, every statement of a `try` may jump to its handlers; the code's own
//! functions and callbacks are followed. It has fuel: when that runs out the answer is unknown.

mod access;
mod apart;
mod arguments;
mod assign;
mod call;
mod callbacks;
mod choice;
mod classes;
mod comprehension;
mod exceptions;
mod expr;
mod filter;
mod freeze;
mod heap;
mod javascript;
mod later;
mod library;
mod literal;
mod loops;
mod machine;
mod method;
mod modules;
mod narrow;
mod observe;
mod operators;
mod place;
mod promises;
mod python;
mod raised;
mod reached;
mod regex;
mod state;
mod stmt;
mod thaw;
mod unasked;
mod unroll;
mod value;
mod views;
mod walk;

use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;
use text::Language;
use text_size::TextRange;

use crate::ir::{Body, ClassId, ExprId, ExprKind, FunctionId, Program};
use crate::library::Library;
use crate::shape::{ArrayKind, Shape};
use crate::{Holds, Input};
use assign::NO_SITE;
use call::Args;
use heap::{Object, Record};
pub use machine::SiteKind;
use machine::{Frame, Machine};
pub use observe::{Given, Meaning, Observed, Spot, observe};
pub use reached::Reached;
use value::{Callable, Flags, HeapId, Value};

/// How the platform enters the code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry<'i> {
    /// The body itself returns (n8n).
    Body,
    /// The top runs, then `main` is called with the inputs: by name in Python, as one object in JavaScript
    /// (Dify, reference dify 2.2).
    Main(Inputs<'i>),
}

/// The inputs that `main` is called with; `None` where they are not known.
pub type Inputs<'i> = Option<&'i [Input]>;

/// What interpreting found.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// Every place where the entry returns, in the order of the code, and what it returns there.
    pub returns: Vec<ReturnSite>,
    /// The function the platform calls, where there surely is exactly one.
    pub entry: EntryFunction,
    /// The fuel ran out: every shape is unknown.
    pub exhausted: bool,
    /// The reads of names that the code does not define, and the calls, as far as it gets to them.
    pub reached: FxHashMap<ExprId, Reached>,
    /// Python: the attributes that it takes of what is surely a dict, on some path, and that no dict has.
    pub dict_attributes: FxHashSet<ExprId>,
    /// Python: what is surely a dict, on some path, where it sets an attribute of it.
    pub dict_writes: FxHashSet<ExprId>,
}

/// What the name of the entry holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryFunction {
    /// This function of the code.
    Own(FunctionId),
    /// Nothing on any path: the platform will not find it.
    Missing,
    /// There is something, but surely nothing that can be called: Python's name of its type, where one is known.
    NotCallable(Option<&'static str>),
    /// Something that cannot be told.
    Unknown,
}

/// A place where the entry returns.
#[derive(Debug, Clone, PartialEq)]
pub struct ReturnSite {
    /// The returned expression; the whole statement for a bare `return`; empty, at the end of the function,
    /// where the end is reached.
    pub range: TextRange,
    /// How it ends the function.
    pub kind: SiteKind,
    /// What it returns.
    pub shape: Shape,
    /// What it returns on some of the paths to it, each of which is there: alternatives of the shape.
    pub paths: Vec<Shape>,
}

/// Steps an interpretation may take: a few milliseconds.
pub const FUEL: u64 = 400_000;

/// Interpret `program` from its entry. `globals` is what the host provides beyond the language's library.
pub fn interpret(
    program: &Program,
    language: Language,
    globals: &'static Library,
    entry: Entry<'_>,
    fuel: u64,
) -> Outcome {
    let mut machine = Machine::new(program, language, globals, fuel);
    let entry_function = machine.enter_program(entry);
    let exhausted = machine.exhausted();
    let mut returns = machine.sites_of_entry;
    if exhausted {
        for site in &mut returns {
            site.shape = Shape::Unknown;
            site.paths.clear();
        }
    }
    returns.sort_by_key(|site| (site.range.start(), site.range.end()));
    Outcome {
        returns,
        entry: entry_function,
        exhausted,
        reached: machine.reached,
        dict_attributes: machine.dict_attributes,
        dict_writes: machine.dict_writes,
    }
}

impl Machine<'_> {
    fn enter_program(&mut self, entry: Entry<'_>) -> EntryFunction {
        match entry {
            Entry::Body => {
                self.run_top(true);
                EntryFunction::Own(FunctionId::TOP)
            }
            Entry::Main(inputs) => {
                self.enter_top();
                self.run_main(inputs)
            }
        }
    }

    fn enter_top(&mut self) {
        self.run_top(false);
    }

    fn push_frame(&mut self, function: FunctionId, is_entry: bool) {
        let mark = self.state.mark();
        self.frames.push(Frame {
            function,
            this: Value::unknown(),
            mark,
            returns: Vec::new(),
            yields: Value::never(),
            is_entry,
            jumps: Vec::new(),
            awaiting: 0,
        });
    }

    fn run_top(&mut self, is_entry: bool) {
        self.push_frame(FunctionId::TOP, is_entry);
        // Parameters of the top are what the host hands in: the two items of a comparator.
        let given = self.program.function(FunctionId::TOP).params.iter();
        let given = given.map(|_| self.data()).collect();
        self.run_function(FunctionId::TOP, &Args::of(given));
        if is_entry {
            self.frames.pop();
        }
        let top = self.program.function(FunctionId::TOP);
        if is_entry && top.is_generator && self.is_python() {
            self.return_generator();
        }
    }

    /// Call `main` with outside data and keep its return sites.
    fn run_main(&mut self, inputs: Inputs<'_>) -> EntryFunction {
        let program = self.program;
        let variable = program.variables.iter().position(|variable| {
            variable.name == "main" && variable.function == FunctionId::TOP && !variable.in_class
        });
        let Some(variable) = variable else {
            let star = program
                .imports
                .iter()
                .any(|import| import.name.as_deref() == Some("*"));
            return if star || program.damaged {
                EntryFunction::Unknown
            } else {
                EntryFunction::Missing
            };
        };
        if self.state.dead {
            return EntryFunction::Unknown;
        }
        let value = self
            .state
            .variable(crate::ir::VarId(variable as u32))
            .cloned()
            .unwrap_or_default();
        if value.is_never() {
            return EntryFunction::Missing;
        }
        let may_be_called = value.is_unknown()
            || value.callables.is_some()
            || value.flags.has(Flags::FUNCTION)
            || value.refs.iter().any(|id| self.may_be_called(*id));
        if !may_be_called {
            return EntryFunction::NotCallable(self.type_name(&value));
        }
        if let ([Callable::Class(class)], true) = (value.callables(), self.is_python())
            && !value.is_unknown()
        {
            self.construct_result(*class, inputs);
        }
        let [Callable::Closure { function, .. }] = value.callables() else {
            return EntryFunction::Unknown;
        };
        let function = *function;
        if value.is_unknown() || value.callables().len() != 1 {
            return EntryFunction::Unknown;
        }
        let args = self.main_arguments(function, inputs);
        self.push_frame(function, true);
        let is_generator = program.function(function).is_generator;
        self.run_function(function, &args);
        self.frames.pop();
        if is_generator {
            self.sites_of_entry.clear();
        }
        EntryFunction::Own(function)
    }

    /// Python: a body with `yield` gives a generator, whatever it returns.
    fn return_generator(&mut self) {
        let mut exprs = self.program.exprs.iter();
        let yields = |kind: &ExprKind| matches!(kind, ExprKind::Yield(_) | ExprKind::YieldFrom(_));
        let Some(first) = exprs.find(|expr| yields(&expr.kind)) else {
            return;
        };
        self.sites_of_entry.clear();
        let shape = Shape::Instance("generator".into());
        self.sites_of_entry.push(ReturnSite {
            range: first.range,
            kind: SiteKind::Value,
            shape,
            paths: Vec::new(),
        });
    }

    /// Python: `main` is a class, and its instance the result.
    fn construct_result(&mut self, class: ClassId, inputs: Inputs<'_>) {
        let data = self.data();
        let named = inputs.unwrap_or_default().iter();
        let args = Args {
            named: named
                .map(|input| (input.name.clone(), self.held_by(input)))
                .collect(),
            more_named: inputs.is_none().then_some(data),
            ..Args::default()
        };
        let instance = self.construct_own(NO_SITE, class, &args);
        if !self.state.dead && !self.exhausted() {
            let range = self.program.class(class).range;
            self.add_site(range, SiteKind::Value, &instance);
        }
    }

    /// What Python calls the type of `value`, if it is of one type only.
    fn type_name(&self, value: &Value) -> Option<&'static str> {
        let names = [
            (Flags::NULL, "NoneType"),
            (Flags::BOOL, "bool"),
            (Flags::INT, "int"),
            (Flags::FLOAT, "float"),
            (Flags::STRING, "str"),
            (Flags::BYTES, "bytes"),
        ];
        if let Some((_, name)) = names.iter().find(|(flags, _)| value.is_only(*flags)) {
            return Some(name);
        }
        match self.object(value.strong_ref()?)? {
            Object::Record(record) if record.class.is_none() && record.default.is_none() => {
                Some("dict")
            }
            Object::Array(sequence) => match sequence.kind {
                ArrayKind::List => Some("list"),
                ArrayKind::Tuple => Some("tuple"),
                // Or a `frozenset`.
                ArrayKind::Set => None,
                ArrayKind::Lazy => sequence.name,
            },
            Object::Promise(_) => Some("coroutine"),
            _ => None,
        }
    }

    fn may_be_called(&self, id: HeapId) -> bool {
        match self.object(id) {
            Some(Object::Record(record)) => record.class.is_some(),
            Some(Object::Array(_) | Object::Promise(_)) => false,
            _ => true,
        }
    }

    fn main_arguments(&mut self, function: FunctionId, inputs: Inputs<'_>) -> Args {
        let data = self.data();
        let given = self.given_inputs();
        let held: Vec<(SmolStr, Value)> = match inputs {
            Some(inputs) => {
                let held = inputs.iter();
                held.map(|input| (input.name.clone(), self.held_by(input)))
                    .collect()
            }
            None => {
                let names = self.parameter_names(function, &given).into_iter();
                names.map(|name| (name, data.clone())).collect()
            }
        };
        let known = |(name, value): (SmolStr, Value)| {
            let known = given.iter().find(|(known, _)| *known == name);
            let value = known.map_or(value, |(_, known)| known.clone());
            (name, value)
        };
        let named: Vec<(SmolStr, Value)> = held.into_iter().map(known).collect();
        let others = inputs.is_none().then_some(data);
        if self.language == Language::Python {
            return Args {
                named,
                more_named: others,
                ..Args::default()
            };
        }
        let mut record = Record {
            rest: others,
            ..Record::default()
        };
        for (name, value) in named {
            record.set(name, value, None);
        }
        let object = Object::Record(record);
        Args::of(vec![self.allocate(crate::ir::ExprId(u32::MAX), 3, object)])
    }

    /// What is known of an input wherever it comes from.
    fn held_by(&self, input: &Input) -> Value {
        let value = match input.holds {
            Holds::Anything => return self.data(),
            Holds::Text => Value::string(),
            Holds::Number => self.number(),
        };
        value.joined_if(&Value::null(), |_| input.nullable)
    }

    /// The parameters that Python's call by name reaches, the keys that JavaScript's object is known to have.
    fn parameter_names(&self, function: FunctionId, given: &[(SmolStr, Value)]) -> Vec<SmolStr> {
        if self.language == Language::JavaScript {
            return given.iter().map(|(name, _)| name.clone()).collect();
        }
        let params = self.program.function(function).params.iter();
        let name = |param: &crate::ir::Param| match &param.pattern {
            crate::ir::Pattern::Var(variable, _) => {
                Some(self.program.variable(*variable).name.clone())
            }
            _ => None,
        };
        params.filter_map(name).collect()
    }
}

/// Whether the body of `function` is a block (and not the expression of an arrow or lambda).
pub fn has_block(program: &Program, function: FunctionId) -> bool {
    matches!(program.function(function).body, Body::Block(_))
}
