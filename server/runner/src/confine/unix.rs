use rustix::process::{Resource, Rlimit, setrlimit};

#[cfg(not(target_os = "linux"))]
use super::Confinement;
use crate::Limits;

/// Address space beyond the limit on memory: the executable, the stacks of threads, what allocators reserve.
const OVERHEAD: u64 = 256 << 20;
/// Seconds of processor time beyond the wall clock's, for the start of the interpreter.
const START: u64 = 2;

#[cfg(not(target_os = "linux"))]
pub(super) fn confine(limits: &Limits) -> Confinement {
    // Threads are not processes here, so an interpreter may still start its own.
    let processes = set(Resource::Nproc, 0);
    Confinement {
        limits: limit(limits) && processes,
        ..Confinement::default()
    }
}

/// Everything that `setrlimit` can hold and that does no harm to an interpreter.
pub(super) fn limit(limits: &Limits) -> bool {
    let seconds = limits.milliseconds.div_ceil(1000) + START;
    // Three descriptors are open, and no more can be. Writing to a file ends the process.
    let all = [
        set(Resource::Core, 0),
        set(Resource::Cpu, seconds),
        set(Resource::Fsize, 0),
        set(Resource::Nofile, 3),
        memory(limits.memory.saturating_add(OVERHEAD)),
    ];
    all.into_iter().all(|done| done)
}

#[cfg(not(target_os = "macos"))]
fn memory(bytes: u64) -> bool {
    set(Resource::As, bytes)
}

/// macOS accepts the limit and does not heed it.
#[cfg(target_os = "macos")]
fn memory(_: u64) -> bool {
    true
}

/// Both the limit and how far it may be raised again.
fn set(resource: Resource, value: u64) -> bool {
    let limit = Rlimit {
        current: Some(value),
        maximum: Some(value),
    };
    setrlimit(resource, limit).is_ok()
}
