//! What may be renamed, and to what.

use code::ir::{ExprKind, VarId, VariableKind};
use code::{Language, Reading, library, syntax};
use lint::Severity;
use text::{Edit, InCode, InFile, TextRange, TextSize};
use workflow::Platform;

use super::{Change, Refusal, edited};
use crate::attributes::{Attribute, is_called};
use crate::bindings::{Bindings, Meaning};
use crate::mentions::{Carrier, Symbol, doubt, main};
use crate::navigation::{Subject, attribute};
use crate::{Place, Snapshot, Snippet};

/// What `subject` is called now.
pub(super) fn name(snapshot: &Snapshot, subject: &Subject) -> String {
    match &subject.symbol {
        Symbol::Variable {
            workflow,
            index,
            variable,
        } => {
            let snippet = Snippet::new(snapshot, *workflow, *index);
            let name = snippet.and_then(|snippet| {
                let reading = snippet.reading()?;
                let declared =
                    std::ops::Range::<usize>::from(reading.program.variable(*variable).declared);
                Some(snippet.text().get(declared)?.to_owned())
            });
            name.unwrap_or_default()
        }
        Symbol::Input { name, .. } | Symbol::Attribute { name, .. } => name.clone(),
        Symbol::Output { key, .. } => key.clone(),
        Symbol::Node { workflow, node } => snapshot.analysis.workflows[*workflow].nodes[*node]
            .name
            .clone(),
        Symbol::Declared { workflow, variable } => snapshot.analysis.workflows[*workflow].variables
            [*variable]
            .name
            .clone(),
    }
}

/// Why nothing can be renamed at `offset`.
pub(super) fn nothing(snapshot: &Snapshot, offset: InFile<TextSize>) -> String {
    let global = || {
        let Some(Place::Code { snippet, offset }) = snapshot.at(offset) else {
            return None;
        };
        let reading = snippet.reading()?;
        let bindings = Bindings::of(&reading, snippet.text());
        match &bindings.at(offset)?.meaning {
            Meaning::Global(name) => Some(name.clone()),
            Meaning::Variable(_) => None,
        }
    };
    let member = || {
        let Some(Place::Code { snippet, offset }) = snapshot.at(offset) else {
            return None;
        };
        attribute(snippet, |attributes| {
            let name = attributes.unknown_at(offset)?;
            Some(format!("it is not known what object `{name}` belongs to"))
        })
    };
    match global() {
        None => member().unwrap_or_else(|| "there is nothing here that can be renamed".to_owned()),
        Some(name) => format!("`{name}` is not defined in this code, so it cannot be renamed"),
    }
}

/// Whether `subject` may have another name at all.
pub(super) fn can_be_renamed(snapshot: &Snapshot, subject: &Subject) -> Result<(), Refusal> {
    match &subject.symbol {
        Symbol::Variable {
            workflow,
            index,
            variable,
        } => in_code(snapshot, *workflow, *index, |snippet, bindings| {
            variable_can_be_renamed(snippet, bindings, *variable)
        }),
        Symbol::Attribute { name, .. } => match attribute_of(snapshot, subject) {
            Some(Attribute {
                doubt: Some(why), ..
            }) => refuse(format!("`{name}` is not renamed: {why}")),
            Some(_) => Ok(()),
            None => refuse(format!("it is not known what object `{name}` belongs to")),
        },
        Symbol::Input {
            workflow,
            index,
            name,
        } => in_code(snapshot, *workflow, *index, |snippet, bindings| {
            input_can_be_renamed(snippet, bindings, name)
        }),
        Symbol::Output {
            workflow,
            node,
            key,
        } => output_can_be_renamed(snapshot, *workflow, *node, key),
        Symbol::Node { workflow, .. } => match snapshot.analysis.workflows[*workflow].platform {
            Platform::N8n => Ok(()),
            Platform::Dify => refuse("Dify gives nodes their ids; they are not renamed"),
        },
        Symbol::Declared { .. } => refuse("variables of the whole workflow are not renamed here"),
    }
}

/// What is known of the attribute that `subject` is.
fn attribute_of(snapshot: &Snapshot, subject: &Subject) -> Option<Attribute> {
    let (snippet, offset) = place_in_code(snapshot, subject)?;
    attribute(snippet, |attributes| attributes.at(offset))
}

