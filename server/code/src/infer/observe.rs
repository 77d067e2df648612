//! What the parts of a snippet hold, for editors: asked of single places and paid for only when asked.

use rustc_hash::FxHashMap;
use smol_str::SmolStr;
use text_size::TextRange;

use super::call::Args;
use super::heap::Object;
use super::library::{Actual, Making};
use super::machine::Machine;
use super::value::{Callable, Value};
use super::{Entry, FUEL};
use crate::ir::{ClassId, ExprId, FunctionId, Program};
use crate::shape::Shape;
use crate::{Host, Source, library};

/// A place that is asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Spot {
    /// What an expression gives.
    Expr(ExprId),
    /// What is written to the target whose name, key or index stands there.
    Target(TextRange),
}

/// What was seen at a [`Spot`], joined over every path that comes by.
#[derive(Debug, Clone, PartialEq)]
pub struct Observed {
    /// What it may be.
    pub shape: Shape,
    /// What of it can be called or looked into by name.
    pub meanings: Vec<Meaning>,
}

/// Something with a name of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meaning {
    /// A module, class, function or constant of the library, by its dotted path.
    Library(SmolStr),
    /// A function of the code.
    Function(FunctionId),
    /// A class of the code.
    Class(ClassId),
}

/// What is known of the data that comes in. The rules know nothing of it: data differs from run to run.
#[derive(Debug, Clone, Default)]
pub struct Given {
    /// Dify: the inputs by name.
    pub inputs: FxHashMap<SmolStr, Shape>,
    /// n8n: the `json` of an item that comes in.
    pub json: Option<Shape>,
    /// n8n: the `json` of an item of a node, by its name.
    pub nodes: FxHashMap<SmolStr, Shape>,
}

/// What is seen at each of `spots`; `None` where nothing ever comes by. `program` is that of `source`. A function
/// that the entry does not reach is called with anything.
pub fn observe(
    source: &Source<'_>,
    program: &Program,
    given: &Given,
    spots: &[Spot],
) -> Vec<Option<Observed>> {
    let entry = Entry::of(source);
    let mut seen = watched(source, program, given, spots, |machine| {
        machine.enter_program(entry);
    });
    let missed: Vec<FunctionId> = spots
        .iter()
        .zip(&seen)
        .filter(|(_, seen)| seen.is_none())
        .filter_map(|(spot, _)| function_around(program, *spot))
        .collect();
    for function in missed {
        let again = watched(source, program, given, spots, |machine| {
            machine.call_unreached(function);
        });
        for (first, later) in seen.iter_mut().zip(again) {
            *first = first.take().or(later);
        }
    }
    seen
}

fn watched<'p>(
    source: &Source<'_>,
    program: &'p Program,
    given: &'p Given,
    spots: &[Spot],
    run: impl FnOnce(&mut Machine<'p>),
) -> Vec<Option<Observed>> {
    let globals = library::provided(source.language, source.api);
    let mut machine = Machine::new(program, source.language, globals, FUEL);
    machine.given = Some(given);
    machine.watch = Some(Watch::new(spots));
    run(&mut machine);
    let mut watch = machine.watch.take().unwrap_or_default();
    watch.seen.resize(spots.len(), None);
    watch.seen
}

/// The innermost function that a spot stands in, if it is not the top.
fn function_around(program: &Program, spot: Spot) -> Option<FunctionId> {
    let range = match spot {
        Spot::Expr(expr) => program.expr(expr).range,
        Spot::Target(range) => range,
    };
    let functions = program.functions.iter().enumerate().skip(1);
    let (index, _) = functions
        .filter(|(_, function)| function.range.contains_range(range))
        .min_by_key(|(_, function)| function.range.len())?;
    Some(FunctionId(index as u32))
}

/// What is watched, and what was seen.
#[derive(Debug, Default)]
pub(super) struct Watch {
    exprs: FxHashMap<ExprId, usize>,
    targets: FxHashMap<TextRange, usize>,
    seen: Vec<Option<Observed>>,
}

