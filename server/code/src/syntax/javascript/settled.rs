//! Judging code again after a small change.
//!
//! What somebody types stands behind statements that were right a letter ago, and those are right now, unless one of
//! their names is declared again. So only what follows them is read, which has to lead to the same words as reading all
//! of it; where that is not sure, all of it is read.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rustc_hash::FxHashMap;
use smol_str::SmolStr;
use text::{Change, TextSize};

use super::judge::{Fault, Verdict, judge};
use super::scene::Scene;
use super::statements::{Outermost, Statements};
use super::{fenced, refusal};
use crate::syntax::{SyntaxError, stack};
use crate::{Host, Source};

/// Shorter code is read in no time.
const LEAST_BYTES: usize = 4 << 10;

/// Larger code is not remembered.
const MOST_BYTES: usize = 1 << 20;

/// So many are remembered.
const MOST: usize = 4;

/// Of the statements that have not changed so many are read nevertheless: explanations look at a few tokens before the
/// place of a fault.
const READ_AGAIN: usize = 3;

/// Code without a fault that was judged lately. To be shared between threads.
#[derive(Debug, Default)]
pub(crate) struct Settled {
    /// The latest last.
    known: Mutex<Vec<Arc<Sound>>>,
}

/// Code without a fault.
#[derive(Debug)]
struct Sound {
    host: Host,
    text: Box<str>,
    /// Its outermost statements, in order: those that end where they end, whatever follows.
    statements: Vec<Closed>,
    /// The names that they bind, each with its first declaration.
    names: FxHashMap<SmolStr, TextSize>,
}

/// A statement that is known to be right.
#[derive(Debug, Clone, Copy)]
struct Closed {
    end: u32,
    /// What follows may be read by itself.
    may_be_left_out: bool,
    /// How deep the code up to its end may nest.
    depth: usize,
}

impl Settled {
    /// As [`super::check`], with the same result, but with a look at what was judged before. Sees to its own room.
    pub(crate) fn check(&self, source: &Source<'_>) -> Option<SyntaxError> {
        let like = self.like(source);
        let quick = like.and_then(|(sound, head)| self.check_rest(source, &sound, head));
        quick.unwrap_or_else(|| {
            let verdict = stack::with_room(source.text, || judge(source, 0))?;
            match verdict {
                Verdict::Refused(fault) => {
                    return stack::with_room(source.text, || refusal(source, &fault, 0));
                }
                Verdict::Sound(statements) => self.remember(Sound::new(source, statements)),
                Verdict::Pardoned => {}
            }
            fenced(source)
        })
    }

    /// Forget everything.
    pub(crate) fn clear(&self) {
        self.lock().clear();
    }

    /// What has most in common with `source`, and how many bytes at the beginning.
    fn like(&self, source: &Source<'_>) -> Option<(Arc<Sound>, usize)> {
        if source.text.len() < LEAST_BYTES {
            return None;
        }
        let known = self.lock();
        let known = known.iter().filter(|known| known.host == source.host);
        let common = known.map(|known| (known.clone(), known.common(source.text)));
        common.max_by_key(|(_, head)| *head)
    }

    /// The verdict on code of which the first `head` bytes are those of `sound`; `None` where that is no help.
    fn check_rest(
        &self,
        source: &Source<'_>,
        sound: &Sound,
        head: usize,
    ) -> Option<Option<SyntaxError>> {
        if head == source.text.len() && head == sound.text.len() {
            return Some(fenced(source));
        }
        let (last, same) = sound.left_out(head)?;
        let known = sound.statements[last];
        let from = known.end as usize;
        stack::with_room_behind(source.text, from, known.depth, || {
            match judge(source, from) {
                // Of faults that names make, one may be earlier.
                Verdict::Refused(fault) if fault.grammar && is_behind(&fault, same) => {
                    Some(Some(refusal(source, &fault, from)))
                }
                Verdict::Sound(rest) if !sound.clashes(from, &rest) => {
                    self.remember(sound.with(source, last, rest));
                    Some(fenced(source))
                }
                _ => None,
            }
        })?
    }

