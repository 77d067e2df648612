//! Messages of exceptions, from RustPython's words into CPython's, where they are known to differ.

use std::sync::atomic::{AtomicU8, Ordering};

/// The minor version of Python 3 whose words are used.
static PYTHON: AtomicU8 = AtomicU8::new(14);

/// From now on the words of CPython 3.`python` are used.
pub(crate) fn speak(python: u8) {
    PYTHON.store(python, Ordering::Relaxed);
}

/// The message as CPython says it.
pub(crate) fn as_cpython(message: &str) -> String {
    let python = PYTHON.load(Ordering::Relaxed);
    since(message, python)
        .or_else(|| before(message, python))
        .unwrap_or_else(|| message.to_owned())
}

/// The message of a `SyntaxError` as CPython says it; `at` is the character at which it is reported.
pub(crate) fn syntax(message: &str, at: Option<char>) -> String {
    match (message, at) {
        ("unexpected indentation", _) => "unexpected indent".into(),
        ("invalid syntax", Some(at)) if !at.is_ascii() && !at.is_alphanumeric() => {
            if at.is_whitespace()
                || at.is_control()
                || matches!(at, '\u{200b}'..='\u{200f}' | '\u{feff}')
            {
                format!("invalid non-printable character U+{:04X}", u32::from(at))
            } else {
                format!("invalid character '{at}' (U+{:04X})", u32::from(at))
            }
        }
        _ if message.starts_with("expected symbol after ") => "invalid syntax".into(),
        _ => message.to_owned(),
    }
}

/// A warning of the compiler as CPython prints it; `None` for one that it keeps to itself.
pub(crate) fn warning(line: &str) -> Option<String> {
    let python = PYTHON.load(Ordering::Relaxed);
    let escape = " is an invalid escape sequence. Such";
    match line
        .split_once(": SyntaxWarning: \"")
        .zip(line.find(escape))
    {
        Some(_) if python < 12 => None,
        Some(((place, said), _)) if python < 14 => {
            let sequence = said.split('"').next().unwrap_or_default();
            Some(format!(
                "{place}: SyntaxWarning: invalid escape sequence '{sequence}'"
            ))
        }
        _ => Some(line.to_owned()),
    }
}

/// What CPython says in all versions that platforms have, or in the newer ones.
fn since(message: &str, python: u8) -> Option<String> {
    if message == "maximum recursion depth exceeded " {
        return Some(message.trim_end().into());
    }
    if message.starts_with("exceptions must be classes or instances deriving from BaseException") {
        return Some("exceptions must derive from BaseException".into());
    }
    if let Some(types) = message.strip_prefix("Cannot add list and ") {
        return Some(format!(
            "can only concatenate list (not \"{types}\") to list"
        ));
    }
    if let Some(kind) = message.strip_prefix("expected string got ") {
        return Some(match (kind, python) {
            ("'bytes'" | "'bytearray'", _) => {
                "cannot use a string pattern on a bytes-like object".into()
            }
            (_, ..=10) => "expected string or bytes-like object".into(),
            _ => format!("expected string or bytes-like object, got {kind}"),
        });
    }
    if message.starts_with("class ") && message.contains(" without an implementation for abstract ")
    {
        return Some(abstract_class(message, python));
    }
    if message.starts_with("unsupported operand type(s) for ") && message.contains("'Decimal'") {
        return Some(message.replace("'Decimal'", "'decimal.Decimal'"));
    }
    if message.contains("argument ")
        && message.contains(" must be ")
        && let Some(rest) = message.strip_suffix(", not NoneType")
    {
        return Some(format!("{rest}, not None"));
    }
    if let Some(item) = message.strip_suffix("' is not in list")
        && let Some(item) = item.strip_prefix('\'')
    {
        return Some(match python {
            14.. => "list.index(x): x not in list".into(),
            _ => format!("{item} is not in list"),
        });
    }
    if python >= 11
        && let Some(rest) = message.strip_prefix("local variable ")
        && let Some(name) = rest.strip_suffix(" referenced before assignment")
    {
        return Some(format!(
            "cannot access local variable {name} where it is not associated with a value"
        ));
    }
    None
}

