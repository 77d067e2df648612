//! YAML: what it means in PyYAML, and what is found in files that are not YAML. The verdicts were
//! compared with PyYAML 6.0.3.

mod common;

use common::Random;
use text::{Format, Kind, Node, Tree, json_string, yaml_scalar};

/// A node in a short notation: strings in quotes, numbers as values, `@` before timestamps.
fn shown(node: Node) -> String {
    let list = |parts: Vec<String>| parts.join(", ");
    match node.kind() {
        Kind::Null => "null".into(),
        Kind::Bool(value) => value.to_string(),
        Kind::Number => node.number().expect("a number").to_string(),
        Kind::String => json_string(&node.string().expect("a string")),
        Kind::Timestamp => format!("@{}", node.plain_text().expect("a scalar")),
        Kind::Array => format!("[{}]", list(node.items().map(shown).collect())),
        Kind::Object => {
            let entry =
                |entry: text::Entry| format!("{}: {}", shown(entry.key_node), shown(entry.value));
            format!("{{{}}}", list(node.entries().map(entry).collect()))
        }
    }
}

fn read(source: &str) -> String {
    let tree = Tree::parse(source, Format::Yaml);
    assert_eq!(tree.problems(), [], "{source:?}");
    tree.root().map_or("nothing".into(), shown)
}