fn place_in_code<'s>(
    snapshot: &'s Snapshot,
    subject: &Subject,
) -> Option<(Snippet<'s>, InCode<TextSize>)> {
    match &subject.here.carrier {
        Carrier::Code {
            workflow,
            index,
            range,
        } => {
            let snippet = Snippet::new(snapshot, *workflow, *index)?;
            Some((snippet, InCode(range.0.start())))
        }
        _ => None,
    }
}

/// Whether the class has nothing by that name.
fn attribute_can_be_named(
    snapshot: &Snapshot,
    subject: &Subject,
    new: &str,
) -> Result<(), Refusal> {
    let Some((snippet, offset)) = place_in_code(snapshot, subject) else {
        return Ok(());
    };
    let is_private = |name: &str| name.starts_with('#') || name.starts_with("__");
    let name = name(snapshot, subject);
    if is_private(&name) != is_private(new) {
        return refuse(format!("`{new}` is not as private as `{name}`"));
    }
    is_name(snippet, new.trim_start_matches('#'))?;
    if is_called(new) {
        return refuse(format!("the language would call `{new}` by its name"));
    }
    let taken = attribute(snippet, |attributes| {
        let known = attributes.at(offset)?;
        Some(attributes.has(&known, new))
    });
    match taken {
        Some(true) => refuse(format!("the class has an attribute `{new}` already")),
        _ => Ok(()),
    }
}

fn refuse(message: impl Into<String>) -> Result<(), Refusal> {
    Err(Refusal(message.into()))
}

fn in_code(
    snapshot: &Snapshot,
    workflow: usize,
    index: usize,
    ask: impl FnOnce(Snippet<'_>, &Bindings<'_>) -> Result<(), Refusal>,
) -> Result<(), Refusal> {
    let Some(snippet) = Snippet::new(snapshot, workflow, index) else {
        return Ok(());
    };
    match snippet.reading() {
        Some(reading) => ask(snippet, &Bindings::of(&reading, snippet.text())),
        None => refuse("the language of the code is not known"),
    }
}

fn variable_can_be_renamed(
    snippet: Snippet<'_>,
    bindings: &Bindings<'_>,
    variable: VarId,
) -> Result<(), Refusal> {
    let known = bindings.variable(variable);
    let name = &known.name;
    if known.declared.is_empty() {
        return refuse(format!("`{name}` is provided by the platform"));
    }
    if known.kind == VariableKind::ImplicitGlobal {
        return refuse(format!(
            "`{name}` is assigned and never declared: any other code may use it"
        ));
    }
    if bindings.is_of_class(variable) {
        return refuse(format!(
            "`{name}` belongs to a class, and is reached in more ways than can be followed"
        ));
    }
    if snippet.is_dify() && is_main(snippet, bindings, variable) {
        return refuse("Dify calls `main` by its name");
    }
    is_known_everywhere(bindings, variable)
}

fn is_main(snippet: Snippet<'_>, bindings: &Bindings<'_>, variable: VarId) -> bool {
    let known = bindings.variable(variable);
    known.name == "main" && known.function == code::ir::FunctionId::TOP && main(snippet).is_some()
}

/// Names of variables are made up by some code as it runs.
const BY_NAME: &[&str] = &["eval", "exec", "locals", "globals", "vars"];

fn is_known_everywhere(bindings: &Bindings<'_>, variable: VarId) -> Result<(), Refusal> {
    let name = &bindings.variable(variable).name;
    let by_name = bindings
        .program()
        .exprs
        .iter()
        .find_map(|expr| match &expr.kind {
            ExprKind::Global(global) if BY_NAME.contains(&global.as_str()) => Some(global),
            _ => None,
        });
    if let Some(global) = by_name {
        return refuse(format!(
            "the code uses `{global}`, by which it may reach `{name}`"
        ));
    }
    if bindings.has_unknown(name) {
        return refuse(format!(
            "it cannot be told everywhere which `{name}` is meant"
        ));
    }
    let dotted = |import: &code::ir::Import| {
        import.variable == Some(variable)
            && !import.renamed
            && import.name.is_none()
            && import.module.contains('.')
    };
    if bindings.program().imports.iter().any(dotted) {
        return refuse(format!("`{name}` is a package that is imported with a dot"));
    }
    match bindings.keywords(variable).doubtful {
        true => refuse(format!(
            "calls that cannot be followed may name the parameter `{name}`"
        )),
        false => Ok(()),
    }
}