fn abstract_class(message: &str, python: u8) -> String {
    if python >= 12 {
        return format!("Can't instantiate abstract {message}");
    }
    // The names were not quoted.
    let message = message.replace(" without an implementation for ", " with ");
    format!("Can't instantiate abstract {}", message.replace('\'', ""))
}

/// What versions before the one that RustPython follows say.
fn before(message: &str, python: u8) -> Option<String> {
    if python >= 14 {
        return None;
    }
    before_14(message).or_else(|| match python {
        ..=10 => before_11(message),
        _ => None,
    })
}

fn before_14(message: &str) -> Option<String> {
    let rules: [(&str, &str, &str); 8] = [
        ("too many values to unpack (expected ", ", got ", ")"),
        (
            "argument of type ",
            " is not a container or iterable",
            " is not iterable",
        ),
        ("month must be in 1..12", ", not ", ""),
        ("hour must be in 0..23", ", not ", ""),
        ("minute must be in 0..59", ", not ", ""),
        ("second must be in 0..59", ", not ", ""),
        (
            "main() got an unexpected keyword argument ",
            ". Did you mean ",
            "",
        ),
        (
            "",
            " object does not support the context manager protocol (",
            " object does not support the context manager protocol",
        ),
    ];
    for (start, cut, end) in rules {
        if message.starts_with(start)
            && let Some(at) = message.find(cut)
        {
            return Some(format!("{}{end}", &message[..at]));
        }
    }
    if message.starts_with("cannot use ")
        && let Some(at) = message.find(" (unhashable type: ")
    {
        return Some(message[at + 2..message.len() - 1].to_owned());
    }
    if message.starts_with("day ") && message.contains(" must be in range 1..") {
        return Some("day is out of range for month".into());
    }
    if message.starts_with("expected a nonnegative input")
        || message.starts_with("expected a positive input")
    {
        return Some("math domain error".into());
    }
    (message == "zero to a negative power")
        .then(|| "0.0 cannot be raised to a negative power".into())
}

fn before_11(message: &str) -> Option<String> {
    if let Some(rest) = message.strip_prefix("cannot access free variable ")
        && let Some((name, _)) = rest.split_once(" where it is not associated ")
    {
        return Some(format!(
            "free variable {name} referenced before assignment in enclosing scope"
        ));
    }
    message
        .starts_with("string indices must be integers, not ")
        .then(|| "string indices must be integers".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_follow_the_version() {
        let cases = [
            (
                14,
                "local variable 'x' referenced before assignment",
                "cannot access local variable 'x' where it is not associated with a value",
            ),
            (
                10,
                "local variable 'x' referenced before assignment",
                "local variable 'x' referenced before assignment",
            ),
            (
                13,
                "cannot use 'list' as a dict key (unhashable type: 'list')",
                "unhashable type: 'list'",
            ),
            (
                14,
                "cannot use 'list' as a dict key (unhashable type: 'list')",
                "cannot use 'list' as a dict key (unhashable type: 'list')",
            ),
            (
                10,
                "main() got an unexpected keyword argument 'usrName'. Did you mean 'userName'?",
                "main() got an unexpected keyword argument 'usrName'",
            ),
            (
                14,
                "Cannot add list and NoneType",
                "can only concatenate list (not \"NoneType\") to list",
            ),
            (
                10,
                "class A without an implementation for abstract method 'f'",
                "Can't instantiate abstract class A with abstract method f",
            ),
            (
                14,
                "strptime() argument 1 must be str, not NoneType",
                "strptime() argument 1 must be str, not None",
            ),
            (
                13,
                "month must be in 1..12, not 13",
                "month must be in 1..12",
            ),
            (
                14,
                "month must be in 1..12, not 13",
                "month must be in 1..12, not 13",
            ),
            (
                10,
                "too many values to unpack (expected 2, got 3)",
                "too many values to unpack (expected 2)",
            ),
            (13, "'2' is not in list", "2 is not in list"),
            (14, "plain text", "plain text"),
        ];
        for (python, said, meant) in cases {
            let got = since(said, python).or_else(|| before(said, python));
            assert_eq!(got.as_deref().unwrap_or(said), meant, "3.{python}");
        }
    }
}
