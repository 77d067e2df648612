use text::{TextRange, TextSize};

use super::Rule;
use crate::Severity;
use crate::context::Context;
use crate::finding::Applicability;
use crate::report::Report;

/// An expression in a text of code. A parameter is an expression only where it begins with `=` (reference n8n 3), and code
/// does not.
pub(super) const RULE: Rule = Rule {
    id: "unexpanded-expression",
    summary: "An expression of n8n's in a text, which stays as it is",
    severity: Severity::Warning,
    page: include_str!("unexpanded_expression.md"),
    check,
};

/// What expressions that are no other template language's begin with.
const ROOTS: &[&str] = &[
    "$(",
    "$binary.",
    "$env.",
    "$execution.",
    "$input.",
    "$item(",
    "$items(",
    "$json.",
    "$json[",
    "$node[",
    "$node.",
    "$now",
    "$parameter.",
    "$prevNode.",
    "$today",
    "$vars.",
    "$workflow.",
];

/// Of a text that is handed to one of these the braces may well be wanted.
const TAKE_TEXT_APART: &[&str] = &[
    "$evaluateExpression",
    "RegExp",
    "endsWith",
    "includes",
    "indexOf",
    "lastIndexOf",
    "match",
    "replace",
    "replaceAll",
    "search",
    "split",
    "startsWith",
    "test",
];

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    let (Some(facts), Some(code)) = (context.running(), context.code()) else {
        return;
    };
    let code = code.text();
    // What begins so is an expression as a whole.
    if context.is_dify() || code.starts_with('=') {
        return;
    }
    for &text in &facts.texts {
        let Some((chunk, inner)) = first_chunk(code, text) else {
            continue;
        };
        if builds_expressions(&code[text]) || is_looked_for(&code[..text.start().into()]) {
            continue;
        }
        let help = match context.is_python() {
            true => {
                "Code is no expression: read the value with `_json`, `_item` or `_items`, and put it into the text with an f-string."
            }
            false => {
                "Code is no expression: write the value without braces, in a text as `${…}` between backticks."
            }
        };
        let finding = report
            .in_code(
                chunk,
                format!("n8n does not expand `{{{{ {inner} }}}}` in code: it stays as it is"),
            )
            .help(help);
        if !context.is_python()
            && is_value(inner)
            && code[text].len() == usize::from(chunk.len()) + 2
        {
            let title = format!("Write `{inner}`");
            finding.fix_code(title, Applicability::Unsafe, text, inner);
        }
    }
}

/// The first expression in braces of a text, and what stands between them.
fn first_chunk(code: &str, text: TextRange) -> Option<(TextRange, &str)> {
    let content = &code[text];
    content.match_indices("{{").find_map(|(at, _)| {
        let length = content[at..].find("}}")? + 2;
        let inner = content[at + 2..at + length - 2].trim();
        let is_other = content[..at].ends_with(['$', '\\', '{']) || inner.contains(['\n', '{']);
        let is_expression = ROOTS.iter().any(|root| inner.starts_with(root));
        let start = text.start() + TextSize::new(at as u32);
        let range = TextRange::at(start, TextSize::new(length as u32));
        (is_expression && !is_other).then_some((range, inner))
    })
}

/// The text is, or holds, a parameter that begins with `=`: a workflow that is made by code.
fn builds_expressions(text: &str) -> bool {
    let begins = text.trim_start_matches(['"', '\'', '`']).starts_with('=');
    begins || ["\"=", "'=", "`="].iter().any(|sign| text.contains(sign))
}

/// What follows `before` is compared, or handed to something that looks for it.
fn is_looked_for(before: &str) -> bool {
    let before = before.trim_end();
    if before.ends_with("==") || before.ends_with("!=") || before.ends_with("case") {
        return true;
    }
    let Some(callee) = before.strip_suffix('(') else {
        return false;
    };
    let name = |sign: char| sign.is_alphanumeric() || sign == '_' || sign == '$';
    let start = callee.trim_end_matches(name).len();
    TAKE_TEXT_APART.contains(&&callee[start..])
}

/// Names and members alone, of what code is given as well.
fn is_value(inner: &str) -> bool {
    let is_given = [
        "$input.",
        "$json.",
        "$('",
        "$vars.",
        "$workflow.",
        "$execution.",
    ]
    .iter()
    .any(|root| inner.starts_with(root));
    let plain = |sign: char| sign.is_alphanumeric() || "_$.?'() ".contains(sign);
    is_given && inner.chars().all(plain)
}
