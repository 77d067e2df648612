use std::sync::Arc;

use super::ordered::Farewell;

/// Leave when process `id`, the editor, is gone: it may have died without closing our standard input.
///
/// An editor that is not to be seen from the start (it may live in another container) is not watched.
#[cfg(unix)]
pub(super) fn watch(id: u32, farewell: Arc<Farewell>) {
    const INTERVAL: std::time::Duration = std::time::Duration::from_secs(3);
    let Some(pid) = i32::try_from(id)
        .ok()
        .and_then(rustix::process::Pid::from_raw)
    else {
        return;
    };
    let gone = move || rustix::process::test_kill_process(pid) == Err(rustix::io::Errno::SRCH);
    if gone() {
        return;
    }
    tokio::spawn(async move {
        while !gone() {
            tokio::time::sleep(INTERVAL).await;
        }
        farewell.say();
    });
}

/// Elsewhere the end of standard input has to do.
#[cfg(not(unix))]
pub(super) fn watch(_: u32, _: Arc<Farewell>) {}
