use std::borrow::Cow;
use std::path::Path;

use lint::{Analysis, Applicability, Fix};
use text::Edit;

/// A fix may uncover another; two that undo each other would never end.
const ROUNDS: usize = 10;

/// Apply every safe fix, look again with `analyze`, and so on until there is none. `analysis` is that of `text` before and of
/// the returned text after; the number counts the fixes applied.
pub(crate) fn apply_all<'t>(
    text: &'t str,
    analysis: &mut Analysis,
    analyze: impl Fn(&str) -> Analysis,
) -> (Cow<'t, str>, usize) {
    let mut text = Cow::Borrowed(text);
    let mut applied = 0;
    for _ in 0..ROUNDS {
        let (edits, count) = safe_edits(analysis);
        if count == 0 {
            break;
        }
        text = Cow::Owned(apply(&text, &edits));
        applied += count;
        *analysis = analyze(&text);
    }
    (text, applied)
}

/// The edits of the safe fixes that can be applied at once, in the order of the file, and the number of those fixes.
pub(crate) fn safe_edits(analysis: &Analysis) -> (Vec<&Edit>, usize) {
    let found = analysis.diagnostics.iter();
    let fixes: Vec<&Fix> = found.filter_map(|found| found.fix.as_ref()).collect();
    choose(&fixes)
}

/// The edits of the safe fixes that do not touch each other, in the order of the file, and the number of those fixes.
fn choose<'f>(fixes: &[&'f Fix]) -> (Vec<&'f Edit>, usize) {
    let mut chosen: Vec<&Edit> = Vec::new();
    let mut count = 0;
    for fix in fixes
        .iter()
        .filter(|fix| fix.applicability == Applicability::Safe && !fix.edits.is_empty())
    {
        // The same edit from two findings (one import to add, say) is made once.
        let new: Vec<&Edit> = fix
            .edits
            .iter()
            .filter(|edit| !chosen.contains(edit))
            .collect();
        if new
            .iter()
            .all(|edit| chosen.iter().all(|other| apart(edit, other)))
        {
            count += 1;
            chosen.extend(new);
        }
    }
    chosen.sort_by_key(|edit| edit.range.0.start());
    (chosen, count)
}

/// Two edits may be made at once: at least a byte lies between them. What touches waits for the next round.
fn apart(one: &Edit, other: &Edit) -> bool {
    let (one, other) = (one.range.0, other.range.0);
    one.end() < other.start() || other.end() < one.start()
}

/// `text` with `edits`, which are sorted and do not overlap.
fn apply(text: &str, edits: &[&Edit]) -> String {
    let mut result = String::with_capacity(text.len());
    let mut done = 0;
    for edit in edits {
        let range = std::ops::Range::<usize>::from(edit.range.0);
        result.push_str(&text[done..range.start]);
        result.push_str(&edit.text);
        done = range.end;
    }
    result.push_str(&text[done..]);
    result
}

/// The difference as a unified diff; `None` where there is none.
pub(crate) fn diff(before: &str, after: &str, file: &Path) -> Option<String> {
    let name = file.display().to_string();
    let diff = similar::TextDiff::from_lines(before, after);
    (before != after).then(|| diff.unified_diff().header(&name, &name).to_string())
}

#[cfg(test)]
mod tests {
    use text::{InFile, TextRange};

    use super::*;

    fn fix(applicability: Applicability, edits: &[(u32, u32, &str)]) -> Fix {
        let edit = |(start, end, text): &(u32, u32, &str)| Edit {
            range: InFile(TextRange::new((*start).into(), (*end).into())),
            text: (*text).to_owned(),
        };
        Fix {
            title: String::new(),
            applicability,
            edits: edits.iter().map(edit).collect(),
        }
    }

    fn fixed(text: &str, fixes: &[Fix]) -> (String, usize) {
        let (edits, count) = choose(&fixes.iter().collect::<Vec<_>>());
        (apply(text, &edits), count)
    }

    #[test]
    fn only_safe_fixes_that_do_not_touch_are_applied() {
        use Applicability::{Safe, Unsafe};
        assert_eq!(
            fixed(
                "abc",
                &[fix(Safe, &[(1, 2, "X")]), fix(Unsafe, &[(0, 1, "Y")])]
            ),
            ("aXc".into(), 1)
        );
        assert_eq!(
            fixed(
                "abc",
                &[fix(Safe, &[(1, 3, "X")]), fix(Safe, &[(2, 3, "Y")])]
            ),
            ("aX".into(), 1)
        );
        assert_eq!(
            fixed(
                "abc",
                &[fix(Safe, &[(2, 3, "Y")]), fix(Safe, &[(0, 1, "X")])]
            ),
            ("XbY".into(), 2)
        );
        assert_eq!(
            fixed(
                "abc",
                &[fix(Safe, &[(1, 1, "X")]), fix(Safe, &[(1, 1, "Y")])]
            ),
            ("aXbc".into(), 1)
        );
    }

    #[test]
    fn an_edit_that_two_findings_share_is_made_once() {
        use Applicability::Safe;
        let import = (0, 0, "import json\n");
        let fixes = [
            fix(Safe, &[import, (2, 3, "x")]),
            fix(Safe, &[import, (4, 5, "y")]),
        ];
        assert_eq!(fixed("a b c", &fixes), ("import json\na x y".into(), 2));
    }

    #[test]
    fn a_diff_names_the_file_and_only_what_changed() {
        let shown = diff("a\nb\n", "a\nc\n", Path::new("x.yml")).unwrap();
        assert_eq!(shown, "--- x.yml\n+++ x.yml\n@@ -1,2 +1,2 @@\n a\n-b\n+c\n");
        assert_eq!(diff("a", "a", Path::new("x.yml")), None);
    }
}
