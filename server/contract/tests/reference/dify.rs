//! Dify 1.14 and later: serialise, parse, revive, transform (reference dify 2.5 to 2.7).

use code::Language;
use contract::Value;
use workflow::Output;

use super::{J, dumps, is_python, stringify};

const TWO_TO_63: f64 = (1u64 << 63) as f64;
const CRASH: &str = "'list' object has no attribute 'items'";

pub fn run(outputs: &[Output], value: &Value, language: Language) -> Result<J, String> {
    let sent = match is_python(language) {
        true => Some(dumps(value, false)?),
        false => stringify(value, false)?,
    };
    let Some(result) = sent else {
        return Err(
            "Failed to parse JSON response: Expecting value: line 1 column 1 (char 0).".into(),
        );
    };
    let J::Dict(entries) = result else {
        return Err(format!("Result must be a dict, got {}", type_name(&result)));
    };
    let result = J::Dict(
        entries
            .into_iter()
            .map(|(key, value)| (key, revive(value)))
            .collect(),
    );
    transform(&result, Some(outputs), "", 1)
}

fn type_name(value: &J) -> &'static str {
    match value {
        J::Null => "NoneType",
        J::Bool(_) => "bool",
        J::Int(_) => "int",
        J::Float(_) => "float",
        J::Str(_) => "str",
        J::List(_) => "list",
        J::Dict(_) => "dict",
    }
}

/// Text like `1e+5` becomes a float (ASCII is enough here).
fn revive(value: J) -> J {
    match value {
        J::Str(text) => match scientific(&text) {
            Some(number) => J::Float(number),
            None => J::Str(text),
        },
        J::List(items) => J::List(items.into_iter().map(revive).collect()),
        J::Dict(entries) => J::Dict(
            entries
                .into_iter()
                .map(|(key, value)| (key, revive(value)))
                .collect(),
        ),
        other => other,
    }
}

fn scientific(text: &str) -> Option<f64> {
    let line = text.strip_suffix('\n').unwrap_or(text);
    let (mantissa, exponent) = line.split_once(['e', 'E'])?;
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if !exponent.starts_with(['+', '-']) || !digits(&exponent[1..]) {
        return None;
    }
    let unsigned = mantissa.strip_prefix('-').unwrap_or(mantissa);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    (digits(whole) && (fraction.is_empty() || digits(fraction))).then(|| line.parse().unwrap())
}

fn join(prefix: &str, name: &str) -> String {
    if prefix.is_empty() {
        name.into()
    } else {
        format!("{prefix}.{name}")
    }
}

fn check_string(text: &str, path: &str) -> Result<(), String> {
    match text.chars().count() > 400_000 {
        true => Err(format!(
            "The length of output variable `{path}` must be less than 400000 characters"
        )),
        false => Ok(()),
    }
}

fn check_number(value: &J, path: &str) -> Result<(), String> {
    let out_of_range = || {
        Err(format!(
            "Output variable `{path}` is out of range, it must be between -9223372036854775808 and \
             9223372036854775807."
        ))
    };
    match value {
        J::Int(value) if *value > i128::from(i64::MAX) || *value < i128::from(i64::MIN) => {
            out_of_range()
        }
        J::Float(value) if *value >= TWO_TO_63 || *value < -TWO_TO_63 => out_of_range(),
        J::Float(value) if !value.is_nan() => {
            // Plain notation shows every decimal of the shortest text.
            let text = format!("{value}");
            match text
                .split_once('.')
                .map_or(0, |(_, decimals)| decimals.len())
                > 20
            {
                true => Err(format!(
                    "Output variable `{path}` has too high precision, it must be less than 20 digits."
                )),
                false => Ok(()),
            }
        }
        _ => Ok(()),
    }
}

fn transform(
    result: &J,
    schema: Option<&[Output]>,
    prefix: &str,
    depth: usize,
) -> Result<J, String> {
    if depth > 5 {
        return Err("Depth limit 5 reached, object too deep.".into());
    }
    let J::Dict(entries) = result else {
        return Err(CRASH.into());
    };
    let Some(schema) = schema else {
        for (name, value) in entries {
            untyped(value, &join(prefix, name), depth)?;
        }
        return Ok(result.clone());
    };
    let mut transformed = Vec::new();
    for output in schema {
        let path = join(prefix, &output.name);
        let Some(value) = result.get(&output.name) else {
            return Err(format!("Output {path} is missing."));
        };
        transformed.push((output.name.clone(), typed(output, value, &path, depth)?));
    }
    match schema.len() == entries.len() {
        true => Ok(J::Dict(transformed)),
        false => Err("Not all output parameters are validated.".into()),
    }
}

