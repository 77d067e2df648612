use code::facts::{Binds, Parameter, Signature};
use code::ir::ParamKind;
use contract::nearest;
use text::TextRange;

use super::{Rule, python_call};
use crate::Severity;
use crate::context::Context;
use crate::finding::Applicability;
use crate::report::Report;

/// `main` cannot be called with the declared inputs (reference dify 2.2, 2.4).
pub(super) const RULE: Rule = Rule {
    id: "signature-mismatch",
    summary: "The parameters of `main` do not match the declared inputs",
    severity: Severity::Error,
    page: include_str!("signature_mismatch.md"),
    check,
};

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    let Some(facts) = context.running().filter(|_| context.is_dify()) else {
        return;
    };
    let Some(signature) = &facts.signature else {
        return;
    };
    match context.is_python() {
        true => python(context, signature, report),
        false => javascript(context, signature, report),
    }
}

/// The names of the declared inputs.
fn inputs<'c>(context: &Context<'c>) -> Vec<&'c str> {
    let inputs = context.code_node().inputs.iter();
    inputs.map(|input| input.name.as_str()).collect()
}

/// Python is called with every input by name.
fn python(context: &Context<'_>, signature: &Signature, report: &mut Report<'_>) {
    let inputs = inputs(context);
    // One call, one exception: whatever is wrong besides comes to light when this is mended.
    let says = python_call::error(signature, &inputs, context.target.python);
    for param in &signature.params {
        required(param, &inputs, says.as_deref(), report);
    }
    let takes_any = signature
        .params
        .iter()
        .any(|param| param.kind == ParamKind::KeywordRest);
    if !takes_any {
        strangers(context, signature, &inputs, says.as_deref(), report);
    }
}

/// Inputs that no parameter takes.
fn strangers(
    context: &Context<'_>,
    signature: &Signature,
    inputs: &[&str],
    says: Option<&str>,
    report: &mut Report<'_>,
) {
    let place = signature.params_range.unwrap_or(signature.name_range);
    let params: Vec<&str> = signature.params.iter().filter_map(by_name).collect();
    for input in &context.code_node().inputs {
        let name = input.name.as_str();
        if params.contains(&name) || is_positional_only(signature, name) {
            continue;
        }
        let free = params.iter().filter(|param| !inputs.contains(param));
        let near = nearest(name, free.copied());
        let help = match near {
            Some(near) => format!(
                "Did you mean the parameter `{near}`? Inputs arrive under their declared names."
            ),
            None => {
                "Inputs arrive as keyword arguments: add the parameter, or remove the input.".into()
            }
        };
        let edit = add_parameter(context, signature, place, name);
        let finding = report
            .in_code(
                first_paren(context, place),
                format!("`main` takes no parameter for the declared input `{name}`"),
            )
            .platform(says.map(Into::into))
            .help(help)
            .related(input.range, "the input is declared here");
        if let (Some((range, text)), None) = (edit, near) {
            finding.fix_code(
                format!("Add the parameter `{name}`"),
                Applicability::Safe,
                range,
                &text,
            );
        }
    }
}

fn is_positional_only(signature: &Signature, name: &str) -> bool {
    let is_it = |param: &Parameter| matches!(&param.binds, Binds::Name(known, _) if known == name);
    signature
        .params
        .iter()
        .any(|param| param.kind == ParamKind::PositionalOnly && is_it(param))
}

fn required(param: &Parameter, inputs: &[&str], says: Option<&str>, report: &mut Report<'_>) {
    let Binds::Name(name, range) = &param.binds else {
        return;
    };
    let given = inputs.contains(&name.as_str());
    let fails = match param.kind {
        ParamKind::Normal | ParamKind::KeywordOnly => !given && !param.has_default,
        // Inputs arrive by name only.
        ParamKind::PositionalOnly => given || !param.has_default,
        ParamKind::Rest | ParamKind::KeywordRest => false,
    };
    // A positional-only parameter with a default leaves an input of its name to `**kwargs`.
    let Some(says) = says.filter(|_| fails) else {
        return;
    };
    let message = match given {
        true => format!("`main` takes `{name}` by position only, and inputs arrive by name"),
        false => format!("`main` demands `{name}`, which is not a declared input"),
    };
    let help = match nearest(name, inputs.iter().copied()) {
        Some(near) => format!(
            "Did you mean the input `{near}`? Otherwise declare an input `{name}`, or give the parameter a default."
        ),
        None if given => "Inputs arrive by name: remove the `/`.".into(),
        None => format!("Declare an input `{name}`, or give the parameter a default."),
    };
    report
        .in_code(*range, message)
        .platform(Some(says.into()))
        .help(help);
}

