//! Locks the process out of everything but its three pipes, its memory and the clock.
//!
//! | | Linux | macOS and other Unix | Windows |
//! |---|---|---|---|
//! | files, network | landlock and a list of system calls | no new file descriptor | the interpreter's guards alone |
//! | processes | system calls (threads may start, processes not) | `RLIMIT_NPROC` | the interpreter's guards alone |
//! | memory | `RLIMIT_AS` | the interpreter's limit; `RLIMIT_AS` where the system heeds it | the interpreter's limit |
//! | time | `RLIMIT_CPU`, and the asker kills it | the same | the asker kills it |
//! | outlives the asker | killed with the thread that started it | at the end of standard input, or by `RLIMIT_CPU` | at the end of standard input |
//!
//! The interpreters have guards of their own; this is what holds when one of them is broken.

#[cfg(target_os = "linux")]
mod linux;
#[cfg(unix)]
mod unix;

use crate::Limits;

/// What the operating system now enforces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Confinement {
    /// Resource limits are in place.
    pub limits: bool,
    /// Linux: landlock denies files and network.
    pub landlock: bool,
    /// Linux: no system call but those on the list.
    pub system_calls: bool,
}

/// Locks this process in, for good. What cannot be had on this system is left out and shows in the answer.
///
/// To be called first thing in `main`: landlock and the list of system calls bind the calling thread and the threads
/// that it starts from then on. On Linux the process dies with the thread that started it, so that thread must live as
/// long as the answer is wanted.
pub fn confine(limits: &Limits) -> Confinement {
    #[cfg(target_os = "linux")]
    return linux::confine(limits);
    #[cfg(all(unix, not(target_os = "linux")))]
    return unix::confine(limits);
    #[cfg(not(unix))]
    {
        let _ = limits;
        Confinement::default()
    }
}
