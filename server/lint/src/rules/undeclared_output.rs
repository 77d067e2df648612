use code::Shape;
use code::infer::SiteKind;
use code::shape::Field;
use contract::{Kind, Violation};
use text::{Edit, InCode, TextRange, TextSize};
use workflow::Output;

use super::Rule;
use super::verdicts::Hit;
use crate::Severity;
use crate::context::Context;
use crate::declare;
use crate::finding::Applicability;
use crate::report::Report;

/// A return holds a key that is not declared; Dify fails the node (reference dify 2.6).
pub(super) const RULE: Rule = Rule {
    id: "undeclared-output",
    summary: "A return holds a key that is not a declared output",
    severity: Severity::Error,
    page: include_str!("undeclared_output.md"),
    check,
};

fn check(context: &Context<'_>, report: &mut Report<'_>) {
    if super::invalid_result::is_not_awaited(context) {
        return;
    }
    for hit in Hit::all(context, |kind| matches!(kind, Kind::ExtraKey { .. })) {
        let Kind::ExtraKey { key, near } = &hit.violation.kind else {
            continue;
        };
        if is_misspelt(context, &hit, key) {
            // The output that it was meant to be is missing, which is told there.
            continue;
        }
        let help = match near {
            Some(near) => format!("Did you mean `{near}`?"),
            None => format!(
                "Dify does not drop extra keys, it fails the node: declare an output `{key}` and return it on every path, or remove it here."
            ),
        };
        let range = hit.range(context);
        let finding = report
            .in_code(
                range,
                format!(
                    "`{key}` is returned{} but is not a declared output",
                    hit.on_some_paths()
                ),
            )
            .severity(hit.severity())
            .platform(hit.platform())
            .help(help);
        match near {
            Some(near) => {
                if let Some(text) = quoted(context, range, key, near) {
                    let title = format!("Rename the key to `{near}`");
                    finding.fix_code(title, Applicability::Unsafe, range, &text);
                }
            }
            None => {
                if let Some(edits) = declaration(context, &hit, key) {
                    let title = match edits.as_slice() {
                        [_] => format!("Declare the output `{key}`"),
                        _ => format!("Declare the output `{key}` and return it everywhere"),
                    };
                    finding.fix(title, Applicability::Unsafe, edits);
                }
            }
        }
    }
}

/// A declared output is missing at the same return, and looks like `key`.
fn is_misspelt(context: &Context<'_>, hit: &Hit<'_>, key: &str) -> bool {
    let meant = |kind: &Kind| matches!(kind, Kind::MissingKey { near: Some(near), vanished: None, .. } if near == key);
    violations(context, hit).any(|violation| meant(&violation.kind))
}

/// Where the return of `hit` writes the undeclared `key`.
pub(super) fn written(context: &Context<'_>, hit: &Hit<'_>, key: &str) -> Option<TextRange> {
    let mut all = violations(context, hit);
    let is_it = |violation: &&Violation| matches!(&violation.kind, Kind::ExtraKey { key: extra, .. } if extra == key);
    all.find(is_it)?.range
}

fn violations<'c>(
    context: &'c Context<'_>,
    hit: &Hit<'_>,
) -> impl Iterator<Item = &'c Violation> + use<'c> {
    let range = hit.site.range;
    let sites = context.returns.iter();
    let here = sites.filter(move |(site, _)| site.range == range);
    here.flat_map(|(_, verdict)| &verdict.violations)
}

/// The edits that declare `key` with the type of what is returned under it, and add it to the returns that lack it.
fn declaration(context: &Context<'_>, hit: &Hit<'_>, key: &str) -> Option<Vec<Edit>> {
    if hit.violation.path.0.len() != 1 {
        return None;
    }
    let type_name = declare::type_of(&returned(&hit.site.shape, key)?.shape)?;
    let mut edits = vec![declare::add_output(context, key, type_name)?];
    for (site, _) in &context.returns {
        let Shape::Object(object) = &site.shape else {
            continue;
        };
        match object.field(key) {
            Some(field) if !field.always => return None,
            Some(field) if !declare::takes(type_name, &field.shape) => return None,
            Some(_) => {}
            None => {
                let pair = pair(key, Some(type_name), context.is_python());
                let (range, text) = inserted(context, site.range, &[pair])?;
                edits.extend(context.code()?.seal(context.file, InCode(range), &text));
            }
        }
    }
    Some(edits)
}

fn returned<'s>(shape: &'s Shape, key: &str) -> Option<&'s Field> {
    match shape {
        Shape::Object(object) => object.field(key),
        _ => None,
    }
}

/// The key at `range`, written as it is but with the other name.
pub(super) fn quoted(
    context: &Context<'_>,
    range: TextRange,
    key: &str,
    name: &str,
) -> Option<String> {
    let text = context.code()?.text();
    let written = text.get(std::ops::Range::<usize>::from(range))?;
    let quote = |mark: char| written == format!("{mark}{key}{mark}");
    match written {
        _ if quote('"') => Some(format!("\"{name}\"")),
        _ if quote('\'') => Some(format!("'{name}'")),
        _ if written == key => Some(name.to_string()),
        _ => None,
    }
}

