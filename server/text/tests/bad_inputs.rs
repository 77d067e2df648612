//! Inputs that are meant to hurt: no panic, a problem, and an end in bounded time.

mod common;

use std::time::{Duration, Instant};

use common::Random;
use text::{Format, Kind, Node, Tree};

const BOTH: [Format; 2] = [Format::Json, Format::Yaml];

/// Visit what a reader of workflows might visit: everything, to a bounded depth.
fn walk(node: Node, depth: usize) -> usize {
    if depth == 0 {
        return 1;
    }
    let text = node.embedded().map_or(0, |code| code.text().len());
    let _ = (
        node.range(),
        node.number(),
        node.envelope(),
        node.plain_text(),
    );
    let children: usize = match node.kind() {
        Kind::Array => node.items().map(|item| walk(item, depth - 1)).sum(),
        Kind::Object => node
            .entries()
            .map(|entry| walk(entry.value, depth - 1))
            .sum(),
        _ => 0,
    };
    text + children + 1
}

fn read(source: &str, format: Format) -> usize {
    let tree = Tree::parse(source, format);
    for problem in tree.problems() {
        // Within the file, and on character boundaries.
        let _ = &source[problem.range.0];
        assert!(!problem.message.is_empty());
    }
    tree.root().map_or(0, |root| walk(root, 40))
}

fn within(limit: Duration, what: &str, run: impl FnOnce()) {
    let start = Instant::now();
    run();
    assert!(start.elapsed() < limit, "{what} took {:?}", start.elapsed());
}

#[test]
fn big_and_deep() {
    let limit = Duration::from_secs(20);
    for part in ["[", "{\"a\":", "[[],"] {
        let source = part.repeat((200 << 20) / part.len());
        within(limit, part, || {
            for format in BOTH {
                let tree = Tree::parse(&source, format);
                assert!(tree.problems().iter().any(|problem| problem.fatal));
                assert!(tree.root().is_some());
            }
        });
    }
    for part in [
        "- ", "a:\n ", "? ", "\"", "{", "a: {b: [", "|\n", "'x'\n", "!!str ", "&a ", "a: *b\n",
    ] {
        let source = part.repeat((1 << 20) / part.len());
        within(limit, part, || {
            let _ = BOTH.map(|format| read(&source, format));
        });
    }
}

#[test]
fn deep_but_allowed() {
    let source = format!("{}1{}", "[".repeat(500), "]".repeat(500));
    for format in BOTH {
        assert_eq!(Tree::parse(&source, format).problems(), []);
    }
}

#[test]
fn an_alias_bomb_is_not_expanded() {
    let mut source = String::from("a0: &a0 [x, x]\n");
    for level in 1..40 {
        let below = format!("*a{}", level - 1);
        source += &format!("a{level}: &a{level} [{below}, {below}, {below}, {below}]\n");
    }
    let mut merging = String::from("m0: &m0 {k0: 1}\n");
    for level in 1..40 {
        let below = format!("*m{}", level - 1);
        merging +=
            &format!("m{level}: &m{level} {{<<: [{below}, {below}, {below}], k{level}: 1}}\n");
    }
    within(Duration::from_secs(5), "a bomb", || {
        assert_eq!(Tree::parse(&source, Format::Yaml).problems(), []);
        let tree = Tree::parse(&merging, Format::Yaml);
        assert_eq!(tree.problems(), []);
        let last = tree.root().and_then(|root| root.get("m39")).expect("m39");
        assert_eq!(last.entries().count(), 40);
    });
}

#[test]
fn a_chain_of_aliases_is_no_deeper_than_other_files() {
    let mut lists = String::from("a0: &a0 [x]\n");
    let mut merges = String::from("a0: &a0 {k: 1}\n");
    for level in 1..20_000 {
        lists += &format!("a{level}: &a{level} [*a{}]\n", level - 1);
        merges += &format!("a{level}: &a{level} {{<<: *a{}}}\n", level - 1);
    }
    let tree = Tree::parse(&lists, Format::Yaml);
    assert!(tree.problems().iter().all(|problem| !problem.fatal));
    let last = tree
        .root()
        .and_then(|root| root.entries().last())
        .expect("an entry")
        .value;
    walk(last, usize::MAX);
    let tree = Tree::parse(&merges, Format::Yaml);
    let last = tree
        .root()
        .and_then(|root| root.entries().last())
        .expect("an entry")
        .value;
    assert!(last.entries().count() <= 1);
}

