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
    let needed = ALWAYS + depth(code) * PER_BYTE;
    if stacker::remaining_stack().is_some_and(|left| left >= needed) {
        return Some(judge());
    }
    (needed <= MOST).then(|| stacker::grow(needed, judge))
}

/// More than the code can nest: every level takes a bracket, an operator or a keyword of its own.
fn depth(code: &str) -> usize {
    if code.len() * PER_BYTE <= MOST / 8 {
        return code.len();
    }
    let nests = |byte: u8| byte.is_ascii_punctuation() && !b",;)]}\"'_$".contains(&byte);
    let signs = code.bytes().filter(|&byte| nests(byte)).count();
    if signs * PER_BYTE > MOST {
        return signs;
    }
    let words = code.split(|c: char| !c.is_ascii_alphanumeric());
    signs + words.filter(|word| KEYWORDS.contains(word)).count()
}

/// The words of either language after which a statement or an expression begins anew.
const KEYWORDS: [&str; 36] = [
    "and",
    "as",
    "assert",
    "async",
    "await",
    "case",
    "catch",
    "class",
    "def",
    "default",
    "delete",
    "do",
    "elif",
    "else",
    "except",
    "extends",
    "finally",
    "for",
    "from",
    "function",
    "if",
    "in",
    "instanceof",
    "is",
    "lambda",
    "new",
    "not",
    "of",
    "or",
    "return",
    "try",
    "typeof",
    "void",
    "while",
    "with",
    "yield",
];
