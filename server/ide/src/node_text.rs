//! The code of a node as a text of its own, and back.

use similar::{Algorithm, DiffOp, capture_diff_slices};
use text::{Change, Edit, InCode, InFile, TextRange, TextSize};

use crate::Snippet;

/// The edits of the file that make the code of `snippet` read `text`, in the style it is written in: they touch what is
/// different, line by line, and nothing else. `None` where the code cannot be written back: its place in the file is not
/// known character by character.
pub fn replacing(snippet: Snippet<'_>, text: &str) -> Option<Vec<Edit>> {
    let code = snippet.embedded();
    let changes = changes(snippet.text(), text);
    if changes.is_empty() {
        return Some(Vec::new());
    }
    let file = snippet.snapshot().text.as_str();
    let edits = code.seal_many(file, &changes);
    let split = edits.iter().flat_map(|edit| split(file, edit));
    (!edits.is_empty()).then(|| split.collect())
}

/// A block is written line by line; of such an edit, the parts that change anything.
fn split(file: &str, edit: &Edit) -> impl Iterator<Item = Edit> {
    let range = edit.range.0;
    let old = &file[std::ops::Range::<usize>::from(range)];
    let changes = changes(old, &edit.text).into_iter();
    changes.map(move |(InCode(part), text)| Edit {
        range: InFile(part + range.start()),
        text,
    })
}

/// What is different, in the order of the text.
fn changes(old: &str, new: &str) -> Vec<(InCode<TextRange>, String)> {
    let old_lines: Vec<&str> = old.split_inclusive('\n').collect();
    let new_lines: Vec<&str> = new.split_inclusive('\n').collect();
    let starts = starts(&old_lines);
    let ops = capture_diff_slices(Algorithm::Myers, &old_lines, &new_lines);
    let different = ops.iter().filter(|op| !matches!(op, DiffOp::Equal { .. }));
    let change = |op: &DiffOp| {
        let (range, new) = (op.old_range(), &new_lines[op.new_range()]);
        let narrow = |from: usize, to: usize, new: &[&str]| {
            narrowed(old, starts[from], starts[to], &new.concat())
        };
        match range.len() == new.len() {
            // As many lines as before: each for itself.
            true => range
                .zip(new.chunks(1))
                .map(|(at, new)| narrow(at, at + 1, new))
                .collect(),
            false => vec![narrow(range.start, range.end, new)],
        }
    };
    different.flat_map(change).collect()
}

/// The byte where every line begins, and the end.
fn starts(lines: &[&str]) -> Vec<usize> {
    let mut at = 0;
    let next = |line: &&str| {
        at += line.len();
        at
    };
    std::iter::once(0).chain(lines.iter().map(next)).collect()
}

/// The change of `start..end` of `text` into `new`, without the characters that stay the same at both ends.
fn narrowed(text: &str, start: usize, end: usize, new: &str) -> (InCode<TextRange>, String) {
    let change = Change::of_characters(&text[start..end], new);
    let size = |at: usize| TextSize::new((start + at) as u32);
    let range = TextRange::new(size(change.old.start), size(change.old.end));
    (InCode(range), new[change.new].to_owned())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::Snapshot;

    fn file(scalar: &str) -> String {
        format!(
            "app: {{mode: workflow, name: f}}\nkind: app\nversion: 0.6.0\nworkflow:\n  graph:\n    edges: []\n    nodes:\n    \
             - id: '1'\n      data:\n        type: code\n        title: 名😀\n        code_language: python3\n        variables: []\n        \
             code: {scalar}\n        outputs: {{}}\n"
        )
    }

    fn snapshot(text: &str) -> Snapshot {
        Snapshot::new(
            text,
            Path::new("flow.yml"),
            Default::default(),
            Default::default(),
        )
    }

    /// The file after the code became `text`, and how many characters the edits replaced and wrote.
    fn replaced(text: &str, new: &str) -> (String, usize) {
        let snapshot = snapshot(text);
        let snippet = snapshot.snippet("1").unwrap();
        let edits = replacing(snippet, new).unwrap();
        let mut result = text.to_owned();
        let mut touched = 0;
        for edit in edits.iter().rev() {
            result.replace_range(std::ops::Range::<usize>::from(edit.range.0), &edit.text);
            touched += usize::from(edit.range.0.len()) + edit.text.len();
        }
        (result, touched)
    }

    #[test]
    fn only_what_changed_is_touched_in_every_envelope() {
        let old = "def main():\n    a = 'é😀'\n    b = \"x\"\n    return {'r': a}\n";
        let new = old.replace("b =", "bb =").replace("'r'", "'result'");
        let escaped = old.replace('"', "\\\"").replace('\n', "\\n");
        let block: String = old
            .lines()
            .map(|line| format!("\n          {line}"))
            .collect();
        let json = escaped.replace('é', "\\u00e9").replace('😀', "\\U0001f600");
        for scalar in [
            format!("|{block}"),
            format!("\"{escaped}\""),
            format!("\"{json}\""),
        ] {
            let text = file(&scalar);
            let (result, touched) = replaced(&text, &new);
            assert_eq!(
                snapshot(&result).snippet("1").unwrap().text(),
                new,
                "{result}"
            );
            assert!(touched <= 10, "{touched} characters: {result}");
        }
    }

    #[test]
    fn any_text_can_be_written() {
        let text = file("|\n          def main():\n              return {}\n");
        for new in ["", "x\ty\u{7}", "\n\n  a\n", "é\r\nb", "no line end"] {
            let (result, _) = replaced(&text, new);
            assert_eq!(
                snapshot(&result)
                    .snippet("1")
                    .map(|code| code.text().to_owned()),
                Some(new.to_owned()),
                "{result}"
            );
        }
        let same = "def main():\n    return {}\n";
        assert_eq!(replaced(&text, same), (text.clone(), 0));
    }
}
