//! The lowering against the parser of ruff, which CPython's own grammar stands behind: for sources
//! without errors both must see the same statements and expressions in the same places. This finds
//! what tree-sitter takes for something else without saying so.

use ruff_python_parser::{Mode, ParseOptions, parse_unchecked};

use crate::ir::Program;
use ours::Ours;
use theirs::Theirs;

mod ours;
mod theirs;

/// Something at a place of the source, in bytes.
type Fact = (u32, u32, String);

/// What only one of the two sees, `-` for ruff and `+` for us; `None` if ruff rejects the source.
pub(super) fn differences(source: &str, program: &Program) -> Option<Vec<String>> {
    let parsed = parse_unchecked(source, ParseOptions::from(Mode::Module));
    if !parsed.errors().is_empty() {
        return None;
    }
    let mut theirs = Theirs::of(source, parsed.syntax());
    let mut ours = Ours::of(source, program);
    theirs.sort();
    ours.sort();
    let only = |sign: char, these: &[Fact], those: &[Fact]| -> Vec<String> {
        these
            .iter()
            .filter(|fact| those.binary_search(fact).is_err())
            .map(|(start, end, label)| {
                format!(
                    "{sign} {label}: {}",
                    &source[*start as usize..*end as usize]
                )
            })
            .collect()
    };
    let mut all = only('-', &theirs, &ours);
    all.extend(only('+', &ours, &theirs));
    if all.is_empty() && theirs.len() != ours.len() {
        all.push(format!("{} facts against {}", theirs.len(), ours.len()));
    }
    Some(all)
}
