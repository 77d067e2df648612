use std::collections::BTreeMap;
use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::{io, thread};

/// Room for the recursion of a parser on deep input.
const STACK_BYTES: usize = 64 << 20;

/// Do `work` on every item with all cores and hand the results to `emit` in the order of the items, as soon as each is due.
///
/// An error of `emit` (a closed pipe, say) ends it: work under way is finished, no more is begun.
pub(crate) fn in_order<T: Sync, R: Send>(
    items: &[T],
    work: impl Fn(&T) -> R + Sync,
    mut emit: impl FnMut(R) -> io::Result<()>,
) -> io::Result<()> {
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let next = AtomicUsize::new(0);
    thread::scope(|scope| {
        // Bounded, so that results do not pile up behind a slow terminal.
        let (sender, receiver) = mpsc::sync_channel(4 * cores);
        for _ in 0..cores.min(items.len()) {
            let (sender, next, work) = (sender.clone(), &next, &work);
            let worker = move || {
                while let Some((index, item)) = take(items, next) {
                    if sender.send((index, work(item))).is_err() {
                        return;
                    }
                }
            };
            thread::Builder::new()
                .stack_size(STACK_BYTES)
                .spawn_scoped(scope, worker)?;
        }
        drop(sender);
        let mut early = BTreeMap::new();
        let mut due = 0;
        for (index, result) in receiver {
            early.insert(index, result);
            while let Some(result) = early.remove(&due) {
                emit(result)?;
                due += 1;
            }
        }
        Ok(())
    })
}

/// The next item that nobody has taken.
fn take<'t, T>(items: &'t [T], next: &AtomicUsize) -> Option<(usize, &'t T)> {
    let index = next.fetch_add(1, Ordering::Relaxed);
    items.get(index).map(|item| (index, item))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order_whatever_takes_long() {
        let items: Vec<u64> = (0..200).collect();
        let slow = |item: &u64| {
            thread::sleep(std::time::Duration::from_micros(item * 7919 % 500));
            *item
        };
        let mut seen = Vec::new();
        let keep = |item| {
            seen.push(item);
            Ok(())
        };
        in_order(&items, slow, keep).unwrap();
        assert_eq!(seen, items);
    }

    #[test]
    fn an_error_of_the_reader_ends_it() {
        let items: Vec<u64> = (0..10_000).collect();
        let done = AtomicUsize::new(0);
        let work = |_: &u64| done.fetch_add(1, Ordering::Relaxed);
        let result = in_order(&items, work, |_| Err(io::ErrorKind::BrokenPipe.into()));
        assert_eq!(result.unwrap_err().kind(), io::ErrorKind::BrokenPipe);
        assert!(done.load(Ordering::Relaxed) < 1000);
    }

    #[test]
    fn nothing_to_do_is_fine() {
        in_order(&[] as &[u8], |_| (), |()| Ok(())).unwrap();
    }
}
