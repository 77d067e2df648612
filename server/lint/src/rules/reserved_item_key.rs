use contract::Kind;
use text::{TextRange, TextSize};

use super::Rule;
use super::verdicts::Hit;
use crate::Severity;
use crate::context::Context;
use crate::finding::Applicability;
use crate::report::Report;

/// An item mixes n8n's own keys with ordinary ones (reference n8n 6.1).
pub(super) const RULE: Rule = Rule {
    id: "reserved-item-key",
    summary: "An item mixes keys that n8n reserves with ordinary ones",
    severity: Severity::Error,
    page: include_str!("reserved_item_key.md"),
    check,
};

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    for hit in Hit::all(context, |kind| {
        matches!(kind, Kind::ReservedKey { .. } | Kind::UnknownItemKey { .. })
    }) {
        let paths = hit.on_some_paths();
        let (message, help) = match &hit.violation.kind {
            Kind::ReservedKey { key, beside } if key == "json" || key == "binary" => (
                format!(
                    "`{beside}` stands beside `{key}` in an item{paths}, where n8n allows only its own keys"
                ),
                format!("Move `{beside}` into `json`."),
            ),
            Kind::ReservedKey { key, beside } => (
                format!(
                    "`{key}` is a key that n8n reserves, and stands beside `{beside}` in an item without `json`{paths}"
                ),
                "Put the item's data under `json`: `{ json: { … } }`.".to_string(),
            ),
            Kind::UnknownItemKey { key } => (
                format!(
                    "`{key}` stands at the top of this item, while another has keys that n8n reserves{paths}"
                ),
                "Put every item's data under `json`.".to_string(),
            ),
            _ => continue,
        };
        let finding = report
            .in_code(hit.range(context), message)
            .severity(hit.severity())
            .platform(hit.platform())
            .help(help);
        let wraps = matches!(&hit.violation.kind, Kind::ReservedKey { key, .. } if key != "json" && key != "binary");
        if wraps && let Some((range, text)) = wrapped(context, &hit) {
            finding.fix_code(
                "Put the data under `json`",
                Applicability::Unsafe,
                range,
                &text,
            );
        }
    }
}

/// The one item of a returned `[{ … }]`, and the same under `json`.
fn wrapped(context: &Context<'_>, hit: &Hit<'_>) -> Option<(TextRange, String)> {
    let text = context.code()?.text();
    let returned = text.get(std::ops::Range::<usize>::from(hit.site.range))?;
    let inner = returned.strip_prefix('[')?.strip_suffix(']')?;
    let item = inner.trim().trim_end_matches(',').trim_end();
    if !is_one_object(item) {
        return None;
    }
    let start =
        hit.site.range.start() + TextSize::new((inner.len() - inner.trim_start().len() + 1) as u32);
    let json = if context.is_python() {
        "\"json\""
    } else {
        "json"
    };
    let range = TextRange::at(start, TextSize::of(item));
    Some((range, format!("{{ {json}: {item} }}")))
}

/// One pair of braces with all that stands between them. Where a comment or an escape may hide one, it is none.
fn is_one_object(text: &str) -> bool {
    let mut depth = 0;
    let mut quote = None;
    for (at, sign) in text.char_indices() {
        match (sign, quote) {
            ('`' | '/' | '#' | '\\', _) => return false,
            ('"' | '\'', None) => quote = Some(sign),
            (_, Some(open)) if open == sign => quote = None,
            ('{', None) => depth += 1,
            ('}', None) => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at > 0 && at + 1 == text.len();
        }
    }
    false
}
