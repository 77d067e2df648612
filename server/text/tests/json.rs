//! JSON: what is accepted and what it means, and what is found in files that are not JSON.

mod common;

use common::Random;
use serde_json::Value;
use text::{Format, Kind, Node, Tree};

/// The value of a node, as serde_json reads it.
fn value(node: Node) -> Value {
    match node.kind() {
        Kind::Null => Value::Null,
        Kind::Bool(value) => value.into(),
        Kind::Number => {
            let text = node.plain_text().expect("a scalar");
            serde_json::from_str(&text).unwrap_or_else(|_| panic!("{text}"))
        }
        Kind::String => node.string().expect("a string").into(),
        Kind::Array => node.items().map(value).collect(),
        Kind::Object => node
            .entries()
            .map(|entry| (entry.key.into_owned(), value(entry.value)))
            .collect(),
        Kind::Timestamp => unreachable!("JSON has none"),
    }
}

fn check(source: &str) {
    let tree = Tree::parse(source, Format::Json);
    match serde_json::from_str::<Value>(source) {
        Ok(expected) => {
            assert_eq!(tree.problems(), [], "{source:?}");
            assert_eq!(value(tree.root().expect("a value")), expected, "{source:?}");
        }
        Err(error) => {
            // JSON.parse takes halves of surrogate pairs and numbers of any size.
            let text = error.to_string();
            let tolerated = ["surrogate", "hex escape", "out of range"]
                .iter()
                .any(|part| text.contains(part));
            assert!(
                tolerated || tree.problems().iter().any(|problem| problem.fatal),
                "{error}: {source:?}"
            );
        }
    }
}

#[test]
fn agrees_with_serde_json() {
    const PARTS: &[&str] = &[
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"a\"",
        "\"b\\n\"",
        "\"\\u00e9\"",
        "\"",
        "1",
        "-0",
        "0",
        "1.5",
        "1e5",
        "-",
        ".",
        "e",
        "+",
        "01",
        "true",
        "false",
        "null",
        "nul",
        " ",
        "\n",
        "\t",
        "\\",
        "\\u12",
        "//",
        "é",
        "\u{1}",
        "'",
        "\"k\":",
        "\r\n",
        "{\"x\": [1, {}, []], \"y\": \"z\"}",
        "\u{a0}",
    ];
    let mut random = Random::new(7);
    for _ in 0..60_000 {
        let source: String = (0..random.below(9))
            .map(|_| PARTS[random.below(PARTS.len())])
            .collect();
        check(&source);
    }
}

#[test]
fn agrees_with_serde_json_on_nearly_whole_documents() {
    const WHOLE: &str = "{\n  \"nodes\": [{\"id\": \"x\\\\\\u00e9\", \"n\": -1.5e3, \"list\": [true, null, []]}, {}],\n  \"é\": \"\\ud83d\\ude00\"\n}";
    let mut random = Random::new(8);
    for at in (0..=WHOLE.len()).filter(|&at| WHOLE.is_char_boundary(at)) {
        check(&WHOLE[..at]);
        for _ in 0..40 {
            let range = random.range(WHOLE);
            let range = range.start
                ..range
                    .end
                    .min(WHOLE.floor_char_boundary(range.start + 3))
                    .max(range.start);
            let part = ["\"", ",", "}", "]", "{", "1", "\\", "\n", ""][random.below(9)];
            check(&[&WHOLE[..range.start], part, &WHOLE[range.end..]].concat());
        }
    }
}

#[test]
fn strings_of_every_length_are_scanned() {
    for len in 0..40 {
        for special in ["\"", "\\n", "é", "\u{7f}", "\u{80}", " ", "\u{fffd}"] {
            let text: String = "x".repeat(len) + special.trim_matches('"');
            check(&format!("[\"{text}\", \"{text}y\"]"));
        }
        check(&format!("[\"{}\u{1f}\"]", "x".repeat(len)));
    }
}

#[test]
fn a_byte_order_mark_and_duplicate_keys() {
    let source = "\u{feff}{\"a\": 1, \"a\": 2}\r\n";
    let tree = Tree::parse(source, Format::Json);
    assert_eq!(tree.problems(), []);
    let root = tree.root().expect("an object");
    assert_eq!(root.get("a").and_then(Node::number), Some(2.0));
    assert_eq!(root.entries().count(), 2);
    assert_eq!(&source[root.range().0], "{\"a\": 1, \"a\": 2}");
}

