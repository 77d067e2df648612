//! Many runs: nothing is left of them. Figures are printed with `-- --nocapture`.

use std::time::{Duration, Instant};

use code::Language;
use run::{Outcome, RunLimits, Runner};
use serde_json::Value;

use crate::files::{Place, file};
use crate::{can_run, run, workers};

const JAVASCRIPT: &str = "return [{json: {a: 1}}];";
const PYTHON: &str = "def main():\n  return {'result': {'a': 1}}\n";

/// What this process holds.
#[derive(Debug, PartialEq, Eq)]
struct Held {
    descriptors: usize,
    children: usize,
    /// KiB.
    memory: usize,
}

/// `None` where the system does not say.
fn held() -> Option<Held> {
    let descriptors = std::fs::read_dir("/proc/self/fd").ok()?.count();
    let mut children = 0;
    for task in std::fs::read_dir("/proc/self/task").ok()? {
        let list = std::fs::read_to_string(task.ok()?.path().join("children"));
        children += list.unwrap_or_default().split_whitespace().count();
    }
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let memory = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?;
    Some(Held {
        descriptors,
        children,
        memory: memory.split_whitespace().next()?.parse().ok()?,
    })
}

/// Runs of other tests come and go: what is held settles below `limit` once they are over.
fn settles(limit: &Held) -> Held {
    let mut now = held().expect("it was told before");
    for _ in 0..600 {
        let settled = now.descriptors <= limit.descriptors && now.children <= limit.children;
        if settled {
            break;
        }
        std::thread::sleep(Duration::from_millis(100));
        now = held().expect("it was told before");
    }
    now
}

fn once(place: Place, code: &str) -> Outcome {
    run(&file(place, code), &Value::Null, RunLimits::default())
}

fn in_a_row(place: Place, code: &str, times: usize) {
    assert!(once(place, code).ok);
    let before = held();
    let start = Instant::now();
    for _ in 0..times {
        let outcome = once(place, code);
        assert!(outcome.ok, "{outcome:?}");
    }
    let each = start.elapsed() / times as u32;
    println!("{place:?}: {times} runs in a row, {each:.2?} each");
    nothing_left(before);
}

fn nothing_left(before: Option<Held>) {
    let Some(before) = before else {
        return;
    };
    let after = settles(&before);
    println!("held before: {before:?}\nheld after:  {after:?}");
    assert!(after.descriptors <= before.descriptors && after.children <= before.children);
    // Other tests of this process run beside; what a thousand runs leak would show all the same.
    assert!(
        after.memory < before.memory + (64 << 10),
        "{before:?} {after:?}"
    );
}

#[test]
fn a_thousand_runs_leave_nothing_behind() {
    in_a_row(Place::N8nJavaScript, JAVASCRIPT, 1000);
    if can_run(Language::Python) {
        in_a_row(Place::DifyPython, PYTHON, 200);
    }
}

#[test]
fn a_hundred_at_once_leave_nothing_behind() {
    let before = held();
    let start = Instant::now();
    std::thread::scope(|scope| {
        for number in 0..100 {
            scope.spawn(move || {
                let python = number % 4 == 0 && can_run(Language::Python);
                let outcome = match python {
                    true => once(Place::DifyPython, PYTHON),
                    false => once(Place::N8nJavaScript, JAVASCRIPT),
                };
                assert!(outcome.ok, "{outcome:?}");
            });
        }
    });
    println!("100 runs at once in {:.2?}", start.elapsed());
    nothing_left(before);
}

#[test]
fn spares_are_used_once_and_end_with_their_runner() {
    let before = held();
    {
        let runner = Runner::with_spares(workers());
        let text = file(Place::N8nJavaScript, JAVASCRIPT);
        let mut fastest = Duration::MAX;
        for _ in 0..20 {
            let start = Instant::now();
            let outcome = crate::run_with(&runner, &text, RunLimits::default());
            assert!(outcome.ok, "{outcome:?}");
            fastest = fastest.min(start.elapsed());
            std::thread::sleep(Duration::from_millis(50));
        }
        println!("JavaScript with a spare: {fastest:.2?} at best");
    }
    nothing_left(before);
}