#[test]
fn many_errors_in_one_line() {
    let parts = [
        "\"a\" ", "\"a\" 1 ", "{ ] ", "/* ", "1: ", "'x' ", "\\ ", "\"\n", "[\"x\n\n", "- \"x ",
        "a: b: ", "*a ",
    ];
    for part in parts {
        let source = ["[", &part.repeat((1 << 17) / part.len()), " 1"].concat();
        within(Duration::from_secs(20), part, || {
            for format in BOTH {
                read(&source, format);
                read(&source[1..], format);
            }
        });
    }
    let lines = ["[\"", &"\n".repeat(1 << 20), "x\"]"].concat();
    within(Duration::from_secs(20), "lines", || {
        read(&lines, Format::Json);
    });
}

#[test]
fn messages_stay_short() {
    for source in [
        "x".repeat(1 << 20),
        format!("*{0}", "x".repeat(1 << 20)),
        format!("!!int {}", "y".repeat(1 << 20)),
        format!("!{} 1", "t".repeat(1 << 20)),
    ] {
        for format in BOTH {
            let tree = Tree::parse(&source, format);
            assert!(
                tree.problems()
                    .iter()
                    .all(|problem| problem.message.len() < 300)
            );
        }
    }
}

#[test]
fn empty_and_binary() {
    for format in BOTH {
        for source in [
            "", "\u{feff}", "\0", "\n\n", " ", "\u{7f}", "\"", "'", "{", "\\", "\r", "\u{2028}",
            "&", "!", "*", "|", ">",
        ] {
            read(source, format);
        }
    }
    let mut random = Random::new(11);
    for _ in 0..3000 {
        let bytes: Vec<u8> = (0..random.below(200))
            .map(|_| random.below(256) as u8)
            .collect();
        let source = String::from_utf8_lossy(&bytes);
        let _ = BOTH.map(|format| read(&source, format));
    }
}

const FILES: [(&str, Format); 3] = [
    (
        "{\n  \"nodes\": [\n    {\"name\": \"A\\u00e9\", \"parameters\": {\"jsCode\": \"return [\\n  {json: \\\"x\\\"}\\n];\"}},\n    {\"x\": [1, -2.5e3, true, null]}\n  ],\n  \"connections\": {}\n}\n",
        Format::Json,
    ),
    (
        "app:\n  name: é x\nnodes:\n- data:\n    code: \"def main():\\n\\\n      \\  return 1\"\n    title: 'it''s'\n- data: &x\n    code: |-\n      def main():\n          return {}\n    outputs: {r: {type: string}, s: [a, b]}\n- *x\n",
        Format::Yaml,
    ),
    (
        "a: >+\n  folded\n  text\n\n    more\n\nb: plain\n  text\nc: ? [x]\nd: !!str 12\ne: {<<: {f: 1}}\n",
        Format::Yaml,
    ),
];

#[test]
fn cut_at_every_byte() {
    for (source, format) in FILES {
        for at in (0..=source.len()).filter(|&at| source.is_char_boundary(at)) {
            read(&source[..at], format);
            read(&source[at..], format);
        }
    }
}

#[test]
fn random_damage() {
    let parts = [
        "",
        "\"",
        "'",
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        ": ",
        "- ",
        "\n",
        "\t",
        "\\",
        "#",
        "|",
        ">",
        "&x",
        "*x",
        "!",
        "%",
        "@",
        "é",
        "<<<<<<< a\n",
        "=======\n",
        ">>>>>>> b\n",
        "\u{2028}",
        "\r",
        "\0",
        "---\n",
        "\\u12",
        "\\ud800",
        "?",
        "<<: ",
        "!!int ",
    ];
    let mut random = Random::new(13);
    for _ in 0..3000 {
        for (source, format) in FILES {
            let mut damaged = source.to_owned();
            for _ in 0..1 + random.below(4) {
                let range = random.range(&damaged);
                let end = damaged
                    .floor_char_boundary(range.end.min(range.start + random.below(12)))
                    .max(range.start);
                damaged.replace_range(range.start..end, parts[random.below(parts.len())]);
            }
            read(&damaged, format);
        }
    }
}
