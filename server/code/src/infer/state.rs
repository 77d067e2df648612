//! The state of the abstract machine: variables and heap as one row of cells with a trail.
//!
//! A branch is run in place; [`State::take`] then lifts out what it changed and rolls back, so
//! that a join costs as much as was changed, not as much as there is. While a `try` is active the
//! state also gathers, for its handlers, what every cell held whenever something might have thrown.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::heap::Object;
use super::raised::Raised;
use super::value::{Callable, HeapId, Value};
use crate::ir::VarId;

/// One variable or object.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell {
    /// A variable not yet bound, an object not yet made.
    Absent,
    Value(Value),
    Object(Rc<Object>),
    /// How often a captured variable has been bound anew: at two, writes become weak.
    Bound(u8),
    /// Values on their way, which no variable and no object holds yet.
    Held(Vec<Value>),
}

impl Cell {
    fn join(&mut self, other: &Cell) {
        match (&mut *self, other) {
            (_, Cell::Absent) => {}
            (Cell::Absent, _) => *self = other.clone(),
            (Cell::Value(mine), Cell::Value(theirs)) => {
                mine.join(theirs);
            }
            (Cell::Object(mine), Cell::Object(theirs)) if !Rc::ptr_eq(mine, theirs) => {
                Rc::make_mut(mine).join(theirs);
            }
            (Cell::Bound(mine), Cell::Bound(theirs)) => *mine = (*mine).max(*theirs),
            (Cell::Held(mine), Cell::Held(theirs)) => {
                for (mine, theirs) in mine.iter_mut().zip(theirs) {
                    mine.join(theirs);
                }
            }
            _ => {}
        }
    }

    fn widen(&mut self) {
        match self {
            Cell::Value(value) => value.widen(),
            Cell::Object(object) => Rc::make_mut(object).widen(),
            Cell::Absent | Cell::Bound(_) | Cell::Held(_) => {}
        }
    }
}

/// A point of the trail to come back to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark(usize);

/// What a stretch of execution changed: cells and what they hold at its end, by index.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Delta(Vec<(u32, Cell)>);

/// What the handlers of one active `try` may find.
#[derive(Debug, Default)]
struct Guard {
    /// Written since something last might have thrown.
    pending: Vec<u32>,
    /// Everything each cell may hold where something might have thrown.
    seen: FxHashMap<u32, Cell>,
    /// What might have been thrown.
    thrown: Raised,
    /// What its handlers surely catch: guards further out never see it.
    catches: Raised,
}

/// What [`State::end_guard`] hands to the handlers.
#[derive(Debug)]
pub(super) struct Thrown {
    seen: Delta,
    /// Which exceptions there may be.
    pub(super) kinds: Raised,
}

/// Variables and heap.
#[derive(Debug)]
pub(super) struct State {
    cells: Vec<Cell>,
    variables: u32,
    trail: Vec<(u32, Cell)>,
    guards: Vec<Guard>,
    /// The end of the current path has been passed: `return`, `raise`, `break`.
    pub(super) dead: bool,
    stamps: Vec<u32>,
    stamp: u32,
    /// Work done on joins, to be charged to the fuel.
    pub(super) work: u64,
}

impl State {
    /// Room for `variables` variables, and as many counters of how often each was bound.
    pub(super) fn new(variables: usize) -> State {
        State {
            cells: vec![Cell::Absent; variables * 2],
            variables: variables as u32,
            trail: Vec::new(),
            guards: Vec::new(),
            dead: false,
            stamps: Vec::new(),
            stamp: 0,
            work: 0,
        }
    }

    fn write(&mut self, index: u32, cell: Cell) {
        let at = index as usize;
        if at >= self.cells.len() {
            self.cells.resize(at + 1, Cell::Absent);
        }
        let old = std::mem::replace(&mut self.cells[at], cell);
        self.trail.push((index, old));
        for guard in &mut self.guards {
            guard.pending.push(index);
        }
        self.work += 1;
    }

    // ---- variables

    pub(super) fn variable(&self, id: VarId) -> Option<&Value> {
        match &self.cells[id.0 as usize] {
            Cell::Value(value) => Some(value),
            _ => None,
        }
    }

    /// Assign to a variable; a variable that several living activations share keeps its old value too.
    pub(super) fn assign(&mut self, id: VarId, value: Value) {
        let shared = self.bindings(id) >= 2;
        let value = match self.variable(id) {
            Some(old) if shared => value.joined(old),
            _ => value,
        };
        self.write(id.0, Cell::Value(value));
    }

    /// Narrow what is known of a variable: its value did not change, we learnt about it.
    pub(super) fn refine(&mut self, id: VarId, value: Value) {
        if self.bindings(id) < 2 {
            self.write(id.0, Cell::Value(value));
        }
    }

    /// A new activation binds the variable: to a value, or to nothing yet.
    pub(super) fn bind(&mut self, id: VarId, value: Option<Value>, captured: bool) {
        if captured {
            let count = self.bindings(id).saturating_add(1).min(2);
            self.write(self.variables + id.0, Cell::Bound(count));
        }
        match value {
            Some(value) => self.assign(id, value),
            None if self.bindings(id) < 2 => self.write(id.0, Cell::Absent),
            None => {}
        }
    }

