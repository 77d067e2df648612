//! Children that are started before they are needed. Each is used once.

use std::io;
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use code::Language;
use runner::Limits;

use crate::Stop;
use crate::child::{Child, Worker};

/// Where the executables are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workers {
    /// Runs JavaScript.
    pub javascript: Worker,
    /// Runs Python, where it is installed.
    pub python: Option<Worker>,
}

impl Workers {
    fn of(&self, language: Language) -> Option<&Worker> {
        match language {
            Language::JavaScript => Some(&self.javascript),
            Language::Python => self.python.as_ref(),
        }
    }
}

/// How long after a stop somebody may still wait for a seat.
const PATIENCE: Duration = Duration::from_millis(50);

/// Hands out children. At most so many live at a time as the machine can serve; one spare of each language waits
/// besides, where that is wanted.
#[derive(Debug)]
pub(crate) struct Children {
    workers: Workers,
    /// How many may live, and how many do.
    most: usize,
    living: Mutex<usize>,
    one_ended: Condvar,
    nursery: Option<Nursery>,
}

/// A child, and the right to have it.
pub(crate) struct Hired<'c> {
    pub(crate) child: Child,
    pub(crate) seat: Seat<'c>,
}

/// The right to have a child.
pub(crate) struct Seat<'c>(&'c Children);

/// Why there is no child.
#[derive(Debug)]
pub(crate) enum NoChild {
    /// The executable for this language is missing.
    NoWorker,
    /// Nobody wants it any more.
    Stopped,
    /// It could not be started.
    NotStarted(io::Error),
}

impl Children {
    /// `warm`: keep a spare of each language that has been asked for.
    pub(crate) fn new(workers: Workers, warm: bool) -> Children {
        let cores = thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Children {
            nursery: warm.then(|| Nursery::new(workers.clone())),
            workers,
            most: (2 * cores).max(4),
            living: Mutex::new(0),
            one_ended: Condvar::new(),
        }
    }

    /// A child with these limits: the spare if there is one, else a new one. Waits while too many live.
    pub(crate) fn hire(
        &self,
        language: Language,
        limits: Limits,
        stop: &Stop,
    ) -> Result<Hired<'_>, NoChild> {
        let worker = self.workers.of(language).ok_or(NoChild::NoWorker)?;
        let seat = self.sit(stop).ok_or(NoChild::Stopped)?;
        let spare = self
            .nursery
            .as_ref()
            .and_then(|nursery| nursery.take(language, limits));
        let child = match spare {
            Some(child) => child,
            None => Child::start(worker, limits).map_err(NoChild::NotStarted)?,
        };
        Ok(Hired { child, seat })
    }

    /// Starts a spare, if none waits.
    pub(crate) fn prepare(&self, language: Language, limits: Limits) {
        if let Some(nursery) = &self.nursery {
            nursery.order(language, limits);
        }
    }

    /// Waits while too many live; `None` where it is stopped before.
    fn sit(&self, stop: &Stop) -> Option<Seat<'_>> {
        let mut living = self.living.lock().unwrap_or_else(PoisonError::into_inner);
        while *living >= self.most && !stop.is_stopped() {
            let waited = self.one_ended.wait_timeout(living, PATIENCE);
            living = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        if stop.is_stopped() {
            return None;
        }
        *living += 1;
        Some(Seat(self))
    }
}

impl Drop for Seat<'_> {
    fn drop(&mut self) {
        *self.0.living.lock().unwrap_or_else(PoisonError::into_inner) -= 1;
        self.0.one_ended.notify_one();
    }
}

/// Starts spares on a thread of its own, which lives as long as they may: they die with the thread that started them.
#[derive(Debug)]
struct Nursery {
    spares: Arc<Mutex<Vec<(Language, Child)>>>,
    orders: Option<Sender<(Language, Limits)>>,
    thread: Option<thread::JoinHandle<()>>,
}

impl Nursery {
    fn new(workers: Workers) -> Nursery {
        let spares = Arc::new(Mutex::new(Vec::new()));
        let (orders, ordered) = channel::<(Language, Limits)>();
        let waiting = Arc::clone(&spares);
        let thread = thread::spawn(move || {
            for (language, limits) in ordered {
                let is_there = is_ready(&mut lock(&waiting), language, limits);
                let started = workers.of(language).filter(|_| !is_there);
                // A spare that cannot be started is no news: the one that is needed will say so.
                if let Some(Ok(child)) = started.map(|worker| Child::start(worker, limits)) {
                    lock(&waiting).push((language, child));
                }
            }
            lock(&waiting).clear();
        });
        Nursery {
            spares,
            orders: Some(orders),
            thread: Some(thread),
        }
    }

    fn order(&self, language: Language, limits: Limits) {
        if let Some(orders) = &self.orders {
            let _ = orders.send((language, limits));
        }
    }

    fn take(&self, language: Language, limits: Limits) -> Option<Child> {
        let mut spares = lock(&self.spares);
        let at = spares
            .iter()
            .position(|(known, child)| *known == language && child.limits == limits)?;
        let (_, mut child) = spares.swap_remove(at);
        drop(spares);
        child.is_alive().then_some(child)
    }
}

impl Drop for Nursery {
    fn drop(&mut self) {
        self.orders = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Whether a spare of the language with these limits waits. One that is of no use any more goes.
fn is_ready(spares: &mut Vec<(Language, Child)>, language: Language, limits: Limits) -> bool {
    spares.retain_mut(|(known, child)| {
        *known != language || (child.limits == limits && child.is_alive())
    });
    spares.iter().any(|(known, _)| *known == language)
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
