use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Files above this size are not read: no platform imports them (Dify stops at 10 MB, reference dify 1.1).
pub(crate) const MAX_BYTES: u64 = 256 << 20;

/// What standard input is called when nobody says.
pub(crate) const STDIN: &str = "<stdin>";

/// Standard input is meant, not a file of that name (which is `./-`).
pub(crate) fn is_stdin(path: &Path) -> bool {
    path == Path::new("-")
}

/// A file that cannot be looked at, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unreadable {
    pub(crate) path: PathBuf,
    /// One sentence without a full stop.
    pub(crate) reason: String,
    /// It was there a moment ago.
    pub(crate) vanished: bool,
}

/// The bytes of a file, at most [`MAX_BYTES`].
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, Unreadable> {
    let file = File::open(path).map_err(|error| Unreadable::io(path, &error))?;
    let size = file.metadata().map_or(0, |metadata| metadata.len());
    bounded(file, size, path)
}

/// The bytes of standard input, at most [`MAX_BYTES`]. `name` is for the error.
pub(crate) fn read_stdin(name: &Path) -> Result<Vec<u8>, Unreadable> {
    bounded(io::stdin().lock(), 0, name)
}

/// The text of a file's bytes: UTF-8, a byte order mark included if there is one.
pub(crate) fn decode(bytes: Vec<u8>, path: &Path) -> Result<String, Unreadable> {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(Unreadable::new(path, "it is UTF-16; save it as UTF-8"));
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let before = &error.as_bytes()[..at];
        let line = memchr::memchr_iter(b'\n', before).count() + 1;
        Unreadable::new(
            path,
            format!("it is not UTF-8: line {line} holds an invalid byte, at offset {at}"),
        )
    })
}

/// `expected` bytes are reserved ahead, since growing a large buffer copies it.
fn bounded(reader: impl Read, expected: u64, path: &Path) -> Result<Vec<u8>, Unreadable> {
    let mut bytes = Vec::with_capacity(expected.min(MAX_BYTES) as usize);
    if expected <= MAX_BYTES {
        let read = reader.take(MAX_BYTES + 1).read_to_end(&mut bytes);
        read.map_err(|error| Unreadable::io(path, &error))?;
    }
    if expected.max(bytes.len() as u64) > MAX_BYTES {
        return Err(Unreadable::new(
            path,
            format!("it is larger than {} MiB", MAX_BYTES >> 20),
        ));
    }
    Ok(bytes)
}

impl Unreadable {
    pub(crate) fn new(path: &Path, reason: impl Into<String>) -> Self {
        Self {
            path: path.to_owned(),
            reason: reason.into(),
            vanished: false,
        }
    }

    pub(crate) fn io(path: &Path, error: &io::Error) -> Self {
        let reason = match error.kind() {
            io::ErrorKind::NotFound => "there is no such file".to_owned(),
            io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
            io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
            _ => error.to_string(),
        };
        let vanished = error.kind() == io::ErrorKind::NotFound;
        Self {
            path: path.to_owned(),
            reason,
            vanished,
        }
    }

    pub(crate) fn unwritable(path: &Path, error: &io::Error) -> Self {
        Self::new(path, format!("its fixes cannot be written: {error}"))
    }

    /// What a walk of `folder` stumbled on; nothing for what vanished under it.
    pub(crate) fn walking(folder: &Path, error: &ignore::Error) -> Option<Self> {
        match error {
            ignore::Error::WithPath { path, err } => Self::walking(path, err),
            ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => {
                Self::walking(folder, err)
            }
            ignore::Error::Io(error) if error.kind() == io::ErrorKind::NotFound => None,
            ignore::Error::Io(error) => Some(Self::io(folder, error)),
            error => Some(Self::new(folder, error.to_string())),
        }
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "cannot check {}: {}",
            self.path.display(),
            self.reason
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reason(bytes: &[u8]) -> String {
        decode(bytes.to_vec(), Path::new("x")).unwrap_err().reason
    }

    #[test]
    fn says_what_is_wrong_with_the_encoding() {
        assert_eq!(reason(b"\xFF\xFEa\0"), "it is UTF-16; save it as UTF-8");
        assert_eq!(reason(b"\xFE\xFF\0a"), "it is UTF-16; save it as UTF-8");
        assert_eq!(
            reason(b"a\nb\xE9c"),
            "it is not UTF-8: line 2 holds an invalid byte, at offset 3"
        );
        assert_eq!(
            decode(b"\xEF\xBB\xBF{}".to_vec(), Path::new("x")).unwrap(),
            "\u{feff}{}"
        );
    }

    #[test]
    fn stops_at_the_limit_even_where_no_size_is_known() {
        let endless = io::repeat(b'[');
        let error = bounded(endless, 0, Path::new("x")).unwrap_err();
        assert_eq!(error.reason, "it is larger than 256 MiB");
        assert!(bounded(io::empty(), MAX_BYTES + 1, Path::new("x")).is_err());
    }
}
