use std::ops::Range;

use crate::Problem;
use crate::mended::{Mended, Repair};
use crate::slots::Reading;

/// An unresolved merge conflict: what git writes between `<<<<<<<` and `>>>>>>>`.
struct Conflict {
    /// The line that begins it.
    marker: Range<usize>,
    /// The three or four marker lines, and all sides but ours.
    dropped: Vec<Range<usize>>,
}

/// Read `source`; if that fails and merge conflicts stand in it, read our side of each.
pub(crate) fn read_around(source: &str, read: fn(&str) -> Reading) -> Reading {
    let reading = read(source);
    if !reading.problems.iter().any(|problem| problem.fatal) {
        return reading;
    }
    let conflicts = conflicts(source);
    if conflicts.is_empty() {
        return reading;
    }
    let ours = ours(source, &conflicts);
    let mut reading = read(&ours.text);
    // What else is wrong may be a consequence: the conflicts are enough.
    reading.problems = conflicts
        .into_iter()
        .map(|conflict| {
            Problem::fatal(conflict.marker, "A merge conflict is left unresolved here.")
        })
        .collect();
    reading.mended.get_or_insert(ours);
    reading
}

fn ours(source: &str, conflicts: &[Conflict]) -> Mended {
    let dropped = conflicts
        .iter()
        .flat_map(|conflict| conflict.dropped.iter().cloned());
    let repairs: Vec<_> = dropped.map(|range| Repair::blank(source, range)).collect();
    let mut ours = Mended::new(source);
    ours.make(&repairs);
    ours
}

fn conflicts(source: &str) -> Vec<Conflict> {
    let mut found = Vec::new();
    // The conflict being read, and where its dropped part began once ours has ended.
    let mut current: Option<(Conflict, Option<usize>)> = None;
    let mut start = 0;
    for line in source.split_inclusive('\n') {
        let range = start..start + line.len();
        start = range.end;
        let marks = |mark: &str| {
            line.strip_prefix(mark)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\r', '\n']))
        };
        match &mut current {
            _ if marks("<<<<<<<") => {
                let marker = range.start..range.start + line.trim_end().len();
                current = Some((
                    Conflict {
                        marker,
                        dropped: vec![range],
                    },
                    None,
                ));
            }
            Some((_, dropped @ None)) if marks("=======") || marks("|||||||") => {
                *dropped = Some(range.start);
            }
            Some((conflict, Some(from))) if marks(">>>>>>>") => {
                conflict.dropped.push(*from..range.end);
                found.extend(current.take().map(|(conflict, _)| conflict));
            }
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ours_is_read() {
        let source = "a: 1\n<<<<<<< HEAD\nb: 2\n=======\nb: 3é\n>>>>>>> other\nc: 4\n";
        let conflicts = conflicts(source);
        assert_eq!(&source[conflicts[0].marker.clone()], "<<<<<<< HEAD");
        let ours = ours(source, &conflicts).text;
        assert_eq!(ours.len(), source.len());
        let lines: Vec<_> = ours
            .lines()
            .filter(|line| !line.trim().is_empty())
            .collect();
        assert_eq!(lines, ["a: 1", "b: 2", "c: 4"]);
    }

    #[test]
    fn what_is_no_conflict() {
        for source in [
            "=======\n",
            "<<<<<<< a\nb\n",
            "<<<<<<<<<\n=======\n>>>>>>>\n",
            ">>>>>>> x",
        ] {
            assert!(conflicts(source).is_empty(), "{source}");
        }
    }
}
