use std::fmt::Write;

use crate::slots::Shape;
use crate::yaml::resolve;

/// `text` as a YAML scalar that YAML 1.1 and 1.2 readers alike take for this string, on one line
/// and good anywhere (also as a key or within `[…]`): plain where that is safe, else quoted.
pub fn yaml_scalar(text: &str) -> String {
    if plain_is_safe(text, true) {
        text.to_owned()
    } else if single_quoted_is_safe(text) {
        single_quoted(text)
    } else {
        double_quoted(text, false)
    }
}

/// Whether `text` may be written as it is, on one line.
pub(crate) fn plain_is_safe(text: &str, in_flow: bool) -> bool {
    let starts_badly = |c: char| "-?:,[]{}#&*!|>'\"%@`=<~".contains(c) || c.is_whitespace();
    let flow = |c: char| in_flow && ",[]{}?".contains(c);
    !text.is_empty()
        && !text.starts_with(starts_badly)
        && !text.ends_with(|c: char| c == ':' || c.is_whitespace())
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.chars().any(|c| flow(c) || c == '\t' || !is_plain(c))
        && !(in_flow && text.contains(':'))
        && !(text.starts_with("...") || text.starts_with("---"))
        && resolve::plain(text) == Shape::String
        && !is_special_elsewhere(text)
}

/// What YAML 1.2 or a careless reader takes for something other than text.
fn is_special_elsewhere(text: &str) -> bool {
    let starts_like_number = text.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c));
    starts_like_number && text.parse::<f64>().is_ok()
        || text.starts_with("0o")
        || matches!(text, "y" | "Y" | "n" | "N")
}

/// Whether `text` can stand in single quotes on one line.
pub(crate) fn single_quoted_is_safe(text: &str) -> bool {
    text.chars().all(is_plain)
}

pub(crate) fn single_quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// Characters that need no escape in YAML, line breaks left out.
fn is_plain(character: char) -> bool {
    matches!(character, '\t' | ' '..='~' | '\u{a0}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
        && !matches!(character, '\u{2028}' | '\u{2029}' | '\u{feff}')
}

/// `text` in double quotes on one line; characters beyond ASCII escaped if `ascii` is set.
pub(crate) fn double_quoted(text: &str, ascii: bool) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    text.chars()
        .for_each(|character| write_double_quoted(&mut out, character, ascii));
    out.push('"');
    out
}

/// Append `character` as it stands within double quotes.
pub(crate) fn write_double_quoted(out: &mut String, character: char, ascii: bool) {
    let code = u32::from(character);
    // Writing to a string cannot fail.
    let _ = match character {
        '"' => out.write_str("\\\""),
        '\\' => out.write_str("\\\\"),
        '\n' => out.write_str("\\n"),
        '\r' => out.write_str("\\r"),
        '\t' => out.write_str("\\t"),
        '\0' => out.write_str("\\0"),
        '\u{85}' => out.write_str("\\N"),
        '\u{2028}' => out.write_str("\\L"),
        '\u{2029}' => out.write_str("\\P"),
        _ if is_plain(character) && (character.is_ascii() || !ascii) => out.write_char(character),
        _ if code < 0x100 => write!(out, "\\x{code:02X}"),
        _ if code < 0x10000 => write!(out, "\\u{code:04X}"),
        _ => write!(out, "\\U{code:08X}"),
    };
}
