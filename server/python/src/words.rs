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
    if python < 14
        && message.starts_with("cannot use ")
        && let Some(at) = message.find(" (unhashable type: ")
    {
        return Some(message[at + 2..message.len() - 1].to_owned());
    }
    if python < 14
        && message.contains("got an unexpected keyword argument ")
        && let Some(at) = message.find(". Did you mean ")
    {
        return Some(message[..at].to_owned());
    }
    if python <= 10
        && let Some(rest) = message.strip_prefix("cannot access free variable ")
        && let Some((name, _)) = rest.split_once(" where it is not associated ")
    {
        return Some(format!(
            "free variable {name} referenced before assignment in enclosing scope"
        ));
    }
    None
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
            (14, "plain text", "plain text"),
        ];
        for (python, said, meant) in cases {
            let got = since(said, python).or_else(|| before(said, python));
            assert_eq!(got.as_deref().unwrap_or(said), meant, "3.{python}");
        }
    }
}
