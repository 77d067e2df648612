//! Dify's words (reference dify 2.5 to 2.7), by release.

use workflow::{DifyFacts, NotANumber, Precision, Wording};

use crate::violation::{Found, PlatformMessage};

const INVALID: &str = "OutputValidationError";

/// Errors outside Dify's own families are reported under this name (reference dify 0.2, 1).
const UNEXPECTED: &str = "WorkflowNodeError";

pub(super) fn not_an_object(found: &Found) -> Option<PlatformMessage> {
    let text = match found {
        Found::Undefined | Found::Function | Found::Symbol => {
            "Failed to parse JSON response: Expecting value: line 1 column 1 (char 0).".to_owned()
        }
        found => format!("Result must be a dict, got {}", found.python_type()?),
    };
    Some(PlatformMessage::new(UNEXPECTED, text))
}

pub(super) fn missing(path: &str) -> PlatformMessage {
    PlatformMessage::new(INVALID, format!("Output {path} is missing."))
}

pub(super) fn extra() -> PlatformMessage {
    PlatformMessage::new("CodeNodeError", "Not all output parameters are validated.")
}

pub(super) fn not_a_string(
    facts: &DifyFacts,
    path: &str,
    found: &Found,
) -> Option<PlatformMessage> {
    let name = found.python_type();
    let text = match facts.wording {
        Wording::Graphon => format!("Output {path} must be a string, got {} instead.", name?),
        Wording::LeadingDot => format!("Output {path} must be a string, got {} instead", name?),
        _ => format!("Output variable `{path}` must be a string"),
    };
    Some(PlatformMessage::new(INVALID, text))
}

pub(super) fn not_a_number(
    facts: &DifyFacts,
    path: &str,
    found: &Found,
) -> Option<PlatformMessage> {
    let text = if facts.wording >= Wording::LeadingDot {
        format!(
            "Output {path} is not a number, got <class '{}'> instead.",
            found.python_type()?
        )
    } else {
        format!("Output variable `{path}` must be a number")
    };
    Some(PlatformMessage::new(INVALID, text))
}

pub(super) fn not_a_boolean(path: &str) -> PlatformMessage {
    PlatformMessage::new(
        INVALID,
        format!("Output variable `{path}` must be a boolean"),
    )
}

/// `what` is `an array` or `an object`.
pub(super) fn not_a(what: &str, path: &str, found: &Found) -> Option<PlatformMessage> {
    let name = found.python_type()?;
    let text = format!("Output {path} is not {what}, got <class '{name}'> instead.");
    Some(PlatformMessage::new(INVALID, text))
}

pub(super) fn element_not_a_string(
    facts: &DifyFacts,
    path: &str,
    found: &Found,
) -> Option<PlatformMessage> {
    // Before 1.9 the type was asked for first, whatever held the string.
    if !facts.string_elements_crash || facts.wording == Wording::OutputVariable {
        return not_a_string(facts, path, found);
    }
    let name = found.python_type()?;
    let text = match found {
        Found::Array | Found::Object => format!("'{name}' object has no attribute 'replace'"),
        _ => format!("object of type '{name}' has no len()"),
    };
    Some(PlatformMessage::new(UNEXPECTED, text))
}

pub(super) fn element_not_a_number(facts: &DifyFacts, path: &str, index: usize) -> PlatformMessage {
    let text = if facts.wording >= Wording::LeadingDot {
        format!("The element at index {index} of output variable `{path}` must be a number.")
    } else {
        format!("Output variable `{path}[{index}]` must be a number")
    };
    PlatformMessage::new(INVALID, text)
}

pub(super) fn element_not_an_object(
    path: &str,
    index: usize,
    found: &Found,
) -> Option<PlatformMessage> {
    let name = found.python_type()?;
    let text = format!(
        "Output {path}[{index}] is not an object, got <class '{name}'> instead at index {index}."
    );
    Some(PlatformMessage::new(INVALID, text))
}

pub(super) fn element_not_a_boolean(
    path: &str,
    index: usize,
    found: &Found,
) -> Option<PlatformMessage> {
    let name = found.python_type()?;
    let text = format!("Output {path}[{index}] is not a boolean, got <class '{name}'> instead.");
    Some(PlatformMessage::new(INVALID, text))
}

pub(super) fn too_long(path: &str, limit: u64) -> PlatformMessage {
    let text =
        format!("The length of output variable `{path}` must be less than {limit} characters");
    PlatformMessage::new(INVALID, text)
}

pub(super) fn too_many(path: &str, limit: u64) -> PlatformMessage {
    let text =
        format!("The length of output variable `{path}` must be less than {limit} elements.");
    PlatformMessage::new(INVALID, text)
}

pub(super) fn out_of_range(facts: &DifyFacts, path: &str) -> PlatformMessage {
    let (min, max) = (facts.limits.min_number, facts.limits.max_number);
    let text =
        format!("Output variable `{path}` is out of range, it must be between {min} and {max}.");
    PlatformMessage::new(INVALID, text)
}

pub(super) fn too_precise(facts: &DifyFacts, path: &str) -> PlatformMessage {
    let limit = facts.limits.precision;
    let text = format!(
        "Output variable `{path}` has too high precision, it must be less than {limit} digits."
    );
    PlatformMessage::new(INVALID, text)
}

/// Python's own errors, which Dify's count of decimals runs into.
pub(super) fn number_crash(facts: &DifyFacts, nan: bool) -> PlatformMessage {
    let compared = nan && facts.not_a_number == NotANumber::TypeError;
    let text = if compared || facts.precision == Precision::Normalized {
        "'<' not supported between instances of 'str' and 'int'"
    } else {
        "list index out of range"
    };
    PlatformMessage::new(UNEXPECTED, text)
}

pub(super) fn too_deep(facts: &DifyFacts) -> PlatformMessage {
    let limit = facts.limits.depth;
    PlatformMessage::new(
        "DepthLimitError",
        format!("Depth limit {limit} reached, object too deep."),
    )
}

pub(super) fn list_of_lists() -> PlatformMessage {
    PlatformMessage::new(UNEXPECTED, "'list' object has no attribute 'items'")
}

pub(super) fn mixed_list(path: &str) -> PlatformMessage {
    let text =
        format!("Output {path} is not a valid array. make sure all elements are of the same type.");
    PlatformMessage::new(INVALID, text)
}
