//! What several suites share.
#![allow(dead_code, reason = "each suite uses a part")]

use std::ops::Range;

use text::{Edit, EmbeddedText, InCode, InFile, TextRange, TextSize};

/// A small generator of pseudo-random numbers, the same on every run.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// A number below `limit`.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % limit
    }

    pub(crate) fn one_in(&mut self, chances: usize) -> bool {
        self.below(chances) == 0
    }

    /// A short text, rich in what envelopes treat specially.
    pub(crate) fn text(&mut self) -> String {
        const PLAIN: &[&str] = &["x", "y", "z", "return", "世", "é", "ab", "1", "x"];
        const SPACE: &[&str] = &[" ", "\n", " ", "\n", "  ", "\n\n", "\t"];
        const ODD: &[&str] = &[
            "'", "\"", "\\", "/", "# ", ": ", "- ", "{", "}", "[", ",", "😀", "\u{a0}", "%", "&",
            "!", "|", ">", "---", "...", "\\n", "''", "\"\"", "?",
        ];
        const VERY_ODD: &[&str] = &[
            "\r", "\r\n", "\0", "\u{7}", "\u{85}", "\u{2028}", "\u{feff}", "\u{7f}",
        ];
        let odd = self.below(4);
        let mut out = String::new();
        for _ in 0..self.below(14) {
            let kinds: &[&[&str]] = match odd {
                0 => &[PLAIN],
                1 => &[PLAIN, SPACE],
                2 => &[PLAIN, SPACE, ODD],
                _ => &[
                    PLAIN,
                    SPACE,
                    ODD,
                    if self.one_in(3) { VERY_ODD } else { PLAIN },
                ],
            };
            let kind = kinds[self.below(kinds.len())];
            out.push_str(kind[self.below(kind.len())]);
        }
        out
    }

    /// Some range of `text`, on character boundaries.
    pub(crate) fn range(&mut self, text: &str) -> Range<usize> {
        let mut at = || text.floor_char_boundary(self.below(text.len() + 1));
        let (a, b) = (at(), at());
        if self.one_in(3) {
            a..a
        } else {
            a.min(b)..a.max(b)
        }
    }
}

/// `source` with `edits` made.
pub(crate) fn apply(source: &str, edits: &[Edit]) -> String {
    let mut out = source.to_owned();
    let mut last = source.len() + 1;
    for edit in edits.iter().rev() {
        let range = usize::from(edit.range.0.start())..usize::from(edit.range.0.end());
        assert!(
            range.end <= last,
            "edits in order, without overlap: {edits:?}"
        );
        last = range.start;
        out.replace_range(range, &edit.text);
    }
    out
}

/// Every character leads to the file and back, in order and without overlap; and so does every
/// byte of the file within the scalar.
pub(crate) fn check_map(code: &EmbeddedText, source: &str) {
    let text = code.text();
    assert!(code.is_mapped(), "{text:?} in {source:?}");
    let InFile(whole) = code.range();
    let mut before = whole.start();
    for (at, character) in text.char_indices() {
        let start = TextSize::new(at as u32);
        let range = TextRange::at(start, TextSize::of(character));
        let InFile(place) = code.to_file(InCode(range));
        assert!(
            !place.is_empty() && place.start() >= before,
            "{at} in {text:?} in {source:?}"
        );
        assert_eq!(
            code.to_code(InFile(place.start())),
            Some(InCode(start)),
            "{source:?}"
        );
        let InFile(point) = code.to_file(InCode(TextRange::empty(start)));
        assert!(point.is_empty() && point.start() >= before && point.start() <= place.start());
        before = place.end();
    }
}
