//! What the run shares with the functions that JavaScript calls.

use std::cell::{Cell, RefCell};
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use runner::{Limits, Log, Modules};

use crate::spread::{self, Insertion};

/// The state of one run.
pub(crate) struct State {
    /// The facts that the prelude reads, as JSON.
    pub(crate) facts: String,
    /// What may be required, with the sources of packages.
    pub(crate) modules: Modules,
    /// The code of the node and where it stands in the script that is evaluated.
    pub(crate) source: Source,
    /// The newer of the two versions of Node whose texts differ: 24 (n8n), not 20 (Dify).
    pub(crate) newer_node: bool,
    limits: Limits,
    began: Instant,
    pinned: Option<f64>,
    wall: f64,
    waited: Cell<f64>,
    logs: RefCell<Vec<Log>>,
    log_bytes: Cell<usize>,
    logs_cut: Cell<bool>,
    beyond: RefCell<Option<String>>,
    late: Cell<bool>,
}

/// The node's code inside the script that runs it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Source {
    /// The whole script: the wrapper's line 1 is the code's line 1.
    pub(crate) script: String,
    /// What is evaluated in its place: the same on the same lines.
    pub(crate) evaluated: String,
    /// What stands in there only.
    insertions: Vec<Insertion>,
    /// How many UTF-16 units stand before the code on line 1.
    pub(crate) indent: u32,
    /// How many lines the code has.
    pub(crate) lines: u32,
}

impl Source {
    /// `before` must hold no line break.
    pub(crate) fn new(before: &str, code: &str, after: &str) -> Source {
        let script = format!("{before}{code}{after}");
        let (evaluated, insertions) = spread::boxed(&script);
        Source {
            script,
            evaluated,
            insertions,
            indent: before.encode_utf16().count() as u32,
            lines: code.split('\n').count() as u32,
        }
    }

    /// A column of what is evaluated as a column of the script, both from 1.
    pub(crate) fn unboxed(&self, line: u32, column: u32) -> u32 {
        spread::column(&self.insertions, line, column)
    }

    /// A column of the script as a column of the code, both from 1.
    pub(crate) fn column(&self, line: u32, column: u32) -> u32 {
        match line {
            1 => column.saturating_sub(self.indent).max(1),
            _ => column,
        }
    }
}

impl State {
    pub(crate) fn new(
        facts: String,
        modules: &Modules,
        source: Source,
        limits: Limits,
        now: Option<i64>,
        newer_node: bool,
    ) -> State {
        let wall = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(0.0, |since| since.as_millis() as f64);
        State {
            facts,
            modules: modules.clone(),
            source,
            newer_node,
            limits,
            began: Instant::now(),
            pinned: now.map(|now| now as f64),
            wall,
            waited: Cell::new(0.0),
            logs: RefCell::default(),
            log_bytes: Cell::new(0),
            logs_cut: Cell::new(false),
            beyond: RefCell::new(None),
            late: Cell::new(false),
        }
    }

    /// Milliseconds since the epoch on the clock of the run: pinned or real, moved on by timers.
    pub(crate) fn now(&self) -> f64 {
        let base = match self.pinned {
            Some(pinned) => pinned,
            None => self.wall + self.began.elapsed().as_millis() as f64,
        };
        base + self.waited.get()
    }

    /// Moves the clock to `due`, unless it is there already.
    pub(crate) fn wait(&self, due: f64) {
        let left = due - self.now();
        if left > 0.0 {
            self.waited.set(self.waited.get() + left);
        }
    }

    /// Keeps a printed line, as far as the limit goes.
    pub(crate) fn log(&self, error: bool, text: String) {
        let bytes = self.log_bytes.get() + text.len() + 1;
        if bytes > self.limits.logs {
            return self.logs_cut.set(true);
        }
        self.log_bytes.set(bytes);
        self.logs.borrow_mut().push(Log { error, text });
    }

    /// Notes the first thing that this engine cannot do.
    pub(crate) fn go_beyond(&self, message: String) {
        self.beyond.borrow_mut().get_or_insert(message);
    }

    /// What this engine could not do, if anything.
    pub(crate) fn beyond(&self) -> Option<String> {
        self.beyond.borrow().clone()
    }

    /// Whether the deadline has passed; asked by the interpreter as it goes.
    pub(crate) fn is_late(&self, deadline: Instant) -> bool {
        if Instant::now() >= deadline {
            self.late.set(true);
        }
        self.late.get()
    }

    /// Whether the interpreter was interrupted.
    pub(crate) fn was_late(&self) -> bool {
        self.late.get()
    }

    /// The printed lines, and whether there were more.
    pub(crate) fn take_logs(&self) -> (Vec<Log>, bool) {
        (self.logs.take(), self.logs_cut.get())
    }

    /// The limits of the run.
    pub(crate) fn limits(&self) -> Limits {
        self.limits
    }
}
