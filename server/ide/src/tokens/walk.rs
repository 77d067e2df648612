use code::Reading;
use code::tree_sitter::Node;
use text::{TextRange, TextSize};

use super::names::Names;
use super::{Modifiers, TokenKind};

/// A word of the code.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    pub(super) range: TextRange,
    pub(super) kind: TokenKind,
    pub(super) modifiers: Modifiers,
}

/// The words of a snippet, in order. Punctuation is none.
pub(super) fn words(reading: &Reading, text: &str) -> Vec<Word> {
    let Some(tree) = &reading.tree else {
        return Vec::new();
    };
    let names = Names::of(&reading.program);
    let mut words = Vec::new();
    let mut cursor = tree.walk();
    loop {
        let node = cursor.node();
        match word(node, &names, text) {
            Step::Word(kind, modifiers) => words.push(Word {
                range: range(node),
                kind,
                modifiers,
            }),
            Step::Skip => {}
            Step::Descend if cursor.goto_first_child() => continue,
            Step::Descend => {}
        }
        while !cursor.goto_next_sibling() {
            if !cursor.goto_parent() {
                return words;
            }
        }
    }
}

enum Step {
    Word(TokenKind, Modifiers),
    Skip,
    Descend,
}

impl From<TokenKind> for Step {
    fn from(kind: TokenKind) -> Self {
        Step::Word(kind, Modifiers::default())
    }
}

fn word(node: Node<'_>, names: &Names<'_>, text: &str) -> Step {
    if !node.is_named() {
        return token(node.kind(), node);
    }
    match node.kind() {
        "comment" | "html_comment" | "hash_bang_line" => TokenKind::Comment.into(),
        "string_start"
        | "string_content"
        | "string_end"
        | "string_fragment"
        | "escape_sequence"
        | "escape_interpolation" => TokenKind::String.into(),
        // The whole of it in JavaScript; Python's may have holes.
        "string" if node.child_by_field_name("interpolation").is_none() && is_plain(node) => {
            TokenKind::String.into()
        }
        "integer" | "float" | "number" => TokenKind::Number.into(),
        "regex" => TokenKind::Regexp.into(),
        "true" | "false" | "none" | "null" | "undefined" | "this" | "super" => {
            TokenKind::Keyword.into()
        }
        "identifier"
        | "shorthand_property_identifier"
        | "shorthand_property_identifier_pattern" => identifier(node, names, text),
        "property_identifier" | "private_property_identifier" => member(node),
        "statement_identifier" => TokenKind::Variable.into(),
        _ => Step::Descend,
    }
}

/// Text without holes.
fn is_plain(string: Node<'_>) -> bool {
    let mut cursor = string.walk();
    string
        .children(&mut cursor)
        .all(|child| child.kind() != "interpolation")
}

/// A keyword, an operator, or punctuation.
fn token(kind: &str, node: Node<'_>) -> Step {
    let quotes = node.parent().is_some_and(|parent| {
        matches!(parent.kind(), "string" | "template_string") && matches!(kind, "\"" | "'" | "`")
    });
    if quotes {
        return TokenKind::String.into();
    }
    if kind.starts_with(|first: char| first.is_ascii_alphabetic()) {
        return TokenKind::Keyword.into();
    }
    match kind {
        "" | "(" | ")" | "[" | "]" | "{" | "}" | "," | ":" | ";" | "." | "?." | "${" | "\""
        | "'" | "`" => Step::Skip,
        _ => TokenKind::Operator.into(),
    }
}

fn identifier(node: Node<'_>, names: &Names<'_>, text: &str) -> Step {
    let Some(name) = text.get(node.byte_range()) else {
        return Step::Skip;
    };
    let Some(parent) = node.parent() else {
        return names_step(node, name, names, false);
    };
    let is = |field: &str| parent.child_by_field_name(field) == Some(node);
    match parent.kind() {
        // Python's `object.name`; JavaScript has a kind of its own.
        "attribute" if is("attribute") => member(node),
        "keyword_argument" if is("name") => TokenKind::Parameter.into(),
        "function_definition" if is("name") => declared(match in_class(parent) {
            true => TokenKind::Method,
            false => TokenKind::Function,
        }),
        "function_declaration" | "function_expression" | "generator_function_declaration"
            if is("name") =>
        {
            declared(TokenKind::Function)
        }
        "class_definition" | "class_declaration" if is("name") => declared(TokenKind::Class),
        "call" | "call_expression" if is("function") => names_step(node, name, names, true),
        "new_expression" if is("constructor") => {
            let (_, modifiers) = names.look_up(range(node), name, false);
            Step::Word(TokenKind::Class, modifiers)
        }
        "dotted_name" => module(node, parent, name, names),
        _ => names_step(node, name, names, false),
    }
}

fn names_step(node: Node<'_>, name: &str, names: &Names<'_>, called: bool) -> Step {
    let (kind, modifiers) = names.look_up(range(node), name, called);
    Step::Word(kind, modifiers)
}

/// Part of the path of an import, or what is imported.
fn module(node: Node<'_>, path: Node<'_>, name: &str, names: &Names<'_>) -> Step {
    let mut statement = path.parent();
    if let Some(renamed) = statement.filter(|around| around.kind() == "aliased_import") {
        statement = renamed.parent();
    }
    let from = statement.filter(|statement| statement.kind() == "import_from_statement");
    match from {
        Some(from) if from.child_by_field_name("module_name") != Some(path) => {
            names_step(node, name, names, false)
        }
        _ => TokenKind::Namespace.into(),
    }
}

/// What is taken from an object, or defined in one.
fn member(node: Node<'_>) -> Step {
    let Some(parent) = node.parent() else {
        return TokenKind::Property.into();
    };
    if parent.kind() == "method_definition" {
        return declared(TokenKind::Method);
    }
    let called = parent.parent().is_some_and(|call| {
        matches!(call.kind(), "call" | "call_expression")
            && call.child_by_field_name("function") == Some(parent)
    });
    match called {
        true => TokenKind::Method.into(),
        false => TokenKind::Property.into(),
    }
}

fn declared(kind: TokenKind) -> Step {
    let modifiers = Modifiers {
        declaration: true,
        ..Modifiers::default()
    };
    Step::Word(kind, modifiers)
}

fn in_class(function: Node<'_>) -> bool {
    let mut around = function.parent();
    while let Some(node) = around {
        match node.kind() {
            "block" | "decorated_definition" => around = node.parent(),
            kind => return kind == "class_definition",
        }
    }
    false
}

fn range(node: Node<'_>) -> TextRange {
    let size = |at: usize| TextSize::new(at as u32);
    TextRange::new(size(node.start_byte()), size(node.end_byte()))
}
