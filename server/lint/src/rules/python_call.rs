//! What CPython says when `main(**inputs)` cannot be called (reference dify 0.2(4), 2.4).

use code::facts::{Binds, Parameter, Signature};
use code::ir::ParamKind;

/// The words of the `TypeError`, `None` where the call goes well. CPython names the first input that no
/// parameter takes; only then does it count the arguments that are missing.
pub(super) fn error(signature: &Signature, inputs: &[&str], python: u8) -> Option<String> {
    let function = &signature.qualified_name;
    let takes_any = kind(signature, ParamKind::KeywordRest).next().is_some();
    let stranger = inputs
        .iter()
        .find(|input| !takes_any && !by_name(signature).any(|name| name == **input));
    if let Some(stranger) = stranger {
        let positional_only: Vec<&str> = names(kind(signature, ParamKind::PositionalOnly))
            .filter(|name| inputs.contains(name))
            .collect();
        if !positional_only.is_empty() {
            return Some(format!(
                "TypeError: {function}() got some positional-only arguments passed as keyword arguments: '{}'",
                positional_only.join(", ")
            ));
        }
        let meant = match python {
            14.. => suggestion(stranger, by_name(signature)),
            _ => None,
        };
        let meant = meant.map(|meant| format!(". Did you mean '{meant}'?"));
        return Some(format!(
            "TypeError: {function}() got an unexpected keyword argument '{stranger}'{}",
            meant.unwrap_or_default()
        ));
    }
    let lacks = |param: &&Parameter| {
        let by_name = param.kind != ParamKind::PositionalOnly;
        let given = names(std::iter::once(*param)).any(|name| inputs.contains(&name));
        !(param.has_default || by_name && given)
    };
    let positional = signature
        .params
        .iter()
        .filter(|param| matches!(param.kind, ParamKind::Normal | ParamKind::PositionalOnly));
    let keyword_only = kind(signature, ParamKind::KeywordOnly);
    let missing = |missing: Vec<&str>, what: &str| {
        let last = missing.last()?;
        let (plural, list) = match missing.as_slice() {
            [_] => ("", format!("'{last}'")),
            [first, _] => ("s", format!("'{first}' and '{last}'")),
            [others @ .., _] => ("s", format!("'{}', and '{last}'", others.join("', '"))),
            [] => return None,
        };
        Some(format!(
            "TypeError: {function}() missing {} required {what} argument{plural}: {list}",
            missing.len()
        ))
    };
    missing(names(positional.filter(lacks)).collect(), "positional")
        .or_else(|| missing(names(keyword_only.filter(lacks)).collect(), "keyword-only"))
}

fn kind(signature: &Signature, kind: ParamKind) -> impl Iterator<Item = &Parameter> {
    signature
        .params
        .iter()
        .filter(move |param| param.kind == kind)
}

fn names<'p>(params: impl Iterator<Item = &'p Parameter>) -> impl Iterator<Item = &'p str> {
    params.filter_map(name)
}

/// The name a parameter binds.
pub(super) fn name(param: &Parameter) -> Option<&str> {
    match &param.binds {
        Binds::Name(name, _) => Some(name.as_str()),
        _ => None,
    }
}

/// The parameters that an argument can reach by name.
fn by_name(signature: &Signature) -> impl Iterator<Item = &str> {
    names(
        signature
            .params
            .iter()
            .filter(|param| matches!(param.kind, ParamKind::Normal | ParamKind::KeywordOnly)),
    )
}

/// The name CPython would suggest: the first of the nearest, where at most a third of the characters need
/// to change. A change of case costs half of any other.
fn suggestion<'c>(name: &str, candidates: impl Iterator<Item = &'c str>) -> Option<&'c str> {
    const MOVE: usize = 2;
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        let limit = (name.len() + candidate.len() + 3) * MOVE / 6;
        let distance = distance(name.as_bytes(), candidate.as_bytes(), MOVE);
        if distance <= limit && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// The weighted edit distance of two names; very far for what is longer than CPython looks at.
fn distance(one: &[u8], other: &[u8], step: usize) -> usize {
    const LONGEST: usize = 40;
    if one.len().max(other.len()) > LONGEST {
        return usize::MAX;
    }
    let mut row: Vec<usize> = (0..=other.len()).map(|at| at * step).collect();
    for (at, a) in one.iter().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], (at + 1) * step);
        for (column, b) in other.iter().enumerate() {
            let change = match a == b {
                true => 0,
                false if a.eq_ignore_ascii_case(b) => 1,
                false => step,
            };
            let least = (diagonal + change)
                .min(row[column] + step)
                .min(row[column + 1] + step);
            diagonal = std::mem::replace(&mut row[column + 1], least);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::suggestion;

    #[test]
    fn suggests_as_cpython_does() {
        let cases = [
            ("userName", &["username"][..], Some("username")),
            ("text", &["txt"], Some("txt")),
            ("c", &["a", "b"], None),
            ("a", &["A"], Some("A")),
            ("reslt", &["results", "result"], Some("result")),
        ];
        for (name, candidates, expected) in cases {
            assert_eq!(
                suggestion(name, candidates.iter().copied()),
                expected,
                "{name}"
            );
        }
    }
}
