//! What PyYAML's safe constructor makes of a tag.

use crate::problem::short;
use crate::slots::Shape;
use crate::yaml::resolve;

const CORE: &str = "tag:yaml.org,2002:";

/// What a scalar is, or what PyYAML says against it.
pub(crate) fn scalar(tag: Option<&str>, implicit: bool, text: &str) -> Result<Shape, String> {
    let tag = match tag {
        None if !implicit => return Ok(Shape::String),
        None | Some("!") => return Ok(resolve::plain(text)),
        Some(tag) => tag,
    };
    let fits = |shape, fits: bool| match fits {
        true => Ok(shape),
        false => Err(format!(
            "`{}` cannot be read under the tag {}.",
            short(text),
            shown(tag)
        )),
    };
    match tag.strip_prefix(CORE) {
        Some("str" | "binary") => Ok(Shape::String),
        Some("null") => Ok(Shape::Null),
        Some("bool") => match resolve::bool(text) {
            Some(true) => Ok(Shape::True),
            truth => fits(Shape::False, truth.is_some()),
        },
        Some("int") => fits(Shape::Integer, resolve::integer(text).is_some()),
        Some("float") => fits(Shape::Float, resolve::float(text).is_some()),
        Some("timestamp") => fits(Shape::Timestamp, resolve::is_date(text)),
        Some("merge") => Ok(Shape::MergeKey),
        _ => Err(unfit(tag)),
    }
}

/// Why a resolved plain scalar cannot be made a value, if so.
pub(crate) fn objection(shape: Shape, text: &str) -> Option<String> {
    let readable = match shape {
        Shape::Integer => resolve::integer(text).is_some(),
        Shape::Float => resolve::float(text).is_some(),
        Shape::Timestamp => resolve::is_date(text),
        _ => true,
    };
    let kind = if shape == Shape::Timestamp {
        "date"
    } else {
        "number"
    };
    (!readable).then(|| {
        let text = short(text);
        format!(
            "YAML takes `{text}` for a {kind}, but there is no such {kind}; quote it if it is text."
        )
    })
}

/// What a sequence is.
pub(crate) fn sequence(tag: Option<&str>) -> Result<Shape, String> {
    match tag.map(|tag| tag.strip_prefix(CORE).unwrap_or(tag)) {
        None | Some("!" | "seq" | "omap" | "pairs") => Ok(Shape::Array),
        _ => Err(unfit(tag.unwrap_or_default())),
    }
}

/// What a mapping is.
pub(crate) fn mapping(tag: Option<&str>) -> Result<Shape, String> {
    match tag.map(|tag| tag.strip_prefix(CORE).unwrap_or(tag)) {
        None | Some("!" | "map" | "set") => Ok(Shape::Object),
        _ => Err(unfit(tag.unwrap_or_default())),
    }
}

fn unfit(tag: &str) -> String {
    match tag.strip_prefix(CORE) {
        Some(
            "str" | "null" | "bool" | "int" | "float" | "timestamp" | "binary" | "seq" | "map"
            | "set" | "omap" | "pairs",
        ) => format!("The tag {} does not fit this value.", shown(tag)),
        _ => format!(
            "The tag {} is unknown, so the value cannot be read.",
            shown(tag)
        ),
    }
}

fn shown(tag: &str) -> String {
    match tag.strip_prefix(CORE) {
        Some(name) => format!("`!!{}`", short(name)),
        None => format!("`{}`", short(tag)),
    }
}
