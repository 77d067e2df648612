//! The time of single nodes.

use std::time::Duration;

use code::Facts;

use crate::corpus::Snippet;
use crate::measure::quickest;

/// How many of the slowest are named.
const NAMED: usize = 5;

/// Print how long all facts of a node take: median, 99th percentile and the slowest with their names.
pub(crate) fn print(snippets: &[Snippet]) {
    let times = quickest(snippets, |snippet| drop(Facts::of(&snippet.source())));
    let mut nodes: Vec<_> = times.into_iter().zip(snippets).collect();
    nodes.sort_by_key(|(time, _)| *time);
    let Some(last) = nodes.len().checked_sub(1) else {
        return;
    };
    println!(
        "\nall facts of a node: median {}, 99th of a hundred {}",
        shown(nodes[last / 2].0),
        shown(nodes[last * 99 / 100].0)
    );
    for (time, snippet) in nodes.iter().rev().take(NAMED) {
        println!(
            "  {:>9}  {} ({} bytes)",
            shown(*time),
            snippet.name,
            snippet.text.len()
        );
    }
}

fn shown(time: Duration) -> String {
    match time.as_secs_f64() * 1e6 {
        micros if micros < 1000.0 => format!("{micros:.0} µs"),
        micros => format!("{:.1} ms", micros / 1e3),
    }
}
