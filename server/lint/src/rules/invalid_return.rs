use code::Shape;
use code::infer::SiteKind;
use code::shape::ArrayKind;
use contract::{Found, Kind, Step};
use text::TextRange;
use workflow::Contract;

use super::Rule;
use super::verdicts::{Hit, describe};
use crate::Severity;
use crate::context::Context;
use crate::finding::Applicability;
use crate::report::Report;

/// The code returns something that n8n does not take (reference n8n 6, 10, 12, 13).
pub(super) const RULE: Rule = Rule {
    id: "invalid-return",
    summary: "The code returns something that n8n does not take",
    severity: Severity::Error,
    page: include_str!("invalid_return.md"),
    check,
};

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    let python = context.is_python();
    let wanted = |kind: &Kind| {
        matches!(
            kind,
            Kind::NotItems { .. }
                | Kind::NullResult
                | Kind::JsonNotObject { .. }
                | Kind::BinaryNotObject { .. }
                | Kind::JsonMissing
                | Kind::NotText { .. }
        )
    };
    let mut told = Vec::new();
    for hit in Hit::all(context, wanted) {
        // n8n stops at the first item.
        let is_item = matches!(
            hit.violation.path.0.as_slice(),
            [Step::Element | Step::Index(_)]
        );
        if is_item && told.contains(&hit.site.range) {
            continue;
        }
        if is_item {
            told.push(hit.site.range);
        }
        let paths = hit.on_some_paths();
        let object = if python { "a dict" } else { "an object" };
        let message = match &hit.violation.kind {
            Kind::NotItems { found } => match (hit.site.kind, hit.violation.path.0.is_empty()) {
                (SiteKind::FallThrough, true) => end_without(context),
                (SiteKind::Bare, true) => format!("`return` without {}", awaited(context)),
                (_, true) => format!(
                    "{} is returned{paths}, which is not {}",
                    upper(&what(&hit, found, python)),
                    items(context)
                ),
                (_, false) => format!(
                    "{} is {}{paths}, and every item must be {object}",
                    hit.subject(""),
                    describe(found, python)
                ),
            },
            Kind::NullResult if hit.site.kind == SiteKind::Value => {
                format!("The code returns `None` or something that arrives as null{paths}")
            }
            Kind::NullResult => end_without(context),
            Kind::JsonNotObject { found } if is_whole(&hit) => format!(
                "{} is returned{paths}; it becomes the item's `json`, which must be {object}",
                upper(&what(&hit, found, python))
            ),
            Kind::JsonNotObject { found } => {
                format!(
                    "The item's `json` is {}{paths}; it must be {object}",
                    describe(found, python)
                )
            }
            Kind::BinaryNotObject { found } => {
                format!(
                    "The item's `binary` is {}{paths}; it must be {object}",
                    describe(found, python)
                )
            }
            Kind::JsonMissing => format!("The returned item has no `json`{paths}"),
            Kind::NotText { found } => {
                format!(
                    "The tool returns {}{paths}; it must be text or a number",
                    describe(found, python)
                )
            }
            _ => continue,
        };
        let finding = report
            .in_code(hit.range(context), message)
            .severity(hit.severity())
            .platform(hit.platform())
            .help(help(context, &hit));
        match hit.site.kind {
            SiteKind::FallThrough => {
                if let Some((at, text)) = return_items(context) {
                    finding.fix_code("Return the items", Applicability::Unsafe, at, text);
                }
            }
            SiteKind::Value => {
                if let Some(text) = in_items(context, &hit.site.shape, hit.site.range) {
                    let title = "Wrap it in `json`";
                    finding.fix_code(title, Applicability::Unsafe, hit.site.range, &text);
                }
            }
            SiteKind::Bare => {}
        }
    }
}

fn end_without(context: &Context<'_>) -> String {
    format!(
        "The code can reach its end without returning {}",
        awaited(context)
    )
}

