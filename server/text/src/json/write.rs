use std::fmt::Write;

/// `text` as a JSON string, quotes included; characters beyond ASCII stay as they are.
pub fn json_string(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for character in text.chars() {
        write_char(&mut out, character, false);
    }
    out.push('"');
    out
}

/// Append `character` as it stands within a JSON string, everything beyond ASCII as `\uXXXX` if
/// `ascii` is set.
pub(crate) fn write_char(out: &mut String, character: char, ascii: bool) {
    match character {
        '"' => out.push_str("\\\""),
        '\\' => out.push_str("\\\\"),
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        '\u{8}' => out.push_str("\\b"),
        '\u{c}' => out.push_str("\\f"),
        _ if character < ' ' || ascii && character > '~' => {
            for unit in character.encode_utf16(&mut [0; 2]) {
                // Writing to a string cannot fail.
                let _ = write!(out, "\\u{unit:04x}");
            }
        }
        _ => out.push(character),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings() {
        assert_eq!(
            json_string("a\"\\\n\r\t\u{8}\u{c}\u{1}é😀/"),
            r#""a\"\\\n\r\t\b\f\u0001é😀/""#
        );
        let mut out = String::new();
        "é😀\u{7f}"
            .chars()
            .for_each(|c| write_char(&mut out, c, true));
        assert_eq!(out, r"\u00e9\ud83d\ude00\u007f");
    }
}
