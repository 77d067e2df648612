use std::ops::Range;

/// A damaged file made readable: bytes are overwritten by as many, or put in between, so that
/// every place can be led back to the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mended {
    pub(crate) text: String,
    /// The bytes of `text` that the file does not have, in order.
    added: Vec<usize>,
}

/// One repair: as many bytes in the place of `range`, or some bytes in the place of none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Repair {
    range: Range<usize>,
    text: String,
}

impl Repair {
    /// Spaces for the bytes of `range`, line breaks kept.
    pub(crate) fn blank(text: &str, range: Range<usize>) -> Self {
        let blank = |c: char| match c {
            '\n' | '\r' => c.to_string(),
            _ => " ".repeat(c.len_utf8()),
        };
        let text = text[range.clone()].chars().map(blank).collect();
        Self { range, text }
    }

    /// `text` over as many bytes at `at`.
    pub(crate) fn overwrite(at: usize, text: &str) -> Self {
        Self {
            range: at..at + text.len(),
            text: text.to_owned(),
        }
    }

    /// `text` before byte `at`.
    pub(crate) fn insert(at: usize, text: &str) -> Self {
        Self {
            range: at..at,
            text: text.to_owned(),
        }
    }

    /// Whether nothing would change.
    fn is_idle(&self, text: &str) -> bool {
        text[self.range.clone()] == self.text
    }
}

impl Mended {
    pub(crate) fn new(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            added: Vec::new(),
        }
    }

    /// Make `repairs`, which are in order and do not overlap; false if they change nothing.
    pub(crate) fn make(&mut self, repairs: &[Repair]) -> bool {
        let mut changed = false;
        for repair in repairs
            .iter()
            .rev()
            .filter(|repair| !repair.range.is_empty() || !repair.text.is_empty())
        {
            changed |= !repair.is_idle(&self.text);
            self.text.replace_range(repair.range.clone(), &repair.text);
            if repair.range.is_empty() {
                self.add(repair.range.start, repair.text.len());
            }
        }
        changed
    }

    fn add(&mut self, at: usize, len: usize) {
        let index = self.added.partition_point(|&added| added < at);
        self.added[index..]
            .iter_mut()
            .for_each(|added| *added += len);
        self.added.splice(index..index, at..at + len);
    }

    /// The byte of the file for byte `at` of the text.
    pub(crate) fn file(&self, at: usize) -> usize {
        at - self.added.partition_point(|&added| added < at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_lead_back() {
        let mut mended = Mended::new("ab\ncd");
        let repairs = [Repair::blank("ab\ncd", 1..3), Repair::insert(4, "\"")];
        assert!(mended.make(&repairs));
        assert_eq!(mended.text, "a \nc\"d");
        assert!(mended.make(&[Repair::insert(0, "xy")]));
        let places: Vec<_> = (0..=mended.text.len()).map(|at| mended.file(at)).collect();
        assert_eq!(
            (mended.text.as_str(), places),
            ("xya \nc\"d", vec![0, 0, 0, 1, 2, 3, 4, 4, 5])
        );
        assert!(!mended.make(&[Repair::overwrite(2, "a")]));
    }
}
