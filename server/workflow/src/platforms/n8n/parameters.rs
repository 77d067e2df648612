//! The two nodes that choose a language: Code and Code Tool (reference n8n 2.1, 13).

use text::{InFile, Language, Node as Value, TextRange};

use super::super::value::is_null;
use super::code::Reader;
use crate::{CodeNode, Contract, Reason, Unresolved};

/// The names of languages that a node takes besides `javaScript`.
struct Names {
    python: &'static [&'static str],
    /// The one of them to write.
    preferred: &'static str,
    /// What n8n says of any other, before its name.
    refusal: Option<&'static str>,
}

const CODE: Names = Names {
    python: &["python", "pythonNative"],
    preferred: "pythonNative",
    refusal: Some("Unsupported language: "),
};

const TOOL: Names = Names {
    python: &["python"],
    preferred: "python",
    refusal: None,
};

/// What a Code node runs: rows of the table of reference n8n 2.1.
pub(super) fn code(mut reader: Reader) -> CodeNode {
    let (contract, mode_is_known) = mode(&mut reader);
    let language = match reader.version {
        Some(1.0) => language_of_version_1(&mut reader),
        Some(2.0) => language(&mut reader, &CODE),
        _ => {
            unknown_version(&mut reader);
            return reader.finish(contract, Some(Language::JavaScript), None);
        }
    };
    let Some(language) = language.filter(|_| mode_is_known) else {
        return reader.finish(contract, language, None);
    };
    let (read, other, says) = match language {
        Language::JavaScript => ("jsCode", "pythonCode", "Unknown error"),
        Language::Python => ("pythonCode", "jsCode", empty_python(contract)),
    };
    if reader.is_empty(read) && !reader.ignored(&[other, "functionCode"], read, Some(says)) {
        reader.no_code(read, Some(says));
    }
    let code = reader.code(read);
    reader.finish(contract, Some(language), code)
}

/// What a Code Tool runs. Where there is no code its default runs, which is no mistake.
pub(super) fn tool(mut reader: Reader) -> CodeNode {
    let Some(language) = language(&mut reader, &TOOL) else {
        return reader.finish(Contract::N8nTool, None, None);
    };
    let (read, other) = match language {
        Language::JavaScript => ("jsCode", "pythonCode"),
        Language::Python => ("pythonCode", "jsCode"),
    };
    if reader.is_empty(read) {
        reader.ignored(&[other], read, None);
    }
    let code = reader.code(read);
    reader.finish(Contract::N8nTool, Some(language), code)
}

/// The contract by `mode`, and whether n8n knows the mode: the code of an unknown one is dropped.
fn mode(reader: &mut Reader) -> (Contract, bool) {
    let Some(mode) = reader.parameter("mode") else {
        return (Contract::N8nAllItems, true);
    };
    match choice(mode).as_deref() {
        Some("runOnceForAllItems") => (Contract::N8nAllItems, true),
        Some("runOnceForEachItem") => (Contract::N8nEachItem, true),
        _ => {
            let message = format!("n8n knows no mode {}, so it drops the code", shown(mode));
            let help = "Set `mode` to `runOnceForAllItems` or `runOnceForEachItem`.";
            report(
                reader,
                Reason::UnknownMode,
                mode.range(),
                message,
                help,
                None,
            );
            (Contract::N8nEachItem, false)
        }
    }
}

/// The language, when n8n knows it.
fn language(reader: &mut Reader, names: &Names) -> Option<Language> {
    let Some(written) = reader.parameter("language") else {
        return Some(Language::JavaScript);
    };
    match choice(written).as_deref() {
        Some("javaScript") => Some(Language::JavaScript),
        Some(name) if names.python.contains(&name) => Some(Language::Python),
        name => {
            let message = format!(
                "n8n knows no language {}, so it drops the code",
                shown(written)
            );
            let help = match name.map(str::to_lowercase).unwrap_or_default() {
                name if name.starts_with("py") => {
                    format!("Set `language` to `{}`.", names.preferred)
                }
                name if name.starts_with('j') => "Set `language` to `javaScript`.".into(),
                _ => format!("Set `language` to `javaScript` or `{}`.", names.preferred),
            };
            let name = name.or(is_null(written).then_some("null"));
            let says = names
                .refusal
                .zip(name)
                .map(|(refusal, name)| format!("{refusal}{name}"));
            report(
                reader,
                Reason::UnknownLanguage,
                written.range(),
                message,
                &help,
                says,
            );
            None
        }
    }
}

/// Version 1 runs `jsCode` whatever `language` says.
fn language_of_version_1(reader: &mut Reader) -> Option<Language> {
    if let Some(written) = reader.parameter("language")
        && choice(written).as_deref() != Some("javaScript")
        && reader.has("jsCode")
    {
        reader.unresolved.push(Unresolved {
            reason: Reason::IgnoredLanguage,
            range: written.range(),
            message: "Version 1 of the Code node ignores `language` and runs `jsCode`".into(),
            help: "Set `typeVersion` to 2 to choose a language.".into(),
            platform_message: None,
            error: false,
        });
    }
    Some(Language::JavaScript)
}

fn unknown_version(reader: &mut Reader) {
    let message = match reader.version {
        Some(version) => {
            format!("n8n knows no version {version} of the Code node, so it drops the code")
        }
        None if reader.version_range == reader.kind_range => {
            "The node has no `typeVersion`, so n8n drops its code".into()
        }
        None => "`typeVersion` is not a number, so n8n drops the code".into(),
    };
    let range = reader.version_range;
    report(
        reader,
        Reason::UnknownVersion,
        range,
        message,
        "Set `typeVersion` to 2.",
        None,
    );
}

fn report(
    reader: &mut Reader,
    reason: Reason,
    range: InFile<TextRange>,
    message: String,
    help: &str,
    platform_message: Option<String>,
) {
    let help = help.to_owned();
    let unresolved = Unresolved {
        reason,
        range,
        message,
        help,
        platform_message,
        error: true,
    };
    reader.unresolved.push(unresolved);
}

/// The value of a parameter of fixed choices, without the `=` that n8n takes off (reference n8n
/// 0b.1).
fn choice(value: Value) -> Option<String> {
    let text = value.string()?;
    Some(text.strip_prefix('=').unwrap_or(&text).to_owned())
}

fn shown(value: Value) -> String {
    match value.string() {
        Some(text) => format!("`{text}`"),
        None if is_null(value) => "`null`".into(),
        None => "of that kind".into(),
    }
}

/// An empty body of the function that n8n wraps around Python (reference n8n 10).
fn empty_python(contract: Contract) -> &'static str {
    match contract {
        Contract::N8nEachItem => {
            "expected an indented block after function definition on line 1 \
             (<per_item_task_execution>, line 4)"
        }
        _ => {
            "expected an indented block after function definition on line 1 \
             (<all_items_task_execution>, line 4)"
        }
    }
}
