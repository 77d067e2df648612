//! The abstract machine: what every part of the interpreter shares.

use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;
use text_size::TextRange;

use super::ReturnSite;
use super::heap::{Object, Record, Sequence};
use super::observe::{Given, Watch};
use super::raised::Raised;
use super::reached::{Reached, handles_rejections};
use super::state::{Delta, Mark, State, mentions, redirect_value};
use super::value::{Callable, Flags, HeapId, Value};
use super::views::View;
use crate::ir::{Block, ExprId, FunctionId, Program, VarId, Variable, VariableKind};
use crate::library::Library;
use crate::shape::Shape;
use text::Language;

/// How deep calls of the code's own functions are followed.
pub(super) const MOST_CALLS: usize = 12;
/// How deep expressions and statements may nest before the answer is "unknown".
const MOST_DEPTH: u32 = 250;

/// The interpreter.
pub(super) struct Machine<'p> {
    pub(super) program: &'p Program,
    pub(super) language: Language,
    pub(super) library: &'static Library,
    /// What the host provides beyond the language's library, by name.
    pub(super) globals: &'static Library,
    pub(super) state: State,
    /// The variables of each function, to be bound anew at each call.
    pub(super) variables: Vec<Vec<VarId>>,
    pub(super) frames: Vec<Frame<'p>>,
    /// Which calls lead here: two paths never share an allocation site.
    pub(super) path: u32,
    paths: FxHashMap<(u32, ExprId), u32>,
    sites: FxHashMap<(ExprId, u32, u16), HeapId>,
    next_site: u32,
    /// Places for values on their way that are free again.
    slots: Vec<HeapId>,
    /// Handed to code that is not followed, which may change them whenever it runs.
    pub(super) escaped: FxHashSet<HeapId>,
    /// Objects that stand for a part of outside data.
    pub(super) from_data: FxHashSet<HeapId>,
    /// What looks at an object, by the object.
    pub(super) views: FxHashMap<HeapId, Vec<HeapId>>,
    /// What they give is found out only when they are walked or waited for.
    pub(super) delayed: FxHashSet<HeapId>,
    /// Attributes of modules, prototypes and classes that the code has set: what they are is not known.
    pub(super) patched: FxHashSet<SmolStr>,
    /// Generators that write to what they find in the variables around them.
    pub(super) writers: FxHashSet<HeapId>,
    /// Lists of JavaScript that have more keys than their places.
    pub(super) more_keys: FxHashSet<HeapId>,
    /// What is written to them may come to nothing.
    pub(super) frozen: FxHashSet<HeapId>,
    /// What the code has stored into outside data, so that reading it back is not a surprise.
    pub(super) tainted: Value,
    /// Python evaluates defaults once, at the definition.
    pub(super) defaults: FxHashMap<ExprId, Value>,
    /// What an optional chain gives when a link met nothing.
    pub(super) chain_broken: bool,
    /// Return sites of the entry function and what they return.
    pub(super) sites_of_entry: Vec<ReturnSite>,
    /// The reads of names that the code does not define.
    pub(super) reached: FxHashMap<ExprId, Reached>,
    /// Attributes taken of what is surely a dict.
    pub(super) dict_attributes: FxHashSet<ExprId>,
    /// What is surely a dict where an attribute of it is set.
    pub(super) dict_writes: FxHashSet<ExprId>,
    /// How many handlers stand around that would catch what reading such a name throws.
    pub(super) catching: u32,
    /// How often something was thrown that is no `Error`, or code was called that is not followed.
    pub(super) strange_throws: u32,
    /// The code handles rejected promises somewhere (`.catch`, `.then`, `allSettled`).
    pub(super) handles_rejections: bool,
    /// This is one of two paths that are kept apart up to the return.
    pub(super) apart: bool,
    /// The condition of a returned value whose outcome is laid down here.
    pub(super) chosen: Option<(ExprId, bool)>,
    /// How many rounds of loops over known lists are run one by one here, loops within loops multiplied.
    pub(super) unrolled: usize,
    /// Code may run without being called where it runs, and change something.
    pub(super) has_unasked: bool,
    /// Functions of the code are held by something that is not followed.
    pub(super) code_escaped: bool,
    /// JavaScript: something may have been written to a list under a name.
    pub(super) has_named_lists: bool,
    /// There are objects of JavaScript without a prototype, which cannot become text.
    pub(super) has_bare_objects: bool,
    /// What the views of dicts show whose keys are known.
    pub(super) shown: FxHashMap<HeapId, View>,
    /// What an editor asks about.
    pub(super) watch: Option<Watch>,
    /// What is known of the data that comes in; nothing where rules ask.
    pub(super) given: Option<&'p Given>,
    depth: u32,
    fuel: u64,
}