    /// In the place of what it has come from.
    fn remember(&self, sound: Option<Sound>) {
        let Some(sound) = sound else {
            return;
        };
        let mut known = self.lock();
        let is_former = |known: &Arc<Sound>| {
            known.host == sound.host && 2 * known.common(&sound.text) > known.text.len()
        };
        match known.iter().position(is_former) {
            Some(former) => drop(known.remove(former)),
            None if known.len() == MOST => drop(known.remove(0)),
            None => {}
        }
        known.push(Arc::new(sound));
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Arc<Sound>>> {
        // Every state in between is a valid one.
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn is_behind(fault: &Fault, place: u32) -> bool {
    u32::from(fault.range.start()) >= place
}

impl Sound {
    /// `None` where it is not worth it, or nothing can be left out.
    fn new(source: &Source<'_>, statements: Statements) -> Option<Self> {
        let wanted = matches!(source.host, Host::AsyncBody | Host::Eval)
            && (LEAST_BYTES..=MOST_BYTES).contains(&source.text.len())
            && !statements.is_directed;
        wanted.then(|| Self {
            host: source.host,
            text: source.text.into(),
            statements: closed(source, None, &statements),
            names: statements.names,
        })
    }

    /// What it has become: `rest` has taken the place of what followed statement `last`.
    fn with(&self, source: &Source<'_>, last: usize, rest: Statements) -> Option<Self> {
        let mut statements = self.statements[..=last].to_vec();
        let from = self.statements[last];
        statements.extend(closed(source, Some(from), &rest));
        let before = |first: &TextSize| u32::from(*first) < from.end;
        let mut names = rest.names;
        let kept = self.names.iter().filter(|(_, first)| before(first));
        names.extend(kept.map(|(name, first)| (name.clone(), *first)));
        (source.text.len() <= MOST_BYTES).then(|| Self {
            host: self.host,
            text: source.text.into(),
            statements,
            names,
        })
    }

    /// So many bytes at the beginning are the same.
    fn common(&self, text: &str) -> usize {
        match Change::between(&self.text, text) {
            Some(change) => change.old.start,
            None if *self.text == *text => text.len(),
            None => 0,
        }
    }

    /// The last statement that need not be read again where the first `head` bytes are the same, and the end of those
    /// that are surely the same.
    fn left_out(&self, head: usize) -> Option<(usize, u32)> {
        let same = self
            .statements
            .partition_point(|known| known.end as usize <= head);
        let before = &self.statements[..same.checked_sub(READ_AGAIN)?];
        let last = before.iter().rposition(|known| known.may_be_left_out)?;
        Some((last, self.statements[same - 1].end))
    }

    /// Whether `rest` binds a name that is bound before byte `from` too.
    fn clashes(&self, from: usize, rest: &Statements) -> bool {
        let before = |name| {
            self.names
                .get(name)
                .is_some_and(|first| usize::from(*first) < from)
        };
        rest.is_directed || rest.names.keys().any(before)
    }
}

/// What there is to know of `statements`, which follow `last`.
fn closed(source: &Source<'_>, last: Option<Closed>, statements: &Statements) -> Vec<Closed> {
    let (mut start, mut depth) = last.map_or((0, 0), |last| (last.end as usize, last.depth));
    let mut are_settled = true;
    let mut found = Vec::new();
    for (at, statement) in statements.all.iter().enumerate() {
        if !statement.is_closed {
            continue;
        }
        let end = usize::from(statement.range.end());
        are_settled = are_settled && is_settled(source, start, end);
        depth += stack::nest(&source.text[start..end]);
        let next = statements.all.get(at + 1);
        found.push(Closed {
            end: end as u32,
            may_be_left_out: are_settled && next.is_some_and(|next| may_begin(source, next)),
            depth,
        });
        start = end;
    }
    found
}

/// Whether what stands from `start` to `end`, whole statements, tells nothing of what follows.
fn is_settled(source: &Source<'_>, start: usize, end: usize) -> bool {
    let source = source.with_text(&source.text[..end]);
    let fault = Fault::at_end(source.text);
    Scene::new(&source, &fault, start).is_settled()
}

/// Whether it is read as what it is even if nothing stands before it.
fn may_begin(source: &Source<'_>, statement: &Outermost) -> bool {
    !statement.is_text && !source.text[statement.range].starts_with('/')
}
