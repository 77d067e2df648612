//! oxc's complaints in words for people.

use oxc_span::SourceType;
use text::{InCode, TextRange, TextSize};

use super::judge;
use super::lenience::{TOO_NEW, TYPED_MEMBER};
use super::scene::Scene;
use super::tokens::{KEYWORDS_BEFORE_VALUES, Token, TokenKind};
use crate::Host;
use crate::syntax::brackets::{Imbalance, closing};
use crate::syntax::{QUOTE_IN_STRING, SyntaxError, short};

/// Where the complaint stands: the start of the token it is about.
pub(super) fn start(scene: &Scene<'_>) -> TextSize {
    match scene.token() {
        Some(token) if scene.fault.range.is_empty() => token.range.start(),
        _ => scene.fault.range.start(),
    }
}

/// The error a person is shown.
pub(super) fn explain(scene: &Scene<'_>) -> SyntaxError {
    typescript(scene)
        .or_else(|| hidden_bracket(scene))
        .or_else(|| nesting(scene))
        .or_else(|| known(scene))
        .unwrap_or_else(|| grammar(scene))
}

fn error(range: TextRange, message: impl Into<String>) -> SyntaxError {
    SyntaxError {
        range: InCode(range),
        message: message.into(),
        help: None,
        related: None,
        platform: None,
    }
}

fn helped(range: TextRange, message: impl Into<String>, help: impl Into<String>) -> SyntaxError {
    SyntaxError {
        help: Some(help.into()),
        ..error(range, message)
    }
}

/// Code that is broken JavaScript and faultless TypeScript.
fn typescript(scene: &Scene<'_>) -> Option<SyntaxError> {
    // To TypeScript a method without a body is a mere signature.
    let typed = scene.fault.grammar
        && scene.fault.message != "Expected function body"
        && judge::parses_as(scene.source, scene.from, SourceType::ts())
        && (scene.from == 0 || judge::parses_as(scene.source, 0, SourceType::ts()));
    if scene.fault.message != TYPED_MEMBER && !typed {
        return None;
    }
    let range = at_token(scene);
    let message = "this is TypeScript, but the node runs plain JavaScript";
    Some(helped(
        range,
        message,
        "remove the types: annotations, `as`, `interface`, `enum`, `private`",
    ))
}

/// The Sort node puts its closing brackets on the last line of the code.
fn hidden_bracket(scene: &Scene<'_>) -> Option<SyntaxError> {
    let last = scene.source.text.lines().next_back()?;
    let start = scene.source.text.len() - last.len();
    let comment = ["//", "<!--"].iter().find_map(|sign| last.find(sign))? + start;
    let hides = scene.source.host == Host::Comparator
        && scene.fault.beyond.is_some()
        && scene.imbalance().is_none()
        && scene
            .last()
            .is_none_or(|token| usize::from(token.range.end()) <= comment);
    let range = TextRange::new(TextSize::new(comment as u32), scene.end());
    let message = "a comment on the last line hides the bracket n8n puts after the code";
    hides.then(|| {
        helped(
            range,
            message,
            "start a new line after the comment, or delete it",
        )
    })
}

/// Brackets that do not match, noticed before or where oxc gave up.
fn nesting(scene: &Scene<'_>) -> Option<SyntaxError> {
    let imbalance = scene.imbalance()?;
    if imbalance.noticed_at(scene.end()) > scene.fault.range.start() {
        return None;
    }
    let lexical = ["Unterminated", "Invalid"]
        .iter()
        .any(|word| scene.fault.message.starts_with(word));
    if lexical {
        return None;
    }
    Some(match imbalance {
        Imbalance::Unopened(close) => helped(
            close.range,
            format!("`{}` closes nothing: no bracket is open here", close.sign),
            format!("remove it, or open a `{}` before it", opening(close.sign)),
        ),
        Imbalance::Mismatched { open, close } => SyntaxError {
            related: Some((
                InCode(open.range),
                format!("`{}` is opened here", open.sign),
            )),
            ..error(
                close.range,
                format!(
                    "expected `{}` before this `{}`",
                    closing(open.sign),
                    close.sign
                ),
            )
        },
        Imbalance::Unclosed(open) => helped(
            open.range,
            format!("`{}` is never closed", open.sign),
            format!("add the missing `{}`", closing(open.sign)),
        ),
    })
}

fn opening(close: char) -> char {
    match close {
        ')' => '(',
        ']' => '[',
        _ => '{',
    }
}

/// The token a complaint is about: never empty where there is a token.
fn at_token(scene: &Scene<'_>) -> TextRange {
    let range = scene.fault.range;
    let token = || scene.token().or_else(|| scene.last());
    if range.is_empty() {
        token().map_or(range, |token| first_line(scene, token))
    } else {
        range
    }
}

fn first_line(scene: &Scene<'_>, token: Token) -> TextRange {
    let line = scene.text(token).lines().next().unwrap_or_default();
    TextRange::at(token.range.start(), TextSize::of(line))
}

