//! Somebody who types anything anywhere.

use std::path::Path;

use code::Language;

use crate::random::Random;

/// What people type, and what breaks code.
const TYPED: &[&str] = &[
    "a",
    "x",
    "1",
    " ",
    "\n",
    "\n    ",
    "\n\t",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "\"",
    "'",
    "`",
    ",",
    ";",
    ":",
    ".",
    "=",
    "==",
    "=>",
    "?.",
    "...",
    "*",
    "/",
    "//",
    "/*",
    "*/",
    "#",
    "\\",
    "$",
    "${",
    "in",
    "let\n",
    "let ",
    "return ",
    "if x:\n    y",
    "else",
    "elif z:",
    "for (",
    "async ",
    "await ",
    "lambda: ",
    "def f():\n        return 1\n",
    "f\"{",
    "\"\"\"",
    "/a/g",
    "print ",
    "match x:\n  case 1:",
    "é",
    "😀",
    "\r\n",
    "\0",
    "<!--",
    "@",
    "!",
    "x = 1\n",
    "x = 1;\n",
    "instanceof ",
    "in_x",
    "() => {}",
    "class A {}",
    "\u{2028}",
];

/// Changes `text` in a place or two.
pub fn edit(text: &mut String, random: &mut Random) {
    for _ in 0..=random.below(2) {
        let start = text.floor_char_boundary(random.below(text.len() + 1));
        let most = match random.below(12) {
            0 => 60,
            1..5 => 4,
            _ => 0,
        };
        let end = text.floor_char_boundary((start + random.below(most + 1)).min(text.len()));
        let typed = match random.below(8) {
            // A part of the text moves.
            0 => {
                let from = text.floor_char_boundary(random.below(text.len() + 1));
                let to = text.floor_char_boundary((from + random.below(40)).min(text.len()));
                text[from..to].to_owned()
            }
            1 => String::new(),
            _ => random.pick(TYPED).to_owned(),
        };
        text.replace_range(start..end, &typed);
    }
}

/// The code of the nodes of all files in `folder`.
pub fn snippets(folder: &Path, language: Language) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(snippets(&path, language));
            continue;
        }
        let format = match path.extension().and_then(|extension| extension.to_str()) {
            Some("json") => text::Format::Json,
            Some("yml" | "yaml") => text::Format::Yaml,
            _ => continue,
        };
        let file = std::fs::read_to_string(&path).unwrap_or_default();
        let tree = text::Tree::parse(&file, format);
        tree.root()
            .into_iter()
            .for_each(|root| collect(root, language, &mut found));
    }
    found
}

/// Texts under the keys that hold code, in the language that their lines look like.
fn collect(node: text::Node<'_>, language: Language, found: &mut Vec<String>) {
    node.items().for_each(|item| collect(item, language, found));
    for entry in node.entries() {
        let code = entry.value.string();
        let code = code.filter(|code| {
            ["code", "jsCode", "functionCode", "pythonCode"].contains(&&*entry.key)
                && code.len() < 20_000
        });
        match code {
            Some(code) if code.contains("def main") == (language == Language::Python) => {
                found.push(code.into_owned())
            }
            _ => collect(entry.value, language, found),
        }
    }
}
