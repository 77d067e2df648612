//! Random texts in every envelope, written by writers of the tests' own: what is decoded, where
//! every character stands, and what a sealed change makes of the file.

mod common;

use common::{Random, apply, check_map};
use text::{Edit, Envelope, Format, InCode, InFile, TextRange, TextSize, Tree};

/// A way to write a text into a file: `None` where it cannot carry the text.
type Writer = fn(&str, &mut Random) -> Option<String>;

const WRITERS: &[(&str, Format, Envelope, Writer)] = &[
    ("json", Format::Json, Envelope::JsonString, json),
    ("json ascii", Format::Json, Envelope::JsonString, json_ascii),
    ("literal", Format::Yaml, Envelope::YamlLiteral, literal),
    (
        "literal crlf",
        Format::Yaml,
        Envelope::YamlLiteral,
        literal_crlf,
    ),
    ("folded", Format::Yaml, Envelope::YamlFolded, folded),
    ("double", Format::Yaml, Envelope::YamlDoubleQuoted, double),
    (
        "double crlf",
        Format::Yaml,
        Envelope::YamlDoubleQuoted,
        double_crlf,
    ),
    (
        "double in flow",
        Format::Yaml,
        Envelope::YamlDoubleQuoted,
        double_in_flow,
    ),
    ("single", Format::Yaml, Envelope::YamlSingleQuoted, single),
    ("plain", Format::Yaml, Envelope::YamlPlain, plain),
    (
        "plain in flow",
        Format::Yaml,
        Envelope::YamlPlain,
        plain_in_flow,
    ),
];

/// The text under `code` in a file made by a writer, and what stands beside it.
fn read(source: &str, format: Format) -> Result<(text::EmbeddedText, Vec<String>), String> {
    let tree = Tree::parse(source, format);
    if let Some(problem) = tree.problems().first() {
        return Err(format!("{problem:?}"));
    }
    let node = tree
        .root()
        .and_then(|root| root.get("outer"))
        .ok_or("no outer")?;
    let node = node.items().next().unwrap_or(node);
    let code = node
        .get("code")
        .and_then(|code| code.embedded())
        .ok_or("no code")?;
    let others = node.entries().map(|entry| entry.key.to_string()).collect();
    Ok((code, others))
}

fn whole(random: &mut Random, check: impl Fn(&str, &str, Format, Envelope, &str, &mut Random)) {
    for (name, format, envelope, writer) in WRITERS {
        let mut written = 0;
        for _ in 0..2000 {
            let text = random.text();
            if let Some(source) = writer(&text, random) {
                written += 1;
                check(name, &source, *format, *envelope, &text, random);
            }
        }
        assert!(written > 100, "{name} wrote {written}");
    }
}

#[test]
fn every_character_is_mapped() {
    whole(
        &mut Random::new(1),
        |name, source, format, envelope, text, _| {
            let (code, _) =
                read(source, format).unwrap_or_else(|error| panic!("{name}: {error}\n{source:?}"));
            assert_eq!(code.text(), text, "{name}\n{source:?}");
            assert_eq!(code.envelope(), envelope, "{source:?}");
            check_map(&code, source);
        },
    );
}

#[test]
fn sealed_changes_read_as_wanted() {
    whole(
        &mut Random::new(2),
        |name, source, format, _, text, random| {
            let (code, others) = read(source, format).expect("as above");
            let range = random.range(text);
            let replacement = if random.one_in(4) {
                String::new()
            } else {
                random.text()
            };
            let wanted = [&text[..range.start], &replacement, &text[range.end..]].concat();
            let edits = code.seal(source, in_code(&range), &replacement);
            let sealed = apply(source, &edits);
            let context =
                || format!("{name}\n{source:?}\n{range:?} -> {replacement:?}\n{sealed:?}");
            let (again, still) =
                read(&sealed, format).unwrap_or_else(|error| panic!("{error}: {}", context()));
            assert_eq!(again.text(), wanted, "{}", context());
            assert_eq!(others, still, "{}", context());
            check_inside(&edits, &code, source);
        },
    );
}

#[test]
fn several_changes_are_sealed_at_once() {
    whole(
        &mut Random::new(3),
        |name, source, format, _, text, random| {
            let (code, _) = read(source, format).expect("as above");
            let (mut first, mut second) = (random.range(text), random.range(text));
            if second.start < first.start {
                std::mem::swap(&mut first, &mut second);
            }
            if second.start < first.end || second.start == first.start {
                return;
            }
            let (a, b) = (random.text(), random.text());
            let wanted = [
                &text[..first.start],
                &a,
                &text[first.end..second.start],
                &b,
                &text[second.end..],
            ];
            let changes = [(in_code(&second), b.clone()), (in_code(&first), a.clone())];
            let sealed = apply(source, &code.seal_many(source, &changes));
            let context = || {
                format!("{name}\n{source:?}\n{first:?} -> {a:?}, {second:?} -> {b:?}\n{sealed:?}")
            };
            let (again, _) =
                read(&sealed, format).unwrap_or_else(|error| panic!("{error}: {}", context()));
            assert_eq!(again.text(), wanted.concat(), "{}", context());
        },
    );
}

