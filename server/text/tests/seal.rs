//! What sealed edits look like: the smallest that do, in the style of the scalar.

mod common;

use common::apply;
use text::{Envelope, Format, InCode, TextRange, Tree};

/// Envelope; file; what of the code is replaced; by what; the file afterwards.
const TABLE: &[(Envelope, &str, &str, &str, &str)] = &[
    (
        JSON,
        r#"{"code": "a\nb"}"#,
        "b",
        "\"c\"\t",
        r#"{"code": "a\n\"c\"\t"}"#,
    ),
    (
        JSON,
        r#"{"code": "a b", "x": "é"}"#,
        "b",
        "世",
        r#"{"code": "a 世", "x": "é"}"#,
    ),
    (
        JSON,
        r#"{"code": "\u00e9 b"}"#,
        "b",
        "世😀",
        r#"{"code": "\u00e9 \u4e16\ud83d\ude00"}"#,
    ),
    (
        JSON,
        r#"{"code": "a b", "x": "\u00e9"}"#,
        "b",
        "世",
        r#"{"code": "a \u4e16", "x": "\u00e9"}"#,
    ),
    (
        JSON,
        r#"{"code": "<\/a> b"}"#,
        "b",
        "c/d",
        r#"{"code": "<\/a> c\/d"}"#,
    ),
    (
        JSON,
        r#"{"code": "a / b"}"#,
        "b",
        "c/d",
        r#"{"code": "a / c/d"}"#,
    ),
    (
        LITERAL,
        "code: |\n  one\n  two\n",
        "one",
        "1",
        "code: |\n  1\n  two\n",
    ),
    (
        LITERAL,
        "code: |\n  one\n  two\n",
        "one\n",
        "",
        "code: |\n  two\n",
    ),
    (
        LITERAL,
        "code: |\n  one\n  two\nx: 1\n",
        "two\n",
        "two\n\nthree\n",
        "code: |\n  one\n  two\n\n  three\nx: 1\n",
    ),
    (
        LITERAL,
        "code: |\r\n  one\r\n  two\r\n",
        "one",
        "1\n2",
        "code: |\r\n  1\r\n  2\r\n  two\r\n",
    ),
    (
        LITERAL,
        "- code: |  # note\n      one\n\n\n  x: 1\n",
        "one",
        "1",
        "- code: |  # note\n      1\n\n\n  x: 1\n",
    ),
    (
        LITERAL,
        "code: |\n  one\n  two\n",
        "two\n",
        "two",
        "code: |-\n  one\n  two\n",
    ),
    (
        LITERAL,
        "code: |-\n  one\nx: 1\n",
        "one",
        "one\n",
        "code: |\n  one\nx: 1\n",
    ),
    (
        LITERAL,
        "code: |\n  one\n\nx: 1\n",
        "one\n",
        "one\n\n",
        "code: |+\n  one\n\nx: 1\n",
    ),
    (
        LITERAL,
        "code: |\n  one\nx: 1\n",
        "one",
        "  one",
        "code: |2\n    one\nx: 1\n",
    ),
    (
        LITERAL,
        "code: |\n  one\n\nx: 1\n",
        "one",
        "one\0",
        "code: \"one\\0\\n\"\n\nx: 1\n",
    ),
    (
        FOLDED,
        "code: >\n  one\n  two\n",
        "two",
        "2",
        "code: >\n  one\n  2\n",
    ),
    (
        FOLDED,
        "code: >\n  one\n  two\n",
        "two",
        "2\n3",
        "code: >\n  one 2\n\n  3\n",
    ),
    (
        FOLDED,
        "code: >\n  one\n  two\n",
        "one",
        "1 ",
        "code: >\n  1 \n  two\n",
    ),
    (
        DOUBLE,
        "code: \"a\\nb\"\n",
        "b",
        "\"c\"\n",
        "code: \"a\\n\\\"c\\\"\\n\"\n",
    ),
    (
        DOUBLE,
        "code: \"a\\n\\\n  \\  b\\n\"\n",
        "b",
        "c",
        "code: \"a\\n\\\n  \\  c\\n\"\n",
    ),
    (
        DOUBLE,
        "code: \"a\\n\\\n  \\  b\\n\"\n",
        "  b",
        "c",
        "code: \"a\\n\\\n  c\\n\"\n",
    ),
    (DOUBLE, "code: \"a\n  b\"\n", " b", "", "code: \"a\"\n"),
    (
        DOUBLE,
        "code: \"\\xE9 b\"\n",
        "b",
        "世😀",
        "code: \"\\xE9 \\u4E16\\U0001F600\"\n",
    ),
    (SINGLE, "code: 'it''s'\n", "s", "'s", "code: 'it''''s'\n"),
    (
        SINGLE,
        "code: 'a\n\n  b'\n",
        "b",
        "c\nd",
        "code: 'a\n\n  c\n\n  d'\n",
    ),
    (
        SINGLE,
        "code: 'a'\n",
        "a",
        "if x:\n  y",
        "code: \"if x:\\n  y\"\n",
    ),
    (
        PLAIN,
        "code: return 1  # note\n",
        "1",
        "2",
        "code: return 2  # note\n",
    ),
    (
        PLAIN,
        "code: return 1\n",
        "1",
        "'a: b'",
        "code: 'return ''a: b'''\n",
    ),
    (
        PLAIN,
        "code: return {}\n",
        "{}",
        "[1]",
        "code: return [1]\n",
    ),
    (
        PLAIN,
        "{code: return 1}\n",
        "1",
        "[1]",
        "{code: 'return [1]'}\n",
    ),
    (PLAIN, "code: x1\n", "x", "", "code: '1'\n"),
    (PLAIN, "code: x\n", "x", "a\n\tb", "code: \"a\\n\\tb\"\n"),
];