fn untyped(value: &J, path: &str, depth: usize) -> Result<(), String> {
    match value {
        J::Dict(_) => transform(value, None, path, depth + 1).map(drop),
        J::Int(_) | J::Float(_) => check_number(value, path),
        J::Str(text) => check_string(text, path),
        J::List(items) => {
            let number = |item: &J| matches!(item, J::Bool(_) | J::Int(_) | J::Float(_));
            let at = |index: usize| format!("{path}[{index}]");
            let all = |test: &dyn Fn(&J) -> bool| items.iter().all(|i| *i == J::Null || test(i));
            match items.first() {
                None | Some(J::Null) => Ok(()),
                Some(first) if number(first) && all(&number) => items
                    .iter()
                    .enumerate()
                    .try_for_each(|(index, item)| check_number(item, &at(index))),
                Some(J::Str(_)) if all(&|item| matches!(item, J::Str(_))) => items
                    .iter()
                    .enumerate()
                    .try_for_each(|(index, item)| match item {
                        J::Str(text) => check_string(text, &at(index)),
                        _ => Ok(()),
                    }),
                Some(first)
                    if matches!(first, J::Dict(_)) && all(&|item| matches!(item, J::Dict(_)))
                        || matches!(first, J::List(_))
                            && all(&|item| matches!(item, J::List(_))) =>
                {
                    for (index, item) in items.iter().enumerate() {
                        if *item != J::Null {
                            transform(item, None, &at(index), depth + 1)?;
                        }
                    }
                    Ok(())
                }
                Some(_) => Err(format!(
                    "Output {path} is not a valid array. make sure all elements are of the same type."
                )),
            }
        }
        J::Null | J::Bool(_) => Ok(()),
    }
}

fn typed(output: &Output, value: &J, path: &str, depth: usize) -> Result<J, String> {
    let name = type_name(value);
    let children = output.children.as_deref();
    let declared = output.type_name.as_deref().unwrap();
    if *value == J::Null {
        return Ok(J::Null);
    }
    match (declared, value) {
        ("boolean", _) => Ok(value.clone()),
        ("string", J::Str(text)) => {
            check_string(text, path)?;
            Ok(J::Str(text.replace('\0', "")))
        }
        ("string", _) => Err(format!(
            "Output {path} must be a string, got {name} instead."
        )),
        ("number", J::Bool(value)) => Ok(J::Int((*value).into())),
        ("number", J::Int(_) | J::Float(_)) => {
            check_number(value, path)?;
            Ok(value.clone())
        }
        ("number", _) => Err(format!(
            "Output {path} is not a number, got <class '{name}'> instead."
        )),
        ("object", J::Dict(_)) => transform(value, children, path, depth + 1),
        ("object", _) => Err(format!(
            "Output {path} is not an object, got <class '{name}'> instead."
        )),
        (_, J::List(items)) => array(declared, items, children, path, depth),
        _ => Err(format!(
            "Output {path} is not an array, got <class '{name}'> instead."
        )),
    }
}

fn array(
    declared: &str,
    items: &[J],
    children: Option<&[Output]>,
    path: &str,
    depth: usize,
) -> Result<J, String> {
    let limit = match declared {
        "array[string]" | "array[object]" => 30,
        "array[number]" => 1000,
        _ => usize::MAX,
    };
    if items.len() > limit {
        return Err(format!(
            "The length of output variable `{path}` must be less than {limit} elements."
        ));
    }
    let mut made = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let name = type_name(item);
        made.push(match (declared, item) {
            ("array[string]", J::Str(text)) => {
                check_string(text, &format!("{path}[{index}]"))?;
                J::Str(text.replace('\0', ""))
            }
            ("array[string]" | "array[object]" | "array[boolean]", J::Null) => J::Null,
            ("array[string]", _) => {
                return Err(format!(
                    "Output {path}[{index}] must be a string, got {name} instead."
                ));
            }
            ("array[number]", J::Bool(value)) => J::Int((*value).into()),
            ("array[number]", J::Int(_) | J::Float(_)) => item.clone(),
            ("array[number]", _) => {
                return Err(format!(
                    "The element at index {index} of output variable `{path}` must be a number."
                ));
            }
            ("array[object]", J::Dict(_)) | ("array[boolean]", J::Bool(_)) => item.clone(),
            ("array[object]", _) => {
                return Err(format!(
                    "Output {path}[{index}] is not an object, got <class '{name}'> instead at \
                     index {index}."
                ));
            }
            _ => {
                return Err(format!(
                    "Output {path}[{index}] is not a boolean, got <class '{name}'> instead."
                ));
            }
        });
    }
    if declared == "array[object]" {
        for (index, item) in made.iter_mut().enumerate() {
            if *item != J::Null {
                *item = transform(item, children, &format!("{path}[{index}]"), depth + 1)?;
            }
        }
    }
    Ok(J::List(made))
}