/// Complaints that need other words than oxc's, or more of them.
fn known(scene: &Scene<'_>) -> Option<SyntaxError> {
    let range = at_token(scene);
    let word = &scene.source.text[range];
    let message = scene.fault.message.as_str();
    Some(match message {
        "Cannot use import statement outside a module" => import(scene, range),
        _ if word.starts_with("export") && message.contains("outside a module") => helped(
            TextRange::at(range.start(), TextSize::of("export")),
            "`export` is not possible here: the code is not a module",
            "remove the word `export`",
        ),
        "Unexpected import.meta expression" => error(
            range,
            "`import.meta` exists only in modules, which this code is not",
        ),
        "Missing initializer in const declaration" => {
            let name = word.trim();
            helped(
                range,
                format!("the constant `{name}` is given no value"),
                format!("write `const {name} = …`, or `let {name}` if the value comes later"),
            )
        }
        "Unterminated string" if !word.starts_with(['"', '\'']) => helped(
            scene.open_template().unwrap_or(range),
            "this template string is never closed",
            "add a backtick where it ends",
        ),
        "Unterminated string" => {
            let quote = word.chars().next().unwrap_or('"');
            let line = word.lines().next().unwrap_or(word);
            helped(
                TextRange::at(range.start(), TextSize::of(line)),
                "this string is not closed on its line",
                format!("add `{quote}` where it ends; a string over several lines needs backticks"),
            )
        }
        "Unterminated regular expression" => error(
            first_line_of(scene, range),
            "this `/` begins a regular expression that is not closed",
        ),
        "Unterminated multiline comment" => error(
            TextRange::at(range.start(), TextSize::new(2)),
            "this comment is never closed with `*/`",
        ),
        "A 'return' statement can only be used within a function body." => helped(
            TextRange::at(range.start(), TextSize::of("return")),
            "`return` outside of a function",
            "Dify calls `main` and uses what it returns: move the statement into `function main`",
        ),
        _ if message.starts_with("`await` is only allowed")
            || message.starts_with("`for await`") =>
        {
            awaited(scene, range)
        }
        "Illegal break statement" => {
            let range = TextRange::at(range.start(), TextSize::of("break"));
            helped(
                range,
                "`break` outside of a loop or `switch`",
                callback_help("break"),
            )
        }
        "Illegal continue statement: no surrounding iteration statement" => {
            let range = TextRange::at(range.start(), TextSize::of("continue"));
            helped(
                range,
                "`continue` outside of a loop",
                callback_help("continue"),
            )
        }
        "Cannot assign to this expression" | "Invalid left-hand side in assignment" => helped(
            range,
            format!("`{}` cannot be assigned to", short(word)),
            "compare with `===`; on the left of `=` stands a variable or a property",
        ),
        TOO_NEW => error(range, "Node 20, which Dify runs, does not know this syntax"),
        "Encountered diff marker" => helped(
            first_line_of(scene, range),
            "a merge conflict was left in the code",
            "keep one of the two sides",
        ),
        "Unexpected JSX expression" => helped(
            TextRange::at(range.start(), TextSize::new(1)),
            "HTML is not JavaScript",
            "put it in a string: `<b>…</b>` between backticks",
        ),
        _ if message.starts_with("Invalid Character")
            && scene.source.text[..range.start().into()].ends_with('#') =>
        {
            let sign = TextRange::new(range.start() - TextSize::new(1), range.start());
            helped(
                sign,
                "`#` does not begin a comment in JavaScript",
                "write `//`",
            )
        }
        _ if message.starts_with("Invalid Character") => {
            error(range, format!("`{}` has no meaning here", short(word)))
        }
        _ if message.ends_with("has already been declared") => redeclared(scene, range, word),
        _ => return None,
    })
}

fn first_line_of(scene: &Scene<'_>, range: TextRange) -> TextRange {
    let line = scene.source.text[range].lines().next().unwrap_or_default();
    TextRange::at(range.start(), TextSize::of(line))
}

fn callback_help(word: &str) -> String {
    format!(
        "in a callback, as of `forEach`, write `return`; `{word}` needs a real loop: `for (const x of list)`"
    )
}

fn import(scene: &Scene<'_>, range: TextRange) -> SyntaxError {
    let help = match scene.source.host {
        Host::Eval => "write `const name = require('module')`",
        _ => {
            "write `const name = require('module')`; n8n allows only the modules its settings name"
        }
    };
    let message = "`import` is not possible here: the code is not a module";
    helped(
        TextRange::at(range.start(), TextSize::of("import")),
        message,
        help,
    )
}

fn awaited(scene: &Scene<'_>, range: TextRange) -> SyntaxError {
    let text = &scene.source.text[range];
    let range = match text.find("await") {
        Some(at) => TextRange::at(
            range.start() + TextSize::new(at as u32),
            TextSize::of("await"),
        ),
        None => range,
    };
    let help = match scene.source.host {
        Host::Eval => "Dify does not wait for promises: a result must be computed without `await`",
        Host::Comparator => "the code compares two items at once and cannot wait",
        _ => "put `async` before the function around it, as in `async (item) => { … }`",
    };
    helped(range, "`await` in a function that is not `async`", help)
}