    fn bindings(&self, id: VarId) -> u8 {
        match self.cells[(self.variables + id.0) as usize] {
            Cell::Bound(count) => count,
            _ => 0,
        }
    }

    // ---- heap

    fn place(&self, id: HeapId) -> u32 {
        self.variables * 2 + id.0
    }

    pub(super) fn object(&self, id: HeapId) -> Option<&Rc<Object>> {
        match self.cells.get(self.place(id) as usize) {
            Some(Cell::Object(object)) => Some(object),
            _ => None,
        }
    }

    /// Replace an object; a summary keeps what it was as well.
    pub(super) fn update(&mut self, id: HeapId, object: Object) {
        let object = match self.object(id) {
            Some(old) if id.is_summary() => {
                let mut joined = (**old).clone();
                joined.join(&object);
                joined
            }
            _ => object,
        };
        self.write(self.place(id), Cell::Object(Rc::new(object)));
    }

    /// Make a new object at `recent`. If there is one from an earlier time round, that one becomes
    /// part of the summary of the older objects, and everything that referred to it follows. Says whether
    /// there was one.
    pub(super) fn allocate(&mut self, recent: HeapId, mut object: Object) -> bool {
        let previous = self.object(recent).cloned();
        let moves = previous.is_some();
        if let Some(previous) = previous {
            let older = recent.older();
            self.redirect(recent, older);
            object.each_value_mut(&mut |value| redirect_value(value, recent, older));
            let mut previous = (*previous).clone();
            previous.each_value_mut(&mut |value| redirect_value(value, recent, older));
            self.update(older, previous);
        }
        self.write(self.place(recent), Cell::Object(Rc::new(object)));
        moves
    }

    /// Keep `values` in a cell of their own, so that they follow what becomes of the objects they refer to.
    pub(super) fn hold(&mut self, slot: HeapId, values: Vec<Value>) {
        self.write(self.place(slot), Cell::Held(values));
    }

    /// What [`Self::hold`] kept.
    pub(super) fn release(&mut self, slot: HeapId) -> Vec<Value> {
        let at = self.place(slot) as usize;
        let cell = self.cells.get_mut(at);
        // The trail knows since `hold` that there was nothing before.
        match cell.map(|cell| std::mem::replace(cell, Cell::Absent)) {
            Some(Cell::Held(values)) => values,
            _ => Vec::new(),
        }
    }

    fn redirect(&mut self, from: HeapId, to: HeapId) {
        self.work += self.cells.len() as u64 / 8;
        for index in 0..self.cells.len() {
            match &self.cells[index] {
                Cell::Value(value) if mentions(value, from) => {
                    let mut value = value.clone();
                    redirect_value(&mut value, from, to);
                    self.write(index as u32, Cell::Value(value));
                }
                Cell::Object(object) => {
                    let mut found = false;
                    object.each_ref(&mut |id| found |= id == from);
                    if found {
                        let mut object = (**object).clone();
                        object.each_value_mut(&mut |value| redirect_value(value, from, to));
                        self.write(index as u32, Cell::Object(Rc::new(object)));
                    }
                }
                Cell::Held(values) if values.iter().any(|value| mentions(value, from)) => {
                    let mut values = values.clone();
                    for value in &mut values {
                        redirect_value(value, from, to);
                    }
                    self.write(index as u32, Cell::Held(values));
                }
                _ => {}
            }
        }
    }

    // ---- branches

    pub(super) fn mark(&self) -> Mark {
        Mark(self.trail.len())
    }

    /// What has been changed since `mark`, in place.
    pub(super) fn changes(&mut self, mark: Mark) -> Delta {
        self.stamp += 1;
        self.stamps.resize(self.cells.len(), 0);
        let mut changed = Vec::new();
        let objects = self.variables * 2;
        for (index, _) in &self.trail[mark.0..] {
            let at = *index as usize;
            if self.stamps[at] != self.stamp {
                self.stamps[at] = self.stamp;
                if *index >= objects && matches!(self.cells[at], Cell::Absent) {
                    // What was held here is back where it belongs.
                    continue;
                }
                changed.push((*index, self.cells[at].clone()));
            }
        }
        self.work += changed.len() as u64;
        changed.sort_unstable_by_key(|(index, _)| *index);
        Delta(changed)
    }

    /// Go back to `mark`; what the stretch changed is returned unless its end was not reached.
    /// The state lives again.
    pub(super) fn take(&mut self, mark: Mark) -> Option<Delta> {
        let delta = if self.dead {
            None
        } else {
            Some(self.changes(mark))
        };
        self.rollback(mark);
        delta
    }

    pub(super) fn rollback(&mut self, mark: Mark) {
        while self.trail.len() > mark.0 {
            let Some((index, old)) = self.trail.pop() else {
                break;
            };
            self.cells[index as usize] = old;
            // What is thrown from here on meets the cell as it was.
            for guard in &mut self.guards {
                guard.pending.push(index);
            }
        }
        self.dead = false;
    }

