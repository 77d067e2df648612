//! Room for the recursion of the parsers: code from a file must not overflow the stack, however deep its
//! nest is.

/// What the deepest recursion takes for one byte of code, measured with the prefixes that cost most.
const PER_BYTE: usize = if cfg!(debug_assertions) {
    24 << 10
} else {
    6 << 10
};

/// Room that every call has, for code of a few bytes.
const ALWAYS: usize = 256 << 10;

/// The most that is ever reserved; only what is used is touched.
const MOST: usize = 512 << 20;

/// Runs `judge` with room for the nest of `code`; `None` where the nest could be deeper than the room that
/// can be had. No engine reads such code either: V8 and CPython give up at some thousand levels.
pub(crate) fn with_room<T>(code: &str, judge: impl FnOnce() -> T) -> Option<T> {
    with_room_for(depth(code, 0, 0), judge)
}

/// The same, where `judge` leaves out what stands before byte `from`, in which the code nests `before` deep.
pub(crate) fn with_room_behind<T>(
    code: &str,
    from: usize,
    before: usize,
    judge: impl FnOnce() -> T,
) -> Option<T> {
    with_room_for(depth(code, from, before), judge)
}

fn with_room_for<T>(depth: usize, judge: impl FnOnce() -> T) -> Option<T> {
    let needed = ALWAYS + depth * PER_BYTE;
    if stacker::remaining_stack().is_some_and(|left| left >= needed) {
        return Some(judge());
    }
    (needed <= MOST).then(|| stacker::grow(needed, judge))
}

/// More than the code can nest, where `before` is that of what stands before byte `from`.
fn depth(code: &str, from: usize, before: usize) -> usize {
    match code.len() * PER_BYTE <= MOST / 8 {
        true => code.len(),
        false => before + nest(&code[from..]),
    }
}

/// More than the code can nest: every level takes a bracket, an operator or a keyword of its own.
pub(crate) fn nest(code: &str) -> usize {
    let bytes = code.as_bytes();
    let mut levels = 0;
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match SIGNS[usize::from(*byte)] {
            Sign::Nests => levels += 1,
            Sign::Other => {}
            Sign::Word => {
                let rest = &bytes[at..];
                let goes_on = |byte: &&u8| SIGNS[usize::from(**byte)] == Sign::Word;
                let length = rest.iter().take_while(goes_on).count();
                levels += usize::from(is_keyword(&rest[..length]));
                at += length;
                continue;
            }
        }
        at += 1;
    }
    levels
}

/// What a byte is to the nest.
#[derive(Clone, Copy, PartialEq)]
enum Sign {
    Nests,
    Word,
    Other,
}

const SIGNS: [Sign; 256] = {
    let mut signs = [Sign::Other; 256];
    let mut byte = 0;
    while byte < 128 {
        signs[byte] = match byte as u8 {
            b',' | b';' | b')' | b']' | b'}' | b'"' | b'\'' | b'_' | b'$' => Sign::Other,
            sign if sign.is_ascii_punctuation() => Sign::Nests,
            letter if letter.is_ascii_alphanumeric() => Sign::Word,
            _ => Sign::Other,
        };
        byte += 1;
    }
    signs
};

/// A word of either language after which a statement or an expression begins anew.
fn is_keyword(word: &[u8]) -> bool {
    matches!(
        word,
        b"and"
            | b"as"
            | b"assert"
            | b"async"
            | b"await"
            | b"case"
            | b"catch"
            | b"class"
            | b"def"
            | b"default"
            | b"delete"
            | b"do"
            | b"elif"
            | b"else"
            | b"except"
            | b"extends"
            | b"finally"
            | b"for"
            | b"from"
            | b"function"
            | b"if"
            | b"in"
            | b"instanceof"
            | b"is"
            | b"lambda"
            | b"new"
            | b"not"
            | b"of"
            | b"or"
            | b"return"
            | b"try"
            | b"typeof"
            | b"void"
            | b"while"
            | b"with"
            | b"yield"
    )
}