/// How a return site ends the function.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SiteKind {
    /// `return value`, or the expression of an arrow or lambda.
    Value,
    /// `return` without a value.
    Bare,
    /// The end of the body is reached.
    FallThrough,
}

/// One activation of a function.
pub(super) struct Frame<'p> {
    pub(super) function: FunctionId,
    pub(super) this: Value,
    /// Where the activation began.
    pub(super) mark: Mark,
    /// Every `return` so far: what has changed since `mark`, and the value.
    pub(super) returns: Vec<(Delta, Value)>,
    /// What a generator yields.
    pub(super) yields: Value,
    /// Its returns are those the platform sees.
    pub(super) is_entry: bool,
    pub(super) jumps: Vec<Jump<'p>>,
    /// How many awaited or returned expressions stand around.
    pub(super) awaiting: i32,
}

/// What `break`, `continue` and `return` pass through on their way out.
pub(super) enum Jump<'p> {
    /// A loop, `switch` or labelled statement.
    Target(JumpTarget),
    /// A `finally` that runs first.
    Finally(&'p Block),
}

/// Where `break` and `continue` arrive.
pub(super) struct JumpTarget {
    pub(super) labels: Vec<smol_str::SmolStr>,
    pub(super) is_loop: bool,
    /// A plain `break` arrives here.
    pub(super) takes_break: bool,
    pub(super) mark: Mark,
    pub(super) breaks: Vec<Delta>,
    pub(super) continues: Vec<Delta>,
}

