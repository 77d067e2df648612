//! Taking times on a machine that does other things too.

use std::time::{Duration, Instant};

use crate::corpus::{Measured, megabytes};

/// How often everything is measured.
const ROUNDS: usize = 5;

/// The quickest of [`ROUNDS`] runs over each item: the loss of a time slice strikes few items in every round.
pub(crate) fn quickest<T>(items: &[T], mut work: impl FnMut(&T)) -> Vec<Duration> {
    quickest_of_rounds(items, || (), |(), item| work(item))
}

/// The same, with something that each round begins anew.
pub(crate) fn quickest_of_rounds<T, S>(
    items: &[T],
    begin: impl Fn() -> S,
    mut work: impl FnMut(&mut S, &T),
) -> Vec<Duration> {
    let mut best = vec![Duration::MAX; items.len()];
    for _ in 0..ROUNDS {
        let mut state = begin();
        for (best, item) in best.iter_mut().zip(items) {
            let start = Instant::now();
            work(&mut state, item);
            *best = start.elapsed().min(*best);
        }
    }
    best
}

/// A line of the table: a step over all its input, and its floor.
pub(crate) struct Stage<'i, T> {
    name: String,
    items: &'i [T],
    time: Duration,
    floor: Option<(&'static str, Duration)>,
}

impl<'i, T: Measured> Stage<'i, T> {
    pub(crate) fn new(name: impl Into<String>, items: &'i [T]) -> Self {
        Self {
            name: name.into(),
            items,
            time: Duration::ZERO,
            floor: None,
        }
    }

    pub(crate) fn work(mut self, work: impl FnMut(&T)) -> Self {
        self.time = quickest(self.items, work).iter().sum();
        self
    }

    pub(crate) fn work_each_round<S>(
        mut self,
        begin: impl Fn() -> S,
        work: impl FnMut(&mut S, &T),
    ) -> Self {
        self.time = quickest_of_rounds(self.items, begin, work).iter().sum();
        self
    }

    pub(crate) fn floor(mut self, name: &'static str, work: impl FnMut(&T)) -> Self {
        self.floor = Some((name, quickest(self.items, work).iter().sum()));
        self
    }

    pub(crate) fn print(self) {
        let bytes: usize = self.items.iter().map(Measured::bytes).sum();
        if bytes == 0 {
            return;
        }
        let speed = |time: Duration| megabytes(bytes) / time.as_secs_f64();
        print!(
            "{:<22} {:>9.2} {:>9.1}",
            self.name,
            megabytes(bytes),
            speed(self.time)
        );
        if let Some((name, floor)) = self.floor {
            let ratio = self.time.as_secs_f64() / floor.as_secs_f64();
            print!(" {:>9.1} {ratio:>7.2}  {name}", speed(floor));
        }
        println!();
    }
}