/// Where and what to write so that the returned literal holds `outputs`: values of the declared types.
pub(super) fn insertion(
    context: &Context<'_>,
    hit: &Hit<'_>,
    outputs: &[&Output],
) -> Option<(TextRange, String)> {
    if hit.violation.path.0.len() > 1 || hit.violation.range.is_some() {
        return None;
    }
    let python = context.is_python();
    let pairs: Vec<String> = outputs
        .iter()
        .map(|output| pair(&output.name, output.type_name.as_deref(), python))
        .collect();
    inserted(context, hit.site.range, &pairs).or_else(|| assigned(context, hit, outputs))
}

/// Where and what to write so that the returned variable holds `outputs`: assignments before the `return`.
fn assigned(
    context: &Context<'_>,
    hit: &Hit<'_>,
    outputs: &[&Output],
) -> Option<(TextRange, String)> {
    let all = |shape: &Shape| shape.alternatives().iter().all(is_object);
    let is_whole = hit.site.kind == SiteKind::Value && all(&hit.site.shape);
    let text = context.code()?.text();
    let variable = text.get(std::ops::Range::<usize>::from(hit.site.range))?;
    if !is_whole || !is_identifier(variable) {
        return None;
    }
    let python = context.is_python();
    let (at, indent) = statement(text, hit.site.range, python)?;
    let always = hit.on_some_paths().is_empty();
    let assignment = |output: &&Output| {
        let (name, value) = (&output.name, value(output.type_name.as_deref(), python));
        match (python, always) {
            (true, true) => format!("{variable}[{name:?}] = {value}"),
            (true, false) => format!("{variable}.setdefault({name:?}, {value})"),
            (false, always) => {
                let key = match is_identifier(name) {
                    true => format!(".{name}"),
                    false => format!("[{name:?}]"),
                };
                let sign = if always { "=" } else { "??=" };
                format!("{variable}{key} {sign} {value};")
            }
        }
    };
    let lines = outputs.iter().map(assignment);
    let text: String = lines.map(|line| format!("{line}\n{indent}")).collect();
    Some((TextRange::empty(TextSize::new(at as u32)), text))
}

fn is_object(shape: &Shape) -> bool {
    matches!(shape, Shape::Object(_))
}

/// Where the `return` of the value at `range` begins, and how far it is indented: only if it is a line of its own, and
/// stands in a block.
fn statement(text: &str, range: TextRange, python: bool) -> Option<(usize, &str)> {
    let before = text.get(..usize::from(range.start()))?;
    let at = before.trim_end().strip_suffix("return")?.len();
    let line = before[..at].rfind('\n').map_or(0, |end| end + 1);
    let indent = &before[line..at];
    let rest = text.get(usize::from(range.end())..)?;
    let rest = rest.lines().next().unwrap_or_default();
    let alone = indent.trim().is_empty() && matches!(rest.trim(), "" | ";");
    // Behind `if (…)` without braces there is room for one statement only.
    let last = before[..line].trim_end().chars().next_back();
    let in_block = python || matches!(last, Some('{' | ';' | '}'));
    (alone && in_block).then_some((at, indent))
}

/// Where and what to write so that the returned literal at `range` holds `pairs` as well.
pub(super) fn inserted(
    context: &Context<'_>,
    range: TextRange,
    pairs: &[String],
) -> Option<(TextRange, String)> {
    let mut literals = context.facts.as_ref()?.object_literals.iter();
    literals.find(|literal| literal.range == range)?;
    let text = context.code()?.text();
    let literal = text.get(std::ops::Range::<usize>::from(range))?;
    let inner = literal.strip_prefix('{')?.strip_suffix('}')?;
    let written = inner.trim_end();
    let empty = written.trim_start().is_empty();
    let multiline = written.contains('\n');
    let separator = match (empty, written.ends_with(','), multiline) {
        (true, ..) => String::new(),
        (_, comma, true) => {
            let last = written
                .trim_end_matches(',')
                .rsplit('\n')
                .next()
                .unwrap_or_default();
            let indent = &last[..last.len() - last.trim_start().len()];
            format!("{}\n{indent}", if comma { "" } else { "," })
        }
        (_, true, false) => " ".into(),
        (_, false, false) => ", ".into(),
    };
    // A comment or a nested bracket at the end of the last line makes a plain insertion unsafe.
    if written
        .lines()
        .last()
        .is_some_and(|line| line.contains('#') || line.contains("//"))
    {
        return None;
    }
    let at = range.start() + TextSize::new(1 + written.len() as u32);
    let between = if multiline && !empty {
        format!(",{}", separator.trim_start_matches(','))
    } else {
        ", ".into()
    };
    Some((
        TextRange::empty(at),
        format!("{separator}{}", pairs.join(&between)),
    ))
}

/// `"result": ""`: a key with a value of the declared type.
fn pair(name: &str, type_name: Option<&str>, python: bool) -> String {
    let value = value(type_name, python);
    match python || !is_identifier(name) {
        true => format!("{name:?}: {value}"),
        false => format!("{name}: {value}"),
    }
}

/// A value of the declared type.
fn value(type_name: Option<&str>, python: bool) -> &'static str {
    match type_name {
        Some("string") => "\"\"",
        Some("number") => "0",
        Some("object") => "{}",
        Some("boolean") if python => "False",
        Some("boolean") => "false",
        Some(list) if list.starts_with("array") => "[]",
        _ if python => "None",
        _ => "null",
    }
}

fn is_identifier(name: &str) -> bool {
    let mut signs = name.chars();
    signs
        .next()
        .is_some_and(|first| first.is_alphabetic() || matches!(first, '_' | '$'))
        && signs.all(|sign| sign.is_alphanumeric() || matches!(sign, '_' | '$'))
}