#[test]
fn values() {
    let table = [
        ("", "nothing"),
        ("# only a comment\n", "nothing"),
        (
            "a: yes\nb: Off\nc: n\n",
            r#"{"a": true, "b": false, "c": "n"}"#,
        ),
        (
            "a: 012\nb: 0o12\nc: 1:30\nd: 1_000\ne: 0x1F\n",
            r#"{"a": 10, "b": "0o12", "c": 90, "d": 1000, "e": 31}"#,
        ),
        (
            "a: 1e5\nb: 1.0e+5\nc: .5\nd: 0.6.0\n",
            r#"{"a": "1e5", "b": 100000, "c": 0.5, "d": "0.6.0"}"#,
        ),
        (
            "a: 2024-01-02\nb: '2024-01-02'\nc: 2024-1-2\n",
            r#"{"a": @2024-01-02, "b": "2024-01-02", "c": "2024-1-2"}"#,
        ),
        (
            "a:\nb: ~\nc: ''\nd: null\n",
            r#"{"a": null, "b": null, "c": "", "d": null}"#,
        ),
        (
            "a: !!str 12\nb: !!int '12'\nc: ! 12\nd: !!float 1\n",
            r#"{"a": "12", "b": 12, "c": 12, "d": 1}"#,
        ),
        ("on: 1\n12: 2\n~: 3\n", r#"{true: 1, 12: 2, null: 3}"#),
        ("a: 1\na: 2\n", r#"{"a": 1, "a": 2}"#),
        ("a: &x {b: 1}\nc: *x\n", r#"{"a": {"b": 1}, "c": {"b": 1}}"#),
        (
            "a: [1, 'x', {b: c}]\nd: []\n",
            r#"{"a": [1, "x", {"b": "c"}], "d": []}"#,
        ),
        ("a:\n- 1\n- - 2\n  - 3\n-  b: c\n   d: e\n", "see below"),
        ("? a\n: b\n? c\n", r#"{"a": "b", "c": null}"#),
        ("%YAML 1.1\n---\na: b\n...\n", r#"{"a": "b"}"#),
        (
            "\u{feff}a: b\r\nc: |\r\n  x\r\n  y\r\n",
            r#"{"a": "b", "c": "x\ny\n"}"#,
        ),
        (
            "{\"a\": \"\\ud83d\\ude00\"}",
            "{\"a\": \"\u{fffd}\u{fffd}\"}",
        ),
        ("{a:, b:[1]}", r#"{"a": null, "b": [1]}"#),
        ("a: |\n  \tx\n  y\n", r#"{"a": "\tx\ny\n"}"#),
        ("- |\n x\n-\n y\n", r#"["x\n", "y"]"#),
        ("a: |-\n  x", r#"{"a": "x"}"#),
        ("a: |+\n  x\n  ", r#"{"a": "x\n"}"#),
        ("a: |\n  x\\", r#"{"a": "x\\"}"#),
    ];
    for (source, expected) in table
        .iter()
        .filter(|(_, expected)| *expected != "see below")
    {
        assert_eq!(read(source), *expected, "{source:?}");
    }
}

#[test]
fn merge_keys() {
    let table = [
        (
            "a: &x {b: 1, c: 2}\nd:\n  <<: *x\n  c: 3\n",
            "d",
            r#"{"b": 1, "c": 2, "c": 3}"#,
        ),
        (
            "x: &x {a: 1, b: 1}\ny: &y {b: 2, c: 2}\nd:\n  e: 0\n  <<: [*x, *y]\n",
            "d",
            r#"{"b": 2, "c": 2, "a": 1, "b": 1, "e": 0}"#,
        ),
        (
            "x: &x {a: 1}\ny: &y {<<: *x, b: 2}\nd: {<<: *y}\n",
            "d",
            r#"{"a": 1, "b": 2}"#,
        ),
        ("d: {'<<': 1}\n", "d", r#"{"<<": 1}"#),
    ];
    for (source, key, expected) in table {
        let tree = Tree::parse(source, Format::Yaml);
        assert_eq!(tree.problems(), [], "{source}");
        let node = tree.root().and_then(|root| root.get(key)).expect("the key");
        assert_eq!(shown(node), expected, "{source}");
    }
    let source = "x: &x {a: 1, b: 1}\nd: {<<: *x, b: 2}\n";
    let tree = Tree::parse(source, Format::Yaml);
    let node = tree.root().and_then(|root| root.get("d")).expect("d");
    assert_eq!(node.get("b").and_then(Node::number), Some(2.0));
    assert_eq!(node.get("a").and_then(Node::number), Some(1.0));
}

#[test]
fn only_string_keys_are_found_by_name() {
    let tree = Tree::parse("on: 1\n'on': 2\n1: 3\n", Format::Yaml);
    let root = tree.root().expect("a mapping");
    assert_eq!(root.get("on").and_then(Node::number), Some(2.0));
    assert!(root.get("1").is_none() && root.get("true").is_none());
    assert_eq!(
        root.entries()
            .next()
            .map(|entry| entry.key.into_owned())
            .as_deref(),
        Some("on")
    );
}

#[test]
fn ranges_leave_out_properties_and_blank_lines() {
    let source =
        "a: &x !!str  'b'\nc:\n  - d: |  # note\n      e\n\n  - f\n\n# end\ng: !!map\n  h: i\n";
    let tree = Tree::parse(source, Format::Yaml);
    let root = tree.root().expect("a mapping");
    let text = |node: Node| source[node.range().0].to_owned();
    let get = |key| root.get(key).expect(key);
    assert_eq!(text(get("a")), "'b'");
    assert_eq!(text(get("c")), "- d: |  # note\n      e\n\n  - f");
    assert_eq!(
        text(
            get("c")
                .items()
                .next()
                .and_then(|item| item.get("d"))
                .expect("d")
        ),
        "|  # note\n      e"
    );
    assert_eq!(text(get("g")), "h: i");
    assert_eq!(&source[root.entry("g").expect("g").key_range.0], "g");
}

/// Source; what the problem is about; a part of its message; what is read all the same.
const REFUSED: &[(&str, &str, &str, &str)] = &[
    ("a: *x\n", "*x", "no anchor `&x`", r#"{"a": null}"#),
    (
        "a: &x 1\nb: &x 2\n",
        "&x",
        "set a second time",
        r#"{"a": 1, "b": 2}"#,
    ),
    ("a: =\n", "=", "meaning of its own", r#"{"a": "="}"#),
    ("a: <<\n", "<<", "meaning of its own", r#"{"a": "<<"}"#),
    (
        "a: 2024-13-01\n",
        "2024-13-01",
        "no such date",
        r#"{"a": "2024-13-01"}"#,
    ),
    ("a: 0b_\n", "0b_", "no such number", r#"{"a": "0b_"}"#),
    ("a: !x 1\n", "1", "tag `!x` is unknown", r#"{"a": "1"}"#),
    (
        "a: !!int x\n",
        "x",
        "under the tag `!!int`",
        r#"{"a": "x"}"#,
    ),
    (
        "a: !!str {b: 1}\n",
        "{",
        "`!!str` does not fit",
        r#"{"a": {"b": 1}}"#,
    ),
    ("[a]: 1\n", "[a]", "cannot be a key", r#"{["a"]: 1}"#),
    (
        "a: {<<: 1}\n",
        "1",
        "Only mappings can be merged",
        r#"{"a": {}}"#,
    ),
    (
        "a: 1\n---\nb: 2\n",
        "---",
        "second YAML document",
        r#"{"a": 1}"#,
    ),
    ("a:\tb\n", "\t", "wants spaces", r#"{"a": "b"}"#),
    ("a: b\t# c\n", "\t", "wants spaces", r#"{"a": "b"}"#),
    (
        "a: {b: c?d}\n",
        "?",
        "must be quoted",
        r#"{"a": {"b": "c?d"}}"#,
    ),
    (
        "a: b\u{7}\nc: d\n",
        "\u{7}",
        "not allowed in YAML",
        r#"{"a": "b", "c": "d"}"#,
    ),
    (
        "a: b: c\nd: e\n",
        ":",
        "quote the value",
        r#"{"a": "b  c", "d": "e"}"#,
    ),
    (
        "a: 1\n  b: 2\nc: 3\n",
        ":",
        "check the indentation",
        r#"{"a": "1 b  2", "c": 3}"#,
    ),
    (
        "a: 1\ntit\nb: 2\n",
        "tit",
        "Expected `:` after this key",
        r#"{"a": 1, "b": 2}"#,
    ),
    (
        "a:\n  tit\n  b: 2\n",
        "tit",
        "Expected `:` after this key",
        r#"{"a": {"b": 2}}"#,
    ),
    (
        "a: @b\nc: d\n",
        "@",
        "cannot begin with `@`",
        r#"{"a": "b", "c": "d"}"#,
    ),
    (
        "a: \"b\nc: d\n",
        "\"",
        "never closed",
        r#"{"a": "b", "c": "d"}"#,
    ),
    (
        "a: 'b\nc: d\ne: 'f'\n",
        "f",
        "Nothing may follow the value",
        r#"{"a": "b", "c": "d", "e": "f"}"#,
    ),
    ("a: \"b\\", "\"", "never closed", r#"{"a": "b\\"}"#),
    ("a: \"b\\d\"\n", "\\d", "no escape `\\d`", r#"{"a": "b d"}"#),
    (
        "a: \"\\u12\"\nb: 1\n",
        "\\u12",
        "not stand for",
        r#"{"a": " u12", "b": 1}"#,
    ),
    (
        "a: [1, 2\nb: 3\n",
        "",
        "the `[` of line 1 is not closed",
        r#"{"a": [1, 2], "b": 3}"#,
    ),
    (
        "a: [1, {b: 2",
        "",
        "the `{` of line 1 is not closed",
        r#"{"a": [1, {"b": 2}]}"#,
    ),
    (
        "a:\n   b: 1\n  c: 2\nd: 3\n",
        "c",
        "indented like none",
        r#"{"a": {"b": 1}, "d": 3}"#,
    ),
    (
        "a:\n- tit\n  b: 2\nc: 3\n",
        "tit",
        "Expected `:` after this key",
        r#"{"a": [{"b": 2}], "c": 3}"#,
    ),
    (
        "a: 1\n- b\nc: 3\n",
        "-",
        "Expected a key, like the one in line 1",
        r#"{"a": 1, "c": 3}"#,
    ),
    ("a: |x\n  b\nc: 1\n", "x", "After `|` or `>`", "see below"),
    (
        "a: |\n\tb\nc: 1\n",
        "\t",
        "A tab cannot indent",
        "see below",
    ),
    (
        "a: |# b\n  c\n",
        "#",
        "space must stand before",
        r#"{"a": "c\n"}"#,
    ),
    (
        "a: \"\\ud83d\\ude]\"\n",
        "\\ude",
        "not stand for",
        "see below",
    ),
    (
        "a: |\n  x\n<<<<<<< HEAD\n  y\n=======\n  z\n>>>>>>> b\nc: 1\n",
        "<<<<<<< HEAD",
        "merge conflict",
        "see below",
    ),
];

#[test]
fn refused_files_are_read_as_far_as_they_can_be() {
    for (source, place, message, expected) in REFUSED {
        let tree = Tree::parse(source, Format::Yaml);
        let [problem] = tree.problems() else {
            panic!("{source:?}: {:?}", tree.problems())
        };
        assert!(
            problem.message.contains(message) && problem.fatal,
            "{source:?}: {problem:?}"
        );
        let found = &source[problem.range.0];
        assert!(
            found.starts_with(place) && found.len() <= place.len() + 1,
            "{source:?}: {found:?}"
        );
        let read = tree.root().map_or("nothing".into(), shown);
        assert!(
            *expected == "see below" || read == *expected,
            "{source:?}: {read}"
        );
    }
}

#[test]
fn code_beside_a_conflict_is_mapped() {
    let source =
        "code: |\n  one()\n<<<<<<< HEAD\n  ours()\n=======\n  theirs()\n>>>>>>> b\n  two()\nc: 1\n";
    let tree = Tree::parse(source, Format::Yaml);
    let code = tree
        .root()
        .and_then(|root| root.get("code")?.embedded())
        .expect("code");
    let lines: Vec<_> = code
        .text()
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    assert_eq!(lines, ["one()", "ours()", "two()"]);
    let at = code.text().find("two").expect("two") as u32;
    let range = text::TextRange::at(at.into(), 3.into());
    assert_eq!(&source[code.to_file(text::InCode(range)).0], "two");
    assert_eq!(
        code.seal(source, text::InCode(range), "three"),
        [],
        "damage is left alone"
    );
}

#[test]
fn an_alias_within_its_target_is_no_circle() {
    let tree = Tree::parse("a: &x [1, *x]\n", Format::Yaml);
    assert!(tree.problems().iter().all(|problem| !problem.fatal) && tree.problems().len() == 1);
    assert_eq!(
        tree.root().map(shown).as_deref(),
        Some(r#"{"a": [1, null]}"#)
    );
}

#[test]
fn fresh_scalars_are_read_as_written() {
    let written = [
        ("abc", "abc"),
        ("a b", "a b"),
        ("", "''"),
        ("yes", "'yes'"),
        ("12", "'12'"),
        ("1e5", "'1e5'"),
        ("0.6.0", "0.6.0"),
        ("it's: a", "'it''s: a'"),
        ("a\nb", "\"a\\nb\""),
        ("- a", "'- a'"),
        ("#a", "'#a'"),
        ("世界", "世界"),
    ];
    for (text, expected) in written {
        assert_eq!(yaml_scalar(text), expected);
    }
    let mut random = Random::new(5);
    for _ in 0..20_000 {
        let text = random.text();
        let scalar = yaml_scalar(&text);
        let source = format!("a: {scalar}\nb: [{scalar}, {{c: {scalar}}}]\nd:\n- {scalar}\n");
        let quoted = json_string(&text);
        let expected = format!(
            r#"{{"a": {0}, "b": [{0}, {{"c": {0}}}], "d": [{0}]}}"#,
            quoted
        );
        assert_eq!(read(&source), expected, "{text:?}");
    }
}
