use code::Facts;
use text::{TextRange, TextSize};

use super::Rule;
use crate::Severity;
use crate::context::Context;
use crate::finding::Applicability;
use crate::report::Report;

/// A method that only n8n's expressions know (reference n8n 3.1).
pub(super) const RULE: Rule = Rule {
    id: "extension-method",
    summary: "A method that exists in n8n's expressions only",
    severity: Severity::Error,
    page: include_str!("extension_method.md"),
    check,
};

/// Methods of which neither JavaScript nor luxon has one of that name (but for `isEmpty` of luxon's intervals), and what
/// to write instead.
const METHODS: &[(&str, &str)] = &[
    ("average", "`list.reduce((a, b) => a + b, 0) / list.length`"),
    ("base64Decode", "`Buffer.from(text, 'base64').toString()`"),
    ("base64Encode", "`Buffer.from(text).toString('base64')`"),
    ("beginningOf", "luxon's `startOf`"),
    ("chunk", "a loop with `list.slice(i, i + n)`"),
    ("diffToNow", "luxon's `diffNow`"),
    ("diffTo", "luxon's `diff`"),
    ("endOfMonth", "luxon's `endOf('month')`"),
    ("extractDomain", "a regular expression"),
    ("extractEmail", "a regular expression"),
    ("extractUrl", "a regular expression"),
    ("extractUrlPath", "a regular expression"),
    ("hasField", "`key in object`"),
    ("isDomain", "a regular expression"),
    ("isEmail", "a regular expression"),
    ("isEmpty", "`!value`, or `value.length === 0`"),
    ("isEven", "`number % 2 === 0`"),
    ("isInLast", "a comparison with `$now.minus({ hours: 1 })`"),
    ("isNotEmpty", "`value`, or `value.length > 0`"),
    ("isNumeric", "`!isNaN(text)`"),
    ("isOdd", "`number % 2 !== 0`"),
    ("isUrl", "a regular expression"),
    ("keepFieldsContaining", "`Object.fromEntries` and `filter`"),
    ("mergeIntoObject", "`Object.assign({}, ...list)`"),
    ("parseJson", "`JSON.parse(text)`"),
    ("pluck", "`list.map(one => one.key)`"),
    (
        "randomItem",
        "`list[Math.floor(Math.random() * list.length)]`",
    ),
    ("removeDuplicates", "`[...new Set(list)]`"),
    ("removeField", "`delete object.key`"),
    (
        "removeFieldsContaining",
        "`Object.fromEntries` and `filter`",
    ),
    ("removeMarkdown", "`replace` with a regular expression"),
    ("removeTags", "`replace(/<[^>]*>/g, '')`"),
    ("renameKeys", "`Object.fromEntries` and `map`"),
    ("replaceSpecialChars", "`normalize('NFD')` and `replace`"),
    ("smartJoin", "`Object.fromEntries`"),
    ("toBoolean", "a comparison"),
    ("toDateTime", "`DateTime.fromISO(text)`"),
    ("toDecimalNumber", "`Number(text)`"),
    ("toFloat", "`Number(text)`"),
    ("toInt", "`parseInt(text, 10)`"),
    ("toJsonString", "`JSON.stringify(value)`"),
    (
        "toSentenceCase",
        "`text[0].toUpperCase() + text.slice(1).toLowerCase()`",
    ),
    ("toSnakeCase", "`replace` with a regular expression"),
    (
        "toTitleCase",
        "`replace(/\\b\\w/g, letter => letter.toUpperCase())`",
    ),
    ("toWholeNumber", "`parseInt(text, 10)`"),
    ("unique", "`[...new Set(list)]`"),
    ("urlDecode", "`decodeURIComponent(text)`"),
    ("urlEncode", "`encodeURIComponent(text)`"),
];

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    let (Some(facts), Some(code)) = (context.running(), context.code()) else {
        return;
    };
    // A module may well bring such methods.
    if !context.is_in_runner() || !facts.requires.is_empty() {
        return;
    }
    dates(context, facts, report);
    for call in &facts.methods {
        let Some((name, instead)) = METHODS.iter().find(|(name, _)| *name == call.name) else {
            continue;
        };
        let of_an_interval = *name == "isEmpty" && code.text().contains("Interval");
        if is_only_called(code.text(), name) && !of_an_interval {
            report
                .in_code(
                    call.name_range,
                    format!("`{name}` exists in expressions only, not in a Code node"),
                )
                .severity(context.severity_of(call.reached))
                .help(format!("Write {instead}."));
        }
    }
}