#[test]
fn the_same_text_changes_nothing() {
    whole(&mut Random::new(4), |_, source, format, _, text, random| {
        let (code, _) = read(source, format).expect("as above");
        let range = random.range(text);
        let edits = code.seal(source, in_code(&range), &text[range.clone()]);
        assert_eq!(edits, [], "{range:?} in {text:?} in {source:?}");
    });
}

/// Edits lie within the scalar and its trailing blank lines.
fn check_inside(edits: &[Edit], code: &text::EmbeddedText, source: &str) {
    let InFile(range) = code.range();
    for edit in edits {
        assert!(edit.range.0.start() >= range.start());
        let end = usize::from(edit.range.0.end());
        let beyond = &source[usize::from(range.end()).min(end)..end];
        assert!(beyond.trim().is_empty(), "{edit:?} in {source:?}");
    }
}

fn in_code(range: &std::ops::Range<usize>) -> InCode<TextRange> {
    let place = |at: usize| TextSize::new(at as u32);
    InCode(TextRange::new(place(range.start), place(range.end)))
}

fn json(text: &str, random: &mut Random) -> Option<String> {
    let mut out = String::from("{\"größe\": 1, \"outer\": [{\"a\": \"\\u00e9\",\n  \"code\": \"");
    for character in text.chars() {
        match character {
            '"' | '\\' => out.extend(['\\', character]),
            '/' if random.one_in(2) => out.push_str("\\/"),
            '\n' => out.push_str("\\n"),
            _ if character < ' ' || random.one_in(9) => units(&mut out, character),
            _ => out.push(character),
        }
    }
    Some(out + "\", \"z\": null}]}")
}

fn json_ascii(text: &str, _: &mut Random) -> Option<String> {
    let mut out = String::from("{\"outer\": [{\"code\": \"");
    for character in text.chars() {
        match character {
            '"' | '\\' => out.extend(['\\', character]),
            ' '..='~' => out.push(character),
            _ => units(&mut out, character),
        }
    }
    Some(out + "\"}]}")
}

fn units(out: &mut String, character: char) {
    for unit in character.encode_utf16(&mut [0; 2]) {
        out.push_str(&format!("\\u{unit:04X}"));
    }
}

/// Whether a text can stand in YAML without escapes.
fn unescaped(text: &str) -> bool {
    let odd = |c: char| {
        c.is_control() && c != '\n' && c != '\t' || "\u{2028}\u{2029}\u{feff}".contains(c)
    };
    !text.contains(odd)
}

fn literal(text: &str, random: &mut Random) -> Option<String> {
    block(text, random, '|', |text| text.to_owned())
}

fn literal_crlf(text: &str, random: &mut Random) -> Option<String> {
    Some(literal(text, random)?.replace('\n', "\r\n"))
}

/// Each line break doubled between lines that neither are empty nor begin with a blank.
fn folded(text: &str, random: &mut Random) -> Option<String> {
    let unfold = |text: &str| {
        let lines: Vec<_> = text.trim_end_matches('\n').split('\n').collect();
        let mut out = String::new();
        let mut last: Option<&str> = None;
        for (at, line) in lines.iter().enumerate() {
            if at > 0 {
                out.push('\n');
            }
            let starts = |line: &str| line.starts_with([' ', '\t']);
            if !line.is_empty() {
                if last.is_some_and(|last| !starts(last)) && !starts(line) {
                    out.push('\n');
                }
                last = Some(line);
            }
            out.push_str(line);
        }
        out + &text[text.trim_end_matches('\n').len()..]
    };
    block(text, random, '>', unfold)
}

fn block(
    text: &str,
    random: &mut Random,
    style: char,
    lines: impl Fn(&str) -> String,
) -> Option<String> {
    let content = text.trim_end_matches('\n');
    if !unescaped(text) || content.is_empty() {
        return None;
    }
    let first = content
        .lines()
        .find(|line| !line.trim_matches(' ').is_empty())
        .unwrap_or("");
    let columns = 1 + random.below(4);
    let needs_indicator = content.starts_with([' ', '\n', '\t']) || first.starts_with([' ', '\t']);
    let indicator = if needs_indicator || random.one_in(5) {
        columns.to_string()
    } else {
        String::new()
    };
    let ends = text.len() - content.len();
    let chomping = match ends {
        0 => "-",
        1 if random.one_in(2) => "",
        _ => "+",
    };
    let deep = " ".repeat(2 + random.below(3));
    let comment = if random.one_in(6) { " # note" } else { "" };
    let mut out =
        format!("outer:\n{deep}a: größe\n{deep}code: {style}{indicator}{chomping}{comment}\n");
    for line in lines(text).split_inclusive('\n') {
        if line != "\n" {
            out.push_str(&deep);
            out.push_str(&" ".repeat(columns));
        }
        out.push_str(line);
    }
    let stops = ends == 0 && random.one_in(3);
    if ends == 0 && !stops {
        out.push('\n');
    }
    if chomping != "+" && random.one_in(3) && !stops {
        out.push_str("\n  \n");
    }
    if !stops && random.one_in(2) {
        out.push_str(&format!("{deep}z: 1\n"));
    }
    Some(out)
}

