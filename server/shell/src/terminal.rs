//! Standard output and error.

use std::fmt::Display;
use std::io::{self, BufWriter, Write};

use anstream::{AutoStream, ColorChoice};

use crate::arguments::Color;

/// Whether standard output is to be coloured; NO_COLOR and its kin count unless the choice is explicit.
pub(crate) fn colored(color: Color) -> bool {
    match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => AutoStream::choice(&io::stdout()) != ColorChoice::Never,
    }
}

/// The same of standard error.
pub(crate) fn colored_errors(color: Color) -> bool {
    match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => AutoStream::choice(&io::stderr()) != ColorChoice::Never,
    }
}

/// Standard output, buffered: flush it before writing to standard error.
pub(crate) fn stdout(color: Color) -> Box<dyn Write> {
    if colored(color) {
        Box::new(BufWriter::new(AutoStream::always(io::stdout())))
    } else {
        Box::new(BufWriter::new(io::stdout()))
    }
}

/// Say something on standard error; nobody listening is no error.
pub(crate) fn say(message: impl Display) {
    let _ = writeln!(io::stderr().lock(), "{message}");
}