impl Watch {
    fn new(spots: &[Spot]) -> Watch {
        let mut watch = Watch {
            seen: vec![None; spots.len()],
            ..Watch::default()
        };
        for (index, spot) in spots.iter().enumerate() {
            match spot {
                Spot::Expr(expr) => watch.exprs.insert(*expr, index),
                Spot::Target(range) => watch.targets.insert(*range, index),
            };
        }
        watch
    }
}

impl<'p> Machine<'p> {
    /// `id` has been evaluated.
    pub(super) fn see_expr(&mut self, id: ExprId, value: &Value) {
        let watched = self.watch.as_ref().and_then(|watch| watch.exprs.get(&id));
        if let Some(&index) = watched {
            self.see(index, value);
        }
    }

    /// `value` is written to the target at `range`.
    pub(super) fn see_target(&mut self, range: TextRange, value: &Value) {
        let targets = self.watch.as_ref().map(|watch| &watch.targets);
        if let Some(&index) = targets.and_then(|targets| targets.get(&range)) {
            self.see(index, value);
        }
    }

    fn see(&mut self, index: usize, value: &Value) {
        if value.is_never() {
            return;
        }
        let shape = self.freeze(value);
        let meanings: Vec<Meaning> = value.callables().iter().filter_map(meaning).collect();
        let Some(watch) = &mut self.watch else { return };
        match &mut watch.seen[index] {
            Some(seen) => {
                let known = std::mem::replace(&mut seen.shape, Shape::Never);
                seen.shape = if known == shape {
                    known
                } else {
                    known.union(shape)
                };
                for meaning in meanings {
                    if !seen.meanings.contains(&meaning) {
                        seen.meanings.push(meaning);
                    }
                }
            }
            none => *none = Some(Observed { shape, meanings }),
        }
    }

    /// Run the top, then `function` with anything, as if somebody had called it.
    fn call_unreached(&mut self, function: FunctionId) {
        self.enter_top();
        self.state.dead = false;
        let anything = self.program.function(function).params.iter();
        let anything = anything.map(|_| Value::unknown()).collect();
        self.push_frame(function, false);
        self.run_function(function, &Args::of(anything));
    }

    /// What is known of the inputs of `main`.
    pub(super) fn given_inputs(&mut self) -> Vec<(SmolStr, Value)> {
        let Some(given) = self.given else {
            return Vec::new();
        };
        let mut made = Making::at(super::assign::NO_SITE);
        let inputs = given.inputs.iter();
        inputs
            .map(|(name, shape)| (name.clone(), self.thaw(&mut made, shape, 0)))
            .collect()
    }

    /// What the data behind a name of n8n's API is known to be: the `json` of its items.
    pub(super) fn given_json(&self, path: &str, actual: &Actual<'_>) -> Option<&'p Shape> {
        let given = self.given?;
        if let ("$items", Some(node)) = (path, actual.argument(0)) {
            return given.nodes.get(node.known_text()?);
        }
        if path.starts_with("NodeProxy#") {
            let [id] = actual.receiver.refs.as_slice() else {
                return None;
            };
            let Some(Object::Instance { content, .. }) = self.object(*id) else {
                return None;
            };
            return given.nodes.get(content.known_text()?);
        }
        let incoming = path.starts_with("Input#")
            || matches!(
                path,
                "$json" | "$data" | "$items" | "items" | "item" | "_items" | "_item"
            );
        given.json.as_ref().filter(|_| incoming)
    }
}

fn meaning(callable: &Callable) -> Option<Meaning> {
    match callable {
        Callable::Library(path) => Some(Meaning::Library(path.clone())),
        Callable::Closure { function, .. } => Some(Meaning::Function(*function)),
        Callable::Class(class) => Some(Meaning::Class(*class)),
        Callable::Method { .. } => None,
    }
}

impl<'i> Entry<'i> {
    /// How a platform enters code that it runs in this way.
    pub fn of(source: &'i Source<'_>) -> Entry<'i> {
        match source.host {
            Host::Module | Host::Eval => Entry::Main(source.inputs.as_deref()),
            Host::AsyncBody | Host::FunctionBody | Host::Comparator => Entry::Body,
        }
    }
}
