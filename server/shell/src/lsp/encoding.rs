use text::{InFile, LineColumn, LineIndex, TextRange, TextSize};
use tower_lsp::ls_types::{Position, PositionEncodingKind, Range};

/// What a column counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Encoding {
    /// Bytes.
    Utf8,
    /// UTF-16 code units: what every client understands.
    #[default]
    Utf16,
    /// Unicode scalar values.
    Utf32,
}

impl Encoding {
    /// The cheapest that the client offers.
    pub(super) fn negotiate(offered: Option<&[PositionEncodingKind]>) -> Self {
        let offered = offered.unwrap_or_default();
        let known = [Self::Utf8, Self::Utf32];
        known
            .into_iter()
            .find(|known| offered.contains(&known.kind()))
            .unwrap_or_default()
    }

    pub(super) fn kind(self) -> PositionEncodingKind {
        match self {
            Self::Utf8 => PositionEncodingKind::UTF8,
            Self::Utf16 => PositionEncodingKind::UTF16,
            Self::Utf32 => PositionEncodingKind::UTF32,
        }
    }

    /// The range of bytes in the client's terms; what lies outside the text is moved into it.
    pub(super) fn range(self, text: &str, lines: &LineIndex, range: InFile<TextRange>) -> Range {
        Range {
            start: self.position(text, lines, range.0.start()),
            end: self.position(text, lines, range.0.end()),
        }
    }

    fn position(self, text: &str, lines: &LineIndex, offset: TextSize) -> Position {
        let place = match self {
            Self::Utf8 => lines.utf8(text, offset),
            Self::Utf16 => lines.utf16(text, offset),
            Self::Utf32 => lines.characters(text, offset),
        };
        Position {
            line: place.line,
            character: place.column,
        }
    }

    /// The bytes that the client means. As the protocol says, a column beyond the line is its end; so is a line beyond the
    /// text, and a column within a character is the place before it.
    pub(super) fn bytes(self, text: &str, lines: &LineIndex, range: Range) -> TextRange {
        let start = self.offset(text, lines, range.start);
        let end = self.offset(text, lines, range.end);
        TextRange::new(start, end.max(start))
    }

    fn offset(self, text: &str, lines: &LineIndex, position: Position) -> TextSize {
        let place = LineColumn {
            line: position.line,
            column: position.character,
        };
        match self {
            Self::Utf8 => lines.from_utf8(text, place),
            Self::Utf16 => lines.from_utf16(text, place),
            Self::Utf32 => lines.from_characters(text, place),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "a😀é\r\nb\n";

    fn offset(encoding: Encoding, line: u32, character: u32) -> u32 {
        encoding
            .offset(TEXT, &LineIndex::new(TEXT), Position { line, character })
            .into()
    }

    #[test]
    fn columns_count_what_was_agreed() {
        assert_eq!(
            [1, 5, 7].map(|column| offset(Encoding::Utf8, 0, column)),
            [1, 5, 7]
        );
        assert_eq!(
            [1, 3, 4].map(|column| offset(Encoding::Utf16, 0, column)),
            [1, 5, 7]
        );
        assert_eq!(
            [1, 2, 3].map(|column| offset(Encoding::Utf32, 0, column)),
            [1, 5, 7]
        );
    }

    #[test]
    fn impossible_positions_are_moved_into_the_text() {
        assert_eq!(offset(Encoding::Utf16, 0, 2), 1, "within a surrogate pair");
        assert_eq!(offset(Encoding::Utf8, 0, 3), 1, "within a character");
        assert_eq!(
            offset(Encoding::Utf16, 0, 99),
            7,
            "beyond the line, before its end"
        );
        assert_eq!(offset(Encoding::Utf16, 99, 0), TEXT.len() as u32);
        assert_eq!(
            offset(Encoding::Utf16, u32::MAX, u32::MAX),
            TEXT.len() as u32
        );
    }

    #[test]
    fn positions_lead_there_and_back() {
        let lines = LineIndex::new(TEXT);
        for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
            for (at, _) in TEXT.char_indices() {
                let offset = TextSize::new(at as u32);
                let back = encoding.offset(TEXT, &lines, encoding.position(TEXT, &lines, offset));
                // The line feed of CRLF has no place of its own.
                assert!(
                    back == offset || TEXT.as_bytes()[at - 1] == b'\r',
                    "{encoding:?} {at}"
                );
            }
        }
    }

    #[test]
    fn the_cheapest_offer_is_taken_and_utf16_is_the_default() {
        use PositionEncodingKind as Kind;
        assert_eq!(Encoding::negotiate(None), Encoding::Utf16);
        assert_eq!(Encoding::negotiate(Some(&[Kind::UTF16])), Encoding::Utf16);
        assert_eq!(
            Encoding::negotiate(Some(&[Kind::UTF16, Kind::UTF32])),
            Encoding::Utf32
        );
        assert_eq!(
            Encoding::negotiate(Some(&[Kind::UTF16, Kind::UTF32, Kind::UTF8])),
            Encoding::Utf8
        );
    }
}
