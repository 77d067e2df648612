//! Which bracket is the one that was left open.

use text::{TextRange, TextSize};

/// A bracket of the code, outside of strings and comments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Bracket {
    pub(super) sign: char,
    pub(super) range: TextRange,
}

/// The first thing wrong with the nesting of brackets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Imbalance {
    /// A closing bracket with nothing open.
    Unopened(Bracket),
    /// A closing bracket of another kind than the innermost open one.
    Mismatched { open: Bracket, close: Bracket },
    /// An opening bracket that nothing closes; of several the one that its indentation gives away.
    Unclosed(Bracket),
}

impl Imbalance {
    /// Where reading from the left notices it.
    pub(super) fn noticed_at(&self, end: TextSize) -> TextSize {
        match self {
            Self::Unopened(bracket) | Self::Mismatched { close: bracket, .. } => {
                bracket.range.start()
            }
            Self::Unclosed(_) => end,
        }
    }
}

/// The closing bracket of an opening one.
pub(super) fn closing(open: char) -> char {
    match open {
        '(' => ')',
        '[' => ']',
        _ => '}',
    }
}

/// The first thing wrong with `brackets`, all those of the code or of its end.
pub(super) fn imbalance(code: &str, brackets: &[Bracket]) -> Option<Imbalance> {
    let Left { mut open, suspect } = match read(code, brackets) {
        Ok(left) => left,
        Err(imbalance) => return Some(imbalance),
    };
    let innermost = open.pop()?;
    Some(Imbalance::Unclosed(
        suspect
            .filter(|s| s.sign == innermost.sign)
            .unwrap_or(innermost),
    ))
}

/// Whether all of `brackets` are closed, and none to the eye elsewhere: they tell nothing of those that follow.
pub(super) fn are_settled(code: &str, brackets: &[Bracket]) -> bool {
    read(code, brackets).is_ok_and(|left| left.open.is_empty() && left.suspect.is_none())
}

/// What is left when all brackets are read.
struct Left {
    /// The ones that nothing closes, the innermost last.
    open: Vec<Bracket>,
    /// The first one that was closed less deep than it was opened.
    suspect: Option<Bracket>,
}

/// Reads the brackets from the left.
fn read(code: &str, brackets: &[Bracket]) -> Result<Left, Imbalance> {
    let mut open: Vec<Bracket> = Vec::new();
    let mut suspect = None;
    for &bracket in brackets {
        if matches!(bracket.sign, '(' | '[' | '{') {
            open.push(bracket);
            continue;
        }
        match open.pop() {
            None => return Err(Imbalance::Unopened(bracket)),
            Some(opened) if closing(opened.sign) != bracket.sign => {
                return Err(Imbalance::Mismatched {
                    open: opened,
                    close: bracket,
                });
            }
            Some(opened) if suspect.is_none() && closes_less_deep(code, opened, bracket) => {
                suspect = Some(opened);
            }
            Some(_) => {}
        }
    }
    Ok(Left { open, suspect })
}

/// A closing bracket at the start of a line that is indented less than the line of its opening one
/// closes, to the eye, a bracket further out.
fn closes_less_deep(code: &str, open: Bracket, close: Bracket) -> bool {
    let (line, indent) = line_and_indent(code, close.range.start());
    let (opening_line, opening_indent) = line_and_indent(code, open.range.start());
    line != opening_line
        && close.range.start() == indent
        && indent - line < opening_indent - opening_line
}

/// Where the line of `at` starts, and where its text does.
fn line_and_indent(code: &str, at: TextSize) -> (TextSize, TextSize) {
    let start = code[..at.into()]
        .rfind('\n')
        .map_or(0, |newline| newline + 1);
    let indent = code[start..].len() - code[start..].trim_start_matches([' ', '\t']).len();
    (
        TextSize::new(start as u32),
        TextSize::new((start + indent) as u32),
    )
}
