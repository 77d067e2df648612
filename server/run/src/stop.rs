use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::child::Heard;

/// Ends a run whose answer nobody wants any more. Clones end the same run.
#[derive(Debug, Clone, Default)]
pub struct Stop(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    stopped: bool,
    /// Who waits for the child.
    waiting: Option<Sender<Heard>>,
}

impl Stop {
    /// Kills the child, or keeps it from being started.
    pub fn stop(&self) {
        let mut state = self.lock();
        state.stopped = true;
        if let Some(waiting) = state.waiting.take() {
            // Who has heard enough does not listen any more.
            let _ = waiting.send(Heard::Stop);
        }
    }

    pub(crate) fn is_stopped(&self) -> bool {
        self.lock().stopped
    }

    /// Have [`Heard::Stop`] sent to `waiting`: when it is stopped, at once if it has been.
    pub(crate) fn tell(&self, waiting: Sender<Heard>) {
        let mut state = self.lock();
        if state.stopped {
            let _ = waiting.send(Heard::Stop);
        } else {
            state.waiting = Some(waiting);
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
