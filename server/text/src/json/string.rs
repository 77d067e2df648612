use crate::segments::Decoded;

/// Decode the JSON string `raw` (quotes included) that stands at byte `base` of the file. Total:
/// an unknown escape stands for its letter, half a surrogate pair for U+FFFD, and the closing
/// quote may be missing.
pub(crate) fn decode(raw: &str, base: usize) -> Decoded {
    let inner = contents(raw);
    let bytes = inner.as_bytes();
    let base = base + usize::from(!raw.is_empty());
    let escapes = memchr::memchr_iter(b'\\', bytes).count();
    let mut decoded = Decoded::with_capacity(bytes.len(), 2 * escapes + 1);
    let mut at = 0;
    for run in memchr::memchr_iter(b'\\', bytes) {
        // The second of two belongs to the escape that the first one began.
        if run < at {
            continue;
        }
        decoded.copy(&inner[at..run], base + at);
        let (character, len) = escape(&inner[run..]);
        decoded.put(character, base + run..base + run + len);
        at = run + len;
    }
    decoded.copy(&inner[at..], base + at);
    decoded
}

/// What stands between the quotes.
pub(crate) fn contents(raw: &str) -> &str {
    let Some(quote) = raw.chars().next() else {
        return raw;
    };
    let inner = &raw[1..];
    match inner.strip_suffix(quote) {
        Some(shorter) if !ends_escaped(shorter) => shorter,
        _ => inner,
    }
}

fn ends_escaped(text: &str) -> bool {
    text.bytes().rev().take_while(|&byte| byte == b'\\').count() % 2 == 1
}

/// The character of the escape that begins `text`, and its length in bytes.
fn escape(text: &str) -> (char, usize) {
    let Some(letter) = text[1..].chars().next() else {
        return ('\\', 1);
    };
    let simple = |character| (character, 2);
    match letter {
        'b' => simple('\u{8}'),
        'f' => simple('\u{c}'),
        'n' => simple('\n'),
        'r' => simple('\r'),
        't' => simple('\t'),
        'u' => unicode(text),
        other => (other, 1 + other.len_utf8()),
    }
}

fn unicode(text: &str) -> (char, usize) {
    let Some(unit) = hex4(text.as_bytes()) else {
        return ('u', 2);
    };
    if let Some(character) = char::from_u32(unit) {
        return (character, 6);
    }
    if unit < 0xDC00
        && let Some(low) = text.as_bytes().get(6..).and_then(hex4)
        && (0xDC00..0xE000).contains(&low)
        && let Some(character) = char::from_u32(0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00))
    {
        return (character, 12);
    }
    (char::REPLACEMENT_CHARACTER, 6)
}

/// The number of a `\uXXXX` at the start of `bytes`.
pub(crate) fn hex4(bytes: &[u8]) -> Option<u32> {
    let digits = bytes.strip_prefix(b"\\u")?.get(..4)?;
    digits.iter().try_fold(0, |value, &digit| {
        Some(value * 16 + char::from(digit).to_digit(16)?)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes() {
        let table = [
            (r#""a\nb""#, "a\nb"),
            (r#""\"\\\/\b\f\r\t""#, "\"\\/\u{8}\u{c}\r\t"),
            (r#""\u4e2dx""#, "中x"),
            (r#""\ud83d\ude00""#, "😀"),
            (r#""\ud83d!""#, "\u{fffd}!"),
            (r#""\ude00\ud83d""#, "\u{fffd}\u{fffd}"),
            (r#""\ud83d\ud83d\ude00""#, "\u{fffd}😀"),
            (r#""\q\u12""#, "qu12"),
            (r#""open"#, "open"),
            (r#""open\""#, "open\""),
            (r#"""#, ""),
        ];
        for (raw, text) in table {
            assert_eq!(decode(raw, 0).text, text, "{raw}");
        }
    }
}