/// Source; what the problem is about; a part of its message; what is read all the same.
const DAMAGED: &[(&str, &str, &str, &str)] = &[
    ("", "", "empty", "null"),
    (
        "{\"a\": 1,}",
        ",",
        "must not stand before `}`",
        r#"{"a": 1}"#,
    ),
    ("[1, 2,]", ",", "must not stand before `]`", "[1, 2]"),
    ("[1 2]", "2", "Expected `,` or `]`", "[1, 2]"),
    (
        "{\"a\": 1 \"b\": 2}",
        "\"",
        "Expected `,` or `}`",
        r#"{"a": 1, "b": 2}"#,
    ),
    ("{\"a\" 1}", "1", "Expected `:`", r#"{"a": 1}"#),
    (
        "{\"a\": }",
        "}",
        "Expected a value, found `}`",
        r#"{"a": null}"#,
    ),
    (
        "{\"a\"}",
        "}",
        "Expected `:` after the key, found `}`",
        r#"{"a": null}"#,
    ),
    (
        "{\"a\": \n \"b\": 2}",
        "\"a\"",
        "value of this key is missing",
        r#"{"a": null, "b": 2}"#,
    ),
    (
        "{\"tit\n \"b\": 2}",
        "\"tit",
        "not closed",
        r#"{"tit": null, "b": 2}"#,
    ),
    (
        "{\"a\": \"x,\n \"b\": 2}",
        "\"x",
        "not closed",
        r#"{"a": "x", "b": 2}"#,
    ),
    (
        "{\"a\": \"x\ny\", \"b\": 2}",
        "\n",
        "line break is written `\\n`",
        r#"{"a": "x\ny", "b": 2}"#,
    ),
    ("{\"a\": \"x\ty\"}", "\t", "A tab", r#"{"a": "x\ty"}"#),
    (
        "{\"a\": \"\\d\"}",
        "\\d",
        "no escape `\\d`",
        r#"{"a": "d"}"#,
    ),
    (
        "{\"a\": \"return \"x\";\"}",
        "\"",
        "a quote is written `\\\"`",
        r#"{"a": "return \"x\";"}"#,
    ),
    ("{a: 1}", "a", "key in double quotes", r#"{"a": 1}"#),
    ("{'a': 'b'}", "'", "double quotes", r#"{"a": "b"}"#),
    ("{\"a\": 1 // one\n}", "//", "no comments", r#"{"a": 1}"#),
    ("[True, None]", "True", "writes this `true`", "[null, null]"),
    (
        "[01, +1, .5]",
        "01",
        "not a JSON number",
        "[null, null, null]",
    ),
    ("[NaN]", "NaN", "cannot write this number", "[null]"),
    ("[\0]", "\0", "found `\u{fffd}`", "[null]"),
    (
        "{\"a\": [1, 2}",
        "}",
        "Expected `,` or `]`, found `}`",
        r#"{"a": [1, 2]}"#,
    ),
    (
        "{\"a\": [1, {\"b\": \"x",
        "\"",
        "never closed",
        r#"{"a": [1, {"b": "x"}]}"#,
    ),
    (
        "{\"a\": [1,\n",
        "",
        "before the `[` of line 1 is closed",
        r#"{"a": [1]}"#,
    ),
    (
        "{\"a\": 1}, \"b\": 2}",
        "}",
        "ends the whole JSON value",
        r#"{"a": 1, "b": 2}"#,
    ),
    ("{\"a\": 1} x", "x", "has ended, but more", r#"{"a": 1}"#),
    ("{\"a\": 1}}", "}", "has ended, but more", r#"{"a": 1}"#),
    (
        "<<<<<<< HEAD\n{\"a\": 1}\n=======\n{\"a\": 2}\n>>>>>>> b\n",
        "<<<<<<< HEAD",
        "merge conflict",
        r#"{"a": 1}"#,
    ),
    (
        "{\"a\": 1,\n<<<<<<< HEAD\n\"b\": 2\n||||||| base\n\"b\": 0\n=======\n\"b\": 3\n>>>>>>> b\n}",
        "<<<<<<< HEAD",
        "merge conflict",
        r#"{"a": 1, "b": 2}"#,
    ),
];

#[test]
fn damaged_files_are_read_as_far_as_they_can_be() {
    for (source, place, message, expected) in DAMAGED {
        let tree = Tree::parse(source, Format::Json);
        let [problem] = tree.problems() else {
            panic!("{source:?}: {:?}", tree.problems())
        };
        assert_eq!(&source[problem.range.0], *place, "{source:?}: {problem:?}");
        assert!(
            problem.message.contains(message) && problem.fatal,
            "{source:?}: {problem:?}"
        );
        let read = tree.root().map_or(Value::Null, value);
        assert_eq!(
            read,
            serde_json::from_str::<Value>(expected).expect("JSON"),
            "{source:?}"
        );
    }
}
