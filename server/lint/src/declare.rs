//! Edits of a Dify node's declarations: what its code returns, declared.

use code::Shape;
use code::shape::{Array, ArrayKind};
use text::{Edit, InFile, TextRange, TextSize};
use workflow::Output;

use crate::context::Context;

/// The declared type that takes values of `shape`, where there is exactly one that people would choose
/// (reference dify 1.4).
pub(crate) fn type_of(shape: &Shape) -> Option<&'static str> {
    Some(match shape {
        Shape::String(_) => "string",
        Shape::Number(_) => "number",
        Shape::Boolean(_) => "boolean",
        Shape::Object(_) => "object",
        Shape::Array(array) => array_of(array)?,
        _ => return None,
    })
}

fn array_of(array: &Array) -> Option<&'static str> {
    if !matches!(array.kind, ArrayKind::List | ArrayKind::Tuple) {
        return None;
    }
    Some(match type_of(&array.element)? {
        "string" => "array[string]",
        "number" => "array[number]",
        "boolean" => "array[boolean]",
        "object" => "array[object]",
        _ => return None,
    })
}

/// An output declared as `type_name` takes `shape`, as far as is known of it.
pub(crate) fn takes(type_name: &str, shape: &Shape) -> bool {
    shape.alternatives().iter().all(|one| match one {
        Shape::Null | Shape::Unknown => true,
        Shape::Boolean(_) => matches!(type_name, "boolean" | "number"),
        Shape::Array(array) if array.max == Some(0) => type_name.starts_with("array"),
        Shape::Array(array) if array.element == Shape::Unknown => type_name.starts_with("array"),
        one => type_of(one) == Some(type_name),
    })
}

/// The edit that declares `name` with `type_name`, before the first declared output and in its style; `None` where
/// nothing is declared yet or the declarations do not stand line by line.
pub(crate) fn add_output(context: &Context<'_>, name: &str, type_name: &str) -> Option<Edit> {
    let outputs = context.code_node().outputs.iter();
    let first = outputs
        .map(|output| output.range.0)
        .min_by_key(|range| range.start());
    let Some(first) = first else {
        return add_first_output(context, name, type_name);
    };
    let start = line_start(context.file, first.start());
    let indent = context.file.get(start..usize::from(first.start()))?;
    if !indent.chars().all(|c| c == ' ') || indent.is_empty() {
        return None;
    }
    let (key, line) = (text::yaml_scalar(name), line_break(context));
    let text = format!(
        "{indent}{key}:{line}{indent}  children: null{line}{indent}  type: {type_name}{line}"
    );
    Some(Edit {
        range: InFile(TextRange::empty(TextSize::new(start as u32))),
        text,
    })
}

/// The edit that declares an output where `outputs: {}` declares none.
fn add_first_output(context: &Context<'_>, name: &str, type_name: &str) -> Option<Edit> {
    let range = context.code_node().outputs_range?.0;
    let file = context.file;
    if file.get(std::ops::Range::<usize>::from(range))? != "{}" {
        return None;
    }
    let (start, end) = (usize::from(range.start()), usize::from(range.end()));
    let before = file.get(line_start(file, range.start())..start)?;
    let indent = before.trim_end().strip_suffix("outputs:")?;
    let rest = file[end..].lines().next().unwrap_or_default();
    if !indent.chars().all(|c| c == ' ') || !rest.trim().is_empty() {
        return None;
    }
    let (key, line) = (text::yaml_scalar(name), line_break(context));
    let text = format!(
        "{line}{indent}  {key}:{line}{indent}    children: null{line}{indent}    type: {type_name}"
    );
    let start = start - (before.len() - before.trim_end().len());
    Some(Edit {
        range: InFile(TextRange::new(
            TextSize::new(start as u32),
            TextSize::new(end as u32),
        )),
        text,
    })
}

fn line_break(context: &Context<'_>) -> &'static str {
    match context.file.contains("\r\n") {
        true => "\r\n",
        false => "\n",
    }
}

/// The edit that declares `output` with another type, in the quotes it has.
pub(crate) fn change_type(context: &Context<'_>, output: &Output, type_name: &str) -> Option<Edit> {
    let range = output.type_range?;
    let written = context.file.get(std::ops::Range::<usize>::from(range.0))?;
    let text = match written.chars().next()? {
        quote @ ('"' | '\'') => format!("{quote}{type_name}{quote}"),
        _ => type_name.to_string(),
    };
    Some(Edit { range, text })
}

fn line_start(file: &str, offset: TextSize) -> usize {
    file[..usize::from(offset)]
        .rfind('\n')
        .map_or(0, |at| at + 1)
}
