//! The state of the abstract machine: variables and heap as one row of cells with a trail.
//!
//! A branch is run in place; [`State::take`] then lifts out what it changed and rolls back, so
//! that a join costs as much as was changed, not as much as there is. While a `try` is active the
//! state also gathers, for its handlers, what every cell held whenever something might have thrown.

mod garbage;

use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::heap::Object;
use super::raised::Raised;
use super::value::{Callable, HeapId, Value};
use crate::ir::VarId;

/// One variable or object.
#[derive(Debug, Clone)]
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

impl PartialEq for Cell {
    fn eq(&self, other: &Cell) -> bool {
        match (self, other) {
            (Cell::Absent, Cell::Absent) => true,
            (Cell::Value(mine), Cell::Value(theirs)) => mine == theirs,
            (Cell::Object(mine), Cell::Object(theirs)) => {
                Rc::ptr_eq(mine, theirs) || mine == theirs
            }
            (Cell::Bound(mine), Cell::Bound(theirs)) => mine == theirs,
            (Cell::Held(mine), Cell::Held(theirs)) => mine == theirs,
            _ => false,
        }
    }
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

    /// One bit for each site that it may refer to; several sites share a bit.
    fn sites(&self) -> Sites {
        let mut sites = 0;
        self.each_ref(&mut |id| sites |= site_bit(id));
        sites
    }

    /// Every object that it refers to.
    fn each_ref(&self, act: &mut impl FnMut(HeapId)) {
        match self {
            Cell::Value(value) => each_mentioned(value, act),
            Cell::Object(object) => object.each_value(&mut |value| each_mentioned(value, act)),
            Cell::Held(values) => values.iter().for_each(|value| each_mentioned(value, act)),
            Cell::Absent | Cell::Bound(_) => {}
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

/// A set of allocation sites, one bit for several of them.
type Sites = u64;

/// Nothing is known of what a cell refers to.
const ANY_SITE: Sites = Sites::MAX;

fn site_bit(id: HeapId) -> Sites {
    1 << (id.0 / 2 % Sites::BITS)
}

/// What a cell was before it was written.
#[derive(Debug)]
struct Written {
    index: u32,
    cell: Cell,
    sites: Sites,
}

/// A point of the trail to come back to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark(usize);

/// What a stretch of execution changed: cells and what they hold at its end, by index.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Delta(Vec<(u32, Cell)>);

/// What code that nobody waits for has written.
#[derive(Debug, Default)]
struct Recording {
    /// It has been interrupted: what it writes from here on, it writes later.
    begun: bool,
    /// Objects that it has made itself.
    made: FxHashSet<u32>,
    written: FxHashSet<u32>,
}

/// What a cell is for.
#[derive(Debug, Clone, Copy)]
pub(super) enum Place {
    Variable(VarId),
    Object(HeapId),
}

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
    /// What each cell may refer to at most, found out when it is next asked for.
    sites: Vec<Sites>,
    variables: u32,
    trail: Vec<Written>,
    guards: Vec<Guard>,
    recordings: Vec<Recording>,
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
            sites: vec![0; variables * 2],
            variables: variables as u32,
            trail: Vec::new(),
            guards: Vec::new(),
            recordings: Vec::new(),
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
            self.sites.resize(at + 1, 0);
        }
        self.trail.push(Written {
            index,
            cell: std::mem::replace(&mut self.cells[at], cell),
            sites: std::mem::replace(&mut self.sites[at], ANY_SITE),
        });
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
        self.record(id.0);
        self.write(id.0, Cell::Value(value));
    }

    /// Whatever is assigned to the variable from here on, it may hold anything.
    pub(super) fn loosen(&mut self, id: VarId) {
        let value = self.variable(id).cloned().unwrap_or_default();
        self.assign(id, Value::unknown().joined(&value));
        self.write(self.variables + id.0, Cell::Bound(2));
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
        self.record(self.place(id));
        self.write(self.place(id), Cell::Object(Rc::new(object)));
    }

    /// Make a new object at `recent`. If there is one from an earlier time round, that one becomes
    /// part of the summary of the older objects, and everything that referred to it follows. Says whether
    /// there was one.
    pub(super) fn allocate(&mut self, recent: HeapId, mut object: Object) -> bool {
        let previous = self.object(recent).cloned();
        let moves = previous.is_some();
        let made = [recent, recent.older()].map(|id| self.place(id));
        for recording in &mut self.recordings {
            recording.made.extend(made);
        }
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
        if let Some(sites) = self.sites.get_mut(at) {
            *sites = 0;
        }
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
            if self.sites[index] & site_bit(from) == 0 {
                continue;
            }
            self.sites[index] = self.cells[index].sites();
            if self.sites[index] & site_bit(from) == 0 {
                continue;
            }
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
        for Written { index, .. } in &self.trail[mark.0..] {
            let at = *index as usize;
            if self.stamps[at] != self.stamp {
                self.stamps[at] = self.stamp;
                if *index >= objects && matches!(self.cells[at], Cell::Absent) {
                    // What was held here is back where it belongs.
                    continue;
                }
                changed.push(*index);
            }
        }
        self.work += changed.len() as u64;
        changed.sort_unstable();
        let cell = |index: u32| (index, self.cells[index as usize].clone());
        Delta(changed.into_iter().map(cell).collect())
    }