fn by_name(param: &Parameter) -> Option<&str> {
    match (&param.binds, param.kind) {
        (Binds::Name(name, _), ParamKind::Normal | ParamKind::KeywordOnly) => Some(name),
        _ => None,
    }
}

/// The opening parenthesis and all that follows on its line.
fn first_paren(context: &Context<'_>, params: TextRange) -> TextRange {
    context.first_line(params)
}

/// The place and the text that add `name` at the end of the parameters.
fn add_parameter(
    context: &Context<'_>,
    signature: &Signature,
    params: TextRange,
    name: &str,
) -> Option<(TextRange, String)> {
    signature.params_range?;
    let text = context.code()?.text();
    let identifier = name
        .chars()
        .next()
        .is_some_and(|first| first.is_alphabetic() || first == '_')
        && name.chars().all(|c| c.is_alphanumeric() || c == '_');
    let ends_open = signature
        .params
        .iter()
        .any(|param| param.has_default || !matches!(param.kind, ParamKind::Normal));
    if !identifier || ends_open || !text[std::ops::Range::<usize>::from(params)].ends_with(')') {
        return None;
    }
    let (at, text) = match signature.params.last() {
        Some(last) => (last.range.end(), format!(", {name}")),
        None => (params.end() - text::TextSize::new(1), name.to_string()),
    };
    Some((TextRange::empty(at), text))
}

/// JavaScript is called with one object that holds every input.
fn javascript(context: &Context<'_>, signature: &Signature, report: &mut Report<'_>) {
    let inputs = inputs(context);
    let named: Vec<(&str, TextRange)> = signature
        .params
        .iter()
        .filter_map(|param| match &param.binds {
            Binds::Name(name, range) if param.kind == ParamKind::Normal => {
                Some((name.as_str(), *range))
            }
            _ => None,
        })
        .collect();
    let all_named = named.len() == signature.params.len();
    let known = |name: &str| inputs.contains(&name);
    if signature.params.len() >= 2 && all_named && named.iter().skip(1).any(|(name, _)| known(name))
    {
        return positional(&inputs, &named, signature, report);
    }
    if let [param] = signature.params.as_slice()
        && let Binds::Object(keys, false) = &param.binds
        && !param.has_default
    {
        unknown_keys(&inputs, keys, report);
    }
}

fn positional(
    inputs: &[&str],
    named: &[(&str, TextRange)],
    signature: &Signature,
    report: &mut Report<'_>,
) {
    let first = named.first().map_or("", |(name, _)| name);
    let names: Vec<&str> = named.iter().map(|(name, _)| *name).collect();
    let Some((_, second)) = named.get(1) else {
        return;
    };
    let message = format!(
        "`main` is called with one object that holds all inputs: `{first}` receives that object, and `{}` stays undefined",
        names[1..].join("`, `"),
    );
    let finding = report
        .in_code(*second, message)
        // Garbage may come out without an error.
        .severity(Severity::Warning)
        .help(format!(
            "Take the inputs apart: `function main({{{}}})`.",
            names.join(", ")
        ));
    if let (Some((_, from)), Some((_, to))) = (named.first(), named.last())
        && names.iter().all(|name| inputs.contains(name))
        && signature.params.iter().all(|param| !param.has_default)
    {
        let range = TextRange::new(from.start(), to.end());
        finding.fix_code(
            "Destructure the inputs",
            Applicability::Safe,
            range,
            &format!("{{{}}}", names.join(", ")),
        );
    }
}

fn unknown_keys(inputs: &[&str], keys: &[(smol_str::SmolStr, TextRange)], report: &mut Report<'_>) {
    for (key, range) in keys {
        if inputs.contains(&key.as_str()) {
            continue;
        }
        let free = inputs
            .iter()
            .copied()
            .filter(|input| !keys.iter().any(|(key, _)| key == input));
        let help = match nearest(key, free) {
            Some(near) => format!("Did you mean the input `{near}`?"),
            None => format!("Declare an input `{key}`, or remove it here."),
        };
        report
            .in_code(
                *range,
                format!("`{key}` is not a declared input: it is always `undefined`"),
            )
            .severity(Severity::Warning)
            .help(help);
    }
}
