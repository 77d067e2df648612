//! n8n's words (reference n8n 6.1, 12, 13).

use code::Language;

use crate::violation::{Found, PlatformMessage};

const VALIDATION: &str = "ValidationError";

/// What n8n calls an object, by the language of the node.
struct Words {
    an_object: &'static str,
    objects: &'static str,
}

fn words(language: Language) -> Words {
    match language {
        Language::JavaScript => Words {
            an_object: "an object",
            objects: "objects",
        },
        Language::Python => Words {
            an_object: "a dictionary",
            objects: "dictionaries",
        },
    }
}

pub(super) fn not_items(language: Language) -> PlatformMessage {
    let objects = words(language).objects;
    PlatformMessage::new(VALIDATION, "Code doesn't return items properly").described(format!(
        "Please return an array of {objects}, one for each item you would like to output."
    ))
}

/// `key` is `json` or `binary`.
pub(super) fn not_an_object(language: Language, key: &str, index: usize) -> PlatformMessage {
    let an_object = words(language).an_object;
    let text = format!("A '{key}' property isn't {an_object} [item {index}]");
    PlatformMessage::new(VALIDATION, text).described(format!(
        "In the returned data, every key named '{key}' must point to {an_object}."
    ))
}

pub(super) fn reserved_key(key: &str, index: usize) -> PlatformMessage {
    let text = format!("Invalid output format [item {index}]");
    PlatformMessage::new("ReservedKeyFoundError", text).described(format!(
        "An output item contains the reserved key <code>{key}</code>. To get around this, please \
         wrap each item in an object, under a key called <code>json</code>. <a \
         href=\"https://docs.n8n.io/data/data-structure/#data-structure\" \
         target=\"_blank\">Example</a>"
    ))
}

pub(super) fn unknown_key(key: &str, index: usize) -> PlatformMessage {
    let text = format!("Unknown top-level item key: {key} [item {index}]");
    PlatformMessage::new(VALIDATION, text)
        .described("Access the properties of an item under `.json`, e.g. `item.json`")
}

pub(super) fn mixed_items() -> PlatformMessage {
    PlatformMessage::new("UserError", "Inconsistent item format")
}

pub(super) fn null_result() -> PlatformMessage {
    PlatformMessage::new(
        "TypeError",
        "Cannot read properties of null (reading 'json')",
    )
}

pub(super) fn not_text(found: &Found) -> PlatformMessage {
    PlatformMessage::new("NodeOperationError", "Wrong output type returned").described(format!(
        "The response property should be a string, but it is an {}",
        found.type_of()
    ))
}

/// n8n 1, *Run Once for Each Item*: what was returned is an array whose first element is of the
/// type `first` to JavaScript: `Some(None)` for an empty one, `None` where that is not known.
pub(super) fn not_a_single_object(
    first: Option<Option<&'static str>>,
    index: usize,
) -> PlatformMessage {
    let text = format!("Code doesn't return a single object [item {index}]");
    let message = PlatformMessage::new(VALIDATION, text);
    let returned = match first {
        None => return message,
        Some(None) => "An empty array was returned.".to_owned(),
        Some(Some(type_name)) => format!("An array of {type_name}s was returned."),
    };
    message.described(format!(
        "{returned} If you need to output multiple items, please use the 'Run Once for All Items' \
         mode instead."
    ))
}

/// n8n 1, *Run Once for Each Item*: what was returned is no object.
pub(super) fn not_an_item(found: &Found, index: usize) -> PlatformMessage {
    let text = format!("Code doesn't return an object [item {index}]");
    let message = PlatformMessage::new(VALIDATION, text);
    match found {
        Found::Undefined => message.described(
            "Please return an object representing the output item. ('undefined' was returned \
             instead.)",
        ),
        // The value itself is quoted.
        _ => message,
    }
}

/// The errors of the Function and Function Item nodes.
pub(super) fn legacy(text: &str) -> PlatformMessage {
    PlatformMessage::new("NodeOperationError", text)
}

pub(super) fn type_error(text: &str) -> PlatformMessage {
    PlatformMessage::new("TypeError", text)
}