    /// Go back to `mark`; what the stretch changed is returned unless its end was not reached.
    /// The state lives again.
    pub(super) fn take(&mut self, mark: Mark) -> Option<Delta> {
        if self.dead {
            self.rollback(mark);
            return None;
        }
        self.stamp += 1;
        self.stamps.resize(self.cells.len(), 0);
        let objects = self.variables * 2;
        // What a cell holds at the end comes first on the way back.
        let mut order: Vec<(u32, u32)> = Vec::new();
        let mut ends: Vec<Cell> = Vec::new();
        while self.trail.len() > mark.0 {
            let Some(old) = self.trail.pop() else {
                break;
            };
            let at = old.index as usize;
            let now = std::mem::replace(&mut self.cells[at], old.cell);
            self.sites[at] = old.sites;
            // What is thrown from here on meets the cell as it was.
            for guard in &mut self.guards {
                guard.pending.push(old.index);
            }
            let seen = std::mem::replace(&mut self.stamps[at], self.stamp) == self.stamp;
            // What was held here is back where it belongs.
            let is_free = old.index >= objects && matches!(now, Cell::Absent);
            if !seen && !is_free {
                order.push((old.index, ends.len() as u32));
                ends.push(now);
            }
        }
        self.work += ends.len() as u64;
        order.sort_unstable();
        let end = |(index, at): (u32, u32)| {
            let cell = std::mem::replace(&mut ends[at as usize], Cell::Absent);
            (index, cell)
        };
        Some(Delta(order.into_iter().map(end).collect()))
    }

    pub(super) fn rollback(&mut self, mark: Mark) {
        while self.trail.len() > mark.0 {
            let Some(old) = self.trail.pop() else {
                break;
            };
            self.cells[old.index as usize] = old.cell;
            self.sites[old.index as usize] = old.sites;
            // What is thrown from here on meets the cell as it was.
            for guard in &mut self.guards {
                guard.pending.push(old.index);
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
                let joined = self.join(deltas);
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
    pub(super) fn join(&mut self, mut deltas: Vec<Delta>) -> Delta {
        let ends = deltas.len();
        let mut order: Vec<(u32, u32, u32)> = Vec::new();
        for (end, Delta(cells)) in deltas.iter().enumerate() {
            let places = cells.iter().enumerate();
            order.extend(places.map(|(at, (index, _))| (*index, end as u32, at as u32)));
        }
        self.work += order.len() as u64;
        // Runs in order, one for each end: a sort that merges them.
        order.sort();
        let mut cell = |(_, end, at): (u32, u32, u32)| {
            let cell = &mut deltas[end as usize].0[at as usize].1;
            std::mem::replace(cell, Cell::Absent)
        };
        let same = order.chunk_by(|(one, ..), (other, ..)| one == other);
        let joined = same.map(|places| {
            let index = places[0].0;
            let mut joined = cell(places[0]);
            for place in &places[1..] {
                joined.join(&cell(*place));
            }
            if places.len() < ends {
                joined = self.or_here(index, joined);
            }
            (index, joined)
        });
        Delta(joined.collect())
    }

    /// What some ends made of a cell that another left as it is now.
    fn or_here(&self, index: u32, cell: Cell) -> Cell {
        match self.cells.get(index as usize) {
            None | Some(Cell::Absent) => cell,
            Some(here) => {
                let mut here = here.clone();
                here.join(&cell);
                here
            }
        }
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

    // ---- code that runs later

    fn record(&mut self, index: u32) {
        for recording in &mut self.recordings {
            if recording.begun {
                recording.written.insert(index);
            }
        }
    }

    /// Record what is written, if it has not `begun` yet from the next interruption on.
    pub(super) fn begin_recording(&mut self, begun: bool) {
        self.recordings.push(Recording {
            begun,
            ..Recording::default()
        });
    }

    /// An `await`: other code runs before what follows.
    pub(super) fn interrupt(&mut self) {
        for recording in &mut self.recordings {
            recording.begun = true;
        }
    }

    /// What has been written since, but for the objects that were made since as well.
    pub(super) fn end_recording(&mut self) -> Vec<Place> {
        let Some(mut recording) = self.recordings.pop() else {
            return Vec::new();
        };
        let made = &recording.made;
        recording.written.retain(|index| !made.contains(index));
        let mut written: Vec<u32> = recording.written.into_iter().collect();
        written.sort_unstable();
        let objects = self.variables * 2;
        let place = |index: u32| match index.checked_sub(objects) {
            Some(id) => Place::Object(HeapId(id)),
            None => Place::Variable(VarId(index)),
        };
        written.into_iter().map(place).collect()
    }

    // ---- exceptions

    /// A `try` begins, whose handlers surely catch what `catches` names.
    pub(super) fn begin_guard(&mut self, catches: Raised) {
        self.guards.push(Guard {
            catches,
            ..Guard::default()
        });
    }

    /// Something stands around that takes notice of what is thrown.
    pub(super) fn is_guarded(&self) -> bool {
        !self.guards.is_empty()
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
        let joined = self.join(vec![thrown.seen.clone(), Delta::default()]);
        self.apply(joined);
    }
}

/// The objects that `value` mentions, those that its methods are bound to among them.
fn each_mentioned(value: &Value, act: &mut impl FnMut(HeapId)) {
    value.refs.iter().copied().for_each(&mut *act);
    for callable in value.callables() {
        if let Callable::Closure {
            receiver: Some(receiver),
            ..
        }
        | Callable::Method { receiver, .. } = callable
        {
            each_mentioned(receiver, act);
        }
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
