//! V8's words for what QuickJS says, where they follow for sure; otherwise QuickJS's own stay.

mod callee;
pub(crate) mod json;

use crate::state::Source;

/// What the engine threw.
pub(crate) struct Thrown<'t> {
    pub(crate) class: &'t str,
    pub(crate) message: &'t str,
    /// The built-in function in which it was thrown, or nothing for the node's own code.
    pub(crate) builtin: &'t str,
    /// Line and column in the script, from 1; 0 where unknown.
    pub(crate) line: u32,
    pub(crate) column: u32,
}

/// Texts that stand for one text of V8, whatever the code: class, QuickJS's built-in (empty: any), its text, V8's.
const FIXED: &[(&str, &str, &str, &str)] = &[
    (
        "RangeError",
        "toISOString",
        "Date value is NaN",
        "Invalid time value",
    ),
    (
        "RangeError",
        "",
        "invalid array length",
        "Invalid array length",
    ),
    (
        "RangeError",
        "toFixed",
        "invalid number of digits",
        "toFixed() digits argument must be between 0 and 100",
    ),
    (
        "RangeError",
        "toPrecision",
        "invalid number of digits",
        "toPrecision() argument must be between 1 and 100",
    ),
    (
        "RangeError",
        "toExponential",
        "invalid number of digits",
        "toExponential() argument must be between 0 and 100",
    ),
    (
        "RangeError",
        "normalize",
        "bad normalization form",
        "The normalization form should be one of NFC, NFD, NFKC, NFKD.",
    ),
    (
        "ReferenceError",
        "",
        "this is not initialized",
        "Must call super constructor in derived class before accessing 'this' or returning from derived constructor",
    ),
    (
        "TypeError",
        "",
        "cannot convert symbol to string",
        "Cannot convert a Symbol value to a string",
    ),
    (
        "TypeError",
        "reduce",
        "empty array",
        "Reduce of empty array with no initial value",
    ),
    (
        "TypeError",
        "reduceRight",
        "empty array",
        "Reduce of empty array with no initial value",
    ),
    (
        "TypeError",
        "matchAll",
        "regexp must have the 'g' flag",
        "String.prototype.matchAll called with a non-global RegExp argument",
    ),
    (
        "TypeError",
        "replaceAll",
        "regexp must have the 'g' flag",
        "replaceAll must be called with a global RegExp",
    ),
    (
        "TypeError",
        "stringify",
        "BigInt are forbidden in JSON.stringify",
        "Do not know how to serialize a BigInt",
    ),
    (
        "TypeError",
        "sort",
        "not a function",
        "The comparison function must be either a function or undefined",
    ),
    (
        "TypeError",
        "toSorted",
        "not a function",
        "The comparison function must be either a function or undefined",
    ),
    (
        "TypeError",
        "defineProperty",
        "not an object",
        "Object.defineProperty called on non-object",
    ),
    (
        "TypeError",
        "",
        "Cannot convert undefined or null to object",
        "Cannot convert undefined or null to object",
    ),
    ("URIError", "", "expecting hex digit", "URI malformed"),
    ("URIError", "", "expecting surrogate pair", "URI malformed"),
    ("URIError", "", "expecting %", "URI malformed"),
    ("URIError", "", "malformed UTF-8", "URI malformed"),
];

/// V8's text for what was thrown in the script of `source`, if it is another and sure.
pub(crate) fn translate(source: &Source, thrown: &Thrown) -> Option<String> {
    let Thrown {
        class,
        message,
        builtin,
        ..
    } = *thrown;
    if let Some((.., words)) = FIXED.iter().find(|(kind, within, text, _)| {
        *kind == class && *text == message && (within.is_empty() || *within == builtin)
    }) {
        let destructured = builtin.is_empty() && message.starts_with("Cannot convert");
        return match destructured {
            true => callee::destructured(source, thrown),
            false => Some((*words).to_owned()),
        };
    }
    match class {
        "TypeError" => type_error(source, thrown),
        "ReferenceError" => {
            let name = message.strip_suffix(" is not initialized")?;
            Some(format!("Cannot access '{name}' before initialization"))
        }
        "SyntaxError" => syntax_error(source, message),
        _ => None,
    }
}

/// The line, from 1, of the name that could not be read: the engine points at what stands before it.
pub(crate) fn read_at(source: &Source, message: &str, line: u32, column: u32) -> Option<u32> {
    let (key, _) = property(message, "cannot read property '")?;
    callee::line_of_read(source, key, line, column)
}

fn type_error(source: &Source, thrown: &Thrown) -> Option<String> {
    let Thrown {
        message, builtin, ..
    } = *thrown;
    if let Some((key, of)) = property(message, "cannot read property '") {
        if key == "Symbol.iterator" {
            return callee::not_iterable(source, thrown, Some(of));
        }
        return Some(format!("Cannot read properties of {of} (reading '{key}')"));
    }
    if let Some((key, of)) = property(message, "cannot set property '") {
        return Some(format!("Cannot set properties of {of} (setting '{key}')"));
    }
    match message {
        "value is not iterable" => callee::not_iterable(source, thrown, None),
        "not a function" if builtin.is_empty() => callee::not_a_function(source, thrown),
        "not a function" => callee::bad_argument(source, thrown),
        "not a constructor" if builtin.is_empty() => callee::not_a_constructor(source, thrown),
        "must be called with new" if builtin == "Promise" => {
            Some("Promise constructor cannot be invoked without 'new'".to_owned())
        }
        "must be called with new" => Some(format!("Constructor {builtin} requires 'new'")),
        _ if message.ends_with("' is read-only") => read_only(source),
        _ => None,
    }
}

/// What the wrapper of Dify declares behind the code (reference dify 2.3).
const WRAPPER: &[&str] = &["inputs_obj", "output_obj", "output_json", "result"];

fn syntax_error(source: &Source, message: &str) -> Option<String> {
    let declared = |name: &str| Some(format!("Identifier '{name}' has already been declared"));
    if let Some(name) = message.strip_prefix("redeclaration of '") {
        return declared(name.strip_suffix('\'')?);
    }
    if message == "unexpected character" {
        return Some("Invalid or unexpected token".to_owned());
    }
    if message != "invalid redefinition of lexical identifier" {
        return None;
    }
    let lexical = |name: &str| {
        let words = ["const", "let", "class"];
        words
            .iter()
            .any(|word| source.script.contains(&format!("{word} {name}")))
    };
    let mut clashing = WRAPPER.iter().filter(|name| lexical(name));
    let name = clashing.next()?;
    clashing.next().is_none().then(|| declared(name))?
}

/// Key and owner of a text such as `cannot read property 'key' of undefined`.
fn property<'t>(message: &'t str, before: &str) -> Option<(&'t str, &'t str)> {
    let (key, of) = message.strip_prefix(before)?.rsplit_once("' of ")?;
    matches!(of, "undefined" | "null").then_some((key, of))
}

/// Outside strict code only constants refuse to be written.
fn read_only(source: &Source) -> Option<String> {
    let strict = ["use strict", "class"]
        .iter()
        .any(|word| source.script.contains(word));
    (!strict).then(|| "Assignment to constant variable.".to_owned())
}