const JSON: Envelope = Envelope::JsonString;
const LITERAL: Envelope = Envelope::YamlLiteral;
const FOLDED: Envelope = Envelope::YamlFolded;
const DOUBLE: Envelope = Envelope::YamlDoubleQuoted;
const SINGLE: Envelope = Envelope::YamlSingleQuoted;
const PLAIN: Envelope = Envelope::YamlPlain;

#[test]
fn edits_keep_the_style() {
    for (envelope, source, old, new, expected) in TABLE {
        let format = if *envelope == JSON {
            Format::Json
        } else {
            Format::Yaml
        };
        let tree = Tree::parse(source, format);
        let root = tree.root().expect("a value");
        let node = root.items().next().unwrap_or(root);
        let code = node
            .get("code")
            .and_then(|code| code.embedded())
            .expect("code");
        assert_eq!(code.envelope(), *envelope);
        let at = code.text().find(old).expect("the old text");
        let range = TextRange::at((at as u32).into(), (old.len() as u32).into());
        let edits = code.seal(source, InCode(range), new);
        assert_eq!(apply(source, &edits), *expected, "{source:?}: {edits:?}");
    }
}

#[test]
fn a_change_in_many_lines_is_one_line_of_edit() {
    let source = format!("code: |\n{}x: 1\n", "  line\n".repeat(1000));
    let tree = Tree::parse(&source, Format::Yaml);
    let code = tree
        .root()
        .and_then(|root| root.get("code")?.embedded())
        .expect("code");
    let range = TextRange::at(2500.into(), 2.into());
    let edits = code.seal(&source, InCode(range), "L");
    assert!(
        edits.len() == 1 && edits[0].range.0.len() <= 2.into(),
        "{edits:?}"
    );
}

#[test]
fn several_edits_stay_apart() {
    let source = r#"{"code": "a\nb\nc"}"#;
    let tree = Tree::parse(source, Format::Json);
    let code = tree
        .root()
        .and_then(|root| root.get("code")?.embedded())
        .expect("code");
    let at = |at: u32| InCode(TextRange::at(at.into(), 1.into()));
    let edits = code.seal_many(source, &[(at(4), "z".into()), (at(0), "x".into())]);
    assert_eq!(edits.len(), 2);
    assert_eq!(apply(source, &edits), r#"{"code": "x\nb\nz"}"#);
}

#[test]
fn another_file_is_not_edited() {
    let source = "code: one\n";
    let tree = Tree::parse(source, Format::Yaml);
    let code = tree
        .root()
        .and_then(|root| root.get("code")?.embedded())
        .expect("code");
    let range = InCode(TextRange::up_to(1.into()));
    assert_eq!(code.seal("other: x\n", range, "1"), []);
    assert_eq!(code.seal("", range, "1"), []);
}
