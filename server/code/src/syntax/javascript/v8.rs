//! V8's own words, where a complaint of oxc's tells them for certain: n8n shows them as they are, Dify
//! after the name of the error (reference n8n 9, dify 2.3).

use super::judge::Fault;
use super::scene::Scene;
use super::tokens::{KEYWORDS_BEFORE_VALUES, TokenKind};

/// What V8 says, without the name of the error.
pub(super) fn words(scene: &Scene<'_>) -> Option<String> {
    let Fault { message, .. } = scene.fault;
    if scene.another_comes_first() {
        return None;
    }
    let token = scene.token().map_or("", |token| scene.text(token));
    let odd = match message.as_str() {
        "Missing initializer in const declaration" => matches!(token, "let" | "\\"),
        "Invalid characters after number" => token.starts_with('0') || token.contains('_'),
        _ => false,
    };
    if odd {
        return None;
    }
    if let Some((_, words)) = SAME.iter().find(|(ours, _)| message.as_str() == *ours) {
        return Some((*words).to_owned());
    }
    if let Some(name) = message.strip_suffix("` has already been declared") {
        let name = name
            .strip_prefix("Identifier `")
            .filter(|_| !scene.in_parameters())?;
        return Some(format!("Identifier '{name}' has already been declared"));
    }
    if token == "export" && message.contains("outside a module") {
        return Some("Unexpected token 'export'".to_owned());
    }
    let expected = message.starts_with("Expected `");
    let unexpected =
        UNEXPECTED.contains(&message.as_str()) || message.starts_with("Identifier expected. '");
    if scene.stumbled_at_import() {
        return Some("Cannot use import statement outside a module".to_owned());
    }
    let uncertain = UNCERTAIN.iter().any(|other| message.contains(other));
    if !expected && !unexpected || uncertain || expected && scene.in_template() {
        return None;
    }
    if message.starts_with("Expected `,` or `)`") && scene.in_arguments()? {
        return Some("missing ) after argument list".to_owned());
    }
    unexpected_token(scene)
}

/// Complaints where V8 may stop earlier or at another token.
const UNCERTAIN: [&str; 7] = [
    "`=>`",
    "Expected `while`",
    "Expected `;`",
    "Expected `in`",
    "Expected `:`",
    "Expected `(` but found `{`",
    "Expected `from`",
];

/// Complaints whose words are always the same.
const SAME: [(&str, &str); 17] = [
    ("Empty parenthesized expression", "Unexpected token ')'"),
    (
        "Missing initializer in const declaration",
        "Missing initializer in const declaration",
    ),
    (
        "Missing initializer in destructuring declaration",
        "Missing initializer in destructuring declaration",
    ),
    (
        "Unterminated regular expression",
        "Invalid regular expression: missing /",
    ),
    (
        "Invalid characters after number",
        "Invalid or unexpected token",
    ),
    (
        "A 'return' statement can only be used within a function body.",
        "Illegal return statement",
    ),
    (
        "Missing catch or finally clause",
        "Missing catch or finally after try",
    ),
    (
        "Expected function name",
        "Function statements require a function name",
    ),
    ("Illegal break statement", "Illegal break statement"),
    (
        "Illegal continue statement: no surrounding iteration statement",
        "Illegal continue statement: no surrounding iteration statement",
    ),
    (
        "'super' can only be used with function calls or in property accesses",
        "'super' keyword unexpected here",
    ),
    (
        "Cannot use import statement outside a module",
        "Cannot use import statement outside a module",
    ),
    (
        "Unexpected import.meta expression",
        "Cannot use 'import.meta' outside a module",
    ),
    (
        "A rest parameter must be last in a parameter list",
        "Rest parameter must be last formal parameter",
    ),
    (
        "'with' statements are not allowed",
        "Strict mode code may not include a with statement",
    ),
    (
        "Delete of an unqualified identifier in strict mode.",
        "Delete of an unqualified identifier in strict mode.",
    ),
    (
        "Multiple constructor implementations are not allowed.",
        "A class may only have one constructor",
    ),
];

/// Complaints about the token they stand at.
const UNEXPECTED: [&str; 4] = [
    "Unexpected token",
    "Expected a semicolon or an implicit semicolon after a statement, but found none",
    "Unexpected JSX expression",
    "Lexical declaration cannot appear in a single-statement context",
];

fn unexpected_token(scene: &Scene<'_>) -> Option<String> {
    let before = scene.before().map_or("", |before| scene.text(before));
    if CONTEXTUAL.contains(&before) || matches!(before, "@" | "..." | "\\") {
        return None;
    }
    let Some(token) = scene.token() else {
        let rest = scene.fault.beyond?.trim_start();
        return Some(match rest.chars().next() {
            None => "Unexpected end of input".to_owned(),
            Some(sign) => format!("Unexpected token '{sign}'"),
        });
    };
    let text = scene.text(token);
    if CONTEXTUAL.contains(&text) {
        return None;
    }
    Some(match token.kind {
        TokenKind::String | TokenKind::Number if before == ":" => return None,
        TokenKind::String if text.len() < 2 || !text.ends_with(['"', '\'']) => return None,
        TokenKind::String => "Unexpected string".to_owned(),
        TokenKind::Number if !text.bytes().all(|byte| byte.is_ascii_digit()) => return None,
        TokenKind::Number => "Unexpected number".to_owned(),
        TokenKind::Template if text.starts_with('}') => "Unexpected token '}'".to_owned(),
        TokenKind::Template => "Unexpected template string".to_owned(),
        TokenKind::Word if matches!(text, "await" | "enum") => {
            "Unexpected reserved word".to_owned()
        }
        TokenKind::Word if text.starts_with('#') => return None,
        TokenKind::Word if is_keyword(text) => format!("Unexpected token '{text}'"),
        TokenKind::Word => format!("Unexpected identifier '{text}'"),
        TokenKind::Punctuation if matches!(text, "?" | "=>" | "..." | "@" | "\\") => return None,
        TokenKind::Punctuation => format!("Unexpected token '{text}'"),
        TokenKind::Regex | TokenKind::Other => return None,
    })
}

/// Words that are keywords in some places only: V8 names them now so, now so.
const CONTEXTUAL: [&str; 18] = [
    "accessor",
    "as",
    "async",
    "export",
    "from",
    "get",
    "implements",
    "import",
    "interface",
    "let",
    "of",
    "package",
    "private",
    "set",
    "static",
    "type",
    "using",
    "yield",
];

pub(super) fn is_keyword(word: &str) -> bool {
    const OTHERS: [&str; 24] = [
        "break", "catch", "class", "const", "continue", "debugger", "default", "export", "extends",
        "false", "finally", "for", "function", "if", "import", "null", "super", "switch", "this",
        "true", "try", "var", "while", "with",
    ];
    OTHERS.contains(&word)
        || KEYWORDS_BEFORE_VALUES.contains(&word) && !matches!(word, "await" | "yield" | "of")
}
