use std::ops::Range;

/// A run of decoded bytes and the bytes of the file it was written with. Where both are equally
/// long they correspond byte by byte; otherwise the run is one character written in another way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Segment {
    code: u32,
    file: u32,
    file_len: u32,
}

/// Decoded text, with the place in the file of every character. Bytes of the file between two
/// segments (indentation, joined line ends) write no character.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Decoded {
    pub(crate) text: String,
    segments: Vec<Segment>,
}

impl Decoded {
    /// Nothing yet, with room for so many bytes and segments.
    pub(crate) fn with_capacity(bytes: usize, segments: usize) -> Self {
        Self {
            text: String::with_capacity(bytes),
            segments: Vec::with_capacity(segments),
        }
    }

    /// Text of which nothing is known but that it stands somewhere in `file`.
    pub(crate) fn opaque(text: String, file: Range<usize>) -> Self {
        let mut decoded = Self {
            text,
            segments: Vec::new(),
        };
        if !decoded.text.is_empty() {
            decoded.segments.push(Segment {
                code: 0,
                file: file.start as u32,
                // Never as long as the text, or it would count as written byte by byte.
                file_len: (file.len() + usize::from(file.len() == decoded.text.len())) as u32,
            });
        }
        decoded
    }

    /// Append characters that stand in the file as they are, from byte `file` on.
    pub(crate) fn copy(&mut self, part: &str, file: usize) {
        if part.is_empty() {
            return;
        }
        let code = self.text.len() as u32;
        self.text.push_str(part);
        if let Some(last) = self.segments.last_mut() {
            let verbatim = last.file_len == code - last.code;
            if verbatim && last.file + last.file_len == file as u32 {
                last.file_len += part.len() as u32;
                return;
            }
        }
        self.segments.push(Segment {
            code,
            file: file as u32,
            file_len: part.len() as u32,
        });
    }

    /// Append one character that is written with the bytes `file`.
    pub(crate) fn put(&mut self, character: char, file: Range<usize>) {
        if character.len_utf8() == file.len() {
            return self.copy(character.encode_utf8(&mut [0; 4]), file.start);
        }
        let code = self.text.len() as u32;
        self.text.push(character);
        self.segments.push(Segment {
            code,
            file: file.start as u32,
            file_len: file.len() as u32,
        });
    }

    /// The same text with every place led elsewhere, distances within a segment kept.
    pub(crate) fn placed(mut self, place: impl Fn(usize) -> usize) -> Self {
        for segment in &mut self.segments {
            segment.file = place(segment.file as usize) as u32;
        }
        self
    }

    /// The byte of the file where the character at decoded `offset` begins; `None` at the end.
    pub(crate) fn start_of(&self, offset: usize) -> Option<usize> {
        let (index, inside) = self.segment(offset)?;
        let segment = self.segments[index];
        let step = if self.verbatim(index) { inside } else { 0 };
        Some(segment.file as usize + step)
    }

    /// The byte of the file after the character that ends at decoded `offset`; `None` at the start.
    pub(crate) fn end_of(&self, offset: usize) -> Option<usize> {
        let (index, inside) = self.segment(offset.checked_sub(1)?)?;
        let segment = self.segments[index];
        let step = if self.verbatim(index) {
            inside + 1
        } else {
            segment.file_len as usize
        };
        Some(segment.file as usize + step)
    }

    /// The decoded offset of the character written at byte `file`, or of the next one if `file`
    /// lies between two; the length of the text after the last.
    pub(crate) fn at_file(&self, file: usize) -> usize {
        let after = self
            .segments
            .partition_point(|segment| segment.file as usize <= file);
        let next = self
            .segments
            .get(after)
            .map_or(self.text.len(), |s| s.code as usize);
        let Some(index) = after.checked_sub(1) else {
            return next;
        };
        let segment = self.segments[index];
        let inside = file - segment.file as usize;
        if inside >= segment.file_len as usize {
            return next;
        }
        let step = if self.verbatim(index) { inside } else { 0 };
        self.text.floor_char_boundary(segment.code as usize + step)
    }

    fn segment(&self, offset: usize) -> Option<(usize, usize)> {
        if offset >= self.text.len() {
            return None;
        }
        let index = self
            .segments
            .partition_point(|s| s.code as usize <= offset)
            .checked_sub(1)?;
        Some((index, offset - self.segments[index].code as usize))
    }

    fn verbatim(&self, index: usize) -> bool {
        let end = self
            .segments
            .get(index + 1)
            .map_or(self.text.len() as u32, |next| next.code);
        self.segments[index].file_len == end - self.segments[index].code
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Decoded {
        // "ab\ncd" written as `ab\n`, four bytes of gap, `cd`, from byte 10 on.
        let mut decoded = Decoded::default();
        decoded.copy("ab", 10);
        decoded.put('\n', 12..14);
        decoded.copy("cd", 18);
        decoded
    }

    #[test]
    fn ends_prefer_what_stands_before() {
        let decoded = sample();
        assert_eq!(decoded.end_of(2), Some(12));
        assert_eq!(decoded.start_of(2), Some(12));
        assert_eq!(decoded.end_of(3), Some(14));
        assert_eq!(decoded.start_of(3), Some(18));
        assert_eq!(decoded.end_of(5), Some(20));
        assert_eq!(decoded.start_of(5), None);
        assert_eq!(decoded.end_of(0), None);
    }

    #[test]
    fn gaps_lead_to_the_next_character() {
        let decoded = sample();
        assert_eq!(decoded.at_file(13), 2);
        assert_eq!(decoded.at_file(14), 3);
        assert_eq!(decoded.at_file(17), 3);
        assert_eq!(decoded.at_file(19), 4);
        assert_eq!(decoded.at_file(20), 5);
        assert_eq!(decoded.at_file(3), 0);
    }

    #[test]
    fn opaque_text_is_one_piece() {
        let decoded = Decoded::opaque("abc".into(), 5..8);
        assert_eq!(decoded.start_of(2), Some(5));
        assert_eq!(decoded.at_file(7), 0);
    }
}
