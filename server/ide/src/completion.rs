//! Completion: what may stand at a place.

mod declarations;
mod items;
mod keys;
mod members;
mod modules;
mod names;
mod taken;
mod texts;
mod used;

use ::code::library;
use rustc_hash::FxHashSet;
use text::{Edit, InFile, Language, TextSize};

use crate::probe::Typing;
use crate::{Place, Snapshot};
use items::Items;

/// Something that may stand at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// What is shown, and what is typed is compared with.
    pub label: String,
    /// What it is.
    pub kind: CompletionKind,
    /// Its type or origin, a few words.
    pub detail: Option<String>,
    /// The language and path under which [`documentation`] finds more.
    pub source: Option<(Language, &'static str)>,
    /// The edit of the file, on one line, written in the style of what is around it.
    pub edit: Edit,
    /// The same text with places to fill in, in the syntax of editors' snippets (`${1:value}`).
    pub snippet: Option<String>,
    /// Lower ones come first.
    pub rank: u8,
}

/// What a [`Completion`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CompletionKind {
    /// A variable or parameter.
    Variable,
    /// A constant.
    Constant,
    /// A function.
    Function,
    /// A method.
    Method,
    /// A property of an object.
    Property,
    /// A key: of data, of an output.
    Field,
    /// A class.
    Class,
    /// A module.
    Module,
    /// A word of the language.
    Keyword,
    /// A node of the workflow.
    Node,
    /// One of the values that a field of the file may have.
    Value,
    /// Several words at once.
    Snippet,
}

/// The characters that bring up completion without being asked for.
pub const TRIGGERS: &[&str] = &[".", "$", "\"", "'", "[", "{", " "];

impl Snapshot {
    /// What may stand at byte `offset` of the file. `typed` is the character that brought it up, if one did.
    pub fn completions(&self, offset: InFile<TextSize>, typed: Option<char>) -> Vec<Completion> {
        let mut found = match self.at(offset) {
            Some(Place::Code { snippet, offset }) => {
                let Some(typing) = Typing::at(snippet, offset) else {
                    return Vec::new();
                };
                in_code(&typing, typed)
            }
            Some(Place::Node {
                workflow,
                node,
                code,
                ..
            }) => declarations::complete(self, workflow, node, code, offset),
            Some(Place::Workflow(_)) | None => Vec::new(),
        };
        // The best stand in the order in which they are declared, the others in that of the alphabet.
        found.sort_by(|one, other| {
            let by_name = || match one.rank {
                0 => std::cmp::Ordering::Equal,
                _ => one.label.cmp(&other.label),
            };
            one.rank.cmp(&other.rank).then_with(by_name)
        });
        let mut seen = FxHashSet::default();
        found.retain(|one| seen.insert((one.label.clone(), one.kind)));
        found
    }
}

fn in_code(typing: &Typing<'_>, typed: Option<char>) -> Vec<Completion> {
    let Some(mut items) = Items::of(typing) else {
        return Vec::new();
    };
    if typing.scan.is_silent() {
        return Vec::new();
    }
    if typing.in_text() {
        texts::complete(typing, &mut items);
        return items.found;
    }
    let before = typing.before().trim_end();
    let is_member = before.ends_with('.')
        && !before.ends_with("..")
        && !typing.prefix().starts_with(char::is_numeric);
    if is_member {
        members::complete(typing, &mut items);
    } else if taken::complete(typing, &mut items) {
        return items.found;
    } else if !modules::complete(typing, &mut items) && wanted(typing, typed) {
        keys::complete(typing, &mut items);
        if !matches!(typed, Some('{')) && !names::is_new(typing) {
            names::complete(typing, &mut items);
        }
    }
    items.found
}

/// A blank or bracket brings up nothing by itself but what only fits there.
fn wanted(typing: &Typing<'_>, typed: Option<char>) -> bool {
    !matches!(typed, Some(' ' | '[' | '"' | '\'' | '.'))
        && !typing.prefix().starts_with(char::is_numeric)
}

/// What the library tables say of `path` in `language`, in Markdown: [`Completion::source`] resolved.
pub fn documentation(language: Language, path: &str) -> Option<String> {
    use ::code::Api;
    let apis = [
        Api::Dify,
        Api::N8nAllItems,
        Api::N8nEachItem,
        Api::N8nTool,
        Api::N8nFunction,
        Api::N8nFunctionItem,
    ];
    let known = |api| crate::docs::Docs::new(language, api);
    let provided = apis
        .into_iter()
        .find(|api| library::provided(language, *api).get(path).is_some());
    let docs = known(provided.unwrap_or(Api::None));
    let entry = docs.entry(path)?;
    let name = if language == Language::Python {
        "python"
    } else {
        "typescript"
    };
    Some(format!(
        "```{name}\n{}\n```\n\n{}",
        docs.declaration(entry),
        entry.doc
    ))
}