fn input_can_be_renamed(
    snippet: Snippet<'_>,
    bindings: &Bindings<'_>,
    name: &str,
) -> Result<(), Refusal> {
    if main(snippet).is_none() {
        return refuse("there is no `main` that takes the input");
    }
    if let Some(place) = doubt(snippet, bindings.program(), false) {
        return refuse(format!(
            "`main` takes its inputs in a way that cannot be followed{}",
            line(snippet, place)
        ));
    }
    let param = |named: &&crate::bindings::Named| match named.meaning {
        Meaning::Variable(variable) => {
            let known = bindings.variable(variable);
            known.name == name
                && Some(known.function) == main(snippet)
                && known.kind == VariableKind::Parameter
        }
        Meaning::Global(_) => false,
    };
    match bindings
        .names
        .iter()
        .find(param)
        .map(|named| &named.meaning)
    {
        Some(Meaning::Variable(variable)) => is_known_everywhere(bindings, *variable),
        _ => Ok(()),
    }
}

fn output_can_be_renamed(
    snapshot: &Snapshot,
    workflow: usize,
    node: usize,
    key: &str,
) -> Result<(), Refusal> {
    let known = &snapshot.analysis.workflows[workflow];
    let Some(index) = known.code_nodes.iter().position(|code| code.node == node) else {
        return refuse(format!("`{key}` is not an output of a code node"));
    };
    if !known.code_nodes[index]
        .outputs
        .iter()
        .any(|output| output.name == key)
    {
        return refuse(format!("`{key}` is not declared as an output"));
    }
    in_code(snapshot, workflow, index, |snippet, bindings| {
        match doubt(snippet, bindings.program(), true) {
            Some(place) => refuse(format!(
                "`main` makes what it returns in a way that cannot be followed{}",
                line(snippet, place)
            )),
            None => Ok(()),
        }
    })
}

fn line(snippet: Snippet<'_>, place: TextRange) -> String {
    match place.is_empty() {
        true => String::new(),
        false => {
            let before = &snippet.text()[..usize::from(place.start())];
            format!(" (line {} of the code)", before.matches('\n').count() + 1)
        }
    }
}

/// Whether `subject` may be called `new`.
pub(super) fn can_be_named(
    snapshot: &Snapshot,
    subject: &Subject,
    new: &str,
) -> Result<(), Refusal> {
    let workflows = &snapshot.analysis.workflows;
    match &subject.symbol {
        Symbol::Variable {
            workflow, index, ..
        } => {
            let snippet = Snippet::new(snapshot, *workflow, *index);
            snippet.map_or(Ok(()), |snippet| is_name(snippet, new))
        }
        Symbol::Attribute { .. } => attribute_can_be_named(snapshot, subject, new),
        Symbol::Input {
            workflow, index, ..
        } => {
            let inputs = &workflows[*workflow].code_nodes[*index].inputs;
            if inputs.iter().any(|input| input.name == new) {
                return refuse(format!("the node has an input `{new}` already"));
            }
            is_key(new)?;
            let snippet = Snippet::new(snapshot, *workflow, *index);
            snippet.map_or(Ok(()), |snippet| is_name(snippet, new))
        }
        Symbol::Output { workflow, node, .. } => {
            let mut codes = workflows[*workflow]
                .code_nodes
                .iter()
                .filter(|code| code.node == *node);
            if codes.any(|code| code.outputs.iter().any(|output| output.name == new)) {
                return refuse(format!("the node has an output `{new}` already"));
            }
            is_key(new)
        }
        Symbol::Node { workflow, .. } => {
            if new.trim().is_empty() || new.contains(['\n', '\r']) {
                return refuse("a node needs a name of one line");
            }
            match workflows[*workflow]
                .nodes
                .iter()
                .any(|node| node.name == new)
            {
                true => refuse(format!("there is a node `{new}` already")),
                false => Ok(()),
            }
        }
        Symbol::Declared { .. } => Ok(()),
    }
}

