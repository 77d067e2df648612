//! JavaScript: oxc judges, we explain.

mod judge;
mod lenience;
mod tokens;

use text::InCode;

use super::SyntaxError;
use crate::Source;

pub(super) fn check(source: &Source<'_>) -> Option<SyntaxError> {
    let fault = judge::judge(source)?;
    Some(SyntaxError {
        range: InCode(fault.range),
        message: fault.message,
        help: None,
        related: fault
            .others
            .first()
            .map(|&range| (InCode(range), "".to_owned())),
        platform: None,
    })
}
