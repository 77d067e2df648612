use std::ops::Range;

/// What makes one text of another: `old` of the former has become `new` of the present one; what stands around is the
/// same. Bytes, at the borders of characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Of the former text.
    pub old: Range<usize>,
    /// Of the present one.
    pub new: Range<usize>,
}

impl Change {
    /// The smallest; `None` where nothing has changed, or it would cut a character.
    pub fn between(old: &str, new: &str) -> Option<Self> {
        let (a, b) = (old.as_bytes(), new.as_bytes());
        let head = common_start(a, b);
        let tail = common_end(&a[head..], &b[head..]);
        let change = Self {
            old: head..a.len() - tail,
            new: head..b.len() - tail,
        };
        let whole = old.is_char_boundary(head)
            && old.is_char_boundary(change.old.end)
            && new.is_char_boundary(head)
            && new.is_char_boundary(change.new.end);
        let is_change = !(change.old.is_empty() && change.new.is_empty());
        (whole && is_change).then_some(change)
    }

    /// The smallest by whole characters; empty where nothing has changed.
    pub fn of_characters(old: &str, new: &str) -> Self {
        let same = |(one, other): &(char, char)| one == other;
        let width = |(one, _): (char, char)| one.len_utf8();
        let heads = old.chars().zip(new.chars());
        let head: usize = heads.take_while(same).map(width).sum();
        let tails = old[head..].chars().rev().zip(new[head..].chars().rev());
        let tail: usize = tails.take_while(same).map(width).sum();
        Self {
            old: head..old.len() - tail,
            new: head..new.len() - tail,
        }
    }

    /// A place behind the change.
    pub(crate) fn shifted(&self, at: usize) -> usize {
        at - self.old.end + self.new.end
    }

    /// Any place; `None` within the change.
    pub(crate) fn place(&self, at: u32) -> Option<u32> {
        match at as usize {
            before if before <= self.old.start => Some(at),
            behind if behind >= self.old.end => u32::try_from(self.shifted(behind)).ok(),
            _ => None,
        }
    }
}

/// So many bytes are compared at once.
const BLOCK: usize = 128;

fn common_start(one: &[u8], other: &[u8]) -> usize {
    let blocks = one.chunks_exact(BLOCK).zip(other.chunks_exact(BLOCK));
    let same = blocks.take_while(|(one, other)| one == other).count() * BLOCK;
    let rest = one[same..].iter().zip(&other[same..]);
    same + rest.take_while(|(one, other)| one == other).count()
}

fn common_end(one: &[u8], other: &[u8]) -> usize {
    let blocks = one.rchunks_exact(BLOCK).zip(other.rchunks_exact(BLOCK));
    let same = blocks.take_while(|(one, other)| one == other).count() * BLOCK;
    let rest = |text: &[u8]| text.len() - same;
    let pairs = one[..rest(one)].iter().rev();
    let pairs = pairs.zip(other[..rest(other)].iter().rev());
    same + pairs.take_while(|(one, other)| one == other).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_characters_change() {
        let table = [
            ("xéy", "xèy", (1..3, 1..3)),
            ("aa", "aaa", (2..2, 2..3)),
            ("abc", "abc", (3..3, 3..3)),
        ];
        for (old, new, wanted) in table {
            let change = Change::of_characters(old, new);
            assert_eq!((change.old, change.new), wanted, "{old} {new}");
        }
    }

    #[test]
    fn the_smallest_change() {
        let long = "a".repeat(300);
        let table = [
            ("abc", "abxc", Some((2..2, 2..3))),
            ("abc", "ac", Some((1..2, 1..1))),
            ("abc", "abc", None),
            ("", "a", Some((0..0, 0..1))),
            ("aa", "aaa", Some((2..2, 2..3))),
            ("xéy", "xèy", None),
        ];
        for (old, new, wanted) in table {
            let change = Change::between(old, new).map(|change| (change.old, change.new));
            assert_eq!(change, wanted, "{old} {new}");
        }
        let (old, new) = (format!("{long}x{long}"), format!("{long}yz{long}"));
        let change = Change::between(&old, &new).map(|change| (change.old, change.new));
        assert_eq!(change, Some((300..301, 300..302)));
    }
}