/// Units of time, as n8n's `plus` and `minus` take them.
const UNITS: &[&str] = &[
    "year",
    "quarter",
    "month",
    "week",
    "day",
    "hour",
    "minute",
    "second",
    "millisecond",
];

/// luxon's dates have methods of the same names as n8n's, and these do something else or are called otherwise.
fn dates(context: &Context<'_>, facts: &Facts, report: &mut Report<'_>) {
    let code = context.code().map_or("", |code| code.text());
    let written = |range: TextRange| &code[std::ops::Range::<usize>::from(range)];
    for call in &facts.calls {
        let Some((date, method)) = call.path.rsplit_once('.') else {
            continue;
        };
        if !is_date(date) {
            continue;
        }
        let name = TextRange::new(call.range.end() - TextSize::of(method), call.range.end());
        match (method, call.arguments.as_slice()) {
            ("format", _) => {
                report
                    .in_code(
                        name,
                        "A date of luxon's has no `format`; that is one of n8n's expressions",
                    )
                    .help("Write `toFormat`.")
                    .fix_code("Write `toFormat`", Applicability::Safe, name, "toFormat");
            }
            ("plus" | "minus", [amount, unit]) => {
                let unit_name = written(unit.range).trim_matches(['\'', '"', '`']);
                if unit_name.len() + 2 != written(unit.range).len()
                    || !UNITS.contains(&unit_name.trim_end_matches('s'))
                {
                    continue;
                }
                let right = format!("{{ {unit_name}: {} }}", written(amount.range));
                let arguments = TextRange::new(amount.range.start(), unit.range.end());
                report
                    .in_code(
                        arguments,
                        format!(
                            "luxon takes no unit here: this is {} milliseconds",
                            written(amount.range)
                        ),
                    )
                    .severity(Severity::Warning)
                    .help(format!("Write `{method}({right})`."))
                    .fix_code(
                        format!("Write `{right}`"),
                        Applicability::Safe,
                        arguments,
                        &right,
                    );
            }
            _ => {}
        }
    }
}

/// The full name is surely that of a date of luxon's.
fn is_date(path: &str) -> bool {
    const GIVE_DATES: &[&str] = &[
        "plus()",
        "minus()",
        "startOf()",
        "endOf()",
        "setZone()",
        "set()",
        "toUTC()",
        "toLocal()",
    ];
    let (root, steps) = match path.strip_prefix("DateTime.") {
        Some(rest) => {
            let mut parts = rest.split('.');
            let first = parts.next().unwrap_or_default();
            let makes = first == "now()"
                || first.starts_with("from")
                || ["utc()", "local()"].contains(&first);
            (makes, parts.collect::<Vec<_>>())
        }
        None => {
            let mut parts = path.split('.');
            let first = parts.next().unwrap_or_default();
            (["$now", "$today"].contains(&first), parts.collect())
        }
    };
    root && steps.iter().all(|step| GIVE_DATES.contains(step))
}

/// Wherever `name` stands it is called as a method: nothing defines one.
fn is_only_called(text: &str, name: &str) -> bool {
    let is_word = |letter: &char| letter.is_alphanumeric() || *letter == '_' || *letter == '$';
    text.match_indices(name).all(|(at, _)| {
        let (before, behind) = (&text[..at], &text[at + name.len()..]);
        let longer = before
            .chars()
            .next_back()
            .is_some_and(|letter| is_word(&letter))
            || behind.chars().next().is_some_and(|letter| is_word(&letter));
        longer || before.trim_end().ends_with('.') && behind.trim_start().starts_with('(')
    })
}
