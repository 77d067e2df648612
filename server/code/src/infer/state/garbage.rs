//! Objects that a path can no longer reach: what becomes of them elsewhere is nothing to it, and what they are there
//! is nothing to the others.

use rustc_hash::FxHashSet;

use super::{Cell, Delta, State, site_bit};
use crate::infer::value::HeapId;

/// More objects than these are not looked for.
const MOST_CANDIDATES: usize = 24;

impl State {
    /// Forget, in each of `ends`, the objects that nothing refers to there any more, where another of them has written
    /// to the same objects: joined they would look as if that had been done on some paths only. `is_root` says what is
    /// referred to from outside the cells; `all` asks for objects that have been made since as well.
    pub(in crate::infer) fn forget_garbage(
        &mut self,
        ends: &mut [Delta],
        all: bool,
        is_root: impl Fn(HeapId) -> bool,
    ) {
        if ends.len() < 2 {
            return;
        }
        for at in 0..ends.len() {
            let mut garbage = self.dropped(ends, at, all);
            garbage.retain(|id| !is_root(*id));
            if garbage.is_empty() || garbage.len() > MOST_CANDIDATES {
                continue;
            }
            self.keep_mentioned(&ends[at], &mut garbage);
            for id in garbage {
                let place = self.place(id);
                let cells = &mut ends[at].0;
                match cells.binary_search_by_key(&place, |(index, _)| *index) {
                    Ok(found) => cells[found].1 = Cell::Absent,
                    Err(before) => cells.insert(before, (place, Cell::Absent)),
                }
            }
        }
    }

    /// Objects written by another end that a variable has stopped to refer to in this one.
    fn dropped(&self, ends: &[Delta], at: usize, all: bool) -> FxHashSet<HeapId> {
        let objects = self.variables * 2;
        let written_elsewhere = |id: HeapId| {
            let place = self.place(id);
            let mut others = ends.iter().enumerate().filter(|(other, _)| *other != at);
            others.any(|(_, Delta(cells))| {
                let found = cells.binary_search_by_key(&place, |(index, _)| *index);
                found.is_ok_and(|found| matches!(cells[found].1, Cell::Object(_)))
            })
        };
        let mut dropped = FxHashSet::default();
        for (index, cell) in &ends[at].0 {
            match (cell, self.cells.get(*index as usize)) {
                (Cell::Value(new), Some(Cell::Value(old))) if *index < objects => {
                    let gone = old.refs.iter().filter(|id| !new.refs.contains(id));
                    dropped.extend(gone.filter(|id| written_elsewhere(**id)));
                }
                (Cell::Object(_), _) if all && *index >= objects => {
                    let id = HeapId(*index - objects);
                    dropped.extend(Some(id).filter(|id| written_elsewhere(*id)));
                }
                _ => {}
            }
        }
        dropped
    }

    /// Take out of `garbage` what is referred to at `end` by anything that is not garbage itself.
    fn keep_mentioned(&mut self, end: &Delta, garbage: &mut FxHashSet<HeapId>) {
        let mask = garbage.iter().fold(0, |mask, id| mask | site_bit(*id));
        let mut holders: Vec<(u32, &Cell)> = Vec::new();
        let mut changed = end.0.iter().peekable();
        for (index, cell) in self.cells.iter().enumerate() {
            let index = index as u32;
            match changed.next_if(|(at, _)| *at == index) {
                Some((_, cell)) => holders.push((index, cell)),
                None if self.sites[index as usize] & mask != 0 => holders.push((index, cell)),
                None => {}
            }
        }
        holders.extend(changed.map(|(index, cell)| (*index, cell)));
        self.work += (self.cells.len() / 8 + holders.len()) as u64;
        loop {
            let before = garbage.len();
            for (index, cell) in &holders {
                let own = index.checked_sub(self.variables * 2).map(HeapId);
                if own.is_some_and(|id| garbage.contains(&id)) {
                    continue;
                }
                cell.each_ref(&mut |id| {
                    garbage.remove(&id);
                });
            }
            if garbage.len() == before || garbage.is_empty() {
                return;
            }
        }
    }
}