fn double(text: &str, random: &mut Random) -> Option<String> {
    Some(format!(
        "outer:\n  größe: 1\n  code: {}\n  z: 1\n",
        in_double_quotes(text, random)
    ))
}

fn double_crlf(text: &str, random: &mut Random) -> Option<String> {
    double(text, random).map(|source| source.replace('\n', "\r\n"))
}

fn double_in_flow(text: &str, random: &mut Random) -> Option<String> {
    Some(format!(
        "outer: [{{a: 1, \"code\": &x !!str {}, z: 2}}]",
        in_double_quotes(text, random)
    ))
}

fn in_double_quotes(text: &str, random: &mut Random) -> String {
    let mut out = String::from("\"");
    let characters: Vec<_> = text.chars().collect();
    let plain = |at: usize| characters.get(at).is_some_and(|c| !c.is_whitespace());
    for (at, &character) in characters.iter().enumerate() {
        let joined = random.one_in(12);
        if joined {
            out.push_str("\\\n     ");
            if random.one_in(3) {
                out.push_str("  ");
            }
            // A blank at the start of the line would be lost.
            if matches!(character, ' ' | '\t') {
                out.push_str(if character == ' ' { "\\ " } else { "\\t" });
                continue;
            }
        }
        let between = !joined && at > 0 && plain(at - 1) && plain(at + 1);
        match character {
            ' ' if between && random.one_in(4) => out.push_str(" \n    "),
            '\n' if between && random.one_in(3) => out.push_str("\n  \n    "),
            '"' | '\\' => out.extend(['\\', character]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\u{a0}' => out.push_str("\\_"),
            '\u{2028}' => out.push_str("\\L"),
            '\u{85}' => out.push_str("\\N"),
            '/' if random.one_in(2) => out.push_str("\\/"),
            _ if character.is_control() || character > '\u{ffff}' || random.one_in(12) => {
                out.push_str(&format!("\\U{:08x}", u32::from(character)));
            }
            '\u{2029}' | '\u{feff}' => out.push_str(&format!("\\u{:04x}", u32::from(character))),
            _ => out.push(character),
        }
    }
    out + "\""
}

fn single(text: &str, random: &mut Random) -> Option<String> {
    let folded = in_folded_lines(&text.replace('\'', "''"), random)?;
    Some(format!("outer:\n- größe: 1\n  code: '{folded}'\n  z: 1\n"))
}

fn plain(text: &str, random: &mut Random) -> Option<String> {
    let ends = |c: char| c.is_whitespace();
    let specials = [
        "\t", ":", "#", "&", "*", "!", "|", ">", "'", "\"", "%", "@", "`", "-", "?", "=", "<", "~",
        ",", "[", "]", "{", "}",
    ];
    if text.is_empty()
        || text.starts_with(ends)
        || text.ends_with(ends)
        || specials.iter().any(|s| text.contains(s))
    {
        return None;
    }
    let folded = in_folded_lines(text, random)?;
    let source = format!("outer:\n- größe: 1\n  code:   {folded}   # note\n  z: 1\n");
    // Numbers and the like are no text.
    text.contains(|c: char| "xyz世".contains(c))
        .then_some(source)
        .filter(|_| text.len() > 3)
}

fn plain_in_flow(text: &str, random: &mut Random) -> Option<String> {
    let source = plain(text, random)?;
    let start = source.find("code:")?;
    let end = source.find("   # note")?;
    Some(format!("outer: {{a: 1, {}}}\n", &source[start..end]))
}

/// Lines as they are written within single quotes or none, some spaces as line breaks.
fn in_folded_lines(text: &str, random: &mut Random) -> Option<String> {
    if !unescaped(text) {
        return None;
    }
    let characters: Vec<_> = text.chars().collect();
    let plain = |at: usize| characters.get(at).is_some_and(|c| !c.is_whitespace());
    let mut out = String::new();
    let mut at = 0;
    while at < characters.len() {
        let character = characters[at];
        if character == '\n' {
            let run = characters[at..].iter().take_while(|c| **c == '\n').count();
            if !plain(at.checked_sub(1)?) || !plain(at + run) {
                return None;
            }
            out.push_str(&"\n".repeat(run + 1));
            out.push_str("     ");
            at += run;
            continue;
        }
        let between = at > 0 && plain(at - 1) && plain(at + 1);
        match character {
            ' ' if between && random.one_in(4) => out.push_str("  \n    "),
            _ => out.push(character),
        }
        at += 1;
    }
    Some(out)
}