/// What n8n waits for.
fn awaited(context: &Context<'_>) -> &'static str {
    match context.code_node().contract {
        Contract::N8nEachItem | Contract::N8nFunctionItem => "the item",
        _ => "items",
    }
}

/// The value as the code has it.
fn what(hit: &Hit<'_>, found: &Found, python: bool) -> String {
    match hit.changed_from() {
        Some(from) => format!("a `{from}`"),
        None => describe(found, python),
    }
}

/// The returned value itself is wrong, not something in it.
fn is_whole(hit: &Hit<'_>) -> bool {
    hit.violation.path.0.is_empty()
}

/// Where and how to return what came in, at the end of code that returns nothing.
fn return_items(context: &Context<'_>) -> Option<(TextRange, &'static str)> {
    let end = TextRange::empty(context.facts.as_ref()?.extent.end());
    match (context.code_node().contract, context.is_python()) {
        (Contract::N8nAllItems, true) => Some((end, "\nreturn _items")),
        (Contract::N8nAllItems, false) => Some((end, "\nreturn $input.all();")),
        (Contract::N8nFunction, _) => Some((end, "\nreturn items;")),
        _ => None,
    }
}

/// The returned text or number as the data of an item, each element of a returned list of such as one of its own.
fn in_items(context: &Context<'_>, shape: &Shape, range: TextRange) -> Option<String> {
    let value = context
        .code()?
        .text()
        .get(std::ops::Range::<usize>::from(range))?;
    let is_plain = |shape: &Shape| {
        let mut all = shape.alternatives().iter();
        *shape != Shape::Never
            && all.all(|one| matches!(one, Shape::String(_) | Shape::Number(_) | Shape::Boolean(_)))
    };
    let is_list = match shape {
        Shape::Array(array) if array.kind == ArrayKind::List && is_plain(&array.element) => true,
        shape if is_plain(shape) => false,
        _ => return None,
    };
    Some(
        match (context.code_node().contract, context.is_python(), is_list) {
            (Contract::N8nAllItems, true, true) => {
                format!("[{{\"json\": {{\"value\": value}}}} for value in {value}]")
            }
            (Contract::N8nAllItems, true, false) => {
                format!("[{{\"json\": {{\"value\": {value}}}}}]")
            }
            (Contract::N8nEachItem, true, _) => format!("{{\"json\": {{\"value\": {value}}}}}"),
            (Contract::N8nAllItems | Contract::N8nFunction, false, true) => {
                format!("({value}).map((value) => ({{ json: {{ value }} }}))")
            }
            (Contract::N8nAllItems | Contract::N8nFunction, false, false) => {
                format!("[{{ json: {{ value: {value} }} }}]")
            }
            (Contract::N8nEachItem, false, _) => format!("{{ json: {{ value: {value} }} }}"),
            (Contract::N8nFunctionItem, false, _) => format!("{{ value: {value} }}"),
            _ => return None,
        },
    )
}

fn upper(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

fn items(context: &Context<'_>) -> &'static str {
    match (context.code_node().contract, context.is_python()) {
        (Contract::N8nEachItem, true) => "a dict",
        (Contract::N8nEachItem | Contract::N8nFunctionItem, false) => "an object",
        (_, true) => "a list of dicts",
        _ => "an array of objects",
    }
}

fn help(context: &Context<'_>, hit: &Hit<'_>) -> &'static str {
    let found = match &hit.violation.kind {
        Kind::JsonNotObject { found } if !is_whole(hit) => Some(found),
        _ => None,
    };
    match (context.code_node().contract, context.is_python()) {
        (Contract::N8nAllItems, true) if found == Some(&Found::Array) => {
            "Return an item for each element, or put the list under a key: `{\"json\": {\"list\": …}}`."
        }
        (Contract::N8nAllItems, false) if found == Some(&Found::Array) => {
            "Return an item for each element, or put the array under a key: `{ json: { list: … } }`."
        }
        (_, true) if found.is_some() => "Put it under a key: `{\"json\": {\"value\": …}}`.",
        (_, false) if found.is_some() => "Put it under a key: `{ json: { value: … } }`.",
        (Contract::N8nEachItem, true) => "Return one dict for the item: `return {\"json\": {…}}`.",
        (Contract::N8nEachItem, false) => {
            "Return one object for the item: `return { json: { … } };`."
        }
        (Contract::N8nFunctionItem, _) => "Return the item's data on every path: `return item;`.",
        (Contract::N8nTool, _) => "Return text.",
        (_, true) => {
            "Return a list of items on every path: `return [{\"json\": {…}}]`; `[]` for none."
        }
        _ => "Return an array of items on every path: `return [{ json: { … } }];`; `[]` for none.",
    }
}