/// What Dify's editor takes as the name of an input or output (reference dify 1.4), and its templates can name
/// (reference dify 1.8).
fn is_key(new: &str) -> Result<(), Refusal> {
    let mut signs = new.chars();
    let first = signs
        .next()
        .is_some_and(|sign| sign.is_ascii_alphabetic() || sign == '_');
    let fits =
        first && new.len() <= 30 && signs.all(|sign| sign.is_ascii_alphanumeric() || sign == '_');
    match fits {
        true => Ok(()),
        false => refuse(format!(
            "`{new}` is no name for Dify: letters, digits and underscores, no digit first, 30 at most"
        )),
    }
}

fn is_name(snippet: Snippet<'_>, new: &str) -> Result<(), Refusal> {
    let Some(source) = snippet.source() else {
        return Ok(());
    };
    let python = source.language == Language::Python;
    let language = if python { "Python" } else { "JavaScript" };
    let part = |sign: char| sign == '_' || sign.is_alphanumeric() || (sign == '$' && !python);
    let statement = match python {
        true => format!("{new} = 1\nasync def f():\n    {new} = 1\n"),
        false => format!("let {new} = 1;"),
    };
    let probe = code::Source {
        text: &statement,
        host: if python {
            code::Host::Module
        } else {
            source.host
        },
        ..source
    };
    let meant: &[&str] = match python {
        true => &["__debug__"],
        false => &["arguments", "eval", "undefined", "NaN", "Infinity"],
    };
    let is_word = !new.is_empty() && new.chars().all(part) && syntax::check(&probe).is_none();
    if !is_word || meant.contains(&new) {
        return refuse(format!("`{new}` is no name for a variable of {language}"));
    }
    match library::provided(source.language, source.api)
        .get(new)
        .is_some()
    {
        true => refuse(format!("`{new}` is provided by the platform")),
        false => Ok(()),
    }
}

/// Whether with `changes` every name of the code means what it meant.
pub(super) fn resolves_the_same(snippet: Snippet<'_>, changes: &[Change]) -> Result<(), Refusal> {
    let (Some(source), Some(reading)) = (snippet.source(), snippet.reading()) else {
        return Ok(());
    };
    let mut sorted: Vec<_> = changes.to_vec();
    sorted.sort_by_key(|(range, _)| std::cmp::Reverse(range.0.start()));
    let mut text = source.text.to_owned();
    for (range, new) in &sorted {
        text.replace_range(std::ops::Range::<usize>::from(range.0), new);
    }
    let renamed = code::Source {
        text: &text,
        ..source
    };
    let again = Reading::of(&renamed);
    let (before, after) = (
        Bindings::of(&reading, source.text),
        Bindings::of(&again, &text),
    );
    match before.resolution() == after.resolution() {
        true => Ok(()),
        false => refuse("that name means something else in this code already"),
    }
}

/// Whether the file with `edits` has no error that it has not now.
pub(super) fn means_the_same(
    snapshot: &Snapshot,
    edits: &[Edit],
    new: &str,
) -> Result<(), Refusal> {
    let text = edited(&snapshot.text, edits);
    let again = lint::analyze(&text, &snapshot.path, &snapshot.settings, &snapshot.cache);
    let errors = |analysis: &lint::Analysis| {
        let found = analysis.diagnostics.iter();
        found
            .filter(|found| found.severity == Severity::Error)
            .count()
            + analysis.problems.len()
    };
    if errors(&again) <= errors(&snapshot.analysis) {
        return Ok(());
    }
    let known = |found: &lint::Diagnostic| {
        snapshot
            .analysis
            .diagnostics
            .iter()
            .any(|old| old.message == found.message)
    };
    let mut news = again
        .diagnostics
        .iter()
        .filter(|found| found.severity == Severity::Error);
    match news.find(|found| !known(found)) {
        Some(found) => refuse(format!(
            "as `{new}` it would be an error: {}",
            found.message
        )),
        None => refuse(format!("as `{new}` it would be an error")),
    }
}
