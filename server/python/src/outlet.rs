//! What comes out of the interpreter: printed lines while it runs, and one answer at its end.

use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use runner::{Answer, Failure, Limits, Log, Turn};

static OUTLET: Mutex<Outlet> = Mutex::new(Outlet::CLOSED);

struct Outlet {
    since: Option<Instant>,
    /// Bytes of logs that may still be kept.
    room: usize,
    /// Where the answer goes, until there is one.
    answer: Option<Sender<Answer>>,
    logs: Vec<Log>,
    cut: bool,
    /// What was printed since the last line's end: standard output, standard error.
    open: [String; 2],
}

impl Outlet {
    const CLOSED: Outlet = Outlet {
        since: None,
        room: 0,
        answer: None,
        logs: Vec::new(),
        cut: false,
        open: [String::new(), String::new()],
    };

    fn line(&mut self, error: bool, text: String) {
        if text.len() > self.room {
            self.cut = true;
            self.room = 0;
            return;
        }
        self.room -= text.len();
        self.logs.push(Log { error, text });
    }
}

/// Makes room for logs; the answer will come out of the receiver.
pub(crate) fn open(limits: &Limits) -> Receiver<Answer> {
    let (answer, answers) = mpsc::channel();
    let mut outlet = lock();
    outlet.room = limits.logs;
    outlet.answer = Some(answer);
    answers
}

/// Starts the clock.
pub(crate) fn start() {
    lock().since = Some(Instant::now());
}

/// Keeps what was printed: whole lines are logged, the rest waits for its end.
pub(crate) fn print(error: bool, text: &str) {
    let mut outlet = lock();
    let outlet = &mut *outlet;
    for piece in text.split_inclusive('\n') {
        let open = &mut outlet.open[usize::from(error)];
        if open.len() <= outlet.room {
            open.push_str(piece.strip_suffix('\n').unwrap_or(piece));
        }
        if piece.ends_with('\n') {
            let line = std::mem::take(open);
            outlet.line(error, line);
        }
    }
}

/// Puts `word` in the place of what was printed so far, line by line; lines without are forgotten.
pub(crate) fn reword(word: impl Fn(&str) -> Option<String>) {
    let mut outlet = lock();
    let logs = std::mem::take(&mut outlet.logs);
    let reworded = logs.into_iter().filter_map(|log| {
        Some(Log {
            text: word(&log.text)?,
            ..log
        })
    });
    outlet.logs = reworded.collect();
}

/// Logs one line, whatever it contains.
pub(crate) fn log(text: String) {
    lock().line(false, text);
}

/// Puts the answer out and stops the interpreter for good, with one turn that failed.
pub(crate) fn finish_with(failure: Failure) -> ! {
    finish(failed(failure))
}

/// Puts the answer out and stops the interpreter for good: nothing can catch this, and the process ends soon.
pub(crate) fn finish(turns: Vec<Turn>) -> ! {
    let answer = answer(turns);
    let sender = lock().answer.take();
    if let Some(sender) = sender {
        let _ = sender.send(answer);
    }
    loop {
        thread::park();
    }
}

/// The answer with one turn that failed.
pub(crate) fn answer_with(failure: Failure) -> Answer {
    answer(failed(failure))
}

fn failed(failure: Failure) -> Vec<Turn> {
    vec![Turn {
        result: Err(failure),
    }]
}

fn answer(turns: Vec<Turn>) -> Answer {
    let mut outlet = lock();
    for error in [false, true] {
        let rest = std::mem::take(&mut outlet.open[usize::from(error)]);
        if !rest.is_empty() {
            outlet.line(error, rest);
        }
    }
    let elapsed = outlet.since.map_or(Duration::ZERO, |since| since.elapsed());
    Answer {
        turns,
        logs: std::mem::take(&mut outlet.logs),
        logs_cut: outlet.cut,
        static_data: None,
        microseconds: u64::try_from(elapsed.as_micros()).unwrap_or(u64::MAX),
    }
}

fn lock() -> MutexGuard<'static, Outlet> {
    OUTLET.lock().unwrap_or_else(PoisonError::into_inner)
}