    /// Go on where any of `deltas`, all relative to the present state, may have come from.
    /// With none of them the state is dead.
    pub(super) fn merge(&mut self, deltas: Vec<Delta>) {
        match deltas.len() {
            0 => self.dead = true,
            1 => deltas.into_iter().for_each(|delta| self.apply(delta)),
            _ => {
                let joined = self.join(&deltas);
                self.apply(joined);
            }
        }
    }

    /// Make the changes of `delta`.
    pub(super) fn apply(&mut self, delta: Delta) {
        for (index, cell) in delta.0 {
            self.write(index, cell);
        }
    }

    /// The union of what the ends of `deltas` hold, relative to the present state.
    pub(super) fn join(&mut self, deltas: &[Delta]) -> Delta {
        let mut joined: FxHashMap<u32, (Cell, usize)> = FxHashMap::default();
        for Delta(cells) in deltas {
            for (index, cell) in cells {
                self.work += 1;
                match joined.get_mut(index) {
                    Some((mine, count)) => {
                        mine.join(cell);
                        *count += 1;
                    }
                    None => {
                        joined.insert(*index, (cell.clone(), 1));
                    }
                }
            }
        }
        let mut cells: Vec<(u32, Cell)> = joined
            .into_iter()
            .map(|(index, (mut cell, count))| {
                if count < deltas.len() {
                    // Some end left the cell as it is now.
                    let mut here = self
                        .cells
                        .get(index as usize)
                        .cloned()
                        .unwrap_or(Cell::Absent);
                    here.join(&cell);
                    cell = here;
                }
                (index, cell)
            })
            .collect();
        cells.sort_unstable_by_key(|(index, _)| *index);
        Delta(cells)
    }

    /// Widen what differs between two heads of the same loop.
    pub(super) fn widen(&self, before: &Delta, after: &mut Delta) {
        for (index, cell) in &mut after.0 {
            let old = before.0.binary_search_by_key(index, |(index, _)| *index);
            if !old.is_ok_and(|at| before.0[at].1 == *cell) {
                cell.widen();
            }
        }
    }

    // ---- exceptions

    /// A `try` begins, whose handlers surely catch what `catches` names.
    pub(super) fn begin_guard(&mut self, catches: Raised) {
        self.guards.push(Guard {
            catches,
            ..Guard::default()
        });
    }

    /// Here something of `kinds` might be thrown.
    pub(super) fn may_raise(&mut self, mut kinds: Raised) {
        for guard in self.guards.iter_mut().rev() {
            if kinds.is_nothing() {
                return;
            }
            guard.thrown = guard.thrown.or(kinds);
            kinds = kinds.without(guard.catches);
            guard.pending.sort_unstable();
            guard.pending.dedup();
            for index in guard.pending.drain(..) {
                let cell = self.cells.get(index as usize).unwrap_or(&Cell::Absent);
                match guard.seen.get_mut(&index) {
                    Some(seen) => seen.join(cell),
                    None => {
                        guard.seen.insert(index, cell.clone());
                    }
                }
            }
        }
    }

    /// The `try` ends: what its handlers may find, or `None` where nothing could be thrown.
    /// To be used after the state has been rolled back to where the `try` began.
    pub(super) fn end_guard(&mut self) -> Option<Thrown> {
        let guard = self.guards.pop()?;
        let mut cells: Vec<(u32, Cell)> = guard.seen.into_iter().collect();
        cells.sort_unstable_by_key(|(index, _)| *index);
        let thrown = Thrown {
            seen: Delta(cells),
            kinds: guard.thrown,
        };
        (!guard.thrown.is_nothing()).then_some(thrown)
    }

    /// Enter the handlers: every cell as it was when the `try` began, or as it was when something
    /// was thrown.
    pub(super) fn enter_handlers(&mut self, thrown: &Thrown) {
        let joined = self.join(&[thrown.seen.clone(), Delta::default()]);
        self.apply(joined);
    }
}

pub(super) fn mentions(value: &Value, id: HeapId) -> bool {
    value.refs.contains(&id)
        || value.callables().iter().any(|callable| match callable {
            Callable::Closure {
                receiver: Some(receiver),
                ..
            }
            | Callable::Method { receiver, .. } => mentions(receiver, id),
            _ => false,
        })
}

pub(super) fn redirect_value(value: &mut Value, from: HeapId, to: HeapId) {
    if !mentions(value, from) {
        return;
    }
    if let Some(at) = value.refs.iter().position(|id| *id == from) {
        value.refs.remove(at);
        if let Err(at) = value.refs.binary_search(&to) {
            value.refs.insert(at, to);
        }
    }
    if let Some(callables) = &mut value.callables {
        for callable in Rc::make_mut(callables) {
            if let Callable::Closure {
                receiver: Some(receiver),
                ..
            }
            | Callable::Method { receiver, .. } = callable
            {
                redirect_value(receiver, from, to);
            }
        }
    }
}