fn redeclared(scene: &Scene<'_>, range: TextRange, word: &str) -> SyntaxError {
    let message = match word {
        "__proto__" => "`__proto__` is given twice".to_owned(),
        _ => format!("`{}` is declared twice", short(word)),
    };
    let first = scene.fault.others.first().copied();
    SyntaxError {
        related: first.map(|first| (InCode(first), "first declared here".to_owned())),
        ..helped(
            range,
            message,
            "rename one of them, or assign without `const`, `let` or `var`",
        )
    }
}

/// What the grammar wants, and what it found.
fn grammar(scene: &Scene<'_>) -> SyntaxError {
    let range = at_token(scene);
    let message = scene.fault.message.as_str();
    let wanted = message
        .strip_prefix("Expected ")
        .filter(|wanted| wanted.starts_with('`'));
    if let Some((expected, _)) = wanted.and_then(|wanted| wanted.split_once(" but found ")) {
        let related = scene
            .fault
            .others
            .first()
            .filter(|open| !open.is_empty())
            .map(|&open| {
                (
                    InCode(open),
                    format!("`{}` is opened here", short(&scene.source.text[open])),
                )
            });
        let help = scene.quote_in_string().then(|| QUOTE_IN_STRING.to_owned());
        return SyntaxError {
            related,
            help,
            ..error(range, format!("expected {expected} {}", found(scene)))
        };
    }
    match message {
        "Unexpected token" | "Empty parenthesized expression" => unexpected(scene, range),
        _ if message.starts_with("Expected a semicolon") => unseparated(scene, range),
        _ => {
            let mut letters = message.trim_end_matches('.').chars();
            let first = letters
                .next()
                .map(|c| c.to_lowercase().to_string())
                .unwrap_or_default();
            let kept = message.chars().nth(1).is_some_and(char::is_uppercase);
            let message = if kept {
                message.to_owned()
            } else {
                first + letters.as_str()
            };
            error(range, message)
        }
    }
}

/// `before …`, or `at the end of the code`.
fn found(scene: &Scene<'_>) -> String {
    match scene.token() {
        Some(token) if scene.fault.beyond.is_none() => {
            format!("before `{}`", short(scene.text(token)))
        }
        _ => "at the end of the code".to_owned(),
    }
}

fn unexpected(scene: &Scene<'_>, range: TextRange) -> SyntaxError {
    let Some(token) = scene.token().filter(|_| scene.fault.beyond.is_none()) else {
        let last = scene
            .last()
            .map(|token| short(scene.text(token)))
            .unwrap_or_default();
        return error(
            range,
            format!("the code ends too early: something is missing after `{last}`"),
        );
    };
    let sign = short(scene.text(token));
    let Some(before) = scene.before() else {
        return error(range, format!("the code cannot begin with `{sign}`"));
    };
    let text = short(scene.text(before));
    if wants_value(scene, before) {
        error(
            range,
            format!("a value is missing between `{text}` and `{sign}`"),
        )
    } else {
        error(range, format!("`{sign}` is not expected after `{text}`"))
    }
}

/// Whether a value must follow the token.
fn wants_value(scene: &Scene<'_>, token: Token) -> bool {
    let text = scene.text(token);
    match token.kind {
        TokenKind::Word => KEYWORDS_BEFORE_VALUES.contains(&text),
        TokenKind::Punctuation => !matches!(
            text,
            ")" | "]" | "}" | "{" | ";" | "++" | "--" | "." | "?." | "=>" | "@" | ":" | ","
        ),
        _ => false,
    }
}

fn unseparated(scene: &Scene<'_>, range: TextRange) -> SyntaxError {
    let token = scene
        .token()
        .map(|token| short(scene.text(token)))
        .unwrap_or_default();
    let before = scene
        .before()
        .map(|token| short(scene.text(token)))
        .unwrap_or_default();
    let message = format!("`{token}` is not expected after `{before}`");
    let python = |word: &str| PYTHON_WORDS.iter().find(|(python, _)| *python == word);
    match python(&token).or_else(|| python(&before)) {
        Some((word, meant)) => helped(
            range,
            message,
            format!("`{word}` is Python; JavaScript writes `{meant}`"),
        ),
        None if scene.quote_in_string() => helped(range, message, QUOTE_IN_STRING),
        None => helped(
            range,
            message,
            "an operator, a comma, a `;` or a new line is missing between them",
        ),
    }
}

/// Words of Python that people write in JavaScript.
const PYTHON_WORDS: [(&str, &str); 7] = [
    ("and", "&&"),
    ("or", "||"),
    ("not", "!"),
    ("is", "==="),
    ("elif", "else if"),
    ("lambda", "(x) => …"),
    ("pass", "{}"),
];