impl<'p> Machine<'p> {
    pub(super) fn new(
        program: &'p Program,
        language: Language,
        globals: &'static Library,
        fuel: u64,
    ) -> Machine<'p> {
        let mut variables = vec![Vec::new(); program.functions.len()];
        for (index, variable) in program.variables.iter().enumerate() {
            if let Some(own) = variables.get_mut(variable.function.0 as usize) {
                own.push(VarId(index as u32));
            }
        }
        Machine {
            program,
            language,
            library: Library::of(language),
            globals,
            state: State::new(program.variables.len()),
            variables,
            frames: Vec::new(),
            path: 0,
            paths: FxHashMap::default(),
            sites: FxHashMap::default(),
            next_site: 0,
            slots: Vec::new(),
            escaped: FxHashSet::default(),
            from_data: FxHashSet::default(),
            views: FxHashMap::default(),
            delayed: FxHashSet::default(),
            patched: FxHashSet::default(),
            writers: FxHashSet::default(),
            more_keys: FxHashSet::default(),
            frozen: FxHashSet::default(),
            tainted: Value::never(),
            defaults: FxHashMap::default(),
            chain_broken: false,
            sites_of_entry: Vec::new(),
            reached: FxHashMap::default(),
            dict_attributes: FxHashSet::default(),
            dict_writes: FxHashSet::default(),
            catching: 0,
            strange_throws: 0,
            handles_rejections: handles_rejections(program),
            apart: false,
            chosen: None,
            unrolled: 1,
            has_unasked: super::unasked::has_unasked(program, language == Language::Python),
            code_escaped: false,
            has_named_lists: false,
            has_bare_objects: false,
            shown: FxHashMap::default(),
            watch: None,
            given: None,
            depth: 0,
            fuel,
        }
    }

    pub(super) fn is_python(&self) -> bool {
        self.language == Language::Python
    }

    // ---- fuel

    /// There is work left to pay for.
    pub(super) fn fuelled(&mut self) -> bool {
        let cost = 1 + std::mem::take(&mut self.state.work);
        self.fuel = self.fuel.saturating_sub(cost);
        self.fuel > 0
    }

    pub(super) fn exhausted(&self) -> bool {
        self.fuel == 0
    }

    /// Run `act` one level deeper; `None` where that is too deep or the fuel is spent.
    pub(super) fn deeper<T>(&mut self, act: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if self.depth >= MOST_DEPTH {
            self.fuel = 0;
        }
        if !self.fuelled() {
            return None;
        }
        self.depth += 1;
        let answer = act(self);
        self.depth -= 1;
        Some(answer)
    }

    /// The call path of a call at `site` on the present path.
    pub(super) fn path_into(&mut self, site: ExprId) -> u32 {
        let next = self.paths.len() as u32 + 1;
        *self.paths.entry((self.path, site)).or_insert(next)
    }

    // ---- the heap

    /// Allocate at `site`, the `ordinal`-th object of that expression.
    pub(super) fn allocate(&mut self, site: ExprId, ordinal: u16, object: Object) -> Value {
        let next = &mut self.next_site;
        let id = *self
            .sites
            .entry((site, self.path, ordinal))
            .or_insert_with(|| {
                let id = HeapId(*next);
                *next += 2;
                id
            });
        if self.state.allocate(id, object) {
            self.follow(id);
        }
        Value::reference(id)
    }

    /// The object at `recent` is one of the older ones now: what the machine itself refers to may be either.
    fn follow(&mut self, recent: HeapId) {
        let older = recent.older();
        self.shown.retain(|_, view| view.source != recent);
        let frames = self.frames.iter_mut();
        let own = frames.flat_map(|frame| [&mut frame.this, &mut frame.yields]);
        for value in own
            .chain(self.defaults.values_mut())
            .chain(std::iter::once(&mut self.tainted))
        {
            if mentions(value, recent) {
                let mut moved = value.clone();
                redirect_value(&mut moved, recent, older);
                value.join(&moved);
            }
        }
        for ids in [
            &mut self.escaped,
            &mut self.from_data,
            &mut self.frozen,
            &mut self.delayed,
            &mut self.writers,
            &mut self.more_keys,
        ] {
            if ids.contains(&recent) {
                ids.insert(older);
            }
        }
        for views in self.views.values_mut() {
            if views.contains(&recent) && !views.contains(&older) {
                views.push(older);
            }
        }
        if let Some(views) = self.views.get(&recent).cloned() {
            self.views.entry(older).or_default().extend(views);
        }
    }

    /// Run `act` while `held` are in no variable and in no object.
    pub(super) fn holding<'v, T>(
        &mut self,
        held: impl IntoIterator<Item = &'v mut Value>,
        act: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let held = held.into_iter().filter(|value| value.refers());
        let mut held: Vec<&mut Value> = held.collect();
        if held.is_empty() {
            return act(self);
        }
        let slot = self.slots.pop().unwrap_or_else(|| {
            self.next_site += 2;
            HeapId(self.next_site - 2)
        });
        let values = held.iter_mut().map(|value| std::mem::take(*value));
        self.state.hold(slot, values.collect());
        let answer = act(self);
        for (value, now) in held.into_iter().zip(self.state.release(slot)) {
            *value = now;
        }
        self.slots.push(slot);
        answer
    }

    /// The same for one of the rounds of a loop: afterwards `held` is what it was before or after it.
    pub(super) fn holding_for_a_round<T>(
        &mut self,
        held: &mut Value,
        act: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let mut now = held.clone();
        let answer = self.holding([&mut now], act);
        held.join(&now);
        answer
    }

    pub(super) fn new_array(&mut self, site: ExprId, sequence: Sequence) -> Value {
        self.allocate(site, 0, Object::Array(sequence))
    }

    pub(super) fn new_record(&mut self, site: ExprId, record: Record) -> Value {
        self.allocate(site, 0, Object::Record(record))
    }

    /// The object as it is on this path; `None` where it is not made on it.
    pub(super) fn object(&self, id: HeapId) -> Option<&Object> {
        self.state.object(id).map(|object| &**object)
    }

    /// Outside data, and whatever the code has stored into it.
    pub(super) fn data(&self) -> Value {
        Value::data().joined(&self.tainted)
    }

    /// `value` is now held by something that is not followed, or by outside data.
    pub(super) fn escape(&mut self, value: &Value) {
        let is_code = |value: &Value| {
            let mut callables = value.callables().iter();
            callables.any(|one| matches!(one, Callable::Closure { .. } | Callable::Class(_)))
        };
        let mut holds_code = is_code(value);
        for id in self.reachable(value) {
            self.escaped.insert(id);
            if let Some(object) = self.object(id) {
                holds_code |= matches!(object, Object::Record(record) if record.class.is_some());
                object.each_value(&mut |value| holds_code |= is_code(value));
            }
        }
        self.code_escaped |= holds_code;
    }

    /// `value` was stored somewhere in outside data.
    pub(super) fn taint(&mut self, value: &Value) {
        if !value.is_plain() {
            self.escape(value);
            self.tainted.join(value);
        }
    }

    /// Code that is not followed got hold of `value` and may have changed whatever it reaches.
    pub(super) fn forget(&mut self, value: &Value) {
        self.escape(value);
        self.forget_escaped();
    }

    /// Code that is not followed has run.
    pub(super) fn forget_escaped(&mut self) {
        let mut ids: Vec<HeapId> = self.escaped.iter().copied().collect();
        ids.sort_unstable();
        for id in ids {
            if self
                .object(id)
                .is_some_and(|object| *object != Object::Forgotten)
            {
                self.state.update(id, Object::Forgotten);
                self.refresh_views(id);
            }
        }
    }

    /// The objects that can be reached from `value`, and the variables' worth of its closures.
    pub(super) fn reachable(&self, value: &Value) -> Vec<HeapId> {
        let mut found: Vec<HeapId> = Vec::new();
        let mut seen: FxHashSet<HeapId> = FxHashSet::default();
        let push = |id: HeapId, found: &mut Vec<HeapId>, seen: &mut FxHashSet<HeapId>| {
            if seen.insert(id) {
                found.push(id);
            }
        };
        value.each_ref(&mut |id| push(id, &mut found, &mut seen));
        let mut at = 0;
        while at < found.len() {
            if let Some(object) = self.object(found[at]) {
                let mut inner = Vec::new();
                object.each_ref(&mut |id| inner.push(id));
                inner
                    .into_iter()
                    .for_each(|id| push(id, &mut found, &mut seen));
            }
            at += 1;
        }
        found
    }

    /// Code that is not followed may call the closures of the code: every captured variable and what
    /// it holds may have changed.
    pub(super) fn forget_captured(&mut self) {
        self.forget_variables(|variable| variable.captured);
    }

    /// Code that is not followed reads and writes the variables by their names, as `eval` does.
    pub(super) fn forget_named(&mut self) {
        self.forget_variables(|_| true);
    }

    fn forget_variables(&mut self, touched: impl Fn(&Variable) -> bool) {
        for index in 0..self.program.variables.len() {
            let id = VarId(index as u32);
            if !touched(&self.program.variables[index]) {
                continue;
            }
            let Some(value) = self.state.variable(id).cloned() else {
                continue;
            };
            self.escaped.extend(self.reachable(&value));
            let is_code = matches!(
                self.program.variables[index].kind,
                VariableKind::Function | VariableKind::Class | VariableKind::Import
            );
            let is_fixed = self.program.variables[index].kind == VariableKind::Const
                || (is_code && !value.callables().is_empty());
            if !is_fixed {
                self.state.assign(id, Value::unknown().joined(&value));
            }
        }
        self.forget_escaped();
    }

    /// Anything might be thrown here.
    pub(super) fn may_throw(&mut self) {
        self.state.may_raise(Raised::ANYTHING);
    }

    // ---- branches

    /// Run each arm from the present state and go on where any of them ends.
    pub(super) fn branch<T>(&mut self, arms: &mut [&mut dyn FnMut(&mut Self) -> T]) -> Vec<T> {
        let mark = self.state.mark();
        let mut ends = Vec::with_capacity(arms.len());
        let mut answers = Vec::with_capacity(arms.len());
        for arm in arms {
            answers.push(arm(self));
            ends.extend(self.state.take(mark));
        }
        self.state.merge(ends);
        answers
    }

    /// Go on where any of `ends` arrives, each the end of statements: whatever is used of objects afterwards is had
    /// through variables. `all` where objects may have been made on the way of which not all ends know.
    pub(super) fn meet(&mut self, mut ends: Vec<Delta>, all: bool) {
        let (frames, defaults) = (&self.frames, &self.defaults);
        let (escaped, from_data, tainted) = (&self.escaped, &self.from_data, &self.tainted);
        let is_root = |id: HeapId| {
            let mut own = frames.iter().flat_map(|frame| [&frame.this, &frame.yields]);
            escaped.contains(&id)
                || from_data.contains(&id)
                || mentions(tainted, id)
                || own.any(|value| mentions(value, id))
                || defaults.values().any(|value| mentions(value, id))
        };
        self.state.forget_garbage(&mut ends, all, is_root);
        self.state.merge(ends);
    }

    /// Run each arm, statements, from the present state and go on where any of them ends.
    pub(super) fn fork(&mut self, arms: &mut [&mut dyn FnMut(&mut Self)]) {
        let mark = self.state.mark();
        let mut ends = Vec::with_capacity(arms.len());
        for arm in arms {
            arm(self);
            ends.extend(self.state.take(mark));
        }
        self.meet(ends, false);
    }

    /// Evaluate two alternatives, each in a state of its own, to the union of their values.
    pub(super) fn either(
        &mut self,
        one: impl FnOnce(&mut Self) -> Value,
        other: impl FnOnce(&mut Self) -> Value,
    ) -> Value {
        let mark = self.state.mark();
        let first = one(self);
        let first_end = self.state.take(mark);
        let second = other(self);
        let second_end = self.state.take(mark);
        let mut value = Value::never();
        for (end, one) in [(&first_end, first), (&second_end, second)] {
            if end.is_some() {
                value.join(&one);
            }
        }
        self.state
            .merge(first_end.into_iter().chain(second_end).collect());
        value
    }

    /// Run `body` any number of times, until another round adds nothing. `body` leaves the state as it
    /// is at the end of a round. With `at_least_once` the state before the first round is not an end.
    /// Returns the union of what the rounds return.
    pub(super) fn repeat(
        &mut self,
        at_least_once: bool,
        mut body: impl FnMut(&mut Self) -> Value,
    ) -> Value {
        let mark = self.state.mark();
        let mut head = Delta::default();
        let mut answer = Value::never();
        for round in 0.. {
            let value = self.holding([&mut answer], &mut body);
            let tainted = self.tainted.clone();
            if !self.state.dead {
                answer.join(&value);
            }
            let Some(end) = self.state.take(mark) else {
                // The round never ends: only the state before it goes on.
                if at_least_once && round == 0 {
                    self.state.dead = true;
                } else {
                    self.state.apply(head);
                }
                return answer;
            };
            // The first round has surely run: later rounds start from its end.
            let first = (at_least_once && round == 0).then(|| end.clone());
            let mut next = self.state.join(vec![head.clone(), end]);
            if round >= 2 {
                self.state.widen(&head, &mut next);
            }
            if self.exhausted() || (next == head && tainted == self.tainted) {
                self.state.apply(first.unwrap_or(next));
                return answer;
            }
            head = first.unwrap_or(next);
            self.state.apply(head.clone());
            if round > 30 {
                self.fuel = 0;
            }
        }
        answer
    }

    /// The variable's value; what an unbound variable reads as is nothing to rely on.
    pub(super) fn read_variable(&mut self, id: VarId) -> Value {
        match self.state.variable(id) {
            Some(value) if !value.is_never() => value.clone(),
            _ => {
                self.may_throw();
                Value::unknown()
            }
        }
    }

    pub(super) fn frame(&mut self) -> Option<&mut Frame<'p>> {
        self.frames.last_mut()
    }

    pub(super) fn add_site(&mut self, range: TextRange, kind: SiteKind, value: &Value) {
        let shape = self.freeze(value);
        let paths = match self.apart {
            true => vec![shape.clone()],
            false => Vec::new(),
        };
        match self
            .sites_of_entry
            .iter_mut()
            .find(|site| site.range == range)
        {
            Some(site) => {
                site.shape = std::mem::replace(&mut site.shape, Shape::Never).union(shape);
                site.paths.extend(paths);
            }
            None => self.sites_of_entry.push(ReturnSite {
                range,
                kind,
                shape,
                paths,
            }),
        }
    }

    /// Nothing, as a function that returns without a value gives it.
    pub(super) fn nothing(&self) -> Value {
        if self.is_python() {
            Value::null()
        } else {
            Value::undefined()
        }
    }

    /// Text, a truth value or whatever else the flags say, of this language.
    pub(super) fn number(&self) -> Value {
        Value::of(Flags::NUMBER)
    }
}
